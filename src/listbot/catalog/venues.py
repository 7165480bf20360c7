"""Journals and conferences by the names that a list writes. No I/O."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from listbot.catalog.config_parts import Venue

_WORD = re.compile(r"[^\W_]+")
# What stands around a name: the year, the number of the meeting, its proceedings.
_AROUND = re.compile(
    r"\b(?:(?:19|20)[0-9]{2}|[0-9]{1,3}(?:st|nd|rd|th))\b|\bproceedings of(?: the)?\b",
    re.IGNORECASE,
)
# What a reference is written of before there is anything to refer to.
_NOT_YET = re.compile(
    r"\b(?:submitted|under review|in review|preprint|rejected)\b", re.IGNORECASE
)
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_PAGES = re.compile(r"\b(?:pp?\.|pages)")
_NUMBERED = re.compile(r"[0-9(\[,;:]")
_LONG_NAME = 3
_ACRONYM = 3


def listed_as(names: Iterable[str], venues: Mapping[str, Venue]) -> str | None:
    """Return the name in `venues:` that one of *names* means, the longest match first.

    A name means a venue that it spells in full, apart from year, number and upper case,
    or whose acronym it holds in capitals: “2024 IEEE/CVF Conference on Computer Vision
    and Pattern Recognition (CVPR)” means CVPR. A workshop is not the conference.
    """
    best: tuple[int, str] | None = None
    for name in names:
        for key, venue in venues.items():
            size = _match(name, (key, venue.name or "", *venue.aliases), venue)
            if size and (best is None or size > best[0]):
                best = (size, key)
    return best[1] if best else None


@dataclass(frozen=True, slots=True)
class Place:
    """Where something appeared: a venue of the list, and the year if it is sure."""

    venue: str
    year: int | None


def referred_to(reference: str, venues: Mapping[str, Venue]) -> Place | None:
    """Return the one venue that “CVPR (2024) 42-51” and its like name.

    None where it is none of *venues*, more than one, or nothing has appeared yet.
    """
    front = _NUMBERED.split(reference)[0].strip()
    is_workshop = "workshop" in reference.casefold()
    named = [
        key
        for key, venue in venues.items()
        if venue.kind != "preprint"
        and (venue.kind == "workshop") == is_workshop
        and listed_as((front, reference), {key: venue})
    ]
    if len(named) != 1 or _NOT_YET.search(reference):
        return None
    return Place(named[0], _year_of(reference))


def _year_of(reference: str) -> int | None:
    """Return the year in brackets, else the only number that could be one."""
    years = set(_YEAR.findall(_PAGES.split(reference)[0]))
    bracketed = set(re.findall(rf"\({_YEAR.pattern}\)", reference))
    sure = {one.strip("()") for one in bracketed} or years
    return int(sure.pop()) if len(sure) == 1 else None


def _match(name: str, spellings: Iterable[str], venue: Venue) -> int:
    """Return how much of *name* is the venue's, 0 for nothing."""
    words = _words(name)
    is_workshop = any(word.startswith("workshop") for word in words)
    best = 0
    for spelling in filter(None, spellings):
        theirs = _words(spelling)
        if words == theirs:
            return 1000
        if is_workshop and venue.kind != "workshop":
            continue
        if _is_acronym(spelling):
            found = spelling in _WORD.findall(name)
        else:
            found = len(theirs) >= _LONG_NAME and _holds(words, theirs)
        best = max(best, len(theirs) if found else 0)
    return best


def _is_acronym(spelling: str) -> bool:
    one_word = bool(_WORD.fullmatch(spelling))
    return (
        one_word and len(spelling) >= _ACRONYM and sum(map(str.isupper, spelling)) > 1
    )


def _holds(words: Sequence[str], part: Sequence[str]) -> bool:
    places = range(len(words) - len(part) + 1)
    return any(words[place : place + len(part)] == part for place in places)


def _words(name: str) -> list[str]:
    return _WORD.findall(_AROUND.sub(" ", name).replace("&", " and ").casefold())
