"""Repeats: the same work on the list already, or in another open proposal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from listbot.catalog import identity
from listbot.catalog.model import Finding
from listbot.jobs import proposals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from listbot.catalog.model import Entry
    from listbot.forge.protocol import Branch
    from listbot.jobs.loading import ListFiles


def findings(
    entry: Entry, files: ListFiles, others: Sequence[Branch]
) -> tuple[Finding, ...]:
    """Say where the same work stands: on the list, or in the proposal of another issue.

    Of two proposals for one work the earlier issue is the first; the later one is told.
    """
    raise NotImplementedError
