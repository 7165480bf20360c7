"""Where a list lives whose links are audited for a year: here, or on a fake GitHub.

People tick boxes and merge in the same words on both.
"""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from fake_github import ACTIONS_TOKEN, FakeGitHub
from listbot import cli
from listbot.text.standing import MARKER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


@dataclass(frozen=True)
class Told:
    """An issue or a pull request as people see it."""

    state: str
    body: str


class Home(Protocol):
    """A list, its standing issue and its pull requests about links."""

    @property
    def folder(self) -> Path:
        """Where the files of the list are."""
        ...

    @property
    def words(self) -> Sequence[str]:
        """The options that name the forge."""
        ...

    def begin_week(self) -> None:
        """Let a week pass, and have the list as it is then."""
        ...

    def issue(self) -> Told | None:
        """Return the standing issue, if there is one."""
        ...

    def edit_issue(self, body: str) -> None:
        """Edit it, as somebody who may push."""
        ...

    def pulls(self) -> dict[str, Told]:
        """Return the pull requests by their branches."""
        ...

    def merge(self, branch: str) -> None:
        """Merge one of them."""
        ...


def git(folder: Path, *words: str) -> str:
    """Run git in a folder."""
    command = ["git", "-C", str(folder), *words]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return done.stdout.strip()


class Local:
    """A git repository on this machine, and what the local forge keeps beside it."""

    words = ("--forge", "local")

    def __init__(self, folder: Path, files: Mapping[str, str]) -> None:
        self.folder = folder
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text)
        git(folder, "init", "-q", "-b", "main")
        _introduce(folder)
        assert cli.run(["build", "--repo", str(folder)]) == 0
        git(folder, "add", "--all")
        git(folder, "commit", "-q", "-m", "The list")

    def begin_week(self) -> None:
        """Do nothing: the list is what it is."""

    def issue(self) -> Told | None:
        """Return the standing issue, if there is one."""
        files = list((self.folder / ".git/listbot/issues").glob("*.json"))
        assert len(files) <= 1
        return _told(json.loads(files[0].read_text())) if files else None

    def edit_issue(self, body: str) -> None:
        """Edit it."""
        (file,) = (self.folder / ".git/listbot/issues").glob("*.json")
        file.write_text(json.dumps(json.loads(file.read_text()) | {"body": body}))

    def pulls(self) -> dict[str, Told]:
        """Return what the local forge notes about pull requests."""
        files = sorted((self.folder / ".git/listbot/pulls").glob("*.json"))
        records = [json.loads(file.read_text()) for file in files]
        branches = git(self.folder, "branch", "--format=%(refname:short)").split()
        return {
            record["branch"]: _told(record)
            for record in records
            if record["branch"] in branches
        }

    def merge(self, branch: str) -> None:
        """Merge a branch."""
        git(self.folder, "merge", "-q", "--no-edit", branch)


class OnGitHub:
    """A repository on a fake GitHub, and the checkout of each job."""

    words = ("--forge", "github")

    def __init__(self, github: FakeGitHub, folder: Path) -> None:
        self.folder = folder
        self._github = github
        self.environ = {
            "GITHUB_TOKEN": ACTIONS_TOKEN,
            "GITHUB_REPOSITORY": github.full_name,
            "GITHUB_API_URL": github.root,
            "GITHUB_SERVER_URL": github.root,
        }
        git(folder.parent, "clone", "-q", github.clone_url, str(folder))
        _introduce(folder)

    def begin_week(self) -> None:
        """Let a week pass on GitHub, and check the list out."""
        self._github.clock.sleep(7 * 24 * 3600)
        git(self.folder, "pull", "-q", "--ff-only")

    def issue(self) -> Told | None:
        """Return the standing issue; there is one at most."""
        found = [
            issue
            for issue in self._github.world.issues.values()
            if issue.pull is None and (issue.body or "").startswith(MARKER)
        ]
        assert len(found) <= 1
        return Told(found[0].state, self._by_branch(found[0].body)) if found else None

    def edit_issue(self, body: str) -> None:
        """Edit it in the browser, which sends other line ends."""
        (number,) = [
            issue.number
            for issue in self._github.world.issues.values()
            if issue.pull is None
        ]
        self._github.edit_issue(number, "octo", body=body.replace("\n", "\r\n"))

    def pulls(self) -> dict[str, Told]:
        """Return the newest pull request of each branch that is open."""
        return {
            issue.pull.head: Told(issue.state, issue.body or "")
            for issue in self._github.world.issues.values()
            if issue.pull is not None and issue.state == "open"
        }

    def merge(self, branch: str) -> None:
        """Merge a pull request."""
        (number,) = [
            issue.number
            for issue in self._github.world.issues.values()
            if issue.pull is not None
            and issue.pull.head == branch
            and issue.state == "open"
        ]
        self._github.merge_pull(number, "octo")

    def _by_branch(self, body: str | None) -> str:
        """Name pull requests by their branches, as the local forge does."""
        text = body or ""
        for issue in self._github.world.issues.values():
            if issue.pull is not None:
                page = f"{self._github.root}/{self._github.full_name}/pull/"
                text = text.replace(f"{page}{issue.number}", f"`{issue.pull.head}`")
        return text


def _introduce(folder: Path) -> None:
    git(folder, "config", "user.name", "A maintainer")
    git(folder, "config", "user.email", "m@example.org")


def _told(record: Mapping[str, Any]) -> Told:
    return Told(record["state"], record["body"])
