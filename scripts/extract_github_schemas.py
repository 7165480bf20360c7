"""Extract what our fake GitHub is measured by from GitHub's published descriptions.

`python scripts/extract_github_schemas.py` packs two npm packages into a temporary
folder, takes the operations and events we use out of them, turns them into JSON
Schema, and writes `tests/data/github/`. Run it again to take up a newer version.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any, TypeAlias

import graphql
from extract_graphql_types import extracted_types

Json: TypeAlias = Any

OPENAPI = "@octokit/openapi@23.0.2"
WEBHOOKS = "@octokit/webhooks-schemas@7.6.1"
GRAPHQL = "@octokit/graphql-schema@15.26.1"
OUT = Path(__file__).parents[1] / "tests" / "data" / "github"

_REPO = "/repos/{owner}/{repo}"
OPERATIONS: dict[str, str] = {
    "/user": "get",
    "/rate_limit": "get",
    _REPO: "get",
    f"{_REPO}/branches": "get",
    f"{_REPO}/branches/{{branch}}": "get",
    f"{_REPO}/check-runs": "post",
    f"{_REPO}/check-runs/{{check_run_id}}": "get patch",
    f"{_REPO}/check-runs/{{check_run_id}}/annotations": "get",
    f"{_REPO}/collaborators/{{username}}": "get put delete",
    f"{_REPO}/collaborators/{{username}}/permission": "get",
    f"{_REPO}/commits/{{ref}}": "get",
    f"{_REPO}/commits/{{ref}}/check-runs": "get",
    f"{_REPO}/compare/{{basehead}}": "get",
    f"{_REPO}/contents/{{path}}": "get put delete",
    f"{_REPO}/git/blobs": "post",
    f"{_REPO}/git/blobs/{{file_sha}}": "get",
    f"{_REPO}/git/commits": "post",
    f"{_REPO}/git/commits/{{commit_sha}}": "get",
    f"{_REPO}/git/matching-refs/{{ref}}": "get",
    f"{_REPO}/git/ref/{{ref}}": "get",
    f"{_REPO}/git/refs": "post",
    f"{_REPO}/git/refs/{{ref}}": "patch delete",
    f"{_REPO}/git/trees": "post",
    f"{_REPO}/git/trees/{{tree_sha}}": "get",
    f"{_REPO}/issues": "get post",
    f"{_REPO}/issues/comments/{{comment_id}}": "get patch delete",
    f"{_REPO}/issues/comments/{{comment_id}}/reactions": "get post",
    f"{_REPO}/issues/{{issue_number}}": "get patch",
    f"{_REPO}/issues/{{issue_number}}/comments": "get post",
    f"{_REPO}/issues/{{issue_number}}/labels": "get post put delete",
    f"{_REPO}/issues/{{issue_number}}/labels/{{name}}": "delete",
    f"{_REPO}/issues/{{issue_number}}/lock": "put delete",
    f"{_REPO}/issues/{{issue_number}}/reactions": "get post",
    f"{_REPO}/labels": "get post",
    f"{_REPO}/labels/{{name}}": "get patch delete",
    f"{_REPO}/merges": "post",
    f"{_REPO}/pulls": "get post",
    f"{_REPO}/pulls/{{pull_number}}": "get patch",
    f"{_REPO}/pulls/{{pull_number}}/commits": "get",
    f"{_REPO}/pulls/{{pull_number}}/files": "get",
    f"{_REPO}/pulls/{{pull_number}}/merge": "get put",
    f"{_REPO}/pulls/{{pull_number}}/reviews": "get post",
}
EVENTS = (
    "issues$opened",
    "issues$edited",
    "issues$reopened",
    "issues$closed",
    "issue_comment$created",
    "issue_comment$edited",
    "pull_request$closed",
    "push$event",
    "workflow_dispatch$event",
)
NOTICE = """\
`openapi.json`, `webhooks.json` and `schema.graphql` are subsets of GitHub's own
descriptions of its API and of its webhooks, taken by
`scripts/extract_github_schemas.py` out of the npm packages
{openapi}, {webhooks} and
{graphql}: what listbot's tests meet, without its prose, the
first two turned into JSON Schema 2020-12.

The packages are published under the MIT licence:

{openapi}: {licence}

{webhooks}: MIT ("license" in its package.json), author Gregor Martynus,
https://github.com/octokit/webhooks; the text of the licence is the same as above.

{graphql}: {graphql_licence}
"""

_PROSE = frozenset(
    {
        *("title", "description", "example", "examples", "externalDocs"),
        *("default", "deprecated", "discriminator", "format", "readOnly"),
        *("tsAdditionalProperties", "tsType", "writeOnly", "xml"),
        *("$id", "$schema", "nullable"),
    }
)
_COMPOSERS = ("allOf", "anyOf", "oneOf")


def main() -> None:
    """Write the three extracts and the licence notice beside them."""
    with tempfile.TemporaryDirectory() as folder:
        openapi = _unpacked(OPENAPI, Path(folder))
        webhooks = _unpacked(WEBHOOKS, Path(folder))
        source = json.loads((openapi / "generated/api.github.com.json").read_text())
        licence = (openapi / "LICENSE").read_text().strip()
        hooks = json.loads((webhooks / "schema.json").read_text())
        types = _unpacked(GRAPHQL, Path(folder))
        sdl = (types / "schema.graphql").read_text()
        # Two fields of the published text stand in it twice.
        schema = graphql.build_schema(sdl, assume_valid_sdl=True)
        graphql_licence = (types / "LICENSE.md").read_text().strip()
    OUT.mkdir(parents=True, exist_ok=True)
    _write("openapi.json", extracted_operations(source))
    _write("webhooks.json", extracted_events(hooks))
    sdl = extracted_types(schema)
    (OUT / "schema.graphql").write_text(sdl)
    sys.stdout.write(f"schema.graphql: {len(sdl):,} characters\n")
    notice = NOTICE.format(
        openapi=OPENAPI,
        webhooks=WEBHOOKS,
        graphql=GRAPHQL,
        licence=licence,
        graphql_licence=graphql_licence,
    )
    (OUT / "NOTICE.md").write_text(notice)


def _unpacked(package: str, folder: Path) -> Path:
    pack = ["npm", "pack", "--silent", "--pack-destination", str(folder), package]
    done = subprocess.run(pack, check=True, capture_output=True, text=True)  # noqa: S603 - fixed words
    place = folder / done.stdout.strip().removesuffix(".tgz")
    with tarfile.open(folder / done.stdout.strip()) as archive:
        archive.extractall(place, filter="data")
    return place / "package"


def _write(name: str, extract: dict[str, Any]) -> None:
    text = json.dumps(extract, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    (OUT / name).write_text(text)
    sys.stdout.write(f"{name}: {len(text):,} characters\n")


def extracted_operations(source: dict[str, Any]) -> dict[str, Any]:
    """Return every operation of `OPERATIONS` and the schemas they lead to."""
    operations = [
        _operation(source, method, path)
        for path, methods in OPERATIONS.items()
        for method in methods.split()
    ]
    schemas = source["components"]["schemas"]
    return {
        "source": OPENAPI,
        "operations": operations,
        "$defs": _reached(operations, schemas),
    }


def _operation(source: dict[str, Any], method: str, path: str) -> dict[str, Any]:
    described = source["paths"][path][method]
    parameters = [_followed(source, part) for part in described.get("parameters", [])]
    body = described.get("requestBody", {})
    return {
        "id": described["operationId"],
        "method": method.upper(),
        "path": path,
        "query": {
            part["name"]: _as_json_schema(part["schema"])
            for part in parameters
            if part["in"] == "query"
        },
        "body": _content(body),
        "body_required": body.get("required", False),
        "responses": {
            status: _content(_followed(source, response))
            for status, response in described["responses"].items()
        },
    }


def _followed(source: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in part:
        return part
    found: Any = source
    for step in part["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    return found


def _content(part: dict[str, Any]) -> Json:
    schema = part.get("content", {}).get("application/json", {}).get("schema")
    return None if schema is None else _as_json_schema(schema)


def extracted_events(source: dict[str, Any]) -> dict[str, Any]:
    """Return every event of `EVENTS` and the schemas they lead to."""
    definitions = source["definitions"]
    events = {name: _as_json_schema(definitions[name]) for name in EVENTS}
    return {
        "source": WEBHOOKS,
        "events": events,
        "$defs": _reached(events, definitions),
    }


def _reached(start: object, schemas: dict[str, Any]) -> dict[str, Any]:
    """Return the schemas that *start* refers to, and those they refer to in turn."""
    found: dict[str, Any] = {}
    waiting = _names(start)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = _as_json_schema(schemas[name])
            waiting |= _names(found[name])
    return found


def _names(schema: object) -> set[str]:
    if isinstance(schema, list):
        return {name for part in schema for name in _names(part)}
    if not isinstance(schema, dict):
        return set()
    here = {schema["$ref"].rsplit("/", 1)[-1]} if "$ref" in schema else set[str]()
    return here | {name for part in schema.values() for name in _names(part)}


def _as_json_schema(schema: Json) -> Json:
    """Turn an OpenAPI 3.0 or draft-07 schema into JSON Schema 2020-12.

    `oneOf` becomes `anyOf`, because GitHub's alternatives overlap.
    """
    if isinstance(schema, list):
        return [_as_json_schema(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return {"$ref": "#/$defs/" + schema["$ref"].rsplit("/", 1)[-1]}
    plain = {
        "anyOf" if key == "oneOf" else key: _part(key, value)
        for key, value in schema.items()
        if key not in _PROSE and not key.startswith("x-")
    }
    return _nullable(plain) if schema.get("nullable") else plain


def _part(key: str, value: Json) -> Json:
    if key == "properties":
        return {name: _as_json_schema(part) for name, part in value.items()}
    if key in ("enum", "required", "const"):
        return value
    return _as_json_schema(value)


def _nullable(schema: dict[str, Any]) -> dict[str, Any]:
    if any(composer in schema for composer in _COMPOSERS) or "type" not in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    if "enum" in schema and None not in schema["enum"]:
        schema["enum"] = [*schema["enum"], None]
    return {**schema, "type": [schema["type"], "null"]}


if __name__ == "__main__":
    main()
