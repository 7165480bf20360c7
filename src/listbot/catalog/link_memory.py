"""The audit's memory: what earlier runs saw of links that are not well. No I/O.

One JSON Lines file: how the last run went, and below a line for each such link, in
order. A link that is well has no line, so that one which comes back leaves by itself.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from pydantic import BaseModel, ConfigDict, ValidationError

from listbot.catalog.errors import ListbotError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from listbot.catalog.config_parts import Audit
    from listbot.catalog.link_verdict import LinkVerdict

FILE = "links.jsonl"
# In a short list a single slow host is more than a share of all: so many unknown links
# are a sign of nothing, unless they are more than half of it.
_NO_SIGN = 2
Choice: TypeAlias = Literal["keep", "remove", "replace"]
Illness: TypeAlias = Literal["moved", "dead", "blocked", "unknown"]


class _Line(BaseModel):
    """What every line keeps: it may hold more one day."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Gone(_Line):
    """The days on which a page was not there: the first, the last, how many."""

    first: date
    last: date
    days: int
    why: str
    by: str = "web"


class Remembered(_Line):
    """One link that is not well: what the newest run saw of it, and since when.

    *dead* is the day it was first called so; *choice* is what a maintainer wants done
    about it; *declined* says that a proposal with it was closed without a merge. One
    that moved stays so, until it is back or dead; *silent* is the day from which on
    nothing could be seen of it.
    """

    url: str
    verdict: Illness
    since: date
    why: str
    by: str = "web"
    gone: Gone | None = None
    dead: date | None = None
    moved_to: str | None = None
    archived: str | None = None
    choice: Choice | None = None
    declined: bool = False
    silent: date | None = None


class Runs(_Line):
    """When links were looked at last, and when all of them; where that is told."""

    last: date | None = None
    full: date | None = None
    issue: int | None = None
    proposals: Mapping[str, int] = {}


class Sighting(NamedTuple):
    """What was seen of a link, and on which day."""

    verdict: LinkVerdict
    day: date


@dataclass(frozen=True, kw_only=True)
class Memory:
    """Everything that is remembered, by address."""

    links: Mapping[str, Remembered] = field(default_factory=dict[str, Remembered])
    runs: Runs = field(default_factory=Runs)


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """Why a run says nothing about death: too much of it could not be seen."""

    unknown: int
    asked: int


def read_memory(text: str | None, *, file: str = FILE) -> Memory:
    """Read the file; None is a list that was never audited.

    Raises ListbotError, with the line, for what is not ours.
    """
    links: dict[str, Remembered] = {}
    runs = Runs()
    for number, row in enumerate((text or "").splitlines(), 1):
        try:
            data = json.loads(row)
            if "runs" in data:
                runs = Runs.model_validate(data["runs"])
            else:
                link = Remembered.model_validate(data)
                links[link.url] = link
        except (ValueError, TypeError, ValidationError):
            message = (
                f"{file}, line {number}: this is no line of the audit's memory. Take "
                "it out, or delete the branch listbot/state to begin anew."
            )
            raise ListbotError(message, file=file, line=number) from None
    return Memory(links=links, runs=runs)


def written(memory: Memory) -> str:
    """Write the file: the same memory, the same bytes."""
    head = {"runs": memory.runs.model_dump(mode="json", exclude_defaults=True)}
    rows = [
        memory.links[url].model_dump(mode="json", exclude_defaults=True)
        for url in sorted(memory.links)
    ]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in (head, *rows))


def doubt_about(
    memory: Memory, sightings: Mapping[str, Sighting], settings: Audit
) -> Doubt | None:
    """Say whether too many answers of a run are unknown to believe the others.

    A link that has been unknown for as long as a death takes says nothing about this
    run: it does not count. Nor do one or two in a list of more than two or three.
    """
    unknown = [
        url
        for url, (verdict, day) in sightings.items()
        if verdict.verdict == "unknown"
        and not _is_lasting(memory.links.get(url), day, settings)
    ]
    asked = len(sightings)
    if len(unknown) <= max(settings.most_unknown * asked, min(_NO_SIGN, asked / 2)):
        return None
    return Doubt(unknown=len(unknown), asked=asked)


def after_run(
    memory: Memory,
    sightings: Mapping[str, Sighting],
    urls: Iterable[str],
    settings: Audit,
) -> Memory:
    """Return the memory after a run; *urls* are all links that the list has now.

    A day counts once, however often it is reported. What was not seen stays as it was;
    what is not on the list any more is forgotten.
    """
    doubt = doubt_about(memory, sightings, settings)
    known = tuple(urls)
    links: dict[str, Remembered] = {}
    for url in known:
        before, seen = memory.links.get(url), sightings.get(url)
        after = _after(before, seen, settings, doubt) if seen else before
        if after is not None:
            links[url] = after
    days = [day for _, day in sightings.values()]
    runs = memory.runs
    if days:
        is_full = doubt is None and all(url in sightings for url in known)
        full = max(days) if is_full else runs.full
        runs = runs.model_copy(update={"last": max(days), "full": full})
    return Memory(links=links, runs=runs)


def with_copies(memory: Memory, copy_by_url: Mapping[str, str]) -> Memory:
    """Return the memory with archived copies that were found."""
    links = {
        url: link.model_copy(update={"archived": copy_by_url[url]})
        if url in copy_by_url
        else link
        for url, link in memory.links.items()
    }
    return replace(memory, links=links)


def with_choices(memory: Memory, choice_by_url: Mapping[str, Choice | None]) -> Memory:
    """Return the memory with what maintainers want done about dead links."""
    links = dict(memory.links)
    for url, choice in choice_by_url.items():
        link = links.get(url)
        if link is not None and link.choice != choice:
            update = {"choice": choice, "declined": False}
            links[url] = link.model_copy(update=update)
    return replace(memory, links=links)


def _after(
    before: Remembered | None, seen: Sighting, settings: Audit, doubt: Doubt | None
) -> Remembered | None:
    verdict, day = seen
    match verdict.verdict:
        case "alive" | "not-checked":
            return None if verdict.verdict == "alive" else before
        case "moved":
            return _moved(before, seen)
        case "dead":
            # Whoever keeps us from the web may say that a page is not there.
            return before if doubt else _gone(before, seen, settings)
        case "blocked" | "unknown" as illness:
            is_same = before is not None and before.verdict == illness
            if before is not None and before.verdict == "moved":
                silent = (before.silent or day) if illness == "unknown" else None
                return before.model_copy(update={"silent": silent})
            return Remembered(
                url=verdict.url,
                verdict=illness,
                since=before.since if before and is_same else day,
                why=verdict.why,
                by=verdict.by,
                # Neither says that the page is there, nor that it is not.
                **_history(before),
            )


def _moved(before: Remembered | None, seen: Sighting) -> Remembered:
    verdict, day = seen
    same = before if before and before.moved_to == verdict.moved_to else None
    return Remembered(
        url=verdict.url,
        verdict="moved",
        since=same.since if same else day,
        why=verdict.why,
        by=verdict.by,
        moved_to=verdict.moved_to,
        declined=same is not None and same.declined,
    )


def _gone(before: Remembered | None, seen: Sighting, settings: Audit) -> Remembered:
    verdict, day = seen
    last = before.gone if before else None
    gone = Gone(
        first=min(last.first, day) if last else day,
        last=max(last.last, day) if last else day,
        days=(last.days if last else 0) + (last is None or day > last.last),
        why=verdict.why,
        by=verdict.by,
    )
    history = _history(before)
    if history["dead"] is None and _is_death(gone, settings):
        history["dead"] = day
    if before is not None and before.verdict == "moved" and not history["dead"]:
        return before.model_copy(update={"gone": gone, "silent": None})
    is_same = before is not None and before.verdict == "dead"
    history["gone"] = gone
    return Remembered(
        url=verdict.url,
        verdict="dead",
        since=before.since if before and is_same else day,
        why=verdict.why,
        by=verdict.by,
        **history,
    )


def _is_death(gone: Gone, settings: Audit) -> bool:
    """Believe a registry at once, and the web after failures over days."""
    if gone.by != "web":
        return True
    span = (gone.last - gone.first).days
    return (
        gone.days >= settings.dead_after_failures and span >= settings.dead_after_days
    )


def _is_lasting(before: Remembered | None, day: date, settings: Audit) -> bool:
    if before is None:
        return False
    since = before.since if before.verdict == "unknown" else before.silent
    return since is not None and (day - since).days >= settings.dead_after_days


def _history(before: Remembered | None) -> dict[str, Any]:
    """Return what of a link outlives a run that did not see whether it is there."""
    if before is None:
        return {"dead": None}
    kept = ("gone", "dead", "archived", "choice", "declined")
    return {name: getattr(before, name) for name in kept}
