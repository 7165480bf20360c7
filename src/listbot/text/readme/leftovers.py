"""What stands among the entries and is none: listed, and left as it is. No I/O."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from listbot.text.readme import appearance
from listbot.text.readme.reading import Unread
from listbot.text.readme.shapes.found import PARAGRAPHS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from listbot.text.readme.blocks import Block
    from listbot.text.readme.outline import Part
    from listbot.text.readme.shapes.found import Found
    from listbot.text.readme.source import Source

_SHOWN = 200
_ITEM = "a list item that names no work with a link to the web"
_HEAD = "a list item over others"
_ROW = "a row without a title or without a link to the web"
_BETWEEN = "text between the entries"
_ABOUT = "links that are taken to be about the list, not on it"
_TABLE = "a table in HTML; entries are read from tables in Markdown"
# A link in a cell that has words and no picture in it: contributors have pictures.
_CELL_LINK = re.compile(
    r"<td[^<>]*>[^<>]*<a\b[^<>]*\bhref=.https?:[^<>]*>[^<>]*\w", re.IGNORECASE
)
_FEWEST = 3


def find_unread(
    part: Part, found: Sequence[Found], quiet: frozenset[int], source: Source
) -> Iterator[Unread]:
    """Yield what was not read in a part that holds entries, with the reason.

    Items and rows anywhere in it, other text only between its first and last entry.
    *quiet* are the lines that are known to be something else (back to the top).
    """
    if not found:
        return
    taken = {line for each in found for line in range(each.first, each.last + 1)}
    between = range(found[0].first, found[-1].last + 1)
    for block in part.blocks:
        for first, last, why in _pieces(block, between):
            lines = [line for line in range(first, last + 1) if line not in taken]
            text = " ".join(source.lines[line - 1] for line in lines)[:_SHOWN]
            if lines and not quiet.issuperset(lines) and appearance.plain(text):
                yield Unread(first=lines[0], last=lines[-1], text=text, why=why)


def find_set_aside(
    part: Part, seen: Sequence[Found], kept: Sequence[Found], source: Source
) -> Iterator[Unread]:
    """Yield what looks like entries in a part that is not taken to hold any.

    *seen* is what the part alone seemed to hold, *kept* what was left of it. Links in
    sentences are in the open and go without saying.
    """
    if not kept and any(each.shape not in PARAGRAPHS for each in seen):
        first, last = seen[0].first, seen[-1].last
        yield Unread(
            first=first, last=last, text=source.lines[first - 1][:_SHOWN], why=_ABOUT
        )
    for block in part.blocks:
        text = "\n".join(source.lines[block.first - 1 : block.last])
        if block.kind == "html" and len(_CELL_LINK.findall(text)) >= _FEWEST:
            yield Unread(
                first=block.first,
                last=block.last,
                text=source.lines[block.first - 1][:_SHOWN],
                why=_TABLE,
            )


def _pieces(block: Block, between: range) -> Iterator[tuple[int, int, str]]:
    if block.kind == "table":
        for line in range(block.first + 2, block.last + 1):
            yield line, line, _ROW
    elif block.kind in {"list", "item", "quote"}:
        yield from _items(block)
    elif block.kind not in {"rule", "code"} and block.first in between:
        yield block.first, block.last, _BETWEEN


def _items(block: Block) -> Iterator[tuple[int, int, str]]:
    """Yield the items of a list and of those in it, each without the deeper ones."""
    for inner in block.walk():
        if inner.kind != "item":
            continue
        nested = [child for child in inner.children if child.kind == "list"]
        if nested:
            yield inner.first, nested[0].first - 1, _HEAD
        else:
            yield inner.first, inner.last, _ITEM
