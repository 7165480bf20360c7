"""Intake: one event in, the submission it is about out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from listbot.catalog.errors import ListbotError
from listbot.catalog.facts import ask_nobody
from listbot.catalog.plan import Plan
from listbot.forge.protocol import Ground, Submission
from listbot.jobs import (
    drafting,
    events,
    hearing,
    loading,
    parting,
    proposals,
    remembering,
    waiting,
)
from listbot.jobs.submission import plan_submission
from listbot.text import form_questions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from listbot.catalog.facts import Ask
    from listbot.catalog.link_verdict import LinkVerdict
    from listbot.forge.local import LocalForge
    from listbot.forge.protocol import Branch, Forge, Snapshot
    from listbot.jobs.loading import ListFiles
    from listbot.jobs.proposals import Proposed

NOTHING = Plan(issue=0, outcome="ignored")
"""The plan for an event that is about no submission."""


def named(text: str, file: str, forge: Forge) -> Submission | None:
    """Return the submission that GitHub's event is about, as it stands now."""
    event = events.read_event(text, file=file)
    number = event.number
    return None if number is None else forge.submission(number, event.author)


def recorded(
    text: str, file: str, forge: LocalForge, *, dry_run: bool
) -> Submission | None:
    """Let the local forge take in what a file holds: an event, or a bare issue body.

    GitHub knows of it by itself. A bare body becomes the next issue. With *dry_run*
    nothing is kept.
    """
    if not events.is_event(text):
        return _kept(_bare(text, forge), forge, dry_run=dry_run)
    event = events.read_event(text, file=file)
    if event.number is None:
        return None
    if event.issue is None:
        return forge.submission(event.number)
    submission = events.submission_of(event.issue)
    if event.comment is not None and not dry_run:
        forge.record(submission)
        by = event.comment.user.login if event.comment.user else "ghost"
        forge.comment(submission.issue, by, event.comment.body or "")
    return _kept(submission, forge, dry_run=dry_run)


def _bare(text: str, forge: LocalForge) -> Submission:
    return Submission(
        issue=forge.next_number(),
        title="",
        body=text.removeprefix("\ufeff"),
        author="you",
        labels=(form_questions.FORM_LABEL,),
    )


def _kept(submission: Submission, forge: LocalForge, *, dry_run: bool) -> Submission:
    """Record a submission, and return it with what was said and done about it."""
    if not dry_run:
        forge.record(submission)
    known = forge.submission(submission.issue)
    if known is None:
        return submission
    return replace(
        submission, comments=known.comments, reply=known.reply, pull=known.pull
    )


def plan_intake(
    submission: Submission,
    forge: Forge,
    *,
    today: date,
    look: Callable[[Sequence[str]], Sequence[LinkVerdict]],
    ask: Ask = ask_nobody,
) -> tuple[Plan, Ground]:
    """Decide what to do about a submission, and say on which commits that stands."""
    office = open_office(forge)
    return plan_at(office, submission, forge, today=today, look=look, ask=ask)


def is_outage(plan: Plan) -> bool:
    """Say whether the job could not be done now, and should be run again."""
    codes = {found.code for found in plan.findings}
    return plan.outcome == "retry" and waiting.CODE not in codes


@dataclass(frozen=True, kw_only=True)
class Office:
    """What submissions are judged by: the list, and all open proposals."""

    snapshot: Snapshot
    files: ListFiles
    branches: Sequence[Branch]
    proposed: Sequence[Proposed]


def open_office(forge: Forge) -> Office:
    """Read the list once, for one submission or for many."""
    snapshot = forge.base()
    files = loading.load(snapshot)
    loading.check_readable(files)
    branches = forge.open_branches()
    proposed = [proposals.proposed(branch, files.config) for branch in branches]
    return Office(snapshot=snapshot, files=files, branches=branches, proposed=proposed)


def plan_at(  # noqa: PLR0913 - what a decision is made on, and whom it may ask
    office: Office,
    submission: Submission,
    forge: Forge,
    *,
    today: date,
    look: Callable[[Sequence[str]], Sequence[LinkVerdict]],
    ask: Ask = ask_nobody,
) -> tuple[Plan, Ground]:
    """Decide about one submission at an office that is open."""
    files, snapshot = office.files, office.snapshot
    own = forge.branch(submission.issue)
    ground = Ground(base=snapshot.commit, head=own.head if own else None)
    heard = hearing.hear(submission, files.config, forge.role)
    parted = parting.plan_parting(submission, heard, files, forge.page)
    if parted is None and own is None:
        parted = waiting.plan_waiting(submission, files.config)
    if parted is not None:
        return remembering.remembered(parted, submission, heard), ground
    _leave_alone_what_is_not_ours(own)
    chosen = heard.memory.section
    desk = drafting.Desk(
        files=files,
        branch=own,
        others=[one for one in office.proposed if one.issue != submission.issue],
        today=today,
        look=look,
        section=chosen.slug if chosen else None,
        ask=ask,
        page=forge.page,
        form_page=forge.form_page,
    )
    plan = plan_submission(submission, desk, snapshot, forge.merged_text, heard)
    return plan, ground


def _leave_alone_what_is_not_ours(branch: Branch | None) -> None:
    if branch is not None and not branch.ours:
        message = (
            f"The branch {branch.name} was made by somebody else, and is left alone. "
            "Rename or delete it; then write /recheck on the issue."
        )
        raise ListbotError(message)
