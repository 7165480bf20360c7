"""Where the description of an entry begins and ends: after the dash. No I/O."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from listbot.text.readme import inline, links, people, remarks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from listbot.text.readme.stretches import Stretch
    from listbot.text.readme.titles import Title

_DASH = re.compile(r"[ \t]*(?:[-–—=]|[-=]>|→|:|&mdash;|&ndash;)[ \t]+")
# A sign right in front of a link that follows is the icon of its kind.
_ICON = re.compile(r"\s[^\w\s\[\](){}<>|*_`.,;:'\"/\\+~=-]{1,6}[ ]?\Z")
_FULL_STOP = re.compile(r"[.!?…](?=\s|\Z)")
_BEFORE = " \t\n-–—=:：|·•,;.。、>"
_AFTER = " \t\n|·•-–—(["
CLOSING_VENUE = re.compile(r"(?<![ ])[ ]*\(([^()]{2,80})\)[ .]*$")
"""A venue with its year that closes a line, in parentheses."""
_NEAR = 50
_ENDS_OF_SENTENCE = (".", "!", "?", "…", ")", "]", "。")


def find_description(
    stretches: Sequence[Stretch], text: str, title: Title
) -> tuple[int, int]:
    """Return the offsets of what a dash after the title introduces; equal without one.

    Links and code in the sentence belong to it. What follows the sentence does not:
    tags, badges, links that are called by their kind, anything in brackets.
    """
    place = _place_after(stretches, title)
    if place is None:
        return (0, 0)
    dash = _DASH.match(text, max(stretches[place].start, title.end))
    if dash is None or stretches[place].bracketed or stretches[place].em:
        return (0, 0)
    start = dash.end()
    end = _end(stretches, place, start, text)
    end = before_icon(text, start, end)
    start, end = trimmed(text, start, end)
    if _FULL_STOP.match(text, end):
        # A sentence that ends with code or a link has its full stop behind it.
        end += 1
    if remarks.is_date_or_venue(text[start:end]) or is_byline(text[start:end]):
        return (0, 0)
    return (start, end)


def is_byline(text: str) -> bool:
    """Say whether a text is no description: `A. Author, B. Other (CVPR 2019)`."""
    closing = CLOSING_VENUE.search(text)
    if closing is None or not remarks.letters_beside_dates(closing[1]):
        return False
    rest = text[: closing.start()].rpartition(")")[2]
    return remarks.is_date_or_venue(closing[1]) and people.are_authors(rest)


def before_icon(text: str, start: int, end: int) -> int:
    """Return where a text in front of a link ends: its icon is none of it."""
    if not text.startswith(("[", "<a "), end):
        return end
    icon = _ICON.search(text, start, end)
    return icon.start() if icon else end


def read(text: str) -> str:
    """Return what a reader sees of a description, on one line."""
    return inline.shown(inline.scan(text))


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out what only parts a description from its neighbours."""
    while start < end and text[start] in _BEFORE:
        start += 1
    while end > start and text[end - 1] in _AFTER:
        end -= 1
    return start, end


def _place_after(stretches: Sequence[Stretch], title: Title) -> int | None:
    """Return the place of the text that follows the title on its line."""
    if not stretches or not (stretches[0].start <= title.start <= stretches[-1].end):
        return None
    for place, each in enumerate(stretches):
        ends_later = each.end > title.end and each.start >= title.start
        if each.kind == "text" and (ends_later or each.start < title.end < each.end):
            return place
        if each.start >= title.end and each.kind != "tag":
            return None
    return None


def _end(stretches: Sequence[Stretch], place: int, start: int, text: str) -> int:
    last = len(stretches)
    while last > place + 1 and _follows_sentence(stretches[last - 1]):
        last -= 1
    # Code and links that no full stop parts from the sentence are in it.
    while last < len(stretches) and _goes_on(text, start, stretches, last):
        last += 1
    return stretches[last - 1].end


def _follows_sentence(stretch: Stretch) -> bool:
    if stretch.kind in {"code", "image", "tag"} or stretch.bracketed:
        return True
    if stretch.kind == "link":
        return links.names_a_kind(stretch.text) or bool(
            stretch.atom and stretch.atom.image
        )
    return not stretch.says_something


def _goes_on(text: str, start: int, stretches: Sequence[Stretch], place: int) -> bool:
    following = stretches[place]
    if following.kind not in {"code", "link"} or following.bracketed:
        return False
    before = text[max(start, following.start - _NEAR) : following.start]
    before = _ICON.sub("", before).rstrip()
    opened = before.endswith(("(", "[", ",", "|", "·"))
    return bool(before) and not opened and not before.endswith(_ENDS_OF_SENTENCE)
