"""From a README to its entries: the way through. No I/O.

Nothing is guessed in silence: what is not understood is listed with its lines, and
stays as it is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from listbot.text.readme import (
    assembly,
    blocks,
    claims,
    folds,
    groups,
    index,
    leftovers,
    links,
    order,
    outline,
    pages,
    sections,
    topics,
    weighing,
)
from listbot.text.readme.defects import find_defects
from listbot.text.readme.reading import ListReading
from listbot.text.readme.shapes import headings
from listbot.text.readme.shapes.found import Context
from listbot.text.readme.source import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from listbot.text.readme.blocks import Block
    from listbot.text.readme.outline import Part
    from listbot.text.readme.reading import Unread
    from listbot.text.readme.shapes.found import Found


def read_list(text: str) -> ListReading:
    """Read the README of a list: its sections, its entries, and what is wrong.

    Never fails, whatever *text* is, and takes time in proportion to its length.
    """
    source = Source(text)
    document = blocks.find_blocks(source.lines)
    entry_folds = folds.find_folds(document, source.lines)
    parts = outline.find_parts(document, entry_folds, source.lines)
    files = index.find_files(document, source.lines)
    parts, seen = _seen(parts, source)
    found = weighing.weighed(parts, seen)
    aside = () if files else _set_aside(parts, seen, found, source)
    if files:
        found = index.without_topics(files, found)
    entries, sections_read = assembly.assemble(parts, found, source)
    reading = _with_page(document, parts, found, source)
    titled = {part.line: source.lines[part.line - 1] for part in parts if part.line}
    news = _news(parts)
    told = [block for block in document if block.first not in news | titled.keys()]
    prose = pages.prose(told, source.lines, entries)
    reading = replace(
        reading,
        entries=entries,
        sections=sections_read,
        unread=tuple(sorted((*reading.unread, *aside), key=lambda each: each.first)),
        claims=claims.find_claims(prose, titled, sections_read, entries),
        counting=order.counting_of(order.by_section(entries)),
        index_of=files,
        repairs=source.repairs,
    )
    return replace(reading, findings=find_defects(reading))


def _seen(
    parts: Sequence[Part], source: Source
) -> tuple[Sequence[Part], list[list[Found]]]:
    """Return the parts that are sections, and what each seems to hold by itself."""
    context = Context(source, links.find_targets(source.lines))
    parts = groups.part_groups(parts, context)
    headed = headings.read(parts, context)
    homes = headings.homes(parts, headed)
    found = [
        [headed[place]] if place in headed else sections.find_entries(part, context)
        for place, part in enumerate(parts)
    ]
    parts = [parts[homes.get(place, place)] for place in range(len(parts))]
    return parts, found


def _news(parts: Sequence[Part]) -> frozenset[int]:
    """Return the first lines of the blocks that tell what was new once."""
    return frozenset(
        block.first
        for part in parts
        if topics.is_doubtful(part.path) or not topics.may_hold_entries(part.path)
        for block in part.blocks
    )


def _set_aside(
    parts: Sequence[Part],
    seen: Sequence[Sequence[Found]],
    found: Sequence[Sequence[Found]],
    source: Source,
) -> tuple[Unread, ...]:
    """List what looked like entries until the rest of the list was seen."""
    return tuple(
        unread
        for part, own, kept in zip(parts, seen, found, strict=True)
        if topics.may_hold_entries(part.path)
        for unread in leftovers.find_set_aside(part, own, kept, source)
    )


def _with_page(
    document: Sequence[Block],
    parts: Sequence[Part],
    found: Sequence[Sequence[Found]],
    source: Source,
) -> ListReading:
    """Read what stands around the entries, and what among them is none."""
    page = pages.read_page(document, parts, source.lines)
    contents = page.contents
    inside = range(contents.first, contents.last + 1) if contents else ()
    quiet = frozenset((*page.return_lines, *inside))
    return ListReading(
        title=page.title,
        contents=page.contents,
        return_lines=page.return_lines,
        leads=page.leads,
        anchors=page.anchors,
        unread=tuple(
            unread
            for part, own in zip(parts, found, strict=True)
            for unread in leftovers.find_unread(part, own, quiet, source)
        ),
    )
