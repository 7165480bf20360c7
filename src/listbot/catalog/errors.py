"""What is raised, by who can mend it; see also `Finding`, which is never raised."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from listbot.catalog.model import Finding


class ListbotError(Exception):
    """Something the maintainer of a list has to mend.

    The text is one line for people: what, where (file, line), next step; of several
    problems one line each. *file* and *line* repeat the (first) place for annotations,
    *problems* all of them.
    """

    def __init__(
        self,
        text: str,
        *,
        file: str | None = None,
        line: int | None = None,
        problems: Sequence[Finding] = (),
    ) -> None:
        super().__init__(text)
        self.file = file
        self.line = line
        self.problems = tuple(problems)


class OutageError(Exception):
    """Somebody else's service did not answer; the same command may work later."""


class MovedError(OutageError):
    """Somebody else has moved a branch meanwhile; the next run takes it from there."""
