"""Entries that are headings with their links below: HD1. No I/O."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from listbot.text.readme import outline, remarks, vocabulary
from listbot.text.readme.shapes import lists, paragraphs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from listbot.text.readme.blocks import Block
    from listbot.text.readme.outline import Part
    from listbot.text.readme.shapes.found import Context, Found

_FEWEST = 2
_FEWEST_WORDS = 5
_LONGEST_BACK = 60


def read(parts: Sequence[Part], context: Context) -> Mapping[int, Found]:
    """Return the parts that are entries, by their place among *parts*.

    A heading is one when nothing but fields stands under it, and the same is true of
    most headings beside it. One alone could as well be a section, unless most headings
    of its level are entries.
    """
    siblings: dict[tuple[tuple[str, ...], int], list[int]] = defaultdict(list)
    for place, part in enumerate(parts):
        if part.line and part.path and part.level <= outline.FOLD:
            siblings[part.path[:-1], part.level].append(place)
    found: dict[int, Found] = {}
    alone: dict[int, Found] = {}
    for places in siblings.values():
        entries = {place: _entry(parts[place], context) for place in places}
        known = {place: entry for place, entry in entries.items() if entry}
        if len(known) >= _FEWEST and len(known) * 2 > len(places):
            found |= known
        elif len(places) == 1:
            alone |= known
    levels = Counter(
        parts[place].level for places in siblings.values() for place in places
    )
    usual = Counter(parts[place].level for place in found)
    return found | {
        place: entry
        for place, entry in alone.items()
        if usual[parts[place].level] * 2 > levels[parts[place].level]
    }


def _entry(part: Part, context: Context) -> Found | None:
    blocks = [block for block in part.blocks if block.kind not in {"rule", "html"}]
    while blocks and _leads_back(blocks[-1], context):
        blocks.pop()
    if not blocks or not all(_tells_more(block, context) for block in blocks):
        return None
    linked = [b for b in blocks if b.kind == "paragraph" and _has_address(b, context)]
    if len(linked) > 1 and all(_is_spoken(block, context) for block in linked):
        # A work in each: a heading has its links in one place.
        return None
    entry = context.read(part.line, blocks[-1].last, "HD1")
    if entry is None or not entry.has_address or not entry.has_only_labels:
        return None
    return None if _names_a_part(part.path[-1]) else entry


def _leads_back(block: Block, context: Context) -> bool:
    """Say whether a paragraph is a link to a place in the page: back to the top."""
    text = context.source.meant(block.first, block.last).strip(" \t*_[]()")
    inside = "](#" in text and len(text) <= _LONGEST_BACK
    return block.kind == "paragraph" and inside and "http" not in text


def _is_spoken(block: Block, context: Context) -> bool:
    """Say whether more than links stand in a paragraph."""
    found = context.read(block.first, block.last, "P2")
    words = found.facts.title.text.split() if found else ()
    return len(words) >= _FEWEST_WORDS


def _names_a_part(title: str) -> bool:
    """Say whether a heading is a year or a venue, which only stand over entries."""
    letters = "".join(filter(str.isalpha, title)).casefold()
    return remarks.is_date_or_venue(title) and (
        not letters or " " in title or letters in vocabulary.VENUES
    )


def _tells_more(block: Block, context: Context) -> bool:
    """Say whether a block only tells more about the heading above it."""
    if block.kind == "list":
        return lists.holds_labels(block, context) or not _has_address(block, context)
    if block.kind != "paragraph":
        return False
    return not any(paragraphs.read(block, context)) and not _is_title(block, context)


def _is_title(block: Block, context: Context) -> bool:
    """Say whether a paragraph is a title in bold: the entry is below the heading."""
    found = context.read(block.first, block.last, "P2")
    if found is None or found.facts.title.origin != "bold":
        return False
    rest = found.facts.text[found.facts.title.end :]
    return not any(map(str.isalnum, rest)) and ":" not in rest


def _has_address(block: Block, context: Context) -> bool:
    return "http" in context.source.meant(block.first, block.last)


def homes(parts: Sequence[Part], found: Mapping[int, Found]) -> Mapping[int, int]:
    """Return the place of the section that each entry with a heading stands in."""
    home_by_path: dict[tuple[str, ...], int] = {}
    homes_found: dict[int, int] = {}
    for place, part in enumerate(parts):
        if place in found:
            homes_found[place] = home_by_path.get(part.path[:-1], 0)
        else:
            home_by_path[part.path] = place
    return homes_found
