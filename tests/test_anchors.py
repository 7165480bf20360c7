"""Headings and their anchors, as GitHub finds and names them."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from github_view import headings as headings_on_github
from github_view import view
from listbot.text.anchors import Heading, anchors, headings, shown
from listbot.text.characters import clean
from listbot.text.markdown import inline
from strangers import texts

_LINES = [
    *["", "text", "more", "# h", "## h2 ##", "#x", "#", "####### seven", "   # in"],
    *["---", "===", "=", "  ---", "  ===", "***", "_ _", "- -", "| a |", "| --- |"],
    *["- item", "  - sub", "1. one", "10. ten", "+ plus", "- # lh", "-", "   para"],
    *[
        "    deep",
        "\t# tab",
        "  # il",
        "```",
        "   ```",
        "~~~",
        "````",
        "```py",
        "- ```",
    ],
    *["> q", "> # qh", "> ```", ">", "<div>", "</div>", "<details>", "<pre>", "</pre>"],
    *["<!-- c", "-->", "<!-- x -->", "<span>", "# <b>x</b>", "<a name='x'></a>"],
]


@given(st.lists(st.sampled_from(_LINES), max_size=6), st.sampled_from(["\n", "\r\n"]))
def test_headings_are_where_github_sees_them(lines: list[str], newline: str):
    text = newline.join(lines)

    assert [(heading.line, heading.level) for heading in headings(text)] == (
        headings_on_github(text)
    )


@given(texts)
def test_reading_never_fails(text: str):
    found = headings(text)

    assert len(anchors(heading.source for heading in found)) == len(found)


@given(texts)
def test_a_heading_of_a_stranger_is_read_back(text: str):
    (heading,) = headings(f"## {inline(text)}\n")

    assert heading.line == 1
    assert heading.level == 2
    # A blank that keeps its words on one line stays one.
    seen = shown(heading.source).replace("\u200b", "")
    assert " ".join(seen.split()) == clean(text)


@given(st.lists(st.sampled_from(["a", "A!", "a 1", "a-1", "a 1 1", "b"]), max_size=12))
def test_no_two_anchors_are_alike(sources: list[str]):
    assert len(set(anchors(sources))) == len(sources)


@pytest.mark.parametrize(
    ("source", "anchor"),
    [
        pytest.param("Vision Models", "vision-models", id="words"),
        pytest.param("A  B - C", "a--b---c", id="blanks and hyphens stay"),
        pytest.param("What's new? (2024)", "whats-new-2024", id="punctuation"),
        pytest.param("snake_case & more", "snake_case--more", id="underscore"),
        pytest.param("C++ / C#", "c--c", id="signs"),
        pytest.param("**Bold** *and* `code_x`", "bold-and-code_x", id="emphasis"),
        pytest.param("[Link](https://e.org/a)", "link", id="link"),
        pytest.param("![logo](x.png) Name", "-name", id="image"),
        pytest.param('<a name="x"></a>Name <!-- c -->', "name-", id="html"),
        pytest.param("~~Old~~ new", "old-new", id="struck out"),
        pytest.param("R\\*D &amp; &#x20;x", "rd---x", id="escapes and entities"),
        pytest.param("🚀 Start", "-start", id="emoji"),
        pytest.param("⚙️ Set up", "\ufe0f-set-up", id="emoji with a selector"),
        pytest.param(":rocket: Start", "rocket-start", id="emoji by name"),
        pytest.param("Привет, Мир", "привет-мир", id="Cyrillic"),
        pytest.param("日本語　版", "日本語版", id="wide blank"),
        pytest.param("ΟΔΟΣ İ", "οδοσ-i̇", id="letters with a special small form"),
        pytest.param("हिन्दी é", "हिन्दी-é", id="marks"),
        pytest.param("Ⅷ ⓐ ② x²", "ⅷ-ⓐ--x", id="numbers that are no digits"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_anchor_of_a_heading(source: str, anchor: str):
    assert anchors([source]) == [anchor]


@pytest.mark.parametrize(
    ("sources", "names"),
    [
        pytest.param(["a", "a", "a"], ["a", "a-1", "a-2"], id="the same"),
        pytest.param(["a", "A!"], ["a", "a-1"], id="nearly the same"),
        pytest.param(
            ["a", "a", "a 1", "a-1", "a"],
            ["a", "a-1", "a-1-1", "a-1-2", "a-2"],
            id="a number that is taken",
        ),
        pytest.param(["a-1", "a", "a"], ["a-1", "a", "a-2"], id="a number skipped"),
        pytest.param(["🚀", "🎉", ""], ["", "-1", "-2"], id="nothing left"),
    ],
)
def test_repeated_headings_are_numbered(sources: list[str], names: list[str]):
    assert anchors(sources) == names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("# A\n## B #\n", [(1, 1, "A"), (2, 2, "B")], id="ATX"),
        pytest.param("A\nb\n===\nC\n-", [(1, 1, "A\nb"), (4, 2, "C")], id="setext"),
        pytest.param("# A\r\rB\r---\r", [(1, 1, "A"), (3, 2, "B")], id="lone CR"),
        pytest.param("a\u2028# b\x0c# c\n# D", [(2, 1, "D")], id="no line ends"),
        pytest.param("```\n# a\n```\n~~~\n# b", [], id="fences"),
        pytest.param("<!--\n# a\n-->\n    # b\n", [], id="comment and indented code"),
        pytest.param(
            "1. a\n\n   ```\n   # b\n   ```\n\n   # C", [(7, 1, "C")], id="list"
        ),
        pytest.param(
            "> # A\n> ```\n> # b\n# C", [(1, 1, "A"), (4, 1, "C")], id="quote"
        ),
        pytest.param("| a |\n| - |\n| b |\n---\n", [], id="table above a rule"),
        pytest.param("[a]: https://e.org\n---\n", [], id="definition above a rule"),
        pytest.param("a\n2. # b\n", [], id="number that begins no list"),
        pytest.param("-\n\n    # b\n", [], id="code behind an empty item"),
        pytest.param(
            '<div>\n<h1 align="center">\n  A <br>\n</h1></div>\n\n## B',
            [(2, 1, "  A <br>"), (6, 2, "B")],
            id="html",
        ),
        pytest.param(
            "<!-- <h2>a</h2> -->\n<H3>B</H3>", [(2, 3, "B")], id="html comment"
        ),
    ],
)
def test_headings_of_a_text(text: str, found: list[tuple[int, int, str]]):
    assert headings(text) == [Heading(*heading) for heading in found]


@pytest.mark.parametrize(
    "unit",
    [
        *[
            "[",
            "<",
            "<!-- ",
            "<!--\n",
            "<a ",
            "- ",
            "- - |",
            "* x",
            "> ",
            "`",
            "` ",
            "# ",
        ],
        *["|-", "=", "a\n", "[a", "<h1>", "<h1>\n", "<h1><!--", "<a b=c ", " - x\n"],
    ],
)
def test_the_worst_256_kib_are_read_at_once(unit: str):
    text = (unit * 262_144)[:262_144]
    started = time.process_time()

    anchors(heading.source for heading in headings(f"a\n{text}\nx"))

    assert time.process_time() - started < 3


@pytest.mark.corpus
def test_headings_of_real_lists_are_githubs(corpus: Path):
    for path in [*corpus.glob("readmes/*.md"), corpus / "seed.md"]:
        text = path.read_bytes().decode()

        found = headings(text)

        lines = text.replace("\r\n", "\n").split("\n")
        # The renderer tells no places of HTML headings.
        no_html = [head for head in found if lines[head.line - 1].lstrip()[:2] != "<h"]
        assert [head[:2] for head in no_html] == headings_on_github(text), path.name


@pytest.mark.corpus
def test_real_headings_read_like_on_github(corpus: Path):
    for path in [*corpus.glob("readmes/*.md"), corpus / "seed.md"]:
        for heading in headings(path.read_bytes().decode()):
            on_github = view(f"# {heading.source}").text

            assert shown(heading.source).strip() == on_github.strip(), path.name
