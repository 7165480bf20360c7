"""Entries without a year, and entries out of date order. No I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from listbot.catalog.model import Finding
from listbot.catalog.wording import listed, quoted
from listbot.text.readme import dates, order

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from listbot.text.readme.reading import Direction, ListReading, ReadEntry

_SHOWN = 8
_WAY_BY_DIRECTION = {"date": "oldest first", "-date": "newest first"}


def missing_years(reading: ListReading) -> Iterator[Finding]:
    """Report entries without a year where most around them have one."""
    everywhere = _is_dated(reading.entries)
    for group in order.by_section(reading.entries):
        some = any(entry.date for entry in group)
        if _is_dated(group) or (everywhere and some):
            for entry in group:
                if entry.date is None:
                    yield _missing_year(entry)


def _is_dated(entries: Sequence[ReadEntry]) -> bool:
    return sum(entry.date is not None for entry in entries) * 2 > len(entries)


def _missing_year(entry: ReadEntry) -> Finding:
    suggested = entry.suggested_date
    return Finding(
        code="missing-year",
        severity="warning",
        message=f"{quoted(entry.title)} has no year.",
        hint=(
            f"Its arXiv number is of {suggested}; write the date into the entry if "
            "that is right."
            if suggested
            else "Write the year into the entry, so that it gets its place by date."
        ),
        field="date",
        line=entry.first,
    )


def ambiguous_dates(reading: ListReading) -> Iterator[Finding]:
    """Report dates that can be read in two ways; they count as the year alone."""
    for entry in reading.entries:
        meant = dates.readings(entry.date_written) if entry.date_written else ()
        if meant:
            yield Finding(
                code="ambiguous-date",
                severity="warning",
                message=(
                    f"{quoted(entry.date_written)} of {quoted(entry.title)} can be "
                    f"{listed(map(str, meant))}."
                ),
                hint="It counts as the year alone; write the date so that it is clear.",
                field="date",
                line=entry.first,
            )


def out_of_order(reading: ListReading) -> Iterator[Finding]:
    """Report the entries of each dated section that stand out of its order."""
    for section in reading.sections:
        if section.order not in _WAY_BY_DIRECTION:
            continue
        entries = reading.entries_in(section)
        astray = order.out_of_order(entries, section.order)
        if astray:
            yield _astray(section.title, section.order, astray, len(entries))


def _astray(
    title: str, direction: Direction, astray: Sequence[ReadEntry], total: int
) -> Finding:
    lines = [str(entry.first) for entry in astray]
    if len(lines) > _SHOWN:
        lines = [*lines[:_SHOWN], f"{len(lines) - _SHOWN} more"]
    stand = "stands" if len(astray) == 1 else "stand"
    noun = "line" if len(astray) == 1 else "lines"
    return Finding(
        code="out-of-order",
        severity="notice",
        message=(
            f"{len(astray)} of {total} entries under {quoted(title)} {stand} out of "
            f"date order ({_WAY_BY_DIRECTION[direction]}): "
            f"{noun} {listed(lines, last='and')}."
        ),
        hint="They keep their places; new ones go where the fewest are wrong.",
        line=astray[0].first,
    )
