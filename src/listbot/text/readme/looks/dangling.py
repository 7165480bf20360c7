"""Signs and empty pairs that a form leaves where an entry lacks something. No I/O."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

from listbot.text.readme.looks import columns
from listbot.text.readme.looks.form import names_in
from listbot.text.readme.looks.pattern import as_text
from listbot.text.readme.looks.signs import ALWAYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from listbot.text.readme.looks.form import Form
    from listbot.text.readme.looks.pattern import Mark, Pattern

_DATA = "x"
_SIGNS = (
    # Pairs around nothing.
    r"\([\s.,:]*\)",
    r"(?<!\])\[[\s'`]*\](?!\()",
    r"\]\(\)",
    r"<(\w+)>\W*</\1>",
    r"(?<![^\s(\[])[*_]{1,2}[ .,:]*[*_]{1,2}(?!\w)",
    r"``|`\s+`",
    # Signs that part nothing, or twice.
    r"(?<=\w)[(\[]?[,;:–|-] ?[.,:;)\]]",
    r"[(\[](?: |[,;:])",
    r" [,;](?= |\Z)",
    r"[,:;(\[–-] *(?=\n|\Z)",
    r"(?<=\w) {2,}(?=\w)",
    r"\.\.",
    r"(?<![\w*_])[*_]{1,2}[,.:;]",
    r"<\w+>[ ,.:]",
    # Lines and blanks at the end of which nothing stands.
    r"\n\s*(?=\n|\Z)",
    r"(?m:^\W*[-*+>] *$)",
    r"(?m:^\s*(?:<br ?/?>|\\)$)",
    r"[ \t]+\Z",
    r"\\\Z",
)
_ALONE = re.compile("|".join(f"(?:{sign})" for sign in _SIGNS).replace(r"\1", r"\w+"))
_MOST_TOGETHER = 6


def dangles(form: Form) -> bool:
    """Say whether an entry that lacks something is left with signs of it.

    What stands there with all data is the list's own way, and counts as nothing.
    """
    whole = _alone(form.base)
    return any(_alone(form.pattern(each)) - whole for each in _presences(form))


def _presences(form: Form) -> Iterator[frozenset[str]]:
    """Yield sets of names that an entry may have: all of them where those are few."""
    names = sorted(names_in(form.base) - ALWAYS)
    sizes = {0, 1, len(names) - 2, len(names) - 1}
    if len(names) <= _MOST_TOGETHER:
        sizes = {*range(len(names))}
    for size in sorted(size for size in sizes if size >= 0):
        for some in combinations(names, size):
            has_date = bool({"date", "year"} & {*some})
            dated = {"date", "year"} if has_date else set[str]()
            yield frozenset({*ALWAYS, *some, *dated})


def _alone(pattern: Pattern) -> Counter[str]:
    text = as_text(pattern, _written)
    found = Counter(sign[0].strip() or "blank" for sign in _ALONE.finditer(text))
    for one, other in ("()", "[]", "<>"):
        found[f"{one}{other}"] += abs(text.count(one) - text.count(other))
    return found


def _written(mark: Mark) -> str:
    if mark.name in columns.FILLING:
        return ""
    return "   " if mark.name == "indent" else _DATA
