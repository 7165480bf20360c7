"""How a list writes its dates: found from the written form, and used to write. No I/O.

A notation is a text with fields in braces, `{D}{th} {Mon}., {YYYY}`.
"""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

from listbot.catalog.dates import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
# How newspapers shorten months: the short ones not at all, September to four letters.
_SHORT = ("June", "July")
_SEPTEMBER = "September"
_FIELD = re.compile(r"\{(?:YYYY|YY|Month|(?:Mon|Abbr|Short)[.]?|MM|M|DD|D|th)\}")
_PART = re.compile(r"[0-9]+|[^\W\d_]+\.?")
_DAY = re.compile(r"\{DD?\}(?:\{th\})?[ .,/-]*|[ .,/-]+\{DD?\}(?:\{th\})?(?=\Z)")
_LONGEST = 40
_DIGIT = re.compile(r"[0-9]")
_TEENS = range(11, 14)
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def write(date: PartialDate, notation: str) -> str:
    """Write *date*; empty where the notation asks for more than is known."""
    values = _values(date)
    parts: list[str] = []
    position = 0
    for match in _FIELD.finditer(notation):
        if match[0] not in values:
            return ""
        parts += [notation[position : match.start()], values[match[0]]]
        position = match.end()
    return "".join([*parts, notation[position:]])


def notations(written: str, meaning: PartialDate) -> tuple[str, ...]:
    """Return every notation that writes *meaning* just as it is written."""
    if len(written) > _LONGEST:
        return ()
    choices = [_choices(part, meaning) for part in _parts(written)]
    if sum(len(each) > 1 for each in choices) > 4:  # noqa: PLR2004 - no date has more parts
        return ()
    made = ("".join(each) for each in product(*choices))
    return tuple(
        each
        for each in made
        if write(meaning, each) == written and not _DIGIT.search(each)
    )


def completed(notation_by_precision: Sequence[str]) -> tuple[str, ...]:
    """Fill in how years, months and days are written where a list has not shown it.

    A date that is known better than others is written as they are; one that is known
    less well, without what is not known.
    """
    year, month, day = notation_by_precision
    if not any(notation_by_precision):
        return ("", "", "")
    month = month or year or _DAY.sub("", day)
    return year or "{YYYY}", month, day or month


def _values(date: PartialDate) -> dict[str, str]:
    values = {"{YYYY}": f"{date.year:04d}", "{YY}": f"{date.year % 100:02d}"}
    if date.month is not None:
        name = _MONTHS[date.month - 1]
        values |= {
            "{Month}": name,
            **_names(name),
            "{MM}": f"{date.month:02d}",
            "{M}": str(date.month),
        }
    if date.day is not None:
        ending = "th" if date.day in _TEENS else _ENDINGS.get(date.day % 10, "th")
        values |= {"{DD}": f"{date.day:02d}", "{D}": str(date.day), "{th}": ending}
    return values


def _names(month: str) -> dict[str, str]:
    """Return the short names of a month; with a point each that is cut off gets one."""
    short = month if month in _SHORT else month[:3]
    names = {
        "Mon": month[:3],
        "Short": short,
        "Abbr": "Sept" if month == _SEPTEMBER else short,
    }
    bare = {f"{{{key}}}": name for key, name in names.items()}
    pointed = {
        f"{{{key}.}}": name if name == month else f"{name}."
        for key, name in names.items()
    }
    return bare | pointed


def _parts(written: str) -> Iterator[str]:
    position = 0
    for match in _PART.finditer(written):
        yield written[position : match.start()]
        yield match[0]
        position = match.end()
    yield written[position:]


def _choices(part: str, meaning: PartialDate) -> list[str]:
    """Return the fields that write a part, or the part itself where none does."""
    values = _values(meaning)
    found = [name for name, value in values.items() if value == part]
    if part.endswith("."):
        found += [f"{name}." for name, value in values.items() if f"{value}." == part]
    return found or [part]


def dated(text: str, year: str, month: str = "", day: str = "") -> str:
    """Write a date given as `2024-05-01`, `2024-05` or `2024`: a filter for styles.

    Each notation is used for dates of its own precision; without one, or for what is
    no date, the text stays as it is.
    """
    try:
        date = PartialDate.parse(text)
    except ValueError:
        return text
    notation = (year, month, day)[(date.month is not None) + (date.day is not None)]
    return write(date, notation) or text
