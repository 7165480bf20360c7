"""GitHub's limits, as documented, in the fake's own time.

Primary: requests an hour, by token. Secondary: 900 points a minute (reading 1, writing
5), 2,000 for GraphQL; and of requests that make content people are notified of, 80 a
minute and 500 an hour, over REST and GraphQL together.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from .errors import ApiError

if TYPE_CHECKING:
    from .routing import Route
    from .world import Token

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
POINTS_A_MINUTE = {"core": 900, "graphql": 2000}
CONTENT_A_MINUTE = 80
CONTENT_AN_HOUR = 500
_NOTIFYING = ("/issues", "/comments", "/pulls", "/reviews", "/merge")
_SECONDARY = (
    "You have exceeded a secondary rate limit. Please wait a few minutes before you "
    "try again."
)


@dataclass
class Usage:
    """What one token has asked for."""

    used: int = 0
    reset: datetime | None = None
    points: deque[tuple[datetime, int]] = field(
        default_factory=deque[tuple[datetime, int]]
    )


@dataclass
class Limits:
    """Counts requests and refuses those over a limit; remembers the refusals."""

    usage_by_token: defaultdict[tuple[str, str], Usage] = field(
        default_factory=lambda: defaultdict[tuple[str, str], Usage](Usage)
    )
    content: deque[datetime] = field(default_factory=deque[datetime])
    refused: list[str] = field(default_factory=list[str])

    def count(
        self, token: Token, now: datetime, *, free: bool, resource: str = "core"
    ) -> Usage:
        """Count one request of *token* against its hour; refuse it when spent."""
        usage = self.usage_by_token[token.secret, resource]
        if usage.reset is None or now >= usage.reset:
            usage.used, usage.reset = 0, now.replace(microsecond=0) + HOUR
        if not free:
            if usage.used >= token.hourly:
                told = f"API rate limit exceeded for user ID {token.login}."
                raise self._refusal(told, headers(token, usage, resource=resource))
            usage.used += 1
        return usage

    def count_points(
        self, token: Token, now: datetime, *, cost: int, resource: str, notifies: bool
    ) -> None:
        """Count what a request costs against the secondary limits."""
        usage = self.usage_by_token[token.secret, resource]
        while usage.points and usage.points[0][0] <= now - MINUTE:
            usage.points.popleft()
        if sum(points for _, points in usage.points) + cost > POINTS_A_MINUTE[resource]:
            raise self._refusal(_SECONDARY, {"Retry-After": "60"})
        usage.points.append((now, cost))
        if notifies:
            self._count_content(now)

    def _count_content(self, now: datetime) -> None:
        while self.content and self.content[0] <= now - HOUR:
            self.content.popleft()
        lately = sum(when > now - MINUTE for when in self.content)
        if lately >= CONTENT_A_MINUTE or len(self.content) >= CONTENT_AN_HOUR:
            raise self._refusal(_SECONDARY, {"Retry-After": "60"})
        self.content.append(now)

    def _refusal(self, message: str, told: dict[str, str]) -> ApiError:
        self.refused.append(message)
        return ApiError(403, message, headers=told)


def notifies(route: Route) -> bool:
    """Return whether *route* makes content that people are notified of."""
    return route.method in {"POST", "PUT"} and route.path.endswith(_NOTIFYING)


def headers(token: Token, usage: Usage, *, resource: str = "core") -> dict[str, str]:
    """Return the headers that tell how much of its hour a token has left."""
    reset = usage.reset.timestamp() if usage.reset else 0
    return {
        "X-RateLimit-Limit": str(token.hourly),
        "X-RateLimit-Remaining": str(max(0, token.hourly - usage.used)),
        "X-RateLimit-Used": str(usage.used),
        "X-RateLimit-Reset": str(int(reset)),
        "X-RateLimit-Resource": resource,
    }
