"""Headings of a Markdown text and the anchors GitHub gives them. No I/O."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from markdown_it import MarkdownIt

from listbot.text.blocks import read_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markdown_it.token import Token

_ATX = re.compile(r"(#{1,6})(?:[ \t]|\Z)")
_SETEXT = re.compile(r"(=++|-++)[ \t]*+\Z")
_TAG = re.compile(r"<[^>]*>")
# Letters by the Unicode property Alphabetic although their category is So.
_CIRCLED = frozenset(
    chr(code)
    for first, last in (
        (0x24B6, 0x24E9),
        (0x1F130, 0x1F149),
        (0x1F150, 0x1F169),
        (0x1F170, 0x1F189),
    )
    for code in range(first, last + 1)
)
_WORD = frozenset(
    ["Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "Pc"],
)


class Heading(NamedTuple):
    """A heading: its first line (from 1), its level (1 to 6) and its Markdown text."""

    line: int
    level: int
    source: str


def headings(text: str) -> list[Heading]:
    """Return the headings of *text* in order, those in code and HTML left out."""
    found: list[Heading] = []
    paragraph: list[tuple[int, str]] = []
    for line, kind, content in read_parts(text):
        if kind != "text":
            paragraph = []
        elif match := _ATX.match(content):
            paragraph = []
            found.append(Heading(line.number, len(match[1]), _atx_text(content)))
        elif paragraph and (match := _SETEXT.match(content)):
            level = 1 if match[1][0] == "=" else 2
            source = " ".join(part for _, part in paragraph)
            found.append(Heading(paragraph[0][0], level, source))
            paragraph = []
        else:
            paragraph.append((line.number, content))
    return found


def anchors(sources: Iterable[str]) -> list[str]:
    """Return GitHub's anchor for each heading of one document, in order.

    *sources* are the headings' Markdown texts. An anchor that is taken already gets
    `-1`, `-2`, …, whichever is free.

    The rule is that of GitHub's html-pipeline (`toc_filter.rb`): the rendered text in
    lower case, without whatever is not a word character, hyphen or blank, blanks turned
    to hyphens.
    """
    seen: dict[str, int] = {}
    return [_unique(_anchor(shown(source)), seen) for source in sources]


def shown(source: str) -> str:
    """Return what a reader sees of a line of Markdown: no marks, tags or addresses."""
    tokens = _parser().parseInline(source)
    return _text(tokens[0].children or [])


def _unique(anchor: str, seen: dict[str, int]) -> str:
    unique = anchor
    while unique in seen:
        seen[anchor] += 1
        unique = f"{anchor}-{seen[anchor]}"
    seen[unique] = 0
    return unique


def _anchor(text: str) -> str:
    kept = (character.lower() for character in text if _is_kept(character))
    return "".join(kept).replace(" ", "-")


def _is_kept(character: str) -> bool:
    if character in "- ":
        return True
    return unicodedata.category(character) in _WORD or character in _CIRCLED


def _text(tokens: Sequence[Token]) -> str:
    return "".join(
        token.content
        if token.type in {"text", "text_special", "code_inline"}
        else "\n" * (token.type in {"softbreak", "hardbreak"})
        for token in tokens
    )


def _atx_text(content: str) -> str:
    text = content.lstrip("#").strip(" \t")
    bare = text.rstrip("#")
    closed = bare != text and (not bare or bare[-1] in " \t")
    return bare.rstrip(" \t") if closed else text


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("strikethrough")
