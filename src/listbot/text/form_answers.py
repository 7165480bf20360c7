"""One answer of an issue form, read from the lines under its heading. No I/O.

What GitHub writes for each type of question, undone: the text without the fence of
`render`, the options of a dropdown, the boxes that are ticked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from listbot.catalog.model import Finding
from listbot.catalog.wording import choice, listed, quoted
from listbot.text import form_blocks
from listbot.text.form import Element, one_line
from listbot.text.tilings import Tiling, by_pieces

Answer: TypeAlias = str | tuple[str, ...] | Mapping[str, bool] | None

NO_ANSWER = "_No response_"
NO_CHOICE = "None"

_LONGEST_LINE = 2_000
_LONGEST_TEXT = 20_000
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Read:
    """An answer as far as it could be read, and what is wrong with it."""

    answer: Answer
    findings: tuple[Finding, ...] = ()


def read_answer(
    lines: Sequence[str], element: Element, *, longest: int | None = None
) -> Read:
    """Read the lines between a heading and the next as the answer to *element*.

    No lines are an empty answer. An answer that is refused (two lines where one fits,
    too long) is None, with the finding that says so. *longest* counts characters.
    """
    if element.is_ticked:
        return _read_boxes(lines, element)
    lines = _without_blank_ends(lines)
    if element.is_typed and sum(map(bool, map(str.strip, lines))) > 1:
        return Read(None, (_several_lines(lines, element),))
    text = _text(lines, element)
    if text is None:
        return Read(() if _is_multiple(element) else None, required(element))
    longest = longest or _longest(element)
    if len(text) > longest:
        return Read(None, (_too_long(text, element, longest),))
    return _read_choice(text, element) if element.type == "dropdown" else Read(text)


def _longest(element: Element) -> int:
    if not element.is_typed:
        return _LONGEST_TEXT
    return max(_LONGEST_LINE, len(", ".join(element.options)))


def _is_multiple(element: Element) -> bool:
    return element.type == "dropdown" and element.multiple


def required(element: Element, *, field: str | None = None) -> tuple[Finding, ...]:
    """Ask for the answer to a question that needs one and has none."""
    if not element.required:
        return ()
    return (
        Finding(
            code="required-empty",
            message=f"{quoted(element.label)} has no answer.",
            hint="This question needs one: edit the issue and fill it in.",
            field=field or element.key,
        ),
    )


def _several_lines(lines: Sequence[str], element: Element) -> Finding:
    filled = [line.strip() for line in lines if line.strip()]
    return Finding(
        code="ambiguous-answer",
        message=f"{quoted(element.label)} takes one line, but holds {len(filled)}: "
        f"{quoted(filled[0])}, then {quoted(filled[1])}.",
        hint="Edit the issue and keep the one line that is meant.",
        field=element.key,
    )


def _too_long(text: str, element: Element, longest: int) -> Finding:
    return Finding(
        code="answer-too-long",
        message=f"The answer to {quoted(element.label)} has {len(text):,} characters; "
        f"{longest:,} are read.",
        hint="Edit the issue and shorten it.",
        field=element.key,
    )


# Text.


def _text(lines: Sequence[str], element: Element) -> str | None:
    """Return what was typed, None if nothing was."""
    inner = _without_fence(lines, element.render) if element.render else None
    if inner is not None:
        text = "\n".join(inner)
        return text if text.strip() else None
    text = "\n".join(lines).rstrip()
    text = text.strip() if element.is_typed else text
    return None if not text or _stands_for_nothing(text, element) else text


def _stands_for_nothing(text: str, element: Element) -> bool:
    if text == NO_CHOICE:
        is_single = element.type == "dropdown" and not element.multiple
        return is_single and NO_CHOICE not in element.options
    return text == NO_ANSWER and not element.required


def _without_fence(lines: Sequence[str], render: str) -> Sequence[str] | None:
    """Return what is inside the fence that `render` added; None if it is not there.

    Only the first and the last line count: a fence in between was typed.
    """
    if len(lines) <= 1:
        return None
    opening, closing = map(form_blocks.fence_of, (lines[0], lines[-1]))
    if opening is None or closing is None or not closing.closes(opening):
        return None
    same = opening.info.casefold() == render.casefold()
    return lines[1:-1] if same else None


def _without_blank_ends(lines: Sequence[str]) -> Sequence[str]:
    start, end = 0, len(lines)
    while start < end and not lines[start].strip():
        start += 1
    while start < end and not lines[end - 1].strip():
        end -= 1
    return lines[start:end]


# Dropdowns.


def _read_choice(text: str, element: Element) -> Read:
    if element.multiple:
        return _read_choices(text, element)
    if text in element.options:
        return Read(text)
    return Read(text, (_unknown_option([text], element),))


def _read_choices(text: str, element: Element) -> Read:
    """Read options joined with commas, though they may hold commas themselves.

    The longest option first; where two ways lead to the end, the answer says so.
    """
    tiling = Tiling(text, by_pieces(element.options))
    chosen, unknown = tiling.chosen()
    findings: list[Finding] = []
    if unknown:
        findings.append(_unknown_option(unknown, element))
    elif tiling.is_ambiguous:
        findings.append(_ambiguous_choice(text, chosen, element))
    return Read(tuple(chosen), tuple(findings))


def _unknown_option(unknown: Sequence[str], element: Element) -> Finding:
    names = listed([quoted(name) for name in _shown(unknown)], last="and")
    verb = "is no option" if len(unknown) == 1 else "are no options"
    return Finding(
        code="unknown-option",
        message=f"{names} {verb} of {quoted(element.label)}.",
        hint=choice(unknown[0], element.options),
        field=element.key,
    )


def _ambiguous_choice(text: str, chosen: Sequence[str], element: Element) -> Finding:
    names = listed([quoted(name) for name in _shown(chosen)], last="and")
    return Finding(
        code="ambiguous-answer",
        severity="warning",
        message=f"{quoted(text)} under {quoted(element.label)} can be read in two "
        f"ways, because options hold commas; it was read as {names}.",
        hint="If that is wrong, say so in a comment.",
        field=element.key,
    )


def _shown(names: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(names))[:_SHOWN]


# Check-boxes.


def _read_boxes(lines: Sequence[str], element: Element) -> Read:
    """Read ticked boxes; boxes that are missing are not ticked."""
    ticks: dict[str, set[bool]] = {}
    for label, ticked in _boxes(lines, element.options):
        ticks.setdefault(label, set()).add(ticked)
    known = {option: ticks.pop(option, set[bool]()) for option in element.options}
    answer = {option: found == {True} for option, found in known.items()}
    twice = [option for option, found in known.items() if len(found) > 1]
    findings = [_ticked_and_not(option, element) for option in twice]
    findings += [
        _unticked(option, element)
        for option in element.options
        if option in element.boxes and not answer[option] and option not in twice
    ]
    if ticks:
        findings.append(_unknown_box(list(ticks), element))
    if element.required and not any(answer.values()) and not findings:
        findings += required(element)
    return Read(answer, tuple(findings))


def _boxes(lines: Sequence[str], options: Sequence[str]) -> Iterator[tuple[str, bool]]:
    known = frozenset(options)
    for line in lines:
        mark, label = line[:6], one_line(line[6:])
        if mark[:3] in ("- [", "* [") and mark[4:] == "] " and label:
            ticked = mark[3] in "xX"
            if ticked or mark[3] == " " or label in known:
                yield label, ticked


def _ticked_and_not(option: str, element: Element) -> Finding:
    return Finding(
        code="ambiguous-answer",
        message=f"{quoted(option)} under {quoted(element.label)} is ticked in one line "
        "and not in another.",
        hint="Edit the issue and keep one of the two lines.",
        field=element.key,
    )


def _unticked(option: str, element: Element) -> Finding:
    return Finding(
        code="required-empty",
        message=f"{quoted(option)} under {quoted(element.label)} is not ticked.",
        hint="Tick it if it is true; without it the submission cannot be taken.",
        field=element.key,
    )


def _unknown_box(labels: Sequence[str], element: Element) -> Finding:
    names = listed([quoted(label) for label in _shown(labels)], last="and")
    verb = "is no box" if len(labels) == 1 else "are no boxes"
    return Finding(
        code="unknown-option",
        severity="warning",
        message=f"{names} {verb} of {quoted(element.label)}.",
        hint="The form may have changed since the issue was opened.",
        field=element.key,
    )
