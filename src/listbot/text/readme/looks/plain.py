"""The form of a section whose entries have none in common: its shape alone. No I/O."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from listbot.text.readme.looks import columns
from listbot.text.readme.looks.form import Form, Option
from listbot.text.readme.looks.pattern import Mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from listbot.text.readme.looks.pattern import Pattern, Symbol
    from listbot.text.readme.looks.shown import Shown

_BULLETS = "-*+"
_SIGNS = {"<": "tag", ">": "quote", "#": "heading"}
_LINK: Pattern = ("[", Mark("title"), "]", "(", Mark("title-url"), ")")
_TAGGED: Pattern = (
    *'<details><summary><b><a href="',
    Mark("title-url"),
    *'">',
    Mark("title"),
    *"</a></b>",
)
_TAGGED_END = "</summary>"
_LINKS = Mark("links", ("- [", "](", ")", "\n", ""))


def lead_of(pattern: Pattern) -> str:
    """Say how an entry begins: as an item, a number, a row, a tag, in words."""
    first = next((place for place, each in enumerate(pattern) if each != " "), 0)
    symbol = pattern[first] if pattern else ""
    if symbol == "|":
        return f"row of {len(columns.cut(pattern))}"
    if isinstance(symbol, Mark):
        return "number" if symbol.name == "number" else "words"
    if symbol in (*_BULLETS,) and pattern[first + 1 : first + 2] in ((" ",), ("\t",)):
        return "item"
    return _SIGNS.get(symbol, "words")


def plain_form(shown: Sequence[Shown]) -> Form:
    """Return a form that does what the shape of the entries asks for, and no more.

    Those in a fold of their own stand in a block of HTML, with their links below it.
    """
    shape = shown[0].read.shape
    if shape == "D1":
        broken = sum("<br" in each.read.text for each in shown) * 2 > len(shown)
        gap = "<br>" if broken else " - "
        summary = _with_description(_TAGGED, gap, _TAGGED_END)
        return _with_links(summary, "\n</details>")
    starts = Counter(_start(each.read.text) for each in shown)
    start: Pattern = (*starts.most_common(1)[0][0],)
    if shape[0] == "N":
        start = (Mark("number"), ".", " ")
    gap = "\n\n" if shape == "HD1" else " - "
    return _with_description((*start, *_LINK), gap, "")


def _start(text: str) -> str:
    """Return the bullet, the hashes or the quotation mark that a text begins with."""
    signs = text[: len(text) - len(text.lstrip(f"{_BULLETS}#> "))]
    return signs if signs.endswith(" ") else ""


def _with_links(form: Form, end: str) -> Form:
    start = len(form.base)
    symbols: Pattern = (*form.base, *"\n\n", _LINKS)
    option = Option(start, len(symbols), "links")
    return Form((*symbols, *end), (*form.options, option))


def _with_description(before: Pattern, gap: str, after: str) -> Form:
    symbols: list[Symbol] = [*before, *gap, Mark("description")]
    option = Option(len(before), len(symbols), "description")
    return Form((*symbols, *after), (option,))
