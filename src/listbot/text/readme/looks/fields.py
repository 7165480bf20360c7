"""The fields that entries of a list have besides title, date and links. No I/O."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from listbot.catalog import slugs
from listbot.catalog.entry_reader import KEYS
from listbot.text import markup

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from listbot.text.readme.reading import ReadEntry

FIELDS = (
    "name",
    "authors",
    "kind",
    "venue",
    "venue_year",
    "description",
    "signs",
)
"""The fields of one text each."""
COLUMN = "column "
"""What stands in front of the head of a table's own column."""

_TAGS = "tags"
_NO_BREAK = "\N{NO-BREAK SPACE}"
_FEWEST = 2
_AROUND_TITLE = " \t\n|·•>,;:."
_LONGEST_KEY = 40
# What entry files and templates mean otherwise.
_TAKEN = {*KEYS, *FIELDS, _TAGS, "path", "slug", "fields", "section", *dir({})}


def name_fields(entries: Sequence[ReadEntry]) -> dict[str, str]:
    """Return the fields that entries have, with the key of each.

    A column that a single entry fills is none.
    """
    named = {
        name: name
        for name in (*FIELDS, _TAGS)
        if any(getattr(entry, name) for entry in entries)
    }
    seen: Counter[str] = Counter()
    for entry in entries:
        seen.update(entry.columns.keys())
    taken = {*_TAKEN}
    for label, count in seen.items():
        if count >= _FEWEST:
            key = _key(label, taken)
            taken.add(key)
            named[f"{COLUMN}{label}"] = key
    return named


def value_of(entry: ReadEntry, name: str) -> str | tuple[str, ...]:
    """Return what an entry says in a field; empty where nothing.

    Blanks that do not break stay what they are.
    """
    if name == _TAGS:
        return entry.tags
    return text_of(entry, name)


def text_of(entry: ReadEntry, name: str) -> str:
    """Return what an entry says in a field of one text."""
    if name.startswith(COLUMN):
        value = entry.columns.get(name.removeprefix(COLUMN), "")
    else:
        value = getattr(entry, name)
    if _NO_BREAK not in entry.text:
        return value
    for piece in entry.pieces:
        written = entry.text[piece.start : piece.end]
        if piece.name == name and _NO_BREAK in written:
            start = written.replace(_NO_BREAK, " ").find(value)
            return written[start : start + len(value)] if start >= 0 else value
    return value


def markup_of(entry: ReadEntry, name: str, urls: Collection[str]) -> str:
    """Return the Markdown a field is written as in one place; empty where it is none.

    *urls* are the addresses that may be linked in there.
    """
    where = "venue" if name == "kind" else name
    spans = [piece for piece in entry.pieces if piece.name == where]
    if len(spans) != 1:
        return ""
    written = entry.text[spans[0].start : spans[0].end]
    value = text_of(entry, name)
    tries = (written.strip(), written.strip(_AROUND_TITLE), f"{written.strip()}"[:-1])
    return next((each for each in tries if markup.says(each, value, urls)), "")


def _key(label: str, taken: set[str]) -> str:
    key = slugs.form_id(label).replace("-", "_")[:_LONGEST_KEY].strip("_")
    if not key[:1].isalpha() or key in taken:
        key = f"column_{key}"[:_LONGEST_KEY]
    numbered = (key if place < 2 else f"{key}_{place}" for place in range(1, 10_000))  # noqa: PLR2004
    return next(each for each in numbered if each not in taken)
