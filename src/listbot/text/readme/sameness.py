"""Which entries of a list are the same work, as the catalog judges it. No I/O."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from listbot.catalog import addresses, repetition
from listbot.catalog.model import Entry, Link
from listbot.text.readme import links

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from listbot.catalog.identity import Match
    from listbot.text.readme.links import ReadLink
    from listbot.text.readme.reading import ReadEntry

Sameness: TypeAlias = Literal["repeated", "cross-listed", "shared-link"]
# The work's own page, whatever the link is called.
_PAGE = "Page"
_SAMENESS_BY_VERDICT: dict[str, Sameness] = {
    "duplicate": "repeated",
    "published-version": "repeated",
    "cross-listing": "cross-listed",
    "link-conflict": "shared-link",
}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two listings that have to do with each other, and the address they share."""

    how: Sameness
    later: ReadEntry
    earlier: ReadEntry
    url: str = ""


def find_pairs(entries: Sequence[ReadEntry]) -> Iterator[Pair]:
    """Yield what is listed twice or shares a link, each listing with one twin."""
    known = {str(place): entry for place, entry in enumerate(entries)}
    works = [_as_entry(place, entry) for place, entry in known.items()]
    kinds = {link.kind for work in works for link in work.links}
    main = [kind for kind in kinds if kind == _PAGE or links.names_a_paper(kind)]
    told: set[tuple[str, Sameness]] = set()
    for repeat in repetition.repeated(works, main_kinds=main, at_least=1.0):
        how = _SAMENESS_BY_VERDICT.get(repeat.match.verdict)
        if how and (repeat.slug, how) not in told:
            told.add((repeat.slug, how))
            later, earlier = known[repeat.slug], known[repeat.match.slug]
            if how == "repeated" and later.section != earlier.section:
                how = "cross-listed"
            yield Pair(how, later, earlier, _shared_address(later, repeat.match))


def _as_entry(place: str, entry: ReadEntry) -> Entry:
    usable = [
        Link(_kind(link, entry), link.url)
        for link in entry.links
        if not link.fault and addresses.parse(link.url)
    ]
    return Entry(
        path=f"entries/{place}.yml",
        title=entry.title,
        sections=("/".join(entry.section) or "/",),
        links=tuple(usable),
        date=None,
        position=None,
        as_written=None,
        added=None,
        submitted=None,
    )


def _kind(link: ReadLink, entry: ReadEntry) -> str:
    is_title = link.label == entry.title or not links.names_a_kind(link.label)
    return _PAGE if is_title and link is entry.links[0] else link.label or _PAGE


def _shared_address(entry: ReadEntry, match: Match) -> str:
    """Return the address of the later entry that both have."""
    shared = {one.value for one in match.shared}
    for link in entry.links:
        if any(value in link.url for value in shared):
            return link.url
    return entry.links[0].url if entry.links else ""
