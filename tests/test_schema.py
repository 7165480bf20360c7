"""The published schemas fit what is really read and written, and nothing else."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

from listbot.catalog.errors import ListbotError
from listbot.catalog.link_verdict import LinkVerdict
from listbot.catalog.model import Finding
from listbot.catalog.plan import Labels, Place, Plan, Proposal
from listbot.catalog.schema import json_schema

NAMES = ["config", "entry", "plan", "findings", "audit"]
EXAMPLE = Path(__file__).parents[1] / "examples" / "pathology"
FINDING = Finding(
    code="dead-link", message="It is gone.", file="entries/2024/x.yml", line=3
)
PROPOSAL = Proposal(
    branch="listbot/issue-7",
    title="Add x",
    body="",
    commit_message="Add x",
    files={"README.md": "# A\n"},
)
PLAN = Plan(
    issue=7,
    outcome="in-review",
    findings=(FINDING,),
    entry={"title": "x"},
    place=Place(section="vision", number=23, after=None, before="y"),
    labels=Labels(add=("listbot:in-review",)),
    proposal=PROPOSAL,
)
DEAD = LinkVerdict(url="https://a", verdict="dead", status=404)
LINK: dict[str, Any] = asdict(DEAD) | {"entries": ["one"]}
SUMMARY = {
    **dict.fromkeys(("links", "alive", "moved", "dead", "blocked", "unknown"), 1),
    "requests": 1,
    "connections": 1,
    "seconds": 0.2,
    "at": "2026-11-23T12:00:00Z",
}


def read(text: str) -> Any:
    """Read YAML as an editor does that knows nothing of listbot."""
    return YAML(typ="safe", pure=True).load(text)  # pyright: ignore[reportUnknownMemberType]


def fits(name: str, value: Any) -> bool:
    # What a script gets is JSON: tuples are lists there.
    plain = json.loads(json.dumps(value, default=str))
    validator = jsonschema.Draft202012Validator(json_schema(name))
    return not [*validator.iter_errors(plain)]  # pyright: ignore[reportUnknownMemberType]


@pytest.mark.parametrize("name", NAMES)
def test_every_schema_is_one_and_says_what_it_describes(name: str):
    schema = json_schema(name)

    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_the_example_list_fits():
    config = read((EXAMPLE / "listbot.yml").read_text())
    entries = [read(path.read_text()) for path in EXAMPLE.glob("entries/*/*.yml")]

    assert fits("config", config)
    assert entries
    assert all(fits("entry", entry) for entry in entries)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param(
            "config",
            "title: a\nsections: [Vision]\nlinks: [PDF]\n",
            id="the smallest configuration",
        ),
        pytest.param(
            "config",
            "title: a\nsections:\n  - A:\n      - B:\n  - C: {slug: c, sections: [D]}\n"
            "fields:\n  venue:\n  kind: {type: choice, options: [x]}\n"
            "links:\n  PDF: {required: true}\n  Code:\nlimits: {open_per_author: 3}\n",
            id="all ways to write parts",
        ),
        pytest.param("entry", "title: a\nsections: [b]\n", id="the smallest entry"),
        pytest.param(
            "entry",
            "title: a\ndate: 2024\nsections: [b, c]\nvenue: CVPR\nauthors: [d, e]\n"
            "links: {PDF: https://a, Code: [https://b, https://c]}\n"
            "ids: {doi: 10.1/2}\nposition: {b: 1, c: 2}\nas_written: |\n  - a\n"
            "added: '2026-11-23'\nsubmitted: {by: octocat, issue: 7}\n",
            id="a full entry",
        ),
    ],
)
def test_files_that_are_read_fit(name: str, text: str):
    assert fits(name, read(text))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("config", "title: a\nlinks: [PDF]\n", id="no sections"),
        pytest.param(
            "config", "title: a\nsections: [b]\nlinks: []\n", id="no kinds of link"
        ),
        pytest.param(
            "config",
            "titel: a\ntitle: a\nsections: [b]\nlinks: [c]\n",
            id="an unknown key",
        ),
        pytest.param(
            "config",
            "title: a\nsections: [{b: {colour: red}}]\nlinks: [c]\n",
            id="an unknown setting of a section",
        ),
        pytest.param("entry", "title: a\n", id="no section"),
        pytest.param("entry", "title: a\nsections: [b]\ndate: March\n", id="no date"),
        pytest.param("entry", "title: a\nsections: [b]\nlinks: c\n", id="no mapping"),
    ],
)
def test_files_that_are_refused_do_not_fit(name: str, text: str):
    assert not fits(name, read(text))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("plan", asdict(PLAN), id="a plan"),
        pytest.param(
            "plan", asdict(Plan(issue=7, outcome="ignored")), id="a short plan"
        ),
        pytest.param("findings", [], id="nothing found"),
        pytest.param("findings", [asdict(FINDING)], id="a list of findings"),
        pytest.param(
            "findings",
            {"findings": [asdict(FINDING)], "entries": 77, "sections": 8},
            id="the report of a check",
        ),
        pytest.param("audit", LINK, id="a link"),
        pytest.param("audit", {"summary": SUMMARY}, id="the summary"),
    ],
)
def test_what_is_written_fits(name: str, value: Any):
    assert fits(name, value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("plan", {**asdict(PLAN), "outcome": "fine"}, id="no outcome"),
        pytest.param("plan", {"issue": 7, "outcome": "ignored"}, id="keys left out"),
        pytest.param("findings", [{"code": "x"}], id="half a finding"),
        pytest.param("findings", {"entries": 77}, id="a document without findings"),
        pytest.param("audit", {**LINK, "verdict": "gone"}, id="no verdict"),
        pytest.param("audit", {"links": 1}, id="neither link nor summary"),
    ],
)
def test_what_is_not_written_does_not_fit(name: str, value: Any):
    assert not fits(name, value)


def test_every_key_of_the_files_is_described():
    for name in ("config", "entry"):
        schema = json_schema(name)
        for part in (schema, *schema.get("$defs", {}).values()):
            for key, value in part.get("properties", {}).items():
                assert value.get("description"), f"{name}: {key}"


def test_other_names_are_told():
    with pytest.raises(ListbotError) as near:
        json_schema("entries")
    with pytest.raises(ListbotError) as far:
        json_schema("x")

    assert str(near.value) == "There is no schema “entries”. Did you mean “entry”?"
    assert str(far.value) == (
        "There is no schema “x”. There are config, entry, plan, findings and audit."
    )
