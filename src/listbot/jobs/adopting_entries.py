"""The entries of an adopted README: data, and the text that no style writes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from listbot.catalog import entry_links, order, slugs, store
from listbot.catalog.model import Entry
from listbot.text import regions, styles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from listbot.catalog.config import Config
    from listbot.jobs.adopting import Tree
    from listbot.text.readme.looks import Looks
    from listbot.text.readme.reading import ListReading, ReadEntry, ReadSection


@dataclass(frozen=True, kw_only=True)
class Basis:
    """What entries are made from: what was read, and what was decided so far.

    *line_ends* are those of the README's lines.
    """

    reading: ListReading
    tree: Tree
    looks: Looks
    config: Config
    templates: Mapping[str, str]
    line_ends: Sequence[str]


def entries(basis: Basis) -> tuple[tuple[Entry, ...], dict[int, str]]:
    """Make the entries, and name the one that each line of README begins.

    The same work in two sections is one entry; twice in one section it stays two, for
    a person to decide. Entries carry `position` where the order of their section is
    not what dates give, and `as_written` where their style would write them otherwise.
    """
    reading, tree, config = basis.reading, basis.tree, basis.config
    made: dict[str, _Made] = {}
    names = slugs.Names(made)
    by_work: dict[tuple[str, tuple[str, ...]], _Made] = {}
    slug_by_line: dict[int, str] = {}
    numbers = _expected_numbers(reading, tree, config)
    for section in reading.sections:
        slug = tree.slug_by_line.get(section.line, "")
        newline = _newline(section, basis.line_ends)
        for place, read in enumerate(reading.entries_in(section), 1):
            work = (read.title, tuple(sorted({link.url for link in read.links})))
            one = by_work.get(work)
            if one is None or slug in one.texts:
                one = _Made.of(read, names.slug_of(read.title))
                by_work[work] = made[one.slug] = one
            one.positions[slug] = place
            one.texts[slug] = (
                read.source.replace(newline, "\n"),
                read.gap.replace(newline, "\n"),
            )
            one.numbers[slug] = numbers[read.first]
            slug_by_line[read.first] = one.slug
    plain = {one.slug: _entry(one, basis.looks) for one in made.values()}
    positioned = _positioned(plain, made, config)
    style_by_name = styles.read_styles(config, basis.templates)
    written = tuple(
        _with_text(positioned[one.slug], one, config, style_by_name)
        for one in made.values()
    )
    return written, slug_by_line


@dataclass(kw_only=True)
class _Made:
    """One entry in the making, with what differs from section to section."""

    read: ReadEntry
    slug: str
    positions: dict[str, int]
    texts: dict[str, tuple[str, str]]
    numbers: dict[str, int]

    @classmethod
    def of(cls, read: ReadEntry, slug: str) -> _Made:
        return cls(read=read, slug=slug, positions={}, texts={}, numbers={})


def _entry(one: _Made, looks: Looks) -> Entry:
    read = one.read
    pairs: dict[str, list[str]] = defaultdict(list)
    for kind, url in looks.kinds.in_order(read):
        pairs[kind].append(url)
    entry = Entry.model_validate(
        {
            "path": store.entry_path(one.slug, read.date),
            "title": looks.title_of(read),
            "date": read.date,
            "sections": tuple(one.positions),
            "fields": looks.fields_of(read),
            "links": pairs,
            "markdown": looks.markdown_of(read),
        }
    )
    return entry.model_copy(update={"ids": entry_links.identified(entry.links)})


def _positioned(
    plain: Mapping[str, Entry], made: Mapping[str, _Made], config: Config
) -> dict[str, Entry]:
    """Give positions to the entries of sections that dates alone would reorder."""
    slugs_by_section: dict[str, list[str]] = defaultdict(list)
    for one in made.values():
        for section in one.positions:
            slugs_by_section[section].append(one.slug)
    needs: set[str] = set()
    for section, names in slugs_by_section.items():
        names.sort(key=lambda name: made[name].positions[section])
        written = tuple(plain[name] for name in names)
        if order.arranged(written, section, config.order_of(section)) != written:
            needs.add(section)
    positioned: dict[str, Entry] = {}
    for slug, entry in plain.items():
        kept = {s: n for s, n in made[slug].positions.items() if s in needs}
        single = len(made[slug].positions) == 1
        position = next(iter(kept.values()), None) if single else kept or None
        positioned[slug] = entry.model_copy(update={"position": position})
    return positioned


def _with_text(
    entry: Entry, one: _Made, config: Config, style_by_name: Mapping[str, styles.Style]
) -> Entry:
    """Keep the text, and what follows it, that the style would write otherwise."""
    kept: dict[str, str] = {}
    following: dict[str, str] = {}
    for section, (text, gap) in one.texts.items():
        style = style_by_name[config.style_of(section)]
        said, blanks = _parted(text)
        made = style.entry(entry, one.numbers[section], section)
        if made == text:
            blanks = ""
        elif made != said:
            # One line is as easy to read as a block of YAML as several are.
            kept[section] = f"{text}\n"
            blanks = ""
        if blanks or gap not in {"", style.gap}:
            following[section] = blanks + gap
    single = len(one.texts) == 1
    update = {"as_written": kept, "followed_by": following}
    return entry.model_copy(
        update={
            key: (next(iter(texts.values())) if single else texts)
            for key, texts in update.items()
            if texts
        }
    )


def _parted(text: str) -> tuple[str, str]:
    """Return a text, and the blanks at its end."""
    said = text.rstrip(" \t")
    return said, text[len(said) :]


def _newline(section: ReadSection, line_ends: Sequence[str]) -> str:
    """Return the line end of a section's region; LF where they differ."""
    if not section.runs:
        return "\n"
    first, last = section.runs[0].first, section.runs[-1].last
    return regions.common_end(line_ends[first - 1 : last]) or "\n"


def _expected_numbers(
    reading: ListReading, tree: Tree, config: Config
) -> dict[int, int]:
    """Return the number each entry would get, by its first line."""
    numbers: dict[int, int] = {}
    for part in reading.files:
        last = 0
        for section in part.sections:
            if not section.runs:
                continue
            entries = part.entries_in(section)
            through = config.counts_through(tree.slug(section))
            first = last + 1 if through else 1
            last += len(entries) if through else 0
            numbers |= {read.first: place for place, read in enumerate(entries, first)}
    return numbers
