"""How fast one run may ask GitHub: its documented limits, kept from our side.

Points: reading costs 1, writing 5; REST allows 900 a minute, GraphQL 2,000. Making what
people are notified of: 80 a minute, 500 an hour. We stay below all of them, because
others use the same token. (docs.github.com: rate limits for the REST and GraphQL API)
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from listbot.catalog.errors import OutageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

POINTS_A_MINUTE = {"core": 800, "graphql": 1800}
CONTENT_A_MINUTE = 70
CONTENT_AN_HOUR = 450
READ, WRITE = 1, 5
_MINUTE, _HOUR = 60.0, 3600.0


@dataclass
class Pace:
    """Remembers what a run has asked for; *wait* lets it wait until more is allowed."""

    now: Callable[[], datetime]
    wait: Callable[[float], None]
    points: dict[str, deque[tuple[float, int]]] = field(
        default_factory=lambda: {name: deque() for name in POINTS_A_MINUTE}
    )
    content: deque[float] = field(default_factory=deque[float])

    def ask(self, resource: str, cost: int, *, notifies: bool = False) -> None:
        """Wait until a request of this *cost* is allowed, and count it.

        *resource* is `core` for REST, or `graphql`. Raises OutageError when that would
        take until the next hour.
        """
        spent = self.points[resource]
        while self._lately(spent) + cost > POINTS_A_MINUTE[resource]:
            self._wait_until(spent[0][0] + _MINUTE)
        if notifies:
            self._wait_for_content()
        moment = self.now().timestamp()
        spent.append((moment, cost))
        if notifies:
            self.content.append(moment)

    def _lately(self, spent: deque[tuple[float, int]]) -> int:
        start = self.now().timestamp() - _MINUTE
        while spent and spent[0][0] <= start:
            spent.popleft()
        return sum(points for _, points in spent)

    def _wait_for_content(self) -> None:
        now = self.now().timestamp()
        while self.content and self.content[0] <= now - _HOUR:
            self.content.popleft()
        if len(self.content) >= CONTENT_AN_HOUR:
            message = (
                f"GitHub lets nobody write more than {CONTENT_AN_HOUR} comments and "
                "pull requests an hour; the rest is taken up by the next run."
            )
            raise OutageError(message)
        if len(self.content) >= CONTENT_A_MINUTE:
            oldest = self.content[-CONTENT_A_MINUTE]
            self._wait_until(oldest + _MINUTE)

    def _wait_until(self, moment: float) -> None:
        self.wait(max(0.0, moment - self.now().timestamp()) + 0.01)
