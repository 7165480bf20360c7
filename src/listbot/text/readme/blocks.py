"""The blocks of a README: headings, lists, tables, HTML, as a tree with lines. No I/O.

markdown-it says what is a block and where it stands; inside of blocks is not looked at
here. What makes that parser slower than linear (link definitions, very long lines) is
kept away from it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

Kind: TypeAlias = Literal[
    "heading", "paragraph", "list", "item", "quote", "table", "html", "code", "rule"
]
# Deeper blocks than this are text of their parent.
_DEEPEST = 40
# What a block is shows at the start of its lines.
_ENOUGH = 10_000

_KIND_BY_TOKEN: dict[str, Kind] = {
    "heading_open": "heading",
    "paragraph_open": "paragraph",
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "list_item_open": "item",
    "blockquote_open": "quote",
    "table_open": "table",
    "html_block": "html",
    "fence": "code",
    "code_block": "code",
    "hr": "rule",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """One block and the lines it stands on (from 1, both included, no blank end).

    *marker* is what makes it one: `##` or `==` of a heading, `-` or `12.` of an item,
    three backticks of code. *ordered* is true for a numbered list and its items.
    """

    kind: Kind
    first: int
    last: int
    marker: str = ""
    level: int = 0
    ordered: bool = False
    children: tuple[Block, ...] = ()

    def walk(self) -> Iterator[Block]:
        """Yield the block and all blocks inside it, in document order."""
        waiting: list[Block] = [self]
        while waiting:
            block = waiting.pop()
            yield block
            waiting += reversed(block.children)


def find_blocks(lines: Sequence[str]) -> tuple[Block, ...]:
    """Return the blocks of a document, never more than 40 levels deep."""
    text = "\n".join(line[:_ENOUGH] for line in lines)
    root = _Open("quote", 1, len(lines))
    path = [root]
    for token in _parser().parse(text):
        if token.nesting < 0:
            if token.type in _CLOSING:
                closed = path.pop()
                path[-1].children.append(closed.block(lines))
        elif token.type in _KIND_BY_TOKEN and token.map:
            opened = _opened(token)
            if token.nesting:
                path.append(opened)
            else:
                path[-1].children.append(opened.block(lines))
    return tuple(root.children)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table")
    # Definitions are read by `links`: here each would read the whole paragraph again.
    return parser.disable(["reference", "inline"])


_CLOSING = frozenset(
    token.replace("_open", "_close") for token in _KIND_BY_TOKEN if "_open" in token
)


@dataclass(slots=True)
class _Open:
    """A block whose end has not come yet."""

    kind: Kind
    first: int
    last: int
    marker: str = ""
    level: int = 0
    ordered: bool = False
    children: list[Block] = field(default_factory=list[Block])

    def block(self, lines: Sequence[str]) -> Block:
        last = min(self.last, len(lines))
        while last > self.first and not lines[last - 1].strip(" \t>"):
            last -= 1
        return Block(
            kind=self.kind,
            first=self.first,
            last=last,
            marker=self.marker,
            level=self.level,
            ordered=self.ordered,
            children=tuple(self.children),
        )


def _opened(token: Token) -> _Open:
    assert token.map is not None  # noqa: S101 - every block token has one
    kind = _KIND_BY_TOKEN[token.type]
    first, end = token.map[0] + 1, token.map[1]
    ordered = token.type == "ordered_list_open" or (
        kind == "item" and token.markup in {".", ")"}
    )
    marker = token.info + token.markup if kind == "item" else token.markup
    level = int(token.tag[1]) if kind == "heading" else 0
    return _Open(kind, first, end, marker, level, ordered)
