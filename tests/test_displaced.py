"""Entries taken out of README by hand, or moved in it: told, taken up, never undone."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import adopting_lists
from command import listbot

_LIST = """\
# Tools

## Editors

- [Alpha](https://example.org/alpha) - Writes fast.
- [Beta](https://example.org/beta) - Reads fast.
- [Delta](https://example.org/delta) - Does neither.
- [Gamma](https://example.org/gamma) - Does both.

## Viewers

- [Zeta](https://example.org/zeta) - Looks.
- [Eta](https://example.org/eta) - Sees.
"""
_BETA = "- [Beta](https://example.org/beta) - Reads fast.\n"
_GAMMA = "- [Gamma](https://example.org/gamma) - Does both.\n"
_TERM = "- [Term](https://example.org/term) - Types.\n"
_BETA_FILE = "entries/undated/beta.yml"


def _git(folder: Path, *words: str) -> None:
    own = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", "-C", str(folder), *own, *words], check=True)


def _commit(folder: Path) -> None:
    _git(folder, "add", "-A")
    _git(folder, "commit", "-qm", "More", "--allow-empty")


@pytest.fixture(params=["committed", "adopted just now"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    _git(tmp_path, "init", "-q")
    (tmp_path / "README.md").write_text(_LIST)
    _commit(tmp_path)
    adopting_lists.adopted(tmp_path, _LIST.encode())
    if request.param == "committed":
        _commit(tmp_path)
    return tmp_path


def _readme(folder: Path) -> str:
    return (folder / "README.md").read_text()


def _edit(folder: Path, *changes: tuple[str, str]) -> str:
    text = _readme(folder)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (folder / "README.md").write_text(text)
    return text


_OUT = [(_BETA, "")]
_DOWN = [(_BETA, ""), (_GAMMA, _GAMMA + _BETA)]
_NEXT = [(_GAMMA, ""), ("- [Zeta]", f"{_GAMMA}- [Zeta]")]
_OVER = [(_BETA, ""), ("- [Eta]", f"{_BETA}- [Eta]")]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        pytest.param(
            _OUT,
            f"line 6: “Beta” was taken out by hand, but {_BETA_FILE} is still there; "
            "building puts it back.",
            id="taken out",
        ),
        pytest.param(
            _DOWN,
            "line 9: “Beta” was moved here by hand; building moves it back.",
            id="moved down",
        ),
        pytest.param(
            _OVER,
            "line 15: “Beta” was moved here by hand; building moves it back.",
            id="moved to another section",
        ),
        pytest.param(
            _NEXT,
            "line 14: “Gamma” was moved here by hand; building moves it back.",
            id="moved over the border of two sections",
        ),
    ],
)
def test_build_undoes_nothing_in_silence(
    changes: list[tuple[str, str]], told: str, folder: Path
):
    edited = _edit(folder, *changes)

    done = listbot("build", "--repo", folder)

    assert (done.code, _readme(folder)) == (2, edited)
    assert done.err == (
        f"README.md, {told} Take it up with `listbot adopt README.md --regions`, or "
        "let it go with `listbot build --force`.\n"
    )


@pytest.mark.parametrize(
    ("changes", "sections"),
    [
        pytest.param(_DOWN, "[editors]", id="moved down"),
        pytest.param(_OVER, "[viewers]", id="moved to another section"),
    ],
)
def test_what_was_moved_stays_where_it_is(
    changes: list[tuple[str, str]], sections: str, folder: Path
):
    edited = _edit(folder, *changes)

    done = listbot("adopt", "README.md", "--regions", "--repo", folder)

    assert (done.code, done.err, _readme(folder)) == (0, "", edited)
    assert f"sections: {sections}\n" in (folder / _BETA_FILE).read_text()
    assert listbot("build", "--check", "--repo", folder).code == 0


def test_what_was_moved_to_a_section_without_entries_stands_there(tmp_path: Path):
    adopting_lists.adopted(tmp_path, f"{_LIST}\n## Others\n\n{_TERM}".encode())
    (tmp_path / "entries/undated/term.yml").unlink()
    assert listbot("build", "--repo", tmp_path).code == 0
    _git(tmp_path, "init", "-q")
    _commit(tmp_path)
    begin = "<!-- listbot:begin entries others -->\n"
    _edit(tmp_path, (_BETA, ""), (begin, begin + _BETA))

    done = listbot("adopt", "README.md", "--regions", "--repo", tmp_path)

    assert done.code == 0
    assert "sections: [others]" in (tmp_path / _BETA_FILE).read_text()


def test_what_was_taken_out_goes(folder: Path):
    edited = _edit(folder, *_OUT)

    done = listbot("adopt", "README.md", "--regions", "--repo", folder)

    assert (done.code, _readme(folder)) == (0, edited)
    assert f"deleted {_BETA_FILE}" in done.out
    assert not (folder / _BETA_FILE).exists()
    assert listbot("build", "--check", "--repo", folder).code == 0


def test_a_dry_run_deletes_nothing(folder: Path):
    edited = _edit(folder, *_OUT)

    done = listbot("adopt", "README.md", "--regions", "--dry-run", "--repo", folder)

    assert (done.code, _readme(folder)) == (0, edited)
    assert f"would delete {_BETA_FILE}" in done.out
    assert (folder / _BETA_FILE).exists()


def test_check_shows_what_was_taken_out_and_moved(folder: Path):
    _edit(folder, *_OUT, (_GAMMA, ""), ("- [Alpha]", f"{_GAMMA}- [Alpha]"))

    done = listbot("check", "--repo", folder)

    assert f"“Beta” was taken out of README; {_BETA_FILE} is still there." in done.out
    assert "“Gamma” was moved by hand to another place than is its own." in done.out


def test_force_puts_everything_back(folder: Path):
    before = _readme(folder)
    _edit(folder, *_OVER)

    done = listbot("build", "--force", "--repo", folder)

    assert (done.code, _readme(folder)) == (0, before)


def test_what_was_taken_out_and_committed_is_told_too(folder: Path):
    _commit(folder)
    _edit(folder, *_OUT)
    _commit(folder)

    done = listbot("build", "--repo", folder)

    assert done.code == 2
    assert "“Beta” was taken out by hand" in done.err


def test_an_entry_file_that_is_new_is_built(folder: Path):
    text = (folder / _BETA_FILE).read_text().replace("Beta", "Crab")
    new = text.replace("example.org/beta", "example.org/crab")
    (folder / "entries/undated/crab.yml").write_text(new)

    done = listbot("build", "--repo", folder)

    assert (done.code, done.err) == (0, "")
    assert "- [Crab](https://example.org/crab)" in _readme(folder)


def test_an_entry_that_went_and_came_back_is_built(folder: Path):
    _commit(folder)
    text = (folder / _BETA_FILE).read_text()
    (folder / _BETA_FILE).unlink()
    assert listbot("build", "--repo", folder).code == 0
    _commit(folder)
    (folder / _BETA_FILE).write_text(text)

    done = listbot("build", "--repo", folder)

    assert (done.code, done.err) == (0, "")
    assert _BETA in _readme(folder)


def test_a_section_that_was_changed_in_data_is_built(folder: Path):
    path = folder / _BETA_FILE
    path.write_text(path.read_text().replace("[editors]", "[viewers]"))

    done = listbot("build", "--repo", folder)

    assert (done.code, done.err) == (0, "")
    assert _readme(folder).index("[Beta]") > _readme(folder).index("## Viewers")


def test_an_entry_file_that_was_no_text_when_it_was_committed_is_built(folder: Path):
    text = (folder / _BETA_FILE).read_text().replace("Beta", "Café")
    new = folder / "entries/undated/cafe.yml"
    new.write_bytes(text.replace("example.org/beta", "example.org/c").encode("latin-1"))
    _commit(folder)
    new.write_bytes(new.read_bytes().decode("latin-1").encode())

    done = listbot("build", "--repo", folder)

    assert (done.code, done.err) == (0, "")
    assert "- [Café](https://example.org/c)" in _readme(folder)


def _turned(lines: list[str]) -> list[str]:
    return lines[1:] + lines[:1]


def _halved(lines: list[str]) -> list[str]:
    return lines[1::2]


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param(_turned, id="moved"),
        pytest.param(_halved, id="taken out"),
    ],
)
def test_git_is_asked_as_often_for_many_entries_as_for_few(
    changes: Callable[[list[str]], list[str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    asked: list[int] = []
    for count in (4, 40):
        folder = tmp_path / str(count)
        folder.mkdir()
        _git(folder, "init", "-q")
        lines = [f"- [Tool {n:03}](https://example.org/{n})\n" for n in range(count)]
        adopting_lists.adopted(folder, f"# T\n\n## A\n\n{''.join(lines)}".encode())
        _commit(folder)
        _edit(folder, ("".join(lines), "".join(changes(lines))))
        # As in a fresh clone, in which README can be the first file that is written.
        os.utime(folder / "README.md", (0, 0))
        trace = tmp_path / f"{count}.trace"
        monkeypatch.setenv("GIT_TRACE", str(trace))
        assert listbot("build", "--repo", folder).code == 2
        monkeypatch.delenv("GIT_TRACE")
        asked.append(trace.read_text().count("built-in: git"))

    assert asked[0] == asked[1] > 0
