"""Repairs: one proposal for each kind of change that links ask for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from listbot.catalog import addresses, ids, store
from listbot.catalog.model import Catalog, Entry, Link
from listbot.catalog.plan import Proposal
from listbot.forge.history import SIGNATURE
from listbot.jobs import keeping, proposals
from listbot.text import repair_texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from listbot.catalog.config import Config
    from listbot.catalog.link_memory import Memory, Remembered
    from listbot.forge.protocol import Branch, Snapshot
    from listbot.jobs.loading import ListFiles

PREFIX = "listbot/links-"
# What may follow an address without being a part of it.
_END = r"(?![\w\-.~/%?#&=+:@!$*,;]*[\w\-~/%?#&=+@$*])"

Mend: TypeAlias = Callable[[Entry, "Link", "Remembered", "Config"], "Entry | None"]
"""Mends one link of an entry; None where the entry has no use without it."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of repair: what it is called, when it is due, and what it does."""

    name: str
    title: str
    due: Callable[[Remembered], bool]
    mend: Mend

    @property
    def branch(self) -> str:
        """The branch of its proposal."""
        return f"{PREFIX}{self.name}"


@dataclass(frozen=True, kw_only=True)
class Repair:
    """What one kind of repair changes on the list, and which links it is about."""

    kind: Kind
    entry_by_path: Mapping[str, Entry | None]
    changes: Sequence[repair_texts.Change]
    urls: frozenset[str]


def due(kind: Kind, files: ListFiles, memory: Memory) -> Repair | None:
    """Return what a kind of repair has to do now, if there is anything."""
    entry_by_path: dict[str, Entry | None] = {}
    changes: list[repair_texts.Change] = []
    urls: set[str] = set()
    for entry in sorted(files.catalog.entries, key=lambda entry: entry.slug):
        mended: Entry | None = entry
        for link in entry.links:
            known = memory.links.get(link.url)
            if known is None or known.declined or not kind.due(known):
                continue
            after = kind.mend(mended, link, known, files.config) if mended else None
            if after == mended:
                continue
            mended = after
            urls.add(link.url)
            changes.append(_change(entry, link, known))
        if mended != entry:
            entry_by_path[entry.path] = mended
    if not changes:
        return None
    return Repair(
        kind=kind,
        entry_by_path=entry_by_path,
        changes=tuple(changes),
        urls=frozenset(urls),
    )


def proposal(
    repair: Repair,
    files: ListFiles,
    branch: Branch | None,
    snapshot: Snapshot,
    merge: Callable[[str, str, str], str | None],
) -> Proposal:
    """Return the proposal of a repair on top of *snapshot*.

    An entry that somebody changed on the branch stays as they left it there; all others
    and what is made from them are made anew.
    """
    edited = _edited(branch) if branch else set[str]()
    carried = proposals.carried_over(branch, snapshot, files.config, merge)
    written = {path: text for path, text in carried.files.items() if path in edited}
    deleted = [path for path in carried.deleted if path in edited]
    for path, entry in repair.entry_by_path.items():
        if path in edited:
            continue
        if entry is None:
            deleted.append(path)
        else:
            written[path] = store.edit_entry(files.entry_texts[path], entry)
    catalog = _with_files(files, written, deleted)
    generated = keeping.generated(files, catalog, carried.pages)
    return Proposal(
        branch=repair.kind.branch,
        title=repair.kind.title,
        body=repair_texts.body(repair.kind.name, repair.changes, note=generated.note),
        commit_message=f"{repair.kind.title}\n\n{SIGNATURE} links-{repair.kind.name}\n",
        files={**written, **generated.files},
        deleted=tuple(deleted),
    )


def is_ours_alone(branch: Branch) -> bool:
    """Say whether a branch holds nothing that anybody else has made."""
    edited = any(change.edits for change in branch.change_by_path.values())
    return branch.ours and not edited


def is_alone(entry: Entry, link: Link, config: Config) -> bool:
    """Say whether an entry has no use without a link: its last, or a required one."""
    others = [other for other in entry.links if other.url != link.url]
    wanted = config.links.get(link.kind)
    is_required = wanted is not None and wanted.required
    return not others or (
        is_required and all(other.kind != link.kind for other in others)
    )


def _edited(branch: Branch) -> set[str]:
    """Return the entries that somebody else has changed on the branch."""
    return {
        path
        for path, change in branch.change_by_path.items()
        if change.edits and path.startswith(f"{store.FOLDER}/")
    }


def _with_files(
    files: ListFiles, written: Mapping[str, str], deleted: Sequence[str]
) -> Catalog:
    changed = {*written, *deleted}
    kept = [entry for entry in files.catalog.entries if entry.path not in changed]
    read, _ = store.read_catalog(written, files.config)
    return Catalog(sections=files.catalog.sections, entries=(*kept, *read.entries))


def _change(entry: Entry, link: Link, known: Remembered) -> repair_texts.Change:
    return repair_texts.Change(
        title=entry.title,
        path=entry.path,
        kind=link.kind,
        old=link.url,
        new=known.moved_to if known.verdict == "moved" else known.archived,
        why=known.gone.why if known.gone and known.dead else known.why,
    )


def _moved(entry: Entry, link: Link, known: Remembered, config: Config) -> Entry | None:
    del config
    return _readdressed(entry, link.url, known.moved_to)


def _replaced(
    entry: Entry, link: Link, known: Remembered, config: Config
) -> Entry | None:
    del config
    return _readdressed(entry, link.url, known.archived)


def _removed(
    entry: Entry, link: Link, known: Remembered, config: Config
) -> Entry | None:
    del known
    if is_alone(entry, link, config):
        return None
    links = tuple(other for other in entry.links if other.url != link.url)
    # Nobody knows which part of what people wrote speaks of the link.
    return entry.model_copy(update={"links": links, "as_written": None})


def _kept(entry: Entry, link: Link, known: Remembered, config: Config) -> Entry | None:
    del config
    if known.archived is None:
        return entry
    archived = {**entry.archived, link.kind: known.archived}
    return entry.model_copy(update={"archived": archived})


def _readdressed(entry: Entry, old: str, new: str | None) -> Entry:
    """Return an entry with another address, in the text that it keeps too."""
    try:
        new = addresses.read_address(new or "").text
    except ValueError:
        return entry
    links = tuple(
        Link(link.kind, new if link.url == old else link.url) for link in entry.links
    )
    if len({(link.kind, link.url) for link in links}) < len(links):
        return entry  # the new address stands there already: people know better
    update: dict[str, object] = {"links": links, "ids": _ids(entry, old, new)}
    if isinstance(entry.as_written, str):
        update["as_written"] = _retold(entry.as_written, old, new)
    elif entry.as_written is not None:
        update["as_written"] = {
            section: _retold(text, old, new)
            for section, text in entry.as_written.items()
        }
    if entry.markdown:
        update["markdown"] = {
            key: _retold(text, old, new) for key, text in entry.markdown.items()
        }
    return entry.model_copy(update=update)


def _retold(text: str, old: str, new: str) -> str:
    return re.sub(re.escape(old) + _END, lambda _: new, text)


def _ids(entry: Entry, old: str, new: str) -> dict[str, str]:
    """Return the entry's identifiers with those that came from the old address."""
    value_by_scheme = dict(entry.ids)
    fresh = {found.scheme: found.value for found in ids.ids_of(new) if found.exact}
    for found in ids.ids_of(old):
        if value_by_scheme.get(found.scheme) == found.value and found.scheme in fresh:
            value_by_scheme[found.scheme] = fresh[found.scheme]
    return value_by_scheme


KINDS: tuple[Kind, ...] = (
    Kind(
        name="moved",
        title="Take over new addresses of links that moved",
        due=lambda known: known.verdict == "moved" and known.moved_to is not None,
        mend=_moved,
    ),
    Kind(
        name="replaced",
        title="Replace dead links with archived copies",
        due=lambda known: known.dead is not None and known.choice == "replace",
        mend=_replaced,
    ),
    Kind(
        name="removed",
        title="Remove dead links",
        due=lambda known: known.dead is not None and known.choice == "remove",
        mend=_removed,
    ),
    Kind(
        name="kept",
        title="Note archived copies of dead links",
        due=lambda known: known.dead is not None and known.choice == "keep",
        mend=_kept,
    ),
)
"""Every kind of repair; each has one branch and one pull request at most."""
