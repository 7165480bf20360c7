"""Write data as YAML that readers of YAML 1.1 and 1.2 take for the same. No I/O."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import TypeAlias

Written: TypeAlias = "str | int | bool | Sequence[Written] | Mapping[str, Written]"

_WIDTH = 88

# Invisible characters are shown as escapes; the ranges are fixed, so that the same
# data gives the same bytes with every version of Unicode.
_ESCAPED = re.compile(
    '["\\\\\x00-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f'
    "\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3164\ud800-\udfff\ufe00-\ufe0e"
    "\ufeff\uffa0\ufff0-\uffff\U000e0000-\U000e0fff]"
)
_SHORT_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_LONG_ESCAPES = ((0xFF, "\\x{:02x}"), (0xFFFF, "\\u{:04x}"), (0x10FFFF, "\\U{:08x}"))

# A plain scalar starts with what can be nothing but text, and holds nothing that
# could end it; a word, number or date that some reader takes for more than text is
# quoted, and so is everything that merely looks like one.
_STARTS_PLAIN = re.compile("[A-Za-z0-9_(/$]|[^\x00-\x7f]")
_LOOKS_LIKE_A_NUMBER = re.compile(r"[0-9][0-9A-Fa-fxXoO_.,:+\-TtZz ]*")
_WORDS_OF_YAML = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}
_ENDS_PLAIN_IN_FLOW = frozenset(",?[]{}")


def write_yaml(
    data: Mapping[str, Written], *, on_one_line: Collection[str] = ()
) -> str:
    """Write *data* in its order, one key a line.

    Text that readers could take for anything else (a number, a date, `no`) stands in
    quotes. Text of several lines is a literal block where that keeps it as it is. The
    values of the keys *on_one_line* are written in one line, and so are inner lists
    and mappings that fit. Halves of surrogate pairs, which no file can hold, become
    U+FFFD. Keys are shorter than 1,000 characters.
    """
    lines = [
        line
        for key, value in data.items()
        for line in pair_lines(key, value, flow=key in on_one_line)
    ]
    return "".join(f"{line}\n" for line in lines)


def pair_lines(key: str, value: Written, *, flow: bool) -> list[str]:
    """Write one key and its value as lines without indentation or line ends."""
    head = f"{scalar(key)}:"
    if isinstance(value, str):
        literal = _literal(value)
        if literal:
            return [f"{head} {literal[0]}", *_indented(literal[1:])]
    elif not isinstance(value, int) and value and not flow:
        return [head, *_indented(_block(value))]
    return [f"{head} {one_line(value)}"]


def one_line(value: Written) -> str:
    """Write a whole value in one line, lists and mappings in brackets."""
    if isinstance(value, (str, int)):
        return scalar(value)
    if isinstance(value, Mapping):
        pairs = [
            f"{_flow_scalar(key)}: {_inside_flow(inner)}"
            for key, inner in value.items()
        ]
        return f"{{{', '.join(pairs)}}}"
    return f"[{', '.join(_inside_flow(item) for item in value)}]"


def scalar(value: str | int) -> str:
    """Write text, a number or a boolean; text is plain where every reader agrees."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    return value if _is_plain(value) else _double_quoted(value)


def _inside_flow(value: Written) -> str:
    return _flow_scalar(value) if isinstance(value, (str, int)) else one_line(value)


def _flow_scalar(value: str | int) -> str:
    if isinstance(value, str) and not _ENDS_PLAIN_IN_FLOW.isdisjoint(value):
        return _double_quoted(value)
    return scalar(value)


def _is_plain(text: str) -> bool:
    return (
        _STARTS_PLAIN.match(text) is not None
        and not text.endswith((" ", ":"))
        and ": " not in text
        and " #" not in text
        and _ESCAPED.search(text) is None
        and text.lower() not in _WORDS_OF_YAML
        and _LOOKS_LIKE_A_NUMBER.fullmatch(text) is None
    )


def _double_quoted(text: str) -> str:
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    if character in _SHORT_ESCAPES:
        return _SHORT_ESCAPES[character]
    code = ord(character)
    if 0xD800 <= code <= 0xDFFF:  # noqa: PLR2004 - the range of surrogates
        code = 0xFFFD
    return next(form for last, form in _LONG_ESCAPES if code <= last).format(code)


def _literal(text: str) -> list[str]:
    """Write text of several lines as a literal block; empty where that would not do."""
    body = text.removesuffix("\n")
    lines = body.split("\n")
    harmless = len(text) > len(body) or len(lines) > 1
    if not harmless or any(not _stands_in_a_block(line) for line in lines):
        return []
    if not lines[0] or not lines[-1]:
        return []
    indentation = "2" if lines[0].startswith((" ", "\t")) else ""
    chomping = "" if text.endswith("\n") else "-"
    return [f"|{indentation}{chomping}", *lines]


def _stands_in_a_block(line: str) -> bool:
    kept = line.replace('"', "").replace("\\", "").replace("\t", "")
    return _ESCAPED.search(kept) is None


def _block(value: Sequence[Written] | Mapping[str, Written]) -> list[str]:
    if isinstance(value, Mapping):
        return [
            line
            for key, inner in value.items()
            for line in pair_lines(key, inner, flow=fits_on_a_line(key, inner))
        ]
    return [line for item in value for line in item_lines(item)]


def item_lines(item: Written) -> list[str]:
    """Write one item of a block list as lines without indentation."""
    if isinstance(item, (str, int)) or not item:
        return [f"- {one_line(item)}"]
    first, *rest = _block(item)
    return [f"- {first}", *_indented(rest)]


def fits_on_a_line(key: str, value: Written) -> bool:
    """Say whether an inner list or mapping of scalars is written in one line."""
    if isinstance(value, (str, int)):
        return False
    inner = value.values() if isinstance(value, Mapping) else value
    holds_scalars = all(isinstance(item, (str, int)) for item in inner)
    return holds_scalars and len(f"    {key}: {one_line(value)}") <= _WIDTH


def _indented(lines: Sequence[str]) -> list[str]:
    return [f"  {line}" if line else "" for line in lines]
