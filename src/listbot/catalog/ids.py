"""From links, and from what people type, to typed identifiers. No I/O.

No library does this: the sites are tables in `id_papers`, `id_publishers`, `id_mirrors`
and `id_software`, the forms of the identifiers themselves are in `id_forms`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from listbot.catalog import (
    addresses,
    id_mirrors,
    id_papers,
    id_publishers,
    id_readers,
    id_software,
)
from listbot.catalog.id_forms import Id, acl, arxiv, doi, doi_of, pii

if TYPE_CHECKING:
    from collections.abc import Mapping

    from listbot.catalog.addresses import Address

__all__ = ["CODE", "Id", "address_of", "doi_of", "ids_of", "read_id"]

CODE: Final = id_software.CODE
"""The schemes of code, models and data: a shared one is no evidence for one paper."""

_ADDRESS_BY_SCHEME: Mapping[str, str] = {
    "acl": "https://aclanthology.org/{}/",
    "apple": "https://apps.apple.com/app/id{}",
    "arxiv": "https://arxiv.org/abs/{}",
    "bitbucket": "https://bitbucket.org/{}",
    "codeberg": "https://codeberg.org/{}",
    "crates": "https://crates.io/crates/{}",
    "doi": "https://doi.org/{}",
    "gist": "https://gist.github.com/{}",
    "github": "https://github.com/{}",
    "gitlab": "https://gitlab.com/{}",
    "hex": "https://hex.pm/packages/{}",
    "hf": "https://huggingface.co/{}",
    "ieee": "https://ieeexplore.ieee.org/document/{}",
    "ijcai": "https://www.ijcai.org/proceedings/{}",
    "jmlr": "https://jmlr.org/papers/{}.html",
    "mdpi": "https://www.mdpi.com/{}",
    "npm": "https://www.npmjs.com/package/{}",
    "openreview": "https://openreview.net/forum?id={}",
    "pii": "https://www.sciencedirect.com/science/article/pii/{}",
    "pmcid": "https://pmc.ncbi.nlm.nih.gov/articles/{}/",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "pmlr": "https://proceedings.mlr.press/{}.html",
    "pypi": "https://pypi.org/project/{}/",
    "s2": "https://www.semanticscholar.org/paper/{}",
    "youtube": "https://www.youtube.com/watch?v={}",
}
_PLAIN = "/:@!$'()*+,;=-._~"
_WITHOUT_ADDRESS = frozenset({"aaai", "cvf", "mlsys", "neurips", "oup"})
_PAIRS = ("<>", "()", "[]", "{}", '""', "''", "``", "“”", "«»", "**")
_READERS = {**id_publishers.READERS, **id_papers.READERS, **id_mirrors.READERS}
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_NAME_OF_DOI = re.compile(
    r"(?:urn:|info:)?(?:(?:dx\.)?doi(?:\.org)?(?:\s*[:=/]\s*|\s+))+"
)
_NAME_OF_ARXIV = re.compile(
    r"(?:arxiv(?:\s+(?:preprint|id|identifier|no\.?))?(?:\s*[:=/.#-]\s*|\s+))+"
)
_PMCID = re.compile(r"pmc[0-9]{4,9}")
_BLANKS_IN_DOI = re.compile(r"(10\.[0-9]{4,9})\s*/\s*(?=\S)")
# `PDF: https://…`, `**DOI:** https://doi.org/…`.
_LABEL = re.compile(r"[^\W\d]{1,16}(?: [^\W\d]{1,16})?\s*[:=]\s*(?=https?://)")


def ids_of(url: str) -> tuple[Id, ...]:
    """Return the identifiers that an address carries, the site's own first.

    Nothing for a page that is no work (a search, a profile, a home page), and for what
    is no address. An id that is not `exact` was derived and waits for a registry.
    """
    address = addresses.parse(url)
    return _ids_at(address) if address else ()


def address_of(found: Id) -> str | None:
    """Return the page of an id, if its scheme has one that the value alone leads to."""
    pattern = _ADDRESS_BY_SCHEME.get(found.scheme)
    return pattern.format(quote(found.value, safe=_PLAIN)) if pattern else None


def read_id(text: str) -> Id | None:
    """Read one identifier as people type it: bare, with its name, or as an address.

    `10.1038/…`, `DOI: 10.1038/…`, `doi.org/10.1038/…`, `arXiv:2401.04079v2`,
    `hep-th/9901001`, `PMID: 123`, `github:owner/name`, an address of `ids_of`, and the
    text form of an `Id`. Brackets, quotes and points around it do not count. Nothing
    for what is none of these, and for a bare number.
    """
    written = _unwrapped(_in_plain_letters(text))
    if not written or len(written) > addresses.LONGEST:
        return None
    found = _at_address(written) or _with_name(written) or _bare(written)
    return found[0] if found else None


@lru_cache(maxsize=4096)
def _ids_at(address: Address) -> tuple[Id, ...]:
    if reader := _reader_of(addresses.site(address.host)):
        return reader(address)
    copied = addresses.archived(address)
    return ids_of(copied) if copied else id_mirrors.somewhere(address)


@lru_cache(maxsize=1024)
def _reader_of(host: str) -> id_readers.Reader | None:
    """Find who reads this host, or for papers the nearest domain it belongs to."""
    if host in id_software.READERS:
        return id_software.READERS[host]
    if host.startswith("doi."):
        return id_readers.doi_in_path
    domain = host
    while domain and domain not in _READERS:
        domain = domain.partition(".")[2]
    return _READERS.get(domain)


def _in_plain_letters(text: str) -> str:
    """Undo what programs make of an id: wide letters, other dashes, unseen signs."""
    if text.isascii():
        return text
    shown = (sign for sign in text if unicodedata.category(sign) != "Cf")
    return unicodedata.normalize("NFKC", "".join(shown)).translate(_DASHES)


def _unwrapped(text: str) -> str:
    written = text.strip()
    for _ in _PAIRS:
        written = written.strip(" \t\r\n,;").rstrip(".:")
        if written[:1] + written[-1:] in _PAIRS:
            written = written[1:-1]
    return written.strip().replace("**", "")


def _at_address(written: str) -> tuple[Id, ...]:
    if "//" in written:
        return ids_of(_LABEL.sub("", written, count=1))
    host = written.partition("/")[0]
    is_host = "." in host and ":" not in host and not host.startswith("10.")
    return ids_of(f"https://{written}") if is_host and " " not in written else ()


def _with_name(written: str) -> tuple[Id, ...]:
    """Read `scheme:value`, whatever case and blanks the scheme is written with."""
    name, colon, rest = written.partition(":")
    scheme, value = name.strip().lower(), rest.strip()
    if not colon or not value or " " in value:
        return ()
    if scheme in _WITHOUT_ADDRESS:
        return (Id(scheme, value),) if value.isprintable() else ()
    page = address_of(Id(scheme, value)) if scheme not in {"doi", "arxiv"} else None
    return tuple(one for one in ids_of(page) if one.scheme == scheme) if page else ()


def _bare(written: str) -> tuple[Id, ...]:
    lower = written.lower()
    named = _NAME_OF_DOI.match(lower)
    spelt = _BLANKS_IN_DOI.sub(r"\1/", _unwrapped(lower[named.end() if named else 0 :]))
    if spelt.startswith("10.") and not any(map(str.isspace, spelt)):
        return doi(spelt)
    if named:
        return ()
    named = _NAME_OF_ARXIV.match(lower)
    # `arXiv:2401.04079v2 [cs.CV] 8 Jan 2024` is how arXiv itself writes it.
    spelt, _, behind = lower[named.end() if named else 0 :].partition(" ")
    if behind.startswith("[") or not behind:
        return arxiv(spelt, whole=True) or acl(spelt) or pii(spelt) or _pmcid(spelt)
    return ()


def _pmcid(spelt: str) -> tuple[Id, ...]:
    return (Id("pmcid", spelt.upper()),) if _PMCID.fullmatch(spelt) else ()
