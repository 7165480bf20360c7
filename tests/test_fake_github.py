"""The fake GitHub, driven by PyGithub and by git: it remembers and refuses nonsense."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from github import Auth, Github, GithubException, InputGitTreeElement
from github.GitTree import GitTree

from fake_github import ACTIONS_BOT, ACTIONS_TOKEN, FAULTS, FakeGitHub, Fault, Role

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from github.Repository import Repository


@pytest.fixture
def github(tmp_path: Path) -> Iterator[FakeGitHub]:
    with FakeGitHub(tmp_path) as fake:
        yield fake


def client(github: FakeGitHub, token: str = ACTIONS_TOKEN) -> Github:
    return Github(
        base_url=github.root,
        auth=Auth.Token(token),
        retry=None,
        seconds_between_requests=0,
        seconds_between_writes=0,
        lazy=True,
    )


def repository(github: FakeGitHub, token: str = ACTIONS_TOKEN) -> Repository:
    return client(github, token).get_repo(github.full_name)


def git(*words: str, folder: Path) -> str:
    command = ["git", "-c", "user.name=octo", "-c", "user.email=o@example.org", *words]
    done = subprocess.run(
        command, cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout


def propose(github: FakeGitHub, branch: str, files: dict[str, str]) -> int:
    """Open a pull request the way listbot does and return its number."""
    repo = repository(github)
    base = github.git.head("main") or ""
    rows = [InputGitTreeElement(p, "100644", "blob", t) for p, t in files.items()]
    parent = repo.get_git_commit(base)
    tree = repo.create_git_tree(
        rows, GitTree(repo.requester, {}, {"sha": parent.tree.sha}, completed=True)
    )
    commit = repo.create_git_commit("Add one", tree, [parent])
    repo.create_git_ref(f"refs/heads/{branch}", commit.sha)
    return repo.create_pull("main", branch, title="Add one", body="Closes #1").number


# Issues


def test_an_issue_is_read_answered_and_labelled(github: FakeGitHub):
    event = github.open_issue("ada", "Add X", "### Title\n\nX")
    issue = repository(github).get_issue(event["issue"]["number"])

    issue.create_comment("Thank you.")
    issue.add_to_labels("listbot:in-review")

    assert issue.body == "### Title\n\nX"
    assert [(c.user.login, c.body) for c in issue.get_comments()] == [
        (ACTIONS_BOT, "Thank you.")
    ]
    assert [label.name for label in issue.get_labels()] == ["listbot:in-review"]


def test_long_lists_come_in_pages(github: FakeGitHub):
    github.open_issue("ada", "Add X", "")
    for number in range(105):
        github.comment(1, "ada", f"{number}")

    comments = list(repository(github).get_issue(1).get_comments())

    assert [comment.body for comment in comments] == [str(n) for n in range(105)]
    assert github.made() == ["issues/list-comments"] * 4


def test_pull_requests_are_issues_too(github: FakeGitHub):
    github.open_issue("ada", "Add X", "")

    number = propose(github, "listbot/issue-1", {"entries/x.yml": "title: X\n"})

    listed = repository(github).get_issues(state="all")
    assert [(one.number, one.pull_request is None) for one in listed] == [
        (number, False),
        (1, True),
    ]


def test_a_list_may_lag(github: FakeGitHub):
    github.open_issue("ada", "Add X", "")
    github.world.list_lag = 2
    issue = repository(github).get_issue(1)

    issue.create_comment("Here I am.")

    seen = [len(list(issue.get_comments())) for _ in range(4)]
    assert seen == [0, 0, 1, 1]


def test_reactions_are_given_once(github: FakeGitHub):
    github.open_issue("ada", "Add X", "")
    comment_id = github.comment(1, "ada", "/help")["comment"]["id"]
    comment = repository(github).get_issue(1).get_comment(comment_id)

    comment.create_reaction("+1")
    comment.create_reaction("+1")

    assert [one.content for one in comment.get_reactions()] == ["+1"]


# Commits and pull requests


def test_merging_closes_what_the_pull_request_names(github: FakeGitHub):
    github.open_issue("ada", "Add X", "")
    number = propose(github, "listbot/issue-1", {"entries/x.yml": "title: X\n"})

    pull = repository(github).get_pull(number)
    pull.merge()

    assert pull.merged
    assert repository(github).get_issue(1).state == "closed"
    assert github.files() == {"README.md": "# A list\n", "entries/x.yml": "title: X\n"}
    github.git.check()


def test_a_pull_request_says_what_it_changes(github: FakeGitHub):
    number = propose(github, "b", {"README.md": "# A list\n\nMore.\n", "x/y/z": "1"})

    pull = repository(github).get_pull(number)

    assert (pull.commits, pull.changed_files, pull.additions, pull.deletions) == (
        1,
        2,
        3,
        0,
    )
    assert [file.filename for file in pull.get_files()] == ["README.md", "x/y/z"]


def test_two_changes_of_one_line_cannot_be_merged(github: FakeGitHub):
    number = propose(github, "b", {"README.md": "# Another list\n"})
    github.commit({"README.md": "# Our list\n"})

    pull = repository(github).get_pull(number)

    assert pull.mergeable is False
    with pytest.raises(GithubException) as caught:
        pull.merge()
    assert caught.value.status == 405


def test_git_clones_pushes_and_fetches(github: FakeGitHub, tmp_path: Path):
    git("clone", "-q", github.clone_url, "clone", folder=tmp_path)
    clone = tmp_path / "clone"
    (clone / "big.txt").write_text("".join(f"{n} {n * n}\n" for n in range(200_000)))
    git("add", ".", folder=clone)
    git("commit", "-qm", "Big", folder=clone)
    token = github.token("octo")
    place = github.clone_url.replace("//", f"//octo:{token}@")

    git("push", "-q", place, "HEAD:main", folder=clone)

    assert "big.txt" in github.files()
    assert git("fetch", "-q", github.clone_url[:-4], "main", folder=clone) == ""


def test_a_push_without_rights_is_refused(github: FakeGitHub, tmp_path: Path):
    git("clone", "-q", github.clone_url, "clone", folder=tmp_path)
    place = github.clone_url.replace("//", f"//ada:{github.token('ada')}@")

    with pytest.raises(subprocess.CalledProcessError):
        git("push", "-q", place, "HEAD:refs/heads/x", folder=tmp_path / "clone")


def test_merging_with_git_merges_the_pull_request(github: FakeGitHub, tmp_path: Path):
    github.open_issue("ada", "Add X", "")
    number = propose(github, "b", {"x": "1"})
    git("clone", "-q", github.clone_url, "clone", folder=tmp_path)
    clone = tmp_path / "clone"
    place = github.clone_url.replace("//", f"//octo:{github.token('octo')}@")

    git("merge", "-q", "--no-ff", "origin/b", folder=clone)
    git("push", "-q", place, "HEAD:main", folder=clone)

    assert repository(github).get_pull(number).merged
    assert github.world.issues[1].state == "closed"


# Refusals, in GitHub's words


def refused(caught: pytest.ExceptionInfo[GithubException]) -> tuple[int, Any]:
    """Return status and message, or the messages of its errors."""
    data: Any = caught.value.data
    inner = [error.get("message", error["code"]) for error in data.get("errors", [])]
    return caught.value.status, inner or data["message"]


def test_a_second_pull_request_for_a_branch_is_refused(github: FakeGitHub):
    propose(github, "b", {"x": "1"})

    with pytest.raises(GithubException) as caught:
        repository(github).create_pull("main", "b", title="Again", body="")

    assert refused(caught) == (422, ["A pull request already exists for octo:b."])


def test_a_pull_request_without_commits_is_refused(github: FakeGitHub):
    repo = repository(github)
    repo.create_git_ref("refs/heads/b", github.git.head("main") or "")

    with pytest.raises(GithubException) as caught:
        repo.create_pull("main", "b", title="Nothing", body="")

    assert refused(caught) == (422, ["No commits between main and b"])


def test_a_branch_is_made_once(github: FakeGitHub):
    with pytest.raises(GithubException) as caught:
        repository(github).create_git_ref(
            "refs/heads/main", github.git.head("main") or ""
        )

    assert refused(caught) == (422, "Reference already exists")


def test_a_branch_moves_forward_only(github: FakeGitHub):
    old = github.git.head("main") or ""
    github.commit({"x": "1"})
    repo = repository(github)

    with pytest.raises(GithubException) as caught:
        repo.requester.requestJsonAndCheck(
            "PATCH", f"{repo.url}/git/refs/heads/main", input={"sha": old}
        )

    assert refused(caught) == (422, "Update is not a fast forward")


def test_the_setting_that_forbids_pull_requests_of_actions(github: FakeGitHub):
    github.world.actions_may_open_pulls = False

    with pytest.raises(GithubException) as caught:
        propose(github, "b", {"x": "1"})

    assert refused(caught) == (
        403,
        "GitHub Actions is not permitted to create or approve pull requests.",
    )


def test_a_token_does_what_its_rights_say(github: FakeGitHub):
    github.actions_token(contents="read", issues="write")
    github.open_issue("ada", "Add X", "")
    repo = repository(github)

    repo.get_issue(1).create_comment("I may.")
    with pytest.raises(GithubException) as caught:
        repo.create_git_ref("refs/heads/b", github.git.head("main") or "")

    assert refused(caught) == (403, "Resource not accessible by integration")


def test_the_workflow_cannot_ask_who_it_is(github: FakeGitHub):
    with pytest.raises(GithubException) as caught:
        assert client(github).get_user().login

    assert refused(caught) == (403, "Resource not accessible by integration")


def test_an_unknown_token_is_refused(github: FakeGitHub):
    with pytest.raises(GithubException) as caught:
        repository(github, "ghp_wrong").get_issue(1).create_comment("Hello")

    assert refused(caught) == (401, "Bad credentials")


def test_a_locked_issue_takes_no_comment_of_strangers(github: FakeGitHub):
    github.open_issue("ada", "Add X", "")
    github.world.issues[1].locked = True

    with pytest.raises(GithubException) as caught:
        repository(github).get_issue(1).create_comment("Hello")

    assert refused(caught) == (
        403,
        "Unable to create comment because issue is locked.",
    )


def test_too_long_a_comment_is_refused(github: FakeGitHub):
    github.open_issue("ada", "Add X", "")

    with pytest.raises(GithubException) as caught:
        repository(github).get_issue(1).create_comment("x" * 65_537)

    assert refused(caught) == (422, ["Body is too long (maximum is 65536 characters)"])


@pytest.mark.parametrize(
    ("role", "legacy"),
    [("maintain", "write"), ("triage", "read"), ("admin", "admin"), ("read", "read")],
)
def test_a_role_has_an_old_name_and_a_true_one(
    github: FakeGitHub, role: Role, legacy: str
):
    github.collaborator("eve", role)

    repo = repository(github)
    url = f"{repo.url}/collaborators/eve/permission"
    _, answer = repo.requester.requestJsonAndCheck("GET", url)

    assert (answer["permission"], answer["role_name"]) == (legacy, role)


def test_a_renamed_repository_leads_on(github: FakeGitHub):
    github.open_issue("ada", "Add X", "")
    repo = repository(github)
    github.rename("new-list")

    assert repo.get_issue(1).title == "Add X"


def test_a_deleted_issue_is_gone(github: FakeGitHub):
    github.open_issue("ada", "Add X", "")
    github.world.issues[1].gone = "deleted"

    with pytest.raises(GithubException) as caught:
        assert repository(github).get_issue(1).title

    assert caught.value.status == 410


# GraphQL


def test_an_issue_is_read_and_answered_in_two_requests(github: FakeGitHub):
    github.open_issue("ada", "Add X", "X", labels=("listbot:retry",))
    query = """query look($n: Int!) { repository(owner: "octo", name: "list") {
        issue(number: $n) { id title labels(first: 9) { nodes { id name } } } } }"""
    mutation = """mutation act(
        $a: AddCommentInput!, $b: RemoveLabelsFromLabelableInput!) {
        a: addComment(input: $a) { subject { ... on Issue { comments(first: 9) {
            nodes { author { login } body viewerDidAuthor } } } } }
        b: removeLabelsFromLabelable(input: $b) { clientMutationId } }"""
    requester = client(github).requester

    _, seen = requester.graphql_query(query, {"n": 1})
    issue = seen["data"]["repository"]["issue"]
    labels = [label["id"] for label in issue["labels"]["nodes"]]
    wishes = {
        "a": {"subjectId": issue["id"], "body": "Thanks."},
        "b": {"labelableId": issue["id"], "labelIds": labels},
    }
    _, done = requester.graphql_query(mutation, wishes)

    assert done["data"]["a"]["subject"]["comments"]["nodes"] == [
        {
            "author": {"login": "github-actions"},
            "body": "Thanks.",
            "viewerDidAuthor": True,
        }
    ]
    assert github.world.issues[1].labels == []
    assert github.made() == ["graphql query look", "graphql mutation act"]


def test_a_mutation_needs_the_same_rights(github: FakeGitHub):
    github.actions_token(contents="write")
    github.open_issue("ada", "Add X", "X")
    node = f"I_{github.world.issues[1].id}"
    mutation = """mutation act($a: AddCommentInput!) {
        addComment(input: $a) { clientMutationId } }"""

    with pytest.raises(GithubException) as caught:
        client(github).requester.graphql_query(
            mutation, {"a": {"subjectId": node, "body": "Thanks."}}
        )

    assert caught.value.data["errors"] == [
        {
            "type": "FORBIDDEN",
            "path": ["addComment"],
            "message": "Resource not accessible by integration",
        }
    ]


# Limits and faults


def test_an_hour_holds_a_thousand_requests(github: FakeGitHub):
    repo = repository(github)
    github.world.tokens[ACTIONS_TOKEN].hourly = 3

    for _ in range(3):
        repo.get_branch("main")
    with pytest.raises(GithubException) as caught:
        repo.get_branch("main")
    github.clock.sleep(3600)

    assert caught.value.status == 403
    assert repo.get_branch("main").name == "main"


def test_a_minute_holds_eighty_comments(github: FakeGitHub):
    github.open_issue("ada", "Add X", "")
    issue = repository(github).get_issue(1)

    for number in range(80):
        issue.create_comment(f"{number}")
    with pytest.raises(GithubException) as caught:
        issue.create_comment("One too many")
    github.clock.sleep(61)
    issue.create_comment("Later")

    assert caught.value.headers is not None
    assert caught.value.headers["retry-after"] == "60"
    assert len(github.world.issues[1].comments) == 81


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_strikes_the_call_it_is_meant_for(github: FakeGitHub, fault: Fault):
    github.open_issue("ada", "Add X", "")
    issue = repository(github).get_issue(1)
    github.service.faults = {2: fault}
    issue.create_comment("First")

    with pytest.raises(Exception, match=r".*"):
        issue.create_comment("Second")

    done = [comment.body for comment in github.world.issues[1].comments]
    assert done == (["First", "Second"] if fault.endswith("after") else ["First"])
    assert github.service.dead == fault.startswith("kill")


# Honesty


def test_what_github_does_not_have_is_remembered(github: FakeGitHub):
    repo = repository(github)

    with github.nonsense_expected() as nonsense:
        with pytest.raises(GithubException):
            repo.requester.requestJsonAndCheck("GET", f"{repo.url}/nonsense")
        assert nonsense == [f"GitHub has no GET /repos/{github.full_name}/nonsense"]


def test_a_request_github_would_not_take_is_remembered(github: FakeGitHub):
    github.open_issue("ada", "Add X", "")
    repo = repository(github)

    with github.nonsense_expected() as nonsense:
        repo.requester.requestJsonAndCheck(
            "POST",
            f"{repo.url}/issues/1/comments",
            input={"body": "Hello", "colour": "red"},
        )
        assert nonsense == [
            (
                "issues/create-comment request: whole: Additional properties are not "
                "allowed ('colour' was unexpected)"
            )
        ]


def test_every_event_is_what_github_would_send(github: FakeGitHub):
    github.open_issue("ada", "Add X", None)
    number = propose(github, "b", {"x": "1"})

    sent = [
        github.edit_issue(1, "ada", title="Add Y", body="Y"),
        github.close_issue(1, "ada"),
        github.reopen_issue(1, "ada"),
        (said := github.comment(1, "ada", "/recheck")),
        github.edit_comment(1, said["comment"]["id"], "/help"),
        github.merge_pull(number, "octo"),
        github.commit({"x": "2", "README.md": None}),
        github.dispatch("octo", {"issue": "1"}),
    ]

    assert [event.get("action") for event in sent] == [
        *("edited", "closed", "reopened", "created", "edited", "closed", None, None)
    ]


def test_going_back_brings_everything_back(github: FakeGitHub):
    github.open_issue("ada", "Add X", "")
    before = github.moment()
    propose(github, "b", {"x": "1"})
    repository(github).get_issue(1).create_comment("Hello")

    github.go_back(before)

    assert github.branches() == ["main"]
    assert list(github.world.issues) == [1]
    assert github.world.issues[1].comments == []
