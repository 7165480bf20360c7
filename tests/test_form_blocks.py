"""Code blocks and comments as CommonMark has them, but open ones hide nothing."""

import pytest

from listbot.text.form_blocks import Block, blocks


def found(text: str) -> list[tuple[int, int, bool]]:
    return [
        (block.lines.start, block.lines.stop, block.is_comment)
        for block in blocks(text.split("\n"))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("```\nx\n```", [(0, 3, False)], id="back-ticks"),
        pytest.param("~~~py\nx\n~~~", [(0, 3, False)], id="tildes"),
        pytest.param("   ```\nx\n  ```  ", [(0, 3, False)], id="three blanks"),
        pytest.param("    ```\nx\n    ```", [], id="four blanks are indented code"),
        pytest.param("````\n```\n````", [(0, 3, False)], id="shorter inside longer"),
        pytest.param("```\nx\n````", [(0, 3, False)], id="longer closes shorter"),
        pytest.param("```\n~~~\n```", [(0, 3, False)], id="the other kind inside"),
        pytest.param("```\n```py\n```", [(0, 3, False)], id="a closing fence is bare"),
        pytest.param("``` a`b\n```\n", [], id="back-ticks behind back-ticks are text"),
        pytest.param("~~~ a`b\n~~~", [(0, 2, False)], id="back-ticks behind tildes"),
        pytest.param("``\nx\n``", [], id="two are too few"),
        pytest.param("```\nx\n\ny", [], id="never closed"),
        pytest.param(
            "````\n```\nx\n```", [(1, 4, False)], id="open one before a closed one"
        ),
        pytest.param("<!-- x -->\ny", [(0, 1, True)], id="comment on one line"),
        pytest.param("<!--\nx\n--> y", [(0, 3, True)], id="comment on lines"),
        pytest.param("<!--\n```\n-->\n```", [(0, 3, True)], id="fence in a comment"),
        pytest.param("```\n<!--\n```\n-->", [(0, 3, False)], id="comment in a fence"),
        pytest.param("x <!--\ny\n-->", [], id="a comment starts its line"),
        pytest.param("<!--\nx", [], id="comment never closed"),
        pytest.param(
            "<!--\n```\nx\n```", [(1, 4, False)], id="open comment before a fence"
        ),
        pytest.param(
            "```\na\n```\n~~~\nb\n~~~", [(0, 3, False), (3, 6, False)], id="two"
        ),
    ],
)
def test_blocks_are_found(text: str, expected: list[tuple[int, int, bool]]):
    assert found(text) == expected


def test_a_block_is_its_lines():
    assert list(blocks(["```", "```"])) == [Block(range(2), is_comment=False)]
