"""One wait for everything that is open: transfers and name look-ups in one thread."""

from __future__ import annotations

import resource
import select
import selectors
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol, TypeAlias

READS = selectors.EVENT_READ
WRITES = selectors.EVENT_WRITE

# What is ready is taken in small portions: before the next hundred answers are looked
# at, a place that one has left is filled again, and a host whose turn it is, is asked.
_PORTION = 16

React: TypeAlias = Callable[[int, int], object]
"""Called with a file descriptor and what it is ready for: `READS`, `WRITES` or both."""


class Sockets:
    """The open sockets of one thread, and who reacts when one is ready."""

    def __init__(self) -> None:
        self._poll: _Poll = _Epoll() if hasattr(select, "epoll") else _AnySelector()
        self._reactions: dict[int, React] = {}

    def watch(self, descriptor: int, events: int, react: React) -> None:
        """Call *react* whenever *descriptor* is ready for one of *events*."""
        if descriptor in self._reactions:
            self._poll.modify(descriptor, events)
        else:
            self._poll.register(descriptor, events)
        self._reactions[descriptor] = react

    def forget(self, descriptor: int) -> None:
        """Watch *descriptor* no longer; it may be closed already."""
        if self._reactions.pop(descriptor, None):
            self._poll.unregister(descriptor)

    def wait(self, seconds: float) -> None:
        """Let some react whose socket is ready, after at most *seconds*."""
        for descriptor, events in self._poll.ready(seconds):
            # Somebody who reacted before may have closed this one.
            if react := self._reactions.get(descriptor):
                react(descriptor, events)

    def close(self) -> None:
        """Let go of the operating system's part; the sockets are their owners'."""
        self._reactions.clear()
        self._poll.close()


def most_open(wanted: int) -> int:
    """Ask the system to let *wanted* files be open, and say how many it lets.

    Many systems start with 256 or 1,024, and let a process have more if it asks.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return wanted
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    # macOS names a limit here that it does not keep to.
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
        return most
    return soft


class _Poll(Protocol):
    """The operating system's part: descriptors and what they are waited for."""

    def register(self, descriptor: int, events: int, /) -> object: ...
    def modify(self, descriptor: int, events: int, /) -> object: ...
    def unregister(self, descriptor: int, /) -> object: ...
    def ready(self, seconds: float) -> list[tuple[int, int]]: ...
    def close(self) -> None: ...


class _Epoll:
    """Linux: the system calls alone; a selector costs as much again."""

    # By the bits of epoll: IN 1, OUT 4, ERR 8, HUP 16; the last two wake both sides.
    _EVENTS = tuple(
        READS * bool(bits & ~4) | WRITES * bool(bits & ~1) for bits in range(32)
    )
    _BITS = (0, 1, 4, 5)

    def __init__(self) -> None:
        self._epoll = select.epoll()

    def register(self, descriptor: int, events: int) -> None:
        self._epoll.register(descriptor, self._BITS[events])

    def modify(self, descriptor: int, events: int) -> None:
        self._epoll.modify(descriptor, self._BITS[events])

    def unregister(self, descriptor: int) -> None:
        with suppress(OSError):  # closed already
            self._epoll.unregister(descriptor)

    def ready(self, seconds: float) -> list[tuple[int, int]]:
        events = self._EVENTS
        found = self._epoll.poll(seconds, _PORTION)
        return [(descriptor, events[bits & 31]) for descriptor, bits in found]

    def close(self) -> None:
        self._epoll.close()


class _AnySelector:
    """Elsewhere: what Python has."""

    def __init__(self) -> None:
        selector = selectors.DefaultSelector()
        self.register, self.modify = selector.register, selector.modify
        self.unregister, self.close = selector.unregister, selector.close
        self._select = selector.select

    def ready(self, seconds: float) -> list[tuple[int, int]]:
        return [(key.fd, events) for key, events in self._select(seconds)]
