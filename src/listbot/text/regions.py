"""Regions of a README: what lies between listbot's markers is listbot's. No I/O.

Everything outside is other people's and stays byte for byte, line ends included. Each
marker stands alone on its line, except those of `count` and `years`, which may stand
inside one line. A region comes once, and no region stands in another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from listbot.catalog.errors import ListbotError
from listbot.text import markers
from listbot.text.blocks import read_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from listbot.text.blocks import Line
    from listbot.text.markers import Marker

_README = "README.md"
# An item, indented by as much as one that stands in another is.
_NESTED = re.compile(r"([ ]{2,}|\t[ \t]*)(?:[-*+]|[0-9]{1,9}[.)])[ \t]")
_INDENTED = re.compile(r"([ \t]*)[^ \t]")
_LONE_LF = re.compile(r"(?<!\r)\n")


@dataclass(frozen=True, kw_only=True, slots=True)
class Region:
    """One region: the text from *start* up to *end* is listbot's.

    *line* is that of the begin marker, from 1, and *newline* the line end after it.
    """

    name: str
    start: int
    end: int
    line: int
    newline: str
    inline: bool


def find_regions(text: str, *, file: str = _README) -> tuple[Region, ...]:
    """Return the regions of *text* in order.

    Raises ListbotError with file and line when a marker has no partner, comes twice,
    stands inside another region or in the wrong place, or has a name nobody knows.
    """
    return _found(text, file)


def replace_regions(
    text: str, content_by_name: Mapping[str, str], *, file: str = _README
) -> str:
    """Put new content into the named regions; all else stays byte for byte.

    Regions without new content stay as they are. A lone LF of the content becomes the
    line end of the begin marker, other line ends stay; inside a line the content is
    joined to one. Raises ListbotError when a name has no region, or when content would
    make a marker useless: it holds one itself, or opens code that it does not close.
    """
    regions = find_regions(text, file=file)
    for name in content_by_name.keys() - {region.name for region in regions}:
        markers.check_name(name, file=file)
        message = (
            f"{file}: there is no region {name!r}. Add the lines "
            f"{markers.written('begin', name)} and {markers.written('end', name)}."
        )
        raise ListbotError(message, file=file)
    replaced = _replaced(text, regions, content_by_name)
    if not _same_regions(replaced, regions, file):
        raise _spilled(text, regions, content_by_name, file)
    return replaced


def add_regions(text: str, places: Iterable[tuple[int, int, str]]) -> str:
    """Put markers around lines: (first line, last line, name), lines from 1.

    A last line right before the first makes an empty region before *first*. Nothing
    but lines with markers is added; `without_markers` gives *text* back. The begin
    marker ends like the lines of its region where they all end alike, else in LF; like
    the first line where the region's only line has no end. Around items that are nested
    in another one, markers are indented as those are: they would end the list.
    """
    lines = list(read_lines(text))
    ends = tuple(line.newline for line in lines)
    usual = (ends[0] if ends else "") or "\n"
    above: dict[int, list[str]] = {}
    below: dict[int, list[tuple[str, str]]] = {}
    for first, last, name in places:
        begin, end = markers.written("begin", name), markers.written("end", name)
        begin, end = _indented(begin, end, lines[first - 1 : last])
        inside = ends[first - 1 : last]
        newline = common_end(inside) or ("\n" if any(inside) else usual)
        if last < first:
            above.setdefault(first, []).extend([begin + usual, end + usual])
        else:
            above.setdefault(first, []).append(begin + newline)
            below.setdefault(last, []).append((newline, end))
    pieces: list[str] = []
    for line in lines:
        pieces += [*above.pop(line.number, []), line.text, line.newline]
        for newline, end in below.pop(line.number, []):
            pieces += [end, line.newline] if line.newline else [newline, end]
    if above or below:
        message = f"there is no line {min([*above, *below])} to put a marker at"
        raise ValueError(message)
    return "".join(pieces)


def _indented(begin: str, end: str, lines: Sequence[Line]) -> tuple[str, str]:
    """Indent two markers as the item is that the first of *lines* begins.

    The end marker stands outside of the items around where another line does.
    """
    item = _NESTED.match(lines[0].text) if lines else None
    if item is None:
        return begin, end
    columns = len(item[1].expandtabs(4))
    deep = all(
        len(match[1].expandtabs(4)) >= columns
        for line in lines
        if (match := _INDENTED.match(line.text))
    )
    return item[1] + begin, item[1] + end if deep else end


def line_ends(text: str) -> tuple[str, ...]:
    """Return the end of every line: LF, CRLF, CR, or nothing at the end of *text*."""
    return tuple(line.newline for line in read_lines(text))


def common_end(ends: Iterable[str]) -> str:
    """Return the line end that all lines have which have one; empty if they differ."""
    found = set(ends) - {""}
    return found.pop() if len(found) == 1 else ""


def without_markers(text: str, *, file: str = _README) -> str:
    """Return *text* without the lines that hold nothing but a marker."""
    alone = {
        marker.line.number
        for marker in markers.read_markers(text, file)
        if marker.alone
    }
    if not alone:
        return text
    lines = list(read_lines(text))
    kept = [line for line in lines if line.number not in alone]
    pieces = [line.text + line.newline for line in kept]
    if pieces and not lines[-1].newline and lines[-1].number in alone:
        # The last marker has no line end because the last line had none.
        pieces[-1] = kept[-1].text
    return "".join(pieces)


# One build asks for the regions of the same README several times.
@lru_cache(maxsize=4)
def _found(text: str, file: str) -> tuple[Region, ...]:
    regions: list[Region] = []
    begin: Marker | None = None
    line_by_name: dict[str, int] = {}
    for marker in markers.read_markers(text, file):
        markers.check_name(marker.name, file=file, line=marker.line.number)
        if marker.verb == "begin":
            _check_begin(marker, begin, line_by_name, file)
            line_by_name[marker.name] = marker.line.number
            begin = marker
        elif begin is None or begin.name != marker.name:
            raise _astray(marker, begin, line_by_name, file)
        else:
            regions.append(_region(begin, marker, file))
            begin = None
    if begin is not None:
        end = markers.written("end", begin.name)
        raise markers.error(
            begin, file, f"the region {begin.name!r} has no end. Add {end} after it"
        )
    return tuple(regions)


def _check_begin(
    marker: Marker, begin: Marker | None, line_by_name: Mapping[str, int], file: str
) -> None:
    if begin is not None and begin.name != marker.name:
        raise markers.error(
            marker,
            file,
            f"the region {marker.name!r} begins inside the region {begin.name!r} "
            f"of line {begin.line.number}. End that one first",
        )
    if marker.name in line_by_name:
        raise markers.error(
            marker,
            file,
            f"the region {marker.name!r} begins again; it began in line "
            f"{line_by_name[marker.name]}. Remove one of the two",
        )


def _astray(
    marker: Marker, begin: Marker | None, line_by_name: Mapping[str, int], file: str
) -> ListbotError:
    """Say why an end marker cannot stand where it does."""
    if begin is not None:
        text = (
            f"the region {marker.name!r} ends inside the region {begin.name!r} "
            f"of line {begin.line.number}. End that one first"
        )
    elif marker.name in line_by_name:
        text = f"the region {marker.name!r} ends a second time. Remove this marker"
    else:
        opening = markers.written("begin", marker.name)
        text = f"the region {marker.name!r} never began. Add {opening} before it"
    return markers.error(marker, file, text)


def _region(begin: Marker, end: Marker, file: str) -> Region:
    same_line = begin.line.number == end.line.number
    inline = same_line and begin.name in markers.INLINE
    if not inline and (same_line or not (begin.alone and end.alone)):
        raise _misplaced(begin, end, file)
    return Region(
        name=begin.name,
        start=begin.end if inline else begin.line.after,
        end=end.start if inline else end.line.start,
        line=begin.line.number,
        newline=begin.line.newline or "\n",
        inline=inline,
    )


def _misplaced(begin: Marker, end: Marker, file: str) -> ListbotError:
    same_line = begin.line.number == end.line.number
    odd = end if begin.alone and not same_line else begin
    place = "alone on its line"
    if begin.name in markers.INLINE:
        place += ", or the two in one line"
    return markers.error(
        odd, file, f"put each marker of the region {odd.name!r} {place}"
    )


def _replaced(
    text: str, regions: Sequence[Region], content_by_name: Mapping[str, str]
) -> str:
    pieces: list[str] = []
    last = 0
    for region in regions:
        if region.name in content_by_name:
            content = _fitting(content_by_name[region.name], region)
            pieces += [text[last : region.start], content]
            last = region.end
    return "".join([*pieces, text[last:]])


def _fitting(content: str, region: Region) -> str:
    if region.inline:
        return " ".join(content.split())
    lines = content if content.endswith("\n") or not content else f"{content}\n"
    return _LONE_LF.sub(lambda _: region.newline, lines)


def _same_regions(text: str, regions: Sequence[Region], file: str) -> bool:
    try:
        found = find_regions(text, file=file)
    except ListbotError:
        return False
    return [region.name for region in found] == [region.name for region in regions]


def _spilled(
    text: str, regions: Sequence[Region], content_by_name: Mapping[str, str], file: str
) -> ListbotError:
    """Say which content does not stay inside its region."""
    empty = dict.fromkeys(content_by_name, "")
    guilty = next(
        (
            region
            for region in regions
            if (content := content_by_name.get(region.name)) is not None
            and not _same_regions(
                _replaced(text, regions, empty | {region.name: content}), regions, file
            )
        ),
        regions[0],
    )
    message = (
        f"{file}, line {guilty.line}: what belongs into the region {guilty.name!r} "
        "holds a marker of listbot, or code that is not closed. "
        "Mend the entry or the style it comes from."
    )
    return ListbotError(message, file=file, line=guilty.line)
