"""Adopt: an existing README becomes entries, a configuration, and the same README.

The first change adds nothing but marker lines to README; whatever a style does not
reproduce byte for byte keeps its own text beside its data. What is damaged is mended by
a second change, `repair`, that can be looked at on its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from listbot.catalog import config_reader, store
from listbot.catalog.model import Catalog, Finding, ListbotError
from listbot.jobs import (
    adopting,
    adopting_config,
    adopting_elsewhere,
    adopting_entries,
    adopting_styles,
    loading,
    repairing,
)
from listbot.text import regions, render
from listbot.text.readme import reader
from listbot.text.readme.looks import find_looks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from listbot.catalog.config import Config
    from listbot.forge.protocol import Snapshot
    from listbot.text.readme.reading import ListReading


_LONGEST_README = 6_000_000


@dataclass(frozen=True, kw_only=True)
class Adoption:
    """What taking a README over comes to: what was read, what will be written."""

    reading: ListReading
    config: Config
    files: Mapping[str, str]
    deleted: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    slug_by_line: Mapping[int, str]
    kept_as_written: int = 0
    lines_as_written: frozenset[int] = frozenset()


def plan_adoption(
    snapshot: Snapshot, path: str, *, repair: bool, restyle: bool
) -> Adoption:
    """Decide what taking over the README at *path* writes; nothing is done yet.

    A list that was adopted before stays as it is, unless *repair* mends what is damaged
    or *restyle* lets the styles write every entry anew. Raises ListbotError when there
    is no such file, when it holds no entries, or when it is only an index of others.
    """
    text = _readme(snapshot, path)
    reading = reader.read_list(regions.without_markers(text))
    if loading.CONFIG in snapshot.texts([loading.CONFIG]):
        files = loading.load(snapshot)
        loading.check_readable(files)
        adoption = Adoption(
            reading=reading, config=files.config, files={}, slug_by_line={}
        )
    else:
        if not reading.entries:
            raise adopting_elsewhere.empty(snapshot, path, reading.index_of)
        files, adoption = _first_change(text, path, reading)
    if repair or restyle:
        mended = repairing.repaired(files, restyle=restyle)
        adoption = replace(
            adoption,
            config=mended.config,
            files={**adoption.files, **mended.files},
            deleted=mended.deleted,
        )
        present = [name for name in mended.deleted if name in adoption.files]
        written = {k: v for k, v in adoption.files.items() if k not in present}
        adoption = replace(adoption, files=written)
    found = tuple(replace(finding, file=path) for finding in reading.findings)
    return replace(adoption, findings=found)


def adoption_data(adoption: Adoption) -> dict[str, Any]:
    """Return an adoption in the shape that scripts rely on.

    A `section_path` names headings first and folds after them, as the truth files of
    the field do; `section` is the same nested as it stands, the one in listbot.yml.
    """
    reading = adoption.reading
    return {
        "entries": [
            {
                "title": entry.title,
                "urls": [
                    {"label": link.label, "url": link.url} for link in entry.links
                ],
                "section_path": list(entry.headings_first),
                "section": list(entry.section),
                "year": entry.year,
                "date": str(entry.date) if entry.date else None,
                "venue": entry.venue or None,
                "description": entry.description or None,
                "number": entry.number,
                "line": entry.first,
                "id": adoption.slug_by_line.get(entry.first),
            }
            for entry in reading.entries
        ],
        "findings": list(adoption.findings),
        "config": adoption.config.model_dump(mode="json", exclude_defaults=True),
        "round_trip": {
            "identical": not reading.repairs,
            "changed": [
                {"line": mend.line, "why": mend.why} for mend in reading.repairs
            ],
            "lost": [],
        },
    }


def _readme(snapshot: Snapshot, path: str) -> str:
    texts = snapshot.texts([path])
    if path not in texts:
        raise adopting_elsewhere.not_there(snapshot, path)
    _check_is_text(texts[path], path)
    return texts[path]


def _check_is_text(text: str, path: str) -> None:
    if len(text) > _LONGEST_README:
        message = (
            f"{path} has {len(text) / 1_000_000:.1f} million characters; listbot reads "
            f"up to {_LONGEST_README // 1_000_000} million, and GitHub shows the first "
            "500 KiB. Split it into several files, and adopt those."
        )
        raise ListbotError(message, file=path)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        message = (
            f"{path}, line {line}: there is a NUL character, so this is UTF-16 or no "
            "text at all. Save the file as UTF-8; nothing was changed."
        )
        raise ListbotError(message, file=path, line=line)


def _first_change(
    text: str, path: str, reading: ListReading
) -> tuple[loading.ListFiles, Adoption]:
    tree = adopting.section_tree(reading)
    looks = find_looks(reading)
    names = adopting_styles.style_names(reading, looks, tree)
    templates = adopting_styles.style_files(reading, looks, names)
    config_text = adopting_config.config_text(reading, tree, looks, names, path)
    config = config_reader.read_config(config_text, file=loading.CONFIG)
    entries, slug_by_line = adopting_entries.entries(
        adopting_entries.Basis(
            reading=reading,
            tree=tree,
            looks=looks,
            config=config,
            templates=templates,
            line_ends=regions.line_ends(text),
        )
    )
    marked = regions.add_regions(text, adopting.places(reading, tree))
    catalog = Catalog(sections=config.flat_sections, entries=entries)
    if render.readme(marked, catalog, config, templates) != marked:
        message = (
            f"{path} could not be taken over byte for byte; nothing was changed. "
            "Please report this list, with its address, as a bug."
        )
        raise ListbotError(message, file=path)
    files = {entry.path: store.entry_text(entry) for entry in entries}
    files |= {loading.CONFIG: config_text, path: marked, **templates}
    kept = {entry.slug for entry in entries if entry.as_written is not None}
    listed = loading.ListFiles(
        commit="",
        config=config,
        catalog=catalog,
        findings=(),
        entry_texts={entry.path: files[entry.path] for entry in entries},
        pages={path: marked},
        templates=templates,
        config_text=config_text,
    )
    return listed, Adoption(
        reading=reading,
        config=config,
        files=files,
        slug_by_line=slug_by_line,
        kept_as_written=len(kept),
        lines_as_written=frozenset(
            line for line, slug in slug_by_line.items() if slug in kept
        ),
    )
