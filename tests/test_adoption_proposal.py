"""The first proposal on a list: markers alone, then repairs, then questions."""
# ruff: noqa: E501 - what people are told is compared whole, a line each

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from inline_snapshot import snapshot

from listbot import cli
from listbot.text import regions

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

_DAMAGED = """\
# Papers

## Seeing

1. **A first paper on seeing.** CVPR 2023. [[PDF](https://example.org/a?utm_source=x)]
1. **A second \u00e2\u20ac\u201c on seeing.** ICCV 2024. [[PDF](https://example.org/b)]
1. **A third paper on seeing.** [[PDF](https://example.org/c)]
"""
_SOUND = "# Tools\n\n## Editors\n\n- [Ed](https://example.org/ed) - The standard one.\n"


def git(folder: Path, *words: str) -> str:
    command = ["git", "-C", str(folder), "-c", "user.name=A", "-c", "user.email=a@b.c"]
    return subprocess.run(
        [*command, *words], check=True, capture_output=True, text=True
    ).stdout


def begun(folder: Path, text: str) -> list[str]:
    """Run init on a repository with a README; return the messages on the branch."""
    git(folder, "init", "-q", "-b", "main")
    (folder / "README.md").write_text(text, encoding="utf-8")
    git(folder, "add", "README.md")
    git(folder, "commit", "-qm", "A list")
    assert init(folder) == 0
    return git(folder, "log", "--format=%s", "main..listbot/adopt").splitlines()


def init(folder: Path) -> int:
    return cli.run(["init", "--repo", str(folder), "--now", "2026-11-26T12:00:00Z"])


def test_a_damaged_list_gets_markers_first_and_repairs_next(tmp_path: Path):
    messages = begun(tmp_path, _DAMAGED)

    first = git(tmp_path, "show", "listbot/adopt~1:README.md")
    second = git(tmp_path, "show", "listbot/adopt:README.md")
    assert messages == [
        "Mend what nobody has to decide",
        "Take README.md over: markers around its entries",
    ]
    assert regions.without_markers(first) == _DAMAGED
    assert "utm_source" not in second
    assert "A second – on seeing" in second


def test_the_first_commit_brings_all_that_is_needed(tmp_path: Path):
    begun(tmp_path, _DAMAGED)

    listing = git(tmp_path, "ls-tree", "-r", "--name-only", "listbot/adopt~1")
    assert set(listing.splitlines()) >= {
        "listbot.yml",
        ".github/ISSUE_TEMPLATE/add-entry.yml",
        ".github/workflows/listbot.yml",
        "entries/2023/a-first-paper-on-seeing.yml",
    }


def test_the_text_asks_what_only_a_maintainer_knows(tmp_path: Path):
    begun(tmp_path, _DAMAGED)

    text = (tmp_path / ".git/listbot/adopt.md").read_text(encoding="utf-8")
    assert text.partition("### What only you can decide")[2] == snapshot("""\


Nothing of this was touched. Tick what is settled.

- [ ] line 7: “A third paper on seeing” has no year. Write the year into the entry, so that it gets its place by date. `missing-year`
""")


def test_a_sound_list_gets_one_commit(tmp_path: Path):
    assert begun(tmp_path, _SOUND) == [
        "Take README.md over: markers around its entries"
    ]


def test_what_is_checked_out_stays_on_its_branch(tmp_path: Path):
    begun(tmp_path, _SOUND)

    assert git(tmp_path, "branch", "--show-current") == "main\n"
    assert git(tmp_path, "rev-list", "--count", "main") == "1\n"


def test_the_proposal_merges_with_what_init_wrote(tmp_path: Path):
    begun(tmp_path, _SOUND)
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "Keep this list with listbot")

    git(tmp_path, "merge", "-q", "--no-edit", "listbot/adopt")

    assert git(tmp_path, "diff", "--stat", "HEAD^") == ""


def test_somebody_elses_branch_of_that_name_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / "README.md").write_text(_SOUND, encoding="utf-8")
    git(tmp_path, "add", "README.md")
    git(tmp_path, "commit", "-qm", "A list")
    git(tmp_path, "branch", "listbot/adopt")

    code = init(tmp_path)

    assert code == 2
    assert capsys.readouterr().err == (
        "There is a branch listbot/adopt already, and it is another one; it was left "
        "alone. Merge it, or delete it with `git branch -D listbot/adopt`, then run "
        "again.\n"
    )
    assert not (tmp_path / "listbot.yml").exists()


def test_a_folder_without_git_gets_no_proposal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "README.md").write_text(_SOUND, encoding="utf-8")

    assert init(tmp_path) == 0

    assert "listbot/adopt" not in capsys.readouterr().out
