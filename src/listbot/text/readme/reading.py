"""What was read from a README: values only. No I/O."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from listbot.catalog.dates import PartialDate
    from listbot.catalog.model import Finding
    from listbot.text.readme.links import ReadLink
    from listbot.text.readme.source import Repair

Shape: TypeAlias = Literal[
    "L1", "L2", "L3", "L4", "N1", "N2", "P1", "P2", "P3", "T1", "H2", "HD1", "D1", "Q1"
]
DateSource: TypeAlias = Literal["text", "heading", "arxiv"]
Direction: TypeAlias = Literal["date", "-date", "title", "none"]
Counting: TypeAlias = Literal["none", "ones", "per-section", "continuous"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Where a part of an entry stands in its text: offsets from the text's start."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadEntry:
    """One entry as it was understood, and exactly what it was understood from.

    *first* and *last* are its lines (from 1, both included), *source* their text byte
    for byte and *text* the same repaired; neither has the last line's end. *gap* is
    what stands between it and the next entry of its section, line ends included, and
    what was not read as an entry (`ListReading.unread`).

    *date* is what the entry itself or the heading above says, *date_written* how; an
    arXiv number gives only *suggested_date*. *venue_year* is a second year beside it:
    a preprint may come out years before the conference. *number* is the one written in
    front.
    *section* is its path as headings and folds nest, *headings_first* the same with the
    folds at the end.
    *signs* are emoji that stand alone after the title; *columns* are the cells of a
    table that are nothing else, by the head of their column.
    """

    title: str
    links: tuple[ReadLink, ...] = ()
    section: tuple[str, ...] = ()
    headings_first: tuple[str, ...] = ()
    date: PartialDate | None = None
    date_written: str = ""
    date_source: DateSource = "text"
    suggested_date: PartialDate | None = None
    venue: str = ""
    venue_year: str = ""
    kind: str = ""
    authors: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict[str, str])
    name: str = ""
    signs: str = ""
    number: int | None = None
    first: int
    last: int
    source: str
    text: str
    gap: str = ""
    shape: Shape = "L1"
    pieces: tuple[Piece, ...] = ()

    @property
    def year(self) -> int | None:
        """The year of its date."""
        return self.date.year if self.date else None

    def line_of(self, offset: int) -> int:
        """Return the line of the README that an offset into *text* is on."""
        return self.first + self.text.count("\n", 0, offset)


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """Entries that follow each other with nothing but blank lines between them.

    Markers go before line *first* and after line *last*; *entries* are places in
    `ListReading.entries`. *head* is the head of a table, byte for byte: it is between
    the markers too, because a comment inside a table would end it.
    """

    first: int
    last: int
    entries: range
    head: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadSection:
    """One heading of the README, or a folded group, and the entries right under it.

    *path* holds the titles from the root down. *line* is 0 for what stands above the
    first heading.
    """

    path: tuple[str, ...]
    level: int
    line: int
    runs: tuple[Run, ...] = ()
    order: Direction = "none"

    @property
    def title(self) -> str:
        """The section's own title."""
        return self.path[-1] if self.path else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Unread:
    """Lines among the entries that were not understood; they stay as they are."""

    first: int
    last: int
    text: str
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """A number in the prose that is about the list: where it stands and what is true.

    *start* and *end* are offsets into the line; *section* is the one it counts, or
    empty for the whole list.
    """

    what: Literal["count", "years"]
    line: int
    start: int
    end: int
    written: str
    said: tuple[int, ...]
    true: tuple[int, ...]
    section: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Lead:
    """One link into the page itself: what it says and where it leads."""

    line: int
    label: str
    target: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Contents:
    """The table of contents: its lines and its links."""

    first: int
    last: int
    items: tuple[Lead, ...]


@dataclass(frozen=True, kw_only=True)
class ListReading:
    """Everything one README was understood to say.

    *entries* stand in document order; *index_of* names the files that hold the entries
    when the README is only an index; *leads* are the links into the page itself and
    *anchors* what such links can lead to. *parts* are the readings of single files
    where this is one of several.
    """

    title: str = ""
    entries: tuple[ReadEntry, ...] = ()
    sections: tuple[ReadSection, ...] = ()
    unread: tuple[Unread, ...] = ()
    contents: Contents | None = None
    claims: tuple[Claim, ...] = ()
    return_lines: tuple[int, ...] = ()
    index_of: tuple[str, ...] = ()
    leads: tuple[Lead, ...] = ()
    anchors: frozenset[str] = frozenset()
    counting: Counting = "none"
    repairs: tuple[Repair, ...] = ()
    findings: tuple[Finding, ...] = ()
    parts: tuple[ListReading, ...] = ()

    @property
    def files(self) -> tuple[ListReading, ...]:
        """The readings of the single files; this one where there is no other."""
        return self.parts or (self,)

    def entries_in(self, section: ReadSection) -> tuple[ReadEntry, ...]:
        """Return the entries right under a heading, in order."""
        return tuple(
            self.entries[place] for run in section.runs for place in run.entries
        )
