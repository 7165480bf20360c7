"""Groups of entries without a heading: sections to whoever reads them."""
# ruff: noqa: E501 - lists are shown as people write them

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from github_view import rendered
from listbot.forge.folder import Folder, write_files
from listbot.jobs import adopt, build, loading
from listbot.text import regions
from listbot.text.readme import read_list

if TYPE_CHECKING:
    from pathlib import Path

_ITEMS = """\
# Tools

## Text

* [Plain](https://example.org/0) - Is in no group.
* General
    * [Differ](https://example.org/1) - Tells two texts apart.
    * [Guess](https://example.org/2) - Guesses an encoding.
* Markup - Of all kinds.
    * Markdown:
        * [Down](https://example.org/3) - Reads Markdown.

## Sound

- [Loud](https://example.org/4) - Is loud.
"""
_MARKER = re.compile(r"<!-- listbot:\w+ [^>]* -->\n?")


def found(text: str) -> list[tuple[str, str]]:
    """Return the titles that are read, each after the section right around it."""
    entries = read_list(text).entries
    return [(" / ".join(entry.headings_first[1:]), entry.title) for entry in entries]


def test_items_over_items_are_sections():
    assert found(_ITEMS) == [
        ("Text", "Plain"),
        ("Text / General", "Differ"),
        ("Text / General", "Guess"),
        ("Text / Markup / Markdown", "Down"),
        ("Sound", "Loud"),
    ]
    assert read_list(_ITEMS).unread == ()


def test_markers_in_a_list_leave_it_as_github_shows_it(tmp_path: Path):
    (tmp_path / "README.md").write_text(_ITEMS, "utf-8")

    made = adopt.plan_adoption(Folder(tmp_path), "README.md")
    write_files(tmp_path, made.files)

    files = loading.load(Folder(tmp_path))
    readme = (tmp_path / "README.md").read_text("utf-8")
    assert "    <!-- listbot:begin entries general -->\n    * [Differ]" in readme
    assert regions.without_markers(readme) == _ITEMS
    assert build.stale(Folder(tmp_path), build.generated(files)) == {}
    assert _shown(readme) == _shown(_ITEMS)


def _shown(readme: str) -> list[str]:
    """Return what GitHub shows, lists that follow each other as one."""
    page = _MARKER.sub("", rendered(readme))
    return re.sub(r"</ul>\s*<ul>", "", page).split()


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("**Detection**", id="bold"),
        pytest.param("**Detection:**", id="colon inside"),
        pytest.param("**Detection** :", id="colon behind"),
        pytest.param("__Detection__", id="underlined"),
        pytest.param("<b>Detection</b>", id="HTML"),
        pytest.param(":eyes: **Detection** <br>", id="sign in front"),
    ],
)
def test_a_bold_line_above_a_list_is_a_section(line: str):
    text = f"""\
# Papers

## Vision

- [Seeing](https://example.org/1)

{line}

- [Detecting](https://example.org/2)

**2023**

| Title | Link |
| --- | --- |
| Detecting more | [pdf](https://example.org/3) |
"""

    assert found(text) == [
        ("Vision", "Seeing"),
        ("Vision / Detection", "Detecting"),
        ("Vision / 2023", "Detecting more"),
    ]
    assert read_list(text).entries[2].year == 2023


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "**Looking at tissue**\n\n- Paper: https://example.org/1\n- Code: https://github.com/o/1\n",
            id="fields below a title",
        ),
        pytest.param(
            "**Please read this before you open an issue.**\n\n- [Looking at tissue](https://example.org/1)\n",
            id="a sentence",
        ),
        pytest.param(
            "**A title that goes on for far more words than groups have names**\n\n- [Looking at tissue](https://example.org/1)\n",
            id="too many words",
        ),
        pytest.param(
            "- **Looking at tissue**\n  - [Paper](https://example.org/1)\n  - [Code](https://github.com/o/1)\n",
            id="fields of an item",
        ),
        pytest.param(
            "- General\n  - [Looking at tissue](https://example.org/1)\n- [Plain](https://example.org/2)\n",
            id="an entry of the section after the group",
        ),
    ],
)  # fmt: skip
def test_what_stands_over_entries_and_is_no_group(text: str):
    titles = {section for section, _ in found(f"# Papers\n\n## Vision\n\n{text}")}

    assert titles == {"Vision"}


def test_groups_under_the_title_are_the_list_where_there_are_no_headings():
    groups = "".join(
        f"**Topic {topic}**\n\n- [One {topic}](https://example.org/{topic}1)\n"
        f"- [Two {topic}](https://example.org/{topic}2)\n\n"
        for topic in "ABCDE"
    )

    assert len(found(f"# Papers\n\nText.\n\n{groups}")) == 10


def test_a_group_under_the_title_is_about_the_list_where_sections_follow():
    entries = "".join(f"- [Work {n}](https://example.org/{n})\n" for n in range(20))
    text = f"# Papers\n\n**See also**\n\n- [Another list](https://example.org/x)\n\n## Vision\n\n{entries}"

    assert len(found(text)) == 20
