"""Submission: an issue made with the form becomes a plan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from listbot.catalog import identity, order, store
from listbot.catalog.plan import Labels, Plan, Proposal
from listbot.forge.protocol import PREFIX, PULL_REQUEST
from listbot.jobs import (
    changing,
    drafting,
    hearing,
    joint,
    proposals,
    remembering,
    several,
)
from listbot.text import (
    changes,
    form_questions,
    render,
    replies,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from listbot.catalog.config import Config
    from listbot.catalog.model import Catalog, Entry, Finding
    from listbot.catalog.plan import Outcome
    from listbot.forge.protocol import Snapshot, Submission
    from listbot.jobs.drafting import Desk, Draft
    from listbot.jobs.hearing import Heard
    from listbot.jobs.proposals import Carried
    from listbot.jobs.several import Item
    from listbot.text.changes import Change

# The labels that tell on the issue how things stand; an issue carries one of them.
LABEL_BY_OUTCOME: Mapping[Outcome, str] = {
    "needs-changes": "listbot:needs-changes",
    "duplicate": "listbot:duplicate",
    "in-review": "listbot:in-review",
    "retry": "listbot:retry",
}
_EDIT = (
    "Edit the issue (the menu ⋯ at the top right of your text, then *Edit*): "
    "it is looked at again by itself, and this reply changes with it."
)
_SEND = "Send it in with the form. Then this issue can be closed."


@dataclass(frozen=True, kw_only=True)
class _Case:
    """One submission with all that its plan is made of.

    *merge* puts two changes of one text together, or gives None.
    """

    submission: Submission
    draft: Draft
    desk: Desk
    snapshot: Snapshot
    merge: Callable[[str, str, str], str | None]

    @property
    def carried(self) -> Carried:
        """What the branch holds, on the new base."""
        config = self.desk.files.config
        return proposals.carried_over(
            self.desk.branch, self.snapshot, config, self.merge
        )


def plan_submission(
    submission: Submission,
    desk: Desk,
    snapshot: Snapshot,
    merge: Callable[[str, str, str], str | None],
    heard: Heard,
) -> Plan:
    """Decide everything about one submission; nothing is done yet.

    The plan is the same however often it is made from the same state. An issue that
    neither carries the form's label nor looks like the form is none of our business.
    """
    ignored = Plan(issue=submission.issue, outcome="ignored")
    if submission.state == "closed":
        return ignored
    items = several.drafts(submission, desk)
    if items is not None:
        return _joint(submission, items, desk, snapshot, merge, heard)
    draft = changing.draft(submission, desk) or drafting.draft(submission, desk)
    if not draft.made_by_form and form_questions.FORM_LABEL not in submission.labels:
        return ignored
    heard, passed = hearing.accept(heard, draft.findings)
    draft = replace(draft, findings=passed)
    case = _Case(
        submission=submission, draft=draft, desk=desk, snapshot=snapshot, merge=merge
    )
    digest = remembering.digest(draft.entry)
    errors = [found for found in draft.findings if found.severity == "error"]
    if errors or draft.entry is None:
        plan = _sent_back(case)
        return remembering.remembered(plan, submission, heard)
    plan = (_removed if draft.removes else _proposed)(case, draft.entry)
    if remembering.is_held(plan, submission, desk.branch, heard, digest):
        plan = _held(plan, submission)
        return remembering.remembered(plan, submission, heard)
    return remembering.remembered(plan, submission, heard, digest)


def _joint(  # noqa: PLR0913, PLR0917 - the parts of one decision
    submission: Submission,
    items: Sequence[Item],
    desk: Desk,
    snapshot: Snapshot,
    merge: Callable[[str, str, str], str | None],
    heard: Heard,
) -> Plan:
    """Decide about several links that were sent in together."""
    made = joint.plan_joint(submission, items, desk, snapshot, merge, heard)
    plan = replace(made.plan, labels=labels(made.plan.outcome))
    if remembering.is_held(plan, submission, desk.branch, made.heard, made.digest):
        plan = _held(plan, submission)
    digest = made.digest if plan.proposal else None
    return remembering.remembered(plan, submission, made.heard, digest, made.waits)


def labels(outcome: Outcome) -> Labels:
    """Return the one label that says *outcome*, and the others, to take off."""
    own = LABEL_BY_OUTCOME[outcome]
    others = sorted(set(LABEL_BY_OUTCOME.values()) - {own})
    return Labels(add=(own,), remove=tuple(others))


def _held(plan: Plan, submission: Submission) -> Plan:
    """Leave branch and pull request as they were approved."""
    assert submission.pull is not None  # noqa: S101 - nothing else is approved
    reply = plan.reply.replace(PULL_REQUEST, submission.pull.address)
    return replace(plan, proposal=None, reply=replies.held(reply))


def _sent_back(case: _Case) -> Plan:
    draft = case.draft
    outcome = _outcome(draft)
    account = _account(case, case.desk.files.catalog, draft.findings)
    return Plan(
        issue=case.submission.issue,
        outcome=outcome,
        findings=draft.findings,
        entry=store.entry_data(draft.entry) if draft.entry else {},
        reply=replies.reply(account),
        labels=labels(outcome),
        source_by_field=draft.source_by_field,
    )


def _outcome(draft: Draft) -> Outcome:
    """Say how a submission stands that cannot be proposed as it is."""
    codes = {found.code for found in draft.findings if found.severity == "error"}
    if codes == {"not-enriched"}:
        return "retry"
    return "duplicate" if codes <= identity.REPEATED else "needs-changes"


def _proposed(case: _Case, entry: Entry) -> Plan:
    """Propose the list with the entry, new or in place of a listed one."""
    draft, files, carried = case.draft, case.desk.files, case.carried
    text = files.entry_texts[draft.updates.path] if draft.updates else None
    edited = proposals.with_edits(entry, case.desk.branch, files.config, text)
    catalog = proposals.with_entry(files.catalog, edited.entry)
    generated = proposals.generated(files, carried, catalog)
    findings = (*draft.findings, *edited.findings)
    account = _account(case, catalog, findings, edited.entry)
    held = {
        **_without_own(carried.files, draft, case.desk),
        edited.entry.path: edited.text,
        **generated.files,
    }
    return _plan(
        "Update" if draft.updates else "Add",
        edited.entry,
        replace(account, kept=generated.note),
        case.submission,
        replace(carried, files=held),
    )


def _removed(case: _Case, entry: Entry) -> Plan:
    """Propose a list without the entry: its file stays in git's history alone."""
    files, carried = case.desk.files, case.carried
    left = [one for one in files.catalog.entries if one.slug != entry.slug]
    catalog = replace(files.catalog, entries=tuple(left))
    generated = proposals.generated(files, carried, catalog)
    account = _account(case, files.catalog, case.draft.findings)
    others = {path: text for path, text in carried.files.items() if path != entry.path}
    return _plan(
        "Remove",
        entry,
        replace(account, kept=generated.note),
        case.submission,
        replace(
            carried,
            files={**others, **generated.files},
            deleted=tuple(dict.fromkeys((*carried.deleted, entry.path))),
        ),
    )


def _plan(
    verb: str,
    entry: Entry,
    account: replies.Account,
    submission: Submission,
    held: Carried,
) -> Plan:
    """Plan a proposal whose branch is to hold what is *held*."""
    return Plan(
        issue=submission.issue,
        outcome="in-review",
        findings=tuple(account.findings),
        entry=store.entry_data(entry),
        place=next(iter(account.places), None),
        reply=replies.reply(account),
        labels=labels("in-review"),
        source_by_field=account.source_by_field,
        proposal=Proposal(
            branch=f"{PREFIX}{submission.issue}",
            title=replies.proposal_title(entry, verb=verb),
            body=replies.proposal_body(account),
            commit_message=proposals.message(entry, submission, verb),
            files=held.files,
            deleted=held.deleted,
        ),
    )


def _without_own(
    carried: Mapping[str, str], draft: Draft, desk: Desk
) -> dict[str, str]:
    """Leave out the entry that was proposed before the submission became an update."""
    own = proposals.own_path(desk.branch) if draft.updates else None
    return {path: text for path, text in carried.items() if path != own}


def _account(
    case: _Case,
    catalog: Catalog,
    findings: tuple[Finding, ...],
    proposed: Entry | None = None,
) -> replies.Account:
    """Collect what the reply speaks of; *proposed* is the entry as it goes in."""
    draft, files = case.draft, case.desk.files
    places = ()
    preview = ""
    if proposed is not None:
        listed = order.listed(catalog, files.config)
        places = order.places(listed, proposed.slug)
        preview = render.preview(
            proposed, places[0].number, files.config, files.templates
        )
    return replies.Account(
        issue=case.submission.issue,
        config=files.config,
        catalog=catalog,
        findings=findings,
        labels=draft.labels,
        entry=proposed or draft.entry,
        places=places,
        preview=preview,
        verdicts=draft.verdicts,
        pull_request=PULL_REQUEST,
        next_step=_EDIT if draft.made_by_form else _SEND,
        source_by_field=draft.source_by_field,
        changes=_changes(draft, proposed or draft.entry, files.config),
        listed=draft.updates.links if draft.updates else (),
        removes=draft.removes,
        reason=draft.reason,
    )


def _changes(draft: Draft, entry: Entry | None, config: Config) -> tuple[Change, ...]:
    if draft.updates is None or entry is None:
        return ()
    return changes.changes(draft.updates, entry, config)
