"""Git, as far as listbot needs it: read trees, write commits, move branches safely.

Everything goes through plumbing on the object store; no work tree and no index of the
repository is touched, and no hook of it runs.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from listbot.catalog.errors import ListbotError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

_NOBODY = "0" * 40
# Every repository knows it.
EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"


@dataclass(frozen=True, kw_only=True, slots=True)
class Author:
    """Who stands in a commit as author and committer, and when it was made."""

    name: str
    email: str
    when: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Git:
    """One repository on disk.

    *settings* are further environment variables for git itself, such as the ones that
    carry an authorization header; they are never shown. *place* is where in the
    repository the list lies, such as `lists/tools`: paths are seen from there, and one
    that lies elsewhere has a `/` in front.
    """

    folder: Path
    settings: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    place: str = ""

    def stored(self, path: str) -> str:
        """Return a path that is seen from the list as the repository has it."""
        if path.startswith("/"):
            return path[1:]
        return f"{self.place}/{path}" if self.place else path

    def seen(self, path: str) -> str:
        """Return a path of the repository as it is seen from the list."""
        if not self.place:
            return path
        inside = path.startswith(f"{self.place}/")
        return path[len(self.place) + 1 :] if inside else f"/{path}"

    def of_folder(self) -> Git:
        """Return the same repository, seen from the folder that was named."""
        told = self.run("rev-parse", "--show-prefix", accept=(0, 128))
        return replace(self, place=told.decode().strip("\n").rstrip("/"))

    def run(
        self,
        *words: str,
        stdin: bytes = b"",
        extra: Mapping[str, str] | None = None,
        accept: Collection[int] = (0,),
    ) -> bytes:
        """Run one git command and return its output.

        Raises ListbotError with git's own last line when the exit code is not in
        *accept*.
        """
        command = ["git", "-c", "core.hooksPath=/dev/null", "-C", str(self.folder)]
        done = subprocess.run(  # noqa: S603 - the words are ours, never a shell's
            [*command, *words],
            input=stdin,
            capture_output=True,
            env=os.environ
            | {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
            | dict(self.settings)
            | dict(extra or {}),
            check=False,
        )
        if done.returncode not in accept:
            said = done.stderr.decode(errors="replace").strip().splitlines()
            message = f"git {words[0]} in {self.folder} did not work: " + (
                said[-1] if said else f"it ended with {done.returncode}"
            )
            raise ListbotError(message)
        return done.stdout

    def line(self, *words: str) -> str:
        """Run one git command that answers with one line."""
        return self.run(*words).decode().strip()

    def commit_of(self, name: str) -> str | None:
        """Return the commit that a name stands for, None if there is none."""
        words = ("rev-parse", "--verify", "--quiet", "--end-of-options")
        found = self.run(*words, f"{name}^{{commit}}", accept=(0, 1, 128))
        return found.decode().strip() or None

    def tree_of(self, commit: str) -> str:
        """Return the tree of a commit."""
        return self.line("rev-parse", f"{commit}^{{tree}}")

    def is_ancestor(self, older: str, newer: str) -> bool:
        """Say whether the history of *newer* contains *older*."""
        return self.merge_base(older, newer) == older

    def merge_base(self, one: str, other: str) -> str | None:
        """Return the best common ancestor of two commits, if they have one."""
        found = self.run("merge-base", one, other, accept=(0, 1))
        return found.decode().strip() or None

    def blob_by_path(self, commit: str, *folders: str) -> dict[str, str]:
        """Return the id of every file in a commit by its path; links are left out.

        With *folders* only of what lies in them (or is them).
        """
        names = [self.stored(folder) for folder in folders]
        listing = self.run("ls-tree", "-r", "-z", "--full-tree", commit, "--", *names)
        blobs: dict[str, str] = {}
        for row in listing.decode(errors="surrogateescape").split("\0"):
            head, _, path = row.partition("\t")
            if head.startswith("100"):
                blobs[self.seen(path)] = head.split(" ")[2]
        return blobs

    def contents(self, blobs: Sequence[str]) -> list[bytes]:
        """Return the bytes of several files by their ids, in the order asked."""
        asked = "".join(f"{blob}\n" for blob in blobs).encode()
        answer = self.run("cat-file", "--batch", stdin=asked)
        found: list[bytes] = []
        at = 0
        for _ in blobs:
            end = answer.index(b"\n", at)
            size = int(answer[at:end].split(b" ")[2])
            found.append(answer[end + 1 : end + 1 + size])
            at = end + 1 + size + 1
        return found

    def write_tree(
        self, base: str, files: Mapping[str, str], deleted: Collection[str]
    ) -> str:
        """Write the tree of *base* with some files replaced, added or taken away."""
        rows = [f"0 {_NOBODY}\t{self.stored(path)}" for path in deleted]
        for path, text in files.items():
            blob = self.run("hash-object", "-w", "--stdin", stdin=text.encode())
            rows.append(f"100644 {blob.decode().strip()}\t{self.stored(path)}")
        with tempfile.TemporaryDirectory() as folder:
            extra = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
            self.run("read-tree", base, extra=extra)
            listing = "".join(f"{row}\0" for row in rows).encode()
            self.run("update-index", "-z", "--index-info", stdin=listing, extra=extra)
            return self.run("write-tree", extra=extra).decode().strip()

    def write_commit(
        self, tree: str, parents: Sequence[str], message: str, author: Author
    ) -> str:
        """Write a commit; the same values give the same id."""
        words = [word for parent in parents for word in ("-p", parent)]
        when = f"{int(author.when.timestamp())} +0000"
        extra = {
            f"GIT_{role}_{key}": value
            for role in ("AUTHOR", "COMMITTER")
            for key, value in (
                ("NAME", author.name),
                ("EMAIL", author.email),
                ("DATE", when),
            )
        }
        text = message.encode()
        written = self.run("commit-tree", tree, *words, stdin=text, extra=extra)
        return written.decode().strip()

    def move_branch(self, branch: str, new: str, old: str | None) -> None:
        """Set a branch to *new*, but only if it still stands at *old* (None: absent).

        Raises ListbotError when somebody else moved it meanwhile.
        """
        self.run("update-ref", f"refs/heads/{branch}", new, old or _NOBODY)

    def delete_branch(self, branch: str, old: str) -> None:
        """Delete a branch, but only if it still stands at *old*."""
        self.run("update-ref", "-d", f"refs/heads/{branch}", old)

    def branches(self, prefix: str) -> dict[str, str]:
        """Return the commit of every branch whose name starts with *prefix*."""
        words = ("for-each-ref", "--format=%(objectname) %(refname:strip=2)")
        rows = self.run(*words, f"refs/heads/{prefix}*").decode().splitlines()
        return {
            name: commit for commit, _, name in (row.partition(" ") for row in rows)
        }

    def merged_text(self, ours: str, old: str, theirs: str) -> str | None:
        """Merge two changes of one text line by line; None where they collide."""
        with tempfile.TemporaryDirectory() as folder:
            paths: list[str] = []
            for name, text in (("ours", ours), ("old", old), ("theirs", theirs)):
                path = Path(folder) / name
                path.write_bytes(text.encode())
                paths.append(str(path))
            try:
                merged = self.run("merge-file", "--stdout", *paths)
            except ListbotError:
                return None
            return merged.decode()
