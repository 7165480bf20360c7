"""The door: many requests at once through libcurl, each to a vetted address only.

One request, one answer: no redirect is followed, nothing is asked twice, no proxy, no
cookie, no password is ever sent, and an answer is no longer than what is asked for.
"""

from __future__ import annotations

from heapq import heappop, heappush
from itertools import count
from time import monotonic
from typing import TYPE_CHECKING

import pycurl

from listbot.web import names, requesting
from listbot.web.guard import is_for_the_web
from listbot.web.names import Found, Names
from listbot.web.requesting import Answer, Request
from listbot.web.sockets import READS, Sockets, most_open
from listbot.web.transfer import Transfer

if TYPE_CHECKING:
    from collections.abc import Callable

    from listbot.web.doors import Doors

# A request needs a connection and for a moment a second one; the others of these files
# are connections that are kept for the next request to the same host.
_FILES_PER_REQUEST = 8
_FILES_FOR_THE_REST = 64
_MOST_ADDRESSES = 6


class Door:
    """Starts requests and hands back answers; one thread, *at_once* requests at most.

    `room` says how many those are where the system does not let so many be open.
    """

    def __init__(self, doors: Doors, *, at_once: int = 256) -> None:
        files = most_open(_FILES_FOR_THE_REST + at_once * _FILES_PER_REQUEST)
        files -= _FILES_FOR_THE_REST
        self.room = max(1, min(at_once, files // 3))
        self._doors = doors
        self._guard = doors.guard
        self._sockets = Sockets()
        self._names = Names(
            self._sockets,
            server=doors.name_server,
            ipv6=names.reaches_ipv6() or self._guard.allows_ipv6,
        )
        self._multi = pycurl.CurlMulti()
        self._multi.setopt(pycurl.M_SOCKETFUNCTION, self._watch)
        self._multi.setopt(pycurl.M_TIMERFUNCTION, self._set_timer)
        self._multi.setopt(pycurl.M_MAXCONNECTS, max(1, files // 2))
        self._curl_due: float | None = None
        self._idle: list[Transfer] = []
        self._transfers: dict[pycurl.Curl, Transfer] = {}
        self._looked_up: dict[Request, float] = {}
        self._patience: list[tuple[float, int, Request]] = []
        self._number = count()
        self._answers: list[tuple[Request, Answer]] = []
        self.connections = 0

    @property
    def open(self) -> int:
        """How many requests have been started and not answered yet."""
        return len(self._transfers) + len(self._looked_up) + len(self._answers)

    def listen(self, descriptor: int, react: Callable[[], bool]) -> None:
        """Call *react* whenever there is something to read, until it says no."""

        def hear(_: int, __: int) -> None:
            if not react():
                self._sockets.forget(descriptor)

        self._sockets.watch(descriptor, READS, hear)

    def start(self, request: Request) -> None:
        """Begin a request; `wait` hands out its answer."""
        host = request.address.host
        now = monotonic()
        if not (request.trusted or is_for_the_web(request.address.port)):
            self._give_up(request, Answer(trouble="refused-port"), now)
            return
        if literal := requesting.literal(host):
            self._send(request, (literal,), now)
            return
        self._looked_up[request] = now
        heappush(self._patience, (now + request.seconds, next(self._number), request))
        self._names.find(host.rstrip("."), lambda found: self._hear(request, found))

    def wait(self, seconds: float) -> list[tuple[Request, Answer]]:
        """Return the answers that have come, after *seconds* at most."""
        if not self._answers:
            self._sockets.wait(self._until_something(seconds))
        self._check_time()
        self._collect()
        answers, self._answers = self._answers, []
        return answers

    def close(self) -> None:
        """Hang up; what has not been answered stays without answer."""
        for transfer in self._transfers.values():
            self._multi.remove_handle(transfer.curl)
        self._transfers.clear()
        self._looked_up.clear()
        self._names.close()
        self._multi.close()
        self._sockets.close()

    def _hear(self, request: Request, found: Found) -> None:
        started = self._looked_up.pop(request, None)
        if started is None:
            return
        if found.missing:
            self._give_up(request, requesting.unresolved(found.missing), started)
        else:
            self._send(request, found.addresses, started)

    def _send(
        self, request: Request, addresses: tuple[str, ...], started: float
    ) -> None:
        """Vet every address of the host, and pin the request to them."""
        if not request.trusted:
            for address in addresses:
                if use := self._guard.refusal(address):
                    refusal = Answer(trouble="refused", detail=f"{address} ({use})")
                    self._give_up(request, refusal, started)
                    return
        seconds = started + request.seconds - monotonic()
        if seconds <= 0:
            self._give_up(request, Answer(trouble="no-name-answer"), started)
            return
        transfer = self._idle.pop() if self._idle else self._new_transfer()
        transfer.load(request, addresses[:_MOST_ADDRESSES], started, seconds)
        self._transfers[transfer.curl] = transfer
        self._multi.add_handle(transfer.curl)

    def _give_up(self, request: Request, answer: Answer, started: float) -> None:
        seconds = monotonic() - started
        self._answers.append((request, answer._replace(seconds=seconds)))

    def _new_transfer(self) -> Transfer:
        return Transfer(self._doors, self._guard, self._count_connection)

    def _count_connection(self) -> None:
        self.connections += 1

    def _until_something(self, seconds: float) -> float:
        now = monotonic()
        due = [seconds]
        if self._curl_due is not None:
            due.append(self._curl_due - now)
        if (names_due := self._names.due()) is not None:
            due.append(names_due)
        if self._patience:
            due.append(self._patience[0][0] - now)
        return max(0.0, min(due))

    def _check_time(self) -> None:
        now = monotonic()
        if self._curl_due is not None and self._curl_due <= now:
            self._curl_due = None
            self._multi.socket_action(pycurl.SOCKET_TIMEOUT, 0)
        self._names.check_time()
        while self._patience and (
            self._patience[0][0] <= now or self._patience[0][2] not in self._looked_up
        ):
            request = heappop(self._patience)[2]
            started = self._looked_up.pop(request, None)
            if started is not None:
                self._give_up(request, Answer(trouble="no-name-answer"), started)

    def _collect(self) -> None:
        """Take what libcurl is done with, and keep the handles for the next."""
        if not self._transfers:
            return
        _, done, failed = self._multi.info_read(len(self._transfers))
        for curl in done:
            self._finish(curl, pycurl.E_OK)
        for curl, error, _ in failed:
            self._finish(curl, error)

    def _finish(self, curl: pycurl.Curl, error: int) -> None:
        transfer = self._transfers.pop(curl)
        self._multi.remove_handle(curl)
        self._answers.append((transfer.request, transfer.answer(error)))
        self._idle.append(transfer)

    def _watch(
        self, what: int, descriptor: int, _multi: pycurl.CurlMulti, _: object
    ) -> None:
        # libcurl's POLL_IN and POLL_OUT are the selectors' bits, 1 and 2.
        if what == pycurl.POLL_REMOVE:
            self._sockets.forget(descriptor)
        else:
            self._sockets.watch(descriptor, what, self._multi.socket_action)

    def _set_timer(self, milliseconds: int) -> None:
        if milliseconds < 0:
            self._curl_due = None
        else:
            self._curl_due = monotonic() + milliseconds / 1000
