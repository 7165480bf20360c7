"""The list as JSON, for programs: what the entry files say, in order. No I/O."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from listbot.catalog import store

if TYPE_CHECKING:
    from listbot.text.exports.works import Shelf, Work


def write(shelf: Shelf) -> str:
    """Write the title, the sections, and the entries in the order of the list.

    An entry has the keys of its file, and `slug`.
    """
    config = shelf.config
    data = {
        "title": config.title,
        "sections": [
            {"slug": section.slug, "path": list(section.path)}
            for section in config.flat_sections
        ],
        "entries": [_entry(work) for work in shelf.works],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


_ABOUT_README = frozenset({"position", "as_written", "markdown", "followed_by"})


def _entry(work: Work) -> dict[str, Any]:
    data = {"slug": work.entry.slug, **store.entry_data(work.entry)}
    # How it stands in README is nothing to other programs.
    return {key: data[key] for key in data if key not in _ABOUT_README}
