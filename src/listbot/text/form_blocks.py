"""Which lines of a Markdown text lie in a code block or a comment. No I/O.

Only what can hide a heading at column 0: fenced code (CommonMark 4.5) and HTML comments
that start a line (CommonMark 4.6, kind 2). A block that is never closed hides nothing:
one forgotten fence must not swallow the rest of a form. Linear in the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_INDENT = 3  # deeper than this, it is indented code
_SHORTEST = 3  # what no fence or comment sign is shorter than


class Fence(NamedTuple):
    """The line ```` ```bibtex ````: its character, how many of them, and the rest."""

    char: str
    length: int
    info: str

    @property
    def can_open(self) -> bool:
        """Whether the line may start a block: ```` ``` ```` with a ` behind is text."""
        return self.char == "~" or "`" not in self.info

    def closes(self, opening: Fence) -> bool:
        """Say whether the line ends the block that *opening* started."""
        return (
            self.char == opening.char
            and self.length >= opening.length
            and not self.info
        )


class Block(NamedTuple):
    """A stretch of lines, its fences or comment signs included."""

    lines: range
    is_comment: bool


def fence_of(line: str) -> Fence | None:
    """Read a line as a fence; None if it is something else."""
    stripped = line.lstrip(" ")
    if len(line) - len(stripped) > _INDENT or not stripped.startswith(("```", "~~~")):
        return None
    rest = stripped.lstrip(stripped[0])
    length = len(stripped) - len(rest)
    return Fence(stripped[0], length, rest.strip())


def blocks(lines: Sequence[str]) -> Iterator[Block]:
    """Yield each closed code block and comment, in order."""
    marks = list(_marks(lines))
    opened: _Mark | None = None
    for mark, is_closed in zip(marks, _closed(marks), strict=True):
        if opened is None and is_closed:
            opened = mark
            if mark.fence or not mark.ends_comment:
                continue
        elif opened is None or not _ends(mark, opened):
            continue
        yield Block(range(opened.line, mark.line + 1), opened.fence is None)
        opened = None


class _Mark(NamedTuple):
    """A line that may open or close a block: a fence, or with signs of a comment."""

    line: int
    fence: Fence | None
    opens_comment: bool
    ends_comment: bool


def _marks(lines: Sequence[str]) -> Iterator[_Mark]:
    for number, line in enumerate(lines):
        if len(line) < _SHORTEST:
            continue
        ends_comment = "-->" in line
        if not (ends_comment or "```" in line or "~~~" in line or "<!--" in line):
            continue
        stripped = line.lstrip(" ")
        is_near = len(line) - len(stripped) <= _INDENT
        opens_comment = is_near and stripped.startswith("<!--")
        fence = fence_of(line)
        if fence or opens_comment or ends_comment:
            yield _Mark(number, fence, opens_comment, ends_comment)


def _ends(mark: _Mark, opened: _Mark) -> bool:
    if opened.fence is None:
        return mark.ends_comment
    return mark.fence is not None and mark.fence.closes(opened.fence)


def _closed(marks: Sequence[_Mark]) -> list[bool]:
    """Say for each mark whether it can open a block that some later line closes."""
    closed: list[bool] = []
    comment_ends = False
    longest = {"`": 0, "~": 0}
    for _, fence, opens_comment, ends_comment in reversed(marks):
        if fence is None:
            closed.append(opens_comment and (ends_comment or comment_ends))
        else:
            closed.append(fence.can_open and fence.length <= longest[fence.char])
            if not fence.info:
                longest[fence.char] = max(longest[fence.char], fence.length)
        comment_ends = comment_ends or ends_comment
    return closed[::-1]
