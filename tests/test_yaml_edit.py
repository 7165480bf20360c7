"""A changed value changes its own lines; what people wrote around it stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from listbot.catalog.errors import ListbotError
from listbot.catalog.yaml_edit import edit_yaml, plain
from listbot.catalog.yaml_text import Written, read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

_values: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from(
        ["a", "b # c", "no", "x: y", "one\ntwo", "# one\n  two\n", "7", ""]
    ),
    st.integers(0, 9),
    st.lists(st.sampled_from(["a", "b", "c, d", "e\nf"]), max_size=4),
    st.dictionaries(st.sampled_from("pqr"), st.sampled_from(["1", "2\n3"]), max_size=3),
)
_mappings: st.SearchStrategy[dict[str, Any]] = st.dictionaries(
    st.sampled_from(["title", "date", "links", "ids", "note"]), _values, min_size=1
)


@st.composite
def layouts(draw: st.DrawFn) -> str:
    """YAML as different people lay it out, with comments in all places."""
    count = 0

    def comment(before: str) -> str:
        nonlocal count
        count += 1
        return f"{before}# note {count}\n" if draw(st.booleans()) else "\n"

    def lines(key: str) -> str:
        shape = draw(st.integers(0, 7))
        return [
            f"{key}: a{comment('  ')}",
            f"{key}: 'b''s'{comment(' ')}",
            f"{key}: |{comment(' ')}  one\n  # two\n\n{comment('')}",
            f"{key}: one\n  two{comment('   ')}",
            f"{key}:{comment(' ')}{comment('  ')}  - a{comment(' ')}  - b\n",
            f"{key}:\n- a{comment(' ')}{comment('')}- c{comment(' ')}",
            f"{key}:{comment(' ')}   p: 1{comment(' ')}   q: >-{comment(' ')}     2\n",
            f"{key}: {{p: 1,{comment(' ')}  q: [2]}}{comment(' ')}",
        ][shape] + comment("")

    keys = draw(st.permutations(["title", "date", "links", "ids"]))
    body = "".join(map(lines, keys[: draw(st.integers(1, 4))]))
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    text = (comment("") + body).replace("\n", newline)
    return text.removesuffix(newline) if draw(st.booleans()) else text


def notes(text: str) -> list[str]:
    return sorted(part.split()[0] for part in text.split("# note ")[1:])


@given(layouts(), _mappings)
def test_the_edited_text_says_the_data_and_keeps_every_comment(
    text: str, data: Mapping[str, Written]
):
    edited = edit_yaml(text, data, file="x.yml")

    assert read_yaml(edited, file="x.yml").data == plain(data)
    assert notes(edited) == notes(text)


@given(layouts(), st.data())
def test_changing_one_key_leaves_all_other_lines(text: str, data: st.DataObject):
    said = read_yaml(text, file="x.yml").data
    key = data.draw(st.sampled_from(sorted(said)))
    changed: dict[str, Any] = {**said, key: data.draw(_values)}

    edited = edit_yaml(text, changed, file="x.yml")

    others = [line for line in text.splitlines() if line.startswith(tuple(said))]
    others = [line for line in others if not line.startswith(key)]
    assert [line for line in edited.splitlines() if line in others] == others
    event("in place" if len(edited.splitlines()) == len(text.splitlines()) else "moved")


@given(layouts())
def test_nothing_changed_is_the_same_text(text: str):
    said: Any = read_yaml(text, file="x.yml").data

    assert edit_yaml(text, said, file="x.yml") == text


ENTRY = """\
# Added by hand.
title: 'Virchow'   # the name
date: 2024-03

sections:
  - vision         # main
  - language
links:
  PDF: https://example.org/a.pdf   # checked
  Code: https://example.org/code
# Found by listbot:
ids: {doi: 10.1000/1}
as_written: |   # kept
  - **Virchow**
    # not a comment
"""


@pytest.mark.parametrize(
    ("change", "before", "after"),
    [
        pytest.param(
            {"title": "Virchow: 2"},
            "title: 'Virchow'   # the name\n",
            'title: "Virchow: 2"   # the name\n',
            id="a value in its place",
        ),
        pytest.param(
            {"links": {"PDF": "https://b", "Code": "https://example.org/code"}},
            "  PDF: https://example.org/a.pdf   # checked\n",
            "  PDF: https://b   # checked\n",
            id="an inner value",
        ),
        pytest.param(
            {
                "links": {
                    "PDF": "https://example.org/a.pdf",
                    "Code": "https://example.org/code",
                    "Data": ["https://d", "https://e"],
                }
            },
            "  Code: https://example.org/code\n",
            "  Code: https://example.org/code\n  Data: [https://d, https://e]\n",
            id="a new inner key",
        ),
        pytest.param(
            {"links": {"Code": "https://example.org/code"}},
            "  PDF: https://example.org/a.pdf   # checked\n",
            "  # checked\n",
            id="an inner key taken away",
        ),
        pytest.param(
            {"sections": ["vision", "speech"]},
            "  - language\n",
            "  - speech\n",
            id="an item",
        ),
        pytest.param(
            {"sections": ["vision", "speech", "language", "other"]},
            "  - language\n",
            "  - speech\n  - language\n  - other\n",
            id="items around one that stays",
        ),
        pytest.param(
            {"sections": ["language"]},
            "  - vision         # main\n",
            "  # main\n",
            id="an item taken away",
        ),
        pytest.param(
            {"sections": ["new", "vision", "language"]},
            "sections:\n",
            "sections:\n  - new\n",
            id="a first item",
        ),
        pytest.param(
            {"ids": {"doi": "10.1000/1", "arxiv": "2401.00001"}},
            "ids: {doi: 10.1000/1}\n",
            'ids: {doi: 10.1000/1, arxiv: "2401.00001"}\n',
            id="a mapping in braces",
        ),
        pytest.param(
            {"as_written": None},
            "as_written: |   # kept\n  - **Virchow**\n    # not a comment\n",
            "# kept\n",
            id="a block taken away",
        ),
        pytest.param(
            {"as_written": "- Virchow\n- 2\n"},
            "as_written: |   # kept\n  - **Virchow**\n    # not a comment\n",
            "# kept\nas_written: |\n  - Virchow\n  - 2\n",
            id="a block anew",
        ),
        pytest.param(
            {"date": "no"}, "date: 2024-03\n", 'date: "no"\n', id="text needing quotes"
        ),
    ],
)
def test_only_the_lines_of_the_change_change(
    change: dict[str, Any], before: str, after: str
):
    said: dict[str, Any] = read_yaml(ENTRY, file="x.yml").data
    changed = {**said, **change}
    data = {key: value for key, value in changed.items() if value is not None}

    edited = edit_yaml(ENTRY, data, file="x.yml", on_one_line={"ids"})

    assert edited == ENTRY.replace(before, after, 1)


def test_a_new_key_stands_behind_the_one_before_it():
    text = "title: a  # x\r\n\r\n# end"

    edited = edit_yaml(text, {"date": "2024", "title": "a", "ids": {}}, file="x.yml")

    written = 'date: "2024"\r\ntitle: a  # x\r\nids: {}\r\n\r\n# end\r\n'
    assert edited == written


def test_a_layout_that_leaves_no_room_is_written_anew_below_its_comments():
    text = "# one\n{title: a, # two\n date: b}\n"

    edited = edit_yaml(text, {"title": "c"}, file="x.yml")

    assert edited == "# one\n# two\ntitle: c\n"


def test_an_empty_value_is_filled_in():
    edited = edit_yaml("\ufeffvenue: # where?\n", {"venue": "CVPR"}, file="x.yml")

    assert edited == "\ufeffvenue: CVPR # where?\n"


def test_text_that_is_no_yaml_is_not_edited():
    with pytest.raises(ListbotError, match=r"x\.yml, line 2"):
        edit_yaml("a: b\n- c\n", {"a": "c"}, file="x.yml")
