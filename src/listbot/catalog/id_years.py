"""The year that an identifier or an address gives away, to check dates by. No I/O.

Such a year is never later than the declared one: a preprint gets its number before it
is published. Where the year stands for the venue itself, both are equal. (So measured
on lists of papers with dates.)
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from listbot.catalog.ids import Id, ids_of


@dataclass(frozen=True, slots=True)
class YearHint:
    """A year read off an id: the declared year is not before it, or *equal* to it."""

    year: int
    equal: bool
    source: Id

    def contradicts(self, declared: int) -> bool:
        """Say whether a work of this id cannot be dated to the year *declared*."""
        return declared != self.year if self.equal else declared < self.year


# Groups: four digits of a year, or its last two.
_EARLIEST = {
    "arxiv": re.compile(r"(?:[a-z-]+/)?([0-9]{2})[0-9]{2}.*"),
    "doi": re.compile(
        r"10[.]1038/[sd][0-9]{5}-0([0-9]{2})-.*|10[.](?:1101|64898)/([0-9]{4})[.].*"
    ),
    "pii": re.compile(r"S[0-9]{7}[0-9X]([0-9]{2}).*"),
}
_VENUE = {
    "acl": re.compile(r"([0-9]{4})[.].*|[a-z]([0-9]{2})-.*"),
    "cvf": re.compile(r".*_([0-9]{4})"),
    "ijcai": re.compile(r"([0-9]{4})/.*"),
}
_IN_PATH = re.compile(r"/paper/([0-9]{4})/")


def year_hints(url: str) -> tuple[YearHint, ...]:
    """Return the years that the ids of an address give away."""
    hints = (_hint(found, url) for found in ids_of(url))
    return tuple(hint for hint in hints if hint)


def _hint(found: Id, url: str) -> YearHint | None:
    if found.scheme in {"neurips", "mlsys"}:
        match = _IN_PATH.search(url)
    elif pattern := _VENUE.get(found.scheme) or _EARLIEST.get(found.scheme):
        match = pattern.fullmatch(found.value)
    else:
        return None
    digits = next(filter(None, match.groups()), "") if match else ""
    equal = found.scheme not in _EARLIEST
    return YearHint(_year(digits), equal, found) if digits else None


def _year(digits: str) -> int:
    """Complete two digits: no id of these schemes is older than 1960."""
    number = int(digits)
    return number if len(digits) > 2 else number + (1900 if number >= 60 else 2000)  # noqa: PLR2004 - two digits, and the docstring's year
