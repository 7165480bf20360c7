"""What is done about each event of a workflow; the events are the fake GitHub's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fake_github import FakeGitHub
from listbot.catalog.errors import ListbotError
from listbot.jobs import triggers

if TYPE_CHECKING:
    from collections.abc import Iterator

INTAKE, REFRESH, SWEEP = (("intake",),), (("refresh",),), (("sweep",),)


@pytest.fixture(scope="module")
def github(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FakeGitHub]:
    with FakeGitHub(tmp_path_factory.mktemp("github")) as github:
        yield github


def test_whatever_happens_to_an_issue_is_taken_in(github: FakeGitHub):
    happened = [
        github.open_issue("ada", "Add", "text"),
        github.edit_issue(1, "ada", body="other text"),
        github.close_issue(1, "ada"),
        github.reopen_issue(1, "ada"),
    ]

    asked = [triggers.commands("auto", "issues", event) for event in happened]

    assert asked == [INTAKE] * 4


def test_a_new_comment_is_taken_in_and_an_edited_one_is_not(github: FakeGitHub):
    number = github.open_issue("ada", "Add", "text")["issue"]["number"]
    new = github.comment(number, "ada", "/recheck")
    edited = github.edit_comment(number, new["comment"]["id"], "/reject it")

    assert triggers.commands("auto", "issue_comment", new) == INTAKE
    assert triggers.commands("auto", "issue_comment", edited) == ()


def test_a_push_to_the_default_branch_refreshes(github: FakeGitHub):
    on_base = github.commit({"a.txt": "1"})
    elsewhere = github.commit({"a.txt": "2"}, branch="mine")

    assert triggers.commands("auto", "push", on_base) == REFRESH
    assert triggers.commands("auto", "push", elsewhere) == ()


@pytest.mark.parametrize(
    ("head", "repository", "asked"),
    [
        pytest.param("listbot/issue-7", "octo/list", INTAKE, id="a proposal"),
        pytest.param("mine", "octo/list", (), id="somebody's own"),
        pytest.param("listbot/issue-7", "eve/list", (), id="named alike in a fork"),
    ],
)
def test_the_end_of_a_proposal_is_taken_in(
    head: str, repository: str, asked: tuple[triggers.Words, ...]
):
    event = {
        "action": "closed",
        "pull_request": {"head": {"ref": head, "repo": {"full_name": repository}}},
        "repository": {"full_name": "octo/list"},
    }

    assert triggers.commands("auto", "pull_request", event) == asked


def test_the_fork_of_a_proposal_may_be_gone():
    head = {"ref": "listbot/issue-7", "repo": None}
    event = {"action": "closed", "pull_request": {"head": head}}

    assert triggers.commands("auto", "pull_request", event) == ()


def test_the_clock_sweeps_refreshes_and_audits(github: FakeGitHub):
    asked = triggers.commands("auto", "schedule", github.schedule())

    assert asked == (*SWEEP, *REFRESH, ("audit", "run"))


def test_the_button_sweeps_and_refreshes(github: FakeGitHub):
    asked = triggers.commands("auto", "workflow_dispatch", github.dispatch("octo"))

    assert asked == (*SWEEP, *REFRESH)


@pytest.mark.parametrize("name", ["label", "fork", "", "pull_request_target"])
def test_other_events_are_none_of_our_business(name: str):
    assert triggers.commands("auto", name, {"action": "opened"}) == ()


@pytest.mark.parametrize(
    ("asked", "commands"),
    [
        pytest.param("sweep\nrefresh\n", (*SWEEP, *REFRESH), id="two lines"),
        pytest.param("\n  check  \n\n", (("check",),), id="blanks"),
        pytest.param("listbot check", (("check",),), id="as typed"),
        pytest.param('add "A title"', (("add", "A title"),), id="quotes"),
        pytest.param("check; rm -r .", (("check;", "rm", "-r", "."),), id="no shell"),
        pytest.param("", INTAKE, id="nothing named"),
    ],
)
def test_a_workflow_may_name_commands(asked: str, commands: tuple[triggers.Words, ...]):
    assert triggers.commands(asked, "issues", {"action": "opened"}) == commands


def test_an_open_quote_is_told():
    with pytest.raises(ListbotError) as told:
        triggers.commands('add "A title', "issues", {})

    assert str(told.value) == (
        "The command 'add \"A title' has an opening quote and no closing one."
    )


@pytest.mark.parametrize("text", ["", "[]", "null", "{", "[" * 100_000])
def test_a_file_that_is_no_event_is_told(text: str):
    with pytest.raises(ListbotError) as told:
        triggers.read_event(text, file="event.json")

    assert str(told.value) == (
        "event.json: this is not the event of a workflow, a JSON object."
    )


def test_a_tick_in_the_audits_own_issue_is_reported():
    issue = {"number": 7, "body": "<!-- listbot:audit -->\n### 1 link is dead\n"}

    asked = [
        triggers.commands("auto", "issues", {"action": action, "issue": issue})
        for action in ("opened", "edited", "closed")
    ]

    assert asked == [(), (("audit", "report"),), ()]
