"""What there is to tell about the links of a list, as values. No I/O."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from listbot.catalog.link_memory import Choice, Doubt


@dataclass(frozen=True, kw_only=True)
class Row:
    """One link of one entry that is not well; *why* is a sentence.

    *days* on which it was gone count from *since*. *alone* says that an entry has no
    use without this link, so that both are removed together.
    """

    title: str
    path: str
    kind: str
    url: str
    why: str
    since: date
    days: int = 0
    moved_to: str | None = None
    archived: str | None = None
    choice: Choice | None = None
    alone: bool = False


@dataclass(frozen=True, kw_only=True)
class Report:
    """What is to be told about the links of a list.

    *watched* pages are gone, but not for long enough; *unseen* links were not looked at
    in the run of *today*. *pulls* holds the addresses of pull requests by their kind.
    """

    today: date
    links: int
    dead: Sequence[Row] = ()
    moved: Sequence[Row] = ()
    blocked: Sequence[Row] = ()
    unknown: Sequence[Row] = ()
    kept: Sequence[Row] = ()
    watched: int = 0
    unseen: int = 0
    doubt: Doubt | None = None
    full: date | None = None
    pulls: Mapping[str, str] | None = None

    @property
    def needs_people(self) -> bool:
        """Whether there is something that only people can decide."""
        return bool(self.dead)
