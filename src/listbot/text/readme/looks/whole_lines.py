"""Lines of an entry that say nothing where it lacks their data. No I/O."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from listbot.text.readme.looks.form import Option
from listbot.text.readme.looks.signs import DATA, FIXED, NUMBER, lacking, letters_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from listbot.text.readme.looks.pattern import Pattern

_LINE = re.compile(r"(?:\A|\n|<br ?/?>)([^\n]*?)(?=<br ?/?>|\n|\Z)")
# One blank at the end of a line is no break, and goes with the line.
_BREAK = re.compile(
    r"(?:[ \t]*(?:\\|<br ?/?>[ \t]*)|[ ]{2,})?(?:\n[ \t]*)*(?:<br ?/?>)?\Z"
)
_OPENING_TAG = re.compile(r"<[a-zA-Z](?:[^<>]*[^<>/])?>")
_LONGEST_BREAK = 80
_BULLET = re.compile(r"[ \t]*(?:[-*+>#]+[ \t]+)?")
_NEXT = re.compile(r"(?:<br ?/?>)?\n?[ \t]*")


def lines(base: Pattern) -> Iterator[tuple[Option, ...]]:
    """Yield each line that may go as a whole, as it may be cut.

    The break that ends the line before goes with it, the one of its own stays, but of
    the last line may go too. Of a first line the bullet stays, for the second to
    follow.
    """
    letters = letters_of(base)
    spans = [match.span(1) for match in _LINE.finditer(letters)]
    for place, (first, last) in enumerate(spans):
        text = letters[first:last]
        tags = len(_OPENING_TAG.findall(text)) - text.count("</")
        if DATA in text and not {FIXED, NUMBER} & set(text) and not tags:
            names = lacking(base[first:last])
            following = spans[place + 1][0] if place + 1 < len(spans) else None
            yield tuple(
                Option(start, end, names[0], "", names[1:])
                for start, end in _cuts(letters, first, last, following)
            )


def _cuts(
    letters: str, first: int, last: int, following: int | None
) -> Iterator[tuple[int, int]]:
    """Yield where a line begins and ends with the break that goes with it.

    *following* is where the next line begins.
    """
    if not first:
        bullet, start = _BULLET.match(letters), _NEXT.match(letters, last)
        if bullet and start:
            yield bullet.end(), start.end()
        return
    end = len(letters) if following is None else _break_before(letters, following)
    yield _break_before(letters, first), end
    if not letters[last:].strip().removeprefix("<br>"):
        yield _break_before(letters, first), len(letters)
    elif letters[first - 1] == letters[last] == "\n":
        yield first - 1, last


def _break_before(letters: str, place: int) -> int:
    """Return where the break begins that ends at a place."""
    found = _BREAK.search(letters, max(0, place - _LONGEST_BREAK), place)
    return found.start() if found else place
