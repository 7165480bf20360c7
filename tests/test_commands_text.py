"""Which lines of a comment are commands; GitHub's own renderer is the judge."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from github_view import rendered
from listbot.text.commands import MOST, Command, read_commands

RECHECK = Command(name="recheck")


@pytest.mark.parametrize(
    ("comment", "commands"),
    [
        pytest.param("/recheck", [RECHECK], id="alone"),
        pytest.param("Thanks!\n/recheck\nBye", [RECHECK], id="between lines"),
        pytest.param("Thanks!\r\n/recheck\r\n", [RECHECK], id="CRLF"),
        pytest.param("/ReCheck  ", [RECHECK], id="capitals and blanks"),
        pytest.param("/recheck\n-- \nada", [RECHECK], id="a signature below"),
        pytest.param(
            "/accept dead-link It *is* there.\n/section Vision",
            [
                Command(name="accept", words="dead-link It *is* there."),
                Command(name="section", words="Vision"),
            ],
            id="words behind",
        ),
        pytest.param("> quote\n\n/recheck", [RECHECK], id="after a quote"),
        pytest.param("```\ncode\n```\n/recheck", [RECHECK], id="after code"),
        pytest.param("<!-- hidden -->\n\n/recheck", [RECHECK], id="after a comment"),
        pytest.param(
            "/no-such thing", [Command(name="no-such", words="thing")], id="?"
        ),
    ],
)
def test_what_is_a_command(comment: str, commands: list[Command]):
    assert list(read_commands(comment)) == commands


@pytest.mark.parametrize(
    "comment",
    [
        pytest.param("", id="nothing"),
        pytest.param("Please /recheck", id="inside a line"),
        pytest.param(" /recheck", id="indented"),
        pytest.param("    /recheck", id="indented code"),
        pytest.param("/usr/bin/recheck", id="a path"),
        pytest.param("//recheck", id="two slashes"),
        pytest.param("/recheck!", id="another sign"),
        pytest.param("> /recheck", id="quoted"),
        pytest.param("> somebody said\n/recheck", id="still the quoted paragraph"),
        pytest.param("```\n/recheck\n```", id="backticks"),
        pytest.param("~~~\n/recheck\n~~~", id="tildes"),
        pytest.param("```\n/recheck", id="backticks never closed"),
        pytest.param("`one\n/recheck\ntwo`", id="code inside a line"),
        pytest.param("<!--\n/recheck\n-->", id="an HTML comment"),
        pytest.param("see <!-- this\n/recheck\n-->", id="a comment inside a line"),
        pytest.param("<!--\n/recheck", id="a comment never closed"),
        pytest.param("<pre>\n/recheck\n</pre>", id="HTML"),
        pytest.param("- one\n/recheck", id="still the list item"),
        pytest.param(
            "[a link\n/recheck](https://example.org)", id="the text of a link"
        ),
        pytest.param("**bold\n/recheck**", id="emphasised"),
        pytest.param("| a |\n| - |\n/recheck", id="a table"),
        pytest.param("/re\N{ZERO WIDTH SPACE}check", id="an invisible character"),
        pytest.param("/rechec\u212a", id="a sign that looks like a letter"),
    ],
)
def test_what_is_none(comment: str):
    assert read_commands(comment) == ()


def test_no_more_than_a_few_are_followed():
    assert len(read_commands("/recheck\n" * 1000)) == MOST


_PIECES = st.sampled_from(
    [
        *["/recheck", "/accept x y", "text", "> ", "> quoted", "```", "~~~", "````"],
        *["`", "``", "<!--", "-->", "- item", "1. item", "    ", "---", "===", ""],
        *["<div>", "</div>", "# title", "| a |", "| - |", "[a]: b", "*", "**", "\\"],
        *[
            "<details>",
            "<!-- x -->",
            "[",
            "](b)",
            "~~",
            "<b",
            "<?",
            "<![CDATA[",
            "&lt;",
        ],
    ]
)
_COMMENTS = st.lists(st.one_of(_PIECES, st.text(max_size=8)), max_size=9).map("\n".join)


@given(_COMMENTS)
@example("- \n/recheck")
@example("<b\n/recheck\n>")
def test_only_what_github_shows_as_a_line_of_its_own_is_a_command(comment: str):
    commands = read_commands(comment)

    # Each command is marked, and GitHub's renderer says where the marks are seen.
    marked = re.sub(r"(?m)^/", "\ufdd0/", comment.replace("\r", "\n"))
    assert len(commands) <= _Seen.in_plain_view(marked)


@given(_COMMENTS.filter(lambda comment: "/" not in comment))
def test_after_whatever_ends_a_command_is_found(comment: str):
    closed = "\n\n-->\n?>\n]]>\n</div>\n\n"
    around = comment if not re.search(r"`|~|<", comment) else "text"

    assert read_commands(f"{around}{closed}/recheck") == (RECHECK,)


@given(st.text())
def test_no_comment_breaks_the_reader(comment: str):
    read_commands(f"/a\n{comment}\n/b")


class _Seen(HTMLParser):
    """Counts the marks in paragraphs and headings that lie in nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.around: list[str] = []
        self.count = 0

    @classmethod
    def in_plain_view(cls, markdown: str) -> int:
        seen = cls()
        seen.feed(rendered(markdown))
        return seen.count

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag not in {"br", "hr", "input"}:
            self.around.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.around:
            while self.around.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        held = {
            "blockquote",
            "code",
            "pre",
            "li",
            "td",
            "th",
            "em",
            "strong",
            "del",
            "a",
        }
        if not held & set(self.around):
            self.count += data.count("\ufdd0/")
