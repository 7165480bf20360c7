"""Works that are listed twice, and links that two works share. No I/O."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from listbot.catalog.model import Finding
from listbot.catalog.wording import quoted
from listbot.text.readme import sameness

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from listbot.text.readme.reading import ListReading, ReadEntry
    from listbot.text.readme.sameness import Pair


def repeated_works(reading: ListReading) -> Iterator[Finding]:
    """Report each work that is listed again, and each link that two works share.

    Again in its section is a mistake, again in another a cross-listing; one link under
    two different titles is a question.
    """
    for pair in sameness.find_pairs(reading.entries):
        if pair.how == "repeated":
            yield _repeated(pair)
        elif pair.how == "cross-listed":
            yield _cross_listed(pair, f"line {pair.earlier.first}")
        else:
            yield _shared(pair, f"line {pair.earlier.first}")


def across_files(
    reading: ListReading, place: Callable[[ReadEntry], tuple[str, int]]
) -> Iterator[Finding]:
    """Report what stands in two files of a list; *place* tells file and line."""
    for pair in sameness.find_pairs(reading.entries):
        file, line = place(pair.later)
        other, where = place(pair.earlier)
        if file != other:
            told = _shared if pair.how == "shared-link" else _cross_listed
            found = told(pair, f"line {where} of {other}")
            yield replace(found, file=file, line=line)


def _repeated(pair: Pair) -> Finding:
    return Finding(
        code="repeated-entry",
        severity="warning",
        message=(
            f"{quoted(pair.later.title)} stands in its section already, "
            f"in line {pair.earlier.first}."
        ),
        hint="The repair takes it out if it adds nothing to the first; else put both "
        "into one.",
        line=pair.later.first,
    )


def _cross_listed(pair: Pair, where: str) -> Finding:
    section = " / ".join(pair.earlier.section[-1:])
    return Finding(
        code="cross-listing",
        severity="notice",
        message=(
            f"{quoted(pair.later.title)} is also listed under {quoted(section)}, "
            f"in {where}."
        ),
        hint="It becomes one entry with both sections.",
        line=pair.later.first,
    )


def _shared(pair: Pair, where: str) -> Finding:
    return Finding(
        code="shared-link",
        severity="warning",
        message=(
            f"{quoted(pair.later.title)} has the same link as "
            f"{quoted(pair.earlier.title)} in {where}: {pair.url}"
        ),
        hint="If one of the two is a wrong paste, mend it.",
        line=pair.later.first,
    )
