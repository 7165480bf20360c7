"""YAML as plain data: nothing is ever more than text, and what is written is read."""

from __future__ import annotations

import io
import time
from collections.abc import Mapping
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from listbot.catalog.errors import ListbotError
from listbot.catalog.yaml_text import (
    CONFIG_LIMIT,
    ENTRY_LIMIT,
    Value,
    Written,
    read_yaml,
    write_yaml,
)

_TRICKY = [
    *("no", "Yes", "~", "null", "True", ".inf", ".nan", "<<", "=", "y", "0x1F", "0o17"),
    *("1e3", "010", "12:30:45", "2024", "2024-03", "2024-03-01", "1_000", "+1", "-"),
    *("", " ", " a", "a ", "a:", "a: b", "a #b", "#", "- a", "? a", "---", "...", "&a"),
    *(
        "*a",
        "!a",
        "@a",
        "`a",
        "%a",
        "|",
        ">",
        "'",
        '"',
        "[a",
        "{a",
        "a, b]",
        "\\",
        "\\n",
    ),
    *("a\nb", "a\n\nb\n", " a\nb", "a\n", "\n", "a\n\n", "\ta\nb", "a\n \nb", "a\r\nb"),
    *(
        "\na",
        "a\n\n\nb\n\n",
        "\n\n",
        " \n a",
        "a\n  ",
        "a\n\t\nb",
        "\n a\n",
        "a\n---\nb",
    ),
    *(
        "\x85",
        "\u2028",
        "\ufeff",
        "\x00",
        "\x02",
        "\xa0",
        "👩\u200d💻",
        "\U000e0001",
        "é",
    ),
    "https://example.org/a?b=c#d",
    "2001-12-14 21:59:43.10 -5",
]
_texts = st.one_of(
    st.sampled_from(_TRICKY),
    st.text(st.sampled_from(" \n\t:#-?&*!|>'\"%@`[]{},\\aé1."), max_size=12),
    st.text(max_size=30),
)
_keys = st.one_of(st.sampled_from(_TRICKY), st.text(max_size=20))
_values: st.SearchStrategy[Any] = st.recursive(
    st.one_of(_texts, st.integers(0, 10**9), st.booleans()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(_keys, inner, max_size=4)
    ),
    max_leaves=12,
)
_mappings: st.SearchStrategy[dict[str, Any]] = st.dictionaries(
    _keys, _values, min_size=1, max_size=5
)


def as_text(value: Written) -> Value:
    """What a reader sees who takes every scalar for text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return {key: as_text(inner) for key, inner in value.items()}
    if isinstance(value, (str, int)):
        return str(value)
    return [as_text(item) for item in value]


@given(_mappings, st.booleans())
def test_what_is_written_is_read_back(data: dict[str, Written], flow: bool):
    written = write_yaml(data, on_one_line=data.keys() if flow else ())

    assert read_yaml(written, file="x.yml").data == as_text(data)


@given(_mappings, st.booleans())
def test_readers_of_both_versions_agree_on_it(data: dict[str, Written], flow: bool):
    written = write_yaml(data, on_one_line=data.keys() if flow else ())

    assert yaml.safe_load(written) == data
    assert yaml.load(written, yaml.CSafeLoader) == data
    assert YAML(typ="safe", pure=True).load(io.StringIO(written)) == data  # pyright: ignore[reportUnknownMemberType]


def outcome(text: str) -> dict[str, Value] | ListbotError:
    """What reading gives; any other exception is a failure of the test."""
    try:
        return read_yaml(text, file="x.yml").data
    except ListbotError as error:
        return error


@pytest.mark.parametrize("text", _TRICKY, ids=repr)
def test_every_tricky_text_is_read_alike(text: str):
    data: dict[str, Written] = {"key": text, "inner": {text: text}, "list": [text]}

    for on_one_line in ((), ("inner", "list")):
        written = write_yaml(data, on_one_line=on_one_line)
        assert read_yaml(written, file="x.yml").data == data
        assert yaml.safe_load(written) == data
        assert YAML(typ="safe", pure=True).load(written) == data  # pyright: ignore[reportUnknownMemberType]


@given(st.text(st.sampled_from("ab1 :\n-?&*!|>'\"#[]{},%@`\t\\é"), max_size=60))
@example("a: &x [*x]")
@example("{{a: b}: c}")
@example("? a\n? b")
@example("--- >\n---")
@example("[" * 60_000)
def test_reading_any_text_gives_data_or_one_clear_line(text: str):
    result = outcome(text)

    if isinstance(result, ListbotError):
        assert str(result).startswith(f"x.yml, line {result.line}: ")
        assert "\n" not in str(result)


@given(st.text(st.characters(exclude_categories=()), max_size=40))
def test_reading_any_characters_gives_data_or_one_clear_line(characters: str):
    result = outcome(f"title: {characters}\n")

    if isinstance(result, ListbotError):
        assert str(result).startswith(f"x.yml, line {result.line}: ")


def test_nothing_is_more_than_text():
    text = "a: no\nb: 12:30:45\nc: 010\nd: 2024-03-01\ne: ~\nf:\n<<: 1e3\n"

    data = read_yaml(text, file="x.yml").data

    assert data == {
        "a": "no",
        "b": "12:30:45",
        "c": "010",
        "d": "2024-03-01",
        "e": "~",
        "f": "",
        "<<": "1e3",
    }


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        pytest.param(
            "",
            "line 1: The file is empty. Write one “key: value” a line.",
            id="empty",
        ),
        pytest.param(
            "# nothing\n",
            "line 1: The file is empty. Write one “key: value” a line.",
            id="only a comment",
        ),
        pytest.param(
            "\n- a\n- b\n",
            "line 2: The file has to consist of “key: value” lines.",
            id="a list",
        ),
        pytest.param(
            "title\n",
            "line 1: The file has to consist of “key: value” lines.",
            id="a text",
        ),
        pytest.param(
            "a: 1\n---\nb: 2\n",
            "line 2: A second document starts here. Keep one a file.",
            id="two documents",
        ),
        pytest.param(
            "title: a\ndate: 2024\ntitle: b\n",
            "line 3: “title” stands here again. Keep one.",
            id="a repeated key",
        ),
        pytest.param(
            "links:\n  PDF: a\n  PDF: b\n",
            "line 3: “PDF” stands here again. Keep one.",
            id="a repeated inner key",
        ),
        pytest.param(
            "a: &x b\n",
            "line 1: “x” is an anchor or alias. Write the value out; a text that "
            "starts with & or * has to stand in quotes.",
            id="an anchor",
        ),
        pytest.param(
            "a: b\nc: *x\n",
            "line 2: “x” is an anchor or alias. Write the value out; a text that "
            "starts with & or * has to stand in quotes.",
            id="an alias",
        ),
        pytest.param(
            "a: !!python/object:os.system x\n",
            "line 1: “tag:yaml.org,2002:python/object:os.system” is a tag. Take it "
            "off; a text that starts with ! has to stand in quotes.",
            id="a tag",
        ),
        pytest.param(
            "? [a]\n: b\n",
            "line 1: A key has to be a text, not a list or mapping.",
            id="a list for a key",
        ),
        pytest.param(
            f"a: {'[' * 20}{']' * 20}\n",
            "line 1: More than 20 levels. Nest less deeply.",
            id="deep",
        ),
        pytest.param(
            "title: Virchow: a model\n",
            "line 1: A text that holds “: ” has to stand in quotes.",
            id="a colon in a text",
        ),
        pytest.param(
            "title: a\nvenue\ndate: 2024\n",
            "line 2: A key is followed by a colon and a blank; the further lines of a "
            "text are indented.",
            id="a key without a colon",
        ),
        pytest.param(
            "title: @home\n",
            "line 1: A text that starts with @, ` or % has to stand in quotes; lines "
            "are indented with blanks, never with tabs.",
            id="a reserved character",
        ),
        pytest.param(
            'title: "a\ndate: 2024\n',
            "line 1: Here a quote is opened that is never closed.",
            id="an open quote",
        ),
        pytest.param(
            'title: "a" b\n',
            "line 1: Keys of one level start in the same column; a text that starts "
            "with a quote ends with it.",
            id="text behind a quote",
        ),
        pytest.param(
            "a: [b\nc: d\n",
            "line 2: A list in [ ] is not closed here.",
            id="an open list",
        ),
        pytest.param(
            "a: {b: c\nd: e\n",
            "line 2: A mapping in { } is not closed here.",
            id="an open mapping",
        ),
        pytest.param(
            'a: "C:\\data"\n',
            "line 1: In double quotes a backslash is written twice; in single quotes "
            "once.",
            id="a stray backslash",
        ),
        pytest.param(
            "title: a\x02b\n",
            "line 1: The invisible character U+0002 stands here. Remove it.",
            id="a control character",
        ),
        pytest.param(
            "title: a\ndate: \ud800\n",
            "line 2: The invisible character U+D800 stands here. Remove it.",
            id="half a surrogate pair",
        ),
        pytest.param(
            "%FOO\n---\na: b\n",
            "line 1: This is not YAML: found unknown directive name.",
            id="anything else",
        ),
    ],
)
def test_what_is_not_data_is_told_with_its_line(text: str, complaint: str):
    with pytest.raises(ListbotError) as caught:
        read_yaml(text, file="x.yml")

    assert str(caught.value) == f"x.yml, {complaint}"


@pytest.mark.parametrize(
    ("limit", "size"), [(ENTRY_LIMIT, "64 KiB"), (CONFIG_LIMIT, "1024 KiB")]
)
def test_long_files_are_refused(limit: int, size: str):
    longest = "a: " + "é" * (limit // 2 - 2) + "\n"

    assert read_yaml(longest, file="x.yml", limit=limit)
    with pytest.raises(ListbotError) as caught:
        read_yaml(longest + "\n", file="x.yml", limit=limit)

    message = f"x.yml, line 1: The file is longer than {size}. Shorten it."
    assert str(caught.value) == message


def test_twenty_levels_are_read():
    assert read_yaml(f"a: {'[' * 19}{']' * 19}\n", file="x.yml")


@pytest.mark.parametrize(
    ("path", "line"),
    [
        pytest.param(("title",), 2, id="a key"),
        pytest.param(("links", "Code"), 5, id="an inner key"),
        pytest.param(("sections", 1), 8, id="an item"),
        pytest.param(("links", "Data"), 3, id="a key that is missing"),
        pytest.param(("title", "x"), 2, id="deeper than there is"),
        pytest.param(("nothing",), 1, id="nothing at all"),
    ],
)
def test_every_path_has_its_line(path: tuple[str | int, ...], line: int):
    text = "# list\ntitle: a\nlinks:\n  PDF: b\n  Code: c\nsections:\n- a\n- b\n"

    assert read_yaml(text, file="x.yml").line_of(path) == line


def test_a_byte_order_mark_is_no_text():
    document = read_yaml("\ufefftitle: a\n", file="x.yml")

    assert document.data == {"title": "a"}


def test_the_written_form_is_pleasant_to_read():
    data: dict[str, Written] = {
        "title": "Towards a model: part 2",
        "date": "2024-03",
        "sections": ["vision", "a, b"],
        "links": {"PDF": "https://x.org/a", "Code": ["https://a", "https://b"]},
        "ids": {"doi": "10.1038/s41591-024-02857-3"},
        "position": 3,
        "as_written": "- **A**\n\n  - b\n",
        "authors": [],
        "note": "two\x02 \xa0lines\n\n",
        "tree": [{"Large": [{"Vision": ["a", "no"]}, "b"]}, ["c", "d"]],
    }

    written = write_yaml(data, on_one_line={"sections", "ids"})

    assert written == (
        'title: "Towards a model: part 2"\n'
        'date: "2024-03"\n'
        'sections: [vision, "a, b"]\n'
        "links:\n"
        "  PDF: https://x.org/a\n"
        "  Code: [https://a, https://b]\n"
        "ids: {doi: 10.1038/s41591-024-02857-3}\n"
        "position: 3\n"
        "as_written: |\n"
        "  - **A**\n"
        "\n"
        "    - b\n"
        "authors: []\n"
        'note: "two\\x02 \\xa0lines\\n\\n"\n'
        "tree:\n"
        "  - Large:\n"
        '      - Vision: [a, "no"]\n'
        "      - b\n"
        "  - - c\n"
        "    - d\n"
    )


def test_half_a_surrogate_pair_cannot_be_written():
    assert write_yaml({"title": "a\ud800b"}) == 'title: "a\\ufffdb"\n'


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[" * 60_000, id="open lists"),
        pytest.param("- " * 30_000, id="nested lists"),
        pytest.param("{a: " * 15_000, id="open mappings"),
        pytest.param("a: '" + "''" * 30_000, id="quotes"),
        pytest.param("a: " + "b " * 30_000, id="many words"),
        pytest.param("a:\n" + "  \n" * 20_000, id="blank lines"),
        pytest.param("a: [" + "b, " * 20_000 + "]", id="many items"),
        pytest.param("".join(f"{n}:\n" for n in range(9_000)), id="many keys"),
        pytest.param("&a " * 20_000, id="anchors"),
        pytest.param("#" * 60_000, id="a comment"),
    ],
)
def test_the_worst_text_is_read_quickly(text: str):
    start = time.process_time()

    outcome(text)

    assert time.process_time() - start < 0.5
