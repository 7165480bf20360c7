"""How a section writes dates, links and tags; each entry as a case of it. No I/O."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from listbot.text import date_notation
from listbot.text.readme import dates
from listbot.text.readme.looks import columns, rows
from listbot.text.readme.looks.badges import badge_spot, find_badges
from listbot.text.readme.looks.form import Case, case_of, covered
from listbot.text.readme.looks.kinds import in_usual_order
from listbot.text.readme.looks.learning import find_forms
from listbot.text.readme.looks.pattern import (
    Spot,
    find_spots,
    pattern_of,
    without_overlaps,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from listbot.text.readme.looks.badges import Badges
    from listbot.text.readme.looks.pattern import Pattern
    from listbot.text.readme.looks.rows import Item, Wrap
    from listbot.text.readme.looks.shown import Shown

_TABLE = "T1"
_LONGEST = 4000
_PRECISIONS = 3
# A section most of which is written needs no other try.
_ENOUGH = 0.7
# The list's way to write a date is the section's too if it fits so many of its dates.
_NEARLY = 0.8
# An order of its own pays for a section if so many more rows stand in it.
_CLEARLY = 0.1
_MOST_IN_ROWS = 60
# So many orders are tried before a section gets one of its own.
_MOST_ORDERS = 12


@dataclass(frozen=True, slots=True)
class Habits:
    """How a section writes its dates, its rows of links and its rows of tags.

    *notations* are those that write its years, months and days, with how many of each;
    *order* names the kinds of link in the order of its rows, where that is another than
    the list's.
    """

    notations: tuple[Counter[str], ...]
    links: Wrap | None
    tags: Wrap | None
    order: tuple[str, ...] = ()
    badges: Badges | None = None

    def within(self, whole: Habits) -> Habits:
        """Do as the whole list does where a section does not do clearly otherwise."""
        pairs = zip(self.notations, whole.notations, strict=True)
        return Habits(
            tuple(_settled(own, general) for own, general in pairs),
            self.links or whole.links,
            self.tags or whole.tags,
            self.order,
            whole.badges,
        )

    @property
    def notation_by_precision(self) -> tuple[str, ...]:
        """The notation of years, of months and of days."""
        seen = [each.most_common(1)[0][0] if each else "" for each in self.notations]
        return date_notation.completed(seen)


def _settled(own: Counter[str], general: Counter[str]) -> Counter[str]:
    top = general.most_common(1)
    if not own or not top:
        return Counter(dict(top))
    enough = own.most_common(1)[0][1] * _NEARLY
    return Counter(dict(top)) if own[top[0][0]] >= enough else own


def habits_of(shown: Sequence[Shown], orders: list[tuple[str, ...]]) -> Habits:
    """Find the habits of entries that stand together.

    *orders* are those that other sections have their links in; a new one is added.
    """
    links = ((each.read.text, rows.link_items(each) or ()) for each in shown)
    tags = [(each.read.text, _tag_items(each, ("",) * _PRECISIONS)) for each in shown]
    order = _order(shown, orders)
    if order and order not in orders:
        orders.append(order)
    return Habits(
        _notations(shown),
        rows.common_wrap(links),
        rows.common_wrap(tags),
        order,
        find_badges(tags),
    )


def _order(
    shown: Sequence[Shown], orders: Sequence[tuple[str, ...]]
) -> tuple[str, ...]:
    """Return the order that rows of links stand in; empty where it is the list's."""
    written: list[list[str]] = []
    usual: list[list[str]] = []
    for each in shown:
        items = rows.link_items(each) or []
        row = [each.read.text[item.start : item.end] for item in items]
        if len(row) > 1:
            rank = {kind: place for place, (kind, _) in enumerate(each.links)}
            written.append(row)
            usual.append(sorted(row, key=lambda kind, rank=rank: rank[kind]))
    labels = {label for row in written for label in row}
    if len(labels) > _MOST_IN_ROWS:
        return ()
    own = tuple(in_usual_order(labels, written))
    fits = {
        order: _fitting(order, written, usual)
        for order in ((), *orders[:_MOST_ORDERS], own)
    }
    enough = fits[own] - len(written) * _CLEARLY
    return next(order for order, count in fits.items() if count >= enough)


def _fitting(
    order: Sequence[str], written: Sequence[list[str]], usual: Sequence[list[str]]
) -> int:
    """Count the rows that stand in an order, what it does not name as in the list."""
    rank = {kind: place for place, kind in enumerate(order)}
    return sum(
        row == sorted(other, key=lambda kind: rank.get(kind, len(rank)))
        for row, other in zip(written, usual, strict=True)
    )


def _notations(shown: Iterable[Shown]) -> tuple[Counter[str], ...]:
    """Count the notations that write the years, the months and the days."""
    seen: list[Counter[str]] = [Counter() for _ in range(_PRECISIONS)]
    for each in shown:
        if each.date and each.read.date_written:
            place = dates.precision(each.date) - 1
            seen[place].update(
                date_notation.notations(each.read.date_written, each.date)
            )
    return tuple(seen)


def cases_of(shown: Sequence[Shown], habits: Habits) -> tuple[Case, ...]:
    """Return the case of each entry: links in a row, or each kind in a place."""
    in_rows = _cases_with(shown, habits, in_columns=False)
    written = _best_covered(in_rows)
    if written > len(shown) * _ENOUGH:
        return in_rows
    in_columns = _cases_with(shown, habits, in_columns=True)
    return in_columns if _best_covered(in_columns) > written else in_rows


def _cases_with(
    shown: Sequence[Shown], habits: Habits, *, in_columns: bool
) -> tuple[Case, ...]:
    patterns = [_pattern(each, habits, in_columns=in_columns) for each in shown]
    if sum(map(_ends_blank, patterns)) * 2 <= len(patterns):
        # Few blanks at the end are no habit; they are kept behind the entry.
        patterns = [_without_end(pattern) for pattern in patterns]
    if shown[0].read.shape == _TABLE:
        patterns = columns.padded([each.read.text for each in shown], patterns)
    return tuple(
        case_of(pattern, each) for pattern, each in zip(patterns, shown, strict=True)
    )


def _best_covered(cases: Sequence[Case]) -> int:
    seen = Counter(cases)
    return max((covered(form, seen)[0] for form in find_forms(seen)), default=0)


def _pattern(shown: Shown, habits: Habits, *, in_columns: bool) -> Pattern:
    text = shown.read.text
    if len(text) > _LONGEST:
        return (text,)
    spots = find_spots(shown, habits.notation_by_precision)
    tags = [_item(spot) for spot in spots if spot.mark.name == "tag"]
    found: list[Spot | None] = [spot for spot in spots if spot.mark.name != "tag"]
    found.append(
        badge_spot(text, tags, habits.badges)
        or rows.row_spot(text, tags, habits.tags, "tags")
    )
    found.append(rows.title_address(shown))
    links = rows.link_items(shown)
    if links and (in_columns or _in_several_cells(text, links)):
        found += rows.column_spots(text, links)
    elif links:
        found.append(rows.row_spot(text, links, habits.links, "links", habits.order))
    return pattern_of(shown, without_overlaps([spot for spot in found if spot]))


def _ends_blank(pattern: Pattern) -> bool:
    return pattern[-1:] in ((" ",), ("\t",))


def _without_end(pattern: Pattern) -> Pattern:
    while _ends_blank(pattern):
        pattern = pattern[:-1]
    return pattern


def _in_several_cells(text: str, links: Sequence[Item]) -> bool:
    return text.startswith("|") and "|" in text[links[0].last : links[-1].start]


def _item(spot: Spot) -> Item:
    return rows.Item(spot.start, spot.end)


def _tag_items(shown: Shown, notations: Sequence[str]) -> list[Item]:
    spots = find_spots(shown, notations)
    return [_item(spot) for spot in spots if spot.mark.name == "tag"]
