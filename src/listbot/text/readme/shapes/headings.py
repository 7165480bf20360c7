"""Entries that are headings with their links below: HD1. No I/O."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from listbot.text.readme import titles
from listbot.text.readme.shapes import lists

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from listbot.text.readme.outline import Part
    from listbot.text.readme.shapes.found import Context, Found

_FEWEST = 2


def read(parts: Sequence[Part], context: Context) -> Mapping[int, Found]:
    """Return the parts that are entries, by their place among *parts*.

    A heading is one when nothing but fields stands under it, and the same is true of
    most headings beside it: one alone could as well be a section.
    """
    siblings: dict[tuple[tuple[str, ...], int], list[int]] = defaultdict(list)
    for place, part in enumerate(parts):
        if part.line and part.path:
            siblings[part.path[:-1], part.level].append(place)
    found: dict[int, Found] = {}
    for places in siblings.values():
        entries = {place: _entry(parts[place], context) for place in places}
        known = {place: entry for place, entry in entries.items() if entry}
        if len(known) >= _FEWEST and len(known) * 2 > len(places):
            found |= known
    return found


def _entry(part: Part, context: Context) -> Found | None:
    blocks = [block for block in part.blocks if block.kind not in {"rule", "html"}]
    lists_of_fields = [block for block in blocks if block.kind == "list"]
    if not lists_of_fields or any(
        block.kind in {"table", "heading"} for block in blocks
    ):
        return None
    if not all(lists.holds_labels(block, context) for block in lists_of_fields):
        return None
    entry = context.read(part.line, blocks[-1].last, "HD1")
    if entry is None or not entry.has_address or not entry.has_only_labels:
        return None
    return None if titles.is_date_or_venue(part.path[-1]) else entry


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
