"""Identifiers as they are written by themselves: DOI, arXiv, PII and their like.

Plain string work on short text: linear, no I/O, and nothing here raises.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from listbot.catalog.wording import scheme_in_words

_LONGEST = 512
_DOI_START = re.compile(r"(?<![0-9.])10\.[0-9]{4,9}(?:\.[0-9]{1,9}){0,3}/(?=\S)")
# What sites put behind a DOI to show one view of the work. No DOI ends like this.
_VIEWS = (
    *("/abs", "/abstract", "/citation", "/citations", "/epdf", "/epub", "/fulltext"),
    *("/full", "/full-xml", "/html", "/meta", "/metrics", "/pdf", "/pdfdirect"),
    *("/references", "/summary", "/tables", "/figures", "/download", "/export"),
    *(
        "+html",
        "_reference.pdf",
        ".pdf",
        ".html",
        ".htm",
        ".full",
        ".full-text",
        ".abstract",
    ),
    *(
        ".short",
        ".long",
        ".article-info",
        ".article-metrics",
        ".supplementary-material",
    ),
)
_BEHIND = ("/suppl_file", "/asset/", ";jsessionid", "?", "#", "&", "<", ">")
# Publishers whose DOIs have no second slash: what follows one is a page of the work.
_ONE_SLASH = ("10.1007/", "10.1038/", "10.1145/", "10.1186/", "10.3389/", "10.1201/")
_PREPRINT_VERSION = re.compile(
    r"(10\.(?:1101|64898)/(?:[0-9]{4}\.[0-9]{2}\.[0-9]{2}\.)?[0-9]{1,12})v([0-9]{1,3})"
)
_ARXIV = re.compile(
    r"([0-9]{2}(?:0[1-9]|1[0-2])\.[0-9]{4,5})(?:v([0-9]{1,3}))?(?![0-9])", re.ASCII
)
_OLD_ARXIV = re.compile(
    r"([a-z]+(?:-[a-z]+)?)(?:\.[a-z]{2})?/([0-9]{2}(?:0[1-9]|1[0-2])[0-9]{3})"
    r"(?:v([0-9]{1,3}))?(?![0-9])",
    re.ASCII,
)
_OLD_ARCHIVES = frozenset(
    """
    acc-phys adap-org alg-geom ao-sci astro-ph atom-ph bayes-an chao-dyn chem-ph cmp-lg
    comp-gas cond-mat cs dg-ga funct-an gr-qc hep-ex hep-lat hep-ph hep-th math math-ph
    mtrl-th nlin nucl-ex nucl-th patt-sol physics plasm-ph q-alg q-bio quant-ph solv-int
    stat supr-con
    """.split()  # noqa: SIM905 - words are easier to read than a list of strings
)
_ACL = re.compile(r"[a-z][0-9]{2}-[0-9]{4}|[0-9]{4}\.[a-z0-9_]+-[a-z0-9_]+\.[0-9]+")
_IJCAI_DOI = re.compile(r"10\.24963/ijcai\.([0-9]{4})/([0-9]+)")
_AAAI_DOI = re.compile(r"10\.1609/([a-z]+)\.v[0-9]+i[0-9]+\.([0-9]{3,5})")
_PII = re.compile(r"s[0-9]{7}[0-9x][0-9]{7}[0-9x]|b[0-9]{12}[0-9x][0-9]{5}[0-9x]")


@dataclass(frozen=True, slots=True)
class Id:
    """A typed identifier of a work. Equal scheme and value: the same work.

    *value* is spelt in the one way of its scheme (DOIs and GitHub names lower-case,
    arXiv without version). *exact* says it was read off; a candidate was derived by a
    rule that a registry has to confirm before anybody stores it. *version* is the
    version asked for. *part* is what of a repository the link shows (a folder, a file,
    an issue), empty for all of it. None of these three takes part in equality.
    """

    scheme: str
    value: str
    exact: bool = field(default=True, compare=False)
    version: int | None = field(default=None, compare=False)
    part: str = field(default="", compare=False)

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"

    @property
    def in_words(self) -> str:
        """What a person calls it: `DOI 10.1/2`; of a plain address just that."""
        if self.scheme == "page":
            return self.value
        return f"{scheme_in_words(self.scheme)} {self.value}"


def doi(text: str, *, exact: bool = True) -> tuple[Id, ...]:
    """Read the first DOI in *text*, with the identifiers that can be read off it.

    A DOI of arXiv's is the arXiv id alone. Escapes, upper case, punctuation after it
    and views (`/full`, `.pdf`) are off.
    """
    spelt = unquote(text[:_LONGEST]).strip().lower()
    start = _DOI_START.search(spelt)
    if start is None:
        return ()
    value = _without_views(spelt[start.start() :].split(maxsplit=1)[0])
    if not _DOI_START.match(value):
        return ()
    if value.startswith("10.48550/arxiv."):
        return arxiv(value.removeprefix("10.48550/arxiv."))
    preprint = _PREPRINT_VERSION.fullmatch(value)
    if preprint:
        return (Id("doi", preprint[1], exact=exact, version=int(preprint[2])),)
    return (Id("doi", value, exact=exact), *_ids_in_doi(value))


def arxiv(text: str, *, whole: bool = False) -> tuple[Id, ...]:
    """Read the arXiv id that *text* starts with (or *whole* is), with its version.

    The subject class of an old id does not count: `math.GT/0309136` is `math/0309136`.
    """
    spelt = text[:_LONGEST].strip().lower().removeprefix("arxiv:").lstrip()
    found = _ARXIV.match(spelt) or _OLD_ARXIV.match(spelt)
    if found is None or (whole and spelt[found.end() :] not in {"", ".pdf"}):
        return ()
    *front, version = found.groups()
    if front[0] not in _OLD_ARCHIVES and len(front) > 1:
        return ()
    return (Id("arxiv", "/".join(front), version=int(version) if version else None),)


def acl(text: str) -> tuple[Id, ...]:
    """Read an id of the ACL Anthology: `P19-1001`, `2024.acl-long.1`."""
    spelt = text[:_LONGEST].strip().lower()
    return (Id("acl", spelt),) if _ACL.fullmatch(spelt) else ()


def pii(text: str) -> tuple[Id, ...]:
    """Read a publisher item identifier, with or without its punctuation."""
    spelt = text[:_LONGEST].strip().lower()
    for mark in "-()":
        spelt = spelt.replace(mark, "")
    return (Id("pii", spelt.upper()),) if _PII.fullmatch(spelt) else ()


def doi_of(found: Id) -> str | None:
    """Return the DOI of an id that is one, or has one by definition (arXiv)."""
    if found.scheme == "arxiv":
        return f"10.48550/arxiv.{found.value}"
    return found.value if found.scheme == "doi" else None


def _without_views(value: str) -> str:
    """Take off whatever a site, a sentence or a bracket put behind a DOI."""
    for mark in _BEHIND:
        if mark not in "<>" or "(sici)" not in value:
            value = value.split(mark, 1)[0]
    if value.startswith(_ONE_SLASH):
        value = "/".join(value.split("/", 2)[:2])
    before = ""
    while before != value:
        before = value
        value = _without_closers(value.rstrip(".,;:'\"/*`”’»…"))
        for view in _VIEWS:
            value = value.removesuffix(view)
    return value


def _without_closers(value: str) -> str:
    for opener, closer in ("()", "[]", "{}"):
        while value.endswith(closer) and value.count(closer) > value.count(opener):
            value = value[:-1]
    return value


def _ids_in_doi(value: str) -> tuple[Id, ...]:
    """Read the identifiers of other schemes that some publishers make DOIs from."""
    prefix, _, suffix = value.partition("/")
    if prefix == "10.18653":
        return acl(suffix.removeprefix("v1/"))
    if prefix == "10.1016":
        return pii(suffix)
    if ijcai := _IJCAI_DOI.fullmatch(value):
        return (Id("ijcai", f"{ijcai[1]}/{int(ijcai[2])}"),)
    if aaai := _AAAI_DOI.fullmatch(value):
        return (Id("aaai", f"{aaai[1].upper()}/{aaai[2]}"),)
    return ()
