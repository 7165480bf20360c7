"""Names of hosts to addresses: many at once, each with its own short patience.

c-ares does the asking on our own sockets, so that one slow domain holds up nobody, and
tells “there is no such name” from silence, which decides whether a link can be dead.
"""

from __future__ import annotations

import socket
from collections import deque
from collections.abc import Callable
from time import monotonic
from typing import Literal, NamedTuple, TypeAlias

import pycares
from pycares import errno

from listbot.web.sockets import READS, WRITES, Sockets

Missing: TypeAlias = Literal["", "no-such-name", "no-address", "no-answer"]

# For the first try; c-ares waits less for a server that it knows to be quick, and twice
# as long for every further try. Who asked gives up when the time of the link is over.
_PATIENCE = 1.5
# More questions at once than this overflow the buffers of a name server, and are lost;
# one that is not answered soon makes room for the next, and is waited for all the same.
_AT_ONCE = 100
_SOON = 0.25
_TRIES = 4
_KEPT = 300.0
_KEPT_SHORTEST = 30.0
_KEPT_MISSING = 60.0
_MOST_KEPT = 20_000
# The constants of pycares come without types.
# Look names up as they are written (no search list), and allow long answers.
_FLAGS: int = pycares.ARES_FLAG_NOSEARCH | pycares.ARES_FLAG_EDNS  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
_NOBODY: int = pycares.ARES_SOCKET_BAD  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
_UNSORTED = 1 << 7  # ARES_AI_NOSORT: sorting opens a socket for each address
_MISSING: dict[int, Missing] = {
    errno.ARES_ENOTFOUND: "no-such-name",  # pyright: ignore[reportUnknownMemberType]
    errno.ARES_ENODATA: "no-address",  # pyright: ignore[reportUnknownMemberType]
    errno.ARES_EBADNAME: "no-address",  # pyright: ignore[reportUnknownMemberType]
}
_GLOBAL_IPV6 = ("2606:2800:21f::1", 9)


class Found(NamedTuple):
    """The addresses of a host, or why there are none."""

    addresses: tuple[str, ...] = ()
    missing: Missing = ""


Tell: TypeAlias = Callable[[Found], None]


class Names:
    """Asks the name server; an answer is kept for a few minutes at most.

    *server* (`127.0.0.1:5353`) takes the place of the machine's own name servers.
    Without *ipv6* only IPv4 addresses are asked for.
    """

    def __init__(self, sockets: Sockets, *, server: str | None, ipv6: bool) -> None:
        self._sockets = sockets
        self._family = socket.AF_UNSPEC if ipv6 else socket.AF_INET
        self._kept: dict[str, tuple[float, Found]] = {}
        self._waiting: dict[str, list[Tell]] = {}
        self._queue: deque[str] = deque()
        self._fresh: dict[str, float] = {}
        self._asking = False
        self._closed = False
        # No `lookups`: pycares 5 frees that text before c-ares has read it.
        self._channel = pycares.Channel(
            flags=_FLAGS,
            timeout=_PATIENCE,
            tries=_TRIES,
            servers=[server] if server else None,
            sock_state_cb=self._watch,
        )

    def find(self, host: str, tell: Tell) -> None:
        """Call *tell* with the addresses of *host*: at once if they are known.

        The same question is asked once, however many wait for its answer.
        """
        until, found = self._kept.get(host, (0.0, Found()))
        if until > monotonic():
            tell(found)
        elif host in self._waiting:
            self._waiting[host].append(tell)
        elif host == "localhost" or host.endswith(".localhost"):
            tell(Found(("127.0.0.1", "::1")))  # RFC 6761: never asked for
        else:
            self._waiting[host] = [tell]
            self._queue.append(host)
            self._ask_more()

    def due(self) -> float | None:
        """Say in how many seconds `check_time` has something to do."""
        if not self._waiting:
            return None
        seconds = float(self._channel.timeout())  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]
        return min(seconds, _SOON) if self._queue else seconds

    def check_time(self) -> None:
        """Ask again, or give up, where a name server is silent for too long."""
        if self._waiting:
            self._channel.process_fd(_NOBODY, _NOBODY)
            self._ask_more()

    def close(self) -> None:
        """Stop asking; nobody is told anything any more."""
        self._closed = True
        self._waiting.clear()
        self._channel.close()

    def _ask_more(self) -> None:
        # An answer may come while the question is still being asked.
        if self._asking:
            return
        self._asking = True
        while self._queue and self._has_room():
            host = self._queue.popleft()
            self._fresh[host] = monotonic()
            self._ask(host)
        self._asking = False

    def _has_room(self) -> bool:
        """Say whether one more may be asked; the oldest makes room in time."""
        if len(self._fresh) >= _AT_ONCE:
            oldest = next(iter(self._fresh))
            if self._fresh[oldest] + _SOON > monotonic():
                return False
            del self._fresh[oldest]
        return True

    def _ask(self, host: str) -> None:
        def hear(answer: pycares.AddrInfoResult | None, error: int | None) -> None:
            self._hear(host, _read(answer, error))

        try:
            self._channel.getaddrinfo(
                host,
                None,
                family=self._family,
                type=socket.SOCK_STREAM,
                flags=_UNSORTED,
                callback=hear,
            )
        except (pycares.AresError, UnicodeError):
            self._hear(host, (0.0, Found(missing="no-address")))

    def _hear(self, host: str, answer: tuple[float, Found]) -> None:
        if self._closed:
            return
        seconds, found = answer
        self._fresh.pop(host, None)
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
        self._kept[host] = (monotonic() + seconds, found)
        for tell in self._waiting.pop(host, ()):
            tell(found)
        self._ask_more()

    def _watch(self, descriptor: int, readable: bool, writable: bool) -> None:  # noqa: FBT001 - the signature is c-ares'
        # A closed channel is taken down later, by a thread of pycares' own.
        events = READS * readable | WRITES * writable
        if self._closed:
            return
        if events:
            self._sockets.watch(descriptor, events, self._react)
        else:
            self._sockets.forget(descriptor)

    def _react(self, descriptor: int, events: int) -> None:
        self._channel.process_fd(
            descriptor if events & READS else _NOBODY,
            descriptor if events & WRITES else _NOBODY,
        )


def reaches_ipv6() -> bool:
    """Say whether this machine has a way to IPv6 addresses. Sends nothing."""
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as probe:
            probe.connect(_GLOBAL_IPV6)
    except OSError:
        return False
    return True


def _read(
    answer: pycares.AddrInfoResult | None, error: int | None
) -> tuple[float, Found]:
    """Return what was found, and for how many seconds that may be believed."""
    if answer is None or error:
        missing = _MISSING.get(error or 0, "no-answer")
        return _KEPT_MISSING, Found(missing=missing)
    addresses = tuple(
        dict.fromkeys(
            str(node.addr[0], "ascii")  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]
            for node in answer.nodes
        )
    )
    if not addresses:
        return _KEPT_MISSING, Found(missing="no-address")
    lifetime = min(node.ttl for node in answer.nodes)
    return max(_KEPT_SHORTEST, min(lifetime, _KEPT)), Found(addresses)
