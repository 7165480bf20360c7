"""Cells of a table that are filled up with blanks, so that the pipes align. No I/O."""

from __future__ import annotations

from typing import Literal, TypeAlias

Align: TypeAlias = Literal["left", "center", "center-right", "right"]
"""Where the text stands; a centred one that cannot stand in the middle goes left of it,
or right."""


def filled(text: str, width: int, align: Align) -> str:
    """Put a text between blanks, so that the cell is *width* characters wide.

    At least one blank stands on each side, however long the text is.
    """
    text = text.strip()
    missing = max(width - len(text), 2)
    before = {
        "left": 1,
        "center": missing // 2,
        "center-right": (missing + 1) // 2,
        "right": missing - 1,
    }[align]
    return " " * before + text + " " * (missing - before)
