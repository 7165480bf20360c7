"""A bar that moves on a terminal while there is something to wait for."""

from __future__ import annotations

from time import monotonic

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

_BETWEEN = 0.1


class Bar:
    """Moves at most ten times a second, on standard error; it leaves no trace."""

    def __init__(self, total: int) -> None:
        self._next = 0.0
        columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        console = Console(stderr=True)
        self._progress = Progress(*columns, console=console, transient=True)
        self._task = self._progress.add_task("", total=total)
        self._progress.start()

    def move(self, done: int) -> None:
        """Show that so many are done."""
        now = monotonic()
        if now >= self._next:
            self._next = now + _BETWEEN
            self._progress.update(self._task, completed=done)

    def stop(self) -> None:
        """Take the bar away."""
        self._progress.stop()
