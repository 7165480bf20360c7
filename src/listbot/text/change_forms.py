"""The forms about entries that are listed: to change, to move, to remove one. No I/O.

They are written from the configuration, as the form for a new entry is, and told apart
by their first question, which an issue keeps whatever becomes of its labels.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from listbot.text.form import Element, Form
from listbot.text.form_answers import NO_ANSWER, required
from listbot.text.form_questions import FORM_LABEL, Question, questions
from listbot.text.form_reader import read_answers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from listbot.catalog.config import Config
    from listbot.catalog.model import Finding
    from listbot.text.form_answers import Answer

ChangeKind: TypeAlias = Literal["change", "move", "remove"]
KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)

ENTRY, REASON = "entry", "reason"
"""The ids of the questions that only these forms ask."""

_VERB = {"change": "Change", "move": "Move", "remove": "Remove"}
_WHAT_FOR = {
    "change": "Say what is wrong or out of date about {noun} on the list.",
    "move": "Put {noun} into another section.",
    "remove": "Take {noun} off the list.",
}
_KEPT = "Left open, it stays as it is."
_TAKEN_OUT = "A dash (-) takes it out."
_DASHES = frozenset("-–—")


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """What somebody wants done to an entry that they *named*.

    *answers* are those to the questions of the form for a new entry, by their keys;
    what is left open is not to change. *taken_out* are the fields that are to go, named
    as findings name them: as `Question.field` does.
    """

    kind: ChangeKind
    named: str
    answers: Mapping[str, Answer]
    reason: str
    findings: tuple[Finding, ...]
    taken_out: frozenset[str] = frozenset()


def kind_of(body: str, config: Config) -> ChangeKind | None:
    """Return which of these forms an issue was made with, if it was one of them."""
    first = next((line for line in body.splitlines() if line.strip()), "")
    return next(
        (
            kind
            for kind in KINDS
            if first.rstrip() == f"### {_entry_label(kind, config)}"
        ),
        None,
    )


def change_form(kind: ChangeKind, config: Config) -> Form:
    """Return one of the three forms; raises ListbotError like `entry_form`."""
    noun = config.noun
    article = "an" if noun[:1].lower() in "aeiou" else "a"
    return Form(
        name=f"{_VERB[kind]} {article} {noun}",
        description=_WHAT_FOR[kind].format(noun=f"{article} {noun}"),
        title=f"{_VERB[kind]} {article} {noun}: ",
        labels=(FORM_LABEL, f"listbot:{kind}"),
        elements=(_entry(kind, config), *_rest(kind, config)),
    )


def read_wish(kind: ChangeKind, body: str, config: Config) -> Wish:
    """Read what an issue made with one of these forms says."""
    asked = {one.element.key: one.field for one in _questions(kind, config)}
    typed = frozenset({ENTRY, *asked})
    form = change_form(kind, config)
    reading = read_answers(body, form, typed=typed)
    refused = {found.field for found in reading.findings if found.severity == "error"}
    answers = {
        key: None if key in refused else answer
        for key, answer in reading.answers.items()
    }
    dashed = {key for key, answer in answers.items() if answer in _DASHES}
    open_ = [one for one in form.elements if answers.get(one.key) == NO_ANSWER]
    missing = [found for one in open_ for found in required(one)]
    answers |= dict.fromkeys((*dashed, *(one.key for one in open_)))
    named, reason = answers.pop(ENTRY, None), answers.pop(REASON, None)
    return Wish(
        kind=kind,
        named=named if isinstance(named, str) else "",
        answers=answers,
        reason=reason if isinstance(reason, str) else "",
        findings=tuple(
            replace(found, field=asked.get(found.field or "", found.field))
            for found in (*reading.findings, *missing)
        ),
        taken_out=frozenset(asked[key] for key in dashed & asked.keys()),
    )


def labels_by_field(kind: ChangeKind, config: Config) -> dict[str, str]:
    """Return how one of these forms calls each field."""
    own = {ENTRY: _entry_label(kind, config), REASON: "Reason"}
    asked = _questions(kind, config)
    return own | {one.field: one.element.label for one in asked}


def _entry_label(kind: ChangeKind, config: Config) -> str:
    return f"{config.noun.capitalize()} to {kind}"


def _entry(kind: ChangeKind, config: Config) -> Element:
    return Element(
        type="input",
        key=ENTRY,
        label=_entry_label(kind, config),
        description="Its title, one of its links, its DOI or arXiv id, or the name of "
        "its file.",
        required=True,
    )


def _rest(kind: ChangeKind, config: Config) -> tuple[Element, ...]:
    if kind == "remove":
        element = Element(
            type="textarea",
            key=REASON,
            label="Reason",
            description="Why it should not be listed any more.",
            required=True,
        )
        return (element,)
    return tuple(one.element for one in _questions(kind, config))


def _questions(kind: ChangeKind, config: Config) -> tuple[Question, ...]:
    if kind == "remove":
        return ()
    every = questions(config)
    if kind == "move":
        return tuple(one for one in every if one.part == "sections")
    return tuple(
        replace(
            one, element=replace(one.element, required=False, description=_about(one))
        )
        for one in every
    )


def _about(question: Question) -> str:
    if question.part == "date":
        return f"2024, 2024-05 or 2024-05-01. {_KEPT}"
    is_typed = question.element.type != "dropdown"
    if (
        question.part in {"link", "field"}
        and is_typed
        and not question.element.required
    ):
        return f"{_KEPT} {_TAKEN_OUT}"
    return _KEPT
