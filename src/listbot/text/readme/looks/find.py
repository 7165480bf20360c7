"""The looks of a list: one style for each way its sections write entries. No I/O."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from listbot.text import date_notation
from listbot.text.readme import dates
from listbot.text.readme.looks import fields, rows
from listbot.text.readme.looks.form import Case, Form, case_of, covered, find_form
from listbot.text.readme.looks.kinds import Kinds, name_kinds
from listbot.text.readme.looks.pattern import (
    Spot,
    find_spots,
    pattern_of,
    without_overlaps,
)
from listbot.text.readme.looks.shown import show

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from listbot.text.readme.looks.pattern import Pattern
    from listbot.text.readme.looks.rows import Item, Wrap
    from listbot.text.readme.looks.shown import Shown
    from listbot.text.readme.reading import ListReading, ReadEntry

_LONGEST = 4000
_MOST_SHARED = 12
_PRECISIONS = 3
# A section most of which is written needs no other try.
_ENOUGH = 0.7


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """How entries are written: the form, what parts two of them, a table's head."""

    form: Form
    gap: str
    head: str = ""


@dataclass(frozen=True, kw_only=True)
class Looks:
    """The looks of a list, and which section (by its line) has which.

    *key_by_field* names the fields that entries have, and the key each has in entry
    files. *icon_by_kind* are the signs in front of links; *written* holds the first
    lines of the entries that the look of their section writes byte for byte.
    """

    kinds: Kinds
    key_by_field: Mapping[str, str]
    icon_by_kind: Mapping[str, str]
    looks: tuple[Look, ...]
    look_by_line: Mapping[int, int]
    written: frozenset[int]

    def fields_of(self, entry: ReadEntry) -> dict[str, str | tuple[str, ...]]:
        """Return what an entry says in the list's own fields, by key."""
        return {
            key: value
            for name, key in self.key_by_field.items()
            if (value := fields.value_of(entry, name))
        }


@dataclass(frozen=True, slots=True)
class _Group:
    """The entries of one section, with the pattern of each."""

    line: int
    shown: tuple[Shown, ...]
    cases: Counter[Case]
    gap: str
    head: str

    def covered(self, form: Form) -> tuple[int, int]:
        """Count the entries that *form* writes."""
        return covered(form, self.cases)


def find_looks(reading: ListReading) -> Looks:
    """Find how the sections of a list write their entries.

    Sections share a look where that costs no entry.
    """
    kinds = name_kinds(reading.entries)
    icon_by_kind = _icons(show(reading.entries, kinds))
    groups = _groups(reading, kinds)
    shared = _shared_forms(groups)
    looks: list[Look] = []
    look_by_line: dict[int, int] = {}
    written: set[int] = set()
    for group in groups:
        look = Look(form=_best(group, shared), gap=group.gap, head=group.head)
        if look not in looks:
            looks.append(look)
        look_by_line[group.line] = looks.index(look)
        written.update(
            each.read.first
            for each in group.shown
            if look.form.text(each, icon_by_kind) == each.read.text
        )
    return Looks(
        kinds=kinds,
        key_by_field=fields.name_fields(reading.entries),
        icon_by_kind=icon_by_kind,
        looks=tuple(looks),
        look_by_line=look_by_line,
        written=frozenset(written),
    )


def _shared_forms(groups: Sequence[_Group]) -> list[Form]:
    """Return the forms of the sections, those that write most entries first."""
    total: Counter[Form] = Counter()
    for group in groups:
        form = find_form(group.cases)
        if form:
            total[form] += group.covered(form)[0]
    every_case: Counter[Case] = Counter()
    for group in groups:
        every_case.update(group.cases)
    everything = find_form(every_case)
    forms = [form for form, _ in total.most_common()]
    return list(dict.fromkeys([*([everything] if everything else []), *forms]))


def _best(group: _Group, forms: Sequence[Form]) -> Form:
    own = find_form(group.cases) or Form(())
    return max([*forms[:_MOST_SHARED], own], key=lambda form: group.covered(form)[0])


def _groups(reading: ListReading, kinds: Kinds) -> list[_Group]:
    groups: list[_Group] = []
    everything = show(reading.entries, kinds)
    shown_by_line = {each.read.first: each for each in everything}
    everywhere = _habits(everything)
    for section in reading.sections:
        if not section.runs:
            continue
        shown = tuple(
            shown_by_line[entry.first] for entry in reading.entries_in(section)
        )
        habits = _habits(shown).or_else(everywhere)
        gaps = Counter(_gap(each.read) for each in shown[:-1])
        groups.append(
            _Group(
                section.line,
                shown,
                Counter(_cases(shown, habits)),
                gaps.most_common(1)[0][0] if gaps else "\n",
                section.runs[0].head,
            )
        )
    return groups


def _gap(entry: ReadEntry) -> str:
    """Return what parts an entry from the next, if it may part others too."""
    gap = entry.gap.replace("\r\n", "\n")
    says_something = any(map(str.isalnum, gap.replace("<br>", "")))
    usable = gap.startswith("\n") and gap.endswith("\n") and not says_something
    return gap if usable else "\n"


@dataclass(frozen=True, slots=True)
class _Habits:
    """How a section writes its dates, its rows of links and its rows of tags."""

    notations: tuple[str, ...]
    links: Wrap | None
    tags: Wrap | None

    def or_else(self, other: _Habits) -> _Habits:
        """Fill what a section does not show with what the list does."""
        pairs = zip(self.notations, other.notations, strict=True)
        return _Habits(
            tuple(own or general for own, general in pairs),
            self.links or other.links,
            self.tags or other.tags,
        )


def _habits(shown: Sequence[Shown]) -> _Habits:
    links = ((each.read.text, rows.link_items(each) or ()) for each in shown)
    tags = ((each.read.text, _tag_items(each, ("",) * _PRECISIONS)) for each in shown)
    return _Habits(_notations(shown), rows.common_wrap(links), rows.common_wrap(tags))


def _notations(shown: Iterable[Shown]) -> tuple[str, ...]:
    """Return how most years, months and days are written."""
    seen: list[Counter[str]] = [Counter() for _ in range(_PRECISIONS)]
    for each in shown:
        if each.date and each.read.date_written:
            place = dates.precision(each.date) - 1
            seen[place].update(
                date_notation.notations(each.read.date_written, each.date)
            )
    return tuple(counter.most_common(1)[0][0] if counter else "" for counter in seen)


def _cases(shown: Sequence[Shown], habits: _Habits) -> tuple[Case, ...]:
    """Return the case of each entry: links in a row, or each kind in a place."""
    in_rows = tuple(_case(each, habits, in_columns=False) for each in shown)
    if _best_covered(in_rows) > len(shown) * _ENOUGH:
        return in_rows
    columns = tuple(_case(each, habits, in_columns=True) for each in shown)
    return max(in_rows, columns, key=_best_covered)


def _best_covered(cases: Sequence[Case]) -> int:
    seen = Counter(cases)
    form = find_form(seen)
    return covered(form, seen)[0] if form else 0


def _case(shown: Shown, habits: _Habits, *, in_columns: bool) -> Case:
    return case_of(_pattern(shown, habits, in_columns=in_columns), shown)


def _pattern(shown: Shown, habits: _Habits, *, in_columns: bool) -> Pattern:
    text = shown.read.text
    if len(text) > _LONGEST:
        return (text,)
    spots = find_spots(shown, habits.notations)
    tags = [_item(spot) for spot in spots if spot.mark.name == "tag"]
    found: list[Spot | None] = [spot for spot in spots if spot.mark.name != "tag"]
    found.append(rows.row_spot(text, tags, habits.tags, "tags"))
    found.append(rows.title_address(shown))
    links = rows.link_items(shown)
    if links and in_columns:
        found += rows.column_spots(text, links)
    elif links:
        found.append(rows.row_spot(text, links, habits.links, "links"))
    return pattern_of(shown, without_overlaps([spot for spot in found if spot]))


def _item(spot: Spot) -> Item:
    return rows.Item(spot.start, spot.end)


def _tag_items(shown: Shown, notations: Sequence[str]) -> list[Item]:
    spots = find_spots(shown, notations)
    return [_item(spot) for spot in spots if spot.mark.name == "tag"]


def _icons(shown: Iterable[Shown]) -> dict[str, str]:
    """Return the sign that mostly stands in front of each kind of link."""
    seen: dict[str, Counter[str]] = {}
    for each in shown:
        for kind, icon in rows.icons(each.read.text, rows.link_items(each) or ()):
            seen.setdefault(kind, Counter())[icon] += 1
    return {kind: signs.most_common(1)[0][0] for kind, signs in seen.items()}
