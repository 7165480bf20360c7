"""Listed preprints that were published since become updates of their entries."""

import json
import re
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from command import listbot
from listbot.catalog.config_reader import read_config
from listbot.catalog.errors import ListbotError
from listbot.jobs import publications
from listbot.jobs.journal_refs import Reference
from listbot.web.metadata import publishing
from making import entry
from small_list import CONFIG, SmallList, small_list
from web_lab.registries import DATA, answers, document, serving_registries
from web_lab.web_server import WebServer, in_turn, says

TITLE = "Seeing Tissue in situ: a & b with H2O"
ARXIV: dict[str, Any] = {
    "slug": "seeing-tissue",
    "title": TITLE,
    "date": "2024-01-08",
    "links": {"PDF": "https://arxiv.org/abs/2401.98765"},
    "fields": {"venue": "arXiv"},
    "ids": {"arxiv": "2401.98765"},
}
BIORXIV: dict[str, Any] = {
    "slug": "cells",
    "title": "Cells that count",
    "date": "2023",
    "links": {"PDF": "https://www.biorxiv.org/content/10.1101/2023.05.01.539000v2"},
    "ids": {"doi": "10.1101/2023.05.01.539000"},
}
PUBLISHED: dict[str, Any] = {
    "slug": "published",
    "links": {"PDF": "https://doi.org/10.5555/old"},
}
DOI = "10.5555/cvpr.2024.0042"


@pytest.fixture
def web() -> Generator[WebServer]:
    with serving_registries() as (server, _):
        yield server


def run(papers: SmallList, web: WebServer, *words: str) -> dict[str, Any]:
    names = ("crossref", "datacite", "arxiv", "biorxiv")
    bases = {f"LISTBOT_{name.upper()}_URL": web.url(f"/{name}") for name in names}
    done = listbot(
        *("publications", "--json", *words),
        *("--repo", papers.folder, "--now", "2026-11-23T12:00:00Z"),
        environ=bases,
    )
    assert done.code == 0, done.err
    return json.loads(done.out)


def test_a_preprint_that_was_published_is_sent_in_and_updates_its_entry(
    tmp_path: Path, web: WebServer
):
    papers = small_list(tmp_path, ARXIV, PUBLISHED)

    said = run(papers, web)

    assert said == {
        "preprints": 1,
        "published": [{"entry": "seeing-tissue", "doi": DOI}],
        "named": [],
        "issues": [1],
    }
    changed = papers.on_branch("entries/2024/seeing-tissue.yml", 1)
    assert f"PDF: [https://doi.org/{DOI}, https://arxiv.org/abs/2401.98765]" in changed
    assert "venue: CVPR" in changed
    assert 'date: "2024-01-08"' in changed


def test_what_was_sent_in_once_is_not_sent_in_again(tmp_path: Path, web: WebServer):
    papers = small_list(tmp_path, ARXIV)
    run(papers, web)

    said = run(papers, web)

    assert (said["published"], said["issues"]) == ([], [])


def test_a_dry_run_tells_and_sends_nothing(tmp_path: Path, web: WebServer):
    papers = small_list(tmp_path, ARXIV)

    said = run(papers, web, "--dry-run")

    assert [one["doi"] for one in said["published"]] == [DOI]
    assert said["issues"] == []
    assert "listbot/issue" not in papers.git("branch")


def test_crossref_knows_what_became_of_biorxivs_preprints(
    tmp_path: Path, web: WebServer
):
    papers = small_list(tmp_path, BIORXIV)

    said = run(papers, web, "--dry-run")

    assert [one["doi"] for one in said["published"]] == ["10.5555/cells.2024.1"]


def test_a_list_may_want_all_at_once(tmp_path: Path, web: WebServer):
    config = f"{CONFIG}several: true\npublications: together\n"
    papers = small_list(tmp_path, ARXIV, BIORXIV, config=config)

    said = run(papers, web)

    assert len(said["published"]) == 2
    assert said["issues"] == [1]


def test_of_many_at_once_each_is_known_by_the_title_of_its_entry(tmp_path: Path):
    config = f"{CONFIG}several: true\npublications: together\n"
    second = BIORXIV | {"slug": "z", "title": "Cells, by hand"}
    papers = small_list(tmp_path, ARXIV, second, config=config)
    in_print = document("crossref-journal.json")
    in_print["message"] |= {"title": ["What microscopes miss"], "updated-by": []}
    page = says(200, json.dumps(in_print).encode())

    with serving_registries({"/crossref/works/10.5555%2Fcells.2024.1": page}) as (
        web,
        _,
    ):
        run(papers, web)

    names = papers.git("diff", "--name-only", "main", "listbot/issue-1").split()
    assert names == [
        "README.md",
        "entries/2023/z.yml",
        "entries/2024/seeing-tissue.yml",
    ]


# Where there is no DOI


def without_doi(said: str) -> bytes:
    """Return arXiv's answer about a paper that names where it appeared in words."""
    feed = (DATA / "arxiv.xml").read_text("utf-8")
    feed = re.sub(r"    <arxiv:doi .*\n", "", feed)
    return feed.replace("CVPR (2024) 42-51", said).encode()


def run_where(papers: SmallList, said: str) -> dict[str, Any]:
    page = says(200, without_doi(said))
    with serving_registries({"/arxiv/api/query": page}) as (web, _):
        return run(papers, web)


def test_a_venue_of_the_list_that_arxiv_names_is_put_into_the_entry(tmp_path: Path):
    papers = small_list(tmp_path, ARXIV, config=f"{CONFIG}on_publication: move-date\n")

    said = run_where(papers, "Proc. CVPR (2025) 42-51")

    assert said == {
        "preprints": 1,
        "published": [],
        "named": [
            {
                "entry": "seeing-tissue",
                "said": "Proc. CVPR (2025) 42-51",
                "venue": "CVPR",
            }
        ],
        "issues": [1],
    }
    before = papers.git("show", "main:entries/2024/seeing-tissue.yml")
    assert papers.on_branch("entries/2024/seeing-tissue.yml", 1) == before.replace(
        "venue: arXiv", "venue: CVPR"
    ).replace('date: "2024-01-08"', 'date: "2025-06"')


def test_the_date_stays_where_the_list_wants_that(tmp_path: Path):
    papers = small_list(tmp_path, ARXIV)

    run_where(papers, "CVPR (2025) 42-51")

    changed = papers.on_branch("entries/2024/seeing-tissue.yml", 1)
    assert 'date: "2024-01-08"' in changed
    assert "venue: CVPR" in changed


def test_a_named_venue_is_sent_in_once(tmp_path: Path):
    papers = small_list(tmp_path, ARXIV)
    run_where(papers, "CVPR (2025) 42-51")

    again = run_where(papers, "CVPR (2025) 42-51")

    assert (again["named"], again["issues"]) == ([], [])


def test_an_entry_that_has_the_venue_is_left_alone(tmp_path: Path):
    papers = small_list(tmp_path, ARXIV | {"fields": {"venue": "CVPR"}})

    said = run_where(papers, "CVPR (2025) 42-51")

    assert (said["named"], said["issues"]) == ([], [])


@pytest.mark.parametrize(
    "said",
    [
        pytest.param("J. of Seeing 4 (2024) 1-9", id="a venue the list does not know"),
        pytest.param("submitted to CVPR 2025", id="submitted only"),
        pytest.param("CVPR 2025 Workshops", id="a workshop of it"),
        pytest.param("CVPR (2019) 1-9", id="a year before the preprint"),
    ],
)
def test_a_venue_that_is_not_sure_is_told_and_nothing_is_sent_in(
    tmp_path: Path, said: str
):
    papers = small_list(tmp_path, ARXIV)

    told = run_where(papers, said)

    assert told["named"] == [{"entry": "seeing-tissue", "said": said, "venue": None}]
    assert told["issues"] == []


def test_what_was_found_is_said_on_a_line_each():
    one = entry(title="Seeing tissue", slug="seeing")
    sure = Reference(entry=one, said="CVPR (2024) 42-51", answers={"venue": "CVPR"})
    unsure = Reference(entry=one, said="J. of Seeing 4", answers={})

    lines = publications.summary(
        publications.Sent(looked_at=7, named=(sure, unsure), issues=(12,))
    )

    assert lines == [
        "“Seeing tissue” appeared at CVPR: arXiv has “CVPR (2024) 42-51”, but no DOI.",
        (
            "“Seeing tissue”: arXiv has “J. of Seeing 4”, but no DOI, and which venue "
            "of `venues:` that is, is not sure. Change the entry by hand if it is "
            "right."
        ),
        "Sent in: issue 12.",
        "7 preprints: 1 published since.",
    ]


def test_all_at_once_needs_a_form_that_takes_several():
    with pytest.raises(ListbotError, match="needs “several: true”"):
        read_config(f"{CONFIG}publications: together\n", file="listbot.yml")


def test_arxiv_is_asked_for_a_hundred_at_once_and_again_when_it_refuses():
    papers = [f"2401.{number:05}" for number in range(150)]
    waits: list[float] = []
    refusing = in_turn(says(503), answers("arxiv.xml"))

    with serving_registries({"/arxiv/api/query": refusing}) as (server, doors):
        found = publishing.arxiv_facts(papers, doors, wait=waits.append)

    assert list(found) == ["2401.98765"]
    assert [asked.path.count(",") for asked in server.asked] == [99, 99, 49]
    assert waits == [6.0, 3.0]


def test_silence_is_no_news():
    with serving_registries({"/arxiv/api/query": says(500)}) as (_, doors):
        assert publishing.arxiv_facts(["2401.98765"], doors, wait=lambda _: None) == {}
