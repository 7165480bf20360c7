"""Tell what a phrase of an entry is: date, people, venue, tag or description. No I/O.

What is nothing else is description, and stays as it is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from listbot.text.readme import (
    appearance,
    citations,
    dates,
    descriptions,
    links,
    people,
    remarks,
    venues,
    vocabulary,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from listbot.text.readme.facts import Facts
    from listbot.text.readme.stretches import Stretch

_AROUND = " \t\n.,;:|·•*-–—=()"
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_TAG = 4


@dataclass(frozen=True, slots=True)
class Phrase:
    """A piece of a stretch between the title, bars and brackets, with its offsets."""

    start: int
    end: int
    text: str
    stretch: Stretch


def read_phrase(phrase: Phrase, facts: Facts, *, sure: bool) -> None:
    """Take a phrase for what it looks like; *sure*, a venue may be an unknown one."""
    if _says_nothing(phrase, facts):
        return
    phrase = _without_closing_venue(_without_leading_date(phrase, facts), facts)
    phrase = _without_people(phrase, facts)
    if _takes_date(phrase, facts) or _takes_dated_names(phrase, facts):
        return
    alone = phrase.stretch.em or people.has_initials(phrase.text)
    named = not facts.authors and people.are_names(phrase.text, alone=alone)
    honour = remarks.is_honour(phrase.text)
    if named and not honour and not venues.is_acronym(phrase.text):
        _take_authors(phrase.text, phrase.start, phrase.end, facts)
        return
    cited = _is_citation(phrase, facts)
    if takes_venue(phrase.stretch, facts, phrase, sure=sure or cited):
        return
    if honour:
        facts.tags.append(appearance.plain(phrase.text.strip(_AROUND)))
        facts.take("tag", *_trimmed(phrase))
        return
    if phrase.stretch.bracketed and links.names_the_work(phrase.text):
        facts.awaits = True
        return
    if phrase.stretch.bracketed and len(_WORD.findall(phrase.text)) <= _LONGEST_TAG:
        facts.tags.append(appearance.plain(phrase.text))
        facts.take("tag", *_trimmed(phrase))
    else:
        _describe(phrase, facts)


def _says_nothing(phrase: Phrase, facts: Facts) -> bool:
    """Say whether a text only says what a link is, `Paper:`, or on which pages."""
    if phrase.text.rstrip().endswith((":", "：")) and links.names_a_kind(phrase.text):
        return True
    return bool(facts.venue) and citations.are_pages(phrase.text)


def _describe(phrase: Phrase, facts: Facts) -> None:
    start, end = descriptions.trimmed(facts.text, phrase.start, phrase.end)
    text = descriptions.read(facts.text[start:end])
    facts.description = f"{facts.description} {text}".strip()
    facts.take("description", start, end)


def _trimmed(phrase: Phrase) -> tuple[int, int]:
    start, end = phrase.start, phrase.end
    text = phrase.text
    return (
        start + len(text) - len(text.lstrip(_AROUND)),
        end - len(text) + len(text.rstrip(_AROUND)),
    )


def _takes_date(phrase: Phrase, facts: Facts) -> bool:
    """Take a phrase that is nothing but a date."""
    found = dates.find_dates(phrase.text)
    bare = phrase.text
    for each in reversed(found):
        bare = bare[: each.start] + bare[each.end :]
    if not found or _WORD.search(bare):
        return False
    _add_dates(found, phrase.start, facts)
    return True


def _without_leading_date(phrase: Phrase, facts: Facts) -> Phrase:
    """Take the date that leads to what stands before the title: `2018 On cells: …`."""
    found = dates.find_dates(phrase.text)
    if (
        phrase.end > facts.title.start
        or not found
        or phrase.text[: found[0].start].strip()
    ):
        return phrase
    rest = phrase.text[found[0].end :]
    if not rest[:1].isspace() or not _WORD.search(rest):
        return phrase
    _add_dates(found[:1], phrase.start, facts)
    return Phrase(phrase.start + found[0].end, phrase.end, rest, phrase.stretch)


def _without_closing_venue(phrase: Phrase, facts: Facts) -> Phrase:
    """Take the venue in parentheses behind people: `A. Author (ICML 2019)`."""
    closing = descriptions.CLOSING_VENUE.search(phrase.text)
    if closing is None or not descriptions.is_byline(phrase.text):
        return phrase
    end = phrase.start + closing.end()
    venue = Phrase(phrase.start + closing.start(1), end, closing[1], phrase.stretch)
    if not takes_venue(phrase.stretch, facts, venue, sure=True):
        _takes_date(venue, facts)
    text = phrase.text[: closing.start()]
    return Phrase(phrase.start, phrase.start + len(text), text, phrase.stretch)


def _without_people(phrase: Phrase, facts: Facts) -> Phrase:
    """Take the people in front of a venue or a year: `A. Author et al., CVPR 2020`."""
    if facts.authors:
        begin = people.ends_of_others(phrase.text)
        return Phrase(
            phrase.start + begin, phrase.end, phrase.text[begin:], phrase.stretch
        )
    cut = people.ends_before_rest(phrase.text)
    rest = phrase.text[cut:]
    undated = "et al" in phrase.text and venues.read_venue(rest) is not None
    if not cut or not (undated or remarks.is_date_or_venue(rest)):
        return phrase
    _take_authors(phrase.text[:cut], phrase.start, phrase.start + cut, facts)
    return Phrase(phrase.start + cut, phrase.end, rest, phrase.stretch)


def _take_authors(text: str, start: int, end: int, facts: Facts) -> None:
    """Take the people that *text* names; raised numbers between them are not in it."""
    inner = text.strip(people.AROUND)
    facts.authors = appearance.plain(inner)
    before = text.index(inner)
    facts.take("authors", start + before, end - (len(text) - len(inner) - before))


def _is_citation(phrase: Phrase, facts: Facts) -> bool:
    """Say whether a text right after the title of a citation tells its venue."""
    quoted = facts.title.origin == "quoted"
    follows = 0 <= phrase.start - facts.title.end <= len('".')
    if follows and not quoted and facts.authors and facts.dates:
        return _is_cited(facts)
    named = phrase.text.strip(people.AROUND)[:1]
    return quoted and follows and not named.islower() and bool(_dates_in(phrase))


def _is_cited(facts: Facts) -> bool:
    """Say whether a work is named as in a bibliography."""
    return 0 < facts.title.start == citations.title_in(facts.text)[0]


def _dates_in(phrase: Phrase) -> tuple[dates.WrittenDate, ...]:
    return dates.find_dates(phrase.text)


def _takes_dated_names(phrase: Phrase, facts: Facts) -> bool:
    """Take people with a year before or after them: `(2015), G. Hinton et al.`."""
    found = dates.find_dates(phrase.text)
    if len(found) != 1 or facts.authors:
        return False
    before, after = phrase.text[: found[0].start], phrase.text[found[0].end :]
    names, start = (before, 0) if _WORD.search(before) else (after, found[0].end)
    other = after if names is before else before
    cited = phrase.end <= facts.title.start and _is_cited(facts)
    if _WORD.search(other) or not (cited or people.are_people(names)):
        return False
    begin = phrase.start + start
    _take_authors(names, begin, begin + len(names), facts)
    _add_dates(found, phrase.start, facts)
    return True


def _add_dates(found: Sequence[dates.WrittenDate], offset: int, facts: Facts) -> None:
    for each in found:
        facts.dates.append(each)
        facts.take("date", offset + each.start, offset + each.end)


def takes_venue(
    stretch: Stretch, facts: Facts, phrase: Phrase | None = None, *, sure: bool = False
) -> bool:
    """Take the venue that a stretch, or a phrase of it, names; say whether it does."""
    text = phrase.text if phrase else stretch.text
    offset = phrase.start if phrase else stretch.start
    venue = venues.read_venue(text, sure=sure or _is_bracketed_date(stretch))
    if venue is None or (facts.venue and (facts.dates or not venue.dates)):
        return False
    if facts.venue and venue.name.split()[0].casefold() not in vocabulary.VENUES:
        _add_dates(venue.dates, offset, facts)
        return False
    facts.venue, facts.kind = venue.name, venue.kind
    facts.take("venue", offset, offset + len(text))
    _add_dates(venue.dates, offset, facts)
    return True


def _is_bracketed_date(stretch: Stretch) -> bool:
    return stretch.bracketed and bool(dates.find_dates(stretch.text))
