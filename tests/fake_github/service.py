"""One request in, one answer out: who asks, whether they may, what it is, and limits.

Every request and every answer is held against GitHub's own description. What does not
fit is remembered in `violations`, and a test that leaves any fails.
"""

from __future__ import annotations

import json
import traceback
from dataclasses import dataclass, field
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import parse_qsl, urlencode, urlsplit

from . import graphql_api, routes_git, routes_issues, routes_pulls, routes_repo
from .contract import operations
from .errors import ApiError, not_accessible, not_found
from .faults import Fault, LostError, strike
from .limits import Limits, headers, notifies
from .routing import Answer, Call, Route, Router
from .world import ROLES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .site import Site
    from .world import Token

_API_VERSION = "2022-11-28"
Gate: TypeAlias = "Callable[[str, str], None]"


@dataclass(frozen=True)
class Raw:
    """A request as it came over the wire."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Served:
    """An answer as it goes over the wire."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Record:
    """One call that was made: what the fake remembers of it."""

    method: str
    path: str
    login: str
    status: int
    operation: str
    body: Any
    version: str | None


@dataclass
class Service:
    """The API over one site."""

    site: Site
    limits: Limits = field(default_factory=Limits)
    faults: dict[int, Fault] = field(default_factory=dict[int, Fault])
    calls: list[Record] = field(default_factory=list[Record])
    violations: list[str] = field(default_factory=list[str])
    dead: bool = False
    graphql: bool = True
    gate: Gate | None = None
    arrived: int = 0
    lock: RLock = field(default_factory=RLock)
    router: Router = field(default_factory=Router)

    def __post_init__(self) -> None:
        for module in (routes_repo, routes_issues, routes_git, routes_pulls):
            self.router.routes += module.router.routes

    def answer(self, raw: Raw) -> Served:
        """Answer one request; raise LostError where a fault wants no answer."""
        if self.gate is not None:
            self.gate(
                raw.headers.get("Authorization", ""), f"{raw.method} {raw.target}"
            )
        with self.lock:
            if self.dead:
                raise LostError(dead=True)
            self.arrived += 1
            fault = self.faults.get(self.arrived)
            try:
                strike(fault, "before")
                served = self._answer(raw)
                strike(fault, "after")
            except ApiError as error:
                return self._refused(error, {})
            except LostError as error:
                self.dead = self.dead or error.dead
                raise
            return served

    def _answer(self, raw: Raw) -> Served:
        """Do what is asked; an ApiError that a route raises is an answer too."""
        told: dict[str, str] = {}
        try:
            token = self._token(raw)
            if raw.target == "/graphql" and raw.method == "POST":
                return self._graphql(raw, token)
            usage = self.limits.count(token, self.site.now(), free=_is_free(raw))
            told = headers(token, usage)
            if _is_free(raw):
                return self._allowance(raw, token, told)
            return self._routed(raw, token, told)
        except ApiError as error:
            return self._refused(error, told)
        except Exception:  # noqa: BLE001 - a bug of the fake must fail the test
            self.violations.append(traceback.format_exc())
            return self._refused(ApiError(500, "the fake is broken"), told)

    def _routed(self, raw: Raw, token: Token, told: dict[str, str]) -> Served:
        parts = urlsplit(raw.target)
        path = self._renamed(raw, parts.path, parts.query)
        found = self.router.find(raw.method, path)
        if found is None:
            if not path.startswith("/repositories/"):
                self.violations.append(f"GitHub has no {raw.method} {path}")
            raise not_found()
        route, params = found
        body = json.loads(raw.body) if raw.body.strip() else None
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        call = Call(raw.method, path, token, query, body, params)
        if not path.startswith(("/user", "/rate_limit")):
            self._here(params)
        operation = operations()[route.method, route.path]
        self.violations += operation.request_faults(query, body)
        try:
            self.limits.count_points(
                token,
                self.site.now(),
                cost=5 if route.writes else 1,
                resource="core",
                notifies=notifies(route),
            )
            self._authorise(route, call)
            answer = route.answer(self.site, call)
            content, told = self._paged(answer, call, told)
            status = answer.status
        except ApiError as error:
            content, status = error.body(), error.status
            told |= error.headers
        self.violations += operation.response_faults(status, content)
        self._remember(raw, path, token, status, operation.id, body)
        return _served(status, content, told)

    def _allowance(self, raw: Raw, token: Token, told: dict[str, str]) -> Served:
        """Tell what is left of the hour; that costs nothing."""
        rate = {
            name: int(told[f"X-RateLimit-{name.capitalize()}"])
            for name in ("limit", "remaining", "reset", "used")
        }
        content = {"resources": {"core": rate, "search": rate}, "rate": rate}
        operation = operations()["GET", "/rate_limit"]
        self.violations += operation.response_faults(200, content)
        self._remember(raw, "/rate_limit", token, 200, operation.id, None)
        return _served(200, content, told)

    def _remember(  # noqa: PLR0913, PLR0917 - the parts of a record
        self,
        raw: Raw,
        path: str,
        token: Token,
        status: int,
        operation: str,
        body: object,
    ) -> None:
        version = raw.headers.get("X-GitHub-Api-Version")
        if version not in {None, _API_VERSION}:
            self.violations.append(f"there is no API version {version} here")
        record = Record(raw.method, path, token.login, status, operation, body, version)
        self.calls.append(record)

    def _graphql(self, raw: Raw, token: Token) -> Served:
        """Answer a GraphQL request: its errors come with status 200."""
        if not self.graphql:
            raise not_found()
        now = self.site.now()
        usage = self.limits.count(token, now, free=False, resource="graphql")
        body = json.loads(raw.body)
        asked = graphql_api.mutations(body["query"])
        self.limits.count_points(
            token,
            now,
            cost=5 if asked else 1,
            resource="graphql",
            notifies="addComment" in asked,
        )

        def rest(method: str, path: str, content: Any) -> Any:
            whole = f"/repos/{self.site.world.full_name}{path}"
            found = self.router.find(method, whole)
            if found is None:
                raise LookupError(whole)
            route, params = found
            call = Call(method, whole, token, {}, content, params)
            self._authorise(route, call)
            return route.answer(self.site, call).body

        answer, faults = graphql_api.execute(self.site, token.login, rest, body)
        self.violations += faults
        name = graphql_api.operation_name(body["query"])
        self._remember(raw, "/graphql", token, 200, f"graphql {name}", body)
        return _served(200, answer, headers(token, usage, resource="graphql"))

    def _token(self, raw: Raw) -> Token:
        if not raw.headers.get("User-Agent"):
            raise ApiError(403, "Request forbidden by administrative rules.")
        scheme, _, secret = raw.headers.get("Authorization", "").partition(" ")
        token = self.site.world.tokens.get(secret)
        if scheme.lower() not in {"token", "bearer"} or token is None:
            raise ApiError(401, "Bad credentials")
        return token

    def _renamed(self, raw: Raw, path: str, query: str) -> str:
        """Lead from a former name to the repository's id, as GitHub does."""
        world = self.site.world
        by_id = f"/repositories/{world.id}"
        for name in world.former_names:
            old = f"/repos/{name}"
            if path == old or path.startswith(old + "/"):
                place = self.site.root + by_id + path.removeprefix(old)
                place += f"?{query}" if query else ""
                status = 301 if raw.method == "GET" else 307
                told = {"Location": place}
                raise ApiError(status, "Moved Permanently", headers=told)
        if path == by_id or path.startswith(by_id + "/"):
            return f"/repos/{world.full_name}{path.removeprefix(by_id)}"
        return path

    def _here(self, params: Mapping[str, str]) -> None:
        asked = f"{params['owner']}/{params['repo']}"
        if asked.casefold() != self.site.world.full_name.casefold():
            raise not_found()

    def _authorise(self, route: Route, call: Call) -> None:
        world, token = self.site.world, call.token
        role = world.role_of(token.login)
        if token.rights is not None:
            access = token.rights.get(route.right, "none")
            reading = not route.writes and (access == "read" or not world.private)
            if access != "write" and not reading and route.right != "metadata":
                raise not_accessible(token.kind)
        elif ROLES.index(role) < ROLES.index("read"):
            raise not_found()
        elif ROLES.index(role) < ROLES.index(route.role):
            raise not_accessible(token.kind)

    def _paged(
        self, answer: Answer, call: Call, told: dict[str, str]
    ) -> tuple[Any, dict[str, str]]:
        told |= answer.headers
        if answer.items is None:
            return answer.body, told
        size = min(100, max(1, int(call.query.get("per_page", 30))))
        page = max(1, int(call.query.get("page", 1)))
        pages = max(1, -(-len(answer.items) // size))
        links = self._links(call, page, pages)
        if links:
            told["Link"] = ", ".join(links)
        rows = answer.items[(page - 1) * size : page * size]
        total = {"total_count": len(answer.items)}
        return (rows if answer.key is None else {**total, answer.key: rows}), told

    def _links(self, call: Call, page: int, pages: int) -> list[str]:
        wanted = {"prev": page - 1, "next": page + 1, "last": pages, "first": 1}
        return [
            f"<{self.site.root}{call.path}?{urlencode({**call.query, 'page': number})}>"
            f'; rel="{name}"'
            for name, number in wanted.items()
            if 1 <= number <= pages and number != page
        ]

    def _refused(self, error: ApiError, told: Mapping[str, str]) -> Served:
        return _served(error.status, error.body(), {**told, **error.headers})


def _served(status: int, content: object, told: Mapping[str, str]) -> Served:
    body = b"" if content is None else json.dumps(content).encode()
    kind = {"Content-Type": "application/json; charset=utf-8"}
    return Served(status, {**kind, **told}, body)


def _is_free(raw: Raw) -> bool:
    return raw.target.startswith("/rate_limit")
