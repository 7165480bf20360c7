"""Setting a repository up: what is written, and what is said about the rest."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from command import listbot
from listbot.catalog import config_reader
from listbot.catalog.errors import ListbotError
from listbot.forge.folder import Folder, write_files
from listbot.jobs import build, first_steps, init
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
    setup = init.plan_setup(Folder(tmp_path), RELEASE)

    said = first_steps.lines(setup, RELEASE)

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
    setup = init.plan_setup(Folder(tmp_path), RELEASE)

    said = first_steps.lines(setup, RELEASE)

    at = said.index("wrote 2 files under entries/")
    assert (
        "\n".join(said[at : at + 7])
        == """\
wrote 2 files under entries/

2 entries in 1 section; 100% of them are written back from their data alone.

README.md got markers around what listbot will write from now on, and is otherwise as
it was: `git diff README.md` shows it. What could be mended in it is a step of its own,
for later: `listbot adopt README.md --repair --dry-run`."""
    )
    assert any(line.startswith("   git add entries ") for line in said)


def test_a_release_without_a_known_commit_says_how_to_pin_it(tmp_path: Path):
    release = Release(version="1.2.3")
    setup = init.plan_setup(Folder(tmp_path), release)

    said = first_steps.lines(setup, release)

    workflow = setup.files[".github/workflows/listbot.yml"]
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

    setup = init.plan_setup(Folder(tmp_path), RELEASE)

    assert path not in setup.files
    assert "\n".join(first_steps.lines(setup, RELEASE)).count(
        f"{path} was there already and stays as it is. For listbot's own,\n"
        "rename it and run `listbot init` again."
    )


def test_a_repository_is_set_up_once(tmp_path: Path):
    write_files(tmp_path, init.files(Folder(tmp_path), RELEASE))

    with pytest.raises(ListbotError) as told:
        init.files(Folder(tmp_path), RELEASE)

    assert str(told.value) == (
        "listbot.yml is there already; nothing was changed. "
        "Run `listbot check` to see how things stand."
    )


def test_what_a_list_lacks_comes_with_a_second_init(tmp_path: Path):
    write_files(tmp_path, init.files(Folder(tmp_path), RELEASE))
    (tmp_path / "README.md").write_text("# Mine\n", encoding="utf-8")
    (tmp_path / ".github/workflows/listbot.yml").unlink()

    written = init.files(Folder(tmp_path), RELEASE)

    assert list(written) == [".github/workflows/listbot.yml"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("README.md", "# Cats\nA list of cats", id="as GitHub begins it"),
        pytest.param("readme.md", "# Cats\r\n\r\nOf cats.\r\n", id="CRLF, lower case"),
        pytest.param("docs/README.md", "# Cats\n", id="in a folder"),
    ],
)
def test_a_list_begins_behind_what_people_wrote(tmp_path: Path, name: str, text: str):
    write_files(tmp_path, {name: text})

    written = init.files(Folder(tmp_path), RELEASE)

    newline = "\r\n" if "\r\n" in text else "\n"
    assert "title: Cats\n" in written["listbot.yml"]
    assert written[name].startswith(
        text.rstrip("\r\n") + newline + newline + "Entries:"
    )
    assert "\n" not in written[name].replace(newline, "")
    assert {path for path in written if path.endswith(".md")} == {name}


def test_the_title_of_a_list_that_begins_may_hold_the_name_of_a_setting(tmp_path: Path):
    write_files(tmp_path, {"readme.md": "# Every noun: a list\n"})

    written = init.files(Folder(tmp_path), RELEASE)

    config = config_reader.read_config(written["listbot.yml"], file="listbot.yml")
    assert (config.title, config.readme) == ("Every noun: a list", "readme.md")


def test_a_list_that_begins_is_called_after_its_folder(tmp_path: Path):
    written = init.plan_setup(Folder(tmp_path), RELEASE, folder="awesome-cats").files

    assert "title: Awesome cats\n" in written["listbot.yml"]
    assert written["README.md"].startswith("# Awesome cats\n")


def test_an_empty_readme_is_none(tmp_path: Path):
    write_files(tmp_path, {"README.md": " \n"})

    written = init.plan_setup(Folder(tmp_path), RELEASE, folder="cats").files

    assert written["README.md"].startswith("# Cats\n")


@pytest.mark.parametrize("name", ["readme.md", "README.markdown", "docs/README.md"])
def test_a_list_is_taken_over_wherever_github_shows_it(tmp_path: Path, name: str):
    write_files(tmp_path, {name: LIST})

    written = init.files(Folder(tmp_path), RELEASE)

    assert f"readme: {name}\n" in written["listbot.yml"]
    assert {path for path in written if "readme" in path.lower()} == {name}
    assert "entries/undated/ed.yml" in written


def test_no_second_readme_is_put_beside_one_that_is_no_markdown(tmp_path: Path):
    write_files(tmp_path, {"README.rst": "My list\n=======\n"})

    with pytest.raises(ListbotError) as told:
        init.files(Folder(tmp_path), RELEASE)

    assert str(told.value) == (
        "README.rst is reStructuredText, and listbot keeps lists in Markdown; nothing "
        "was changed. Turn it into Markdown, for example with `pandoc --to=gfm "
        "README.rst --output=README.md`, and adopt that."
    )


def test_a_link_in_the_place_of_readme_stays_one(tmp_path: Path):
    write_files(tmp_path, {"docs/list.md": LIST})
    (tmp_path / "README.md").symlink_to("docs/list.md")

    done = listbot("init", "--repo", tmp_path)

    assert done == (
        2,
        "",
        (
            "README.md is a link to docs/list.md, and listbot writes through none; "
            "nothing was written. Put the file itself in its place, or take it over "
            "where it is: `listbot adopt docs/list.md`, then `listbot init`.\n"
        ),
    )
    assert (tmp_path / "README.md").is_symlink()
    assert not (tmp_path / "listbot.yml").exists()


def test_a_dry_run_says_what_would_be_written(tmp_path: Path):
    done = listbot("init", "--repo", tmp_path, "--dry-run")

    assert done.code == 0
    assert done.out.splitlines()[0] == "would write listbot.yml"
    assert "wrote" not in done.out
    assert list(tmp_path.iterdir()) == []


def test_an_index_is_taken_over_with_the_files_it_leads_to(tmp_path: Path):
    entries = "# {0}\n\n- [A {0} thing](https://example.org/{0}) - What it is.\n"
    index = "# All\n\n" + "".join(
        f"- [{name}](lists/{name}.md)\n" for name in ("one", "two", "six")
    )
    (tmp_path / "lists").mkdir()
    (tmp_path / "README.md").write_text(index)
    for name in ("one", "two", "six"):
        (tmp_path / f"lists/{name}.md").write_text(entries.format(name))

    setup = init.plan_setup(Folder(tmp_path), RELEASE)

    written, said = setup.files, "\n".join(first_steps.lines(setup, RELEASE))
    assert "README.md" not in written
    assert "file: lists/one.md" in written["listbot.yml"]
    assert (
        "3 files got markers around what listbot will write from now on, and are "
        "otherwise\nas they were: `git diff` shows it."
    ) in said


def test_a_list_can_go_to_github_in_two_ways(tmp_path: Path):
    git = ["git", "-C", str(tmp_path), "-c", "user.name=A", "-c", "user.email=a@b.c"]
    write_files(tmp_path, {"README.md": LIST})
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "A list"]):
        subprocess.run([*git, *words], check=True)

    done = listbot("init", "--repo", tmp_path)

    folder = tmp_path.resolve()
    told = done.out.partition("take:\n\n")[2].partition("2. On the page")[0]
    assert told == (
        "1. Look through listbot.yml: title, sections, what the form asks. Then put it "
        f"""on
   GitHub, in one of two ways. Either as it lies here:
      git add entries listbot.yml README.md .listbot .github
      git commit -m "Keep this list with listbot"
      git push
   Or as a pull request of one commit,
   with the questions that only you can answer. What was written here would be in the
   way of it later, so put that aside first. (Without gh, the page of your repository
   offers the pull request after the push; the text is in the file named last.)
      git stash --include-untracked
      git push origin listbot/adopt
      gh pr create --head listbot/adopt --title 'Keep README.md with listbot' """
        f"--body-file {folder}/.git/listbot/adopt.md\n"
    )


def test_a_readme_that_is_gone_comes_back_with_its_entries(tmp_path: Path):
    write_files(tmp_path, {"README.md": LIST})
    write_files(tmp_path, init.files(Folder(tmp_path), RELEASE))
    (tmp_path / "README.md").unlink()

    written = init.files(Folder(tmp_path), RELEASE)

    assert list(written) == ["README.md"]
    assert (
        "- [Ed](https://example.org/ed) - The standard one.\n" in written["README.md"]
    )


def test_nothing_is_put_behind_code_that_is_not_closed(tmp_path: Path):
    write_files(tmp_path, {"README.md": "# Cats\n\n```\nmeow\n"})

    with pytest.raises(ListbotError) as told:
        init.files(Folder(tmp_path), RELEASE)

    assert str(told.value) == (
        "README.md ends inside code or a comment that is not closed, so nothing can "
        "stand behind it; nothing was changed. Close it, with ``` or -->."
    )


def test_a_list_that_is_not_committed_yet_is_not_sent_back_to_init(tmp_path: Path):
    git = ["git", "-C", str(tmp_path), "-c", "user.name=A", "-c", "user.email=a@b.c"]
    for words in (["init", "-q"], ["commit", "-qm", "Nothing", "--allow-empty"]):
        subprocess.run([*git, *words], check=True)
    assert listbot("init", "--repo", tmp_path).code == 0

    assert listbot("refresh", "--repo", tmp_path).err == (
        "listbot.yml is not there in what is committed: commit it, if it lies in the "
        "folder. Run `listbot init` to set this repository up, or name another one "
        "with --repo.\n"
    )
