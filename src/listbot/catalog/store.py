"""Entry files ⇄ catalog, as text. No I/O.

An entry is the file `entries/<year>/<slug>.yml`; one without a date lies in
`entries/undated/`. The year is for people, the slug is the entry's name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from listbot.catalog import slugs
from listbot.catalog.entry_reader import read_entry
from listbot.catalog.model import Catalog, Entry, Finding, links_as_mapping
from listbot.catalog.wording import quoted
from listbot.catalog.yaml_edit import edit_yaml, plain
from listbot.catalog.yaml_text import ENTRY_LIMIT, read_yaml
from listbot.catalog.yaml_writer import write_yaml

if TYPE_CHECKING:
    from listbot.catalog.config import Config
    from listbot.catalog.dates import PartialDate
    from listbot.catalog.model import FieldValue, Severity
    from listbot.catalog.yaml_text import Value, Written

__all__ = [
    "FOLDER",
    "edit_entry",
    "entry_data",
    "entry_path",
    "entry_text",
    "read_catalog",
    "read_entry",
    "slug_of",
]

FOLDER = "entries"
UNDATED = "undated"
_DEPTH = 3
_ON_ONE_LINE = ("sections", "ids", "position", "submitted")


def read_catalog(
    files: Mapping[str, str], config: Config
) -> tuple[Catalog, tuple[Finding, ...]]:
    """Read every entry file; *files* maps paths in the repository to texts.

    Entries with errors are left out of the catalog, and everything wrong with them is
    among the findings, by path and line. A notice keeps no entry out.
    """
    entries: dict[str, Entry] = {}
    findings: list[Finding] = []
    for path in sorted(files):
        misnamed = _check_path(path, entries)
        result = () if misnamed else read_entry(files[path], path=path, config=config)
        if isinstance(result, Entry):
            entries[result.slug] = result
            findings += _check_year(result)
        else:
            findings += misnamed or result
    catalog = Catalog(sections=config.flat_sections, entries=tuple(entries.values()))
    return catalog, tuple(findings)


def slug_of(path: str) -> str:
    """Return the slug of the entry at *path*."""
    return path.rsplit("/", 1)[-1].removesuffix(".yml")


def entry_path(slug: str, date: PartialDate | None) -> str:
    """Return the path of the file for a new entry."""
    folder = f"{date.year:04d}" if date else UNDATED
    return f"{FOLDER}/{folder}/{slug}.yml"


def entry_data(entry: Entry) -> dict[str, Any]:
    """Return what the entry's file holds, in its order; what is not known is left out.

    The links of a kind stand together, as in the file.
    """
    data = {
        "title": entry.title,
        "date": entry.date and str(entry.date),
        "sections": list(entry.sections),
        **{key: _writable(value) for key, value in entry.fields.items()},
        "links": links_as_mapping(entry.links),
        "ids": dict(entry.ids),
        "archived": dict(entry.archived),
        "position": _writable(entry.position),
        "as_written": _writable(entry.as_written),
        "markdown": dict(entry.markdown),
        "followed_by": _writable(entry.followed_by),
        "added": entry.added and entry.added.isoformat(),
        "submitted": entry.submitted and entry.submitted.model_dump(),
    }
    return {key: value for key, value in data.items() if value or value == 0}


def entry_text(entry: Entry) -> str:
    """Write the file of an entry that has none yet."""
    return write_yaml(entry_data(entry), on_one_line=_ON_ONE_LINE)


def edit_entry(text: str, entry: Entry) -> str:
    """Return the entry's file *text* changed so that it says what *entry* is now.

    Lines whose values did not change stay byte for byte, comments and the order of
    keys stay. Raises ListbotError, with file and line, when *text* is not YAML.
    """
    written = read_yaml(text, file=entry.path, limit=ENTRY_LIMIT).data
    before = read_entry(text, path=entry.path)
    known = entry_data(before) if isinstance(before, Entry) else written
    return edit_yaml(
        text,
        _changed(written, known, entry_data(entry)),
        file=entry.path,
        limit=ENTRY_LIMIT,
        on_one_line=_ON_ONE_LINE,
    )


def _check_path(path: str, entries: Mapping[str, Entry]) -> tuple[Finding, ...]:
    """Say why the file may not be an entry's; *entries* are the ones read so far."""
    slug = slug_of(path)
    if path.count("/") != _DEPTH - 1 or not path.startswith(f"{FOLDER}/"):
        return _about(
            path,
            "misplaced-file",
            f"{path} does not lie in the folder of a year.",
            f"Move it to {FOLDER}/<year>/.",
        )
    if not path.endswith(".yml") or not slugs.is_slug(slug):
        return _about(
            path,
            "bad-file-name",
            f"{quoted(path.rsplit('/', 1)[-1])} cannot name an entry.",
            f"Rename the file to {_better_name(path)}.",
        )
    if slug in entries:
        return _about(
            path,
            "repeated-name",
            f"{entries[slug].path} has the same name.",
            f"Rename one, to {slugs.make_slug(slug, entries)}.yml, or remove it "
            "if both are the same.",
        )
    return ()


def _better_name(path: str) -> str:
    stem = path.rsplit("/", 1)[-1].removesuffix(".yml").removesuffix(".yaml")
    return f"{slugs.make_slug(stem)}.yml"


def _check_year(entry: Entry) -> tuple[Finding, ...]:
    path = entry_path(entry.slug, entry.date)
    if path == entry.path:
        return ()
    return _about(
        entry.path,
        "other-year",
        f"{entry.path} is dated {entry.date}."
        if entry.date
        else f"{entry.path} has no date.",
        f"Nothing breaks; its place would be {path}.",
        severity="notice",
    )


def _about(
    path: str, code: str, message: str, hint: str, *, severity: Severity = "error"
) -> tuple[Finding, ...]:
    found = Finding(
        code=code, severity=severity, message=message, hint=hint, file=path, line=1
    )
    return (found,)


def _changed(
    written: Mapping[str, Written],
    before: Mapping[str, Written],
    after: Mapping[str, Written],
) -> dict[str, Written]:
    """Return what a file shall say: as it was written, but for what has changed.

    *before* and *after* are in the form of `entry_data`; *written* may say the same in
    other words (one address as a list, an empty value for none).
    """
    said: dict[str, Written] = {}
    for key in (*after, *(key for key in written if key not in after)):
        if key in written and _same(before.get(key, ""), after.get(key, "")):
            said[key] = written[key]
        elif key in after:
            said[key] = _changed_value(written.get(key), before.get(key), after[key])
    return said


def _changed_value(
    written: Written | None, before: Written | None, after: Written
) -> Written:
    if (
        isinstance(written, Mapping)
        and isinstance(before, Mapping)
        and isinstance(after, Mapping)
    ):
        return _changed(written, before, after)
    return after


def _same(one: Written, other: Written) -> bool:
    return _unwrapped(plain(one)) == _unwrapped(plain(other))


def _unwrapped(value: Value) -> Value:
    """Take one item for a list of it, and blanks for nothing at all."""
    if isinstance(value, dict):
        known = {key: _unwrapped(inner) for key, inner in value.items()}
        return {key: inner for key, inner in known.items() if inner}
    if isinstance(value, list) and len(value) == 1:
        return _unwrapped(value[0])
    return value


def _writable(
    value: FieldValue | int | Mapping[str, int | str] | None,
) -> Written | None:
    if isinstance(value, tuple):
        return list(value)
    return dict(value) if isinstance(value, Mapping) else value
