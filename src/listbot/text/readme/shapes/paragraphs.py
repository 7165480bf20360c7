"""Entries that are paragraphs: P1, P2, P3, and those in quotes: Q1. No I/O."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from listbot.text.readme import appearance, inline, links, remarks, stretches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from listbot.text.readme.blocks import Block
    from listbot.text.readme.reading import Shape
    from listbot.text.readme.shapes.found import Context, Found


# A venue, a date and authors: prose has not all of them.
_ALL = 3


def read(block: Block, context: Context, shape: Shape = "P1") -> Iterator[Found]:
    """Yield the entry a paragraph is, or each of those it strings together."""
    starts = _starts(block, context)
    bounds = [*starts, block.last + 1]
    for first, following in pairwise(bounds):
        found = context.read(first, following - 1, shape)
        if found and is_entry(found):
            yield found


def is_entry(found: Found) -> bool:
    """Say whether a paragraph is an entry and not prose that has links in it."""
    title = found.facts.title
    if not found.has_address or title.text.startswith(("http", "www.")):
        return False
    if title.origin == "running":
        return _has_fields(found) or _is_in_brackets(found)
    first = found.facts.text[: title.start]
    if title.origin == "linked" and first.endswith("[["):
        # `[[accepted papers](…)]`: a link that belongs to the heading.
        return False
    if (
        any(map(str.isalnum, appearance.plain(first)))
        and not remarks.is_honour(first)
        and not title.name[1]
        and title.origin != "quoted"
    ):
        return False
    return title.origin != "bold" or _has_labelled_link(found) or _has_own_line(found)


def _is_in_brackets(found: Found) -> bool:
    """Say whether a title in brackets has nothing but links behind it."""
    facts = found.facts
    before = facts.text[: facts.title.start].rstrip()
    behind = facts.text[facts.title.end :].lstrip()
    around = before.endswith("[") and behind.startswith("]")
    return around and found.has_only_labels and bool(facts.links)


def _has_own_line(found: Found) -> bool:
    """Say whether nothing but a line end stands after the title."""
    rest = found.facts.text[found.facts.title.end :].lstrip("*_ .")
    return rest.startswith(("<br", "\\\n", "\n"))


def _has_labelled_link(found: Found) -> bool:
    return any(links.names_a_kind(link.label) for link in found.facts.links)


def _has_fields(found: Found) -> bool:
    """Say whether plain text is followed by what only entries have."""
    facts = found.facts
    told = bool(facts.venue) + bool(facts.date) + bool(facts.authors)
    enough = told == _ALL if facts.description else told >= 1
    return found.has_only_labels and enough


def _starts(block: Block, context: Context) -> list[int]:
    """Return the lines on which the entries of a paragraph begin."""
    signs = {line: _sign(line, context) for line in range(block.first, block.last + 1)}
    first = signs[block.first]
    starting = [line for line, sign in signs.items() if first and sign == first]
    return starting or [block.first]


def _sign(line: int, context: Context) -> str:
    """Say what kind of title a line begins with, bold or linked, if with one."""
    text = context.source.lines[line - 1].lstrip(" \t>")
    for each in stretches.find_lines(inline.scan(text, context.targets)):
        for stretch in each.stretches:
            if stretch.kind in {"image", "tag"} or not stretch.says_something:
                continue
            if stretch.bracketed or links.names_a_kind(stretch.text):
                return ""
            if stretch.strong:
                return "bold"
            return "linked" if stretch.kind == "link" else ""
    return ""
