"""The looks of a list: one style for each way its sections write entries. No I/O."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from listbot.text.readme.looks import fields, rows
from listbot.text.readme.looks.dangling import dangles
from listbot.text.readme.looks.defaults import completions
from listbot.text.readme.looks.form import Case, Form, covered
from listbot.text.readme.looks.habits import cases_of, habits_of
from listbot.text.readme.looks.kinds import Kinds, name_kinds
from listbot.text.readme.looks.learning import find_forms
from listbot.text.readme.looks.plain import lead_of, plain_form
from listbot.text.readme.looks.shown import HTML_SHAPES, show

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from listbot.text.readme.looks.shown import Shown
    from listbot.text.readme.reading import ListReading, ReadEntry

_MOST_SHARED = 12
# A section is compared with the looks of so many larger ones.
_MOST_COMPARED = 40
# So many entries tell which look is most like a section's own.
_COMPARED = 3
_LIKE_ENOUGH = 90
# A look of its own pays for a section if it writes more entries by this share.
_CLEARLY = 0.1


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """How entries are written: the form, what parts two of them, a table's head.

    With *html* they stand in a block of HTML.
    """

    form: Form
    gap: str
    head: str = ""
    html: bool = False


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
    markup_by_line: Mapping[int, Mapping[str, str]]
    looks: tuple[Look, ...]
    look_by_line: Mapping[int, int]
    written: frozenset[int]

    def title_of(self, entry: ReadEntry) -> str:
        """Return the title of an entry, blanks that do not break as they are."""
        return fields.text_of(entry, "title")

    def fields_of(self, entry: ReadEntry) -> dict[str, str | tuple[str, ...]]:
        """Return what an entry says in the list's own fields, by key."""
        return {
            key: value
            for name, key in self.key_by_field.items()
            if (value := fields.value_of(entry, name))
        }

    def markdown_of(self, entry: ReadEntry) -> dict[str, str]:
        """Return the texts of an entry that the list writes as Markdown, by key."""
        key_by_name = {"title": "title", **self.key_by_field}
        return {
            key_by_name[name]: markup
            for name, markup in self.markup_by_line.get(entry.first, {}).items()
            if name in key_by_name
        }


@dataclass(frozen=True, slots=True)
class _Group:
    """The entries of one section, with the pattern of each, and what they teach."""

    line: int
    shown: tuple[Shown, ...]
    cases: Counter[Case]
    forms: tuple[Form, ...]
    gap: str
    head: str
    html: bool

    @property
    def lead(self) -> str:
        """How most of its entries begin."""
        seen: Counter[str] = Counter()
        for case, number in self.cases.items():
            seen[lead_of(case.pattern)] += number
        return seen.most_common(1)[0][0]

    def covered(self, form: Form) -> tuple[int, int]:
        """Count the entries that *form* writes."""
        return covered(form, self.cases)

    def likeness(self, form: Form) -> float:
        """Say how like a few of its entries *form* writes them; 100 is the same."""
        some = self.shown[:_COMPARED]
        ratios = (fuzz.ratio(form.text(each, {}), each.read.text) for each in some)
        return sum(ratios) / len(some)


def find_looks(reading: ListReading) -> Looks:
    """Find how the sections of a list write their entries.

    Sections share a look unless one of their own writes clearly more of their entries.
    """
    kinds = name_kinds(reading.entries)
    everything = show(reading.entries, kinds)
    icon_by_kind = _icons(everything)
    groups = _groups(reading, everything)
    form_by_line = _forms(groups)
    place_by_look: dict[Look, int] = {}
    look_by_line: dict[int, int] = {}
    written: set[int] = set()
    for group in groups:
        form = form_by_line[group.line]
        look = Look(form=form, gap=group.gap, head=group.head, html=group.html)
        look_by_line[group.line] = place_by_look.setdefault(look, len(place_by_look))
        written.update(
            each.read.first
            for each in group.shown
            if look.form.text(each, icon_by_kind) == each.read.text
        )
    return Looks(
        kinds=kinds,
        markup_by_line={
            each.read.first: each.markup for each in everything if each.markup
        },
        key_by_field=fields.name_fields(reading.entries),
        icon_by_kind=icon_by_kind,
        looks=tuple(place_by_look),
        look_by_line=look_by_line,
        written=frozenset(written),
    )


def _forms(groups: Sequence[_Group]) -> dict[int, Form]:
    """Choose a form for each section, by its line; as few as do nearly as well."""
    candidates = _candidates(groups)
    chosen: list[Form] = []
    form_by_line: dict[int, Form] = {}
    for group in sorted(groups, key=lambda each: -len(each.shown)):
        found = [*group.forms, *candidates[:_MOST_SHARED]]
        own = [form for form in found if lead_of(form.base) == group.lead]
        best = max(own, key=group.covered, default=plain_form(group.shown))
        alike = [
            form for form in chosen[:_MOST_COMPARED] if lead_of(form.base) == group.lead
        ]
        shared = max(alike, key=group.covered, default=None)
        gain = group.covered(best)[0] - (group.covered(shared)[0] if shared else -1)
        if shared is None or gain > max(1, len(group.shown) * _CLEARLY):
            chosen.append(best)
            shared = best
        elif group.covered(shared)[0] <= len(group.shown) * _CLEARLY:
            # None of them writes these entries: the one that is most like them.
            shared = max(alike, key=group.likeness)
            if group.likeness(shared) < _LIKE_ENOUGH:
                shared = max([shared, *own], key=group.likeness)
            chosen += [] if shared in chosen else [shared]
        form_by_line[group.line] = shared
    return _completed(groups, form_by_line)


def _completed(
    groups: Sequence[_Group], form_by_line: Mapping[int, Form]
) -> dict[int, Form]:
    """Complete the form of each section; what is learnt stays where it writes more.

    Unless that is a lot, nothing may be left alone where an entry lacks something.
    """
    groups_by_form: dict[Form, list[_Group]] = {}
    for group in groups:
        groups_by_form.setdefault(form_by_line[group.line], []).append(group)
    found: dict[int, Form] = {}
    for form, own in groups_by_form.items():
        cases: Counter[Case] = Counter()
        for one in own:
            cases.update(one.cases)
        tries = completions(form, cases)
        counts = {each: covered(each, cases)[0] for each in tries}
        entries = sum(len(one.shown) for one in own)
        worth = {
            each: count - dangles(each) * max(1, entries * _CLEARLY)
            for each, count in counts.items()
        }
        best = max(worth, key=lambda each: worth[each])
        found.update((group.line, best) for group in own)
    return found


def _candidates(groups: Sequence[_Group]) -> list[Form]:
    """Return forms that sections may share, those that write most entries first."""
    every_case: Counter[Case] = Counter()
    total: Counter[Form] = Counter()
    for group in groups:
        every_case.update(group.cases)
        for form in group.forms:
            total[form] += group.covered(form)[0]
    forms = [form for form, _ in total.most_common()]
    return list(dict.fromkeys([*find_forms(every_case), *forms]))


def _groups(reading: ListReading, everything: Sequence[Shown]) -> list[_Group]:
    groups: list[_Group] = []
    shown_by_line = {each.read.first: each for each in everything}
    everywhere = habits_of(everything, [])
    orders: list[tuple[str, ...]] = []
    usual = _usual_gap(everything)
    for section in reading.sections:
        if not section.runs:
            continue
        shown = tuple(
            shown_by_line[entry.first] for entry in reading.entries_in(section)
        )
        habits = habits_of(shown, orders).within(everywhere)
        cases = Counter(cases_of(shown, habits))
        groups.append(
            _Group(
                section.line,
                shown,
                cases,
                tuple(find_forms(cases)),
                _usual_gap(shown) or usual or "\n",
                section.runs[0].head,
                shown[0].read.shape in HTML_SHAPES,
            )
        )
    return groups


def _usual_gap(shown: Sequence[Shown]) -> str:
    """Return what stands between most entries; empty where none follows another."""
    gaps = Counter(_gap(each.read) for each in shown if each.read.gap)
    return gaps.most_common(1)[0][0] if gaps else ""


def _gap(entry: ReadEntry) -> str:
    """Return what parts an entry from the next, if it may part others too."""
    gap = entry.gap.replace("\r\n", "\n")
    says_something = any(map(str.isalnum, gap.replace("<br>", "")))
    usable = gap.startswith("\n") and gap.endswith("\n") and not says_something
    return gap if usable else "\n"


def _icons(shown: Iterable[Shown]) -> dict[str, str]:
    """Return the sign that mostly stands in front of each kind of link."""
    seen: dict[str, Counter[str]] = {}
    for each in shown:
        for kind, icon in rows.icons(each.read.text, rows.link_items(each) or ()):
            seen.setdefault(kind, Counter())[icon] += 1
    return {kind: signs.most_common(1)[0][0] for kind, signs in seen.items()}
