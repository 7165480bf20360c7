"""Make the files of a list anew, and keep what people wrote between the markers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from listbot.catalog.wording import listed
from listbot.jobs import hand_edits
from listbot.text import hand_written

if TYPE_CHECKING:
    from collections.abc import Mapping

    from listbot.catalog.model import Catalog
    from listbot.jobs.loading import ListFiles

_SHOWN = 5


@dataclass(frozen=True, kw_only=True)
class Made:
    """Files made anew, and in Markdown what of them people wrote, if anything."""

    files: Mapping[str, str] = field(default_factory=dict[str, str])
    note: str = ""


def generated(
    files: ListFiles, catalog: Catalog, pages: Mapping[str, str] | None = None
) -> Made:
    """Return what is made from *catalog*, README above all, with the prose of *pages*.

    Where people have written between the markers of *files*, only what differs between
    its catalog and *catalog* changes there: their lines stay, and so does all else.
    """
    prose = files.pages if pages is None else pages
    made = files.with_prose(prose).generated(catalog)
    if all(_holds(made[path], files.pages[path], path) for path in files.pages):
        return Made(files=made)  # mostly so, and the list need not be made twice
    by_hand = hand_edits.written_lines(files)
    as_it_is = files.rendered() if by_hand else {}
    for path in by_hand:
        made[path] = hand_written.with_hand_edits(
            made[path], as_it_is[path], files.pages[path], file=path
        )
    return Made(files=made, note=note(files))


def _holds(made: str, present: str, path: str) -> bool:
    """Say whether a text holds every line that stands between markers now."""
    missing = set(present.splitlines()) - set(made.splitlines())
    if not missing:
        return True
    keys = {line.key for line in hand_written.lines_in(made, file=path)}
    inside = hand_written.lines_in(present, file=path)
    return all(line.key in keys for line in inside if line.text in missing)


def brought_up(files: ListFiles) -> dict[str, str]:
    """Return the files as the entries say by now, with the lines that people wrote.

    What has changed meanwhile is told by the state of the list that the files are
    nearest to.
    """
    made = files.generated()
    by_hand = hand_edits.written_lines(files)
    states = [made, *hand_edits.made_before(files)] if by_hand else []
    for path in by_hand:
        present = files.pages[path]
        texts = [state[path] for state in states if path in state]
        nearest = min(texts, key=lambda text: _distance(text, present, path))
        made[path] = hand_written.with_hand_edits(
            made[path], nearest, present, file=path
        )
    return made


def _distance(one: str, other: str, path: str) -> int:
    """Count the lines between markers that stand in one text and not in the other."""
    keys = [
        {line.key for line in hand_written.lines_in(text, file=path)}
        for text in (one, other)
    ]
    return len(keys[0] ^ keys[1])


def note(files: ListFiles) -> str:
    """Say in Markdown which lines of people are kept; empty where there are none."""
    by_hand = hand_edits.written_lines(files)
    if not by_hand:
        return ""
    told: list[str] = []
    for path, lines in by_hand.items():
        numbers = [str(line.number) for line in lines]
        shown = listed(numbers[:_SHOWN], last="and")
        beyond = f" and {len(numbers) - _SHOWN} more" if len(numbers) > _SHOWN else ""
        told.append(f"{path}, line{'s' * (len(numbers) > 1)} {shown}{beyond}")
    first = next(iter(by_hand))
    return (
        "**Kept as people wrote it:** between the markers stands what no entry file "
        f"says ({'; '.join(told)}). It was left as it is. "
        f"`listbot adopt {first} --regions` makes data of it."
    )
