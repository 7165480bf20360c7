"""Which lines of a Markdown text are prose, and which are code or HTML. No I/O.

A single pass over the lines that knows as much of the block structure as headings and
markers need: fences, indented code, HTML blocks, list items and quotes. Lines end with
LF, CRLF or CR and with nothing else, as in CommonMark; form feeds and U+2028 are text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from listbot.text.html_blocks import UNTIL_BLANK, html_end

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Kind: TypeAlias = Literal["text", "atx", "underline", "html", "code", "blank"]

_LINE = re.compile(r"([^\r\n]*+)(\r\n|\n|\r|\Z)")
_FENCE = re.compile(r"(`{3,}+)[^`]*+\Z|(~{3,}+)")
_ITEM = re.compile(r"([-+*]|[0-9]{1,9}+[.)])(?:[ \t]++|\Z)")
_QUOTE = re.compile(r"(?: {0,3}> ?)++")
_RULE = re.compile(r"(?:\*[ \t]*+){3,}+\Z|(?:-[ \t]*+){3,}+\Z|(?:_[ \t]*+){3,}+\Z")
_UNDERLINE = re.compile(r"(?:=++|-++)\Z")
_ATX = re.compile(r"#{1,6}+(?=[ \t]|\Z)")
_DEFINITION = re.compile(r"\[[^\]]++\]:[ \t]*+\S")
# The second line of a table; one without a pipe underlines a heading instead.
_DELIMITERS = re.compile(r"(?=[^|]*+\|)(?:[|: \t]*+-++)++[|: \t]*+\Z")
_BLANKS = " \t"
_MAY_BEGIN_AN_ITEM = frozenset("-+*0123456789")
_MAY_BEGIN_A_LEAF = frozenset(["", *"`~<#*-_"])
_TAB = 4
_CODE_INDENT = 4
# Nobody opens more list items on one line; it keeps a line of hyphens linear.
_MOST_ITEMS = 8


class Line(NamedTuple):
    """One line: its number from 1, where it starts, its text and its line end."""

    number: int
    start: int
    text: str
    newline: str

    @property
    def after(self) -> int:
        """Where the next line starts."""
        return self.start + len(self.text) + len(self.newline)


class Part(NamedTuple):
    """A line, what it is, and what is left of it inside its list items and quotes.

    *opens* says that a paragraph begins here.
    """

    line: Line
    kind: Kind
    content: str
    opens: bool = False


def read_lines(text: str, start: int = 0, first: int = 1) -> Iterator[Line]:
    """Cut *text* at LF, CRLF and CR; the lines and their ends joined are *text*.

    Reading may begin further down, at the *start* of a line; *first* is its number.
    """
    last = len(text)
    for number, match in enumerate(_LINE.finditer(text, start), first):
        if match.start() == last:
            return
        yield Line(number, match.start(), match[1], match[2])


def read_parts(
    text: str, leap: Callable[[Line], int | None] | None = None
) -> Iterator[Part]:
    """Say of every line of *text* what it is.

    *leap* is asked after each line that leaves nothing open; it may name the start of a
    later line to go on from, as if nothing stood between.
    """
    reader = _Reader()
    start: int | None = 0
    number = 1
    while start is not None:
        lines, start = read_lines(text, start, number), None
        for line in lines:
            yield reader.part(line)
            start = leap(line) if leap and reader.is_at_rest else None
            if start is not None:
                number = line.number + 1 + _count_lines(text[line.after : start])
                break


@dataclass(slots=True)
class _Reader:
    """What the lines so far have opened.

    *items* holds the columns at which the text of the open list items begins; *empty*
    says that the last of them has no text yet.
    """

    items: tuple[int, ...] = ()
    empty: bool = False
    quoted: bool = False
    leaf: Literal["", "paragraph", "table"] = ""
    fence: str = ""
    html_end: re.Pattern[str] | None = None

    @property
    def is_at_rest(self) -> bool:
        """Whether the next line is read as if it were the first."""
        inside = self.items or self.quoted or self.leaf
        return not (inside or self.fence or self.html_end)

    def part(self, line: Line) -> Part:
        """Read the next line."""
        before = (self.items, self.quoted, self.leaf)
        content = line.text.strip(_BLANKS)
        indent = _indent(line.text)
        if content and not self.quoted:
            self._leave_items(indent)
        if self.quoted or (content[:1] == ">" and not (self.fence or self.html_end)):
            text = self._leave_quote(line.text)
            content, indent = text.strip(_BLANKS), _indent(text)
        if not content:
            return self._blank(line)
        left, self.empty = (self.items, self.quoted), False
        part = self._content(line, content, indent)
        indented = part.kind == "code" and not self.fence
        if (part.opens or indented) and self._is_lazy(before, left):
            self.items, self.quoted, self.leaf = before
            return part._replace(kind="text", opens=False)
        return part

    def _is_lazy(
        self,
        before: tuple[tuple[int, ...], bool, str],
        left: tuple[tuple[int, ...], bool],
    ) -> bool:
        """Say whether a paragraph just went on outside the item or quote it is in."""
        if before[2] != "paragraph" or left == before[:2]:
            return False
        entered = (self.items, self.quoted) != left or left[1] > before[1]
        return not entered

    def _leave_items(self, indent: int) -> None:
        """Close the list items that a line with this indent is no longer part of."""
        while self.items and indent < self.items[-1]:
            self.items = self.items[:-1]
            self.fence, self.html_end, self.leaf = "", None, ""

    def _leave_quote(self, text: str) -> str:
        """Enter, leave or go on with a quote; return what is left of the line in it."""
        quote = _QUOTE.match(text)
        inside = text[quote.end() :] if quote else text
        if quote is None or not self.quoted:
            self.items, self.quoted = (), quote is not None
            self.fence, self.html_end, self.leaf = "", None, ""
        elif inside.strip(_BLANKS):
            self._leave_items(_indent(inside))
        return inside

    def _blank(self, line: Line) -> Part:
        self.leaf = ""
        if self.empty:
            self.items, self.empty = self.items[:-1], False
        if self.html_end is UNTIL_BLANK:
            self.html_end = None
        kind = "code" if self.fence else "html" if self.html_end else "blank"
        return Part(line, kind, "")

    def _content(self, line: Line, content: str, indent: int) -> Part:
        inner = indent - (self.items[-1] if self.items else 0)
        if self.fence:
            return self._in_fence(line, content, inner)
        if self.html_end:
            return self._in_html(line, content)
        if inner >= _CODE_INDENT and self.leaf == "paragraph":
            return Part(line, "text", content)
        if inner >= _CODE_INDENT:
            self.leaf = ""
            return Part(line, "code", content)
        if self.leaf == "paragraph" and _UNDERLINE.match(content):
            self.leaf = ""
            return Part(line, "underline", content)
        if content[0] in _MAY_BEGIN_AN_ITEM:
            content = self._enter_items(content, indent)
        return self._fresh(line, content)

    def _in_fence(self, line: Line, content: str, inner: int) -> Part:
        closes = content.startswith(self.fence) and not content.strip(self.fence[0])
        if closes and inner < _CODE_INDENT:
            self.fence = ""
        return Part(line, "code", content)

    def _in_html(self, line: Line, content: str) -> Part:
        if self.html_end and self.html_end.search(content):
            self.html_end = None
        return Part(line, "html", content)

    def _enter_items(self, content: str, indent: int) -> str:
        """Open the list items that *content* begins; return what is left of it."""
        for _ in range(_MOST_ITEMS):
            item = _ITEM.match(content)
            if item is None or (content[0] in "-*" and _RULE.match(content)):
                break
            if self.leaf == "paragraph" and not _can_interrupt(item[1], content):
                break
            marker = len(item[1])
            content = content[item.end() :]
            width = item.end() if content else marker + 1
            indent += width if width - marker <= _CODE_INDENT else marker + 1
            self.items = (*self.items, indent)
            self.empty, self.leaf = not content, ""
        return content

    def _fresh(self, line: Line, content: str) -> Part:
        """Read a line that may open a leaf, or go on with a paragraph or table."""
        if content[:1] not in _MAY_BEGIN_A_LEAF:
            return self._prose(line, content)
        if fence := _FENCE.match(content):
            self.fence, self.leaf = fence[1] or fence[2], ""
            return Part(line, "code", content)
        self.html_end = html_end(content, in_paragraph=self.leaf == "paragraph")
        if self.html_end:
            self.leaf = ""
            return self._in_html(line, content)
        if _ATX.match(content):
            self.leaf = ""
            return Part(line, "atx", content)
        if not content or _RULE.match(content):
            self.leaf = ""
            return Part(line, "text", content)
        return self._prose(line, content)

    def _prose(self, line: Line, content: str) -> Part:
        if self.leaf == "paragraph":
            if content[0] in "|:-" and _DELIMITERS.match(content):
                self.leaf = "table"
            return Part(line, "text", content)
        if self.leaf or _DEFINITION.match(content):
            return Part(line, "text", content)
        self.leaf = "paragraph"
        return Part(line, "text", content, opens=True)


def _can_interrupt(marker: str, content: str) -> bool:
    """Say whether a list item may begin right below a line of a paragraph."""
    if len(content) == len(marker):
        return False
    return not marker[0].isdigit() or int(marker[:-1]) == 1


def _count_lines(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")


def _indent(text: str) -> int:
    """Count the columns before the text; a tab goes to the next multiple of four."""
    if text[:1] not in _BLANKS:
        return 0
    blanks = text[: len(text) - len(text.lstrip(_BLANKS))]
    return len(blanks.expandtabs(_TAB) if "\t" in blanks else blanks)
