"""Read one entry file: an entry, or everything that is wrong with it. No I/O."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from listbot.catalog import addresses
from listbot.catalog.errors import ListbotError
from listbot.catalog.model import Entry, Finding
from listbot.catalog.wording import did_you_mean, quoted
from listbot.catalog.yaml_text import ENTRY_LIMIT, Document, read_yaml

if TYPE_CHECKING:
    from listbot.catalog.config import Config
    from listbot.catalog.config_parts import OwnField
    from listbot.catalog.model import FieldValue
    from listbot.catalog.yaml_text import Path, Value

KEYS = (
    *("title", "date", "sections", "links", "ids", "archived", "position"),
    *("as_written", "markdown", "followed_by", "added", "submitted"),
)
"""The keys of every entry; the list's own stand between sections and links."""

_FINDINGS_PER_FILE = 20
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NOT_ON_ONE_LINE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")

_EXPECTED = {
    "title": ("one line of text", "it without line breaks"),
    "date": ("a date", "2024, 2024-05 or 2024-05-01"),
    "sections": ("a list of different section names", "[vision, language]"),
    "links": ("a mapping of kinds to addresses", "“PDF: https://…”, indented"),
    "ids": ("a mapping of schemes to identifiers", "{doi: 10.1000/182}"),
    "archived": ("a mapping of kinds to addresses", "“PDF: https://…”, indented"),
    "position": ("a whole number, or one by section", "3 or {vision: 3}"),
    "as_written": ("a text, or one by section", "“as_written: |” and the lines below"),
    "markdown": ("a mapping of keys to one line each", "{description: Runs `ls`.}"),
    "followed_by": (
        "a text, or one by section",
        "“followed_by: |” and the lines below",
    ),
    "added": ("a day", "2024-05-01"),
    "submitted": ("a login and an issue number", "{by: octocat, issue: 7}"),
}
_EXPECTED_OF_OWN = {
    True: ("a text or a list of texts", "[one, another]"),
    False: ("one text", "“key: text”, in quotes if it holds “: ”"),
}


def read_entry(
    text: str, *, path: str, config: Config | None = None
) -> Entry | tuple[Finding, ...]:
    """Read the text of the entry file at *path*; whatever the text is, nothing raises.

    An empty value counts as absent; a single text where a list belongs, as its one
    item. With *config*, keys, sections and kinds of link have to be the list's own;
    without it, every key that is not an entry's becomes a field. Of the findings there
    are at most 20.
    """
    try:
        document = read_yaml(text, file=path, limit=ENTRY_LIMIT)
    except ListbotError as error:
        return (_unreadable(error, path),)
    return _Reading(document, path, config).result()


def _unreadable(error: ListbotError, path: str) -> Finding:
    return Finding(
        code="broken-file",
        message=str(error).removeprefix(f"{path}, line {error.line}: "),
        hint="What else may be wrong in this file is seen after that.",
        file=path,
        line=error.line,
    )


class _Reading:
    """One file on its way to an entry, and what was found wrong with it."""

    def __init__(self, document: Document, path: str, config: Config | None) -> None:
        self._document = document
        self._path = path
        self._config = config
        self._findings: list[Finding] = []

    def result(self) -> Entry | tuple[Finding, ...]:
        values, fields = self._values(), self._fields()
        entry = None
        try:
            entry = Entry(path=self._path, fields=fields, **values)
        except ValidationError as error:
            refused = {finding.field for finding in self._findings}
            keys = dict.fromkeys(str(one["loc"][0]) for one in error.errors())
            for key in keys:
                if key not in refused:
                    self._refuse_value(key, *_EXPECTED[key])
        self._check_addresses()
        if self._config:
            self._check_sections(self._config)
            self._check_kinds(self._config)
        if entry is None or self._findings:
            return tuple(sorted(self._findings, key=lambda one: one.line or 0))
        return entry

    def _values(self) -> dict[str, Any]:
        """Return what stands under the keys of every entry, blanks left out."""
        data = self._document.data
        values: dict[str, Any] = {}
        for key in KEYS:
            value = _without_blanks(data.get(key, ""))
            if value and _is_as_expected(key, value):
                values[key] = value
            elif value:
                self._refuse_value(key, *_EXPECTED[key])
        if isinstance(values.get("sections"), str):
            values["sections"] = [values["sections"]]
        return values

    def _fields(self) -> dict[str, FieldValue]:
        """Return what stands under the list's own keys."""
        fields: dict[str, FieldValue] = {}
        for key, value in self._document.data.items():
            if key in KEYS or self._is_full():
                continue
            own = self._config.fields.get(key) if self._config else None
            if self._config and own is None:
                self._refuse_key(key, self._config)
                continue
            answer = _answer(_without_blanks(value), own)
            if answer is None:
                self._refuse_value(key, *_EXPECTED_OF_OWN[own is None or _several(own)])
            elif answer:
                fields[key] = answer
        return fields

    def _check_sections(self, config: Config) -> None:
        written = self._document.data.get("sections", "")
        several = written if isinstance(written, list) else [written]
        for index, slug in enumerate(several):
            if isinstance(slug, str) and slug and slug not in config.node_by_slug:
                if self._is_full():
                    return
                meant = did_you_mean(slug, config.node_by_slug)
                kept = (
                    f"`slug: {slug}` in listbot.yml keeps the entries of one renamed."
                )
                self._say(
                    "unknown-section",
                    f"There is no section {quoted(slug)}.",
                    (meant and f"{meant} {kept}")
                    or "Sections are set up under “sections” in listbot.yml.",
                    "sections",
                    ("sections", index),
                )

    def _check_addresses(self) -> None:
        for key in ("links", "archived"):
            written = self._document.data.get(key)
            for kind, urls in written.items() if isinstance(written, dict) else ():
                several = urls if isinstance(urls, list) else [urls]
                for url in filter(None, several):
                    if isinstance(url, str) and addresses.linked(url) is None:
                        self._say(
                            "wrong-value",
                            f"{quoted(url)} is no address of a web page.",
                            "Write the whole address, from https:// on.",
                            kind,
                            (key, kind),
                        )

    def _check_kinds(self, config: Config) -> None:
        links = self._document.data.get("links")
        for kind, urls in links.items() if isinstance(links, dict) else ():
            if urls and kind not in config.links and not self._is_full():
                self._say(
                    "unknown-link-kind",
                    f"This list has no links of the kind {quoted(kind)}.",
                    did_you_mean(kind, config.links)
                    or "Add the kind under “links” in listbot.yml.",
                    kind,
                    ("links", kind),
                )

    def _refuse_key(self, key: str, config: Config) -> None:
        self._say(
            "unknown-key",
            f"{quoted(key)} is neither a key of entries nor a field of this list.",
            did_you_mean(key, (*KEYS, *config.fields))
            or "Fields of the list's own are set up under “fields” in listbot.yml.",
            key,
            (key,),
        )

    def _refuse_value(self, key: str, expected: str, example: str) -> None:
        value = self._document.data.get(key, "")
        if not _without_blanks(value):
            hint = f"Add a line “{key}: …”."
            self._say("missing-key", f"{quoted(key)} is missing.", hint, key, ())
            return
        instead = f", not {quoted(value)}" if isinstance(value, str) else ""
        message = f"{quoted(key)} has to be {expected}{instead}."
        self._say("wrong-value", message, f"Write {example}.", key, (key,))

    def _say(self, code: str, message: str, hint: str, field: str, at: Path) -> None:
        if self._is_full():
            return
        line = self._document.line_of(at)
        self._findings.append(
            Finding(
                code=code,
                message=message,
                hint=hint,
                field=field,
                file=self._path,
                line=line,
            )
        )

    def _is_full(self) -> bool:
        return len(self._findings) >= _FINDINGS_PER_FILE


def _without_blanks(value: Value) -> Value:
    if isinstance(value, dict):
        return {key: inner for key, inner in value.items() if inner}
    if isinstance(value, list):
        return [item for item in value if item]
    return value


def _is_as_expected(key: str, value: Value) -> bool:
    """Say what the model does not: one line, a day in full, no section twice."""
    if key == "title" and isinstance(value, str):
        return bool(value.strip()) and _NOT_ON_ONE_LINE.search(value) is None
    if key == "markdown" and isinstance(value, dict):
        lines = [each for each in value.values() if isinstance(each, str)]
        return len(lines) == len(value) and not any(map(_NOT_ON_ONE_LINE.search, lines))
    if key == "added" and isinstance(value, str):
        return _DAY.fullmatch(value) is not None
    if key == "sections" and isinstance(value, list):
        return len(set(map(str, value))) == len(value)
    return True


def _several(own: OwnField) -> bool:
    return own.type in {"list", "choices"}


def _answer(value: Value, own: OwnField | None) -> FieldValue | None:
    """Read the answer to one of the list's own questions; None if it is none."""
    if not value:
        return ""
    if isinstance(value, str):
        return (value,) if own and _several(own) else value
    texts = tuple(item for item in value if isinstance(item, str))
    is_list = isinstance(value, list) and len(texts) == len(value)
    return texts if is_list and (own is None or _several(own)) else None
