"""Worker processes beside our own, each with hosts of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from select import select
from time import monotonic
from typing import IO, TYPE_CHECKING, Self, cast

from listbot.web import worker

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from listbot.catalog.config import Audit
    from listbot.catalog.model import LinkVerdict
    from listbot.web.doors import Doors

# Starting one more takes a third of a second of a processor.
_WORTH_A_PROCESS = 1000
_TIME_TO_END = 1.0
_CHUNK = 1 << 16


def number_of(settings: Audit, links: int) -> int:
    """Return how many processes, ours included, so many links are worth here."""
    if settings.workers:
        return min(settings.workers, max(1, links))
    return max(1, min(_processors(), links // _WORTH_A_PROCESS))


def share(settings: Audit, processes: int) -> Audit:
    """Return the settings for one of so many processes."""
    concurrency = max(1, settings.concurrency // processes)
    return settings.model_copy(update={"concurrency": concurrency, "workers": 1})


class Worker:
    """One process; it ends with the `with` block at the latest."""

    def __init__(self) -> None:
        # Without -P a file of the folder we stand in could take a module's place.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "listbot.web.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._out = cast("IO[bytes]", self._process.stdout)
        self._rest = b""
        self.connections = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.wait()
        self._out.close()

    @property
    def descriptor(self) -> int:
        """What becomes readable when there is something to `read`."""
        return self._out.fileno()

    def tell(self, links: Sequence[str], settings: Audit, doors: Doors) -> None:
        """Say what to do; it begins at once."""
        told = cast("IO[bytes]", self._process.stdin)
        # One that has died already says so itself, at the end of its output.
        with suppress(BrokenPipeError):
            told.write(worker.brief(links, settings, doors))
            told.flush()
        with suppress(BrokenPipeError):
            told.close()

    def read(self) -> list[LinkVerdict] | None:
        """Return the verdicts that have come, or nothing at the end of them.

        Waits for some. RuntimeError if the process died of its own accord: a bug.
        """
        chunk = os.read(self.descriptor, _CHUNK)
        if not chunk:
            self._check_end()
            return None
        *lines, self._rest = (self._rest + chunk).split(b"\n")
        verdicts: list[LinkVerdict] = []
        for said in map(worker.read_line, lines):
            if isinstance(said, int):
                self.connections = said
            else:
                verdicts.append(said)
        return verdicts

    def stop(self) -> list[LinkVerdict]:
        """Let the process end now; return what it has seen that was not read yet."""
        self._process.send_signal(signal.SIGTERM)
        until = monotonic() + _TIME_TO_END
        verdicts: list[LinkVerdict] = []
        while select([self.descriptor], [], [], max(0.0, until - monotonic()))[0]:
            more = self.read()
            if more is None:
                break
            verdicts += more
        return verdicts

    def _check_end(self) -> None:
        code = self._process.wait()
        if code not in {0, -signal.SIGTERM}:
            message = f"A worker process ended with {code}; its own words are above."
            raise RuntimeError(message)


def _processors() -> int:
    """Return the processors that this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
