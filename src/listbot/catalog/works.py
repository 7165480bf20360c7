"""An entry as a work: what names it, what it only mentions. No I/O.

Identity turns on the difference. An arXiv id names a paper wherever it stands. A
repository names a tool that *is* the repository, and is merely mentioned by a paper
whose code lies there: two papers may share one. So:

* the ids of papers (doi, arxiv, openreview …) always name the work;
* anything else (a repository, a package, a video, a plain address) names it only as a
  main link: of a kind the list requires, or else the first link;
* among main links, code does not name the work when something else does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from listbot.catalog import addresses, page_keys
from listbot.catalog.ids import CODE, Id, ids_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from listbot.catalog.config import Config
    from listbot.catalog.model import Entry, Link

PAPER = frozenset(
    """
    aaai acl arxiv cvf doi ieee ijcai jmlr mdpi mlsys neurips openreview oup pii pmcid
    pmid pmlr s2
    """.split()  # noqa: SIM905 - words are easier to read than a list of strings
)
"""The schemes whose ids name a work wherever they stand."""

PAGE = "page"
"""The scheme of a plain address; its value is the canonical key."""

# Anchors that GitHub itself puts behind the address of a repository.
_TOP = frozenset({"", "readme", "readme-ov-file"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Work:
    """What two entries are compared by.

    *slug* is empty for what is not on the list yet, *title* for what has none yet (a
    bare link). *names* identify the work; *mentions* it shares with others, and they
    only confirm what a title suggests. *issue* is the open proposal it stands in.
    """

    slug: str = ""
    title: str = ""
    sections: tuple[str, ...] = ()
    names: frozenset[Id] = frozenset()
    mentions: frozenset[Id] = frozenset()
    issue: int | None = None


def work_of(
    entry: Entry, main_kinds: Collection[str] = (), *, issue: int | None = None
) -> Work:
    """Return what an entry is compared by; see `main_kinds` for the kinds."""
    main = _main_links(entry.links, main_kinds)
    names, mentions = _told_apart(entry.links, main)
    stored = {Id(scheme, value) for scheme, value in entry.ids.items()}
    return Work(
        slug=entry.slug,
        title=entry.title,
        sections=entry.sections,
        names=frozenset(names | {one for one in stored if one.scheme in PAPER}),
        mentions=frozenset(mentions),
        issue=issue,
    )


def work_at(
    urls: Iterable[str], *, title: str = "", sections: Sequence[str] = ()
) -> Work:
    """Return what can be compared of a submission that is little more than links."""
    read = [_ids_at(url) for url in urls]
    return Work(
        title=title,
        sections=tuple(sections),
        names=frozenset(one for names, _ in read for one in names),
        mentions=frozenset(one for _, mentions in read for one in mentions),
    )


def main_kinds(config: Config) -> tuple[str, ...]:
    """Return the kinds of link that are the work itself: those the list requires."""
    return tuple(kind for kind, wanted in config.links.items() if wanted.required)


def _main_links(links: Sequence[Link], kinds: Collection[str]) -> Sequence[Link]:
    return [link for link in links if link.kind in kinds] or links[:1]


def _told_apart(links: Sequence[Link], main: Sequence[Link]) -> tuple[set[Id], set[Id]]:
    """Return the ids that name the work, and those that are only mentioned."""
    names: set[Id] = set()
    mentions: set[Id] = set()
    code: set[Id] = set()
    for link in links:
        exact, vague = _ids_at(link.url)
        mentions.update(vague)
        for one in exact:
            if one.scheme in PAPER:
                names.add(one)
            elif link not in main:
                mentions.add(one)
            else:
                (code if is_code(link.url) else names).add(one)
    if names:
        return names, mentions | code
    return code, mentions


def is_code(url: str) -> bool:
    """Say whether an address leads to a place for code, models or data."""
    return any(one.scheme in CODE for one in ids_of(url))


def _ids_at(url: str) -> tuple[tuple[Id, ...], tuple[Id, ...]]:
    """Return what an address names, and what it lies in.

    A part of a repository or of a page (a folder, an anchor) is a thing of its own, and
    lies in the whole.
    """
    address = addresses.parse(url)
    if address is None:
        return (), ()
    found = ids_of(url)
    if any(one.scheme in PAPER and one.exact for one in found):
        return found, ()
    page = page_keys.key_of(address)
    whole = (*found, Id(PAGE, page)) if not found or not found[0].exact else found
    is_anchor = address.fragment not in _TOP and not page.endswith(address.fragment)
    if not is_anchor and not any(one.part for one in found):
        return whole, ()
    return (Id(PAGE, f"{page}#{address.fragment}" if is_anchor else page),), whole
