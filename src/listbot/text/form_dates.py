"""Dates as people type them: read where they mean one day, else asked about. No I/O."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import normalize

from listbot.catalog.dates import PartialDate
from listbot.catalog.model import Finding
from listbot.catalog.wording import listed, quoted
from listbot.text.month_names import month_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WRITE = "Write 2024, 2024-05 or 2024-05-01: as precise as you know it."
_LONGEST = 40
_YEAR_DIGITS = 4
_WORD = re.compile(r"[0-9]+|[^\W\d_]+")
_LOST_ZERO = re.compile(r"([0-9]{4})\.([0-9])")
_TIME = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9]{2}:[0-9]{2}[0-9:.]*(?:Z|[+-][0-9:]+)?"
)
_YEARS = re.compile(r"([0-9]{4}) ?[-/–—] ?([0-9]{4}|[0-9]{2})")
_TOGETHER = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
# What may stand beside the numbers and the month of a date that is one.
_FILLERS = frozenset(
    """
    st nd rd th er o of the de del do le den der 年 月 日 号 년 월 일 г года
    """.split()  # noqa: SIM905 - words are easier to read than a list of strings
)
_SEASONS = frozenset(
    """
    spring summer autumn fall winter early mid late q h
    """.split()  # noqa: SIM905 - words are easier to read than a list of strings
)
_NOT_YET = frozenset(
    """
    accepted appear appearing forthcoming press review soon submitted tba tbd upcoming
    """.split()  # noqa: SIM905 - words are easier to read than a list of strings
)
_DOUBT = re.compile(r"[?~±≈<>]")


def read_date(text: str, *, field: str) -> PartialDate | Finding:
    """Read a date that has one meaning; a finding for everything else.

    Read are `2024-05-01`, `1 May 2024`, `Mai 2024`, `2024/5/1`, `2024年5月`, `05/2024`.
    Nothing is guessed: 05/06/2024 has two meanings, 2020.1 may be October, and of
    13/06/2024 nobody knows whether the order is meant. The hint asks for the readings
    there are.
    """
    written = normalize("NFKC", text).strip()
    try:
        return PartialDate.parse(written)
    except ValueError:
        readings = list(dict.fromkeys(_readings(written)))
    if len(readings) == 1 and _is_plain(written):
        return readings[0]
    return Finding(
        code="bad-date",
        message=f"{quoted(text)} is not {_wanting(written, readings)}.",
        hint=f"{_advice(written, readings)}{_WRITE}",
        field=field,
    )


def _wanting(written: str, readings: Sequence[PartialDate]) -> str:
    is_dated = len(written) <= _LONGEST and any(_orders(_WORD.findall(written)))
    is_wrong = is_dated and not readings and not _are_years(written)
    return "in the calendar" if is_wrong else "a date that can be read"


def _are_years(written: str) -> bool:
    """Say whether two years are meant: `2023/2024`, `2023-24`."""
    years = _YEARS.fullmatch(written)
    return bool(years) and int(years[1][-2:]) + 1 == int(years[2][-2:])


def _advice(written: str, readings: Sequence[PartialDate]) -> str:
    """Say what would help: what may have been meant, or what to write instead."""
    words = {word.casefold() for word in _WORD.findall(written[:_LONGEST])}
    numbers = [word for word in words if word.isdigit()]
    if words & _SEASONS and readings:
        year = f"{readings[0].year:04d}"
        return f"Did you mean {year}? There is no season or quarter in a date. "
    if readings:
        return f"Did you mean {listed(map(str, readings))}? "
    if words & _NOT_YET:
        return "If it has not appeared yet, give the day its preprint was put online. "
    if _are_years(written):
        return "Two years are too many: give the one in which it appeared. "
    if numbers and max(map(len, numbers)) < _YEAR_DIGITS:
        return "A year has four digits. "
    return ""


def _is_plain(written: str) -> bool:
    """Say whether nothing stands in a date that could mean something else."""
    if _LOST_ZERO.fullmatch(written) or _DOUBT.search(written):
        return False
    if _TIME.fullmatch(written):
        return True
    words = _WORD.findall(written)
    others = (word.casefold() for word in words if not word.isdigit())
    if any(word not in _FILLERS and not month_of(word) for word in others):
        return False
    numbers = [word for word in words if word.isdigit()]
    named = len(words) > len(numbers) and any(map(month_of, words))
    return named or len(numbers) <= 2 or _is_year_first(words)  # noqa: PLR2004 - month and year


def _is_year_first(words: Sequence[str]) -> bool:
    return bool(words) and words[0].isdigit() and len(words[0]) == _YEAR_DIGITS


def _readings(written: str) -> Iterator[PartialDate]:
    """Yield what a date can mean, as far as it is in the calendar."""
    if len(written) > _LONGEST:
        return
    if lost_zero := _LOST_ZERO.fullmatch(written):
        # A spreadsheet made a number of 2020.10.
        numbers = [lost_zero[2].zfill(2), *(["10"] if lost_zero[2] == "1" else [])]
        orders: Iterator[Sequence[str]] = iter([[lost_zero[1], one] for one in numbers])
    elif together := _TOGETHER.fullmatch(written):
        orders = iter([together.groups()])
    elif time := _TIME.fullmatch(written):
        orders = iter([time[1].split("-")])
    else:
        orders = _orders(_WORD.findall(written))
    for parts in orders:
        try:
            yield PartialDate.parse("-".join(parts))
        except ValueError:
            continue


def _orders(words: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield year, month, day in the orders the words allow."""
    months = [month for word in words if (month := month_of(word))]
    numbers = [word for word in words if word.isdigit()]
    years = [word for word in numbers if len(word) == _YEAR_DIGITS]
    if len(years) != 1:
        return
    others = [word.zfill(2) for word in numbers if word != years[0]]
    if months:
        # Of `March–April 2024` either may be meant, and no day.
        for month in months:
            yield [*years, f"{month:02d}", *(others if len(months) == 1 else [])]
    elif numbers[0] == years[0]:
        yield [*years, *others]
    else:
        yield [*years, *others]
        yield [*years, *reversed(others)]
