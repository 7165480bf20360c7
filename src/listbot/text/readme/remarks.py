"""What is said of a work beside its title: a date, a venue, an honour. No I/O."""

from __future__ import annotations

import re

from listbot.text.readme import dates, links, venues, vocabulary

_WORD = re.compile(r"[^\W_]+")
_AROUND = " \t\n.,;:|·•*_-–—>()[]"


def is_date_or_venue(text: str) -> bool:
    """Say whether a text is a date, or a venue with one."""
    if not dates.find_dates(text):
        return False
    return not letters_beside_dates(text) or venues.read_venue(text) is not None


def letters_beside_dates(text: str) -> bool:
    """Say whether there are words in a text besides dates and seasons."""
    for found in reversed(dates.find_dates(text)):
        text = text[: found.start] + text[found.end :]
    apart = text.strip(_AROUND).casefold()
    return any(map(str.isalpha, text)) and apart not in vocabulary.SEASONS


def is_honour(text: str) -> bool:
    """Say whether a text only tells how a work was presented: `Oral`, `Best Paper`."""
    words = _WORD.findall(text.casefold())
    return vocabulary.HONOURS.issuperset(words) and not links.names_a_kind(text)
