"""What a sighting shows of a page: there, gone, moved, behind a login. No I/O."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from listbot.catalog import trackers
from listbot.web import places
from listbot.web.requesting import spelt

if TYPE_CHECKING:
    from collections.abc import Container

    from listbot.catalog.addresses import Address
    from listbot.web.journey import Outcome, Sighting

Applies: TypeAlias = Callable[["Sighting"], bool]

_PERMANENT = frozenset({301, 308})
_GOOD = range(200, 300)


def ended(*outcomes: Outcome) -> Applies:
    """Make the question whether nothing was seen, for one of some reasons."""
    return lambda sighting: sighting.outcome in outcomes


def answered(statuses: Container[int]) -> Applies:
    """Make the question whether the last answer has one of some statuses."""
    return lambda sighting: not sighting.outcome and sighting.status in statuses


is_there = answered(_GOOD)


def leads_to(is_such: Callable[[Address], bool]) -> Applies:
    """Make the question whether redirects end at a kind of place they began not at."""
    return lambda sighting: (
        is_there(sighting) and is_such(sighting.final) and not is_such(sighting.address)
    )


def is_inner_name(sighting: Sighting) -> bool:
    """Say whether a name is not known that only exists inside of some network."""
    return sighting.outcome == "no-such-name" and places.is_inner(sighting.final.host)


def is_challenged(sighting: Sighting) -> bool:
    """Say whether the host wants to see a browser before it."""
    return not sighting.outcome and sighting.challenged


def is_led_into_the_open(sighting: Sighting) -> bool:
    """Say whether the redirects lead from https to http."""
    schemes = sighting.address.scheme, sighting.final.scheme
    return is_there(sighting) and schemes == ("https", "http")


def is_moved(sighting: Sighting) -> bool:
    """Say whether a page is there, at another address for good."""
    return is_there(sighting) and new_address(sighting) is not None


def new_address(sighting: Sighting) -> str | None:
    """Return where the permanent redirects lead that a link begins with, if any.

    Tracking parameters count for nothing, and are in no new address.
    """
    target = None
    for hop in sighting.hops:
        if hop.status not in _PERMANENT:
            break
        target = hop.target
    if target is None:
        return None
    # Who sent us there belongs into nobody's list.
    new = trackers.taken_off(spelt(target))
    if new == trackers.taken_off(spelt(sighting.address)):
        return None
    return new + (f"#{target.fragment}" if target.fragment else "")
