"""Words as they are spelt, here and there: when two are the same word. No I/O.

Only for comparing. A spelling is folded the same way wherever it comes from, so what a
rule does to other words (“noise”) does no harm.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

_SHORTEST = 5
_LONG = 8
_IDEOGRAPHS = "\u2e80"
_AMERICAN = tuple(
    (re.compile(british), american)
    for british, american in (
        # organisation, analysed; colour, behavioural; haematology, oestrogen, foetal
        (r"(?<=[a-z]{2})is(?=(?:e|ed|es|er|ers|ing|ation|ations)$)", "iz"),
        (r"lys(?=(?:e|ed|es|er|ing)$)", "lyz"),
        (r"(?<=[a-z]{3})our(?=(?:s|ed|ing|ings|al|hood|hoods|able|ite)?$)", "or"),
        (r"(?<=[a-z])ae|^oe(?=[sd])|(?<=f)oe(?=t)", "e"),
        # modelling, labelled; programme; centre, fibres
        (r"ll(?=(?:ed|er|ers|ing|ings)$)", "l"),
        (r"ogramme(?=s?$)", "ogram"),
        (r"(?<=[a-z]{2}[tb])re(?=s?$)", "er"),
    )
)
_PLURAL = re.compile(r"(?<=[a-z]{2}[^siu])s$")
_LOOK_ALIKE = str.maketrans("l10", "iio")
# What words begin with that say the contrary, though they are spelt nearly alike.
_OPPOSITES = (
    *(("on", "off"), ("inter", "intra"), ("micro", "macro"), ("hyper", "hypo")),
    *(("homo", "hetero"), ("mono", "multi"), ("pre", "post"), ("in", "ex")),
)


@lru_cache(maxsize=16_384)
def folded(word: str) -> str:
    """Return a lower-case word in its American spelling, a plural as its singular."""
    if len(word) < _SHORTEST or not word.isascii():
        return word
    for british, american in _AMERICAN:
        word = british.sub(american, word)
    return _PLURAL.sub("", word)


def are_one(word: str, other: str) -> bool:
    """Say whether two words are one with a slip of the pen, and not two words.

    A slip is a letter, in long words two, and hardly ever the first one: what makes
    the contrary of a word stands there. An ideograph is never a slip.
    """
    if _seen(word[:1]) != _seen(other[:1]) or max(word + other) >= _IDEOGRAPHS:
        return False
    shortest = min(len(word), len(other))
    if shortest < _SHORTEST or _are_opposites(word, other):
        return False
    return OSA.distance(word, other) <= 1 + (shortest >= _LONG)


def _seen(letter: str) -> str:
    """Return what a letter is taken for that was read off a scan."""
    return letter.translate(_LOOK_ALIKE)


def _are_opposites(word: str, other: str) -> bool:
    for one, two in _OPPOSITES:
        for front, back in ((one, two), (two, one)):
            is_front = word.startswith(front) and other.startswith(back)
            if is_front and word[len(front) :] == other[len(back) :]:
                return True
    return False
