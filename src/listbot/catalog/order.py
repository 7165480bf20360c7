"""The order of a section, and where a new entry goes. No I/O.

Lists that people keep are nearly, not wholly, in order, and what they did by hand is
respected: entries with a `position` are the backbone and stand in that order. Every
other entry is placed between them by its date (or title), at the place that leaves the
fewest pairs out of order. Each is placed against the backbone alone, so the result does
not depend on who arrived first, and nobody moves when somebody comes in.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from listbot.catalog.plan import Place
from listbot.catalog.titles import title_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from listbot.catalog.config import Config
    from listbot.catalog.config_parts import Order
    from listbot.catalog.model import Catalog, Entry, Section

# What two entries are compared by; None compares with nothing (an unknown date).
_Key: TypeAlias = int | str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """One section as README shows it: its entries in order, and their numbers."""

    section: Section
    entries: tuple[Entry, ...]
    first_number: int
    file: str

    @property
    def numbered(self) -> Iterable[tuple[int, Entry]]:
        """The entries with their numbers."""
        return enumerate(self.entries, self.first_number)


def listed(catalog: Catalog, config: Config) -> tuple[Listed, ...]:
    """Return every section in document order, empty ones too, with entries in order.

    Numbers run through all sections of a file that are numbered so, or start at 1 in
    those whose numbering is anything but `continuous` or `as-written`.
    """
    entries_by_section: Mapping[str, list[Entry]] = defaultdict(list)
    for entry in catalog.entries:
        for slug in entry.sections:
            entries_by_section[slug].append(entry)
    sections: list[Listed] = []
    number_by_file = dict.fromkeys(config.files, 1)
    for section in catalog.sections:
        entries = arranged(
            entries_by_section[section.slug],
            section.slug,
            config.order_of(section.slug),
        )
        through = config.counts_through(section.slug)
        file = config.file_by_slug[section.slug]
        first = number_by_file[file] if through else 1
        sections.append(
            Listed(section=section, entries=entries, first_number=first, file=file)
        )
        number_by_file[file] += len(entries) if through else 0
    return tuple(sections)


def arranged(entries: Sequence[Entry], section: str, order: Order) -> tuple[Entry, ...]:
    """Put the entries of one section in order.

    Equal dates: for `date` after the ones that are there, for `-date` before them;
    among entries without position by `added`, then by slug. Unknown dates come last.
    With `as-imported` new entries come last, as they were added.
    """
    backbone = sorted(
        (entry for entry in entries if entry.position_in(section) is not None),
        key=lambda entry: (entry.position_in(section), entry.slug),
    )
    others = [entry for entry in entries if entry.position_in(section) is None]
    others.sort(key=lambda entry: _rank(entry, order))
    keys = [_key(entry, order) for entry in backbone]
    gap_by_key: dict[_Key, int] = {None: len(backbone)}
    entries_by_gap: Mapping[int, list[Entry]] = defaultdict(list)
    for entry in others:
        key = _key(entry, order)
        if key not in gap_by_key:
            gap_by_key[key] = _gap(keys, key, last=order != "-date")
        entries_by_gap[gap_by_key[key]].append(entry)
    result = list(entries_by_gap[0])
    for index, entry in enumerate(backbone, 1):
        result.append(entry)
        result += entries_by_gap[index]
    return tuple(result)


def places(sections: Iterable[Listed], slug: str) -> tuple[Place, ...]:
    """Say where an entry stands, once for each section it is listed in."""
    found: list[Place] = []
    for part in sections:
        slugs = [entry.slug for entry in part.entries]
        if slug in slugs:
            at = slugs.index(slug)
            found.append(
                Place(
                    section=part.section.slug,
                    number=part.first_number + at,
                    after=slugs[at - 1] if at else None,
                    before=slugs[at + 1] if at + 1 < len(slugs) else None,
                    file=part.file,
                )
            )
    return tuple(found)


def out_of_order(
    entries: Sequence[Entry], order: Order
) -> tuple[tuple[Entry, Entry], ...]:
    """Return the neighbours that stand the wrong way round, each pair as listed."""
    return tuple(
        (first, second)
        for first, second in pairwise(entries)
        if _after(_key(first, order), _key(second, order))
    )


def _key(entry: Entry, order: Order) -> _Key:
    """Return what *entry* is ordered by; smaller comes first."""
    if order == "title":
        return title_key(entry.title)
    if order == "as-imported" or entry.date is None:
        return None
    day = entry.date.first.toordinal()
    return -day if order == "-date" else day


def _rank(entry: Entry, order: Order) -> tuple[bool, int | str, int, str]:
    """Return the order of entries without position among themselves."""
    key = _key(entry, order)
    added = (entry.added or date.min).toordinal()
    newest_first = order == "-date"
    return key is None, key or 0, -added if newest_first else added, entry.slug


def _gap(keys: Sequence[_Key], new: _Key, *, last: bool) -> int:
    """Return the place in 0…len(keys) where *new* makes the fewest inversions.

    Of several such places the last one, or the first one.
    """
    cost = sum(_after(new, key) for key in keys)
    best, place = cost, 0
    for index, key in enumerate(keys, 1):
        cost += _after(key, new) - _after(new, key)
        if cost < best or (last and cost == best):
            best, place = cost, index
    return place


def _after(one: _Key, other: _Key) -> bool:
    """Say whether *one* belongs after *other*; unknown keys belong anywhere."""
    if isinstance(one, int) and isinstance(other, int):
        return one > other
    if isinstance(one, str) and isinstance(other, str):
        return one > other
    return False
