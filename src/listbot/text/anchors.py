"""Headings of a Markdown text and the anchors GitHub gives them. No I/O."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from markdown_it import MarkdownIt

from listbot.text.blocks import read_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markdown_it.token import Token

    from listbot.text.blocks import Part

_HTML_MARK = re.compile(
    r"<!--(?:[^-]++|-(?!->))*+|<h([1-6])(?:\s[^>]*+)?+>|</h([1-6])\s*+>",
    re.IGNORECASE,
)
# \p{Word} of Ruby: Alphabetic, Mark, Decimal_Number and Connector_Punctuation.
_WORD = frozenset(["Lu", "Ll", "Lt", "Lm", "Lo", "Nl", "Mn", "Mc", "Me", "Nd", "Pc"])
# Alphabetic although their category is Other_Symbol: letters in circles and squares.
_ENCLOSED = frozenset(
    chr(code)
    for first, last in (
        (0x24B6, 0x24E9),
        (0x1F130, 0x1F149),
        (0x1F150, 0x1F169),
        (0x1F170, 0x1F189),
    )
    for code in range(first, last + 1)
)


class Heading(NamedTuple):
    """A heading: its first line (from 1), its level (1 to 6) and its Markdown text.

    The text of an HTML heading is what stands between its tags, line ends left out.
    """

    line: int
    level: int
    source: str


def headings(text: str) -> list[Heading]:
    """Return the headings of *text* in order: ATX, setext and HTML ones.

    Those in code and in comments are none; those in list items and quotes are.
    """
    return list(_headings(text))


def anchors(sources: Iterable[str]) -> list[str]:
    """Return GitHub's anchor for each heading of one document, in order.

    *sources* are the headings' Markdown texts. An anchor that is taken already gets
    `-1`, `-2`, …, whichever is free.

    The rule is that of GitHub's html-pipeline (`toc_filter.rb`): the rendered text in
    lower case, without whatever is not a word character, hyphen or blank, blanks turned
    to hyphens. Images have no text, `:rocket:` is the word. A link by reference counts
    as it is written, because its address stands outside the heading.
    """
    count_by_anchor: dict[str, int] = {}
    return [_unique(_anchor(shown(source)), count_by_anchor) for source in sources]


def shown(source: str) -> str:
    """Return what a reader sees of a line of Markdown: no marks, tags or addresses."""
    tokens = _parser().parseInline(source)
    return _text(tokens[0].children or [])


# One build asks for the headings of the same README several times.
@lru_cache(maxsize=2)
def _headings(text: str) -> tuple[Heading, ...]:
    found: list[Heading] = []
    paragraph: list[Part] = []
    html: list[Part] = []
    for part in read_parts(text):
        if part.kind not in {"html", "blank"} and html:
            found += _html_headings(html)
            html = []
        if part.kind == "atx":
            found.append(_atx(part))
        elif part.kind == "underline":
            found.append(_setext(paragraph, part))
        elif part.kind in {"html", "blank"}:
            html.append(part)
        elif part.opens:
            paragraph = [part]
        else:
            paragraph.append(part)
    found += _html_headings(html)
    return tuple(found)


def _atx(part: Part) -> Heading:
    text = part.content.lstrip("#")
    level = len(part.content) - len(text)
    text = text.strip(" \t")
    bare = text.rstrip("#")
    if bare != text and bare[-1:] in " \t":
        text = bare.rstrip(" \t")
    return Heading(part.line.number, level, text)


def _setext(paragraph: Sequence[Part], underline: Part) -> Heading:
    level = 1 if underline.content[0] == "=" else 2
    source = "\n".join(part.content for part in paragraph)
    return Heading(paragraph[0].line.number, level, source)


def _html_headings(parts: Sequence[Part]) -> Iterator[Heading]:
    """Find `<h1>` to `<h6>` in lines of HTML; an element may span several of them."""
    text = "\n".join(part.line.text for part in parts)
    opening: re.Match[str] | None = None
    for mark in _HTML_MARK.finditer(text):
        if mark[1]:
            opening = mark
        elif mark[2] and opening is not None:
            index = text.count("\n", 0, opening.start())
            source = text[opening.end() : mark.start()].replace("\n", "")
            yield Heading(parts[index].line.number, int(opening[1]), source)
            opening = None


def _unique(anchor: str, count_by_anchor: dict[str, int]) -> str:
    unique = anchor
    while unique in count_by_anchor:
        count_by_anchor[anchor] += 1
        unique = f"{anchor}-{count_by_anchor[anchor]}"
    count_by_anchor[unique] = 0
    return unique


def _anchor(text: str) -> str:
    # One by one: Ruby does not look at neighbours when it writes a sigma small.
    kept = (character.lower() for character in text if _is_kept(character))
    return "".join(kept).replace(" ", "-")


def _is_kept(character: str) -> bool:
    if character in "- ":
        return True
    return unicodedata.category(character) in _WORD or character in _ENCLOSED


def _text(tokens: Sequence[Token]) -> str:
    """Join what is text; a line end is neither kept nor a blank in an anchor."""
    return "".join(
        token.content for token in tokens if token.type in {"text", "code_inline"}
    )


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("strikethrough")
