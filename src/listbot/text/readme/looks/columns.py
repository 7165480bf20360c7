"""How the rows of a table are written: each column for itself, blanks too. No I/O.

What one cell shows says nothing about the next one, so the form of a row is put
together from those of its columns. Where cells are filled up to one width, they are so
again, whatever stands in them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from listbot.text import cells
from listbot.text.readme.looks.pattern import Mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from listbot.text.cells import Align
    from listbot.text.readme.looks.pattern import Pattern, Symbol

PAD, PADDED = "pad", "padded"
"""The marks in front of and behind what a cell is filled up around."""

FILLING = frozenset({PAD, PADDED})
"""Both: marks that stand for no data."""

_END = Mark(PADDED)
_ALIGNS: tuple[Align, ...] = ("left", "center", "center-right", "right")


@dataclass(frozen=True, slots=True)
class _Fill:
    """How wide the cells of a column are, and where their text stands."""

    width: int
    align: Align

    def fits(self, cell: str) -> bool:
        return cells.filled(cell, self.width, self.align) == cell


def cut(pattern: Pattern) -> list[Pattern]:
    """Return what stands between the pipes of a row."""
    found: list[list[Symbol]] = [[]]
    for place, symbol in enumerate(pattern):
        if symbol == "|" and pattern[place - 1 : place] != ("\\",):
            found.append([])
        else:
            found[-1].append(symbol)
    return [tuple(each) for each in found]


def joined(columns: Sequence[Pattern]) -> Pattern:
    """Put pipes between cells."""
    symbols: list[Symbol] = []
    for place, cell in enumerate(columns):
        symbols += ("|", *cell) if place else cell
    return tuple(symbols)


def usual_width(patterns: Sequence[Pattern]) -> int:
    """Return how many cells most rows have."""
    seen = Counter(len(cut(pattern)) for pattern in patterns)
    return seen.most_common(1)[0][0] if seen else 0


def padded(texts: Sequence[str], patterns: Sequence[Pattern]) -> list[Pattern]:
    """Mark the cells that are filled up as their column mostly is.

    *texts* are the rows as they stand, in the order of *patterns*.
    """
    rows = [_cut_text(text) for text in texts]
    fills = [_fill(column) for column in _columns(rows)]
    return [
        _with_marks(row, pattern, fills)
        for row, pattern in zip(rows, patterns, strict=True)
    ]


def _columns(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the cells of each column of the rows that have as many as most."""
    sizes = Counter(map(len, rows))
    size = sizes.most_common(1)[0][0] if sizes else 0
    whole = [row for row in rows if len(row) == size]
    return [[row[place] for row in whole] for place in range(size)]


def _cut_text(line: str) -> list[str]:
    return ["".join(map(str, cell)) for cell in cut(tuple(line))]


def _fill(column: Sequence[str]) -> _Fill | None:
    """Say how a column is filled up; None where most of its cells are not."""
    wide = Counter(len(cell) for cell in column if len(cell) > len(cell.strip()) + 2)
    best: _Fill | None = None
    count = len(column) // 2
    for width, _ in wide.most_common(1):
        for align in _ALIGNS:
            fill = _Fill(width, align)
            fits = sum(map(fill.fits, column))
            if fits > count:
                best, count = fill, fits
    return best


def _with_marks(
    row: Sequence[str], pattern: Pattern, fills: Sequence[_Fill | None]
) -> Pattern:
    parts = cut(pattern)
    if not len(parts) == len(row) == len(fills):
        return pattern
    marked: list[Pattern] = []
    for cell, part, fill in zip(row, parts, fills, strict=True):
        if fill and cell.strip() and fill.fits(cell):
            mark = Mark(PAD, (str(fill.width), fill.align))
            marked.append((mark, *_stripped(part), _END))
        else:
            marked.append(part)
    return joined(marked)


def _stripped(part: Pattern) -> Pattern:
    start, end = 0, len(part)
    while start < end and part[start] == " ":
        start += 1
    while end > start and part[end - 1] == " ":
        end -= 1
    return part[start:end]
