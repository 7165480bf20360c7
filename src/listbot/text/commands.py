"""Commands in a comment on an issue: `/recheck`, `/accept dead-link It is new.` No I/O.

A command stands at the start of a line and in plain view: what is quoted, code, in an
HTML comment, a list, a table, a link or emphasised is talked *about*, not given.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from listbot.text.blocks import read_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

MOST = 10
"""As many commands of one comment are followed; nobody needs more."""

_COMMAND = re.compile(r"/([A-Za-z][A-Za-z-]{0,29}+)(?:[ \t]++(.*))?[ \t]*\Z")
_BREAKS = frozenset({"softbreak", "hardbreak"})
_PRIVATE = range(0xE000, 0xF900)
_DEEPEST = 30


@dataclass(frozen=True, kw_only=True, slots=True)
class Command:
    """One command: its name in lower case, and what stands behind it on the line."""

    name: str
    words: str = ""


def read_commands(comment: str) -> tuple[Command, ...]:
    """Return the commands of a comment in order, at most `MOST`."""
    lines = [line.text for line in read_lines(comment)]
    found = {number: _COMMAND.match(line) for number, line in enumerate(lines)}
    commands = {
        number: Command(name=match[1].lower(), words=(match[2] or "").strip())
        for number, match in found.items()
        if match
    }
    if not commands:
        return ()
    seen = set(_numbers_in_view(lines, set(commands)))
    shown = [command for number, command in commands.items() if number in seen]
    return tuple(shown[:MOST])


def _numbers_in_view(lines: list[str], numbers: set[int]) -> Iterator[int]:
    """Say which of the lines with these numbers Markdown shows as text at a start.

    Each of them is marked with its number, and looked for in what Markdown makes of it.
    """
    mark = _character_not_in(lines)
    marked = [
        f"{mark}{number}{mark}{line[1:]}" if number in numbers else line
        for number, line in enumerate(lines)
    ]
    for text in _line_starts(_parser().parse("\n".join(marked))):
        if text.startswith(mark):
            yield int(text[1:].partition(mark)[0])


def _line_starts(tokens: list[Token]) -> Iterator[str]:
    """Return the plain text that begins a line of a paragraph of its own."""
    # A paragraph over a row of hyphens, such as a signature's, is a heading.
    for opening, token in itertools.pairwise(tokens):
        if opening.level or opening.type not in {"paragraph_open", "heading_open"}:
            continue
        before = None
        for child in token.children or ():
            at_start = before is None or before.type in _BREAKS
            if at_start and child.type == "text" and child.level == 0:
                yield child.content
            before = child


def _character_not_in(lines: list[str]) -> str:
    used = set("".join(lines))
    return next(chr(code) for code in _PRIVATE if chr(code) not in used)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST})
    return parser.enable(["table", "strikethrough"])
