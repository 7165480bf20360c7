"""Answers that do not fit the list's own questions. No I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from listbot.catalog.model import Finding
from listbot.catalog.wording import choice, quoted
from listbot.text import patterns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from listbot.catalog.config_parts import OwnField
    from listbot.text.form_questions import Question

_LONGEST_MATCHED = 500


def check_own(
    question: Question, own: OwnField, items: Sequence[str]
) -> Iterator[Finding]:
    """Say what is wrong with the answers to one of the list's own questions."""
    options = question.element.options
    for item in items:
        if options and item not in options:
            yield Finding(
                code="unknown-option",
                message=f"{quoted(item)} is no option of "
                f"{quoted(question.element.label)}.",
                hint=choice(item, options),
                field=question.field,
            )
        elif own.pattern is not None:
            yield from _pattern_misfit(question, own.pattern, own.help, item)


def _pattern_misfit(
    question: Question, pattern: str, help_: str | None, item: str
) -> Iterator[Finding]:
    label = quoted(question.element.label)
    if len(item) > _LONGEST_MATCHED:
        yield Finding(
            code="answer-too-long",
            message=f"The answer to {label} has {len(item):,} characters; "
            f"{_LONGEST_MATCHED:,} are read.",
            hint="Edit the issue and shorten it.",
            field=question.field,
        )
    elif not patterns.fits(pattern, item, key=question.field):
        yield Finding(
            code="pattern-mismatch",
            message=f"{quoted(item)} does not fit {label}.",
            hint=help_ or f"It has to match {pattern}.",
            field=question.field,
        )
