"""Edits by hand between the markers: shown, taken up, never thrown away in silence."""

from pathlib import Path

import pytest

import adopting_lists
from listbot.catalog.errors import ListbotError
from listbot.forge.folder import Folder, write_files
from listbot.jobs import build, check, hand_edits, loading, taking_up
from listbot.jobs.loading import ListFiles

_LIST = """\
# Tools

## Editors

- [Alpha](https://example.org/alpha) - Writes fast.
- [Beta](https://example.org/beta) - Reads fast.
- [Delta](https://example.org/delta) - Does neither.
- [Gamma](https://example.org/gamma) - Does both.

The end.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    adopting_lists.adopted(tmp_path, _LIST.encode())
    return tmp_path


def _edit(folder: Path, old: str, new: str) -> None:
    readme = folder / "README.md"
    text = readme.read_text()
    assert old in text
    readme.write_text(text.replace(old, new))


def _files(folder: Path) -> ListFiles:
    return loading.load(Folder(folder))


def _take_up(folder: Path) -> None:
    taken = taking_up.taken_up(_files(folder))
    write_files(folder, taken.files, taken.deleted)


def test_an_entry_that_only_readme_holds_is_not_thrown_away(folder: Path):
    _edit(folder, "- [Delta]", "- [Crab](https://example.org/crab) - New.\n- [Delta]")

    with pytest.raises(ListbotError) as raised:
        hand_edits.check_nothing_is_lost(_files(folder))

    assert str(raised.value) == (
        "README.md, line 8: “Crab” stands in README, but in no entry file; building "
        "removes it. Take it up with `listbot adopt README.md --regions`, or let it go "
        "with `listbot build --force`."
    )


def test_check_shows_what_was_edited_by_hand(folder: Path):
    _edit(folder, "Reads fast.", "Reads very fast.")

    report = check.check(Folder(folder), (), today=adopting_lists.TODAY)

    told = [found for found in report.findings if found.code == "edited-region"]
    assert [(found.message, found.line) for found in told] == [
        ("README says something else of “Beta” than entries/undated/beta.yml.", 7)
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("Reads fast.", "Reads very fast.", id="other words"),
        pytest.param("[Beta]", "[Beta 2]", id="another title"),
        pytest.param(
            "- [Delta]",
            "- [Crab](https://example.org/crab) - New.\n- [Delta]",
            id="a new entry",
        ),
        pytest.param("- [Alpha](", "- **[Alpha](", id="another look"),
    ],
)
def test_what_was_edited_is_taken_up_as_data(folder: Path, old: str, new: str):
    _edit(folder, old, new)
    edited = (folder / "README.md").read_text()

    _take_up(folder)

    assert (folder / "README.md").read_text() == edited
    assert build.stale(Folder(folder), build.generated(_files(folder))) == {}
    assert hand_edits.find_edits(_files(folder)) == ()


def test_words_that_were_changed_become_those_of_the_entry(folder: Path):
    _edit(folder, "Reads fast.", "Reads very fast.")

    _take_up(folder)

    entry = _files(folder).catalog.entry_by_slug["beta"]
    assert entry.fields == {"description": "Reads very fast."}
    assert entry.as_written is None


def test_what_stands_out_of_order_is_listed_on_request(tmp_path: Path):
    swapped = _LIST.replace("Alpha", "Epsilon", 1)
    adopting_lists.adopted(tmp_path, swapped.encode())
    config = tmp_path / "listbot.yml"
    config.write_text(config.read_text().replace("order: as-imported", "order: title"))

    report = check.check(Folder(tmp_path), (), today=adopting_lists.TODAY, order=True)

    told = [found for found in report.findings if found.code == "out-of-order"]
    assert [found.message for found in told] == [
        "“Epsilon” is by its title after “Beta”, which follows it in “Editors”."
    ]


@pytest.mark.parametrize(
    ("style", "description"),
    [
        pytest.param("line", "Reads very fast.", id="line"),
        pytest.param("table", "Reads very fast.", id="table"),
        pytest.param("card", "Description: Reads very fast.", id="card"),
    ],
)
def test_an_archived_copy_beside_a_link_is_no_link_of_its_entry(
    folder: Path, style: str, description: str
):
    copy = "https://web.archive.org/web/2025/https://example.org/beta"
    config = folder / "listbot.yml"
    own = '".listbot/styles/list.md.j2"'
    config.write_text(config.read_text().replace(own, style))
    beta = folder / "entries/undated/beta.yml"
    beta.write_text(f"{beta.read_text()}archived: {{Link: '{copy}'}}\n")
    write_files(folder, build.generated(_files(folder)))
    before = _files(folder).catalog.entry_by_slug["beta"]
    shown = f"(https://example.org/beta) ([archived copy]({copy}))"
    assert shown in (folder / "README.md").read_text()
    _edit(folder, "Reads fast.", "Reads very fast.")

    _take_up(folder)

    after = _files(folder).catalog.entry_by_slug["beta"]
    assert (after.links, after.archived) == (before.links, before.archived)
    assert after.fields["description"] == description
    assert shown in (folder / "README.md").read_text()
