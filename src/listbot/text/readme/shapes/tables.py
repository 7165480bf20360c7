"""Entries that are rows of a table: T1. No I/O."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from listbot.text.readme import (
    appearance,
    dates,
    descriptions,
    inline,
    links,
    remarks,
    stretches,
    title_search,
    venues,
    vocabulary,
)
from listbot.text.readme.facts import Facts, read_labels
from listbot.text.readme.reading import Piece
from listbot.text.readme.shapes.found import Found
from listbot.text.readme.titles import Title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from listbot.text.readme.blocks import Block
    from listbot.text.readme.inline import Atom
    from listbot.text.readme.shapes.found import Context

_PIPE = re.compile(r"\\.|\|")
_WORD = re.compile(r"[^\W\d_]+")
# `[LookNet] Its title (@somewhere)`
_BRACKETED = re.compile(r"\[[*_]*([^\[\]*_]{1,60})[*_]*\][ ]*$")
_PLACE = re.compile(r"[ ]*\((@[^()]{1,80})\)")
_SAMPLE = 40
_LONGEST_NAME = 3


@dataclass(frozen=True, slots=True)
class _Cell:
    """One cell of a row: its offsets in the line, without the blanks around it."""

    start: int
    end: int
    text: str


def read(block: Block, context: Context) -> Iterator[Found]:
    """Yield the rows of a table that has a column of titles."""
    header = _cells(context.source.lines[block.first - 1])
    rows = {
        line: _cells(context.source.lines[line - 1])
        for line in range(block.first + 2, block.last + 1)
    }
    columns = _columns(header, [*rows.values()][:_SAMPLE], context)
    if columns is None:
        return
    for line, row in rows.items():
        found = _row(line, row, columns, context)
        if found:
            yield found


def _cells(line: str) -> list[_Cell]:
    """Cut a row at its pipes; escaped ones are text."""
    bounds = [match.start() for match in _PIPE.finditer(line) if match[0] == "|"]
    if not line.lstrip(" \t>").startswith("|"):
        bounds.insert(0, -1)
    if not line.rstrip().endswith("|") or len(bounds) == 1:
        bounds.append(len(line))
    return [_cell(line, start + 1, end) for start, end in pairwise(bounds)]


def _cell(line: str, start: int, end: int) -> _Cell:
    written = line[start:end]
    start += len(written) - len(written.lstrip())
    return _Cell(start, start + len(written.strip()), written.strip())


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which column says what, by what stands in its head."""

    title: int
    roles: tuple[str, ...]
    labels: tuple[str, ...]


def _columns(
    header: Sequence[_Cell], rows: Sequence[Sequence[_Cell]], context: Context
) -> _Columns | None:
    labels = tuple(appearance.plain(cell.text) for cell in header)
    roles = tuple(
        _role(label) or _role_of_cells(place, label, rows)
        for place, label in enumerate(labels)
    )
    title = _title_column(roles, rows, context)
    return None if title is None else _Columns(title, roles, labels)


def _role(label: str) -> str:
    """Return what a column says, judging by its head."""
    words = {word.casefold() for word in _WORD.findall(label)}
    for role, known in vocabulary.COLUMNS.items():
        if words & known:
            return role
    return ""


def _role_of_cells(place: int, label: str, rows: Sequence[Sequence[_Cell]]) -> str:
    """Return what a column without a head says: dates, where its cells are dates."""
    texts = [row[place].text for row in rows if place < len(row) and row[place].text]
    if any(map(str.isalnum, label)) or not texts:
        return ""
    told = [text for text in texts if remarks.is_date_or_venue(text)]
    if len(told) * 2 <= len(texts):
        return ""
    return "venue" if any(map(remarks.letters_beside_dates, told)) else "date"


def _title_column(
    roles: Sequence[str], rows: Sequence[Sequence[_Cell]], context: Context
) -> int | None:
    """Return the column of titles.

    The one that is called so, or the first without a known name, whichever names more;
    else the first whose links name works; None for a table of anything else.
    """
    named = [place for place, role in enumerate(roles) if role == "title"]
    if named and not roles[0]:
        named.append(0)
    best = max(named, key=lambda place: _naming(place, rows), default=None)
    if best is not None and _naming(best, rows) * 2 > len(rows):
        return best
    linked = [
        place
        for place in range(len(roles))
        if _linking(place, rows, context) * 2 > len(rows)
    ]
    return linked[0] if linked else None


def _naming(place: int, rows: Sequence[Sequence[_Cell]]) -> int:
    """Count the cells of a column that name something."""
    texts = [appearance.plain(row[place].text) for row in rows if place < len(row)]
    return sum(
        bool(_WORD.search(text)) and not links.names_a_kind(text) for text in texts
    )


def _linking(place: int, rows: Sequence[Sequence[_Cell]], context: Context) -> int:
    """Count the cells of a column that are one link whose label names a work."""
    count = 0
    for row in rows:
        cell = row[place].text if place < len(row) else ""
        found = [
            atom
            for atom in inline.scan(cell, context.targets)
            if atom.kind == "link" and atom.url.startswith("http")
        ]
        count += (
            len(found) == 1
            and len(_WORD.findall(found[0].text)) >= 1
            and not links.names_a_kind(found[0].text)
            and venues.read_venue(found[0].text) is None
        )
    return count


def _row(
    line: int, row: Sequence[_Cell], columns: _Columns, context: Context
) -> Found | None:
    text = context.source.lines[line - 1]
    if columns.title >= len(row) or not row[columns.title].text:
        return None
    title = _title(row[columns.title], context)
    if title is None:
        return None
    facts = Facts(text, title)
    facts.pieces.append(Piece("title", title.start, title.end))
    _read_beside(row[columns.title], facts)
    for place, cell in enumerate(row[: len(columns.roles)]):
        _read_cell(cell, columns.roles[place], columns.labels[place], facts, context)
    read_labels(facts)
    facts.pieces.sort(key=lambda piece: piece.start)
    return Found(line, line, "T1", facts)


def _read_beside(cell: _Cell, facts: Facts) -> None:
    """Take the short name before a title and what stands in brackets behind it."""
    if facts.title.name[1]:
        facts.take("name", *facts.title.name)
    rest = facts.text[facts.title.end : cell.start + len(cell.text)]
    behind = _PLACE.fullmatch(rest)
    if behind and facts.title.link is None:
        start = facts.title.end + behind.start(1)
        facts.description = descriptions.read(behind[1])
        facts.take("description", start, start + len(behind[1]))


def _title(cell: _Cell, context: Context) -> Title | None:
    """Take the label of the link in a cell for the title, or all of its text."""
    named = [
        atom
        for atom in inline.scan(cell.text, context.targets)
        if atom.kind == "link" and not links.names_a_kind(atom.text)
    ]
    if not named:
        return _title_in_words(cell, context)
    start, end = named[0].inner
    if not _is_most_of(named[0], cell):
        start, end = 0, named[0].start
    seen = appearance.plain(cell.text[start:end])
    if not _WORD.search(seen):
        return None
    return Title(cell.start + start, cell.start + end, seen, origin="linked")


def _title_in_words(cell: _Cell, context: Context) -> Title | None:
    """Find the title in a cell of plain text, after a short name in brackets."""
    atoms = inline.scan(cell.text, context.targets)
    found = title_search.find_title(cell.text, stretches.find_lines(atoms))
    if found is None or not _WORD.search(found.text):
        return None
    start, end = cell.start + found.start, cell.start + found.end
    name = _BRACKETED.search(cell.text, 0, found.start)
    span = (cell.start + name.start(1), cell.start + name.end(1)) if name else (0, 0)
    return Title(start, end, found.text, name=span, origin="linked")


def _is_most_of(atom: Atom, cell: _Cell) -> bool:
    """Say whether a link is what a cell is about: few words stand before it."""
    before = appearance.plain(cell.text[: atom.start])
    return len(_WORD.findall(before)) <= _LONGEST_NAME


def _read_cell(
    cell: _Cell, role: str, label: str, facts: Facts, context: Context
) -> None:
    found = [
        atom for atom in inline.scan(cell.text, context.targets) if atom.kind == "link"
    ]
    for atom in found:
        link = links.read_link(atom)
        facts.links.append(
            links.ReadLink(
                link.label or label,
                link.url,
                link.written,
                link.fault,
                cell.start + link.start,
                cell.start + link.end,
                "title" if _is_title(cell.start + link.start, link, facts) else "field",
            )
        )
        facts.pieces.append(
            Piece("link", cell.start + atom.start, cell.start + atom.end)
        )
    if role in {"date", "venue", "authors", "description"}:
        _read_text(cell, role, facts)
    elif not found and not (cell.start <= facts.title.start < cell.end):
        _read_column(cell, label, facts)


def _read_column(cell: _Cell, label: str, facts: Facts) -> None:
    """Keep a cell of a column that the list has of its own; of pictures their words."""
    atoms = inline.scan(cell.text)
    pictured = " ".join(atom.text for atom in atoms if atom.kind == "image")
    seen = inline.shown(atoms) or " ".join(pictured.split())
    if label and any(sign.isalnum() for sign in seen):
        facts.columns[label] = seen
        facts.take(f"column {label}", cell.start, cell.end)


def _is_title(start: int, link: links.ReadLink, facts: Facts) -> bool:
    """Say whether a link of a row is the one its title is the label of."""
    return start <= facts.title.start < start + link.end - link.start


def _read_text(cell: _Cell, role: str, facts: Facts) -> None:
    seen = descriptions.read(cell.text)
    if not any(sign.isalnum() for sign in seen):
        return
    if role in {"date", "venue"}:
        for found in dates.find_dates(cell.text):
            facts.dates.append(found)
    if role == "venue" and not facts.venue:
        venue = venues.read_venue(seen, sure=True)
        told = venue and (venue.dates or venue.kind)
        facts.venue = venue.name if venue and told else seen
        facts.kind = venue.kind if venue and told else ""
    elif role == "authors":
        facts.authors = seen
    elif role == "description":
        facts.description = seen
    facts.pieces.append(Piece(role, cell.start, cell.end))
