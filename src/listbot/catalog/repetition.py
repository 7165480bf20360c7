"""Works that stand in the list twice. No I/O.

Near-linear: entries that share an id, a title or enough rare trigrams are found by
index, and only those are compared.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from listbot.catalog import identity, title_index
from listbot.catalog.titles import LIKELY, title_key
from listbot.catalog.works import Work, work_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from listbot.catalog.identity import Match
    from listbot.catalog.ids import Id
    from listbot.catalog.model import Entry

# What more entries than this have in common is a page of many works.
_MOST_COMPARED = 12


@dataclass(frozen=True, slots=True)
class Repeat:
    """Two entries of the list that may be one work: *slug*, and the match's."""

    slug: str
    match: Match


def repeated(
    entries: Iterable[Entry],
    *,
    main_kinds: Collection[str] = (),
    cross_listing: bool = True,
    at_least: float = LIKELY,
) -> tuple[Repeat, ...]:
    """Return every two entries that are, or may be, the same work.

    The entry that comes later in *entries* is told against the earlier one; repeats
    come in that order. What stands in two sections on purpose is `cross-listing` where
    *cross_listing* is allowed, in one section twice it is `duplicate`. *at_least* is
    the likeness from which titles alone count: 1.0 is quick, `POSSIBLE` takes longer
    on long lists of one topic.
    """
    works = [work_of(entry, main_kinds) for entry in entries]
    found: list[Repeat] = []
    for later, earlier in sorted(_worth_comparing(works, at_least)):
        match = identity.compare(
            works[later], works[earlier], cross_listing=cross_listing
        )
        if match and _counts(match, at_least):
            found.append(Repeat(works[later].slug, match))
    return tuple(found)


def _counts(match: Match, at_least: float) -> bool:
    if match.verdict == "possible-duplicate" and at_least >= LIKELY:
        return False
    return bool(match.shared) or match.likeness >= at_least


def _worth_comparing(works: Sequence[Work], at_least: float) -> set[tuple[int, int]]:
    """Return pairs of places, the later first."""
    named: defaultdict[Id, list[int]] = defaultdict(list)
    titled: defaultdict[str, list[int]] = defaultdict(list)
    for place, work in enumerate(works):
        titled[title_key(work.title)].append(place)
        for found in work.names:
            named[found].append(place)
    mentioned: defaultdict[Id, list[int]] = defaultdict(list)
    for place, work in enumerate(works):
        for found in work.mentions:
            if found in named:
                mentioned[found].append(place)
    pairs: set[tuple[int, int]] = set()
    for places in (*named.values(), *titled.values()):
        pairs.update(_pairs(places))
    for found, places in mentioned.items():
        pairs.update(_pairs(sorted({named[found][0], *places})))
    firsts = [places[0] for places in titled.values()]
    index = title_index.index_of(works[place].title for place in firsts)
    for one, other, _ in title_index.alike_pairs(index, at_least=at_least):
        pairs.update(_pairs(sorted((firsts[one], firsts[other]))))
    return pairs


def _pairs(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pair places with each other; of very many, each with its neighbour."""
    few = len(places) <= _MOST_COMPARED
    for earlier, later in combinations(places, 2) if few else pairwise(places):
        yield later, earlier
