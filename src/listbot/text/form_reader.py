"""From the body of an issue to the answers its author gave to the form. No I/O.

Never an exception, whatever the text is, and no answer can change another one without a
finding that says so: see `form_headings` for how, and docs/decisions.md for why.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from listbot.catalog.model import Finding
from listbot.catalog.wording import listed, quoted
from listbot.text import form_blocks
from listbot.text.form_answers import Answer, read_answer
from listbot.text.form_headings import Headings, find_headings

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from listbot.text.form import Element, Form

LONGEST_BODY = 65_536
"""Characters that GitHub lets an issue body have."""

_NO_LIMITS: Mapping[str, int] = {}


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """The answers in a body, by the key of their question, in form order.

    Text or None; a tuple of options where several can be chosen; for check-boxes a
    mapping of each option to whether it is ticked. Every question is there, whatever
    the body. An answer that was refused is None and has a finding of severity error.
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
    return _Reader(lines, form, headings, frozenset(typed), longest).reading()


_FOREIGN = Finding(
    code="not-made-by-form",
    message="This issue was not made with the form.",
    hint="Fill in the form, so that every answer can be told from the others.",
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


class _Reader:
    """Reads one body, of which the headings are known."""

    def __init__(
        self,
        lines: Sequence[str],
        form: Form,
        headings: Headings,
        typed: frozenset[str],
        longest: Mapping[str, int],
    ) -> None:
        self._lines = lines
        self._form = form
        self._headings = headings
        self._typed = typed
        self._longest = longest
        taken = sorted(line for line in headings.lines if line is not None)
        self._end_by_line = dict(pairwise([*taken, len(lines)]))

    def reading(self) -> Reading:
        strange = self._strange_start()
        findings = [*self._form.findings, *strange, *self._open_block()]
        answers: dict[str, Answer] = {}
        for place, element in enumerate(self._form.elements):
            answers[element.key], found = self._answer(place, element)
            findings += found
        return Reading(
            answers=answers, findings=tuple(findings), made_by_form=not strange
        )

    def _answer(self, place: int, element: Element) -> tuple[Answer, list[Finding]]:
        line = self._headings.lines[place]
        extra = self._extra_labels(place, element)
        if line is None:
            empty = read_answer((), element)
            return empty.answer, [*extra, self._missing(place, element)]
        read = read_answer(
            self._lines[line + 1 : self._end_by_line[line]],
            element,
            longest=self._longest.get(element.key),
        )
        doubt = self._doubt(place, element)
        if doubt and doubt.severity == "error":
            # What is wrong with an answer that may be another's helps nobody.
            return read_answer((), element).answer, [*extra, doubt]
        return read.answer, [*extra, *([doubt] if doubt else []), *read.findings]

    # Labels that stand where they should not.

    def _extra_labels(self, place: int, element: Element) -> list[Finding]:
        chosen = self._headings.lines[place]
        extra = self._headings.extra[place]
        again = [line for line in extra if chosen is not None and line > chosen]
        early = [line for line in extra if chosen is None or line < chosen]
        return [
            *([self._repeated(again, element)] if again else []),
            *([self._out_of_order(early, element)] if early else []),
        ]

    def _repeated(self, lines: Sequence[int], element: Element) -> Finding:
        return Finding(
            code="label-repeated",
            severity="warning",
            message=f"The heading {quoted(element.label)} stands here again, in "
            f"{self._owners(lines)}; it was read as text of that answer.",
            hint="If the heading is your own text, write it with “####”.",
            field=element.key,
        )

    def _out_of_order(self, lines: Sequence[int], element: Element) -> Finding:
        return Finding(
            code="label-out-of-order",
            severity="warning",
            message=f"The heading {quoted(element.label)} stands out of order, in "
            f"{self._owners(lines)}; it was read as text there.",
            hint="Keep the questions in the order of the form; if the heading is your "
            "own text, write it with “####”.",
            field=element.key,
        )

    def _owners(self, lines: Sequence[int]) -> str:
        """Name the answers in which the lines stand."""
        names = dict.fromkeys(self._owner(line) for line in lines)
        return listed(names, last="and")

    def _owner(self, line: int) -> str:
        pairs = zip(self._headings.lines, self._form.elements, strict=True)
        above = [e.label for at, e in pairs if at is not None and at < line]
        return (
            f"the answer to {quoted(above[-1])}" if above else "the text at the start"
        )

    def _missing(self, place: int, element: Element) -> Finding:
        in_block = bool(self._headings.in_blocks[place])
        label = quoted(element.label)
        if in_block:
            return Finding(
                code="label-missing",
                message=f"{label} stands only inside a code block or a comment, so it "
                "was read as part of that.",
                hint="Edit the issue and close the block above it.",
                field=element.key,
            )
        return Finding(
            code="label-missing",
            severity="error" if element.required or element.boxes else "notice",
            message=f"The question {label} is not in the issue.",
            hint=f"Edit the issue and add the line “### {element.label}” in its place, "
            "with the answer below.",
            field=element.key,
        )

    # Answers that can be read in two ways.

    def _doubt(self, place: int, element: Element) -> Finding | None:
        readings = self._headings.readings[place]
        if len(readings) <= 1:
            return None
        first, second = (quoted(self._below(line)) for line in readings[:2])
        if element.is_typed or element.key in self._typed:
            return Finding(
                code="ambiguous-answer",
                message=f"{quoted(element.label)} is answered {len(readings)} times: "
                f"{first}, then {second}.",
                hint="Edit the issue and keep the one that is meant.",
                field=element.key,
            )
        if self._headings.extra[place]:
            return None  # said already
        return Finding(
            code="label-repeated",
            severity="warning",
            message=f"The heading {quoted(element.label)} stands here {len(readings)} "
            "times, also in a code block; the one outside was taken.",
            hint="If that is wrong, close every code block in your answers.",
            field=element.key,
        )

    def _below(self, heading: int) -> str:
        """Return the first line with something on it below a heading."""
        below = (line.strip() for line in self._lines[heading + 1 :])
        return next(filter(None, below), "")

    # The body as a whole.

    def _strange_start(self) -> list[Finding]:
        """Find text above the first question: GitHub writes none there.

        Comments do not count, nor does a question that the form has no longer.
        """
        first = min(self._end_by_line)
        start = self._lines[:first]
        comments = {
            line
            for block in form_blocks.blocks(start)
            if block.is_comment
            for line in block.lines
        }
        above = (
            line
            for number, line in enumerate(start)
            if line.strip() and number not in comments
        )
        strange = next(above, None)
        if strange is None or strange.startswith("### "):
            return []
        return [
            Finding(
                code="not-made-by-form",
                severity="warning",
                message="This issue was not made with the form, or was changed since: "
                f"it starts with {quoted(strange.strip())}.",
                hint="What stands above the first question was not read.",
            )
        ]

    def _open_block(self) -> list[Finding]:
        if not self._headings.open_block:
            return []
        return [
            Finding(
                code="open-code-block",
                severity="warning",
                message="A code block is opened in one answer and closed in another.",
                hint="The answers were told apart by their headings. Close each block "
                "with ``` on a line of its own.",
            )
        ]
