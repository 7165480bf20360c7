"""What a reader sees of a piece of Markdown. No I/O."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from listbot.text.readme.inline import scan, shown

if TYPE_CHECKING:
    from listbot.text.readme.inline import Atom

SHORT_CODE = re.compile(r":[a-z0-9_+-]{2,40}:")
"""The code of an emoji: `:fire:`."""
_APART = 0xF0000
_MEANT = {_APART + code: chr(code) for code in range(0x80)}


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


def _kept_apart(atom: Atom) -> Atom:
    """Give a sign behind a backslash a look that nothing is stripped of."""
    if atom.kind != "text" or len(atom.text) != 1 or not atom.text.isascii():
        return atom
    if atom.end - atom.start == 2:  # noqa: PLR2004 - a backslash and the sign
        return replace(atom, text=chr(_APART + ord(atom.text)))
    return atom
