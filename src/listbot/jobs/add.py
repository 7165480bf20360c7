"""Add: an entry from the terminal, through the same pipeline as a submission."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from shlex import quote as shell_word
from typing import TYPE_CHECKING, Any

from listbot.catalog import order, store
from listbot.catalog.errors import ListbotError
from listbot.catalog.facts import ask_nobody
from listbot.catalog.wording import listed, quoted
from listbot.forge.protocol import Submission
from listbot.jobs import drafting, hand_edits, keeping, loading, proposals
from listbot.text import form_questions, form_writer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from listbot.catalog.config import Config
    from listbot.catalog.facts import Ask
    from listbot.catalog.link_verdict import LinkVerdict
    from listbot.catalog.model import Entry, Finding
    from listbot.catalog.plan import Place
    from listbot.forge.protocol import Snapshot
    from listbot.text.form import Element
    from listbot.text.form_answers import Answer

_OPTION_BY_FIELD = {"title": "--title", "date": "--date", "sections": "--section"}
_SECTIONS_SHOWN = 12


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What was asked for on the command line; None and empty where nothing was."""

    url: str | None = None
    title: str | None = None
    date: str | None = None
    sections: tuple[str, ...] = ()
    links: Mapping[str, str] = field(default_factory=dict[str, str])
    fields: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, kw_only=True)
class Addition:
    """What adding comes to; without files there is something to mend first."""

    entry: Entry | None
    place: Place | None
    findings: tuple[Finding, ...]
    files: Mapping[str, str]


def pairs(texts: Sequence[str], option: str) -> dict[str, str]:
    """Read `key=value` texts; raises ListbotError for one without an equals sign."""
    found: dict[str, str] = {}
    for text in texts:
        key, equals, value = text.partition("=")
        if not equals:
            message = f"{option} {text}: write it as {option} Name=value."
            raise ListbotError(message)
        found[key.strip()] = value.strip()
    return found


def plan_addition(
    wish: Wish,
    snapshot: Snapshot,
    *,
    today: date,
    look: Callable[[Sequence[str]], Sequence[LinkVerdict]],
    ask: Ask = ask_nobody,
) -> Addition:
    """Decide what adding the entry writes; nothing is written yet."""
    files = loading.load(snapshot)
    loading.check_readable(files)
    desk = drafting.Desk(
        files=files, branch=None, others=(), today=today, look=look, ask=ask
    )
    body = form_writer.write_body(
        form_questions.entry_form(files.config), _answers(wish, files.config)
    )
    submission = Submission(issue=1, title="", body=body, author="me")
    draft = drafting.draft(submission, desk)
    findings = tuple(_for_a_terminal(found, files.config) for found in draft.findings)
    errors = [found for found in findings if found.severity == "error"]
    if errors or draft.entry is None:
        return Addition(entry=draft.entry, place=None, findings=findings, files={})
    entry = draft.entry.model_copy(update={"submitted": None})
    catalog = proposals.with_entry(files.catalog, entry)
    place = order.places(order.listed(catalog, files.config), entry.slug)[0]
    made = keeping.generated(files, catalog)
    return Addition(
        entry=entry,
        place=place,
        findings=(*findings, *(hand_edits.check_edits(files) if made.note else ())),
        files={entry.path: store.entry_text(entry), **made.files},
    )


def addition_data(addition: Addition) -> dict[str, Any]:
    """Return an addition in the shape that scripts rely on."""
    return {
        "entry": store.entry_data(addition.entry) if addition.entry else {},
        "place": addition.place,
        "findings": list(addition.findings),
        "files": dict(addition.files),
    }


def summary(addition: Addition) -> list[str]:
    """Say where the entry went, or that nothing was written."""
    if addition.place is None:
        return ["Nothing was written. Mend the above and run it again."]
    lines = [f"wrote {path}" for path in addition.files]
    place = addition.place
    where = f"number {place.number} of {place.section} in {place.file}"
    return [*lines, f"It is {where}."]


def _answers(wish: Wish, config: Config) -> dict[str, Answer]:
    """Answer the form's questions with what was asked for."""
    known = config.node_by_slug
    paths = {section.slug: section.full_title for section in config.flat_sections}
    sections = tuple(paths[one] if one in known else one for one in wish.sections)
    answers: dict[str, Answer] = {}
    used: set[str] = set()
    for question in form_questions.questions(config):
        key = question.element.key
        match question.part:
            case "title":
                answers[key] = wish.title
            case "date":
                answers[key] = wish.date
            case "sections":
                several = question.element.multiple
                answers[key] = sections if several else "".join(sections[:1]) or None
            case "link":
                first = wish.url if not used else None
                answers[key] = wish.links.get(question.field, first)
                used.add(question.field)
            case "several":
                answers[key] = None
            case "field":
                answers[key] = _answer(
                    question.element, wish.fields.get(question.field)
                )
    unknown = (set(wish.links) - set(config.links)) | (
        set(wish.fields) - set(config.fields)
    )
    if unknown:
        message = f"This list has no {quoted(min(unknown))}: see listbot.yml."
        raise ListbotError(message)
    return answers


def _for_a_terminal(found: Finding, config: Config) -> Finding:
    """Tell who misses an answer which option gives it: there is no issue to edit."""
    if found.code != "required-empty":
        return found
    option = _OPTION_BY_FIELD.get(found.field or "")
    if found.field == "sections":
        slugs = [section.slug for section in config.flat_sections[:_SECTIONS_SHOWN]]
        option = f"{option}, one of {listed(slugs)}"
    elif found.field in config.links:
        option = f"--link {shell_word(f'{found.field}=https://…')}"
    elif found.field in config.fields:
        option = f"--field {shell_word(f'{found.field}=…')}"
    return replace(found, hint=f"Give it with {option}.") if option else found


def _answer(element: Element, text: str | None) -> Answer:
    return (text,) if text and element.multiple else text
