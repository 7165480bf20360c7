"""From what was found under each heading to entries and sections. No I/O."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from listbot.catalog import ids
from listbot.catalog.dates import PartialDate
from listbot.text.readme import dates, order
from listbot.text.readme.reading import Piece, ReadEntry, ReadSection, Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from listbot.text.readme.links import ReadLink
    from listbot.text.readme.outline import Part
    from listbot.text.readme.shapes.found import Found
    from listbot.text.readme.source import Source

_MONTHS = 12
_HEAD_LINES = 2


def assemble(
    parts: Sequence[Part], found: Sequence[Sequence[Found]], source: Source
) -> tuple[tuple[ReadEntry, ...], tuple[ReadSection, ...]]:
    """Return all entries in document order, and the section of each heading.

    A part that goes on after a fold inside it belongs to the section it began.
    """
    entries: list[ReadEntry] = []
    runs_by_line: dict[int, list[Run]] = {}
    part_by_line: dict[int, Part] = {}
    for part, own in zip(parts, found, strict=True):
        part_by_line.setdefault(part.line, part)
        runs = runs_by_line.setdefault(part.line, [])
        read = [_entry(each, part, source) for each in own]
        runs += _runs(read, len(entries), source)
        entries += _with_gaps(read, source)
    sections = tuple(
        _section(part, runs_by_line[line], entries)
        for line, part in part_by_line.items()
    )
    return tuple(entries), sections


def _section(
    part: Part, runs: Sequence[Run], entries: Sequence[ReadEntry]
) -> ReadSection:
    own = [entries[place] for run in runs for place in run.entries]
    return ReadSection(
        path=part.path,
        title_written=part.written,
        level=part.level,
        line=part.line,
        runs=tuple(runs),
        order=order.direction_of(own),
    )


def _runs(found: Sequence[ReadEntry], before: int, source: Source) -> Iterator[Run]:
    """Group entries that only blank lines stand between."""
    start = 0
    for index in range(1, len(found) + 1):
        if index < len(found) and source.is_blank(
            found[index - 1].last + 1, found[index].first - 1
        ):
            continue
        head = _head_lines(found[start], source)
        first = found[start].first
        yield Run(
            first=first - head,
            last=found[index - 1].last,
            entries=range(before + start, before + index),
            head=source.exact(first - head, first - 1) if head else "",
        )
        start = index


def _head_lines(entry: ReadEntry, source: Source) -> int:
    """Return how many lines of a table stand above its first row: two, or none."""
    if entry.shape != "T1" or entry.first <= _HEAD_LINES:
        return 0
    ruler = source.lines[entry.first - 2]
    is_ruler = "-" in ruler and not ruler.strip(" \t|:->")
    return _HEAD_LINES if is_ruler else 0


def _with_gaps(found: Sequence[ReadEntry], source: Source) -> Iterator[ReadEntry]:
    """Say of each entry what stands between it and the next."""
    for place, entry in enumerate(found):
        following = found[place + 1] if place + 1 < len(found) else None
        gap = source.between(entry.last, following.first) if following else ""
        yield replace(entry, gap=gap)


def _entry(whole: Found, part: Part, source: Source) -> ReadEntry:
    found, offset = whole.facts, whole.offset
    heading_date = None if found.date else _heading_date(part)
    date = found.date.meaning if found.date else heading_date
    return ReadEntry(
        title=found.title.text,
        title_written=found.text[found.title.start : found.title.end],
        links=tuple(_moved(link, offset) for link in found.links),
        section=part.path,
        date=date,
        date_written=found.date.text if found.date else "",
        date_source="heading" if heading_date else "text",
        suggested_date=_arxiv_date(found.links),
        venue=found.venue,
        kind=found.kind,
        authors=found.authors,
        description=found.description,
        tags=tuple(found.tags),
        columns=found.columns,
        name=found.name,
        signs=found.signs,
        number=whole.number,
        first=whole.first,
        last=whole.last,
        source=source.exact(whole.first, whole.last),
        text=source.meant(whole.first, whole.last),
        shape=whole.shape,
        pieces=tuple(
            Piece(each.name, each.start + offset, each.end + offset)
            for each in found.pieces
        ),
    )


def _moved(link: ReadLink, offset: int) -> ReadLink:
    return replace(link, start=link.start + offset, end=link.end + offset)


def _heading_date(part: Part) -> PartialDate | None:
    """Return the date that the nearest heading with one gives to all under it."""
    for title in reversed(part.path):
        found = {each.meaning for each in dates.find_dates(title)}
        if len(found) == 1:
            return found.pop()
    return None


def _arxiv_date(found: Iterable[ReadLink]) -> PartialDate | None:
    """Return the month an arXiv number was given out in."""
    for link in found:
        for each in ids.ids_of(link.url) if "arxiv" in link.url else ():
            if each.scheme == "arxiv" and each.value[:4].isdecimal():
                year, month = int(each.value[:2]), int(each.value[2:4])
                if 1 <= month <= _MONTHS:
                    return PartialDate(2000 + year, month)
    return None
