"""Dates as people write them in lists, found in running text. No I/O.

Only what is written is understood: nothing is filled in, and a date that can be read in
two ways is read as precisely as both readings agree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from listbot.catalog.dates import PartialDate
from listbot.text.readme import vocabulary

# Not those of `calendar`, which speak the language of the machine.
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH_BY_NAME = (
    {name: number for number, name in enumerate(_MONTHS, 1)}
    | {name[:3]: number for number, name in enumerate(_MONTHS, 1)}
    | {"sept": 9, "febr": 2, "juli": 7, "juni": 6}
)

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_YEAR = r"(?:19[5-9][0-9]|20[0-9][0-9])"
_DATE = re.compile(
    rf"""
    (?<![0-9]) (?P<iso> (?P<iso_year>{_YEAR}) (?P<sep>[-/.–]) (?P<iso_month>[01]?[0-9])
        (?: (?P=sep) (?P<iso_day>[0-3]?[0-9]) )? ) (?![0-9]|[./–-][0-9])
    | (?<![0-9]) (?P<run>20[0-9]{{2}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]))
        (?![0-9])
    | (?<![a-z]) (?P<conference>[a-z]{{2,9}}) - (?P<hyphened>[0-9]{{2}})
        (?![0-9a-z.-])
    | (?<![0-9/]) (?P<month_first>0?[1-9]|1[0-2]) / (?P<month_first_year>{_YEAR})
        (?![0-9/])
    | (?<![a-z]) (?P<edition>[a-z]{{2,9}}) [ ] (?P<apart>[0-9]{{2}}) (?=\s*$|[\])])
    | (?<![0-9/]) (?P<one>[0-3]?[0-9]) / (?P<other>[0-3]?[0-9]) / (?P<slashed>{_YEAR})
        (?![0-9/])
    | (?<![0-9]) (?P<day>[0-3]?[0-9]) \s? (?:st|nd|rd|th)? [ ,.]{{1,3}}
        (?:of\ )? (?P<day_month>{_MONTH}) [ ,.'’]{{1,4}} (?P<day_year>{_YEAR}) (?![0-9])
    | (?<![a-z]) (?P<month>{_MONTH}) [ .]{{1,2}} (?P<month_day>[0-3]?[0-9])
        (?:st|nd|rd|th)? ,? [ ]{{1,2}} (?P<month_day_year>{_YEAR}) (?![0-9])
    | (?<![a-z]) (?P<only_month>{_MONTH}) [ ,.'’-]{{0,3}} (?P<only_month_year>{_YEAR})
        (?![0-9])
    | (?<![0-9]) (?P<year_month_year>{_YEAR}) [ ,.]{{1,2}} (?P<year_month>{_MONTH})
        (?![a-z])
    | (?<![0-9./-]) (?P<year>{_YEAR}) (?![0-9]|[./-][0-9]|[a-z]|['’]?s\b)
    | (?<=[a-z]) (?: \s? ['’‘`´]) (?P<short>[0-9]{{2}}) (?![0-9s])
    | ^ \s* ['’‘`´] \s? (?P<alone>[0-9]{{2}}) (?=\s*$)
    | (?<=[a-z]) ['’‘`´] [ ] (?P<short_apart>[0-9]{{2}}) (?=[\])|,]|$)
    """,
    re.VERBOSE | re.IGNORECASE,
)
# The groups of a year, a month's name and a day, for each way to write them.
_WITH_MONTHS = (
    ("day_year", "day_month", "day"),
    ("month_day_year", "month", "month_day"),
    ("only_month_year", "only_month", ""),
    ("year_month_year", "year_month", ""),
)
_OCTOBER_OR_JANUARY = 1
_MONTHS_A_YEAR = len(_MONTHS)
# '98 is of the last century, '24 of this one.
_THIS_CENTURY, _CENTURY_ENDS = 2000, 50


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date in a text: where it stands, how it is written and what it means."""

    start: int
    end: int
    text: str
    meaning: PartialDate


def find_dates(text: str) -> tuple[WrittenDate, ...]:
    """Return the dates in *text* in order; days that are not in the calendar are not.

    Linear in the length of *text*.
    """
    found: list[WrittenDate] = []
    for match in _DATE.finditer(text):
        meaning = _meaning(match)
        if meaning:
            start, end = _span(match, meaning)
            found.append(WrittenDate(start, end, text[start:end], meaning))
    return tuple(found)


def readings(text: str) -> tuple[PartialDate, ...]:
    """Return what a written date can mean, where lists differ about it: two, or none.

    `2020.1` is January for one and a cut-off 2020.10 for another; `03/04/2021` is in
    March in one country and in April in others.
    """
    match = _DATE.search(text)
    if match is None:
        return ()
    if match["slashed"]:
        found = _slashed(match)
        return found if len(found) > 1 else ()
    if match["iso"] and _is_cut_off(match):
        year = int(match["iso_year"])
        return (PartialDate(year, 1), PartialDate(year, 10))
    return ()


def precision(meaning: PartialDate) -> int:
    """Return 1 for a year, 2 for a month, 3 for a day."""
    return 1 + (meaning.month is not None) + (meaning.day is not None)


def _span(match: re.Match[str], meaning: PartialDate) -> tuple[int, int]:
    """Leave out a word in front of a year that turned out to be no month."""
    if match["hyphened"] or match["apart"]:
        return match.span("hyphened" if match["hyphened"] else "apart")
    if meaning.month is None:
        for group in ("day_year", "month_day_year", "only_month_year"):
            if match[group]:
                return match.span(group)
    start, end = match.span()
    blanks = len(match[0]) - len(match[0].lstrip())
    return start + blanks, end


def _meaning(match: re.Match[str]) -> PartialDate | None:
    if match["iso"] or match["run"] or match["month_first"]:
        return _in_digits(match)
    if match["slashed"]:
        return _agreed(_slashed(match))
    for group in ("short", "short_apart", "alone", "hyphened", "apart"):
        if match[group]:
            venue = match["conference"] or match["edition"]
            return _short_year(int(match[group]), venue)
    for year, month, day in _WITH_MONTHS:
        if match[month]:
            return _checked(match[year], match[month], match[day] if day else None)
    return PartialDate(int(match["year"]))


def _in_digits(match: re.Match[str]) -> PartialDate | None:
    if run := match["run"]:
        return _in_calendar(int(run[:4]), int(run[4:6]), int(run[6:]))
    if month := match["month_first"]:
        return PartialDate(int(match["month_first_year"]), int(month))
    return _iso(match)


def _short_year(written: int, conference: str | None) -> PartialDate | None:
    """Read a year of two digits; after a hyphen only where a venue is before it."""
    if conference and conference.casefold() not in vocabulary.VENUES:
        return None
    century = _THIS_CENTURY - (100 if written >= _CENTURY_ENDS else 0)
    return PartialDate(century + written)


def _iso(match: re.Match[str]) -> PartialDate | None:
    year, month, day = match["iso_year"], match["iso_month"], match["iso_day"]
    if _is_cut_off(match):
        return PartialDate(int(year))
    return _in_calendar(int(year), int(month), int(day) if day else None)


def _is_cut_off(match: re.Match[str]) -> bool:
    """Say whether `2020.1` stands there, which may have been 2020.10."""
    month = match["iso_month"] == str(_OCTOBER_OR_JANUARY)
    return match["sep"] == "." and month and not match["iso_day"]


def _slashed(match: re.Match[str]) -> tuple[PartialDate, ...]:
    """Return the days that `03/04/2021` can be, month first and day first."""
    year, one, other = (int(match[name]) for name in ("slashed", "one", "other"))
    found: list[PartialDate] = []
    for month, day in ((one, other), (other, one)):
        try:
            date(year, month, day)
        except ValueError:
            continue
        found.append(PartialDate(year, month, day))
    return tuple(dict.fromkeys(found))


def _agreed(found: tuple[PartialDate, ...]) -> PartialDate | None:
    """Return a date as precisely as all its readings agree: they share the year."""
    if len(found) > 1:
        return PartialDate(found[0].year)
    return found[0] if found else None


def _checked(year: str, month: str, day: str | None = None) -> PartialDate | None:
    name = month.lower()
    number = _MONTH_BY_NAME.get(name)
    if number is None:
        whole = any(full.startswith(name) for full in _MONTHS)
        number = _MONTH_BY_NAME[name[:3]] if whole else None
    if number is None:
        return PartialDate(int(year))
    return _in_calendar(int(year), number, int(day) if day else None)


def _in_calendar(year: int, month: int, day: int | None) -> PartialDate | None:
    try:
        date(year, month, day or 1)
    except ValueError:
        return (
            PartialDate(year, month) if day and 1 <= month <= _MONTHS_A_YEAR else None
        )
    return PartialDate(year, month, day)
