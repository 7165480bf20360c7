"""Groups of entries that have no heading: a bold line or an item stands over them.

`**Detection**` above a list, or `* Detection` with the entries nested below it, is a
section to everybody who reads it. No I/O.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from listbot.text.readme import appearance, inline, outline, stretches, titles
from listbot.text.readme.shapes import lists, tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from listbot.text.readme.blocks import Block
    from listbot.text.readme.outline import Part
    from listbot.text.readme.shapes.found import Context

_LONGEST_TITLE = 8
_LONGEST_HEAD = 300
_DEEPEST = 4
_WORD = re.compile(r"[^\W_]+")
_ITEM = re.compile(r"[ \t>]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]+#{0,6}[ \t]*")
_DASH = re.compile(r"[ \t]+(?:[-–—]|&mdash;|&ndash;)[ \t]")
_SENTENCE_ENDS = (".", "!", "?", "。")


@dataclass(frozen=True, slots=True)
class _Group:
    """A title, its lines, and the blocks that stand below it."""

    title: str
    written: str
    first: int
    last: int
    blocks: tuple[Block, ...]


def part_groups(parts: Sequence[Part], context: Context) -> tuple[Part, ...]:
    """Make parts of their own of the groups in *parts*, each below the one it is in."""
    return tuple(
        inner
        for part in parts
        for bold in _by_lines(part, context)
        for inner in _by_items(bold, context, 0)
    )


def _by_lines(part: Part, context: Context) -> Iterator[Part]:
    """Cut a part where a bold line stands right above entries."""
    title_by_start = {
        place: title
        for place, (block, below) in enumerate(pairwise(part.blocks))
        if block.kind == "paragraph"
        and (title := _bold_title(block, context))
        and _lists_entries(below, context)
    }
    if not title_by_start:
        yield part
        return
    bounds = [*title_by_start, len(part.blocks)]
    yield replace(part, blocks=part.blocks[: bounds[0]])
    for (start, title), end in zip(title_by_start.items(), bounds[1:], strict=True):
        line = part.blocks[start]
        written = context.source.meant(line.first, line.last).strip()
        below = tuple(part.blocks[start + 1 : end])
        yield _below(part, _Group(title, written, line.first, line.last, below), 0)


def _bold_title(block: Block, context: Context) -> str:
    """Return what a paragraph says that is one short line in bold, else nothing."""
    text = context.source.meant(block.first, block.last)
    if len(text) > _LONGEST_HEAD or not ("*" in text or "_" in text or "<" in text):
        return ""
    atoms = inline.scan(text)
    lines = stretches.find_lines(atoms)
    if len(lines) != 1 or any(atom.kind == "link" for atom in atoms):
        return ""
    spoken = [each for each in lines[0].stretches if titles.says_something(each)]
    if not spoken or not all(each.strong for each in spoken):
        return ""
    return _short_title(text)


def _short_title(text: str) -> str:
    """Return what a short title shows; nothing of a sentence or of many words."""
    title = appearance.plain(text)
    bare = text.rstrip(" \t*_\n").endswith(_SENTENCE_ENDS)
    few = 0 < len(_WORD.findall(title)) <= _LONGEST_TITLE
    return title if few and not bare else ""


def _lists_entries(block: Block, context: Context) -> bool:
    """Say whether a block is a list or table of works, not of one work's fields."""
    if block.kind == "table":
        return any(each.has_address for each in tables.read(block, context))
    if block.kind != "list" or lists.holds_fields(block, context):
        return False
    return any(each.has_address for each in lists.read(block, context))


def _by_items(part: Part, context: Context, depth: int) -> Iterator[Part]:
    """Cut a part where items with entries below them are what its lists are made of."""
    pieces = [
        piece for block in part.blocks for piece in _pieces(block, context, depth)
    ]
    groups = [place for place, each in enumerate(pieces) if isinstance(each, _Group)]
    if not groups or any(_leads_out(each, context) for each in pieces[groups[0] :]):
        # What stands after the groups would be a second section of the same name.
        yield part
        return
    own = [each for each in pieces if not isinstance(each, _Group)]
    yield replace(part, blocks=own)
    for group in pieces:
        if isinstance(group, _Group):
            yield from _by_items(_below(part, group, depth + 1), context, depth + 1)


def _pieces(block: Block, context: Context, depth: int) -> list[Block | _Group]:
    """Cut a list into the items that are groups and the lists between them."""
    if block.kind != "list" or depth == _DEEPEST:
        return [block]
    pieces: list[Block | _Group] = []
    waiting: list[Block] = []
    for item in block.children:
        group = _group(item, context)
        if group is None:
            waiting.append(item)
            continue
        pieces += [*_as_list(block, waiting), group]
        waiting = []
    return [*pieces, *_as_list(block, waiting)] if pieces else [block]


def _as_list(block: Block, items: list[Block]) -> Iterator[Block]:
    if items:
        first, last = items[0].first, items[-1].last
        yield replace(block, first=first, last=last, children=tuple(items))


def _group(item: Block, context: Context) -> _Group | None:
    """Return the group that an item stands over, if it is no entry itself."""
    nested = [child for child in item.children if child.kind == "list"]
    last = nested[0].first - 1 if nested else 0
    if last < item.first:
        return None
    head = context.source.meant(item.first, last)
    if len(head) > _LONGEST_HEAD or "http" in head or "www." in head:
        return None
    written = _ITEM.sub("", head, count=1).strip()
    title = _short_title(_DASH.split(written, maxsplit=1)[0])
    if not title or not all(lists.holds_entries(each, context) for each in nested):
        return None
    return _Group(title, written, item.first, last, tuple(nested))


def _leads_out(piece: Block | _Group, context: Context) -> bool:
    """Say whether a piece that is no group may hold entries."""
    if isinstance(piece, _Group) or piece.kind not in {"list", "table"}:
        return False
    return "http" in context.source.meant(piece.first, piece.last)


def _below(part: Part, group: _Group, depth: int) -> Part:
    """Make the part that a group is, below the one it stands in."""
    return replace(
        part,
        path=(*part.path, group.title),
        headings_first=(*part.headings_first, group.title),
        written=group.written,
        level=outline.FOLD + 1 + depth,
        line=group.first,
        last=group.last,
        blocks=[*group.blocks],
        folds=[],
    )
