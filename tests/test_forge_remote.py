"""The repository on a server, read with git alone."""

from __future__ import annotations

import base64
import subprocess
from typing import TYPE_CHECKING

import pytest

from fake_github import ACTIONS_TOKEN, FakeGitHub
from listbot.catalog.errors import ListbotError, OutageError
from listbot.forge.git import Git
from listbot.forge.remote import Remote, authorization

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def github(tmp_path: Path) -> Iterator[FakeGitHub]:
    with FakeGitHub(tmp_path) as fake:
        yield fake


def git(*words: str) -> None:
    subprocess.run(["git", *words], check=True)


@pytest.fixture
def clone(github: FakeGitHub, tmp_path: Path) -> Git:
    github.commit({"a": "1"})
    github.commit({"a": "2"})
    git("clone", "-q", "--depth=1", github.clone_url, str(tmp_path / "clone"))
    return Git(folder=tmp_path / "clone")


def test_base_and_proposals_come_with_their_history(github: FakeGitHub, clone: Git):
    github.commit({"x": "1"}, branch="listbot/issue-7")
    github.commit({"y": "1"}, branch="feature")

    remote = Remote(clone, github.clone_url)

    assert remote.base == github.git.head("main")
    assert dict(remote.head_by_branch) == {
        "listbot/issue-7": github.git.head("listbot/issue-7")
    }
    assert clone.line("rev-list", "--count", remote.base) == "3"


def test_a_branch_that_was_deleted_is_forgotten(github: FakeGitHub, clone: Git):
    github.commit({"x": "1"}, branch="listbot/issue-7")
    assert Remote(clone, github.clone_url).head_by_branch
    github.site.move_ref("refs/heads/listbot/issue-7", None, "octo")

    assert not Remote(clone, github.clone_url).head_by_branch


def test_a_branch_that_was_forced_back_is_seen(github: FakeGitHub, clone: Git):
    first = github.git.head("main")
    github.commit({"x": "1"}, branch="listbot/issue-7")
    assert Remote(clone, github.clone_url).head_by_branch
    github.site.move_ref("refs/heads/listbot/issue-7", first, "octo")

    seen = Remote(clone, github.clone_url).head_by_branch

    assert seen["listbot/issue-7"] == first


def test_the_branches_of_the_clone_stay_as_they_are(github: FakeGitHub, clone: Git):
    before = clone.line("for-each-ref", "refs/heads", "refs/remotes")
    github.commit({"x": "1"}, branch="listbot/issue-7")

    assert Remote(clone, github.clone_url).base

    assert clone.line("for-each-ref", "refs/heads", "refs/remotes") == before


def test_the_default_branch_has_a_name(github: FakeGitHub, clone: Git):
    assert Remote(clone, github.clone_url).base_name == "main"
    assert Remote(clone, github.clone_url, "release").base_name == "release"


def test_another_base_branch_can_be_named(github: FakeGitHub, clone: Git):
    github.commit({"x": "1"}, branch="release")

    remote = Remote(clone, github.clone_url, "release")

    assert remote.base == github.git.head("release")


def test_a_server_that_is_away_is_an_outage(clone: Git):
    with pytest.raises(OutageError):
        assert Remote(clone, "http://127.0.0.1:9/octo/list.git").base


def test_a_repository_that_is_not_there_is_the_maintainers_to_mend(
    github: FakeGitHub, clone: Git
):
    url = f"{github.root}/octo/other.git"

    with github.nonsense_expected(), pytest.raises(ListbotError) as caught:
        assert Remote(clone, url).base

    assert str(caught.value) == (
        f"{url} does not open with this token. Check GITHUB_REPOSITORY, and that the "
        "job has the permission `contents: read` or more."
    )


def test_the_token_is_shown_to_the_server_alone(github: FakeGitHub, clone: Git):
    settings = authorization(github.clone_url, ACTIONS_TOKEN)

    shown = base64.b64encode(f"x-access-token:{ACTIONS_TOKEN}".encode()).decode()
    assert settings == {
        "GIT_CONFIG_COUNT": "3",
        "GIT_CONFIG_KEY_0": f"http.{github.root}/.extraheader",
        "GIT_CONFIG_VALUE_0": "",
        "GIT_CONFIG_KEY_1": f"http.{github.clone_url}.extraheader",
        "GIT_CONFIG_VALUE_1": "",
        "GIT_CONFIG_KEY_2": f"http.{github.clone_url}.extraheader",
        "GIT_CONFIG_VALUE_2": f"Authorization: Basic {shown}",
    }
    assert ACTIONS_TOKEN not in repr(Remote(clone, github.clone_url, "", ACTIONS_TOKEN))


def test_a_private_list_opens_with_the_token(github: FakeGitHub, clone: Git):
    github.world.private = True
    left_by_checkout = f"http.{github.root}/.extraheader"
    clone.run("config", left_by_checkout, "Authorization: Basic d3Jvbmc=")

    with pytest.raises(ListbotError):
        assert Remote(clone, github.clone_url).base
    assert Remote(clone, github.clone_url, "", ACTIONS_TOKEN).base
