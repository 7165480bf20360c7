"""What people wrote between the markers, line by line: found, and kept. No I/O."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from listbot.text import regions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from listbot.text.regions import Region

_ENTRIES = "entries"
_NUMBER = re.compile(r"([ \t]*)([0-9]{1,9})(?=[.)])")
LINE_END = re.compile(r"\r\n|\r|\n")
"""What GitHub ends a line at."""


class Written(NamedTuple):
    """A line between markers: its number in the file, and its text."""

    number: int
    text: str

    @property
    def key(self) -> str:
        """The text without what changes with the places of other entries."""
        return key(self.text)


def key(line: str) -> str:
    """Return a line without its number and without blanks at its end."""
    return _NUMBER.sub(r"\1", line.rstrip(), count=1)


def lines_in(text: str, *, file: str) -> Iterator[Written]:
    """Yield the lines that stand in the regions of entries; blank ones are left out."""
    for region in _regions(text, file):
        for number, line in enumerate(_lines(text, region), region.line + 1):
            if line.strip():
                yield Written(number, line)


def with_hand_edits(new: str, made: str, present: str, *, file: str) -> str:
    """Return *new* with what people have changed between the markers of *present*.

    *made* is *present* as it would be without their changes. Where both have changed
    the same lines, those of people stay; what is new beside them is added.
    """
    made_by_name = {each.name: _lines(made, each) for each in _regions(made, file)}
    present_by_name = {
        each.name: _lines(present, each) for each in _regions(present, file)
    }
    content_by_name: dict[str, str] = {}
    for region in _regions(new, file):
        before, now = (one.get(region.name) for one in (made_by_name, present_by_name))
        if before is not None and now is not None and before != now:
            merged = _merged(before, now, _lines(new, region))
            content_by_name[region.name] = "".join(f"{line}\n" for line in merged)
    return regions.replace_regions(new, content_by_name, file=file)


def _regions(text: str, file: str) -> list[Region]:
    found = regions.find_regions(text, file=file)
    return [region for region in found if region.name.split(" ")[0] == _ENTRIES]


def _lines(text: str, region: Region) -> list[str]:
    content = text[region.start : region.end]
    lines = LINE_END.split(content)
    return lines[:-1] if lines and not lines[-1] else lines


class _Hunk(NamedTuple):
    """A change of the lines from *start* up to *end*: what stands there instead."""

    start: int
    end: int
    lines: Sequence[str]

    def is_across(self, other: _Hunk) -> bool:
        """Say whether another change is about the same lines, or within these."""
        if self.start == self.end:
            return False
        if other.start == other.end:
            return self.start < other.start < self.end
        return self.start < other.end and other.start < self.end


def _merged(base: Sequence[str], ours: Sequence[str], new: Sequence[str]) -> list[str]:
    """Put two changes of the same lines together; numbers are those of *new*."""
    own, _ = _changes(base, ours)
    others, line_by_place = _changes(base, new)
    hunks = [
        *(_numbered(hunk, line_by_place) for hunk in own),
        *(
            _beside(hunk, own)
            for hunk in others
            if not any(hunk.is_across(each) for each in own)
        ),
    ]
    lines = [line_by_place.get(place, line) for place, line in enumerate(base)]
    merged: list[str] = []
    place = 0
    for hunk in sorted(hunks, key=lambda hunk: (hunk.start, hunk.end)):
        merged += [*lines[place : hunk.start], *hunk.lines]
        place = hunk.end
    return [*merged, *lines[place:]]


def _changes(
    old: Sequence[str], new: Sequence[str]
) -> tuple[list[_Hunk], dict[int, str]]:
    """Return what changes, and the new lines at the places of the others."""
    keys = [key(line) for line in old], [key(line) for line in new]
    hunks: list[_Hunk] = []
    line_by_place: dict[int, str] = {}
    for tag, start, end, first, last in _opcodes(*keys):
        if tag == "equal":
            line_by_place |= dict(zip(range(start, end), new[first:last], strict=True))
        else:
            hunks.append(_Hunk(start, end, new[first:last]))
    return hunks, line_by_place


def _opcodes(
    old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield how one list of lines becomes another; what is only new is found so."""
    front = _alike(zip(old, new, strict=False))
    rest = old[front:][::-1], new[front:][::-1]
    back = _alike(zip(*rest, strict=False))
    ends = len(old) - back, len(new) - back
    matcher = SequenceMatcher(None, old[front : ends[0]], new[front : ends[1]])
    yield "equal", 0, front, 0, front
    for tag, *places in matcher.get_opcodes():
        start, end, first, last = (front + place for place in places)
        yield tag, start, end, first, last
    yield "equal", ends[0], len(old), ends[1], len(new)


def _alike(pairs: Iterable[tuple[str, str]]) -> int:
    """Count the pairs at the start that are of the same."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _beside(hunk: _Hunk, own: Sequence[_Hunk]) -> _Hunk:
    """Put what is new in the middle of what people changed behind it.

    What they have put there themselves is not new.
    """
    for each in own:
        if hunk.start == hunk.end and each.start < hunk.start < each.end:
            return _Hunk(each.end, each.end, hunk.lines)
        if hunk.start == hunk.end == each.start == each.end:
            known = {key(line) for line in each.lines}
            new = [line for line in hunk.lines if key(line) not in known]
            return _Hunk(hunk.start, hunk.end, new)
    return hunk


def _numbered(hunk: _Hunk, line_by_place: Mapping[int, str]) -> _Hunk:
    """Give lines that people changed the numbers that their places have now."""
    lines = list(hunk.lines)
    for at, line in enumerate(lines[: hunk.end - hunk.start]):
        counted = _NUMBER.match(line_by_place.get(hunk.start + at, ""))
        if counted:
            number = counted[2]
            lines[at] = _NUMBER.sub(lambda one: f"{one[1]}{number}", line, count=1)  # noqa: B023 - used at once
    return _Hunk(hunk.start, hunk.end, lines)
