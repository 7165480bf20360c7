"""How any registry is asked: questions in batches, second tries, who is asked next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from listbot.catalog import addresses
from listbot.catalog.errors import ListbotError
from listbot.catalog.link_verdict import LinkVerdict, Verdict
from listbot.web.requesting import Request
from listbot.web.tasks import Task, Told, Wanted

if TYPE_CHECKING:
    from listbot.catalog.addresses import Address
    from listbot.catalog.ids import Id
    from listbot.web.politeness import Pace
    from listbot.web.requesting import Answer, Method

_MOST_TRIES = 2
_BREATH = 1.0
_OUTAGES = frozenset({408, 429})
_SERVER_ERRORS = range(500, 600)
_LONGEST_BODY = 4 * 1024 * 1024
_PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask a registry about, and the links that wait for its answer.

    *own* says that the links are addresses of the registry's own, so that what it does
    not know, is not there; a publisher's page may be there all the same.
    """

    id: Id
    links: tuple[Wanted, ...]
    own: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a registry says about one question; `NOTHING` if it cannot tell.

    *moved_to* is made for each link, because what comes after the name is its own.
    """

    verdict: Verdict
    why: str
    moved_to: Callable[[Wanted], str] | None = None


NOTHING = Said(verdict="not-checked", why="")

Says: TypeAlias = Mapping[Question, Said]
Read: TypeAlias = Callable[[Sequence[Question], "Answer"], Says]
"""Reads an answer; ValueError is an outage: what came is not what was agreed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """An authority on some links: whom to ask what, how many at once, how gently.

    *by* is its name in verdicts, *name* the one for people, *queue* the one for its
    turns. *claims* returns the question that a link is for this registry, if it is
    one. Where the registry is out of order, *behind* is asked instead, if there is
    one; where it has nothing to say, *behind* or else the page itself.
    """

    name: str
    by: str
    doc: str
    queue: str
    pace: Pace
    most: int
    claims: Callable[[Wanted, Sequence[Id]], Question | None]
    request: Callable[[Sequence[Question]], Request]
    read: Read
    behind: Registry | None = None


class Inquiry:
    """Asks one registry about a batch of questions."""

    pause = _BREATH

    def __init__(
        self,
        registry: Registry,
        questions: Sequence[Question],
        page: Callable[[Wanted], Task],
        tries: int = 0,
    ) -> None:
        self._registry = registry
        self._questions = questions
        self._page = page
        self._tries = tries
        self._requests = 0
        self._seconds = 0.0

    @property
    def host(self) -> str:
        """The registry's queue."""
        return self._registry.queue

    def request(self) -> Request:
        """Return one request for the whole batch."""
        return self._registry.request(self._questions)

    def take(self, answer: Answer) -> Told | None:
        """Note an answer; return the end, or nothing to ask once more."""
        self._requests += 1
        self._seconds += answer.seconds
        self._tries += 1
        says = self._says(answer)
        if says is not None:
            return self._told(says)
        if self._tries < _MOST_TRIES:
            return None
        return self._in_halves() if len(self._questions) > 1 else self.left_alone()

    def left_alone(self) -> Told:
        """Return the end that comes of a registry that is out of order."""
        registry = self._registry
        if registry.behind:
            return Told(tasks=inquiries(registry.behind, self._questions, self._page))
        outage = Said(
            verdict="unknown", why=f"Not checked: {registry.name} did not answer."
        )
        return self._told(dict.fromkeys(self._questions, outage))

    def _says(self, answer: Answer) -> Says | None:
        """Read the answer, or return nothing if the registry is out of order."""
        if answer.trouble or answer.status in _OUTAGES:
            return None
        if answer.status in _SERVER_ERRORS:
            return None
        try:
            return self._registry.read(self._questions, answer)
        except ValueError:
            return None

    def _in_halves(self) -> Told:
        """Ask again with less: one question may have spoilt it for all."""
        middle = len(self._questions) // 2
        halves = self._questions[:middle], self._questions[middle:]
        tasks = [
            Inquiry(self._registry, half, self._page, tries=_MOST_TRIES - 1)
            for half in halves
        ]
        return Told(tasks=tasks)

    def _told(self, says: Says) -> Told:
        verdicts: list[LinkVerdict] = []
        tasks: list[Task] = []
        passed_on: list[Question] = []
        for question in self._questions:
            said = says.get(question, NOTHING)
            if said is not NOTHING and (question.own or said.verdict != "dead"):
                verdicts += self._verdicts(question, said)
            elif self._registry.behind:
                passed_on.append(question)
            else:
                tasks += map(self._page, question.links)
        if self._registry.behind:
            tasks += inquiries(self._registry.behind, passed_on, self._page)
        if verdicts:
            # One request for many links: the first of them carries it in the count.
            verdicts[0] = replace(verdicts[0], requests=self._requests)
        return Told(verdicts, tasks)

    def _verdicts(self, question: Question, said: Said) -> list[LinkVerdict]:
        return [
            LinkVerdict(
                url=link.url,
                verdict=said.verdict,
                by=self._registry.by,
                why=said.why,
                moved_to=said.moved_to(link) if said.moved_to else None,
                seconds=round(self._seconds, 3),
            )
            for link in question.links
        ]


def inquiries(
    registry: Registry, questions: Sequence[Question], page: Callable[[Wanted], Task]
) -> list[Task]:
    """Return the inquiries that *questions* make, in batches; same id, one question."""
    merged: dict[tuple[Id, bool], Question] = {}
    for question in questions:
        key = question.id, question.own
        before = merged.get(key)
        links = (*before.links, *question.links) if before else question.links
        merged[key] = Question(question.id, links, question.own)
    distinct = list(merged.values())
    return [
        Inquiry(registry, distinct[start : start + registry.most], page)
        for start in range(0, len(distinct), registry.most)
    ]


def asks(
    url: str,
    *,
    method: Method = "GET",
    headers: tuple[str, ...] = (),
    body: bytes = b"",
) -> Request:
    """Return a request to a registry, at an address made of its base address.

    Raises ListbotError where the base address is none.
    """
    return Request(
        address=_address(url),
        method=method,
        seconds=_PATIENCE,
        headers=headers,
        body=body,
        keep=_LONGEST_BODY,
        trusted=True,
    )


def queue_of(name: str, base: str) -> str:
    """Return the name of a registry's queue, apart from those of pages."""
    address = _address(base)
    return f"{name} at {address.host}:{address.port}"


def _address(url: str) -> Address:
    address = addresses.parse(url)
    if address is None:
        message = f"{url} is no base address of a registry; write https://host/path."
        raise ListbotError(message)
    return address
