"""The JSON Schemas of what listbot reads and writes, made from its models. No I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from listbot.catalog.config import Config
from listbot.catalog.model import Entry, Finding, LinkVerdict, ListbotError, Plan
from listbot.catalog.wording import did_you_mean, listed, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

_MODEL_BY_NAME: Mapping[str, Any] = {
    "config": Config,
    "entry": Entry,
    "plan": Plan,
    "findings": tuple[Finding, ...],
    "audit": LinkVerdict,
}
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
# Sections are written as titles, alone or with what is below them.
_SECTION = {
    "anyOf": [
        {"type": "string"},
        {
            "type": "object",
            "maxProperties": 1,
            "additionalProperties": {
                "anyOf": [
                    {"type": "array", "items": {"$ref": "#/$defs/Section"}},
                    {"$ref": "#/$defs/SectionSettings"},
                ]
            },
        },
    ]
}


def json_schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of config, entry, plan, findings or audit.

    Raises ListbotError for any other name.
    """
    if name not in _MODEL_BY_NAME:
        hint = did_you_mean(name, _MODEL_BY_NAME)
        hint = hint or f"There are {listed(_MODEL_BY_NAME, last='and')}."
        message = f"There is no schema {quoted(name)}. {hint}"
        raise ListbotError(message)
    schema = TypeAdapter(_MODEL_BY_NAME[name]).json_schema()
    if name == "entry":
        _as_entries_are_written(schema)
    if name == "config":
        _as_sections_are_written(schema)
    return {"$schema": _DIALECT, **schema}


def _as_entries_are_written(schema: dict[str, Any]) -> None:
    """Let the list's own fields stand at the top level; the path is not in the file."""
    for key in ("fields", "path"):
        schema["properties"].pop(key, None)
    schema["required"] = [key for key in schema["required"] if key != "path"]
    texts = {"type": "array", "items": {"type": "string"}}
    schema["additionalProperties"] = {"anyOf": [{"type": "string"}, texts]}


def _as_sections_are_written(schema: dict[str, Any]) -> None:
    settings = schema["$defs"].pop("SectionNode")
    settings["properties"].pop("title")
    settings["properties"]["sections"] = {
        "type": "array",
        "items": {"$ref": "#/$defs/Section"},
    }
    settings.pop("required", None)
    schema["$defs"] |= {"Section": _SECTION, "SectionSettings": settings}
    schema["properties"]["sections"]["items"] = {"$ref": "#/$defs/Section"}
