"""Same work? What an entry has in common with those that are known. No I/O.

The verdicts, the weightiest first:

=====================  ===========================================================
`duplicate`            an id of both, and titles that are alike
`cross-listing`        the same, but for another section
`published-version`    the same title, ids of other kinds: a preprint and its paper
`link-conflict`        an id of both, but titles that are not alike: a wrong link
`title-twin`           the same title, other ids of the same kind
`likely-duplicate`     no id of both, but titles that are very much alike
`possible-duplicate`   no id of both, but titles that are alike; or a short name
=====================  ===========================================================
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from listbot.catalog import titles
from listbot.catalog.known import Known, known, worth_comparing
from listbot.catalog.titles import LIKELY, POSSIBLE
from listbot.catalog.works import PAPER, Work, main_kinds, work_at, work_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from listbot.catalog.ids import Id
    from listbot.catalog.model import Entry, Severity

__all__ = [
    "REPEATED",
    "SEVERITY_BY_VERDICT",
    "Known",
    "Match",
    "SameVerdict",
    "Work",
    "compare",
    "is_preprint",
    "known",
    "main_kinds",
    "same_work",
    "work_at",
    "work_of",
]

SameVerdict: TypeAlias = Literal[
    "duplicate",
    "cross-listing",
    "published-version",
    "link-conflict",
    "title-twin",
    "likely-duplicate",
    "possible-duplicate",
]

SEVERITY_BY_VERDICT: Mapping[SameVerdict, Severity] = {
    "duplicate": "error",
    "cross-listing": "error",
    "published-version": "error",
    "link-conflict": "error",
    "title-twin": "error",
    "likely-duplicate": "error",
    "possible-duplicate": "notice",
}
"""What each means for a submission; only `possible-duplicate` holds nothing up."""

REPEATED = frozenset(
    {"duplicate", "cross-listing", "published-version", "likely-duplicate"}
)
"""The verdicts that say “this is listed already”; the others ask, or give a hint."""

_WEIGHT_BY_VERDICT = {name: weight for weight, name in enumerate(get_args(SameVerdict))}
_CERTAIN = frozenset({"duplicate", "cross-listing"})
_MOST_POSSIBLE = 3
_WORDS_OF_NAME = 2
# Where preprints get their DOIs: another kind of id than the DOI of a journal.
_PREPRINT_DOIS = (
    *("10.1101/", "10.2139/", "10.20944/", "10.21203/", "10.22541/", "10.26434/"),
    *("10.31219/", "10.31234/", "10.36227/", "10.64898/"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """A known work that may be the one asked about, and why.

    *likeness* is that of the titles, 0.0 when one of the two has none. *shared* are the
    ids of both, sorted; a plain address is an id of the scheme `page`.
    """

    verdict: SameVerdict
    work: Work
    likeness: float
    shared: tuple[Id, ...] = ()

    @property
    def slug(self) -> str:
        """The entry that is known already."""
        return self.work.slug

    @property
    def sections(self) -> tuple[str, ...]:
        """The sections that entry stands in."""
        return self.work.sections

    @property
    def issue(self) -> int | None:
        """The open proposal that holds that entry; None when it is listed."""
        return self.work.issue


def same_work(
    candidate: Entry | Work, among: Known, *, cross_listing: bool = True
) -> tuple[Match, ...]:
    """Return every known work that may be *candidate*, the weightiest match first.

    An entry is not matched with the one of its own slug. At most three possible
    duplicates are named, none where there is a certain one. Without *cross_listing* the
    same work for another section is a duplicate.
    """
    work = (
        candidate
        if isinstance(candidate, Work)
        else work_of(candidate, among.main_kinds)
    )
    matches = (
        compare(work, other, cross_listing=cross_listing)
        for other in worth_comparing(work, among)
        if not work.slug or other.slug != work.slug
    )
    return _weighed(match for match in matches if match)


def compare(one: Work, other: Work, *, cross_listing: bool = True) -> Match | None:
    """Return what *one* and the known *other* have in common, if it is anything."""
    alike, shared = _titles_of(one, other), one.names & other.names
    verdict = _verdict(one, other, alike, named=bool(shared))
    if verdict is None:
        return None
    is_elsewhere = one.sections and not {*one.sections} & {*other.sections}
    if verdict == "duplicate" and cross_listing and is_elsewhere:
        verdict = "cross-listing"
    return Match(
        verdict=verdict,
        work=other,
        likeness=alike.likeness,
        shared=tuple(sorted(shared or _confirming(one, other), key=str)),
    )


@dataclass(frozen=True, slots=True)
class _Titles:
    """How the titles of two works compare.

    *known* says whether both have one; *alike* takes a nickname or a main title for the
    whole, which is enough where an id is shared; *names* says that one of them is as
    short as the name of a tool, which many tools may have.
    """

    known: bool
    equal: bool
    names: bool
    alike: bool
    likeness: float


def _titles_of(one: Work, other: Work) -> _Titles:
    if not (one.title and other.title):
        return _Titles(known=False, equal=False, names=False, alike=True, likeness=0)
    ours, theirs = titles.read_title(one.title), titles.read_title(other.title)
    likeness = titles.alike(ours, theirs)
    return _Titles(
        known=True,
        equal=ours.key == theirs.key,
        names=min(ours.key.count(" "), theirs.key.count(" ")) < _WORDS_OF_NAME,
        alike=likeness >= POSSIBLE or titles.is_part(ours, theirs),
        likeness=likeness,
    )


def _verdict(
    one: Work, other: Work, alike: _Titles, *, named: bool
) -> SameVerdict | None:
    if named:
        return "duplicate" if alike.alike else "link-conflict"
    if alike.alike and _confirming(one, other):
        return "duplicate" if alike.known else "likely-duplicate"
    if alike.names and one.names and other.names and not _is_paper(one, other):
        return "possible-duplicate" if alike.likeness >= POSSIBLE else None
    if alike.equal:
        return _verdict_on_twins(one, other)
    if alike.likeness >= LIKELY:
        return "likely-duplicate"
    return "possible-duplicate" if alike.likeness >= POSSIBLE else None


def _verdict_on_twins(one: Work, other: Work) -> SameVerdict:
    """Judge two works of one title that no id connects."""
    ours, theirs = _kinds(one), _kinds(other)
    if not (ours and theirs):
        return "duplicate"
    is_published = _is_paper(one, other) and not ours & theirs
    return "published-version" if is_published else "title-twin"


def is_preprint(entry: Entry) -> bool:
    """Say whether an entry is known by preprints alone: arXiv, bioRxiv and their like.

    Not one that is known by no paper's id at all.
    """
    named = {found for found in work_of(entry).names if found.scheme in PAPER}
    return bool(named) and all(
        found.scheme == "arxiv" or found.value.startswith(_PREPRINT_DOIS)
        for found in named
    )


def _is_paper(one: Work, other: Work) -> bool:
    return any(found.scheme in PAPER for found in one.names | other.names)


def _kinds(work: Work) -> set[str]:
    """Return the kinds of id that name a work; a preprint's DOI is one of its own."""
    return {
        "preprint" if found.value.startswith(_PREPRINT_DOIS) else found.scheme
        for found in work.names
    }


def _confirming(one: Work, other: Work) -> frozenset[Id]:
    """Return the ids that name one of two works and that the other mentions.

    What both merely mention (the repository of two papers) is no evidence.
    """
    return (one.names & other.mentions) | (one.mentions & other.names)


def _weighed(matches: Iterable[Match]) -> tuple[Match, ...]:
    by_weight = sorted(matches, key=_weight)
    possible = [match for match in by_weight if match.verdict == "possible-duplicate"]
    others = [match for match in by_weight if match.verdict != "possible-duplicate"]
    is_certain = any(match.verdict in _CERTAIN for match in others)
    return (*others, *([] if is_certain else islice(possible, _MOST_POSSIBLE)))


def _weight(match: Match) -> tuple[int, float, str, int]:
    weight = _WEIGHT_BY_VERDICT[match.verdict]
    return (weight, -match.likeness, match.slug, match.issue or 0)
