"""What kinds of link a list has: how they are called, in which order. No I/O."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from listbot.catalog import addresses, ids, slugs, works
from listbot.text.readme import links
from listbot.text.readme.looks.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from listbot.text.readme.links import ReadLink
    from listbot.text.readme.reading import ReadEntry

_LINK, _PAPER, _MENTION = "Link", "Paper", "See also"
# A form asks for each kind: no more than people would read.
_MOST = 24
_MOST_UNASKED = 60
_FEWEST = 3
_RARE = 400
_LONGEST = 40
# What forms ask for anyway.
_ASKED = (*FIELDS, "tags", "title", "date", "section")


@dataclass(frozen=True, kw_only=True)
class Kinds:
    """The kinds of link of a list in display order, and which label is which.

    *title* is the kind of the link a title is the label of, *mention* that of links
    in a description. Forms ask for those in *asked*: of labels that differ in case
    alone only for one, and not for what few entries have.
    """

    names: tuple[str, ...]
    asked: frozenset[str]
    title: str
    name_by_label: Mapping[str, str]
    mention: str = _MENTION

    def kind_of(self, link: ReadLink) -> str:
        """Return the kind of a link that was read."""
        if link.part == "title" or is_bare(link):
            return self.title
        if link.part == "text":
            return self.mention
        return self.name_by_label.get(_spelt(link.label), self.title)

    def in_order(self, entry: ReadEntry) -> tuple[tuple[str, str], ...]:
        """Return kind and address of an entry's usable links as they would show."""
        rank = {name: place for place, name in enumerate(self.names)}
        pairs = [
            (self.kind_of(link), link.url)
            for link in entry.links
            if link.fault != "placeholder-link" and addresses.parse(link.url)
        ]
        return tuple(sorted(pairs, key=lambda pair: rank.get(pair[0], len(rank))))


def name_kinds(entries: Sequence[ReadEntry]) -> Kinds:
    """Name the kinds of link of a list, in the order they mostly stand in.

    Labels that hardly any entry has, and other spellings of a kind, are kinds that no
    form asks for. What names no kind counts as the title's.
    """
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    rows: list[list[str]] = []
    for entry in entries:
        own = [e for e in entry.links if e.part == "field" and not is_bare(e)]
        rows.append([_folded(link.label) for link in own])
        for link in own:
            spellings[_folded(link.label)][_spelt(link.label)] += 1
    asked = _kept(spellings, len(entries))
    title = _title_kind(entries, set(asked.values()))
    others = _others(spellings, asked, {title, _MENTION})
    name_by_label = {
        name: name if name in others else asked[label]
        for label, names in spellings.items()
        for name in names
        if name in others or label in asked
    }
    labels = dict.fromkeys([*asked, *map(_folded, others)])
    names = [
        name
        for label in in_usual_order(labels, rows)
        for name in dict.fromkeys([asked.get(label, ""), *spellings[label]])
        if name in others or name == asked.get(label)
    ]
    return Kinds(
        names=tuple(dict.fromkeys([title, *names, _MENTION])),
        asked=frozenset({title, _MENTION, *asked.values()}),
        title=title,
        name_by_label=name_by_label,
    )


def _others(
    spellings: Mapping[str, Counter[str]], asked: Mapping[str, str], taken: set[str]
) -> list[str]:
    """Return the labels that are kinds too, those seen most first; not too many."""
    seen: Counter[str] = Counter()
    for label, names in spellings.items():
        for name, count in names.items():
            known = label in asked or count > 1 or links.names_a_kind(name)
            usable = name.isprintable() and len(name) <= _LONGEST
            if known and usable and name not in taken and name != asked.get(label):
                seen[name] += count
    return [name for name, _ in seen.most_common(_MOST_UNASKED)]


def in_usual_order(labels: Collection[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Sort labels so that those which mostly stand before most others come first."""
    before: Counter[tuple[str, str]] = Counter()
    for row in rows:
        known = list(dict.fromkeys(label for label in row if label in labels))
        before.update(combinations(known, 2))
    wins: Counter[str] = Counter()
    for one, other in combinations(sorted(labels), 2):
        lead = before[one, other] - before[other, one]
        wins[one] += (lead > 0) - (lead < 0)
        wins[other] += (lead < 0) - (lead > 0)
    return sorted(labels, key=lambda label: (-wins[label], label))


def _kept(spellings: Mapping[str, Counter[str]], entries: int) -> dict[str, str]:
    """Return the labels that are kinds, with their name."""
    fewest = max(min(_FEWEST, entries // _FEWEST), entries // _RARE)
    often = sorted(spellings, key=lambda label: -spellings[label].total())
    taken = {slugs.form_id(name) for name in (*_ASKED, _MENTION)}
    kept: dict[str, str] = {}
    for label in often[:_MOST]:
        name = spellings[label].most_common(1)[0][0]
        told = slugs.form_id(name) not in taken and len(name) <= _LONGEST
        if told and name.isprintable() and spellings[label].total() >= fewest:
            kept[label] = name
            taken.add(slugs.form_id(name))
    return kept


def is_bare(link: ReadLink) -> bool:
    """Say whether a link is called by its own address."""
    return link.label.startswith(("http://", "https://", "www."))


def _title_kind(entries: Sequence[ReadEntry], taken: set[str]) -> str:
    """Call the title's link `Paper` where most are papers, else `Link`."""
    titled = [link for e in entries for link in e.links if link.part == "title"]
    papers = sum(
        any(one.scheme in works.PAPER for one in ids.ids_of(link.url))
        for link in titled
    )
    wanted = _PAPER if papers * 2 > len(titled) else _LINK
    # Two that differ in case alone could not be told apart in a form.
    twin = slugs.form_id(wanted) in map(slugs.form_id, taken)
    return f"{wanted} page" if twin and titled else wanted


def _spelt(label: str) -> str:
    return " ".join(label.split()) or _LINK


def _folded(label: str) -> str:
    return _spelt(label).casefold()
