"""Choosing: the listed entry that somebody names by id, link or title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from listbot.catalog import identity, ids, title_index
from listbot.catalog.model import Finding
from listbot.catalog.titles import is_part, read_title, title_key
from listbot.catalog.wording import listed, quoted
from listbot.catalog.works import PAPER

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from listbot.catalog.config import Config
    from listbot.catalog.model import Catalog, Entry

_MOST_NAMED = 3


def entry_named(
    text: str, catalog: Catalog, config: Config, *, field: str
) -> Entry | Finding:
    """Return the one entry that *text* names, or what to ask.

    An id is the name of the entry's file. A title counts however it is spelt.
    """
    written = text.strip()
    by_slug = catalog.entry_by_slug.get(written.removesuffix(".yml").rpartition("/")[2])
    if by_slug is not None:
        return by_slug
    found = [*_at_link(written, catalog, config), *_titled(written, catalog)]
    named = list({entry.slug: entry for entry in found}.values())
    if len(named) == 1:
        return named[0]
    return _several(written, named, field) if named else _none(written, catalog, field)


def _at_link(text: str, catalog: Catalog, config: Config) -> Iterable[Entry]:
    work = identity.work_at([_address(text)])
    if not (work.names or work.mentions):
        return []
    among = identity.known(catalog.entries, main_kinds=identity.main_kinds(config))
    matches = identity.same_work(work, among)
    sure = [match for match in matches if match.shared]
    return [catalog.entry_by_slug[match.slug] for match in sure]


def _address(text: str) -> str:
    """Return a link as it is written, or the page of a paper whose id is written."""
    if text.lower().startswith(("https://", "http://")):
        return text
    found = ids.read_id(text)
    return (ids.address_of(found) or "") if found and found.scheme in PAPER else ""


def _titled(text: str, catalog: Catalog) -> Iterable[Entry]:
    key = title_key(text)
    return [entry for entry in catalog.entries if key and title_key(entry.title) == key]


def _several(text: str, named: list[Entry], field: str) -> Finding:
    slugs = listed(sorted(entry.slug for entry in named)[:_MOST_NAMED])
    return Finding(
        code="ambiguous-entry",
        message=f"{quoted(text)} names {len(named)} entries of the list.",
        hint=f"Give the id of the one that is meant: {slugs}.",
        field=field,
    )


def _none(text: str, catalog: Catalog, field: str) -> Finding:
    titles = [quoted(title) for title in _meant(text, catalog)]
    return Finding(
        code="unknown-entry",
        message=f"{quoted(text)} names no entry of the list.",
        hint=f"Did you mean {listed(titles)}?"
        if titles
        else "Copy the title from the list.",
        field=field,
    )


def _meant(text: str, catalog: Catalog) -> Sequence[str]:
    """Return the titles that are like a text, or else those that it is a part of."""
    every = [entry.title for entry in catalog.entries]
    near = title_index.nearest(text, every, limit=_MOST_NAMED)
    if near:
        return [every[one.place] for one in near]
    part = read_title(text)
    whole = [title for title in every if is_part(part, read_title(title))]
    return whole if len(whole) <= _MOST_NAMED else []
