"""From the body of an issue to the answers its author gave to the form. No I/O.

Never an exception, whatever the text is, and no answer changes another one without a
finding that says so; `form_headings` says how that is held.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from listbot.catalog.model import Finding
from listbot.text.form_answers import Answer, Read, read_answer
from listbot.text.form_doubts import Doubts
from listbot.text.form_headings import Headings, find_headings

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from listbot.text.form import Element, Form

LONGEST_BODY = 65_536
"""Characters that GitHub lets an issue body have."""

_NO_LIMITS: Mapping[str, int] = {}
_FOREIGN = Finding(
    code="not-made-by-form",
    message="This issue was not made with the form.",
    hint="Fill in the form, so that every answer can be told from the others.",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """The answers in a body, by the key of their question, in form order.

    Text or None; a tuple of options where several can be chosen; for check-boxes a
    mapping of each option to whether it is ticked. Every question is there, whatever
    the body. An answer that was refused is empty and has a finding of severity error.
    """

    answers: Mapping[str, Answer]
    findings: tuple[Finding, ...]
    made_by_form: bool


def read_answers(
    body: str | None,
    form: Form,
    *,
    typed: Collection[str] = (),
    longest: Mapping[str, int] = _NO_LIMITS,
) -> Reading:
    """Read what GitHub made of the answers to *form*; None is an empty body.

    Where a question's label stands more than once, nothing says which one GitHub wrote.
    For text the first one counts, and a finding says so; for a line, a choice, boxes
    and the questions whose keys are in *typed* the answer is refused. *longest* gives
    the most characters of an answer by key, where the default does not do.
    """
    text = (body or "").replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > LONGEST_BODY:
        return _refused(form, _body_too_long(len(text)))
    lines = text.split("\n")
    headings = find_headings(lines, form.elements)
    if _is_foreign(headings, form.elements):
        return _refused(form, _FOREIGN)
    doubts = Doubts(lines, form.elements, headings, frozenset(typed))
    answers: dict[str, Answer] = {}
    findings = [*form.findings, *doubts.about_all()]
    for place, stretch in enumerate(_stretches(lines, headings)):
        element = form.elements[place]
        read = _read(stretch, element, doubts.about(place), longest.get(element.key))
        answers[element.key] = read.answer
        findings += read.findings
    return Reading(
        answers=answers,
        findings=tuple(findings),
        made_by_form=not doubts.strange_start(),
    )


def _body_too_long(length: int) -> Finding:
    return Finding(
        code="answer-too-long",
        message=f"The issue has {length:,} characters; {LONGEST_BODY:,} are read.",
        hint="Edit the issue and shorten it.",
    )


def _refused(form: Form, finding: Finding) -> Reading:
    """Return a reading with every question unanswered, for one reason."""
    answers = {e.key: read_answer((), e).answer for e in form.elements}
    return Reading(
        answers=answers, findings=(*form.findings, finding), made_by_form=False
    )


def _is_foreign(headings: Headings, elements: Sequence[Element]) -> bool:
    """Say whether so little of the form is there that nothing should be read.

    That is: no label at all, or most of the required ones missing. Optional ones may
    be younger than the issue.
    """
    found = [line is not None for line in headings.lines]
    required = [there for there, e in zip(found, elements, strict=True) if e.required]
    return not any(found) or 2 * sum(required) < len(required)


def _stretches(lines: Sequence[str], headings: Headings) -> list[Sequence[str] | None]:
    """Return the lines under each heading, None where there is no heading."""
    taken = sorted(line for line in headings.lines if line is not None)
    end_by_line = dict(pairwise([*taken, len(lines)]))
    return [
        None if line is None else lines[line + 1 : end_by_line[line]]
        for line in headings.lines
    ]


def _read(
    stretch: Sequence[str] | None,
    element: Element,
    doubts: Sequence[Finding],
    longest: int | None,
) -> Read:
    if stretch is None or any(doubt.severity == "error" for doubt in doubts):
        # What is wrong with an answer that may be another's helps nobody.
        return Read(read_answer((), element).answer, tuple(doubts))
    read = read_answer(stretch, element, longest=longest)
    return Read(read.answer, (*doubts, *read.findings))
