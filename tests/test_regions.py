"""Regions of a README: only what lies between markers changes."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from listbot.catalog.errors import ListbotError
from listbot.text.blocks import read_parts
from listbot.text.characters import clean
from listbot.text.markdown import conversation, inline
from listbot.text.markers import read_markers
from listbot.text.regions import (
    Region,
    add_regions,
    find_regions,
    replace_regions,
    without_markers,
)
from strangers import texts

# Prose with every kind of line end, and with what looks like one and is none.
_prose = st.text(alphabet="ab #->é\n\r\u2028\x0c\x85", max_size=30)
_newlines = st.sampled_from(["\n", "\r\n", "\r"])
_contents = st.text(alphabet="ab -.\n", max_size=20)


@given(
    st.tuples(_prose, _prose, _prose), _newlines, _contents, st.sampled_from(["", "7"])
)
def test_only_the_regions_change(
    prose: tuple[str, str, str], newline: str, entries: str, count: str
):
    before, between, after = prose
    frame = (
        f"{before}{newline}<!-- listbot:begin entries a -->{newline}"
        f"{{}}<!-- listbot:end entries a -->{newline}{between}{newline}"
        f"x <!-- listbot:begin count -->{{}}<!-- listbot:end count --> y{after}"
    )
    content_by_name = {"entries a": entries, "count": count}

    replaced = replace_regions(frame.format(f"old{newline}", "0"), content_by_name)

    lines = entries + "\n" * (entries[-1:] not in {"", "\n"})
    assert replaced == frame.format(lines.replace("\n", newline), count)
    assert replace_regions(replaced, content_by_name) == replaced


@given(st.text(alphabet="ab -\n\r\u2028\x0c", max_size=40), st.data())
def test_adopting_adds_nothing_but_markers(text: str, data: st.DataObject):
    last = len(re.findall("\r\n|\r|\n", text)) + (not re.search(r"[\r\n]\Z|\A\Z", text))
    assume(last)
    numbers = st.integers(1, last + 1)
    cuts = sorted(data.draw(st.lists(numbers, max_size=4, unique=True)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    places = [(first, end - 1, f"entries s{first}") for first, end in pairs]

    marked = add_regions(text, places)

    assert without_markers(marked) == text
    assert marked.count("<!-- listbot:") == 2 * len(places)


@given(texts)
def test_no_stranger_writes_a_marker(text: str):
    for written in (inline(text), conversation(text)):
        assert find_regions(f"# {written}\n\n{written}\n") == ()


@given(texts)
def test_strangers_text_in_a_region_stays_there(text: str):
    assume(clean(text))
    readme = "<!-- listbot:begin entries -->\n<!-- listbot:end entries -->\nend"

    replaced = replace_regions(readme, {"entries": f"- **{inline(text)}**"})

    (region,) = find_regions(replaced)
    assert replaced[region.start : region.end] == f"- **{inline(text)}**\n"


@given(texts)
def test_any_text_has_regions_or_one_clear_error(text: str):
    error = _error_of(text)

    if error is not None:
        assert error.file == "LIST.md"
        assert str(error).startswith(f"LIST.md, line {error.line}: ")


# What opens and closes things in a README, inside regions and around them.
_pieces = st.sampled_from(
    [
        "text",
        "",
        "# a",
        "- item",
        "  in it",
        "> quote",
        "```",
        "~~~",
        "    code",
        "<div>",
        "</div>",
        "<pre>",
        "<!-- a",
        "-->",
        "1. one",
        "- > ```",
        "1) <p>",
        "===",
        "---",
        "a\tb",
    ]
)
_filled = st.tuples(
    st.sampled_from(["entries", "recent", "entries a"]), st.lists(_pieces, max_size=4)
).map(
    lambda region: [
        f"<!-- listbot:begin {region[0]} -->",
        *region[1],
        f"<!-- listbot:end {region[0]} -->",
    ]
)


@given(st.lists(_filled | st.lists(_pieces, max_size=4), max_size=6), _newlines)
def test_passing_over_content_changes_no_reading(blocks: list[list[str]], newline: str):
    text = newline.join(line for block in blocks for line in block)
    every_part = [part for part in read_parts(text) if part.kind != "code"]

    lines = [marker.line for marker in read_markers(text, "LIST.md")]

    assert lines == [part.line for part in every_part if "listbot" in part.line.text]


def test_regions_say_where_they_are():
    text = (
        "# List\r\n"
        "All <!-- listbot:begin count -->7<!-- listbot:end count --> papers\r\n"
        "  <!-- listbot:begin contents -->  \r\n"
        "- a\r\n"
        "<!--listbot:end  contents-->\r\n"
        "<!-- listbot:begin years -->\r\n"
        "<!-- listbot:end years -->"
    )

    count, contents, years = find_regions(text)

    assert text[count.start : count.end] == "7"
    assert text[contents.start : contents.end] == "- a\r\n"
    assert contents == Region(
        name="contents", start=113, end=118, line=3, newline="\r\n", inline=False
    )
    assert [(region.line, region.inline) for region in (count, years)] == [
        (2, True),
        (6, False),
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("```\n{}\n```\n", id="fence"),
        pytest.param("1. a\n\n   ~~~~\n   {}\n   ~~~\n   ~~~~\n", id="fence in a list"),
        pytest.param("    {}\n", id="indented code"),
        pytest.param("Write `{}`, or ``a ` {}``.\n", id="code in a line"),
    ],
)
def test_examples_of_markers_do_not_count(text: str):
    assert find_regions(text.replace("{}", "<!-- listbot:begin count -->")) == ()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<div>\n```\n{}\n</div>\n", id="fence that html swallows"),
        pytest.param("- a\n\n      - b\n\n    {}\n", id="inside a list item"),
        pytest.param("> {}\n", id="inside a quote"),
        pytest.param("a ` b {} c\n", id="a lone tick"),
        pytest.param("```\n```\n{}\n", id="behind a fence"),
    ],
)
def test_markers_outside_of_code_count(text: str):
    pair = "<!-- listbot:begin count -->7<!-- listbot:end count -->"

    assert [region.name for region in find_regions(text.format(pair))] == ["count"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            "\n{b} contents -->\n",
            "line 2: the region 'contents' has no end. "
            "Add <!-- listbot:end contents --> after it.",
            id="no end",
        ),
        pytest.param(
            "{e} contents -->\n",
            "line 1: the region 'contents' never began. "
            "Add <!-- listbot:begin contents --> before it.",
            id="no begin",
        ),
        pytest.param(
            "{b} count -->{e} count -->\n{b} count -->{e} count -->\n",
            "line 2: the region 'count' begins again; it began in line 1. "
            "Remove one of the two.",
            id="doubled",
        ),
        pytest.param(
            "{b} count -->{e} count -->\n{e} count -->\n",
            "line 2: the region 'count' ends a second time. Remove this marker.",
            id="ends twice",
        ),
        pytest.param(
            "{b} entries -->\n{b} recent -->\n{e} entries -->\n{e} recent -->\n",
            "line 2: the region 'recent' begins inside the region 'entries' of line 1. "
            "End that one first.",
            id="nested",
        ),
        pytest.param(
            "{b} entries -->\n{e} recent -->\n",
            "line 2: the region 'recent' ends inside the region 'entries' of line 1. "
            "End that one first.",
            id="crossed",
        ),
        pytest.param(
            "a {b} contents -->\n{e} contents -->\n",
            "line 1: put each marker of the region 'contents' alone on its line.",
            id="text before",
        ),
        pytest.param(
            "{b} count -->\n{e} count --> a\n",
            "line 2: put each marker of the region 'count' alone on its line, "
            "or the two in one line.",
            id="text after",
        ),
        pytest.param(
            "{b} entries -->{e} entries -->\n",
            "line 1: put each marker of the region 'entries' alone on its line.",
            id="block in one line",
        ),
        pytest.param(
            "{b} contnts -->\n",
            "line 1: no region is called 'contnts'. Did you mean 'contents'?",
            id="misspelt",
        ),
        pytest.param(
            "{b} entrys vision -->\n",
            "line 1: no region is called 'entrys vision'. "
            "Did you mean 'entries vision'?",
            id="misspelt with a section",
        ),
        pytest.param(
            "{b} entries a b -->\n",
            "line 1: no region is called 'entries a b'. "
            "After entries comes the slug of one section.",
            id="two sections",
        ),
        pytest.param(
            "{b} sponsors -->\n",
            "line 1: no region is called 'sponsors'. A name is contents, entries, "
            "entries SECTION, recent, count or years.",
            id="unknown",
        ),
        pytest.param(
            "<!-- listbot:start count -->\n",
            "line 1: listbot knows no marker 'start'. "
            "Write listbot:begin NAME or listbot:end NAME.",
            id="neither begin nor end",
        ),
        pytest.param(
            "{b} count\n-->\n",
            "line 1: the marker is cut off. End it by -->.",
            id="cut off",
        ),
    ],
)
def test_markers_in_disorder_are_refused(text: str, message: str):
    text = text.format(b="<!-- listbot:begin", e="<!-- listbot:end")

    with pytest.raises(ListbotError) as caught:
        find_regions(text)

    assert str(caught.value) == f"README.md, {message}"
    assert caught.value.line == int(
        message.split(":", maxsplit=1)[0].removeprefix("line ")
    )


def test_content_needs_a_region():
    with pytest.raises(ListbotError) as missing:
        replace_regions("# List\n", {"recent": "a"}, file="LIST.md")
    with pytest.raises(ListbotError) as unknown:
        replace_regions("# List\n", {"recnt": "a"}, file="LIST.md")

    assert str(missing.value) == (
        "LIST.md: there is no region 'recent'. Add the lines "
        "<!-- listbot:begin recent --> and <!-- listbot:end recent -->."
    )
    assert str(unknown.value) == (
        "LIST.md: no region is called 'recnt'. Did you mean 'recent'?"
    )


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("```\nx", id="open fence"),
        pytest.param("<!-- listbot:end entries -->", id="marker"),
        pytest.param(
            "<!-- listbot:begin years -->x<!-- listbot:end years -->", id="two"
        ),
    ],
)
def test_content_stays_in_its_region(content: str):
    text = (
        "<!-- listbot:begin recent -->\n<!-- listbot:end recent -->\n\n"
        "<!-- listbot:begin entries -->\n<!-- listbot:end entries -->\n"
    )

    with pytest.raises(ListbotError) as caught:
        replace_regions(text, {"recent": "a", "entries": content})

    assert str(caught.value) == (
        "README.md, line 4: what belongs into the region 'entries' holds a marker of "
        "listbot, or code that is not closed. "
        "Mend the entry or the style it comes from."
    )


def test_regions_without_new_content_stay():
    text = (
        "<!-- listbot:begin recent -->\r\nold\n<!-- listbot:end recent -->\r\n"
        "<!-- listbot:begin count -->1<!-- listbot:end count --> papers"
    )

    replaced = replace_regions(text, {"count": "7"})

    assert replaced == text.replace(">1<", ">7<")


def test_the_line_end_is_that_of_the_begin_marker():
    text = (
        "a\n<!-- listbot:begin recent -->\r\n<!-- listbot:end recent -->\n"
        "<!-- listbot:begin entries -->\n<!-- listbot:end entries -->"
    )

    replaced = replace_regions(text, {"recent": "b\nc\r\nd", "entries": "e"})

    assert replaced == (
        "a\n<!-- listbot:begin recent -->\r\nb\r\nc\r\nd\r\n"
        "<!-- listbot:end recent -->\n"
        "<!-- listbot:begin entries -->\ne\n<!-- listbot:end entries -->"
    )


def test_markers_are_put_around_lines():
    marked = add_regions("a\r\nb\r\nc", [(1, 0, "contents"), (2, 3, "entries x")])

    assert marked == (
        "<!-- listbot:begin contents -->\r\n<!-- listbot:end contents -->\r\na\r\n"
        "<!-- listbot:begin entries x -->\r\nb\r\nc\r\n<!-- listbot:end entries x -->"
    )
    assert without_markers(marked) == "a\r\nb\r\nc"


def test_markers_need_lines_to_stand_around():
    with pytest.raises(ValueError, match="there is no line 2 to put a marker at"):
        add_regions("a\n", [(2, 3, "entries")])


@pytest.mark.parametrize(
    "unit",
    ["<!-- listbot:", "`<!-- listbot:begin count -->`", "`` ` ", "listbot: ", "-"],
)
def test_the_worst_readme_is_read_at_once(unit: str):
    text = unit * (262_144 // len(unit))
    started = time.process_time()

    _error_of(f"listbot: {text}")

    assert time.process_time() - started < 1


@pytest.mark.corpus
def test_real_readmes_take_regions_and_give_them_back(corpus: Path):
    for path in corpus.glob("readmes/*.md"):
        text = path.read_bytes().decode()
        lines = len(re.findall("\r\n|\r|\n", text))

        marked = add_regions(text, [(lines // 2, lines // 2 - 1, "recent")])

        assert without_markers(marked) == text


def _error_of(text: str) -> ListbotError | None:
    try:
        find_regions(text, file="LIST.md")
    except ListbotError as error:
        return error
    return None
