"""Audit: what was looked at becomes a memory, one standing issue, and repairs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from listbot.catalog import link_memory as remembering
from listbot.catalog.errors import ListbotError
from listbot.catalog.link_memory import Memory, Sighting
from listbot.forge.protocol import Ground
from listbot.jobs import link_reports, looking, repairs
from listbot.text import standing

if TYPE_CHECKING:
    from datetime import date

    from listbot.catalog.link_memory import Choice
    from listbot.catalog.plan import Proposal
    from listbot.forge.audit_protocol import AuditForge
    from listbot.forge.protocol import Snapshot
    from listbot.jobs.loading import ListFiles
    from listbot.jobs.looking import Looked
    from listbot.text.link_report import Report, Row
    from listbot.text.standing import Standing

FindCopies: TypeAlias = Callable[[Sequence[str]], Mapping[str, str]]


@dataclass(frozen=True, kw_only=True)
class Audited:
    """What an audit comes to, before anything is done about it.

    *proposals* has every kind of repair, with nothing where nothing is to do.
    """

    memory: Memory
    report: Report
    proposals: Mapping[str, Proposal | None]
    standing: Standing | None = None


@dataclass(frozen=True, kw_only=True)
class Done:
    """What was done: the issue's number and pull requests by kind, if there are any.

    *troubles* are sentences for maintainers about what could not be done.
    """

    issue: int | None = None
    pulls: Mapping[str, str] = field(default_factory=dict[str, str])
    troubles: tuple[str, ...] = ()


def merged(parts: Sequence[Looked], today: date) -> dict[str, Sighting]:
    """Put what several files say together; of two sightings the newer one counts."""
    sightings: dict[str, Sighting] = {}
    for part in parts:
        day = min(part.day or today, today)
        for url, verdict in part.verdict_by_url.items():
            before = sightings.get(url)
            if before is None or before.day <= day:
                sightings[url] = Sighting(verdict, day)
    return sightings


def plan_audit(  # noqa: PLR0913 - everything a report depends on
    files: ListFiles,
    snapshot: Snapshot,
    forge: AuditForge,
    *,
    sightings: Mapping[str, Sighting],
    today: date,
    find_copies: FindCopies,
    believed: bool = True,
) -> Audited:
    """Decide what the memory, the issue and the repairs shall be; nothing is done yet.

    The same sightings on the same day lead to the same, however often. Ticks in the
    issue count when they are *believed* to be of somebody with a say.
    """
    before = remembering.read_memory(forge.kept(remembering.FILE))
    before = _without_declined(before, forge)
    issue = forge.standing(before.runs.issue)
    if believed:
        before = remembering.with_choices(before, _ticked(issue, before))
    settings = files.config.audit
    slugs_by_url = looking.links_of(files.catalog)
    asked = {url: seen for url, seen in sightings.items() if url in slugs_by_url}
    doubt = remembering.doubt_about(before, asked, settings)
    after = remembering.after_run(before, asked, slugs_by_url, settings)
    after = remembering.with_copies(after, find_copies(_without_copy(after)))
    return Audited(
        memory=after,
        report=link_reports.report_on(files, after, asked, doubt, today),
        proposals=_proposals(files, after, snapshot, forge),
        standing=issue,
    )


def carry_out(audited: Audited, forge: AuditForge, base: str) -> Done:
    """Do it: first the pull requests, then the issue, last the memory.

    Killed anywhere and run again, the end state is the same. What the token may not do
    keeps nothing else from being done.
    """
    numbers: dict[str, int] = {}
    pulls: dict[str, str] = {}
    troubles: list[str] = []
    for name, proposal in audited.proposals.items():
        branch = forge.branch(f"{repairs.PREFIX}{name}")
        try:
            if proposal is not None:
                ground = Ground(base=base, head=branch.head if branch else None)
                pull = forge.propose(proposal, ground)
                numbers[name], pulls[name] = pull.number, pull.address
            elif branch is not None and repairs.is_ours_alone(branch):
                forge.withdraw(branch)
        except ListbotError as error:
            troubles.append(str(error))
    issue = _published(audited, forge, pulls)
    update = {"issue": issue, "proposals": numbers}
    runs = audited.memory.runs.model_copy(update=update)
    kept = replace(audited.memory, runs=runs)
    when = audited.report.today.isoformat()
    try:
        if kept != Memory() or forge.kept(remembering.FILE) is not None:
            message = f"Remember what links said by {when}"
            forge.keep(remembering.FILE, remembering.written(kept), message)
    except ListbotError as error:
        troubles.append(str(error))
    return Done(issue=issue, pulls=pulls, troubles=tuple(dict.fromkeys(troubles)))


def refresh(files: ListFiles, snapshot: Snapshot, forge: AuditForge) -> tuple[str, ...]:
    """Bring the open proposals about links up to date with a new base.

    Returns the branches that there were.
    """
    branches = [forge.branch(kind.branch) for kind in repairs.KINDS]
    standing_ones = [branch for branch in branches if branch and branch.ours]
    if not standing_ones:
        return ()
    memory = remembering.read_memory(forge.kept(remembering.FILE))
    proposals = _proposals(files, memory, snapshot, forge)
    for branch in standing_ones:
        proposal = proposals[branch.name.removeprefix(repairs.PREFIX)]
        if proposal is None and repairs.is_ours_alone(branch):
            forge.withdraw(branch)
        elif proposal is not None:
            forge.propose(proposal, Ground(base=snapshot.commit, head=branch.head))
    return tuple(branch.name for branch in standing_ones)


def report_data(audited: Audited, done: Done) -> dict[str, Any]:
    """Return a report in the shape that scripts rely on."""
    report = audited.report
    return {
        "dead": [_row_data(row) for row in report.dead],
        "moved": [_row_data(row) for row in report.moved],
        "blocked": [_row_data(row) for row in report.blocked],
        "unknown": [_row_data(row) for row in report.unknown],
        "kept": [_row_data(row) for row in report.kept],
        "watched": report.watched,
        "not_looked_at": report.unseen,
        "doubtful": report.doubt is not None,
        "links": report.links,
        "full": report.full.isoformat() if report.full else None,
        "issue": done.issue,
        "proposals": dict(done.pulls),
        "troubles": list(done.troubles),
    }


def _row_data(row: Row) -> dict[str, Any]:
    return {
        "url": row.url,
        "entry": row.path,
        "kind": row.kind,
        "why": row.why,
        "since": row.since.isoformat(),
        "days": row.days,
        "moved_to": row.moved_to,
        "archived": row.archived,
        "choice": row.choice,
    }


def _without_declined(memory: Memory, forge: AuditForge) -> Memory:
    """Mark what was proposed in a pull request that people closed without a merge."""
    links = dict(memory.links)
    for kind in repairs.KINDS:
        number = memory.runs.proposals.get(kind.name)
        if number is None or forge.fate(number, kind.branch) != "closed":
            continue
        for url, link in memory.links.items():
            if kind.due(link):
                links[url] = link.model_copy(update={"declined": True})
    return replace(memory, links=links)


def _ticked(issue: Standing | None, memory: Memory) -> dict[str, Choice | None]:
    """Return what is ticked in the issue; GitHub lets only writers edit it."""
    before: dict[str, Choice | None] = {
        url: link.choice for url, link in memory.links.items()
    }
    return standing.choices(issue.body, before) if issue else {}


def _without_copy(memory: Memory) -> list[str]:
    return [
        url
        for url, link in sorted(memory.links.items())
        if link.dead is not None and link.archived is None
    ]


def _proposals(
    files: ListFiles, memory: Memory, snapshot: Snapshot, forge: AuditForge
) -> dict[str, Proposal | None]:
    proposals: dict[str, Proposal | None] = {}
    for kind in repairs.KINDS:
        due = repairs.due(kind, files, memory)
        branch = forge.branch(kind.branch) if due else None
        proposals[kind.name] = None
        # A branch of that name that somebody else made is left alone.
        if due is not None and (branch is None or branch.ours):
            proposals[kind.name] = repairs.proposal(
                due, files, branch, snapshot, forge.merged_text
            )
    return proposals


def _published(
    audited: Audited, forge: AuditForge, pulls: Mapping[str, str]
) -> int | None:
    report, issue = replace(audited.report, pulls=pulls), audited.standing
    state: standing.State = "open" if report.needs_people else "closed"
    if issue is None and state == "closed":
        return None
    return forge.publish(issue, standing.TITLE, standing.body(report), state)


def issue_text(audited: Audited, done: Done) -> str:
    """Return what the issue says, whether there is one or not."""
    return standing.body(replace(audited.report, pulls=done.pulls))


def in_words(audited: Audited, done: Done, *, in_full: bool = False) -> list[str]:
    """Say in some lines what a report came to; *in_full* with every ill link."""
    report = audited.report
    lines = [f"dead    {row.url}\n        {row.why}" for row in report.dead]
    lines += [f"moved   {row.url}\n        to {row.moved_to}" for row in report.moved]
    if in_full:
        lines += [f"blocked {row.url}\n        {row.why}" for row in report.blocked]
        lines += [f"unknown {row.url}\n        {row.why}" for row in report.unknown]
        lines += [f"kept    {row.url}\n        {row.why}" for row in report.kept]
    if report.doubt is not None:
        lines.append(
            f"This run says little: {report.doubt.unknown:,} of {report.doubt.asked:,} "
            "links could not be checked. No link became dead in it."
        )
    lines.append(f"{report.links:,} links: {_counts(report)}.")
    lines += [f"{kind}: {address}" for kind, address in done.pulls.items()]
    return lines + ([f"issue {done.issue}"] if done.issue else [])


def _counts(report: Report) -> str:
    """Say how many links are ill in which way, without the ways that none is."""
    rows_by_illness = {
        "dead": report.dead,
        "moved": report.moved,
        "blocked": report.blocked,
        "unknown": report.unknown,
        "dead and kept on purpose": report.kept,
    }
    counts = {
        illness: len({row.url for row in rows})
        for illness, rows in rows_by_illness.items()
    }
    counts["gone, but not for long enough to be called dead"] = report.watched
    told = [f"{count:,} {illness}" for illness, count in counts.items() if count]
    return ", ".join(told) or "all is well"
