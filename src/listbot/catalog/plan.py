"""What one run will do about one issue, before it does any of it. No I/O."""

from __future__ import annotations

# The JSON Schema of a plan is made of the annotations, at run time.
from collections.abc import Mapping  # noqa: TC003
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from listbot.catalog.model import Finding  # noqa: TC001

Outcome: TypeAlias = Literal[
    "in-review", "needs-changes", "duplicate", "retry", "ignored", "closed", "merged"
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where an entry stands in a section: its number and its neighbours' slugs.

    *file* is the Markdown file that the section stands in.
    """

    section: str
    number: int
    after: str | None
    before: str | None
    file: str = "README.md"


@dataclass(frozen=True, kw_only=True, slots=True)
class Labels:
    """Labels to put on an issue, and to take off."""

    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Reaction:
    """A reaction to a comment, by the name GitHub has for it: `+1`, `confused`."""

    comment: int
    content: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """A branch and its pull request: the files it holds and the text it carries.

    *files* maps paths to whole texts; paths in *deleted* go away.
    """

    branch: str
    title: str
    body: str
    commit_message: str
    files: Mapping[str, str]
    deleted: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """Everything one run will do about one issue, before it does any of it.

    *settle* says that its proposal is done with: merged, or closed without.
    """

    issue: int
    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    entry: Mapping[str, Any] = field(default_factory=dict[str, Any])
    place: Place | None = None
    reply: str = ""
    labels: Labels = Labels()
    reactions: tuple[Reaction, ...] = ()
    close_issue: bool = False
    proposal: Proposal | None = None
    settle: Literal["merged", "closed"] | None = None
    source_by_field: Mapping[str, str] = field(default_factory=dict[str, str])
