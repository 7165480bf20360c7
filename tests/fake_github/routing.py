"""From a request to the function that answers it, and who may ask."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .site import Site
    from .world import Role, Token

REPO = "/repos/{owner}/{repo}"
# These hold slashes; the others end at one.
_LONG = frozenset({"ref", "path", "branch", "basehead"})


@dataclass(frozen=True)
class Call:
    """One request, understood: *params* are the parts of its path."""

    method: str
    path: str
    token: Token
    query: Mapping[str, str]
    body: Any
    params: Mapping[str, str]

    @property
    def login(self) -> str:
        """Who asks."""
        return self.token.login

    def number(self, name: str) -> int:
        """Return the part *name* of the path as a number."""
        return int(self.params[name])

    def given(self, name: str) -> Any:
        """Return the key *name* of the body, None where it is not."""
        body: Any = self.body
        return body.get(name) if hasattr(body, "get") else None


@dataclass(frozen=True)
class Answer:
    """A success: *items* is a list that still has to be cut into pages."""

    status: int
    body: Any = None
    items: list[Any] | None = None
    key: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


Answering: TypeAlias = "Callable[[Site, Call], Answer]"


@dataclass(frozen=True)
class Route:
    """One operation.

    *right* is the permission a restricted token needs (to write, unless it only reads),
    *role* what a user must be at least.
    """

    method: str
    path: str
    right: str
    role: Role
    answer: Answering
    pattern: re.Pattern[str]

    @property
    def writes(self) -> bool:
        """Whether it may change anything."""
        return self.method != "GET"


class Router:
    """All routes, in the order they were written down."""

    def __init__(self) -> None:
        self.routes: list[Route] = []

    def on(
        self, method: str, path: str, *, right: str, role: Role = "read"
    ) -> Callable[[Answering], Answering]:
        """Let the function below answer *method* on *path*."""

        def added(answer: Answering) -> Answering:
            pattern = re.compile(_pattern(path))
            route = Route(method, path, right, role, answer, pattern)
            self.routes.append(route)
            return answer

        return added

    def find(self, method: str, path: str) -> tuple[Route, dict[str, str]] | None:
        """Return the route for a request, and the parts of its path."""
        for route in self.routes:
            found = route.pattern.fullmatch(path) if route.method == method else None
            if found is not None:
                parts = found.groupdict()
                return route, {name: unquote(part) for name, part in parts.items()}
        return None


def _pattern(path: str) -> str:
    def piece(found: re.Match[str]) -> str:
        name = found[1]
        if name in _LONG:
            return f"(?P<{name}>.+)"
        digits = name.endswith(("_number", "_id"))
        return f"(?P<{name}>{'[0-9]+' if digits else '[^/]+'})"

    return re.sub(r"\{(\w+)\}", piece, path)
