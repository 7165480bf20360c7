"""Awesome lists stay awesome: what their own checker passed, it passes afterwards."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_CHECKER = Path(__file__).parent / "npm" / "node_modules" / ".bin" / "awesome-lint"
_EXAMPLE = Path(__file__).parents[1] / "examples" / "pathology"
# The rule about the repository on GitHub needs one; all others count.
_LIST = """\
<!--lint disable awesome-github-->
# Awesome Lamps [![Awesome](https://awesome.re/badge.svg)](https://awesome.re)

> Lamps that you can build and repair yourself.

## Contents

* [Floor Lamps](#floor-lamps)
* [Table Lamps](#table-lamps)

## Floor Lamps

* [Arc](https://example.org/arc?utm_source=list) - Reaches over a sofa.
* [Tripod](https://example.org/tripod) - Stands on any floor.

## Table Lamps

* [Clip](https://example.org/clip) - Holds on to a shelf.
* [Goose](https://example.org/goose) - Bends where you want it.
"""


def _run(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        words, check=False, capture_output=True, text=True, cwd=folder
    )


def _listbot(*words: str, folder: Path) -> None:
    done = _run(sys.executable, "-m", "listbot", *words, "--offline", folder=folder)
    assert done.returncode == 0, done.stderr + done.stdout


def _complaints(folder: Path) -> str:
    done = _run(str(_CHECKER), "README.md", folder=folder)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def _in_a_repository(folder: Path) -> None:
    for words in (
        ("init", "--quiet", "--initial-branch=main"),
        ("remote", "add", "origin", "https://example.org/awesome-lamps.git"),
        ("config", "branch.main.remote", "origin"),
    ):
        assert _run("git", *words, folder=folder).returncode == 0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    if not _CHECKER.exists():
        pytest.skip("awesome-lint is not installed: `make tools` does it, with npm")
    _in_a_repository(tmp_path)
    return tmp_path


@pytest.fixture
def lamps(folder: Path) -> Path:
    (folder / "README.md").write_text(_LIST)
    (folder / "contributing.md").write_text("# Contributing\n\nPlease do.\n")
    assert _complaints(folder) == ""
    return folder


def test_the_checker_finds_what_is_wrong(lamps: Path):
    (lamps / "README.md").write_text(_LIST.replace("sofa.", "sofa"))

    assert "List item description must end with proper punctuation" in _complaints(
        lamps
    )


def test_the_example_passes(folder: Path):
    shutil.copytree(_EXAMPLE, folder, dirs_exist_ok=True)
    readme = folder / "README.md"
    readme.write_text(f"<!--lint disable awesome-github-->\n{readme.read_text()}")

    assert _complaints(folder) == ""


def test_the_example_passes_with_a_new_entry(folder: Path):
    shutil.copytree(_EXAMPLE, folder, dirs_exist_ok=True)
    readme = folder / "README.md"
    readme.write_text(f"<!--lint disable awesome-github-->\n{readme.read_text()}")

    _listbot(
        *("add", "https://example.org/slides", "--title", "Slides at a glance"),
        *("--section", "other-applications", "--date", "2025"),
        folder=folder,
    )

    assert "Slides at a glance" in readme.read_text()
    assert _complaints(folder) == ""


def test_a_list_that_is_taken_over_passes(lamps: Path):
    _listbot("adopt", "README.md", folder=lamps)

    assert "listbot:begin" in (lamps / "README.md").read_text()
    assert _complaints(lamps) == ""


def test_a_repaired_list_passes(lamps: Path):
    _listbot("adopt", "README.md", folder=lamps)
    _listbot("adopt", "README.md", "--repair", folder=lamps)

    assert "utm_source" not in (lamps / "README.md").read_text()
    assert _complaints(lamps) == ""


def test_a_list_with_a_new_entry_passes(lamps: Path):
    _listbot("adopt", "README.md", folder=lamps)
    _listbot(
        *("add", "https://example.org/globe", "--title", "Globe"),
        *("--section", "table-lamps", "--field", "description=Shines all around."),
        folder=lamps,
    )

    text = (lamps / "README.md").read_text()
    assert "* [Globe](https://example.org/globe) - Shines all around.\n" in text
    assert _complaints(lamps) == ""
