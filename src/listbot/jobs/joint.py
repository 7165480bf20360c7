"""Joint: several drafts of one submission become one plan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from listbot.catalog import identity, order, store
from listbot.catalog.model import Plan, Proposal
from listbot.forge.protocol import PREFIX, PULL_REQUEST
from listbot.jobs import hearing, proposals, remembering
from listbot.text import changes, replies
from listbot.text import several as texts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from listbot.catalog.config import Config
    from listbot.catalog.model import Catalog, Entry, Outcome
    from listbot.forge.protocol import Branch, Snapshot, Submission
    from listbot.jobs.drafting import Desk
    from listbot.jobs.hearing import Heard
    from listbot.jobs.proposals import Edited
    from listbot.jobs.several import Item


@dataclass(frozen=True, kw_only=True)
class Joint:
    """What is decided about several links: the plan, and what it says they are."""

    plan: Plan
    heard: Heard
    digest: str


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
    files, branch = desk.files, desk.branch
    edited = {
        item.entry.path: _edited(item, item.entry, desk) for item in items if item.entry
    }
    catalog = files.catalog
    for one in edited.values():
        catalog = proposals.with_entry(catalog, one.entry)
    parts = [_part(item, edited, catalog, files.config) for item in items]
    plan = Plan(
        issue=submission.issue,
        outcome=_outcome(items),
        findings=tuple(found for item in items for found in item.draft.findings),
        reply=texts.reply(
            parts, files.config, issue=submission.issue, pull=PULL_REQUEST
        ),
    )
    if edited:
        carried = proposals.carried_over(branch, snapshot, files.config, merge)
        kept = _without_stale(carried.files, branch, edited)
        generated = proposals.generated(files, carried, catalog)
        first = next(iter(edited.values())).entry
        plan = replace(
            plan,
            entry=store.entry_data(first),
            proposal=Proposal(
                branch=f"{PREFIX}{submission.issue}",
                title=texts.proposal_title(parts, files.config),
                body=texts.proposal_body(parts, files.config, issue=submission.issue),
                commit_message=_message(edited, submission),
                files={
                    **kept,
                    **{path: one.text for path, one in edited.items()},
                    **generated,
                },
                deleted=carried.deleted,
            ),
        )
    digests = (remembering.digest(one.entry) for one in edited.values())
    return Joint(plan=plan, heard=heard, digest="+".join(digests))


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
    codes = {
        found.code
        for item in items
        for found in item.draft.findings
        if found.severity == "error"
    }
    if codes == {"not-enriched"}:
        return "retry"
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
