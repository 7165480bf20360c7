"""One command as a whole process, measured from outside: seconds and memory."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_GLANCE = 0.05


@dataclass(frozen=True, kw_only=True)
class Run:
    """What a command took: seconds on the clock, of the processor, and megabytes.

    *megabytes* are the largest sum of what it and its children had in memory.
    """

    seconds: float
    processor: float
    megabytes: float
    output: str


def run(
    command: Sequence[str],
    *,
    processors: frozenset[int],
    environment: Mapping[str, str],
) -> Run:
    """Run *command* on some of the processors, and keep what it says."""
    before = os.times()
    started = time.monotonic()
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, **environment},
        text=True,
        preexec_fn=lambda: os.sched_setaffinity(0, processors),  # noqa: PLW1509 - no threads yet
    )
    watch = _Watch(process.pid)
    watch.start()
    output, _ = process.communicate()
    seconds = time.monotonic() - started
    watch.stop()
    after = os.times()
    processor = sum(after[2:4]) - sum(before[2:4])
    return Run(
        seconds=seconds,
        processor=processor,
        megabytes=watch.most / 1024,
        output=output,
    )


class _Watch(threading.Thread):
    """Looks at the memory of a process and its children, again and again."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self._process = process
        self._over = threading.Event()
        self.most = 0

    def run(self) -> None:
        """Note the largest sum, in kilobytes."""
        while not self._over.wait(_GLANCE):
            family = [self._process, *_children(self._process)]
            self.most = max(self.most, sum(map(_kilobytes, family)))

    def stop(self) -> None:
        """Look no longer."""
        self._over.set()
        self.join()


def _children(process: int) -> list[int]:
    try:
        text = Path(f"/proc/{process}/task/{process}/children").read_text()
    except OSError:
        return []
    return [int(child) for child in text.split()]


def _kilobytes(process: int) -> int:
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0
    lines = (line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(next(lines, "VmRSS: 0 kB").split()[1])
