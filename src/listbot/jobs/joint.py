"""Joint: several drafts of one submission become one plan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from listbot.catalog import identity, order, store
from listbot.catalog.plan import Plan, Proposal
from listbot.forge.protocol import PREFIX, PULL_REQUEST
from listbot.jobs import hearing, proposals, remembering
from listbot.text import changes, replies
from listbot.text import several as texts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from listbot.catalog.config import Config
    from listbot.catalog.model import Catalog, Entry
    from listbot.catalog.plan import Outcome
    from listbot.forge.protocol import Branch, Snapshot, Submission
    from listbot.jobs.drafting import Desk
    from listbot.jobs.hearing import Heard
    from listbot.jobs.proposals import Carried, Edited
    from listbot.jobs.several import Item


@dataclass(frozen=True, kw_only=True)
class Joint:
    """What is decided about several links: the plan, and what it says they are.

    *waits* stands for those that only an outage holds up.
    """

    plan: Plan
    heard: Heard
    digest: str
    waits: str


def plan_joint(  # noqa: PLR0913, PLR0917 - the parts of one decision
    submission: Submission,
    items: Sequence[Item],
    desk: Desk,
    snapshot: Snapshot,
    merge: Callable[[str, str, str], str | None],
    heard: Heard,
) -> Joint:
    """Propose the entries that are right, and tell why the others are not."""
    heard, items = _with_accepted(heard, items)
    made = _made(items, desk)
    config = desk.files.config
    plan = Plan(
        issue=submission.issue,
        outcome=_outcome(items),
        findings=tuple(found for item in items for found in item.draft.findings),
        reply=texts.reply(
            made.parts, config, issue=submission.issue, pull=PULL_REQUEST
        ),
    )
    if made.edited:
        carried = proposals.carried_over(desk.branch, snapshot, config, merge)
        first = next(iter(made.edited.values())).entry
        plan = replace(
            plan,
            entry=store.entry_data(first),
            proposal=_proposal(submission, made, desk, carried),
        )
    digests = (remembering.digest(one.entry) for one in made.edited.values())
    return Joint(
        plan=plan,
        heard=heard,
        digest="+".join(digests),
        waits=remembering.waits([item.written for item in items if item.waits]),
    )


@dataclass(frozen=True, kw_only=True)
class _Made:
    """The entries that are right by their paths, the list with them, what is said."""

    edited: Mapping[str, Edited]
    catalog: Catalog
    parts: Sequence[texts.Part]


def _made(items: Sequence[Item], desk: Desk) -> _Made:
    edited = {
        item.entry.path: _edited(item, item.entry, desk) for item in items if item.entry
    }
    catalog = desk.files.catalog
    for one in edited.values():
        catalog = proposals.with_entry(catalog, one.entry)
    parts = [_part(item, edited, catalog, desk.files.config) for item in items]
    return _Made(edited=edited, catalog=catalog, parts=parts)


def _proposal(
    submission: Submission, made: _Made, desk: Desk, carried: Carried
) -> Proposal:
    config, issue = desk.files.config, submission.issue
    generated = proposals.generated(desk.files, carried, made.catalog)
    return Proposal(
        branch=f"{PREFIX}{issue}",
        title=texts.proposal_title(made.parts, config),
        body=texts.proposal_body(made.parts, config, issue=issue, kept=generated.note),
        commit_message=_message(made.edited, submission),
        files={
            **_without_stale(carried.files, desk.branch, made.edited),
            **{path: one.text for path, one in made.edited.items()},
            **generated.files,
        },
        deleted=carried.deleted,
    )


def _with_accepted(
    heard: Heard, items: Sequence[Item]
) -> tuple[Heard, tuple[Item, ...]]:
    """Let pass what a maintainer has accepted, whichever link it is about."""
    every = [found for item in items for found in item.draft.findings]
    heard, passed = hearing.accept(heard, every)
    left = iter(passed)
    made: list[Item] = []
    for item in items:
        findings = tuple(next(left) for _ in item.draft.findings)
        made.append(replace(item, draft=replace(item.draft, findings=findings)))
    return heard, tuple(made)


def _edited(item: Item, entry: Entry, desk: Desk) -> Edited:
    updates = item.draft.updates
    text = desk.files.entry_texts[updates.path] if updates else None
    return proposals.with_edits(entry, desk.branch, desk.files.config, text)


def _part(
    item: Item, edited: Mapping[str, Edited], catalog: Catalog, config: Config
) -> texts.Part:
    entry = edited[item.entry.path].entry if item.entry else None
    where = ""
    if entry and item.draft.updates:
        several = changes.changes(item.draft.updates, entry, config)
        where = "; ".join(change.in_markdown for change in several)
    elif entry:
        place = order.places(order.listed(catalog, config), entry.slug)[0]
        where = replies.place_on_list(place, catalog, config)
    return texts.Part(
        written=item.written, entry=entry, where=where, findings=item.draft.findings
    )


def _outcome(items: Sequence[Item]) -> Outcome:
    if any(item.entry for item in items):
        return "in-review"
    if all(item.waits for item in items):
        return "retry"
    codes = {
        found.code
        for item in items
        for found in item.draft.findings
        if found.severity == "error"
    }
    return "duplicate" if codes <= identity.REPEATED else "needs-changes"


def _without_stale(
    carried: Mapping[str, str], branch: Branch | None, edited: Mapping[str, Edited]
) -> dict[str, str]:
    """Leave out entries that were proposed before and are not sent in any more.

    What a maintainer has added or edited on the branch stays.
    """
    if branch is None:
        return dict(carried)
    before = branch.change_by_path
    return {
        path: text
        for path, text in carried.items()
        if path in edited
        or not path.startswith(f"{store.FOLDER}/")
        or before[path].before is not None
        or before[path].edits
    }


def _message(edited: Mapping[str, Edited], submission: Submission) -> str:
    """Write the commit message: the names of the entries, below the first line."""
    entries = [one.entry for one in edited.values()]
    message = proposals.message(entries[0], submission)
    if len(entries) == 1:
        return message
    first, _, rest = message.partition("\n\n")
    names = "\n".join(f"- {entry.slug}" for entry in entries)
    first = f"Add {len(entries)} entries (issue {submission.issue})"
    return f"{first}\n\n{names}\n\n{rest}"
