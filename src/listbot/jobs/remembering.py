"""Remembering: what the reply of one run keeps for the next.

Above all what was approved: an edit after that leaves the branch alone.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING

from listbot.forge.protocol import PULL_REQUEST
from listbot.text import memory, partings, replies

if TYPE_CHECKING:
    from collections.abc import Sequence

    from listbot.catalog.model import Entry
    from listbot.catalog.plan import Plan
    from listbot.forge.protocol import Branch, Submission
    from listbot.jobs.hearing import Heard

# What of an entry its submission says; the rest is found out or noted by us.
_SUBMITTED = {"title", "date", "sections", "fields", "links"}


def digest(entry: Entry | None) -> str:
    """Return what stands for a parsed submission: blanks and wording do not count."""
    if entry is None:
        return ""
    said = entry.model_dump(mode="json", include=_SUBMITTED)
    return _hash(json.dumps(said, sort_keys=True))


def read(submission: Submission) -> str:
    """Return what stands for the text of an issue as it is."""
    lines = submission.body.splitlines()
    return _hash(json.dumps([submission.title, lines]))


def is_held(
    plan: Plan,
    submission: Submission,
    branch: Branch | None,
    heard: Heard,
    new_digest: str,
) -> bool:
    """Say whether the branch has to stay as it was approved.

    It has when the entry is not the one that was approved and nobody who may merge has
    asked for the new one.
    """
    pull = submission.pull
    if pull is None or pull.state != "open" or not pull.settled or heard.released:
        return False
    if plan.proposal is None or branch is None or new_digest == heard.memory.digest:
        return False
    wanted = {**plan.proposal.files, **dict.fromkeys(plan.proposal.deleted)}
    return any(
        path.startswith("entries/")
        and (
            path not in branch.change_by_path
            or branch.change_by_path[path].after != text
        )
        for path, text in wanted.items()
    )


def waits(links: Sequence[str]) -> str:
    """Return what stands for links that an outage holds up; nothing for none."""
    return _hash(json.dumps(links)) if links else ""


def remembered(
    plan: Plan,
    submission: Submission,
    heard: Heard,
    proposed: str | None = None,
    waits: str = "",
) -> Plan:
    """Return *plan* with a reply that answers commands and remembers what was done.

    *proposed* is the digest of the entry that is proposed now, if one is; *waits* that
    of the links which a later run has to take up.
    """
    if plan.outcome == "ignored":
        return plan
    known = heard.memory.model_copy(
        update={
            "outcome": _outcome(plan, submission),
            "read": read(submission),
            "digest": heard.memory.digest if proposed is None else proposed,
            "waits": waits,
            "pull": heard.memory.pull if plan.proposal is None else PULL_REQUEST,
        }
    )
    reply = partings.with_answers(replies.bounded(plan.reply), known.answers)
    return replace(
        plan, reply=memory.with_memory(reply, known), reactions=heard.reactions
    )


def _outcome(plan: Plan, submission: Submission) -> str:
    """Tell a pull request that somebody closed from an issue that was closed."""
    declined = plan.outcome == "closed" and plan.settle is None
    return "declined" if declined and submission.state == "open" else plan.outcome


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:16]
