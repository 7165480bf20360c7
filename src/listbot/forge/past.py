"""Earlier states of a list, as git knows them: what its files were made from."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from listbot.forge.folder import Folder
from listbot.forge.git import Git
from listbot.forge.history import CommitSnapshot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from listbot.forge.protocol import Snapshot

# So many changes of the files are looked back at.
_MOST = 5
_NEVER = inf


def earlier(snapshot: Snapshot, paths: Sequence[str]) -> Iterator[Snapshot]:
    """Yield the states in which files were last changed, the newest first.

    Before them, of a folder, the state that was committed last. Nothing where there is
    no git, or no commit.
    """
    git, head = _history(snapshot)
    if git is None or head is None:
        return
    if isinstance(snapshot, Folder):
        yield CommitSnapshot(git, head)
    places = [f":(top,literal){git.stored(path)}" for path in paths]
    log = git.run("log", f"-n{_MOST}", "--format=%H", head, "--", *places)
    for commit in log.decode().split():
        if commit != head:
            yield CommitSnapshot(git, commit)


def changed_after(
    snapshot: Snapshot, paths: Iterable[str], page: str
) -> frozenset[str]:
    """Return the files of a folder that somebody has changed after another was written.

    What stands there as it was committed last counts as not changed; so does all that
    is committed. What of it git is asked is asked once, however many files there are.
    """
    if not isinstance(snapshot, Folder):
        return frozenset()
    written = _written(snapshot, page)
    newer = [path for path in paths if written <= _written(snapshot, path) < _NEVER]
    git, head = _history(snapshot) if newer else (None, None)
    if git is None or head is None:
        return frozenset(newer)
    committed = CommitSnapshot(git, head).contents(newer)
    present = {path: (snapshot.root / path).read_bytes() for path in newer}
    return frozenset(path for path in newer if committed.get(path) != present[path])


def _written(folder: Folder, path: str) -> float:
    """Return when a file was written, in nanoseconds."""
    try:
        return (folder.root / path).stat().st_mtime_ns
    except FileNotFoundError:
        return _NEVER


def _history(snapshot: Snapshot) -> tuple[Git | None, str | None]:
    if isinstance(snapshot, CommitSnapshot):
        return snapshot.git, snapshot.commit
    if not isinstance(snapshot, Folder):
        return None, None
    try:
        git = Git(folder=snapshot.root)
        if git.run("rev-parse", "--is-inside-work-tree", accept=(0, 128)) != b"true\n":
            return None, None
        git = git.of_folder()
        return git, git.commit_of("HEAD")
    except FileNotFoundError:
        return None, None  # there is no git on this machine
