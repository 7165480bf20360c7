"""Which commands are right for the event of a workflow. No I/O.

An event says no more than where to look: what is to be done there, the commands see
from how things stand when they run.
"""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING, Any, TypeAlias

from listbot.catalog.errors import ListbotError
from listbot.forge.protocol import PREFIX
from listbot.text import standing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Json: TypeAlias = Any
Words: TypeAlias = tuple[str, ...]

AUTO = "auto"
_INTAKE: tuple[Words, ...] = (("intake",),)
_REFRESH: tuple[Words, ...] = (("refresh",),)
_REPORT: tuple[Words, ...] = (("audit", "report"),)
_SUBMISSION = frozenset({"opened", "edited", "reopened", "closed"})
# Somebody waits for these; a sweep takes up what they miss.
OF_PEOPLE = frozenset({"issues", "issue_comment", "pull_request", "push"})


def read_event(text: str, *, file: str) -> Json:
    """Read the event of a workflow; ListbotError where it is none."""
    try:
        event = json.loads(text)
    except (ValueError, RecursionError):
        event = None
    if not isinstance(event, dict):
        message = f"{file}: this is not the event of a workflow, a JSON object."
        raise ListbotError(message, file=file)
    return event  # pyright: ignore[reportUnknownVariableType]


def commands(asked: str, name: str, event: Json) -> tuple[Words, ...]:
    """Return the commands to run, one after the other.

    *asked* is what a workflow names: `auto`, or command lines as on a terminal, one a
    line. *name* is the event's, such as `issues`; *event* is what GitHub tells of it.
    Nothing to do is no command.
    """
    lines = [line.strip() for line in asked.splitlines() if line.strip()]
    named = [_words(line) for line in lines or [AUTO]]
    if named != [(AUTO,)]:
        return tuple(named)
    decide = _BY_EVENT.get(name)
    return decide(event) if decide else ()


def sender(event: Json) -> str:
    """Return who caused an event, empty where it does not tell."""
    return str(_part(event, "sender").get("login") or "")


def _words(line: str) -> Words:
    try:
        words = tuple(shlex.split(line))
    except ValueError:
        message = f"The command {line!r} has an opening quote and no closing one."
        raise ListbotError(message) from None
    return words[1:] if words[0] == "listbot" else words


def _of_issue(event: Json) -> tuple[Words, ...]:
    body = str(_part(event, "issue").get("body") or "")
    if body.startswith(standing.MARKER):
        # Somebody may have ticked a box of the audit's own issue.
        return _REPORT if event.get("action") == "edited" else ()
    return _INTAKE if event.get("action") in _SUBMISSION else ()


def _of_comment(event: Json) -> tuple[Words, ...]:
    """Answer new comments alone: an old one that is edited could borrow new rights."""
    return _INTAKE if event.get("action") == "created" else ()


def _of_pull(event: Json) -> tuple[Words, ...]:
    """Answer the end of a proposal; others' pull requests may be named like one."""
    head = _part(event, "pull_request", "head")
    ours = str(head.get("ref")).startswith(PREFIX)
    here = _part(event, "repository").get("full_name")
    ours = ours and here is not None and _part(head, "repo").get("full_name") == here
    return _INTAKE if event.get("action") == "closed" and ours else ()


def _of_push(event: Json) -> tuple[Words, ...]:
    base = _part(event, "repository").get("default_branch")
    return _REFRESH if event.get("ref") == f"refs/heads/{base}" else ()


def _part(event: Json, *names: str) -> Json:
    """Return a part of an event, empty where it is not told."""
    for name in names:
        event = event.get(name) or {}
    return event


_BY_EVENT: Mapping[str, Callable[[Json], tuple[Words, ...]]] = {
    "issues": _of_issue,
    "issue_comment": _of_comment,
    "pull_request": _of_pull,
    "push": _of_push,
    "schedule": lambda _: (("sweep",), ("refresh",), ("audit", "run")),
    "workflow_dispatch": lambda _: (("sweep",), ("refresh",)),
}
