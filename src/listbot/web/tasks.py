"""What the engine does for each host, one after the other: pages, and their like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from listbot.web import verdicts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from listbot.catalog.addresses import Address
    from listbot.catalog.link_verdict import LinkVerdict
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
    """Looks at the page of one link; until its turn it is little more than the link."""

    __slots__ = ("_journey", "_set_out", "_wanted")

    def __init__(self, wanted: Wanted, set_out: Callable[[Address], Journey]) -> None:
        self._wanted = wanted
        self._set_out = set_out
        self._journey: Journey | None = None

    @property
    def host(self) -> str:
        """The host that is asked next; redirects change it."""
        journey = self._journey
        return journey.where.host if journey else self._wanted.address.host

    @property
    def pause(self) -> float:
        """How many seconds to wait before that."""
        return self._on_its_way().pause

    def request(self) -> Request:
        """Return what to ask now."""
        return self._on_its_way().request()

    def take(self, answer: Answer) -> Told | None:
        """Note an answer; return the verdict, or nothing to ask once more."""
        sighting = self._on_its_way().take(answer)
        return self._told(sighting) if sighting else None

    def left_alone(self) -> Told:
        """Return the verdict on a page whose host is not asked any more."""
        return self._told(self._on_its_way().left_alone())

    def _on_its_way(self) -> Journey:
        if self._journey is None:
            self._journey = self._set_out(self._wanted.address)
        return self._journey

    def _told(self, sighting: Sighting) -> Told:
        return Told((verdicts.judge(self._wanted.url, sighting),))
