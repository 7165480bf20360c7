"""Rows of links and tags: what each is wrapped in, and parted by. No I/O."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from listbot.text.readme.looks.kinds import is_bare
from listbot.text.readme.looks.pattern import Mark, Spot, link_spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from listbot.text.readme.looks.shown import Shown

_OPENING = re.compile(r"(?:<kbd>|<code>|!?[\[(【`])*\Z")
_CLOSING = re.compile(r"(?:</kbd>|</code>|\]\([^()\s]{1,200}\)|[\])】`])*")
_PICTURE = re.compile(r"\](?:\([^()\s]{1,200}\))?")
_ICON = re.compile(r"([^\w\s\[\](){}<>|*_`.,;:'\"/\\+~=-]{1,6}) \Z")
_LONGEST_GAP = 60
_DEFAULT = " "


@dataclass(frozen=True, slots=True)
class Wrap:
    """How one item of a row is written: `open` label `middle` address `close`.

    *between* stands between two items; *icon* says whether each has a sign in front.
    """

    open: str
    middle: str
    close: str
    between: str
    icon: bool = False

    @property
    def detail(self) -> tuple[str, ...]:
        """The wrap as the detail of a mark."""
        icon = "icon" if self.icon else ""
        return (self.open, self.middle, self.close, self.between, icon)

    @property
    def is_whole(self) -> bool:
        """Whether all that opens around an item closes again, and items are apart."""
        text = f"{self.open}{self.middle}{self.close}"
        even = all(text.count(one) == text.count(other) for one, other in ("()", "[]"))
        apart = f"{self.close}{self.between}{self.open}"
        return even and bool(apart) and self.between.count("**") % 2 == 0


@dataclass(frozen=True, slots=True)
class Item:
    """One link or tag: where its label stands, and its address if it has one."""

    start: int
    end: int
    address: tuple[int, int] | None = None

    @property
    def last(self) -> int:
        """Where the last part of it ends."""
        return max(self.end, self.address[1]) if self.address else self.end

    @property
    def is_html(self) -> bool:
        """Whether the address stands before the label, as in a tag."""
        return self.address is not None and self.address[0] < self.start


def link_items(shown: Shown) -> list[Item] | None:
    """Return the links that are no title; None if data writes another text."""
    text = shown.read.text
    items: list[Item] = []
    known = set(shown.links)
    for link in shown.read.links:
        spans = link_spans(text, link) if link.part == "field" else None
        if link.part == "title" or is_bare(link):
            continue
        if spans is None:
            return None
        label = (spans[0], spans[0] + len(link.label))
        address = (spans[1], spans[1] + len(link.written))
        if (text[slice(*label)], text[slice(*address)]) not in known:
            return None
        items.append(Item(*label, address))
    return items


def title_address(shown: Shown) -> Spot | None:
    """Return where the address stands that the title leads to."""
    for link in shown.read.links:
        titled = link.part == "title" or is_bare(link)
        if titled and link.written and shown.links:
            start = shown.read.text.rfind(link.written, link.start, link.end)
            if start >= 0 and shown.links[0][1] == link.written:
                return Spot(start, start + len(link.written), Mark("title-url"))
    return None


def common_wrap(rows: Iterable[tuple[str, Sequence[Item]]]) -> Wrap | None:
    """Return how rows of several items are mostly written, else those of one."""
    several: Counter[Wrap] = Counter()
    single: Counter[Wrap] = Counter()
    for text, items in rows:
        if any(item.is_html for item in items):
            continue
        if len(items) > 1:
            several.update(wrap for wrap in _wraps(text, items) if wrap.is_whole)
        elif items:
            single[_lone_wrap(text, items[0])] += 1
    seen = several or single
    return seen.most_common(1)[0][0] if seen else None


def row_spot(
    text: str,
    items: Sequence[Item],
    common: Wrap | None,
    name: str,
    order: tuple[str, ...] = (),
) -> Spot | None:
    """Put a row into one mark; None when its items are not all written alike.

    *order* names what they are called in the order of their section.
    """
    if not items or common is None or any(item.is_html for item in items):
        return None
    wraps = set(_wraps(text, items)) if len(items) > 1 else {common}
    if len(wraps) != 1:
        return None
    wrap = wraps.pop()
    first, last = items[0], items[-1]
    start = first.start - len(wrap.open)
    fits = text.startswith(wrap.open, max(start, 0)) and text.startswith(
        wrap.close, last.last
    )
    if not fits or any(_middle(text, item) != wrap.middle for item in items):
        return None
    if wrap.icon:
        icon = _ICON.search(text[max(start - _LONGEST_GAP, 0) : start])
        if icon is None:
            return None
        start -= len(icon[0])
    return Spot(start, last.last + len(wrap.close), Mark(name, wrap.detail + order))


def column_spots(text: str, items: Iterable[Item]) -> Iterator[Spot]:
    """Mark the address of each link by its kind: in a table each has its column."""
    for item in items:
        if item.address:
            kind = text[item.start : item.end]
            start, end = item.address
            quoted = text[start - 1 : start] == text[end : end + 1] == "'"
            detail = (kind, "'") if quoted else (kind,)
            yield Spot(start, end, Mark(f"url {kind}", detail))


def is_quoted(mark: Mark) -> bool:
    """Say whether an address stands between single quotes."""
    return mark.detail[1:] == ("'",)


def icons(text: str, items: Iterable[Item]) -> Iterator[tuple[str, str]]:
    """Yield label and icon of the links that have one in front."""
    for item in items:
        before = text[max(item.start - _LONGEST_GAP, 0) : item.start]
        icon = _ICON.search(_OPENING.sub("", before))
        if icon:
            yield text[item.start : item.end], icon[1]


def _wraps(text: str, items: Sequence[Item]) -> Iterator[Wrap]:
    for place, item in enumerate(items[:-1]):
        gap = text[item.last : items[place + 1].start]
        if len(gap) > _LONGEST_GAP:
            gap = ""
        close, open_ = _CLOSING.match(gap), _OPENING.search(gap)
        closing = close[0] if close else ""
        opening = open_[0] if open_ else ""
        middle = gap[len(closing) : len(gap) - len(opening)]
        icon = _ICON.search(middle)
        between = middle[: icon.start()] if icon else middle
        yield Wrap(opening, _middle(text, item), closing, between, bool(icon))


def _lone_wrap(text: str, item: Item) -> Wrap:
    before = text[max(item.start - _LONGEST_GAP, 0) : item.start]
    match = re.search(r"(?:<kbd>|!?\[|`)*\Z", before)
    opening = match[0] if match else ""
    middle = _middle(text, item)
    closing = ")" * ("(" in middle) + "]" * (len(opening) - middle.count("]"))
    icon = _ICON.search(before[: len(before) - len(opening)])
    if item.address is None:
        closing = opening.replace("[", "]").replace("<kbd>", "</kbd>")
        picture = _PICTURE.match(text, item.end)
        if opening == "![" and picture:
            closing = picture[0]
    return Wrap(opening, middle, closing, _DEFAULT, bool(icon))


def _middle(text: str, item: Item) -> str:
    return text[item.end : item.address[0]] if item.address else ""
