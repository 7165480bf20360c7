"""Several commits at once on a new branch, however many files they have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from listbot.catalog.errors import ListbotError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from listbot.forge.git import Author, Git


@dataclass(frozen=True, kw_only=True)
class NewCommit:
    """What one commit changes, and its message."""

    message: str
    files: Mapping[str, str]
    deleted: Collection[str] = ()


def begin_branch(
    git: Git, branch: str, base: str, commits: Sequence[NewCommit], author: Author
) -> str:
    """Write *commits* on top of *base* as a new branch; return where it stands.

    One git process for all of it (`git fast-import`). The same values give the same
    commits, and a branch that stands there already is left as it is. Raises
    ListbotError when the branch is something else.
    """
    waiting = f"refs/listbot/begun/{branch}"
    git.run("update-ref", waiting, base)
    stream = b"".join(_stream(waiting, base, commits, author))
    git.run("fast-import", "--quiet", "--date-format=raw", stdin=stream)
    made = git.line("rev-parse", waiting)
    git.run("update-ref", "-d", waiting)
    present = git.commit_of(f"refs/heads/{branch}")
    if present not in {None, made}:
        message = (
            f"There is a branch {branch} already, and it is another one; it was left "
            f"alone. Merge it, or delete it with `git branch -D {branch}`, then run "
            "again."
        )
        raise ListbotError(message)
    git.move_branch(branch, made, present)
    return made


def _stream(
    ref: str, base: str, commits: Sequence[NewCommit], author: Author
) -> Iterator[bytes]:
    """Write the input of `git fast-import`, as git-fast-import(1) has it."""
    who = f"{author.name} <{author.email}> {int(author.when.timestamp())} +0000\n"
    for number, commit in enumerate(commits):
        yield f"commit {ref}\nmark :{number + 1}\n".encode()
        yield f"author {who}committer {who}".encode()
        yield _data(commit.message)
        yield (f"from {base}\n" if number == 0 else f"from :{number}\n").encode()
        for path in sorted(commit.deleted):
            yield f"D {_path(path)}\n".encode()
        for path in sorted(commit.files):
            yield f"M 100644 inline {_path(path)}\n".encode()
            yield _data(commit.files[path])


def _data(text: str) -> bytes:
    written = text.encode()
    return b"data %d\n%s\n" % (len(written), written)


def _path(path: str) -> str:
    """Write a path so that nothing in it ends it."""
    escaped = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
