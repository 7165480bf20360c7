"""What an entry says besides its title: date, venue, authors and the rest. No I/O.

The parts of an entry are told apart by how they look and where they stand; what is
nothing else is description, and stays as it is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from listbot.text.readme import dates, links, stretches, titles, venues
from listbot.text.readme.reading import Piece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from listbot.text.readme.inline import Atom
    from listbot.text.readme.links import ReadLink
    from listbot.text.readme.stretches import Line, Stretch
    from listbot.text.readme.titles import Title

_AROUND = " \t\n.,;:|·•*-–—=()"
_WORD = re.compile(r"[^\W\d_]+")
_NAME = re.compile(r"[^\W\d_][^\d,;:!?\"“”()\[\]]{0,60}")
_LONGEST_NAME = 5
_LONGEST_TAG = 4
_FEWEST_NAMES = 2


@dataclass
class Facts:
    """What was found in one entry; filled in reading order, the first find counts."""

    text: str
    title: Title
    links: list[ReadLink] = field(default_factory=list["ReadLink"])
    dates: list[dates.WrittenDate] = field(default_factory=list[dates.WrittenDate])
    venue: str = ""
    kind: str = ""
    authors: str = ""
    description: str = ""
    tags: list[str] = field(default_factory=list[str])
    pieces: list[Piece] = field(default_factory=list[Piece])

    @property
    def date(self) -> dates.WrittenDate | None:
        """The most precise date, the first of several."""
        return max(
            self.dates,
            key=lambda found: dates.precision(found.meaning),
            default=None,
        )

    @property
    def name(self) -> str:
        """The short name in front of the title."""
        return titles.plain(self.text[slice(*self.title.name)])


def read_facts(text: str, atoms: Sequence[Atom]) -> Facts | None:
    """Read one entry; None when there is no title in it."""
    lines = stretches.find_lines(atoms)
    title = titles.find_title(text, lines)
    if title is None:
        return None
    facts = Facts(text, title)
    facts.pieces.append(Piece("title", title.start, title.end))
    if title.name[1]:
        facts.pieces.append(Piece("name", *title.name))
    for line in lines:
        _read_line(line, facts)
    facts.pieces.sort(key=lambda piece: piece.start)
    return facts


def _read_line(line: Line, facts: Facts) -> None:
    for stretch in line.stretches:
        if stretch.kind == "link":
            _read_link(stretch, facts)
    rest = [each for each in line.stretches if not _is_taken(each, facts.title)]
    for stretch in rest:
        if stretch.kind in {"code", "image"}:
            _read_tag(stretch, facts)
        elif stretch.kind == "text":
            _read_text(stretch, facts)


def _is_taken(stretch: Stretch, title: Title) -> bool:
    """Say whether a stretch belongs to the title or the short name before it."""
    inside = title.start <= stretch.start and stretch.end <= title.end
    start, end = title.name
    return inside or (bool(end) and stretch.start <= start and end <= stretch.end)


def _read_link(stretch: Stretch, facts: Facts) -> None:
    assert stretch.atom is not None  # noqa: S101 - a link stretch has its atom
    link = links.read_link(stretch.atom)
    facts.links.append(link)
    facts.pieces.append(Piece("link", link.start, link.end))


def _read_tag(stretch: Stretch, facts: Facts) -> None:
    text = stretch.text.strip(_AROUND)
    if stretch.kind == "code" and not facts.venue and _takes_venue(stretch, facts):
        return
    if text and len(_WORD.findall(text)) <= _LONGEST_TAG:
        facts.tags.append(text)
        facts.pieces.append(Piece("tag", stretch.start, stretch.end))


def _read_text(stretch: Stretch, facts: Facts) -> None:
    """Take a stretch of text for what it looks like."""
    if not stretch.says_something:
        return
    # A stretch around the title holds what stands before and after it.
    for start, end in _around_title(stretch, facts.title):
        part = facts.text[start:end]
        piece = _Part(start, end, part, stretch)
        if _WORD.search(part) or dates.find_dates(part):
            _read_part(piece, facts)


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    end: int
    text: str
    stretch: Stretch


def _around_title(stretch: Stretch, title: Title) -> list[tuple[int, int]]:
    if stretch.end <= title.start or title.end <= stretch.start:
        return [(stretch.start, stretch.end)]
    return [(stretch.start, title.start), (title.end, stretch.end)]


def _read_part(part: _Part, facts: Facts) -> None:
    if _takes_date(part, facts):
        return
    if not facts.authors and _are_names(part.text, alone=part.stretch.em):
        start, end = _trimmed(part)
        facts.authors = titles.plain(facts.text[start:end])
        facts.pieces.append(Piece("authors", start, end))
        return
    sure = part.stretch.bracketed
    if not facts.venue and _takes_venue(part.stretch, facts, part, sure=sure):
        return
    start, end = _trimmed(part)
    if part.stretch.bracketed and len(_WORD.findall(part.text)) <= _LONGEST_TAG:
        facts.tags.append(titles.plain(part.text))
        facts.pieces.append(Piece("tag", start, end))
    else:
        text = titles.plain(facts.text[start:end])
        facts.description = f"{facts.description} {text}".strip()
        facts.pieces.append(Piece("description", start, end))


def _trimmed(part: _Part) -> tuple[int, int]:
    start, end = part.start, part.end
    text = part.text
    return (
        start + len(text) - len(text.lstrip(_AROUND)),
        end - len(text) + len(text.rstrip(_AROUND)),
    )


def _takes_date(part: _Part, facts: Facts) -> bool:
    """Take a part that is nothing but a date."""
    found = dates.find_dates(part.text)
    bare = part.text
    for each in reversed(found):
        bare = bare[: each.start] + bare[each.end :]
    if not found or _WORD.search(bare):
        return False
    _add_dates(found, part.start, facts)
    return True


def _add_dates(found: Sequence[dates.WrittenDate], offset: int, facts: Facts) -> None:
    for each in found:
        facts.dates.append(each)
        facts.pieces.append(Piece("date", offset + each.start, offset + each.end))


def _takes_venue(
    stretch: Stretch, facts: Facts, part: _Part | None = None, *, sure: bool = False
) -> bool:
    text = part.text if part else stretch.text
    offset = part.start if part else stretch.start
    venue = venues.read_venue(text, sure=sure and bool(dates.find_dates(text)))
    if venue is None:
        return False
    facts.venue, facts.kind = venue.name, venue.kind
    facts.pieces.append(Piece("venue", offset, offset + len(text)))
    _add_dates(venue.dates, offset, facts)
    return True


def _are_names(text: str, *, alone: bool) -> bool:
    """Say whether a text is a list of people, as authors are written."""
    cleaned = text.strip(_AROUND).replace(" and ", ", ").replace("&", ",")
    cleaned = cleaned.replace("et al", "").replace(";", ",")
    names = [name.strip(" *.") for name in cleaned.split(",") if name.strip(" *.")]
    if len(names) < (1 if alone or "et al" in text else _FEWEST_NAMES):
        return False
    return all(_is_name(name) for name in names)


def _is_name(name: str) -> bool:
    words = name.split()
    return (
        len(words) <= _LONGEST_NAME
        and _NAME.fullmatch(name) is not None
        and sum(word[0].isupper() or not word[0].isascii() for word in words) * 2
        > len(words)
    )
