"""Adopt whole lists, and add an entry to them: what the tests and the page show."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from listbot.catalog import order
from listbot.forge.folder import Folder, write_files
from listbot.jobs import add, adopt, loading
from listbot.jobs.loading import ListFiles  # noqa: TC001 - the page asks for it

if TYPE_CHECKING:
    from pathlib import Path

    from listbot.catalog.order import Listed

TODAY = date(2026, 11, 26)
_ANSWERS = {
    "name": "NEW",
    "authors": "Ada Lovelace, Alan Turing",
    "kind": "Conference",
    "venue": "NeurIPS",
    "description": "Shows where new entries go.",
    "tags": "tag",
    "signs": "🟢",
}


def names(corpus: Path) -> list[Path]:
    """Return the READMEs of the corpus; none where it is not."""
    if not corpus.is_dir():
        return []
    found = [*sorted((corpus / "readmes").glob("*.md")), corpus / "seed.md"]
    return [*found, *sorted((corpus / "readmes").glob("*.rst"))]


def adopted(folder: Path, text: bytes) -> ListFiles:
    """Adopt a README in an empty folder, and read the list back."""
    (folder / "README.md").write_bytes(text)
    plan = adopt.plan_adoption(Folder(folder), "README.md")
    write_files(folder, plan.files, plan.deleted)
    return loading.load(Folder(folder))


def from_data(files: ListFiles) -> tuple[int, int]:
    """Count the lines of a list that data writes, and all."""
    kept = [
        entry.as_written_in(part.section.slug) is not None
        for part in order.listed(files.catalog, files.config)
        for entry in part.entries
    ]
    return len(kept) - sum(kept), len(kept)


def largest(files: ListFiles) -> Listed:
    """Return the section with most entries."""
    sections = order.listed(files.catalog, files.config)
    return max(sections, key=lambda part: len(part.entries))


def wish_for(files: ListFiles, part: Listed) -> add.Wish:
    """Wish for an entry that has what most of its neighbours have."""
    half = len(part.entries) / 2
    kinds = Counter(
        kind for entry in part.entries for kind in {link.kind for link in entry.links}
    )
    fields = Counter(key for entry in part.entries for key in entry.fields)
    links = {
        kind: f"https://example.org/{place}"
        for place, (kind, settings) in enumerate(files.config.links.items())
        if kinds[kind] > half or settings.required
    }
    dated = sum(entry.date is not None for entry in part.entries) > half
    return add.Wish(
        title="Mysterious New Thing",
        date="2024-05" if dated or files.config.date == "required" else None,
        sections=(part.section.slug,),
        links=links or {next(iter(files.config.links)): "https://example.org/0"},
        fields={
            key: _ANSWERS.get(key, "7")
            for key in files.config.fields
            if fields[key] > half
        },
    )


@dataclass(frozen=True)
class Added:
    """What adding an entry changed in README."""

    section: str
    order: str
    before: tuple[str, ...]
    inserted: tuple[str, ...]
    after: tuple[str, ...]
    blocks: int


def added(folder: Path, files: ListFiles) -> Added:
    """Add an entry to the largest section, and say what changed."""
    part = largest(files)
    made = add.plan_addition(
        wish_for(files, part), Folder(folder), today=TODAY, look=lambda _: ()
    )
    old = (files.readme or "").splitlines()
    new = made.files[files.config.readme].splitlines()
    start, end = _unchanged(old, new)
    changes = SequenceMatcher(
        None, old[start : len(old) - end], new[start : len(new) - end], autojunk=False
    ).get_opcodes()
    return Added(
        section=part.section.full_title,
        order=files.config.order_of(part.section.slug),
        before=tuple(new[max(start - 6, 0) : start]),
        inserted=tuple(new[start : len(new) - end]),
        after=tuple(new[len(new) - end : len(new) - end + 6]),
        blocks=sum(change[0] != "equal" for change in changes)
        if any(change[0] != "insert" for change in changes)
        else 1,
    )


def _unchanged(old: list[str], new: list[str]) -> tuple[int, int]:
    """Count the lines at the start and at the end that are the same."""
    start = 0
    while start < len(old) and old[start] == new[start]:
        start += 1
    end = 0
    while end < len(old) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return start, end
