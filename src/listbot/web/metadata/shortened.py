"""Where a short address leads: hop by hop through the address guard. No I/O."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from listbot.catalog import addresses
from listbot.catalog.facts import Facts
from listbot.catalog.short_links import is_short
from listbot.web.metadata.sources import SECONDS
from listbot.web.requesting import Request

if TYPE_CHECKING:
    from listbot.catalog.addresses import Address
    from listbot.web.requesting import Answer

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_HOPS = 5


@dataclass(frozen=True, slots=True)
class Shortened:
    """Asks a service that shortens addresses; nobody beyond it is asked."""

    address: Address
    hops: int = 0

    @property
    def name(self) -> str:
        """The service."""
        return addresses.site(self.address.host)

    @property
    def queue(self) -> str:
        """The service's queue."""
        return self.address.host

    def request(self) -> Request:
        """Return the request that the service answers with an address."""
        return Request(address=self.address, method="HEAD", seconds=SECONDS)

    def read(self, answer: Answer) -> Facts | Shortened | None:
        """Return the first address on the way that is no short one."""
        if answer.status not in _REDIRECTS:
            if answer.trouble:
                raise ValueError(answer.trouble)
            return None
        target = addresses.parse(answer.location)
        if target is None:
            return None
        if not is_short(target.text):
            return Facts(source=self.name, found_at=target.text)
        if self.hops >= _MOST_HOPS:
            return None
        return replace(self, address=target, hops=self.hops + 1)
