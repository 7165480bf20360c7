"""GitHub's own description of its API, as the measure of everything that passes.

A request or answer that GitHub would not send or take is reported, in one line each.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from jsonschema.exceptions import ValidationError

Json: TypeAlias = Any

_DATA = Path(__file__).parents[1] / "data" / "github"
# What any operation may answer without its description saying so.
_ERRORS = frozenset(
    {"401", "403", "404", "405", "409", "410", "422", "429", "502", "503"}
)
_REDIRECTS = frozenset({"301", "307", "308"})
# Documented in prose only: a bare array of names may stand for {"labels": […]}.
_BARE_ARRAYS = frozenset({"issues/add-labels", "issues/set-labels"})
_COMPOSERS = ("allOf", "anyOf")


@dataclass(frozen=True)
class Operation:
    """One method of one path, with the schemas of what goes in and comes out."""

    id: str
    query: Mapping[str, Draft202012Validator]
    body: Draft202012Validator | None
    body_required: bool
    responses: Mapping[str, Draft202012Validator | None]
    seen: dict[str, list[str]] = field(default_factory=dict[str, list[str]])

    def request_faults(self, query: Mapping[str, str], body: Json) -> list[str]:
        """Say what of a request GitHub's description does not allow."""
        key = json.dumps([dict(query), body])
        if key not in self.seen:
            self.seen[key] = list(self._request_faults(query, body))
        return self.seen[key]

    def response_faults(self, status: int, body: Json) -> list[str]:
        """Say what of an answer GitHub's description does not allow."""
        key = f"{status} {json.dumps(body)}"
        if key not in self.seen:
            self.seen[key] = list(self._response_faults(status, body))
        return self.seen[key]

    def _request_faults(self, query: Mapping[str, str], body: Json) -> Iterator[str]:
        for name, value in query.items():
            if name not in self.query:
                yield f"{self.id}: unknown parameter {name!r}"
            else:
                yield from self._faults(self.query[name], _typed(value), f"?{name}")
        if body is None:
            if self.body_required:
                yield f"{self.id}: a body is required"
        elif self.body is None:
            yield f"{self.id}: takes no body"
        elif not (self.id in _BARE_ARRAYS and _is_list_of_text(body)):
            yield from self._faults(self.body, body, "request")

    def _response_faults(self, status: int, body: Json) -> Iterator[str]:
        code = str(status)
        if code in _ERRORS:
            name = "validation-error" if "errors" in body else "basic-error"
            yield from self._faults(_named(name), body, code)
        elif code in self.responses:
            schema = self.responses[code]
            if schema is not None:
                yield from self._faults(schema, body, code)
            elif body is not None:
                yield f"{self.id}: {code} has no body"
        elif code not in _REDIRECTS:
            yield f"{self.id}: never answers {code}"

    def _faults(
        self, validator: Draft202012Validator, value: Json, where: str
    ) -> Iterator[str]:
        for error in _errors(validator, value):
            yield f"{self.id} {where}: {_in_words(error)}"


def _errors(validator: Draft202012Validator, value: Json) -> Iterator[ValidationError]:
    return validator.iter_errors(value)  # pyright: ignore[reportUnknownMemberType] - half typed


def _in_words(error: ValidationError) -> str:
    """Say what the innermost error is, and where."""
    while error.context:
        error = max(error.context, key=lambda inner: len(inner.absolute_path))
    path = "/".join(map(str, error.absolute_path))
    return f"{path or 'whole'}: {error.message[:300]}"


def _typed(value: str) -> int | bool | str:
    if value in {"true", "false"}:
        return value == "true"
    return int(value) if value.isdecimal() else value


def _is_list_of_text(body: Json) -> bool:
    return isinstance(body, list) and all(
        isinstance(one, str) for one in _children(body)
    )


@cache
def operations() -> Mapping[tuple[str, str], Operation]:
    """Return every operation that is described, by method and path."""
    return {
        (row["method"], row["path"]): Operation(
            row["id"],
            {name: _compiled(schema) for name, schema in row["query"].items()},
            None if row["body"] is None else _compiled(_closed(row["body"])),
            row["body_required"],
            {
                status: None if schema is None else _compiled(_closed(schema))
                for status, schema in row["responses"].items()
            },
        )
        for row in _read("openapi.json")["operations"]
    }


def event_faults(name: str, payload: Json) -> list[str]:
    """Say what of an event (such as `issues$opened`) GitHub would not send."""
    found = _errors(_event_validators()[name], payload)
    return [f"{name}: {_in_words(error)}" for error in found]


@cache
def _event_validators() -> Mapping[str, Draft202012Validator]:
    data = _read("webhooks.json")
    return {
        name: Draft202012Validator({**schema, "$defs": data["$defs"]})
        for name, schema in data["events"].items()
    }


@cache
def _named(name: str) -> Draft202012Validator:
    return _compiled({"$ref": f"#/$defs/{name}"})


def _compiled(schema: Json) -> Draft202012Validator:
    return Draft202012Validator(_absolute(schema), registry=_registry())


@cache
def _registry() -> Registry[Any]:
    definitions = _read("openapi.json")["$defs"]
    parts = _parts_of_composites(definitions)
    closed = {
        name: schema if name in parts else _closed(schema)
        for name, schema in definitions.items()
    }
    resource = Resource(contents={"$defs": closed}, specification=DRAFT202012)
    return Registry[Any]().with_resource("urn:github", resource)


def _parts_of_composites(schema: Json) -> set[str]:
    """Return the names of schemas that others extend by `allOf`: they stay open."""
    extended: list[Json] = schema.get("allOf", []) if _is_object(schema) else []
    here = {part["$ref"].rsplit("/", 1)[-1] for part in extended if "$ref" in part}
    return here.union(*(_parts_of_composites(part) for part in _children(schema)))


def _closed(schema: Json) -> Json:
    """Let objects have no keys but those described: our fake must not invent any."""
    closed = _mapped(_closed, schema)
    parts: list[Json] = closed.get("allOf", []) if _is_object(schema) else []
    for part in parts:
        # What one part says nothing about, another may.
        part.pop("additionalProperties", None)
    plain = _is_object(schema) and not any(one in schema for one in _COMPOSERS)
    if plain and "type" in schema and _is_object(schema.get("properties")):
        closed.setdefault("additionalProperties", False)
    return closed


def _absolute(schema: Json) -> Json:
    """Let references find the definitions from wherever they stand."""
    if _is_object(schema) and isinstance(schema.get("$ref"), str):
        return {"$ref": "urn:github" + schema["$ref"]}
    return _mapped(_absolute, schema)


def _is_object(schema: Json) -> bool:
    return isinstance(schema, dict)


def _children(schema: Json) -> list[Json]:
    if _is_object(schema):
        return list(schema.values())
    return schema if _is_list(schema) else []


def _mapped(change: Callable[[Json], Json], schema: Json) -> Json:
    if _is_object(schema):
        return {key: change(part) for key, part in schema.items()}
    return [change(part) for part in schema] if _is_list(schema) else schema


def _is_list(schema: Json) -> bool:
    return isinstance(schema, list)


@cache
def _read(name: str) -> dict[str, Json]:
    return json.loads((_DATA / name).read_text(encoding="utf-8"))
