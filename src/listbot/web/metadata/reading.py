"""How answers of registries are read: whatever shape they have, nothing fails. No I/O.

What is not where the documentation says it is counts as not said. Only an answer that
is nothing of what was agreed is an outage (ValueError).
"""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, cast

from listbot.catalog.dates import PartialDate
from listbot.text import characters

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

LONGEST = 1000
"""Characters of a text that is believed to be a title or a name."""

_MOST_AUTHORS = 200
_YEARS = range(1500, 2200)
# What a page would not show; of a formula, its source beside what it looks like.
_HIDDEN = re.compile(
    r"<((?:mml:)?annotation|script|style)\b[^<>]{0,500}>.*?</\1\s*>|<!--.*?-->"
    r"|<!\[CDATA\[|\]\]>|<tex-math\b[^<>]{0,500}>[^<>]*</tex-math>(?=\s*<mml:math)",
    re.IGNORECASE | re.DOTALL,
)
# Markup by the names that registries are seen to use; any other `<word>` is text.
_TAG = re.compile(
    r"</?(?:jats:|mml:)?(?:a|abstract|alternatives|b|bold|br|del|div|em|font|h[1-6]|i|img|"
    r"inf|inline-formula|ins|italic|li|m[a-z]{1,12}|named-content|ol|p|q|roman|s|sc|"
    r"scp|script|semantics|small|span|strike|strong|style|styled-content|sub|sup|title|"
    r"tt|u|ul|underline|sans-serif|monospace|tex-math|xref)(?:\s[^<>]{0,500})?/?>",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<(?:br|/?(?:jats:)?(?:p|title))\s*/?>", re.IGNORECASE)
_DATE = re.compile(r"([0-9]{4})(?:[-/]([0-9]{1,2})(?:[-/]([0-9]{1,2}))?)?(?![0-9])")


def document(body: bytes) -> object:
    """Read JSON; raises ValueError for what is none, or nested beyond all measure."""
    try:
        return json.loads(body)
    except RecursionError:
        message = "the answer is nested too deep"
        raise ValueError(message) from None


def dig(value: object, *path: str | int) -> object:
    """Follow keys and places into a document; None where one of them is not there."""
    for step in path:
        if isinstance(step, str) and isinstance(value, dict):
            value = cast("dict[str, object]", value).get(step)
        elif isinstance(step, int) and isinstance(value, list):
            items = cast("list[object]", value)
            value = items[step] if step < len(items) else None
        else:
            return None
    return value


def record(value: object) -> Mapping[str, object]:
    """Return what has to be a mapping; raises ValueError where it is none."""
    if not isinstance(value, dict):
        message = "no record in the answer"
        raise ValueError(message)  # noqa: TRY004 - an outage, not a mistake of ours
    return cast("dict[str, object]", value)


def several(value: object) -> Sequence[object]:
    """Return what has to be a list; raises ValueError where it is none."""
    if not isinstance(value, list):
        message = "no list in the answer"
        raise ValueError(message)  # noqa: TRY004 - an outage, not a mistake of ours
    return cast("list[object]", value)


def items(value: object) -> list[object]:
    """Return the items of a list; none of what is no list."""
    return cast("list[object]", value) if isinstance(value, list) else []


def text(value: object) -> str:
    """Return a text on one line: no tags, no entities, no line breaks.

    Nothing for what is no text, and for what is too long to be a title or a name.
    """
    if not isinstance(value, str) or len(value) > 4 * LONGEST:
        return ""
    shown = _untagged(html.unescape(_untagged(value)))
    cleaned = characters.clean(shown)
    return cleaned if len(cleaned) <= LONGEST else ""


def texts(value: object) -> tuple[str, ...]:
    """Return the texts of a list, or one text as a list of one."""
    written = [value] if isinstance(value, str) else items(value)
    return tuple(filter(None, map(text, written)))


def names(written: Iterable[str]) -> tuple[str, ...]:
    """Return distinct names of people, at most as many as anybody would read."""
    return tuple(dict.fromkeys(filter(None, written)))[:_MOST_AUTHORS]


def in_order(name: str) -> str:
    """Write `Family, Given` the way people say it."""
    family, comma, given = name.partition(",")
    return f"{given.strip()} {family.strip()}".strip() if comma else name


def date(value: object) -> PartialDate | None:
    """Read a date that begins a text, as precisely as it is there."""
    found = _DATE.match(value.strip()) if isinstance(value, str) else None
    return date_of([int(part) for part in found.groups() if part]) if found else None


def date_of(parts: Iterable[object]) -> PartialDate | None:
    """Make a date of year, month and day, as far as they are in the calendar."""
    numbers: list[int] = []
    for part in parts:
        if not isinstance(part, int) or isinstance(part, bool):
            break
        numbers.append(part)
    while numbers:
        written = "-".join([f"{numbers[0]:04d}", *(f"{n:02d}" for n in numbers[1:3])])
        try:
            made = PartialDate.parse(written)
        except ValueError:
            numbers.pop()
            continue
        return made if made.year in _YEARS else None
    return None


def _untagged(value: str) -> str:
    if "<" not in value:
        return value
    return _TAG.sub("", _BREAK.sub(" ", _HIDDEN.sub(" ", value)))
