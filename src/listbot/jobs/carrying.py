"""Carry a plan out: the only place where a job changes anything on a forge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from listbot.forge.protocol import PULL_REQUEST

if TYPE_CHECKING:
    from listbot.catalog.model import Plan
    from listbot.forge.protocol import Forge, Ground


def carry_out(plan: Plan, forge: Forge, ground: Ground) -> str | None:
    """Do what the plan says: first the pull request, then labels, last the answer.

    Returns the address of the pull request, if the plan has one. Killed anywhere and
    run again, the end state is the same.
    """
    address = None
    if plan.proposal is not None:
        address = forge.propose(plan.issue, plan.proposal, ground)
    if plan.labels.add or plan.labels.remove:
        forge.relabel(plan.issue, plan.labels)
    if plan.reply:
        forge.reply(plan.issue, plan.reply.replace(PULL_REQUEST, address or ""))
    if plan.reactions:
        forge.react(plan.issue, plan.reactions)
    if plan.close_issue:
        forge.close_issue(plan.issue)
    return address
