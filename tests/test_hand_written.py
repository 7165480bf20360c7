"""Edits by hand between the markers: no build and no proposal throws them away."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import adopting_lists
from command import listbot
from listbot.catalog.plan import Plan
from listbot.forge.folder import Folder
from listbot.jobs import build, hand_edits, keeping, loading, refresh
from listbot.text import hand_written
from making import TODAY
from small_list import SmallList, small_list, unseen

_LIST = """\
# Tools

## Editors

- [Alpha](https://example.org/alpha) - Writes fast.
- [Beta](https://example.org/beta) - Reads fast.
- [Delta](https://example.org/delta) - Does neither.
- [Gamma](https://example.org/gamma) - Does both.

The end.
"""
_BETA = "entries/undated/beta.yml"


def _git(folder: Path, *words: str) -> None:
    own = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", "-C", str(folder), *own, *words], check=True)


def _commit(folder: Path) -> None:
    if not (folder / ".git").exists():
        _git(folder, "init", "-q")
    _git(folder, "add", "-A")
    _git(folder, "commit", "-qm", "More")


@pytest.fixture(params=["committed", "adopted just now", "without git"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    if request.param == "adopted just now":
        (tmp_path / "README.md").write_text(_LIST)
        _commit(tmp_path)
    adopting_lists.adopted(tmp_path, _LIST.encode())
    if request.param == "committed":
        _commit(tmp_path)
    return tmp_path


def _edit(folder: Path, path: str, old: str, new: str) -> None:
    text = (folder / path).read_text()
    assert old in text
    (folder / path).write_text(text.replace(old, new))


def _readme(folder: Path) -> str:
    return (folder / "README.md").read_text()


def test_what_was_edited_in_place_is_not_thrown_away(folder: Path):
    _edit(folder, "README.md", "Reads fast.", "Reads very fast.")
    before = _readme(folder)

    done = listbot("build", "--repo", folder)

    assert (done.code, _readme(folder)) == (2, before)
    assert done.err == (
        "README.md, line 7: “Beta” was changed here by hand; building writes what "
        "entries/undated/beta.yml says. Take it up with `listbot adopt README.md "
        "--regions`, or let it go with `listbot build --force`.\n"
    )


def test_all_lines_that_would_be_lost_are_named(folder: Path):
    _edit(folder, "README.md", "Reads fast.", "Reads very fast.")
    _edit(folder, "README.md", "- [Delta]", "\nThese are older:\n\n- [Delta]")
    _edit(folder, "README.md", "Does both.", "Does all.")

    done = listbot("build", "--repo", folder)

    assert done.code == 2
    assert "The same goes for lines 9 and 12." in done.err


def test_force_writes_what_the_entries_say(folder: Path):
    before = _readme(folder)
    _edit(folder, "README.md", "Reads fast.", "Reads very fast.")

    done = listbot("build", "--force", "--repo", folder)

    assert (done.code, _readme(folder)) == (0, before)


def test_an_entry_file_that_was_edited_is_built_again_and_again(folder: Path):
    for words in ("Reads well.", "Reads best.", "Reads."):
        text = (folder / _BETA).read_text()
        old = text.partition("description: ")[2].partition("\n")[0]
        _edit(folder, _BETA, old, words)

        done = listbot("build", "--repo", folder)

        assert (done.code, done.err) == (0, "")
        assert f"- [Beta](https://example.org/beta) - {words}\n" in _readme(folder)


def test_a_style_that_was_edited_is_built(folder: Path):
    _edit(folder, ".listbot/styles/list.md.j2", "- [", "* [")

    done = listbot("build", "--repo", folder)

    assert (done.code, done.err) == (0, "")
    assert "* [Beta]" in _readme(folder)


def test_entries_that_were_edited_and_committed_are_built(tmp_path: Path):
    adopting_lists.adopted(tmp_path, _LIST.encode())
    _commit(tmp_path)
    _edit(tmp_path, _BETA, "Reads fast.", "Reads well.")
    (tmp_path / "entries/undated/delta.yml").unlink()
    _commit(tmp_path)

    done = listbot("build", "--repo", tmp_path)

    assert (done.code, done.err) == (0, "")
    assert "Reads well." in _readme(tmp_path)
    assert "[Delta]" not in _readme(tmp_path)


def test_an_edit_that_was_committed_is_not_thrown_away_either(tmp_path: Path):
    adopting_lists.adopted(tmp_path, _LIST.encode())
    _commit(tmp_path)
    _edit(tmp_path, "README.md", "Reads fast.", "Reads very fast.")
    _commit(tmp_path)
    _edit(tmp_path, "entries/undated/alpha.yml", "Writes fast.", "Writes.")

    done = listbot("build", "--repo", tmp_path)

    assert done.code == 2
    assert done.err.startswith("README.md, line 7: “Beta” was changed here by hand;")


def test_what_was_edited_in_data_is_not_taken_back(tmp_path: Path):
    adopting_lists.adopted(tmp_path, _LIST.encode())
    _commit(tmp_path)
    _edit(tmp_path, "README.md", "Reads fast.", "Reads very fast.")
    _edit(tmp_path, "entries/undated/alpha.yml", "Writes fast.", "Writes.")

    done = listbot("adopt", "README.md", "--regions", "--repo", tmp_path)

    assert done.code == 0
    assert "- Writes.\n" in _readme(tmp_path)
    assert "- Reads very fast.\n" in _readme(tmp_path)
    files = loading.load(Folder(tmp_path))
    assert build.stale(Folder(tmp_path), build.generated(files)) == {}
    assert hand_edits.written_lines(files) == {}


def test_what_stands_between_two_entries_is_taken_up(folder: Path):
    _edit(folder, "README.md", "- [Delta]", "\nThese are *older*:\n\n- [Delta]")
    edited = _readme(folder)

    done = listbot("adopt", "README.md", "--regions", "--repo", folder)

    assert (done.code, done.err, _readme(folder)) == (0, "", edited)
    assert listbot("build", "--check", "--repo", folder).code == 0


def test_what_belongs_to_no_entry_is_told_and_stays(folder: Path):
    _edit(folder, "README.md", "- [Alpha]", "Hello.\n\n- [Alpha]")
    edited = _readme(folder)

    done = listbot("adopt", "README.md", "--regions", "--repo", folder)

    assert (done.code, _readme(folder)) == (2, edited)
    assert done.err == (
        "README.md, line 6: “Hello.” belongs to no entry. Move it out of the region, "
        "above or below its markers; nothing was changed.\n"
    )


def test_a_repair_throws_nothing_away(folder: Path):
    _edit(folder, "README.md", "Reads fast.", "Reads very fast.")
    before = _readme(folder)

    done = listbot("adopt", "README.md", "--repair", "--repo", folder)

    assert (done.code, _readme(folder)) == (2, before)


def test_a_new_entry_leaves_edits_as_they_are(folder: Path):
    _edit(folder, "README.md", "Reads fast.", "Reads very fast.")
    words = ("--title", "Epsilon", "--field", "description=New.", "--offline")

    done = listbot(
        "add", "https://example.org/e", *words, "--section", "editors", "--repo", folder
    )

    assert done.code == 0
    assert "README says something else of “Beta”" in done.out
    assert "- Reads very fast.\n" in _readme(folder)
    assert "- [Epsilon](https://example.org/e) - New.\n" in _readme(folder)


_ONE = {"slug": "seeing", "title": "Seeing tissue", "date": "2022"}
_TWO = {"slug": "hearing", "title": "Hearing tissue", "date": "2023"}


@pytest.fixture
def papers(tmp_path: Path) -> SmallList:
    made = small_list(tmp_path, _ONE, _TWO)
    readme = _readme(made.folder)
    assert "Hearing tissue" in readme
    made.commit({"README.md": readme.replace("Hearing tissue", "**Hearing** tissue")})
    return made


def _new(papers: SmallList, issue: int, title: str) -> Plan:
    return papers.send(
        issue=issue,
        Title=title,
        Date="2024",
        PDF=f"https://example.org/{issue}.pdf",
    )


def test_a_proposal_keeps_what_was_edited_by_hand_and_says_so(papers: SmallList):
    plan = _new(papers, 7, "Feeling tissue")

    readme = papers.on_branch("README.md")
    assert plan.proposal
    assert "**Hearing** tissue" in readme
    assert "Feeling tissue" in readme
    assert (
        "**Kept as people wrote it:** between the markers stands what no entry file "
        "says (README.md, line 7). It was left as it is. `listbot adopt README.md "
        "--regions` makes data of it."
    ) in plan.proposal.body


def test_a_refresh_keeps_what_was_edited_by_hand(papers: SmallList):
    _new(papers, 7, "Feeling tissue")
    _new(papers, 8, "Smelling tissue")
    papers.git("merge", "-q", "listbot/issue-7")

    done = refresh.refresh(papers.forge, today=TODAY, look=unseen)

    readme = papers.on_branch("README.md", issue=8)
    assert done.refreshed == (8,)
    assert "**Hearing** tissue" in readme
    assert readme.count("Feeling tissue") == readme.count("Smelling tissue") == 1


def test_what_is_published_on_base_keeps_what_was_edited_by_hand(papers: SmallList):
    config = (papers.folder / "listbot.yml").read_text()
    papers.commit({"listbot.yml": f"{config}pull_request: on-merge\n"})
    _new(papers, 7, "Feeling tissue")
    papers.git("merge", "-q", "listbot/issue-7")

    made = keeping.brought_up(loading.load(papers.forge.base()))

    assert "**Hearing** tissue" in made["README.md"]
    assert made["README.md"].count("Feeling tissue") == 1


_LINES = st.lists(st.sampled_from(["a", "b", "c", "1. d", "2. e", ""]), max_size=6)


def _page(lines: list[str]) -> str:
    inside = "".join(f"{line}\n" for line in lines)
    return (
        f"# T\n\n<!-- listbot:begin entries -->\n{inside}<!-- listbot:end entries -->\n"
    )


@given(base=_LINES, ours=_LINES)
def test_without_news_the_page_stays_as_people_left_it(
    base: list[str], ours: list[str]
):
    kept = hand_written.with_hand_edits(
        _page(base), _page(base), _page(ours), file="README.md"
    )

    assert [*map(hand_written.key, kept.splitlines())] == [
        *map(hand_written.key, _page(ours).splitlines())
    ]


@given(base=_LINES, new=_LINES)
def test_without_edits_the_page_is_the_new_one(base: list[str], new: list[str]):
    made = hand_written.with_hand_edits(
        _page(new), _page(base), _page(base), file="README.md"
    )

    assert made == _page(new)


@given(base=_LINES, ours=_LINES, place=st.integers(0, 6))
def test_a_new_line_and_every_edit_are_there(
    base: list[str], ours: list[str], place: int
):
    new = [*base[:place], "the new one", *base[place:]]

    made = hand_written.with_hand_edits(
        _page(new), _page(base), _page(ours), file="README.md"
    )

    keys = [*map(hand_written.key, made.splitlines())]
    assert "the new one" in keys
    keys.remove("the new one")
    assert keys == [*map(hand_written.key, _page(ours).splitlines())]
