"""Edits by hand between the markers, taken up as data."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING

from listbot.catalog import addresses, entry_links, slugs, store
from listbot.catalog.errors import ListbotError
from listbot.catalog.model import Catalog, Entry
from listbot.catalog.wording import quoted
from listbot.jobs import hand_edits, places_by_hand, shown_entries
from listbot.text import hand_written, regions, styles
from listbot.text.readme.looks import fields

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from listbot.catalog.config import Config
    from listbot.jobs.loading import ListFiles
    from listbot.text.readme.reading import ReadEntry


@dataclass(frozen=True, kw_only=True)
class TakenUp:
    """What README said by hand, as files: those to write, and those that go."""

    files: Mapping[str, str] = field(default_factory=dict[str, str])
    deleted: tuple[str, ...] = ()


def taken_up(files: ListFiles) -> TakenUp:
    """Write what people changed in the regions of README into entry files.

    Returns those files and README as it is then. An entry that is new is placed as
    all new ones are; its text stays as it was written. What stands between two entries
    follows the first of them from now on. One that was taken out goes, one that was
    moved stays where it is. Raises ListbotError, with nothing written, for a line that
    belongs to no entry.
    """
    entries = dict(files.catalog.entry_by_slug)
    changed: dict[str, Entry] = {}
    style_by_name = styles.read_styles(files.config, files.templates)
    for edit in hand_edits.find_edits(files):
        before = entries[edit.slug] if edit.slug else None
        slug = edit.slug or slugs.make_slug(edit.read.title, entries)
        after = _entry(edit, slug, before, files.config)
        style = style_by_name[files.config.style_of(edit.section)]
        if style.entry(after, 1, edit.section) != edit.read.source:
            text = f"{edit.read.source}\n"
            several = len(after.sections) > 1
            kept = {**_by_section(after), edit.section: text} if several else text
            after = after.model_copy(update={"as_written": kept})
        entries[slug] = changed[slug] = after
    for slug, section, text in _following(files, entries):
        entries[slug] = changed[slug] = _followed(entries[slug], section, text)
    deleted: list[str] = []
    for slug, entry in places_by_hand.placed(files, entries).items():
        if entry is None:
            changed.pop(slug, None)
            deleted.append(entries.pop(slug).path)
        else:
            entries[slug] = changed[slug] = entry
    catalog = Catalog(sections=files.catalog.sections, entries=tuple(entries.values()))
    written = {
        entry.path: store.edit_entry(files.entry_texts[entry.path], entry)
        if entry.path in files.entry_texts
        else store.entry_text(entry)
        for entry in changed.values()
    }
    rendered = files.rendered(catalog)
    _check_all_is_there(files, rendered)
    if not changed and not deleted:
        return TakenUp()
    return TakenUp(files={**written, **rendered}, deleted=tuple(deleted))


def _by_section(entry: Entry) -> dict[str, str]:
    kept = {section: entry.as_written_in(section) for section in entry.sections}
    return {section: f"{text}\n" for section, text in kept.items() if text is not None}


def _following(
    files: ListFiles, entries: Mapping[str, Entry]
) -> Iterator[tuple[str, str, str]]:
    """Yield slug, section and text for what people wrote after an entry."""
    known = shown_entries.Known([*entries.values()])
    lines_by_path: dict[str, set[int]] = {}
    for path, line in hand_edits.other_lines(files):
        lines_by_path.setdefault(path, set()).add(line.number)
    for path, numbers in lines_by_path.items():
        every = hand_written.LINE_END.split(files.pages[path])
        for section, read, end in _up_to_the_next(files, path):
            slug = known.slug_of(read)
            if slug and not numbers.isdisjoint(range(read.last + 1, end)):
                lines = every[read.last : end - 1]
                yield slug, section, "\n".join(["", *lines, ""])


def _up_to_the_next(
    files: ListFiles, path: str
) -> Iterator[tuple[str, ReadEntry, int]]:
    """Yield section and entry, and the line at which the next or its marker stands."""
    text = files.pages[path]
    ends = [
        region.line + 1 + _line_ends(text[region.start : region.end])
        for region in regions.find_regions(text, file=path)
    ]
    reads = shown_entries.in_regions(text, path, files)
    firsts = [read.first for _, read in reads]
    for (section, read), following in zip(reads, [*firsts[1:], inf], strict=True):
        yield section, read, int(min(following, *(n for n in ends if n > read.last)))


def _line_ends(text: str) -> int:
    return len(hand_written.LINE_END.findall(text))


def _followed(entry: Entry, section: str, text: str) -> Entry:
    if len(entry.sections) == 1:
        return entry.model_copy(update={"followed_by": text})
    kept = {each: entry.followed_by_in(each) for each in entry.sections}
    kept = {each: said for each, said in kept.items() if said} | {section: text}
    return entry.model_copy(update={"followed_by": kept})


def _check_all_is_there(files: ListFiles, rendered: Mapping[str, str]) -> None:
    """Raise ListbotError when something that people wrote is nobody's."""
    lost = hand_edits.without(hand_edits.written_lines(files), rendered)
    for path, lines in lost.items():
        message = (
            f"{path}, line {lines[0].number}: {quoted(lines[0].text.strip())} belongs "
            "to no entry. Move it out of the region, above or below its markers; "
            "nothing was changed."
        )
        raise ListbotError(message, file=path, line=lines[0].number)


def _entry(
    edit: hand_edits.Edit, slug: str, before: Entry | None, config: Config
) -> Entry:
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
    return entry_links.identified(entry.links)
