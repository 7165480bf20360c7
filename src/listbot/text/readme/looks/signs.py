"""Signs that belong to data: pairs around it, and what parts it from the rest. No I/O.

They go with their data when an entry lacks it, so that no empty pair is left.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from listbot.text.readme.looks.form import Option
from listbot.text.readme.looks.pattern import Mark, as_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from listbot.text.readme.looks.pattern import Pattern

ALWAYS = frozenset({"title", "title-url", "number", "indent"})
"""The names every entry has data of."""

DATA, FIXED, NUMBER = "\0", "\1", "\2"
"""What stands for data an entry may lack, for other data, and for its number."""

_PAIR = re.compile(
    r"\(([^()\[\]\n]*)\)|(?<!\])\[([^\[\]\n]*)\](?!\()|\*\*((?:[^*\n])+)\*\*"
    r"|(?<!\*)\*(?![* ])([^*\n]+)(?<! )\*(?!\*)|(?<!\w)_([^_\n]+)_(?!\w)"
    r"|`([^`\n]+)`|<(?:ins|u|b|i|em|strong|sub|sup|kbd|code)>([^<\n]*)</[a-z]+>"
)
_LEAD = re.compile(
    r"[ \t]*(?:[-*+>#]+[ \t]+|[\1\2][.)][ \t]*)?(?:[^\x00-\x7f\w]{1,4}[ ]*)?"
    r"(?:\[|\(|\*+|<\w+>)*\Z"
)
_SIGNS = re.compile(r"[ :,;\-–—·.'|]*")
_BEFORE = re.compile(r"(?:[ :,;\-–—·|]|(?<=\0)['’])*\Z")
_OPENS = re.compile(r"(?:[(\[“]|<\w+>|(?<![^\s(\[])[*_]{1,2})\Z")
_RUN = re.compile(r"(?:\0[ :,;\-–—·'|]*)*\Z")
_BULLET = re.compile(r"(?<!\S)\*(?=\s)")
_PARTS = (" ", ",", ";", ":", "-", "–", "—", "·", "|")
_LINE_END = re.compile(r"[ :,;.]*(?:<br ?/?>)?[ ]*(\n|\Z)")


def letters_of(pattern: Pattern) -> str:
    """Return a pattern as one text, each mark a control character."""
    return as_text(pattern, _sign)


def _sign(mark: Mark) -> str:
    if mark.name == "number":
        return NUMBER
    if mark.name == "indent":
        return " "
    return FIXED if mark.name in ALWAYS else DATA


def pairs(base: Pattern, links: Sequence[tuple[int, int]]) -> tuple[Option, ...]:
    """Return the pairs that hold nothing but data entries may lack, the inner first.

    An address is no pair of its own: its link, one of *links*, goes with it.
    """
    letters = letters_of(base)
    found: dict[tuple[int, int], None] = {}
    for _ in range(3):
        # What was found is data for the pair around it.
        covered = _covered(letters, [*links, *found])
        found.update(dict.fromkeys(_pairs_in(covered, 0, len(covered))))
    named = ((start, end, lacking(base[start:end])) for start, end in found)
    return tuple(
        Option(start, end, names[0], "", names[1:])
        for start, end, names in named
        if names
    )


def covered(base: Pattern, parts: Iterable[tuple[int, int]]) -> str:
    """Return a pattern as one text in which each part is data, signs in it and all."""
    return _covered(letters_of(base), parts)


def _covered(letters: str, parts: Iterable[tuple[int, int]]) -> str:
    for start, end in parts:
        letters = letters[:start] + DATA * (end - start) + letters[end:]
    return letters


def _pairs_in(letters: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the pairs around optional data alone, those inside of other pairs too."""
    for match in _PAIR.finditer(letters, start, end):
        optional = DATA in match[0] and not {FIXED, NUMBER} & set(match[0])
        if optional and letters[match.start() - 1 : match.start()] != "]":
            yield match.span()
        elif not optional and match.lastindex:
            yield from _pairs_in(letters, *match.span(match.lastindex))


def lacking(pattern: Pattern) -> tuple[str, ...]:
    """Return the names of the data in a pattern that entries may lack."""
    names = (each.name for each in pattern if isinstance(each, Mark))
    return tuple(dict.fromkeys(name for name in names if name not in ALWAYS))


def with_signs(letters: str, option: Option) -> Option:
    """Widen a part by what parts it from the rest, on the side where it is no more.

    What begins a line or a pair takes the signs behind it, everything else those in
    front; a line that is left empty goes as a whole.
    """
    start, end = option.start, option.end
    before = _line_before(letters, start)
    line = _LINE_END.match(letters, end)
    if not before.strip() and start and line:
        start -= len(before)
        if line[1]:
            return _spanning(option, start, line.end())
        return _spanning(option, len(letters[:start].rstrip()), line.end())
    if _leads(before):
        return _spanning(option, start, _behind_signs(letters, end))
    signs = _BEFORE.search(letters, 0, start)
    start = signs.start() if signs else start
    if letters[:start].rstrip('*_)]"”')[-1:] in (*".,;:",) and letters[
        end : end + 1
    ] in (*".,;:",):
        end += 1
    return _spanning(option, start, end)


def between(base: Pattern, letters: str) -> Iterator[Option]:
    """Yield the signs between data, each with the data that it needs in front of it.

    A full stop goes with its sentence, what parts two texts with the first of them.
    """
    for place, letter in enumerate(letters):
        if letter != DATA:
            continue
        begin = max(letters.rfind("\n", 0, place), letters.rfind(".", 0, place)) + 1
        run = _RUN.search(letters, begin, place)
        first = run.start() if run else place
        names = lacking(base[first : place + 1])
        leads = _leads(_line_before(letters, first))
        if letters[place + 1 : place + 2] == ".":
            if not run or letters[first - 1 : first] not in (FIXED, NUMBER):
                yield Option(place + 1, place + 2, names[0], "", names[1:])
                if leads and letters[place + 2 : place + 4] == f" {DATA}":
                    yield Option(place + 2, place + 3, names[0], "", names[1:])
            continue
        end = _behind_signs(letters, place + 1)
        if leads and place + 1 < end and letters[end : end + 1] == DATA:
            yield Option(place + 1, end, names[0], "", names[1:])


def starts_run(letters: str, option: Option) -> bool:
    """Say whether data begins a line or a pair, and other data stands right behind."""
    end = _behind_signs(letters, option.end)
    leads = _leads(_line_before(letters, option.start))
    return leads and letters[end : end + 1] == DATA


def _line_before(letters: str, place: int) -> str:
    """Return what stands in front of a place in its line."""
    return letters[letters.rfind("\n", 0, place) + 1 : place]


def _behind_signs(letters: str, place: int) -> int:
    """Return where the signs end that stand at a place."""
    signs = _SIGNS.match(letters, place)
    return signs.end() if signs else place


def _leads(before: str) -> bool:
    return bool(_LEAD.match(before) or _OPENS.search(before))


def balanced(base: Pattern, option: Option) -> tuple[Option, ...]:
    """Return the parts that leave the same behind, but are whole pairs; the best first.

    That is one of whole lines, else one that has what parts it in front, not behind.
    """
    if option.instead:
        return (option,)
    found = [each for each in _moved(base, option) if _is_balanced(base, each)]
    lines = (
        each
        for each in found
        if base[each.start] == "\n" and base[each.end : each.end + 1] in ((), ("\n",))
    )
    tidy = (
        each
        for each in found
        if base[each.start] in _PARTS and base[each.end - 1] not in _PARTS
    )
    own = (each for each in found if each == option)
    return tuple(dict.fromkeys([*lines, *tidy, *own, *found]))


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
