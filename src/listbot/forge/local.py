"""The local forge: GitHub's part played by the git repository itself.

A proposal is the branch `listbot/issue-<n>`; issues, replies, labels and the pull
requests' texts lie under `.git/listbot/` as JSON that a person can read. No account,
no network.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from listbot.catalog.errors import ListbotError, MovedError
from listbot.forge import folder, history
from listbot.forge.git import Author, Git
from listbot.forge.history import CommitSnapshot
from listbot.forge.protocol import (
    PREFIX,
    PULL_REQUEST,
    ROLES,
    Comment,
    Standing,
    Submission,
    is_submission,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from listbot.catalog.model import Finding
    from listbot.catalog.plan import Labels, Proposal, Reaction
    from listbot.forge.protocol import Branch, Ground, Snapshot

_AUTHOR = "listbot"


@dataclass(frozen=True, kw_only=True)
class LocalForge:
    """A git repository on this machine as a forge; *now* dates its commits."""

    git: Git
    now: datetime

    def base(self) -> Snapshot:
        """Return the commit that the repository's own branch stands at."""
        commit = self.git.commit_of("HEAD")
        if commit is None:
            message = (
                f"{self.git.folder} has no commit yet. "
                "Commit listbot.yml and README.md first: proposals start from there."
            )
            raise ListbotError(message)
        return CommitSnapshot(self.git, commit)

    def branch(self, issue: int) -> Branch | None:
        """Return the branch of one issue's proposal, if there is one."""
        name = f"{PREFIX}{issue}"
        head = self.git.commit_of(f"refs/heads/{name}")
        if head is None:
            return None
        return history.read_branch(self.git, name, head, self.base().commit)

    def open_branches(self) -> tuple[Branch, ...]:
        """Return the branches of all open proposals, oldest issue first."""
        base = self.base().commit
        found = [
            history.read_branch(self.git, name, head, base)
            for name, head in self.git.branches(PREFIX).items()
        ]
        branches = [branch for branch in found if branch is not None]
        return tuple(sorted(branches, key=lambda branch: branch.issue))

    def submission(self, issue: int, author: str = "") -> Submission | None:
        """Return an issue that was recorded before."""
        del author
        record = self._read("issues", issue)
        if record is None:
            return None
        return Submission(
            issue=issue,
            title=record["title"],
            body=record["body"],
            author=record["author"],
            state=record["state"],
            labels=tuple(record["labels"]),
            comments=tuple(
                Comment(number=number, author=one["author"], body=one["body"])
                for number, one in enumerate(record.get("comments", []), 1)
            ),
            reply=next((one["body"] for one in record["replies"]), None),
            pull=self._standing(issue),
        )

    def issues(self) -> tuple[Submission, ...]:
        """Return the issues where something may be to do; see `Forge.issues`."""
        found = [self.submission(number) for number in sorted(self._numbers())]
        return tuple(
            one
            for one in found
            if one is not None
            if one.state == "open" or is_submission(one.labels)
        )

    def record(self, submission: Submission) -> None:
        """Keep an issue as it stands now: what GitHub would remember by itself."""
        record = self._read("issues", submission.issue) or {"labels": [], "replies": []}
        record |= {
            "number": submission.issue,
            "title": submission.title,
            "body": submission.body,
            "author": submission.author,
            "state": submission.state,
        }
        self._write("issues", submission.issue, record)

    def comment(self, issue: int, author: str, body: str) -> None:
        """Keep what somebody has said on an issue."""
        record = self._read("issues", issue)
        if record is not None:
            said = [*record.get("comments", []), {"author": author, "body": body}]
            self._write("issues", issue, record | {"comments": said})

    def next_number(self) -> int:
        """Return the number GitHub would give the next issue."""
        proposed = [branch.issue for branch in self.open_branches()]
        return max([*self._numbers(), *proposed], default=0) + 1

    def closed(self, issues: Sequence[int]) -> frozenset[int]:
        """Return those of some issues that are closed."""
        found = {issue: self.submission(issue) for issue in issues}
        return frozenset(
            issue for issue, one in found.items() if one and one.state == "closed"
        )

    def publish(self, files: Mapping[str, str], message: str, base: str) -> bool:
        """Leave base to the one whose work tree it is: `listbot build` does it."""
        del files, message, base
        return False

    def role(self, login: str) -> str:
        """Return `admin`: whoever works on this machine may do anything here."""
        del login
        return ROLES[-1]

    def page(self, path: str, anchor: str = "") -> str:
        """Return the path: there is no other address here."""
        return path + (anchor and f"#{anchor}")

    def form_page(self, answers: Mapping[str, str]) -> str:
        """Return nothing: there is no page to fill in here."""
        del answers
        return ""

    def merged_text(self, ours: str, old: str, theirs: str) -> str | None:
        """Merge two changes of one text line by line; None where they collide."""
        return self.git.merged_text(ours, old, theirs)

    def advance(self, proposal: Proposal, ground: Ground) -> bool:
        """Bring the branch to what *proposal* says; see `Forge.advance`."""
        if self.git.commit_of(f"refs/heads/{proposal.branch}") != ground.head:
            message = f"{proposal.branch} was moved meanwhile; run again."
            raise MovedError(message)
        tree = self.git.write_tree(ground.base, proposal.files, proposal.deleted)
        parents = [ground.base]
        if ground.head is not None:
            contains = self.git.is_ancestor(ground.base, ground.head)
            if contains and tree == self.git.tree_of(ground.head):
                return False
            parents = [ground.head] if contains else [ground.head, ground.base]
        author = Author(name=_AUTHOR, email="listbot@localhost", when=self.now)
        commit = self.git.write_commit(tree, parents, proposal.commit_message, author)
        self.git.move_branch(proposal.branch, commit, ground.head)
        return True

    def propose(self, issue: int, proposal: Proposal, ground: Ground) -> str:
        """Bring branch and record to *proposal*; the address is the branch's name."""
        self.advance(proposal, ground)
        self._write(
            "pulls",
            issue,
            {
                "number": issue,
                "state": "open",
                "branch": proposal.branch,
                "title": proposal.title,
                "body": proposal.body,
            },
        )
        return f"`{proposal.branch}`"

    def settle(self, issue: int, state: Literal["merged", "closed"]) -> None:
        """Note that a proposal is done with; delete its branch if it is all ours."""
        branch = self.branch(issue)
        lost = state == "closed" and branch is not None and branch.edited
        if branch is not None and branch.ours and not lost:
            self.git.delete_branch(branch.name, branch.head)
        pull = self._read("pulls", issue)
        if pull is not None:
            self._write("pulls", issue, pull | {"state": state})

    def reply(self, issue: int, markdown: str) -> None:
        """Make *markdown* the one reply of listbot on the issue."""
        markdown = markdown.replace(PULL_REQUEST, f"branch `{PREFIX}{issue}`")
        record = self._read("issues", issue)
        if record is not None:
            others = [
                reply for reply in record["replies"] if reply["author"] != _AUTHOR
            ]
            replies = [*others, {"author": _AUTHOR, "body": markdown}]
            self._write("issues", issue, record | {"replies": replies})

    def relabel(self, issue: int, labels: Labels) -> None:
        """Put labels on an issue and take others off."""
        record = self._read("issues", issue)
        if record is not None:
            kept = set(record["labels"]) - set(labels.remove) | set(labels.add)
            self._write("issues", issue, record | {"labels": sorted(kept)})

    def react(self, issue: int, reactions: Collection[Reaction]) -> None:
        """Note reactions at the comments they are for."""
        record = self._read("issues", issue)
        if record is None:
            return
        said: list[dict[str, Any]] = list(record.get("comments", []))
        for wanted in reactions:
            place = wanted.comment - 1
            kept = {*said[place].get("reactions", []), wanted.content}
            said[place] = said[place] | {"reactions": sorted(kept)}
        self._write("issues", issue, record | {"comments": said})

    def close_issue(self, issue: int) -> None:
        """Note that the issue is closed."""
        record = self._read("issues", issue)
        if record is not None:
            self._write("issues", issue, record | {"state": "closed"})

    def check(self, issue: int, findings: Sequence[Finding], path: str) -> None:
        """Leave findings to the reply: there are no check runs here."""
        del issue, findings, path

    def finish(self, issue: int) -> None:
        """Do nothing: nothing was put off."""
        del issue

    def _numbers(self) -> list[int]:
        paths = (self._root / "issues").glob("*.json")
        return [int(path.stem) for path in paths if path.stem.isdigit()]

    def _standing(self, issue: int) -> Standing | None:
        pull = self._read("pulls", issue)
        if pull is None:
            return None
        return Standing(
            address=f"`{pull['branch']}`",
            state=pull["state"],
            settled=bool(pull.get("approved")),
        )

    @property
    def _root(self) -> Path:
        common = self.git.line(
            "rev-parse", "--path-format=absolute", "--git-common-dir"
        )
        return Path(common) / "listbot"

    def _read(self, kind: str, number: int) -> dict[str, Any] | None:
        path = self._root / kind / f"{number}.json"
        if not path.is_file():
            return None
        return cast("dict[str, Any]", json.loads(path.read_text(encoding="utf-8")))

    def _write(self, kind: str, number: int, record: object) -> None:
        path = self._root / kind / f"{number}.json"
        text = json.dumps(record, ensure_ascii=False, indent=2) + "\n"
        folder.write_file(path, text)
