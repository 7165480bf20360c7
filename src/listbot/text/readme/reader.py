"""From a README to its entries: the way through. No I/O.

Nothing is guessed in silence: what is not understood is listed with its lines, and
stays as it is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from listbot.catalog import ids
from listbot.catalog.dates import PartialDate
from listbot.text.readme import (
    blocks,
    candidates,
    claims,
    dates,
    facts,
    inline,
    links,
    order,
    outline,
    pages,
    topics,
)
from listbot.text.readme.defects import find_defects
from listbot.text.readme.reading import (
    ListReading,
    Piece,
    ReadEntry,
    ReadSection,
    Run,
)
from listbot.text.readme.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from listbot.text.readme.candidates import Candidate
    from listbot.text.readme.facts import Facts
    from listbot.text.readme.links import ReadLink
    from listbot.text.readme.outline import Part


def read_list(text: str) -> ListReading:
    """Read the README of a list: its sections, its entries, and what is wrong.

    Never fails, whatever *text* is, and takes time in proportion to its length.
    """
    source = Source(text)
    document = blocks.find_blocks(source.lines)
    parts = outline.find_parts(document, source.lines)
    targets = links.find_targets(source.lines)
    entries: list[ReadEntry] = []
    sections: list[ReadSection] = []
    for part in parts:
        found = tuple(_entries_of(part, source, targets))
        sections.append(_section(part, len(entries), found, source))
        entries += found
    page = pages.read_page(document, parts, source.lines)
    outside = pages.prose(document, source.lines, entries)
    headings = {part.line: source.lines[part.line - 1] for part in parts if part.line}
    reading = ListReading(
        title=page.title,
        entries=tuple(entries),
        sections=tuple(sections),
        contents=page.contents,
        claims=claims.find_claims(outside, headings, sections, entries),
        return_lines=page.return_lines,
        leads=page.leads,
        anchors=page.anchors,
        counting=order.counting_of(order.by_section(entries)),
        repairs=source.repairs,
    )
    return replace(reading, findings=find_defects(reading))


def _entries_of(
    part: Part, source: Source, targets: Mapping[str, str]
) -> Iterable[ReadEntry]:
    if not all(topics.holds_entries(title) for title in part.path):
        return
    for block in part.blocks:
        if block.kind != "list":
            continue
        for candidate in candidates.in_list(block):
            entry = _entry(candidate, part, source, targets)
            if entry:
                yield entry


def _entry(
    candidate: Candidate, part: Part, source: Source, targets: Mapping[str, str]
) -> ReadEntry | None:
    text = source.meant(candidate.first, candidate.last)
    prefix = candidates.PREFIX.match(text)
    start = prefix.end() if prefix else 0
    found = facts.read_facts(text[start:], inline.scan(text[start:], targets))
    if found is None:
        return None
    if not any(link.url.startswith("http") for link in found.links):
        return None
    return _with_facts(found, start, candidate, part, source)


def _with_facts(
    found: Facts, offset: int, candidate: Candidate, part: Part, source: Source
) -> ReadEntry:
    text = source.meant(candidate.first, candidate.last)
    date = found.date
    heading_date = None if date else _heading_date(part)
    pieces = tuple(
        Piece(piece.name, piece.start + offset, piece.end + offset)
        for piece in found.pieces
    )
    return ReadEntry(
        title=found.title.text,
        title_written=found.text[found.title.start : found.title.end],
        links=tuple(
            replace(link, start=link.start + offset, end=link.end + offset)
            for link in found.links
        ),
        section=part.path,
        date=date.meaning if date else heading_date,
        date_written=date.text if date else "",
        date_source="heading" if heading_date else "text",
        suggested_date=_arxiv_date(found.links),
        venue=found.venue,
        kind=found.kind,
        authors=found.authors,
        description=found.description,
        tags=tuple(found.tags),
        name=found.name,
        number=candidate.number,
        first=candidate.first,
        last=candidate.last,
        source=source.exact(candidate.first, candidate.last),
        text=text,
        shape=candidate.shape,
        pieces=pieces,
    )


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
        if "arxiv" not in link.url:
            continue
        for each in ids.ids_of(link.url):
            if each.scheme == "arxiv" and each.value[:4].isdecimal():
                year, month = int(each.value[:2]), int(each.value[2:4])
                if 1 <= month <= 12:  # noqa: PLR2004 - months of a year
                    return PartialDate(2000 + year, month)
    return None


def _section(
    part: Part, before: int, found: Sequence[ReadEntry], source: Source
) -> ReadSection:
    return ReadSection(
        path=part.path,
        title_written=part.written,
        level=part.level,
        line=part.line,
        runs=tuple(_runs(found, before, source)),
        order=order.direction_of(found),
    )


def _runs(found: Sequence[ReadEntry], before: int, source: Source) -> Iterable[Run]:
    """Group entries that only blank lines stand between."""
    start = 0
    for index in range(1, len(found) + 1):
        if index < len(found) and source.is_blank(
            found[index - 1].last + 1, found[index].first - 1
        ):
            continue
        yield Run(
            first=found[start].first,
            last=found[index - 1].last,
            entries=range(before + start, before + index),
        )
        start = index
