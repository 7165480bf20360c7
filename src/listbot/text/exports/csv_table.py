"""A table for spreadsheets: CSV (RFC 4180), UTF-8, one row an entry. No I/O."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from listbot.text import characters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from listbot.text.exports.works import Shelf, Work

# A spreadsheet would run a cell that begins so.
_FORMULA = ("=", "+", "-", "@")


def write(shelf: Shelf) -> str:
    """Write a head and one row for each work; several values share a cell by lines.

    A cell that a spreadsheet would take for a formula begins with an apostrophe.
    """
    config = shelf.config
    rows = [_row(work) for work in shelf.works]
    ids = sorted({scheme for work in shelf.works for scheme in work.entry.ids})
    head = [
        *("slug", "title", "date", "sections"),
        *(f"field {key}" for key in config.fields),
        *(f"link {kind}" for kind in config.links),
        *(f"id {scheme}" for scheme in ids),
        "added",
    ]
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(map(_cell, head))
    table.writerows([_cell(row.get(column, "")) for column in head] for row in rows)
    return written.getvalue()


def _row(work: Work) -> Mapping[str, str]:
    entry = work.entry
    row = {
        "slug": entry.slug,
        "title": work.title,
        "date": str(entry.date or ""),
        "sections": "\n".join(work.sections),
        "added": str(entry.added or ""),
    }
    for key, value in entry.fields.items():
        row[f"field {key}"] = value if isinstance(value, str) else "\n".join(value)
    for link in entry.links:
        above = row.get(f"link {link.kind}")
        row[f"link {link.kind}"] = f"{above}\n{link.url}" if above else link.url
    return row | {f"id {scheme}": value for scheme, value in entry.ids.items()}


def _cell(text: str) -> str:
    text = characters.clean_lines(text)
    return f"'{text}" if text.startswith(_FORMULA) else text
