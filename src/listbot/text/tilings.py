"""The ways in which options, joined with commas, make up a text. No I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


class Tiling:
    """The ways to lay options over the pieces between commas of a text.

    Options may hold commas themselves; of those that fit the longest comes first.
    They come as `by_pieces` returns them.
    """

    def __init__(
        self, text: str, option_by_pieces: Mapping[tuple[str, ...], str]
    ) -> None:
        self._pieces = _pieces_of(text)
        self._option_by_pieces = option_by_pieces
        self._sizes = sorted({*map(len, self._option_by_pieces)}, reverse=True)
        self._ways = self._ways_to_the_end()

    @property
    def is_ambiguous(self) -> bool:
        """Whether options make up the whole text in more than one way."""
        return self._ways[0] > 1

    def chosen(self) -> tuple[list[str], list[str]]:
        """Return all chosen, in order, and those among them that are no option."""
        chosen: list[str] = []
        unknown: list[str] = []
        place = 0
        while place < len(self._pieces):
            size, option = self._longest_at(place)
            if option is None:
                option = self._pieces[place]
                unknown.append(option)
            chosen.append(option)
            place += size
        return chosen, unknown

    def _longest_at(self, place: int) -> tuple[int, str | None]:
        fitting = list(self._fitting(place))
        on_the_way = [pair for pair in fitting if self._ways[place + pair[0]]]
        return next(iter(on_the_way or fitting), (1, None))

    def _fitting(self, place: int) -> Iterator[tuple[int, str]]:
        for size in self._sizes:
            pieces = self._pieces[place : place + size]
            option = self._option_by_pieces.get(pieces)
            # At the end a slice may be shorter than asked for.
            if option is not None and len(pieces) == size:
                yield size, option

    def _ways_to_the_end(self) -> list[int]:
        """Return from each place in how many ways options reach the end; 2 is many."""
        ways = [0] * len(self._pieces) + [1]
        for place in reversed(range(len(self._pieces))):
            found = sum(ways[place + size] for size, _ in self._fitting(place))
            ways[place] = min(found, 2)
        return ways


def by_pieces(options: Iterable[str]) -> dict[tuple[str, ...], str]:
    """Return options by what stands between their commas, without blanks around it."""
    return {_pieces_of(option): option for option in options}


def _pieces_of(text: str) -> tuple[str, ...]:
    return tuple(piece.strip() for piece in text.split(","))
