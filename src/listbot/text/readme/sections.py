"""Which entries stand under a heading: shapes tried, evidence weighed. No I/O."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from listbot.text.readme import inline, links, topics, weighing
from listbot.text.readme.shapes import html_lines, lists, paragraphs, tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from listbot.text.readme.blocks import Block
    from listbot.text.readme.outline import Part
    from listbot.text.readme.shapes.found import Context, Found

# Blocks of one entry follow each other with at most one blank line between.
_NEAR = 2
_SHORTEST_TITLE = 4


def find_entries(part: Part, context: Context) -> list[Found]:
    """Return what is an entry in a part, in document order."""
    if not topics.may_hold_entries(part.path):
        return []
    found: list[Found] = []
    before: Block | None = None
    reached = 0
    for block in part.blocks:
        near = block.first - reached <= _NEAR
        reached = block.last
        if before and _is_picture(block, context):
            continue
        whole = _continued(before, block, found, context) if near else None
        if whole:
            found = [each for each in found if each.first < whole.first]
            found.append(whole)
        else:
            found += _read(block, context)
        before = block
    for fold in part.folds:
        entry = context.read(fold.first, fold.last, "D1")
        if entry:
            found.append(entry)
    found.sort(key=lambda each: each.first)
    return weighing.without_prose(_addressed(found))


def _read(block: Block, context: Context) -> Iterator[Found]:
    if block.kind == "list":
        yield from lists.read(block, context)
    elif block.kind == "paragraph":
        yield from paragraphs.read(block, context)
    elif block.kind == "table":
        yield from tables.read(block, context)
    elif block.kind == "html":
        yield from html_lines.read(block, context)
    elif block.kind == "quote":
        for inner in block.children:
            if inner.kind == "paragraph":
                yield from paragraphs.read(inner, context, "Q1")
            elif inner.kind == "list":
                yield from lists.read(inner, context)


def _continued(
    before: Block | None, block: Block, found: Sequence[Found], context: Context
) -> Found | None:
    """Join a list of fields to the title that stands right above it: P3, N1."""
    if before is None or before.kind not in {"paragraph", "list"}:
        return None
    last = found[-1] if found else None
    started = last if last and last.last == before.last else None
    if before.kind == "list" and not started:
        return None
    goes_on = started and started.shape == "P3" and _is_address(block, context)
    if started and _has_labels(started) and not goes_on:
        return None
    if not _tells_more(block, context):
        return None
    first = started.first if started else before.first
    whole = context.read(first, block.last, "P3", last.number if last else None)
    if whole is None or not whole.has_address or whole.facts.title.origin == "running":
        return None
    return whole


def _tells_more(block: Block, context: Context) -> bool:
    """Say whether a block holds nothing but fields of what stands above it."""
    if block.kind == "paragraph":
        return _is_address(block, context)
    return block.kind == "list" and lists.holds_fields(block, context)


def _is_picture(block: Block, context: Context) -> bool:
    """Say whether a paragraph shows a picture and says nothing."""
    if block.kind != "paragraph":
        return False
    text = context.source.meant(block.first, block.last)
    if not text.lstrip().startswith(("![", "[![", "<img")):
        return False
    return not inline.shown(inline.scan(text))


def _is_address(block: Block, context: Context) -> bool:
    """Say whether a paragraph is one bare address, with or without a label."""
    text = context.source.meant(block.first, block.last).strip(" \t<>")
    return lists.is_labelled_address(text) or (
        text.startswith(("http://", "https://")) and not any(map(str.isspace, text))
    )


def _has_labels(found: Found) -> bool:
    return any(links.names_a_kind(link.label) for link in found.facts.links)


def _addressed(found: Sequence[Found]) -> list[Found]:
    """Leave out what does not lead to the web, unless it looks like what does.

    Where nearly all do, one without an address that has their shape and the same kind
    of title is an entry too: its link is to come.
    """
    leading = [each for each in found if each.has_address]
    looks = Counter(_look(each) for each in leading)
    nearly_all = len(leading) * 5 > len(found) * 4
    most = len(leading) * 2 > len(found)
    shapes = {each.shape for each in leading}
    return [
        each
        for each in found
        if each.has_address
        or (nearly_all and _is_told(each) and looks[_look(each)] * 2 > len(leading))
        or (looks[_look(each)] and (_is_to_come(each) or _is_published(each)))
        or (most and looks[_look(each)] and _is_row(each))
        or (each.shape in shapes and each.facts.awaits and _is_to_come(each))
        or (each.is_titled_without_address and _is_told(each))
    ]


def _is_to_come(found: Found) -> bool:
    """Say whether an entry has its links already, only without their addresses."""
    if found.is_titled_without_address:
        return True
    awaited = bool(found.facts.links) or found.facts.awaits
    return awaited and _is_told(found) and found.has_only_labels


def _is_published(found: Found) -> bool:
    """Say whether an entry has no link, but all that tells a work from prose."""
    facts = found.facts
    told = (facts.venue, facts.dates, facts.authors)
    return _is_told(found) and sum(map(bool, told)) > 1 and not facts.links


def _is_row(found: Found) -> bool:
    """Say whether an entry is a row with a title: the other cells are to be filled."""
    words = len(found.facts.title.text.split())
    return found.shape == "T1" and words >= _SHORTEST_TITLE - 1


def _look(found: Found) -> tuple[str, str]:
    origin = "" if found.shape == "T1" else found.facts.title.origin
    return found.shape, origin


def _is_told(found: Found) -> bool:
    """Say whether a title is long enough to be one without a link."""
    words = len(found.facts.title.text.split())
    return found.shape == "T1" or words >= _SHORTEST_TITLE
