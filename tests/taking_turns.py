"""Two runs at once, one request at a time, in the order a schedule says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Condition, Thread
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from fake_github import FakeGitHub

Work: TypeAlias = Callable[[], None]
PATIENCE = 20


@dataclass
class Turns:
    """Lets requests through by turns: *switches* says after how many to switch.

    The runs are known by their tokens. A run that is not on stands still before its
    next request; when one ends, the other goes on by itself.
    """

    tokens: tuple[str, str]
    switches: list[int]
    on: int = 0
    made: int = 0
    ended: set[int] = field(default_factory=set[int])
    waiting: Condition = field(default_factory=Condition)

    def gate(self, authorization: str, _: str) -> None:
        """Hold a request until its run is on."""
        run = self.tokens.index(authorization.rpartition(" ")[2])
        with self.waiting:
            if run == self.on:
                self._switch_if_due()
            if not self.waiting.wait_for(lambda: self.on == run, PATIENCE):
                message = f"run {run} never got its turn"
                raise TimeoutError(message)
            self.made += 1

    def end(self, run: int) -> None:
        """Let the other run go on alone."""
        with self.waiting:
            self.ended.add(run)
            self.on = 1 - run if self.on == run else self.on
            self.waiting.notify_all()

    def _switch_if_due(self) -> None:
        while self.switches and self.made >= self.switches[0]:
            self.switches.pop(0)
            self.made = 0
            if 1 - self.on not in self.ended:
                self.on = 1 - self.on
                self.waiting.notify_all()


def by_turns(
    github: FakeGitHub,
    tokens: tuple[str, str],
    runs: tuple[Work, Work],
    switches: list[int],
) -> list[BaseException]:
    """Make two runs at once by the schedule; return what they ended with, if badly."""
    turns = Turns(tokens, list(switches))
    raised: list[BaseException] = []

    def work(number: int) -> None:
        try:
            runs[number]()
        except Exception as error:  # noqa: BLE001 - the caller looks at it
            raised.append(error)
        finally:
            turns.end(number)

    github.service.gate = turns.gate
    threads = [Thread(target=work, args=(number,)) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    github.service.gate = None
    return raised
