"""What the address of a paper says about its identity, in proceedings and archives.

One reader per archive, each a few lines: address in, identifiers out, nothing where the
page is not a work. No I/O; nothing here raises.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from listbot.catalog.id_forms import Id, acl, doi
from listbot.catalog.id_readers import (
    Reader,
    after,
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

_HASH = re.compile(r"([0-9a-f]{32})(?![0-9a-f]).*")
_NUMBER_AND_TITLE = re.compile(r"([0-9]{1,5})-[A-Za-z].*")
_PMLR_VOLUME = re.compile(r"[vr][0-9]{1,3}")
_JMLR_VOLUME = re.compile(r"v(?:olume)?([0-9]{1,3})")
_ACL_FILE = re.compile(
    r"(?:[a-z][0-9]{2}-[0-9]{4}|[0-9]{4}\.[a-z0-9_]+-[a-z0-9_]+\.[0-9]{1,5})(?![0-9])"
)
_CVF_FILE = re.compile(r"(.+)_(?:paper|supplemental)\.(?:html|pdf)")
_EARLY_PREPRINT = re.compile(
    r"((?:[0-9]{4}\.[0-9]{2}\.[0-9]{2}\.)?[0-9]{5,12})(?![0-9]).*"
)
_RESEARCH_SQUARE = re.compile(r"rs-[0-9]{4,10}")
_PREPRINTS_ORG = re.compile(r"[0-9]{6}\.[0-9]{4}")
_VERSION = re.compile(r"v[0-9]{1,2}")
_OPENREVIEW = {(name,) for name in ("forum", "pdf", "attachment", "revisions", "notes")}


def _openreview(address: Address) -> tuple[Id, ...]:
    value = address.parameter("id")
    is_work = address.parts in _OPENREVIEW
    return (Id("openreview", value),) if is_work and value else ()


def _acl(address: Address) -> tuple[Id, ...]:
    """Read `/P19-1001/`, `/2024.acl-long.1v2.pdf`, `/anthology/papers/P/…/P19-1001`."""
    for name in address.parts:
        if file := _ACL_FILE.match(name.lower()):
            return (
                *acl(file[0]),
                Id("doi", f"10.18653/v1/{file[0]}", exact=False),
            )
    return ()


def _cvf(address: Address) -> tuple[Id, ...]:
    file = _CVF_FILE.fullmatch(last(address))
    return (Id("cvf", file[1]),) if file else ()


def _pmlr(address: Address) -> tuple[Id, ...]:
    volume, name = (*address.parts, "", "")[:2]
    paper = stem(name)
    return (
        (Id("pmlr", f"{volume}/{paper}"),)
        if paper and _PMLR_VOLUME.fullmatch(volume)
        else ()
    )


def _proceedings(scheme: str, address: Address) -> tuple[Id, ...]:
    """Read NeurIPS and MLSys: the hash of a paper, or the number of an old one."""
    for part in after("paper", address):
        if name := _HASH.fullmatch(part) or _NUMBER_AND_TITLE.fullmatch(part):
            return (Id(scheme, name[1]),)
    return ()


def _aaai(address: Address) -> tuple[Id, ...]:
    """Read Open Journal Systems: `/index.php/AAAI/article/view/28308/…`."""
    journal, article, _, number = (*after("index.php", address), "", "", "", "")[:4]
    known = article == "article" and is_number(number)
    return (Id("aaai", f"{journal.upper()}/{number}"),) if known else ()


def _ijcai(address: Address) -> tuple[Id, ...]:
    year, number = (*after("proceedings", address), "", "")[:2]
    number = stem(number).lstrip("0")
    if not (is_number(year) and is_number(number)):
        return ()
    derived = Id("doi", f"10.24963/ijcai.{year}/{number}", exact=False)
    return (Id("ijcai", f"{year}/{number}"), derived)


def _jmlr(address: Address) -> tuple[Id, ...]:
    """Read `/papers/v21/…`, and the proceedings that have moved to PMLR since."""
    if address.parts[:1] == ("proceedings",):
        return _pmlr(replace(address, path="/".join(("", *address.parts[2:]))))
    volume, name = (*after("papers", address), "", "")[:2]
    known = _JMLR_VOLUME.fullmatch(volume)
    return (Id("jmlr", f"v{known[1]}/{stem(name)}"),) if known and name else ()


def _preprints(address: Address) -> tuple[Id, ...]:
    """Read bioRxiv and medRxiv; their early addresses lack the prefix of the DOI."""
    early = (
        _EARLY_PREPRINT.fullmatch(last(address)) if "/early/" in address.path else None
    )
    if early and "/10." not in address.path:
        return as_candidates(doi(f"10.1101/{early[1]}"))
    return doi_in_path(address)


def _ssrn(address: Address) -> tuple[Id, ...]:
    number = address.parameter("abstract_id") or address.parameter("abstractid")
    number = number or last(address).removeprefix("abstract=")
    known = is_number(number)
    return (Id("doi", f"10.2139/ssrn.{number}", exact=False),) if known else ()


def _zenodo(address: Address) -> tuple[Id, ...]:
    number = behind("records", address) or behind("record", address)
    if not is_number(number):
        return doi_in_path(address)
    return (Id("doi", f"10.5281/zenodo.{number}", exact=False),)


def _research_square(address: Address) -> tuple[Id, ...]:
    name, version = (*after("article", address), "", "")[:2]
    known = _RESEARCH_SQUARE.fullmatch(name) and _VERSION.fullmatch(version)
    return as_candidates(doi(f"10.21203/rs.3.{name}/{version}")) if known else ()


def _preprints_org(address: Address) -> tuple[Id, ...]:
    name, version = (*after("manuscript", address), "", "")[:2]
    known = _PREPRINTS_ORG.fullmatch(name) and _VERSION.fullmatch(version)
    return as_candidates(doi(f"10.20944/preprints{name}.{version}")) if known else ()


_neurips = partial(_proceedings, "neurips")

READERS: Mapping[str, Reader] = {
    "aclanthology.info": _acl,
    "aclanthology.org": _acl,
    "aclweb.org": _acl,
    "biorxiv.org": _preprints,
    "ijcai.org": _ijcai,
    "jmlr.csail.mit.edu": _jmlr,
    "jmlr.org": _jmlr,
    "medrxiv.org": _preprints,
    "neurips.cc": _neurips,
    "nips.cc": _neurips,
    "ojs.aaai.org": _aaai,
    "aaai.org": _aaai,
    "openaccess.thecvf.com": _cvf,
    "openreview.net": _openreview,
    "preprints.org": _preprints_org,
    "proceedings.mlr.press": _pmlr,
    "proceedings.mlsys.org": partial(_proceedings, "mlsys"),
    "researchsquare.com": _research_square,
    "ssrn.com": _ssrn,
    "zenodo.org": _zenodo,
}
"""Who reads the addresses of a site; its subdomains are read the same way."""
