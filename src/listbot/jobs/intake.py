"""Intake: one event in, the submission it is about out."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from listbot.catalog.model import ListbotError
from listbot.forge.protocol import Ground, Submission
from listbot.jobs import drafting, loading
from listbot.jobs.submission import plan_submission
from listbot.text import form_questions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from listbot.catalog.model import LinkVerdict, Plan
    from listbot.forge.local import LocalForge
    from listbot.forge.protocol import Forge


class _Part(BaseModel):
    """The part of GitHub's event that is used; all else in it is passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)


class User(_Part):
    """Who did something: `type` is `User`, `Bot` or `Organization`."""

    login: str
    id: int | None = None
    type: str = "User"


class Label(_Part):
    """A label on an issue."""

    name: str


class Issue(_Part):
    """An issue as GitHub sends it. The body is null when it was left empty."""

    number: int = Field(ge=1)
    title: str = ""
    body: str | None = None
    state: Literal["open", "closed"] = "open"
    user: User | None = None
    labels: tuple[Label, ...] = Field((), strict=False)
    pull_request: dict[str, Any] | None = None


class IssueEvent(_Part):
    """The event `issues`, and what `issue_comment` shares with it."""

    action: str
    issue: Issue


def read_event(text: str, *, file: str) -> IssueEvent:
    """Read GitHub's event JSON.

    Raises ListbotError, with the place in the file, when it is not the event of an
    issue.
    """
    try:
        return IssueEvent.model_validate(json.loads(text))
    except json.JSONDecodeError as error:
        message = f"{file}, line {error.lineno}: this is not JSON: {error.msg}."
        raise ListbotError(message, file=file, line=error.lineno) from None
    except RecursionError:
        message = f"{file}: this JSON is nested too deep to be GitHub's event."
        raise ListbotError(message, file=file) from None
    except ValidationError as error:
        problems = "; ".join(
            f"{'.'.join(map(str, problem['loc'])) or 'the whole'}: {problem['msg']}"
            for problem in error.errors()
        )
        message = f"{file}: this is not GitHub's event of an issue: {problems}."
        raise ListbotError(message, file=file) from None


def submission_of(event: IssueEvent) -> Submission:
    """Return the issue of an event as a submission."""
    issue = event.issue
    return Submission(
        issue=issue.number,
        title=issue.title,
        body=issue.body or "",
        author=issue.user.login if issue.user else "ghost",
        author_id=issue.user.id if issue.user else None,
        state=issue.state,
        labels=tuple(label.name for label in issue.labels),
    )


def submission_in(text: str, file: str, forge: LocalForge | None) -> Submission:
    """Read the submission that a file holds: GitHub's event, or a bare issue body.

    A bare body becomes the next issue of the local forge.
    """
    if _is_event(text):
        return submission_of(read_event(text, file=file))
    number = forge.next_number() if forge else 1
    return Submission(
        issue=number,
        title="",
        body=text.removeprefix("\ufeff"),
        author="you",
        labels=(form_questions.FORM_LABEL,),
    )


def as_it_stands(submission: Submission, forge: Forge) -> Submission:
    """Return a submission as it is now: its event may be old, or come twice.

    One that is gone counts as closed.
    """
    return forge.submission(submission.issue) or replace(submission, state="closed")


def plan_intake(
    submission: Submission,
    forge: Forge,
    *,
    today: date,
    look: Callable[[Sequence[str]], Sequence[LinkVerdict]],
) -> tuple[Plan, Ground]:
    """Decide what to do about a submission, and say on which commits that stands."""
    snapshot = forge.base()
    files = loading.load(snapshot)
    loading.check_readable(files)
    own = forge.branch(submission.issue)
    desk = drafting.Desk(
        files=files,
        branch=own,
        others=[one for one in forge.open_branches() if one.issue != submission.issue],
        today=today,
        look=look,
    )
    planned = plan_submission(submission, desk, snapshot, forge.merged_text)
    return planned, Ground(base=snapshot.commit, head=own.head if own else None)


def _is_event(text: str) -> bool:
    """Say whether a file holds an event; a bare issue body is none."""
    return text.lstrip("\ufeff \t\r\n").startswith("{")
