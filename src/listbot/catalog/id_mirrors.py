"""What the address of a paper's copy, or of a page about it, says about identity.

Mirrors of arXiv, search engines for papers, and sites that nobody knows. No I/O;
nothing here raises.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from listbot.catalog.id_forms import Id, arxiv, doi
from listbot.catalog.id_publishers import elsevier
from listbot.catalog.id_readers import as_candidates, last

if TYPE_CHECKING:
    from collections.abc import Mapping

    from listbot.catalog.addresses import Address
    from listbot.catalog.id_readers import Reader

_OF_PAPERS = re.compile(r"arxiv|paper|/(?:abs|pdf|html)/")
_HASH = re.compile(r"[0-9a-f]{40}")
_BIBCODE = re.compile(r"[0-9]{4}arXiv([0-9]{4})\.?([0-9]{4,5})[A-Z]")
_IN_DBLP = re.compile(r"abs-([0-9]{4})-([0-9]{4,5})(?:\.html)?")


def somewhere(address: Address) -> tuple[Id, ...]:
    """Read a site that is not in the table: a DOI, a PII or an arXiv id, a candidate.

    Numbers like an arXiv id are everywhere: one counts as a whole part of the path,
    where the address speaks of papers.
    """
    found = doi(address.path) or doi(address.query) or elsevier(address)
    if not found and _OF_PAPERS.search(f"{address.host}{address.path}"):
        found = _named(address)
    return as_candidates(found)


def _arxiv(address: Address) -> tuple[Id, ...]:
    """Read `abs/…`, `pdf/…`, `ftp/…/papers/…`, and what mirrors make of them."""
    parts = address.parts
    pairs = ("/".join(pair) for pair in itertools.pairwise(parts))
    first_and_last = "/".join(parts[1:2] + parts[-1:])
    found = (arxiv(text) for text in (*parts, *pairs, first_and_last))
    return next((ids for ids in found if ids), ())


def _semantic_scholar(address: Address) -> tuple[Id, ...]:
    """Read its own hash, `/arxiv/…`, `/reader/arXiv:…` and `/paper/DOI:…`."""
    name = last(address)
    return (Id("s2", name),) if _HASH.fullmatch(name) else _named(address)


def _named(address: Address) -> tuple[Id, ...]:
    """Read an id of arXiv that is a part of the path, or a DOI in it."""
    whole = (arxiv(part, whole=True) for part in address.parts)
    return next(filter(None, whole), ()) or doi(address.path)


def _astronomy(address: Address) -> tuple[Id, ...]:
    """Read the bibcode that ADS gives to what is on arXiv."""
    codes = (_BIBCODE.fullmatch(part) for part in address.parts)
    found = next(filter(None, codes), None)
    return arxiv(f"{found[1]}.{found[2]}") if found else ()


def _dblp(address: Address) -> tuple[Id, ...]:
    """Read what DBLP calls an arXiv paper; its other records are not derivable."""
    name = _IN_DBLP.fullmatch(last(address))
    return arxiv(f"{name[1]}.{name[2]}") if name else ()


_OF_ARXIV = ("alphaxiv.org", "ar5iv.org", "arxiv-vanity.com", "arxiv.org", "lanl.gov")
_ABOUT_PAPERS = (
    *("catalyzex.com", "connectedpapers.com", "deeplearn.org", "emergentmind.com"),
    *("inspirehep.net", "papers.cool", "scholar-inbox.com", "scirate.com"),
    *("takara.ai", "themoonlight.io"),
)

READERS: Mapping[str, Reader] = {
    **dict.fromkeys(_OF_ARXIV, _arxiv),
    **dict.fromkeys(_ABOUT_PAPERS, _named),
    "adsabs.harvard.edu": _astronomy,
    "dblp.org": _dblp,
    "dblp.uni-trier.de": _dblp,
    "semanticscholar.org": _semantic_scholar,
}
"""Who reads the addresses of a site; its subdomains are read the same way."""
