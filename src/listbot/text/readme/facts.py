"""What an entry says besides its title, as it is gathered. No I/O."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from listbot.text.readme import (
    appearance,
    dates,
    links,
    remarks,
    venues,
)
from listbot.text.readme.reading import Piece

if TYPE_CHECKING:
    from listbot.text.readme.links import ReadLink
    from listbot.text.readme.titles import Title


@dataclass
class Facts:
    """What was found in one entry; filled in reading order, the first find counts.

    *awaits* says that a link stands there without an address, `[Code]`: it is to come.
    """

    text: str
    title: Title
    links: list[ReadLink] = field(default_factory=list["ReadLink"])
    dates: list[dates.WrittenDate] = field(default_factory=list[dates.WrittenDate])
    venue: str = ""
    kind: str = ""
    authors: str = ""
    description: str = ""
    tags: list[str] = field(default_factory=list[str])
    signs: str = ""
    awaits: bool = False
    columns: dict[str, str] = field(default_factory=dict[str, str])
    pieces: list[Piece] = field(default_factory=list[Piece])

    def take(self, name: str, start: int, end: int) -> None:
        """Note that a part of the text has been understood."""
        self.pieces.append(Piece(name, start, end))

    @property
    def date(self) -> dates.WrittenDate | None:
        """The most precise date, the first of several."""
        return max(
            self.dates,
            key=lambda found: dates.precision(found.meaning),
            default=None,
        )

    @property
    def name(self) -> str:
        """The short name in front of the title."""
        return appearance.plain(self.text[slice(*self.title.name)])


def read_labels(facts: Facts) -> None:
    """Take a venue that a link is called by (`[CVPR 2024](…)`), if none is written."""
    for link in facts.links:
        is_title = link.start <= facts.title.start < link.end
        if not facts.venue and not is_title and _names_a_venue(link.label):
            _add_venue(link.label, facts)


def _names_a_venue(label: str) -> bool:
    """Say whether a link is called by where the work came out: `[IJCNN](…)`."""
    if remarks.is_date_or_venue(label):
        return True
    return venues.is_acronym(label) and not links.names_a_kind(label)


def _add_venue(label: str, facts: Facts) -> None:
    venue = venues.read_venue(label)
    facts.venue = venue.name if venue else ""
    if not facts.dates:
        facts.dates += dates.find_dates(label)
