"""Damaged text: mojibake, control and invisible characters, ligatures. No I/O."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from listbot.catalog.model import Finding
from listbot.catalog.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from listbot.text.readme.reading import ListReading
    from listbot.text.readme.source import Repair

_WHAT_BY_CODE = {
    "mojibake": "text that was decoded wrongly",
    "control-character": "a control character",
    "invisible-character": "a character that nobody sees",
    "ligature": "a ligature copied from a PDF",
}


def damaged_text(reading: ListReading) -> Iterator[Finding]:
    """Report each kind of damage once, with its first line and the number of lines."""
    by_code = sorted(reading.repairs, key=lambda repair: (repair.why, repair.line))
    for code, repairs in groupby(by_code, key=lambda repair: repair.why):
        yield _damage(code, list(repairs))


def _damage(code: str, repairs: Sequence[Repair]) -> Finding:
    first = repairs[0]
    before, after = _changed(first)
    subject = "1 line has" if len(repairs) == 1 else f"{len(repairs)} lines have"
    return Finding(
        code=code,
        severity="warning",
        message=(
            f"{subject} {_WHAT_BY_CODE[code]}; the first is line {first.line}, "
            f"where {quoted(before)} should be {quoted(after)}."
        ),
        hint="The repair mends each of them and changes nothing else.",
        line=first.line,
    )


def _changed(repair: Repair) -> tuple[str, str]:
    """Return the first word that differs, before and after."""
    words = zip(repair.before.split(), repair.after.split(), strict=False)
    return next(
        (pair for pair in words if pair[0] != pair[1]), (repair.before, repair.after)
    )
