"""Questions that are refused: GitHub would, or nobody could read them back. No I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from listbot.catalog.errors import ListbotError
from listbot.catalog.wording import listed, quoted
from listbot.text.form import (
    Element,
    one_line,
    slug_of_label,
)
from listbot.text.tilings import Tiling, by_pieces

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence


_FILE = "listbot.yml"
# GitHub refuses a form with this option: it is what it calls an empty choice.
_RESERVED_OPTION = "none"


def refuse_options(element: Element, key: str) -> None:
    """Raise ListbotError for options no form can have, naming their *key*."""
    if not element.options:
        _refuse(f"{key} is empty. List the answers to choose from.")
    for option in element.options:
        if not option:
            _refuse(f"{key} holds an empty option. Remove it.")
        if option.casefold() == _RESERVED_OPTION:
            _refuse(
                f"{key} holds {quoted(option)}, which GitHub keeps for a question left "
                "open. Take another word, such as “Not applicable”."
            )
    for option in _repeated(element.options):
        _refuse(f"{key} holds {quoted(option)} twice. Options have to differ.")
    if element.multiple:
        _refuse_sums(element.options, key)


def _refuse_sums(options: Collection[str], key: str) -> None:
    """Refuse an option that reads like several others chosen together."""
    known = by_pieces(options)
    for option in options:
        # One way to read an option is as itself.
        if "," in option and Tiling(option, known).is_ambiguous:
            _refuse(
                f"{key} holds {quoted(option)}, which nobody can tell from other "
                "options chosen together. Write it without the comma."
            )


def refuse_twins(asked: Sequence[tuple[str, Element]]) -> None:
    """Raise ListbotError for two questions that nobody could tell from each other.

    Each stands behind its name in listbot.yml.
    """
    for key in _repeated(element.key for _, element in asked):
        names = [quoted(name) for name, element in asked if element.key == key]
        _refuse(
            f"{listed(names, last='and')} would have the same id in the form, "
            f"{quoted(key)}. Rename one of them."
        )
    # GitHub takes labels for the same that differ in signs and upper case only.
    slugs = [slug_of_label(element.label) for _, element in asked]
    for slug in _repeated(slugs):
        names = [
            quoted(one[0]) for one, its in zip(asked, slugs, strict=True) if its == slug
        ]
        _refuse(
            f"The questions for {listed(names, last='and')} have the same label. "
            "Give one of them another `label`."
        )
    for name in _repeated(_names(element for _, element in asked)):
        _refuse(
            f"{quoted(name)} is the label or an alias of two questions. "
            "Keep it with one."
        )


def _names(elements: Iterable[Element]) -> Iterator[str]:
    for element in elements:
        yield from dict.fromkeys(map(one_line, (element.label, *element.aliases)))


def _repeated(words: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    again: dict[str, None] = {}
    for word in words:
        if word in seen:
            again[word] = None
        seen.add(word)
    return list(again)


def _refuse(sentence: str) -> NoReturn:
    message = f"{_FILE}: {sentence}"
    raise ListbotError(message, file=_FILE)
