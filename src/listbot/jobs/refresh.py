"""Refresh: every open proposal, rebuilt on the base branch as it is now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from listbot.catalog import store
from listbot.catalog.model import Catalog, ListbotError, Proposal
from listbot.forge.history import SIGNATURE
from listbot.forge.protocol import Ground
from listbot.jobs import (
    carrying,
    hearing,
    parting,
    proposals,
    remembering,
    repeats,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from listbot.forge.protocol import Branch, Forge, Snapshot
    from listbot.jobs.loading import ListFiles


@dataclass(frozen=True, kw_only=True)
class Refreshed:
    """What became of the open proposals, by the numbers of their issues.

    *merged* ones have nothing left that base does not hold; *skipped* ones come with
    the reason, in a sentence for people.
    """

    refreshed: tuple[int, ...] = ()
    unchanged: tuple[int, ...] = ()
    merged: tuple[int, ...] = ()
    skipped: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Rebuilt:
    """What is to be done with one branch: a proposal, or the reason for none.

    Neither means that nothing of it is left to propose.
    """

    branch: Branch
    proposal: Proposal | None = None
    why_not: str = ""


def plan_refresh(
    files: ListFiles, snapshot: Snapshot, forge: Forge, branches: Sequence[Branch]
) -> tuple[Rebuilt, ...]:
    """Decide for every branch what it has to hold on top of *snapshot*."""
    return tuple(_rebuilt(branch, files, snapshot, forge) for branch in branches)


def carry_out(
    plans: Sequence[Rebuilt], forge: Forge | None, files: ListFiles
) -> Refreshed:
    """Move the branches, oldest issue first; thank for those that were merged.

    Without a forge nothing is done; what would be is returned all the same.
    """
    result = Refreshed()
    for plan in plans:
        issue = plan.branch.issue
        if plan.why_not:
            result = replace(result, skipped=(*result.skipped, (issue, plan.why_not)))
        elif plan.proposal is None:
            if forge is not None:
                _part(issue, forge, files)
            result = replace(result, merged=(*result.merged, issue))
        elif forge is None or forge.advance(
            plan.proposal, Ground(base=files.commit, head=plan.branch.head)
        ):
            result = replace(result, refreshed=(*result.refreshed, issue))
        else:
            result = replace(result, unchanged=(*result.unchanged, issue))
    return result


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
        return Rebuilt(branch=branch, why_not=why)
    why = _listed_meanwhile(carried, catalog, files)
    if why:
        return Rebuilt(branch=branch, why_not=why)
    generated = files.with_prose(carried.readme).generated(catalog)
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
            files={**carried.files, **generated},
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
        "calls": calls,
    }


def summary(done: Refreshed) -> list[str]:
    """Say what was done, a line a proposal."""
    lines = [f"issue {issue}: brought up to date" for issue in done.refreshed]
    lines += [f"issue {issue}: was up to date" for issue in done.unchanged]
    lines += [f"issue {issue}: merged" for issue in done.merged]
    lines += [f"issue {issue}: left alone. {why}" for issue, why in done.skipped]
    return lines or ["No open proposals."]
