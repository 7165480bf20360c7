"""Names made from titles: short, ASCII, safe in paths, anchors and markers. No I/O."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ASCII_WORD = re.compile(r"[a-z0-9]+")
_LENGTH = 60

# What Windows keeps for devices, whatever the extension:
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_RESERVED = {"con", "prn", "aux", "nul"} | {
    f"{device}{number}" for device in ("com", "lpt") for number in range(10)
}
# Latin letters that Unicode does not take apart.
_SPELT_OUT = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)


def make_slug(title: str, taken: Container[str] = ()) -> str:
    """Name an entry after its title: at most 60 letters, cut between words.

    The same title always gives the same slug, with `-2`, `-3` … while that is *taken*.
    A title whose letters are mostly of other scripts gives `entry-` and a fingerprint.
    Slugs are lower case, so none differ by case alone.
    """
    return _free(_base(title, "entry"), taken)


def section_slug(title: str, taken: Container[str] = ()) -> str:
    """Name a section after its title, as `make_slug` names entries."""
    return _free(_base(title, "section"), taken)


class Names:
    """Slugs for one title after the other, as `make_slug` makes them.

    Each is given once, and thousands of one title cost no more than as many others:
    the search for a free number goes on where it ended before. Callers may go on adding
    to *taken*.
    """

    def __init__(self, taken: Container[str]) -> None:
        self._taken = taken
        self._numbered: dict[str, Iterator[str]] = {}

    def slug_of(self, title: str) -> str:
        """Name one more entry after its title."""
        base = _base(title, "entry")
        names = self._numbered.setdefault(base, numbered(base))
        return next(name for name in names if name not in self._taken)


def form_id(text: str) -> str:
    """Name the form field that asks for *text*, as `make_slug` names entries."""
    return _base(text, "field")


def is_slug(text: str) -> bool:
    """Say whether *text* may name an entry or a section: `a-z`, `0-9` and single `-`.

    Names that Windows keeps for devices may not.
    """
    fits = len(text) <= _LENGTH + len("-1000000")
    return fits and _SLUG.fullmatch(text) is not None and text not in _RESERVED


def numbered(slug: str) -> Iterator[str]:
    """Return the slug, then with `-2`, `-3` … without end."""
    yield slug
    yield from (f"{slug}-{number}" for number in count(2))


def _base(title: str, kind: str) -> str:
    letters = _plain_letters(title)
    words = _ASCII_WORD.findall(letters)
    kept = sum(map(len, words))
    lost = sum(map(str.isalnum, letters)) - kept
    if kept <= lost or not words:
        return f"{kind}-{_fingerprint(title)}"
    slug = _cut(words)
    return f"{slug}-{kind}" if slug in _RESERVED else slug


def _plain_letters(title: str) -> str:
    spelt_out = unicodedata.normalize("NFKD", title).casefold().translate(_SPELT_OUT)
    # Accents and apostrophes stand inside a word, they do not end it.
    return "".join(
        character
        for character in spelt_out
        if character not in "'’" and not unicodedata.combining(character)
    )


def _cut(words: list[str]) -> str:
    slug = words[0][:_LENGTH]
    for word in words[1:]:
        if len(slug) + 1 + len(word) > _LENGTH:
            break
        slug = f"{slug}-{word}"
    return slug


def _fingerprint(title: str) -> str:
    same = " ".join(unicodedata.normalize("NFKC", title).casefold().split())
    return hashlib.sha256(same.encode(errors="replace")).hexdigest()[:6]


def _free(slug: str, taken: Container[str]) -> str:
    return next(name for name in numbered(slug) if name not in taken)
