"""Several links in one submission: a verdict for each, one proposal for the right."""
# ruff: noqa: E501 - replies are compared as they are

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from inline_snapshot import snapshot

from listbot.catalog.dates import PartialDate
from listbot.catalog.facts import Facts, Query, Research
from listbot.jobs import sweep
from listbot.jobs.sweep import Swept
from making import TODAY, body
from small_list import CONFIG, NOTHING, SmallList, small_list, unseen

FIRST, SECOND, SILENT = (f"https://doi.org/10.5555/{name}" for name in "abc")
LISTED: dict[str, Any] = {
    "slug": "listed",
    "title": "Hearing every slide of tissue",
    "date": "2023",
    "links": {"PDF": "https://arxiv.org/abs/2301.98765"},
    "ids": {"arxiv": "2301.98765"},
}
TITLE_BY_URL = {
    FIRST: "Seeing whole slides",
    SECOND: "Counting every cell",
    "https://doi.org/10.5555/published": "Hearing every slide of tissue",
}


def registries(queries: Sequence[Query], contact: str | None) -> Research:
    del contact
    known = {
        url: [
            Facts(
                source="Crossref",
                title=title,
                date=PartialDate(2024, 6),
                venues=("CVPR",),
                kind="conference",
            )
        ]
        for url, title in TITLE_BY_URL.items()
        if url in {query.url for query in queries}
    }
    silent = {query.url: ("Crossref",) for query in queries if query.url == SILENT}
    return Research(facts_by_url=known, silent_by_url=silent)


@pytest.fixture
def papers(tmp_path: Path) -> SmallList:
    made = small_list(tmp_path, LISTED, config=f"{CONFIG}several: true\n")
    made.ask = registries
    return made


def sent(*further: str, **answers: str) -> str:
    lines = "\n".join(further)
    return body(NOTHING | answers | {"Further papers": lines or "_No response_"})


def test_each_gets_its_verdict_and_the_right_ones_are_proposed(papers: SmallList):
    plan = papers.send_body(
        sent(
            "doi:10.5555/b",
            SILENT,
            FIRST,
            "nonsense",
            "arXiv:2301.98765v2",
            PDF=FIRST,
        )
    )

    assert plan.outcome == "in-review"
    assert plan.proposal
    assert set(plan.proposal.files) == {
        "entries/2024/seeing-whole-slides.yml",
        "entries/2024/counting-every-cell.yml",
        "README.md",
    }
    assert plan.reply.partition("<!-- listbot:memory")[0] == snapshot("""\
<!-- listbot:reply -->
### 2 of 6 are ready for review

Pull request: {{pull request}}

- ✅ **Seeing whole slides**: number 3 of *Vision*
- ✅ **Counting every cell**: number 2 of *Vision*

**Not in the proposal:**

- ❌ `https://doi.org/10.5555/c`
  - “Title” was left open, and Crossref did not answer. It is tried again by itself; or send this one in alone, with an answer. `not-enriched`
  - “Date” was left open, and Crossref did not answer. It is tried again by itself; or send this one in alone, with an answer. `not-enriched`
- ❌ `https://doi.org/10.5555/a`
  - “Seeing whole slides” is in this submission already. Take one of the two links out. `duplicate`
- ❌ `nonsense`
  - “nonsense” does not start with https\\:// or http\\://. Copy the address out of the browser's address bar. `not-an-address`
- ❌ `arXiv:2301.98765v2`
  - “Hearing every slide of tissue” is listed in “Vision” already (arXiv 2301.98765). It stands on line 6. If the entry is out of date, ask for the change with the form for changes, or open an issue that says what to change. `duplicate`

Edit the issue to mend these: it is looked at again by itself, and this reply changes with it. The others do not wait for them.

""")


def test_a_published_version_among_them_updates_its_entry(papers: SmallList):
    plan = papers.send_body(sent("10.5555/published", PDF=FIRST))

    assert plan.proposal
    assert "entries/2023/listed.yml" in plan.proposal.files
    assert "(new)" in plan.reply


def test_registries_are_asked_once(papers: SmallList):
    asked: list[int] = []

    def ask(queries: Sequence[Query], contact: str | None) -> Research:
        asked.append(len(queries))
        return registries(queries, contact)

    papers.ask = ask
    papers.send_body(sent(SECOND, SILENT, PDF=FIRST))

    assert asked == [3]


@pytest.mark.parametrize(
    ("line", "titles"),
    [
        pytest.param(
            f"{SECOND} Counting, every cell",
            ["Counting, every cell"],
            id="behind the link",
        ),
        pytest.param(
            f"- {SECOND} – Counting Every Cell",
            ["Counting Every Cell"],
            id="with a dash",
        ),
        pytest.param(f"{SECOND}, {FIRST}/x", ["Counting every cell"], id="two links"),
    ],
)
def test_a_title_may_follow_a_link(papers: SmallList, line: str, titles: list[str]):
    plan = papers.send_body(sent(line, PDF=FIRST))

    assert plan.proposal
    written = "".join(plan.proposal.files.values())
    assert all(f"title: {title}" in written for title in titles), plan.reply


def test_twenty_are_taken(papers: SmallList):
    links = [f"https://doi.org/10.5555/n{number}" for number in range(24)]

    plan = papers.send_body(sent(*links, PDF=FIRST))

    codes = [found.code for found in plan.findings]
    assert codes.count("too-many-links") == 5


def test_the_second_run_changes_nothing(papers: SmallList):
    text = sent(SECOND, SILENT, PDF=FIRST)
    papers.send_body(text)
    before = papers.git("rev-parse", "listbot/issue-7")

    papers.send_body(text)

    assert papers.git("rev-parse", "listbot/issue-7") == before


def test_an_outage_takes_nothing_of_the_proposal_back(papers: SmallList):
    papers.send_body(sent(SECOND, SILENT, PDF=FIRST))
    before = papers.git("rev-parse", "listbot/issue-7")
    papers.ask = lambda queries, _: Research(
        silent_by_url={query.url: ("Crossref",) for query in queries}
    )

    plan = papers.send_body(sent(SECOND, SILENT, PDF=FIRST))

    assert "### 2 of 3 are ready for review" in plan.reply
    assert papers.git("rev-parse", "listbot/issue-7") == before


def test_the_sweep_takes_up_what_waits_in_a_repository_too(papers: SmallList):
    papers.send_body(sent(SILENT, PDF=FIRST))
    assert _swept(papers).true == (7,)
    papers.ask = lambda queries, _: Research(
        facts_by_url={
            query.url: [
                Facts(
                    source="Crossref",
                    title=f"Work {query.url[-1]}",
                    date=PartialDate(2024, 6),
                )
            ]
            for query in queries
        }
    )

    done = _swept(papers)

    assert done.answered == ((7, "in-review"),)
    assert "title: Work c" in papers.on_branch("entries/2024/work-c.yml")


def _swept(papers: SmallList) -> Swept:
    return sweep.sweep(papers.forge, today=TODAY, look=unseen, ask=papers.ask)


def test_what_is_not_sent_in_any_more_leaves_the_proposal(papers: SmallList):
    papers.send_body(sent(SECOND, PDF=FIRST))

    plan = papers.send_body(sent("nonsense", PDF=FIRST))

    assert plan.proposal
    assert set(plan.proposal.files) == {
        "entries/2024/seeing-whole-slides.yml",
        "README.md",
    }


def test_where_all_wait_the_submission_waits(papers: SmallList):
    plan = papers.send_body(sent("10.5555/C", PDF=SILENT))

    assert (plan.outcome, plan.proposal) == ("retry", None)


def test_one_link_is_a_submission_like_any_other(papers: SmallList):
    plan = papers.send_body(sent(PDF=FIRST))

    assert "number 1 of *Vision*" in plan.reply or "number 2 of *Vision*" in plan.reply
    assert json.dumps(plan.entry["title"]) == '"Seeing whole slides"'


def test_links_come_with_numbers_and_with_titles_on_either_side(papers: SmallList):
    plan = papers.send_body(
        sent(
            "1. 10.5555/b",
            "2) Seeing in the dark: arXiv:2405.00001",
            "3. arXiv:2405.00002v2 [cs.CV]",
            "(4) 10.5555/d — Hearing in the dark",
            PDF=FIRST,
        )
    )

    lines = plan.reply.splitlines()
    assert [line for line in lines if line.startswith("- ")] == [
        "- ✅ **Seeing whole slides**: number 3 of *Vision*",
        "- ✅ **Counting every cell**: number 2 of *Vision*",
        "- ❌ `Seeing in the dark: arXiv:2405.00001`",
        "- ❌ `arXiv:2405.00002v2 [cs.CV]`",
        "- ❌ `10.5555/d — Hearing in the dark`",
    ]
    assert "not-an-address" not in plan.reply
    assert plan.reply.count("“Title”") == 1


def test_the_questions_above_may_stay_empty(papers: SmallList):
    plan = papers.send_body(sent(FIRST, SECOND))

    assert plan.outcome == "in-review"
    assert "### 2 of 2 are ready for review\n" in plan.reply


def test_where_none_is_right_none_is_said_to_go_on(papers: SmallList):
    plan = papers.send_body(sent("nonsense", PDF=SILENT))

    assert "### 0 of 2 are ready for review\n" in plan.reply
    assert (
        plan.reply.partition("<!-- listbot:memory")[0]
        .rstrip()
        .endswith("it is looked at again by itself, and this reply changes with it.")
    )
