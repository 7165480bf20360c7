"""How texts for people quote what somebody wrote, and guess what was meant. No I/O."""

from __future__ import annotations

from collections import Counter
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SCHEMES = {
    "acl": "ACL Anthology",
    "arxiv": "arXiv",
    "doi": "DOI",
    "github": "GitHub",
    "gitlab": "GitLab",
    "hf": "Hugging Face",
    "mlsys": "MLSys",
    "neurips": "NeurIPS",
    "openreview": "OpenReview",
    "pmid": "PubMed",
    "pmcid": "PubMed Central",
    "pypi": "PyPI",
    "s2": "Semantic Scholar",
}
_SHOWN = 60
_COMPARED = 300
_STEP = " / "
_FEW = 6
_SHORT = 3
_MOST = 25
_LONGEST_OPTION = 250


def quoted(text: str, *, longest: int = _SHOWN) -> str:
    """Quote *text* in a message: on one line, visible, and cut where it is long."""
    line = "".join(_visible(character) for character in text[: longest + 1])
    return f"“{line}”" if len(text) <= longest else f"“{line[: longest - 1]}…”"


def listed(words: Iterable[str], *, last: str = "or") -> str:
    """Join *words* the way a sentence does: `a, b or c`."""
    *front, end = list(words) or [""]
    return f"{', '.join(front)} {last} {end}" if front else end


def scheme_in_words(scheme: str) -> str:
    """Call a scheme of ids what people call it: DOI, arXiv, Hugging Face."""
    return _SCHEMES.get(scheme, scheme.upper())


def counted(number: int, one: str, several: str = "") -> str:
    """Say how many there are: `1 file`, `3,000 files`."""
    return f"{number:,} {one if number == 1 else several or f'{one}s'}"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that *word* was probably meant to be, if one is close.

    Upper and lower case do not count. A path of sections is also known by its last
    step, where no other path has the same. Among equals the first known one is taken.
    """
    return next(iter(_closest(word, list(known), most=1, likeness=0.6)), None)


def choice(word: str, options: Sequence[str]) -> str:
    """Say what could have been chosen instead of *word*.

    Every option, quoted whole, where there are few or none is like it; else those most
    like it, or with a word of it, and how many others there are. An option may have to
    be typed, so none is cut before 250 characters.
    """
    meant = did_you_mean(word, options)
    whole = options
    if meant and len(options) > _FEW:
        whole = _closest(word, options, most=_FEW, likeness=0.3)[1:]
    elif len(options) > _FEW:
        whole = _with_a_word_of(word, options)[:_FEW] or options
    shown = [quoted(each, longest=_LONGEST_OPTION) for each in whole[:_MOST]]
    more = len(options) - len(shown) - bool(meant and whole is not options)
    if more <= 0:
        return f"{meant} Choose from {listed(shown)}.".strip()
    others = f"{', '.join(shown)} and {more} more"
    return f"{meant} There are also {others}." if meant else f"Choose from {others}."


def _with_a_word_of(word: str, options: Sequence[str]) -> list[str]:
    """Return the options that hold a longer word of *word*."""
    parts = [part for part in word[:_COMPARED].casefold().split() if len(part) > _SHORT]
    return [
        option for option in options if any(part in option.casefold() for part in parts)
    ]


def _closest(
    word: str, candidates: Sequence[str], *, most: int, likeness: float
) -> list[str]:
    """Return at most *most* candidates, the likest first; ties in their own order."""
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
    # A path can be close twice: by itself and by its last step.
    close = get_close_matches(folded, known_by_folded, n=2 * most, cutoff=likeness)
    return list(dict.fromkeys(known_by_folded[each] for each in close))[:most]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the question that names the nearest known word, or the empty string."""
    meant = nearest(word, known)
    return f"Did you mean {quoted(meant, longest=len(meant))}?" if meant else ""


def _visible(character: str) -> str:
    if character == " " or (character.isprintable() and not character.isspace()):
        return character
    return character.encode("unicode_escape").decode("ascii")
