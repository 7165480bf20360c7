"""One wait for everything that is open: transfers and name look-ups in one thread."""

from __future__ import annotations

import selectors
from collections.abc import Callable
from typing import TypeAlias

READS = selectors.EVENT_READ
WRITES = selectors.EVENT_WRITE

React: TypeAlias = Callable[[int, int], object]
"""Called with a file descriptor and what it is ready for: `READS`, `WRITES` or both."""


class Sockets:
    """The open sockets of one thread, and who reacts when one is ready."""

    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()
        # The selector's own map answers the same question, twenty times as slowly.
        self._reactions: dict[int, React] = {}

    def watch(self, descriptor: int, events: int, react: React) -> None:
        """Call *react* whenever *descriptor* is ready for one of *events*."""
        if descriptor in self._reactions:
            self._selector.modify(descriptor, events)
        else:
            self._selector.register(descriptor, events)
        self._reactions[descriptor] = react

    def forget(self, descriptor: int) -> None:
        """Watch *descriptor* no longer; it may be closed already."""
        if self._reactions.pop(descriptor, None):
            self._selector.unregister(descriptor)

    def wait(self, seconds: float) -> None:
        """Let everybody react whose socket is ready, after at most *seconds*."""
        for key, events in self._selector.select(seconds):
            # Somebody who reacted before may have closed this one.
            if react := self._reactions.get(key.fd):
                react(key.fd, events)

    def close(self) -> None:
        """Let go of the operating system's part; the sockets are their owners'."""
        self._reactions.clear()
        self._selector.close()
