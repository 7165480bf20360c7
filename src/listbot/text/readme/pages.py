"""What stands around the entries: contents, anchors, prose. No I/O."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from listbot.text import anchors as github
from listbot.text.readme import appearance, inline, outline, topics, vocabulary
from listbot.text.readme.reading import Contents, Lead

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from listbot.text.readme.blocks import Block
    from listbot.text.readme.outline import Part
    from listbot.text.readme.reading import ReadEntry

_NAMED = re.compile(r"""\b(?:name|id)\s{0,3}=\s{0,3}["']?([^"'\s<>]{1,200})""")
_FEWEST = 2
_WORD = re.compile(r"[^\W\d_]+|[↑⬆🔝🔙]")
_LONGEST_BACK = 120


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """What a README holds besides its entries."""

    title: str
    contents: Contents | None
    leads: tuple[Lead, ...]
    anchors: frozenset[str]
    return_lines: tuple[int, ...]


def read_page(
    blocks: Sequence[Block], parts: Sequence[Part], lines: Sequence[str]
) -> Page:
    """Find the title, the contents and every link that stays in the page."""
    leads = tuple(_leads(blocks, lines))
    contents = _contents(blocks, leads)
    headings = [part for part in parts if part.line and part.level < outline.FOLD]
    return Page(
        title=_title(headings) or _pictured_title(blocks, headings, lines),
        contents=contents,
        leads=leads,
        anchors=frozenset(_anchors(headings, lines)),
        return_lines=tuple(_return_lines(leads, contents, lines)),
    )


def _title(headings: Sequence[Part]) -> str:
    """Return the heading that is above all others, if it is not one of the sections.

    One that stands beside others of its level says what is in a part, not what the
    list is.
    """
    named = [
        part for part in headings if part.path and not topics.is_contents(part.path[-1])
    ]
    top = min((part.level for part in headings), default=0)
    highest = [part for part in named if part.level == top]
    if len(highest) == 1 or (highest and highest[0] is headings[0] and top == 1):
        return highest[0].path[-1]
    return ""


def _pictured_title(
    blocks: Sequence[Block], headings: Sequence[Part], lines: Sequence[str]
) -> str:
    """Return what the picture in the title's place says, in two words or more."""
    end = headings[0].line if headings else len(lines)
    for block in blocks:
        if block.first >= end or block.kind not in {"paragraph", "html"}:
            continue
        text = "\n".join(lines[block.first - 1 : block.last])
        for atom in inline.scan(text):
            is_badge = "badge" in (atom.image or atom.url) or "badge" in atom.text
            if atom.kind == "image" and not is_badge and len(atom.text.split()) > 1:
                return appearance.plain(atom.text)
    return ""


def prose(
    blocks: Sequence[Block], lines: Sequence[str], entries: Iterable[ReadEntry]
) -> Mapping[int, str]:
    """Return the lines of running text by number: no entries, headings, code, lists."""
    taken = {line for entry in entries for line in range(entry.first, entry.last + 1)}
    return {
        line: lines[line - 1]
        for block in blocks
        if block.kind in {"paragraph", "quote", "html"}
        for line in range(block.first, block.last + 1)
        if line not in taken
    }


def _leads(blocks: Iterable[Block], lines: Sequence[str]) -> Iterator[Lead]:
    for line in _shown_lines(blocks):
        text = lines[line - 1]
        if "#" not in text or ("(" not in text and "href" not in text.lower()):
            continue
        for atom in inline.scan(text):
            if atom.kind == "link" and atom.url.startswith("#") and len(atom.url) > 1:
                target = unquote(atom.url)
                label = appearance.plain(atom.text) or atom.image
                yield Lead(line=line, label=label, target=target)


def _shown_lines(blocks: Iterable[Block]) -> Iterator[int]:
    for block in blocks:
        for inner in block.walk():
            if not inner.children and inner.kind not in {
                "code",
                "rule",
                "list",
                "item",
            }:
                yield from range(inner.first, inner.last + 1)


def _contents(blocks: Iterable[Block], leads: Sequence[Lead]) -> Contents | None:
    """Return the first list that most lines of lead to places in the page."""
    lead_by_line = {lead.line: lead for lead in leads}
    for block in blocks:
        if block.kind != "list":
            continue
        items = [
            lead_by_line[line]
            for line in range(block.first, block.last + 1)
            if line in lead_by_line
        ]
        total = sum(each.kind == "item" for each in block.walk())
        if len(items) >= _FEWEST and len(items) * 2 > total:
            return Contents(first=block.first, last=block.last, items=tuple(items))
    return None


def _anchors(headings: Sequence[Part], lines: Sequence[str]) -> Iterator[str]:
    yield from ("readme", "top")
    yield from github.anchors([part.written for part in headings])
    for line in lines:
        if "name" in line or "id" in line:
            yield from _NAMED.findall(line) if "<" in line else ()


def _return_lines(
    leads: Iterable[Lead], contents: Contents | None, lines: Sequence[str]
) -> Iterator[int]:
    """Yield the lines that do nothing but lead back to the top or the contents."""
    inside = range(contents.first, contents.last + 1) if contents else range(0)
    for line in dict.fromkeys(lead.line for lead in leads):
        text = lines[line - 1]
        words = [word.casefold() for word in _WORD.findall(appearance.plain(text))]
        short = len(text) < _LONGEST_BACK and line not in inside
        if short and words and all(word in vocabulary.RETURN_WORDS for word in words):
            yield line
