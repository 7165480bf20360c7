"""Parts of a form that no entry has shown to be missing yet, made optional. No I/O."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from listbot.text.readme.looks import columns, signs, venue_years, whole_lines
from listbot.text.readme.looks.form import Case, Form, Option, agree, covered, names_in
from listbot.text.readme.looks.pattern import Mark, as_text

_MOST_SEEN = 40

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from listbot.text.readme.looks.pattern import Pattern, Symbol


def completions(form: Form, cases: Counter[Case]) -> Iterator[Form]:
    """Yield a form completed in several ways, the tidiest first.

    In each what belongs to a piece of data stands only where there is such data. They
    differ in how much of what was learnt stays: nothing, what goes with whole lines,
    what leaves no half of a pair behind, all. The last never write fewer of the
    most common *cases* than without being completed.
    """
    base = form.base
    learnt = Form(venue_years.with_venue(base), form.options)
    bare = Form(learnt.base)
    common = Counter(dict(cases.most_common(_MOST_SEEN)))
    yield Form(base, completed(bare).options)
    yield Form(base, completed(learnt).options)
    for known in (
        _with_learnt(_with_lines(bare), learnt.options),
        _with_learnt(bare, learnt.options),
        learnt,
    ):
        yield _as_seen(Form(base, known.options), _completed(known), common)


def _as_seen(learnt: Form, form: Form, cases: Counter[Case]) -> Form:
    """Add to what was learnt the parts of *form* that no case speaks against."""
    kept = learnt
    written = covered(kept, cases)[0]
    for option in form.options[len(learnt.options) :]:
        wider = replace(kept, options=(*kept.options, option))
        count = covered(wider, cases)[0]
        if count >= written:
            kept, written = wider, count
    return kept


def completed(form: Form) -> Form:
    """Complete a form, whole lines first."""
    base = venue_years.with_venue(form.base)
    lined = _with_learnt(_with_lines(Form(base)), form.options)
    return Form(form.base, _completed(lined).options)


def _completed(form: Form) -> Form:
    if form.base[:1] == ("|",):
        return _with_cells(form)
    return _with_parts(_with_lines(form))


def _with_lines(form: Form) -> Form:
    for cuts in whole_lines.lines(form.base):
        form = _with_first(form, cuts)
    return form


def _with_learnt(form: Form, options: Sequence[Option]) -> Form:
    """Add the learnt parts that leave no half of a pair behind."""
    for option in options:
        form = _with_first(form, signs.balanced(form.base, option), as_told=True)
    return form


def _with_parts(form: Form) -> Form:
    """Add pairs, links and single texts, each with the signs that go with it."""
    base = form.base
    links = [
        _link_around(base, place)
        for place, each in enumerate(base)
        if isinstance(each, Mark) and each.name.startswith("url ")
    ]
    pairs = signs.pairs(base, links)
    parts = [*links, *((pair.start, pair.end) for pair in pairs)]
    for pair in pairs:
        form = _with_unit(form, pair, parts)
    for place, symbol in enumerate(base):
        if isinstance(symbol, Mark) and _is_open(form, place, symbol.name):
            start, end = place, place + 1
            if symbol.name.startswith("url "):
                start, end = _link_around(base, place)
                while (*base[start - 1 : start], *base[end : end + 1]) == ("[", "]"):
                    start, end = start - 1, end + 1
            form = _with_unit(form, Option(start, end, symbol.name), parts)
    for letters in (signs.covered(base, parts), signs.letters_of(base)):
        for each in signs.between(base, letters):
            form = _with_first(form, (each,), as_told=True)
    return form


def _is_open(form: Form, place: int, name: str) -> bool:
    """Say whether a mark still stands where an entry lacks its data."""
    alone = (option for option in form.options if option.names <= {name})
    return name not in signs.ALWAYS and not any(
        option.start <= place < option.end for option in alone
    )


def _with_unit(form: Form, option: Option, parts: Sequence[tuple[int, int]]) -> Form:
    """Add a part, with the signs that go with it if others let it.

    To it, the other *parts* are data.
    """
    around = (
        (start, end)
        for start, end in parts
        if end <= option.start or start >= option.end
    )
    letters = signs.covered(form.base, around)
    wide = signs.with_signs(letters, option)
    runs = signs.starts_run(letters, option)
    return _with_first(form, (option,) if runs else (wide, option))


def _with_cells(form: Form) -> Form:
    """Complete the cells of a row, each for itself.

    What shows nothing but data shows a dash where there is none, if the others do.
    """
    empty = _usual_empty(form)
    place = 0
    for cell in columns.cut(form.base):
        start, end = _core(cell)
        inside = _within(form, place + start, place + end)
        names = names_in(cell) - signs.ALWAYS
        if names and names == names_in(cell):
            first, *others = sorted(names)
            whole = Option(0, end - start, first, empty, tuple(others))
            inside = _with_first(inside, (whole,))
        inside = _with_parts(inside)
        for each in inside.options:
            added = each.shifted(place + start)
            known = added in form.options
            if not known and all(agree(added, other) for other in form.options):
                form = replace(form, options=(*form.options, added))
        place += len(cell) + 1
    return form


def _core(cell: Pattern) -> tuple[int, int]:
    """Return where a cell begins and ends without the blanks around it."""
    start, end = 0, len(cell)
    while start < end and _is_filling(cell[start]):
        start += 1
    while end > start and _is_filling(cell[end - 1]):
        end -= 1
    return start, end


def _is_filling(symbol: Symbol) -> bool:
    if isinstance(symbol, Mark):
        return symbol.name in columns.FILLING
    return symbol.isspace()


def _within(form: Form, start: int, end: int) -> Form:
    """Return the part of a form from *start* to *end*."""
    options = (each for each in form.options if start <= each.start <= each.end <= end)
    return Form(form.base[start:end], tuple(each.shifted(-start) for each in options))


def _usual_empty(form: Form) -> str:
    """Return what an empty cell of a row shows: mostly a dash, or nothing."""
    seen = Counter(
        text.strip()
        for option in form.options
        if (text := option.instead) and not any(map(str.isalnum, text))
    )
    for cell in columns.cut(form.base):
        text = "".join(map(str, cell)).strip()
        if text and not names_in(cell) and not any(map(str.isalnum, text)):
            seen[text] += 1
    return seen.most_common(1)[0][0] if seen else ""


def _with_first(
    form: Form, options: Sequence[Option], *, as_told: bool = False
) -> Form:
    """Add the first option that fits in with the others.

    It is about all the data it holds, unless that is told otherwise. One that is
    there already is not added again.
    """
    for option in options:
        inside = form.base[option.start : option.end]
        names = {each.name for each in inside if isinstance(each, Mark)} - {"indent"}
        fits = all(agree(option, each) for each in form.options)
        if fits and (as_told or (names & option.names and names <= option.names)):
            known = option in form.options
            return form if known else replace(form, options=(*form.options, option))
    return form


def _link_around(base: Pattern, place: int) -> tuple[int, int]:
    """Return where a link begins and ends: `[Label](…)` or `<a href="…">Label</a>`."""
    line = as_text(base)
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
