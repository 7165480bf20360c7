"""One job of a workflow, as the action starts it: outputs, summary, log and colour."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from crash_flows import BAD, GOOD, LIST, asked
from fake_github import ACTIONS_TOKEN, FakeGitHub
from job import Job

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def job(tmp_path: Path) -> Iterator[Job]:
    with FakeGitHub(tmp_path, LIST) as github:
        (tmp_path / "job").mkdir()
        yield Job(github, tmp_path / "job")


def test_a_submission_sets_the_outputs_and_is_summed_up(job: Job):
    done = job.run("issues", job.github.open_issue("ada", "Add", GOOD))

    assert (done.code, done.err) == (0, "")
    assert job.outputs == {
        "outcome": "in-review",
        "pull-request": f"{job.github.root}/octo/list/pull/2",
        "findings": "[]",
    }
    page, left = job.summary.split("Requests to GitHub: ")
    assert page == (
        f"### [Issue 1]({job.github.root}/octo/list/issues/1): in review\n\n"
        "Look at the pull request, and merge it.\n\n"
        "**Entry:** Telling cats from dogs by their shadows, number 2 of `vision`\n\n"
        f"**Pull request:** {job.github.root}/octo/list/pull/2\n\n"
    )
    assert re.fullmatch(r"\d; \d+ are left in this hour\.\n\n", left)


def test_what_is_wrong_is_in_the_outputs_and_the_summary(job: Job):
    done = job.run("issues", job.github.open_issue("ada", "Add", BAD))

    assert done.code == 0
    assert job.outputs["outcome"] == "needs-changes"
    assert job.outputs["pull-request"] == ""
    assert [found["code"] for found in json.loads(job.outputs["findings"])] == [
        "bad-date"
    ]
    assert "needs changes\n\nThe contributor was told what to mend" in job.summary
    assert "- error: **date:** “05/06/2024” is not a date" in job.summary


def test_an_event_that_asks_for_nothing_sets_the_outputs_too(job: Job):
    done = job.run("label", {"action": "created"})

    assert (done.code, done.out) == (
        0,
        "Nothing to do for this event (label).\n",
    )
    assert job.outputs == {"outcome": "ignored", "pull-request": "", "findings": "[]"}


def test_no_submission_speaks_to_the_runner(job: Job):
    title = "x ##[add-mask]true ::set-output name=outcome::merged"

    done = job.run("issues", job.github.open_issue("eve", title, asked(title, 1)))

    assert "##[" not in done.out + done.err
    assert not any(
        line.lstrip().startswith("::") for line in (done.out + done.err).splitlines()
    )
    assert job.outputs["outcome"] == "in-review"


def test_an_outage_does_not_blame_the_contributor(job: Job):
    job.github.world.tokens[ACTIONS_TOKEN].hourly = 0

    done = job.run("issues", job.github.open_issue("ada", "Add", GOOD))

    assert done.code == 0
    assert job.outputs["outcome"] == "retry"
    assert done.err.splitlines()[-1] == (
        "::warning::`intake` could not finish: somebody who had to be asked did not "
        "answer. Nothing is lost, the next scheduled sweep takes it up."
    )


def test_an_outage_that_lasts_until_a_scheduled_run_is_seen(job: Job):
    event = job.github.open_issue("ada", "Add", GOOD)
    job.github.world.tokens[ACTIONS_TOKEN].hourly = 0

    done = job.run("workflow_dispatch", event, LISTBOT_COMMAND="intake")

    assert done.code == 75


def test_what_a_maintainer_has_to_mend_is_red(job: Job):
    job.github.commit({"listbot.yml": "title: [\n"})

    done = job.run("issues", job.github.open_issue("ada", "Add", GOOD))

    assert done.code == 2
    assert done.err.startswith("::error file=listbot.yml,line=")


def test_a_push_refreshes_and_tells(job: Job):
    job.run("issues", job.github.open_issue("ada", "Add", GOOD))

    done = job.run("push", job.github.commit({"notes.txt": "moved on\n"}))

    assert done.code == 0
    assert job.outputs["outcome"] == "done"
    assert "### Open proposals\n\n- issue 1: brought up to date\n" in job.summary


def test_a_named_command_runs_instead_of_the_events(job: Job):
    event = job.github.open_issue("ada", "Add", GOOD)

    # The inputs reach us through the action's `env:`, and by no other way.
    environ = {"LISTBOT_COMMAND": "check\nbuild --check", "INPUT_COMMAND": "intake"}
    done = job.run("issues", event, **environ)

    assert done.code == 1
    assert job.github.branches() == ["main"]
    assert job.outputs["outcome"] == "found"
