"""Refresh: every open proposal, rebuilt on the base branch as it is now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from listbot.catalog import store
from listbot.catalog.errors import ListbotError, MovedError, OutageError
from listbot.catalog.facts import ask_nobody
from listbot.catalog.plan import Proposal
from listbot.forge.history import SIGNATURE
from listbot.forge.protocol import Ground
from listbot.jobs import (
    carrying,
    hearing,
    intake,
    keeping,
    parting,
    proposals,
    remembering,
    repeats,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from listbot.catalog.facts import Ask
    from listbot.catalog.link_verdict import LinkVerdict
    from listbot.catalog.model import Catalog
    from listbot.forge.protocol import Branch, Forge, Snapshot
    from listbot.jobs.intake import Office
    from listbot.jobs.loading import ListFiles


@dataclass(frozen=True, kw_only=True)
class Refreshed:
    """What became of the open proposals, by the numbers of their issues.

    *merged* ones have nothing left that base does not hold; *skipped* ones come with
    the reason, in a sentence for people; *left* are for the next run, because of *why*.
    *published* says that README was made anew on base.
    """

    refreshed: tuple[int, ...] = ()
    unchanged: tuple[int, ...] = ()
    merged: tuple[int, ...] = ()
    skipped: tuple[tuple[int, str], ...] = ()
    left: tuple[int, ...] = ()
    why: str = ""
    published: bool = False


@dataclass(frozen=True, kw_only=True)
class Rebuilt:
    """What is to be done with one branch: a proposal, or the reason for none.

    With *anew* the reason is for the contributor, too: the submission is answered anew.
    Neither means that nothing of it is left to propose.
    """

    branch: Branch
    proposal: Proposal | None = None
    why_not: str = ""
    anew: bool = False


@dataclass(frozen=True)
class _Desk:
    """Where proposals are looked at, and how submissions are answered there."""

    office: Office
    forge: Forge
    answer: Callable[[int], object]
    dry_run: bool


def refresh(
    forge: Forge,
    *,
    today: date,
    look: Callable[[Sequence[str]], Sequence[LinkVerdict]],
    ask: Ask = ask_nobody,
    dry_run: bool = False,
) -> Refreshed:
    """Bring every open proposal up to date, the oldest issue first.

    What was merged is thanked for; where base has overtaken a submission, or its issue
    was closed, it is answered anew. What the forge allows no more for now is left for
    the next run. With *dry_run* nothing is done; what would be is returned all the
    same.
    """
    office = intake.open_office(forge)

    def answer(issue: int) -> None:
        submission = forge.submission(issue)
        if submission is not None and not dry_run:
            plan, ground = intake.plan_at(
                office, submission, forge, today=today, look=look, ask=ask
            )
            carrying.carry_out(plan, forge, ground)

    desk = _Desk(office, forge, answer, dry_run)
    done = Refreshed(published=_published(desk))
    closed = forge.closed([branch.issue for branch in office.branches])
    for place, branch in enumerate(office.branches):
        try:
            plan = _plan(branch, desk, is_closed=branch.issue in closed)
            done = _carried_out(plan, desk, done)
        except OutageError as outage:
            left = tuple(one.issue for one in office.branches[place:])
            if place == 0:
                raise
            return replace(done, left=(*done.left, *left), why=str(outage))
    return done


def _published(desk: _Desk) -> bool:
    """Make README and exports anew on base, for lists that have that done there."""
    files = desk.office.files
    if files.config.pull_request == "on-open":
        return False
    expected = keeping.brought_up(files)
    present = desk.office.snapshot.texts(list(expected))
    stale = {path: text for path, text in expected.items() if present.get(path) != text}
    if not stale or desk.dry_run:
        return bool(stale)
    message = "Write README anew from the entries\n"
    return desk.forge.publish(stale, message, files.commit)


def _plan(branch: Branch, desk: _Desk, *, is_closed: bool) -> Rebuilt:
    if is_closed and branch.ours and not branch.is_merged:
        return Rebuilt(branch=branch, why_not="Its issue was closed.", anew=True)
    return _rebuilt(branch, desk.office.files, desk.office.snapshot, desk.forge)


def _carried_out(plan: Rebuilt, desk: _Desk, done: Refreshed) -> Refreshed:
    issue = plan.branch.issue
    if plan.why_not:
        if plan.anew:
            desk.answer(issue)
        return replace(done, skipped=(*done.skipped, (issue, plan.why_not)))
    if plan.proposal is None:
        if not desk.dry_run:
            _part(issue, desk.forge, desk.office.files)
        return replace(done, merged=(*done.merged, issue))
    if _holds_already(plan.branch, plan.proposal, desk.office.files):
        return replace(done, unchanged=(*done.unchanged, issue))
    try:
        moved = desk.dry_run or desk.forge.advance(
            plan.proposal, Ground(base=desk.office.files.commit, head=plan.branch.head)
        )
    except MovedError as why:
        return replace(done, left=(*done.left, issue), why=str(why))
    if moved:
        return replace(done, refreshed=(*done.refreshed, issue))
    return replace(done, unchanged=(*done.unchanged, issue))


def _holds_already(branch: Branch, proposal: Proposal, files: ListFiles) -> bool:
    """Say whether a branch is right as it is, though base has moved.

    It is where proposals hold nothing that is made from all entries.
    """
    if files.config.pull_request == "on-open":
        return False
    after = {path: change.after for path, change in branch.change_by_path.items()}
    return after == {**proposal.files, **dict.fromkeys(proposal.deleted)}


def _part(issue: int, forge: Forge, files: ListFiles) -> None:
    """Settle a proposal that base holds, and thank for it where that was not done."""
    submission = forge.submission(issue)
    if submission is None:
        forge.settle(issue, "merged")
        return
    heard = hearing.hear(submission, files.config, forge.role)
    entry = parting.entry_of(issue, files)
    plan = parting.plan_merged(submission, entry, files, forge.page)
    plan = remembering.remembered(plan, submission, heard)
    carrying.carry_out(plan, forge, Ground(base=files.commit, head=None))


def _rebuilt(
    branch: Branch, files: ListFiles, snapshot: Snapshot, forge: Forge
) -> Rebuilt:
    if not branch.ours:
        why = f"{branch.name} was made by somebody else; it is left alone."
        return Rebuilt(branch=branch, why_not=why)
    try:
        carried = proposals.carried_over(
            branch, snapshot, files.config, forge.merged_text
        )
        if carried.conflicts:
            why = f"{carried.conflicts[0]} was changed on base and on the branch."
            return Rebuilt(branch=branch, why_not=why)
        if not carried.files and not carried.deleted:
            return Rebuilt(branch=branch)
        return _proposed(branch, carried, files)
    except ListbotError as error:
        return Rebuilt(branch=branch, why_not=str(error))


def _proposed(branch: Branch, carried: proposals.Carried, files: ListFiles) -> Rebuilt:
    config = files.config
    entry_texts = {
        path: text
        for path, text in {**files.entry_texts, **carried.files}.items()
        if path.startswith(f"{store.FOLDER}/") and path not in carried.deleted
    }
    catalog, findings = store.read_catalog(entry_texts, config)
    broken = [found for found in findings if found.severity == "error"]
    if broken:
        why = f"{broken[0].file}, line {broken[0].line or 1}: {broken[0].message}"
        return Rebuilt(branch=branch, why_not=why, anew=True)
    why = _listed_meanwhile(carried, catalog, files)
    if why:
        return Rebuilt(branch=branch, why_not=why, anew=True)
    generated = proposals.generated(files, carried, catalog)
    return Rebuilt(
        branch=branch,
        proposal=Proposal(
            branch=branch.name,
            title="",
            body="",
            commit_message=(
                f"Bring the proposal of issue {branch.issue} up to date\n\n"
                f"{SIGNATURE} {branch.issue}\n"
            ),
            files={**carried.files, **generated.files},
            deleted=carried.deleted,
        ),
    )


def _listed_meanwhile(
    carried: proposals.Carried, catalog: Catalog, files: ListFiles
) -> str:
    """Say which entry of base is the same work as one of the branch, if one is."""
    added = [entry for entry in catalog.entries if entry.path in carried.files]
    for entry in added:
        if entry.path in files.entry_texts:
            continue
        matches = repeats.matches(entry, files.catalog, files.config, ())
        for found in repeats.findings(matches, files.catalog):
            if found.code == "duplicate":
                return f"{found.message} {found.hint}"
    return ""


def refreshed_data(done: Refreshed, calls: int = 0) -> dict[str, Any]:
    """Return what was done in the shape that scripts rely on."""
    return {
        "refreshed": list(done.refreshed),
        "unchanged": list(done.unchanged),
        "merged": list(done.merged),
        "skipped": [{"issue": issue, "why": why} for issue, why in done.skipped],
        "left": list(done.left),
        "why": done.why,
        "published": done.published,
        "calls": calls,
    }


def summary(done: Refreshed) -> list[str]:
    """Say what was done, a line a proposal."""
    lines = [f"issue {issue}: brought up to date" for issue in done.refreshed]
    lines += [f"issue {issue}: was up to date" for issue in done.unchanged]
    lines += [f"issue {issue}: merged" for issue in done.merged]
    lines += [f"issue {issue}: left alone. {why}" for issue, why in done.skipped]
    if done.left:
        left = ", ".join(map(str, done.left))
        lines.append(f"issues left for the next run: {left}. {done.why}")
    if done.published:
        lines.append("README was written anew on the base branch.")
    return lines or ["No open proposals."]
