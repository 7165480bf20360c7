"""Issues that listbot opens itself, on a GitHub of our own."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from fake_github import ACTIONS_TOKEN, FakeGitHub
from listbot.forge import openings
from listbot.forge.git import Git
from listbot.forge.github import GithubForge
from listbot.forge.github_connection import Place, connect
from listbot.jobs.publications import LABEL, LABELS

BODY = "### PDF\n\nhttps://doi.org/10.5555/a\n"


@pytest.fixture
def forge(tmp_path: Path) -> Iterator[GithubForge]:
    with FakeGitHub(tmp_path) as github:
        clone = tmp_path / "clone"
        words = ["git", "clone", "-q", "--depth=1", github.clone_url, str(clone)]
        subprocess.run(words, check=True)
        github.open_issue("ada", "Add x", "### Title\n\nx")
        place = Place(
            name=github.full_name,
            token=ACTIONS_TOKEN,
            api_url=github.root,
            server_url=github.root,
        )
        clock = github.clock
        yield connect(place, Git(folder=clone), now=clock.now, wait=clock.sleep)


def test_an_issue_is_opened_and_is_a_submission(forge: GithubForge):
    opened = openings.open_issue(forge, "Published: X", BODY, LABELS)

    assert opened
    assert (opened.issue, opened.body) == (2, BODY)
    assert set(opened.labels) == set(LABELS)


def test_what_was_opened_before_is_known_even_when_it_is_closed(forge: GithubForge):
    opened = openings.open_issue(forge, "Published: X", BODY, LABELS)
    assert opened
    forge.close_issue(opened.issue)
    forge.finish(opened.issue)

    assert openings.bodies(forge, LABEL) == (BODY,)
