"""What the address of an article says about its identity, at its publisher's.

One reader per publisher, each a few lines; most have the DOI in the path. No I/O;
nothing here raises.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from listbot.catalog.id_forms import Id, doi, pii
from listbot.catalog.id_readers import (
    Reader,
    as_candidates,
    behind,
    doi_in_path,
    is_number,
    last,
    stem,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from listbot.catalog.addresses import Address

# Nature's current names carry the whole DOI; the old ones (onc2011282) lost their dots.
_NATURE = re.compile(r"[sd][0-9]{5}-[0-9]{3}-[0-9]{4,5}-[0-9a-z]{1,2}")
_NATURE_OLD = re.compile(r"[a-z]{2,20}[.0-9][a-z0-9.]{1,20}")
_ISSN = re.compile(r"[0-9]{4}-[0-9]{3}[0-9Xx]")
_SHORTEST_OUP_NUMBER = 5
_BMJ = re.compile(r"bmj-[0-9]{4}-[0-9]{6}")
_ACM_NUMBERS = re.compile(r"[0-9]{3,9}\.[0-9]{3,9}")


def _doi_in_query(address: Address) -> tuple[Id, ...]:
    named = (doi(address.parameter(name)) for name in ("id", "doi"))
    return next(filter(None, named), ()) or doi_in_path(address)


def _ieee(address: Address) -> tuple[Id, ...]:
    """Read the document number: `/document/…`, `?arnumber=…`, `/iel7/…/0….pdf`."""
    number = address.parameter("arnumber") or behind("document", address)
    if not number and address.path.startswith("/iel"):
        number = stem(last(address))
    number = number.lstrip("0")
    return (Id("ieee", number),) if is_number(number) else ()


def elsevier(address: Address) -> tuple[Id, ...]:
    """Read the item identifier of ScienceDirect, Cell, the Lancet and their like."""
    names = (stem(part).removeprefix("PII") for part in address.parts)
    return next((ids for ids in map(pii, names) if ids), ())


def _nature(address: Address) -> tuple[Id, ...]:
    name = stem(behind("articles", address).lower()).removesuffix("_reference")
    if _NATURE.fullmatch(name):
        return (Id("doi", f"10.1038/{name}"),)
    if _NATURE_OLD.fullmatch(name):
        return (Id("doi", f"10.1038/{name}", exact=False),)
    return doi_in_path(address)


def _mdpi(address: Address) -> tuple[Id, ...]:
    issn, volume, issue, number = (*address.parts, "", "", "", "")[:4]
    if number and _ISSN.fullmatch(issn):
        return (Id("mdpi", f"{issn.upper()}/{volume}/{issue}/{number}"),)
    return doi_in_path(address)


def _silverchair(address: Address) -> tuple[Id, ...]:
    """Read a DOI with the site's own number behind it: where it ends is a guess."""
    parts = list(address.parts)
    while parts and is_number(parts[-1]):
        parts.pop()
    return as_candidates(doi("/".join(parts)))


def _oup(address: Address) -> tuple[Id, ...]:
    numbers = [part for part in address.parts if is_number(part)]
    kind = "".join(address.parts[1:2])
    # The number of an `article-pdf` is that of the file.
    is_work = "article" in kind and not kind.endswith("pdf") and numbers
    if not is_work or len(numbers[-1]) < _SHORTEST_OUP_NUMBER:
        return _silverchair(address)
    return (Id("oup", numbers[-1]), *_silverchair(address))


def _pubmed(address: Address) -> tuple[Id, ...]:
    for part in address.parts:
        if part[:3].upper() == "PMC" and is_number(part[3:]):
            return (Id("pmcid", part.upper()),)
    number = last(address)
    is_work = address.host.startswith("pubmed.") or {"pubmed", "MED"} & {*address.parts}
    return (Id("pmid", number),) if is_work and is_number(number) else ()


def _elife(address: Address) -> tuple[Id, ...]:
    number = behind("articles", address) or behind("reviewed-preprints", address)
    known = is_number(number)
    return as_candidates(doi(f"10.7554/elife.{number}")) if known else ()


def _peerj(address: Address) -> tuple[Id, ...]:
    """Read `/articles/123`, `/articles/cs-123`."""
    name = stem(behind("articles", address))
    series, _, number = name.rpartition("-")
    if not is_number(number) or not (series.isalpha() or not series):
        return doi_in_path(address)
    journal = f"peerj-{series}" if series else "peerj"
    return as_candidates(doi(f"10.7717/{journal}.{number}"))


def _bmj(address: Address) -> tuple[Id, ...]:
    name = stem(last(address))
    if not _BMJ.fullmatch(name):
        return doi_in_path(address)
    return as_candidates(doi(f"10.1136/{name}"))


def _acm(address: Address) -> tuple[Id, ...]:
    """Read a DOI in the path, or the two numbers that old addresses had instead."""
    numbers = address.parameter("id")
    if address.parts[-1:] != ("citation.cfm",) or not _ACM_NUMBERS.fullmatch(numbers):
        return doi_in_path(address)
    return as_candidates(doi(f"10.1145/{numbers}"))


def _no_identity(_: Address) -> tuple[Id, ...]:
    return ()


_DOI_IN_PATH = (
    *("acs.org", "aimspress.com", "annualreviews.org", "aps.org", "ascelibrary.org"),
    *("asm.org", "biomedcentral.com", "degruyter.com", "doi.org"),
    *("emerald.com", "frontiersin.org", "ieeecomputersociety.org", "informs.org"),
    *("iopscience.iop.org", "jstor.org", "liebertpub.com", "link.springer.com"),
    *("nejm.org", "onlinelibrary.wiley.com", "pnas.org", "royalsocietypublishing.org"),
    *("rsna.org", "sagepub.com", "science.org", "sciencemag.org", "siam.org"),
    *("spiedigitallibrary.org", "springer.com", "springeropen.com", "tandfonline.com"),
    *("techrxiv.org", "thieme-connect.com", "worldscientific.com", "doi.acm.org"),
    *("royalsocietypublishing.org", "rupress.org", "physiology.org", "ahajournals.org"),
)
_SILVERCHAIR = (
    *("aacrjournals.org", "ashpublications.org", "direct.mit.edu", "jamanetwork.com"),
    *("asmedigitalcollection.asme.org", "pubs.aip.org", "pubs.geoscienceworld.org"),
    *("taylorfrancis.com", "universitypressscholarship.com"),
)

READERS: Mapping[str, Reader] = {
    **dict.fromkeys(_DOI_IN_PATH, doi_in_path),
    **dict.fromkeys(_SILVERCHAIR, _silverchair),
    "academic.oup.com": _oup,
    "apa.org": _doi_in_query,
    "bmj.com": _bmj,
    "cell.com": elsevier,
    "delivery.acm.org": _no_identity,  # its paths look like DOIs and are not
    "dl.acm.org": _acm,
    "elifesciences.org": _elife,
    "elsevier.com": elsevier,
    "europepmc.org": _pubmed,
    "ieeexplore.ieee.org": _ieee,
    "xplorestaging.ieee.org": _ieee,
    "mdpi.com": _mdpi,
    "nature.com": _nature,
    "ncbi.nlm.nih.gov": _pubmed,
    "peerj.com": _peerj,
    "plos.org": _doi_in_query,
    "sciencedirect.com": elsevier,
    "thelancet.com": elsevier,
}
"""Who reads the addresses of a site; its subdomains are read the same way."""
