"""Archived copies of pages that are gone: the Wayback Machine is asked for the newest.

https://archive.org/help/wayback_api.php
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import quote

from listbot.catalog import addresses
from listbot.catalog.manners import Manners
from listbot.web.engine import Engine
from listbot.web.interruption import Interruption
from listbot.web.politeness import Pace
from listbot.web.registries import answers
from listbot.web.registries.asking import asks, queue_of
from listbot.web.tasks import Told

if TYPE_CHECKING:
    from collections.abc import Iterable

    from listbot.catalog.link_verdict import LinkVerdict
    from listbot.web.doors import Doors
    from listbot.web.requesting import Answer, Request

_PACE = Pace(per_host=2, interval=0.2, failures=3, longest_wait=10)
_OK = 200
# What the page answered when it was copied: there are copies of “not found” too.
_GOOD = "200"


def with_copies(
    verdicts: Iterable[LinkVerdict], doors: Doors, *, deadline: float
) -> tuple[LinkVerdict, ...]:
    """Return verdicts in their order, the dead ones with a copy where there is one.

    It takes *deadline* seconds at most; whoever has not answered by then has none.
    """
    given = tuple(verdicts)
    dead = [one for one in given if one.verdict == "dead" and addresses.parse(one.url)]
    if not dead:
        return given
    found: dict[str, LinkVerdict] = {}
    queue = queue_of("archive", doors.wayback)
    engine = Engine(Manners(workers=1), doors, {queue: _PACE})
    tasks = [_Search(verdict, doors.wayback, queue) for verdict in dead]
    with Interruption() as interruption:
        until = monotonic() + deadline
        for verdict in engine.carry_out(tasks, interruption, until=until):
            found[verdict.url] = verdict
    return tuple(found.get(verdict.url, verdict) for verdict in given)


@dataclass(slots=True, eq=False)
class _Search:
    """Asks for the copy of one page; where there is none, once more without a scheme.

    Of addresses with one the machine finds none of its copies now and then
    (internetarchive/wayback#296).
    """

    verdict: LinkVerdict
    base: str
    host: str
    pause: float = 0.0
    has_scheme: bool = True

    def request(self) -> Request:
        url = self.verdict.url.strip()
        asked = url if self.has_scheme else url.partition("://")[2]
        return asks(f"{self.base}/wayback/available?url={quote(asked, safe='')}")

    def take(self, answer: Answer) -> Told | None:
        copy = _copy_in(answer)
        if copy is None and answer.status == _OK and self.has_scheme:
            self.has_scheme = False
            return None
        return Told((replace(self.verdict, archived=copy),))

    def left_alone(self) -> Told:
        return Told((self.verdict,))


def _copy_in(answer: Answer) -> str | None:
    """Return the address of the copy that an answer tells of, if it does."""
    if answer.status != _OK:
        return None
    try:
        closest = answers.Copies.model_validate_json(answer.body).snapshots.closest
    except ValueError:
        return None
    if closest is None or not closest.available or closest.status != _GOOD:
        return None
    copy = closest.url.replace("http://web.archive.org", "https://web.archive.org", 1)
    try:
        return addresses.read_address(copy).text
    except ValueError:
        return None
