"""The journal of a look: one line a link, on disk at once, so that no end loses it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TextIO

from listbot.catalog.errors import ListbotError
from listbot.forge import folder
from listbot.jobs import looking

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence
    from pathlib import Path

    from listbot.catalog.link_verdict import LinkVerdict

_A_DAY = 24 * 60 * 60.0


@dataclass
class Journal:
    """Where a look writes; *kept* is what an interrupted one had seen already."""

    out: TextIO | None
    kept: Mapping[str, LinkVerdict] = field(default_factory=dict[str, "LinkVerdict"])

    def note(self, line: str) -> None:
        """Write one line; it is on disk when this returns."""
        if self.out is not None:
            self.out.write(line)


@contextmanager
def writing(
    path: Path | None, entries_by_url: Mapping[str, Sequence[str]], *, now: float
) -> Generator[Journal]:
    """Open the journal at *path*, or one that goes nowhere.

    An unfinished one that is not older than a day is gone on with, as far as its links
    are still wanted; *now* is in seconds since 1970. Raises ListbotError for a file
    that holds something else.
    """
    if path is None:
        yield Journal(None)
        return
    kept = _unfinished(path, now)
    kept = {url: seen for url, seen in kept.items() if url in entries_by_url}
    rows = [looking.line(seen, entries_by_url[url]) for url, seen in kept.items()]
    folder.write_file(path, "".join(rows))
    with path.open("a", encoding="utf-8", newline="\n", buffering=1) as out:
        yield Journal(out, kept)


def _unfinished(path: Path, now: float) -> Mapping[str, LinkVerdict]:
    if not path.exists():
        return {}
    if not path.is_file():
        message = f"{path} is no file. Name another one with --out."
        raise ListbotError(message)
    text = path.read_bytes().decode(errors="replace")
    looked = looking.read_looked(text, file=str(path))
    if looked.whole or now - path.stat().st_mtime > _A_DAY:
        return {}
    return looked.verdict_by_url
