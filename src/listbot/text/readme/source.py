"""A README as lines: what stands there, and what it was meant to say. No I/O.

Text is repaired line by line before anything is read from it, so that a title comes out
clean while every line keeps its number and its own bytes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, TypeAlias

from ftfy import fix_encoding

if TYPE_CHECKING:
    from collections.abc import Callable

# What GitHub ends a line at; the other ends of `str.splitlines` are text here.
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_LINE_ENDS = "\r\n"
# Mojibake is short; a longer line is a data URL or a program's output.
_LONGEST_REPAIRED = 20_000

_BYTE_ORDER_MARK = "\ufeff"
_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}
_Table: TypeAlias = "dict[int, str | None]"
_LIGATURE: _Table = {ord(sign): letters for sign, letters in _LIGATURES.items()}
_CONTROL: _Table = {
    code: None for code in (*range(0x20), *range(0x7F, 0xA0)) if code not in {9, 0x85}
}
# U+200C and U+200D are left: emoji sequences and some scripts need them.
_INVISIBLE: _Table = dict.fromkeys(
    map(
        ord,
        "\u00ad\u034f\u061c\u115f\u180e\u200b\u200e\u200f\u202a\u202b\u202c\u202d"
        "\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\u3164\ufeff",
    )
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Repair:
    """One line whose text is damaged: what stands there and what it should say.

    *why* is the code of the finding it belongs to. Lines count from 1.
    """

    line: int
    why: str
    before: str
    after: str


@dataclass(frozen=True)
class Source:
    """The lines of a README, numbered from 1."""

    text: str

    @cached_property
    def _whole_lines(self) -> tuple[str, ...]:
        found = tuple(match[0] for match in _LINE.finditer(self.text))
        return found[:-1] if found and not found[-1] else found

    @cached_property
    def written(self) -> tuple[str, ...]:
        """Every line as it stands, without its end."""
        return tuple(line.rstrip(_LINE_ENDS) for line in self._whole_lines)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(accumulate((len(line) for line in self._whole_lines), initial=0))

    @cached_property
    def _read(self) -> tuple[tuple[str, tuple[Repair, ...]], ...]:
        return tuple(
            _repaired(line, number) for number, line in enumerate(self.written, 1)
        )

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """Every line as it was meant: what everything is read from."""
        return tuple(line for line, _ in self._read)

    @cached_property
    def repairs(self) -> tuple[Repair, ...]:
        """What was mended to get there, in line order."""
        return tuple(repair for _, repairs in self._read for repair in repairs)

    def exact(self, first: int, last: int) -> str:
        """Return lines *first* to *last* byte for byte, without the last line's end."""
        return self.text[self._starts[first - 1] : self._end(last)]

    def between(self, last: int, first: int) -> str:
        """Return what stands between the end of a line and the start of a later one."""
        return self.text[self._end(last) : self._starts[first - 1]]

    def is_blank(self, first: int, last: int) -> bool:
        """Say whether lines *first* to *last* show nothing; no lines at all do not."""
        return not any(line.strip() for line in self.lines[first - 1 : last])

    def _end(self, line: int) -> int:
        return self._starts[line - 1] + len(self.written[line - 1])

    def meant(self, first: int, last: int) -> str:
        """Return lines *first* to *last* as they were meant, with plain line feeds."""
        return "\n".join(self.lines[first - 1 : last])


def _repaired(line: str, number: int) -> tuple[str, tuple[Repair, ...]]:
    if number == 1:
        line = line.removeprefix(_BYTE_ORDER_MARK)
    if line.isascii() and line.isprintable():
        return line, ()
    repairs: list[Repair] = []
    for why, mend in _MENDERS:
        mended = mend(line)
        if mended != line:
            repairs.append(Repair(line=number, why=why, before=line, after=mended))
            line = mended
    return line, tuple(repairs)


def _without_mojibake(line: str) -> str:
    """Undo a wrong decoding. Only that: `ftfy.fix_text` would change good text too."""
    if line.isascii() or len(line) > _LONGEST_REPAIRED:
        return line
    mended = fix_encoding(line)
    return line if any(end in mended for end in _LINE_ENDS) else mended


def _translated(table: _Table) -> Callable[[str], str]:
    return lambda line: line.translate(table)


_MENDERS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("mojibake", _without_mojibake),
    ("control-character", _translated(_CONTROL)),
    ("invisible-character", _translated(_INVISIBLE)),
    ("ligature", _translated(_LIGATURE)),
)
