"""Whether an answer has the shape that its registry publishes.

DataCite's schema comes from the package `datacite`. No package carries one of what
Crossref answers, so that one is ours: `tests/data/registries/crossref.schema.json`.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Any, cast

from jsonschema import Draft201909Validator, Draft202012Validator
from jsonschema.exceptions import best_match  # pyright: ignore[reportUnknownVariableType]

_OURS = Path(__file__).parents[1] / "data" / "registries" / "crossref.schema.json"
_DATACITE = "datacite/schemas/datacite-v4.5.json"


def crossref_fault(answer: Any) -> str:
    """Return what is wrong with the shape of an answer of Crossref's, or nothing."""
    return _fault(_crossref(), answer)


def datacite_fault(answer: Any) -> str:
    """Return what is wrong with the shape of an answer of DataCite's, or nothing.

    The schema is of what is deposited. The interface gives it back with two differences
    that its documentation shows: https://support.datacite.org/docs/api-get-doi
    """
    if set(answer) != {"data"} or answer["data"]["type"] != "dois":
        return "$: no `data` of the type “dois”"
    return _fault(_datacite(), _as_deposited(answer["data"]["attributes"]))


def _as_deposited(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """Write the publisher's name and the year the way they are deposited."""
    changed = dict(attributes)
    if isinstance(changed.get("publisher"), str):
        changed["publisher"] = {"name": changed["publisher"]}
    if isinstance(changed.get("publicationYear"), int):
        changed["publicationYear"] = str(changed["publicationYear"])
    return changed


def _fault(validator: Any, answer: Any) -> str:
    found = cast("Any", best_match(validator.iter_errors(answer)))
    return f"{found.json_path}: {found.message}" if found else ""


@cache
def _crossref() -> Any:
    return Draft202012Validator(json.loads(_OURS.read_text("utf-8")))


@cache
def _datacite() -> Any:
    # Found without importing the package, which would bring a client along.
    path = Path(str(distribution("datacite").locate_file(_DATACITE)))
    return Draft201909Validator(json.loads(path.read_text("utf-8")))
