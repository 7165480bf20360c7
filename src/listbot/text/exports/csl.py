"""CSL-JSON, which Zotero, Pandoc and citeproc read. No I/O.

Source: the schema csl-data.json of citationstyles.org.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from listbot.catalog.dates import PartialDate
    from listbot.text.exports.works import Shelf, Work

_TYPE_BY_KIND = {
    "journal": "article-journal",
    "conference": "paper-conference",
    "workshop": "paper-conference",
    "preprint": "article",
    "book": "book",
}


def write(shelf: Shelf) -> str:
    """Write one item for each work; its id is the entry's slug."""
    items = [_item(work) for work in shelf.works]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def _item(work: Work) -> dict[str, Any]:
    ids = work.entry.ids
    item: dict[str, Any] = {
        "id": work.entry.slug,
        "type": _TYPE_BY_KIND.get(work.kind, "document"),
        "title": work.title,
    }
    known = {
        "author": [_name(name) for name in work.authors],
        "issued": {"date-parts": [_parts(work.date)]} if work.date else None,
        "container-title": work.venue,
        "abstract": work.summary,
        "DOI": ids.get("doi"),
        "archive": "arXiv" if "arxiv" in ids else None,
        "archive_location": ids.get("arxiv"),
        "URL": work.url,
    }
    return item | {key: value for key, value in known.items() if value}


def _name(name: str) -> dict[str, str]:
    """Write a name whole: where it parts into given and family names, nobody said."""
    return {"literal": name}


def _parts(date: PartialDate) -> list[int]:
    return [part for part in (date.year, date.month, date.day) if part is not None]
