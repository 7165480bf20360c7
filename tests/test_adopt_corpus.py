"""Real lists, taken over whole: nothing lost, and a new entry finds its place."""

import re
from pathlib import Path

import pytest

import adopting_lists
from conftest import CORPUS
from github_view import rendered
from listbot.catalog.errors import ListbotError
from listbot.forge.folder import Folder, write_files
from listbot.jobs import add, adopt, build, loading
from listbot.text import regions
from listbot.text.readme import reader
from listbot.text.readme.looks import find_looks
from listbot.text.readme.looks.dangling import dangles

pytestmark = pytest.mark.corpus

# Lists that hold no entries themselves, or are no Markdown.
_INDEXES = {
    "ThuCCSLab__Awesome-LM-SSP",
    "benedekrozemberczki__awesome-graph-classification",
    "naganandy__graph-based-deep-learning-literature",
}
_BIG = 100_000
_MARKER = re.compile(r"<!-- listbot:\w+ [^>]* -->\n?")
# Between two lists or quotes, and around the text of an item that stands by itself.
_SEAM = re.compile(
    r'</(ul|ol)>\s*<\1(?: start="\d+")?>|</blockquote>\s*<blockquote>|</?p>'
)
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
    assert _shown(readme) == _shown(text)
    assert build.stale(folder, build.generated(loading.load(folder))) == {}
    assert again.files == {}
    assert added.blocks == 1
    assert any("Mysterious New Thing" in line for line in added.inserted)


def _shown(readme: bytes) -> list[str]:
    """Return what GitHub shows, lists and quotes that follow each other as one."""
    page = _MARKER.sub("", rendered(readme.decode()))
    return _SEAM.sub("", page).split()


@pytest.mark.parametrize(
    "path", _each([path for path in _LISTS if path.stem in _INDEXES])
)
def test_an_index_is_named_as_one(path: Path, tmp_path: Path):
    with pytest.raises(ListbotError, match="It is an index of other files"):
        adopting_lists.adopted(tmp_path, path.read_bytes())


@pytest.mark.slow
def test_hardly_a_look_leaves_signs_alone_where_an_entry_lacks_something():
    readings = (reader.read_list(path.read_bytes().decode()) for path in _HELD)
    forms = [look.form for each in readings for look in find_looks(each).looks]

    assert sum(map(dangles, forms)) <= len(forms) / 30


@pytest.mark.slow
def test_most_entries_are_written_from_data(tmp_path: Path):
    counts: list[tuple[int, int]] = []
    for path in _HELD:
        folder = tmp_path / path.stem
        folder.mkdir()
        files = adopting_lists.adopted(folder, path.read_bytes())
        counts.append(adopting_lists.from_data(files))

    written, total = (sum(each) for each in zip(*counts, strict=True))

    assert written / total >= 0.85


# An index, a file that it leads to and that we have, and one whose place another list
# takes: two shapes in one list.
_SPREAD = [
    (
        "ThuCCSLab__Awesome-LM-SSP",
        {
            "collection/paper/safety/prompt_injection.md": "ThuCCSLab__Awesome-LM-SSP"
            "@prompt_injection",
            "collection/survey.md": "xmindflow__Awesome-Foundation-Models-in-Medical-"
            "Imaging",
        },
    ),
    (
        "benedekrozemberczki__awesome-graph-classification",
        {
            "chapters/kernels.md": "janikvonrotz__awesome-powershell",
            "chapters/deep_learning.md": "benedekrozemberczki__awesome-graph-"
            "classification@deep_learning",
        },
    ),
]


@pytest.mark.parametrize(
    ("index", "stem_by_path"), _SPREAD, ids=[index for index, _ in _SPREAD]
)
def test_an_index_is_taken_over_with_its_files(
    index: str, stem_by_path: dict[str, str], tmp_path: Path
):
    readmes = CORPUS / "readmes"
    before = {"README.md": (readmes / f"{index}.md").read_bytes()}
    for path, stem in stem_by_path.items():
        before[path] = (readmes / f"{stem}.md").read_bytes()
    for path, data in before.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    folder = Folder(tmp_path)

    write_files(tmp_path, adopt.plan_adoption(folder, ".").files)

    after = {path: (tmp_path / path).read_bytes() for path in before}
    files = loading.load(folder)
    assert after["README.md"] == before["README.md"]
    assert {
        path: regions.without_markers(data.decode(), file=path).encode()
        for path, data in after.items()
    } == before
    assert build.stale(folder, build.generated(files)) == {}
    assert adopt.plan_adoption(folder, ".").files == {}
    part = adopting_lists.largest(files)
    made = add.plan_addition(
        adopting_lists.wish_for(files, part),
        folder,
        today=adopting_lists.TODAY,
        look=lambda _: (),
    )
    changed = [path for path in before if made.files[path] != after[path].decode()]
    assert changed == [part.file]
