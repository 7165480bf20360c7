"""Signs that belong to data: pairs around it, and what parts it from the rest. No I/O.

They go with their data when an entry lacks it, so that no empty pair is left.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from listbot.text.readme.looks.form import Option
from listbot.text.readme.looks.pattern import Mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from listbot.text.readme.looks.pattern import Pattern

ALWAYS = frozenset({"title", "title-url", "number", "indent"})
"""The names every entry has data of."""

_DATA, _FIXED, _NUMBER = "\0", "\1", "\2"
_PAIR = re.compile(
    r"\(([^()\[\]\n]*)\)|(?<!\])\[([^\[\]\n]*)\](?!\()|\*\*((?:[^*\n])+)\*\*"
    r"|(?<!\*)\*(?![* ])([^*\n]+)(?<! )\*(?!\*)|(?<!\w)_([^_\n]+)_(?!\w)"
    r"|<(?:ins|u|b|i|em|strong|sub|sup|kbd|code)>([^<\n]*)</[a-z]+>"
)
_LEAD = re.compile(r"[ \t]*(?:[-*+>#]+[ \t]+|[\1\2][.)][ \t]*)?(?:\[|\(|\*+|<\w+>)*\Z")
_SIGNS = re.compile(r"[ :,;\-–—·.'|]*")
_BEFORE = re.compile(r"[ :,;\-–—·|]*\Z")
_OPENS = re.compile(r"(?:[(\[“]|<\w+>)\Z")
_RUN = re.compile(r"(?:\0[ :,;\-–—·'|]*)*\Z")
_BULLET = re.compile(r"(?<!\S)\*(?=\s)")
_PARTS = (" ", ",", ";", ":", "-", "–", "—", "·", "|")
_LINE_END = re.compile(r"[ :,;.]*(?:<br ?/?>)?[ ]*(\n|\Z)")


def letters_of(pattern: Pattern) -> str:
    """Return a pattern as one text, each mark a control character."""
    return "".join(each if isinstance(each, str) else _sign(each) for each in pattern)


def _sign(mark: Mark) -> str:
    if mark.name == "number":
        return _NUMBER
    return _FIXED if mark.name in ALWAYS else _DATA


def pairs(base: Pattern, links: Sequence[tuple[int, int]]) -> Iterator[Option]:
    """Yield the pairs that hold nothing but data entries may lack, the inner first.

    An address is no pair of its own: its link, one of *links*, goes with it.
    """
    letters = letters_of(base)
    found: dict[tuple[int, int], None] = {}
    for _ in range(3):
        # What was found is data for the pair around it.
        covered = letters
        for start, end in (*links, *found):
            covered = covered[:start] + _DATA * (end - start) + covered[end:]
        for match in _PAIR.finditer(covered):
            optional = _DATA in match[0] and not {_FIXED, _NUMBER} & set(match[0])
            if optional and covered[match.start() - 1 : match.start()] != "]":
                found.setdefault(match.span())
    for start, end in found:
        names = list(
            dict.fromkeys(e.name for e in base[start:end] if isinstance(e, Mark))
        )
        if names:
            yield Option(start, end, names[0], "", tuple(names[1:]))


def with_signs(base: Pattern, option: Option) -> Option:
    """Widen a part by what parts it from the rest, on the side where it is no more.

    What begins a line or a pair takes the signs behind it, everything else those in
    front; a line that is left empty goes as a whole.
    """
    letters = letters_of(base)
    start, end = option.start, option.end
    before = letters[letters.rfind("\n", 0, start) + 1 : start]
    line = _LINE_END.match(letters, end)
    if not before.strip() and start and line:
        start -= len(before)
        if line[1]:
            return _spanning(option, start, line.end())
        return _spanning(option, len(letters[:start].rstrip()), line.end())
    if _leads(before):
        signs = _SIGNS.match(letters, end)
        return _spanning(option, start, signs.end() if signs else end)
    signs = _BEFORE.search(letters, 0, start)
    start = signs.start() if signs else start
    if letters[:start].rstrip('*_)]"”')[-1:] in (*".,;:",) and letters[
        end : end + 1
    ] in (*".,;:",):
        end += 1
    return _spanning(option, start, end)


def between(base: Pattern) -> Iterator[Option]:
    """Yield the signs between data, each with the data that it needs in front of it.

    A full stop goes with its sentence, what parts two texts with the first of them.
    """
    letters = letters_of(base)
    for place, letter in enumerate(letters):
        if letter != _DATA:
            continue
        begin = max(letters.rfind("\n", 0, place), letters.rfind(".", 0, place)) + 1
        run = _RUN.search(letters, begin, place)
        first = run.start() if run else place
        marks = [each for each in base[first : place + 1] if isinstance(each, Mark)]
        names = list(dict.fromkeys(each.name for each in marks))
        if letters[place + 1 : place + 2] == ".":
            if not run or letters[first - 1 : first] not in (_FIXED, _NUMBER):
                yield Option(place + 1, place + 2, names[0], "", tuple(names[1:]))
            continue
        behind = _SIGNS.match(letters, place + 1)
        end = behind.end() if behind else place + 1
        line = letters[letters.rfind("\n", 0, first) + 1 : first]
        if _leads(line) and place + 1 < end and letters[end : end + 1] == _DATA:
            yield Option(place + 1, end, names[0], "", tuple(names[1:]))


def starts_run(base: Pattern, option: Option) -> bool:
    """Say whether data begins a line or a pair, and other data stands right behind."""
    letters = letters_of(base)
    before = letters[letters.rfind("\n", 0, option.start) + 1 : option.start]
    behind = _SIGNS.match(letters, option.end)
    end = behind.end() if behind else option.end
    return _leads(before) and letters[end : end + 1] == _DATA


def _leads(before: str) -> bool:
    return bool(_LEAD.match(before) or _OPENS.search(before))


def balanced(base: Pattern, option: Option) -> Option | None:
    """Return the part that leaves the same behind, but is whole pairs; None without.

    Of several it is one that has what parts it in front, not behind.
    """
    if option.instead:
        return option
    found = [each for each in _moved(base, option) if _is_balanced(base, each)]
    tidy = (
        each
        for each in found
        if base[each.start] in _PARTS and base[each.end - 1] not in _PARTS
    )
    own = (each for each in found if each == option)
    return next((each for group in (tidy, own, found) for each in group), None)


def _is_balanced(base: Pattern, option: Option) -> bool:
    """Say whether as many brackets close as open, and emphasis ends."""
    letters = _BULLET.sub("", letters_of(base[option.start : option.end]))
    ends = (("(", ")"), ("[", "]"), ("<", ">"))
    even = all(letters.count(one) == letters.count(other) for one, other in ends)
    return even and letters.count("*") % 2 == 0


def _moved(base: Pattern, option: Option) -> Iterator[Option]:
    """Yield the parts that leave the same letters behind."""
    yield option
    start, end = option.start, option.end
    while (
        start > 0
        and isinstance(base[end - 1], str)
        and base[start - 1] == base[end - 1]
    ):
        start, end = start - 1, end - 1
        yield _spanning(option, start, end)
    start, end = option.start, option.end
    while end < len(base) and isinstance(base[start], str) and base[start] == base[end]:
        start, end = start + 1, end + 1
        yield _spanning(option, start, end)


def _spanning(option: Option, start: int, end: int) -> Option:
    return Option(start, end, option.name, option.instead, option.others)
