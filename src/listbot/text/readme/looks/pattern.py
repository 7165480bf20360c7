"""An entry's text as a pattern: letters that stay, marks for data. No I/O.

Two entries that look alike have one pattern. A mark stands only where the data writes
exactly what is there; everything else stays as letters, and only an entry with the same
letters has the same pattern.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from listbot.text import date_notation
from listbot.text.readme import dates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from listbot.text.readme.links import ReadLink
    from listbot.text.readme.looks.shown import Shown
    from listbot.text.readme.reading import Piece

PUBLISHED = "published"
"""The mark for a number of arXiv or, of what has appeared elsewhere, venue and year."""

_ARXIV = re.compile(r"arXiv:[ ]?([0-9]{4}\.[0-9]{4,5})(?![0-9])", re.IGNORECASE)
_NUMBER = re.compile(r"[ \t>]*([0-9]{1,9})(?=[.)])")


@dataclass(frozen=True, slots=True)
class Mark:
    """A place for data. *detail* is what it needs to know to write it."""

    name: str
    detail: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """A mark and where it stands in an entry's text."""

    start: int
    end: int
    mark: Mark


Symbol: TypeAlias = "str | Mark"
Pattern: TypeAlias = "tuple[Symbol, ...]"


def as_text(pattern: Pattern, sign: Callable[[Mark], str] = lambda _: "\0") -> str:
    """Return a pattern as one text, a *sign* in the place of each mark."""
    return "".join(each if isinstance(each, str) else sign(each) for each in pattern)


def pattern_of(shown: Shown, spots: Sequence[Spot]) -> Pattern:
    """Put marks into the text of an entry; each letter between them is a symbol."""
    indent = _indent(shown)
    symbols: list[Symbol] = []
    position = 0
    for spot in spots:
        symbols += _letters(shown.read.text[position : spot.start], indent)
        symbols.append(spot.mark)
        position = spot.end
    symbols += _letters(shown.read.text[position:], indent)
    return tuple(symbols)


def _indent(shown: Shown) -> str:
    """Return the blanks below a number (`12. `), as wide as it is."""
    match = _NUMBER.match(shown.read.text)
    numbered = match is not None and shown.read.number is not None
    return " " * (match.end() + 2) if match and numbered else ""


def _letters(text: str, indent: str) -> list[Symbol]:
    """Cut letters apart; indents that go with the number are a mark."""
    if not indent:
        return list(text)
    first, *others = text.split(f"\n{indent}")
    symbols: list[Symbol] = list(first)
    for part in others:
        deeper = part.startswith(" ")
        symbols += ["\n", *indent] if deeper else ["\n", Mark("indent")]
        symbols += part
    return symbols


def find_spots(shown: Shown, notation_by_precision: Sequence[str]) -> list[Spot]:
    """Find where the data of an entry stands in its text, in order, links apart.

    *notation_by_precision* is how the list writes a year, a month and a day.
    """
    found = [*_number(shown), *_texts(shown), *_arxiv(shown)]
    found += _dates(shown, notation_by_precision)
    found += _tags(shown)
    return without_overlaps(found)


def without_overlaps(spots: Sequence[Spot]) -> list[Spot]:
    """Sort spots, and leave out those that begin inside another one."""
    kept: list[Spot] = []
    for spot in sorted(spots, key=lambda spot: (spot.start, -spot.end)):
        if not kept or spot.start >= kept[-1].end:
            kept.append(spot)
    return kept


def _number(shown: Shown) -> Iterator[Spot]:
    match = _NUMBER.match(shown.read.text)
    if match and shown.read.number is not None:
        yield Spot(match.start(1), match.end(1), Mark("number"))


def _arxiv(shown: Shown) -> Iterator[Spot]:
    """Find the number of arXiv where it stands for itself: `arXiv:2305.01278`.

    Where that is said instead of a venue, another venue may stand there.
    """
    name = PUBLISHED if shown.is_preprint else "arxiv"
    for match in _ARXIV.finditer(shown.read.text):
        if match[1] == shown.arxiv:
            prefix = match[0][: match.start(1) - match.start()]
            yield Spot(match.start(), match.end(), Mark(name, (prefix,)))


def _texts(shown: Shown) -> Iterator[Spot]:
    for name, value in (("title", shown.title), *shown.fields.items()):
        where = "venue" if name == "kind" else name
        spans = [piece for piece in shown.read.pieces if piece.name == where]
        # A text that was put together from several places cannot be written back.
        if len(spans) == 1 and value:
            yield from _text(shown.read.text, spans[0], name, value)


def _text(text: str, piece: Piece, name: str, value: str) -> Iterator[Spot]:
    start = text.find(value, piece.start, piece.end)
    if start >= 0:
        yield Spot(start, start + len(value), Mark(name))


def _tags(shown: Shown) -> Iterator[Spot]:
    spans = [piece for piece in shown.read.pieces if piece.name == "tag"]
    if len(spans) != len(shown.tags):
        return
    for piece, tag in zip(spans, shown.tags, strict=True):
        start = shown.read.text.find(tag, piece.start, piece.end)
        if start >= 0:
            yield Spot(start, start + len(tag), Mark("tag"))


def _dates(shown: Shown, notation_by_precision: Sequence[str]) -> Iterator[Spot]:
    for piece in shown.read.pieces:
        if piece.name != "date" or shown.date is None:
            continue
        written = shown.read.text[piece.start : piece.end]
        wanted = notation_by_precision[dates.precision(shown.date) - 1]
        if wanted and date_notation.write(shown.date, wanted) == written:
            mark = Mark("date", tuple(notation_by_precision))
            yield Spot(piece.start, piece.end, mark)
        elif written == shown.year:
            yield Spot(piece.start, piece.end, Mark("year"))


def link_spans(text: str, link: ReadLink) -> tuple[int, int] | None:
    """Return where the label and the address of a link begin; None if not as told.

    In HTML the address comes first.
    """
    address = text.rfind(link.written, link.start, link.end) if link.written else -1
    label = text.find(link.label, link.start, max(address, link.start))
    if label < 0 <= address:
        label = text.find(link.label, address + len(link.written), link.end)
    return (label, address) if label >= 0 and address >= 0 else None
