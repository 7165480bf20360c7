"""Proposals: what a branch holds, and how it is carried over to a new base.

Everything generated is made anew; everything else is kept as it stands on the branch,
because a maintainer may have edited it there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from listbot.catalog import store
from listbot.catalog.model import Catalog, Entry, Finding
from listbot.catalog.wording import quoted
from listbot.forge.history import SIGNATURE
from listbot.jobs import keeping
from listbot.jobs.keeping import Made
from listbot.text import regions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from listbot.catalog.config import Config
    from listbot.forge.protocol import Branch, Change, Snapshot, Submission
    from listbot.jobs.loading import ListFiles

_LOGIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:\[bot\])?")


@dataclass(frozen=True, kw_only=True)
class Carried:
    """What a branch adds to the base commit, generated files aside.

    *pages* are the Markdown files whose prose counts, their regions not filled yet;
    *conflicts* are paths that were changed on both sides in a way that cannot be put
    together.
    """

    files: Mapping[str, str] = field(default_factory=dict[str, str])
    deleted: tuple[str, ...] = ()
    pages: Mapping[str, str] = field(default_factory=dict[str, str])
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Edited:
    """An entry with what maintainers changed on the branch, and its file's text."""

    entry: Entry
    text: str
    findings: tuple[Finding, ...] = ()


def carried_over(
    branch: Branch | None,
    snapshot: Snapshot,
    config: Config,
    merge: Callable[[str, str, str], str | None],
) -> Carried:
    """Put together what the branch changed and what base holds now.

    *merge* takes our text, the common one and theirs, and gives one text or None.
    """
    changes: Mapping[str, Change] = {}
    if branch and branch.ours:
        changes = branch.change_by_path
    now = snapshot.texts([*changes, *config.files])
    files: dict[str, str] = {}
    deleted: list[str] = []
    conflicts: list[str] = []
    pages = {path: now[path] for path in config.files if path in now}
    for path, change in changes.items():
        if path in config.files:
            prose = _prose(now.get(path), change, merge)
            if prose is not None:
                pages[path] = prose
            conflicts += [path] if prose is None and path in now else []
        elif path in config.exports:
            continue
        elif change.after is None:
            deleted += [path] if path in now else []
        else:
            text = _merged(now.get(path), change, merge)
            if text is None:
                conflicts.append(path)
            elif text != now.get(path):
                files[path] = text
    return Carried(
        files=files, deleted=tuple(deleted), pages=pages, conflicts=tuple(conflicts)
    )


def generated(files: ListFiles, carried: Carried, catalog: Catalog) -> Made:
    """Return what is made from the entries of a proposal, README above all.

    Nothing, where the list has that done on base after the merge; unless somebody has
    changed the prose of README on the branch.
    """
    if files.config.pull_request == "on-merge" and carried.pages == files.pages:
        return Made()
    return keeping.generated(files, catalog, carried.pages)


def own_path(branch: Branch | None) -> str | None:
    """Return the path of the entry that the branch adds.

    Of several the one that listbot wrote itself; None when there is none.
    """
    if branch is None or not branch.ours:
        return None
    added = [
        (bool(change.edits), path)
        for path, change in branch.change_by_path.items()
        if path.startswith(f"{store.FOLDER}/")
        and change.before is None
        and change.after is not None
    ]
    return min(added)[1] if added else None


def own_entry(branch: Branch | None, config: Config) -> Entry | None:
    """Return the entry that the branch adds as it stands there, if it can be read."""
    path = own_path(branch)
    if branch is None or path is None:
        return None
    return read_entry(branch.change_by_path[path].after, path, config)


def added_entry(branch: Branch, path: str, config: Config) -> Entry | None:
    """Return the entry that a branch adds at *path*, as it stands there."""
    change = branch.change_by_path.get(path)
    if change is None or change.after is None or change.before is not None:
        return None
    return read_entry(change.after, path, config)


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposed:
    """What another submission proposes: its entries, and the path of its own one.

    Entries that it changes count as well as those that it adds.
    """

    issue: int
    path: str | None
    entries: tuple[Entry, ...]


def proposed(branch: Branch, config: Config) -> Proposed:
    """Return what a branch proposes, entries that cannot be read left out."""
    texts = {
        path: change.after
        for path, change in branch.change_by_path.items()
        if path.startswith(f"{store.FOLDER}/") and change.after is not None
    }
    catalog, _ = store.read_catalog(texts, config)
    return Proposed(issue=branch.issue, path=own_path(branch), entries=catalog.entries)


def with_entry(catalog: Catalog, entry: Entry) -> Catalog:
    """Return the catalog with *entry* in it, in place of the one of its name."""
    others = (other for other in catalog.entries if other.slug != entry.slug)
    return Catalog(sections=catalog.sections, entries=(*others, entry))


def with_edits(
    entry: Entry, branch: Branch | None, config: Config, listed: str | None = None
) -> Edited:
    """Keep what a maintainer changed in the entry's file on the branch.

    *listed* is the text of the entry's file on the list, if it is an update: comments
    and the order of keys stay.
    Field by field: what a commit that is not ours has changed stays; where the issue
    says something else, a notice tells so.
    """
    change = branch.change_by_path.get(entry.path) if branch else None
    standing = read_entry(change.after, entry.path, config) if change else None
    if change is None or change.after is None or standing is None:
        fresh = store.edit_entry(listed, entry) if listed else store.entry_text(entry)
        return Edited(entry=entry, text=fresh)
    edited = _edited_fields(change, entry.path, config)
    kept = {name: getattr(standing, name) for name in edited}
    findings = [
        _overruled(name)
        for name, value in kept.items()
        if getattr(entry, name) != value
    ]
    merged = entry.model_copy(update=kept)
    text = store.edit_entry(change.after, merged)
    return Edited(entry=merged, text=text, findings=tuple(findings))


def message(entry: Entry, submission: Submission, verb: str = "Add") -> str:
    """Write the commit message: nothing in it but names that we checked.

    A title could close other issues or forge a trailer, so it stays out; the author of
    the submission is credited with GitHub's numeric address when it is known.
    """
    lines = [f"{verb} {entry.slug} (issue {submission.issue})", ""]
    if submission.author_id is not None and _LOGIN.fullmatch(submission.author):
        address = f"{submission.author_id}+{submission.author}@users.noreply.github.com"
        lines.append(f"Co-authored-by: {submission.author} <{address}>")
    lines.append(f"{SIGNATURE} {submission.issue}")
    return "\n".join(lines) + "\n"


def _merged(
    now: str | None, change: Change, merge: Callable[[str, str, str], str | None]
) -> str | None:
    """Return the text both sides lead to; None when they collide."""
    assert change.after is not None  # noqa: S101 - callers see to it
    if now in (change.before, change.after):
        return change.after
    if change.before is None or now is None:
        return None
    return merge(now, change.before, change.after)


def _prose(
    now: str | None, change: Change, merge: Callable[[str, str, str], str | None]
) -> str | None:
    """Merge README apart from its regions, which are filled anew anyway."""
    if change.before is None or change.after is None or now is None:
        return now
    before, after = _emptied(change.before), _emptied(change.after)
    if before == after:
        return now
    if _emptied(now) == before:
        return after
    return merge(_emptied(now), before, after)


def _emptied(readme: str) -> str:
    """Return a README with nothing in its regions: the prose that people wrote."""
    names = [region.name for region in regions.find_regions(readme)]
    return regions.replace_regions(readme, dict.fromkeys(names, ""))


def read_entry(text: str | None, path: str, config: Config) -> Entry | None:
    """Read the text of an entry's file; None where it is none."""
    if text is None:
        return None
    catalog, _ = store.read_catalog({path: text}, config)
    return catalog.entries[0] if catalog.entries else None


def _edited_fields(change: Change, path: str, config: Config) -> list[str]:
    """Return the fields that commits of others have changed in an entry's file."""
    pairs = [
        (read_entry(before, path, config), read_entry(after, path, config))
        for before, after in change.edits
    ]
    return [
        name
        for name in Entry.model_fields
        if any(
            was and now and getattr(was, name) != getattr(now, name)
            for was, now in pairs
        )
    ]


def _overruled(name: str) -> Finding:
    return Finding(
        code="edited-by-maintainer",
        severity="notice",
        message=f"A maintainer has changed {quoted(name)} on the branch; that stands.",
        hint="Talk to the maintainer if it should be otherwise.",
        field=name,
    )
