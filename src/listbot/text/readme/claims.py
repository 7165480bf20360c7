"""Numbers in the prose that speak of the list itself: counts, years. No I/O."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from listbot.text.readme.reading import Claim

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from listbot.text.readme.reading import ReadEntry, ReadSection

_NOUN = (
    r"(?:papers?|articles?|works|publications?|entries|projects?|resources?|tools?|"
    r"repositories|repos|libraries|datasets?|apps|links?|items?|books?|packages?|"
    r"plugins?|lists?|methods?|models?|surveys?|frameworks?)"
)
_COUNT = re.compile(
    rf"(?<![\w.,-])(?P<number>[0-9]{{1,3}}(?:,[0-9]{{3}})*|[0-9]{{1,7}})(?P<about>\+)?"
    rf"[`*_\" ]{{0,4}}(?:[A-Za-z-]{{2,20}} ){{0,2}}{_NOUN}\b",
    re.IGNORECASE,
)
_BADGE = re.compile(
    r"/badge/[A-Za-z_%0-9]{0,30}(?:paper|entr|project|resource|article|list|total|count)"
    r"[A-Za-z_%0-9]{0,20}-(?P<number>[0-9]{1,7})-",
    re.IGNORECASE,
)
_SPAN = re.compile(
    r"(?:from|between|spanning)\s{1,3}[`*_]{0,2}(?P<first>(?:19|20)[0-9]{2})[`*_]{0,2}"
    r"\s{0,3}(?:to|and|until|through|-|–|—)\s{0,3}[`*_]{0,2}(?P<last>(?:19|20)[0-9]{2})"
)
_IN_HEADING = re.compile(r"[(\[（](?P<number>[0-9]{1,6})[)\]）]")
_APPROXIMATE = ("over", "than", "about", "around", "nearly", "almost", "least", "top")
_SMALLEST = 5
# A number far from the truth counts something else.
_FARTHEST = 2


def find_claims(
    prose: Mapping[int, str],
    headings: Mapping[int, str],
    sections: Sequence[ReadSection],
    entries: Sequence[ReadEntry],
) -> tuple[Claim, ...]:
    """Return what *prose* and *headings* (text by line) say about the list.

    Only what can be about the list: a number of papers, projects and so on between
    half and twice the true one, not called approximate; a span of years beside dated
    entries.
    """
    years = sorted({entry.year for entry in entries if entry.year})
    found = [
        claim
        for line, text in prose.items()
        for claim in _in_prose(line, text, len(entries), years)
    ]
    found += _in_headings(sections, entries, headings)
    return tuple(sorted(found, key=lambda claim: (claim.line, claim.start)))


def _in_prose(
    line: int, text: str, total: int, years: Sequence[int]
) -> Iterator[Claim]:
    for pattern in (_COUNT, _BADGE):
        for match in pattern.finditer(text):
            number = int(match["number"].replace(",", ""))
            if _is_about(number, total) and not _is_approximate(text, match):
                yield _count(line, match, number, total)
    for match in _SPAN.finditer(text) if years else ():
        said = (int(match["first"]), int(match["last"]))
        if said[0] <= years[-1] and years[0] <= said[1]:
            yield Claim(
                what="years",
                line=line,
                start=match.start("first"),
                end=match.end("last"),
                written=text[match.start("first") : match.end("last")],
                said=said,
                true=(years[0], years[-1]),
            )


def _count(
    line: int,
    match: re.Match[str],
    number: int,
    true: int,
    section: tuple[str, ...] = (),
) -> Claim:
    return Claim(
        what="count",
        line=line,
        start=match.start("number"),
        end=match.end("number"),
        written=match["number"],
        said=(number,),
        true=(true,),
        section=section,
    )


def _is_about(number: int, total: int) -> bool:
    return (
        number >= _SMALLEST
        and total <= number * _FARTHEST
        and number <= total * _FARTHEST
    )


def _is_approximate(text: str, match: re.Match[str]) -> bool:
    if match.groupdict().get("about"):
        return True
    before = text[max(match.start() - 30, 0) : match.start()].casefold().split()
    return any(word.strip("`*_(") in _APPROXIMATE for word in before[-2:])


def _in_headings(
    sections: Sequence[ReadSection],
    entries: Sequence[ReadEntry],
    headings: Mapping[int, str],
) -> Iterator[Claim]:
    """Find numbers in headings (`## Papers (40)`): the entries there and below."""
    counts = Counter(
        entry.section[:depth]
        for entry in entries
        for depth in range(1, len(entry.section) + 1)
    )
    for section in sections:
        true = counts[section.path]
        text = headings.get(section.line, "")
        for pattern in (_IN_HEADING, _COUNT):
            match = pattern.search(text)
            if match and _is_about_section(match["number"], true):
                number = int(match["number"].replace(",", ""))
                yield _count(section.line, match, number, true, section.path)
                break


def _is_about_section(number: str, true: int) -> bool:
    value = int(number.replace(",", ""))
    return true > 0 and value <= true * _FARTHEST + _SMALLEST
