"""Parts of a form that no entry has shown to be missing yet, made optional. No I/O."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from listbot.text.readme.looks.form import Form, Option
from listbot.text.readme.looks.pattern import Mark

if TYPE_CHECKING:
    from listbot.text.readme.looks.pattern import Pattern

_PAIRS = {"(": ")", "[": "]", "*": "*", "_": "_", "`": "`", '"': '"', "“": "”"}
_SEPARATORS = ":,-–—|·."
_ALWAYS = frozenset({"title", "number", "indent"})


def completed(form: Form) -> Form:
    """Make what belongs to each piece of data stand only where there is such data.

    Cells of tables stay: an empty one is shown as such.
    """
    if form.base and form.base[0] == "|":
        return form
    known = {name for option in form.options for name in _names(form, option)}
    for place, symbol in enumerate(form.base):
        if isinstance(symbol, Mark) and symbol.name not in known | _ALWAYS:
            option = _around(form.base, place, symbol.name)
            if all(_apart(option, each) for each in form.options):
                form = replace(form, options=(*form.options, option))
    return form


def _names(form: Form, option: Option) -> set[str]:
    inside = form.base[option.start : option.end]
    return {each.name for each in inside if isinstance(each, Mark)}


def _apart(one: Option, other: Option) -> bool:
    return one.end <= other.start or other.end <= one.start


def _around(base: Pattern, place: int, name: str) -> Option:
    """Take a mark with the brackets around it and what parts it from the rest.

    With an address goes the link that it is the address of.
    """
    start, end = place, place + 1
    if name.startswith("url "):
        start, end = _link_around(base, place)
    while (
        start > 0 and end < len(base) and _PAIRS.get(str(base[start - 1])) == base[end]
    ):
        start, end = start - 1, end + 1
    if _begins_line(base, start):
        while end < len(base) and isinstance(base[end], str) and base[end] != "\n":
            if base[end] not in (*_SEPARATORS, " "):
                break
            end += 1
        if end < len(base) and base[end] == "\n":
            end += 1
        return Option(start, end, name)
    while start > 0 and base[start - 1] in (*_SEPARATORS, " "):
        start -= 1
    return Option(start, end, name)


def _link_around(base: Pattern, place: int) -> tuple[int, int]:
    """Return where a link begins and ends: `[Label](…)` or `<a href="…">Label</a>`."""
    line = "".join(each if isinstance(each, str) else "\0" for each in base)
    before = line.rfind("\n", 0, place) + 1
    if line.startswith("](", place - 2) and line.startswith(")", place + 1):
        start = line.rfind("[", before, place)
        return (start, place + 2) if start >= 0 else (place, place + 1)
    start, close = line.rfind("<a ", before, place), line.find("</a>", place)
    if start >= 0 and close >= 0 and "\0" not in line[start:place]:
        return start, close + len("</a>")
    return place, place + 1


def _begins_line(base: Pattern, place: int) -> bool:
    return place > 0 and base[place - 1] == "\n"
