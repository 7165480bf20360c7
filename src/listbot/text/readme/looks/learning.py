"""The form that most entries of a section have, learnt from their patterns. No I/O."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from listbot.text.readme.looks import columns, rows
from listbot.text.readme.looks.form import (
    Case,
    Form,
    Option,
    agree,
    covered,
    names_in,
)
from listbot.text.readme.looks.pattern import Mark, as_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from listbot.text.readme.looks.pattern import Pattern, Symbol

_BASES = 6
_OTHERS = 40
_LONGEST_INSTEAD = 4
_TITLE = "title"
_WORD = re.compile(r"[^\W_]+")
_TAG = re.compile(r"</?[a-zA-Z]{1,10} ?/?>")
_WHOLE_TAG = re.compile(r"<[a-zA-Z/][^>]*>?")
_ADDRESS = re.compile(r"(?:\]\(|=[\"'])[^\s()\"'\0]+(?=[)\"']|\Z)")
_REMARK = re.compile(r"(?<!\])[ ]?\([^()\[\]\0\n]*[^\W_][^()\[\]\0\n]*\)")
_ABOUT_ONE = re.compile(r"\]\(|=|\(")
_FEWEST = 2
_COMMON = 0.2
# The cell of titles that have nothing in common.
_PLAIN_TITLE = Form((*" [", Mark(_TITLE), *"](", Mark("title-url"), *") "))


def find_forms(cases: Counter[Case]) -> list[Form]:
    """Return the form that writes most of *cases* (with their numbers), if any.

    It is learnt from the entries whose data is all found in their text. Words that
    stand in few entries are no part of a form: they are about those entries, and where
    they stand in brackets the entries teach without them.
    """
    words = _common_words(cases)
    bare = _without_remarks(cases, words)
    forms = _forms_of(cases, words)
    if bare != cases:
        forms += _forms_of(bare, _common_words(bare))
    best = max(
        forms,
        key=lambda form: (covered(form, cases)[0], covered(form, bare)),
        default=None,
    )
    return [best] if best else []


def _without_remarks(cases: Counter[Case], words: frozenset[str]) -> Counter[Case]:
    """Take brackets out of patterns whose words are not among the common *words*."""
    bare: Counter[Case] = Counter()
    for case, number in cases.items():
        letters = as_text(case.pattern)
        pattern = list(case.pattern)
        for remark in reversed([*_REMARK.finditer(letters)]):
            if not _words_in_brackets(remark[0]) <= words:
                del pattern[slice(*remark.span())]
        bare[replace(case, pattern=tuple(pattern))] += number
    return bare


def _words_in_brackets(letters: str) -> frozenset[str]:
    """Return the words in brackets, marked as such."""
    found = (word for part in _REMARK.findall(letters) for word in _WORD.findall(part))
    return frozenset(f"({word}" for word in found)


def _forms_of(cases: Counter[Case], words: frozenset[str]) -> list[Form]:
    usual = _usual(cases, words)
    regular = [case for case in usual if case.is_regular]
    common = (regular or usual)[:_OTHERS]
    bases = (base for base in _bases(common) if _TITLE in names_in(base))
    return [*_row_forms(cases), *(_generalised(base, common) for base in bases)]


def _usual(cases: Counter[Case], words: frozenset[str]) -> list[Case]:
    """Return the cases that say nothing but the common *words*, most common first."""
    return [
        case
        for case, _ in cases.most_common()
        if words_of(case.pattern) <= words and _is_safe(case.pattern)
    ]


def _bases(common: Sequence[Case]) -> Iterable[Pattern]:
    """Return what forms are learnt from: the first patterns, and the fullest."""
    fullest = sorted(common, key=lambda case: -len(names_in(case.pattern)))
    return dict.fromkeys(case.pattern for case in [*common[:_BASES], *fullest[:_BASES]])


def _row_forms(cases: Counter[Case]) -> list[Form]:
    """Put together the form of a table's rows from those of its columns."""
    rows = [case for case in cases if case.pattern[:1] == ("|",)]
    if not rows or len(rows) < len(cases):
        return []
    width = columns.usual_width([case.pattern for case in rows])
    seen: list[Counter[Case]] = [Counter() for _ in range(width)]
    for case in rows:
        parts = columns.cut(case.pattern)
        for place, cell in enumerate(parts if len(parts) == width else ()):
            seen[place][replace(case, pattern=cell)] += cases[case]
    forms = [_cell_form(cell) for cell in seen]
    if not any(_TITLE in names_in(form.base) for form in forms):
        place = max(range(width), key=lambda column: _titles(seen[column]))
        forms[place] = _PLAIN_TITLE
    return [_in_a_row(forms)]


def _titles(cases: Counter[Case]) -> int:
    return sum(n for case, n in cases.items() if _TITLE in names_in(case.pattern))


def _cell_form(cases: Counter[Case]) -> Form:
    """Return the form that writes most of the cells of one column."""
    common = _usual(cases, _common_words(cases))[:_OTHERS]
    forms = [_generalised(base, common) for base in _bases(common)]
    return max(forms, key=lambda form: covered(form, cases), default=Form((" ",)))


def _in_a_row(cells_of_row: Sequence[Form]) -> Form:
    options: list[Option] = []
    start = 0
    for cell in cells_of_row:
        options += (each.shifted(start) for each in cell.options)
        start += len(cell.base) + 1
    return Form(columns.joined([cell.base for cell in cells_of_row]), tuple(options))


def _is_safe(pattern: Pattern) -> bool:
    """Say whether no data stands inside a tag but addresses in quotes.

    Only there nothing that data holds could end an attribute; of those in single
    quotes such quotes are written otherwise.
    """
    tags = _WHOLE_TAG.findall(as_text(pattern, _sign))
    return not any(
        "\1" in tag or "\0" in tag.replace('"\0"', "").replace("'\0\0'", "")
        for tag in tags
    )


def _sign(mark: Mark) -> str:
    """Return what stands for a mark: an address, one without single quotes, a text."""
    if mark.name == "title-url" or mark.name.startswith("url "):
        return "\0\0" if rows.is_quoted(mark) else "\0"
    return "\1"


def words_of(pattern: Pattern) -> frozenset[str]:
    """Return the words that a pattern has as letters, and its addresses as such.

    Simple tags are none, neither is what a link in its place is called.
    """
    letters = as_text(pattern)
    labels = " ".join(
        each.detail[0]
        for each in pattern
        if isinstance(each, Mark) and each.name.startswith("url ")
    )
    called = frozenset(_WORD.findall(labels))
    words = frozenset(_WORD.findall(_TAG.sub("\0", letters))) - called
    return words | frozenset(_ADDRESS.findall(letters)) | _words_in_brackets(letters)


def _common_words(cases: Counter[Case]) -> frozenset[str]:
    seen: Counter[str] = Counter()
    for case, number in cases.items():
        for word in words_of(case.pattern):
            seen[word] += number
    fewest = max(_FEWEST, cases.total() * _COMMON)
    most = max(_FEWEST + 1, cases.total() / 2)
    return frozenset(
        word
        for word, number in seen.items()
        # An address or a remark is about its entry, unless most have it.
        if number >= (most if _ABOUT_ONE.match(word) else fewest)
    )


def _generalised(base: Pattern, cases: Sequence[Case]) -> Form:
    """Learn from cases that lack something which parts go with it."""
    form = Form(base)
    names = names_in(base)
    # What lacks least is learnt first: it tells which letters go with which data.
    for case in sorted(cases, key=lambda each: len(names - names_in(each.pattern))):
        others = names_in(case.pattern)
        if not names - others or others - names:
            continue
        if form.pattern(case.present) == case.pattern:
            continue
        for option in _differences(form, case.pattern, names - others):
            if all(agree(option, each) for each in form.options):
                form = Form(base, (*form.options, option))
                break
    return form


def _differences(
    form: Form, other: Pattern, lacking: frozenset[str]
) -> Iterator[Option]:
    """Yield the one part that *other* lacks, once what is known to lack is gone."""
    known = [each for each in form.options if each.names <= lacking]
    symbols, places = _with_places(form.base, known)
    start = 0
    while start < min(len(other), len(symbols)) and symbols[start] == other[start]:
        start += 1
    end = 0
    most = min(len(other), len(symbols)) - start
    while end < most and symbols[-1 - end] == other[-1 - end]:
        end += 1
    size, instead = len(symbols) - start - end, other[start : len(other) - end]
    if size <= 0 or len(instead) > _LONGEST_INSTEAD:
        return
    # The same letters may stand on both sides: begin where a gap or bracket begins.
    while not instead and start and symbols[start - 1] == symbols[start + size - 1]:
        letter = symbols[start]
        if isinstance(letter, str) and letter in "\n [(,;-":
            break
        start -= 1
    first, last = places[start], places[start + size - 1] + 1
    inside = symbols[start : start + size]
    absent = [each.name for each in inside if isinstance(each, Mark)]
    # What only parts options that all lack goes with them.
    several = [each.name for each in form.base[first:last] if isinstance(each, Mark)]
    letters = [each for each in instead if isinstance(each, str)]
    names = absent[:1] or list(dict.fromkeys(several))
    if names and set(absent or several) <= lacking and len(letters) == len(instead):
        yield Option(first, last, names[0], "".join(letters), tuple(names[1:]))


def _with_places(
    base: Pattern, lacking: Sequence[Option]
) -> tuple[Pattern, tuple[int, ...]]:
    """Return a pattern without what lacks, and where each symbol stood in *base*."""
    symbols: list[Symbol] = []
    places: list[int] = []
    place = 0
    for option in sorted(lacking, key=lambda each: (each.start, -each.end)):
        if option.start >= place:
            symbols += (*base[place : option.start], *option.instead)
            places += (
                *range(place, option.start),
                *(option.start for _ in option.instead),
            )
            place = option.end
    return (*symbols, *base[place:]), (*places, *range(place, len(base)))
