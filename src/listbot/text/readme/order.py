"""Order and numbering as a list keeps them, found from its entries. No I/O."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Literal, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from listbot.text.readme.reading import (
        Counting,
        Direction,
        ListReading,
        ReadEntry,
    )

Order: TypeAlias = Literal["date", "-date", "title", "as-imported"]
_Key = TypeVar("_Key", int, str)

_FEWEST = 4
# Lists that are kept in order hold this share of pairs the other way round, or fewer.
_DISORDER = 0.2
_ALPHABETICAL_DISORDER = 0.1
# A section of such a list may be this far from it and still be meant to be in it.
_NEAR_DISORDER = 0.35


def direction_of(entries: Sequence[ReadEntry]) -> Direction:
    """Say how the entries of a section are ordered; `none` for fewer than four."""
    candidates: list[tuple[float, Direction]] = []
    for direction in ("date", "-date", "title"):
        share = disorder_in(entries, direction)
        most = _ALPHABETICAL_DISORDER if direction == "title" else _DISORDER
        if share <= most:
            candidates.append((share, direction))
    return min(candidates)[1] if candidates else "none"


def disorder_in(entries: Sequence[ReadEntry], direction: Direction) -> float:
    """Return how far entries are from an order: 0 for in order, 1 if none can be told.

    It cannot be told of fewer than four, or where most have no date.
    """
    if direction == "title":
        titles = [entry.title.casefold() for entry in entries]
        return disorder(titles) if len(titles) >= _FEWEST else 1.0
    days = _days(entries)
    if len(days) < _FEWEST or len(days) * 2 <= len(entries):
        return 1.0
    return disorder([-day for day in days] if direction == "-date" else days)


def orders(reading: ListReading) -> dict[int, Order]:
    """Say how new entries are placed in each section with entries, by its line.

    Sections whose own order cannot be told, or that are not far from it, have that of
    most others; those in no order take new entries at their end.
    """
    filled = [section for section in reading.sections if section.runs]
    entries_by_line = {each.line: reading.entries_in(each) for each in filled}
    total: Counter[Direction] = Counter()
    for section in filled:
        size = len(entries_by_line[section.line])
        total[section.order] += size if size >= _FEWEST else 0
    main = total.most_common(1)[0][0] if total else "none"
    return {
        section.line: _order(section.order, main, entries_by_line[section.line])
        for section in filled
    }


def _order(own: Direction, main: Direction, entries: Sequence[ReadEntry]) -> Order:
    if own != "none":
        return own
    if main == "none":
        return "as-imported"
    near = len(entries) < _FEWEST or disorder_in(entries, main) <= _NEAR_DISORDER
    return main if near else "as-imported"


def countings(reading: ListReading) -> dict[int, Counting]:
    """Say how the entries of each section are numbered, by its line."""
    return {
        section.line: _counting(part.counting, part.entries_in(section))
        for part in reading.files
        for section in part.sections
        if section.runs
    }


def _counting(main: Counting, entries: Sequence[ReadEntry]) -> Counting:
    own = counting_of([entries])
    if own in {"none", main}:
        return own
    alone = len(entries) == 1
    if alone and main != "none":
        return main
    if own == "ones":
        return own
    return "continuous" if main == "continuous" else "per-section"


def disorder(keys: Sequence[_Key]) -> float:
    """Return the share of pairs that stand the wrong way round, equal ones left out.

    1 when all are equal: such a row says nothing about its order.
    """
    seen: list[_Key] = []
    wrong = different = 0
    for count, key in enumerate(keys):
        greater = count - bisect_right(seen, key)
        wrong += greater
        different += greater + bisect_left(seen, key)
        insort(seen, key)
    return wrong / different if different else 1.0


def out_of_order(
    entries: Sequence[ReadEntry], direction: Direction
) -> tuple[ReadEntry, ...]:
    """Return the fewest entries that would have to move for the rest to be in order.

    Undated entries stand anywhere. Of several such sets the one that keeps the earlier
    places of the rest.
    """
    if direction == "none":
        return ()
    if direction == "title":
        keyed = [(entry.title.casefold(), entry) for entry in entries]
        return _besides_longest_run(keyed)
    sign = -1 if direction == "-date" else 1
    dated = [
        (sign * entry.date.first.toordinal(), entry) for entry in entries if entry.date
    ]
    return _besides_longest_run(dated)


def counting_of(groups: Sequence[Sequence[ReadEntry]]) -> Counting:
    """Say how entries are numbered, given those of every section in order."""
    numbers = [[entry.number for entry in group] for group in groups if group]
    written = [number for group in numbers for number in group if number is not None]
    if len(written) * 2 <= sum(len(group) for group in numbers):
        return "none"
    if Counter(written)[1] * 10 > len(written) * 9 and len(written) > len(numbers):
        return "ones"
    flat = [number for group in numbers for number in group]
    through = sum(number == place for place, number in enumerate(flat, 1))
    each = sum(
        number == place for group in numbers for place, number in enumerate(group, 1)
    )
    first_ones = sum(group[0] == 1 for group in numbers)
    if len(numbers) > 1 and (each > through or first_ones * 2 > len(numbers)):
        return "per-section"
    return "continuous"


def by_section(
    entries: Sequence[ReadEntry],
) -> tuple[tuple[ReadEntry, ...], ...]:
    """Group entries in document order by the section they stand in."""
    return tuple(
        tuple(group) for _, group in groupby(entries, key=lambda entry: entry.section)
    )


def _days(entries: Sequence[ReadEntry]) -> list[int]:
    return [entry.date.first.toordinal() for entry in entries if entry.date]


def _besides_longest_run(
    keyed: Sequence[tuple[_Key, ReadEntry]],
) -> tuple[ReadEntry, ...]:
    """Return what is left when a longest row of keys that never fall is taken out."""
    ends: list[_Key] = []
    places: list[int] = []
    before: list[int] = []
    for place, (key, _) in enumerate(keyed):
        length = bisect_right(ends, key)
        before.append(places[length - 1] if length else -1)
        ends[length : length + 1] = [key]
        places[length : length + 1] = [place]
    kept: set[int] = set()
    place = places[-1] if places else -1
    while place >= 0:
        kept.add(place)
        place = before[place]
    return tuple(entry for place, (_, entry) in enumerate(keyed) if place not in kept)
