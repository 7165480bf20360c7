"""Parts of a form that no entry has shown to be missing yet, made optional. No I/O."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from listbot.text.readme.looks import signs
from listbot.text.readme.looks.form import Form, Option, agree
from listbot.text.readme.looks.pattern import Mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from listbot.text.readme.looks.pattern import Pattern


def completed(form: Form, *, as_learnt: bool = False) -> Form:
    """Make what belongs to each piece of data stand only where there is such data.

    Cells of tables stay: an empty one is shown as such, without pairs in it. Learnt
    parts that would leave half a pair behind go, unless all stay *as_learnt*.
    """
    base = form.base
    in_row = base[:1] == ("|",)
    form = form if as_learnt else _with_whole_pairs(form)
    links = [
        _link_around(base, place)
        for place, each in enumerate(base)
        if isinstance(each, Mark) and each.name.startswith("url ")
    ]
    for pair in signs.pairs(base, links):
        wide = pair if in_row else signs.with_signs(base, pair)
        form = _with_first(form, (wide, pair))
    if in_row:
        return form
    alone = {option.name for option in form.options if not option.others}
    for place, symbol in enumerate(base):
        if isinstance(symbol, Mark) and symbol.name not in alone | signs.ALWAYS:
            start, end = place, place + 1
            if symbol.name.startswith("url "):
                start, end = _link_around(base, place)
                while (*base[start - 1 : start], *base[end : end + 1]) == ("[", "]"):
                    start, end = start - 1, end + 1
            option = Option(start, end, symbol.name)
            wide = signs.with_signs(base, option)
            tries = (option,) if signs.starts_run(base, option) else (wide, option)
            form = _with_first(form, tries)
    for each in signs.between(base):
        if all(agree(each, other) for other in form.options):
            form = replace(form, options=(*form.options, each))
    return form


def _with_whole_pairs(form: Form) -> Form:
    """Keep the learnt parts that leave no half of a pair behind."""
    kept: list[Option] = []
    for option in form.options:
        whole = signs.balanced(form.base, option)
        for each in (whole, option) if whole else ():
            if all(agree(each, other) for other in kept):
                kept.append(each)
                break
    return Form(form.base, tuple(kept))


def _with_first(form: Form, options: Sequence[Option]) -> Form:
    """Add the first option that fits in with the others."""
    for option in options:
        inside = form.base[option.start : option.end]
        names = {each.name for each in inside if isinstance(each, Mark)}
        fits = all(agree(option, each) for each in form.options)
        if fits and names & option.names and names <= option.names:
            return replace(form, options=(*form.options, option))
    return form


def _link_around(base: Pattern, place: int) -> tuple[int, int]:
    """Return where a link begins and ends: `[Label](…)` or `<a href="…">Label</a>`."""
    line = "".join(each if isinstance(each, str) else "\0" for each in base)
    before = line.rfind("\n", 0, place) + 1
    if line.startswith("](", place - 2) and line.startswith(")", place + 1):
        start, depth = place - 2, 1
        while depth and start > before:
            start -= 1
            depth += (line[start] == "]") - (line[start] == "[")
        return (start, place + 2) if not depth else (place, place + 1)
    start, close = line.rfind("<a ", before, place), line.find("</a>", place)
    if start >= 0 and close >= 0 and "\0" not in line[start:place]:
        return start, close + len("</a>")
    return place, place + 1
