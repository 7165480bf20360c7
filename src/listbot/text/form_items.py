"""What somebody typed, as one line or as a list of items. No I/O."""

from __future__ import annotations

import re
from unicodedata import normalize

from listbot.text import characters

_BULLET = re.compile(r"(?:[-*•+–]|\(?[0-9]{1,3}[.)]|\[[0-9]{1,3}\])\s+")


def one_line(text: str) -> str:
    """Write a text on one line, cleaned of what nobody sees."""
    return normalize("NFC", characters.clean(text))


def items(text: str) -> tuple[str, ...]:
    """Read one item a line, or items between commas where there is one line."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) == 1 and not _BULLET.match(lines[0]):
        lines = lines[0].split(",")
    found = (one_line(_without_bullet(line.strip())) for line in lines)
    return tuple(dict.fromkeys(filter(None, found)))


def titled_items(text: str) -> tuple[str, ...]:
    """Read items as `items` does; a title behind a link may hold commas."""
    written = _without_bullet(text.strip())
    is_titled = any(" " in part.strip() for part in written.split(","))
    return items(f"- {written}" if is_titled and "\n" not in written else text)


def _without_bullet(line: str) -> str:
    return _BULLET.sub("", line, count=1) if _BULLET.match(line) else line
