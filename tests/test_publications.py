"""Listed preprints that were published since become updates of their entries."""

import json
import os
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from listbot.catalog.config_reader import read_config
from listbot.catalog.model import ListbotError
from listbot.web.metadata import publishing
from small_list import CONFIG, SmallList, small_list
from web_lab.registries import answers, serving_registries
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
    command = [sys.executable, "-m", "listbot", "publications", "--json", *words]
    done = subprocess.run(
        [*command, "--repo", str(papers.folder), "--now", "2026-11-23T12:00:00Z"],
        env=os.environ | bases,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_preprint_that_was_published_is_sent_in_and_updates_its_entry(
    tmp_path: Path, web: WebServer
):
    papers = small_list(tmp_path, ARXIV, PUBLISHED)

    said = run(papers, web)

    assert said == {
        "preprints": 1,
        "published": [{"entry": "seeing-tissue", "doi": DOI}],
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
