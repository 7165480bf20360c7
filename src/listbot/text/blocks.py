"""Which lines of a Markdown text are prose, and which are code or HTML. No I/O.

A single pass over the lines that knows as much of the block structure as headings and
markers need: fences, indented code, HTML blocks, list items and quotes. Lines end with
LF, CRLF or CR and with nothing else, as in CommonMark; form feeds and U+2028 are text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind: TypeAlias = Literal["text", "html", "code", "blank"]

_LINE = re.compile(r"([^\r\n]*)(\r\n|\n|\r|\Z)")
_FENCE = re.compile(r"(`{3,}+)[^`]*\Z|(~{3,}+)")
_ITEM = re.compile(r"(?:[-+*]|[0-9]{1,9}[.)])(?=[ \t]|\Z)[ \t]*+")
_QUOTE = re.compile(r"(?: {0,3}> ?)+")
_RULE = re.compile(r"(?:\*[ \t]*+){3,}\Z|(?:-[ \t]*+){3,}\Z|(?:_[ \t]*+){3,}\Z")
_TAB = 4
_CODE_INDENT = 4

# Start and end conditions 1 to 7 of HTML blocks: CommonMark 0.31, section 4.6.
_RAW = re.compile(r"<(?:pre|script|style|textarea)(?=[\s>]|\Z)", re.IGNORECASE)
_RAW_END = re.compile(r"</(?:pre|script|style|textarea)>", re.IGNORECASE)
_BLOCK_TAG = re.compile(
    "</?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|"
    "colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|"
    "frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|"
    "nav|noframes|ol|optgroup|option|p|param|search|section|source|summary|table|tbody|"
    r"td|tfoot|th|thead|title|tr|track|ul)(?=[\s>]|/>|\Z)",
    re.IGNORECASE,
)
_LONE_TAG = re.compile(
    r"<[A-Za-z][A-Za-z0-9-]*+"
    r"""(?:\s++[A-Za-z_:][\w.:-]*+(?:\s*+=\s*+(?:[^\s"'=<>`]++|'[^']*+'|"[^"]*+"))?+)*+"""
    r"\s*+/?>\s*+\Z|</[A-Za-z][A-Za-z0-9-]*+\s*+>\s*+\Z"
)


class Line(NamedTuple):
    """One line: its number from 1, where it starts, its text and its line end."""

    number: int
    start: int
    text: str
    newline: str

    @property
    def end(self) -> int:
        """Where the text ends and the line end begins."""
        return self.start + len(self.text)


class Part(NamedTuple):
    """A line, what it is, and what is left of it inside its list items and quotes."""

    line: Line
    kind: Kind
    content: str


def read_lines(text: str) -> Iterator[Line]:
    """Cut *text* at LF, CRLF and CR; the lines and their ends joined are *text*."""
    number, last = 1, len(text)
    for match in _LINE.finditer(text):
        if match.start() == last:
            return
        yield Line(number, match.start(), match[1], match[2])
        number += 1


def read_parts(text: str) -> Iterator[Part]:
    """Say of every line of *text* what it is."""
    state = _State()
    for line in read_lines(text):
        yield state.part(line)


@dataclass(slots=True)
class _State:
    """What the lines so far have opened."""

    items: list[int] = field(default_factory=list[int])
    quoted: bool = False
    paragraph: bool = False
    fence: str = ""
    html_end: re.Pattern[str] | None = None

    def part(self, line: Line) -> Part:
        text, quoted = _without_quote(line.text)
        if quoted != self.quoted and not (self.fence and quoted):
            self._leave_all()
            self.quoted = quoted
        if self.fence and quoted and not self.quoted:
            text = line.text
        if not text.strip(" \t"):
            return self._blank(line)
        return self._within(line, text)

    def _leave_all(self) -> None:
        self.items.clear()
        self.fence, self.html_end, self.paragraph = "", None, False

    def _blank(self, line: Line) -> Part:
        if self.fence:
            return Part(line, "code", "")
        if self.html_end is _BLANK:
            self.html_end = None
        self.paragraph = False
        return Part(line, "html" if self.html_end else "blank", "")

    def _within(self, line: Line, text: str) -> Part:
        indent = _indent(text)
        if not self.html_end or self.items:
            self._leave_items(indent)
        inner = indent - (self.items[-1] if self.items else 0)
        content = text.strip(" \t")
        if self.fence:
            return self._in_fence(line, content, inner)
        if self.html_end:
            return self._in_html(line, content)
        if inner >= _CODE_INDENT:
            return Part(line, "text" if self.paragraph else "code", "")
        return self._fresh(line, content, indent)

    def _leave_items(self, indent: int) -> None:
        while self.items and indent < self.items[-1]:
            self.items.pop()
            self.fence, self.html_end = "", None

    def _in_fence(self, line: Line, content: str, inner: int) -> Part:
        closes = content.startswith(self.fence) and not content.strip(self.fence[0])
        if closes and inner < _CODE_INDENT:
            self.fence = ""
        return Part(line, "code", "")

    def _in_html(self, line: Line, content: str) -> Part:
        if self.html_end and self.html_end.search(content):
            self.html_end = None
        return Part(line, "html", content)

    def _fresh(self, line: Line, content: str, indent: int) -> Part:
        """Read a line that may open something; list items may stand in one another."""
        while (item := _ITEM.match(content)) and not _RULE.match(content):
            rest = content[item.end() :]
            width = item.end() if rest else len(item[0].rstrip()) + 1
            marker = len(item[0].rstrip(" \t"))
            if width - marker > _CODE_INDENT:
                width = marker + 1
            indent += width
            self.items.append(indent)
            self.paragraph = False
            content = rest
        if fence := _FENCE.match(content):
            self.fence, self.paragraph = fence[1] or fence[2], False
            return Part(line, "code", "")
        if content.startswith("<") and (
            end := _html_end(content, in_paragraph=self.paragraph)
        ):
            self.html_end, self.paragraph = end, False
            first = content[1:] if end is not _RAW_END else content
            return self._in_html(line, first)._replace(content=content)
        self.paragraph = bool(content) and not _RULE.match(content)
        return Part(line, "text", content)


_BLANK = re.compile(r"(?!)")
_ENDS = (
    ("<!--", re.compile("-->")),
    ("<?", re.compile(r"\?>")),
    ("<![CDATA[", re.compile("]]>")),
)


def _html_end(content: str, *, in_paragraph: bool) -> re.Pattern[str] | None:
    """Return what ends the HTML block that *content* opens, None if it opens none."""
    if _RAW.match(content):
        return _RAW_END
    for opening, end in _ENDS:
        if content.startswith(opening):
            return end
    if content.startswith("<!") and content[2:3].isalpha():
        return re.compile(">")
    if _BLOCK_TAG.match(content):
        return _BLANK
    if not in_paragraph and _LONE_TAG.match(content):
        return _BLANK
    return None


def _without_quote(text: str) -> tuple[str, bool]:
    quote = _QUOTE.match(text)
    return (text[quote.end() :], True) if quote else (text, False)


def _indent(text: str) -> int:
    """Count the columns before the text; a tab goes to the next multiple of four."""
    column = 0
    for character in text:
        if character == " ":
            column += 1
        elif character == "\t":
            column += _TAB - column % _TAB
        else:
            break
    return column
