"""Tags that are badges: `![LLM](https://img.shields.io/badge/LLM-589cf4)`. No I/O.

The address says the tag again, and a colour that goes with the tag.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from listbot.text import markdown
from listbot.text.readme.looks.pattern import Mark, Spot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from listbot.text.readme.looks.rows import Item

BADGE = "badge"
"""The first detail of the mark of a row of badges; see `Badges.detail`."""

_REST = re.compile(
    r"\]\((https?://[^\s()]{1,200}/badge/)([^\s()]{1,200})-([0-9A-Za-z]{3,15})"
    r"((?:\?[^\s()]{0,200})?)\)"
)
_FEWEST = 2
# So many tags are worth a line of a style.
_MOST = 40


@dataclass(frozen=True, slots=True)
class Badges:
    """How a list writes badges: the address around tag and colour, and the colours."""

    before: str
    after: str
    between: str
    colour: str
    colours: tuple[tuple[str, str], ...]

    @property
    def detail(self) -> tuple[str, ...]:
        """The badges as the detail of a mark."""
        pairs = (part for pair in self.colours for part in pair)
        return (BADGE, self.before, self.after, self.between, self.colour, *pairs)


def of_detail(detail: Sequence[str]) -> Badges:
    """Return the badges that a detail was made from."""
    before, after, between, colour, *rest = detail[1:]
    pairs = tuple(zip(rest[::2], rest[1::2], strict=True))
    return Badges(before, after, between, colour, pairs)


def find_badges(rows: Iterable[tuple[str, Sequence[Item]]]) -> Badges | None:
    """Return how most badges are written; None where tags are none."""
    ways: Counter[tuple[str, str]] = Counter()
    gaps: Counter[str] = Counter()
    colours: dict[str, Counter[str]] = {}
    every: Counter[str] = Counter()
    for text, items in rows:
        last = 0
        for start, label, rest in _badges(text, items):
            ways[rest[1], rest[4]] += 1
            every[rest[3]] += 1
            colours.setdefault(label, Counter())[rest[3]] += 1
            if last:
                gaps[text[last:start]] += 1
            last = rest.end()
    if every.total() < _FEWEST:
        return None
    (before, after), _ = ways.most_common(1)[0]
    between = gaps.most_common(1)[0][0] if gaps else " "
    usual = every.most_common(1)[0][0]
    often = sorted(colours, key=lambda label: (-colours[label].total(), label))
    pairs = [(tag, colours[tag].most_common(1)[0][0]) for tag in often[:_MOST]]
    return Badges(before, after, between, usual, tuple(sorted(pairs)))


def badge_spot(text: str, items: Sequence[Item], badges: Badges | None) -> Spot | None:
    """Put a row of badges into one mark; None where it is written otherwise."""
    if badges is None or not items:
        return None
    written = written_as(badges, [text[item.start : item.end] for item in items])
    start = items[0].start - len("![")
    if start < 0 or not text.startswith(written, start):
        return None
    return Spot(start, start + len(written), Mark("tags", badges.detail))


def written_as(badges: Badges, tags: Iterable[str]) -> str:
    """Write tags as a row of badges."""
    colours = dict(badges.colours)
    return badges.between.join(
        f"![{tag}]({badges.before}{markdown.in_badge(tag)}"
        f"-{colours.get(tag, badges.colour)}{badges.after})"
        for tag in tags
    )


def _badges(
    text: str, items: Iterable[Item]
) -> Iterator[tuple[int, str, re.Match[str]]]:
    """Yield where each badge begins, what it says, and the match of the rest."""
    for item in items:
        label = text[item.start : item.end]
        rest = _REST.match(text, item.end)
        begins = text.startswith("![", item.start - 2) and item.start > 1
        if begins and rest and rest[2] == markdown.in_badge(label):
            yield item.start - 2, label, rest
