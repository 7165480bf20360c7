"""What can go wrong with one call, before or after GitHub has done it."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

from .errors import ApiError

Fault: TypeAlias = Literal[
    "kill before",
    "kill after",
    "502 before",
    "502 after",
    "lost before",
    "lost after",
    "secondary",
    "secondary, blank",
    "secondary, bare",
    "429",
]
FAULTS: tuple[Fault, ...] = get_args(Fault)
_WAIT = "You have exceeded a secondary rate limit. Please wait a few minutes."


class LostError(Exception):
    """The connection ends without an answer; *dead*: it will not come back."""

    def __init__(self, *, dead: bool) -> None:
        super().__init__("the line is dead" if dead else "the answer is lost")
        self.dead = dead


def strike(fault: Fault | None, when: Literal["before", "after"]) -> None:
    """Raise what *fault* does at this moment of a call; do nothing at others."""
    kind, _, moment = (fault or "").partition(" ")
    if moment == when and kind in {"kill", "lost"}:
        raise LostError(dead=kind == "kill")
    if moment == when and kind == "502":
        raise ApiError(502, "Server Error")
    if when == "before" and kind.startswith("secondary"):
        told = {"secondary": "60", "secondary, blank": ""}.get(fault or "")
        raise ApiError(
            403, _WAIT, headers={} if told is None else {"Retry-After": told}
        )
    if when == "before" and kind == "429":
        raise ApiError(429, _WAIT)
