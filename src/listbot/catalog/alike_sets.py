"""Which two of many sets are alike: none is missed, in near-linear time. No I/O.

The prefix filter of set similarity joins: two sets with a Jaccard likeness of t share k
of the n - ⌈t·n⌉ + k rarest elements of either. How often an element stands among these
is counted for all sets at once, in the bits of long numbers.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import chain
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_ROUNDING = 1e-9
# Rare elements that two sets have to share before they are compared in full: few let
# too many pass where all sets share their elements, many cost more to count.
_SHARED = 24
# An element of more sets than this is kept as the bits of one long number.
_FEW = 16


def alike_sets(
    sets: Sequence[frozenset[str]], at_least: float
) -> Iterator[tuple[int, int]]:
    """Yield every two places whose sets have a Jaccard likeness of *at_least*.

    In no particular order; empty sets are like nothing.
    """
    ranked = _ranked(sets)
    order = sorted(
        (place for place, one in enumerate(sets) if one),
        key=lambda place: len(sets[place]),
    )
    shelf = _Shelf()
    # The smaller sets come first, so the one at hand says how many have to be shared.
    for line, place in enumerate(order):
        size = len(sets[place])
        fewest = ceil(at_least * size - _ROUNDING)
        shared = min(_SHARED, fewest)
        rarest = ranked[place][: size - fewest + shared]
        for other in shelf.sharing(rarest, shared):
            if _are_alike(sets[place], sets[order[other]], at_least):
                yield place, order[other]
        shelf.put(line, rarest)


def _ranked(sets: Sequence[frozenset[str]]) -> list[list[int]]:
    """Write the elements of each set as numbers, the rarest of all sets first."""
    frequency = Counter(element for one in sets for element in one)
    by_rarity = sorted(frequency, key=lambda element: (frequency[element], element))
    rank = {element: number for number, element in enumerate(by_rarity)}
    return [sorted(map(rank.__getitem__, one)) for one in sets]


class _Shelf:
    """The lines that hold an element: in a list while they are few, else as bits."""

    def __init__(self) -> None:
        self._few: defaultdict[int, list[int]] = defaultdict(list)
        self._many: dict[int, int] = {}

    def put(self, line: int, elements: Iterable[int]) -> None:
        """Note that a line, which comes after all others, holds some elements."""
        bit = 1 << line
        for element in elements:
            if element in self._many:
                self._many[element] |= bit
                continue
            lines = self._few[element]
            lines.append(line)
            if len(lines) > _FEW:
                self._many[element] = _bits(self._few.pop(element))

    def sharing(self, elements: Sequence[int], fewest: int) -> Iterator[int]:
        """Yield the lines that hold at least so many of some elements."""
        many = [self._many[one] for one in elements if one in self._many]
        few = [self._few[one] for one in elements if one in self._few]
        if len(many) + len(few) < fewest:
            return
        digits = _counted(many)
        often = _at_least(digits, fewest)
        yield from _lines(often)
        for line, times in Counter(chain.from_iterable(few)).items():
            is_new = times + len(many) >= fewest and not often >> line & 1
            if is_new and times + _count_of(line, digits) >= fewest:
                yield line


def _counted(many: Iterable[int]) -> list[int]:
    """Count for each line in how many long numbers its bit is set.

    The counts are written in binary, a long number for each digit, the lowest first.
    """
    digits: list[int] = []
    for bits in many:
        carried = bits
        for place, digit in enumerate(digits):
            digits[place], carried = digit ^ carried, digit & carried
            if not carried:
                break
        if carried:
            digits.append(carried)
    return digits


def _at_least(digits: Sequence[int], fewest: int) -> int:
    """Return the bits of the lines that were counted at least so often."""
    if fewest >> len(digits):
        return 0
    more, equal = 0, -1
    for place in reversed(range(len(digits))):
        if fewest >> place & 1:
            equal &= digits[place]
        else:
            more |= equal & digits[place]
    return more | equal


def _count_of(line: int, digits: Sequence[int]) -> int:
    return sum((digit >> line & 1) << place for place, digit in enumerate(digits))


def _bits(lines: Iterable[int]) -> int:
    return sum(1 << line for line in lines)


def _lines(bits: int) -> Iterator[int]:
    while bits:
        line = bits.bit_length() - 1
        yield line
        bits ^= 1 << line


def _are_alike(one: frozenset[str], other: frozenset[str], at_least: float) -> bool:
    shared = len(one & other)
    return shared >= at_least * (len(one) + len(other) - shared) - _ROUNDING
