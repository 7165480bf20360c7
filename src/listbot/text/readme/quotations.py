"""Titles in quotation marks. No I/O."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from listbot.text.readme import appearance, titles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from listbot.text.readme.inline import Atom
    from listbot.text.readme.stretches import Line, Stretch

_CLOSING_QUOTE = {"“": "”", '"': '"', "‘": "’", "「": "」", "«": "»", "”": "”"}
_SHORTEST_QUOTED = 3
_LONGEST_LEAD = 4
_WORD = re.compile(r"[^\W_]+")
_COLON = re.compile(r"(?:</[a-z]{1,10}>)?[ ]?[:：]")


def find_quoted(text: str, lines: Sequence[Line], first: int) -> titles.Title | None:
    """Find a quoted title in *lines*; it, or a name for it, begins at *first*."""
    opening = lines[0].stretches[first]
    if opening.kind == "link" and not _only_names(lines[0].stretches, first):
        return None
    for number, line in enumerate(lines):
        found = _between_quotes(line.stretches)
        if not found:
            continue
        start, end = found
        shown_text = appearance.plain(text[start:end])
        short = len(_WORD.findall(shown_text)) < _SHORTEST_QUOTED
        if shown_text and (not short or _is_cited(text, start)):
            link = _link_in(line.stretches, start, end)
            name = _name_before(text, lines[0], start)
            return titles.Title(start, end, shown_text, number, link, name, "quoted")
    return None


def _is_cited(text: str, start: int) -> bool:
    """Say whether a quotation is a title however short: bold, or after its authors."""
    before = text[: start - 1].rstrip()
    return text.startswith("**", start) or (
        before.endswith(".") and len(_WORD.findall(before)) >= _SHORTEST_QUOTED
    )


def _only_names(stretches: Sequence[Stretch], first: int) -> bool:
    """Say whether the link at *first* is a short name in front of a quotation.

    What a dash leads to is a description, quoted or not.
    """
    following = stretches[first + 1 : first + 2]
    few = len(_WORD.findall(stretches[first].text)) <= _LONGEST_LEAD
    quotes = tuple(_CLOSING_QUOTE)
    return (
        few and bool(following) and following[0].text.lstrip(" :,").startswith(quotes)
    )


def _between_quotes(stretches: Sequence[Stretch]) -> tuple[int, int] | None:
    """Return the offsets inside the first pair of quotation marks of a line."""
    opened: tuple[str, int] | None = None
    for stretch in stretches:
        if stretch.kind != "text" or stretch.end - stretch.start != len(stretch.text):
            continue
        for offset, sign in enumerate(stretch.text):
            if opened and sign == opened[0]:
                return opened[1], stretch.start + offset
            if not opened and sign in _CLOSING_QUOTE:
                opened = _CLOSING_QUOTE[sign], stretch.start + offset + 1
    return None


def _link_in(stretches: Sequence[Stretch], start: int, end: int) -> Atom | None:
    inside = (
        each.atom for each in stretches if start <= each.start and each.end <= end
    )
    return next((atom for atom in inside if atom and atom.kind == "link"), None)


def _name_before(text: str, line: Line, start: int) -> tuple[int, int]:
    """Return the offsets of a short bold or plain name in front of a title."""
    for stretch in line.stretches:
        if stretch.start >= start or not titles.says_something(stretch):
            continue
        end = min(stretch.end, start)
        shown_text = text[stretch.start : end].rstrip(" " + "".join(_CLOSING_QUOTE))
        few = len(_WORD.findall(shown_text)) <= _LONGEST_LEAD
        leads = shown_text.endswith((":", "：")) or _COLON.match(text, end, start)
        named = any(map(str.isalpha, shown_text)) and "," not in shown_text
        if few and named and (stretch.strong or leads):
            return titles.trimmed(text, stretch.start, stretch.start + len(shown_text))
    return (0, 0)
