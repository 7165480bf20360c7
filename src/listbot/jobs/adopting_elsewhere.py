"""Where the entries are when they are not in the file that was named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from listbot.catalog.model import ListbotError
from listbot.text import regions
from listbot.text.readme import reader

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from listbot.forge.protocol import Snapshot

# So many files are read to say what is in them; the others are counted.
_MOST = 10
_LONGEST = 1_000_000


def not_there(snapshot: Snapshot, path: str) -> ListbotError:
    """Say what to name instead of a path that is no file, perhaps a folder."""
    files = _markdown(snapshot.paths(path))
    if not files:
        message = f"{path} is not there. Name the README of the list."
        return ListbotError(message, file=path)
    message = (
        f"{path} is a folder, and a list lives in one file. "
        f"Adopt one of those in it: {_told(snapshot, files)}."
    )
    return ListbotError(message, file=path)


def empty(snapshot: Snapshot, path: str, others: Sequence[str]) -> ListbotError:
    """Say that a file holds no entries, and which files it leads to, if it does."""
    message = f"{path}: no entries were found in it; nothing was changed. " + (
        f"It is an index of other files; adopt those: {_told(snapshot, others)}."
        if others
        else "Begin a new list with `listbot init` in an empty folder."
    )
    return ListbotError(message, file=path)


def _markdown(paths: Collection[str]) -> list[str]:
    return sorted(path for path in paths if path.lower().endswith((".md", ".markdown")))


def _told(snapshot: Snapshot, files: Sequence[str]) -> str:
    """Name files, those that are there with the number of entries in them."""
    texts = snapshot.texts(files[:_MOST])
    named = [
        f"{file} ({_entries(texts[file])})" if file in texts else file
        for file in files[:_MOST]
    ]
    more = [f"{len(files) - _MOST} more"] if len(files) > _MOST else []
    return ", ".join([*named, *more])


def _entries(text: str) -> str:
    found = reader.read_list(regions.without_markers(text[:_LONGEST])).entries
    return "1 entry" if len(found) == 1 else f"{len(found)} entries"
