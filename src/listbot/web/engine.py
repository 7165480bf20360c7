"""The engine: tasks through the one door, each host at its pace, until all is told."""

from __future__ import annotations

import gc
from contextlib import closing
from time import monotonic
from typing import TYPE_CHECKING, cast

from listbot.web.door import Door
from listbot.web.journey import Journey
from listbot.web.politeness import Effect, Pace, Schedule
from listbot.web.tasks import Page, Task, Told, Wanted

if TYPE_CHECKING:
    from collections.abc import (
        Callable,
        Generator,
        Iterable,
        Iterator,
        Mapping,
        Sequence,
    )

    from listbot.catalog.addresses import Address
    from listbot.catalog.link_verdict import LinkVerdict
    from listbot.catalog.manners import Manners
    from listbot.web.doors import Doors
    from listbot.web.interruption import Interruption
    from listbot.web.requesting import Answer, Request, Trouble

# How long a signal may wait for an answer to be noticed.
_LONGEST_WAIT = 0.5
_REFUSED_FOR_NOW = frozenset({429, 503})
# What a HEAD that goes wrong says is about HEAD, until GET has been asked too.
_FAILURES: frozenset[Trouble] = frozenset({"timeout", "broken", "tls"})
_FAILURES_OF_THE_HOST: frozenset[Trouble] = frozenset({"unreachable", "no-name-answer"})


class Engine:
    """Carries tasks out, in one thread; `connections` counts those it made."""

    def __init__(
        self, manners: Manners, doors: Doors, pace_by_host: Mapping[str, Pace]
    ) -> None:
        self._manners = manners
        self._door = Door(doors, at_once=manners.concurrency)
        self._schedule = Schedule[Task](pace_of(manners), pace_by_host)
        self._hosts_for_get: set[str] = set()
        self._verdicts: list[LinkVerdict] = []
        self._listening = 0

    @property
    def connections(self) -> int:
        """How many connections were made so far."""
        return self._door.connections

    def page(self, wanted: Wanted) -> Page:
        """Return the task of looking at the page of one link."""
        return Page(wanted, self._set_out)

    def _set_out(self, address: Address) -> Journey:
        return Journey(
            address,
            seconds=self._manners.timeout,
            most_hops=self._manners.redirects,
            hosts_for_get=self._hosts_for_get,
        )

    def listen(
        self, descriptor: int, read: Callable[[], Sequence[LinkVerdict] | None]
    ) -> None:
        """Yield what somebody else sees too: *read* it whenever there is something.

        Nothing more is expected once it returns None.
        """

        def react() -> bool:
            verdicts = read()
            if verdicts is None:
                self._listening -= 1
                return False
            self._verdicts.extend(verdicts)
            return True

        self._listening += 1
        self._door.listen(descriptor, react)

    def carry_out(
        self,
        tasks: Iterable[Task],
        interruption: Interruption,
        *,
        until: float | None = None,
    ) -> Iterator[LinkVerdict]:
        """Yield verdicts as they come, in no order.

        After *until* (on the monotonic clock) whoever has not answered is not waited
        for; after an *interruption* neither, as soon as what is known has been yielded.
        """
        with closing(self.in_portions(tasks, interruption, until=until)) as portions:
            for verdicts in portions:
                yield from verdicts

    def in_portions(
        self,
        tasks: Iterable[Task],
        interruption: Interruption,
        *,
        until: float | None = None,
    ) -> Generator[Sequence[LinkVerdict]]:
        """Yield what `carry_out` yields, together what has come at the same time."""
        self._schedule.fill((task.host, task) for task in tasks)
        # What waits is no garbage, and need not be gone through again and again.
        gc.freeze()
        try:
            while not interruption and self._go_on(until):
                if self._verdicts:
                    yield self._taken()
            yield self._taken()
        finally:
            gc.unfreeze()
            self._door.close()

    def _taken(self) -> Sequence[LinkVerdict]:
        verdicts, self._verdicts = self._verdicts, []
        return verdicts

    def _go_on(self, until: float | None) -> bool:
        """Start what may start and take what has come; say whether there is more."""
        now = monotonic()
        self._start(now)
        due = self._schedule.due(now)
        if not self._door.open and due is None and not self._listening:
            return False
        if until is not None and now >= until:
            return False
        for request, answer in self._door.wait(self._patience(now, due, until)):
            self._settle(request, answer)
        return True

    def _patience(self, now: float, due: float | None, until: float | None) -> float:
        """Say how long to wait for an answer before there is something else to do."""
        seconds = _LONGEST_WAIT
        if due is not None and self._door.open < self._door.room:
            seconds = min(seconds, due)
        return seconds if until is None else min(seconds, until - now)

    def _start(self, now: float) -> None:
        room = self._door.room - self._door.open
        while room > 0 and (taken := self._schedule.take(now)):
            queue, task = taken
            request = task.request()
            request.queue, request.owner = queue, task
            request.last = self._schedule.is_last(queue)
            self._door.start(request)
            room -= 1

    def _settle(self, request: Request, answer: Answer) -> None:
        now = monotonic()
        task = cast("Task", request.owner)
        told = task.take(answer)
        dropped = self._schedule.done(
            request.queue, task, now, _effect(request, answer), answer.retry_after
        )
        if told is None and not self._schedule.add(
            task.host, task, now, pause=task.pause
        ):
            told = task.left_alone()
        if told:
            self._tell(told, now)
        for other in dropped:
            self._tell(other.left_alone(), now)

    def _tell(self, told: Told, now: float) -> None:
        self._verdicts.extend(told.verdicts)
        for task in told.tasks:
            if not self._schedule.add(task.host, task, now, first=False):
                self._tell(task.left_alone(), now)


def pace_of(manners: Manners) -> Pace:
    """Return the pace that the configuration wants for every host."""
    return Pace(
        per_host=manners.per_host,
        interval=manners.interval,
        failures=manners.failures,
        longest_wait=manners.longest_wait,
    )


def _effect(request: Request, answer: Answer) -> Effect:
    if answer.status in _REFUSED_FOR_NOW or answer.retry_after:
        return "refused"
    if answer.trouble in _FAILURES_OF_THE_HOST:
        return "failed"
    if answer.trouble in _FAILURES:
        return "unclear" if request.method == "HEAD" else "failed"
    return "fine"
