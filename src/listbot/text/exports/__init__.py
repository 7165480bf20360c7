"""The list in the formats of other programs: text out, nothing written.

Each format is one function from works to text. Entries come in the order of the list,
each once; the same entries give the same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from listbot.text.exports import atom, bibtex, csl, csv_table, json_list, works

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from listbot.catalog.config import Config
    from listbot.catalog.model import Catalog
    from listbot.text.exports.works import Shelf

WRITE_BY_FORMAT: Mapping[str, Callable[[Shelf], str]] = {
    "bibtex": bibtex.write,
    "csl": csl.write,
    "csv": csv_table.write,
    "json": json_list.write,
    "atom": atom.write,
}


def export(catalog: Catalog, config: Config, format_: str) -> str:
    """Write the whole list in a format, a key of `WRITE_BY_FORMAT`."""
    return WRITE_BY_FORMAT[format_](works.shelf(catalog, config))
