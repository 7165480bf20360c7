"""The repository behind the fake: a real bare one, written through dulwich."""

from __future__ import annotations

import stat
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dulwich.objects import Blob, Commit, ObjectID, ShaFile, Tree
from dulwich.refs import Ref
from dulwich.repo import Repo

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

NO_SHA = "0" * 40
FILE_MODE = 0o100644


@dataclass(frozen=True, kw_only=True)
class Person:
    """Who stands in a commit, and when."""

    name: str
    email: str
    when: datetime

    def as_git(self) -> bytes:
        """Return `name <email>`."""
        return f"{self.name} <{self.email}>".encode()


class MergeConflictError(Exception):
    """Two commits change the same lines."""


class GitStore:
    """Objects and refs of one bare repository on disk."""

    def __init__(self, path: Path, branch: str = "main") -> None:
        self.path = path
        self.branch = branch
        self._answers: dict[tuple[str, ...], str] = {}
        path.mkdir(parents=True)
        Repo.init_bare(str(path), default_branch=branch.encode()).close()
        self._git("config", "http.receivepack", "true")
        self._git("config", "uploadpack.allowAnySHA1InWant", "true")
        self._repo = Repo(str(path))

    def close(self) -> None:
        """Let go of the files."""
        self._repo.close()

    def reopen(self) -> None:
        """Take notice of packs that a push has brought."""
        self._repo.close()
        self._repo = Repo(str(self.path))

    # Refs

    def refs(self) -> dict[str, str]:
        """Return every ref and the commit it points to."""
        found = self._repo.refs.as_dict(Ref(b"refs"))
        return {f"refs/{name.decode()}": sha.decode() for name, sha in found.items()}

    def ref(self, name: str) -> str | None:
        """Return where the full name *name* points to."""
        return self.refs().get(name)

    def head(self, branch: str) -> str | None:
        """Return the newest commit of *branch*."""
        return self.ref(f"refs/heads/{branch}")

    def set_ref(self, name: str, sha: str) -> None:
        """Point *name* to *sha*."""
        self._repo.refs[Ref(name.encode())] = ObjectID(sha.encode())

    def delete_ref(self, name: str) -> None:
        """Take *name* away."""
        del self._repo.refs[Ref(name.encode())]

    def set_refs(self, wanted: Mapping[str, str]) -> None:
        """Make the refs exactly *wanted*."""
        for name in self.refs().keys() - wanted.keys():
            self.delete_ref(name)
        for name, sha in wanted.items():
            self.set_ref(name, sha)

    # Objects

    def object(self, sha: str) -> ShaFile | None:
        """Return the object *sha*, if it is here."""
        if len(sha) != len(NO_SHA) or not set(sha) <= set("0123456789abcdef"):
            return None
        try:
            return self._repo.object_store[ObjectID(sha.encode())]
        except KeyError:
            return None

    def commit(self, sha: str) -> Commit | None:
        """Return the commit *sha*, if it is one."""
        found = self.object(sha)
        return found if isinstance(found, Commit) else None

    def tree(self, sha: str) -> Tree | None:
        """Return the tree *sha* (or of the commit *sha*), if it is one."""
        found = self.object(sha)
        if isinstance(found, Commit):
            found = self.object(found.tree.decode())
        return found if isinstance(found, Tree) else None

    def put_blob(self, content: bytes) -> str:
        """Store *content* and return its sha."""
        return self._put(Blob.from_string(content))

    def put_tree(
        self, base: str | None, changes: Mapping[str, tuple[int, str] | None]
    ) -> str:
        """Store *base* with *changes*: path → (mode, sha), or None to delete."""
        files = {} if base is None else self.files(base)
        for path, entry in changes.items():
            if entry is None:
                del files[path]
            else:
                files[path] = entry
        return self._put_files(files)

    def put_commit(
        self,
        *,
        tree: str,
        parents: Sequence[str],
        message: str,
        author: Person,
        committer: Person,
    ) -> str:
        """Store a commit and return its sha; the same words give the same sha."""
        made = Commit()
        made.tree = ObjectID(tree.encode())
        made.parents = [ObjectID(parent.encode()) for parent in parents]
        made.message = message.encode()
        made.author, made.committer = author.as_git(), committer.as_git()
        made.author_time = int(author.when.timestamp())
        made.commit_time = int(committer.when.timestamp())
        made.author_timezone = made.commit_timezone = 0
        made.encoding = b"UTF-8"
        return self._put(made)

    def files(self, sha: str) -> dict[str, tuple[int, str]]:
        """Return path → (mode, sha) of every file under the tree or commit *sha*."""
        return dict(self._walk(sha, ""))

    def text(self, sha: str, path: str) -> str | None:
        """Return the file *path* of the commit *sha* as text."""
        entry = self.files(sha).get(path)
        found = None if entry is None else self.object(entry[1])
        return found.data.decode() if isinstance(found, Blob) else None

    def texts(self, sha: str) -> dict[str, str]:
        """Return every file of the commit *sha* as text."""
        blobs = {path: self.object(entry[1]) for path, entry in self.files(sha).items()}
        return {
            path: blob.data.decode()
            for path, blob in blobs.items()
            if isinstance(blob, Blob)
        }

    # History

    def ancestors(self, sha: str) -> set[str]:
        """Return *sha* and every commit it comes from."""
        found: set[str] = set()
        waiting = [sha]
        while waiting:
            one = waiting.pop()
            commit = None if one in found else self.commit(one)
            if commit is not None:
                found.add(one)
                waiting += [parent.decode() for parent in commit.parents]
        return found

    def is_ancestor(self, old: str, new: str) -> bool:
        """Return whether *new* comes from *old* (or is it)."""
        return old in self.ancestors(new)

    def between(self, base: str, head: str) -> list[str]:
        """Return the commits of *head* that *base* has not, oldest first."""
        return list(self._told("rev-list", "--reverse", f"{base}..{head}").split())

    def merge_base(self, one: str, other: str) -> str:
        """Return the commit both come from."""
        return self._told("merge-base", one, other).strip()

    def merged_tree(self, ours: str, theirs: str) -> str:
        """Return the tree of merging *theirs* into *ours*, as git itself does it."""
        words = ("merge-tree", "--write-tree", "--no-messages", ours, theirs)
        if words not in self._answers:
            done = self._run(*words)
            if done.returncode > 1:
                raise RuntimeError(done.stderr)
            tree = "" if done.returncode else done.stdout.split()[0]
            self._answers[words] = tree
        if not self._answers[words]:
            raise MergeConflictError(ours, theirs)
        return self._answers[words]

    def check(self) -> None:
        """Let git itself look at every object; raise if it finds fault."""
        self._git("fsck", "--strict", "--no-dangling")

    # How it is done

    def _put(self, made: ShaFile) -> str:
        self._repo.object_store.add_object(made)
        return made.id.decode()

    def _put_files(self, files: Mapping[str, tuple[int, str]]) -> str:
        tree = Tree()
        folders: dict[str, dict[str, tuple[int, str]]] = {}
        for path, (mode, sha) in files.items():
            folder, slash, rest = path.partition("/")
            if slash:
                folders.setdefault(folder, {})[rest] = (mode, sha)
            else:
                tree.add(path.encode(), mode, ObjectID(sha.encode()))
        for folder, inside in folders.items():
            sha = self._put_files(inside)
            tree.add(folder.encode(), stat.S_IFDIR, ObjectID(sha.encode()))
        return self._put(tree)

    def _walk(self, sha: str, folder: str) -> Iterator[tuple[str, tuple[int, str]]]:
        tree = self.tree(sha)
        for entry in tree.items() if tree is not None else ():
            path = folder + entry.path.decode()
            if stat.S_ISDIR(entry.mode):
                yield from self._walk(entry.sha.decode(), path + "/")
            else:
                yield path, (entry.mode, entry.sha.decode())

    def _told(self, *words: str) -> str:
        """Ask git once for what cannot change, because only commits are named."""
        if words not in self._answers:
            self._answers[words] = self._git(*words)
        return self._answers[words]

    def _git(self, *words: str) -> str:
        done = self._run(*words)
        if done.returncode:
            raise RuntimeError(done.stderr)
        return done.stdout

    def _run(self, *words: str) -> subprocess.CompletedProcess[str]:
        command = ["git", "-C", str(self.path), *words]
        return subprocess.run(command, capture_output=True, text=True, check=False)
