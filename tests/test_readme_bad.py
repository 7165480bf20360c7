"""READMEs that nobody should write: a clear result or a clear error, in good time."""

import cProfile
import gc
import pstats
import re
import time
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from listbot.catalog.errors import ListbotError
from listbot.forge.folder import Folder
from listbot.jobs import adopt
from listbot.text.readme import read_list


def refusal(folder: Path, data: bytes) -> str:
    """Return why a file is not taken over, and see to it that it is as before."""
    (folder / "README.md").write_bytes(data)
    with pytest.raises(ListbotError) as caught:
        adopt.plan_adoption(Folder(folder), "README.md", repair=False, restyle=False)
    assert (folder / "README.md").read_bytes() == data
    assert [file.name for file in folder.iterdir()] == ["README.md"]
    return str(caught.value)


_ENTRY = "- [A café](https://example.org/a) - Coffee.\n"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        pytest.param(
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
            "README.md, line 1: this is not UTF-8 text. Save the file as UTF-8; "
            "nothing was changed.",
            id="a picture",
        ),
        pytest.param(
            _ENTRY.encode("utf-16"),
            "README.md, line 1: this is not UTF-8 text. Save the file as UTF-8; "
            "nothing was changed.",
            id="UTF-16",
        ),
        pytest.param(
            "# A\n- [B](https://example.org/b)\n".encode("utf-16-le"),
            "README.md, line 1: there is a NUL character, so this is UTF-16 or no text "
            "at all. Save the file as UTF-8; nothing was changed.",
            id="UTF-16 without a mark",
        ),
        pytest.param(
            b"# A\n\n" + _ENTRY.encode("latin-1"),
            "README.md, line 3: this is not UTF-8 text. Save the file as UTF-8; "
            "nothing was changed.",
            id="Latin-1",
        ),
        pytest.param(
            b"",
            "README.md: no entries were found in it; nothing was changed. To begin a "
            "list all the same, move the file away, run `listbot init`, and put its "
            "text above the first marker.",
            id="nothing",
        ),
        pytest.param(
            _ENTRY.encode() * 250_000,
            "README.md has 11.0 million characters; listbot reads up to 6 million, and "
            "GitHub shows the first 500 KiB. Split it into several files, and adopt "
            "those.",
            id="ten megabytes",
        ),
    ],
)
def test_what_is_no_list_is_refused_and_left_alone(
    data: bytes, why: str, tmp_path: Path
):
    assert refusal(tmp_path, data) == why


def test_an_index_names_the_files_with_the_entries(tmp_path: Path):
    links = "- [One](a/one.md)\n- [Two](a/two.md)\n- [Three](a/three.md)\n"
    (tmp_path / "README.md").write_text(f"# List\n\n{links}")
    (tmp_path / "a").mkdir()
    (tmp_path / "a/one.md").write_text(_ENTRY, encoding="utf-8")

    with pytest.raises(ListbotError) as caught:
        adopt.plan_adoption(Folder(tmp_path), "README.md", repair=False, restyle=False)

    assert str(caught.value) == (
        "README.md: no entries were found in it; nothing was changed. It is an index "
        "of other files; adopt those: a/one.md (1 entry), a/two.md, a/three.md. All at "
        "once: `listbot adopt .`."
    )


def test_a_list_in_restructured_text_is_refused_by_name(tmp_path: Path):
    (tmp_path / "README.rst").write_text("A list\n======\n", encoding="utf-8")

    with pytest.raises(ListbotError) as caught:
        adopt.plan_adoption(Folder(tmp_path), "README.rst")

    assert str(caught.value) == (
        "README.rst is reStructuredText, and listbot keeps lists in Markdown; nothing "
        "was changed. Turn it into Markdown, for example with `pandoc --to=gfm "
        "README.rst --output=README.md`, and adopt that."
    )


def test_a_folder_without_a_list_is_told(tmp_path: Path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a/one.md").write_text("# Nothing\n", encoding="utf-8")

    with pytest.raises(ListbotError) as caught:
        adopt.plan_adoption(Folder(tmp_path), "a")

    assert str(caught.value) == (
        "a: no entries were found in 1 Markdown file; nothing was changed. Name the "
        "files that hold the list."
    )


_NASTY = st.sampled_from(
    [
        *("# ", "## A\n", "===\n", "---\n", "- ", "  - ", "1. ", "99. ", "\t", "> "),
        *("[", "]", "](", "](https://example.org/a)", "[[", "]]", "![", "()", ")"),
        *("<details>", "</details>", "<summary>", "</summary>", "<a href='x'>", "</a>"),
        *("<!--", "-->", "<br>", "<table>", "</table>", "<kbd>", "<h2>", "</h2>", "<"),
        *("| a | b |\n", "|---|---|\n", "|", "\\|", "\\", "`", "```", "~~~", "$", "&#"),
        *("**", "*", "__", "_", "~~", "***", '"', "“", "”", "'", "(", ":fire:", ": "),
        *("2024", "CVPR'24", "32 Nov 2021", "2020.1", "[Jan 2024]", "arXiv:2401.00001"),
        *("\n", "\r\n", "\r", "\n\n", "  \n", "\\\n", "\x0b", "\x0c", "\x1c", "\u2028"),
        *("\ufeff", "\u200b", "\x02", "\x00", "â€“", "ﬁ", "\u0300", "🔥", "العربية"),
        *("[a]: https://example.org/t\n", "[a]", "[a][]", "#", "#a", "https://x.org/"),
        *("Back to top", "News", "Contents\n", "Paper", "code", "here", "et al.", ", "),
    ]
)
documents = st.one_of(st.lists(_NASTY, max_size=60).map("".join), st.text(max_size=200))


@given(text=documents)
@example(text="- " * 200 + "[a](https://example.org)")
@example(text=">" * 300 + "- [a](https://example.org)")
@example(text="| [a](https://example.org) |\n|---|\n" + "|" * 300)
def test_reading_never_fails_and_loses_no_line(text: str):
    reading = read_list(text)

    lines = len(re.findall(r"\r\n|\r|\n", text)) + 1
    for entry in reading.entries:
        assert entry.source in text
        assert 1 <= entry.first <= entry.last <= lines
        for piece in entry.pieces:
            assert 0 <= piece.start <= piece.end <= len(entry.text)
    firsts = [entry.first for entry in reading.entries]
    assert firsts == sorted(set(firsts))


def _seconds(text: str) -> float:
    """Return the processor time that reading takes, the best of three.

    The collector is kept out: how long it takes depends on what other tests left.
    """
    best = 60.0
    gc.disable()
    try:
        for _ in range(3):
            begun = time.process_time()
            read_list(text)
            best = min(best, time.process_time() - begun)
    finally:
        gc.enable()
    return best


_HOSTILE = {
    "brackets": ("- ", "["),
    "links without an end": ("- ", "[a]("),
    "images without an end": ("- ", "![["),
    "marks": ("- ", "*a_ "),
    "code without an end": ("- ", "`a ``b "),
    "entities": ("- ", "&#"),
    "links in links": ("- ", '<a href="x">'),
    "comments without an end": ("", "<!-- x\n"),
    "HTML without an end": ("", '<div>\n<a href="https://example.org">\n<details>\n'),
    "folds without an end": (
        "",
        "<details><summary>N</summary>\n\n- [a](https://example.org)\n\n",
    ),
    "quotes in quotes": ("", ">"),
    "items in items": ("", "- "),
    "definitions": ("", "[a]: https://example.org\n"),
    "lines of one paragraph": ("- [a](https://example.org)\n", "b\n"),
    "items that are none": ("- [a](https://example.org)\n", "- x\n"),
    "cells": ("| a |\n|---|\n", "| [a](https://example.org) "),
    "rows": ("| a |\n|---|\n", "| [a](https://example.org) |\n"),
    "the same work": ("", "- [A work of many names](https://example.org/x) - Text.\n"),
    "names": ("- [a](https://example.org) ", "Abc Def, "),
    "years": ("- [a](https://example.org) ", "2024-"),
    "blanks": ("- [a](https://example.org) ", " "),
    "mojibake": ("", "- [a](https://example.org) â€“ ðŸ“œ\n"),
    "headings": ("", "## A\n\n- [a](https://example.org)\n\n"),
    "leads to nowhere": ("## a\n\n", "- [b](#bcdefg)\n"),
}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("start", "unit"), [pytest.param(*case, id=name) for name, case in _HOSTILE.items()]
)
def test_twice_the_text_takes_twice_the_time(start: str, unit: str):
    half = start + unit * (30_000 // len(unit))
    whole = start + unit * (60_000 // len(unit))

    # A little more than nothing, so that what takes no time has no ratio.
    assert _seconds(whole) + 0.02 <= 3 * (_seconds(half) + 0.02)


def _calls(text: str) -> int:
    """Count the calls that reading makes: the same on every machine."""
    profile = cProfile.Profile()
    profile.runcall(read_list, text)
    return cast("Any", pstats.Stats(profile)).total_calls


_STEPS = {**_HOSTILE, "prose among entries": ("", "- [a](https://e.org)\n\nProse.\n\n")}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("start", "unit"), [pytest.param(*case, id=name) for name, case in _STEPS.items()]
)
def test_twice_the_text_takes_twice_the_steps(start: str, unit: str):
    half = start + unit * (15_000 // len(unit))
    whole = start + unit * (30_000 // len(unit))

    assert _calls(whole) <= 2.1 * _calls(half)


def test_a_line_of_a_million_characters_is_no_entry():
    reading = read_list(
        "- [a](https://example.org/a)\n- [b](https://x.org)" + "x" * 10**6
    )

    assert [entry.title for entry in reading.entries] == ["a"]
    assert [part.first for part in reading.unread] == [2]


def test_a_hundred_levels_are_read_as_deep_as_they_go():
    text = "".join(
        f"{'  ' * depth}- [Work {depth}](https://example.org/{depth})\n"
        for depth in range(100)
    )

    reading = read_list(text)

    assert [entry.title for entry in reading.entries[:3]] == [
        "Work 0",
        "Work 1",
        "Work 2",
    ]
