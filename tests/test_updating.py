"""What is about a listed entry becomes a change of it."""
# ruff: noqa: E501 - what people are told is compared whole, a line each

from pathlib import Path
from typing import Any

import pytest
from inline_snapshot import snapshot

from listbot.catalog.facts import Facts, Query, Research
from small_list import CONFIG, SmallList, small_list

ARXIV = "https://arxiv.org/abs/2401.98765"
DOI = "https://doi.org/10.5555/cvpr.2024.0042"
TITLE = "Seeing tissue in situ with transformers"
LISTED: dict[str, Any] = {
    "slug": "seeing-tissue",
    "title": TITLE,
    "date": "2024-01-08",
    "sections": ["vision"],
    "links": {"PDF": ARXIV, "Code": "https://github.com/lab/tissue"},
    "fields": {"venue": "arXiv", "kind": "Preprint"},
    "ids": {"arxiv": "2401.98765"},
    "added": "2024-02-01",
    "submitted": {"by": "ada", "issue": 3},
}
OTHER: dict[str, Any] = {"slug": "hearing", "title": "Hearing tissue", "date": "2023"}


def know_it(queries: object, contact: object) -> Research:
    del queries, contact
    facts = Facts(
        source="Crossref",
        title=TITLE,
        date=None,
        venues=("Conference on Computer Vision and Pattern Recognition",),
        kind="conference",
    )
    return Research(facts_by_url={DOI: [facts]})


@pytest.fixture
def papers(tmp_path: Path) -> SmallList:
    return small_list(tmp_path, LISTED, OTHER)


def test_the_published_version_of_a_preprint_changes_its_entry(papers: SmallList):
    papers.ask = know_it

    plan = papers.send(PDF=DOI, Date="2024-06")

    path = "entries/2024/seeing-tissue.yml"
    assert plan.outcome == "in-review"
    assert plan.proposal
    assert set(plan.proposal.files) == {path, "README.md"}
    assert plan.proposal.title == f"Update “{TITLE}”"
    assert papers.on_branch(path) == snapshot("""\
title: Seeing tissue in situ with transformers
date: "2024-01-08"
sections: [vision]
venue: CVPR
kind: Conference
links:
  PDF: [https://doi.org/10.5555/cvpr.2024.0042, https://arxiv.org/abs/2401.98765]
  Code: https://github.com/lab/tissue
ids: {arxiv: "2401.98765", doi: 10.5555/cvpr.2024.0042}
added: "2024-02-01"
submitted: {by: ada, issue: 3}
""")
    assert plan.reply.split("\n\n**Worth")[0] == snapshot("""\
<!-- listbot:reply -->
### The change of “Seeing tissue in situ with transformers” is ready for review

- **Venue:** arXiv → CVPR
- **Kind:** Preprint → Conference
- **PDF:** `https://doi.org/10.5555/cvpr.2024.0042` (new)

Pull request: {{pull request}}\
""")
    assert papers.git("diff", "--stat", "main", "listbot/issue-7").count("|") == 2


def test_an_update_is_made_once(papers: SmallList):
    papers.ask = know_it
    papers.send(PDF=DOI, Date="2024-06")
    before = papers.git("rev-parse", "listbot/issue-7")

    papers.send(PDF=DOI, Date="2024-06")

    assert papers.git("rev-parse", "listbot/issue-7") == before


def test_an_update_stays_while_nobody_answers(papers: SmallList):
    papers.ask = know_it
    papers.send(PDF=DOI, Date="2024-06")
    before = papers.git("rev-parse", "listbot/issue-7")
    papers.ask = lambda _, __: Research(silent_by_url={DOI: ("Crossref",)})

    plan = papers.send(PDF=DOI, Date="2024-06")

    assert plan.outcome == "in-review"
    assert papers.git("rev-parse", "listbot/issue-7") == before


def test_the_date_moves_where_the_list_wants_it(tmp_path: Path):
    papers = small_list(tmp_path, LISTED, config=f"{CONFIG}on_publication: move-date\n")

    plan = papers.send(PDF=DOI, Title=TITLE, Date="2024-06")

    assert plan.entry["date"] == "2024-06"


def test_a_second_one_for_the_same_update_is_told_of_the_first(papers: SmallList):
    papers.send(7, PDF=DOI, Title=TITLE, Date="2024-06")

    plan = papers.send(8, PDF=DOI, Title=TITLE, Date="2024-06")

    assert plan.outcome == "duplicate"
    assert "is proposed in issue 7 already" in plan.findings[0].message


def test_a_preprint_of_what_is_listed_as_published_is_known_already(tmp_path: Path):
    published = LISTED | {"links": {"PDF": DOI}, "ids": {}}
    papers = small_list(tmp_path, published)

    plan = papers.send(PDF=ARXIV, Title=TITLE, Date="2024")

    assert (plan.outcome, plan.proposal) == ("duplicate", None)


def test_the_same_work_for_another_section_is_listed_there_as_well(papers: SmallList):
    plan = papers.send(PDF=ARXIV, Title=TITLE, Date="2024", Section="Language")

    assert plan.outcome == "in-review"
    assert plan.entry["sections"] == ["vision", "language"]
    assert "- **Section:** Vision → Vision; Language" in plan.reply


def test_where_each_work_stands_once_another_section_is_a_repetition(tmp_path: Path):
    papers = small_list(tmp_path, LISTED, config=f"{CONFIG}cross_listing: false\n")

    plan = papers.send(PDF=ARXIV, Title=TITLE, Date="2024", Section="Language")

    assert plan.outcome == "duplicate"


def test_a_repetition_is_told_with_place_history_and_next_step(papers: SmallList):
    plan = papers.send(PDF=ARXIV, Title=TITLE, Date="2024")

    (found,) = (one for one in plan.findings if one.code == "duplicate")
    assert found.message == (
        "“Seeing tissue in situ with transformers” is listed in “Vision” already "
        "(arXiv 2401.98765)."
    )
    assert found.hint == (
        "It stands on line 7 and was added on 2024-02-01 by ada (issue 3). If the "
        "entry is out of date, ask for the change with the form for changes, or open "
        "an issue that says what to change."
    )
    assert found.page == "README.md?plain=1#L7"


def test_a_link_alone_is_enough_to_be_found(papers: SmallList):
    plan = papers.send(PDF=f"{ARXIV}v3")

    assert plan.outcome == "duplicate"
    assert [one.code for one in plan.findings if one.severity == "error"] == [
        "duplicate"
    ]


def test_comments_in_the_file_of_an_entry_stay(papers: SmallList):
    path = "entries/2024/seeing-tissue.yml"
    text = (papers.folder / path).read_text()
    papers.commit({path: f"# Checked by hand.\n{text}"})

    papers.send(PDF=DOI, Title=TITLE, Date="2024-06")

    assert papers.on_branch(path).startswith("# Checked by hand.\n")


def test_what_is_missing_in_the_listed_entry_is_not_the_senders_fault(tmp_path: Path):
    config = CONFIG.replace("label: Venue", "label: Venue, required: true")
    listed: dict[str, Any] = LISTED | {"fields": {}}
    papers = small_list(tmp_path, listed, config=config)

    plan = papers.send(
        PDF=ARXIV, Title=TITLE, Date="2024", Section="Language", Venue="X"
    )

    assert plan.outcome == "in-review"


def test_alike_titles_are_folded_away_and_hold_nothing_up(papers: SmallList):
    plan = papers.send(
        PDF="https://doi.org/10.5555/other",
        Title="Seeing tissue in situ with large transformers",
        Date="2024",
    )

    assert plan.outcome == "in-review"
    assert "<summary>A title is like this one; nothing is held up</summary>" in (
        plan.reply
    )


def test_queries_hold_what_was_typed(papers: SmallList):
    asked: list[Query] = []

    def remember(queries: Any, contact: object) -> Research:
        del contact
        asked.extend(queries)
        return Research()

    papers.ask = remember
    papers.send(PDF=DOI, Title=TITLE, Date="2024")

    assert asked == [Query(DOI, TITLE, described=True)]


def said(papers: SmallList, issue: int = 7, **answers: str) -> str:
    """Send something in; return the reply up to the table of links."""
    reply = papers.send(issue, **answers).reply
    return reply.partition("-->\n")[2].partition("| Link |")[0].partition("<det")[0]


def test_a_link_of_another_work_is_not_called_a_repetition(papers: SmallList):
    assert said(papers, PDF=ARXIV, Title="Counting cells", Date="2024") == snapshot("""\
### “Counting cells” has a link of another work

- A link of yours is that of “Seeing tissue in situ with transformers”, which is listed in “Vision” (arXiv 2401.98765). It stands on line 7 and was added on 2024-02-01 by ada (issue 3). Check the link: it is easily pasted from the paper above. Edit the issue to give the right one. `link-conflict`

If the link is right all the same, say so here: a maintainer can let it pass, with `/accept link-conflict`.

""")


def test_what_may_be_another_work_is_not_called_known(papers: SmallList):
    other = "https://arxiv.org/abs/2402.11111"

    assert said(papers, PDF=other, Title=TITLE, Date="2024") == snapshot("""\
### “Seeing tissue in situ with transformers” may be known here already

- “Seeing tissue in situ with transformers” is listed in “Vision”, with another link of the same kind. It stands on line 7 and was added on 2024-02-01 by ada (issue 3). If it is another work, say so here: a maintainer can let it pass with /accept title-twin. `title-twin`

""")


def test_what_is_proposed_for_another_section_is_not_called_new(papers: SmallList):
    new = {"PDF": "https://example.org/new.pdf", "Title": "New things", "Date": "2024"}
    papers.send(7, **new)

    assert said(papers, 8, **new, Section="Language") == snapshot("""\
### “New things” is known here already

- “New things” is proposed in issue 7 already (example.org/new.pdf), but not in this section. Tell the maintainers if it belongs into this section as well. `cross-listing`

If it is another work, say so here: a maintainer can let it pass, with `/accept cross-listing`.

""")
