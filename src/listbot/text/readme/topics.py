"""Which headings stand over entries, and which over contents or news. No I/O."""

from __future__ import annotations

import re

from listbot.text.readme import vocabulary

_WORD = re.compile(r"[^\W\d_]+")


def holds_entries(title: str) -> bool:
    """Say whether entries may stand under a heading, judging by its words alone."""
    return _words(title) not in vocabulary.OTHER_HEADINGS


def is_contents(title: str) -> bool:
    """Say whether a heading announces the table of contents."""
    return _words(title) in vocabulary.CONTENTS_HEADINGS


def _words(title: str) -> str:
    return " ".join(word.casefold() for word in _WORD.findall(title[:200]))
