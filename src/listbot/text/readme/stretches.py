"""The text of an entry as lines of stretches: what a title or a field is cut from."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from listbot.text.readme.inline import Atom

StretchKind: TypeAlias = Literal["text", "code", "link", "image", "tag"]
_BRACKET = re.compile(r"[\[\]【】]")
_HAS_WORD = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a line that is all of one kind: plain, emphasised, in brackets, a link.

    *start* and *end* are offsets into the entry's text; *text* is what a reader sees.
    """

    kind: StretchKind
    start: int
    end: int
    text: str
    em: bool = False
    strong: bool = False
    bracketed: bool = False
    atom: Atom | None = None

    @property
    def says_something(self) -> bool:
        """Whether there is a letter or digit in it."""
        return _HAS_WORD.search(self.text) is not None


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it shows: up to a hard break, a nested bullet or the line's end."""

    stretches: tuple[Stretch, ...]
    bullet: bool
    start: int
    indent: int = 0


def find_lines(atoms: Sequence[Atom]) -> tuple[Line, ...]:
    """Put *atoms* into lines; lines without anything on them are left out."""
    lines: list[Line] = []
    current: list[Atom] = []
    bullet, start, indent = False, 0, 0
    for atom in atoms:
        if _goes_on(atom):
            current.append(replace(atom, kind="text", text=" "))
            continue
        if atom.kind not in {"newline", "break"}:
            current.append(atom)
            continue
        if current:
            lines.append(Line(_stretches(current), bullet, start, indent))
        elif atom.kind == "newline" and not atom.bullet and bullet:
            continue
        current, start = [], atom.end
        bullet = atom.bullet
        indent = len(atom.text.expandtabs(4)) if atom.kind == "newline" else indent
    if current:
        lines.append(Line(_stretches(current), bullet, start, indent))
    return tuple(lines)


def _goes_on(atom: Atom) -> bool:
    """Say whether a line end only wraps what is bold: a title over two lines."""
    return atom.kind == "newline" and atom.strong and not (atom.hard or atom.bullet)


def _stretches(atoms: Iterable[Atom]) -> tuple[Stretch, ...]:
    parts: list[Stretch] = []
    depth = 0
    for atom in atoms:
        if atom.kind == "text":
            depth = _cut_at_brackets(atom, depth, parts)
        elif atom.kind in {"link", "image", "code", "tag"}:
            parts.append(_whole(atom, bracketed=depth > 0))
    return tuple(_joined(parts))


def _whole(atom: Atom, *, bracketed: bool) -> Stretch:
    return Stretch(
        cast("StretchKind", atom.kind),
        atom.start,
        atom.end,
        atom.text,
        atom.em,
        atom.strong,
        bracketed,
        atom,
    )


def _cut_at_brackets(atom: Atom, depth: int, parts: list[Stretch]) -> int:
    """Add a text atom without its brackets; return how many are open after it."""
    if len(atom.text) != atom.end - atom.start:
        # An entity or an escaped sign: what is shown is not what is written.
        parts.append(_text(atom, 0, atom.end - atom.start, atom.text, depth))
        return depth
    position = 0
    for match in _BRACKET.finditer(atom.text):
        if match.start() > position:
            text = atom.text[position : match.start()]
            parts.append(_text(atom, position, match.start(), text, depth))
        depth = depth + 1 if match[0] in "[【" else max(depth - 1, 0)
        position = match.end()
    if position < len(atom.text):
        text = atom.text[position:]
        parts.append(_text(atom, position, len(atom.text), text, depth))
    return depth


def _text(atom: Atom, start: int, end: int, text: str, depth: int) -> Stretch:
    begins, ends = atom.start + start, atom.start + end
    return Stretch("text", begins, ends, text, atom.em, atom.strong, depth > 0)


def _joined(parts: Iterable[Stretch]) -> Iterator[Stretch]:
    """Make one stretch of neighbours that are text of one kind."""
    waiting: list[Stretch] = []
    for part in parts:
        if waiting and not _continues(waiting[-1], part):
            yield _one(waiting)
            waiting = []
        waiting.append(part)
    if waiting:
        yield _one(waiting)


def _continues(last: Stretch, following: Stretch) -> bool:
    return (
        last.kind == following.kind == "text"
        and last.end == following.start
        and last.em == following.em
        and last.strong == following.strong
        and last.bracketed == following.bracketed
    )


def _one(parts: Sequence[Stretch]) -> Stretch:
    text = "".join(part.text for part in parts)
    return replace(parts[0], end=parts[-1].end, text=text)
