"""Works named as in a bibliography: `Lovelace, A., 2009. Its title.`. No I/O."""

from __future__ import annotations

import re

from listbot.text.readme import dates, people

_LONGEST_BYLINE = 1500
# The year after the people, perhaps with a month, and what parts it from the title.
_YEAR = re.compile(
    r"[ ,]{0,2}\(?(?:19|20)[0-9]{2}[a-z]?(?:, [A-Z][a-z]{2,8}(?: [0-9]{1,2})?)?\)?"
    r"[.,:][ ]+(?=[^\W_])"
)
_SENTENCE_END = re.compile(r"[.?!](?=[ ]+[^\W\d_a-z]|[ ]*\Z)")
_SHORTEST = 2
_PLACES = re.compile(r"[^\W\d_]+")
_OF_PLACES = frozenset(
    {"p", "pp", "vol", "no", "page", "pages", "volume", "issue", "e"}
)


def title_in(text: str) -> tuple[int, int]:
    """Return the offsets of the title after people with initials and a year.

    Equal where a text does not begin with these.
    """
    year = _YEAR.search(text, 0, _LONGEST_BYLINE)
    if year is None:
        return (0, 0)
    byline = text[: year.start()].strip(" ,")
    if not people.has_initials(byline) or not people.are_authors(byline):
        return (0, 0)
    ends = (match.end() for match in _SENTENCE_END.finditer(text, year.end()))
    enough = (end for end in ends if len(text[year.end() : end].split()) >= _SHORTEST)
    return (year.end(), next(enough, len(text)))


def are_pages(text: str) -> bool:
    """Say whether a text only tells volume and pages: `29(2), pp. 93-104.`."""
    words = _PLACES.findall(text)
    numbered = any(map(str.isdigit, text)) and not dates.find_dates(text)
    return numbered and all(word.casefold() in _OF_PLACES for word in words)
