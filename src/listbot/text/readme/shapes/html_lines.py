"""Entries that are lines of HTML: H2, `<a href=…>Name</a> - text<br>`. No I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from listbot.text.readme import links

if TYPE_CHECKING:
    from collections.abc import Iterator

    from listbot.text.readme.blocks import Block
    from listbot.text.readme.shapes.found import Context, Found

_LINE_ENDS = ("<br>", "<br/>", "<br />", "</br>", "</p>", "</li>", "</div>")
_TABLES = ("<table", "<tr", "<td", "<th")


def read(block: Block, context: Context) -> Iterator[Found]:
    """Yield the lines of an HTML block that begin with a link that names a work."""
    lines = context.source.lines[block.first - 1 : block.last]
    if any(sign in line.lower() for line in lines for sign in _TABLES):
        return
    first: int | None = None
    for number, line in enumerate(lines, block.first):
        if first is None and "<a" in line and "href" in line:
            first = number
        if first is not None and line.rstrip().lower().endswith(_LINE_ENDS):
            found = context.read(first, number, "H2")
            is_item = lines[first - block.first].lstrip().lower().startswith("<li")
            if found and _is_entry(found, in_list=is_item):
                yield found
            first = None


def _is_entry(found: Found, *, in_list: bool) -> bool:
    """Say whether a line is about the work it links; items need no more than a link."""
    title = found.facts.title
    return (
        found.has_address
        and title.origin == "linked"
        and not links.names_a_kind(title.text)
        and (bool(found.facts.description) or in_list)
    )
