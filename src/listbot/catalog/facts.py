"""What others know about a work: facts, and who said them. No I/O."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from listbot.catalog.config_parts import VenueKind
    from listbot.catalog.dates import PartialDate


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What one source says about a work; empty and None where it says nothing.

    Every text is on one line and without markup, but strangers wrote it all the same.
    *source* is its name for people. *latest* is the last of several dates it gives
    (print, and online). *venues* are the names it has for the place, the fullest first.
    *published* is the DOI of the version in a journal or conference, and *published_in*
    what the source says about it in words. *found_at* is where a short address leads.
    """

    source: str
    title: str = ""
    authors: tuple[str, ...] = ()
    date: PartialDate | None = None
    latest: PartialDate | None = None
    venues: tuple[str, ...] = ()
    kind: VenueKind | None = None
    description: str = ""
    code: str = ""
    published: str = ""
    published_in: str = ""
    withdrawn: bool = False
    found_at: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Research:
    """What asking around about some addresses came to.

    *facts_by_url* holds, for each address, what was said about the work behind it, the
    best source first. *silent_by_url* names the sources that did not answer: not asked
    is not the same as not known. *absent_by_url* names those that know no such work.
    *target_by_url* says where short addresses lead.
    """

    facts_by_url: Mapping[str, Sequence[Facts]] = field(
        default_factory=dict[str, "Sequence[Facts]"]
    )
    silent_by_url: Mapping[str, Sequence[str]] = field(
        default_factory=dict[str, "Sequence[str]"]
    )
    absent_by_url: Mapping[str, Sequence[str]] = field(
        default_factory=dict[str, "Sequence[str]"]
    )
    target_by_url: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Query:
    """An address to ask about.

    *title* helps where a registry finds works by title. Where the work is *described*
    already, registries are asked for what they have to add, but not mere pages.
    """

    url: str
    title: str = ""
    described: bool = False


Ask: TypeAlias = Callable[[Sequence[Query], str | None], Research]
"""Asks around about addresses, giving registries a mail address if there is one.

An outage is silence, never an error.
"""


def ask_nobody(queries: Sequence[Query], contact: str | None = None) -> Research:
    """Ask nobody: what `--offline` does."""
    del queries, contact
    return Research()
