"""Folds (`<details>`): groups of entries, or entries themselves: D1. No I/O."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from listbot.text.readme.blocks import Block

_TAG = re.compile(r"<(/?)(details|summary)\b[^<>]*>", re.IGNORECASE)
_ADDRESSES = ("](http", 'href="http', "href='http", "href=http")


@dataclass(slots=True)
class Fold:
    """One `<details>` from its first to its last line, and its summary as written."""

    first: int
    last: int = 0
    summary: str = ""

    @property
    def is_entry(self) -> bool:
        """Whether the summary names a work: it has a link to the web."""
        return bool(self.last) and any(sign in self.summary for sign in _ADDRESSES)


def find_folds(blocks: Iterable[Block], lines: Sequence[str]) -> tuple[Fold, ...]:
    """Return the folds that are entries, in document order; they never overlap."""
    opened: list[Fold] = []
    found: list[Fold] = []
    for line, closing, name, following in _tags(blocks, lines):
        if name == "summary" and not closing and opened and not opened[-1].summary:
            opened[-1].summary = following
        elif name == "details" and not closing:
            opened.append(Fold(line))
        elif name == "details" and opened:
            fold = opened.pop()
            fold.last = line
            if fold.is_entry and not any(each.is_entry for each in opened):
                found.append(fold)
    found.sort(key=lambda fold: fold.first)
    return tuple(
        fold
        for index, fold in enumerate(found)
        if not index or fold.first > found[index - 1].last
    )


def _tags(
    blocks: Iterable[Block], lines: Sequence[str]
) -> Iterator[tuple[int, bool, str, str]]:
    """Yield the tags of folds: line, whether closing, name, and the text after it."""
    for block in blocks:
        if block.kind != "html":
            continue
        text = "\n".join(lines[block.first - 1 : block.last])
        line, counted = block.first, 0
        for match in _TAG.finditer(text):
            line += text.count("\n", counted, match.start())
            counted = match.start()
            following = text[match.end() : match.end() + 4000]
            name = match[2].lower()
            yield line, bool(match[1]), name, following.partition("</summary")[0]
