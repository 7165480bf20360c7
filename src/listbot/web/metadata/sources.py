"""A source of facts: whom to ask what, and how to read the answer. No I/O."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, Self, TypeAlias

from listbot.catalog.addresses import parse, site
from listbot.catalog.errors import ListbotError
from listbot.web.requesting import Request

if TYPE_CHECKING:
    from listbot.catalog.addresses import Address
    from listbot.catalog.facts import Facts
    from listbot.web.requesting import Answer

LONGEST_ANSWER = 2 * 1024 * 1024
"""Bytes of an answer that are read: the longest record seen has a fifth of it."""

SECONDS = 6.0
"""Patience with one request; the whole look-up has a limit of its own."""

REDIRECTS = frozenset({301, 302, 303, 307, 308})
MOST_HOPS = 5
"""How many of them are followed, one by one."""

_OK = 200
_NOT_THERE = frozenset({404, 410})


class Source(Protocol):
    """One thing to ask about one work.

    *name* is for people; sources of one *queue* take turns.
    """

    @property
    def name(self) -> str:
        """What people call it."""
        ...

    @property
    def queue(self) -> str:
        """Whose turn is waited for."""
        ...

    def request(self) -> Request:
        """Return what to ask."""
        ...

    def read(self, answer: Answer) -> Said:
        """Read what came; raises ValueError where that is an outage."""
        ...


Said: TypeAlias = "Facts | Source | None"
"""Facts, who has to be asked next for them, or None: it knows no such work."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What sources have in common that are addresses of the web and may lead on."""

    address: Address
    hops: int = 0

    @property
    def name(self) -> str:
        """The host, as the source of what is said there."""
        return site(self.address.host)

    @property
    def queue(self) -> str:
        """The host's queue."""
        return self.address.host

    def further(self, answer: Answer) -> Self | None:
        """Return the visit that a redirect leads to, if it leads to an address."""
        target = parse(answer.location)
        return replace(self, address=target, hops=self.hops + 1) if target else None


def asks(url: str, *headers: str) -> Request:
    """Return a request to a registry, at an address made of its base address.

    Raises ListbotError where the base address is none.
    """
    address = parse(url)
    if address is None:
        message = f"{url} is no base address of a registry; write https://host/path."
        raise ListbotError(message)
    return Request(
        address=address,
        method="GET",
        seconds=SECONDS,
        headers=headers,
        keep=LONGEST_ANSWER,
        trusted=True,
    )


def is_there(answer: Answer) -> bool:
    """Say whether a registry has what was asked for; ValueError if it did not say."""
    if answer.status in _NOT_THERE:
        return False
    if answer.trouble or answer.status != _OK:
        message = answer.trouble or f"it answered {answer.status}"
        raise ValueError(message)
    return True
