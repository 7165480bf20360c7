"""Several worker processes at once, each with hosts of its own."""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import sys
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from time import monotonic
from typing import IO, TYPE_CHECKING, cast

from listbot.web import worker
from listbot.web.interruption import Interruption

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from listbot.catalog.config import Audit
    from listbot.catalog.model import LinkVerdict
    from listbot.web.doors import Doors

_WORTH_A_PROCESS = 500
_LONGEST_WAIT = 0.5
_TIME_TO_END = 1.0
_CHUNK = 1 << 16


def number_of(settings: Audit, links: int) -> int:
    """Return how many processes so many links are worth, on this machine."""
    if settings.workers:
        return min(settings.workers, max(1, links))
    return max(1, min(_processors(), links // _WORTH_A_PROCESS))


@dataclass(slots=True, eq=False)
class _Worker:
    process: subprocess.Popen[bytes]
    out: IO[bytes]
    rest: bytes = b""

    def lines(self) -> list[bytes] | None:
        """Return the whole lines that have come, or nothing at the end of them."""
        chunk = os.read(self.out.fileno(), _CHUNK)
        if not chunk:
            return None
        *lines, self.rest = (self.rest + chunk).split(b"\n")
        return lines


def look(
    parts: Sequence[Sequence[str]], settings: Audit, doors: Doors
) -> Iterator[LinkVerdict | int]:
    """Yield the verdicts of all workers as they come, and how often each connected.

    A signal is passed on to them; what they have by then is yielded. RuntimeError if
    one of them dies of its own accord: that is a bug.
    """
    each = settings.model_copy(
        update={
            "concurrency": max(1, settings.concurrency // len(parts)),
            "workers": 1,
        }
    )
    with ExitStack() as stack:
        interruption = stack.enter_context(Interruption())
        workers = [_start() for _ in parts]
        for one in workers:
            stack.callback(_end, one)
        for one, links in zip(workers, parts, strict=True):
            _tell(one, worker.brief(links, each, doors))
        yield from _verdicts(workers, interruption)


def _start() -> _Worker:
    process = subprocess.Popen(
        [sys.executable, "-m", "listbot.web.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    return _Worker(process, cast("IO[bytes]", process.stdout))


def _tell(one: _Worker, brief: bytes) -> None:
    told = cast("IO[bytes]", one.process.stdin)
    # One that has died already says so itself, at the end of its output.
    with suppress(BrokenPipeError):
        told.write(brief)
        told.flush()
    with suppress(BrokenPipeError):
        told.close()


def _verdicts(
    workers: Sequence[_Worker], interruption: Interruption
) -> Iterator[LinkVerdict | int]:
    until: float | None = None
    with selectors.DefaultSelector() as selector:
        for one in workers:
            selector.register(one.out, selectors.EVENT_READ, one)
        while selector.get_map() and (until is None or monotonic() < until):
            if interruption and until is None:
                until = monotonic() + _TIME_TO_END
                for one in workers:
                    one.process.send_signal(signal.SIGTERM)
            for key, _ in selector.select(_LONGEST_WAIT):
                lines = key.data.lines()
                if lines is None:
                    selector.unregister(key.fileobj)
                    _check(key.data)
                else:
                    yield from map(worker.read_line, lines)


def _check(one: _Worker) -> None:
    code = one.process.wait()
    if code not in {0, -signal.SIGTERM}:
        message = f"A worker process ended with {code}; its own words are above."
        raise RuntimeError(message)


def _end(one: _Worker) -> None:
    one.process.kill()
    one.process.wait()
    one.out.close()


def _processors() -> int:
    """Return the processors that this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
