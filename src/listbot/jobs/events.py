"""Events: what GitHub tells a workflow, as far as it is used.

An event only says which submission to look at: what is to be done about it follows from
how things stand when it is looked at.
"""

from __future__ import annotations

import json
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from listbot.catalog.errors import ListbotError
from listbot.forge import history
from listbot.forge.protocol import Submission


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


class Comment(_Part):
    """A comment as GitHub sends it."""

    body: str | None = None
    user: User | None = None


class Head(_Part):
    """The branch of a pull request."""

    ref: str


class PullRequest(_Part):
    """A pull request as GitHub sends it."""

    head: Head


class Event(_Part):
    """One of the events `issues`, `issue_comment` and `pull_request`."""

    action: str = ""
    issue: Issue | None = None
    comment: Comment | None = None
    pull_request: PullRequest | None = None

    @property
    def number(self) -> int | None:
        """The issue that it is about; None for what is none of our business.

        A comment that was edited or deleted gives no command, and pull requests are
        talked about by people.
        """
        if self.issue is None:
            head = self.pull_request.head.ref if self.pull_request else ""
            return history.issue_of(head)
        is_old = self.comment is not None and self.action not in {"", "created"}
        return None if is_old or self.issue.pull_request else self.issue.number

    @property
    def author(self) -> str:
        """Who opened the issue, where the event tells; else empty."""
        return self.issue.user.login if self.issue and self.issue.user else ""


def is_event(text: str) -> bool:
    """Say whether a file holds an event; a bare issue body is none."""
    return text.lstrip("\ufeff \t\r\n").startswith("{")


def read_event(text: str, *, file: str) -> Event:
    """Read GitHub's event JSON.

    Raises ListbotError, with the place in the file, when it is not the event of an
    issue, a comment or a pull request.
    """
    try:
        event = Event.model_validate(json.loads(text.removeprefix("\ufeff")))
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
    except ValueError:
        # The one thing that is JSON and still refused: Python bounds their digits.
        message = f"{file}: a number in this JSON is too long to be GitHub's."
        raise ListbotError(message, file=file) from None
    if event.issue is None and event.pull_request is None:
        message = (
            f"{file}: this is not GitHub's event of an issue: issue: Field required."
        )
        raise ListbotError(message, file=file)
    return event


def submission_of(issue: Issue) -> Submission:
    """Return the issue of an event as a submission."""
    return Submission(
        issue=issue.number,
        title=issue.title,
        body=issue.body or "",
        author=issue.user.login if issue.user else "ghost",
        author_id=issue.user.id if issue.user else None,
        state=issue.state,
        labels=tuple(label.name for label in issue.labels),
    )
