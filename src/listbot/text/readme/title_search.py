"""Where the title of an entry stands: quoted, bold, linked or plain. No I/O."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from listbot.text.readme import (
    citations,
    dates,
    links,
    people,
    quotations,
    remarks,
    titles,
    venues,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from listbot.text.readme.stretches import Line, Stretch
    from listbot.text.readme.titles import Title

_SHORTEST_QUOTED = 3
_LONGEST_LEAD = 4
_LONGEST_ABBREVIATION = 3
_SENTENCE_END = re.compile(r"[.?!][ ][^\W\d_a-z]")
_WORD = re.compile(r"[^\W_]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_AFTER_NAME = ("-", "–", "—", ":", "|")


def find_title(text: str, lines: Sequence[Line]) -> Title | None:
    """Find the title in the first lines of an entry; None where nothing is said."""
    if not lines:
        return None
    found = _first(lines[0].stretches)
    if found is None:
        return None
    quoted = quotations.find_quoted(text, lines[:3], found)
    if quoted:
        return quoted
    return _unquoted(text, lines[0].stretches, found)


def _first(stretches: Sequence[Stretch]) -> int | None:
    """Return the place of the stretch the title begins in, after what leads to it."""
    spoken = [
        index for index, each in enumerate(stretches) if titles.says_something(each)
    ]
    for index in spoken:
        if not _leads(stretches[index]) or _is_named_like_a_kind(stretches, index):
            return index
    return spoken[0] if spoken else None


def _leads(stretch: Stretch) -> bool:
    """Say whether something only stands in front of a title: date, venue, tag, link."""
    if stretch.kind == "link":
        return links.names_a_kind(stretch.text)
    if stretch.kind == "code":
        return len(_WORD.findall(stretch.text)) <= _LONGEST_LEAD
    words = _WORD.findall(stretch.text[: titles.LONGEST])
    if len(words) > _LONGEST_LEAD + 2:
        return stretch.bracketed and remarks.is_date_or_venue(stretch.text)
    return stretch.bracketed or remarks.is_date_or_venue(stretch.text)


def _is_named_like_a_kind(stretches: Sequence[Stretch], index: int) -> bool:
    """Say whether a link is a work called like a kind of link: `[Keras](…) - `."""
    stretch = stretches[index]
    if (
        stretch.kind != "link"
        or _is_in_brackets(stretch)
        or links.names_the_work(stretch.text)
    ):
        return False
    following = stretches[index + 1 : index + 2]
    return not following or following[0].text.lstrip().startswith(_AFTER_NAME)


def _unquoted(text: str, stretches: Sequence[Stretch], first: int) -> Title | None:
    opening = stretches[first]
    if opening.kind == "link" and not _names_nothing(opening):
        return _labelled(text, opening)
    if opening.kind == "link":
        return _beside_address(text, stretches, first)
    if opening.strong:
        return _bold(text, stretches, first)
    linked = _link_after_lead(stretches, first)
    if linked:
        labelled = _labelled(text, linked)
        leads = opening.text.rstrip().endswith((":", "：", " -", " –", " —"))
        if labelled and leads and not dates.find_dates(opening.text):
            name = titles.trimmed(text, opening.start, opening.end)
            return replace(labelled, name=name)
        return labelled
    return _running(text, stretches, first)


def _labelled(text: str, stretch: Stretch) -> Title | None:
    """Make a title of the label of a link."""
    atom = stretch.atom
    assert atom is not None  # noqa: S101 - a link stretch has its atom
    start, end = atom.inner if atom.inner != (0, 0) else (atom.start, atom.end)
    return titles.cut(text, start, end, atom, "linked")


def _beside_address(
    text: str, stretches: Sequence[Stretch], first: int
) -> Title | None:
    """Take the words after a bare address for its title, or else the address."""
    for place in range(first + 1, len(stretches)):
        if stretches[place].kind == "text" and titles.says_something(stretches[place]):
            return _running(text, stretches, place)
    return None if _is_picture(stretches[first]) else _labelled(text, stretches[first])


def _names_nothing(stretch: Stretch) -> bool:
    """Say whether a link is called by its own address, or only by a picture."""
    return stretch.text.startswith(("http", "www.")) or _is_picture(stretch)


def _is_picture(stretch: Stretch) -> bool:
    return bool(stretch.atom and stretch.atom.image)


def _bold(text: str, stretches: Sequence[Stretch], first: int) -> Title | None:
    after = first + 1
    while after < len(stretches) and _is_bold_on(stretches[after]):
        after += 1
    region = stretches[first:after]
    link = next((each for each in region if each.kind == "link"), None)
    if link and not links.names_a_kind(link.text):
        return _labelled(text, link)
    if _ends_with_colon(region, stretches[after : after + 1]):
        named = next((each for each in stretches[after:] if each.kind == "link"), None)
        between = stretches[after : stretches.index(named)] if named else ()
        quiet = not any(titles.says_something(each) for each in between)
        if named and quiet and not links.names_a_kind(named.text):
            found = _labelled(text, named)
            name = titles.trimmed(text, region[0].start, region[-1].end)
            return found and replace(found, name=name)
        behind = stretches[after : after + 1]
        if behind and _goes_on_behind(text, behind[0], region[-1]):
            return titles.cut(text, region[0].start, behind[0].end, origin="bold")
    return titles.cut(text, region[0].start, region[-1].end, origin="bold")


def _goes_on_behind(text: str, stretch: Stretch, name: Stretch) -> bool:
    """Say whether a title follows its first word in bold: `**Net:** Its Title [pdf]`.

    A title has capitals and ends where links in brackets begin, a description is a
    sentence.
    """
    if stretch.kind != "text" or stretch.bracketed or stretch.em:
        return False
    words = _LETTERS.findall(stretch.text)
    long = [word for word in words if len(word) > _LONGEST_ABBREVIATION]
    capitals = sum(word[0].isupper() for word in long)
    ended = stretch.text.rstrip(" \t[(").endswith((".", "!", ",", ";", ":", "|", "-"))
    return (
        len(words) >= _LONGEST_ABBREVIATION
        and len(_WORD.findall(name.text)) <= _LONGEST_LEAD
        and capitals * 3 >= len(long) * 2
        and not ended
        and text[stretch.end : stretch.end + 1] == "["
    )


def _is_bold_on(stretch: Stretch) -> bool:
    """Say whether a bold title goes on: `**Title [PDF](…)**` ends at its link."""
    is_field = stretch.kind == "link" and links.names_a_kind(stretch.text)
    return stretch.strong and not is_field


def _ends_with_colon(region: Sequence[Stretch], after: Sequence[Stretch]) -> bool:
    return region[-1].text.rstrip().endswith((":", "：")) or (
        bool(after) and after[0].text.lstrip().startswith((":", "："))
    )


def _link_after_lead(stretches: Sequence[Stretch], first: int) -> Stretch | None:
    """Return the link a few words lead to (`Name: [Title](…)`), if they do."""
    opening = stretches[first]
    few = len(_WORD.findall(opening.text[: titles.LONGEST])) <= _LONGEST_LEAD
    following = stretches[first + 1] if first + 1 < len(stretches) else None
    if few and following and following.kind == "link" and not opening.bracketed:
        label = following.text
        only_led_to = links.names_a_paper(label) or venues.is_acronym(label)
        if _is_in_brackets(following) and only_led_to:
            return None
        dated = remarks.is_date_or_venue(following.text)
        return None if dated or links.names_a_kind(following.text) else following
    return None


def _is_in_brackets(link: Stretch) -> bool:
    """Say whether brackets are around a link, `[[Paper](…)]`, or in its label."""
    return link.bracketed or link.text.startswith(("[", "【"))


def _running(text: str, stretches: Sequence[Stretch], first: int) -> Title | None:
    """Make a title of plain text up to the first link, bracket, picture or line end."""
    after = first + 1
    while after < len(stretches) and _runs_on(stretches[after - 1], stretches[after]):
        after += 1
    start = stretches[first].start
    end = min(stretches[after - 1].end, start + titles.LONGEST)
    cited = citations.title_in(text[start:end])
    if cited[1]:
        return titles.cut(text, start + cited[0], start + cited[1])
    start += people.in_front(text[start:end])
    return titles.cut(
        text, start, _end_of_sentence(text, start, _first_bar(text, start, end))
    )


def _first_bar(text: str, start: int, end: int) -> int:
    """Return where the bar stands that parts a title from its fields, or the end."""
    at = text.find(" | ", start, end)
    return at if at != -1 and _WORD.search(text, start, at) else end


def _end_of_sentence(text: str, start: int, end: int) -> int:
    """Return where the first sentence ends that is long enough for a title."""
    for match in _SENTENCE_END.finditer(text, start, end):
        head, tail = text[start : match.start()], text[match.end() - 1 : end]
        last_word = head.rpartition(" ")[2]
        if (
            len(_WORD.findall(head)) >= _LONGEST_LEAD
            and len(_WORD.findall(tail)) >= _SHORTEST_QUOTED
            and (len(last_word) > _LONGEST_ABBREVIATION or last_word.isupper())
        ):
            return match.start() + 1
    return end


def _runs_on(last: Stretch, following: Stretch) -> bool:
    if following.bracketed or following.kind not in {"text", "code"}:
        return False
    if last.bracketed:
        return False
    if last.em and not following.em and _ends_emphasis(last, following):
        return False
    if following.em and not last.em and _names_people(following.text):
        return False
    ended = last.text.rstrip().endswith((".", "?", "!", ",", ":", "|", "-"))
    return not (ended and (following.em or following.kind == "code"))


def _names_people(text: str) -> bool:
    """Say whether italics begin with people: `Its title *A. Author et al. Venue*`."""
    return " et al" in text or people.are_people(text, fewest=2)


def _ends_emphasis(last: Stretch, following: Stretch) -> bool:
    """Say whether emphasis was that of the whole title: `*Its words*, A. Author`."""
    whole = len(_WORD.findall(last.text)) >= _SHORTEST_QUOTED
    return whole and following.text.lstrip().startswith((",", ".", ";", "|", "·", "("))
