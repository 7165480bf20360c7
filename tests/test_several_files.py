"""A list made of several Markdown files: each section stands in its own."""

from pathlib import Path

import pytest

from listbot.catalog.config import Config
from listbot.catalog.errors import ListbotError
from listbot.jobs import refresh
from listbot.text import render
from making import TODAY, catalog, config, entry
from small_list import CONFIG, SmallList, small_list, unseen

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


_SPREAD = CONFIG.replace(
    "sections: [Vision, Language]\n",
    "sections:\n"
    "  - Vision: {file: papers/vision.md}\n"
    "  - Language: {file: papers/language.md}\n",
)
_LISTED = {"slug": "seeing", "title": "Seeing tissue", "date": "2022"}


@pytest.fixture
def papers(tmp_path: Path) -> SmallList:
    return small_list(tmp_path, _LISTED, config=_SPREAD)


def test_the_link_to_the_form_leads_out_of_every_folder(tmp_path: Path):
    config = _SPREAD.replace("style: line", "style: line\nchange_link: ✏️")

    papers = small_list(tmp_path, _LISTED, config=config)

    link = "../../../issues/new?template=change-entry.yml&entry=seeing"
    assert f" [✏️]({link})" in (papers.folder / "papers/vision.md").read_text("utf-8")


def test_a_file_that_is_not_there_yet_is_begun(papers: SmallList):
    page = (papers.folder / "papers/vision.md").read_text()

    assert page == (
        "# Papers on seeing\n\n<!-- listbot:begin entries -->\n## Vision\n\n"
        "- [Seeing tissue](https://example.org/seeing.pdf) - 2022.\n"
        "<!-- listbot:end entries -->\n"
    )


def test_a_submission_changes_the_file_of_its_section_and_names_it(papers: SmallList):
    plan = papers.send(
        Title="Feeling words",
        Date="2024",
        Section="Language",
        PDF="https://example.org/f.pdf",
    )

    assert plan.proposal
    assert plan.place
    assert plan.place.file == "papers/language.md"
    assert papers.git("diff", "--name-only", "main", "listbot/issue-7").split() == [
        "entries/2024/feeling-words.yml",
        "papers/language.md",
    ]
    where = "number 1 of *Language* in `papers/language.md`, the first one there"
    assert where in plan.reply
    assert where in plan.proposal.body


def test_a_repeated_work_is_named_with_its_file_and_line(papers: SmallList):
    plan = papers.send(Title="Seeing tissue", PDF="https://example.org/seeing.pdf")

    assert plan.outcome == "duplicate"
    assert "It stands on line 6 of papers/vision.md." in plan.reply
    found = next(one for one in plan.findings if one.code == "duplicate")
    assert found.page == "papers/vision.md?plain=1#L6"


def test_the_proposals_of_two_files_are_brought_up_to_date(papers: SmallList):
    for issue, section in ((7, "Vision"), (8, "Language"), (9, "Vision")):
        papers.send(
            issue=issue,
            Title=f"Work {issue} on tissue and words",
            Date="2024",
            Section=section,
            PDF=f"https://example.org/{issue}.pdf",
        )
    papers.git("merge", "-q", "listbot/issue-7")

    done = refresh.refresh(papers.forge, today=TODAY, look=unseen)

    assert done.refreshed == (8, 9)
    vision = papers.on_branch("papers/vision.md", issue=9)
    assert ("Work 7" in vision, "Work 9" in vision) == (True, True)
    assert "Work 8" in papers.on_branch("papers/language.md", issue=8)
    papers.git("merge", "-q", "listbot/issue-8")
    papers.git("merge", "-q", "listbot/issue-9")


def test_what_was_merged_is_thanked_for_with_its_file(papers: SmallList):
    papers.send(
        Title="Feeling words",
        Date="2024",
        Section="Language",
        PDF="https://example.org/f.pdf",
    )
    papers.git("merge", "-q", "listbot/issue-7")

    plan = papers.send(Title="Feeling words")

    assert plan.outcome == "merged"
    assert "papers/language.md#language" in plan.reply
