"""Asking around: many sources at once, each at its pace, ten seconds in all.

Nothing that goes wrong out there is an error here: who does not answer is silent.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import TYPE_CHECKING, TypeVar, cast

from listbot.catalog import addresses
from listbot.catalog.facts import Facts, Research
from listbot.catalog.short_links import is_short
from listbot.web.door import Door
from listbot.web.metadata import choosing
from listbot.web.metadata.shortened import Shortened
from listbot.web.politeness import Effect, Schedule

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from listbot.catalog.facts import Query
    from listbot.web.doors import Doors
    from listbot.web.metadata.choosing import Chain
    from listbot.web.metadata.sources import Said, Source
    from listbot.web.requesting import Answer, Request

_Told = TypeVar("_Told", Facts, str)

SECONDS = 10.0
"""How long people wait for all of it."""

_MOST_TRIES = 3
_BREATH = 0.7
_AT_ONCE = 64
_REFUSED = frozenset({429, 503})
_UNAVAILABLE = range(500, 600)


def ask(
    queries: Sequence[Query], doors: Doors, *, seconds: float = SECONDS
) -> Research:
    """Ask around about every address, short ones after finding where they lead."""
    until = monotonic() + seconds
    short = [query for query in queries if is_short(query.url)]
    target_by_url = _targets(short, doors, until) if short else {}
    leading = {query.url: target_by_url.get(query.url, query.url) for query in queries}
    works = len({*leading.values()})
    asked = [
        _Inquiry(query.url, chain)
        for query in queries
        for chain in choosing.chains(
            query if query.url == leading[query.url] else _at(query, leading),
            doors,
            works=works,
        )
    ]
    _carry_out(asked, doors, until)
    return _research(asked, target_by_url)


@dataclass(eq=False, slots=True)
class _Inquiry:
    """One chain about one address, and what has come of it so far."""

    url: str
    chain: Chain
    at: int = 0
    tries: int = 0
    asking: Source | None = None
    facts: Facts | None = None
    silent: list[str] = field(default_factory=list[str])
    absent: list[str] = field(default_factory=list[str])

    def __post_init__(self) -> None:
        self.asking = self.chain.sources[0]

    def take(self, said: Said) -> bool:
        """Note what was said; say whether there is more to ask."""
        if isinstance(said, Facts):
            self.facts, self.asking = said, None
            return False
        if said is not None:
            self.asking, self.tries = said, 0
            return True
        self.absent.append(self._name)
        return self._next()

    def fail(self) -> bool:
        """Note an outage; say whether there is more to ask."""
        self.tries += 1
        is_last = self.at + 1 == len(self.chain.sources)
        if is_last and not self.chain.extra and self.tries < _MOST_TRIES:
            return True
        return self.leave_alone()

    def leave_alone(self) -> bool:
        """Ask this source no more; say whether there is another one."""
        self.silent.append(self._name)
        return self._next()

    @property
    def _name(self) -> str:
        return self.asking.name if self.asking else ""

    def _next(self) -> bool:
        self.at += 1
        self.tries = 0
        left = self.chain.sources[self.at : self.at + 1]
        self.asking = left[0] if left else None
        return bool(left)


def _carry_out(asked: Iterable[_Inquiry], doors: Doors, until: float) -> None:
    door = Door(doors)
    schedule = Schedule[_Inquiry](choosing.PAGES, choosing.paces(doors))
    schedule.fill((one.asking.queue, one) for one in asked if one.asking)
    try:
        while (now := monotonic()) < until:
            _start(schedule, door, now)
            due = schedule.due(now)
            if not door.open and due is None:
                return
            wait = until - now if due is None else min(due, until - now)
            for request, answer in door.wait(wait):
                _settle(schedule, request, answer)
    finally:
        door.close()


def _start(schedule: Schedule[_Inquiry], door: Door, now: float) -> None:
    while door.open < _AT_ONCE and (taken := schedule.take(now)):
        queue, inquiry = taken
        if inquiry.asking is None:
            continue
        request = inquiry.asking.request()
        request.queue, request.owner = queue, inquiry
        door.start(request)


def _settle(schedule: Schedule[_Inquiry], request: Request, answer: Answer) -> None:
    now = monotonic()
    inquiry = cast("_Inquiry", request.owner)
    more, pause = _read(inquiry, answer)
    dropped = schedule.done(
        request.queue, inquiry, now, _effect(answer), answer.retry_after
    )
    _again(schedule, inquiry, now, more=more, pause=pause)
    for other in dropped:
        _again(schedule, other, now, more=other.leave_alone(), pause=0.0)


def _read(inquiry: _Inquiry, answer: Answer) -> tuple[bool, float]:
    """Let the source read its answer; say whether to go on, and after what pause."""
    assert inquiry.asking is not None  # noqa: S101 - it has just been asked
    try:
        return inquiry.take(inquiry.asking.read(answer)), 0.0
    except (ValueError, RecursionError):
        return inquiry.fail(), _BREATH


def _again(
    schedule: Schedule[_Inquiry],
    inquiry: _Inquiry,
    now: float,
    *,
    more: bool,
    pause: float,
) -> None:
    """Queue whatever is left to ask; a queue that is left alone is passed over."""
    while more and inquiry.asking:
        if schedule.add(inquiry.asking.queue, inquiry, now, pause=pause):
            return
        more = inquiry.leave_alone()


def _effect(answer: Answer) -> Effect:
    if answer.status in _REFUSED:
        return "refused"
    if answer.trouble or answer.status in _UNAVAILABLE:
        return "failed"
    return "fine"


def _targets(short: Sequence[Query], doors: Doors, until: float) -> dict[str, str]:
    """Find out where short addresses lead, in half of the time there is."""
    finding = [
        _Inquiry(query.url, choosing.Chain((Shortened(address),)))
        for query in short
        if (address := addresses.parse(query.url))
    ]
    now = monotonic()
    _carry_out(finding, doors, now + (until - now) / 2)
    return {one.url: one.facts.found_at for one in finding if one.facts}


def _at(query: Query, leading: dict[str, str]) -> Query:
    return replace(query, url=leading[query.url])


def _research(asked: Sequence[_Inquiry], target_by_url: dict[str, str]) -> Research:
    facts: defaultdict[str, list[Facts]] = defaultdict(list)
    silent: defaultdict[str, list[str]] = defaultdict(list)
    absent: defaultdict[str, list[str]] = defaultdict(list)
    for one in asked:
        facts[one.url] += [one.facts] if one.facts else []
        if one.chain.extra:
            continue
        late = [one.asking.name] if one.asking else []
        silent[one.url] += [*one.silent, *late]
        absent[one.url] += one.absent
    return Research(
        facts_by_url=_distinct(facts),
        silent_by_url=_distinct(silent),
        absent_by_url=_distinct(absent),
        target_by_url=target_by_url,
    )


def _distinct(by_url: dict[str, list[_Told]]) -> dict[str, tuple[_Told, ...]]:
    return {url: tuple(dict.fromkeys(told)) for url, told in by_url.items() if told}
