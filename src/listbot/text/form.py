"""An issue form as a value, read from the YAML that GitHub shows it from. No I/O.

The schema: https://docs.github.com/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from listbot.catalog import yaml_text
from listbot.catalog.errors import ListbotError
from listbot.catalog.model import Finding
from listbot.catalog.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TEXT_TYPES = frozenset({"input", "textarea", "upload"})
CHOICE_TYPES = frozenset({"dropdown", "checkboxes"})
LINK_PARAMETERS = frozenset(
    {
        "assignees",
        "body",
        "labels",
        "milestone",
        "projects",
        "template",
        "title",
        "type",
    }
)
"""What GitHub itself reads in the address of a new issue: no answer to a question.

https://docs.github.com/issues/tracking-your-work-with-issues/using-issues/creating-an-issue#creating-an-issue-from-a-url-query
"""
_TRUE = frozenset({"true", "yes", "on"})
_NO_ALIASES: Mapping[str, Sequence[str]] = {}


@dataclass(frozen=True, kw_only=True, slots=True)
class Element:
    """One question of a form.

    *type* is GitHub's word for it; what is neither a dropdown nor check-boxes is
    answered with text. *key* is the question's id, or its label's slug. *boxes* are the
    options that must be ticked; *aliases* are earlier labels, which old issues carry.
    """

    type: str
    key: str
    label: str
    description: str | None = None
    placeholder: str | None = None
    options: tuple[str, ...] = ()
    boxes: frozenset[str] = frozenset()
    multiple: bool = False
    required: bool = False
    render: str | None = None
    aliases: tuple[str, ...] = ()

    @property
    def is_typed(self) -> bool:
        """Whether GitHub limits the answer: to one line, or to the options."""
        return self.type == "input" or self.type in CHOICE_TYPES

    @property
    def is_ticked(self) -> bool:
        """Whether the answer is a list of boxes."""
        return self.type == "checkboxes"


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """An issue form: what it is called, and its questions in order.

    *findings* are what its maintainer should know; they keep nobody from using it.
    """

    name: str
    description: str
    title: str | None = None
    labels: tuple[str, ...] = ()
    elements: tuple[Element, ...]
    findings: tuple[Finding, ...] = ()


def read_form(
    text: str, *, file: str, aliases: Mapping[str, Sequence[str]] = _NO_ALIASES
) -> Form:
    """Read an issue form; elements that only show something (`markdown`) are left out.

    *aliases* holds earlier labels by key: GitHub's schema has no place for them.
    An element type that nobody knows yet is a question for text, and a finding.
    Raises ListbotError, with *file* and the line, when the form has no questions to
    read: bad YAML, no `body`, a question without a label, a choice without options.
    """
    return _Reader(text, file).form(aliases)


def one_line(text: str) -> str:
    """Write *text* on one line with single blanks: how labels are compared."""
    return " ".join(text.split())


def slug_of_label(label: str) -> str:
    """Make a key of a label: letters and digits of any script, joined with `-`."""
    letters = (char if char.isalnum() else " " for char in label.casefold())
    return "-".join("".join(letters).split()) or "question"


class _Reader:
    """Reads one form; knows where each part stands, for what has to be mended."""

    def __init__(self, text: str, file: str) -> None:
        self._file = file
        self._document = yaml_text.read_yaml(
            text, file=file, limit=yaml_text.CONFIG_LIMIT
        )
        self._findings: list[Finding] = []

    def form(self, aliases: Mapping[str, Sequence[str]]) -> Form:
        data = self._document.data
        questions = self._questions()
        keys = self._keys([part for _, part in questions])
        elements = tuple(
            self._element(index, part, key, tuple(aliases.get(key, ())))
            for (index, part), key in zip(questions, keys, strict=True)
        )
        return Form(
            name=_text(data.get("name")) or "",
            description=_text(data.get("description")) or "",
            title=_title(data.get("title")),
            labels=_words(data.get("labels")),
            elements=elements,
            findings=tuple(self._findings),
        )

    def _questions(self) -> list[tuple[int, dict[str, yaml_text.Value]]]:
        body = self._document.data.get("body")
        if not isinstance(body, list):
            self._refuse(("body",), "A form has a “body”: the list of its questions.")
        parts: list[tuple[int, dict[str, yaml_text.Value]]] = []
        for index, part in enumerate(body):
            if not isinstance(part, dict) or not isinstance(part.get("type"), str):
                self._refuse(
                    ("body", index), "Every element of the form has a “type”: input, …"
                )
            if _asks(part):
                parts.append((index, part))
        return parts

    def _keys(self, parts: Sequence[dict[str, yaml_text.Value]]) -> list[str]:
        ids = [_text(part.get("id")) for part in parts]
        taken = {key for key in ids if key}
        return [
            key or _unused(slug_of_label(_label_of(part)), taken)
            for key, part in zip(ids, parts, strict=True)
        ]

    def _element(
        self,
        index: int,
        part: dict[str, yaml_text.Value],
        key: str,
        aliases: tuple[str, ...],
    ) -> Element:
        attributes = _mapping(part.get("attributes"))
        type_ = str(part["type"])
        label = _label_of(part)
        if not label:
            self._refuse(("body", index), "This question has no “label”. Give it one.")
        self._note_unknown_type(type_, key, index)
        options, boxes = self._options(attributes, type_, index)
        return Element(
            type=type_,
            key=key,
            label=label,
            description=_text(attributes.get("description")),
            placeholder=_text(attributes.get("placeholder")),
            options=options,
            boxes=boxes,
            multiple=_is_true(attributes.get("multiple")),
            required=_is_true(_mapping(part.get("validations")).get("required")),
            render=_text(attributes.get("render")),
            aliases=aliases,
        )

    def _options(
        self, attributes: dict[str, yaml_text.Value], type_: str, index: int
    ) -> tuple[tuple[str, ...], frozenset[str]]:
        if type_ not in CHOICE_TYPES:
            return (), frozenset()
        written = attributes.get("options")
        if not isinstance(written, list) or not written:
            self._refuse(
                ("body", index), f"This question ({type_}) has no “options”. List them."
            )
        options: list[str] = []
        boxes: set[str] = set()
        for option in written:
            label = one_line(_option_label(option))
            options.append(label)
            if isinstance(option, dict) and _is_true(option.get("required")):
                boxes.add(label)
        return tuple(options), frozenset(boxes)

    def _note_unknown_type(self, type_: str, key: str, index: int) -> None:
        if type_ in TEXT_TYPES or type_ in CHOICE_TYPES:
            return
        self._findings.append(
            Finding(
                code="unknown-element-type",
                severity="warning",
                message=f"The form has a question of the unknown type {quoted(type_)}.",
                hint="Its answer is read as text.",
                field=key,
                file=self._file,
                line=self._document.line_of(("body", index)),
            )
        )

    def _refuse(self, path: yaml_text.Path, sentence: str) -> NoReturn:
        line = self._document.line_of(path)
        message = f"{self._file}, line {line}: {sentence}"
        raise ListbotError(message, file=self._file, line=line)


def _asks(part: dict[str, yaml_text.Value]) -> bool:
    """Say whether an element is a question; one of a new type is if it has a label."""
    if part["type"] in TEXT_TYPES | CHOICE_TYPES:
        return True
    return part["type"] != "markdown" and bool(_label_of(part))


def _label_of(part: dict[str, yaml_text.Value]) -> str:
    return one_line(_text(_mapping(part.get("attributes")).get("label")) or "")


def _option_label(option: yaml_text.Value) -> str:
    if isinstance(option, dict):
        option = option.get("label", "")
    return option if isinstance(option, str) else ""


def _unused(slug: str, taken: set[str]) -> str:
    """Return *slug*, with a number behind it if it is taken, and take it."""
    key, number = slug, 1
    while key in taken:
        number += 1
        key = f"{slug}-{number}"
    taken.add(key)
    return key


def _mapping(value: yaml_text.Value | None) -> dict[str, yaml_text.Value]:
    return value if isinstance(value, dict) else {}


def _text(value: yaml_text.Value | None) -> str | None:
    if not isinstance(value, str):
        return None
    return value.strip() or None


def _title(value: yaml_text.Value | None) -> str | None:
    """Read what an issue's title starts with; the blank at its end is meant."""
    return value if isinstance(value, str) and value.strip() else None


def _words(value: yaml_text.Value | None) -> tuple[str, ...]:
    """Read labels: a list, or words between commas."""
    words = value.split(",") if isinstance(value, str) else value
    if not isinstance(words, list):
        return ()
    return tuple(word.strip() for word in words if isinstance(word, str))


def _is_true(value: yaml_text.Value | None) -> bool:
    return isinstance(value, str) and value.casefold() in _TRUE
