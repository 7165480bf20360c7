"""How texts for people quote what somebody wrote, and guess what was meant. No I/O."""

from __future__ import annotations

from collections import Counter
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHOWN = 60
_COMPARED = 300
_STEP = " / "


def quoted(text: str, *, longest: int = _SHOWN) -> str:
    """Quote *text* in a message: on one line, visible, and cut where it is long."""
    line = "".join(_visible(character) for character in text[: longest + 1])
    return f"“{line}”" if len(text) <= longest else f"“{line[: longest - 1]}…”"


def listed(words: Iterable[str], *, last: str = "or") -> str:
    """Join *words* the way a sentence does: `a, b or c`."""
    *front, end = list(words) or [""]
    return f"{', '.join(front)} {last} {end}" if front else end


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that *word* was probably meant to be, if one is close.

    Upper and lower case do not count. A path of sections is also known by its last
    step, where no other path has the same. Among equals the first known one is taken.
    """
    candidates = list(known)
    known_by_folded: dict[str, str] = {}
    for candidate in candidates:
        known_by_folded.setdefault(candidate.casefold(), candidate)
    last_steps = [path.rpartition(_STEP)[2].casefold() for path in candidates]
    uses = Counter(last_steps)
    for last_step, candidate in zip(last_steps, candidates, strict=True):
        if uses[last_step] == 1:
            known_by_folded.setdefault(last_step, candidate)
    # Nobody mistypes by this much, and the comparison is quadratic.
    folded = word.casefold()[:_COMPARED]
    close = get_close_matches(folded, known_by_folded, n=1)
    return known_by_folded[close[0]] if close else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the question that names the nearest known word, or the empty string."""
    meant = nearest(word, known)
    return f"Did you mean {quoted(meant, longest=len(meant))}?" if meant else ""


def _visible(character: str) -> str:
    if character == " " or (character.isprintable() and not character.isspace()):
        return character
    return character.encode("unicode_escape").decode("ascii")
