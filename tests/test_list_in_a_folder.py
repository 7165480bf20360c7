"""A list that lies in a folder of its repository: `config: lists/tools/listbot.yml`."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command import Done, listbot
from crash_flows import BAD, GOOD, LIST
from fake_github import FakeGitHub
from job import Job
from listbot.forge.git import Git

if TYPE_CHECKING:
    from collections.abc import Iterator

PLACE = "lists/tools"
ENTRY = f"{PLACE}/entries/2024/telling-cats-from-dogs-by-their-shadows.yml"
names = st.text("abl/", min_size=1).filter(
    lambda path: "//" not in path and path[0] != "/"
)


class JobOfFolder(Job):
    """A job whose list lies in a folder."""

    def run_for(
        self, name: str, event: dict[str, object], config: str = f"{PLACE}/listbot.yml"
    ) -> Done:
        return self.run(name, event, LISTBOT_CONFIG=config)


@pytest.fixture
def job(tmp_path: Path) -> Iterator[JobOfFolder]:
    files = {f"{PLACE}/{path}": text for path, text in LIST.items()}
    files |= {"README.md": "# All of it\n", "listbot.yml": "title: Another\n"}
    with FakeGitHub(tmp_path, files) as github:
        (tmp_path / "job").mkdir()
        yield JobOfFolder(github, tmp_path / "job")


@given(names, st.sampled_from(["", "a", "a/b"]))
def test_a_path_is_found_again(path: str, place: str):
    git = Git(folder=Path(), place=place)

    assert git.stored(git.seen(path)) == path


def test_a_submission_changes_the_list_in_its_folder_alone(job: JobOfFolder):
    done = job.run_for("issues", job.github.open_issue("ada", "Add", GOOD))

    assert (done.code, done.err) == (0, "")
    before, after = job.github.files(), job.github.files("listbot/issue-1")
    changed = {path for path in after if after[path] != before.get(path)}
    assert changed == {f"{PLACE}/README.md", ENTRY}
    assert before.keys() <= after.keys()


def test_what_was_found_is_shown_where_the_file_lies(job: JobOfFolder):
    body = GOOD.replace("paper.1", "paper.1?utm_source=x")

    job.run_for("issues", job.github.open_issue("ada", "Add", body))

    (check,) = job.github.world.checks
    assert {row["path"] for row in check.annotations} == {ENTRY}


def test_a_refresh_keeps_what_others_did_outside_the_list(job: JobOfFolder):
    job.run_for("issues", job.github.open_issue("ada", "Add", GOOD))
    job.github.commit({"notes.txt": "by hand\n"}, branch="listbot/issue-1")
    pushed = job.github.commit({"README.md": "# More of it\n"})

    done = job.run_for("push", pushed)

    assert done.code == 0, done.err
    files = job.github.files("listbot/issue-1")
    assert files["notes.txt"] == "by hand\n"
    assert files["README.md"] == "# More of it\n"
    assert ENTRY in files


def test_a_list_that_is_not_there_is_told(job: JobOfFolder):
    event = job.github.open_issue("ada", "Add", BAD)

    told = [
        job.run_for("issues", event, config)
        for config in ("lists/none/listbot.yml", "../listbot.yml", "lists/tools/a.yml")
    ]

    assert [done.code for done in told] == [2, 2, 2]
    assert told[2].err == (
        "::error::LISTBOT_CONFIG: lists/tools/a.yml is no configuration of a list "
        "here. Name the listbot.yml of the list, such as lists/tools/listbot.yml.\n"
    )


def test_the_local_forge_serves_a_folder_too(tmp_path: Path):
    for path, text in LIST.items():
        file = tmp_path / PLACE / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    git = ["git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@b.c"]
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "Begin"]):
        subprocess.run([*git, *words], check=True)
    (tmp_path / "body.md").write_text(GOOD)

    where = ("--repo", tmp_path / PLACE, "--offline")
    done = listbot("intake", tmp_path / "body.md", *where)

    assert done.code == 0, done.err
    listed = ["ls-tree", "-r", "--name-only", "listbot/issue-1"]
    shown = subprocess.run([*git, *listed], capture_output=True, text=True, check=True)
    assert ENTRY in shown.stdout.splitlines()
