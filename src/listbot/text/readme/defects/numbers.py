"""Numbers that are not true: of entries, and in what the prose says of them. No I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from listbot.catalog.model import Finding
from listbot.text.readme import order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from listbot.text.readme.reading import Claim, ListReading, ReadEntry


def wrong_numbers(reading: ListReading) -> Iterator[Finding]:
    """Report numbers that are not those of the places, all together, by the first."""
    wrong = [
        (entry, number)
        for entry, number in expected_numbers(reading)
        if entry.number not in {None, number}
    ]
    if not wrong:
        return
    entry, number = wrong[0]
    total = sum(each.number is not None for each in reading.entries)
    yield Finding(
        code="wrong-number",
        severity="warning",
        message=(
            f"{len(wrong)} of {total} numbers are wrong; the first is {entry.number} "
            f"in line {entry.first}, which should be {number}."
        ),
        hint="Numbers come from the places of the entries once listbot writes them.",
        line=entry.first,
    )


def expected_numbers(reading: ListReading) -> Iterator[tuple[ReadEntry, int]]:
    """Yield the numbered entries with the numbers their places give them."""
    if reading.counting not in {"continuous", "per-section"}:
        return
    place = 0
    for group in order.by_section(reading.entries):
        if reading.counting == "per-section":
            place = 0
        for entry in group:
            place += 1
            yield entry, place


def stale_claims(reading: ListReading) -> Iterator[Finding]:
    """Report counts and spans of years in the prose that are not true (any more)."""
    for claim in reading.claims:
        if claim.said != claim.true:
            yield _stale(claim)


def _stale(claim: Claim) -> Finding:
    true = "–".join(str(each) for each in dict.fromkeys(claim.true))
    if claim.what == "years":
        code, message = (
            "stale-years",
            f"The text says {claim.written}, the entries span {true}.",
        )
    else:
        where = f"under “{claim.section[-1]}”" if claim.section else "on the list"
        code, message = (
            "stale-count",
            f"The text says {claim.written}, but {true} entries are {where}.",
        )
    return Finding(
        code=code,
        severity="warning",
        message=message,
        hint="Put a marker there, and listbot keeps the number true.",
        line=claim.line,
    )
