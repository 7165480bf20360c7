"""The questions a list asks: what of an entry each one fills. No I/O.

The order is that of the form: title, date, section, links, the list's own fields.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from listbot.catalog import slugs
from listbot.text import form_refusals
from listbot.text.form import (
    LINK_PARAMETERS,
    Element,
    Form,
    one_line,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

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

_ID = re.compile(r"[A-Za-z0-9_-]+")
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
    form_refusals.refuse_twins([(one.field, one.element) for one in asked])
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
    form_refusals.refuse_options(element, "sections")
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
        form_refusals.refuse_options(element, f"fields.{key}.options")
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
