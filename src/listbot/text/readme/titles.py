"""Where the title of an entry stands: quoted, bold, linked or plain. No I/O."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from listbot.text.readme import dates, links, people, venues, vocabulary
from listbot.text.readme.inline import scan, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from listbot.text.readme.inline import Atom
    from listbot.text.readme.stretches import Line, Stretch

Origin: TypeAlias = Literal["quoted", "bold", "linked", "running"]
_CLOSING_QUOTE = {"“": "”", '"': '"', "‘": "’", "「": "」", "«": "»", "”": "”"}
_SHORTEST_QUOTED = 3
_LONGEST_LEAD = 4
_LONGEST_TITLE = 1000
_LONGEST_ABBREVIATION = 3
_SENTENCE_END = re.compile(r"[.?!][ ][^\W\d_a-z]")
_WORD = re.compile(r"[^\W_]+")
SHORT_CODE = re.compile(r":[a-z0-9_+-]{2,40}:")
_CLOSING_CODE = re.compile(r":[a-z0-9_+-]{2,40}:\Z")
_LONGEST_CODE = 45
_IN_PARENTHESES = re.compile(r"[(（]([^()（）]{1,90})[)）][ .]*$")
# `2012-ICML - Its title`
_LEADING_VENUE = re.compile(
    r"((?:19|20)[0-9]{2}(?:[-_ ][A-Za-z]{2,12}){0,2}) [-–—] (?=\S)"
)
_LEADING_TAG = re.compile(r"[(（]([^()（）]{2,60})[)）][ :,–—-]{1,4}(?=\S)")
_COLON = re.compile(r"(?:</[a-z]{1,10}>)?[ ]?[:：]")
_AROUND = " \t\n.,;:|·•*_-–—>"
_AFTER_NAME = ("-", "–", "—", ":", "|")
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


def find_title(text: str, lines: Sequence[Line]) -> Title | None:
    """Find the title in the first lines of an entry; None where nothing is said."""
    if not lines:
        return None
    found = _first(lines[0].stretches)
    if found is None:
        return None
    quoted = _quoted(text, lines[:3], found)
    if quoted:
        return quoted
    return _unquoted(text, lines[0].stretches, found)


def plain(text: str) -> str:
    """Return what a reader sees of a piece of Markdown, on one line.

    Without emoji codes, without signs around it and without a full stop at the end;
    signs behind a backslash are meant as they are.
    """
    atoms = scan(text)
    if "\\" in text:
        atoms = [_kept_apart(atom) for atom in atoms]
    seen = SHORT_CODE.sub("", shown(atoms))
    seen = " ".join(seen.split()).strip(" \t\n*_|·•>,;:")
    seen = seen[:-1] if seen.endswith(".") and not seen.endswith("..") else seen
    return seen.translate(_MEANT)


_APART = 0xF0000
_MEANT = {_APART + code: chr(code) for code in range(0x80)}


def _kept_apart(atom: Atom) -> Atom:
    """Give a sign behind a backslash a look that nothing is stripped of."""
    if atom.kind == "text" and atom.end - atom.start == 2 and len(atom.text) == 1:  # noqa: PLR2004 - a backslash and the sign
        return replace(atom, text=chr(_APART + ord(atom.text)))
    return atom


def _first(stretches: Sequence[Stretch]) -> int | None:
    """Return the place of the stretch the title begins in, after what leads to it."""
    spoken = [index for index, each in enumerate(stretches) if _says_something(each)]
    for index in spoken:
        if not _leads(stretches[index]) or _is_named_like_a_kind(stretches, index):
            return index
    return spoken[0] if spoken else None


def _says_something(stretch: Stretch) -> bool:
    if stretch.kind in {"image", "tag"}:
        return False
    return _WORD.search(SHORT_CODE.sub("", stretch.text[:_LONGEST_TITLE])) is not None


def _leads(stretch: Stretch) -> bool:
    """Say whether something only stands in front of a title: date, venue, tag, link."""
    if stretch.kind == "link":
        return links.names_a_kind(stretch.text)
    if stretch.kind == "code":
        return len(_WORD.findall(stretch.text)) <= _LONGEST_LEAD
    words = _WORD.findall(stretch.text[:_LONGEST_TITLE])
    if len(words) > _LONGEST_LEAD + 2:
        return stretch.bracketed and is_date_or_venue(stretch.text)
    return stretch.bracketed or is_date_or_venue(stretch.text)


def _beside_address(
    text: str, stretches: Sequence[Stretch], first: int
) -> Title | None:
    """Take the words after a bare address for its title, or else the address."""
    for place in range(first + 1, len(stretches)):
        if stretches[place].kind == "text" and _says_something(stretches[place]):
            return _running(text, stretches, place)
    return None if _is_picture(stretches[first]) else _labelled(text, stretches[first])


def _is_picture(stretch: Stretch) -> bool:
    return bool(stretch.atom and stretch.atom.image)


def names_nothing(stretch: Stretch) -> bool:
    """Say whether a link is called by its own address, or only by a picture."""
    return stretch.text.startswith(("http", "www.")) or _is_picture(stretch)


def _is_named_like_a_kind(stretches: Sequence[Stretch], index: int) -> bool:
    """Say whether a link is a work called like a kind of link: `[Keras](…) - `."""
    stretch = stretches[index]
    if (
        stretch.kind != "link"
        or stretch.bracketed
        or links.names_the_work(stretch.text)
    ):
        return False
    following = stretches[index + 1 : index + 2]
    return not following or following[0].text.lstrip().startswith(_AFTER_NAME)


def is_date_or_venue(text: str) -> bool:
    """Say whether a text is a date, or a venue with one."""
    if not dates.find_dates(text):
        return False
    return not letters_beside_dates(text) or venues.read_venue(text) is not None


def letters_beside_dates(text: str) -> bool:
    """Say whether there are words in a text besides dates and seasons."""
    for found in reversed(dates.find_dates(text)):
        text = text[: found.start] + text[found.end :]
    apart = text.strip(_AROUND + "()[]").casefold()
    return any(map(str.isalpha, text)) and apart not in vocabulary.SEASONS


# Quoted titles.


def _quoted(text: str, lines: Sequence[Line], first: int) -> Title | None:
    opening = lines[0].stretches[first]
    if opening.kind == "link" and not _only_names(lines[0].stretches, first):
        return None
    for number, line in enumerate(lines):
        found = _between_quotes(line.stretches)
        if not found:
            continue
        start, end = found
        shown_text = plain(text[start:end])
        short = len(_WORD.findall(shown_text)) < _SHORTEST_QUOTED
        if shown_text and (not short or _is_cited(text, start)):
            link = _link_in(line.stretches, start, end)
            name = _name_before(text, lines[0], start)
            return Title(start, end, shown_text, number, link, name, "quoted")
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
        if stretch.start >= start or not _says_something(stretch):
            continue
        end = min(stretch.end, start)
        shown_text = text[stretch.start : end].rstrip(" " + "".join(_CLOSING_QUOTE))
        few = len(_WORD.findall(shown_text)) <= _LONGEST_LEAD
        leads = shown_text.endswith((":", "：")) or _COLON.match(text, end, start)
        named = any(map(str.isalpha, shown_text)) and "," not in shown_text
        if few and named and (stretch.strong or leads):
            return _trimmed(text, stretch.start, stretch.start + len(shown_text))
    return (0, 0)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _AROUND:
        start += 1
    while end > start and text[end - 1] in _AROUND:
        end -= 1
    return start, end


# Titles without quotation marks.


def _unquoted(text: str, stretches: Sequence[Stretch], first: int) -> Title | None:
    opening = stretches[first]
    if opening.kind == "link" and not names_nothing(opening):
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
            name = _trimmed(text, opening.start, opening.end)
            return replace(labelled, name=name)
        return labelled
    return _running(text, stretches, first)


def _labelled(text: str, stretch: Stretch) -> Title | None:
    """Make a title of the label of a link."""
    atom = stretch.atom
    assert atom is not None  # noqa: S101 - a link stretch has its atom
    start, end = atom.inner if atom.inner != (0, 0) else (atom.start, atom.end)
    return _cut(text, start, end, atom, "linked")


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
        quiet = not any(_says_something(each) for each in between)
        if named and quiet and not links.names_a_kind(named.text):
            found = _labelled(text, named)
            name = _trimmed(text, region[0].start, region[-1].end)
            return found and replace(found, name=name)
    return _cut(text, region[0].start, region[-1].end, origin="bold")


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
    few = len(_WORD.findall(opening.text[:_LONGEST_TITLE])) <= _LONGEST_LEAD
    following = stretches[first + 1] if first + 1 < len(stretches) else None
    if few and following and following.kind == "link" and not opening.bracketed:
        dated = is_date_or_venue(following.text)
        return None if dated or links.names_a_kind(following.text) else following
    return None


def _running(text: str, stretches: Sequence[Stretch], first: int) -> Title | None:
    """Make a title of plain text up to the first link, bracket, picture or line end."""
    after = first + 1
    while after < len(stretches) and _runs_on(stretches[after - 1], stretches[after]):
        after += 1
    start = stretches[first].start
    end = min(stretches[after - 1].end, start + _LONGEST_TITLE)
    start += people.in_front(text[start:end])
    return _cut(
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
    if last.em and not following.em and _ends_emphasis(last, following):
        return False
    ended = last.text.rstrip().endswith((".", "?", "!", ",", ":", "|", "-"))
    return not (ended and (following.em or following.kind == "code"))


def _ends_emphasis(last: Stretch, following: Stretch) -> bool:
    """Say whether emphasis was that of the whole title: `*Its words*, A. Author`."""
    whole = len(_WORD.findall(last.text)) >= _SHORTEST_QUOTED
    return whole and following.text.lstrip().startswith((",", ".", ";", "|", "·", "("))


def _cut(
    text: str,
    start: int,
    end: int,
    link: Atom | None = None,
    origin: Origin = "running",
) -> Title | None:
    """Leave out venue and date at a title's end; None if nothing is left."""
    end = min(end, start + _LONGEST_TITLE)
    start, end = _trimmed_of_signs(text, start, end)
    lead = _LEADING_VENUE.match(text, start, end)
    if lead and is_date_or_venue(lead[1]):
        start, end = _trimmed_of_signs(text, lead.end(), end)
    tag = _LEADING_TAG.match(text, start, end)
    if tag and (is_date_or_venue(tag[1]) or is_honour(tag[1])):
        start, end = _trimmed_of_signs(text, tag.end(), end)
    end = _without_venue(text, start, end)
    seen = plain(text[start:end])
    return Title(start, end, seen, link=link, origin=origin) if seen else None


def _trimmed_of_signs(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out blanks, emoji and emoji codes on both sides."""
    inner = text[start:end]
    for match in SHORT_CODE.finditer(inner):
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
            cut = _sentence_of_venue(inner)
            if not cut:
                return start + len(inner.rstrip())
            end = start + cut
        while end > start and text[end - 1] in " ,;:|-–—":
            end -= 1


def _is_venue_tail(tail: str) -> bool:
    if is_date_or_venue(tail) or tail.startswith("@") or is_honour(tail):
        return True
    return (
        venues.read_venue(tail) is not None
        and len(_WORD.findall(tail)) <= _LONGEST_LEAD
    )


def is_honour(text: str) -> bool:
    """Say whether a text only tells how a work was presented: `Oral`, `Best Paper`."""
    words = _WORD.findall(text.casefold())
    return vocabulary.HONOURS.issuperset(words) and not links.names_a_kind(text)


def _sentence_of_venue(inner: str) -> int:
    """Return where a venue begins that ends a title, 0 if none does."""
    for separator in _SEPARATORS:
        at = inner.rfind(separator)
        if at > 0 and _is_venue_tail(inner[at + len(separator) :]):
            return at + (separator[0] in ".?!")
    return 0
