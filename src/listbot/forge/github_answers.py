"""What an answer of GitHub's API means: done, ask again later, or never. No I/O.

(docs.github.com: troubleshooting the REST API, rate limits for the REST API)
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from listbot.catalog.errors import ListbotError, OutageError

if TYPE_CHECKING:
    from collections.abc import Mapping

Json: TypeAlias = Any

_SETTING = (
    "GitHub Actions may not open pull requests in this repository. Switch on “Allow "
    "GitHub Actions to create and approve pull requests” under Settings → Actions → "
    "General → Workflow permissions, then run the job again."
)
_WHO_ARE_YOU = (
    "GitHub does not know this token. Pass the job's own one as GITHUB_TOKEN: "
    "${{ github.token }}."
)
# What a token has to be allowed for each part of the API, as workflows name it.
_PERMISSIONS = (
    (("/git/", "/branches", "/contents", "/merges"), "contents: write"),
    (("/pulls", "updatePullRequest"), "pull-requests: write"),
    (("/check-runs", "createCheckRun"), "checks: write"),
    (("/collaborators",), "metadata: read"),
)
_WAIT = 60.0


class RefusedError(ListbotError):
    """GitHub will not do what was asked: *status*, and its reasons in *said*.

    Whoever asked may know a way round; where nobody does, a maintainer has to know.
    """

    def __init__(self, status: int, said: str) -> None:
        super().__init__(f"GitHub does not do what was asked ({status}): {said}")
        self.status = status
        self.said = said


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """One answer; *status* 0 stands for none at all.

    The names of its headers are in lower case.
    """

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def data(self) -> Json:
        """The JSON of the answer, None where it is none."""
        try:
            return json.loads(self.text) if self.text else None
        except ValueError:
            return None

    @property
    def is_done(self) -> bool:
        """Whether GitHub did what was asked."""
        told = not self.text or self.data is not None
        return self.status in range(200, 300) and told and not self._is_limited_graphql

    @property
    def is_unclear(self) -> bool:
        """Whether nobody knows if it was done: silence, or a server's trouble."""
        garbled = self.status in range(200, 300) and self.data is None
        return self.status == 0 or self.status in range(500, 600) or garbled

    @property
    def said(self) -> str:
        """GitHub's reasons, those of single fields included."""
        data = self.data
        if not isinstance(data, dict):
            return self.text[:200] or f"status {self.status}"
        told = cast("dict[str, Json]", data)
        reasons = [_reason(error) for error in told.get("errors", [])]
        return "; ".join([str(told.get("message", "")), *reasons]).strip("; ")

    @property
    def is_limited(self) -> bool:
        """Whether it is refused for now because too much was asked."""
        spent = self.headers.get("x-ratelimit-remaining") == "0"
        told = "retry-after" in self.headers or "rate limit" in self.said.lower()
        limited = self.status in {403, 429} and (spent or told or self.status == 429)  # noqa: PLR2004 - the status for it
        return limited or self._is_limited_graphql

    @property
    def _is_limited_graphql(self) -> bool:
        errors = field_errors(self.data)
        return any(error.get("type") == "RATE_LIMITED" for error in errors)


def pause(answer: Answer, attempt: int, now: float) -> float | None:
    """Return the seconds to wait before asking again; None if that is no use.

    *now* is in seconds since 1970. A wait that GitHub does not name is a minute for a
    limit, and 1, 2, 4 … seconds for trouble of its servers.
    """
    if answer.is_limited:
        return _pause_of_limit(answer, now)
    return 2.0 ** (attempt - 1) if answer.is_unclear else None


def trouble(answer: Answer, asked: str) -> Exception:
    """Return the error that a final refusal of *asked* is: whose it is to mend."""
    said = answer.said
    if answer.status == 401:  # noqa: PLR2004 - Unauthorized
        return ListbotError(_WHO_ARE_YOU)
    if answer.status == 403:  # noqa: PLR2004 - Forbidden
        return forbidden(said, asked)
    return RefusedError(answer.status, said)


def forbidden(said: str, asked: str) -> Exception:
    """Return the error for a 403 that says *said*: a setting, a right, or a rule."""
    if "not permitted to create or approve pull requests" in said:
        return ListbotError(_SETTING)
    if "not accessible" in said or "Must have admin rights" in said:
        missing = next(
            (
                right
                for parts, right in _PERMISSIONS
                if any(part in asked for part in parts)
            ),
            "issues: write",
        )
        if missing == "checks: write" and "personal" in said:
            # None that a person's token could have: the caller knows what to do.
            return RefusedError(403, said)
        where = (
            "Give it to the token, on GitHub's page of the token."
            if "personal" in said
            else "Add that under `permissions:` of the job in the workflow."
        )
        message = (
            f"GitHub refuses {asked} with this token: it needs the permission "
            f"`{missing}`. {where}"
        )
        return ListbotError(message)
    return RefusedError(403, said)


def silence(answer: Answer, asked: str) -> OutageError:
    """Return the error for an answer that did not come in time."""
    why = "there is no answer" if answer.status == 0 else f"it says {answer.said!r}"
    return OutageError(f"GitHub does not do {asked} now: {why}.")


def field_errors(data: Json) -> list[dict[str, Json]]:
    """Return the errors in the JSON of a GraphQL answer."""
    if not isinstance(data, dict) or "data" not in data:
        return []
    return cast("dict[str, list[dict[str, Json]]]", data).get("errors", [])


def _pause_of_limit(answer: Answer, now: float) -> float:
    after = answer.headers.get("retry-after", "").strip()
    if after.isascii() and after.isdigit():
        return float(after) + 1
    reset = answer.headers.get("x-ratelimit-reset", "")
    if answer.headers.get("x-ratelimit-remaining") == "0" and reset.isdigit():
        return max(0.0, float(reset) - now) + 1
    return _WAIT


def _reason(error: Json) -> str:
    if not isinstance(error, dict):
        return str(error)
    told = cast("dict[str, Json]", error)
    if "message" in told:
        return str(told["message"])
    return f"{told.get('field', '')}: {told.get('code', '')}"
