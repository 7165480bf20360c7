"""Venues: where a work was published, as lists write it. No I/O."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from listbot.text.readme import dates, vocabulary

if TYPE_CHECKING:
    from listbot.text.readme.dates import WrittenDate

_WORD = re.compile(r"[^\W\d_]+")
_KIND = re.compile(
    r"[^\w\[\]()]{0,9}(?P<kind>[A-Za-z]{3,20})(?:[ ]?\([a-z]\))?[ ]?[:：][ ]?"
)
# `In *Proceedings of …*`
_INSIDE = re.compile(r"[ .,]*In:?[ ]+[*_]*(?=[A-Z])")
_ARXIV_NUMBER = re.compile(
    r"\barXiv[: ]{1,2}(?:preprint )?(?:arXiv:)?[0-9]{4}\.[0-9]{4,5}(?:v[0-9]{1,2})?",
    re.IGNORECASE,
)
# `Science 313.5786 (2006): 504-507`, the year taken out.
_VOLUME = re.compile(
    r"[,.]?\s+(?:vol(?:ume)?\.?\s*[0-9][0-9.]*|[0-9]+\.[0-9]+|[0-9]+(?=\s*[:(]))"
    r"(?:\s*\([0-9]+\))?(?:\s*:\s*[0-9][0-9–-]*)?\s*$",
    re.IGNORECASE,
)
# `ICCV, 2021 (*Facebook*)`: where the authors work.
_AFFILIATION = re.compile(r"[ ]*\([*_]")
_SHORT_CODE = re.compile(r":[a-z0-9_+-]{2,40}:")
# The sign of an entry's line, such as 📖: emoji stand in these blocks of Unicode.
_SIGN = re.compile("^[\u2190-\u2bff\ufe0f\u200d\U0001f000-\U0001faff ]+")
_ABBREVIATED = re.compile(r"[A-Z][a-z]{1,12}\. (?:[a-z]{2,3} )?[A-Z]")
_AROUND = " \t\n.,;:|·•-–—()[]{}*_/'’`\"“”@"
_LONGEST_VENUE = 12
_LONGEST_VENUE_WITHOUT_NAME = 5


@dataclass(frozen=True, slots=True)
class Venue:
    """A venue: its name without the date beside it, and the kind written before it."""

    name: str
    kind: str
    dates: tuple[WrittenDate, ...]


def read_venue(text: str, *, sure: bool = False) -> Venue | None:
    """Read `Journal: Nature Medicine, 2024` or `CVPR'24`; None for any other text.

    *sure* tells that the place is one where a venue stands (brackets, a table column),
    so that names nobody has heard of are believed. Dates keep their offsets in *text*.
    """
    kind = ""
    match = _KIND.match(text)
    if match and match["kind"].casefold() in vocabulary.VENUE_KINDS:
        kind, sure = match["kind"], True
        text = " " * match.end() + text[match.end() :]
    elif match and match["kind"].casefold() == "intro":
        text = " " * match.end() + text[match.end() :]
    elif inside := _INSIDE.match(text):
        text = " " * inside.end() + text[inside.end() :]
    if (others := text.find(" et al")) >= 0:
        begin = others + len(" et al")
        text = " " * begin + text[begin:]
    # As long as before, so that dates keep their places.
    text = _ARXIV_NUMBER.sub(lambda found: "arXiv".ljust(len(found[0])), text)
    found = dates.find_dates(text)
    if found and _AFFILIATION.match(text, found[-1].end):
        name = _without(text[: found[-1].end], found)
    else:
        name = _without(text, found)
    name = _SIGN.sub("", _SHORT_CODE.sub("", name))
    name = _VOLUME.sub("", name)
    name = _closed(name.removeprefix("arXiv .").strip(_AROUND) or name, text)
    words = _WORD.findall(name[:400])
    if not words or len(words) > _LONGEST_VENUE:
        return None
    if name.casefold() in vocabulary.SEASONS:
        return None
    if (
        sure
        or _is_known(words, name, dated=bool(found))
        or (found and _could_be_name(words))
    ):
        return Venue(name, kind, found)
    return None


def is_acronym(text: str) -> bool:
    """Say whether a text is a venue that needs no year beside it: `NeurIPS`."""
    return "".join(_WORD.findall(text)).casefold() in vocabulary.VENUES


def _closed(name: str, text: str) -> str:
    """Give back what was cut off the end: `CoRL (Oral)`, `Nat. Commun.`."""
    if name.count("(") == name.count(")") + 1:
        return name + ")"
    abbreviated = _ABBREVIATED.search(name) and f"{name}." in text
    return name + "." if abbreviated else name


def _could_be_name(words: list[str]) -> bool:
    """Say whether words beside a date look like a name: few, and with capitals."""
    long = [word for word in words if len(word) > 3]  # noqa: PLR2004 - of, the, and
    return len(words) <= _LONGEST_VENUE_WITHOUT_NAME and all(
        word[0].isupper() for word in long or words[:1]
    )


def _is_known(words: list[str], name: str, *, dated: bool) -> bool:
    folded = [word.casefold() for word in words]
    short = len(words) <= _LONGEST_VENUE_WITHOUT_NAME
    if not short and not (_is_capitalised(words) and ":" not in name):
        return False
    if folded[0] in vocabulary.VENUES or "".join(folded) in vocabulary.VENUES:
        return short or dated or "," not in name
    named = any(
        word in vocabulary.VENUE_WORDS and written[0].isupper()
        for word, written in zip(folded, words, strict=True)
    )
    return named and words[0][0].isupper() and (dated or "," not in name)


def _is_capitalised(words: list[str]) -> bool:
    """Say whether most long words begin with a capital, as in names."""
    long = [word for word in words if len(word) > 3]  # noqa: PLR2004 - of, the, and
    return sum(word[0].isupper() for word in long) * 4 >= len(long) * 3


def _without(text: str, found: tuple[WrittenDate, ...]) -> str:
    parts: list[str] = []
    position = 0
    for date in found:
        parts.append(text[position : date.start].rstrip(" ,;(['’-–"))
        position = date.end
    parts.append(text[position:].lstrip(" ,;)]"))
    return " ".join(" ".join(parts).split()).strip(_AROUND)
