"""Signals that wait for a good moment: none is lost in the middle of libcurl's work."""

from __future__ import annotations

import os
import signal
import threading
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from types import FrameType, TracebackType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Interruption:
    """Becomes true on Ctrl-C or SIGTERM, which take their usual course at the end.

    Python would raise wherever it stands, and inside of a callback of libcurl what is
    raised gets lost. Outside of the main thread there are no signals to wait for.
    """

    def __init__(self) -> None:
        self._seen: list[int] = []
        self._before: dict[signal.Signals, Any] = {}
        self._parent = 0

    def __bool__(self) -> bool:
        return bool(self._seen) or self._is_orphaned()

    def watch_parent(self, parent: int) -> None:
        """Become true as well when the process *parent*, which is ours, is gone."""
        self._parent = parent

    def _is_orphaned(self) -> bool:
        return bool(self._parent) and os.getppid() != self._parent

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            for number in _SIGNALS:
                self._before[number] = signal.signal(number, self._note)
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        for number, reaction in self._before.items():
            signal.signal(number, reaction)
        for number in self._seen:
            signal.raise_signal(number)

    def _note(self, number: int, _: FrameType | None) -> None:
        self._seen.append(number)
