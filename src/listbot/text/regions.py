"""Regions of a README: the text between listbot's markers. No I/O.

A region lies between `<!-- listbot:begin NAME -->` and `<!-- listbot:end NAME -->`.
Everything outside is other people's and stays byte for byte, line ends included. Each
marker stands alone on its line, except those of `count` and `years`, which may stand
inside one line. Markers inside code do not count.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from listbot.catalog.model import ListbotError
from listbot.text.blocks import Line, read_lines, read_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

BLOCKS = ("contents", "entries", "recent")
INLINE = ("count", "years")
_MARKER = re.compile(r"<!--[ \t]*+listbot:([^\r\n]*?)-->")
_PREFIX = re.compile(r"<!--[ \t]*+listbot:")
_DEFAULT_FILE = "README.md"


@dataclass(frozen=True, kw_only=True, slots=True)
class Region:
    """One region: the text from *start* up to *end* is listbot's.

    *line* is that of the begin marker, from 1; *newline* is the line end after it.
    """

    name: str
    start: int
    end: int
    line: int
    newline: str
    inline: bool


@dataclass(frozen=True, slots=True)
class _Marker:
    verb: str
    name: str
    line: Line
    start: int
    end: int
    alone: bool


def find_regions(text: str, *, file: str = _DEFAULT_FILE) -> tuple[Region, ...]:
    """Return the regions of *text* in order.

    Raises ListbotError with file and line when a marker has no partner, comes twice,
    stands inside another region or in the wrong place, or has a name nobody knows.
    """
    regions: list[Region] = []
    begin: _Marker | None = None
    line_by_name: dict[str, int] = {}
    for marker in _markers(text, file):
        if marker.verb == "begin":
            _check_begin(marker, begin, line_by_name, file)
            line_by_name[marker.name] = marker.line.number
            begin = marker
            continue
        if begin is None or begin.name != marker.name:
            raise _astray(marker, begin, line_by_name, file)
        regions.append(_region(begin, marker, file))
        begin = None
    if begin is not None:
        raise _error(
            begin.line.number,
            file,
            f"the region {begin.name!r} is not closed. "
            f"Add <!-- listbot:end {begin.name} --> where it ends",
        )
    return tuple(regions)


def replace_regions(
    text: str, content_by_name: Mapping[str, str], *, file: str = _DEFAULT_FILE
) -> str:
    """Put new content into the named regions; all else stays byte for byte.

    Regions without new content stay as they are. The line ends of the content become
    those of the begin marker's line. Raises ListbotError when a name has no region.
    """
    regions = find_regions(text, file=file)
    known = {region.name for region in regions}
    for name in content_by_name:
        if name not in known:
            _check_name(name, None, file)
            message = (
                f"{file}: there is no region {name!r}. Add the lines "
                f"<!-- listbot:begin {name} --> and <!-- listbot:end {name} -->."
            )
            raise ListbotError(message, file=file)
    pieces: list[str] = []
    last = 0
    for region in regions:
        if region.name in content_by_name:
            content = _fitting(content_by_name[region.name], region)
            pieces += [text[last : region.start], content]
            last = region.end
    return "".join([*pieces, text[last:]])


def add_regions(text: str, places: Iterable[tuple[int, int, str]]) -> str:
    """Put markers around lines: (first line, last line, name), lines from 1.

    With a last line before the first the region is empty and stands before *first*.
    """
    lines = list(read_lines(text))
    newline = next((line.newline for line in lines if line.newline), "\n")
    before: dict[int, list[str]] = {}
    for first, last, name in places:
        before.setdefault(last + 1, []).insert(0, f"<!-- listbot:end {name} -->")
        before.setdefault(first, []).append(f"<!-- listbot:begin {name} -->")
    pieces: list[str] = []
    for line in lines:
        pieces += [f"{marker}{newline}" for marker in before.pop(line.number, [])]
        pieces += [line.text, line.newline]
    rest = [marker for number in sorted(before) for marker in before[number]]
    if rest:
        if lines and not lines[-1].newline:
            pieces.append(newline)
        pieces.append("".join(f"{marker}{newline}" for marker in rest))
    return "".join(pieces)


def without_markers(text: str) -> str:
    """Return *text* without the lines that hold nothing but a marker."""
    alone = {
        marker.line.number for marker in _markers(text, _DEFAULT_FILE) if marker.alone
    }
    return "".join(
        line.text + line.newline
        for line in read_lines(text)
        if line.number not in alone
    )


def _markers(text: str, file: str) -> Iterator[_Marker]:
    if "listbot:" not in text:
        return
    for line, kind, _ in read_parts(text):
        if kind != "code" and "listbot:" in line.text:
            yield from _markers_in(line, file)


def _markers_in(line: Line, file: str) -> Iterator[_Marker]:
    position = 0
    while opening := _PREFIX.search(line.text, position):
        position = line.text.find("-->", opening.end())
        if position < 0:
            raise _error(
                line.number, file, "the marker is not closed. Write --> after it"
            )
        verb, _, name = line.text[opening.end() : position].strip().partition(" ")
        position += len("-->")
        if verb not in {"begin", "end"}:
            raise _error(
                line.number,
                file,
                f"{verb!r} is not a marker of listbot. Write listbot:begin NAME "
                "or listbot:end NAME",
            )
        name = " ".join(name.split())
        _check_name(name, line.number, file)
        alone = not (line.text[: opening.start()] + line.text[position:]).strip(" \t")
        start = line.start + opening.start()
        yield _Marker(verb, name, line, start, line.start + position, alone)


def _check_name(name: str, line: int | None, file: str) -> None:
    if name in BLOCKS or name in INLINE:
        return
    if name.startswith("entries ") and " " not in name.removeprefix("entries "):
        return
    near = difflib.get_close_matches(name, [*BLOCKS, *INLINE], n=1)
    hint = (
        f"Did you mean {near[0]!r}?"
        if near
        else (
            "The names are contents, entries, entries SECTION, count, years and recent."
        )
    )
    where = file if line is None else f"{file}, line {line}"
    message = f"{where}: there is no kind of region {name!r}. {hint}"
    raise ListbotError(message, file=file, line=line)


def _check_begin(
    marker: _Marker, begin: _Marker | None, line_by_name: Mapping[str, int], file: str
) -> None:
    if begin is not None and begin.name != marker.name:
        raise _error(
            marker.line.number,
            file,
            f"the region {marker.name!r} begins inside the region {begin.name!r} "
            f"of line {begin.line.number}. End that one first",
        )
    if marker.name in line_by_name:
        raise _error(
            marker.line.number,
            file,
            f"the region {marker.name!r} begins again; it began in line "
            f"{line_by_name[marker.name]} already. Remove one of the two",
        )


def _astray(
    marker: _Marker, begin: _Marker | None, line_by_name: Mapping[str, int], file: str
) -> ListbotError:
    if begin is not None:
        text = (
            f"the region {marker.name!r} ends inside the region {begin.name!r} "
            f"of line {begin.line.number}. End that one first"
        )
    elif marker.name in line_by_name:
        text = f"the region {marker.name!r} ends a second time. Remove this marker"
    else:
        text = (
            f"the region {marker.name!r} ends but never began. "
            f"Add <!-- listbot:begin {marker.name} --> where it begins"
        )
    return _error(marker.line.number, file, text)


def _region(begin: _Marker, end: _Marker, file: str) -> Region:
    newline = begin.line.newline or "\n"
    same_line = begin.line.number == end.line.number
    if begin.alone and end.alone and not same_line:
        start = begin.line.end + len(begin.line.newline)
        return Region(
            name=begin.name,
            start=start,
            end=end.line.start,
            line=begin.line.number,
            newline=newline,
            inline=False,
        )
    if same_line and begin.name in INLINE:
        return Region(
            name=begin.name,
            start=begin.end,
            end=end.start,
            line=begin.line.number,
            newline=newline,
            inline=True,
        )
    odd = end if begin.alone and not same_line else begin
    place = (
        "both on one line, or each alone on its own"
        if begin.name in INLINE
        else ("each alone on its own line")
    )
    raise _error(
        odd.line.number,
        file,
        f"the markers of the region {begin.name!r} have to stand {place}",
    )


def _fitting(content: str, region: Region) -> str:
    if region.inline:
        return content
    lines = content.replace("\r\n", "\n")
    if lines and not lines.endswith("\n"):
        lines += "\n"
    return lines.replace("\n", region.newline)


def _error(line: int, file: str, text: str) -> ListbotError:
    return ListbotError(f"{file}, line {line}: {text}.", file=file, line=line)
