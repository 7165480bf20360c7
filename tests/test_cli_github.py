"""The commands on GitHub, as jobs run them: an environment, an event, an exit code."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from command import Done, listbot
from crash_flows import BAD, GOOD, LIST, LISTED, OTHER
from fake_github import ACTIONS_BOT, ACTIONS_TOKEN, FakeGitHub
from job import clone, environ_of_job

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


@dataclass
class Runner:
    """What GitHub's runner gives a job: a checkout, an event file, an environment."""

    github: FakeGitHub
    folder: Path

    def run(
        self, *words: str, event: Mapping[str, Any] | None = None, **environ: str
    ) -> Done:
        """Run one command as a step of a job."""
        checkout = self.folder / f"checkout-{len(list(self.folder.iterdir()))}"
        clone(self.github, checkout)
        file = self.folder / "event.json"
        file.write_text(json.dumps(event or {}))
        where = ("--repo", checkout, "--offline")
        return listbot(
            *words, *where, environ=environ_of_job(self.github, file) | environ
        )


@pytest.fixture
def runner(tmp_path: Path) -> Iterator[Runner]:
    with FakeGitHub(tmp_path, LIST) as github:
        (tmp_path / "runner").mkdir()
        yield Runner(github, tmp_path / "runner")


def test_an_opened_issue_becomes_a_pull_request(runner: Runner):
    event = runner.github.open_issue("ada", "Add", GOOD)

    done = runner.run("intake", event=event)

    assert (done.code, done.err) == (0, "")
    assert runner.github.branches() == ["listbot/issue-1", "main"]
    assert runner.github.world.issues[1].labels == ["listbot:in-review"]
    assert [login for login, _ in runner.github.said(1)] == [ACTIONS_BOT]


def test_the_same_event_again_changes_nothing(runner: Runner):
    event = runner.github.open_issue("ada", "Add", GOOD)
    runner.run("intake", event=event)
    before = runner.github.moment()

    done = runner.run("intake", event=event)

    assert done.code == 0
    assert runner.github.moment() == before


def test_an_old_event_is_answered_by_what_the_issue_says_now(runner: Runner):
    event = runner.github.open_issue("ada", "Add", BAD)
    runner.github.edit_issue(1, "ada", body=GOOD)

    runner.run("intake", event=event)

    assert runner.github.world.issues[1].labels == ["listbot:in-review"]


@pytest.mark.parametrize(
    ("body", "label"),
    [
        pytest.param(BAD, "listbot:needs-changes", id="a bad date"),
        pytest.param(LISTED, "listbot:duplicate", id="listed already"),
    ],
)
def test_what_cannot_be_proposed_is_answered(runner: Runner, body: str, label: str):
    event = runner.github.open_issue("ada", "Add", body)

    done = runner.run("intake", event=event)

    assert done.code == 0
    assert runner.github.world.issues[1].labels == [label]
    assert runner.github.branches() == ["main"]


def test_a_push_brings_open_proposals_up_to_date(runner: Runner):
    runner.run("intake", event=runner.github.open_issue("ada", "Add", GOOD))
    runner.run("intake", event=runner.github.open_issue("bob", "Add", OTHER))
    runner.github.merge_pull(runner.github.world.last_number, "octo")

    done = runner.run("refresh")

    assert done.code == 0
    files = runner.github.files("listbot/issue-1")
    assert sorted(files) == [
        "README.md",
        "entries/2023/first.yml",
        "entries/2024/a-survey-of-deep-networks-that-read-handwriting.yml",
        "entries/2024/telling-cats-from-dogs-by-their-shadows.yml",
        "listbot.yml",
    ]
    _, pull = runner.github.site.pull(2)
    main = runner.github.git.head("main") or ""
    assert runner.github.git.is_ancestor(main, pull.head_sha)


def test_a_comment_with_a_command_is_followed(runner: Runner):
    runner.run("intake", event=runner.github.open_issue("ada", "Add", GOOD))
    runner.github.collaborator("tia", "triage")
    event = runner.github.comment(1, "tia", "/section Language")

    done = runner.run("intake", event=event)

    assert done.code == 0
    entries = runner.github.files("listbot/issue-1").values()
    assert any("sections: [language]" in text for text in entries)


def test_a_comment_on_a_pull_request_is_left_to_people(runner: Runner):
    runner.run("intake", event=runner.github.open_issue("ada", "Add", GOOD))
    event = runner.github.comment(2, "octo", "/reject no")

    done = runner.run("intake", event=event)

    assert done.out == "Nothing to do: this event is about no submission.\n"
    assert runner.github.world.issues[1].state == "open"


def test_a_merge_is_thanked_for(runner: Runner):
    runner.run("intake", event=runner.github.open_issue("ada", "Add", GOOD))
    event = runner.github.merge_pull(2, "octo")

    done = runner.run("intake", event=event)

    assert done.code == 0
    assert done.out.startswith("issue 1: merged\n")
    assert "see it in the list" in runner.github.said(1)[0][1]


def test_a_sweep_takes_up_what_events_missed(runner: Runner):
    runner.github.open_issue("ada", "Add", GOOD)
    runner.github.open_issue("bob", "Add", BAD)

    done = runner.run("sweep", "--json")

    assert done.code == 0
    assert json.loads(done.out)["answered"] == [
        {"issue": 1, "outcome": "in-review"},
        {"issue": 2, "outcome": "needs-changes"},
    ]


def test_a_sweep_that_could_do_nothing_is_run_again(runner: Runner):
    runner.github.open_issue("ada", "Add", GOOD)
    runner.github.world.tokens[ACTIONS_TOKEN].hourly = 102

    done = runner.run("sweep")

    assert done.code == 75
    assert done.out.startswith("1 is left for the next run. ")


@pytest.mark.parametrize("gone", ["deleted", "transferred"])
def test_an_issue_that_is_gone_is_nothing_to_do(runner: Runner, gone: str):
    event = runner.github.open_issue("ada", "Add", GOOD)
    runner.github.world.issues[1].gone = gone  # pyright: ignore[reportAttributeAccessIssue]

    done = runner.run("intake", event=event)

    assert done.code == 0
    assert runner.github.branches() == ["main"]


def test_an_outage_is_told_and_taken_up_later(runner: Runner):
    event = runner.github.open_issue("ada", "Add", GOOD)
    runner.github.world.tokens[ACTIONS_TOKEN].hourly = 0

    done = runner.run("intake", event=event)

    assert done.code == 75
    assert done.err == (
        "GitHub allows this token 0 more requests in this hour, and 100 are kept for "
        "others. Nothing is lost: the same command may work later.\n"
    )


def test_a_token_without_rights_is_told_in_one_line(runner: Runner):
    runner.github.actions_token(contents="read", issues="write")
    event = runner.github.open_issue("ada", "Add", GOOD)

    done = runner.run("intake", event=event)

    assert done.code == 2
    assert "needs the permission `contents: write`" in done.err
    assert len(done.err.splitlines()) == 1


def test_a_token_is_needed(runner: Runner):
    done = runner.run("intake", "--forge", "github", GITHUB_TOKEN="")

    assert done.code == 2
    assert done.err.count(
        "--forge github needs GITHUB_TOKEN and GITHUB_REPOSITORY (owner/name) in the "
        "environment. In a workflow, pass the first under `env:`."
    )


def test_the_token_is_never_shown(runner: Runner):
    runner.github.world.tokens[ACTIONS_TOKEN].rights = {}
    event = runner.github.open_issue("ada", "Add", GOOD)

    done = runner.run("intake", "-v", event=event)

    assert ACTIONS_TOKEN not in done.out + done.err


def reported_dead(runner: Runner) -> Done:
    """Report what a job has looked at: one link that is dead."""
    looked = runner.folder / "links" / "links-1"
    looked.mkdir(parents=True)
    seen = {
        "url": "https://doi.org/10.5555/first",
        "verdict": "dead",
        "by": "doi",
        "why": "doi.org does not know the DOI 10.5555/first.",
    }
    (looked / "links.jsonl").write_text(json.dumps(seen) + "\n")

    return runner.run("audit", "report", str(looked.parent))


def test_what_jobs_have_looked_at_becomes_one_issue(runner: Runner):
    done = reported_dead(runner)

    assert (done.code, done.err) == (1, "")
    issue = runner.github.world.issues[1]
    assert (issue.login, issue.labels) == (ACTIONS_BOT, ["listbot:audit"])
    assert (issue.body or "").startswith("<!-- listbot:audit -->\n### 1 link is dead\n")
    assert runner.github.branches() == ["listbot/state", "main"]


def test_a_tick_in_the_audits_issue_opens_the_pull_request_at_once(runner: Runner):
    reported_dead(runner)
    body = runner.github.world.issues[1].body or ""
    event = runner.github.edit_issue(1, "octo", body=body.replace("[ ] r", "[x] r"))

    done = runner.run("auto", event=event, GITHUB_EVENT_NAME="issues")

    assert (done.code, done.err) == (0, "")
    assert "listbot/links-removed" in runner.github.branches()
    assert "entries/2023/first.yml" not in runner.github.files("listbot/links-removed")


def test_a_tick_of_somebody_without_a_say_is_taken_back_at_once(runner: Runner):
    reported_dead(runner)
    body = runner.github.world.issues[1].body or ""
    event = runner.github.edit_issue(1, "eve", body=body.replace("[ ] r", "[x] r"))

    done = runner.run("auto", event=event, GITHUB_EVENT_NAME="issues")

    assert (done.code, done.err) == (0, "")
    assert runner.github.branches() == ["listbot/state", "main"]
    assert runner.github.world.issues[1].body == body
