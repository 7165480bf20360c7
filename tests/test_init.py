"""Setting a repository up: what is written, and what is said about the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from listbot.catalog.errors import ListbotError
from listbot.forge.folder import Folder, write_files
from listbot.jobs import build, init
from listbot.text.workflows import Release

if TYPE_CHECKING:
    from pathlib import Path

RELEASE = Release(version="1.2.3", commit="c" * 40)
LIST = """\
# Tools

## Editors

- [Ed](https://example.org/ed) - The standard one.
- [Vi](https://example.org/vi) - The visual one.
"""


def test_a_new_list_gets_all_it_needs(tmp_path: Path):
    written = init.files(Folder(tmp_path), RELEASE)

    assert list(written) == [
        "listbot.yml",
        "README.md",
        ".github/ISSUE_TEMPLATE/add-entry.yml",
        ".github/ISSUE_TEMPLATE/change-entry.yml",
        ".github/ISSUE_TEMPLATE/move-entry.yml",
        ".github/ISSUE_TEMPLATE/remove-entry.yml",
        ".github/workflows/listbot.yml",
        ".github/workflows/listbot-schedule.yml",
    ]


def test_what_no_file_can_set_is_said_in_plain_words(tmp_path: Path):
    written = init.files(Folder(tmp_path), RELEASE)

    said = init.next_steps(written, RELEASE)

    assert (
        "\n".join(said[8:])
        == """
Three steps are left that no file can take:

1. Look through listbot.yml: title, sections, what the form asks. Then put it on GitHub:
   git add listbot.yml README.md .github
   git commit -m "Keep this list with listbot"
   git push
2. On the page of your repository on github.com: Settings, then Actions, then General.
   Scroll to “Workflow permissions”, tick “Allow GitHub Actions to create and approve
   pull requests”, press Save. GitHub leaves this off; without it listbot can answer on
   issues, but not open a pull request. (Where the box cannot be ticked, an owner of
   the organization has to tick it first, in the organization's settings.)
3. Try it: Issues, New issue, the form for a new entry. An answer stands there within a
   minute or so."""
    )


def test_a_list_that_was_taken_over_is_told_how_little_changed(tmp_path: Path):
    (tmp_path / "README.md").write_text(LIST)
    written = init.files(Folder(tmp_path), RELEASE)

    said = init.next_steps(written, RELEASE)

    at = said.index("wrote 2 entries")
    assert (
        "\n".join(said[at : at + 5])
        == """\
wrote 2 entries

README.md got markers around what listbot will write from now on, and is otherwise as
it was: `git diff README.md` shows it. What could be mended in it is a step of its own,
for later: `listbot adopt README.md --repair --dry-run`."""
    )
    assert any(line.startswith("   git add entries ") for line in said)


def test_a_release_without_a_known_commit_says_how_to_pin_it(tmp_path: Path):
    release = Release(version="1.2.3")
    written = init.files(Folder(tmp_path), release)

    said = init.next_steps(written, release)

    workflow = written[".github/workflows/listbot.yml"]
    assert "      - uses: listbot/listbot@v1.2.3\n" in workflow
    assert (
        "\n".join(said[-4:])
        == """
The workflows name listbot by its tag v1.2.3. A commit is safer, because
a tag can be moved. This shows it; put its 40 characters behind the @:
   git ls-remote https://github.com/listbot/listbot v1.2.3"""
    )


@pytest.mark.parametrize(
    "path", [build.FORM, ".github/workflows/listbot.yml"], ids=["form", "workflow"]
)
def test_files_that_are_there_stay(tmp_path: Path, path: str):
    write_files(tmp_path, {path: "mine\n"})

    assert path not in init.files(Folder(tmp_path), RELEASE)


def test_a_repository_is_set_up_once(tmp_path: Path):
    write_files(tmp_path, init.files(Folder(tmp_path), RELEASE))

    with pytest.raises(ListbotError) as told:
        init.files(Folder(tmp_path), RELEASE)

    assert str(told.value) == (
        "listbot.yml is there already; nothing was changed. "
        "Run `listbot check` to see how things stand."
    )


def test_an_index_is_taken_over_with_the_files_it_leads_to(tmp_path: Path):
    entries = "# {0}\n\n- [A {0} thing](https://example.org/{0}) - What it is.\n"
    index = "# All\n\n" + "".join(
        f"- [{name}](lists/{name}.md)\n" for name in ("one", "two", "six")
    )
    (tmp_path / "lists").mkdir()
    (tmp_path / "README.md").write_text(index)
    for name in ("one", "two", "six"):
        (tmp_path / f"lists/{name}.md").write_text(entries.format(name))

    written = init.files(Folder(tmp_path), RELEASE)

    said = "\n".join(init.next_steps(written, RELEASE))
    assert "README.md" not in written
    assert "file: lists/one.md" in written["listbot.yml"]
    assert (
        "3 files got markers around what listbot will write from now on, and are "
        "otherwise\nas they were: `git diff` shows it."
    ) in said
