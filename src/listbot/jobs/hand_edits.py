"""What people wrote into the regions of README by hand: seen, taken up, never lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from listbot.catalog import addresses, slugs, store
from listbot.catalog.model import Catalog, Entry, Finding, ListbotError
from listbot.catalog.titles import title_key
from listbot.catalog.wording import quoted
from listbot.jobs import drafting
from listbot.text import regions, styles
from listbot.text.readme import reader
from listbot.text.readme.looks import fields

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from listbot.catalog.config import Config
    from listbot.jobs.loading import ListFiles
    from listbot.text.readme.reading import ReadEntry

_ENTRIES = "entries "


@dataclass(frozen=True, kw_only=True)
class Edit:
    """An entry in a region that is not as listbot writes it.

    *file* is where it stands; *slug* is the entry it is about; None for one that has
    no file.
    """

    file: str
    section: str
    read: ReadEntry
    slug: str | None


def find_edits(files: ListFiles) -> tuple[Edit, ...]:
    """Return the entries in README's regions that listbot would not write so."""
    rendered = files.rendered()
    changed = [path for path in files.pages if files.pages[path] != rendered[path]]
    if not changed:
        return ()
    known = _Known(files.catalog.entries)
    edits: list[Edit] = []
    for path in changed:
        made = {read.source for _, read in _in_regions(rendered[path], path)}
        edits += [
            Edit(file=path, section=section, read=read, slug=known.slug_of(read))
            for section, read in _in_regions(files.pages[path], path)
            if read.source not in made
        ]
    return tuple(edits)


def check_nothing_is_lost(files: ListFiles) -> None:
    """Raise ListbotError when README holds entries that no file does."""
    new = [edit for edit in find_edits(files) if edit.slug is None]
    if new:
        file, line = new[0].file, new[0].read.first
        others = f" and {len(new) - 1} more" if len(new) > 1 else ""
        message = (
            f"{file}, line {line}: {quoted(new[0].read.title)}{others} stands in "
            "README, but in no entry file; building removes it. Take it up with "
            f"`listbot adopt {file} --regions`, or let it go with "
            "`listbot build --force`."
        )
        raise ListbotError(message, file=file, line=line)


def check_edits(files: ListFiles) -> Iterator[Finding]:
    """Say what people changed in the regions of README."""
    for edit in find_edits(files):
        title = quoted(edit.read.title)
        if edit.slug is None:
            message = f"{title} stands in README, but in no entry file."
        else:
            path = files.catalog.entry_by_slug[edit.slug].path
            message = f"README says something else of {title} than {path}."
        yield Finding(
            code="edited-region",
            severity="warning",
            message=message,
            hint="`listbot adopt --regions` takes up what README says; "
            "`listbot build` writes what the entries say.",
            file=edit.file,
            line=edit.read.first,
        )


def taken_up(files: ListFiles) -> dict[str, str]:
    """Write what people changed in the regions of README into entry files.

    Returns those files and README as it is then. An entry that is new is placed as
    all new ones are; its text stays as it was written.
    """
    entries = dict(files.catalog.entry_by_slug)
    names = slugs.Names(entries)
    changed: dict[str, Entry] = {}
    style_by_name = styles.read_styles(files.config, files.templates)
    for edit in find_edits(files):
        before = entries[edit.slug] if edit.slug else None
        slug = edit.slug or names.slug_of(edit.read.title)
        after = _entry(edit, slug, before, files.config)
        style = style_by_name[files.config.style_of(edit.section)]
        if style.entry(after, 1, edit.section) != edit.read.source:
            text = f"{edit.read.source}\n"
            several = len(after.sections) > 1
            kept = {**_by_section(after), edit.section: text} if several else text
            after = after.model_copy(update={"as_written": kept})
        entries[slug] = changed[slug] = after
    catalog = Catalog(sections=files.catalog.sections, entries=tuple(entries.values()))
    written = {
        entry.path: store.edit_entry(files.entry_texts[entry.path], entry)
        if entry.path in files.entry_texts
        else store.entry_text(entry)
        for entry in changed.values()
    }
    return {**written, **files.rendered(catalog)} if changed else {}


def _by_section(entry: Entry) -> dict[str, str]:
    kept = {section: entry.as_written_in(section) for section in entry.sections}
    return {section: f"{text}\n" for section, text in kept.items() if text is not None}


def _in_regions(text: str, file: str) -> list[tuple[str, ReadEntry]]:
    """Return the entries between markers, with the section whose markers they are."""
    section_by_line: dict[int, str] = {}
    for region in regions.find_regions(text, file=file):
        if region.name.startswith(_ENTRIES):
            size = text.count("\n", region.start, region.end)
            slug = region.name.removeprefix(_ENTRIES)
            section_by_line |= dict.fromkeys(
                range(region.line + 1, region.line + size + 1), slug
            )
    return [
        (section_by_line[read.first], read)
        for read in reader.read_list(text).entries
        if read.first in section_by_line
    ]


class _Known:
    """Finds the entry that a text is about: by its title, or a link none else has."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._slug_by_title = {title_key(each.title): each.slug for each in entries}
        self._slugs_by_link: dict[str, set[str]] = {}
        for entry in entries:
            for link in entry.links:
                key = addresses.key(link.url)
                self._slugs_by_link.setdefault(key, set()).add(entry.slug)

    def slug_of(self, read: ReadEntry) -> str | None:
        """Return the slug of the entry, or None."""
        if slug := self._slug_by_title.get(title_key(read.title)):
            return slug
        for link in read.links:
            found = self._slugs_by_link.get(addresses.key(link.url), set())
            if len(found) == 1 and addresses.parse(link.url):
                return next(iter(found))
        return None


def _entry(edit: Edit, slug: str, before: Entry | None, config: Config) -> Entry:
    """Make the entry that README speaks of; what it does not say stays."""
    read = edit.read
    said = {
        name: fields.value_of(read, name)
        for name in (*fields.FIELDS, "tags")
        if name in config.fields and fields.value_of(read, name)
    }
    kind_by_label = {
        **{kind.casefold(): kind for kind in reversed([*config.links])},
        **{kind: kind for kind in config.links},
    }
    first = next(iter(config.links))
    links: dict[str, list[str]] = {}
    for link in read.links:
        if link.part != "text" and addresses.parse(link.url):
            label = " ".join(link.label.split())
            kind = kind_by_label.get(label) or kind_by_label.get(label.casefold())
            kind = first if link.part == "title" or kind is None else kind
            links.setdefault(kind, []).append(link.url)
    entry = Entry.model_validate(
        {
            "path": before.path if before else store.entry_path(slug, read.date),
            "title": read.title,
            "date": read.date or (before.date if before else None),
            "sections": before.sections if before else (edit.section,),
            "fields": {**(before.fields if before else {}), **said},
            "links": links,
        }
    )
    if before:
        update = entry.model_dump(include={"title"}) | {
            "date": entry.date,
            "fields": entry.fields,
            "links": entry.links or before.links,
            "as_written": None,
        }
        entry = before.model_copy(update=update)
    return entry.model_copy(update={"ids": _ids(entry, before)})


def _ids(entry: Entry, before: Entry | None) -> Mapping[str, str]:
    if before and entry.links == before.links:
        return before.ids
    return drafting.identified(entry.links)
