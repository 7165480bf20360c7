"""Entries are changed, moved and removed by form, through the same rules."""

from pathlib import Path
from typing import Any

import pytest
from inline_snapshot import snapshot

from listbot.catalog.config import Config
from listbot.catalog.config_reader import read_config
from listbot.jobs import build
from listbot.text.change_forms import KINDS, change_form, kind_of
from listbot.text.form_writer import write_body
from making import body
from small_list import CONFIG, SmallList, small_list

ARXIV = "https://arxiv.org/abs/2401.98765"
TITLE = "Seeing tissue in situ"
LISTED: dict[str, Any] = {
    "slug": "seeing-tissue",
    "title": TITLE,
    "date": "2024-01-08",
    "sections": ["vision"],
    "links": {"PDF": ARXIV, "Code": "https://github.com/lab/tissue"},
    "fields": {"venue": "arXiv"},
    "ids": {"arxiv": "2401.98765", "github": "lab/tissue"},
    "submitted": {"by": "ada", "issue": 3},
}
OTHER: dict[str, Any] = {"slug": "hearing", "title": "Hearing tissue", "date": "2023"}
PATH = "entries/2024/seeing-tissue.yml"
KEPT = {
    "Title": "_No response_",
    "Date": "_No response_",
    "Section": "_No response_",
    "PDF": "_No response_",
    "Code": "_No response_",
    "Venue": "_No response_",
    "Kind": "None",
}


@pytest.fixture
def papers(tmp_path: Path) -> SmallList:
    return small_list(tmp_path, LISTED, OTHER)


def change(entry: str = TITLE, **answers: str) -> str:
    return body({"Paper to change": entry} | KEPT | answers)


def move(section: str, entry: str = TITLE) -> str:
    return body({"Paper to move": entry, "Section": section})


def remove(reason: str, entry: str = TITLE) -> str:
    return body({"Paper to remove": entry, "Reason": reason})


@pytest.fixture
def config() -> Config:
    return read_config(CONFIG, file="listbot.yml")


def test_four_forms_are_written_and_told_apart(config: Config):
    written = build.forms(config)

    assert [path.rpartition("/")[2] for path in written] == [
        "add-entry.yml",
        "change-entry.yml",
        "move-entry.yml",
        "remove-entry.yml",
    ]
    for kind in KINDS:
        sent = write_body(change_form(kind, config), {"entry": TITLE})
        assert kind_of(sent, config) == kind
    assert kind_of(body(KEPT), config) is None


def test_a_change_is_shown_as_a_difference(papers: SmallList):
    plan = papers.send_body(change(Venue="CVPR", Date="2024-06"))

    assert plan.outcome == "in-review"
    assert plan.proposal
    assert set(plan.proposal.files) == {PATH, "README.md"}
    assert plan.proposal.title == f"Update “{TITLE}”"
    assert plan.reply.split("\n\nPull request")[0] == snapshot("""\
<!-- listbot:reply -->
### The change of “Seeing tissue in situ” is ready for review

- **Date:** 2024-01-08 → 2024-06
- **Venue:** arXiv → CVPR\
""")
    assert "venue: CVPR" in papers.on_branch(PATH)


@pytest.mark.parametrize(
    "named",
    [
        pytest.param(TITLE, id="title"),
        pytest.param("seeing TISSUE - in situ", id="title in other letters"),
        pytest.param("seeing-tissue", id="id"),
        pytest.param("entries/2024/seeing-tissue.yml", id="file"),
        pytest.param("https://arxiv.org/pdf/2401.98765v3.pdf", id="link"),
        pytest.param("https://github.com/lab/tissue", id="another link"),
    ],
)
def test_an_entry_is_named_by_id_link_or_title(papers: SmallList, named: str):
    plan = papers.send_body(change(named, Venue="CVPR"))

    assert plan.entry["title"] == TITLE
    assert plan.outcome == "in-review"


def test_an_entry_that_is_not_there_is_asked_about(papers: SmallList):
    plan = papers.send_body(change("Seeing tissues in situ!", Venue="CVPR"))

    assert plan.outcome == "needs-changes"
    assert [(one.code, one.hint) for one in plan.findings] == [
        ("unknown-entry", f"Did you mean “{TITLE}”?")
    ]


def test_an_entry_that_could_be_two_is_asked_about(tmp_path: Path):
    twin = LISTED | {"slug": "seeing-tissue-2", "links": {"PDF": "https://x.org/2"}}
    papers = small_list(tmp_path, LISTED, twin)

    plan = papers.send_body(change(Venue="CVPR"))

    assert [(one.code, one.hint) for one in plan.findings] == [
        (
            "ambiguous-entry",
            "Give the id of the one that is meant: seeing-tissue or seeing-tissue-2.",
        )
    ]


def test_a_new_link_takes_the_place_of_the_old_one_and_its_id(papers: SmallList):
    plan = papers.send_body(change(PDF="https://doi.org/10.5555/new"))

    assert plan.entry["links"] == {
        "PDF": "https://doi.org/10.5555/new",
        "Code": "https://github.com/lab/tissue",
    }
    assert plan.entry["ids"] == {"doi": "10.5555/new", "github": "lab/tissue"}


def test_the_same_rules_hold(papers: SmallList):
    plan = papers.send_body(
        change(Title="https://example.org", Date="2094", PDF="not an address")
    )

    assert plan.outcome == "needs-changes"
    assert sorted(one.code for one in plan.findings) == [
        "future-date",
        "not-an-address",
        "title-is-address",
    ]


def test_a_change_to_a_title_that_is_listed_is_told(papers: SmallList):
    plan = papers.send_body(change(Title="Hearing tissue"))

    assert plan.outcome == "duplicate"
    assert plan.proposal is None


def test_a_change_of_nothing_is_told(papers: SmallList):
    plan = papers.send_body(change(Venue="arXiv"))

    assert [one.code for one in plan.findings] == ["nothing-to-change"]


def test_an_entry_is_moved(papers: SmallList):
    plan = papers.send_body(move("Language"))

    assert plan.entry["sections"] == ["language"]
    assert "- **Section:** Vision → Language" in plan.reply


def test_an_adopted_entry_that_is_moved_keeps_its_words(tmp_path: Path):
    text = "- *Seeing tissue* (as it was)"
    listed = LISTED | {"as_written": text, "position": 1}
    papers = small_list(tmp_path, listed, OTHER)

    papers.send_body(move("Language"))

    readme = papers.on_branch("README.md")
    assert text in readme.partition("## Language")[2]
    assert "position" not in papers.on_branch(PATH)


def test_an_adopted_entry_that_is_changed_is_written_anew(tmp_path: Path):
    papers = small_list(tmp_path, LISTED | {"as_written": "- As it was"}, OTHER)

    papers.send_body(change(Venue="CVPR"))

    assert "As it was" not in papers.on_branch("README.md")


def test_a_removal_takes_the_file_away_and_says_why(papers: SmallList):
    plan = papers.send_body(remove("It was retracted.\n\nSee @octocat."))

    assert plan.outcome == "in-review"
    assert plan.proposal
    assert plan.proposal.deleted == (PATH,)
    assert plan.proposal.title == f"Remove “{TITLE}”"
    assert TITLE not in papers.on_branch("README.md")
    assert plan.reply.split("\n\nPull request")[0] == snapshot("""\
<!-- listbot:reply -->
### The removal of “Seeing tissue in situ” is ready for review

The reason given: It was retracted. See @\u200boctocat.\
""")
    status = papers.git("diff", "--name-status", "main", "listbot/issue-7")
    assert f"D\t{PATH}" in status


def test_a_removal_is_made_once(papers: SmallList):
    papers.send_body(remove("Gone."))
    before = papers.git("rev-parse", "listbot/issue-7")

    papers.send_body(remove("Gone."))

    assert papers.git("rev-parse", "listbot/issue-7") == before


def test_a_removal_needs_a_reason(papers: SmallList):
    plan = papers.send_body(remove(""))

    assert plan.outcome == "needs-changes"
    assert [(one.code, one.field) for one in plan.findings] == [
        ("required-empty", "reason")
    ]


def test_strangers_name_entries_with_anything(papers: SmallList):
    for named in ("", "../../etc", "https://", "x" * 10_000, "**`<b>", "10.1/x"):
        plan = papers.send_body(change(named, Venue="CVPR"))

        assert plan.outcome == "needs-changes"


@pytest.mark.parametrize("style", ["line", "link", "card", "table"])
def test_each_entry_has_a_link_to_its_form_where_the_list_wants_it(
    tmp_path: Path, style: str
):
    config = CONFIG.replace("style: line", f"style: {style}\nchange_link: ✏️")
    papers = small_list(tmp_path, LISTED, config=config)

    readme = (papers.folder / "README.md").read_text("utf-8")

    link = "../../issues/new?template=change-entry.yml&entry=seeing-tissue"
    assert f" [✏️]({link})" in readme


def test_a_part_of_a_title_is_completed(papers: SmallList):
    plan = papers.send_body(change("tissue in situ", Venue="CVPR"))

    assert [(one.code, one.hint) for one in plan.findings] == [
        ("unknown-entry", f"Did you mean “{TITLE}”?")
    ]


def test_a_dash_takes_a_link_and_a_field_out(papers: SmallList):
    plan = papers.send_body(change(Code="-", Venue="–"))

    assert plan.outcome == "in-review"
    assert "Code" not in plan.entry["links"]
    assert "github" not in plan.entry["ids"]
    assert "venue" not in plan.entry
    assert "- **Venue:** arXiv → (taken out)" in plan.reply
    assert "- **Code:** `https://github.com/lab/tissue` → (taken out)" in plan.reply


def test_what_the_list_requires_is_not_taken_out(tmp_path: Path):
    papers = small_list(
        tmp_path,
        LISTED,
        config=CONFIG.replace(
            "links: [PDF, Code]", "links: {PDF: {required: true}, Code: {}}"
        ),
    )

    plan = papers.send_body(change(PDF="-"))

    assert plan.outcome == "needs-changes"
    assert [one.code for one in plan.findings] == ["missing-link"]


def test_a_change_to_a_link_that_is_listed_is_told(papers: SmallList):
    plan = papers.send_body(change(PDF="https://example.org/hearing.pdf"))

    assert plan.outcome == "needs-changes"
    assert [(one.code, one.severity, one.field) for one in plan.findings] == [
        ("link-conflict", "error", "PDF")
    ]


def test_no_response_is_no_reason(papers: SmallList):
    plan = papers.send_body(remove("_No response_"))

    assert plan.outcome == "needs-changes"
    assert [one.message for one in plan.findings] == ["“Reason” has no answer."]


def test_a_change_that_fails_is_not_said_to_be_new(papers: SmallList):
    plan = papers.send_body(change(Date="05/06/2024"))

    assert "not listed yet" not in plan.reply
