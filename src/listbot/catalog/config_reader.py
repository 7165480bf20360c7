"""Read `listbot.yml`: a configuration, or everything that is wrong with it. No I/O."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from listbot.catalog import slugs
from listbot.catalog.config import Config, LinkKind, OwnField, SectionNode
from listbot.catalog.entry_reader import KEYS
from listbot.catalog.model import ListbotError
from listbot.catalog.wording import did_you_mean, listed, quoted
from listbot.catalog.yaml_text import CONFIG_LIMIT, Document, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic import BaseModel
    from pydantic_core import ErrorDetails

    from listbot.catalog.yaml_text import Path, Value

_SETTINGS_OF_SECTION = frozenset(SectionNode.model_fields) - {"title"}
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


def read_config(text: str, *, file: str = "listbot.yml") -> Config:
    """Read the text of `listbot.yml`.

    Raises ListbotError with one line for each problem, in the order of the file: what,
    on which line, and what to write instead.
    """
    document = read_yaml(text, file=file, limit=CONFIG_LIMIT)
    problems: list[tuple[int, str]] = []
    data: dict[str, Any] = dict(document.data)
    data["sections"] = _Sections(document, problems).nodes(data.get("sections"))
    _spell_out(data)
    config = None
    try:
        config = Config.model_validate(data)
    except ValidationError as error:
        problems += [_problem(found, document) for found in error.errors()]
    problems += _misnamed(document)
    if config is not None:
        problems += _unfit_fields(config, document)
    if problems or config is None:
        ordered = sorted(set(problems))
        lines = [f"{file}, line {line}: {sentence}" for line, sentence in ordered]
        raise ListbotError("\n".join(lines), file=file, line=ordered[0][0])
    return config


class _Sections:
    """The tree of sections on its way from what people write to its nodes.

    A section is a title, or a mapping of the title to its children, or of the title to
    settings (`slug`, `order`, `style`, and its children as `sections`).
    """

    def __init__(self, document: Document, problems: list[tuple[int, str]]) -> None:
        self._document = document
        self._problems = problems
        self._taken: set[str] = set()

    def nodes(self, value: object, at: Path = ("sections",)) -> list[dict[str, Any]]:
        """Return the nodes below one list of sections."""
        if not isinstance(value, list):
            self._say(at, "“sections” is a list; write “- Title” for each section.")
            return []
        found = [
            self._node(item, (*at, index))
            for index, item in enumerate(value)  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
        ]
        return [node for node in found if node]

    def _node(self, item: object, at: Path) -> dict[str, Any] | None:
        if isinstance(item, str) and item.strip():
            return {"title": item, "slug": self._slug(item, None, at), "sections": []}
        pairs: list[tuple[str, Any]] = (
            list(item.items()) if isinstance(item, dict) else []
        )  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType, reportUnknownMemberType]
        if len(pairs) != 1 or not pairs[0][0].strip():
            self._say(at, "A section is “- Title”, or “- Title:” with its own below.")
            return None
        (title, inside), *_ = pairs
        if isinstance(inside, dict):
            return self._with_settings(title, inside, (*at, title))  # pyright: ignore[reportUnknownArgumentType]
        slug = self._slug(title, None, at)
        children = self.nodes(inside, (*at, title)) if inside else []
        return {"title": title, "slug": slug, "sections": children}

    def _with_settings(
        self, title: str, settings: Mapping[str, Any], at: Path
    ) -> dict[str, Any]:
        known = dict[str, Any]()
        for key, value in settings.items():
            if key in _SETTINGS_OF_SECTION:
                known[key] = value
                continue
            hint = did_you_mean(key, _SETTINGS_OF_SECTION)
            hint = (
                hint or f"Known are {listed(sorted(_SETTINGS_OF_SECTION), last='and')}."
            )
            self._say((*at, key), f"A section has no setting {quoted(key)}. {hint}")
        slug = self._slug(title, known.get("slug"), at)
        children = known.get("sections")
        nodes = self.nodes(children, (*at, "sections")) if children else []
        return {**known, "title": title, "slug": slug, "sections": nodes}

    def _slug(self, title: str, wished: object, at: Path) -> str:
        if wished is None:
            slug = slugs.section_slug(title, self._taken)
        else:
            slug = str(wished)
            if not slugs.is_slug(slug):
                self._say(
                    (*at, "slug"), f"{quoted(slug)} is no slug: a-z, 0-9 and “-”."
                )
            elif slug in self._taken:
                self._say((*at, "slug"), f"Two sections have the slug {quoted(slug)}.")
        self._taken.add(slug)
        return slug

    def _say(self, at: Path, sentence: str) -> None:
        self._problems.append((self._document.line_of(at), sentence))


def _spell_out(data: dict[str, Any]) -> None:
    """Let a field or a kind of link be named without saying more about it."""
    for key in ("fields", "links"):
        value = data.get(key)
        if isinstance(value, dict):
            data[key] = {name: inner or {} for name, inner in value.items()}  # pyright: ignore[reportUnknownVariableType]
        elif isinstance(value, list) and all(isinstance(one, str) for one in value):  # pyright: ignore[reportUnknownVariableType]
            data[key] = {name: {} for name in value}  # pyright: ignore[reportUnknownVariableType]
        elif value == "":
            del data[key]


def _problem(error: ErrorDetails, document: Document) -> tuple[int, str]:
    """Say one of pydantic's complaints in plain words, with the line it is about."""
    path = tuple(part for part in error["loc"] if part != "[key]")
    line = document.line_of(path)
    name = quoted(str(path[-1])) if path else "The file"
    given = error["input"]
    value = f", not {quoted(given)}" if isinstance(given, str) else ""
    match error["type"]:
        case "missing":
            return line, f"{name} is missing. Add “{path[-1]}: …”."
        case "extra_forbidden":
            known = _known_keys(Config, path[:-1])
            hint = did_you_mean(str(path[-1]), known)
            hint = hint or f"Known here are {listed(sorted(known), last='and')}."
            return line, f"There is no setting {name}. {hint}"
        case "literal_error":
            expected = str(error.get("ctx", {}).get("expected", "")).replace("'", "")
            return line, f"{name} is one of {expected}{value}."
        case "bool_parsing" | "bool_type":
            return line, f"{name} is true or false{value}."
        case "int_parsing" | "int_type" | "greater_than_equal" | "less_than_equal":
            return line, f"{name} is a number{value}: {error['msg']}."
        case "string_too_short" | "too_short":
            return line, f"{name} is empty. Write something."
        case _:
            return line, f"{name}{value}: {error['msg']}."


def _known_keys(model: type[BaseModel], path: Path) -> set[str]:
    """Return the settings that the part of the configuration at *path* has."""
    known: set[str] = set(model.model_fields)
    for part in path:
        if part in {"fields", "links"}:
            known = set(_PART_BY_KEY[part].model_fields)
        elif part in _PART_BY_KEY:
            known = set(_PART_BY_KEY[str(part)].model_fields)
    return known


def _misnamed(document: Document) -> Iterator[tuple[int, str]]:
    """Refuse own fields that would hide a key of every entry, or name no question."""
    fields: Value = document.data.get("fields", "")
    for key in fields if isinstance(fields, dict) else ():
        line = document.line_of(("fields", key))
        if key in KEYS:
            yield (
                line,
                f"Every entry has {quoted(key)} already; call the field otherwise.",
            )
        elif not _KEY.fullmatch(key):
            yield line, f"{quoted(key)} cannot name a field: use letters, digits, “_”."


def _unfit_fields(config: Config, document: Document) -> Iterator[tuple[int, str]]:
    for key, own in config.fields.items():
        for setting, sentence in _complaints(own):
            yield document.line_of(("fields", key, setting)), sentence


def _complaints(own: OwnField) -> Iterator[tuple[str, str]]:
    chooses = own.type in {"choice", "choices"}
    if chooses and not own.options:
        yield "options", f"A field of the type {own.type} needs “options”."
    if own.options and not chooses:
        yield "options", "Only the types choice and choices have “options”."
    try:
        re.compile(own.pattern or "")
    except re.error as error:
        yield (
            "pattern",
            f"{quoted(own.pattern or '')} is no regular expression: {error}.",
        )


_PART_BY_KEY: dict[str, type[BaseModel]] = {
    "fields": OwnField,
    "links": LinkKind,
    **{
        name: part
        for name, field in Config.model_fields.items()
        if isinstance(part := field.annotation, type) and hasattr(part, "model_fields")
    },
}
