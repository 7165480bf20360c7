"""What an entry says besides its title: date, venue, authors and the rest. No I/O.

The parts of an entry are told apart by how they look and where they stand; what is
nothing else is description, and stays as it is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from unicodedata import category

from listbot.text.readme import (
    appearance,
    dates,
    descriptions,
    links,
    people,
    remarks,
    stretches,
    title_search,
    venues,
    vocabulary,
)
from listbot.text.readme.reading import Piece

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
    signs: str = ""
    columns: dict[str, str] = field(default_factory=dict[str, str])
    pieces: list[Piece] = field(default_factory=list[Piece])

    def take(self, name: str, start: int, end: int) -> None:
        """Note that a part of the text has been understood."""
        self.pieces.append(Piece(name, start, end))

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
        return appearance.plain(self.text[slice(*self.title.name)])


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


def read_labels(facts: Facts) -> None:
    """Take a venue that a link is called by (`[CVPR 2024](…)`), if none is written."""
    for link in facts.links:
        is_title = link.start <= facts.title.start < link.end
        if not facts.venue and not is_title and remarks.is_date_or_venue(link.label):
            _add_venue(link.label, facts)


def _add_venue(label: str, facts: Facts) -> None:
    venue = venues.read_venue(label)
    facts.venue = venue.name if venue else ""
    if not facts.dates:
        facts.dates += dates.find_dates(label)


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


def _is_bracketed_date(stretch: Stretch) -> bool:
    return stretch.bracketed and bool(dates.find_dates(stretch.text))


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
    if stretch.kind == "code" and not by_line and _takes_venue(stretch, facts):
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
        piece = _Part(start, end, part, stretch)
        if any(map(str.isalnum, appearance.SHORT_CODE.sub("", part))):
            _read_part(piece, facts, sure=sure)


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


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    end: int
    text: str
    stretch: Stretch


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


def _read_part(part: _Part, facts: Facts, *, sure: bool) -> None:
    if part.text.rstrip().endswith((":", "：")) and links.names_a_kind(part.text):
        # `Paper:` in front of a link only says what the link is.
        return
    part = _without_closing_venue(_without_leading_date(part, facts), facts)
    part = _without_people(part, facts)
    if _takes_date(part, facts) or _takes_dated_names(part, facts):
        return
    alone = part.stretch.em or people.has_initials(part.text)
    if not facts.authors and people.are_names(part.text, alone=alone):
        _take_authors(part.text, part.start, part.end, facts)
        return
    cited = _is_citation(part, facts)
    if _takes_venue(part.stretch, facts, part, sure=sure or cited):
        return
    if remarks.is_honour(part.text):
        facts.tags.append(appearance.plain(part.text.strip(_AROUND)))
        facts.take("tag", *_trimmed(part))
        return
    if part.stretch.bracketed and links.names_the_work(part.text):
        # `[Code]` without an address: to come.
        return
    if part.stretch.bracketed and len(_WORD.findall(part.text)) <= _LONGEST_TAG:
        facts.tags.append(appearance.plain(part.text))
        facts.take("tag", *_trimmed(part))
    else:
        _describe(part, facts)


def _describe(part: _Part, facts: Facts) -> None:
    start, end = descriptions.trimmed(facts.text, part.start, part.end)
    text = descriptions.read(facts.text[start:end])
    facts.description = f"{facts.description} {text}".strip()
    facts.take("description", start, end)


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


def _without_leading_date(part: _Part, facts: Facts) -> _Part:
    """Take the date that leads to what stands before the title: `2018 On cells: …`."""
    found = dates.find_dates(part.text)
    if part.end > facts.title.start or not found or part.text[: found[0].start].strip():
        return part
    rest = part.text[found[0].end :]
    if not rest[:1].isspace() or not _WORD.search(rest):
        return part
    _add_dates(found[:1], part.start, facts)
    return _Part(part.start + found[0].end, part.end, rest, part.stretch)


def _without_closing_venue(part: _Part, facts: Facts) -> _Part:
    """Take the venue in parentheses behind people: `A. Author (ICML 2019)`."""
    closing = descriptions.CLOSING_VENUE.search(part.text)
    if closing is None or not descriptions.is_byline(part.text):
        return part
    end = part.start + closing.end()
    venue = _Part(part.start + closing.start(1), end, closing[1], part.stretch)
    if not _takes_venue(part.stretch, facts, venue, sure=True):
        _takes_date(venue, facts)
    text = part.text[: closing.start()]
    return _Part(part.start, part.start + len(text), text, part.stretch)


def _without_people(part: _Part, facts: Facts) -> _Part:
    """Take the people in front of a venue or a year: `A. Author et al., CVPR 2020`."""
    if facts.authors:
        begin = people.ends_of_others(part.text)
        return _Part(part.start + begin, part.end, part.text[begin:], part.stretch)
    cut = people.ends_before_rest(part.text)
    rest = part.text[cut:]
    undated = "et al" in part.text and venues.read_venue(rest) is not None
    if not cut or not (undated or remarks.is_date_or_venue(rest)):
        return part
    _take_authors(part.text[:cut], part.start, part.start + cut, facts)
    return _Part(part.start + cut, part.end, rest, part.stretch)


def _take_authors(text: str, start: int, end: int, facts: Facts) -> None:
    """Take the people that *text* names; raised numbers between them are not in it."""
    inner = text.strip(people.AROUND)
    facts.authors = appearance.plain(inner)
    before = text.index(inner)
    facts.take("authors", start + before, end - (len(text) - len(inner) - before))


def _is_citation(part: _Part, facts: Facts) -> bool:
    """Say whether a text right after a quoted title tells where it came out."""
    quoted = facts.title.origin == "quoted"
    follows = 0 <= part.start - facts.title.end <= len('".')
    named = part.text.strip(people.AROUND)[:1]
    return quoted and follows and not named.islower() and bool(_dates_in(part))


def _dates_in(part: _Part) -> tuple[dates.WrittenDate, ...]:
    return dates.find_dates(part.text)


def _takes_dated_names(part: _Part, facts: Facts) -> bool:
    """Take people with a year before or after them: `(2015), G. Hinton et al.`."""
    found = dates.find_dates(part.text)
    if len(found) != 1 or facts.authors:
        return False
    before, after = part.text[: found[0].start], part.text[found[0].end :]
    names, start = (before, 0) if _WORD.search(before) else (after, found[0].end)
    other = after if names is before else before
    if _WORD.search(other) or not people.are_people(names):
        return False
    begin = part.start + start
    _take_authors(names, begin, begin + len(names), facts)
    _add_dates(found, part.start, facts)
    return True


def _add_dates(found: Sequence[dates.WrittenDate], offset: int, facts: Facts) -> None:
    for each in found:
        facts.dates.append(each)
        facts.take("date", offset + each.start, offset + each.end)


def _takes_venue(
    stretch: Stretch, facts: Facts, part: _Part | None = None, *, sure: bool = False
) -> bool:
    text = part.text if part else stretch.text
    offset = part.start if part else stretch.start
    venue = venues.read_venue(text, sure=sure or _is_bracketed_date(stretch))
    if venue is None or (facts.venue and (facts.dates or not venue.dates)):
        return False
    if facts.venue and venue.name.split()[0].casefold() not in vocabulary.VENUES:
        _add_dates(venue.dates, offset, facts)
        return False
    facts.venue, facts.kind = venue.name, venue.kind
    facts.take("venue", offset, offset + len(text))
    _add_dates(venue.dates, offset, facts)
    return True
