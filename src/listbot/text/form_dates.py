"""Dates as people type them: read or, in doubt, asked about. No I/O."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from listbot.catalog.dates import PartialDate
from listbot.catalog.model import Finding
from listbot.catalog.wording import listed, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FORMS = "2024, 2024-05 or 2024-05-01"
_LONGEST = 40
_YEAR_DIGITS = 4
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905 - words are easier to read than a list
_WORD = re.compile(r"[0-9]+|[A-Za-z]+")
_LOST_ZERO = re.compile(r"([0-9]{4})\.1")


def read_date(text: str, *, field: str) -> PartialDate | Finding:
    """Read `2024`, `2024-05` or `2024-05-01`; a finding for everything else.

    Nothing is guessed: 05/06/2024 has two readings and 2020.1 may be October. The hint
    asks for the readings there are.
    """
    try:
        return PartialDate.parse(text)
    except ValueError:
        pass
    meant = list(dict.fromkeys(map(str, _readings(text))))
    question = f"Did you mean {listed(meant)}? " if meant else ""
    return Finding(
        code="bad-date",
        message=f"{quoted(text)} is not a date that can be read.",
        hint=f"{question}Write {_FORMS}: as precise as you know it.",
        field=field,
    )


def _readings(text: str) -> Iterator[PartialDate]:
    """Yield what the date can mean, as far as it is in the calendar."""
    if len(text) > _LONGEST:
        return
    lost_zero = _LOST_ZERO.fullmatch(text.strip())
    if lost_zero:
        # A spreadsheet made a number of 2020.10.
        yield PartialDate(int(lost_zero[1]), 1)
        yield PartialDate(int(lost_zero[1]), 10)
        return
    words = _WORD.findall(text)
    for numbers in _orders(words):
        try:
            yield PartialDate.parse("-".join(numbers))
        except ValueError:
            continue


def _orders(words: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield year, month, day in the orders the words allow."""
    named = [_month(word) for word in words if word.isalpha() and _month(word)]
    numbers = [word for word in words if word.isdigit()]
    years = [word for word in numbers if len(word) == _YEAR_DIGITS]
    if len(years) != 1 or len(named) > 1:
        return
    others = [word.zfill(2) for word in numbers if word != years[0]]
    if named:
        yield [*years, *named, *others]
    elif numbers[0] == years[0]:
        yield [*years, *others]
    else:
        yield [*years, *others]
        yield [*years, *reversed(others)]


def _month(word: str) -> str:
    """Return the number of a month by its English name, or the empty string."""
    start = word.lower()[:3]
    return f"{_MONTHS.index(start) + 1:02d}" if start in _MONTHS else ""
