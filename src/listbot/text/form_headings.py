"""Which lines of an issue body are the headings of its form's questions. No I/O.

GitHub writes every question of a form once, in order, as the line `### label` between
blank lines. An answer may hold the same line, and nothing says who wrote it. So this
module asks two things: where the headings are if code and comments hide what is in
them, and whether GitHub could have written the same text in another way.
Everything is linear in the text, or nearly (sorting, bisection).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, TypeAlias

from listbot.text import form_blocks
from listbot.text.form import Element, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

_MARK = "### "

Lines: TypeAlias = list[int]
"""Line numbers, ascending."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Headings:
    """Where the answers start; everything by the place of the question in the form.

    *lines* holds the heading of each question, None where it is missing; they ascend.
    *readings* holds every line that could be the heading, given that the others have
    one too: with more than one, who knows. *extra* are further headings with the
    question's label that are text of some answer. *in_blocks* are the labels that
    stand inside code or comments. *open_block* says that a code block was left open
    in one answer and hid headings of others, which were found all the same.
    """

    lines: tuple[int | None, ...]
    readings: tuple[tuple[int, ...], ...]
    extra: tuple[tuple[int, ...], ...]
    in_blocks: tuple[tuple[int, ...], ...]
    open_block: bool = False


def find_headings(lines: Sequence[str], elements: Sequence[Element]) -> Headings:
    """Find the heading of each question; the first possible one where there are more.

    A body that lacks questions is read by the longest row of headings in form order.
    """
    seen, hidden = _label_lines(lines, elements)
    possible = _possible_for_github(lines, elements, seen, hidden)
    first = _first_row(seen)
    if all(line is not None for line in first):
        # Readings that need a heading from inside a block count as doubts as well.
        between = _between(seen, first)
        readings = [
            sorted({*open_, *other})
            for open_, other in zip(between, possible, strict=True)
        ]
        return _headings(first, readings, seen, hidden)
    if possible and all(possible):
        row = _first_row(possible)
        return _headings(row, possible, seen, hidden, open_block=True)
    row = _longest_row(seen)
    return _headings(row, _between(seen, row), seen, hidden)


def _headings(
    row: Sequence[int | None],
    readings: Sequence[Lines],
    seen: Sequence[Lines],
    hidden: Sequence[Lines],
    *,
    open_block: bool = False,
) -> Headings:
    return Headings(
        lines=tuple(row),
        readings=tuple(map(tuple, readings)),
        extra=_without(seen, row),
        in_blocks=_without(hidden, row),
        open_block=open_block,
    )


def _without(
    rows: Sequence[Lines], chosen: Sequence[int | None]
) -> tuple[tuple[int, ...], ...]:
    return tuple(
        tuple(line for line in lines if line != taken)
        for lines, taken in zip(rows, chosen, strict=True)
    )


def _label_lines(
    lines: Sequence[str], elements: Sequence[Element]
) -> tuple[list[Lines], list[Lines]]:
    """Return the lines with each question's label: outside blocks, and inside."""
    places_by_label: dict[str, list[int]] = {}
    for place, element in enumerate(elements):
        for label in dict.fromkeys((element.label, *element.aliases)):
            places_by_label.setdefault(one_line(label), []).append(place)
    seen: list[Lines] = [[] for _ in elements]
    hidden: list[Lines] = [[] for _ in elements]
    covered = {line for block in form_blocks.blocks(lines) for line in block.lines}
    for number, line in enumerate(lines):
        if line.startswith(_MARK):
            into = hidden if number in covered else seen
            for place in places_by_label.get(one_line(line[len(_MARK) :]), ()):
                into[place].append(number)
    return seen, hidden


# One heading for each question, in form order.


def _first_row(seen: Sequence[Lines]) -> list[int | None]:
    """Take for each question its first line behind that of the one before.

    As soon as a question has none, it and all that follow have None.
    """
    row: list[int | None] = []
    above: int | None = -1
    for lines in seen:
        above = None if above is None else _after(lines, above)
        row.append(above)
    return row


def _last_row(seen: Sequence[Lines]) -> list[int | None]:
    """Take for each question its last line in front of that of the one behind."""
    mirrored = [[-line for line in reversed(lines)] for lines in reversed(seen)]
    row: list[int | None] = []
    above: int | None = -(10**9)
    for lines in mirrored:
        above = None if above is None else _after(lines, above)
        row.append(None if above is None else -above)
    return row[::-1]


def _between(seen: Sequence[Lines], row: Sequence[int | None]) -> list[Lines]:
    """Return all lines that can stand in a row with the same questions as *row*."""
    places = [place for place, line in enumerate(row) if line is not None]
    present = [seen[place] for place in places]
    between: list[Lines] = [[] for _ in row]
    rows = zip(places, _first_row(present), _last_row(present), strict=True)
    for place, first, last in rows:
        assert first is not None  # noqa: S101 - *row* is such a row
        assert last is not None  # noqa: S101
        between[place] = [line for line in seen[place] if first <= line <= last]
    return between


def _longest_row(seen: Sequence[Lines]) -> list[int | None]:
    """Take headings in form order for as many questions as possible.

    Among rows of the same length, the one with the earlier questions of the form.
    """
    nodes = sorted(
        ((line, -place) for place, lines in enumerate(seen) for line in lines),
    )
    nodes_by_length: dict[int, list[tuple[int, int]]] = {}
    for (line, negative), length in zip(nodes, _lengths_from(nodes), strict=True):
        nodes_by_length.setdefault(length, []).append((-negative, line))
    row: list[int | None] = [None] * len(seen)
    place, line = -1, -1
    for length in sorted(nodes_by_length, reverse=True):
        place, line = min(
            (behind, at)
            for behind, at in nodes_by_length[length]
            if at > line and behind > place
        )
        row[place] = line
    return row


def _lengths_from(nodes: Sequence[tuple[int, int]]) -> list[int]:
    """Return for each (line, -place) how long a row can start with it.

    Patience sorting from the back: `ends[n]` is the best place to continue with.
    """
    ends: list[int] = []
    lengths: list[int] = []
    for _, negative in reversed(nodes):
        length = bisect_left(ends, negative)
        ends[length : length + 1] = [negative]
        lengths.append(length + 1)
    return lengths[::-1]


# What GitHub could have written.


def _possible_for_github(
    lines: Sequence[str],
    elements: Sequence[Element],
    seen: Sequence[Lines],
    hidden: Sequence[Lines],
) -> list[Lines]:
    """Return for each question the headings of all ways GitHub could mean the text.

    A heading stands between blank lines; an answer has the shape of its question's
    type. Blocks do not count: GitHub pastes answers without looking into them.
    """
    if not any(hidden):
        return [[] for _ in elements]
    shape = _Shape(lines)
    rows = [
        [line for line in sorted(open_ + closed) if shape.is_framed(line)]
        for open_, closed in zip(seen, hidden, strict=True)
    ]
    return _on_whole_rows(rows, elements, shape)


def _on_whole_rows(
    rows: list[Lines], elements: Sequence[Element], shape: _Shape
) -> list[Lines]:
    """Keep the lines that a whole row of fitting answers goes through.

    A shorter answer fits wherever a longer one does, so nearest neighbours decide.
    """
    kept = [rows[0]]
    for element, (_, lines) in zip(elements, pairwise(rows), strict=False):
        kept.append(
            [line for line in lines if _fits_behind(kept[-1], element, line, shape)]
        )
    end = len(shape.lines)
    kept[-1] = [line for line in kept[-1] if shape.fits(elements[-1], line, end)]
    for place in range(len(rows) - 2, -1, -1):
        following = kept[place + 1]
        kept[place] = [
            line
            for line in kept[place]
            if (behind := _after(following, line)) is not None
            and shape.fits(elements[place], line, behind)
        ]
    return kept


def _fits_behind(above: Lines, element: Element, line: int, shape: _Shape) -> bool:
    index = bisect_left(above, line)
    return index > 0 and shape.fits(element, above[index - 1], line)


class _Shape:
    """What can be said about stretches of lines without reading them again."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        stripped = [line.strip() for line in lines]
        self._filled = [0, *accumulate(bool(line) for line in stripped)]
        self._boxes = [0, *accumulate(line.startswith("- [") for line in stripped)]

    def is_framed(self, line: int) -> bool:
        """Say whether the lines above and below are blank, or not there."""
        above = self._filled[line] - self._filled[max(line - 1, 0)]
        below = self._filled[min(line + 2, len(self.lines))] - self._filled[line + 1]
        return above == below == 0

    def fits(self, element: Element, heading: int, behind: int) -> bool:
        """Say whether the lines between two headings can be one answer."""
        filled = self._filled[behind] - self._filled[heading + 1]
        if element.is_ticked:
            return filled == self._boxes[behind] - self._boxes[heading + 1]
        return filled <= 1 or not element.is_typed


def _after(lines: Lines, line: int) -> int | None:
    """Return the first of *lines* behind *line*."""
    index = bisect_right(lines, line)
    return lines[index] if index < len(lines) else None
