"""Repeats: the same work on the list already, or in another open proposal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from listbot.catalog import identity
from listbot.catalog.model import Finding
from listbot.catalog.wording import listed, quoted
from listbot.jobs import proposals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from listbot.catalog.config import Config
    from listbot.catalog.identity import Match
    from listbot.catalog.model import Catalog, Entry
    from listbot.forge.protocol import Branch

_HINT_BY_VERDICT = {
    "duplicate": "If the entry is out of date, open an issue that says what to change.",
    "cross-listing": "Tell the maintainers if it belongs into this section as well.",
    "published-version": "It seems to be the same work, published: the entry will be "
    "brought up to date instead. A maintainer looks into it.",
    "link-conflict": "Check the link: it is easily pasted from the paper above.",
    "title-twin": "If it is another work, a maintainer can let it pass.",
    "likely-duplicate": "If it is another work, a maintainer can let it pass.",
    "possible-duplicate": "Nothing to do if it is another work.",
}


def findings(
    entry: Entry,
    catalog: Catalog,
    config: Config,
    others: Sequence[Branch],
    *,
    titled: bool = True,
) -> tuple[Finding, ...]:
    """Say where the same work stands: on the list, or in the proposal of another issue.

    Of two proposals for one work the earlier issue is the first; only the later one is
    told. The title of an entry that is not *titled* is a stand-in, and not compared.
    """
    own_issue = entry.submitted.issue if entry.submitted else 0
    proposed = [
        (branch.issue, added)
        for branch in others
        if branch.issue < own_issue
        for added in proposals.entries_added(branch, config)
    ]
    among = identity.known(
        catalog.entries, main_kinds=identity.main_kinds(config), proposals=proposed
    )
    work = identity.work_of(entry, among.main_kinds)
    matches = identity.same_work(
        work if titled else replace(work, title=""),
        among,
        cross_listing=config.cross_listing,
    )
    return tuple(_finding(match, entry, catalog) for match in matches)


def _finding(match: Match, entry: Entry, catalog: Catalog) -> Finding:
    where = (
        f"is proposed in issue {match.issue}"
        if match.issue
        else f"is listed in {_sections(match, catalog)}"
    )
    title = quoted(match.work.title)
    shared = f" ({match.shared[0]})" if match.shared else ""
    message = {
        "duplicate": f"{title} {where} already{shared}.",
        "cross-listing": f"{title} {where} already{shared}, but not in this section.",
        "published-version": f"{title} {where} already, with other links.",
        "link-conflict": f"A link of yours is that of {title}, which {where}{shared}.",
        "title-twin": f"{title} {where}, with another link of the same kind.",
        "likely-duplicate": f"{title} {where}; the titles are nearly the same.",
        "possible-duplicate": f"{title} {where}; the titles are alike.",
    }[match.verdict]
    del entry
    return Finding(
        code=match.verdict,
        severity=identity.SEVERITY_BY_VERDICT[match.verdict],
        message=message,
        hint=_HINT_BY_VERDICT[match.verdict],
        field="title",
    )


def _sections(match: Match, catalog: Catalog) -> str:
    titles = [
        quoted(catalog.section_by_slug[slug].title)
        for slug in match.sections
        if slug in catalog.section_by_slug
    ]
    return listed(titles, last="and") if titles else "the list"
