"""How alike two titles are: likely the same work, possibly, or not. No I/O.

Titles are compared by the trigrams that their forms share. A form is the title in its
normal form, or that without what people leave out: a bracket or a year at the end, a
name in front. Two forms are only compared when their numbers, roman numerals and plus
signs are the same: `Qwen2.5-VL` is not `Qwen3-VL`, `SGTR` not `SGTR+`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, TypeAlias

from listbot.catalog import spellings
from listbot.catalog.abbreviations import abbreviated
from listbot.catalog.title_statements import names_part, statement
from listbot.catalog.title_text import LONGEST, readable, title_key, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["LIKELY", "POSSIBLE", "Form", "Title", "likeness", "read_title", "title_key"]

LIKELY = 0.85
"""From this likeness on, two titles are likely to name the same work."""

POSSIBLE = 0.65
"""From this likeness on they may; below it they are not alike."""

_UNLIKELY = LIKELY - 0.01
_LONGEST_NAME = 4
# What browsers and lists put around a title: `[CVPR 2024]`, `[1706.03762]`, `| Nature`.
_LABEL_IN_FRONT = re.compile(
    r"[\[(](?:[^\[\]()]{0,30}\b(?:19|20)[0-9]{2}\b[^\[\]()]{0,30}"
    r"|[0-9]{4}\.[0-9]{4,5}(?:v[0-9]+)?|pdf)[\])]\s*(?=\w)",
    re.IGNORECASE,
)
_SITE_AT_END = re.compile(r"\s\|\s[^|]{2,40}$")
_NAME_AND_DASH = 30
_DASH_BEHIND_NAME = re.compile(r"(?<=\S) [-–—] ")
_YEAR_AT_END = re.compile(r"[ ,('’]{1,4}(?:(?:19|20)[0-9]{2}|'[0-9]{2})$")
_BRACKETS = {")": "(", "]": "[", "}": "{"}
# A roman numeral of one letter is too often a word, or the name of a variable.
_MARK = re.compile(
    r"[0-9]+|[+]|(?<![^ ])(?=[ivx]{2,6}(?![^ ]))x{0,3}(?:ix|iv|v?i{0,3})(?![^ ])"
)
_FROM_AND_TO = re.compile(r"([^ ]+) to (?=([^ ]+))")
_SMALL_WORDS = frozenset(
    """
    a an and are as at based by for from in into is its of on or the their through to
    toward towards using via with
    """.split()  # noqa: SIM905 - words are easier to read than a list of strings
)
Marks: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a title: its words, their trigrams, and what must be equal."""

    words: str
    trigrams: frozenset[str]
    marks: Marks


@dataclass(frozen=True, slots=True)
class Title:
    """A title made ready for comparison.

    *forms* are the whole title; *nameless* are what follows the *name* in front, to be
    compared with titles that have none. A *coined* name is one no dictionary has.
    *year* is the one at the end that stands in no bracket. *main* is what stands before
    a subtitle, where it is too long for a name. *statement* says that the work is about
    another one: its correction, a reply.
    """

    key: str
    name: str
    main: str
    statement: str
    coined: bool
    year: str
    forms: tuple[Form, ...]
    nameless: tuple[Form, ...]


def likeness(one: str, other: str) -> float:
    """Say how alike two titles are, from 0.0 to 1.0; see `LIKELY` and `POSSIBLE`.

    Symmetric, and 1.0 for titles of the same normal form. Two titles that begin with
    different names or end with different years are never likely; with the same coined
    name they are from `POSSIBLE` on. A title that is another one with more words in it,
    or with one word for another, is not likely either: `Offline X` is its own work. A
    correction of a work, or a reply to it, is not that work. A title that lacks the
    other's subtitle is possibly the same.
    """
    return alike(read_title(one), read_title(other))


def alike(one: Title, other: Title) -> float:
    """Say how alike two titles are that were read before; see `likeness`."""
    if one.key == other.key:
        return 1.0
    same_name = one.coined and other.coined and one.name == other.name
    other_name = one.name and other.name and one.name != other.name
    other_year = one.year and other.year and one.year != other.year
    other_kind = one.statement != other.statement
    best = max(_scores(one, other, same_name=same_name), default=0.0)
    if same_name and best >= POSSIBLE:
        best = max(best, LIKELY)
    if _is_main_title(one, other) or _is_main_title(other, one):
        best = max(best, POSSIBLE)
    return min(best, _UNLIKELY) if other_name or other_year or other_kind else best


def _is_main_title(one: Title, other: Title) -> bool:
    return bool(one.key) and one.key == other.main


def read_title(title: str) -> Title:
    """Make a title ready for comparison."""
    return _read(title[:LONGEST])


@lru_cache(maxsize=2048)
def _read(title: str) -> Title:
    text = readable(title)
    key = words_of(text)
    text = _LABEL_IN_FRONT.sub("", text, count=1) if text[:1] in "[(" else text
    front, rest = _parted(text)
    name = words_of(front).split(" ") if rest.strip() else []
    is_named = 0 < len(name) <= _LONGEST_NAME
    return Title(
        key=key,
        name="".join(name) if is_named else "",
        main="" if is_named or " ".join(name) == key else " ".join(name),
        statement=statement(text),
        coined=is_named and _is_coined(front.strip()),
        year=year[0][-2:] if (year := _YEAR_AT_END.search(text[-10:])) else "",
        forms=_forms(text, words_of(text)),
        nameless=_forms(rest, words_of(rest)) if is_named else (),
    )


def _parted(text: str) -> tuple[str, str]:
    """Part a name before a colon, or a coined one before a dash, from the rest."""
    front, _, rest = text.partition(":")
    if not rest and (dash := _DASH_BEHIND_NAME.search(text[:_NAME_AND_DASH])):
        name = text[: dash.start()]
        return (name, text[dash.end() :]) if _is_coined(name) else (front, rest)
    return front, rest


def is_part(one: Title, other: Title) -> bool:
    """Say whether a title is how people shorten the other: its name, or some words.

    Enough only where an id says that it is the same work: `Buffer of Thoughts`.
    """
    if not (one.key and other.key):
        return False
    if one.key == other.name or other.key == one.name:
        return True
    shorter, longer = sorted((one.key, other.key), key=len)
    return " " in shorter and f" {shorter} " in f" {longer} "


def _scores(one: Title, other: Title, *, same_name: bool) -> Iterator[float]:
    ours = one.forms if other.name else one.forms + one.nameless
    theirs = other.forms if one.name else other.forms + other.nameless
    for form, twin in product(ours, theirs):
        if form.marks == twin.marks:
            score = _shared(form.trigrams, twin.trigrams)
            if LIKELY <= score < 1.0 and not same_name and _says_other(form, twin):
                score = _UNLIKELY
            yield score


def _shared(ours: frozenset[str], theirs: frozenset[str]) -> float:
    """Return the Jaccard likeness, or 0.0 where sizes alone rule out `POSSIBLE`."""
    fewer, more = sorted((len(ours), len(theirs)))
    if fewer < POSSIBLE * more or not fewer:
        return 0.0
    both = len(ours & theirs)
    return both / (fewer + more - both)


def _says_other(form: Form, twin: Form) -> bool:
    """Say whether one says more than the other, or one word for another."""
    ours, theirs = _content(form.words), _content(twin.words)
    if ours == theirs:
        turned = {pair[::-1] for pair in _turned(twin.words)}
        return bool(turned) and turned == _turned(form.words)
    if ours <= theirs or theirs <= ours:
        return True
    more, instead = [*(ours - theirs).elements()], [*(theirs - ours).elements()]
    return len(more) == len(instead) == 1 and not spellings.are_one(*more, *instead)


def _turned(words: str) -> set[tuple[str, str]]:
    """Return the pairs that a title goes from and to: `text to image`."""
    return set(_FROM_AND_TO.findall(words))


def _content(words: str) -> Counter[str]:
    """Count the words that carry meaning; a plural counts as its singular."""
    meaningful = (word for word in words.split(" ") if word not in _SMALL_WORDS)
    return Counter(word.removesuffix("s") for word in meaningful)


def _forms(text: str, key: str) -> tuple[Form, ...]:
    keys = [_short(key)]
    shorter = _without_end(text)
    if shorter != text:
        keys.append(_short(words_of(shorter)))
    return tuple(_form(key) for key in dict.fromkeys(keys) if key)


def _short(key: str) -> str:
    return " ".join(map(spellings.folded, abbreviated(key.split(" "))))


def _form(key: str) -> Form:
    padded = f" {key} "
    trigrams = frozenset([padded[i : i + 3] for i in range(len(padded) - 2)])
    # Numbers, roman numerals and plus signs, in no meaningful order.
    return Form(key, trigrams, tuple(sorted(_MARK.findall(key))))


def _without_end(text: str) -> str:
    """Take off brackets, years and a site at the end, as long as something is left."""
    before, text = "", _SITE_AT_END.sub("", text)
    while before != text:
        before = text
        text = text.rstrip(" .,;")
        start = text.rfind(_BRACKETS.get(text[-1:], "\0"))
        if start > 0 and not names_part(text[start + 1 : -1]):
            text = text[:start]
        year = _YEAR_AT_END.search(text[-10:])
        if year and len(text) > len(year[0]):
            text = text[: -len(year[0])]
    return text


def _is_coined(name: str) -> bool:
    inside = name[1:]
    is_unusual = inside.lower() != inside or any(map(str.isdigit, inside))
    return is_unusual and " " not in name
