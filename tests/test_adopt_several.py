"""Taking over a list of several files: an index, a folder, or files that are named."""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from command import listbot
from listbot.catalog import order
from listbot.catalog.errors import ListbotError
from listbot.forge.folder import Folder, write_files
from listbot.jobs import adopt, build, loading
from listbot.text import form_questions, regions

_INDEX = """\
# Papers on the senses

- [Seeing](papers/seeing.md)
- [Hearing](papers/hearing.md)
- [Smelling](papers/smelling.md)
"""
_SEEING = """\
# Seeing

## Surveys

- [A survey of eyes](https://example.org/eyes) - All of them.

## Models

- [Deep eyes](https://example.org/deep) - Sees deep.
- [Wide eyes](https://example.org/wide) - Sees wide.
"""
_HEARING = """\
# Hearing

### Surveys

1. **A survey of ears.** Nature, 2021. [[PDF](https://example.org/ears)]
2. **Hearing and seeing.** Nature, 2022. [[PDF](https://example.org/both)]

### Models

3. **Deep ears.** Nature, 2023. [[PDF](https://example.org/deep-ears)]
"""
_SMELLING = "- [A nose](https://example.org/nose) - It smells.\n"
_FILES = {
    "README.md": _INDEX,
    "papers/seeing.md": _SEEING,
    "papers/hearing.md": _HEARING,
    "papers/smelling.md": _SMELLING,
}


def _write(folder: Path, files: dict[str, str]) -> Folder:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text.encode())
    return Folder(folder)


def _adopt(folder: Path, *paths: str, files: dict[str, str] = _FILES) -> adopt.Adoption:
    made = adopt.plan_adoption(_write(folder, files), *paths)
    write_files(folder, made.files)
    return made


def test_a_folder_whose_readme_is_an_index_is_one_list_of_several_files(tmp_path: Path):
    _adopt(tmp_path, ".")

    files = loading.load(Folder(tmp_path))
    assert files.config.title == "Papers on the senses"
    assert files.config.files == tuple(_FILES)
    assert [
        (part.section.full_title, part.file, len(part.entries))
        for part in order.listed(files.catalog, files.config)
    ] == [
        ("Seeing", "papers/seeing.md", 0),
        ("Seeing / Surveys", "papers/seeing.md", 1),
        ("Seeing / Models", "papers/seeing.md", 2),
        ("Hearing", "papers/hearing.md", 0),
        ("Hearing / Surveys", "papers/hearing.md", 2),
        ("Hearing / Models", "papers/hearing.md", 1),
        ("Smelling", "papers/smelling.md", 1),
    ]


def test_each_file_gets_marker_lines_and_nothing_else(tmp_path: Path):
    _adopt(tmp_path, ".")

    texts = Folder(tmp_path).texts(_FILES)
    assert texts["README.md"] == _INDEX
    assert texts["papers/seeing.md"] != _SEEING
    assert {
        path: regions.without_markers(text, file=path) for path, text in texts.items()
    } == _FILES
    assert (
        "<!-- listbot:begin entries hearing-surveys -->" in texts["papers/hearing.md"]
    )


def test_adopting_and_building_again_changes_nothing(tmp_path: Path):
    _adopt(tmp_path, ".")
    folder = Folder(tmp_path)

    again = [adopt.plan_adoption(folder, *named) for named in ((".",), ("README.md",))]

    assert [made.files for made in again] == [{}, {}]
    assert build.stale(folder, build.generated(loading.load(folder))) == {}


def test_files_that_are_named_are_one_list(tmp_path: Path):
    _adopt(tmp_path, "papers/hearing.md", "papers/seeing.md")

    config = loading.load(Folder(tmp_path)).config
    assert config.title == "Hearing and Seeing"
    assert config.files == ("papers/hearing.md", "papers/seeing.md")
    assert (tmp_path / "papers/smelling.md").read_text() == _SMELLING


def test_a_folder_is_all_lists_in_it_but_what_stands_beside_a_list(tmp_path: Path):
    link = "- [A guide](https://example.org/guide) - How to help.\n"
    beside = {"papers/CONTRIBUTING.md": link, "papers/.github/x.md": link}
    _adopt(tmp_path, "papers", files={**_FILES, **beside, "papers/empty.md": "# No\n"})

    config = loading.load(Folder(tmp_path)).config
    assert config.files == (
        "papers/hearing.md",
        "papers/seeing.md",
        "papers/smelling.md",
    )


def test_files_that_are_left_out_are_named(tmp_path: Path):
    beside = {"CONTRIBUTING.md": "# How\n", "notes/ideas.md": "# Ideas\n\nNone.\n"}
    _write(tmp_path, {**_FILES, **beside, ".github/pull.md": "# P\n"})

    done = listbot("adopt", ".", "--repo", tmp_path)

    assert done.code == 0
    assert (
        "Left out: CONTRIBUTING.md and notes/ideas.md. To take one over all the same, "
        "name it.\n"
    ) in done.out


def test_a_readme_with_entries_keeps_its_sections_at_the_top(tmp_path: Path):
    readme = "# Senses\n\n## Touch\n\n- [Skin](https://example.org/skin) - Feels.\n"
    files = {"README.md": readme, "seeing.md": _SEEING}
    _adopt(tmp_path, ".", files=files)

    config = loading.load(Folder(tmp_path)).config
    assert config.readme == "README.md"
    assert [each.full_title for each in config.flat_sections] == [
        "Touch",
        "Seeing",
        "Seeing / Surveys",
        "Seeing / Models",
    ]


def test_a_work_in_two_files_is_one_entry_and_told(tmp_path: Path):
    twice = _SEEING.replace(
        "Deep eyes](https://example.org/deep", "A nose](https://example.org/nose"
    )
    made = _adopt(tmp_path, ".", files={**_FILES, "papers/seeing.md": twice})

    files = loading.load(Folder(tmp_path))
    entry = files.catalog.entry_by_slug["a-nose"]
    assert entry.sections == ("models", "smelling")
    assert [
        (found.file, found.line, found.message)
        for found in made.findings
        if found.code == "cross-listing"
    ] == [
        (
            "papers/smelling.md",
            1,
            "“A nose” is also listed under “Models”, in line 9 of papers/seeing.md.",
        )
    ]


def test_the_form_offers_the_sections_of_all_files(tmp_path: Path):
    made = _adopt(tmp_path, ".")

    form = form_questions.entry_form(made.config)
    offered = next(each for each in form.elements if each.label == "Section")
    assert "Seeing / Surveys" in offered.options
    assert "Hearing / Surveys" in offered.options


def test_an_index_alone_names_the_command_that_takes_it_over(tmp_path: Path):
    with pytest.raises(ListbotError) as raised:
        adopt.plan_adoption(_write(tmp_path, _FILES), "README.md")

    assert str(raised.value) == (
        "README.md: no entries were found in it; nothing was changed. It is an index "
        "of other files; adopt those: papers/seeing.md (3 entries), papers/hearing.md "
        "(3 entries), papers/smelling.md (1 entry). All at once: `listbot adopt .`."
    )


def test_a_file_that_is_none_of_the_list_is_not_taken_over_in_silence(tmp_path: Path):
    _adopt(tmp_path, "papers/seeing.md")

    with pytest.raises(ListbotError) as raised:
        adopt.plan_adoption(Folder(tmp_path), "papers/hearing.md")

    assert str(raised.value) == (
        "papers/hearing.md is no file of this list, which is set up already. To add "
        "it, write `file: papers/hearing.md` for a section in listbot.yml; new entries "
        "come in by the form or `listbot add`."
    )


def test_a_new_entry_goes_into_its_file_alone(tmp_path: Path):
    _adopt(tmp_path, ".")
    words = ("--title", "Far eyes", "--section", "models", "--offline", "--json")

    done = listbot("add", "https://example.org/far", *words, "--repo", tmp_path)

    made = json.loads(done.out)
    assert done.code == 0
    assert made["place"]["file"] == "papers/seeing.md"
    assert "Far eyes" in (tmp_path / "papers/seeing.md").read_text()
    texts = Folder(tmp_path).texts(_FILES)
    changed = {
        path
        for path, text in texts.items()
        if regions.without_markers(text, file=path) != _FILES[path]
    }
    assert changed == {"papers/seeing.md"}


def test_what_is_found_in_each_file_is_told_with_it(tmp_path: Path):
    _write(tmp_path, _FILES)

    done = listbot("adopt", ".", "--dry-run", "--json", "--repo", tmp_path)

    made = json.loads(done.out)
    assert done.code == 0
    assert [(each["file"], each["line"]) for each in made["entries"]] == [
        ("papers/seeing.md", 5),
        ("papers/seeing.md", 9),
        ("papers/seeing.md", 10),
        ("papers/hearing.md", 5),
        ("papers/hearing.md", 6),
        ("papers/hearing.md", 10),
        ("papers/smelling.md", 1),
    ]
    assert {each["id"] for each in made["entries"]} >= {"deep-eyes", "a-nose"}
    assert [(row["file"], row["line"]) for row in made["sections"]][:2] == [
        ("papers/seeing.md", 3),
        ("papers/seeing.md", 7),
    ]


_TITLES = st.sampled_from(["Surveys", "Models", "News of it", "2024", "Seeing"])
_ENTRIES = st.lists(
    st.sampled_from(
        [
            "- [Work {n}](https://example.org/{n}) - What it is.",
            "* [Work {n}](https://example.org/{n}), 2020",
            "{n}. **Work {n}.** CVPR 2021. [[PDF](https://example.org/{n})]",
            "1. **The same work.** CVPR 2021. [[PDF](https://example.org/same)]",
            "- no entry at all",
        ]
    ),
    min_size=1,
    max_size=4,
)
_Page = tuple[str, list[tuple[str, list[str]]], str, bool]
_PAGES = st.lists(
    st.tuples(
        st.sampled_from(["# Papers\n\n", "# Others\n\n", ""]),
        st.lists(st.tuples(_TITLES, _ENTRIES), min_size=1, max_size=3),
        st.sampled_from(["\n", "\r\n", "\r"]),
        st.booleans(),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=60, deadline=None)
@given(pages=_PAGES)
def test_whatever_the_files_hold_only_marker_lines_are_added(pages: list[_Page]):
    files = dict(_texts(pages))
    with tempfile.TemporaryDirectory() as name:
        folder = _write(Path(name), files)
        try:
            made = adopt.plan_adoption(folder, ".")
        except ListbotError as error:
            assume("no entries were found" not in str(error))
            raise
        write_files(Path(name), made.files)

        texts = {path: folder.texts([path])[path] for path in files}
        again = adopt.plan_adoption(folder, ".").files
        stale = build.stale(folder, build.generated(loading.load(folder)))

    assert {
        path: regions.without_markers(text, file=path) for path, text in texts.items()
    } == files
    assert (again, stale) == ({}, {})
    slugs = set(made.slug_by_line.values())
    assert len(made.slug_by_line) == len(made.reading.entries)
    assert len({path for path in made.files if "entries/" in path}) == len(slugs)


def _texts(pages: list[_Page]) -> Iterator[tuple[str, str]]:
    number = 0
    for place, (head, sections, newline, ended) in enumerate(pages):
        text = head
        for title, entries in sections:
            text += f"## {title}\n\n"
            for entry in entries:
                number += 1
                text += entry.format(n=number) + "\n"
            text += "\n"
        text = text if ended else text.rstrip("\n")
        yield f"list/page-{place}.md", text.replace("\n", newline)


def test_an_index_is_taken_over_and_repaired_in_one_go(tmp_path: Path):
    tracked = _SEEING.replace("org/deep)", "org/deep?utm_source=x)")
    folder = _write(tmp_path, {**_FILES, "papers/seeing.md": tracked})

    made = adopt.plan_adoption(folder, ".", repair=True)

    assert "utm_source" not in made.files["papers/seeing.md"]
    assert regions.without_markers(made.files["papers/seeing.md"]) == _SEEING
