"""Our own answers of registries have the shape of real ones."""

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from web_lab.registries import DATA, crossref_found, document
from web_lab.shapes import crossref_fault, datacite_fault

ROOT = Path(__file__).parents[1]
CROSSREF = sorted(path.name for path in DATA.glob("crossref-*.json"))
DATACITE = sorted(path.name for path in DATA.glob("datacite-*.json"))


@pytest.mark.parametrize("name", CROSSREF)
def test_works_have_the_shape_that_crossref_documents(name: str):
    assert crossref_fault(document(name)) == ""
    assert crossref_fault(json.loads(crossref_found(name))) == ""


@pytest.mark.parametrize("name", DATACITE)
def test_records_have_the_shape_that_datacite_publishes(name: str):
    assert datacite_fault(document(name)) == ""


def test_the_registries_of_the_demo_have_their_shapes_too():
    faults = {
        path: (crossref_fault if path.startswith("/crossref") else datacite_fault)(said)
        for path, said in _said_in_the_demo().items()
        if path.startswith(("/crossref", "/datacite"))
    }

    assert len(faults) == 2
    assert not any(faults.values()), faults


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        pytest.param(
            {"title": "Text"},
            "$.message.title: 'Text' is not of type 'array'",
            id="a title in no list",
        ),
        pytest.param(
            {"issued": {"date-parts": [2024, 6]}},
            "$.message.issued['date-parts']: [2024, 6] is too long",
            id="a date one list short",
        ),
        pytest.param(
            {"publishd": {}},
            "$.message: Additional properties are not allowed ('publishd' was "
            "unexpected)",
            id="a misspelt name",
        ),
    ],
)
def test_another_shape_of_a_work_is_seen(changes: dict[str, Any], fault: str):
    record = document("crossref-conference.json")
    record["message"] |= changes

    assert crossref_fault(record) == fault


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        pytest.param(
            {"titles": ["Text"]},
            "$.titles[0]: 'Text' is not of type 'object'",
            id="a title without its object",
        ),
        pytest.param(
            {"dates": [{"date": "2024", "dateType": "Printed"}]},
            "$.dates[0].dateType: 'Printed' is not one of",
            id="a kind of date that there is not",
        ),
        pytest.param(
            {
                "relatedIdentifiers": [
                    {"relatedIdentifier": "10.5555/x", "relatedIdentifierType": "DOI"}
                ]
            },
            "$.relatedIdentifiers[0]: 'relationType' is a required property",
            id="a relation of no kind",
        ),
    ],
)
def test_another_shape_of_a_record_is_seen(changes: dict[str, Any], fault: str):
    record = document("datacite-arxiv.json")
    record["data"]["attributes"] |= changes

    assert datacite_fault(record).startswith(fault)


def _said_in_the_demo() -> dict[str, Any]:
    path = ROOT / "examples" / "registries.py"
    spec = importlib.util.spec_from_file_location("demo_registries", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return dict(module.ANSWERS)
