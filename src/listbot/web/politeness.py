"""Who is asked next: hosts side by side, each as gently as its pace says. No I/O.

Time comes in as a parameter, so a test can let a year pass in a moment.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count
from math import inf
from typing import TYPE_CHECKING, Generic, Literal, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Effect: TypeAlias = Literal["fine", "failed", "refused", "unclear"]
"""How a host took a request: it answered, it did not, or it asked for less of them."""

Task = TypeVar("Task")

# A request that is silent for this long lets another one begin beside it,
_SILENT = 1.5
# up to this many times the requests that the pace allows; of a host that has never
# answered no more than it takes to leave it alone.
_MOST_SILENT = 2
_SLOWED = 0.5
_SLOWEST = 30.0
_SHORTEST_WAIT = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How one host is asked.

    So many requests at once, so many seconds between two of them; it is left alone
    after so many *failures* in a row, or when it wants a pause longer than
    *longest_wait* seconds.
    """

    per_host: int
    interval: float
    failures: int
    longest_wait: float


@dataclass(slots=True, eq=False)
class _Host(Generic[Task]):
    name: str
    pace: Pace
    interval: float
    queue: deque[Task] = field(default_factory=deque[Task])
    started: dict[Task, float] = field(default_factory=dict[Task, float])
    not_before: float = 0.0
    refused_at: float = -inf
    refusals: int = 0
    failures: int = 0
    answered: bool = False
    left_alone: bool = False
    turn: int = 0

    @property
    def burden(self) -> float:
        """How much waits for each request under way, had it one more.

        So one more request to a small host comes after the first one to another: the
        connection that it has is soon free.
        """
        return len(self.queue) / (len(self.started) + 1)

    @property
    def room(self) -> int:
        """How many requests at once; one where the host does not feel well."""
        return 1 if self.failures or self.refusals else self.pace.per_host


class Schedule(Generic[Task]):
    """The tasks that wait, by host; the host with the most of them goes first."""

    def __init__(self, pace: Pace, pace_by_host: Mapping[str, Pace]) -> None:
        self._pace = pace
        self._pace_by_host = pace_by_host
        self._hosts: dict[str, _Host[Task]] = {}
        self._ready: list[tuple[float, int, _Host[Task]]] = []
        self._resting: list[tuple[float, int, _Host[Task]]] = []
        self._later: list[tuple[float, int, str, Task]] = []
        self._number = count(1)

    def fill(self, tasks: Iterable[tuple[str, Task]]) -> None:
        """Let all *tasks* of all hosts wait from the beginning, in this order."""
        for name, task in tasks:
            self._host(name).queue.append(task)
        for host in self._hosts.values():
            self._offer(host, 0.0)

    def add(
        self,
        name: str,
        task: Task,
        now: float,
        *,
        first: bool = True,
        pause: float = 0.0,
    ) -> bool:
        """Let one more task wait, before or after those of its host, after a *pause*.

        Says whether it will be asked: not where the host is left alone.
        """
        host = self._host(name)
        if host.left_alone:
            return False
        if pause:
            heappush(self._later, (now + pause, next(self._number), name, task))
            return True
        if first:
            host.queue.appendleft(task)
        else:
            host.queue.append(task)
        self._offer(host, now)
        return True

    def take(self, now: float) -> tuple[str, Task] | None:
        """Return the next task that may start now, with its host."""
        self._wake(now)
        while self._ready:
            _, turn, host = heappop(self._ready)
            if turn != host.turn or not host.queue:
                continue
            task = host.queue.popleft()
            host.started[task] = now
            host.not_before = max(host.not_before, now + host.interval)
            self._offer(host, now)
            return host.name, task
        return None

    def is_last(self, name: str) -> bool:
        """Say whether nothing more waits for a host, as far as is known."""
        return not self._hosts[name].queue

    def done(
        self, name: str, task: Task, now: float, effect: Effect, wait: float = 0.0
    ) -> tuple[Task, ...]:
        """Take note that a task has been answered, and of how its host took it.

        *wait* is the pause the host wants, in seconds. Returns the tasks that will not
        be asked any more, because the host is left alone from now on.
        """
        host = self._hosts[name]
        started = host.started.pop(task)
        host.answered = host.answered or effect in {"fine", "refused"}
        if effect == "fine":
            host.failures = 0
        elif effect != "unclear":
            self._hurt(host, started, now, effect, wait)
        if host.failures >= host.pace.failures or wait > host.pace.longest_wait:
            return self._leave_alone(host)
        self._offer(host, now)
        return ()

    def due(self, now: float) -> float | None:
        """Say in how many seconds a task can start at the earliest, if one waits.

        None also where all that wait, wait for an answer from their host.
        """
        self._wake(now)
        self._forget_old_turns()
        if self._ready:
            return 0.0
        resting = [heap[0][0] for heap in (self._resting, self._later) if heap]
        return max(0.0, min(resting) - now) if resting else None

    def _host(self, name: str) -> _Host[Task]:
        host = self._hosts.get(name)
        if host is None:
            pace = self._pace_by_host.get(name, self._pace)
            host = _Host[Task](name, pace, pace.interval)
            self._hosts[name] = host
        return host

    def _hurt(
        self, host: _Host[Task], started: float, now: float, effect: Effect, wait: float
    ) -> None:
        """Ask a host that is hurt less often, for the rest of the run."""
        if effect == "failed":
            host.failures += 1
            return
        # Requests under way together are refused together: that is one refusal.
        if started > host.refused_at:
            host.failures += 1
            host.refusals += 1
            host.refused_at = now
            host.interval = min(max(2 * host.interval, _SLOWED), _SLOWEST)
        pause = max(wait, _SHORTEST_WAIT * 2 ** (host.refusals - 1))
        host.not_before = max(host.not_before, now + pause)

    def _leave_alone(self, host: _Host[Task]) -> tuple[Task, ...]:
        host.left_alone = True
        host.turn = 0
        left = (*host.queue, *self._taken_back(host.name))
        host.queue.clear()
        return left

    def _taken_back(self, name: str) -> list[Task]:
        """Take the tasks of one host out of those that come later."""
        taken = [task for _, _, host, task in self._later if host == name]
        if taken:
            self._later = sorted(entry for entry in self._later if entry[2] != name)
        return taken

    def _wake(self, now: float) -> None:
        while self._later and self._later[0][0] <= now:
            _, _, name, task = heappop(self._later)
            host = self._hosts[name]
            host.queue.appendleft(task)
            self._offer(host, now)
        while self._resting and self._resting[0][0] <= now:
            _, turn, host = heappop(self._resting)
            if turn == host.turn:
                self._offer(host, now)

    def _forget_old_turns(self) -> None:
        """Take away what stands first and has been overtaken by another turn."""
        for heap in (self._ready, self._resting):
            while heap and heap[0][1] != heap[0][2].turn:
                heappop(heap)

    def _offer(self, host: _Host[Task], now: float) -> None:
        """Put a host that has something to ask where its next turn is found."""
        if not host.queue or host.left_alone:
            host.turn = 0
            return
        start = max(host.not_before, _next_place(host, now))
        host.turn = 0 if start == inf else next(self._number)
        if start <= now:
            heappush(self._ready, (-host.burden, host.turn, host))
        elif start < inf:
            heappush(self._resting, (start, host.turn, host))


def _next_place(host: _Host[Task], now: float) -> float:
    """Say when the host has room for one more request; never is `inf`."""
    room = host.room
    if len(host.started) < room:
        return now
    widest = _MOST_SILENT * room
    if not host.answered:
        widest = min(widest, max(room, host.pace.failures - host.failures))
    if len(host.started) >= widest:
        return inf
    return list(host.started.values())[-room] + _SILENT
