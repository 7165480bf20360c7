"""Many titles, made ready to find the ones that are alike. No I/O.

One title against all of them costs a cheap filter over all and an exact score for the
few that pass; all of them against each other is a join of sets (`alike_sets`).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import Indel

from listbot.catalog import abbreviations, titles
from listbot.catalog.alike_sets import alike_sets
from listbot.catalog.title_text import LONGEST, quick_words
from listbot.catalog.titles import LIKELY, POSSIBLE, Title, read_title, title_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

# Of 455 pairs on real lists that the exact score calls alike, none is below 0.61.
_FILTER = 0.58
# Where all titles are made after one pattern, the filter's order has to do.
_MOST_PASSING = 200
# A name or a bracket that is this little of a title does not hide it from the filter.
_LITTLE = 0.3
_BRACKETS = {")": "(", "]": "["}
# With fewer words before its colon a title has a name and not a subtitle.
_FEWEST_BLANKS = 4


@dataclass(frozen=True)
class TitleIndex:
    """Titles in a fixed order, and what the filter compares.

    That are the words of each title, sorted; *places* says whose. Titles with a long
    name in front, or a long bracket at the end, are there without it as well.
    """

    titles: tuple[str, ...]
    words: tuple[str, ...]
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """The place of a title in an index, and its likeness to the one asked about."""

    place: int
    likeness: float


def index_of(many: Iterable[str]) -> TitleIndex:
    """Make titles ready; places count from 0 in their order."""
    kept = tuple(many)
    words: list[str] = []
    places: list[int] = []
    for place, title in enumerate(kept):
        for part in _parts(title):
            words.append(" ".join(sorted(quick_words(part))))
            places.append(place)
    return TitleIndex(kept, tuple(words), tuple(places))


def passing(title: str, index: TitleIndex) -> list[int]:
    """Return the places of all titles that may be like *title*; most of them are not.

    Only a filter: cheap, and so wide that what the exact score calls alike passes,
    unless some 200 titles look more alike on the face of it.
    """
    found = (
        process.extract(
            words,
            index.words,
            scorer=Indel.normalized_similarity,
            score_cutoff=_FILTER,
            limit=_MOST_PASSING,
        )
        for words in _asked(title[:LONGEST])
    )
    return sorted({index.places[line] for lines in found for _, _, line in lines})


def nearest(
    title: str,
    among: TitleIndex | Iterable[str],
    *,
    limit: int = 3,
    at_least: float = POSSIBLE,
) -> tuple[Near, ...]:
    """Return the most alike titles, the nearest first, then by place.

    At most *limit*, each with a likeness of *at_least* (not under `POSSIBLE`).
    """
    index = among if isinstance(among, TitleIndex) else index_of(among)
    read = read_title(title)
    found = (
        Near(place, titles.alike(read, read_title(index.titles[place])))
        for place in passing(title, index)
    )
    near = (one for one in found if one.likeness >= at_least)
    return tuple(sorted(near, key=lambda one: (-one.likeness, one.place))[:limit])


def alike_pairs(
    index: TitleIndex, *, at_least: float = LIKELY
) -> Iterator[tuple[int, int, float]]:
    """Return every two places whose titles are alike, the lower first, with likeness.

    Titles of the same normal form are not told: who asks finds them by that form.
    """
    first_by_key: dict[str, int] = {}
    for place, title in enumerate(index.titles):
        first_by_key.setdefault(title_key(title), place)
    read = {place: read_title(index.titles[place]) for place in first_by_key.values()}
    for one, other in sorted(_candidates(read, at_least)):
        likeness = titles.alike(read[one], read[other])
        if likeness >= at_least:
            yield one, other, likeness


def _asked(title: str) -> set[str]:
    """Return what to look for: each part with its phrases as written, short, long."""
    found: set[str] = set()
    for part in _parts(title):
        words = quick_words(part)
        short = abbreviations.abbreviated(words)
        for form in (words, short, abbreviations.written_out(short)):
            found.add(" ".join(sorted(form)))
    return found


def _parts(title: str) -> Iterator[str]:
    """Yield a title, and what is left without a long name, subtitle or bracket."""
    yield title
    front, _, rest = title.partition(":")
    main = front if front.count(" ") >= _FEWEST_BLANKS else ""
    for part in (main, rest) if rest else ():
        if part and len(part) < (1 - _LITTLE) * len(title):
            yield part
    start = title.rfind(_BRACKETS.get(title[-1:], "\0"))
    if 0 < start < (1 - _LITTLE) * len(title):
        yield title[:start]


def _candidates(read: Mapping[int, Title], at_least: float) -> set[tuple[int, int]]:
    """Return pairs of places, the lower first; no pair that is alike is missing."""
    found = _sharing_trigrams(read, at_least)
    places_by_name: defaultdict[str, list[int]] = defaultdict(list)
    place_by_key = {title.key: place for place, title in read.items()}
    for place, title in read.items():
        if title.main and title.main in place_by_key:
            found.add(_ordered(place, place_by_key[title.main]))
        if title.coined:
            places_by_name[title.name].append(place)
    for places in places_by_name.values():
        named = {place: read[place] for place in places}
        found |= _sharing_trigrams(named, POSSIBLE)
    return found


def _sharing_trigrams(
    read: Mapping[int, Title], at_least: float
) -> set[tuple[int, int]]:
    """Join the forms with equal marks whose trigrams are *at_least* so alike."""
    forms_by_marks: defaultdict[titles.Marks, list[tuple[int, frozenset[str]]]]
    forms_by_marks = defaultdict(list)
    for place, title in read.items():
        for form in (*title.forms, *title.nameless):
            forms_by_marks[form.marks].append((place, form.trigrams))
    found: set[tuple[int, int]] = set()
    for forms in forms_by_marks.values():
        for one, other in alike_sets([trigrams for _, trigrams in forms], at_least):
            found.add(_ordered(forms[one][0], forms[other][0]))
    return {pair for pair in found if pair[0] != pair[1]}


def _ordered(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)
