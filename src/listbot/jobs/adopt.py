"""Adopt: existing READMEs become entries, a configuration, and the same READMEs.

The first change adds nothing but marker lines to them; whatever a style does not
reproduce byte for byte keeps its own text beside its data. What is damaged is mended by
a second change, `repair`, that can be looked at on its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from listbot.catalog import config_reader, store
from listbot.catalog.errors import ListbotError
from listbot.catalog.model import Catalog, Finding
from listbot.jobs import (
    adopting,
    adopting_config,
    adopting_entries,
    adopting_files,
    adopting_styles,
    hand_edits,
    loading,
    repairing,
)
from listbot.text import regions
from listbot.text.readme.defects import repeats
from listbot.text.readme.looks import find_looks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from listbot.catalog.config import Config
    from listbot.catalog.model import Entry
    from listbot.forge.protocol import Snapshot
    from listbot.jobs.adopting import Tree
    from listbot.jobs.adopting_files import Found
    from listbot.text.readme.reading import ListReading, ReadEntry
    from listbot.text.readme.volumes import Binding


@dataclass(frozen=True, kw_only=True)
class Adoption:
    """What taking a list over comes to: what was read, what will be written.

    *listing* is the list as it is then, before repairs; its lines in *slug_by_line* and
    *lines_as_written* are those of the whole (see `Binding`). *tidied* are the entries
    in which a repair changes blanks, *left_out* the files of the folders named that are
    no part of the list, *contents_marked* the files whose contents it
    writes from then on.
    """

    binding: Binding
    listing: loading.ListFiles
    config: Config
    files: Mapping[str, str]
    deleted: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    slug_by_line: Mapping[int, str]
    kept_as_written: int = 0
    tidied: frozenset[str] = frozenset()
    contents_marked: frozenset[str] = frozenset()
    lines_as_written: frozenset[int] = frozenset()
    left_out: tuple[str, ...] = ()

    @property
    def reading(self) -> ListReading:
        """What was read, as one list."""
        return self.binding.reading

    @property
    def pages(self) -> tuple[str, ...]:
        """The paths of the files with entries."""
        return tuple(volume.path for volume in self.binding.volumes)


def plan_adoption(
    snapshot: Snapshot, *paths: str, repair: bool = False, restyle: bool = False
) -> Adoption:
    """Decide what taking over the list in *paths* writes; nothing is done yet.

    Paths are files or folders (see `adopting_files.find`). A list that was adopted
    before stays as it is, unless *repair* mends what is damaged or *restyle* lets the
    styles write every entry anew. Raises ListbotError when there is no such file, when
    it holds no entries, or when it is only an index of others.
    """
    found = adopting_files.find(snapshot, paths)
    binding = found.bound()
    if loading.CONFIG in snapshot.texts([loading.CONFIG]):
        adoption = _adopted_before(snapshot, binding)
    elif binding.reading.entries:
        adoption = _first_change(found, binding)
    else:
        raise adopting_files.empty(snapshot, found.pages[0])
    adoption = replace(
        adoption,
        findings=tuple(_findings(binding)),
        left_out=adopting_files.left_out(snapshot, paths, found),
    )
    if repair or restyle:
        hand_edits.check_nothing_is_lost(adoption.listing)
        return mended(adoption, restyle=restyle)
    return adoption


def mended(adoption: Adoption, *, restyle: bool = False) -> Adoption:
    """Return the same adoption, and what is damaged mended."""
    done = repairing.repaired(adoption.listing, restyle=restyle)
    files = {**adoption.files, **done.files}
    return replace(
        adoption,
        config=done.config,
        files={path: text for path, text in files.items() if path not in done.deleted},
        deleted=done.deleted,
        kept_as_written=done.kept_as_written,
        tidied=done.tidied,
        contents_marked=frozenset(
            path
            for path in adoption.pages
            if _has_contents(files.get(path, ""), path)
            and not _has_contents(adoption.listing.pages[path], path)
        ),
    )


def _has_contents(text: str, path: str) -> bool:
    found = regions.find_regions(text, file=path)
    return any(region.name == "contents" for region in found)


def adoption_data(adoption: Adoption) -> dict[str, Any]:
    """Return an adoption in the shape that scripts rely on.

    A `section_path` names headings first and folds after them, as the truth files of
    the field do; `section` is the same nested as it stands, the one in listbot.yml.
    """
    repairs = [
        {"file": volume.path, "line": mend.line, "why": mend.why}
        for volume in adoption.binding.volumes
        for mend in volume.reading.repairs
    ]
    return {
        "entries": [
            {
                "title": entry.title,
                "urls": [
                    {"label": link.label, "url": link.url} for link in entry.links
                ],
                "section_path": list(entry.headings_first),
                "section": list(bound.section),
                "year": entry.year,
                "date": str(entry.date) if entry.date else None,
                "venue": entry.venue or None,
                "description": entry.description or None,
                "number": entry.number,
                "file": volume.path,
                "line": entry.first,
                "id": adoption.slug_by_line.get(bound.first),
            }
            for volume in adoption.binding.volumes
            for entry, bound in zip(
                volume.reading.entries, volume.bound.entries, strict=True
            )
        ],
        "findings": list(adoption.findings),
        "config": adoption.config.model_dump(mode="json", exclude_defaults=True),
        "round_trip": {
            "identical": not repairs,
            "changed": repairs,
            "lost": [],
        },
    }


def _adopted_before(snapshot: Snapshot, binding: Binding) -> Adoption:
    """Return a list as it is; raises ListbotError for files that are none of it."""
    listing = loading.load(snapshot)
    loading.check_readable(listing)
    for volume in binding.volumes:
        if volume.path not in listing.config.files:
            message = (
                f"{volume.path} is no file of this list, which is set up already. To "
                f"add it, write `file: {volume.path}` for a section in listbot.yml; "
                "new entries come in by the form or `listbot add`."
            )
            raise ListbotError(message, file=volume.path)
    return Adoption(
        binding=binding,
        listing=listing,
        config=listing.config,
        files={},
        slug_by_line={},
    )


def _first_change(found: Found, binding: Binding) -> Adoption:
    """Make data of a list: its files, and what is known of it afterwards."""
    reading = binding.reading
    tree = _tree(found, binding)
    looks = find_looks(reading)
    names = adopting_styles.style_names(reading, looks, tree)
    templates = adopting_styles.style_files(reading, looks, names)
    config_text = adopting_config.config_text(reading, tree, looks, names, found.readme)
    config = config_reader.read_config(config_text, file=loading.CONFIG)
    basis = adopting_entries.Basis(
        reading=reading,
        tree=tree,
        looks=looks,
        config=config,
        templates=templates,
        line_ends=_line_ends(binding),
    )
    entries, slug_by_line = adopting_entries.entries(basis)
    listing = loading.ListFiles(
        commit="",
        config=config,
        catalog=Catalog(sections=config.flat_sections, entries=entries),
        findings=(),
        entry_texts={entry.path: store.entry_text(entry) for entry in entries},
        pages=_marked(binding, tree),
        templates=templates,
        config_text=config_text,
    )
    _check_nothing_changes(listing)
    return _as_it_is_then(listing, binding, slug_by_line)


def _tree(found: Found, binding: Binding) -> Tree:
    def file_of(line: int) -> str:
        path = binding.volume_of(line).path
        return path if path != found.readme else ""

    return adopting.section_tree(binding.reading, file_of)


def _marked(binding: Binding, tree: Tree) -> dict[str, str]:
    """Put markers around the entries of each file."""
    pages: dict[str, str] = {}
    for volume in binding.volumes:
        places = [
            (first - volume.before, last - volume.before, name)
            for first, last, name in adopting.places(volume.bound, tree)
        ]
        pages[volume.path] = regions.add_regions(volume.text, places)
    return pages


def _line_ends(binding: Binding) -> tuple[str, ...]:
    """Return the line ends of all files, each at the place of its line."""
    ends: list[str] = []
    for volume in binding.volumes:
        ends += [""] * (volume.before - len(ends))
        ends += regions.line_ends(volume.text)
    return tuple(ends)


def _check_nothing_changes(listing: loading.ListFiles) -> None:
    """See that a list is written back as it stands, byte for byte."""
    for path, text in listing.as_built.items():
        if text != listing.pages[path]:
            message = (
                f"{path} could not be taken over byte for byte; nothing was changed. "
                "Please report this list, with its address, as a bug."
            )
            raise ListbotError(message, file=path)


def _as_it_is_then(
    listing: loading.ListFiles, binding: Binding, slug_by_line: Mapping[int, str]
) -> Adoption:
    entries: tuple[Entry, ...] = listing.catalog.entries
    kept = {entry.slug for entry in entries if entry.as_written is not None}
    return Adoption(
        binding=binding,
        listing=listing,
        config=listing.config,
        files={
            **listing.entry_texts,
            loading.CONFIG: listing.config_text,
            **listing.pages,
            **listing.templates,
        },
        slug_by_line=slug_by_line,
        lines_as_written=frozenset(
            line for line, slug in slug_by_line.items() if slug in kept
        ),
    )


def _findings(binding: Binding) -> Iterator[Finding]:
    """Yield what is wrong with each file, and what only all of them together show."""
    across: dict[str, list[Finding]] = {volume.path: [] for volume in binding.volumes}
    if len(binding.volumes) > 1:

        def place(entry: ReadEntry) -> tuple[str, int]:
            volume = binding.volume_of(entry.first)
            return volume.path, entry.first - volume.before

        for found in repeats.across_files(binding.reading, place):
            across[found.file or ""].append(found)
    for volume in binding.volumes:
        own = [replace(each, file=volume.path) for each in volume.reading.findings]
        yield from sorted([*own, *across[volume.path]], key=lambda each: each.line or 0)
