"""Crossref: journals, conferences and most preprints, by DOI or by the publisher's id.

https://github.com/CrossRef/rest-api-doc
https://api.crossref.org/swagger-ui/index.html
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from listbot.catalog.facts import Facts
from listbot.web.metadata import reading
from listbot.web.metadata.sources import asks, is_there

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from listbot.catalog.config_parts import VenueKind
    from listbot.catalog.dates import PartialDate
    from listbot.web.doors import Doors
    from listbot.web.requesting import Answer, Request

_KIND_BY_TYPE: Mapping[str, VenueKind] = {
    "journal-article": "journal",
    "proceedings-article": "conference",
    "posted-content": "preprint",
    "book": "book",
    "book-chapter": "book",
    "monograph": "book",
    "edited-book": "book",
}
_TAKEN_BACK = frozenset({"retraction", "withdrawal", "removal"})


@dataclass(frozen=True, slots=True)
class _AtCrossref:
    """What all questions to Crossref have in common."""

    doors: Doors

    @property
    def name(self) -> str:
        """What people call it."""
        return "Crossref"

    @property
    def queue(self) -> str:
        """Crossref's queue."""
        return f"Crossref at {self.doors.crossref}"

    def asks(self, words: str) -> Request:
        """Return a request about works.

        With an address to write to, it is served from the pool of those who leave one.
        """
        mark = "&" if "?" in words else "?"
        contact = quote(self.doors.contact, safe="@")
        polite = f"{mark}mailto={contact}" if contact else ""
        return asks(f"{self.doors.crossref}/works{words}{polite}")


@dataclass(frozen=True, slots=True)
class Crossref(_AtCrossref):
    """Asks for the record of one DOI."""

    doi: str

    def request(self) -> Request:
        """Return the request for one record."""
        return self.asks(f"/{quote(self.doi, safe='')}")

    def read(self, answer: Answer) -> Facts | None:
        """Read the record."""
        if not is_there(answer):
            return None
        return facts_in(
            reading.record(reading.dig(reading.document(answer.body), "message"))
        )


@dataclass(frozen=True, slots=True)
class ByPii(_AtCrossref):
    """Asks for the article with a publisher's item identifier (ScienceDirect)."""

    pii: str

    def request(self) -> Request:
        """Return the request for the works with this identifier."""
        pii = quote(self.pii, safe="")
        return self.asks(f"?filter=alternative-id:{pii}&rows=2")

    def read(self, answer: Answer) -> Facts | None:
        """Read the record, if it is one and no more."""
        found = _items(answer)
        return facts_in(found[0]) if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class ByTitle(_AtCrossref):
    """Asks for the article of a title whose page has a number in its address (IEEE)."""

    title: str
    number: str

    def request(self) -> Request:
        """Return the search for the title."""
        title = quote(self.title[:300], safe="")
        return self.asks(f"?query.bibliographic={title}&rows=5")

    def read(self, answer: Answer) -> Facts | None:
        """Take the work only whose own page carries the number."""
        for record in _items(answer):
            page = reading.dig(record, "resource", "primary", "URL")
            parts = page.rstrip("/").split("/") if isinstance(page, str) else []
            if self.number in parts:
                return facts_in(record)
        return None


def facts_in(record: object) -> Facts:
    """Read one work as Crossref describes it."""
    kind = _KIND_BY_TYPE.get(str(reading.dig(record, "type")))
    published = reading.items(reading.dig(record, "relation", "is-preprint-of"))
    dates = _dates(record)
    return Facts(
        source="Crossref",
        title=next(iter(reading.texts(reading.dig(record, "title"))), ""),
        authors=reading.names(map(_name, reading.items(reading.dig(record, "author")))),
        date=dates[0] if dates else None,
        latest=dates[-1] if dates else None,
        venues=_venues(record),
        kind=kind,
        published=next((_doi(one) for one in published if _doi(one)), ""),
        withdrawn=any(
            reading.dig(update, "type") in _TAKEN_BACK
            for update in reading.items(reading.dig(record, "updated-by"))
        ),
    )


def _items(answer: Answer) -> Sequence[object]:
    if not is_there(answer):
        return []
    return reading.several(
        reading.dig(reading.document(answer.body), "message", "items")
    )


def _dates(record: object) -> list[PartialDate]:
    """Return when it appeared, the date it counts by first and the latest last.

    `published` is the earlier of print and online (so in all records that were seen).
    """
    found = [
        reading.date_of(reading.items(reading.dig(record, key, "date-parts", 0)))
        for key in ("published", "issued", "posted")
    ]
    versions = [
        reading.date_of(reading.items(reading.dig(record, key, "date-parts", 0)))
        for key in ("published-online", "published-print")
    ]
    known = [one for one in (*found, *versions) if one]
    return [known[0], max(known, key=lambda one: one.last)] if known else []


def _name(author: object) -> str:
    given, family = (reading.text(reading.dig(author, key)) for key in _NAMES)
    whole = " ".join(filter(None, (given, family)))
    return whole or reading.text(reading.dig(author, "name"))


_NAMES = ("given", "family")


def _venues(record: object) -> tuple[str, ...]:
    written = (
        *reading.texts(reading.dig(record, "container-title")),
        *reading.texts(reading.dig(record, "event", "name")),
        *reading.texts(reading.dig(record, "event", "acronym")),
        *reading.texts(reading.dig(record, "short-container-title")),
        *reading.texts(reading.dig(record, "institution", 0, "name")),
    )
    return tuple(dict.fromkeys(written))


def _doi(relation: object) -> str:
    if reading.dig(relation, "id-type") != "doi":
        return ""
    return reading.text(reading.dig(relation, "id")).lower()
