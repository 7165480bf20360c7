"""What is an entry, judged by what stands beside it and elsewhere in a list. No I/O."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from listbot.text.readme import inline, topics, vocabulary
from listbot.text.readme.shapes.found import PARAGRAPHS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from listbot.text.readme.outline import Part
    from listbot.text.readme.shapes.found import Found

# A few links above all sections are about the list itself.
_FEW = 8
# One in so many is no shape of a list.
_RARE = 20
_FEWEST = 3
_WORD = re.compile(r"[^\W_]+")
_YEAR_OR_NONE = re.compile(r"(?:19|20)?[0-9]{2}|null|openreview", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_LONGEST_ACRONYM = 10
# "For more books, go [here](…)": a sentence about a link, not a title.
_SPEAKING = frozenset({"for", "please", "see", "if", "we", "you", "thanks", "note"})
_POINTING = frozenset({"here", "this", "this page", "this link", "this list"})


def without_prose(found: Sequence[Found]) -> list[Found]:
    """Leave out what only speaks of the entries of a part, and rows of an index.

    That is a sentence with a link called *here*, a paragraph among more list items
    that is not made as they are, and what names a venue and nothing but its years.
    """
    telling = [each for each in found if not _points(each)]
    rows = [each for each in telling if _is_row_of_years(each)]
    several = sum(len(_YEAR.findall(each.facts.text)) > 1 for each in rows)
    if several * 2 > len(rows):
        telling = [each for each in telling if each not in rows]
    return _without_paragraphs(telling)


def _points(found: Found) -> bool:
    if found.facts.title.origin != "running":
        return False
    first = found.facts.title.text.partition(" ")[0].casefold()
    speaks = first in _SPEAKING and not found.has_only_labels
    labels = [link.label.casefold() for link in found.facts.links]
    return speaks or (bool(labels) and _POINTING.issuperset(labels))


def _is_row_of_years(found: Found) -> bool:
    """Say whether an item is a venue and the years it had papers in."""
    title = found.facts.title
    acronym = title.text.isupper() and len(title.text) <= _LONGEST_ACRONYM
    if title.link is None or not (acronym or _is_venue(title.text)):
        return False
    rest = inline.shown(inline.scan(found.facts.text[title.link.end :]))
    words = _WORD.findall(rest)
    return bool(words) and all(map(_YEAR_OR_NONE.fullmatch, words))


def _is_venue(text: str) -> bool:
    return text.casefold().replace(" ", "").replace("-", "") in vocabulary.VENUES


def _without_paragraphs(found: list[Found]) -> list[Found]:
    items = [each for each in found if each.shape not in PARAGRAPHS]
    if len(found) <= len(items) or len(items) * 2 < len(found):
        return found
    labelled = sum(_is_labelled(each) for each in items) * 2 > len(items)
    return [
        each
        for each in found
        if each.shape not in PARAGRAPHS or (labelled and _is_labelled(each))
    ]


def _is_labelled(found: Found) -> bool:
    """Say whether an entry has a title of its own and links called by their kind."""
    return found.facts.title.link is None and found.has_only_labels


def weighed(parts: Sequence[Part], found: Sequence[list[Found]]) -> list[list[Found]]:
    """Leave out what the rest of the list shows to be none of its entries.

    That is the few links above all sections, which are about the list itself; a
    paragraph here and there in a list of items; and what stands under a heading like
    *News* and does not look like the entries elsewhere.
    """
    elsewhere = [
        each
        for part, own in zip(parts, found, strict=True)
        if not topics.is_doubtful(part.path)
        for each in own
    ]
    common = _common_look(elsewhere)
    total = len(elsewhere)
    paragraphs = sum(each.shape in PARAGRAPHS for each in elsewhere)
    prose = paragraphs * _RARE < total
    kept: list[list[Found]] = []
    by_home: Counter[int] = Counter()
    for part, own in zip(parts, found, strict=True):
        by_home[part.home] += len(own)
    for part, own in zip(parts, found, strict=True):
        few = len(own) < _FEW and len(own) * 2 < total
        near = by_home[part.home]
        if topics.is_doubtful(part.path):
            kept.append(own if _are_like(own, common) else [])
        elif near < _FEW and near * 2 < total and _is_preface(part, parts):
            kept.append([])
        elif few and prose:
            kept.append([each for each in own if each.shape not in PARAGRAPHS])
        else:
            kept.append(own)
    return kept


def _is_preface(part: Part, parts: Sequence[Part]) -> bool:
    """Say whether a part stands above all sections: at the top, or under the title.

    Below a table of contents the first heading is no title but a section.
    """
    first = next((each for each in parts if each.line), None)
    if first is None or part.home != first.line:
        return not part.home
    contents_above = any(
        block.kind == "list" for each in parts if not each.line for block in each.blocks
    )
    siblings = sum(each.level == first.level for each in parts) > 1
    return not (contents_above and siblings)


def _common_look(found: Sequence[Found]) -> tuple[str, str] | None:
    """Return what most entries of a list without dates look like."""
    dated = sum(bool(each.facts.dates) for each in found)
    looks = Counter(map(_look, found)).most_common(1)
    if not looks or dated * _RARE > len(found) or looks[0][1] * 2 < len(found):
        return None
    return looks[0][0]


def _are_like(found: Sequence[Found], common: tuple[str, str] | None) -> bool:
    """Say whether entries under a doubtful heading are like those elsewhere.

    News have dates, or begin with a sentence; a topic of the list called *News* has
    neither.
    """
    alike = [
        each
        for each in found
        if _look(each) == common
        and each.facts.title.origin == "linked"
        and not each.facts.text[: each.facts.title.start].strip(" [*_`")
    ]
    dated = any(chain.from_iterable(each.facts.dates for each in found))
    return len(found) >= _FEWEST and len(alike) * 4 >= len(found) * 3 and not dated


def _look(found: Found) -> tuple[str, str]:
    return found.shape, found.facts.title.origin
