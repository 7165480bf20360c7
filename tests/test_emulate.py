"""A GitHub that nobody here wrote: a first intake, an edit and a merge pass against it.

emulate has no GraphQL, so this is the forge's REST side too.
"""

from __future__ import annotations

import subprocess
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from crash_flows import EDITED, GOOD, LIST, OTHER, intake, refresh
from emulated_github import NAME, TOOLS, Emulated, started
from listbot.forge.git import Git
from listbot.forge.github_connection import Place, connect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from crash_flows import Run
    from listbot.forge.github import GithubForge

ENTRY = "entries/2024/telling-cats-from-dogs-by-their-shadows.yml"


@dataclass
class Desk:
    """A list on emulate, and listbot at work on it as `robot`."""

    emulated: Emulated
    folder: Path

    def forge(self, token: str = "token_of_robot") -> GithubForge:  # noqa: S107 - opens nothing else
        """Return the forge of a run that starts now."""
        self.emulated.copy()
        clone = self.folder / f"clone-{len(list(self.folder.iterdir()))}"
        subprocess.run(["git", "init", "-q", str(clone)], check=True)
        place = Place(
            name=NAME,
            token=token,
            api_url=self.emulated.root,
            server_url=self.emulated.folder.as_uri(),
        )
        return connect(
            place,
            Git(folder=clone),
            now=lambda: datetime.now(UTC),
            wait=time.sleep,
        )

    def submit(self, body: str) -> int:
        """Let ada open an issue."""
        issue = {"title": "Add", "body": body}
        return self.emulated.api("ada", "POST", "/issues", issue)["number"]

    def run(self, flow: Run) -> None:
        """Do what a job does."""
        flow(self, "token_of_robot")  # pyright: ignore[reportArgumentType] - it asks for a forge alone
        self.emulated.copy()

    def comments(self, issue: int) -> list[dict[str, Any]]:
        """Return what was said on an issue."""
        return self.emulated.api("octo", "GET", f"/issues/{issue}/comments")

    def pulls(self) -> list[dict[str, Any]]:
        """Return the open pull requests."""
        return self.emulated.api("octo", "GET", "/pulls?state=open")

    def labels(self, issue: int) -> list[str]:
        """Return the labels of an issue."""
        told = self.emulated.api("octo", "GET", f"/issues/{issue}")
        return [label["name"] for label in told["labels"]]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    if not (TOOLS / "emulate").is_dir() or not (TOOLS / ".bin" / "node").exists():
        pytest.skip("emulate is not installed: `make tools` does it, where npm is")
    emulated, process = started(tmp_path / "emulated")
    try:
        emulated.api("octo", "PUT", "/collaborators/robot", {"permission": "push"})
        emulated.commit(LIST, "Begin")
        (tmp_path / "work").mkdir()
        yield Desk(emulated, tmp_path / "work")
    finally:
        process.kill()
        process.wait()


def test_a_first_intake(desk: Desk):
    issue = desk.submit(GOOD)

    desk.run(intake(issue))

    branch = f"listbot/issue-{issue}"
    assert [pull["head"]["ref"] for pull in desk.pulls()] == [branch]
    assert [one["user"]["login"] for one in desk.comments(issue)] == ["robot"]
    assert desk.pulls()[0]["html_url"] in desk.comments(issue)[0]["body"]
    assert desk.labels(issue) == ["listbot:in-review"]
    assert sorted(desk.emulated.files(branch).keys() - {"README.md"}) == [
        "entries/2023/first.yml",
        ENTRY,
        "listbot.yml",
    ]


def test_the_same_again_changes_nothing(desk: Desk):
    issue = desk.submit(GOOD)
    desk.run(intake(issue))
    heads = desk.emulated.git.branches("")
    said = desk.comments(issue)

    desk.run(intake(issue))

    assert desk.emulated.git.branches("") == heads
    assert desk.comments(issue) == said
    assert len(desk.pulls()) == 1


def test_an_edit_changes_the_proposal_and_the_one_reply(desk: Desk):
    issue = desk.submit(GOOD)
    desk.run(intake(issue))
    first = desk.comments(issue)
    desk.emulated.api("ada", "PATCH", f"/issues/{issue}", {"body": EDITED})

    desk.run(intake(issue))

    assert [one["id"] for one in desk.comments(issue)] == [one["id"] for one in first]
    assert desk.comments(issue) != first
    (pull,) = desk.pulls()
    assert "by the shadows they throw" in pull["title"]
    readme = desk.emulated.files(f"listbot/issue-{issue}")["README.md"]
    assert "by the shadows they throw" in readme


def test_a_merge_leaves_the_other_proposal_mergeable(desk: Desk):
    first, second = desk.submit(GOOD), desk.submit(OTHER)
    desk.run(intake(first))
    desk.run(intake(second))
    number = next(
        pull["number"]
        for pull in desk.pulls()
        if pull["head"]["ref"] == f"listbot/issue-{first}"
    )
    desk.emulated.api(
        "octo", "PUT", f"/pulls/{number}/merge", {"merge_method": "squash"}
    )

    desk.run(refresh)

    git = desk.emulated.git
    main = git.commit_of("refs/heads/main") or ""
    head = git.commit_of(f"refs/heads/listbot/issue-{second}") or ""
    assert ENTRY in desk.emulated.files("main")
    assert git.is_ancestor(main, head)
    assert ENTRY in desk.emulated.files(f"listbot/issue-{second}")
