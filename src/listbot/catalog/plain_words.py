"""Say in plain words what pydantic found wrong. No I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from listbot.catalog.wording import did_you_mean, listed, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pydantic_core import ErrorDetails


def sentence(error: ErrorDetails, name: str, known: Iterable[str] = ()) -> str:
    """Write what is wrong with the value called *name*, and what belongs there.

    *known* are the keys there are beside an unknown one.
    """
    kind = error["type"]
    if kind == "value_error":
        return str(error["ctx"]["error"]) if "ctx" in error else error["msg"]
    if kind == "missing":
        return f"{quoted(name)} is missing. Add it."
    if kind == "extra_forbidden":
        return unknown_key(name, known)
    if kind == "literal_error":
        return _not_one_of(error, name)
    expected = _EXPECTED.get(kind, _anything_else)(error)
    return f"{quoted(name)} has to be {expected}{_instead(error)}."


def unknown_key(name: str, known: Iterable[str]) -> str:
    """Write that there is no key *name* (dotted), and which one may be meant."""
    *above, key = name.rsplit(".", 1)
    known = tuple(known)
    place = f" of {quoted(above[0])}" if above else ""
    meant = did_you_mean(key, known) or f"There are {listed(known, last='and')}."
    return f"{quoted(key)} is no key{place}. {meant}"


def _not_one_of(error: ErrorDetails, name: str) -> str:
    options = _options(error)
    meant = did_you_mean(str(error["input"]), options)
    message = f"{quoted(name)} has to be {listed(options)}{_instead(error)}. {meant}"
    return message.strip()


def _options(error: ErrorDetails) -> list[str]:
    # pydantic joins them: 'date', '-date' or 'title'
    expected = str(error.get("ctx", {}).get("expected", ""))
    return expected.split("'")[1::2]


def _instead(error: ErrorDetails) -> str:
    found = error["input"]
    return f", not {quoted(found)}" if isinstance(found, str) and found else ""


def _limit(error: ErrorDetails) -> str:
    words = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
    limits = error.get("ctx", {})
    return listed(f"{words[key]} {limits[key]}" for key in words if key in limits)


def _anything_else(error: ErrorDetails) -> str:
    return error["msg"].removeprefix("Input should be ").lower()


def _always(text: str) -> Callable[[ErrorDetails], str]:
    return lambda _error: text


_TEXT = _always("a text")
_LIST = _always("a list, such as [one, another]")
_MAPPING = _always("a mapping: “key: value” lines, indented")
_WHOLE_NUMBER = _always("a whole number")
_NUMBER = _always("a number")
_YES_OR_NO = _always("true or false")

_EXPECTED: dict[str, Callable[[ErrorDetails], str]] = {
    "string_type": _TEXT,
    "string_too_short": _always("a text that is not empty"),
    "tuple_type": _LIST,
    "list_type": _LIST,
    "too_short": _always("filled with one at least"),
    "mapping_type": _MAPPING,
    "dict_type": _MAPPING,
    "model_type": _MAPPING,
    "model_attributes_type": _MAPPING,
    "int_type": _WHOLE_NUMBER,
    "int_parsing": _WHOLE_NUMBER,
    "int_parsing_size": _WHOLE_NUMBER,
    "int_from_float": _WHOLE_NUMBER,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": _NUMBER,
    "bool_type": _YES_OR_NO,
    "bool_parsing": _YES_OR_NO,
    "greater_than": _limit,
    "greater_than_equal": _limit,
    "less_than": _limit,
    "less_than_equal": _limit,
}
