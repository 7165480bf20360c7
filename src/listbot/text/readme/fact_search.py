"""Read an entry: its title, links and tags, and the phrases between them. No I/O."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from unicodedata import category

from listbot.text.readme import (
    appearance,
    dates,
    descriptions,
    links,
    phrases,
    remarks,
    stretches,
    title_search,
)
from listbot.text.readme.facts import Facts, read_labels

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from listbot.text.readme.inline import Atom
    from listbot.text.readme.links import ReadLink
    from listbot.text.readme.stretches import Line, Stretch
    from listbot.text.readme.titles import Title

_AROUND = " \t\n.,;:|·•*-–—=()"
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_TAG = 4
_LONGEST_LABEL = 40
_LONGEST_NOTE = 12
_LONGEST_SIGNS = 80
_BAR = re.compile(r"(?<![ \t])[ \t]*\|(?:[ \t]+|$)")
_QUOTES = '"“”‘’'
_STARS = ("☆", "★", "⭐")


def read_facts(text: str, atoms: Sequence[Atom]) -> Facts | None:
    """Read one entry; None when there is no title in it."""
    lines = stretches.find_lines(atoms)
    title = title_search.find_title(text, lines)
    if title is None:
        return None
    facts = Facts(text, title)
    facts.take("title", title.start, title.end)
    if title.name[1]:
        facts.take("name", *title.name)
    for line in lines:
        _read_line(line, facts)
    read_labels(facts)
    facts.links = [_with_part(link, facts) for link in facts.links]
    facts.pieces.sort(key=lambda piece: piece.start)
    return facts


def _with_part(link: ReadLink, facts: Facts) -> ReadLink:
    """Say whether a link is the title's, or stands in the description."""
    if link.start <= facts.title.start < link.end:
        return replace(link, part="title")
    for piece in facts.pieces:
        if piece.name == "description" and piece.start <= link.start < piece.end:
            return replace(link, part="text")
    return link


def _read_line(line: Line, facts: Facts) -> None:
    for stretch in line.stretches:
        if stretch.kind == "link":
            _read_link(stretch, facts)
    start, end = descriptions.find_description(line.stretches, facts.text, facts.title)
    if start < end:
        facts.take("description", start, end)
        facts.description = descriptions.read(facts.text[start:end])
    rest = [
        each
        for each in line.stretches
        if not (_is_taken(each, facts.title) or start < each.end <= end)
    ]
    dated = any(each.bracketed and _is_date(each.text) for each in rest)
    key = False
    for stretch in _without_notes(rest):
        if key or stretch.kind in {"code", "image"}:
            _read_tag(stretch, facts)
        elif stretch.kind == "text":
            after = max(stretch.start, end) if stretch.start < end else stretch.start
            _read_text(stretch, facts, after, sure=dated and stretch.bracketed)
        key = stretch.kind == "tag" and bool(
            stretch.atom and stretch.atom.name == "kbd"
        )


def _is_date(text: str) -> bool:
    """Say whether a text is a date and nothing else."""
    return bool(dates.find_dates(text)) and not remarks.letters_beside_dates(text)


def _without_notes(found: Sequence[Stretch]) -> Iterator[Stretch]:
    """Put together what raised numbers cut in pieces: `A<sup>1</sup>, B`."""
    waiting: list[Stretch] = []
    raised = False
    for each in found:
        if each.kind == "tag" and each.atom and each.atom.name in {"sup", "/sup"}:
            raised = each.atom.name == "sup"
        elif raised and len(each.text) <= _LONGEST_NOTE:
            continue
        elif waiting and each.em and _goes_on(waiting[-1], each):
            waiting.append(each)
        else:
            yield from _put_together(waiting)
            waiting = [each]
    yield from _put_together(waiting)


def _goes_on(last: Stretch, following: Stretch) -> bool:
    """Say whether text goes on in emphasis: not after what only parts fields."""
    return last.kind == following.kind == "text" and last.says_something


def _put_together(parts: Sequence[Stretch]) -> Iterator[Stretch]:
    if len(parts) == 1:
        yield parts[0]
    elif parts:
        text = "".join(part.text for part in parts)
        yield replace(parts[0], end=parts[-1].end, text=text)


def _is_taken(stretch: Stretch, title: Title) -> bool:
    """Say whether a stretch belongs to the title or the short name before it."""
    inside = title.start <= stretch.start and stretch.end <= title.end
    start, end = title.name
    return inside or (bool(end) and stretch.start <= start and end <= stretch.end)


def _read_link(stretch: Stretch, facts: Facts) -> None:
    assert stretch.atom is not None  # noqa: S101 - a link stretch has its atom
    link = links.read_link(stretch.atom)
    if link.label.startswith(("http://", "https://")):
        link = replace(link, label=_label_before(facts.text, link.start) or link.label)
    facts.links.append(link)
    facts.take("link", link.start, link.end)


def _label_before(text: str, start: int) -> str:
    """Return the kind that stands in front of a bare address: `Paper: https://…`."""
    line = text[max(text.rfind("\n", 0, start) + 1, start - _LONGEST_LABEL) : start]
    label = line.rstrip(" *_").lstrip(" \t-*+>_")
    if not label.endswith((":", "：")) or not links.names_a_kind(label):
        return ""
    return appearance.plain(label)


def _read_tag(stretch: Stretch, facts: Facts) -> None:
    text = stretch.text.strip(_AROUND)
    fenced = facts.text.startswith("```", stretch.start)
    before = facts.text[max(stretch.start - 3, 0) : stretch.start].rstrip("` ")[-1:]
    if text.isdecimal() and before in _STARS:
        facts.columns["Stars"] = text
        facts.take("column Stars", stretch.start, stretch.end)
        return
    if _are_signs(text):
        _read_signs(stretch, facts)
        return
    by_line = "et al" in text
    if stretch.kind == "code" and not by_line and phrases.takes_venue(stretch, facts):
        return
    if text and not fenced and len(_WORD.findall(text)) <= _LONGEST_TAG:
        facts.tags.append(text)
        facts.take("tag", stretch.start, stretch.end)


def _read_text(stretch: Stretch, facts: Facts, after: int, *, sure: bool) -> None:
    """Take a stretch of text from *after* on for what it looks like."""
    if _are_signs(stretch.text):
        _read_signs(stretch, facts)
    if not stretch.says_something:
        return
    # A stretch around the title holds what stands before and after it.
    for begin, end in _fields(stretch, facts):
        start = max(begin, after)
        end = descriptions.before_icon(facts.text, start, end)  # noqa: PLW2901
        whole = (start, end) == (stretch.start, stretch.end)
        part = stretch.text if whole else facts.text[start:end]
        phrase = phrases.Phrase(start, end, part, stretch)
        if any(map(str.isalnum, appearance.SHORT_CODE.sub("", part))):
            phrases.read_phrase(phrase, facts, sure=sure)


def _are_signs(text: str) -> bool:
    """Say whether a text is only emoji and their codes: `🟢`, `:fire:`."""
    bare = appearance.SHORT_CODE.sub("", text)
    if any(map(str.isalnum, bare)) or len(text) > _LONGEST_SIGNS:
        return False
    return bare != text or any(category(sign) == "So" for sign in bare)


def _read_signs(stretch: Stretch, facts: Facts) -> None:
    """Keep what marks an entry out among others; in front of a title all have it."""
    signs = stretch.text.strip(f"{_AROUND}`")
    # A sign right in front of a link is the icon of its kind.
    after = facts.text[stretch.end : stretch.end + 3].lstrip()
    leads = after.startswith(("[", "<a"))
    if stretch.start >= facts.title.end and signs and not facts.signs and not leads:
        facts.signs = signs
        start = facts.text.find(signs, stretch.start, stretch.end)
        facts.take("signs", start, start + len(signs))


def _fields(stretch: Stretch, facts: Facts) -> Iterator[tuple[int, int]]:
    """Cut what stands around a title where bars do: `Title | A. Author | 2024`."""
    barred = facts.text.startswith(" | ", facts.title.end)
    for begin, end in _around_title(stretch, facts.title):
        position, end = _unquoted(begin, end, facts)  # noqa: PLW2901
        start = position
        for match in _BAR.finditer(facts.text, start, end) if barred else ():
            yield position, match.start()
            position = match.end()
        yield position, end


def _unquoted(start: int, end: int, facts: Facts) -> tuple[int, int]:
    """Leave out the marks of a quoted title beside it."""
    if facts.title.origin == "quoted" and start < end:
        before, after = end <= facts.title.start, start >= facts.title.end
        end -= before and facts.text[end - 1] in _QUOTES
        start += after and facts.text[start] in _QUOTES
    return start, end


def _around_title(stretch: Stretch, title: Title) -> list[tuple[int, int]]:
    if stretch.end <= title.start or title.end <= stretch.start:
        return [(stretch.start, stretch.end)]
    return [(stretch.start, title.start), (title.end, stretch.end)]
