"""One door to GitHub's API: what may be repeated is, and limits are kept.

PyGithub speaks; when to wait, to repeat and to give up is decided here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import (
    TYPE_CHECKING,
    Concatenate,
    Literal,
    ParamSpec,
    TypeAlias,
    TypeVar,
)

from requests.exceptions import RequestException

from listbot.catalog.errors import ListbotError, OutageError
from listbot.forge.github_answers import (
    Answer,
    Json,
    RefusedError,
    pause,
    silence,
    trouble,
)
from listbot.forge.github_pace import READ, WRITE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from github.Requester import Requester

    from listbot.forge.github_pace import Pace

_P = ParamSpec("_P")
_T = TypeVar("_T")
Method: TypeAlias = Literal["GET", "POST", "PATCH", "PUT", "DELETE"]

TRIES = 4
# A run never waits longer than this at once: the next one may.
PATIENCE = 120.0
ACTIONS_BOT = "github-actions[bot]"
_PAGE = 100
_NOTIFYING = ("/comments", "/pulls", "/issues")
_NO_GRAPHQL = frozenset({404, 405, 501})
_MOVED = frozenset({307, 308})


class LostError(OutageError):
    """Nobody knows whether a request was done that must not be repeated."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Request:
    """One request; *once* says that it must not be done twice."""

    method: Method
    target: str
    body: Json
    cost: int
    name: str
    once: bool = False
    notifies: bool = False


@dataclass
class Api:
    """The API of one repository, *name* being `owner/name`.

    *reserve* is what a run leaves of the hour's requests to others; *calls* counts.
    """

    requester: Requester
    name: str
    pace: Pace
    reserve: int = 100
    calls: int = 0
    remaining: dict[str, int] = field(default_factory=dict[str, int])
    speaks_graphql: bool = True
    _login: str = ""

    def rest(
        self, method: Method, path: str, body: Json = None, *, once: bool = False
    ) -> Json:
        """Ask for *path* below the repository and return the JSON of the answer.

        With *once* a request that may have been done is not repeated: LostError. Raises
        RefusedError for what GitHub will not do, ListbotError for what the token may
        not, OutageError when GitHub does not answer in time.
        """
        request = _Request(
            method=method,
            target=f"/repos/{self.name}{path}",
            body=body,
            cost=READ if method == "GET" else WRITE,
            name=f"{method} {path.partition('?')[0]}",
            once=once,
            notifies=method == "POST" and path.endswith(_NOTIFYING),
        )
        return self._insist(request).data

    def login(self) -> str:
        """Return whom the token acts as.

        The token of a workflow is refused an answer, and is known by that.
        """
        if not self._login:
            asked = _Request(
                method="GET", target="/user", body=None, cost=READ, name="GET /user"
            )
            try:
                self._login = self._insist(asked).data["login"]
            except ListbotError:
                self._login = ACTIONS_BOT
        return self._login

    def graphql(
        self, document: str, variables: Mapping[str, Json], *, once: bool = False
    ) -> Json:
        """Ask a GraphQL document and return its answer, `data` and `errors`.

        What single fields refuse is left to the caller.
        """
        request = _Request(
            method="POST",
            target=self.requester.graphql_url,
            body={"query": document, "variables": dict(variables)},
            cost=WRITE if document.startswith("mutation") else READ,
            name="a GraphQL " + document.partition("(")[0],
            once=once,
            notifies="addComment(" in document,
        )
        return self._insist(request).data

    def pages(self, path: str) -> list[Json]:
        """Return every row of a list, a hundred a request."""
        rows: list[Json] = []
        sign = "&" if "?" in path else "?"
        for page in range(1, 1000):
            found = self.rest("GET", f"{path}{sign}per_page={_PAGE}&page={page}")
            rows += found
            if len(found) < _PAGE:
                break
        return rows

    def either(
        self,
        by_graphql: Callable[Concatenate[Api, _P], _T],
        by_rest: Callable[Concatenate[Api, _P], _T],
        *what: _P.args,
        **named: _P.kwargs,
    ) -> _T:
        """Ask in GraphQL; where that is not spoken, in REST from then on."""
        if self.speaks_graphql:
            try:
                return by_graphql(self, *what, **named)
            except RefusedError as refused:
                if refused.status not in _NO_GRAPHQL:
                    raise
                self.speaks_graphql = False
        return by_rest(self, *what, **named)

    def _insist(self, request: _Request) -> Answer:
        """Ask until it is done, as long as asking again is safe and of use."""
        answer = Answer(status=0, headers={}, text="")
        for attempt in range(1, TRIES + 1):
            answer = self._ask(request)
            if answer.is_done:
                return answer
            seconds = pause(answer, attempt, self.pace.now().timestamp())
            if seconds is None:
                raise trouble(answer, request.name)
            if request.once and answer.is_unclear:
                raise LostError(str(silence(answer, request.name)))
            if seconds > PATIENCE:
                break
            if attempt < TRIES:
                self.pace.wait(seconds)
        raise silence(answer, request.name)

    def _ask(self, request: _Request) -> Answer:
        """Send a request once, when the limits allow it; silence is an answer too."""
        resource = "core" if request.target.startswith("/") else "graphql"
        self._keep_reserve(resource, request.cost)
        self.pace.ask(resource, request.cost, notifies=request.notifies)
        self.calls += 1
        try:
            answer = self._send(request.method, request.target, request.body)
            if answer.status in _MOVED and "location" in answer.headers:
                # A renamed repository. Of the address only the path is used.
                location = answer.headers["location"]
                answer = self._send(request.method, location, request.body)
        except RequestException as error:
            return Answer(status=0, headers={}, text=type(error).__name__)
        left = answer.headers.get("x-ratelimit-remaining", "")
        if left.isdigit():
            self.remaining[resource] = int(left)
        return answer

    def _look_at_reserve(self) -> None:
        """Ask what is left before the first change: of many runs each makes one.

        That request counts against no limit; where there is none, it is not answered.
        """
        self.calls += 1
        try:
            answer = self._send("GET", "/rate_limit", None)
        except RequestException:
            return
        if answer.is_done:
            left = answer.data["resources"]["core"]["remaining"]
            self.remaining["core"] = int(left)

    def _send(self, method: Method, target: str, body: Json) -> Answer:
        status, headers, text = self.requester.requestJson(method, target, input=body)
        told = {name: str(value) for name, value in headers.items()}
        return Answer(status=status, headers=told, text=str(text))

    def _keep_reserve(self, resource: str, cost: int) -> None:
        if resource == "core" and cost == WRITE and resource not in self.remaining:
            self._look_at_reserve()
        left = self.remaining.get(resource)
        if left is not None and left <= self.reserve:
            message = (
                f"GitHub allows this token {left} more requests in this hour, and "
                f"{self.reserve} are kept for others."
            )
            raise OutageError(message)
