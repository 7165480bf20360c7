"""GitHub as the forge, on a GitHub of our own."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from fake_github import ACTIONS_BOT, ACTIONS_TOKEN, ALL_RIGHTS, Access, FakeGitHub
from listbot.catalog.errors import ListbotError, OutageError
from listbot.catalog.model import Finding
from listbot.catalog.plan import Labels, Proposal, Reaction
from listbot.forge.git import Git
from listbot.forge.github_connection import Place, connect
from listbot.forge.protocol import Ground

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from listbot.forge.github import GithubForge

SIGNED = "Add x (issue 1)\n\nListbot-Proposal: 1\n"


@dataclass
class Bench:
    """A fake GitHub with an open issue, and a clone of its repository."""

    github: FakeGitHub
    clone: Path

    def forge(self, token: str = ACTIONS_TOKEN, **more: object) -> GithubForge:
        """Return what the next run would work with."""
        place = Place(
            name=self.github.full_name,
            token=token,
            api_url=self.github.root,
            server_url=self.github.root,
        )
        clock = self.github.clock
        return connect(
            place,
            Git(folder=self.clone),
            now=clock.now,
            wait=clock.sleep,
            **more,  # pyright: ignore[reportArgumentType]
        )


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with FakeGitHub(tmp_path) as github:
        clone = tmp_path / "clone"
        words = ["git", "clone", "-q", "--depth=1", github.clone_url, str(clone)]
        subprocess.run(words, check=True)
        github.open_issue("ada", "Add x", "### Title\n\nx")
        yield Bench(github, clone)


def proposal(issue: int = 1, text: str = "title: X\n") -> Proposal:
    return Proposal(
        branch=f"listbot/issue-{issue}",
        title="Add X",
        body=f"Closes #{issue}",
        commit_message=f"Add x (issue {issue})\n\nListbot-Proposal: {issue}\n",
        files={"entries/2024/x.yml": text, "README.md": f"# A list\n\n{text}"},
    )


def intake(forge: GithubForge, text: str = "title: X\n") -> str:
    """Do what an intake does with a good submission; return the address."""
    assert forge.submission(1) is not None
    branch = forge.branch(1)
    ground = Ground(base=forge.base().commit, head=branch.head if branch else None)
    address = forge.propose(1, proposal(text=text), ground)
    labels = Labels(add=("listbot:in-review",), remove=("listbot:needs-changes",))
    forge.relabel(1, labels)
    forge.reply(1, f"Thanks, see {address}: {text}")
    forge.check(1, [], "entries/2024/x.yml")
    forge.finish(1)
    return address


def needs_changes(forge: GithubForge, text: str = "What year?") -> None:
    assert forge.submission(1) is not None
    forge.relabel(1, Labels(add=("listbot:needs-changes",)))
    forge.reply(1, text)
    forge.finish(1)


# What an intake leaves behind, and what it costs


def test_a_first_intake_makes_everything_in_six_requests_and_a_free_one(bench: Bench):
    bench.github.world.label_made("listbot:in-review")

    address = intake(bench.forge())

    github = bench.github
    assert github.made() == [
        "graphql query submission",
        "rate-limit/get",
        "git/create-tree",
        "git/create-commit",
        "git/create-ref",
        "pulls/create",
        "graphql mutation answer",
    ]
    assert address == f"{github.root}/octo/list/pull/2"
    assert bench.github.said(1) == [
        (ACTIONS_BOT, f"<!-- listbot:reply -->\nThanks, see {address}: title: X\n")
    ]
    assert github.world.issues[1].labels == ["listbot:in-review"]
    assert github.files("listbot/issue-1") == {
        "README.md": "# A list\n\ntitle: X\n",
        "entries/2024/x.yml": "title: X\n",
    }
    assert [(check.name, check.conclusion) for check in github.world.checks] == [
        ("listbot", "success")
    ]


def test_an_edit_costs_five_requests_and_a_free_one(bench: Bench):
    bench.github.world.label_made("listbot:in-review")
    intake(bench.forge())
    bench.github.forget_calls()

    address = intake(bench.forge(), "title: Y\n")

    assert bench.github.made() == [
        "graphql query submission",
        "rate-limit/get",
        "git/create-tree",
        "git/create-commit",
        "git/update-ref",
        "graphql mutation answer",
    ]
    assert bench.github.said(1) == [
        (ACTIONS_BOT, f"<!-- listbot:reply -->\nThanks, see {address}: title: Y\n")
    ]


def test_an_answer_without_a_proposal_costs_two_requests(bench: Bench):
    bench.github.world.label_made("listbot:needs-changes")

    needs_changes(bench.forge())

    assert bench.github.made() == [
        "graphql query submission",
        "graphql mutation answer",
    ]


def test_the_same_again_changes_nothing(bench: Bench):
    intake(bench.forge())
    before = bench.github.moment()
    bench.github.forget_calls()

    intake(bench.forge())

    assert bench.github.made() == ["graphql query submission"]
    assert bench.github.moment() == before


def test_labels_are_made_with_a_colour_and_a_description(bench: Bench):
    needs_changes(bench.forge())

    label = bench.github.world.labels["listbot:needs-changes"]
    assert (label.color, label.description) == (
        "d93f0b",
        "Something in the form has to be mended.",
    )


def test_the_commit_is_one_that_github_signs(bench: Bench):
    intake(bench.forge())

    sent = [c.body for c in bench.github.service.calls if "commit" in c.operation]
    assert sorted(sent[0]) == ["message", "parents", "tree"]


def test_every_call_asks_for_the_same_version_of_the_api(bench: Bench):
    intake(bench.forge())

    assert {call.version for call in bench.github.service.calls} == {"2022-11-28"}


def test_findings_stand_at_the_lines_of_the_entry(bench: Bench):
    forge = bench.forge()
    forge.propose(1, proposal(), Ground(base=forge.base().commit, head=None))
    late = Finding(code="late", severity="warning", message="Late.", hint="Why?")
    there = Finding(code="odd", message="Odd.", file="README.md", line=3)

    forge.check(1, [late, there], "entries/2024/x.yml")
    forge.finish(1)

    check = bench.github.world.checks[0]
    assert (check.conclusion, check.title) == ("neutral", "2 to look at")
    assert check.annotations == [
        {
            "path": "entries/2024/x.yml",
            "start_line": 1,
            "end_line": 1,
            "annotation_level": "warning",
            "message": "Late. Why?",
            "title": "late",
        },
        {
            "path": "README.md",
            "start_line": 3,
            "end_line": 3,
            "annotation_level": "failure",
            "message": "Odd.",
            "title": "odd",
        },
    ]
    assert check.head_sha == bench.github.git.head("listbot/issue-1")


def test_a_refreshed_proposal_has_its_check_before_the_branch_moves(bench: Bench):
    intake(bench.forge())
    bench.github.commit({"other.txt": "1"})
    bench.github.forget_calls()
    forge = bench.forge()
    branch = forge.open_branches()[0]
    ground = Ground(base=forge.base().commit, head=branch.head)

    assert forge.advance(proposal(), ground)

    assert bench.github.made() == [
        "graphql query proposals",
        "rate-limit/get",
        "git/create-tree",
        "git/create-commit",
        "graphql query repository",
        "graphql mutation answer",
        "git/update-ref",
    ]
    head = bench.github.git.head(branch.name)
    assert [check.head_sha for check in bench.github.world.checks] == [
        branch.head,
        head,
    ]
    again = bench.forge()
    standing = again.branch(1)
    assert standing is not None
    ground = Ground(base=ground.base, head=standing.head)
    assert not again.advance(proposal(), ground)


def test_reactions_go_to_comments(bench: Bench):
    event = bench.github.comment(1, "ada", "/help")
    forge = bench.forge()

    forge.react(1, [Reaction(comment=event["comment"]["id"], content="+1")])
    forge.finish(1)

    reactions = bench.github.world.issues[1].comments[0].reactions
    assert [(one.login, one.content) for one in reactions] == [(ACTIONS_BOT, "+1")]


def test_an_issue_is_closed_once(bench: Bench):
    for _ in range(2):
        forge = bench.forge()
        forge.close_issue(1)
        forge.finish(1)

    assert bench.github.world.issues[1].state == "closed"
    assert bench.github.made().count("graphql mutation answer") == 1


def test_settling_closes_the_pull_request(bench: Bench):
    intake(bench.forge())

    bench.forge().settle(1, "closed")
    bench.forge().settle(1, "closed")

    assert bench.github.branches() == ["main"]
    assert bench.github.world.issues[2].state == "closed"


# Without GraphQL


def test_where_graphql_is_not_spoken_the_same_comes_of_it(bench: Bench):
    github = bench.github
    start = github.moment()
    ends: list[object] = []

    for spoken in (True, False):
        github.go_back(start)
        github.service.graphql = spoken
        needs_changes(bench.forge())
        intake(bench.forge())
        intake(bench.forge(), "title: Y\n")
        intake(bench.forge(), "title: Y\n")
        ends.append(github.shown())

    assert ends[0] == ends[1]


def test_without_graphql_a_first_intake_costs_ten_requests(bench: Bench):
    forge = bench.forge()
    forge.api.speaks_graphql = False
    bench.github.world.label_made("listbot:in-review")

    intake(forge)

    assert bench.github.made() == [
        "issues/get",
        "pulls/list",
        "users/get-authenticated",
        "issues/list-comments",
        "git/create-tree",
        "git/create-commit",
        "git/create-ref",
        "pulls/create",
        "issues/add-labels",
        "checks/create",
        "issues/create-comment",
        "issues/list-comments",
    ]


# Whose comment, whose branch


def test_a_strangers_comment_with_our_marker_is_left_alone(bench: Bench):
    bench.github.comment(1, "eve", "<!-- listbot:reply -->\nAll is well.")

    needs_changes(bench.forge())

    assert bench.github.said(1) == [
        ("eve", "<!-- listbot:reply -->\nAll is well."),
        (ACTIONS_BOT, "<!-- listbot:reply -->\nWhat year?"),
    ]


def test_of_two_replies_the_oldest_stays(bench: Bench):
    for text in ("One", "Two", "Three"):
        bench.github.comment(1, ACTIONS_BOT, f"<!-- listbot:reply -->\n{text}")

    needs_changes(bench.forge())

    assert bench.github.said(1) == [(ACTIONS_BOT, "<!-- listbot:reply -->\nWhat year?")]


def test_our_reply_is_found_behind_a_hundred_comments(bench: Bench):
    for number in range(150):
        bench.github.comment(1, "ada", f"{number}")
    needs_changes(bench.forge())

    needs_changes(bench.forge(), "What month?")

    ours = [body for login, body in bench.github.said(1) if login == ACTIONS_BOT]
    assert ours == ["<!-- listbot:reply -->\nWhat month?"]


def test_a_branch_that_moved_meanwhile_is_left_alone(bench: Bench):
    intake(bench.forge())
    forge = bench.forge()
    ground = Ground(
        base=forge.base().commit, head=forge.remote.head_by_branch["listbot/issue-1"]
    )
    bench.github.commit({"entries/2024/x.yml": "title: Z\n"}, branch="listbot/issue-1")

    with pytest.raises(OutageError) as caught:
        forge.propose(1, proposal(text="title: Y\n"), ground)

    assert str(caught.value) == (
        "listbot/issue-1 was moved meanwhile (Update is not a fast forward); run again."
    )
    text = bench.github.files("listbot/issue-1")["entries/2024/x.yml"]
    assert text == "title: Z\n"


# Refusals, each said to whom it concerns


def test_the_setting_that_forbids_pull_requests_is_named(bench: Bench):
    bench.github.world.actions_may_open_pulls = False

    with pytest.raises(ListbotError) as caught:
        intake(bench.forge())

    assert str(caught.value) == (
        "GitHub Actions may not open pull requests in this repository. Switch on "
        "“Allow GitHub Actions to create and approve pull requests” under Settings → "
        "Actions → General → Workflow permissions, then run the job again."
    )


@pytest.mark.parametrize(
    ("missing", "right", "asked"),
    [
        pytest.param("contents", "contents: write", "POST /git/trees", id="contents"),
        pytest.param(
            "pull_requests", "pull-requests: write", "POST /pulls", id="pull requests"
        ),
        pytest.param("issues", "issues: write", "POST /labels", id="issues"),
        pytest.param("checks", "checks: write", "createCheckRun", id="checks"),
    ],
)
def test_a_right_that_is_missing_is_named(
    bench: Bench, missing: str, right: str, asked: str
):
    rights: dict[str, Access] = {**ALL_RIGHTS, missing: "none"}
    bench.github.actions_token(**rights)

    with pytest.raises(ListbotError) as caught:
        intake(bench.forge())

    assert str(caught.value) == (
        f"GitHub refuses {asked} with this token: it needs the permission `{right}`. "
        "Add that under `permissions:` of the job in the workflow."
    )


@pytest.mark.parametrize("graphql", [True, False], ids=["GraphQL", "REST"])
@pytest.mark.parametrize("kind", ["fine-grained", "user"])
def test_a_persons_token_does_all_but_the_check_run(
    bench: Bench, kind: str, graphql: bool
):
    bench.github.collaborator("mo", "write")
    chosen: dict[str, Access] = {**ALL_RIGHTS, "checks": "none"}
    rights = chosen if kind == "fine-grained" else None
    token = bench.github.token("mo", rights=rights, kind=kind)
    bench.github.service.graphql = graphql

    intake(bench.forge(token))

    assert bench.github.branches() == ["listbot/issue-1", "main"]
    assert bench.github.world.issues[1].labels == ["listbot:in-review"]
    assert [login for login, _ in bench.github.said(1)] == ["mo"]
    assert bench.github.world.checks == []


def test_a_right_that_a_persons_token_lacks_is_given_to_the_token(bench: Bench):
    bench.github.collaborator("mo", "write")
    rights: dict[str, Access] = {**ALL_RIGHTS, "contents": "read"}
    token = bench.github.token("mo", rights=rights, kind="fine-grained")

    with pytest.raises(ListbotError) as caught:
        intake(bench.forge(token))

    assert str(caught.value) == (
        "GitHub refuses POST /git/trees with this token: it needs the permission "
        "`contents: write`. Give it to the token, on GitHub's page of the token."
    )


def test_an_unknown_token_is_named(bench: Bench):
    with pytest.raises(ListbotError) as caught:
        bench.forge("ghs_wrong").submission(1)

    assert str(caught.value) == (
        "GitHub does not know this token. Pass the job's own one as GITHUB_TOKEN: "
        "${{ github.token }}."
    )


def test_a_locked_issue_is_left_in_peace(bench: Bench):
    bench.github.world.issues[1].locked = True

    intake(bench.forge())

    assert bench.github.said(1) == []
    assert bench.github.world.issues[1].labels == ["listbot:in-review"]


@pytest.mark.parametrize("gone", ["deleted", "transferred"])
@pytest.mark.parametrize("graphql", [True, False], ids=["GraphQL", "REST"])
def test_an_issue_that_is_gone_is_nothing(bench: Bench, gone: str, *, graphql: bool):
    bench.github.world.issues[1].gone = gone  # pyright: ignore[reportAttributeAccessIssue]
    forge = bench.forge()
    forge.api.speaks_graphql = graphql

    assert forge.submission(1) is None


def test_a_renamed_repository_is_found(bench: Bench):
    forge = bench.forge()
    bench.github.rename("new-list")

    intake(forge)

    assert bench.github.branches() == ["listbot/issue-1", "main"]


@pytest.mark.parametrize("role", ["maintain", "triage", "read"])
def test_a_role_is_the_true_one(bench: Bench, role: str):
    bench.github.collaborator("eve", role)  # pyright: ignore[reportArgumentType]

    assert bench.forge().role("eve") == role
    assert bench.forge().role("nobody") == "none"


# Limits


def test_a_reserve_of_requests_is_left_to_others(bench: Bench):
    bench.github.world.tokens[ACTIONS_TOKEN].hourly = 101
    forge = bench.forge()

    with pytest.raises(OutageError) as caught:
        intake(forge)

    assert str(caught.value) == (
        "GitHub allows this token 100 more requests in this hour, and 100 are kept for "
        "others."
    )
