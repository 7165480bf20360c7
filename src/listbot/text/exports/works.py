"""What exports say of an entry, whatever the list calls its fields. No I/O."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from listbot.catalog import order
from listbot.text import characters

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from listbot.catalog.config import Config
    from listbot.catalog.dates import PartialDate
    from listbot.catalog.model import Catalog, Entry

# What lists call the fields that bibliographies know.
_VENUE = ("venue", "journal", "conference", "published-in")
_AUTHORS = ("authors", "author")
_KIND = ("kind", "type")
_SUMMARY = ("description", "abstract", "summary")
_BETWEEN_WHOLE_NAMES = re.compile("[;\n]")
_AND = re.compile(r",?\s+(?:and|&)\s+")
_ET_AL = re.compile(r",?\s*\bet al\b\.?$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Work:
    """One entry, as bibliographies see it; empty texts where nothing is known.

    *kind* is journal, conference, workshop, preprint or book; *url* is the address of
    its first link; *sections* are titles from the root down.
    """

    entry: Entry
    title: str
    authors: tuple[str, ...]
    date: PartialDate | None
    venue: str
    kind: str
    summary: str
    url: str
    sections: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Shelf:
    """The works of a list in its order, each once."""

    config: Config
    works: tuple[Work, ...]


def shelf(catalog: Catalog, config: Config) -> Shelf:
    """Collect what there is to export, in the order of README."""
    titles = {section.slug: section.full_title for section in catalog.sections}
    return Shelf(
        config=config,
        works=tuple(_work(entry, config, titles) for entry in _once(catalog, config)),
    )


def _once(catalog: Catalog, config: Config) -> Iterator[Entry]:
    seen: set[str] = set()
    for part in order.listed(catalog, config):
        for entry in part.entries:
            if entry.slug not in seen:
                seen.add(entry.slug)
                yield entry


def _work(entry: Entry, config: Config, titles: Mapping[str, str]) -> Work:
    venue = _text(entry, _VENUE)
    return Work(
        entry=entry,
        title=characters.clean(entry.title),
        authors=_names(entry),
        date=entry.date,
        venue=venue,
        kind=_kind(entry, venue, config),
        summary=_text(entry, _SUMMARY),
        url=entry.links[0].url if entry.links else "",
        sections=tuple(titles[slug] for slug in entry.sections if slug in titles),
    )


def _text(entry: Entry, keys: tuple[str, ...]) -> str:
    for key in keys:
        value = entry.fields.get(key)
        if value:
            return characters.clean(
                value if isinstance(value, str) else ", ".join(value)
            )
    return ""


def _names(entry: Entry) -> tuple[str, ...]:
    value = next((entry.fields[key] for key in _AUTHORS if entry.fields.get(key)), "")
    names = _parted(_ET_AL.sub("", value)) if isinstance(value, str) else value
    return tuple(filter(None, map(characters.clean, names)))


def _parted(value: str) -> list[str]:
    """Tell names apart: `One; Two`, `One, Two and Three`, `One, A. and Two, B.`.

    A comma stands between names, unless every name has one of its own.
    """
    if _BETWEEN_WHOLE_NAMES.search(value):
        return _BETWEEN_WHOLE_NAMES.split(value)
    names = _AND.split(value)
    if len(names) > 1 and all("," in name for name in names):
        return names
    return [name for part in names for name in part.split(",")]


def _kind(entry: Entry, venue: str, config: Config) -> str:
    known = config.venues.get(venue)
    if known is not None and known.kind:
        return known.kind
    said = _text(entry, _KIND).casefold()
    kinds = ("journal", "conference", "workshop", "preprint", "book")
    if said in kinds:
        return said
    return "preprint" if "arxiv" in venue.casefold() else ""
