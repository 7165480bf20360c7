"""Which entries are the same work, and which links are a work's own. No I/O."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from listbot.catalog import addresses, ids
from listbot.text.readme import links

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from listbot.text.readme.links import ReadLink
    from listbot.text.readme.reading import ReadEntry

_NOT_LETTERS = re.compile(r"[^\w+#]+|_")
# Titles this alike with one link are one work under two wordings.
_ALIKE = 65


def works_of(entries: Sequence[ReadEntry]) -> tuple[tuple[ReadEntry, ...], ...]:
    """Group the listings of each work, in order of the first."""
    listings_by_title: Mapping[str, list[ReadEntry]] = defaultdict(list)
    for entry in entries:
        listings_by_title[title_key(entry.title)].append(entry)
    grouped = list(listings_by_title.values())
    place_by_link: dict[str, int] = {}
    for place, work in enumerate(grouped):
        for key in own_links(work):
            twin = place_by_link.setdefault(key, place)
            if (
                twin != place
                and grouped[twin]
                and _are_alike(grouped[twin][0], work[0])
            ):
                grouped[twin].extend(work)
                grouped[place] = []
                break
    return tuple(
        tuple(sorted(work, key=lambda entry: entry.first)) for work in grouped if work
    )


def title_key(title: str) -> str:
    """Return what two spellings of a title share."""
    folded = unicodedata.normalize("NFKC", title).casefold()
    return _NOT_LETTERS.sub("", folded) or title


def own_links(work: Sequence[ReadEntry]) -> Mapping[str, str]:
    """Return the keys of the links that are the work itself, with the addresses.

    Of a paper that is the paper, of a tool its page: the first link that is not code.
    """
    found: dict[str, str] = {}
    for entry in work:
        link = _own_link(entry)
        if link and addresses.parse(link.url):
            found.setdefault(_link_key(link.url), link.url)
    return found


def _own_link(entry: ReadEntry) -> ReadLink | None:
    usable = [link for link in entry.links if not link.fault]
    papers = [link for link in usable if links.names_a_paper(link.label)]
    if papers:
        return papers[0]
    titled = [
        link for link in usable if title_key(link.label) == title_key(entry.title)
    ]
    if titled:
        return titled[0]
    return next((link for link in usable if not links.names_a_kind(link.label)), None)


def _link_key(url: str) -> str:
    exact = [found for found in ids.ids_of(url) if found.exact]
    return str(exact[0]) if exact else addresses.key(url)


def _are_alike(one: ReadEntry, other: ReadEntry) -> bool:
    return (
        fuzz.token_set_ratio(one.title.casefold()[:400], other.title.casefold()[:400])
        >= _ALIKE
    )
