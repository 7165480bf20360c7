"""The comments that mark the regions of a README. No I/O.

A marker is `<!-- listbot:begin NAME -->` or `<!-- listbot:end NAME -->`. In code, be it
a block or a span on one line, it is only an example of one.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from listbot.catalog.errors import ListbotError
from listbot.text.blocks import read_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from listbot.text.blocks import Line, Part

Verb: TypeAlias = Literal["begin", "end"]

# Regions of whole lines, and those that may also stand inside a line.
BLOCKS = ("contents", "entries", "recent")
INLINE = ("count", "years")
_OPENING = re.compile(r"<!--[ \t]*+listbot:")
_CLOSING = "-->"
_MARK = "listbot:"
_PLAIN_BEGIN = re.compile(r"<!-- listbot:begin ([a-z0-9-]+(?: [a-z0-9-]+)?) -->")
# A line that may open what lasts longer than the line: HTML, or code.
_OPENS = re.compile(r"[\r\n][ \t>*+\-0-9.)]*+(?:<|```|~~~)")
_TICKS = re.compile(r"`++")


@dataclass(frozen=True, slots=True)
class Marker:
    """One marker: where it stands in its line, and whether nothing else does.

    *start* and *end* are offsets into the whole text.
    """

    verb: Verb
    name: str
    line: Line
    start: int
    end: int
    alone: bool


def written(verb: Verb, name: str) -> str:
    """Return the marker as it stands in a README."""
    return f"<!-- listbot:{verb} {name} -->"


def read_markers(text: str, file: str) -> Iterator[Marker]:
    """Find the markers of *text* in order.

    Raises ListbotError with file and line for one that is cut off, says neither begin
    nor end, or has a name that no region can have.
    """
    if _MARK not in text:
        return
    for part in read_parts(text, _past_content(text)):
        if part.kind != "code" and _MARK in part.line.text:
            yield from _markers_in(part, file)


def check_name(name: str, *, file: str, line: int | None = None) -> None:
    """Raise ListbotError unless a region can have this *name*."""
    kind, _, section = name.partition(" ")
    if name in BLOCKS + INLINE or (
        kind == "entries" and section and " " not in section
    ):
        return
    near = difflib.get_close_matches(kind, BLOCKS + INLINE, n=1)
    hint = "A name is contents, entries, entries SECTION, recent, count or years."
    if near and not (near[0] == kind == "entries"):
        hint = f"Did you mean {' '.join([*near, section]).strip()!r}?"
    elif kind == "entries":
        hint = "After entries comes the slug of one section."
    where = file if line is None else f"{file}, line {line}"
    message = f"{where}: no region is called {name!r}. {hint}"
    raise ListbotError(message, file=file, line=line)


def error(marker: Marker, file: str, text: str) -> ListbotError:
    """Return the error that says *text* of a marker's place."""
    line = marker.line.number
    return ListbotError(f"{file}, line {line}: {text}.", file=file, line=line)


def _past_content(text: str) -> Callable[[Line], int | None]:
    """Return what leads from a begin marker to its end marker where it makes no odds.

    Most of a README is our own text between two markers. It need not be read when no
    other marker is in it and nothing that could last beyond it opens there.
    """

    def leap(line: Line) -> int | None:
        begin = _PLAIN_BEGIN.fullmatch(line.text)
        if begin is None:
            return None
        end = written("end", begin[1])
        start = text.find(_MARK, line.after) - end.index(_MARK)
        if not text.startswith(end, start) or text[start - 1] not in "\r\n":
            return None
        return None if _OPENS.search(text, line.after - 1, start) else start

    return leap


def _markers_in(part: Part, file: str) -> Iterator[Marker]:
    line, text = part.line, part.line.text
    spans = [] if part.kind == "html" else _code_spans(text)
    position = 0
    while opening := _OPENING.search(text, position):
        if any(start < opening.start() < end for start, end in spans):
            position = opening.end()
            continue
        position = text.find(_CLOSING, opening.end())
        if position < 0:
            message = (
                f"{file}, line {line.number}: the marker is cut off. End it by -->."
            )
            raise ListbotError(message, file=file, line=line.number)
        verb, _, name = text[opening.end() : position].strip().partition(" ")
        position += len(_CLOSING)
        yield Marker(
            verb=_verb(verb, line, file),
            name=" ".join(name.split()),
            line=line,
            start=line.start + opening.start(),
            end=line.start + position,
            alone=not (text[: opening.start()] + text[position:]).strip(" \t"),
        )


def _verb(verb: str, line: Line, file: str) -> Verb:
    if verb == "begin":
        return "begin"
    if verb == "end":
        return "end"
    message = (
        f"{file}, line {line.number}: listbot knows no marker {verb!r}. "
        "Write listbot:begin NAME or listbot:end NAME."
    )
    raise ListbotError(message, file=file, line=line.number)


def _code_spans(text: str) -> list[tuple[int, int]]:
    """Find the code spans of one line: a run of ticks to the next one as long."""
    runs = list(_TICKS.finditer(text))
    next_by_length: dict[int, int] = {}
    partners: list[int] = []
    for index in range(len(runs) - 1, -1, -1):
        length = len(runs[index][0])
        partners.append(next_by_length.get(length, -1))
        next_by_length[length] = index
    partners.reverse()
    spans: list[tuple[int, int]] = []
    index = 0
    while index < len(runs):
        partner = partners[index]
        if partner > 0:
            spans.append((runs[index].start(), runs[partner].end()))
        index = max(index, partner) + 1
    return spans
