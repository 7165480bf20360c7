"""Years that say when a venue was: they go where the venue goes. No I/O."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from listbot.text.readme.looks.pattern import Mark, as_text

if TYPE_CHECKING:
    from listbot.text.readme.looks.pattern import Pattern, Symbol

_VENUE = "venue"
_DATES = frozenset({"date", "year", "venue_year"})
_BETWEEN = re.compile(r"\0[ ,.]*([(\[]?['’]?)\Z")
_APOSTROPHES = ("'", "’")


def with_venue(base: Pattern) -> Pattern:
    """Return a pattern whose marks for the year of a venue stand for the venue.

    Such a year stands right behind the venue, where another date stands elsewhere, or
    as `'24`, which would say nothing without it.
    """
    letters = as_text(base, lambda mark: "\0" if mark.name == _VENUE else "\1")
    dates = [
        place
        for place, each in enumerate(base)
        if isinstance(each, Mark) and each.name in _DATES
    ]
    symbols = list(base)
    for place in dates:
        behind = _BETWEEN.search(letters, max(0, place - len("x, ['")), place)
        own = (notation for notation in _detail(base[place]) if notation)
        short = behind is not None and (
            behind[1].endswith(_APOSTROPHES) or next(own, "").startswith(_APOSTROPHES)
        )
        if behind and (short or len(dates) > 1):
            symbols[place] = Mark(_VENUE)
    return tuple(symbols)


def _detail(symbol: Symbol) -> tuple[str, ...]:
    return symbol.detail if isinstance(symbol, Mark) else ()
