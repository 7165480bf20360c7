"""The way to one page: what is asked next, and what was seen at the end. No I/O.

HEAD first, then GET where that may change the answer; redirects one by one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from listbot.catalog import addresses
from listbot.web.requesting import Answer, Method, Request, Trouble, spelt

if TYPE_CHECKING:
    from listbot.catalog.addresses import Address

Outcome: TypeAlias = Literal[
    Trouble,
    "circle",  # the redirects lead back to where they were
    "too-many-redirects",
    "bad-redirect",  # to what is no address of a page
    "left-alone",  # not asked, because the host kept failing
]

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_REFUSED_FOR_NOW = frozenset({429, 503})
# Asking a second time with GET is no use for these.
_SAME_FOR_GET = frozenset({401, 407, 451})
_ASKED_AGAIN: frozenset[Trouble] = frozenset({"timeout", "broken", "unreachable"})
_FIRST_ERROR = 400
_GOOD = range(200, 300)
_SHORTEST = 0.05
_BREATH = 1.0
_MOST_REFUSALS = 2
_NOT_ASKED = Answer()


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect: its status and where it led."""

    status: int
    target: Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """What was seen of a page: the last answer, and the redirects that led there.

    *status* is 0 where *outcome* says why nothing was seen.
    """

    address: Address
    status: int = 0
    outcome: Outcome = ""
    detail: str = ""
    challenged: bool = False
    hops: tuple[Hop, ...] = ()
    seconds: float = 0.0
    requests: int = 0

    @property
    def final(self) -> Address:
        """Where the redirects ended."""
        return self.hops[-1].target if self.hops else self.address


class Journey:
    """Asks for one page until there is something to say about it.

    *left* are the seconds it may still take, with pauses of its own. In
    *hosts_for_get* all journeys note together which hosts refuse HEAD and not GET.
    """

    __slots__ = (
        "address",
        "head_was_refused",
        "hops",
        "hosts_for_get",
        "last",
        "left",
        "method",
        "most_hops",
        "pause",
        "refusals",
        "requests",
        "spent",
        "where",
    )

    def __init__(
        self,
        address: Address,
        *,
        seconds: float,
        most_hops: int,
        hosts_for_get: set[str],
    ) -> None:
        self.address = address
        self.where = address
        self.left = seconds
        self.spent = 0.0
        self.most_hops = most_hops
        self.method: Method = "HEAD"
        self.hops: tuple[Hop, ...] = ()
        self.last = _NOT_ASKED
        self.requests = 0
        self.refusals = 0
        self.pause = 0.0
        self.head_was_refused = False
        self.hosts_for_get = hosts_for_get

    @property
    def host(self) -> str:
        """The host that is asked next."""
        return self.where.host

    def request(self) -> Request:
        """Return what to ask next; a HEAD leaves time for a GET after it."""
        if self.where.host in self.hosts_for_get:
            self.method = "GET"
        share = 0.5 if self.method == "HEAD" else 1.0
        return Request(
            address=self.where, method=self.method, seconds=self.left * share
        )

    def take(self, answer: Answer) -> Sighting | None:
        """Note an answer; return what was seen, or nothing to ask once more.

        Then `host` says whom, and `pause` how many seconds later.
        """
        self.requests += 1
        self.spent += answer.seconds
        self.left -= answer.seconds
        self.pause = 0.0
        if answer.location and answer.status in _REDIRECTS:
            return self._follow(answer)
        if self._is_worth_asking_again(answer):
            self.last = answer
            return None
        if self.head_was_refused and answer.status in _GOOD:
            self.hosts_for_get.add(self.where.host)
        return self._seen(answer, answer.trouble)

    def left_alone(self) -> Sighting:
        """Return what is seen of a page whose host is not asked any more."""
        return self._seen(
            self.last, self.last.trouble or ("" if self.last.status else "left-alone")
        )

    def _follow(self, answer: Answer) -> Sighting | None:
        target = addresses.parse(answer.location)
        if target is None:
            return self._seen(answer, "bad-redirect", answer.location)
        if self.where.fragment and not target.fragment:
            target = replace(target, fragment=self.where.fragment)
        known = {spelt(self.address), *(spelt(hop.target) for hop in self.hops)}
        self.hops = (*self.hops, Hop(answer.status, target))
        if spelt(target) in known:
            return self._seen(answer, "circle")
        if len(self.hops) > self.most_hops:
            return self._seen(answer, "too-many-redirects")
        if self.left < _SHORTEST:
            return self._seen(answer, "timeout")
        self.where = target
        self.last = _NOT_ASKED
        self.method = "HEAD"
        self.head_was_refused = False
        return None

    def _is_worth_asking_again(self, answer: Answer) -> bool:
        if self.left < _SHORTEST:
            return False
        if answer.status in _REFUSED_FOR_NOW:
            # The host gets its pause from the schedule; then the same is asked again.
            self.refusals += 1
            return self.refusals <= _MOST_REFUSALS
        if self.method != "HEAD":
            return False
        refused = answer.status >= _FIRST_ERROR and answer.status not in _SAME_FOR_GET
        if not refused and answer.trouble not in _ASKED_AGAIN:
            return False
        self.method = "GET"
        self.head_was_refused = refused
        self.pause = _BREATH if answer.trouble and self.left > 2 * _BREATH else 0.0
        self.left -= self.pause
        self.spent += self.pause
        return True

    def _seen(self, answer: Answer, outcome: Outcome, detail: str = "") -> Sighting:
        return Sighting(
            address=self.address,
            status=answer.status,
            outcome=outcome,
            detail=detail or answer.detail,
            challenged=answer.challenged,
            hops=self.hops,
            seconds=self.spent,
            requests=self.requests,
        )
