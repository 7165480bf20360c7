"""What every command promises: the same options, one document, and dry runs."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from command import Done, files_in, listbot
from listbot import cli

_EXAMPLES = Path(__file__).parents[1] / "examples"
_FORM = ".github/ISSUE_TEMPLATE/add-entry.yml"
_GOOD = str(_EXAMPLES / "submissions" / "good.md")
_OPTIONS = {"--repo", "--forge", "--dry-run", "--json", "--now", "--offline", "-v"}
# Commands that need no forge but the local one, with what each needs; the example list
# lies in the folder `list`.
_WORDS = {
    "adopt": ["list/README.md"],
    "add": ["https://example.org/x", "--title", "A paper", "--date", "2024"],
    "build": [],
    "check": [],
    "explain": ["duplicate"],
    "export": ["json"],
    "form": [],
    "form read": [f"list/{_FORM}", _GOOD],
    "intake": [_GOOD],
    "refresh": [],
    "schema": ["config"],
}


def _commands() -> Iterator[tuple[str, Any]]:
    def below(group: Any, *names: str) -> Iterator[tuple[str, Any]]:
        for name, command in getattr(group, "commands", {}).items():
            if command.params:
                yield " ".join([*names, name]), command
            yield from below(command, *names, name)

    return below(typer.main.get_command(cli.app))


_COMMAND_BY_NAME = dict(_commands())


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "list"
    shutil.copytree(_EXAMPLES / "pathology", folder)
    (tmp_path / "links.txt").write_text("https://example.org/\n", encoding="utf-8")
    for words in (
        ["init", "--quiet", "--initial-branch=main"],
        ["add", "--all"],
        ["-c", "user.name=x", "-c", "user.email=x@x", "commit", "--quiet", "-m", "."],
    ):
        subprocess.run(["git", "-C", str(folder), *words], check=True)
    monkeypatch.chdir(tmp_path)
    return folder


def _run(name: str, *words: str) -> Done:
    common = ("--repo", "list", "--offline", "--now", "2026-11-23T12:00:00Z")
    return listbot(*name.split(), *_WORDS[name], *words, *common)


@pytest.mark.parametrize("name", sorted(_COMMAND_BY_NAME))
def test_every_command_takes_the_common_options(name: str):
    options = {
        option
        for parameter in _COMMAND_BY_NAME[name].params
        for option in parameter.opts
    }

    assert options >= _OPTIONS


@pytest.mark.parametrize("name", _WORDS)
def test_one_document_is_written_for_scripts(repo: Path, name: str):
    done = _run(name, "--json", "--dry-run")

    assert done.code in {0, 1}, done.err
    assert json.loads(done.out) is not None
    assert repo.is_dir()


@pytest.mark.parametrize("name", _WORDS)
def test_a_dry_run_changes_nothing(repo: Path, name: str):
    (repo / "README.md").write_text(
        (repo / "README.md").read_text("utf-8").replace("1. ", "7. ", 1), "utf-8"
    )
    before = _everything(repo)

    done = _run(name, "--dry-run")

    assert done.code in {0, 1}, done.err
    assert _everything(repo) == before


def test_a_dry_run_of_init_begins_nothing(tmp_path: Path):
    done = listbot("init", "--dry-run", "--json", "--repo", tmp_path)

    assert done.code == 0
    assert "listbot.yml" in json.loads(done.out)["written"]
    assert files_in(tmp_path) == {}


def test_a_readme_near_githubs_limit_is_warned_of(repo: Path):
    readme = repo / "README.md"
    readme.write_text(readme.read_text("utf-8") + "word " * 84_000, "utf-8")

    done = listbot("check", "list/README.md", "--repo", "list")

    assert done.code == 0
    assert done.out.splitlines()[0] == (
        "README.md: warning: README.md is 431 KiB long; GitHub shows only the first "
        "500 KiB of a README. Use a shorter style, or give sections a `file` of "
        "their own. [readme-near-limit]"
    )


def _everything(repo: Path) -> dict[str, bytes]:
    """Return all files, git's and the local forge's too, but for its index."""
    return {
        str(path): path.read_bytes()
        for path in sorted(repo.parent.rglob("*"))
        if path.is_file() and path.name != "index"
    }
