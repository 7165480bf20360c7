"""Who is asked about an address: a registry where there is one, else its page. No I/O.

Chains are asked side by side; in a chain, the next source is asked where the one before
knows nothing or does not answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from listbot.catalog import addresses, ids
from listbot.catalog.short_links import is_short
from listbot.web.metadata.arxiv import Arxiv
from listbot.web.metadata.biorxiv import Biorxiv
from listbot.web.metadata.crossref import ByPii, ByTitle, Crossref
from listbot.web.metadata.datacite import DataCite
from listbot.web.metadata.page import Page
from listbot.web.metadata.places_for_code import Github, HuggingFacePaper
from listbot.web.politeness import Pace

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from listbot.catalog.facts import Query
    from listbot.catalog.ids import Id
    from listbot.web.doors import Doors
    from listbot.web.metadata.sources import Source

_FEW = 3
# Whose pages tell robots nothing: asking them would be waiting for ever.
_PAGES_OF_SCRIPTS = frozenset({"ieee"})
_PREPRINTS = ("10.1101/", "10.64898/")


@dataclass(frozen=True, slots=True)
class Chain:
    """Sources asked one after the other; an *extra* one is not missed if it is silent.

    *extra* sources add to what others know (the code of a paper).
    """

    sources: tuple[Source, ...]
    extra: bool = False


def chains(query: Query, doors: Doors, *, works: int = 1) -> tuple[Chain, ...]:
    """Return whom to ask about one address, of so many *works* in all."""
    address = addresses.parse(query.url)
    if address is None or is_short(query.url):
        return ()
    page = Page(address)
    found = ids.ids_of(query.url)
    for one in found:
        if made := _chains_for(one, query, doors, works):
            return made
    behind = tuple(source for one in found if (source := _with_page(one, query, doors)))
    is_readable = not any(one.scheme in _PAGES_OF_SCRIPTS for one in found)
    sources = (*behind, page) if is_readable and not query.described else behind
    return (Chain(sources),) if sources else ()


def paces(doors: Doors) -> Mapping[str, Pace]:
    """Return the pace of every registry, by its queue."""
    pool = 3 if doors.contact else 1
    return {
        # Crossref's limits of 2026: with a contact ten a second, three at once; else
        # five a second, one at a time.
        Crossref(doors, "").queue: _pace(pool, 0.1 if doors.contact else 0.2),
        DataCite("", doors).queue: _pace(4, 0.1),
        # One connection, one request in three seconds, as its terms of use want.
        Arxiv("", doors).queue: _pace(1, 3.0),
        Biorxiv("", "biorxiv", doors).queue: _pace(2, 0.2),
        Github("", doors).queue: _pace(4, 0.0),
        HuggingFacePaper("", doors).queue: _pace(2, 0.1),
    }


def _pace(at_once: int, interval: float) -> Pace:
    return Pace(per_host=at_once, interval=interval, failures=3, longest_wait=8)


PAGES = _pace(2, 0.2)
"""The pace of every other host."""


def _chains_for(
    one: Id, query: Query, doors: Doors, works: int
) -> tuple[Chain, ...] | None:
    """Return the chains of an id whose registry can say all there is to know."""
    if one.scheme == "arxiv":
        doi = ids.doi_of(one) or ""
        datacite, arxiv = DataCite(doi, doors), Arxiv(one.value, doors)
        extra = Chain((HuggingFacePaper(one.value, doors),), extra=True)
        if works <= _FEW:
            return Chain((datacite,)), Chain((arxiv,)), extra
        return Chain((datacite, arxiv)), extra
    if one.scheme == "doi" and one.exact:
        crossref = Crossref(doors, one.value)
        if one.value.startswith(_PREPRINTS):
            return (Chain((crossref, _preprint_server(one.value, query, doors))),)
        return (Chain((crossref, DataCite(one.value, doors))),)
    if one.scheme == "github" and one.exact:
        return (Chain((Github(one.value, doors),)),)
    return None


def _with_page(one: Id, query: Query, doors: Doors) -> Source | None:
    """Return whom to ask before the page of an id that a registry may not know."""
    if one.scheme == "doi":
        return Crossref(doors, one.value)
    if one.scheme == "pii":
        return ByPii(doors, one.value)
    if one.scheme == "ieee" and query.title:
        return ByTitle(doors, query.title, one.value)
    return None


def _preprint_server(doi: str, query: Query, doors: Doors) -> Biorxiv:
    first, second = "biorxiv", "medrxiv"
    if "medrxiv" in query.url:
        first, second = second, first
    return Biorxiv(doi, first, doors, other=second)


def names(sources: Sequence[Source]) -> tuple[str, ...]:
    """Return how people call the sources."""
    return tuple(dict.fromkeys(source.name for source in sources))
