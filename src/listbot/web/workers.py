"""Worker processes beside our own, each with hosts of its own.

A worker is a copy of this process, which has imported everything already; where it
cannot be copied safely (other threads, other systems), it starts anew.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import traceback
from contextlib import suppress
from dataclasses import replace
from select import select
from time import monotonic
from typing import IO, TYPE_CHECKING, Protocol, Self, cast

from listbot.catalog.errors import OutageError
from listbot.web import worker

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from listbot.catalog.link_verdict import LinkVerdict
    from listbot.catalog.manners import Manners
    from listbot.web.doors import Doors
    from listbot.web.interruption import Interruption
    from listbot.web.routes import Routes

# A copy costs some milliseconds and megabytes; starting anew a third of a second.
_WORTH_A_PROCESS = 500
_TIME_TO_END = 1.0
_CHUNK = 1 << 16


def number_of(manners: Manners, links: int) -> int:
    """Return how many processes, ours included, so many links are worth here."""
    if manners.workers:
        return min(manners.workers, max(1, links))
    return max(1, min(_processors(), links // _WORTH_A_PROCESS))


def share(manners: Manners, processes: int) -> Manners:
    """Return the manners of one of so many processes."""
    concurrency = max(1, manners.concurrency // processes)
    return replace(manners, concurrency=concurrency, workers=1)


class Worker:
    """One process, at work at once; it ends with the `with` block at the latest."""

    def __init__(
        self, routed: Routes, manners: Manners, doors: Doors, until: Interruption
    ) -> None:
        if _can_be_copied():
            parent = os.getpid()

            def work(out: int) -> None:
                # Nobody would be told that whoever wanted it was killed.
                until.watch_parent(parent)
                worker.work(routed, manners, doors, until, out=out)

            self._process: _Process = _Copy(work)
        else:
            self._process = _Anew(worker.brief(routed.links, manners, doors))
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
        os.close(self.descriptor)

    @property
    def descriptor(self) -> int:
        """What becomes readable when there is something to `read`."""
        return self._process.out

    def read(self) -> list[LinkVerdict] | None:
        """Return the verdicts that have come, or nothing at the end of them.

        Waits for some. RuntimeError if the process died of its own accord: a bug;
        OutageError if somebody killed it.
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
        if code == -signal.SIGKILL:
            message = (
                "A worker process was killed, most often for want of memory; "
                "with --workers 1 a look needs less."
            )
            raise OutageError(message)
        if code not in {0, -signal.SIGTERM}:
            message = f"A worker process ended with {code}; its own words are above."
            raise RuntimeError(message)


class _Process(Protocol):
    """A child of ours; *out* is where it is heard. `wait` may be called again."""

    out: int

    def kill(self) -> None: ...
    def wait(self) -> int: ...
    def send_signal(self, number: int, /) -> None: ...


class _Copy:
    """A copy of this process, from here on its own; it never returns."""

    def __init__(self, work: Callable[[int], None]) -> None:
        self.out, write = os.pipe()
        self._code: int | None = None
        # Told twice is what was waiting to be written when there were two of us.
        sys.stdout.flush()
        sys.stderr.flush()
        self._id = os.fork()
        if not self._id:
            os._exit(_worked(work, write))
        os.close(write)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def send_signal(self, number: int) -> None:
        # Waited for it is nobody, or somebody else.
        if self._code is None:
            os.kill(self._id, number)

    def wait(self) -> int:
        if self._code is None:
            self._code = os.waitstatus_to_exitcode(os.waitpid(self._id, 0)[1])
        return self._code


class _Anew(subprocess.Popen[bytes]):
    """A process with nothing of ours but what it is told."""

    def __init__(self, told: bytes) -> None:
        # Without -P a file of the folder we stand in could take a module's place.
        super().__init__(
            [sys.executable, "-P", "-m", "listbot.web.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        out = cast("IO[bytes]", self.stdout)
        self.out = os.dup(out.fileno())
        out.close()
        # One that has died already says so itself, at the end of its output.
        with suppress(BrokenPipeError), cast("IO[bytes]", self.stdin) as said:
            said.write(told)


def _worked(work: Callable[[int], None], out: int) -> int:
    """Work in the copy of a process; return its exit code, and let nothing out."""
    try:
        work(out)
    except (KeyboardInterrupt, BrokenPipeError):
        return 0
    except BaseException:  # noqa: BLE001 - nothing of the caller's may go on in here
        traceback.print_exc()
        sys.stderr.flush()
        return 1
    return 0


def _can_be_copied() -> bool:
    """Say whether a copy would find everything as it is: no thread in between."""
    return sys.platform == "linux" and threading.active_count() == 1


def _processors() -> int:
    """Return the processors that this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
