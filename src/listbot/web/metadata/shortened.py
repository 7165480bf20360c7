"""Where a short address leads: hop by hop through the address guard. No I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from listbot.catalog.facts import Facts
from listbot.catalog.short_links import is_short
from listbot.web.metadata.sources import MOST_HOPS, REDIRECTS, SECONDS, Visit
from listbot.web.requesting import Request

if TYPE_CHECKING:
    from listbot.web.requesting import Answer


class Shortened(Visit):
    """Asks a service that shortens addresses; nobody beyond it is asked."""

    def request(self) -> Request:
        """Return the request that the service answers with an address."""
        return Request(address=self.address, method="HEAD", seconds=SECONDS)

    def read(self, answer: Answer) -> Facts | Shortened | None:
        """Return the first address on the way that is no short one."""
        if answer.status not in REDIRECTS:
            if answer.trouble:
                raise ValueError(answer.trouble)
            return None
        further = self.further(answer)
        if further and not is_short(further.address.text):
            return Facts(source=self.name, found_at=further.address.text)
        return further if further and further.hops <= MOST_HOPS else None
