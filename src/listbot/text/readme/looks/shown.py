"""What a style has to write an entry with: its data, escaped for Markdown. No I/O."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from listbot.catalog import ids
from listbot.text import markdown, markup
from listbot.text.readme.looks import fields
from listbot.text.readme.looks.fields import COLUMN, FIELDS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from listbot.catalog.dates import PartialDate
    from listbot.text.readme.looks.kinds import Kinds
    from listbot.text.readme.reading import ReadEntry


HTML_SHAPES = frozenset({"H2"})
"""The shapes whose entries stand in a block of HTML."""

PREPRINT_VENUES = ("arxiv", "")
"""What the venue of a work is, in small letters, that is only on arXiv."""

_BLANK_LINE = "\n\n"


def html_until(text: str, *, html: bool) -> int:
    """Return where the HTML ends that an entry begins with; 0 where it does not.

    A block of HTML that a fold opens ends at the first blank line.
    """
    if html:
        return len(text)
    if not text.startswith("<details"):
        return 0
    end = text.find(_BLANK_LINE)
    return end if end >= 0 else len(text)


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """One entry as a style sees it, beside what was read.

    *links* are kind and address in display order, those in a text left out; texts that
    a field lacks are empty. *markup* is what the list writes for texts that say more
    than plain ones, by name; `title` and `fields` hold it already.
    """

    read: ReadEntry
    title: str
    date: PartialDate | None
    fields: Mapping[str, str]
    tags: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    markup: Mapping[str, str]

    @property
    def arxiv(self) -> str:
        """The number arXiv has for it, if one of its links leads there."""
        found = (
            one.value
            for link in self.read.links
            if "arxiv" in link.url.lower()
            for one in ids.ids_of(link.url)
            if one.scheme == "arxiv"
        )
        return next(found, "")

    @property
    def is_preprint(self) -> bool:
        """Whether it is on arXiv, and no other venue is known."""
        venue = self.fields["venue"].casefold()
        return bool(self.arxiv) and venue in PREPRINT_VENUES

    @property
    def appeared(self) -> str:
        """Venue and year."""
        return f"{self.fields['venue']} {self.year}".strip()

    @property
    def year(self) -> str:
        """The year of the venue, or that of the date where only one is known."""
        own = f"{self.date.year:04d}" if self.date else ""
        return self.fields["venue_year"] or own


def show(entries: Sequence[ReadEntry], kinds: Kinds) -> tuple[Shown, ...]:
    """Make entries ready to be written; what is no field of the list is left out."""
    columns = [each for each in fields.name_fields(entries) if each.startswith(COLUMN)]
    return tuple(_shown(entry, kinds, columns) for entry in entries)


def _in_html(text: str) -> str:
    return markdown.in_html(markdown.inline(text))


def _shown(entry: ReadEntry, kinds: Kinds, columns: Sequence[str]) -> Shown:
    in_html = entry.shape in HTML_SHAPES
    write = _in_html if in_html else markdown.inline
    pairs = kinds.in_order(entry)
    own = (each for each in columns if each.removeprefix(COLUMN) in entry.columns)
    names = ("title", *FIELDS, *own)
    until = html_until(entry.text, html=in_html)
    starts = {piece.name: piece.start for piece in entry.pieces}
    plain = {
        name: (_in_html if starts.get(name, until) < until else write)(
            fields.text_of(entry, name)
        )
        for name in names
    }
    marked = {} if until else _markup(entry, plain, {url for _, url in pairs})
    in_text = markup.targets(marked.values())
    texts = plain | marked
    return Shown(
        read=entry,
        title=texts.pop("title"),
        date=entry.date,
        fields=texts,
        tags=tuple(write(tag) for tag in entry.tags),
        links=tuple(
            (write(kind), markdown.destination(url))
            for kind, url in pairs
            if url not in in_text
        ),
        markup=marked,
    )


def _markup(
    entry: ReadEntry, plain: Mapping[str, str], urls: Collection[str]
) -> dict[str, str]:
    """Return the Markdown of the texts that stand in no place as they are."""
    found: dict[str, str] = {}
    for name, text in plain.items():
        if text and not _stands_there(entry, name, text):
            found[name] = fields.markup_of(entry, name, urls)
    return {name: markup for name, markup in found.items() if markup}


def _stands_there(entry: ReadEntry, name: str, text: str) -> bool:
    where = "venue" if name == "kind" else name
    spans = [piece for piece in entry.pieces if piece.name == where]
    if name.startswith(COLUMN):
        # A cell is its text, or Markdown that says so: a picture, code, a link.
        return any(entry.text[each.start : each.end] == text for each in spans)
    return any(entry.text.find(text, each.start, each.end) >= 0 for each in spans)
