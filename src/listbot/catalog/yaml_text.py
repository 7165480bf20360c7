"""YAML as plain data: mappings, lists and text, nothing else. No I/O.

Reading never makes `no` a boolean or `12:30:45` a number, and refuses what data does
not need: anchors, aliases, tags, repeated keys, deep nesting, several documents.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NoReturn, TypeAlias

import yaml
from yaml.events import (
    DocumentEndEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from listbot.catalog.errors import ListbotError
from listbot.catalog.wording import quoted
from listbot.catalog.yaml_writer import Written, write_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = [
    "CONFIG_LIMIT",
    "ENTRY_LIMIT",
    "Document",
    "Path",
    "Value",
    "Written",
    "read_yaml",
    "write_yaml",
]

Value: TypeAlias = "str | list[Value] | dict[str, Value]"
Path: TypeAlias = tuple[str | int, ...]
"""The keys (and, in lists, the places from 0) that lead to a value."""

ENTRY_LIMIT = 64 * 1024
CONFIG_LIMIT = 1024 * 1024
_DEPTH_LIMIT = 20

# What may not stand in a YAML file, lone halves of surrogate pairs, and the line
# breaks that only YAML 1.1 has.
_REFUSED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]"
)

_CONFLICT = re.compile("^(?:<{7}|>{7}) .*", re.MULTILINE)

_IN_PLAIN_WORDS = {
    "mapping values are not allowed in this context": (
        "A text that holds “: ” has to stand in quotes."
    ),
    "could not find expected ':'": (
        "A key is followed by a colon and a blank; the further lines of a text are "
        "indented."
    ),
    "found character that cannot start any token": (
        "A text that starts with @, ` or % has to stand in quotes; lines are indented "
        "with blanks, never with tabs."
    ),
    "did not find expected key": (
        "Keys of one level start in the same column; a text that starts with a quote "
        "ends with it."
    ),
    "found unexpected end of stream": "Here a quote is opened that is never closed.",
    "did not find expected ',' or ']'": "A list in [ ] is not closed here.",
    "did not find expected ',' or '}'": "A mapping in { } is not closed here.",
    "found unknown escape character": (
        "In double quotes a backslash is written twice; in single quotes once."
    ),
    "did not find expected '-' indicator": (
        "Every item of a list starts with “- ”, in the same column."
    ),
    "block sequence entries are not allowed in this context": (
        "A list starts in the line below its key."
    ),
}


@dataclass(frozen=True)
class Document:
    """What a file says, and on which lines it says so."""

    data: dict[str, Value]
    text: str

    def line_of(self, path: Path) -> int:
        """Return the line (from 1) of the key or item at *path*.

        Where the path leads nowhere, it is the line of its last part that exists.
        """
        while path not in self._line_by_path:
            path = path[:-1]
        return self._line_by_path[path]

    @cached_property
    def _line_by_path(self) -> dict[Path, int]:
        # Lines are asked for only when something is wrong, so they are found late.
        root = yaml.compose(self.text, yaml.CBaseLoader)
        assert root is not None  # noqa: S101 - the text was read before
        return {(): 1, **dict(_lines(root, ()))}


def _lines(node: yaml.Node, above: Path) -> Iterator[tuple[Path, int]]:
    if isinstance(node, yaml.MappingNode):
        children = [(key, key.value, value) for key, value in node.value]
    elif isinstance(node, yaml.SequenceNode):
        children = [(item, index, item) for index, item in enumerate(node.value)]
    else:
        return
    for start, name, value in children:
        path = (*above, name)
        yield path, start.start_mark.line + 1
        yield from _lines(value, path)


def read_yaml(text: str, *, file: str, limit: int = ENTRY_LIMIT) -> Document:
    """Read one mapping; every scalar is the text it was written as.

    Raises ListbotError, with *file* and the line, for anything else: whatever *text*
    is, there is no other exception. *limit* counts bytes.
    """
    _refuse_what_is_no_text(text, file, limit)
    try:
        return Document(_Reader(text, file).document(), text)
    except yaml.MarkedYAMLError as error:
        _refuse(file, _line_of_error(error), _sentence(error))
    except yaml.YAMLError:
        _refuse(file, 1, "This is not YAML. Write one “key: value” a line.")


def conflict_in_words(line: str) -> str:
    """Say that a *line* is what a merge has left, and what to do about it."""
    return (
        f"{quoted(line)} was left by a merge. Keep what is right of both sides, and "
        "take out the lines with <<<<<<<, ======= and >>>>>>>."
    )


def _refuse_what_is_no_text(text: str, file: str, limit: int) -> None:
    conflict = "<<<<<<< " in text or ">>>>>>> " in text
    if conflict and (left := _CONFLICT.search(text)):
        line = text.count("\n", 0, left.start()) + 1
        _refuse(file, line, conflict_in_words(left[0]))
    found = _REFUSED.search(text)
    if found:
        line = len(text[: found.start()].splitlines()) or 1
        code = f"U+{ord(found[0]):04X}"
        _refuse(file, line, f"The invisible character {code} stands here. Remove it.")
    if len(text) > limit or len(text.encode()) > limit:
        size = f"{limit // 1024} KiB"
        _refuse(file, 1, f"The file is longer than {size}. Shorten it.")


def _line_of_error(error: yaml.MarkedYAMLError) -> int:
    # Where something is not closed, the end of the file helps nobody.
    starts = {"found unexpected end of stream", "could not find expected ':'"}
    mark = error.context_mark if error.problem in starts else None
    mark = mark or error.problem_mark or error.context_mark
    return mark.line + 1 if mark else 1


def _sentence(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or "it has no structure"
    return _IN_PLAIN_WORDS.get(problem, f"This is not YAML: {problem}.")


def _refuse(file: str, line: int, sentence: str) -> NoReturn:
    message = f"{file}, line {line}: {sentence}"
    raise ListbotError(message, file=file, line=line) from None


class _Reader:
    """Builds the data from the parser's events, so that nothing is ever expanded."""

    def __init__(self, text: str, file: str) -> None:
        self._file = file
        self._next: Callable[[], Event] = yaml.CBaseLoader(text).get_event  # pyright: ignore[reportUnknownMemberType, reportAttributeAccessIssue] - the stubs lack it

    def document(self) -> dict[str, Value]:
        self._next()  # the stream starts
        if isinstance(self._next(), StreamEndEvent):
            _refuse(self._file, 1, "The file is empty. Write one “key: value” a line.")
        root = self._next()
        if not isinstance(root, MappingStartEvent):
            self._refuse(root, "The file has to consist of “key: value” lines.")
        data = self._value(root, 1)
        assert isinstance(data, dict)  # noqa: S101 - a mapping was opened
        self._end_of_file()
        return data

    def _end_of_file(self) -> None:
        end = self._next()
        assert isinstance(end, DocumentEndEvent)  # noqa: S101 - the root was closed
        following = self._next()
        if not isinstance(following, StreamEndEvent):
            self._refuse(following, "A second document starts here. Keep one a file.")

    def _value(self, event: Event, depth: int) -> Value:
        # Asked of every value of every entry, so the usual case comes first.
        if isinstance(event, ScalarEvent) and event.anchor is event.tag is None:
            return event.value
        self._refuse_more_than_data(event)
        if depth > _DEPTH_LIMIT:
            self._refuse(event, f"More than {_DEPTH_LIMIT} levels. Nest less deeply.")
        if isinstance(event, SequenceStartEvent):
            return self._list(depth)
        return self._mapping(depth)

    def _list(self, depth: int) -> list[Value]:
        items: list[Value] = []
        while not isinstance(event := self._next(), SequenceEndEvent):
            items.append(self._value(event, depth + 1))
        return items

    def _mapping(self, depth: int) -> dict[str, Value]:
        data: dict[str, Value] = {}
        while not isinstance(event := self._next(), MappingEndEvent):
            key = self._value(event, depth + 1)
            if not isinstance(key, str):
                self._refuse(event, "A key has to be a text, not a list or mapping.")
            if key in data:
                self._refuse(event, f"{quoted(key)} stands here again. Keep one.")
            data[key] = self._value(self._next(), depth + 1)
        return data

    def _refuse_more_than_data(self, event: Event) -> None:
        # Every event that starts a value has an anchor; an alias has only that.
        anchor: str | None = getattr(event, "anchor", None)
        if anchor is not None:
            self._refuse(
                event,
                f"{quoted(anchor)} is an anchor or alias. Write the value out; "
                "a text that starts with & or * has to stand in quotes.",
            )
        tag: str | None = getattr(event, "tag", None)
        if tag is not None:
            self._refuse(
                event,
                f"{quoted(tag)} is a tag. Take it off; a text that starts with ! has "
                "to stand in quotes.",
            )

    def _refuse(self, event: Event, sentence: str) -> NoReturn:
        _refuse(self._file, _line_of_event(event), sentence)


def _line_of_event(event: Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
