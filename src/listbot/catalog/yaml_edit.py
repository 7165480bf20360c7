"""Change values in YAML that people edit: every other line stays byte for byte. No I/O.

The change is made line by line in the text itself, not by writing parsed data again, so
comments, quotes, blank lines and the order of keys stay. Where a layout leaves no room
for that (`{a: b}` over the whole file), the data is written anew below all comments.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import TYPE_CHECKING, TypeGuard

import yaml

from listbot.catalog.errors import ListbotError
from listbot.catalog.yaml_nodes import (
    column_of,
    is_block_list,
    is_block_mapping,
    is_flow,
    scalars_in,
    start_of,
    value_of,
)
from listbot.catalog.yaml_text import CONFIG_LIMIT, read_yaml
from listbot.catalog.yaml_writer import (
    Written,
    fits_on_a_line,
    item_lines,
    one_line,
    pair_lines,
    write_yaml,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from listbot.catalog.yaml_text import Value

_BREAK = re.compile(r"\r\n|\r|\n")
_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


def edit_yaml(
    text: str,
    data: Mapping[str, Written],
    *,
    file: str,
    limit: int = CONFIG_LIMIT,
    on_one_line: Collection[str] = (),
) -> str:
    """Return *text* changed so that it says *data*.

    What says so already stays as it is, byte for byte; every comment stays. A new key
    is written behind the one that precedes it in *data*. Raises ListbotError, with
    *file* and the line, when *text* is not YAML.
    """
    mark, text = (_MARK, text[1:]) if text.startswith(_MARK) else ("", text)
    if read_yaml(text, file=file, limit=limit).data == plain(data):
        return mark + text
    edited = _Sheet(text, on_one_line).changed_to(data)
    if not _says(edited, data, limit):
        edited = _Sheet(text, on_one_line).rewritten(data)
    return mark + edited


def plain(value: Written) -> Value:
    """Return *value* as a reader gets it back: every scalar as text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (str, int)):
        return str(value)
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    return [plain(item) for item in value]


def _says(text: str, data: Mapping[str, Written], limit: int) -> bool:
    try:
        return read_yaml(text, file="", limit=limit).data == plain(data)
    except ListbotError:
        return False


@dataclass(frozen=True)
class _Edit:
    """One stretch of the text and what takes its place."""

    start: int
    end: int
    text: str


class _Sheet:
    """The text, where its parts stand, and the changes to it gathered so far."""

    def __init__(self, text: str, on_one_line: Collection[str]) -> None:
        self._newline = "\r\n" if "\r\n" in text else "\n"
        self._text = text if text.endswith(("\n", "\r")) else text + self._newline
        self._on_one_line = on_one_line
        self._line_starts = [0, *(found.end() for found in _BREAK.finditer(self._text))]
        self._edits: list[_Edit] = []
        root = yaml.compose(self._text, yaml.CBaseLoader)
        assert isinstance(root, yaml.MappingNode)  # noqa: S101 - it was read before
        self._root = root

    def changed_to(self, data: Mapping[str, Written]) -> str:
        if not self._root.flow_style:
            self._change_mapping(self._root, data)
        parts: list[str] = []
        done = 0
        for edit in sorted(self._edits, key=lambda edit: (edit.start, edit.end)):
            parts += self._text[done : edit.start], edit.text
            done = edit.end
        return "".join([*parts, self._text[done:]])

    def rewritten(self, data: Mapping[str, Written]) -> str:
        comments = self._comments(0, len(self._text))
        written = write_yaml(data, on_one_line=self._on_one_line)
        return self._joined([*comments, *written.split("\n")[:-1]], 0)

    def _change_mapping(
        self, node: yaml.MappingNode, data: Mapping[str, Written]
    ) -> None:
        pair_by_key = {key.value: (key, value) for key, value in node.value}
        column = column_of(node)
        behind = self._line_start(start_of(node))
        for key, value in data.items():
            if key in pair_by_key:
                self._change_pair(*pair_by_key[key], value)
                behind = self._line_end(self._end(pair_by_key[key][1]))
            else:
                lines = self._pair_lines(key, value, column)
                self._insert(behind, lines, column)
        for key, (start, value) in pair_by_key.items():
            if key not in data:
                self._replace_lines(start_of(start), self._end(value), [], column)

    def _change_pair(self, key: yaml.Node, node: yaml.Node, value: Written) -> None:
        if plain(value) == value_of(node):
            return
        column = column_of(key)
        lines = self._pair_lines(str(key.value), value, column)
        if is_block_mapping(node) and isinstance(value, Mapping) and value:
            self._change_mapping(node, value)
        elif is_block_list(node) and _is_list(value) and value:
            self._change_items(node, value)
        elif len(lines) == 1 and self._stands_alone(node):
            self._replace_value(node, value)
        else:
            self._replace_lines(start_of(key), self._end(node), lines, column)

    def _change_items(self, node: yaml.SequenceNode, items: Sequence[Written]) -> None:
        old: list[yaml.Node] = node.value
        same_front = _common(old, items)
        same_back = _common(old[same_front:][::-1], items[same_front:][::-1])
        gone = old[same_front : len(old) - same_back]
        new = items[same_front : len(items) - same_back]
        if len(gone) == len(new) and all(map(self._can_swap, gone, new)):
            for item, value in zip(gone, new, strict=True):
                self._replace_value(item, value)
            return
        lines = [line for item in new for line in item_lines(item)]
        if gone:
            self._replace_lines(
                start_of(gone[0]), self._end(gone[-1]), lines, column_of(node)
            )
        elif same_front:
            behind = self._line_end(self._end(old[same_front - 1]))
            self._insert(behind, lines, column_of(node))
        else:
            self._insert(self._line_start(start_of(old[0])), lines, column_of(node))

    def _can_swap(self, node: yaml.Node, value: Written) -> bool:
        return self._stands_alone(node) and isinstance(value, (str, int))

    def _stands_alone(self, node: yaml.Node) -> bool:
        """Say whether the value can be replaced where it stands."""
        if isinstance(node, yaml.ScalarNode):
            return node.style not in {"|", ">"}
        written = self._text[start_of(node) : self._end(node)]
        return is_flow(node) and _BREAK.search(written) is None

    def _replace_value(self, node: yaml.Node, value: Written) -> None:
        start, end = start_of(node), self._end(node)
        blank = "" if self._text[start - 1 : start].isspace() else " "
        self._edits.append(_Edit(start, end, blank + one_line(value)))

    def _replace_lines(
        self, start: int, end: int, lines: Sequence[str], column: int
    ) -> None:
        """Put *lines* in place of the whole lines from *start* to *end*."""
        start, end = self._line_start(start), self._line_end(end)
        text = self._joined([*self._comments(start, end), *lines], column)
        self._edits.append(_Edit(start, end, text))

    def _insert(self, index: int, lines: Sequence[str], column: int) -> None:
        self._edits.append(_Edit(index, index, self._joined(lines, column)))

    def _pair_lines(self, key: str, value: Written, column: int) -> list[str]:
        inner = column > 0 and fits_on_a_line(key, value)
        return pair_lines(key, value, flow=inner or key in self._on_one_line)

    def _joined(self, lines: Sequence[str], column: int) -> str:
        blanks = " " * column
        indented = [blanks + line if line else "" for line in lines]
        return "".join(line + self._newline for line in indented)

    def _line_start(self, index: int) -> int:
        return self._line_starts[bisect_right(self._line_starts, index) - 1]

    def _line_end(self, index: int) -> int:
        """Return where the line after the one with *index* starts."""
        at = bisect_right(self._line_starts, index)
        return self._line_starts[at] if at < len(self._line_starts) else len(self._text)

    def _end(self, node: yaml.Node) -> int:
        """Return where the last written character of *node* ends.

        The parser's own end of a block lies behind the comments and blank lines after
        it.
        """
        if isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"}:
            written = self._text[start_of(node) : node.end_mark.index]
            return start_of(node) + len(written.rstrip())
        if isinstance(node, yaml.ScalarNode) or is_flow(node):
            return node.end_mark.index
        last = node.value[-1]
        return self._end(last[1] if isinstance(node, yaml.MappingNode) else last)

    def _comments(self, start: int, end: int) -> list[str]:
        """Return the comments of a stretch of whole lines: each `#` beside scalars."""
        comments: list[str] = []
        for scalar_start, scalar_end in [*self._scalars, (len(self._text),) * 2]:
            gap = self._text[start : min(scalar_start, end)] if start < end else ""
            comments += [
                line[line.index("#") :].rstrip()
                for line in _BREAK.split(gap)
                if "#" in line
            ]
            start = max(start, scalar_end)
        return comments

    @cached_property
    def _scalars(self) -> list[tuple[int, int]]:
        """Where scalars stand; the head line of a block scalar is not part of it."""
        places: list[tuple[int, int]] = []
        for node in scalars_in(self._root):
            start = start_of(node)
            if node.style in {"|", ">"}:
                start = self._line_end(start)
            places.append((start, max(start, self._end(node))))
        return sorted(places)


def _common(nodes: Sequence[yaml.Node], items: Sequence[Written]) -> int:
    """Count how many first nodes say the same as the first items."""
    pairs = zip(nodes, items, strict=False)
    return len(list(takewhile(lambda pair: value_of(pair[0]) == plain(pair[1]), pairs)))


def _is_list(value: Written) -> TypeGuard[Sequence[Written]]:
    return not isinstance(value, (str, int, Mapping))
