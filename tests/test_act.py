"""The action and the workflows really run: act plays GitHub's runner, the fake GitHub.

act sets INPUT_* for a composite action's steps and GitHub does not, so they are taken
away. All but the first test run with the packages of this very Python.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from fake_github import ACTIONS_TOKEN, FakeGitHub
from listbot.text.workflows import Release, workflows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
COMMIT = "c" * 40
NO_INDEX = re.compile(r"NewConnectionError|NameResolutionError|ConnectTimeoutError")
ACTION = ("action.yml", "src", "requirements", "scripts")
SUBMISSION = (ROOT / "examples" / "submissions" / "good.md").read_text()


@dataclass(frozen=True)
class Ran:
    """What came out of a run: how it ended, its outputs, its summaries and its log."""

    result: str
    outputs: dict[str, str]
    summary: str
    log: str


@dataclass
class Act:
    """GitHub's runner, as far as act plays it."""

    github: FakeGitHub
    folder: Path
    action: Path

    def run(self, name: str, event: Mapping[str, Any]) -> Ran:
        """Run the workflow that `init` writes, for one event."""
        checkout = self.folder / "checkout"
        shutil.rmtree(checkout, ignore_errors=True)
        clone = ["git", "clone", "-q", self.github.clone_url, str(checkout)]
        subprocess.run(clone, check=True)
        told = {
            "GITHUB_API_URL": self.github.root,
            "GITHUB_GRAPHQL_URL": f"{self.github.root}/graphql",
            "GITHUB_SERVER_URL": self.github.root,
            "GITHUB_REPOSITORY": self.github.full_name,
        }
        words = [word for pair in told.items() for word in ("--env", "=".join(pair))]
        workflow = ".github/workflows/listbot.yml"
        local = f"listbot/listbot@{COMMIT}={self.action}"
        words += ["-s", f"GITHUB_TOKEN={ACTIONS_TOKEN}", "--local-repository", local]
        return act(checkout, name, event, "-W", workflow, *words)


def act(folder: Path, name: str, event: Mapping[str, Any], *words: str) -> Ran:
    """Run workflows of a repository in *folder* for an event, without any container."""
    home = folder.parent / "act"
    home.mkdir(exist_ok=True)
    (home / "event.json").write_text(json.dumps(event))
    done = subprocess.run(
        [
            *(str(BIN / "act"), name, "--json", "-e", str(home / "event.json")),
            *("-P", "ubuntu-24.04=-self-hosted", "--actor", "ada"),
            *("--no-cache-server", "--action-offline-mode", *words),
        ],
        cwd=folder,
        env={
            **os.environ,
            "PATH": f"{BIN}:{os.environ['PATH']}",
            "XDG_CACHE_HOME": str(home),
            "NO_COLOR": "1",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    rows = [json.loads(row) for row in done.stdout.splitlines() if row[:1] == "{"]
    summaries = [row["content"] for row in rows if row.get("command") == "summary"]
    return Ran(
        result=next((row["jobResult"] for row in rows if "jobResult" in row), "none"),
        outputs={
            row["name"]: row["arg"]
            for row in rows
            if row.get("command") == "set-output"
        },
        summary=summaries[-1] if summaries else "",
        log="".join(f"{row['msg']}\n" for row in rows if "msg" in row) + done.stderr,
    )


def copy_of_action(folder: Path) -> Path:
    """Copy what GitHub would fetch of our repository, as far as the action reads it."""
    folder.mkdir()
    for name in ACTION:
        place = ROOT / name
        if place.is_dir():
            leave = shutil.ignore_patterns("__pycache__")
            shutil.copytree(place, folder / name, ignore=leave)
        else:
            shutil.copy(place, folder / name)
    return folder


def as_on_github(action: Path) -> None:
    """Take INPUT_* away from the steps, and spare them the installation."""
    (action / "requirements" / "run.txt").write_text("")
    text = (action / "action.yml").read_text()
    assert text.count("exec python3") == 2
    text = text.replace("run: exec", 'run: unset "${!INPUT_@}"; exec')
    text = text.replace("        exec", '        unset "${!INPUT_@}"\n        exec')
    (action / "action.yml").write_text(text)


@pytest.fixture
def on_runner(tmp_path: Path) -> Iterator[Act]:
    """The example list on GitHub, set up as `init` does, and a runner for it."""
    example = ROOT / "examples" / "pathology"
    files = {
        path.relative_to(example).as_posix(): path.read_text()
        for path in example.rglob("*")
        if path.is_file()
    }
    files |= workflows(Release(version="1.2.3", commit=COMMIT))
    with FakeGitHub(tmp_path / "github", files) as github:
        (tmp_path / "runner").mkdir()
        action = copy_of_action(tmp_path / "action")
        yield Act(github, tmp_path / "runner", action)


def test_a_submission_becomes_a_pull_request_with_packages_from_the_lock(
    on_runner: Act,
):
    github = on_runner.github

    ran = on_runner.run("issues", github.open_issue("ada", "Add", SUBMISSION))

    if NO_INDEX.search(ran.log):
        pytest.skip("pip cannot reach a package index from here")
    assert ran.result == "success", ran.log
    assert github.branches() == ["listbot/issue-1", "main"]
    assert github.world.issues[1].labels == ["listbot:in-review"]
    assert len(github.said(1)) == 1
    assert [check.name for check in github.world.checks] == ["listbot"]
    assert ran.outputs == {
        "outcome": "in-review",
        "pull-request": f"{github.root}/octo/list/pull/2",
        "findings": ran.outputs["findings"],
    }
    findings = json.loads(ran.outputs["findings"])
    assert [found["code"] for found in findings] == ["tracking-parameter"]
    assert ran.summary.startswith(
        f"### [Issue 1]({github.root}/octo/list/issues/1): in review\n"
    )


def test_a_second_event_changes_nothing_and_a_push_refreshes(on_runner: Act):
    as_on_github(on_runner.action)
    github = on_runner.github
    event = github.open_issue("ada", "Add", SUBMISSION)
    first = on_runner.run("issues", event)
    before = github.moment()

    second = on_runner.run("issues", event)

    assert (first.result, second.result) == ("success", "success"), first.log
    assert second.outputs == first.outputs
    after = github.moment()
    assert (after.world, after.refs) == (before.world, before.refs)

    pushed = on_runner.run("push", github.commit({"notes.txt": "moved on\n"}))

    assert pushed.result == "success", pushed.log
    assert "issue 1: brought up to date" in pushed.summary
    main = github.git.head("main") or ""
    assert github.git.is_ancestor(main, github.git.head("listbot/issue-1") or "")


def test_what_a_maintainer_has_to_mend_makes_the_run_red(on_runner: Act):
    as_on_github(on_runner.action)
    github = on_runner.github
    github.commit({"listbot.yml": "title: [\n"})

    ran = on_runner.run("issues", github.open_issue("ada", "Add", SUBMISSION))

    assert ran.result == "failure"
    assert "listbot.yml" in ran.log


def test_our_own_repository_uses_the_action_on_the_example(tmp_path: Path):
    ours = copy_of_action(tmp_path / "ours")
    as_on_github(ours)
    shutil.copytree(ROOT / ".github", ours / ".github")
    shutil.copytree(ROOT / "examples", ours / "examples")
    subprocess.run(["git", "init", "-q", "-b", "main", str(ours)], check=True)

    ran = act(ours, "push", {}, "-W", ".github/workflows/ci.yml", "-j", "example")

    assert ran.result == "success", ran.log
    assert ran.outputs["outcome"] == "in-review"
