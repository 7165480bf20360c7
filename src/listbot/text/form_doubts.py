"""What is doubtful about the headings of an issue body, in words. No I/O."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from listbot.catalog.model import Finding
from listbot.catalog.wording import listed, quoted
from listbot.text import form_blocks

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from listbot.text.form import Element
    from listbot.text.form_headings import Headings

_OWN_TEXT = "If the heading is your own text, write it with “####”."


class Doubts:
    """What can be said against the headings found in *lines*.

    *typed* are the keys of questions whose answer must not be doubtful, beside those
    whose type is a line, a choice or boxes.
    """

    def __init__(
        self,
        lines: Sequence[str],
        elements: Sequence[Element],
        headings: Headings,
        typed: Collection[str],
    ) -> None:
        self._lines = lines
        self._elements = elements
        self._headings = headings
        self._typed = typed
        pairs = zip(headings.lines, range(len(elements)), strict=True)
        found = [(line, place) for line, place in pairs if line is not None]
        self._taken = [line for line, _ in found]
        self._places = [place for _, place in found]

    def about(self, place: int) -> list[Finding]:
        """Say everything about the question at this place of the form.

        With an error among it, the answer that was found must not be used.
        """
        element = self._elements[place]
        line = self._headings.lines[place]
        extra = self._headings.extra[place]
        early = [other for other in extra if line is None or other < line]
        again = [other for other in extra if line is not None and other > line]
        return [
            *([self._repeated(again, element)] if again else []),
            *([self._out_of_order(early, element)] if early else []),
            *(self._missing(place) if line is None else self._ambiguous(place, line)),
        ]

    def about_all(self) -> list[Finding]:
        """Say what concerns the body as a whole."""
        return [*self.strange_start(), *self._open_block()]

    def strange_start(self) -> list[Finding]:
        """Find text above the first question: GitHub writes none there.

        Comments do not count, nor does a question that the form has no longer.
        """
        start = self._lines[: self._taken[0]]
        comments = {
            line
            for block in form_blocks.blocks(start)
            if block.is_comment
            for line in block.lines
        }
        texts = (text for line, text in enumerate(start) if line not in comments)
        strange = next((text.strip() for text in texts if text.strip()), "")
        if not strange or strange.startswith("### "):
            return []
        return [
            Finding(
                code="not-made-by-form",
                severity="warning",
                message="This issue was not made with the form, or was changed since: "
                f"it starts with {quoted(strange)}.",
                hint="What stands above the first question was not read.",
            )
        ]

    def _open_block(self) -> list[Finding]:
        if not self._headings.open_block:
            return []
        return [
            Finding(
                code="open-code-block",
                severity="notice",
                message="A code block is opened in one answer and closed in another.",
                hint="The answers were told apart by their headings. Close each block "
                "with ``` on a line of its own.",
            )
        ]

    # Headings that stand where they should not, or do not stand at all.

    def _repeated(self, lines: Sequence[int], element: Element) -> Finding:
        return Finding(
            code="label-repeated",
            severity="warning",
            message=f"The heading {quoted(element.label)} stands here again, in "
            f"{self._owners(lines)}; it was read as text of that answer.",
            hint=_OWN_TEXT,
            field=element.key,
        )

    def _out_of_order(self, lines: Sequence[int], element: Element) -> Finding:
        return Finding(
            code="label-out-of-order",
            severity="warning",
            message=f"The heading {quoted(element.label)} stands out of order, in "
            f"{self._owners(lines)}; it was read as text there.",
            hint=f"Keep the questions in the order of the form. {_OWN_TEXT}",
            field=element.key,
        )

    def _missing(self, place: int) -> list[Finding]:
        element = self._elements[place]
        label = quoted(element.label)
        if self._headings.in_blocks[place]:
            return [
                Finding(
                    code="label-missing",
                    message=f"{label} stands only inside a code block or a comment, so "
                    "it was read as part of that.",
                    hint="Edit the issue and close the block above it.",
                    field=element.key,
                )
            ]
        return [
            Finding(
                code="label-missing",
                severity="error" if element.required or element.boxes else "notice",
                message=f"The question {label} is not in the issue.",
                hint=f"Edit the issue and add the line “### {element.label}” in its "
                "place, with the answer below.",
                field=element.key,
            )
        ]

    def _owners(self, lines: Sequence[int]) -> str:
        """Name the answers in which the lines stand."""
        indexes = dict.fromkeys(bisect_left(self._taken, line) - 1 for line in lines)
        return listed([self._owner(index) for index in indexes], last="and")

    def _owner(self, index: int) -> str:
        if index < 0:
            return "the text at the start"
        return f"the answer to {quoted(self._elements[self._places[index]].label)}"

    # Answers that can be read in two ways.

    def _ambiguous(self, place: int, line: int) -> list[Finding]:
        element = self._elements[place]
        readings = self._headings.readings[place]
        if element.is_typed or element.key in self._typed:
            if len(readings) > 1:
                return [self._two_answers(readings, element)]
            return self._empty_or_heading(line, element)
        # What stands outside of blocks was said to be repeated.
        if len(readings) > 1 and not self._headings.extra[place]:
            return [_also_in_block(element)]
        return []

    def _two_answers(self, readings: Sequence[int], element: Element) -> Finding:
        first, second = (quoted(self._below(line)) for line in readings[:2])
        return Finding(
            code="ambiguous-answer",
            message=f"{quoted(element.label)} is answered {len(readings)} times: "
            f"{first}, then {second}.",
            hint="Edit the issue and keep the one that is meant.",
            field=element.key,
        )

    def _empty_or_heading(self, line: int, element: Element) -> list[Finding]:
        """Find a line left empty that may hold the next question's heading instead."""
        index = bisect_left(self._taken, line) + 1
        if index == len(self._taken):
            return []
        end = self._taken[index]
        is_open = len(self._headings.readings[self._places[index]]) > 1
        if not is_open or any(map(str.strip, self._lines[line + 1 : end])):
            return []
        return [
            Finding(
                code="ambiguous-answer",
                message=f"{quoted(element.label)} has no answer, or it is "
                f"{quoted(self._lines[end].strip())}.",
                hint="Edit the issue and write another answer.",
                field=element.key,
            )
        ]

    def _below(self, heading: int) -> str:
        """Return the first line with something on it below a heading."""
        for line in range(heading + 1, len(self._lines)):
            if self._lines[line].strip():
                return self._lines[line].strip()
        return ""


def _also_in_block(element: Element) -> Finding:
    return Finding(
        code="label-repeated",
        severity="warning",
        message=f"The heading {quoted(element.label)} also stands in a code block, and "
        "nothing says which of them starts the answer; the one outside was taken.",
        hint="If that is wrong, close every code block in your answers.",
        field=element.key,
    )
