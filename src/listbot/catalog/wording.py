"""How texts for people quote what somebody wrote, and guess what was meant. No I/O."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHOWN = 60


def quoted(text: str) -> str:
    """Quote *text* in a message: on one line, visible, and cut where it is long."""
    line = "".join(_visible(character) for character in text[: _SHOWN + 1])
    return f"“{line}”" if len(text) <= _SHOWN else f"“{line[: _SHOWN - 1]}…”"


def listed(words: Iterable[str], *, last: str = "or") -> str:
    """Join *words* the way a sentence does: `a, b or c`."""
    *front, end = list(words) or [""]
    return f"{', '.join(front)} {last} {end}" if front else end


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that *word* was probably meant to be, if one is close.

    Upper and lower case do not count. Among equals the first known one is taken.
    """
    known_by_folded: dict[str, str] = {}
    for candidate in known:
        known_by_folded.setdefault(candidate.casefold(), candidate)
    # Nobody mistypes by this much, and the comparison is quadratic.
    folded = word.casefold()[:_SHOWN]
    close = get_close_matches(folded, known_by_folded, n=1)
    return known_by_folded[close[0]] if close else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the question that names the nearest known word, or the empty string."""
    meant = nearest(word, known)
    return f"Did you mean {quoted(meant)}?" if meant else ""


def _visible(character: str) -> str:
    if character == " " or (character.isprintable() and not character.isspace()):
        return character
    return character.encode("unicode_escape").decode("ascii")
