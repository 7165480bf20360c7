"""Which headings stand over entries, and which over contents or news. No I/O."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from listbot.text.readme import vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD = re.compile(r"[^\W\d_]+")


def may_hold_entries(path: Sequence[str]) -> bool:
    """Say whether entries may stand under a heading, judging by the words above them.

    What is under news or credits is not on the list, however deep; a heading below the
    contents is only misplaced.
    """
    if path and is_contents(path[-1]):
        return False
    others = vocabulary.OTHER_HEADINGS - vocabulary.CONTENTS_HEADINGS
    others -= vocabulary.DOUBTFUL_HEADINGS
    return not any(_words(title) in others for title in path)


def is_doubtful(path: Sequence[str]) -> bool:
    """Say whether a heading can be a topic of the list as well as something else.

    *News* is about the list itself in most, and a kind of app in others.
    """
    return any(_words(title) in vocabulary.DOUBTFUL_HEADINGS for title in path)


def is_contents(title: str) -> bool:
    """Say whether a heading announces the table of contents."""
    return _words(title) in vocabulary.CONTENTS_HEADINGS


def _words(title: str) -> str:
    return " ".join(word.casefold() for word in _WORD.findall(title[:200]))
