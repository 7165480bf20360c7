"""Read `listbot.yml`: a configuration, or everything that is wrong with it. No I/O."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from listbot.catalog import plain_words, section_tree, slugs
from listbot.catalog.config import Config
from listbot.catalog.config_parts import Audit, Limits, LinkKind, OwnField, Venue
from listbot.catalog.entry_reader import KEYS
from listbot.catalog.errors import ListbotError
from listbot.catalog.model import Finding
from listbot.catalog.section_tree import PROBLEMS_SHOWN, Problem
from listbot.catalog.wording import quoted
from listbot.catalog.yaml_text import CONFIG_LIMIT, Document, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from listbot.catalog.yaml_text import Path, Value

_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,39}")
_KIND = re.compile("[^\x00-\x1f\x7f-\x9f\u2028\u2029]{1,60}")
_RESERVED = {*KEYS, "path", "slug", "fields", "section"}
_NAMED_PARTS: Mapping[str, type[BaseModel]] = {
    "fields": OwnField,
    "links": LinkKind,
    "venues": Venue,
}
_PARTS = {**_NAMED_PARTS, "limits": Limits, "audit": Audit}


def read_config(text: str, *, file: str = "listbot.yml") -> Config:
    """Read the text of `listbot.yml`; an empty value counts as absent.

    Raises ListbotError with one line for each problem, in the order of the file: what,
    on which line, and what to write instead. Its `problems` are the same as findings.
    Whatever *text* is, there is no other exception.
    """
    document = read_yaml(text, file=file, limit=CONFIG_LIMIT)
    data: dict[str, Any] = _spelt_out(document.data)
    problems = [*_name_problems(data)]
    if "sections" in data:
        data["sections"], wrong = section_tree.read_sections(data["sections"])
        problems += wrong
    try:
        config = Config.model_validate(data)
    except ValidationError as error:
        problems += _model_problems(error, {problem.path[0] for problem in problems})
        raise _all_at_once(problems, document, file) from None
    if problems:
        raise _all_at_once(problems, document, file)
    return config


def _spelt_out(data: Mapping[str, Value]) -> dict[str, Value]:
    """Leave blanks out; a part that is only named (`PDF:`, `[PDF]`) has no settings."""
    full = {key: _without_blanks(value) for key, value in data.items() if value}
    for key in _NAMED_PARTS:
        parts = data.get(key)
        if isinstance(parts, dict):
            full[key] = {name: _without_blanks(part) for name, part in parts.items()}
        elif isinstance(parts, list):
            names = [name for name in parts if isinstance(name, str)]
            full[key] = {name: {} for name in names} if names == parts else parts
    return full


def _without_blanks(value: Value) -> Value:
    if value == "":
        return {}
    if isinstance(value, dict):
        return {key: inner for key, inner in value.items() if inner != ""}
    return value


def _model_problems(error: ValidationError, told: set[str | int]) -> Iterator[Problem]:
    """Say what the model refuses; *told* parts have told the cause of it already."""
    for one in error.errors()[:PROBLEMS_SHOWN]:
        path = tuple(one["loc"])
        follows = one["type"] == "too_short" and path[0] in told
        if not follows:
            name = ".".join(map(str, path))
            sentence = plain_words.sentence(one, name, _known_keys(path[:-1]))
            yield Problem(path, sentence)


def _known_keys(path: Path) -> tuple[str, ...]:
    """Return the keys of the part at *path*."""
    if not path:
        return tuple(Config.model_fields)
    part = _PARTS.get(str(path[0]))
    return tuple(part.model_fields) if part else ()


def _name_problems(data: Mapping[str, Value]) -> Iterator[Problem]:
    """Find names that files, forms or people could not tell from others."""
    fields, links = data.get("fields", ""), data.get("links", "")
    path_by_id: dict[str, Path] = {}
    for key in fields if isinstance(fields, dict) else ():
        yield from _field_problems(key)
        yield from _twin_problems(key.lower(), ("fields", key), path_by_id)
    for kind, said in links.items() if isinstance(links, dict) else ():
        yield from _kind_problems(kind)
        if isinstance(said, dict) and said.get("asked") in {"false", "False", "FALSE"}:
            continue  # no question that could be taken for another
        yield from _twin_problems(slugs.form_id(kind), ("links", kind), path_by_id)


def _field_problems(key: str) -> Iterator[Problem]:
    if key.lower() in _RESERVED:
        sentence = f"{quoted(key)} is asked of every entry. Call the field otherwise."
        yield Problem(("fields", key), sentence)
    elif not _KEY.fullmatch(key):
        better = slugs.form_id(key)
        sentence = f"{quoted(key)} cannot name a field. Write letters, digits, - and _"
        yield Problem(("fields", key), f"{sentence}, such as {better}.")


def _kind_problems(kind: str) -> Iterator[Problem]:
    if not kind.strip() or not _KIND.fullmatch(kind):
        sentence = f"{quoted(kind)} cannot name a kind of link. Write one short line."
        yield Problem(("links", kind), sentence)


def _twin_problems(
    name: str, path: Path, path_by_id: dict[str, Path]
) -> Iterator[Problem]:
    if name in path_by_id:
        twin = ".".join(map(str, path_by_id[name]))
        sentence = f"{quoted(str(path[-1]))} cannot be told from {quoted(twin)}."
        yield Problem(path, f"{sentence} Call one of them otherwise.")
    else:
        path_by_id[name] = path


def _all_at_once(
    problems: list[Problem], document: Document, file: str
) -> ListbotError:
    """Make one error of all problems, in the order of the file."""
    found = {(document.line_of(path), sentence) for path, sentence in problems}
    ordered = sorted(found)[:PROBLEMS_SHOWN]
    lines = [f"{file}, line {line}: {sentence}" for line, sentence in ordered]
    if len(found) >= PROBLEMS_SHOWN:
        lines.append(f"{file}: There may be more. Mend these first.")
    return ListbotError(
        "\n".join(lines),
        file=file,
        line=ordered[0][0],
        problems=[
            Finding(code="broken-config", message=sentence, file=file, line=line)
            for line, sentence in ordered
        ],
    )
