"""Submissions as people send them: what is read, and what the reply says of it."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from listbot.catalog.facts import Query, Research
from listbot.catalog.model import Finding
from listbot.text.form_links import read_link
from making import body
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


LISTED = {
    "slug": "seeing-tissue",
    "title": "Seeing tissue in situ",
    "links": {"PDF": "https://arxiv.org/abs/2401.98765"},
    "ids": {"arxiv": "2401.98765"},
}


@pytest.mark.parametrize(
    "named", ["2401.98765", "arXiv:2401.98765v2", "10.48550/arXiv.2401.98765"]
)
def test_an_entry_is_named_by_the_id_of_its_paper(tmp_path: Path, named: str):
    papers = small_list(tmp_path, LISTED)

    plan = papers.send_body(body({"Paper to remove": named, "Reason": "Withdrawn."}))

    assert plan.reply.startswith(
        "<!-- listbot:reply -->\n"
        "### The removal of “Seeing tissue in situ” is ready for review\n"
    )
    assert "not listed yet" not in plan.reply


def test_a_wish_about_no_entry_is_not_said_to_be_a_new_one(papers: SmallList):
    plan = papers.send_body(body({"Paper to remove": "x", "Reason": ""}))

    assert "### 2 things to mend before this can be done\n" in plan.reply


def test_a_removal_without_a_reason_asks_for_one(tmp_path: Path):
    papers = small_list(tmp_path, LISTED)

    plan = papers.send_body(body({"Paper to remove": "seeing-tissue", "Reason": ""}))

    assert plan.outcome == "needs-changes"
    assert "“Reason” has no answer" in plan.reply


def test_a_repetition_is_told_with_the_way_to_let_it_pass(tmp_path: Path):
    papers = small_list(tmp_path, LISTED)

    plan = papers.send(PDF="arXiv:2401.98765")

    assert plan.outcome == "duplicate"
    assert (
        "If it is another work, say so here: a maintainer can let it pass, with "
        "`/accept duplicate`." in plan.reply
    )


def test_the_link_of_another_work_is_told_as_a_mistake_in_that_link(tmp_path: Path):
    papers = small_list(tmp_path, LISTED)

    plan = papers.send(Title="Hearing hearts", Date="2024", PDF="arXiv:2401.98765")

    assert plan.outcome == "needs-changes"
    assert plan.findings[0].field == "PDF"
    assert (
        "### “Hearing hearts” has a link of another work\n\n- A link of yours is that "
        "of “Seeing tissue in situ”, which is listed in “Vision” (arXiv 2401.98765). "
        "It stands on line 6. Check the link: it is easily pasted from the paper "
        "above. Edit the issue to give the right one. `link-conflict`" in plan.reply
    )


def test_what_is_proposed_already_needs_nothing_more(tmp_path: Path):
    papers = small_list(tmp_path)
    papers.send(issue=7, Title="Seeing tissue", Date="2024", PDF="arXiv:2401.98765")

    plan = papers.send(
        issue=8, Title="Seeing tissue", Date="2024", PDF="arXiv:2401.98765"
    )

    assert plan.outcome == "duplicate"
    assert (
        "“Seeing tissue” is proposed in issue 7 already (arXiv 2401.98765). It is on "
        "its way: there is nothing more to do. If something is wrong or missing there, "
        "say so on that issue. `duplicate`" in plan.reply
    )


def test_a_wrong_id_is_one_thing_to_mend(papers: SmallList):
    def ask(queries: Sequence[Query], contact: str | None) -> Research:
        del contact
        return Research(absent_by_url={one.url: ("arXiv",) for one in queries})

    papers.ask = ask

    plan = papers.send(PDF="arXiv:2401.00009")

    assert [one.code for one in plan.findings] == ["unknown-id"]


def test_what_the_title_brings_along_is_not_asked_for(papers: SmallList):
    plan = papers.send(PDF="https://ieeexplore.ieee.org/document/10203456")

    assert [(one.code, one.field) for one in plan.findings] == [
        ("required-empty", "title")
    ]


def test_a_proposed_update_is_told_once(tmp_path: Path):
    papers = small_list(tmp_path, LISTED)
    papers.send(issue=7, Title="Seeing tissue in situ", Date="2024", PDF=DOI)

    plan = papers.send(issue=8, Title="Seeing tissue in situ", Date="2024", PDF=DOI)

    assert [one.code for one in plan.findings] == ["duplicate"]
    assert "is proposed in issue 7 already" in plan.reply


def test_links_of_the_list_are_said_to_come_from_it(tmp_path: Path):
    papers = small_list(tmp_path, LISTED)

    plan = papers.send(Title="Seeing tissue in situ", Date="2024", PDF=DOI)

    assert f"| PDF | `{DOI}` | you |" in plan.reply
    assert "| PDF | `https://arxiv.org/abs/2401.98765` | the list |" in plan.reply
