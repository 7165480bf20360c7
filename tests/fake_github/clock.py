"""A clock that only moves when somebody sleeps: hours of limits pass in no time."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

START = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@dataclass
class VirtualClock:
    """The time, as the fake and its clients see it."""

    time: datetime = START
    slept: list[float] = field(default_factory=list[float])

    def now(self) -> datetime:
        """Return the present moment."""
        return self.time

    def sleep(self, seconds: float) -> None:
        """Let *seconds* pass, and remember that somebody wanted them to."""
        if seconds < 0:
            message = f"nobody can sleep {seconds} seconds"
            raise ValueError(message)
        self.slept.append(seconds)
        self.time += timedelta(seconds=seconds)


def stamp(moment: datetime) -> str:
    """Write *moment* the way the API does: 2026-11-23T12:00:00Z."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
