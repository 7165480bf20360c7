"""What was learnt about a link. Imports nothing slow: every look at links does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Verdict: TypeAlias = Literal[
    "alive", "moved", "dead", "blocked", "unknown", "not-checked"
]


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkVerdict:
    """What was learnt about one link.

    *by* names who was asked (`web`, `doi`, `arxiv`, …); *why* is a sentence for people;
    *moved_to* is the new address of a permanent redirect; *archived* is a copy of a
    dead page, where one was found; *seconds* includes retries.
    """

    url: str
    verdict: Verdict
    by: str = "web"
    status: int | None = None
    why: str = ""
    moved_to: str | None = None
    archived: str | None = None
    seconds: float = 0.0
    requests: int = 0
