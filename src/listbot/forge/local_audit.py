"""The local forge for audits: branches in the repository, the issue beside the others.

The standing issue lies in `.git/listbot/issues/` like any other; its boxes are ticked
there. A repair's pull request is `.git/listbot/pulls/links-….json`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from listbot.catalog.errors import OutageError
from listbot.forge import folder, history
from listbot.forge.audit_protocol import MEMORY_BRANCH, EditedError, Pull
from listbot.forge.git import EMPTY_TREE, Author
from listbot.forge.history import CommitSnapshot
from listbot.text.standing import LABEL, MARKER, Standing

if TYPE_CHECKING:
    from listbot.catalog.plan import Proposal
    from listbot.forge.git import Git
    from listbot.forge.local import LocalForge
    from listbot.forge.protocol import Branch, Ground
    from listbot.text.standing import State

_US = "listbot"


@dataclass(frozen=True)
class LocalAudit:
    """What an audit needs, on the git repository of a local forge."""

    forge: LocalForge

    def kept(self, path: str) -> str | None:
        """Return a file on the memory's branch; see `AuditForge.kept`."""
        commit = self._git.commit_of(f"refs/heads/{MEMORY_BRANCH}")
        if commit is None:
            return None
        return CommitSnapshot(self._git, commit).texts([path]).get(path)

    def keep(self, path: str, text: str, message: str) -> None:
        """Make *text* the only file on the memory's branch; see `AuditForge.keep`."""
        old = self._git.commit_of(f"refs/heads/{MEMORY_BRANCH}")
        tree = self._git.write_tree(EMPTY_TREE, {path: text}, ())
        if old is not None and self._git.tree_of(old) == tree:
            return
        author = Author(name=_US, email="listbot@localhost", when=self.forge.now)
        parents = [old] if old else []
        commit = self._git.write_commit(tree, parents, message, author)
        self._git.move_branch(MEMORY_BRANCH, commit, old)

    def standing(self, number: int | None) -> Standing | None:
        """Return our standing issue; see `AuditForge.standing`."""
        del number
        found = [_read(path) for path in (self._root / "issues").glob("*.json")]
        ours = [
            record
            for record in found
            if record["author"] == _US and record["body"].startswith(MARKER)
        ]
        if not ours:
            return None
        record = min(ours, key=lambda record: record["number"])
        return Standing(
            number=record["number"], body=record["body"], state=record["state"]
        )

    def may_decide(self, login: str) -> bool:
        """Let whoever has the repository on their machine decide."""
        del login
        return True

    def publish(
        self, issue: Standing | None, title: str, body: str, state: State
    ) -> int:
        """Make the standing issue say *body*; see `AuditForge.publish`."""
        if issue is not None and self.standing(issue.number) != issue:
            raise EditedError
        number = issue.number if issue else self.forge.next_number()
        record = {
            "labels": [LABEL],
            "replies": [],
            "number": number,
            "title": title,
            "body": body,
            "author": _US,
            "state": state,
        }
        self._write(f"issues/{number}.json", record)
        return number

    def branch(self, name: str) -> Branch | None:
        """Return the branch of a repair as it stands, if there is one."""
        head = self._git.commit_of(f"refs/heads/{name}")
        if head is None:
            return None
        return history.read_repair(self._git, name, head, self.forge.base().commit)

    def merged_text(self, ours: str, old: str, theirs: str) -> str | None:
        """Merge two changes of one text line by line; None where they collide."""
        return self.forge.merged_text(ours, old, theirs)

    def propose(self, proposal: Proposal, ground: Ground) -> Pull:
        """Bring branch and record to *proposal*; its number is always 0."""
        self.forge.advance(proposal, ground)
        record = {
            "state": "open",
            "branch": proposal.branch,
            "title": proposal.title,
            "body": proposal.body,
        }
        self._write(_pull_file(proposal.branch), record)
        return Pull(number=0, address=f"`{proposal.branch}`")

    def fate(self, number: int, branch: str) -> Literal["open", "merged", "closed"]:
        """Say what has become of a branch: gone without a merge is closed."""
        del number
        head = self._git.commit_of(f"refs/heads/{branch}")
        if head is None:
            return "closed"
        base = self.forge.base().commit
        return "merged" if self._git.is_ancestor(head, base) else "open"

    def withdraw(self, branch: Branch) -> None:
        """Delete the branch, and note that its pull request is closed."""
        head = self._git.commit_of(f"refs/heads/{branch.name}")
        if head != branch.head:
            message = f"{branch.name} was moved meanwhile; run again."
            raise OutageError(message)
        self._git.delete_branch(branch.name, branch.head)
        file = _pull_file(branch.name)
        if (self._root / file).is_file():
            self._write(file, _read(self._root / file) | {"state": "closed"})

    @property
    def _git(self) -> Git:
        return self.forge.git

    @property
    def _root(self) -> Path:
        words = ("rev-parse", "--path-format=absolute", "--git-common-dir")
        return Path(self._git.line(*words)) / "listbot"

    def _write(self, file: str, record: object) -> None:
        text = json.dumps(record, ensure_ascii=False, indent=2) + "\n"
        folder.write_file(self._root / file, text)


def _read(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))


def _pull_file(branch: str) -> str:
    return f"pulls/{branch.rpartition('/')[2]}.json"
