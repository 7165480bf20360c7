"""Entries that are list items: L1, L2, L3, L4, N1, N2. No I/O."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from listbot.text.readme import links

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from listbot.text.readme.blocks import Block
    from listbot.text.readme.reading import Shape
    from listbot.text.readme.shapes.found import Context, Found

# Fewer words than this beside a link only say what kind of link it is.
_SHORTEST_TITLE = 4
_MOST_FIELDS = 30
_BARE_FIELD = re.compile(r"[^:：]{1,60}[:：]{1,2}[ \t]*(?:<|\[)?https?://")
_WORD = re.compile(r"[^\W_]+")
_BULLETS = " \t>-*+0123456789.)"


def read(block: Block, context: Context) -> Iterator[Found]:
    """Yield the items of a list that have a title, nested ones if they are entries."""
    for item in block.children:
        if item.kind == "item":
            yield from _item(item, context)


def holds_fields(block: Block, context: Context) -> bool:
    """Say whether all items of a list only tell more about what stands above it."""
    items = [item for item in block.children if item.kind == "item"]
    if not 0 < len(items) <= _MOST_FIELDS:
        return False
    texts = [context.source.lines[item.first - 1].strip(_BULLETS) for item in items]
    known = sum(links.begins_with_a_field(text) for text in texts) * 2 >= len(items)
    return all(
        _is_field(item, context) or (known and _BARE_FIELD.match(text))
        for item, text in zip(items, texts, strict=True)
    )


def is_labelled_address(text: str) -> bool:
    """Say whether a text is a kind of link and its address: `Paper: https://…`."""
    label = _BARE_FIELD.match(text)
    return (
        label is not None
        and links.begins_with_a_kind(text)
        and not any(map(str.isspace, text[label.end() :].strip()))
    )


def holds_entries(block: Block, context: Context) -> bool:
    """Say whether the items of a nested list are entries themselves."""
    items = [item for item in block.children if item.kind == "item"]
    entries = sum(not _is_field(item, context) for item in items)
    return entries * 2 > len(items)


def holds_labels(block: Block, context: Context) -> bool:
    """Say whether all items of a list are links that are called by their kind."""
    texts = (
        context.source.lines[item.first - 1].strip(_BULLETS)
        for item in block.children
        if item.kind == "item"
    )
    return holds_fields(block, context) and all(
        links.begins_with_a_kind(text) for text in texts
    )


def _item(item: Block, context: Context) -> Iterator[Found]:
    nested = [child for child in item.children if child.kind == "list"]
    deeper = [child for child in nested if holds_entries(child, context)]
    last = deeper[0].first - 1 if deeper else item.last
    number = int(item.marker[:-1]) if item.ordered else None
    if last >= item.first:
        own = context.read(item.first, last, _shape(item, nested, last), number)
        if own and not _is_bare(own, context):
            yield own
    for each in deeper:
        yield from read(each, context)


def _is_bare(found: Found, context: Context) -> bool:
    """Say whether an item is only `arxiv: https://…`, whatever that is a link of."""
    text = context.source.lines[found.first - 1].strip(_BULLETS)
    return links.names_a_kind(found.facts.title.text) and bool(_BARE_FIELD.match(text))


def _shape(item: Block, nested: Sequence[Block], last: int) -> Shape:
    if nested and last > item.first:
        return "N1" if item.ordered else "L4"
    if item.ordered:
        return "N2"
    return "L3" if last > item.first else "L2"


def _is_field(item: Block, context: Context) -> bool:
    """Say whether an item is a field of an entry, not an entry: it names no work."""
    nested = [child for child in item.children if child.kind == "list"]
    if nested:
        return _is_headed_field(item, nested, context)
    if item.children and item.children[0].kind == "quote":
        # What is said about the entry above.
        return True
    found = context.read(item.first, item.last, "L1")
    if found is None or not (found.has_address or found.is_titled_without_address):
        return True
    title = found.facts.title
    if title.text.startswith(("http", "www.")) or links.names_a_kind(title.text):
        return True
    if _is_label(found):
        return True
    return title.origin == "running" and len(title.text.split()) < _SHORTEST_TITLE


def _is_headed_field(item: Block, nested: Sequence[Block], context: Context) -> bool:
    """Say whether an item with items below it is a field: `**Images:** [paper](…)`."""
    last = nested[0].first - 1
    head = context.read(item.first, last, "L1") if last >= item.first else None
    if head is None or not _is_label(head):
        return False
    return not any(holds_entries(each, context) for each in nested)


def _is_label(found: Found) -> bool:
    """Say whether a bold title only leads on: `**Details:** [paper](…)`."""
    title = found.facts.title
    rest = found.facts.text[title.end :].lstrip("*_ ")
    leads = rest.startswith((":", "："))
    told = len(_WORD.findall(rest.partition("[")[0])) >= _SHORTEST_TITLE
    return title.origin == "bold" and leads and not told and found.has_only_labels
