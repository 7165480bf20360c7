"""Repair: what is damaged in an adopted list, mended where nothing is to guess."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from listbot.catalog import (
    config_reader,
    order,
    page_keys,
    store,
    trackers,
    yaml_edit,
    yaml_text,
)
from listbot.catalog.model import Catalog, Entry, Link
from listbot.jobs import loading
from listbot.text import regions, styles
from listbot.text.readme import reader
from listbot.text.readme.defects import leads
from listbot.text.readme.source import Source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from listbot.catalog.config import Config
    from listbot.catalog.yaml_text import Value
    from listbot.jobs.loading import ListFiles
    from listbot.text.readme.reading import Lead, ListReading


_COPIED = "as-written"
_Texts: TypeAlias = "str | Mapping[str, str] | None"


@dataclass(frozen=True, kw_only=True)
class Repaired:
    """The files that change, and those that go.

    *tidied* are the slugs of entries that their style writes with other blanks, and
    *kept_as_written* counts those that keep their text.
    """

    config: Config
    files: Mapping[str, str]
    deleted: tuple[str, ...]
    tidied: frozenset[str]
    kept_as_written: int


def repaired(files: ListFiles, *, restyle: bool) -> Repaired:
    """Mend characters, numbers, counts, contents and trackers; drop exact repetitions.

    Text that people wrote stays `as_written` with the same mending, and goes where the
    style of its section writes the same; with *restyle* it goes everywhere.
    """
    pages = {
        path: _prose(text, path, files.config) for path, text in files.pages.items()
    }
    config_text = _with_bullet(_with_numbers(files.config_text, files.config), pages)
    config = config_reader.read_config(config_text, file=loading.CONFIG)
    kept = _without_repetitions(files.catalog.entries)
    mended = [_mended(entry, restyle=restyle) for entry in kept]
    catalog = Catalog(sections=config.flat_sections, entries=tuple(mended))
    tidied, entries = _plain_where_same(catalog, config, files.templates)
    listing = replace(
        files,
        config=config,
        pages=pages,
        catalog=Catalog(sections=config.flat_sections, entries=entries),
    )
    written = {
        entry.path: store.edit_entry(files.entry_texts[entry.path], entry)
        for entry in entries
    }
    written |= {loading.CONFIG: config_text, **listing.rendered_from(pages)}
    before = {**files.entry_texts, loading.CONFIG: files.config_text, **files.pages}
    paths = {entry.path for entry in entries}
    return Repaired(
        config=config,
        files={
            path: text for path, text in written.items() if before.get(path) != text
        },
        deleted=tuple(sorted(set(files.entry_texts) - paths)),
        tidied=tidied,
        kept_as_written=sum(entry.as_written is not None for entry in entries),
    )


def _with_numbers(text: str, config: Config) -> str:
    """Let numbers be counted where they were only copied so far."""
    own = [node.numbering for node in config.node_by_slug.values()]
    if _COPIED not in {config.numbering, *own}:
        return text
    data = yaml_text.read_yaml(text, file=loading.CONFIG, limit=yaml_text.CONFIG_LIMIT)
    counted = {**data.data, "sections": _counted(data.data["sections"])}
    if config.numbering == _COPIED:
        counted["numbering"] = "continuous"
    return yaml_edit.edit_yaml(text, counted, file=loading.CONFIG)


def _with_bullet(text: str, pages: Mapping[str, str]) -> str:
    """Write contents with the bullets they have: linters want one kind in a file."""
    bullets = [
        page[region.start : region.end].lstrip()[:1]
        for path, page in pages.items()
        for region in regions.find_regions(page, file=path)
        if region.name == "contents"
    ]
    bullet = bullets[0] if bullets else ""
    if bullet not in {"*", "+"}:
        return text
    data = yaml_text.read_yaml(text, file=loading.CONFIG, limit=yaml_text.CONFIG_LIMIT)
    return yaml_edit.edit_yaml(
        text, {**data.data, "bullet": bullet}, file=loading.CONFIG
    )


def _counted(value: Value) -> Value:
    """Return the sections as listbot.yml writes them, without numbers of their own."""
    if isinstance(value, list):
        return [_counted(each) for each in value]
    if isinstance(value, dict):
        return {
            key: _counted(each)
            for key, each in value.items()
            if (key, each) != ("numbering", _COPIED)
        }
    return value


def _without_repetitions(entries: tuple[Entry, ...]) -> list[Entry]:
    """Drop entries that say nothing that an earlier one of their section does not."""
    seen: set[object] = set()
    kept: list[Entry] = []
    for entry in sorted(entries, key=_place):
        said = (
            entry.title.casefold(),
            entry.date,
            entry.sections,
            tuple(sorted(entry.fields.items())),
            frozenset((link.kind, page_keys.key(link.url)) for link in entry.links),
        )
        # What other people wrote after it must not go with it.
        if said not in seen or _that_says_something(entry.followed_by):
            kept.append(entry)
        seen.add(said)
    return kept


def _place(entry: Entry) -> tuple[int, str]:
    position = entry.position_in(entry.sections[0])
    return position or 0, entry.slug


def _mended(entry: Entry, *, restyle: bool) -> Entry:
    links = tuple(Link(link.kind, trackers.taken_off(link.url)) for link in entry.links)
    clean_by_url = {
        old.url: new.url
        for old, new in zip(entry.links, links, strict=True)
        if old.url != new.url
    }
    as_written = None if restyle else _mended_text(entry.as_written, clean_by_url)
    following = _mended_text(entry.followed_by, clean_by_url)
    if restyle:
        following = _that_says_something(following)
    return entry.model_copy(
        update={
            "links": links,
            "as_written": as_written,
            "markdown": _mended_text(entry.markdown or None, clean_by_url) or {},
            "followed_by": following,
        }
    )


def _that_says_something(texts: _Texts) -> _Texts:
    """Leave out what is nothing but blanks."""
    if isinstance(texts, str):
        return texts if texts.strip() else None
    return {key: text for key, text in (texts or {}).items() if text.strip()} or None


def _mended_text(texts: _Texts, clean_by_url: Mapping[str, str]) -> _Texts:
    def mend(text: str) -> str:
        source = Source(text)
        mended = "\n".join(source.lines) + ("\n" if text.endswith("\n") else "")
        for old, new in clean_by_url.items():
            mended = mended.replace(old, new)
        return mended

    if isinstance(texts, str):
        return mend(texts)
    if texts is None:
        return None
    return {section: mend(text) for section, text in texts.items()}


def _plain_where_same(
    catalog: Catalog, config: Config, templates: Mapping[str, str]
) -> tuple[frozenset[str], tuple[Entry, ...]]:
    """Drop the text of entries that the style of their section writes just so.

    Those that get other blanks by it come first.
    """
    style_by_name = styles.read_styles(config, templates)
    same: dict[str, list[bool]] = {}
    otherwise: set[str] = set()
    for part in order.listed(catalog, config):
        style = style_by_name[config.style_of(part.section.slug)]
        for number, entry in part.numbered:
            text = entry.as_written_in(part.section.slug)
            if text is None:
                continue
            before = styles.renumbered(text, number)
            made = style.entry(entry, number, part.section.slug)
            same.setdefault(entry.slug, []).append(
                _tidy(before) == _tidy(made) and _blank_ends(made) <= _blank_ends(text)
            )
            if before != made:
                otherwise.add(entry.slug)
    plain = {slug for slug, parts in same.items() if all(parts)}
    entries = tuple(
        entry.model_copy(update={"as_written": None}) if entry.slug in plain else entry
        for entry in catalog.entries
    )
    return frozenset(plain & otherwise), entries


def _blank_ends(text: str) -> int:
    """Count the lines that end with a blank: a repair does not write more of them."""
    return sum(line != line.rstrip() for line in text.split("\n"))


def _tidy(text: str) -> list[str]:
    """Return the lines of an entry without what no reader sees.

    How far it is indented says below what it stands, and cells are aligned by hand.
    """
    lines = [line.rstrip() for line in text.split("\n") if line.strip()]
    if not lines or lines[0].startswith("|"):
        return lines
    indent = lines[0][: len(lines[0]) - len(lines[0].lstrip())]
    return [indent, *(" ".join(line.split()) for line in lines)]


def _prose(readme: str, path: str, config: Config) -> str:
    """Mend the characters of the prose, mark the contents, and count where a count is.

    What stands between markers is made anew anyway.
    """
    newline = "\r\n" if "\r\n" in readme else "\n"
    source = Source(readme)
    mended = newline.join(source.lines) + (newline if readme.endswith("\n") else "")
    reading = reader.read_list(mended)
    counted = _with_count(mended, reading, newline)
    own = [
        section.title
        for section in config.flat_sections
        if config.file_by_slug[section.slug] == path
    ]
    return _with_contents(counted, reading, own, newline)


def _with_count(text: str, reading: ListReading, newline: str) -> str:
    if any(region.name == "count" for region in regions.find_regions(text)):
        return text
    lines = text.split(newline)
    for claim in reading.claims:
        if claim.what != "count" or claim.section:
            continue
        line = lines[claim.line - 1]
        before, after = line[: claim.start], line[claim.end :]
        if before.endswith("`") and after.startswith("`"):
            # A comment would show inside a code span.
            before, after = before[:-1], after[1:]
        marked = "<!-- listbot:begin count -->0<!-- listbot:end count -->"
        lines[claim.line - 1] = before + marked + after
        break
    return newline.join(lines)


def _with_contents(
    text: str, reading: ListReading, titles: Sequence[str], end: str
) -> str:
    """Let contents that list the sections be written from now on; mend others in place.

    Many contents lead to more than sections, or to fewer: nothing of that may be lost.
    """
    found = reading.contents
    marked = any(region.name == "contents" for region in regions.find_regions(text))
    if found is None or marked:
        return text
    listed = {leads.folded(item.label) for item in found.items}
    if listed == {leads.folded(title) for title in titles}:
        return regions.add_regions(text, [(found.first, found.last, "contents")])
    return _with_live_links(text, found.items, reading, end)


def _with_live_links(
    text: str, items: Sequence[Lead], reading: ListReading, end: str
) -> str:
    """Point links to the anchor that theirs differs from in case or signs alone."""
    anchor_by_folded = leads.anchors_by_folded(reading)
    lines = text.split(end)
    for item in items:
        name = item.target.rpartition("#")[2]
        meant = anchor_by_folded.get(leads.folded(name))
        if name not in reading.anchors and meant:
            old, new = f"(#{name})", f"(#{meant})"
            lines[item.line - 1] = lines[item.line - 1].replace(old, new)
    return end.join(lines)
