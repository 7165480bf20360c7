"""Waiting: one person has more open submissions than the list works on at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from listbot.catalog.model import Finding
from listbot.catalog.plan import Labels, Plan
from listbot.text import partings

if TYPE_CHECKING:
    from listbot.catalog.config import Config
    from listbot.forge.protocol import Submission

CODE = "too-many-open"


def plan_waiting(submission: Submission, config: Config) -> Plan | None:
    """Put a submission off that comes after too many of its author's own.

    None where there is room for it, or where it is none of our business.
    """
    limit = config.limits.open_per_author
    if submission.earlier < limit or submission.state == "closed":
        return None
    found = Finding(
        code=CODE,
        message=f"You have {submission.earlier} open submissions already, and "
        f"{limit} of one person are worked on at once.",
        hint="This one is looked at by itself as soon as one of them is decided.",
    )
    return Plan(
        issue=submission.issue,
        outcome="retry",
        findings=(found,),
        reply=partings.waiting(config.noun, found.message, found.hint),
        labels=Labels(
            add=("listbot:retry",),
            remove=("listbot:duplicate", "listbot:needs-changes"),
        ),
    )
