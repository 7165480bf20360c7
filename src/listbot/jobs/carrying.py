"""Carry a plan out: the only place where a job changes anything on a forge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from listbot.forge.protocol import PULL_REQUEST

if TYPE_CHECKING:
    from listbot.catalog.plan import Plan, Proposal
    from listbot.forge.protocol import Forge, Ground


_SENT_BACK = frozenset({"needs-changes", "duplicate"})
_README = "README.md"


def carry_out(plan: Plan, forge: Forge, ground: Ground) -> str | None:
    """Do what the plan says: first the pull request, then labels, last the answer.

    Returns the address of the pull request, if the plan has one. Killed anywhere and
    run again, the end state is the same.
    """
    address = None
    if plan.proposal is not None:
        address = forge.propose(plan.issue, plan.proposal, ground)
        forge.check(plan.issue, plan.findings, _entry_path(plan.proposal))
    elif plan.outcome in _SENT_BACK:
        # A proposal that still stands shows at once that it should not be merged.
        forge.check(plan.issue, plan.findings, _README)
    if plan.settle is not None:
        forge.settle(plan.issue, plan.settle)
    if plan.labels.add or plan.labels.remove:
        forge.relabel(plan.issue, plan.labels)
    if plan.reactions:
        forge.react(plan.issue, plan.reactions)
    if plan.close_issue:
        forge.close_issue(plan.issue)
    # Last, because it remembers what was done.
    if plan.reply:
        forge.reply(plan.issue, plan.reply.replace(PULL_REQUEST, address or ""))
    forge.finish(plan.issue)
    return address


def _entry_path(proposal: Proposal) -> str:
    """Return the file that findings about the entry belong to."""
    inside = (path for path in proposal.files if path.startswith("entries/"))
    return next(inside, next(iter(proposal.files), ""))
