"""What a pull request about links says: each change, and why. No I/O."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from listbot.text import markdown

if TYPE_CHECKING:
    from collections.abc import Sequence

MARKER = "<!-- listbot:repair -->"
_LIMIT = 60_000

_FIRST = {
    "moved": "These pages have moved for good. Their old addresses lead to the new "
    "ones, for now.",
    "replaced": "These pages are gone, and a maintainer has chosen the archived copies "
    "in their stead.",
    "removed": "These pages are gone, and a maintainer has chosen to take the links "
    "out. Entries that have no use without them go too.",
    "kept": "These pages are gone, and a maintainer has chosen to keep the links. The "
    "archived copies are noted beside them.",
}
_LAST = (
    "You may edit the entries on this branch: what you change is kept. Closed without "
    "a merge, it is not proposed again."
)


@dataclass(frozen=True, kw_only=True)
class Change:
    """One link of one entry: its old address, the new one if any, and the reason."""

    title: str
    path: str
    kind: str
    old: str
    new: str | None
    why: str


def body(kind: str, changes: Sequence[Change], *, note: str = "") -> str:
    """Write the text of the pull request; of very many changes only the first."""
    shown = len(changes)
    text = _body(kind, changes, shown, note)
    while len(text) > _LIMIT and shown > 1:
        shown //= 2
        text = _body(kind, changes, shown, note)
    return text


def _body(kind: str, changes: Sequence[Change], shown: int, note: str) -> str:
    rows = [_row(change, kind) for change in changes[:shown]]
    more = len(changes) - shown
    rows += [f"\n… and {more:,} more."] if more else []
    last = [note, "", _LAST] if note else [_LAST]
    return "\n".join([MARKER, _FIRST[kind], "", *rows, "", *last, ""])


def _row(change: Change, kind: str) -> str:
    title, name = map(markdown.conversation, (change.title, change.kind))
    new = f" → {markdown.code(change.new)}" if change.new and kind != "removed" else ""
    return (
        f"- **{title}**, {name}: {markdown.code(change.old)}{new}\n"
        f"  {markdown.conversation(change.why)}"
    )
