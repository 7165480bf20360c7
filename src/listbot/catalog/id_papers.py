"""What the address of a paper says about its identity.

One reader per publisher or archive, each a few lines: address in, identifiers out,
nothing where the page is not a work. `READERS` at the end is the table of sites. No
I/O; nothing here raises.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TypeAlias

from listbot.catalog.addresses import Address
from listbot.catalog.id_forms import Id, acl, arxiv, doi, pii

Reader: TypeAlias = Callable[[Address], tuple[Id, ...]]

# Nature's current names carry the whole DOI; the old ones (onc2011282) lost their dots.
_NATURE = re.compile(r"[sd][0-9]{5}-[0-9]{3}-[0-9]{4,5}-[0-9a-z]{1,2}")
_NATURE_OLD = re.compile(r"[a-z]{2,20}[.0-9][a-z0-9.]{1,20}")
_HASH = re.compile(r"([0-9a-f]{32})(?![0-9a-f]).*")
_NUMBER_AND_TITLE = re.compile(r"([0-9]{1,5})-[A-Za-z].*")
_PMLR_VOLUME = re.compile(r"[vr][0-9]{1,3}")
_JMLR_VOLUME = re.compile(r"v(?:olume)?([0-9]{1,3})")
_CVF_FILE = re.compile(r"(.+)_(?:paper|supplemental)\.(?:html|pdf)")
_ISSN = re.compile(r"[0-9]{4}-[0-9]{3}[0-9Xx]")
_EARLY_PREPRINT = re.compile(
    r"((?:[0-9]{4}\.[0-9]{2}\.[0-9]{2}\.)?[0-9]{5,12})(?![0-9]).*"
)
_SEMANTIC_SCHOLAR = re.compile(r"[0-9a-f]{40}")
_SHORTEST_OUP_NUMBER = 5


def doi_in_path(address: Address) -> tuple[Id, ...]:
    """Read the DOI that publishers put into the paths of their pages."""
    return doi(address.path)


def doi_somewhere(address: Address) -> tuple[Id, ...]:
    """Read a DOI off a site that is not in the table: a candidate."""
    return _as_candidates(doi(address.path) or doi(address.query))


def _doi_in_query(address: Address) -> tuple[Id, ...]:
    return doi(address.parameter("id")) or doi_in_path(address)


def _arxiv(address: Address) -> tuple[Id, ...]:
    """Read `abs/…`, `pdf/…`, `ftp/…/papers/…`, and what mirrors make of them."""
    parts = address.parts
    pairs = ("/".join(pair) for pair in itertools.pairwise(parts))
    first_and_last = "/".join(parts[1:2] + parts[-1:])
    found = (arxiv(text) for text in (*parts, *pairs, first_and_last))
    return next((ids for ids in found if ids), ())


def _openreview(address: Address) -> tuple[Id, ...]:
    value = address.parameter("id")
    is_work = address.parts in {("forum",), ("pdf",), ("attachment",), ("revisions",)}
    return (Id("openreview", value),) if is_work and value else ()


def _acl(address: Address) -> tuple[Id, ...]:
    """Read `/P19-1001/`, `/2024.acl-long.1.pdf`, `/anthology/P19-1001v2.pdf`."""
    for name in address.parts[:3]:
        for text in (name, name.rpartition(".")[0], re.split("v[0-9]+[.]", name)[0]):
            if found := acl(text):
                return (*found, Id("doi", f"10.18653/v1/{found[0].value}", exact=False))
    return ()


def _cvf(address: Address) -> tuple[Id, ...]:
    file = _CVF_FILE.fullmatch(_last(address))
    return (Id("cvf", file[1]),) if file else ()


def _pmlr(address: Address) -> tuple[Id, ...]:
    volume, name = (*address.parts, "", "")[:2]
    stem = _stem(name)
    return (
        (Id("pmlr", f"{volume}/{stem}"),)
        if stem and _PMLR_VOLUME.fullmatch(volume)
        else ()
    )


def _proceedings(scheme: str, address: Address) -> tuple[Id, ...]:
    """Read NeurIPS and MLSys: the hash of a paper, or the number of an old one."""
    for part in _after("paper", address):
        if name := _HASH.fullmatch(part) or _NUMBER_AND_TITLE.fullmatch(part):
            return (Id(scheme, name[1]),)
    return ()


def _aaai(address: Address) -> tuple[Id, ...]:
    """Read Open Journal Systems: `/index.php/AAAI/article/view/28308/…`."""
    journal, article, _, number = (*_after("index.php", address), "", "", "", "")[:4]
    known = article == "article" and _is_number(number)
    return (Id("aaai", f"{journal.upper()}/{number}"),) if known else ()


def _ieee(address: Address) -> tuple[Id, ...]:
    """Read the document number: `/document/…`, `?arnumber=…`, `/iel7/…/0….pdf`."""
    number = address.parameter("arnumber") or "".join(_after("document", address)[:1])
    if not number and address.path.startswith("/iel"):
        number = _stem(_last(address))
    number = number.lstrip("0")
    return (Id("ieee", number),) if _is_number(number) else ()


def _elsevier(address: Address) -> tuple[Id, ...]:
    return next((ids for ids in map(pii, address.parts) if ids), ())


def _nature(address: Address) -> tuple[Id, ...]:
    name = _stem("".join(_after("articles", address)[:1])).lower()
    if _NATURE.fullmatch(name):
        return (Id("doi", f"10.1038/{name}"),)
    if _NATURE_OLD.fullmatch(name):
        return (Id("doi", f"10.1038/{name}", exact=False),)
    return doi_in_path(address)


def _preprints(address: Address) -> tuple[Id, ...]:
    """Read bioRxiv and medRxiv; their early addresses lack the prefix of the DOI."""
    early = (
        _EARLY_PREPRINT.fullmatch(_last(address)) if "/early/" in address.path else None
    )
    if early and "/10." not in address.path:
        return _as_candidates(doi(f"10.1101/{early[1]}"))
    return doi_in_path(address)


def _ijcai(address: Address) -> tuple[Id, ...]:
    year, number = (*_after("proceedings", address), "", "")[:2]
    number = _stem(number).lstrip("0")
    if not (_is_number(year) and _is_number(number)):
        return ()
    derived = Id("doi", f"10.24963/ijcai.{year}/{number}", exact=False)
    return (Id("ijcai", f"{year}/{number}"), derived)


def _mdpi(address: Address) -> tuple[Id, ...]:
    issn, volume, issue, number = (*address.parts, "", "", "", "")[:4]
    if number and _ISSN.fullmatch(issn):
        return (Id("mdpi", f"{issn.upper()}/{volume}/{issue}/{number}"),)
    return doi_in_path(address)


def _jmlr(address: Address) -> tuple[Id, ...]:
    volume, name = (*_after("papers", address), "", "")[:2]
    known = _JMLR_VOLUME.fullmatch(volume)
    return (Id("jmlr", f"v{known[1]}/{_stem(name)}"),) if known and name else ()


def _silverchair(address: Address) -> tuple[Id, ...]:
    """Read a DOI with the site's own number behind it: where it ends is a guess."""
    parts = list(address.parts)
    while parts and _is_number(parts[-1]):
        parts.pop()
    return _as_candidates(doi("/".join(parts)))


def _oup(address: Address) -> tuple[Id, ...]:
    numbers = [part for part in address.parts if _is_number(part)]
    is_work = "article" in "".join(address.parts[1:2]) and numbers
    if not is_work or len(numbers[-1]) < _SHORTEST_OUP_NUMBER:
        return _silverchair(address)
    return (Id("oup", numbers[-1]), *_silverchair(address))


def _pubmed(address: Address) -> tuple[Id, ...]:
    for part in address.parts:
        if part[:3].upper() == "PMC" and _is_number(part[3:]):
            return (Id("pmcid", part.upper()),)
    number = _last(address)
    is_work = address.host.startswith("pubmed.") or {"pubmed", "MED"} & {*address.parts}
    return (Id("pmid", number),) if is_work and _is_number(number) else ()


def _semantic_scholar(address: Address) -> tuple[Id, ...]:
    name = _last(address)
    return (Id("s2", name),) if _SEMANTIC_SCHOLAR.fullmatch(name) else ()


def _ssrn(address: Address) -> tuple[Id, ...]:
    number = address.parameter("abstract_id") or address.parameter("abstractid")
    number = number or _last(address).removeprefix("abstract=")
    known = _is_number(number)
    return (Id("doi", f"10.2139/ssrn.{number}", exact=False),) if known else ()


def _zenodo(address: Address) -> tuple[Id, ...]:
    number = "".join((_after("records", address) or _after("record", address))[:1])
    if not _is_number(number):
        return doi_in_path(address)
    return (Id("doi", f"10.5281/zenodo.{number}", exact=False),)


def _no_identity(_: Address) -> tuple[Id, ...]:
    return ()


def _as_candidates(found: tuple[Id, ...]) -> tuple[Id, ...]:
    return tuple(replace(one, exact=False) for one in found)


def _after(name: str, address: Address) -> tuple[str, ...]:
    """Return the parts of the path that come after the part *name*."""
    parts = address.parts
    return parts[parts.index(name) + 1 :] if name in parts else ()


def _last(address: Address) -> str:
    return address.parts[-1] if address.parts else ""


def _stem(name: str) -> str:
    return name.removesuffix(".html").removesuffix(".pdf")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 12  # noqa: PLR2004 - no site counts further


_DOI_IN_PATH = (
    *("acs.org", "aimspress.com", "annualreviews.org", "aps.org", "ascelibrary.org"),
    *("asm.org", "biomedcentral.com", "degruyter.com", "dl.acm.org", "doi.org"),
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
_neurips = partial(_proceedings, "neurips")

READERS: Mapping[str, Reader] = {
    **dict.fromkeys(_DOI_IN_PATH, doi_in_path),
    **dict.fromkeys(_SILVERCHAIR, _silverchair),
    "academic.oup.com": _oup,
    "aclanthology.info": _acl,
    "aclanthology.org": _acl,
    "aclweb.org": _acl,
    "alphaxiv.org": _arxiv,
    "ar5iv.org": _arxiv,
    "arxiv-vanity.com": _arxiv,
    "arxiv.org": _arxiv,
    "biorxiv.org": _preprints,
    "cell.com": _elsevier,
    "delivery.acm.org": _no_identity,  # its paths look like DOIs and are not
    "elsevier.com": _elsevier,
    "europepmc.org": _pubmed,
    "ijcai.org": _ijcai,
    "ieeexplore.ieee.org": _ieee,
    "jmlr.org": _jmlr,
    "lanl.gov": _arxiv,
    "mdpi.com": _mdpi,
    "medrxiv.org": _preprints,
    "nature.com": _nature,
    "ncbi.nlm.nih.gov": _pubmed,
    "neurips.cc": _neurips,
    "nips.cc": _neurips,
    "ojs.aaai.org": _aaai,
    "aaai.org": _aaai,
    "openaccess.thecvf.com": _cvf,
    "openreview.net": _openreview,
    "plos.org": _doi_in_query,
    "proceedings.mlr.press": _pmlr,
    "proceedings.mlsys.org": partial(_proceedings, "mlsys"),
    "sciencedirect.com": _elsevier,
    "scirate.com": _arxiv,
    "semanticscholar.org": _semantic_scholar,
    "ssrn.com": _ssrn,
    "thelancet.com": _elsevier,
    "zenodo.org": _zenodo,
}
"""Who reads the addresses of a site; its subdomains are read the same way."""
