"""Looking at links: the one function that audits and submissions call.

Nothing here writes, remembers or needs a token that can.
"""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import TYPE_CHECKING

from listbot.catalog.link_verdict import LinkVerdict
from listbot.catalog.manners import Manners
from listbot.web import routes, workers
from listbot.web.engine import Engine
from listbot.web.interruption import Interruption
from listbot.web.workers import Worker

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

    from listbot.catalog.link_verdict import Verdict
    from listbot.web.doors import Doors

_GENTLE_BUT_QUICK = Manners(per_host=4, interval=0.0, workers=1)
_LATE = "Not answered in the time there was."


@dataclass(slots=True)
class Tally:
    """What a run of `look` came to; it counts while the verdicts are taken."""

    links: int = 0
    requests: int = 0
    connections: int = 0
    seconds: float = 0.0
    by_verdict: Counter[Verdict] = field(default_factory=Counter["Verdict"])

    def count(self, verdict: LinkVerdict) -> None:
        """Add one verdict."""
        self.links += 1
        self.requests += verdict.requests
        self.by_verdict[verdict.verdict] += 1


def look(
    links: Iterable[str],
    manners: Manners,
    doors: Doors,
    *,
    tally: Tally | None = None,
) -> Generator[LinkVerdict]:
    """Yield a verdict on every distinct link, as they come, in no order.

    On Ctrl-C or SIGTERM it yields what it has, within a second, and then lets the
    signal take its usual course. *tally* counts along.
    """
    counted = tally or Tally()
    started = monotonic()
    try:
        for verdict in _looked_at(links, manners, doors, counted):
            counted.count(verdict)
            yield verdict
    finally:
        counted.seconds = round(monotonic() - started, 3)


def verdicts_for(
    links: Iterable[str], doors: Doors, *, deadline: float = 8.0
) -> tuple[LinkVerdict, ...]:
    """Return verdicts on a few links, in their order, after *deadline* seconds at most.

    What has not answered by then is `unknown`.
    """
    wanted = tuple(dict.fromkeys(links))
    routed = routes.route(wanted, doors)
    manners = replace(_GENTLE_BUT_QUICK, timeout=deadline)
    engine = Engine(manners, doors, routes.paces(doors))
    until = monotonic() + deadline
    verdict_by_url = {verdict.url: verdict for verdict in routed.told}
    tasks = routed.tasks(engine.page)
    with Interruption() as interruption:
        for verdict in engine.carry_out(tasks, interruption, until=until):
            verdict_by_url[verdict.url] = verdict
    return tuple(
        verdict_by_url.get(url) or LinkVerdict(url=url, verdict="unknown", why=_LATE)
        for url in wanted
    )


def _looked_at(
    links: Iterable[str], manners: Manners, doors: Doors, tally: Tally
) -> Iterator[LinkVerdict]:
    routed = routes.route(links, doors)
    yield from routed.told
    processes = workers.number_of(manners, routed.size)
    each = workers.share(manners, processes)
    with Interruption() as interruption, ExitStack() as stack:
        ours, *parts = routed.spread(processes)
        helpers = [
            stack.enter_context(Worker(part, each, doors, interruption))
            for part in parts
        ]
        # Not before: a copy of this process must have no sockets of ours.
        engine = Engine(each, doors, routes.paces(doors))
        for helper in helpers:
            engine.listen(helper.descriptor, helper.read)
        tasks = ours.tasks(engine.page)
        del routed, ours, parts
        try:
            yield from engine.carry_out(tasks, interruption)
            for helper in helpers if interruption else ():
                yield from helper.stop()
        finally:
            tally.connections += engine.connections
            tally.connections += sum(helper.connections for helper in helpers)
