"""What the engine does for each host, one after the other: pages, and their like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from listbot.web import verdicts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from listbot.catalog.addresses import Address
    from listbot.catalog.model import LinkVerdict
    from listbot.web.journey import Journey, Sighting
    from listbot.web.requesting import Answer, Request


@dataclass(frozen=True, slots=True)
class Wanted:
    """A link as the list has it, and the address that it means."""

    url: str
    address: Address


@dataclass(frozen=True, slots=True)
class Told:
    """The end of a task: verdicts, and tasks for links that others know more about."""

    verdicts: Sequence[LinkVerdict] = ()
    tasks: Sequence[Task] = ()


class Task(Protocol):
    """Asks one host about one or several links, once or a few times."""

    @property
    def host(self) -> str:
        """Whose turn is waited for: the host that is asked next."""
        ...

    @property
    def pause(self) -> float:
        """How many seconds to wait before that."""
        ...

    def request(self) -> Request:
        """Return what to ask now."""
        ...

    def take(self, answer: Answer) -> Told | None:
        """Note an answer; return the end, or nothing to ask once more."""
        ...

    def left_alone(self) -> Told:
        """Return the end that comes of a host that is not asked any more."""
        ...


class Page:
    """Looks at the page of one link."""

    __slots__ = ("_journey", "_url")

    def __init__(self, url: str, journey: Journey) -> None:
        self._url = url
        self._journey = journey

    @property
    def host(self) -> str:
        """The host that is asked next; redirects change it."""
        return self._journey.where.host

    @property
    def pause(self) -> float:
        """How many seconds to wait before that."""
        return self._journey.pause

    def request(self) -> Request:
        """Return what to ask now."""
        return self._journey.request()

    def take(self, answer: Answer) -> Told | None:
        """Note an answer; return the verdict, or nothing to ask once more."""
        sighting = self._journey.take(answer)
        return self._told(sighting) if sighting else None

    def left_alone(self) -> Told:
        """Return the verdict on a page whose host is not asked any more."""
        return self._told(self._journey.left_alone())

    def _told(self, sighting: Sighting) -> Told:
        return Told((verdicts.judge(self._url, sighting),))
