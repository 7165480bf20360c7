"""Looking: which links a list has, and what was seen of each as a line of JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any, cast, get_args

from listbot.catalog.errors import ListbotError
from listbot.catalog.link_verdict import LinkVerdict, Verdict
from listbot.catalog.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from listbot.catalog.model import Catalog
    from listbot.web.look import Tally

# In this order they are told everywhere.
VERDICTS: tuple[Verdict, ...] = ("alive", "moved", "dead", "blocked", "unknown")
_KNOWN = frozenset(get_args(Verdict))


@dataclass(frozen=True, kw_only=True)
class Looked:
    """What one file of lines says: a verdict by address, and whether it is whole.

    *day* is when it was seen; a run that was interrupted left no such word.
    """

    verdict_by_url: Mapping[str, LinkVerdict] = field(
        default_factory=dict[str, LinkVerdict]
    )
    whole: bool = False
    day: date | None = None


def links_of(catalog: Catalog) -> dict[str, tuple[str, ...]]:
    """Return every distinct link of a list with the slugs of its entries, in order."""
    slugs_by_url: dict[str, list[str]] = {}
    for entry in sorted(catalog.entries, key=lambda entry: entry.slug):
        for url in dict.fromkeys(link.url for link in entry.links):
            slugs_by_url.setdefault(url, []).append(entry.slug)
    return {url: tuple(slugs) for url, slugs in slugs_by_url.items()}


def links_in(text: str) -> dict[str, tuple[str, ...]]:
    """Return the links of a plain list, one a line; blank lines are passed over."""
    lines = (line.strip() for line in text.removeprefix("\ufeff").splitlines())
    return {line: () for line in lines if line}


def read_shard(text: str) -> tuple[int, int]:
    """Read `2/8`: the part, from 1, and how many there are."""
    number, _, of = text.partition("/")
    if number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of):
        return int(number), int(of)
    message = f"--shard {text}: write the part and how many there are, such as 1/4."
    raise ListbotError(message)


def in_turn(urls: Iterable[str], day: date) -> list[str]:
    """Return links in their order, every other day (and week) from the end.

    A host that keeps failing is left alone: were it always the same pages that hang
    first, the same others would never be looked at.
    """
    ordered = list(urls)
    return ordered[::-1] if day.toordinal() % 2 else ordered


def line(verdict: LinkVerdict, entries: Sequence[str]) -> str:
    """Write what was seen of one link as a line of JSON that scripts rely on.

    Copies are looked for when a link is reported dead, not here.
    """
    # Put together by hand, seven times as fast: a list may have 100,000 links.
    status = "null" if verdict.status is None else verdict.status
    return (
        f'{{"url": {_text(verdict.url)}, "verdict": "{verdict.verdict}", '
        f'"by": "{verdict.by}", "status": {status}, "why": {_text(verdict.why)}, '
        f'"moved_to": {_text(verdict.moved_to)}, "seconds": {verdict.seconds!r}, '
        f'"requests": {verdict.requests}, '
        f'"entries": {json.dumps(entries) if entries else "[]"}}}\n'
    )


def summary_data(tally: Tally, now: datetime) -> dict[str, Any]:
    """Return what a run came to: links, links by verdict, and what it cost."""
    return {
        "links": tally.links,
        **{verdict: tally.by_verdict[verdict] for verdict in VERDICTS},
        "requests": tally.requests,
        "seconds": tally.seconds,
        "connections": tally.connections,
        "at": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


def last_line(tally: Tally, now: datetime) -> str:
    """Write the last line of a run; a file without one was interrupted."""
    return json.dumps({"summary": summary_data(tally, now)}) + "\n"


def read_looked(text: str, *, file: str) -> Looked:
    """Read a file of lines; what a kill left of the last one is passed over.

    Raises ListbotError, with the line, for anything else that `audit look` did not
    write.
    """
    verdict_by_url: dict[str, LinkVerdict] = {}
    whole, day = False, None
    for number, row in enumerate(text.split("\n"), 1):
        if not row:
            continue
        data = _read_row(row)
        if "summary" in data:
            whole, day = True, _day(data["summary"])
        elif verdict := _verdict(data):
            verdict_by_url[verdict.url] = verdict
        elif not text.endswith(row):
            message = (
                f"{file}, line {number}: this is no line of `listbot audit look`. "
                "Name the files that its --out wrote."
            )
            raise ListbotError(message, file=file, line=number)
    return Looked(verdict_by_url=verdict_by_url, whole=whole, day=day)


def offline(urls: Iterable[str]) -> Iterable[LinkVerdict]:
    """Return the verdict on links when nobody is to be asked."""
    why = "Nobody was asked (--offline)."
    return (LinkVerdict(url=url, verdict="unknown", why=why) for url in urls)


def in_words(tally: Tally) -> str:
    """Say in a line what a run came to."""
    found = [
        f"{tally.by_verdict[verdict]:,} {verdict}"
        for verdict in VERDICTS
        if tally.by_verdict[verdict]
    ]
    return (
        f"{counted(tally.links, 'link')}: {', '.join(found) or 'nothing to look at'} "
        f"({tally.requests:,} requests, {tally.connections:,} connections, "
        f"{tally.seconds:.1f} s)."
    )


def table(tally: Tally) -> str:
    """Write what a run came to as a table of Markdown."""
    rows = [f"| {verdict} | {tally.by_verdict[verdict]:,} |" for verdict in VERDICTS]
    return "\n".join(
        ["| verdict | links |", "| --- | ---: |", *rows, "", in_words(tally), ""]
    )


def _text(text: str | None) -> str:
    return "null" if text is None else encode_basestring(text)


def _read_row(row: str) -> dict[str, Any]:
    try:
        data: Any = json.loads(row)
    except (ValueError, RecursionError):
        return {}
    return cast("dict[str, Any]", data) if isinstance(data, dict) else {}


def _verdict(data: Mapping[str, Any]) -> LinkVerdict | None:
    if not isinstance(data.get("url"), str) or data.get("verdict") not in _KNOWN:
        return None
    moved_to = data.get("moved_to")
    return LinkVerdict(
        url=data["url"],
        verdict=data["verdict"],
        by=str(data.get("by", "web")),
        status=data.get("status") if isinstance(data.get("status"), int) else None,
        why=str(data.get("why", "")),
        moved_to=moved_to if isinstance(moved_to, str) else None,
        seconds=data["seconds"] if isinstance(data.get("seconds"), float) else 0.0,
        requests=data["requests"] if isinstance(data.get("requests"), int) else 0,
    )


def _day(summary: object) -> date | None:
    try:
        return datetime.fromisoformat(cast("dict[str, str]", summary)["at"]).date()
    except (KeyError, TypeError, ValueError):
        return None
