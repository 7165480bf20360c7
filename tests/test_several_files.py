"""A list made of several Markdown files: each section stands in its own."""

import pytest

from listbot.catalog.config import Config
from listbot.catalog.model import ListbotError
from listbot.text import render
from making import catalog, config, entry

_INDEX = """\
# Papers

<!-- listbot:begin count -->0<!-- listbot:end count --> papers.

<!-- listbot:begin contents -->
<!-- listbot:end contents -->
"""
_VISION = """\
# Vision

<!-- listbot:begin count -->0<!-- listbot:end count --> papers.

<!-- listbot:begin contents -->
<!-- listbot:end contents -->

## Surveys

<!-- listbot:begin entries surveys -->
<!-- listbot:end entries surveys -->
"""
_LANGUAGE = """\
# Language

<!-- listbot:begin entries -->
<!-- listbot:end entries -->
"""
_PAGES = {
    "README.md": _INDEX,
    "papers/vision.md": _VISION,
    "papers/a language.md": _LANGUAGE,
}


def _config(**changes: object) -> Config:
    return config(
        style="link",
        sections=[
            {
                "title": "Vision",
                "slug": "vision",
                "file": "papers/vision.md",
                "sections": [{"title": "Surveys", "slug": "surveys"}],
            },
            {
                "title": "Language",
                "slug": "language",
                "file": "papers/a language.md",
            },
        ],
        **changes,
    )


def _rendered(pages: dict[str, str] | None = None) -> dict[str, str]:
    made = _config()
    entries = (
        entry("one", sections=["surveys"]),
        entry("two", sections=["language"]),
        entry("three", sections=["language"]),
    )
    listed = catalog(*entries, configuration=made)
    return render.pages(pages or _PAGES, listed, made, {})


def test_each_section_is_written_into_its_own_file():
    pages = _rendered()

    assert "[One](https://example.org/one.pdf)" in pages["papers/vision.md"]
    assert "[Two]" not in pages["papers/vision.md"]
    assert "## Language" in pages["papers/a language.md"]
    assert "[Two](https://example.org/two.pdf)" in pages["papers/a language.md"]
    assert "[One]" not in pages["papers/a language.md"]


def test_counts_and_contents_are_those_of_the_file_and_of_all_in_an_index():
    pages = _rendered()

    assert "count -->3<!--" in pages["README.md"]
    assert "count -->1<!--" in pages["papers/vision.md"]
    assert (
        "- [Vision](papers/vision.md#vision)\n"
        "  - [Surveys](papers/vision.md#surveys)\n"
        "- [Language](papers/a%20language.md#language-1)\n"
    ) in pages["README.md"]
    assert "- [Vision](#vision)\n  - [Surveys](#surveys)\n" in pages["papers/vision.md"]


def test_numbers_begin_anew_in_each_file():
    made = _config(numbering="continuous")
    listed = catalog(
        entry("one", sections=["surveys"]),
        entry("two", sections=["language"]),
        configuration=made,
    )

    pages = render.pages(_PAGES, listed, made, {})

    assert "1. [One]" in pages["papers/vision.md"]
    assert "1. [Two]" in pages["papers/a language.md"]


def test_markers_in_another_file_than_the_section_are_told():
    astray = _INDEX + (
        "\n<!-- listbot:begin entries surveys -->\n<!-- listbot:end entries surveys -->"
    )

    with pytest.raises(ListbotError) as raised:
        _rendered({**_PAGES, "README.md": astray})

    assert str(raised.value) == (
        "README.md, line 8: the section 'surveys' stands in papers/vision.md, says "
        "listbot.yml. Move its markers there, or set `file: README.md` for the section."
    )


def test_a_section_without_a_place_names_the_file_it_belongs_to():
    with pytest.raises(ListbotError, match=r"papers/vision\.md: section") as raised:
        _rendered({**_PAGES, "papers/vision.md": "# Vision\n"})

    assert raised.value.file == "papers/vision.md"
