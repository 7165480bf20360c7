"""From what was read of a README to a configuration and entries. Values only."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from listbot.catalog import addresses, order, slugs, store, yaml_writer
from listbot.catalog.model import Entry
from listbot.jobs import drafting
from listbot.text import styles

if TYPE_CHECKING:
    from collections.abc import Mapping

    from listbot.catalog.config import Config
    from listbot.text.readme.reading import ListReading, ReadEntry

_FIELDS = {
    "kind": "Kind",
    "venue": "Venue",
    "authors": "Authors",
    "description": "Description",
    "tags": "Tags",
}
_NEARLY_ALL = 0.9


@dataclass(frozen=True, kw_only=True)
class Tree:
    """The sections that will be: their slugs by the path read, and what was cut off.

    *root* is how many titles at the front of every path are no section of the list but
    the README's own title.
    """

    slug_by_path: Mapping[tuple[str, ...], str]
    root: int

    def slug(self, path: tuple[str, ...]) -> str:
        """Return the slug of a section by its path as read."""
        return self.slug_by_path[path]


def section_tree(reading: ListReading) -> Tree:
    """Name the sections with entries, and those above them."""
    filled = [section.path for section in reading.sections if section.runs]
    root = 0
    while all(
        len(path) > root + 1 and path[root] == filled[0][root] for path in filled
    ):
        root += 1
    slug_by_path: dict[tuple[str, ...], str] = {}
    taken: set[str] = set()
    for path in filled:
        for depth in range(root + 1, len(path) + 1):
            if path[:depth] not in slug_by_path:
                slug = slugs.section_slug(path[depth - 1] or "entries", taken)
                slug_by_path[path[:depth]] = slug
                taken.add(slug)
    return Tree(slug_by_path=slug_by_path, root=root)


def config_text(reading: ListReading, tree: Tree, readme: str) -> str:
    """Write listbot.yml as the README suggests it: sections, fields, kinds of link."""
    directions = Counter(
        section.order for section in reading.sections if section.order != "none"
    )
    main = directions.most_common(1)[0][0] if directions else "as-imported"
    present = [
        name for name in _FIELDS if any(_field(e, name) for e in reading.entries)
    ]
    is_card = _main_shape(reading) == "N1"
    icons = _icons(reading) if is_card else {}
    values: dict[str, Any] = {"title": reading.title or "The list"}
    if icons.get("title"):
        values["icon"] = icons["title"]
    values |= {
        "noun": "paper" if "venue" in present else "entry",
        "readme": readme,
        "order": main,
        "numbering": _numbering(reading),
        "style": "card" if is_card else "line",
        "sections": _nodes(reading, tree, main, ()),
    }
    if present:
        values["fields"] = {
            name: {
                "type": "list" if name == "tags" else "text",
                "label": _FIELDS[name],
                **({"icon": icons[name]} if icons.get(name) else {}),
            }
            for name in present
        }
    values["links"] = _kinds(reading, icons)
    return yaml_writer.write_yaml(values)


def entries(
    reading: ListReading, tree: Tree, config: Config
) -> tuple[tuple[Entry, ...], dict[int, str]]:
    """Make the entries, and name the one that each line of README begins.

    The same work in two sections is one entry; twice in one section it stays two, for
    a person to decide. Entries carry `position` where the order of their section is
    not what dates give, and `as_written` where their style would write them otherwise.
    """
    kinds = _kind_by_label(reading)
    made: dict[str, _Made] = {}
    by_work: dict[tuple[str, tuple[str, ...]], _Made] = {}
    slug_by_line: dict[int, str] = {}
    numbers = _expected_numbers(reading, config)
    for section in reading.sections:
        slug = tree.slug_by_path.get(section.path, "")
        for place, read in enumerate(reading.entries_in(section), 1):
            work = (read.title, tuple(sorted({link.url for link in read.links})))
            one = by_work.get(work)
            if one is None or slug in one.texts:
                one = _Made.of(read, slugs.make_slug(read.title, made))
                by_work[work] = made[one.slug] = one
            one.positions[slug] = place
            one.texts[slug] = (read.source, read.gap)
            one.numbers[slug] = numbers[read.first]
            slug_by_line[read.first] = one.slug
    plain = {one.slug: _entry(one, kinds, config) for one in made.values()}
    positioned = _positioned(plain, made, config)
    style_by_name = styles.read_styles(config, {})
    written = tuple(
        _with_text(positioned[one.slug], one, config, style_by_name)
        for one in made.values()
    )
    return written, slug_by_line


def places(reading: ListReading, tree: Tree) -> list[tuple[int, int, str]]:
    """Say where the markers go: one region a section, from first to last entry."""
    return [
        (
            section.runs[0].first,
            section.runs[-1].last,
            f"entries {tree.slug(section.path)}",
        )
        for section in reading.sections
        if section.runs
    ]


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


def _entry(one: _Made, kind_by_label: Mapping[str, str], config: Config) -> Entry:
    read = one.read
    links = [
        {kind_by_label[_folded(link.label)]: link.url}
        for link in read.links
        if addresses.parse(link.url) is not None
    ]
    pairs: dict[str, list[str]] = defaultdict(list)
    for link in links:
        for kind, url in link.items():
            pairs[kind].append(url)
    fields = {name: _field(read, name) for name in config.fields if _field(read, name)}
    entry = Entry.model_validate(
        {
            "path": store.entry_path(one.slug, read.date),
            "title": read.title,
            "date": read.date,
            "sections": tuple(one.positions),
            "fields": fields,
            "links": pairs,
        }
    )
    return entry.model_copy(update={"ids": drafting.identified(entry.links, config)})


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
    """Keep the text that the style of a section would write otherwise."""
    kept: dict[str, str] = {}
    for section, (text, gap) in one.texts.items():
        style = style_by_name[config.style_of(section)]
        own_gap = gap not in {"", style.gap}
        if own_gap or style.entry(entry, one.numbers[section]) != text:
            kept[section] = text + gap if own_gap else text
    if not kept:
        return entry
    single = len(one.texts) == 1
    as_written = next(iter(kept.values())) if single else kept
    return entry.model_copy(update={"as_written": as_written})


def _numbering(reading: ListReading) -> str:
    """Say how the entries are numbered; wrong numbers are kept until a repair."""
    if reading.counting not in {"per-section", "continuous"}:
        return "ones" if reading.counting == "ones" else "none"
    right = "wrong-number" not in {finding.code for finding in reading.findings}
    return reading.counting if right else "as-written"


def _expected_numbers(reading: ListReading, config: Config) -> dict[int, int]:
    """Return the number each entry would get, by its first line."""
    numbers: dict[int, int] = {}
    through = config.numbering in {"continuous", "as-written"}
    for section in reading.sections:
        for place, read in enumerate(reading.entries_in(section), 1):
            numbers[read.first] = len(numbers) + 1 if through else place
    return numbers


def _nodes(
    reading: ListReading, tree: Tree, main: str, above: tuple[str, ...]
) -> list[Any]:
    """Write the sections below a path, each as short as it can be."""
    order_by_path = {section.path: section.order for section in reading.sections}
    start = above or next(iter(tree.slug_by_path))[: tree.root]
    nodes: list[Any] = []
    for path, slug in tree.slug_by_path.items():
        if path[:-1] != start:
            continue
        title = path[-1] or "Entries"
        settings: dict[str, Any] = {}
        if slugs.section_slug(title) != slug:
            settings["slug"] = slug
        own = order_by_path.get(path, "none")
        if own not in {"none", main}:
            settings["order"] = own
        inner = _nodes(reading, tree, main, path)
        if settings and inner:
            settings["sections"] = inner
        nodes.append({title: settings or inner} if settings or inner else title)
    return nodes


def _kinds(reading: ListReading, icons: Mapping[str, str]) -> dict[str, Any]:
    """List the kinds of link in the order they are first seen."""
    kind_by_label = _kind_by_label(reading)
    seen: Counter[str] = Counter()
    for read in reading.entries:
        seen.update({kind_by_label[_folded(link.label)] for link in read.links})
    enough = _NEARLY_ALL * len(reading.entries)
    kinds: dict[str, Any] = {}
    for kind in dict.fromkeys(kind_by_label.values()):
        settings: dict[str, Any] = {}
        if seen[kind] >= enough:
            settings["required"] = True
        if icons.get(f"link {kind}"):
            settings["icon"] = icons[f"link {kind}"]
        kinds[kind] = settings
    return kinds or {"Link": {"required": True}}


def _kind_by_label(reading: ListReading) -> dict[str, str]:
    """Call labels that differ in case alone by the spelling seen most."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for read in reading.entries:
        for link in read.links:
            spellings[_folded(link.label)][link.label.strip() or "Link"] += 1
    return {label: seen.most_common(1)[0][0] for label, seen in spellings.items()}


def _folded(label: str) -> str:
    return " ".join(label.split()).casefold()


def _icons(reading: ListReading) -> dict[str, str]:
    """Find the sign that stands in front of most titles, venues and links."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for read in reading.entries:
        for piece in read.pieces:
            start = read.text.rfind("\n", 0, piece.start) + 1
            sign = read.text[start : piece.start].strip(" *-+[0123456789.)")
            if any(character.isalnum() for character in sign):
                continue
            sign = sign or _leading_sign(read.text[piece.start : piece.end])
            name = piece.name
            if name == "link":
                label = read.text[piece.start :].lstrip("[").split("]", 1)[0]
                name = f"link {label}"
            seen[name][sign] += 1
    return {name: signs.most_common(1)[0][0] for name, signs in seen.items()}


def _leading_sign(text: str) -> str:
    """Return what stands in front of the first letter or digit, Markdown aside."""
    letters = (place for place, sign in enumerate(text) if sign.isalnum())
    return text[: next(letters, 0)].strip(" *[")


def _main_shape(reading: ListReading) -> str:
    shapes = Counter(read.shape for read in reading.entries)
    return shapes.most_common(1)[0][0]


def _field(read: ReadEntry, name: str) -> str | tuple[str, ...]:
    return getattr(read, name)
