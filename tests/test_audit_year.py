"""A year of weekly audits in virtual time, against a web that follows a script.

What the issue says after each week is compared whole with `data/audit_year.md`, which
WRITE_GOLDEN=1 writes anew. Nothing that is there is ever called dead.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TypeAlias

from audit_bench import MemoryForge, a_list, entry, run
from listbot.catalog import addresses
from listbot.catalog.link_memory import Sighting
from listbot.catalog.model import LinkVerdict
from listbot.web import journey, verdicts
from listbot.web.journey import Hop, Outcome

GOLDEN = Path(__file__).parent / "data" / "audit_year.md"
FIRST = date(2026, 1, 5)
WEEKS = 52
Week: TypeAlias = int
Look: TypeAlias = Callable[[str, Week], LinkVerdict]


def answer(url: str, status: int, moved_to: str = "") -> LinkVerdict:
    """Judge what a page answers, as the engine would."""
    address = addresses.parse(url)
    assert address is not None
    hops: tuple[Hop, ...] = ()
    if moved_to:
        target = addresses.parse(moved_to)
        assert target is not None
        hops = (Hop(301, target),)
    sighting = journey.Sighting(address=address, status=status, hops=hops)
    return verdicts.judge(url, sighting)


def trouble(url: str, outcome: Outcome) -> LinkVerdict:
    address = addresses.parse(url)
    assert address is not None
    return verdicts.judge(url, journey.Sighting(address=address, outcome=outcome))


def says(status: int) -> Look:
    return lambda url, _: answer(url, status)


def by_week(*parts: tuple[Week, Look]) -> Look:
    """Follow the last part that has begun, each with the week it begins in."""

    def look(url: str, week: Week) -> LinkVerdict:
        return [part for start, part in parts if start <= week][-1](url, week)

    return look


def registered(url: str, _: Week) -> LinkVerdict:
    return LinkVerdict(url=url, verdict="alive", by="doi", why="The DOI is registered.")


def unregistered(url: str, _: Week) -> LinkVerdict:
    why = "doi.org does not know the DOI 10.5555/gone."
    return LinkVerdict(url=url, verdict="dead", by="doi", why=why)


def registry_out_of_order(url: str, _: Week) -> LinkVerdict:
    why = "Not checked: doi.org did not answer."
    return LinkVerdict(url=url, verdict="unknown", by="doi", why=why)


def flapping(url: str, week: Week) -> LinkVerdict:
    return answer(url, 404 if week % 2 else 200)


def moved(url: str, _: Week) -> LinkVerdict:
    return answer(url, 200, "https://new.example.org/moved")


THERE = says(200)
GONE = says(404)
OUTAGE = range(25, 27)
WEB: dict[str, Look] = {
    **{f"https://example.org/{n}": THERE for n in range(1, 21)},
    **{f"https://doi.org/10.5555/{n}": registered for n in range(1, 7)},
    "https://shut.example.org/": says(403),
    "https://slow.example.org/": lambda url, _: trouble(url, "timeout"),
    "https://flapping.example.org/": flapping,
    "https://dies.example.org/": by_week((0, THERE), (10, GONE)),
    "https://sleeps.example.org/": by_week((0, THERE), (12, GONE), (20, THERE)),
    "https://hiccup.example.org/": by_week((0, THERE), (15, GONE), (16, THERE)),
    "https://hides.example.org/": by_week(
        (0, THERE), (6, GONE), (7, says(403)), (8, GONE), (9, says(503)), (11, THERE)
    ),
    "https://old.example.org/moved": by_week((0, THERE), (5, moved)),
    "https://new.example.org/moved": THERE,
    "https://late.example.org/": by_week((0, THERE), (46, GONE)),
    "https://doi.org/10.5555/gone": by_week((0, registered), (17, unregistered)),
}
# From which week on a page is really not there any more, and until when.
TRUTH: dict[str, tuple[Week, Week]] = {
    "https://dies.example.org/": (10, WEEKS + 1),
    "https://sleeps.example.org/": (12, 20),
    "https://late.example.org/": (46, WEEKS + 1),
    "https://doi.org/10.5555/gone": (17, WEEKS + 1),
}
COPIES = {"https://dies.example.org/": "https://web.archive.org/web/2025/dies"}


def seen(url: str, week: Week) -> LinkVerdict:
    """Return what the run of a week sees of a link."""
    if week in OUTAGE and "doi.org" in url:
        return registry_out_of_order(url, week)
    if week == 30:  # the name service is silent for a day
        return replace(trouble(url, "no-name-answer"), by="web")
    if week == 33 and "example.org" in url:  # and on another it denies everything
        return trouble(url, "no-such-name")
    if week == 37:  # a hotel's network answers for everybody
        return answer(url, 404)
    return WEB[url](url, week)


def titled(url: str) -> dict[str, str]:
    name = url.removeprefix("https://").strip("/").replace("/", " ")
    return entry(f"On {name}", PDF=url)


def test_the_issue_after_each_week_is_true_and_quiet():
    forge = MemoryForge()
    files = a_list(*(titled(url) for url in WEB if "new." not in url))
    told: list[str] = []
    false: list[tuple[Week, str]] = []
    first_told: dict[str, Week] = {}

    for week in range(1, WEEKS + 1):
        today = FIRST + timedelta(weeks=week - 1)
        links = [
            url for url in WEB if any(f" {url}\n" in text for text in files.values())
        ]
        sightings = {url: Sighting(seen(url, week), today) for url in links}
        audited, _ = run(forge, files, sightings, today, COPIES)
        for row in audited.report.dead:
            start, end = TRUTH.get(row.url, (WEEKS + 1, 0))
            first_told.setdefault(row.url, week)
            false += [] if start <= week < end else [(week, row.url)]
        told.append(_told(week, today, forge))
        if week == 8:  # the maintainer merges what was proposed
            files |= forge.proposals["listbot/links-moved"].files
        if week == 42:  # and wants to be rid of everything that is dead
            assert forge.issue is not None
            ticked = forge.issue.body.replace("[ ] remove", "[x] remove")
            forge.issue = replace(forge.issue, body=ticked)
        if week == 43:
            for path in forge.proposals["listbot/links-removed"].deleted:
                del files[path]

    assert false == []
    assert first_told == {
        "https://dies.example.org/": 12,
        "https://sleeps.example.org/": 14,
        "https://doi.org/10.5555/gone": 17,
        "https://late.example.org/": 48,
    }
    whole = "\n".join(told)
    if os.environ.get("WRITE_GOLDEN"):
        GOLDEN.write_text(whole, encoding="utf-8")
    assert whole == GOLDEN.read_text(encoding="utf-8")


def _told(week: Week, today: date, forge: MemoryForge) -> str:
    head = f"<!-- ===== week {week}, {today.isoformat()}"
    if forge.issue is None:
        return f"{head}: no issue ===== -->\n"
    return f"{head}: {forge.issue.state} ===== -->\n\n{forge.issue.body}"
