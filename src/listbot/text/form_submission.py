"""From answers to the parts of an entry: dates, sections, addresses. No I/O.

What the answers mean, not whether the list wants it: that is for `catalog.rules`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias
from unicodedata import normalize

from listbot.catalog.dates import PartialDate
from listbot.catalog.model import FieldValue, Finding, Link
from listbot.catalog.wording import choice, quoted
from listbot.text import characters, form_items, form_misfits
from listbot.text.form_answers import NO_ANSWER, required
from listbot.text.form_dates import read_date
from listbot.text.form_links import read_link
from listbot.text.form_questions import Question, entry_form, questions
from listbot.text.form_reader import read_answers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from listbot.catalog.config import Config
    from listbot.catalog.config_parts import OwnField
    from listbot.text.form_answers import Answer

_LABEL_OF_TAB = re.compile(
    r"(?:\[[0-9]{4}\.[0-9]{4,5}(?:v[0-9]+)?\]|[\[(]pdf[\])])\s*(?=\S)", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Submission:
    """What somebody sent in, as far as it could be understood.

    A part with a finding of severity error is not there: *title* and *date* are None,
    sections and links left out, own fields absent. So are parts left open. *sections*
    are slugs; *several* are further links as they were written, a title behind them or
    not. Findings name fields as
    `Question.field` does. *answers* are the words
    themselves, by the key of their question.
    """

    title: str | None = None
    date: PartialDate | None = None
    sections: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    fields: Mapping[str, FieldValue]
    answers: Mapping[str, Answer]
    findings: tuple[Finding, ...] = ()
    made_by_form: bool = True
    several: tuple[str, ...] = ()


def read_body(body: str | None, config: Config) -> Submission:
    """Read an issue body made with this list's form: everything wrong with it at once.

    Never fails because of *body*. Raises ListbotError when listbot.yml makes no form.
    """
    asked = questions(config)
    reading = read_answers(body, entry_form(config), typed=_lists(asked, config))
    field_by_key = {one.element.key: one.field for one in asked}
    refused = {f.field for f in reading.findings if f.severity == "error"}
    answers = {
        key: None if key in refused else answer
        for key, answer in reading.answers.items()
    }
    read = read_submission(answers, config)
    found = (
        replace(finding, field=field_by_key.get(finding.field or ""))
        for finding in reading.findings
    )
    return replace(
        read,
        answers=reading.answers,
        findings=(*found, *read.findings),
        made_by_form=reading.made_by_form,
    )


def _lists(asked: Sequence[Question], config: Config) -> frozenset[str]:
    """Return the keys of questions for a list: text to GitHub, data to us."""
    return frozenset(
        one.element.key
        for one in asked
        if one.part == "several"
        or (one.part == "field" and config.fields[one.field].type == "list")
    )


def read_submission(answers: Mapping[str, Answer], config: Config) -> Submission:
    """Read answers (by the key of their question) into the parts of an entry.

    What is missing is no finding here: the form says what it needs. Raises ListbotError
    when a `pattern` in listbot.yml is no regular expression.
    """
    reader = _Reader(config)
    for question in questions(config):
        answer = answers.get(question.element.key)
        if isinstance(answer, (str, tuple)) and answer:
            reader.read(question, answer)
    return reader.submission(answers)


_Given: TypeAlias = str | tuple[str, ...]


class _Reader:
    """Collects the parts, and what is wrong with them."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._slug_by_name = _slug_by_name(config)
        self._title: str | None = None
        self._date: PartialDate | None = None
        self._sections: list[str] = []
        self._links: list[Link] = []
        self._fields: dict[str, FieldValue] = {}
        self._several: tuple[str, ...] = ()
        self._findings: list[Finding] = []

    def submission(self, answers: Mapping[str, Answer]) -> Submission:
        return Submission(
            title=self._title,
            date=self._date,
            sections=tuple(dict.fromkeys(self._sections)),
            links=tuple(self._links),
            fields=self._fields,
            answers=answers,
            findings=tuple(self._findings),
            several=self._several,
        )

    def read(self, question: Question, answer: _Given) -> None:
        text = answer if isinstance(answer, str) else "\n".join(answer)
        if text.strip() == NO_ANSWER:
            self._findings += required(question.element, field=question.field)
            return
        match question.part:
            case "title":
                self._read_title(form_items.one_line(text))
            case "date":
                self._read_date(text)
            case "sections":
                for name in answer if isinstance(answer, tuple) else (answer,):
                    self._read_section(name)
            case "link":
                url = self._address(text, question)
                self._links += [Link(question.field, url)] if url else []
            case "field":
                self._read_own(question, answer)
            case "several":
                self._several = form_items.titled_items(text)

    def _read_title(self, text: str) -> None:
        """Take off what a browser's tab and search engines put before a title."""
        label = _LABEL_OF_TAB.match(text)
        self._title = text[label.end() if label else 0 :] or None
        if label:
            self._findings.append(
                Finding(
                    code="title-label",
                    severity="notice",
                    message=f"{quoted(label[0].strip())} was taken off the title.",
                    hint="It is no part of it: browsers put it there.",
                    field="title",
                )
            )

    def _read_date(self, text: str) -> None:
        read = read_date(text, field="date")
        if isinstance(read, PartialDate):
            self._date = read
        else:
            self._findings.append(read)

    def _read_section(self, name: str) -> None:
        slug = self._slug_by_name.get(_folded(name))
        if slug is not None:
            self._sections.append(slug)
            return
        titles = [section.full_title for section in self._config.flat_sections]
        self._findings.append(
            Finding(
                code="unknown-section",
                message=f"There is no section {quoted(name)}.",
                hint=choice(name, titles),
                field="sections",
            )
        )

    def _address(self, text: str, question: Question) -> str | None:
        url, finding = read_link(text, question.field)
        self._findings += [finding] if finding else []
        return url

    # The list's own fields.

    def _read_own(self, question: Question, answer: _Given) -> None:
        own = self._config.fields[question.field]
        value = self._own_value(question, own, answer)
        if not value:
            return
        items = (value,) if isinstance(value, str) else value
        wrong = [*form_misfits.check_own(question, own, items)]
        self._findings += wrong
        if not wrong:
            self._fields[question.field] = value

    def _own_value(
        self, question: Question, own: OwnField, answer: _Given
    ) -> FieldValue | None:
        text = answer if isinstance(answer, str) else "\n".join(answer)
        match own.type:
            case "url":
                return self._address(text, question)
            case "choices":
                return (answer,) if isinstance(answer, str) else answer
            case "list":
                return form_items.items(text)
            case "long-text":
                return normalize("NFC", characters.clean_lines(text)).strip()
            case "choice":
                return text
            case _:
                return form_items.one_line(text)


def _slug_by_name(config: Config) -> dict[str, str]:
    """Return sections by all that people call them: title, path, slug.

    A title that several sections have means none of them.
    """
    sections = config.flat_sections
    count_by_title = Counter(_folded(section.title) for section in sections)
    by_title = {
        _folded(section.title): section.slug
        for section in sections
        if count_by_title[_folded(section.title)] == 1
    }
    by_slug = {section.slug: section.slug for section in sections}
    by_path = {_folded(section.full_title): section.slug for section in sections}
    return {**by_title, **by_slug, **by_path}


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
