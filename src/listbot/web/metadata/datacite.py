"""DataCite: arXiv's papers, data sets and software, by DOI.

https://support.datacite.org/docs/api-get-doi
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from listbot.catalog.facts import Facts
from listbot.web.metadata import reading
from listbot.web.metadata.sources import asks, is_there

if TYPE_CHECKING:
    from listbot.catalog.dates import PartialDate
    from listbot.web.doors import Doors
    from listbot.web.requesting import Answer, Request

# The day of the first version, then whatever is known of the rest.
_DATES = ("Submitted", "Available", "Issued", "Created")


@dataclass(frozen=True, slots=True)
class DataCite:
    """Asks for the record of one DOI."""

    doi: str
    doors: Doors
    name: str = "DataCite"

    @property
    def queue(self) -> str:
        """DataCite's queue."""
        return f"DataCite at {self.doors.datacite}"

    def request(self) -> Request:
        """Return the request for one record."""
        return asks(f"{self.doors.datacite}/dois/{quote(self.doi, safe='/')}")

    def read(self, answer: Answer) -> Facts | None:
        """Read the record."""
        if not is_there(answer):
            return None
        data = reading.dig(reading.document(answer.body), "data", "attributes")
        return _facts(reading.record(data))


def _facts(record: object) -> Facts:
    titles = reading.items(reading.dig(record, "titles"))
    creators = reading.items(reading.dig(record, "creators"))
    date = _date(record)
    is_preprint = reading.dig(record, "types", "resourceTypeGeneral") == "Preprint"
    return Facts(
        source="DataCite",
        title=next(
            filter(None, (reading.text(reading.dig(one, "title")) for one in titles)),
            "",
        ),
        authors=reading.names(map(_name, creators)),
        date=date,
        latest=date,
        venues=_venues(record),
        kind="preprint" if is_preprint or "arXiv" in _venues(record) else None,
        published=_published(record),
    )


def _name(creator: object) -> str:
    given, family = (
        reading.text(reading.dig(creator, key)) for key in ("givenName", "familyName")
    )
    if given and family:
        return f"{given} {family}"
    name = reading.text(reading.dig(creator, "name"))
    is_person = reading.dig(creator, "nameType") != "Organizational"
    return reading.in_order(name) if is_person else name


def _date(record: object) -> PartialDate | None:
    """Return the date of the first version, as precisely as it is known."""
    date_by_kind: dict[str, PartialDate] = {}
    for one in reading.items(reading.dig(record, "dates")):
        date = reading.date(reading.dig(one, "date"))
        kind = str(reading.dig(one, "dateType"))
        if date:
            known = date_by_kind.setdefault(kind, date)
            date_by_kind[kind] = min(known, date, key=lambda day: day.first)
    for kind in _DATES:
        if kind in date_by_kind:
            return date_by_kind[kind]
    return reading.date_of([reading.dig(record, "publicationYear")])


def _venues(record: object) -> tuple[str, ...]:
    publisher = reading.dig(record, "publisher")
    name = reading.text(publisher) or reading.text(reading.dig(publisher, "name"))
    container = reading.text(reading.dig(record, "container", "title"))
    return tuple(dict.fromkeys(filter(None, (container, name))))


def _published(record: object) -> str:
    """Return the DOI that the preprint became, if its record names one."""
    for one in reading.items(reading.dig(record, "relatedIdentifiers")):
        kind = reading.dig(one, "relatedIdentifierType")
        relation = reading.dig(one, "relationType")
        found = reading.text(reading.dig(one, "relatedIdentifier")).lower()
        is_version = relation in {"IsVersionOf", "IsPreviousVersionOf"}
        if kind == "DOI" and is_version and "/arxiv." not in found:
            return found
    return ""
