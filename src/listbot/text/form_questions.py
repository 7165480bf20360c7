"""The questions a list asks: what of an entry each one fills. No I/O.

The order is that of the form: title, date, section, links, the list's own fields.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NoReturn, TypeAlias

from listbot.catalog import slugs
from listbot.catalog.errors import ListbotError
from listbot.catalog.wording import listed, quoted
from listbot.text.form import (
    LINK_PARAMETERS,
    Element,
    Form,
    one_line,
    slug_of_label,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from listbot.catalog.config import Config
    from listbot.catalog.config_parts import FieldType, LinkKind, OwnField

FORM_LABEL = "listbot:submission"
"""The label GitHub puts on every issue made with the form."""

FILLED = frozenset({"venue", "kind", "authors", "description"})
"""The keys of a list's own fields that registries can answer."""

SEVERAL = "several"
"""The id of the question for further links, and what findings call it."""

Part: TypeAlias = Literal["title", "date", "sections", "link", "field", "several"]
"""The part of an entry that an answer goes to."""

_FILE = "listbot.yml"
_ID = re.compile(r"[A-Za-z0-9_-]+")
# GitHub refuses a form with this option: it is what it calls an empty choice.
_RESERVED_OPTION = "none"
_ELEMENT_TYPE: Mapping[FieldType, str] = {
    "text": "input",
    "url": "input",
    "long-text": "textarea",
    "list": "textarea",
    "choice": "dropdown",
    "choices": "dropdown",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """One question: its element of the form, and what its answer fills.

    *field* is what findings call it: `title`, `date`, `sections`, a kind of link, or a
    key of `fields` in listbot.yml.
    """

    element: Element
    part: Part
    field: str


def entry_form(config: Config) -> Form:
    """Return the form that asks for an entry of this list.

    Raises ListbotError, naming the key in listbot.yml, for what GitHub would refuse or
    nobody could read back: two questions alike, two options alike, an option “None”.
    """
    noun = f"{_article(config.noun)} {config.noun}"
    return Form(
        name=f"Add {noun}",
        description=f"Suggest {noun} for {config.title}.",
        title=f"Add {noun}: ",
        labels=(FORM_LABEL,),
        elements=tuple(question.element for question in questions(config)),
    )


def labels_by_field(config: Config) -> dict[str, str]:
    """Return how the form calls each field: what a reply names its findings after."""
    return {one.field: one.element.label for one in questions(config)}


def may_be_filled(question: Question, config: Config) -> bool:
    """Say whether a registry may answer a question that the list needs answered.

    The form lets such a question stay open; it is asked again where nobody knows.
    """
    if not config.enrich:
        return False
    if question.part == "field":
        own = config.fields[question.field]
        return own.required and question.field in FILLED
    is_needed = question.part == "title" or config.date == "required"
    return question.part in {"title", "date"} and is_needed


def questions(config: Config) -> tuple[Question, ...]:
    """Return all questions in form order; raises ListbotError like `entry_form`."""
    asked = (
        _title(config),
        _date(config),
        _sections(config),
        *(_link(kind, link) for kind, link in config.asked_links.items()),
        *(_own(key, own, config) for key, own in config.fields.items()),
        *([_several(config)] if config.several else []),
    )
    _refuse_twins(asked)
    return asked


def _title(config: Config) -> Question:
    element = Element(
        type="input",
        key=_id("title"),
        label="Title",
        description="As its authors write it; left open, it comes from the link."
        if config.enrich
        else f"What the {config.noun} is called, as its authors write it.",
        required=not config.enrich,
    )
    return Question(element=element, part="title", field="title")


def _date(config: Config) -> Question:
    element = Element(
        type="input",
        key="date",
        label="Date",
        description="2024, 2024-05 or 2024-05-01; left open, it comes from the link."
        if config.enrich
        else "2024, 2024-05 or 2024-05-01: as precise as you know it.",
        placeholder="2024-05",
        required=config.date == "required" and not config.enrich,
    )
    return Question(element=element, part="date", field="date")


def _sections(config: Config) -> Question:
    several = ", or several if it belongs to each"
    element = Element(
        type="dropdown",
        key="section",
        label="Section",
        description="The most specific one that fits"
        f"{several if config.cross_listing else ''}.",
        options=tuple(one_line(part.full_title) for part in config.flat_sections),
        multiple=config.cross_listing,
        required=True,
    )
    _refuse_options(element, "sections")
    return Question(element=element, part="sections", field="sections")


def _link(kind: str, link: LinkKind) -> Question:
    element = Element(
        type="input",
        key=_id(kind),
        label=one_line(link.label or kind),
        description=link.help,
        placeholder="https://",
        required=link.required,
        aliases=link.aliases,
    )
    return Question(element=element, part="link", field=kind)


def _own(key: str, own: OwnField, config: Config) -> Question:
    is_choice = own.type in {"choice", "choices"}
    element = Element(
        type=_ELEMENT_TYPE[own.type],
        key=_id(key),
        label=one_line(own.label or key),
        description=own.help or _default_help(own),
        placeholder=None if is_choice else own.placeholder,
        options=tuple(map(one_line, own.options)) if is_choice else (),
        multiple=own.type == "choices",
        required=own.required and not (config.enrich and key in FILLED),
        aliases=own.aliases,
    )
    if is_choice:
        _refuse_options(element, f"fields.{key}.options")
    return Question(element=element, part="field", field=key)


def _several(config: Config) -> Question:
    element = Element(
        type="textarea",
        key=SEVERAL,
        label=f"Further {config.noun}s",
        description="Links or ids, one a line, 20 at most. Each becomes an entry of "
        "its own in the same section, filled in from the link. A title may follow "
        "a link.",
    )
    return Question(element=element, part="several", field=SEVERAL)


def _default_help(own: OwnField) -> str | None:
    if own.type == "list":
        return "One a line, or all in one line with commas between."
    if own.pattern:
        return f"It has to match the pattern {own.pattern}"
    return None


def _id(key: str) -> str:
    """Make the id of a question: what GitHub allows, and what a link can fill in."""
    name = key if _ID.fullmatch(key) else slugs.form_id(key)
    name = name.lower()
    return f"entry-{name}" if name in LINK_PARAMETERS else name


def _article(noun: str) -> str:
    return "an" if noun[:1].lower() in "aeiou" else "a"


# What GitHub refuses, and what could not be read back.


def _refuse_options(element: Element, key: str) -> None:
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


def _refuse_sums(options: Iterable[str], key: str) -> None:
    """Refuse an option that reads like several others chosen together."""
    known = {_pieces(option) for option in options}
    for option in options:
        parts = _pieces(option)
        if len(parts) > 1 and _is_sum(parts, known - {parts}):
            _refuse(
                f"{key} holds {quoted(option)}, which nobody can tell from other "
                "options chosen together. Write it without the comma."
            )


def _pieces(option: str) -> tuple[str, ...]:
    return tuple(piece.strip() for piece in option.split(","))


def _is_sum(parts: tuple[str, ...], known: set[tuple[str, ...]]) -> bool:
    reached = {0}
    for start in range(len(parts)):
        if start in reached:
            ends = range(start + 1, len(parts) + 1)
            reached.update(end for end in ends if parts[start:end] in known)
    return len(parts) in reached


def _refuse_twins(asked: tuple[Question, ...]) -> None:
    for key in _repeated(one.element.key for one in asked):
        names = [quoted(one.field) for one in asked if one.element.key == key]
        _refuse(
            f"{listed(names, last='and')} would have the same id in the form, "
            f"{quoted(key)}. Rename one of them."
        )
    # GitHub takes labels for the same that differ in signs and upper case only.
    for slug in _repeated(slug_of_label(one.element.label) for one in asked):
        names = [
            quoted(one.field)
            for one in asked
            if slug_of_label(one.element.label) == slug
        ]
        _refuse(
            f"The questions for {listed(names, last='and')} have the same label. "
            "Give one of them another `label`."
        )
    for name in _repeated(_names(asked)):
        _refuse(
            f"{quoted(name)} is the label or an alias of two questions. "
            "Keep it with one."
        )


def _names(asked: Iterable[Question]) -> Iterator[str]:
    for one in asked:
        names = (one.element.label, *one.element.aliases)
        yield from dict.fromkeys(map(one_line, names))


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
