"""The entries that README shows between markers, and which entry each of them is."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from listbot.catalog import addresses, page_keys
from listbot.catalog.titles import title_key
from listbot.text import entry_views, hand_written, regions
from listbot.text.readme import reader

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from listbot.catalog.model import Entry, Section
    from listbot.jobs.loading import ListFiles
    from listbot.text.readme.reading import ReadEntry

_ENTRIES = "entries"


@lru_cache(maxsize=32)
def in_regions(
    text: str, file: str, files: ListFiles
) -> tuple[tuple[str, ReadEntry], ...]:
    """Return the entries between markers, with the section whose markers they are.

    Where one region holds all sections, it is the one whose headings stand above.
    """
    own = [
        section
        for section in files.config.flat_sections
        if files.config.file_by_slug[section.slug] == file
    ]
    section_by_line: dict[int, str] = {}
    for region in regions.find_regions(text, file=file):
        if region.name.split(" ")[0] == _ENTRIES:
            size = len(hand_written.LINE_END.findall(text[region.start : region.end]))
            slug = region.name.removeprefix(_ENTRIES).strip()
            section_by_line |= dict.fromkeys(
                range(region.line + 1, region.line + size + 1), slug
            )
    found: list[tuple[str, ReadEntry]] = []
    for read in _read(text, files):
        slug = section_by_line.get(read.first)
        if slug == "":
            slug = _section_above(read, own)
        if slug is not None:
            found.append((slug, read))
    return tuple(found)


def _read(text: str, files: ListFiles) -> Iterator[ReadEntry]:
    """Read the entries of a text as if their archived copies did not stand there."""
    plain = text
    for entry in files.catalog.entries:
        for url in entry.archived.values():
            plain = plain.replace(entry_views.copy_link(url), "")
    ends = [0, *(end.end() for end in hand_written.LINE_END.finditer(text)), len(text)]
    for read in reader.read_list(plain).entries:
        if plain == text:
            yield read
        else:
            source = text[ends[read.first - 1] : ends[read.last]]
            yield replace(read, source=source.rstrip("\r\n"))


def _section_above(read: ReadEntry, sections: Sequence[Section]) -> str | None:
    """Return the section whose titles stand above an entry; the nearest one."""
    fitting = [
        section
        for section in sections
        if read.section[-len(section.path) :] == section.path
    ]
    return max(fitting, key=lambda each: each.depth).slug if fitting else None


class Known:
    """Finds the entry that a text is about: by its title, or a link none else has."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._slug_by_title = {title_key(each.title): each.slug for each in entries}
        self._slugs_by_link: dict[str, set[str]] = {}
        for entry in entries:
            for link in entry.links:
                key = page_keys.key(link.url)
                self._slugs_by_link.setdefault(key, set()).add(entry.slug)

    def slug_of(self, read: ReadEntry) -> str | None:
        """Return the slug of the entry, or None."""
        if slug := self._slug_by_title.get(title_key(read.title)):
            return slug
        for link in read.links:
            found = self._slugs_by_link.get(page_keys.key(link.url), set())
            if len(found) == 1 and addresses.parse(link.url):
                return next(iter(found))
        return None
