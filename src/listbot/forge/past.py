"""Earlier states of a list, as git knows them: what its files were made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from listbot.forge.folder import Folder
from listbot.forge.git import Git
from listbot.forge.history import CommitSnapshot

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from listbot.forge.protocol import Snapshot

# So many changes of the files are looked back at.
_MOST = 5


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


def changed_after(snapshot: Snapshot, path: str, page: str) -> bool:
    """Say whether somebody has changed a file of a folder after another was written.

    What stands there as it was committed last counts as not changed; so does all that
    is committed.
    """
    if not isinstance(snapshot, Folder):
        return False
    file, written = snapshot.root / path, snapshot.root / page
    if not file.exists() or not written.exists():
        return False
    if file.stat().st_mtime_ns < written.stat().st_mtime_ns:
        return False
    git, head = _history(snapshot)
    if git is None or head is None:
        return True
    committed = CommitSnapshot(git, head).texts([path])
    return committed.get(path) != snapshot.texts([path])[path]


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
