"""The people who wrote a work, as lists name them. No I/O."""

from __future__ import annotations

import re

from listbot.text.readme import vocabulary

AROUND = " \t\n.,;:|·•*-–—=()\"“”‘’'"
"""What stands around names and is none of them."""
_WORD = re.compile(r"[^\W\d_]+")
_NAME = re.compile(r"[^\W\d_][^\d,;:!?\"“”()\[\]]{0,60}")
# The longest list of authors that was seen, many times over.
_LONGEST = 4000
# A venue has no more commas and full stops than that.
_MOST_ENDS = 12
_LONGEST_NAME = 5
_LONGEST_WHOLE_NAME = 4
_PARTICLES = frozenset({"al", "da", "de", "den", "der", "di", "du", "la", "van", "von"})
_FEWEST_NAMES = 2
# One name in so many may be written in an unusual way.
_MOST_STRANGE = 5
_SHORTEST_REST = 3
_INITIAL = re.compile(r"(?:^|[\s,.&])[A-Z]\.[ -]?(?=[A-Z])")
_OTHERS_BEFORE = 12
_AFFILIATION = re.compile(r"\([^()]{0,80}\)")
_LEADING = re.compile(r"[^,.:;()]{2,60}? et al\.?,?\s+")
_INITIAL_LAST = re.compile(r",\s+[A-Z]\.")
_ET_AL = re.compile(r"\bet al\b\.?")
_PARTING = re.compile(r"[,.]\s+")
_PAIR = re.compile(r"([^\W\d_][\w-]+) (?:and|&) ([^\W\d_][\w-]+)")
_AND = re.compile(r"(?<!\s)\s+and\s+")
_COMMA = re.compile(r",\s+(and\s+)?")


def are_names(text: str, *, alone: bool) -> bool:
    """Say whether a text is a list of people; *alone*, a single one is enough."""
    cleaned = text.strip(AROUND).replace(" and ", ", ").replace("&", ",")
    cleaned = cleaned.replace("et al", "").replace(";", ",").removesuffix("others")
    names = [name.strip(" *.") for name in cleaned.split(",") if name.strip(" *.")]
    if len(names) < (1 if alone or "et al" in text else _FEWEST_NAMES):
        return False
    several = len(names) > _FEWEST_NAMES or alone or "et al" in text
    strange = [name for name in names if not _is_name(name)]
    if len(strange) * _MOST_STRANGE > len(names):
        return False
    return all(several or " " in name for name in names) and all(
        _NAME.fullmatch(name) and len(name.split()) <= _LONGEST_NAME for name in strange
    )


def are_people(text: str, *, fewest: int = 1) -> bool:
    """Say whether names are those of people, not of a venue with *and* in it.

    One alone has to have initials, or others that are left out (`et al.`).
    """
    certain = "et al" in text or (fewest == 1 and _INITIAL.search(text) is not None)
    return not _names_a_venue(text) and are_names(text, alone=certain)


def are_authors(text: str) -> bool:
    """Say whether names that a venue follows are those of people; one is enough."""
    certain = "et al" in text or has_initials(text)
    return not _names_a_venue(text) and are_names(text, alone=certain)


def _names_a_venue(text: str) -> bool:
    words = _WORD.findall(text)
    acronyms = [word for word in words if sum(map(str.isupper, word)) > 1]
    topics = vocabulary.VENUE_WORDS | vocabulary.FIELDS_OF_STUDY
    return not topics.isdisjoint(map(str.casefold, words)) or not (
        vocabulary.VENUES.isdisjoint(map(str.casefold, acronyms))
    )


def has_initials(text: str) -> bool:
    """Say whether a name is written with initials: `J. Author`, `Author, J.`."""
    return _INITIAL.search(text) is not None or _INITIAL_LAST.search(text) is not None


def ends_before_rest(text: str) -> int:
    """Return where people end that a text begins with; 0 for none, or no rest.

    `A. Author et al., CVPR 2020` ends before the comma, `A. Author and B. Other, Nature
    2020` does too.
    """
    text = text[:_LONGEST]
    if et_al := _ET_AL.search(text):
        end = et_al.end()
        named = _AFFILIATION.sub("", text[:end])
        return end if text[end:].strip(AROUND) and are_people(named) else 0
    if are_names(text, alone=False):
        return 0
    ends = [match.start() for match in _PARTING.finditer(text)]
    last = reversed(ends[-_MOST_ENDS:])
    several = (end for end in last if _are_several(text[:end]))
    return next(several, 0)


def _are_several(text: str) -> bool:
    """Say whether two people or more are named, in full or, a pair, by surname."""
    pair = _PAIR.fullmatch(text.strip(AROUND))
    topics = vocabulary.FIELDS_OF_STUDY | vocabulary.VENUES
    surnames = pair and all(
        word[0].isupper() and word.casefold() not in topics for word in pair.groups()
    )
    return bool(surnames) or are_people(text, fewest=2)


def ends_of_others(text: str) -> int:
    """Return where `et al.` ends that a text begins with, or 0."""
    others = _ET_AL.search(text[:_OTHERS_BEFORE])
    return others.end() if others and not text[: others.start()].strip(AROUND) else 0


def in_front(text: str) -> int:
    """Return where a title begins that two people or more stand in front of, or 0.

    `Ada Lovelace, Alan Turing, Looking at tissue`: only names in full are taken for
    such, and what goes on with *and* is an enumeration.
    """
    others = _LEADING.match(text)
    if others and are_people(others[0]):
        return others.end()
    position = names = 0
    enumerates = False
    for match in _COMMA.finditer(text):
        found = _AND.split(text[position : match.start()])
        if not all(map(_is_whole_name, found)):
            break
        names += len(found)
        position, enumerates = match.end(), match[1] is not None
    rest = len(_WORD.findall(text[position:]))
    enough = names >= _FEWEST_NAMES and rest >= _SHORTEST_REST
    return position if enough and not enumerates else 0


def _is_name(name: str) -> bool:
    """Say whether words are written like the name of a person."""
    words = name.split()
    begins = words[0].casefold() in _PARTICLES or not words[0][0].islower()
    return (
        begins
        and len(words) <= _LONGEST_NAME
        and _NAME.fullmatch(name) is not None
        and sum(word[0].isupper() or not word[0].isascii() for word in words) * 2
        > len(words)
    )


def _is_whole_name(name: str) -> bool:
    """Say whether a name has two words or more, each with a capital."""
    words = name.split()
    capitals = all(word[0].isupper() or word in _PARTICLES for word in words)
    few = _FEWEST_NAMES <= len(words) <= _LONGEST_WHOLE_NAME
    topics = vocabulary.FIELDS_OF_STUDY.intersection(map(str.casefold, words))
    return few and capitals and not topics and _NAME.fullmatch(name) is not None
