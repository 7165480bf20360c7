"""Adopting a list: nothing lost, markers first, repairs apart."""

import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from listbot.forge.folder import Folder, write_files
from listbot.jobs import adopt, build, loading
from listbot.text import regions

_LIST = """\
# Papers

A list of `5` papers.

## Contents

- [Seeing](#Seeing)
- [Hearing](#Hearing)

## Seeing

1. 📜 **Second paper, oddly first**
   - 📖 Journal: Nature, 2023
   - 📄 [PDF](https://example.org/b.pdf?utm_source=x)

3. 📜 **First paper**
   - 📖 Nature 2022
   - 📄 [PDF](https://example.org/a.pdf)
{blanks}
4. 📜 **Third \u00e2\u20ac\u201c paper**
   - 📖 Conference: CVPR, 2024
   - 📄 [PDF](https://example.org/c.pdf)

## Hearing

4. 📜 **A paper on sound**
   - 📖 Journal: Nature, 2021
   - 📄 [PDF](https://example.org/d.pdf)

The end.
""".replace("{blanks}", "      ")


def _adopted(folder: Path, text: str, *, repair: bool = False) -> adopt.Adoption:
    (folder / "README.md").write_bytes(text.encode())
    made = adopt.plan_adoption(
        Folder(folder), "README.md", repair=repair, restyle=False
    )
    write_files(folder, made.files, made.deleted)
    return made


def _readme(folder: Path) -> str:
    return (folder / "README.md").read_bytes().decode()


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_adopting_changes_nothing_but_markers(tmp_path: Path, newline: str):
    text = _LIST.replace("\n", newline)

    _adopted(tmp_path, text)

    assert _readme(tmp_path) != text
    assert regions.without_markers(_readme(tmp_path)) == text


def test_entries_with_nothing_in_common_are_taken_over_too(tmp_path: Path):
    rows = "".join(
        f"| [Work {n} on things](https://example.org/{n}) | CVPR {2010 + n} |\n"
        for n in range(9)
    )
    text = f"# A\n\n| Title | Venue |\n| --- | --- |\n{rows}"

    _adopted(tmp_path, text)

    assert regions.without_markers(_readme(tmp_path)) == text


def test_a_column_that_a_single_entry_fills_is_taken_over_too(tmp_path: Path):
    text = """\
# Papers

| Title | Venue | Code | Demo |
| --- | --- | --- | --- |
| [Looking at tissue](https://example.org/1) | CVPR | [Github](https://github.com/o/1) | Local |
"""  # noqa: E501 - shown as people write it

    _adopted(tmp_path, text)

    assert regions.without_markers(_readme(tmp_path)) == text


@pytest.mark.parametrize(
    "first",
    [
        pytest.param("[Seeing is looking](https://arxiv.org/abs/1706.00001)", id="one"),
        pytest.param("Seeing at last [[link](https://example.org/s)]", id="none"),
    ],
)
def test_kinds_in_small_letters_are_taken_over_beside_linked_titles(
    first: str, tmp_path: Path
):
    papers = "".join(
        f"- Looking at tissue {n} [[paper](https://arxiv.org/abs/2001.0000{n})]"
        f"[[link](https://example.org/{n})]\n"
        for n in range(6)
    )
    text = f"# Papers\n\n## First\n\n- {first}\n\n## All\n\n{papers}"

    _adopted(tmp_path, text)

    assert regions.without_markers(_readme(tmp_path)) == text


def test_building_an_adopted_list_changes_nothing(tmp_path: Path):
    _adopted(tmp_path, _LIST)

    folder = Folder(tmp_path)
    expected = build.generated(loading.load(folder))

    assert build.stale(folder, expected) == {}


def test_adopting_twice_changes_nothing(tmp_path: Path):
    _adopted(tmp_path, _LIST)

    again = adopt.plan_adoption(
        Folder(tmp_path), "README.md", repair=False, restyle=False
    )

    assert again.files == {}


def test_repairs_mend_characters_numbers_count_contents_and_trackers(tmp_path: Path):
    _adopted(tmp_path, _LIST, repair=True)

    text = _readme(tmp_path)
    assert "utm_source" not in text
    assert "[Seeing](#seeing)" in text
    assert "<!-- listbot:begin count -->4<!-- listbot:end count --> papers" in text
    assert [line for line in text.splitlines() if "📜" in line] == [
        "1. 📜 **Second paper, oddly first**",
        "2. 📜 **First paper**",
        "3. 📜 **Third – paper**",
        "4. 📜 **A paper on sound**",
    ]


@pytest.mark.parametrize("bullet", ["-", "*", "+"])
def test_repaired_contents_keep_the_bullet_they_had(bullet: str, tmp_path: Path):
    text = "\n".join(
        f"{bullet} {line[2:]}" if line.startswith(("- [", "* [")) else line
        for line in _LIST.split("\n")
    )

    _adopted(tmp_path, text, repair=True)

    assert f"\n{bullet} [Seeing](#seeing)\n" in _readme(tmp_path)


def test_contents_that_lead_to_more_than_sections_are_mended_in_place(tmp_path: Path):
    text = _LIST.replace(
        "- [Hearing]", "- [How to help](#The-end)\n- [Hearing]"
    ).replace("The end.", "## The end")

    _adopted(tmp_path, text, repair=True)

    assert (
        "## Contents\n\n- [Seeing](#seeing)\n- [How to help](#the-end)\n"
        "- [Hearing](#hearing)\n"
    ) in _readme(tmp_path)


def test_a_repair_moves_no_entry_below_another_and_aligns_no_table(tmp_path: Path):
    text = """\
# Tools

## Nested

- [Alpha](https://example.org/a)
  - [Beta](https://example.org/b)
  - [Gamma](https://example.org/c)
- [Delta](https://example.org/d)
- [Epsilon](https://example.org/e)

## Table

| Name                          | Year |
| ----------------------------- | ---- |
| [Zeta](https://example.org/f) | 2021 |
|  [Eta](https://example.org/g) | 2022 |
| [Theta](https://example.org/) | 2023 |
"""
    _adopted(tmp_path, text)
    before = _readme(tmp_path)

    _adopted(tmp_path, before, repair=True)

    assert _readme(tmp_path) == before


def test_repairing_twice_changes_nothing(tmp_path: Path):
    _adopted(tmp_path, _LIST, repair=True)

    again = adopt.plan_adoption(
        Folder(tmp_path), "README.md", repair=True, restyle=False
    )

    assert again.files == {}


def test_repairs_count_the_numbers_of_one_section_anew(tmp_path: Path):
    text = _LIST.replace("\n4. 📜 **A", "\n1. 📜 **A").replace("{blanks}", "")
    _adopted(tmp_path, text)
    config = (tmp_path / "listbot.yml").read_text()

    made = adopt.plan_adoption(
        Folder(tmp_path), "README.md", repair=True, restyle=False
    )
    write_files(tmp_path, made.files, made.deleted)

    assert "numbering: as-written" in config
    assert "numbering: as-written" not in (tmp_path / "listbot.yml").read_text()
    assert [line[:2] for line in _readme(tmp_path).splitlines() if "📜" in line] == [
        "1.",
        "2.",
        "3.",
        "1.",
    ]


@pytest.mark.corpus
def test_the_first_list_is_read_without_a_fault(corpus: Path, tmp_path: Path):
    shutil.copy(corpus / "seed.md", tmp_path / "README.md")
    made = adopt.plan_adoption(
        Folder(tmp_path), "README.md", repair=False, restyle=False
    )
    got = tmp_path / "got.json"
    got.write_text(json.dumps(adopt.adoption_data(made)["entries"]), encoding="utf-8")

    scored = subprocess.run(
        [
            sys.executable,
            str(corpus / "truth" / "score.py"),
            str(corpus / "truth" / "SEED.json"),
            str(got),
        ],
        check=True,
        capture_output=True,
        text=True,
    )

    score = json.loads(scored.stdout)
    names = ("recall", "precision", "title", "section", "urls_all", "year", "venue")
    assert {name: score[name] for name in names} == dict.fromkeys(names, 1.0)


@pytest.mark.corpus
def test_the_defects_of_the_first_list_are_all_named(corpus: Path, tmp_path: Path):
    shutil.copy(corpus / "seed.md", tmp_path / "README.md")

    made = adopt.plan_adoption(
        Folder(tmp_path), "README.md", repair=False, restyle=False
    )

    assert Counter(found.code for found in made.findings) == {
        "mojibake": 1,
        "stale-count": 1,
        "wrong-number": 1,
        "dead-anchor": 12,
        "repeated-entry": 2,
        "cross-listing": 2,
        "shared-link": 1,
        "tracking-parameter": 3,
        "missing-year": 4,
        "out-of-order": 6,
    }


@pytest.mark.corpus
def test_the_first_list_differs_by_markers_alone(corpus: Path, tmp_path: Path):
    text = (corpus / "seed.md").read_bytes().decode()

    _adopted(tmp_path, text)

    assert regions.without_markers(_readme(tmp_path)) == text
