"""Repeats: the same work on the list already, or in another open proposal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from listbot.catalog import identity
from listbot.catalog.model import Finding
from listbot.catalog.wording import listed, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from listbot.catalog.config import Config
    from listbot.catalog.identity import Match
    from listbot.catalog.model import Catalog, Entry, Link
    from listbot.jobs.proposals import Proposed

_SURE = "duplicate"
_NEXT_BY_VERDICT = {
    "duplicate": "If the entry is out of date, ask for the change with the form for "
    "changes, or open an issue that says what to change.",
    "cross-listing": "Tell the maintainers if it belongs into this section as well.",
    "published-version": "There is nothing more to do. To have your link there as "
    "well, ask for it with the form for changes. If it is not the same work, say so "
    "here: a maintainer can let it pass with /accept published-version.",
    "link-conflict": "Check the link: it is easily pasted from the paper above. Edit "
    "the issue to give the right one.",
    "title-twin": "If it is another work, say so here: a maintainer can let it pass "
    "with /accept title-twin.",
    "likely-duplicate": "If it is another work, say so here: a maintainer can let it "
    "pass with /accept likely-duplicate.",
    "possible-duplicate": "Nothing to do if it is another work.",
}
_NEXT_WHERE_PROPOSED = {
    "duplicate": "It is on its way: there is nothing more to do. If something is wrong "
    "or missing there, say so on that issue.",
    "published-version": "Say on that issue that you have another link for it. If it "
    "is not the same work, say so here: a maintainer can let it pass with /accept "
    "published-version.",
}

Line: TypeAlias = "Callable[[Entry], tuple[str, str] | None]"
"""Says in words on which line an entry stands, and where people see that line."""


def matches(
    entry: Entry,
    catalog: Catalog,
    config: Config,
    others: Sequence[Proposed],
    *,
    titled: bool = True,
) -> tuple[Match, ...]:
    """Say where the same work stands: on the list, or in the proposal of another issue.

    Of two proposals for one work the earlier issue is the first; only the later one is
    told. The title of an entry that is not *titled* is a stand-in, and not compared.
    """
    own_issue = entry.submitted.issue if entry.submitted else 0
    proposed = [
        (other.issue, added)
        for other in others
        if other.issue < own_issue
        for added in other.entries
    ]
    among = identity.known(
        catalog.entries, main_kinds=identity.main_kinds(config), proposals=proposed
    )
    work = identity.work_of(entry, among.main_kinds)
    found = identity.same_work(
        work if titled else replace(work, title=""),
        among,
        cross_listing=config.cross_listing,
    )
    return _once_each(found)


def findings(
    found: Sequence[Match],
    catalog: Catalog,
    line: Line | None = None,
    links: Sequence[Link] = (),
) -> tuple[Finding, ...]:
    """Tell the contributor of each match: the entry, its place, the next step.

    *links* are those of the submission; a wrong one is named by its kind.
    """
    return tuple(_finding(match, catalog, line, links) for match in found)


def _once_each(found: Sequence[Match]) -> tuple[Match, ...]:
    """Tell an entry and the proposal that changes it as one, where both are the work.

    The entry, where both are the same; the proposal, where only that is the work for
    sure.
    """
    listed_as = {(one.slug, one.verdict) for one in found if one.issue is None}
    proposed_as = {(one.slug, one.verdict) for one in found if one.issue}
    settled = {slug for slug, verdict in proposed_as - listed_as if verdict == _SURE}

    def is_told(one: Match) -> bool:
        if one.issue is None:
            return one.slug not in settled
        return (one.slug, one.verdict) not in listed_as

    return tuple(filter(is_told, found))


def _finding(
    match: Match, catalog: Catalog, line: Line | None, links: Sequence[Link]
) -> Finding:
    where = (
        f"is proposed in issue {match.issue}"
        if match.issue
        else f"is listed in {_sections(match, catalog)}"
    )
    listed_entry = None if match.issue else catalog.entry_by_slug.get(match.slug)
    stands = line(listed_entry) if line and listed_entry else None
    title = quoted(match.work.title)
    shared = f" ({match.shared[0].in_words})" if match.shared else ""
    message = {
        "duplicate": f"{title} {where} already{shared}.",
        "cross-listing": f"{title} {where} already{shared}, but not in this section.",
        "published-version": f"{title} {where} already, with other links.",
        "link-conflict": f"A link of yours is that of {title}, which {where}{shared}.",
        "title-twin": f"{title} {where}, with another link of the same kind.",
        "likely-duplicate": f"{title} {where}; the titles are nearly the same.",
        "possible-duplicate": f"{title} {where}; the titles are alike.",
    }[match.verdict]
    history = _history(listed_entry, stands) if listed_entry else ""
    next_step = _NEXT_BY_VERDICT[match.verdict]
    if match.issue:
        next_step = _NEXT_WHERE_PROPOSED.get(match.verdict, next_step)
    return Finding(
        code=match.verdict,
        severity=identity.SEVERITY_BY_VERDICT[match.verdict],
        message=message,
        hint=f"{history} {next_step}".strip(),
        field=_field(match, links),
        page=stands[1] if stands else None,
    )


def _field(match: Match, links: Sequence[Link]) -> str:
    """Name what is wrong: the link that is another work's, or else the title."""
    if match.verdict == "link-conflict":
        for link in links:
            if {*match.shared} & identity.work_at([link.url]).names:
                return link.kind
    return "title"


def _history(entry: Entry, stands: tuple[str, str] | None) -> str:
    """Say where an entry stands, and who added it when, as far as that is known."""
    parts = [f"on {stands[0]}"] if stands else []
    if entry.added or entry.submitted:
        day = f" on {entry.added}" if entry.added else ""
        by = f" by {entry.submitted.by}" if entry.submitted else ""
        issue = f" (issue {entry.submitted.issue})" if entry.submitted else ""
        parts.append(f"added{day}{by}{issue}")
    return f"It stands {' and was '.join(parts)}." if stands else _alone(parts)


def _alone(parts: Sequence[str]) -> str:
    return f"It was {parts[0]}." if parts else ""


def _sections(match: Match, catalog: Catalog) -> str:
    titles = [
        quoted(catalog.section_by_slug[slug].title)
        for slug in match.sections
        if slug in catalog.section_by_slug
    ]
    return listed(titles, last="and") if titles else "the list"
