"""An issue on GitHub as it stands: its submission, our replies, its pull request."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from listbot.forge.protocol import (
        Comment,
        Submission,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """A comment of ours on the issue; *node* is its id for GraphQL."""

    number: int
    node: str
    body: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PullRequest:
    """The open pull request of a proposal.

    *head* is its newest commit; *checked* is the digest that our check run on it
    carries.
    """

    number: int
    node: str
    url: str
    title: str
    body: str
    head: str = ""
    checked: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class IssueState:
    """An issue with what listbot has done about it; replies oldest first.

    *pull* is the open one. The nodes are ids for GraphQL, empty where GraphQL is not
    spoken.
    """

    submission: Submission
    replies: tuple[Reply, ...]
    pull: PullRequest | None
    node: str = ""
    repository_node: str = ""
    label_nodes: Mapping[str, str] = field(default_factory=dict[str, str])
    comment_nodes: Mapping[int, str] = field(default_factory=dict[int, str])


def united(replies: list[Reply]) -> tuple[Reply, ...]:
    """Return replies oldest first, each once."""
    reply_by_number = {reply.number: reply for reply in replies}
    return tuple(reply_by_number[number] for number in sorted(reply_by_number))


def in_order(comments: Iterable[Comment]) -> tuple[Comment, ...]:
    """Return comments oldest first."""
    return tuple(sorted(comments, key=lambda comment: comment.number))
