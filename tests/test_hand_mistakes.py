"""What is said about a list that somebody edited by hand, and wrongly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from command import listbot
from listbot.forge.folder import write_files

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = """\
title: Papers on seeing
sections: [Vision, Language]
links: [PDF]
"""
ENTRY = """\
title: Seeing tissue
date: 2024-01
sections: [vision]
links: {PDF: "https://example.org/seeing.pdf"}
"""
README = """\
# Papers on seeing

By us.

<!-- listbot:begin entries -->
<!-- listbot:end entries -->
"""
PATH = "entries/2024/seeing-tissue.yml"
OURS = "<<<<<<< HEAD\n"
THEIRS = "=======\nOthers\n>>>>>>> theirs\n"


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    files = {"listbot.yml": CONFIG, "README.md": README, PATH: ENTRY}
    write_files(tmp_path, files)
    assert listbot("build", "--repo", tmp_path).code == 0
    return tmp_path


def said(repo: Path, *words: str) -> str:
    done = listbot("check", *words, "--repo", repo)
    assert done.code in {1, 2}
    return done.out + done.err


def edit(repo: Path, path: str, old: str, new: str) -> None:
    text = (repo / path).read_text(encoding="utf-8")
    assert old in text
    (repo / path).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_conflict_left_in_an_entry_is_called_one(repo: Path):
    edit(repo, PATH, "date: 2024-01\n", f"{OURS}date: 2024-01\n{THEIRS}")

    assert said(repo).splitlines()[0] == (
        f"{PATH}:2: error: “<<<<<<< HEAD” was left by a merge. Keep what is right of "
        "both sides, and take out the lines with <<<<<<<, ======= and >>>>>>>. What "
        "else may be wrong in this file is seen after that. [broken-file]"
    )


def test_a_conflict_left_in_the_configuration_is_called_one(repo: Path):
    edit(repo, "listbot.yml", "links", f"{OURS}links")

    assert said(repo) == (
        "listbot.yml, line 3: “<<<<<<< HEAD” was left by a merge. Keep what is right "
        "of both sides, and take out the lines with <<<<<<<, ======= and >>>>>>>.\n"
    )


def test_a_conflict_left_in_readme_is_found_though_it_builds(repo: Path):
    edit(repo, "README.md", "By us.\n", f"{OURS}By us.\n{THEIRS}")

    assert said(repo).splitlines()[0] == (
        "README.md:3: error: “<<<<<<< HEAD” was left by a merge. Keep what is right of "
        "both sides, and take out the lines with <<<<<<<, ======= and >>>>>>>. "
        "[merge-conflict]"
    )


def test_a_conflict_that_is_shown_as_code_is_none(repo: Path):
    edit(repo, "README.md", "By us.\n", f"By us.\n\n```\n{OURS}{THEIRS}```\n")

    assert listbot("check", "--repo", repo).code == 0


def test_what_cannot_be_built_names_its_place_once(repo: Path):
    edit(repo, "README.md", "end entries", "end entires")

    assert (
        said(repo)
        .splitlines()[0]
        .startswith("README.md:11: error: No region is called 'entires'.")
    )


def test_a_file_that_is_not_there_is_not_called_sound(repo: Path):
    assert said(repo, "entries/2024/seeing-tisue.yml") == (
        "entries/2024/seeing-tisue.yml is not there. Name files of the list.\n"
    )


def test_a_folder_stands_for_the_files_in_it(repo: Path):
    edit(repo, PATH, "vision", "visoin")

    assert f"{PATH}:3: error" in said(repo, "entries")
    assert listbot("check", "README.md", "--repo", repo).code == 0
