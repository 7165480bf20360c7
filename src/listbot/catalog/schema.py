"""The JSON Schemas of what listbot reads and writes, made from its models. No I/O."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from pydantic import TypeAdapter

from listbot.catalog.config import Config
from listbot.catalog.errors import ListbotError
from listbot.catalog.link_verdict import LinkVerdict
from listbot.catalog.model import Entry, Finding
from listbot.catalog.plan import Plan
from listbot.catalog.wording import did_you_mean, listed, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Schema: TypeAlias = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(name: str) -> Schema:
    """Return the JSON Schema (2020-12) of config, entry, plan, findings or audit.

    `config` and `entry` describe the files as any YAML reader sees them; `findings`
    the list of findings, alone or as the key of that name in a document; `audit` a
    line: a link, or the summary. What listbot writes has every key, and may one day
    have more. Raises ListbotError for any other name.
    """
    if name not in _SCHEMA_BY_NAME:
        hint = did_you_mean(name, _SCHEMA_BY_NAME)
        hint = hint or f"There are {listed(_SCHEMA_BY_NAME, last='and')}."
        message = f"There is no schema {quoted(name)}. {hint}"
        raise ListbotError(message)
    return {"$schema": _DIALECT, **_SCHEMA_BY_NAME[name]()}


@dataclass(frozen=True, kw_only=True)
class _Summary:
    """What a run of the audit came to: links, by verdict too, and what it cost.

    *at* is the instant it is dated by.
    """

    links: int
    alive: int
    moved: int
    dead: int
    blocked: int
    unknown: int
    requests: int
    seconds: float
    connections: int
    at: str


@dataclass(frozen=True, kw_only=True)
class _AuditedLink(LinkVerdict):
    """One link, what was learnt about it, and the slugs of the entries that have it."""

    entries: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class _LastLine:
    """The last line of an audit."""

    summary: _Summary


def _config() -> Schema:
    schema = TypeAdapter(Config).json_schema()
    schema["title"] = "listbot.yml"
    inside = {"type": "array", "items": {"$ref": "#/$defs/Section"}, "minItems": 1}
    settings = schema["$defs"].pop("SectionNode")
    settings["title"] = "SectionSettings"
    described = {**settings["properties"]["sections"], **inside, "minItems": 0}
    settings["properties"]["sections"] = described
    del settings["properties"]["title"], settings["required"]
    schema["$defs"] |= {"SectionSettings": settings, "Section": _section(inside)}
    properties = schema["properties"]
    properties["sections"] = {**properties["sections"], **inside}
    for key in ("fields", "links", "venues"):
        properties[key] = _named_parts(properties[key])
    return schema


def _section(inside: Schema) -> Schema:
    """Describe a section: a title, alone or with what belongs to it."""
    below = [inside, {"$ref": "#/$defs/SectionSettings"}, {"type": "null"}]
    titled = {
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": {"anyOf": below},
    }
    return {
        "description": "A title; or a title with the sections in it, or its settings.",
        "anyOf": [{"type": "string", "minLength": 1}, titled],
    }


def _named_parts(schema: Schema) -> Schema:
    """Let a part be only named: `PDF:` without settings, or all names as a list."""
    settings = {"anyOf": [schema.pop("additionalProperties"), {"type": "null"}]}
    minimum = schema.pop("minProperties", 0)
    about = {key: schema[key] for key in ("description", "title") if key in schema}
    by_name = {"type": "object", "additionalProperties": settings}
    names = {"type": "array", "items": {"type": "string"}}
    return {
        **about,
        "anyOf": [
            {**by_name, "minProperties": minimum},
            {**names, "minItems": minimum},
        ],
    }


def _entry() -> Schema:
    schema = TypeAdapter(Entry).json_schema()
    properties = schema["properties"]
    del properties["fields"], properties["path"]
    schema["required"].remove("path")
    # A year alone is a number to most readers of YAML.
    properties["date"]["anyOf"].append({"type": "integer", "minimum": 1})
    one = {"type": ["string", "number", "boolean", "null"]}
    schema["additionalProperties"] = {
        "description": "A field of the list's own.",
        "anyOf": [one, {"type": "array", "items": one}],
    }
    return schema


def _plan() -> Schema:
    return _written(Plan)


def _findings() -> Schema:
    schema = _written(tuple[Finding, ...])
    shared = schema.pop("$defs")
    document = {
        "type": "object",
        "properties": {"findings": schema},
        "required": ["findings"],
    }
    return {"$defs": shared, "anyOf": [schema, document]}


def _audit() -> Schema:
    schema = _written(_AuditedLink | _LastLine)
    link = schema["$defs"]["_AuditedLink"]
    # Copies are looked for when a link is reported dead.
    del link["properties"]["archived"]
    link["required"].remove("archived")
    return schema


def _written(shape: Any) -> Schema:  # noqa: ANN401 - any type there is
    """Describe what listbot writes: no key is ever left out."""
    schema = TypeAdapter(shape).json_schema(mode="serialization")
    for part in (schema, *schema.get("$defs", {}).values()):
        if "properties" in part:
            part["required"] = list(part["properties"])
    return schema


_SCHEMA_BY_NAME: Mapping[str, Callable[[], Schema]] = {
    "config": _config,
    "entry": _entry,
    "plan": _plan,
    "findings": _findings,
    "audit": _audit,
}
