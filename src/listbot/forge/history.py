"""What the git history says: the files of a commit, the proposals on their branches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from listbot.forge.folder import decoded
from listbot.forge.protocol import PREFIX, Branch, Change

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from listbot.forge.git import Git

# The last line of every commit message of ours: how we know our commits again.
SIGNATURE = "Listbot-Proposal:"


@dataclass(frozen=True)
class CommitSnapshot:
    """The files of one commit: a `Snapshot`."""

    git: Git
    commit: str

    def paths(self, folder: str) -> Collection[str]:
        """Return the path of every file in a folder; see `Snapshot.paths`."""
        return tuple(self.git.blob_by_path(self.commit, f"{folder}/"))

    def texts(self, paths: Collection[str]) -> Mapping[str, str]:
        """Return the text of files by path; see `Snapshot.texts`."""
        contents = self.contents(paths)
        return {path: decoded(data, path) for path, data in contents.items()}

    def contents(self, paths: Collection[str]) -> Mapping[str, bytes]:
        """Return files by path as they are, text or not."""
        if not paths:
            return {}
        # More than a few names would not fit on a command line.
        few = tuple(paths) if len(paths) <= 100 else ()  # noqa: PLR2004 - as said
        blob_by_path = self.git.blob_by_path(self.commit, *few)
        wanted = [path for path in paths if path in blob_by_path]
        contents = self.git.contents([blob_by_path[path] for path in wanted])
        return dict(zip(wanted, contents, strict=True))


def issue_of(branch: str) -> int | None:
    """Return the issue a branch name belongs to, None for any other name."""
    number = branch.removeprefix(PREFIX)
    if branch.startswith(PREFIX) and number.isascii() and number.isdigit():
        return int(number)
    return None


def read_branch(git: Git, name: str, head: str, base: str) -> Branch | None:
    """Read the branch of a proposal, None when its name is not a proposal's.

    A branch without any common history counts as somebody else's.
    """
    issue = issue_of(name)
    return None if issue is None else _read(git, name, head, base, issue, str(issue))


def read_repair(git: Git, name: str, head: str, base: str) -> Branch:
    """Read a branch that no issue asked for; its `issue` is 0.

    Our commits on it are signed with what stands after the last slash of its name.
    """
    return _read(git, name, head, base, 0, name.rpartition("/")[2])


def _read(  # noqa: PLR0913, PLR0917 - the parts of one branch
    git: Git, name: str, head: str, base: str, issue: int, signed: str
) -> Branch:
    left = git.merge_base(base, head)
    is_ours = _is_ours_by_commit(git, left, head, signed) if left else {}
    foreign = [commit for commit, ours in is_ours.items() if not ours]
    return Branch(
        issue=issue,
        name=name,
        head=head,
        current=left == base,
        # A branch without commits of its own was merged: nobody else's.
        ours=any(is_ours.values()) or left == head,
        change_by_path=_changes(git, left, head, foreign) if left else {},
    )


def _changes(
    git: Git, left: str, head: str, foreign: Sequence[str]
) -> dict[str, Change]:
    paths = _changed_paths(git, left, head)
    before = CommitSnapshot(git, left).texts(paths)
    after = CommitSnapshot(git, head).texts(paths)
    edits_by_path = _edits(git, foreign)
    return {
        path: Change(
            before=before.get(path),
            after=after.get(path),
            edits=tuple(edits_by_path.get(path, ())),
        )
        for path in paths
    }


def _edits(
    git: Git, foreign: Sequence[str]
) -> dict[str, list[tuple[str | None, str | None]]]:
    """Return what commits of others did to each file, oldest first."""
    edits_by_path: dict[str, list[tuple[str | None, str | None]]] = {}
    for commit in foreign:
        paths = _changed_paths(git, f"{commit}^1", commit)
        before = CommitSnapshot(git, f"{commit}^1").texts(paths)
        after = CommitSnapshot(git, commit).texts(paths)
        for path in paths:
            pair = (before.get(path), after.get(path))
            edits_by_path.setdefault(path, []).append(pair)
    return edits_by_path


def _changed_paths(git: Git, old: str, new: str) -> list[str]:
    listing = git.run("diff", "--name-only", "-z", "--no-renames", old, new)
    names = listing.decode(errors="surrogateescape").split("\0")
    return [git.seen(name) for name in names if name]


def _is_ours_by_commit(git: Git, left: str, head: str, signed: str) -> dict[str, bool]:
    """Say for each commit of the branch, oldest first, whether listbot made it.

    The branch's own line is followed, not what was merged into it.
    """
    words = ("log", "-z", "--first-parent", "--reverse", "--format=%H%n%B")
    log = git.run(*words, f"{left}..{head}").decode(errors="replace")
    signature = f"{SIGNATURE} {signed}"
    return {
        record.split("\n", 1)[0]: signature in record.split("\n")
        for record in log.split("\0")
        if record
    }
