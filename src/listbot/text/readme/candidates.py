"""What could be an entry: list items, with the lines that belong to each. No I/O."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from listbot.text.readme.blocks import Block
    from listbot.text.readme.reading import Shape

PREFIX = re.compile(
    r"[ \t>]*(?:(?:[-*+]|(?P<number>[0-9]{1,9})[.)])[ \t]+(?:\[[ xX]\][ \t]+)?)*"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Lines that may be one entry, and the shape they would have."""

    first: int
    last: int
    shape: Shape
    number: int | None = None


def in_list(block: Block) -> Iterator[Candidate]:
    """Yield the items of a list."""
    for item in block.children:
        if item.kind == "item":
            yield _of_item(item)


def _of_item(item: Block) -> Candidate:
    number = int(item.marker[:-1]) if item.ordered else None
    nested = any(child.kind == "list" for child in item.children)
    shape: Shape = "L1"
    if nested:
        shape = "N1" if item.ordered else "L4"
    elif item.ordered:
        shape = "N2"
    elif item.last > item.first:
        shape = "L3"
    return Candidate(item.first, item.last, shape, number)
