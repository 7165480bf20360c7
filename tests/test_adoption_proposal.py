"""The first proposal on a list: markers alone, then repairs, then questions."""
# ruff: noqa: E501 - what people are told is compared whole, a line each

from __future__ import annotations

import difflib
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from inline_snapshot import snapshot

from listbot import cli
from listbot.forge.folder import Folder
from listbot.jobs import adopt, adoption_report
from listbot.text import regions

if TYPE_CHECKING:
    from pathlib import Path

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


def test_a_work_in_two_sections_is_no_question_about_damage(tmp_path: Path):
    twice = "- [Ed](https://example.org/ed) - The standard one.\n"
    more = "- [Vi](https://example.org/vi) - The visual one.\n"
    begun(tmp_path, f"# Tools\n\n## Editors\n\n{twice}{more}\n## Classics\n\n{twice}")

    text = (tmp_path / ".git/listbot/adopt.md").read_text(encoding="utf-8")
    assert text.startswith("""\
This takes `README.md` over: 3 entries become 2 files, since 1 of them is in another section too, and what listbot
will write from now on stands between markers.
""")
    assert text.partition("| 1 | Tools / Classics | — |\n")[2] == snapshot("""\

### What stands in several sections

Each became one entry that names all of its sections. To list it in one of them alone,
take the others out of its file.

- [ ] line 10: “Ed” is also listed under “Editors”, in line 5. It becomes one entry with both sections. `cross-listing`
""")


def test_the_second_commit_tells_of_blanks_and_of_contents_it_writes(tmp_path: Path):
    lines = "".join(
        f"- [Tool {each}](https://example.org/{each}) - What it is.\n"
        for each in "abcdefgh"
    )
    contents = "## Contents\n\n* [Editors](#editors)\n* [Others](#others)\n"
    more = "- [One more](https://example.org/more) - What it is.\n"
    odd = "- [Odd](https://example.org/odd) -  With two blanks.\n"
    text = f"# Tools\n\n{contents}\n## Editors\n\n{lines}{odd}\n## Others\n\n{more}"

    begun(tmp_path, text)

    message = git(tmp_path, "log", "-1", "--format=%b", "listbot/adopt")
    told = (tmp_path / ".git/listbot/adopt.md").read_text(encoding="utf-8")
    assert message.strip() == (
        "- the contents, kept true by a marker\n"
        "- blanks that no reader sees, as in the other entries"
    )
    assert told.partition("### What the second commit mends\n")[2] == snapshot("""\

- the contents, kept true by a marker: 2 lines (5, 6)
- blanks that no reader sees, as in the other entries: line 18
""")
    assert "byte for byte, and 100% after the second commit" in told


@pytest.mark.corpus
@pytest.mark.parametrize(
    "name",
    [
        "Hannibal046__Awesome-LLM.md",
        "Hedlen__awesome-segment-anything.md",
        "XuexiongLuoMQ__Awesome-Brain-Graph-Learning-with-GNNs.md",
        "HuangOwen__Awesome-LLM-Compression.md",
    ],
)
def test_every_line_the_second_commit_changes_is_told(
    corpus: Path, tmp_path: Path, name: str
):
    text = (corpus / "readmes" / name).read_text(encoding="utf-8")
    (tmp_path / "README.md").write_text(text, encoding="utf-8")
    adoption = adopt.plan_adoption(Folder(tmp_path), "README.md")
    mended = adopt.mended(adoption)

    (report,) = adoption_report.reports(
        replace(adoption, tidied=mended.tidied, contents_marked=mended.contents_marked)
    )

    told = {line for each in report.mendings for line in each.lines}
    told |= {
        line
        for entry in adoption.reading.entries
        if entry.first in told
        for line in range(entry.first, entry.last + 1)
    }
    before = text.splitlines()
    after = regions.without_markers(mended.files["README.md"]).splitlines()
    changes = difflib.SequenceMatcher(None, before, after, autojunk=False)
    changed = {
        line
        for what, start, end, _, _ in changes.get_opcodes()
        for line in range(start + 1, end + 1)
        if what != "equal" and before[line - 1].strip()
    }
    assert changed <= told
    assert changed


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


def test_the_configuration_says_what_was_guessed_and_what_else_it_can_be(
    tmp_path: Path,
):
    begun(tmp_path, _SOUND)

    config = (tmp_path / "listbot.yml").read_text(encoding="utf-8")
    assert config == snapshot("""\
# What this list is, as far as its README tells. Every setting: docs/configuration.md of
# listbot. After a change: `listbot form`, `listbot build`.
title: Tools
noun: entry          # what the form and the replies call one: paper, tool, …
readme: README.md
order: as-imported   # date, -date (newest first), title, as-imported (new ones last)
date: optional       # required or optional, in the form
numbering: none      # continuous, per-section, ones, none, as-written (until a repair)
style: ".listbot/styles/list.md.j2"
sections:
  - Editors
fields:
  description: {type: text, label: Description}
links:
  Link: {required: true}
""")


def test_a_repair_keeps_what_is_said_in_the_configuration(tmp_path: Path):
    begun(tmp_path, _DAMAGED)

    first = git(tmp_path, "show", "listbot/adopt~1:listbot.yml")
    second = git(tmp_path, "show", "listbot/adopt:listbot.yml")
    assert "# date, -date (newest first)" in first
    assert [line for line in first.splitlines() if "#" in line][:3] == [
        line for line in second.splitlines() if "#" in line
    ][:3]
