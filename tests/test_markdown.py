"""Strangers cannot write Markdown; cmark-gfm, GitHub's own renderer, is the judge."""

import csv
import json
import re
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from github_view import view
from listbot.text.characters import clean, clean_blanks, clean_lines
from listbot.text.markdown import (
    code,
    conversation,
    destination,
    fenced,
    inline,
    link,
    unescaped,
)
from listbot.text.markdown import plain as plain_text
from strangers import texts

# Where a text may stand: the Markdown around it, and the elements that this makes.
_PLACES = {
    "paragraph": ("{}", "p"),
    "second line": ("above\n{}", "p"),
    "second line of an item": ("1. above\n   {}", "ol li"),
    "bold list item": ("- **{}**", "ul li strong"),
    "bold after an icon": ("1. 📄 **{}**", "ol li strong"),
    "link text": ("[{}](https://e.org/)", "p a"),
    "linked item": ("- [{}](https://e.org/) - after", "ul li a"),
    "table cell": (
        "| a | b |\n| --- | --- |\n| {} | c |",
        "table thead tr th th tbody tr td td",
    ),
    "only cell": ("| a |\n| --- |\n| {} |", "table thead tr th tbody tr td"),
    "heading": ("## {}", "h2"),
    "bullet": ("- {}", "ul li"),
    "quote": ("> {}", "blockquote p"),
}
# What GitHub acts on in a conversation: mentions, references, commits.
_LIVE = re.compile(
    r"@\w|#[0-9]|\bGH-[0-9]|\b[0-9a-f]{40}\b"
    r"|https?://(?:www\.)?github\.com/\S+/\S+/(?:issues|pull|commit)/",
    re.IGNORECASE,
)
_ATTACKS = [
    pytest.param("x](https://evil.example) [y", id="another link"),
    pytest.param("![x](https://evil.example/x.png)", id="image"),
    pytest.param("<img src=x onerror=alert(1)>", id="html"),
    pytest.param("<!-- listbot:end entries -->", id="marker"),
    pytest.param("x\n## Sponsors\n", id="heading on a new line"),
    pytest.param("x\u2028- y\x85- z", id="other line ends"),
    pytest.param("# x", id="heading at the start"),
    pytest.param("x #", id="closing hash"),
    pytest.param("1. x", id="numbered item"),
    pytest.param("+ x", id="bullet"),
    pytest.param("---", id="rule or underline"),
    pytest.param("===", id="underline"),
    pytest.param(":-:", id="table"),
    pytest.param("x | y", id="next cell"),
    pytest.param("x \\| y \\", id="backslash before the pipe"),
    pytest.param("[x]: https://evil.example", id="definition"),
    pytest.param("^1", id="footnote as link text"),
    pytest.param("[ ] x", id="task"),
    pytest.param("[!WARNING] x", id="alert"),
    pytest.param("**x** __y__ ~~z~~ `c`", id="emphasis"),
    pytest.param("a_b_c _d_", id="underscores"),
    pytest.param("https://evil.example", id="bare address"),
    pytest.param("WWW.evil.example www.evil.example", id="bare www"),
    pytest.param("mail a@evil.example", id="e-mail address"),
    pytest.param("a&#64;evil.example &lt;b&gt;", id="entities"),
    pytest.param("xmpp:a@evil.example/x", id="xmpp"),
    pytest.param("```", id="fence"),
    pytest.param("x $y$ $$z$$", id="formula"),
    pytest.param("<![CDATA[x", id="cdata"),
    pytest.param("\u202eevil\u202c", id="direction override"),
]


def _seen(text: str) -> str:
    return " ".join(text.replace("\N{ZERO WIDTH SPACE}", "").split())


def _check(text: str, write: Callable[[str], str]) -> None:
    for frame, elements in _PLACES.values():
        shown = view(frame.format(write(text)))

        assert shown.elements == elements.split()
        assert _seen(shown.text) == _around(frame).replace("ŋ", clean(text))


@cache
def _around(frame: str) -> str:
    return _seen(view(frame.format("ŋ")).text)


@given(texts)
@example("no-break\xa0blanks stay")
def test_a_terminal_shows_what_was_typed(text: str):
    assert unescaped(inline(text)) == clean_blanks(text)
    assert unescaped(conversation(text)) == clean_blanks(text)


@given(texts)
def test_strangers_cannot_write_markdown(text: str):
    assume(clean(text))

    _check(text, inline)


@given(texts)
def test_strangers_cannot_write_markdown_in_a_conversation(text: str):
    assume(clean(text))

    _check(text, conversation)


@pytest.mark.parametrize("write", [inline, conversation])
@pytest.mark.parametrize("text", _ATTACKS)
def test_no_attack_is_more_than_its_text(text: str, write: Callable[[str], str]):
    _check(text, write)


@given(texts)
def test_escaped_text_holds_no_comment_and_is_one_line(text: str):
    for written in (inline(text), conversation(text)):
        assert "<!--" not in written
        assert len(written.splitlines()) <= 1
        assert written == written.strip()


@given(texts)
@example("thanks @octocat, @org/team")
@example("fixes #12, closes owner/repo#3, resolves GH-4")
@example("reverts 0123456789abcdef0123456789abcdef01234567")
@example("closes https://github.com/octocat/hello/issues/1")
def test_nothing_comes_alive_in_a_conversation(text: str):
    shown = view(f"x {conversation(text)} y {code(text)}")

    assert not _LIVE.search(shown.text_outside_code)


@given(texts)
@example("fixes #12 of @octocat")
@example("[skip ci] x [CI skip] [no ci] [skip actions] [actions skip]")
@example("Signed-off-by: a <a@b.c>")
def test_nothing_comes_alive_in_a_title(text: str):
    written = plain_text(text, limit=30)

    assert len(written) <= 30
    assert len(written.splitlines()) <= 1
    assert not _LIVE.search(written)
    assert not re.search(r"\[(skip|no|ci|actions)\b", written, re.IGNORECASE)
    assert not re.match(r"[\w-]+-by:", written, re.IGNORECASE)


@given(texts)
def test_code_is_shown_as_it_is(text: str):
    shown = view(f"x {code(text)} y")
    in_cell = view(f"| a |\n| --- |\n| {code(text, cell=True)} |")

    assert shown.elements == ["p", "code"]
    assert shown.text.split() == f"x {clean(text)} y".split()
    assert in_cell.elements == [
        "table",
        "thead",
        "tr",
        "th",
        "tbody",
        "tr",
        "td",
        "code",
    ]
    assert in_cell.text.split() == f"a {clean(text)}".split()


@given(texts, st.sampled_from(["", "bibtex", "x`\ny"]))
def test_a_block_of_code_is_shown_as_it_is(text: str, language: str):
    shown = view(fenced(text, language))

    assert shown.elements == ["pre", "code"]
    assert shown.text.rstrip("\n") == clean_lines(text).strip("\n")


@given(texts)
@example("a_(b)_c")
@example(")(")
@example("?a=1&copy;=2")
@example("((((((((((((((((((((((((((((((((((((((((")
def test_no_address_leaves_its_brackets(text: str):
    written = destination(f"https://e.org/{text}")

    for frame, elements in (
        ("[x]({})", "p a"),
        ("- **[x]({})** - after", "ul li strong a"),
        ("| a |\n| --- |\n| [x]({}) |", "table thead tr th tbody tr td a"),
    ):
        shown = view(frame.format(written))

        assert shown.elements == elements.split()
        assert shown.addresses == [written.replace("&amp;", "&")]


@pytest.mark.parametrize(
    ("url", "written"),
    [
        pytest.param(
            "https://doi.org/10.1000/a(b)c?x=1&y=2#z",
            "https://doi.org/10.1000/a(b)c?x=1&y=2#z",
            id="ordinary",
        ),
        pytest.param("HTTP://E.org", "HTTP://E.org", id="capitals"),
        pytest.param(" https://e.org/\n", "https://e.org/", id="blanks around"),
        pytest.param("https://e.org/a b", "https://e.org/a%20b", id="blank"),
        pytest.param("https://e.org/a)", "https://e.org/a%29", id="odd bracket"),
        pytest.param("https://e.org/<b>|", "https://e.org/%3Cb%3E%7C", id="marks"),
        pytest.param("https://e.org/é", "https://e.org/%C3%A9", id="accent"),
        pytest.param("https://é.org/é", "https://xn--9ca.org/%C3%A9", id="host"),
        pytest.param("https://e.org/%C3%A9", "https://e.org/%C3%A9", id="encoded"),
        pytest.param(
            "https://e.org/\ud800", "https://e.org/%ED%A0%80", id="half a character"
        ),
    ],
)
def test_an_address_keeps_what_is_harmless(url: str, written: str):
    assert destination(url) == written


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("javascript:alert(1)", id="script"),
        pytest.param("data:text/html,x", id="data"),
        pytest.param("//e.org/", id="no scheme"),
        pytest.param("https:e.org", id="no slashes"),
        pytest.param("https://", id="no host"),
        pytest.param("ftp://e.org/", id="ftp"),
        pytest.param("https://\N{SOFT HYPHEN}/", id="host of nothing"),
        pytest.param("", id="nothing"),
    ],
)
def test_only_the_web_is_linked_to(url: str):
    with pytest.raises(ValueError, match="is not an http or https address") as caught:
        destination(url)

    assert str(caught.value) == f"{url!r} is not an http or https address"


def test_a_link_without_text_shows_its_address():
    assert link("A [new] map", "https://e.org/a") == r"[A \[new\] map](https://e.org/a)"
    assert link("\u200b", "https://e.org/a") == r"[https\://e.org/a](https://e.org/a)"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param("Self-Supervised (ViT) #1: what's new?", None, id="marks"),
        pytest.param("C++, C# & R&D: 100% of a_b + 2.5", None, id="signs"),
        pytest.param("pass@k, Recall@10", None, id="at sign"),
        pytest.param("Привет 日本語 Hα 👩‍🔬 1️⃣", None, id="scripts and emoji"),
        pytest.param("[CVPR] A*", r"\[CVPR\] A\*", id="brackets and a star"),
        pytest.param("2024. A year", r"2024\. A year", id="number at the start"),
        pytest.param("  A\t\nB  ", "A B", id="blanks"),
        pytest.param("Sympo\x02sium\u00ad", "Symposium", id="invisible"),
    ],
)
def test_as_few_backslashes_as_possible(text: str, written: str | None):
    assert inline(text) == (text if written is None else written)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param("Fixes #12 @a", "Fixes #\u200b12 @\u200ba", id="keyword"),
        pytest.param("PR #x, C# 8", "PR #x, C# 8", id="hash that refers to nothing"),
        pytest.param("gh-3", "gh-\u200b3", id="short reference"),
        pytest.param("abc1234def", "abc1234\u200bdef", id="commit"),
        pytest.param("defaced 20240101", "defaced 20240101", id="word and number"),
        pytest.param(
            "https://github.com/a/b/pull/1",
            "https\\:\u200b//github.com/a/b/pull/1",
            id="address of a pull request",
        ),
        pytest.param(
            "https://github.com/a/b", r"https\://github.com/a/b", id="repository"
        ),
    ],
)
def test_references_are_broken_by_nothing_visible(text: str, written: str):
    assert conversation(text) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param("Add “A *b*” [x]", "Add “A *b*” [x]", id="no Markdown"),
        pytest.param("a\n\nSigned-off-by: b", "a Signed-off-by: b", id="one line"),
        pytest.param("Reviewed-by: b", "Reviewed-by\u200b: b", id="trailer"),
        pytest.param("[skip ci] a", "[\u200bskip ci] a", id="workflow"),
        pytest.param("a" * 201, "a" * 199 + "…", id="too long"),
        pytest.param("a" * 198 + " b c", "a" * 198 + "…", id="cut at a blank"),
    ],
)
def test_plain_text_is_one_harmless_line(text: str, written: str):
    assert plain_text(text) == written


def test_fences_are_longer_than_what_is_inside():
    assert code("a`b") == "``a`b``"
    assert code("`a") == "`` `a ``"
    assert code("") == "`  `"
    assert code("a|b", cell=True) == r"`a\|b`"
    assert fenced("@a{b,\r\n```}\n", "bibtex") == "````bibtex\n@a{b,\n```}\n````"


@pytest.mark.parametrize(
    "unit",
    [*"*_@#`&[<\n\ufe0f", "@a", "# ", "a1", "www.", "é\u200d", "a\u0301", "http://x/"],
)
def test_the_worst_64_kib_are_written_at_once(unit: str):
    text = (unit * 65_536)[:65_536]
    started = time.process_time()

    for write in (inline, conversation, code, fenced, plain_text):
        write(text)
    destination(f"https://e.org/{text}")

    assert time.process_time() - started < 1


@pytest.mark.corpus
def test_no_title_of_the_first_list_changes(corpus: Path):
    entries = json.loads((corpus / "truth/SEED.json").read_text())

    changed = [entry["title"] for entry in entries if _is_changed(entry["title"])]

    assert len(entries) == 77
    assert changed == []


@pytest.mark.corpus
def test_hardly_any_real_title_changes(corpus: Path):
    titles = {
        entry["title"]
        for path in corpus.glob("truth/*.json")
        for entry in json.loads(path.read_text())
    }
    with (corpus / "title_pairs.tsv").open(newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            titles |= {row["title_a"], row["title_b"]}

    changed = [title for title in titles if _is_changed(title)]

    assert len(titles) > 2000
    assert len(changed) <= 0.005 * len(titles)


def _is_changed(title: str) -> bool:
    return inline(title) != title or conversation(title) != title
