"""Real lists, taken over whole: nothing lost, and a new entry finds its place."""

from pathlib import Path

import pytest

import adopting_lists
from conftest import CORPUS
from listbot.catalog.model import ListbotError
from listbot.forge.folder import Folder
from listbot.jobs import adopt, build, loading
from listbot.text import regions

pytestmark = pytest.mark.corpus

# Lists that hold no entries themselves, or are no Markdown.
_INDEXES = {
    "ThuCCSLab__Awesome-LM-SSP",
    "benedekrozemberczki__awesome-graph-classification",
    "naganandy__graph-based-deep-learning-literature",
}
_BIG = 100_000
_LISTS = adopting_lists.names(CORPUS)


def _each(lists: list[Path]) -> list[object]:
    return [
        pytest.param(
            path,
            id=path.stem,
            marks=[pytest.mark.slow] if path.stat().st_size > _BIG else [],
        )
        for path in lists
    ]


_HELD = [p for p in _LISTS if p.stem not in _INDEXES and p.suffix == ".md"]


@pytest.mark.parametrize("path", _each(_HELD))
def test_a_list_is_taken_over_and_takes_a_new_entry(path: Path, tmp_path: Path):
    text = path.read_bytes()

    files = adopting_lists.adopted(tmp_path, text)
    folder = Folder(tmp_path)
    again = adopt.plan_adoption(folder, "README.md", repair=False, restyle=False)
    added = adopting_lists.added(tmp_path, files)

    readme = (tmp_path / "README.md").read_bytes()
    assert regions.without_markers(readme.decode()).encode() == text
    assert build.stale(folder, build.generated(loading.load(folder))) == {}
    assert again.files == {}
    assert added.blocks == 1
    assert any("Mysterious New Thing" in line for line in added.inserted)


@pytest.mark.parametrize(
    "path", _each([path for path in _LISTS if path.stem in _INDEXES])
)
def test_an_index_is_named_as_one(path: Path, tmp_path: Path):
    with pytest.raises(ListbotError, match="It is an index of other files"):
        adopting_lists.adopted(tmp_path, path.read_bytes())


@pytest.mark.slow
def test_most_entries_are_written_from_data(tmp_path: Path):
    counts: list[tuple[int, int]] = []
    for path in _HELD:
        folder = tmp_path / path.stem
        folder.mkdir()
        files = adopting_lists.adopted(folder, path.read_bytes())
        counts.append(adopting_lists.from_data(files))

    written, total = (sum(each) for each in zip(*counts, strict=True))

    assert written / total >= 0.8
