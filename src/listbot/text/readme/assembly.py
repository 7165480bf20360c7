"""From what was found under each heading to entries and sections. No I/O."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from listbot.catalog import ids
from listbot.catalog.dates import PartialDate
from listbot.text.readme import dates, order
from listbot.text.readme.reading import Piece, ReadEntry, ReadSection, Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from listbot.text.readme.links import ReadLink
    from listbot.text.readme.outline import Part
    from listbot.text.readme.reading import Shape
    from listbot.text.readme.shapes.found import Found
    from listbot.text.readme.source import Source

_MONTHS = 12
_HEAD_LINES = 2


def assemble(
    parts: Sequence[Part], found: Sequence[Sequence[Found]], source: Source
) -> tuple[tuple[ReadEntry, ...], tuple[ReadSection, ...]]:
    """Return all entries in document order, and the section of each heading.

    A part that goes on after a fold inside it belongs to the section it began. Where
    entries of the fold stand between, it is a section of its own: what is listbot's
    has to be in one piece.
    """
    entries: list[ReadEntry] = []
    stretches: dict[int, _Stretch] = {}
    current: dict[int, _Stretch] = {}
    last: _Stretch | None = None
    for part, own in zip(parts, found, strict=True):
        read = [_entry(each, part, source) for each in own]
        stretch = current.get(part.line)
        if stretch is None or (read and stretch.runs and stretch is not last):
            line = read[0].first if stretch else part.line
            stretch = current[part.line] = stretches[line] = _Stretch(part, line)
        stretch.runs += _runs(read, len(entries), source)
        entries += read
        last = stretch if read else last
    for stretch in stretches.values():
        _fill_gaps(stretch, entries, source)
    return tuple(entries), tuple(
        _section(stretch, entries) for stretch in stretches.values()
    )


@dataclass
class _Stretch:
    """What will be a section: entries that no others stand between."""

    part: Part
    line: int
    runs: list[Run] = field(default_factory=list[Run])

    @property
    def places(self) -> list[int]:
        """Where its entries stand among all."""
        return [place for run in self.runs for place in run.entries]


def _section(stretch: _Stretch, entries: Sequence[ReadEntry]) -> ReadSection:
    return ReadSection(
        path=stretch.part.path,
        level=stretch.part.level,
        line=stretch.line,
        runs=tuple(stretch.runs),
        order=order.direction_of([entries[place] for place in stretch.places]),
    )


def _fill_gaps(stretch: _Stretch, entries: list[ReadEntry], source: Source) -> None:
    """Say of each entry what stands between it and the next of its section."""
    for place, following in pairwise(stretch.places):
        gap = source.between(entries[place].last, entries[following].first)
        entries[place] = replace(entries[place], gap=gap)


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


def _entry(whole: Found, part: Part, source: Source) -> ReadEntry:
    found, offset = whole.facts, whole.offset
    heading_date = None if found.date else _heading_date(part)
    date = found.date.meaning if found.date else heading_date
    return ReadEntry(
        title=found.title.text,
        links=tuple(_moved(link, offset) for link in found.links),
        section=part.path,
        headings_first=part.headings_first,
        date=date,
        date_written=found.date.text if found.date else "",
        date_source="heading" if heading_date else "text",
        suggested_date=_arxiv_date(found.links),
        venue=found.venue,
        venue_year=_venue_year(found.dates, date),
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
        shape=_shape(whole),
        pieces=tuple(
            Piece(each.name, each.start + offset, each.end + offset)
            for each in found.pieces
        ),
    )


def _venue_year(found: Iterable[dates.WrittenDate], date: PartialDate | None) -> str:
    """Return the year that stands beside a date of another year."""
    years = {each.meaning.year for each in found if dates.precision(each.meaning) == 1}
    if date is None or dates.precision(date) == 1 or len(years) != 1:
        return ""
    year = years.pop()
    return f"{year:04d}" if year != date.year else ""


def _shape(whole: Found) -> Shape:
    """Tell classic items from papers on one line, and paragraphs of one line apart."""
    facts = whole.facts
    if whole.shape == "L2" and facts.title.origin == "linked":
        return "L2" if facts.date or facts.venue or facts.authors else "L1"
    return "P2" if whole.shape == "P1" and whole.first == whole.last else whole.shape


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
