"""bioRxiv and medRxiv: their preprints by DOI, and what became of them.

https://api.biorxiv.org/
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from listbot.catalog.facts import Facts
from listbot.web.metadata import reading
from listbot.web.metadata.sources import asks, is_there

if TYPE_CHECKING:
    from collections.abc import Sequence

    from listbot.web.doors import Doors
    from listbot.web.requesting import Answer, Request

_NAME_BY_SERVER = {"biorxiv": "bioRxiv", "medrxiv": "medRxiv"}
_NOT_YET = "NA"


@dataclass(frozen=True, slots=True)
class Biorxiv:
    """Asks one of the two *servers* about a DOI; the first knows which other to ask."""

    doi: str
    server: str
    doors: Doors
    other: str = ""

    @property
    def name(self) -> str:
        """What people call the server."""
        return _NAME_BY_SERVER[self.server]

    @property
    def queue(self) -> str:
        """The queue of both servers' interface."""
        return f"bioRxiv at {self.doors.biorxiv}"

    def request(self) -> Request:
        """Return the request for all versions of one preprint."""
        doi = quote(self.doi, safe="/")
        return asks(f"{self.doors.biorxiv}/details/{self.server}/{doi}")

    def read(self, answer: Answer) -> Facts | Biorxiv | None:
        """Read the versions: the first gives the date, the last everything else."""
        versions: Sequence[object] = ()
        if is_there(answer):
            collection = reading.dig(reading.document(answer.body), "collection")
            versions = reading.several(collection)
        if versions:
            return self._facts(versions)
        return Biorxiv(self.doi, self.other, self.doors) if self.other else None

    def _facts(self, versions: Sequence[object]) -> Facts:
        first, last = versions[0], versions[-1]
        published = reading.text(reading.dig(last, "published"))
        authors = reading.text(reading.dig(last, "authors")).split(";")
        date = reading.date(reading.dig(first, "date"))
        return Facts(
            source=self.name,
            title=reading.text(reading.dig(last, "title")),
            authors=reading.names(reading.in_order(one.strip()) for one in authors),
            date=date,
            latest=date,
            venues=(self.name,),
            kind="preprint",
            published="" if published == _NOT_YET else published.lower(),
            withdrawn=reading.text(reading.dig(last, "type")).lower() == "withdrawn",
        )
