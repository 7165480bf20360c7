"""Sweep: every open submission that has no true answer yet is taken up.

Events are hints; the state on the forge is the truth. So a lost event, a run that was
killed and a burst of submissions cost nothing but time.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from listbot.catalog import store
from listbot.catalog.errors import ListbotError, OutageError
from listbot.catalog.facts import ask_nobody
from listbot.forge.protocol import PREFIX, PULL_REQUEST, Branch, Change, is_submission
from listbot.jobs import carrying, intake, proposals, remembering, waiting
from listbot.jobs.submission import LABEL_BY_OUTCOME
from listbot.text import commands, form_submission, memory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from listbot.catalog.config import Config
    from listbot.catalog.facts import Ask
    from listbot.catalog.link_verdict import LinkVerdict
    from listbot.catalog.plan import Outcome, Plan
    from listbot.forge.protocol import Forge, Ground, Submission
    from listbot.jobs.intake import Office
    from listbot.text.memory import Memory

    Look = Callable[[Sequence[str]], Sequence[LinkVerdict]]


@dataclass(frozen=True, kw_only=True)
class Swept:
    """What became of the open submissions, by the numbers of their issues.

    *true* have their answer; *waiting* come after too many of one author; *left* are
    for the next run, because of *why*; *refused* could not be answered, and why a
    maintainer has to know.
    """

    answered: tuple[tuple[int, Outcome], ...] = ()
    true: tuple[int, ...] = ()
    waiting: tuple[int, ...] = ()
    left: tuple[int, ...] = ()
    why: str = ""
    refused: tuple[tuple[int, str], ...] = ()


def sweep(
    forge: Forge,
    *,
    today: date,
    look: Look,
    ask: Ask = ask_nobody,
    dry_run: bool = False,
) -> Swept:
    """Take up, the oldest first, whatever has no answer or one that is not true.

    Where the forge allows no more for now, the rest is left for the next run. What
    stops every one of them is raised as the ListbotError that it is. With
    *dry_run* nothing is done, and what would be is returned all the same.
    """
    office = intake.open_office(forge)
    found = _counted(_ours(forge.issues(), office.files.config))
    done = Swept()
    for place, submission in enumerate(found):
        try:
            office, done = _taken(
                submission, office, done, forge, _Way(today, look, ask, dry_run)
            )
        except OutageError as outage:
            left = tuple(one.issue for one in found[place:])
            return replace(done, left=left, why=str(outage))
        except ListbotError as error:
            # One that cannot be answered does not hold up the others.
            refused = (*done.refused, (submission.issue, str(error)))
            done = replace(done, refused=refused)
    if done.refused and not done.answered:
        raise ListbotError("\n".join(dict.fromkeys(why for _, why in done.refused)))
    return done


@dataclass(frozen=True)
class _Way:
    """How submissions are taken up."""

    today: date
    look: Look
    ask: Ask
    dry_run: bool


def _ours(found: Iterable[Submission], config: Config) -> list[Submission]:
    """Return the issues that are submissions, labelled or not."""
    return [
        one
        for one in found
        if is_submission(one.labels)
        or one.reply is not None
        or form_submission.read_body(one.body, config).made_by_form
    ]


def _counted(submissions: Iterable[Submission]) -> list[Submission]:
    """Note for each how many of its author's came before."""
    before: Counter[str] = Counter()
    counted: list[Submission] = []
    for one in submissions:
        counted.append(replace(one, earlier=before[one.author]))
        before[one.author] += one.state == "open"
    return counted


def _taken(
    submission: Submission, office: Office, done: Swept, forge: Forge, way: _Way
) -> tuple[Office, Swept]:
    number = submission.issue
    if waiting.plan_waiting(submission, office.files.config) and _waits(submission):
        return office, replace(done, waiting=(*done.waiting, number))
    if _is_true(submission, office, forge, way):
        return office, replace(done, true=(*done.true, number))
    now = forge.submission(number)
    if now is None:
        return office, done
    now = replace(now, earlier=submission.earlier)
    plan, ground = intake.plan_at(
        office, now, forge, today=way.today, look=way.look, ask=way.ask
    )
    if not way.dry_run:
        carrying.carry_out(plan, forge, ground)
    if plan.outcome == "ignored":
        return office, replace(done, true=(*done.true, number))
    answered = (*done.answered, (number, plan.outcome))
    return _with(office, plan, ground), replace(done, answered=answered)


def _waits(submission: Submission) -> bool:
    known = memory.remembered(submission.reply)
    return known.outcome == "retry" and known.read == remembering.read(submission)


def _is_true(submission: Submission, office: Office, forge: Forge, way: _Way) -> bool:
    """Say whether the answer that stands is the one that would be given now."""
    known = memory.remembered(submission.reply)
    if _is_stale(submission, known):
        return False
    if known.outcome == "declined":
        return True
    if known.outcome == "in-review" and not known.waits:
        return any(one.issue == submission.issue for one in office.branches)
    # Sent back, or a part of it waits: the list, other proposals or the web may have
    # changed since.
    plan, _ = intake.plan_at(
        office, submission, forge, today=way.today, look=way.look, ask=way.ask
    )
    if known.outcome == plan.outcome == "in-review":
        return memory.remembered(plan.reply).waits == known.waits
    return _said(plan, known.pull) == submission.reply


def _is_stale(submission: Submission, known: Memory) -> bool:
    """Say whether an issue is not any more what it was when it was answered."""
    return (
        submission.state == "closed"
        or known.outcome == "retry"
        or known.read != remembering.read(submission)
        or not _is_labelled(submission, known.outcome)
        or _has_new_commands(submission, known.seen)
    )


def _is_labelled(submission: Submission, outcome: str) -> bool:
    """Say whether an issue carries the one label of an outcome (or none, of others)."""
    own = {label for name, label in LABEL_BY_OUTCOME.items() if name == outcome}
    return own == set(LABEL_BY_OUTCOME.values()) & set(submission.labels)


def _said(plan: Plan, pull: str) -> str:
    return plan.reply.replace(PULL_REQUEST, pull)


def _has_new_commands(submission: Submission, seen: int) -> bool:
    return any(
        comment.number > seen
        and not comment.is_bot
        and not comment.edited
        and commands.read_commands(comment.body)
        for comment in submission.comments
    )


def _with(office: Office, plan: Plan, ground: Ground) -> Office:
    """Return the office with a proposal that was just made: the next ones see it."""
    if plan.proposal is None and not plan.settle:
        return office
    others = [one for one in office.branches if one.issue != plan.issue]
    proposed = [one for one in office.proposed if one.issue != plan.issue]
    if plan.proposal is None:
        return replace(office, branches=others, proposed=proposed)
    made = Branch(
        issue=plan.issue,
        name=f"{PREFIX}{plan.issue}",
        head=ground.head or "",
        current=True,
        ours=True,
        change_by_path={
            path: Change(before=None, after=text)
            for path, text in plan.proposal.files.items()
            if path.startswith(f"{store.FOLDER}/")
        },
    )
    new = proposals.proposed(made, office.files.config)
    return replace(office, branches=[*others, made], proposed=[*proposed, new])


def swept_data(done: Swept, calls: int = 0) -> dict[str, Any]:
    """Return what was done in the shape that scripts rely on."""
    return {
        "answered": [
            {"issue": issue, "outcome": outcome} for issue, outcome in done.answered
        ],
        "true": list(done.true),
        "waiting": list(done.waiting),
        "left": list(done.left),
        "why": done.why,
        "refused": [{"issue": issue, "why": why} for issue, why in done.refused],
        "calls": calls,
    }


def summary(done: Swept) -> list[str]:
    """Say what was done, a line a submission that was taken up."""
    lines = [f"issue {issue}: {outcome}" for issue, outcome in done.answered]
    if done.true:
        lines.append(f"{_number(done.true)} a true answer already.")
    if done.waiting:
        lines.append(f"{len(done.waiting)} wait until their authors have fewer open.")
    lines += [f"issue {issue}: not answered. {why}" for issue, why in done.refused]
    if done.left:
        verb = "is" if len(done.left) == 1 else "are"
        lines.append(f"{len(done.left)} {verb} left for the next run. {done.why}")
    return lines or ["No open submissions."]


def _number(issues: Sequence[int]) -> str:
    if len(issues) == 1:
        return "1 open submission has"
    return f"{len(issues)} open submissions have"
