"""Submission: an issue made with the form becomes a plan: a proposal, or what to mend."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from listbot.catalog import order, rules, store
from listbot.catalog.model import Catalog, Entry, Labels, Plan, Proposal
from listbot.forge.protocol import PREFIX, PULL_REQUEST
from listbot.jobs import drafting, proposals
from listbot.text import render, replies

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from listbot.catalog.model import Finding, LinkVerdict, Outcome, Place
    from listbot.forge.protocol import Branch, Submission
    from listbot.jobs.loading import ListFiles

# The labels that tell on the issue how things stand; an issue carries one of them.
LABEL_BY_OUTCOME: Mapping[Outcome, str] = {
    "needs-changes": "listbot:needs-changes",
    "duplicate": "listbot:duplicate",
    "in-review": "listbot:in-review",
    "retry": "listbot:retry",
}


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What a submission is judged on: the list, what else is proposed, the day.

    *branch* is the submission's own branch when it has one; *others* are the branches
    of the other open proposals; *look* asks the web about addresses.
    """

    files: ListFiles
    branch: Branch | None
    others: Sequence[Branch]
    today: date
    look: Callable[[Sequence[str]], Sequence[LinkVerdict]]


def plan_submission(submission: Submission, desk: Desk) -> Plan:
    """Decide everything about one submission; nothing is done yet.

    The plan is the same however often it is made from the same state.
    """
    if submission.state == "closed":
        return Plan(issue=submission.issue, outcome="ignored")
    draft = drafting.draft(submission, desk)
    errors = [found for found in draft.findings if found.severity == "error"]
    if errors or draft.entry is None:
        return _sent_back(submission, draft, desk)
    return _proposed(submission, draft.entry, draft, desk)


def _sent_back(
    submission: Submission, draft: drafting.Draft, desk: Desk
) -> Plan:
    codes = {found.code for found in draft.findings if found.severity == "error"}
    outcome: Outcome = "duplicate" if codes <= rules.REPEATED else "needs-changes"
    account = replies.Account(
        issue=submission.issue,
        config=desk.files.config,
        catalog=desk.files.catalog,
        findings=draft.findings,
        labels=draft.labels,
        entry=draft.entry,
        next_step=draft.next_step,
    )
    return Plan(
        issue=submission.issue,
        outcome=outcome,
        findings=draft.findings,
        entry=store.entry_data(draft.entry) if draft.entry else {},
        reply=replies.reply(account),
        labels=_labels(outcome),
    )


def _proposed(
    submission: Submission, entry: Entry, draft: drafting.Draft, desk: Desk
) -> Plan:
    files = desk.files
    edited = proposals.with_edits(entry, desk.branch)
    entry = edited.entry
    catalog = proposals.with_entry(files.catalog, entry)
    places = order.places(order.listed(catalog, files.config), entry.slug)
    findings = (*draft.findings, *edited.findings)
    account = replies.Account(
        issue=submission.issue,
        config=files.config,
        catalog=catalog,
        findings=findings,
        labels=draft.labels,
        entry=entry,
        places=places,
        preview=render.preview(
            entry, places[0].number, files.config, files.templates
        ),
        verdicts=draft.verdicts,
        pull_request=PULL_REQUEST,
    )
    return Plan(
        issue=submission.issue,
        outcome="in-review",
        findings=findings,
        entry=store.entry_data(entry),
        place=places[0],
        reply=replies.reply(account),
        labels=_labels("in-review"),
        proposal=Proposal(
            branch=f"{PREFIX}{submission.issue}",
            title=replies.proposal_title(entry),
            body=replies.proposal_body(account),
            commit_message=proposals.message(entry, submission),
            files={
                **edited.kept,
                entry.path: edited.text,
                files.config.readme: files.rendered(catalog),
            },
            deleted=edited.deleted,
        ),
    )


def _labels(outcome: Outcome) -> Labels:
    own = LABEL_BY_OUTCOME[outcome]
    others = sorted(set(LABEL_BY_OUTCOME.values()) - {own})
    return Labels(add=(own,), remove=tuple(others))
