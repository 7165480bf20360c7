"""Write the page about `listbot.yml` from its model. No I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from listbot.catalog.schema import json_schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_INTRODUCTION = """\
# Configuration

`listbot.yml` stands at the top of the repository. This page is written from the model
that reads it, by `scripts/write_configuration_page.py`; `listbot schema config` prints
the same as JSON Schema, for editors. Every value is read as it is written: `no` is a
text where a text belongs. A key that does not exist is refused, with the nearest one
that does. The smallest configuration:

```yaml
title: Papers on seeing
sections: [Vision, Language]
links: [PDF, Code]
```
"""
_SECTIONS = """\
## `sections`

A section is a title; a title with the sections in it; or a title with settings.
Entries refer to a section by its slug. It is made from the title, with that of the
section above in front where a title comes again; set it to rename a section without
touching entries.

```yaml
sections:
  - Surveys
  - Models:
      - Vision
      - Language
  - Data sets:
      slug: data
      order: title
      sections: [Images, Texts]
```

A list may be made of several Markdown files. A section with a `file` stands there, with
the sections inside it; its markers, or one pair of `entries` for the whole file, stand
in that file. Numbers, counts, years and contents are those of the file they stand in;
in a file without sections, such as a README that is only an index, those of the list.

```yaml
sections:
  - Vision:
      file: papers/vision.md
      sections: [Surveys, Models]
  - Language:
      file: papers/language.md
```
"""
_FIELDS = """\
## `fields`

The answer stands under the field's key at the top level of an entry file. A list of
keys is enough where none of them needs settings.

```yaml
fields:
  venue: {label: Venue, help: The journal or conference.}
  kind: {type: choice, options: [Journal, Preprint]}
```
"""
_LINKS = """\
## `links`

```yaml
links:
  PDF: {required: true, icon: "📄"}
  Code:
```
"""
_VENUES = """\
## `venues`

```yaml
venues:
  CVPR: {name: Computer Vision and Pattern Recognition, kind: conference, month: 6}
```
"""
# Each part: what stands above its table, and its name in the schema.
_PARTS = (
    (_SECTIONS, "SectionSettings"),
    (_FIELDS, "OwnField"),
    (_LINKS, "LinkKind"),
    (_VENUES, "Venue"),
    ("## `limits`\n", "Limits"),
    ("## `audit`\n", "Audit"),
)
_WORDS = {
    "settings": "settings",
    "string": "text",
    "boolean": "true or false",
    "integer": "whole number",
    "number": "number",
    "array": "list",
    "object": "settings, by name",
}
_LIMITS = {
    "minimum": "at least",
    "exclusiveMinimum": "more than",
    "maximum": "at most",
}


def describe_config() -> str:
    """Return the page as Markdown: every key, its values, its default, what it does."""
    schema = json_schema("config")
    parts = [
        _INTRODUCTION,
        *_table(schema),
        *(
            line
            for heading, name in _PARTS
            for line in ("", heading, *_table(schema["$defs"][name]))
        ),
    ]
    return "\n".join(parts) + "\n"


def _table(schema: Mapping[str, Any]) -> Iterator[str]:
    yield "| key | value | default | |"
    yield "|---|---|---|---|"
    required = schema.get("required", [])
    for key, value in schema["properties"].items():
        default = "required" if key in required else _default(value)
        yield f"| `{key}` | {_value(value)} | {default} | {value['description']} |"


def _value(schema: Mapping[str, Any]) -> str:
    if "enum" in schema:
        return ", ".join(f"`{option}`" for option in schema["enum"])
    kinds = [one for one in schema.get("anyOf", []) if one.get("type") != "null"]
    if kinds:
        return _value(kinds[0])
    limits = [f"{word} {schema[key]}" for key, word in _LIMITS.items() if key in schema]
    return ", ".join([_WORDS[schema.get("type", "settings")], *limits])


def _default(schema: Mapping[str, Any]) -> str:
    default = schema.get("default")
    if default is None or default == [] or isinstance(default, dict):
        return ""
    return f"`{str(default).lower() if isinstance(default, bool) else default}`"
