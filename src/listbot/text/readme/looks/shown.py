"""What a style has to write an entry with: its data, escaped for Markdown. No I/O."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from listbot.text import markdown
from listbot.text.readme.looks import fields
from listbot.text.readme.looks.fields import COLUMN, FIELDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from listbot.catalog.dates import PartialDate
    from listbot.text.readme.looks.kinds import Kinds
    from listbot.text.readme.reading import ReadEntry


HTML_SHAPES = frozenset({"H2"})
"""The shapes whose entries stand in a block of HTML."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """One entry as a style sees it, beside what was read.

    *links* are kind and address in display order; texts that a field lacks are empty.
    """

    read: ReadEntry
    title: str
    date: PartialDate | None
    fields: Mapping[str, str]
    tags: tuple[str, ...]
    links: tuple[tuple[str, str], ...]

    @property
    def year(self) -> str:
        """The year of the venue, or that of the date where only one is known."""
        own = f"{self.date.year:04d}" if self.date else ""
        return self.fields["venue_year"] or own


def show(entries: Sequence[ReadEntry], kinds: Kinds) -> tuple[Shown, ...]:
    """Make entries ready to be written."""
    return tuple(_shown(entry, kinds) for entry in entries)


def _in_html(text: str) -> str:
    return markdown.in_html(markdown.inline(text))


def _shown(entry: ReadEntry, kinds: Kinds) -> Shown:
    write = _in_html if entry.shape in HTML_SHAPES else markdown.inline
    return Shown(
        read=entry,
        title=write(fields.text_of(entry, "title")),
        date=entry.date,
        fields={
            name: write(fields.text_of(entry, name))
            for name in (*FIELDS, *(f"{COLUMN}{label}" for label in entry.columns))
        },
        tags=tuple(write(tag) for tag in entry.tags),
        links=tuple(
            (write(kind), markdown.destination(url))
            for kind, url in kinds.in_order(entry)
        ),
    )
