"""Submissions as people send them: what is read, and what the reply says of it."""

from pathlib import Path

import pytest

from listbot.catalog.model import Finding
from listbot.text.form_submission import read_link
from small_list import SmallList, small_list

DOI = "https://doi.org/10.5555/cvpr.2024.0042"


@pytest.fixture
def papers(tmp_path: Path) -> SmallList:
    return small_list(tmp_path, {"slug": "listed"})


@pytest.mark.parametrize(
    ("written", "read"),
    [
        pytest.param(f"{DOI}.", DOI, id="the end of a sentence"),
        pytest.param(f"{DOI},", DOI, id="the end of a clause"),
        pytest.param(
            "https://example.org/a.", "https://example.org/a.", id="another page"
        ),
    ],
)
def test_what_ended_a_sentence_is_no_part_of_an_id(written: str, read: str):
    assert read_link(written, "PDF") == (read, None)


def test_a_link_that_was_pasted_twice_is_asked_about(papers: SmallList):
    plan = papers.send(Title="Seeing", Date="2024", PDF=DOI, Code=f"{DOI}/")

    assert plan.outcome == "in-review"
    assert plan.findings == (
        Finding(
            code="link-repeated",
            severity="warning",
            message="“PDF” and “Code” are the same link.",
            hint="Check the second one: a link is easily pasted twice.",
            field="Code",
        ),
    )


def test_a_question_is_named_once_in_what_is_said_about_it(papers: SmallList):
    plan = papers.send(Date="05/06/2024")

    assert "\n1. “Title” has no answer. This question needs one: " in plan.reply
    assert "\n2. **Date:** “05/06/2024” is not a date that can be read. " in plan.reply
