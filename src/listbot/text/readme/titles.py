"""A title, and what beside it does not belong to it. No I/O."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from listbot.text.readme import appearance, remarks, venues

if TYPE_CHECKING:
    from listbot.text.readme.inline import Atom
    from listbot.text.readme.stretches import Stretch

Origin: TypeAlias = Literal["quoted", "bold", "linked", "running"]
LONGEST = 1000
"""Nothing longer is a title."""
_LONGEST_LEAD = 4
_WORD = re.compile(r"[^\W_]+")
_CLOSING_CODE = re.compile(r":[a-z0-9_+-]{2,40}:\Z")
_LONGEST_CODE = 45
_IN_PARENTHESES = re.compile(r"[(（]([^()（）]{1,90})[)）][ .]*$")
# `2012-ICML - Its title`
_LEADING_VENUE = re.compile(
    r"((?:19|20)[0-9]{2}(?:[-_ ][A-Za-z]{2,12}){0,2}) [-–—] (?=\S)"
)
# `2023/05, Its title`, `\[2023-10\] Its title`
_LEADING_DATE = re.compile(
    r"(?:(?:19|20)[0-9]{2}(?:(?:[-/.][0-9]{1,2}){1,2}[,:;.]?|[,:;])"
    r"|\\?\[(?:19|20)[0-9]{2}(?:[-/.][0-9]{1,2}){0,2}\\?\])[ ]+(?=[^\W\d_])"
)
_LEADING_TAG = re.compile(r"[(（]([^()（）]{2,60})[)）][ :,–—-]{1,4}(?=\S)")
_AROUND = " \t\n.,;:|·•*_-–—>"
_SEPARATORS = (". ", ", ", " - ", " – ", " — ", " | ", "? ", "! ")


@dataclass(frozen=True, slots=True)
class Title:
    """The title of an entry: its offsets in the text, and how it reads.

    *line* is the number of the line it stands on; *link* the link it is the label of;
    *name* the offsets of a short name in front (`SAM4MIS: …`), equal without one;
    *origin* says what made it a title.
    """

    start: int
    end: int
    text: str
    line: int = 0
    link: Atom | None = None
    name: tuple[int, int] = (0, 0)
    origin: Origin = "running"


def says_something(stretch: Stretch) -> bool:
    """Say whether there are words in a stretch that a title could begin with."""
    if stretch.kind in {"image", "tag"}:
        return False
    return (
        _WORD.search(appearance.SHORT_CODE.sub("", stretch.text[:LONGEST])) is not None
    )


def cut(
    text: str,
    start: int,
    end: int,
    link: Atom | None = None,
    origin: Origin = "running",
) -> Title | None:
    """Make a title without what leads to it, nor venue and date at its end.

    None if nothing is left.
    """
    end = min(end, start + LONGEST)
    start, end = _trimmed_of_signs(text, start, end)
    lead = _LEADING_VENUE.match(text, start, end)
    if lead and remarks.is_date_or_venue(lead[1]):
        start, end = _trimmed_of_signs(text, lead.end(), end)
    if dated := _LEADING_DATE.match(text, start, end):
        start = dated.end()
    tag = _LEADING_TAG.match(text, start, end)
    if tag and (remarks.is_date_or_venue(tag[1]) or remarks.is_honour(tag[1])):
        start, end = _trimmed_of_signs(text, tag.end(), end)
    end = _without_venue(text, start, end)
    seen = appearance.plain(text[start:end])
    return Title(start, end, seen, link=link, origin=origin) if seen else None


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out blanks and signs on both sides of a name."""
    while start < end and text[start] in _AROUND:
        start += 1
    while end > start and text[end - 1] in _AROUND:
        end -= 1
    return start, end


def _trimmed_of_signs(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out blanks, emoji and emoji codes on both sides."""
    inner = text[start:end]
    for match in appearance.SHORT_CODE.finditer(inner):
        if not _WORD.search(inner[: match.start()]):
            start += match.end()
            inner = text[start:end]
            break
    while start < end and not _begins_title(text[start]):
        start += 1
    while end > start and not _ends_title(text[end - 1]):
        if text.startswith("\\", end - 2):  # a sign behind a backslash is meant
            break
        code = _CLOSING_CODE.search(text, max(start, end - _LONGEST_CODE), end)
        end = code.start() if code else end - 1
    return start, end


def _begins_title(sign: str) -> bool:
    return sign.isalnum() or sign in "$(\"'“‘`*_[<\\&#@~⟨{.¡¿+∞"


def _ends_title(sign: str) -> bool:
    return sign.isalnum() or sign in "$)\"'”’`*_]>?!…;+#%}.=™®@~"


def _without_venue(text: str, start: int, end: int) -> int:
    while True:
        inner = text[start:end]
        match = _IN_PARENTHESES.search(inner)
        if match and match.start() and _is_venue_tail(match[1]):
            end = start + match.start()
        else:
            venue = _sentence_of_venue(inner)
            if not venue:
                return start + len(inner.rstrip())
            end = start + venue
        while end > start and text[end - 1] in " ,;:|-–—":
            end -= 1


def _is_venue_tail(tail: str) -> bool:
    if (
        remarks.is_date_or_venue(tail)
        or tail.startswith("@")
        or remarks.is_honour(tail)
    ):
        return True
    return (
        venues.read_venue(tail) is not None
        and len(_WORD.findall(tail)) <= _LONGEST_LEAD
    )


def _sentence_of_venue(inner: str) -> int:
    """Return where a venue begins that ends a title, 0 if none does."""
    for separator in _SEPARATORS:
        at = inner.rfind(separator)
        if at > 0 and _is_venue_tail(inner[at + len(separator) :]):
            return at + (separator[0] in ".?!")
    return 0
