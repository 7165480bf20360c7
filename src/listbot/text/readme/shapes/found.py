"""What a reader of a shape finds: lines that are an entry. No I/O."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from listbot.text.readme import fact_search, inline, links

if TYPE_CHECKING:
    from collections.abc import Mapping

    from listbot.text.readme.facts import Facts
    from listbot.text.readme.reading import Shape
    from listbot.text.readme.source import Source

_PREFIX = re.compile(
    r"[ \t>]*(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?)*#{0,6}[ \t]*"
)

PARAGRAPHS = frozenset({"P1", "P2", "Q1"})
"""Shapes of running text, where a sentence can look like an entry."""
# Fewer words than these are as well a label.
_TOLD = 3
# The longest that was seen has 4,000 characters, code and pictures included.
_LONGEST_ENTRY = 50_000
_WEB = ("http", "www.")


@dataclass(frozen=True, slots=True)
class Found:
    """Lines that are an entry: *offset* is where its text begins in the first line."""

    first: int
    last: int
    shape: Shape
    facts: Facts
    offset: int = 0
    number: int | None = None

    @property
    def has_address(self) -> bool:
        """Whether a link of it leads to the web."""
        return any(link.url.startswith(_WEB) for link in self.facts.links)

    @property
    def is_titled_without_address(self) -> bool:
        """Whether its title is a link without an address: `[Its long title]()`."""
        link = self.facts.title.link
        words = len(self.facts.title.text.split())
        return link is not None and link.fault == "empty-link" and words >= _TOLD

    @property
    def has_only_labels(self) -> bool:
        """Whether all its links are called what kinds of link are called."""
        return all(links.names_a_kind(link.label) for link in self.facts.links)


@dataclass(frozen=True, slots=True)
class Context:
    """What the readers read from: the lines, and where link labels lead."""

    source: Source
    targets: Mapping[str, str]

    def read(
        self, first: int, last: int, shape: Shape, number: int | None = None
    ) -> Found | None:
        """Read lines as one entry; None if they have no title or are far too long."""
        text = self.source.meant(first, last)
        if len(text) > _LONGEST_ENTRY:
            return None
        prefix = _PREFIX.match(text)
        offset = prefix.end() if prefix else 0
        # A no-break blank is a blank to every reader; the offsets stay the same.
        body = text[offset:].replace("\N{NO-BREAK SPACE}", " ")
        found = fact_search.read_facts(body, inline.scan(body, self.targets))
        return found and Found(first, last, shape, found, offset, number)
