"""What an audit needs of a forge: to remember, one issue of its own, branches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from listbot.catalog.errors import MovedError

if TYPE_CHECKING:
    from listbot.catalog.plan import Proposal
    from listbot.forge.protocol import Branch, Ground
    from listbot.text.standing import Standing, State

MEMORY_BRANCH = "listbot/state"


class EditedError(MovedError):
    """The standing issue was edited since it was read, perhaps by who ticked a box."""

    def __init__(self) -> None:
        super().__init__("The issue about links was edited meanwhile; run again.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Pull:
    """A pull request with repairs: its number, and the address for people."""

    number: int
    address: str


class AuditForge(Protocol):
    """Where the list lives. Every act may be repeated: the end state is the same."""

    def kept(self, path: str) -> str | None:
        """Return a file on the memory's branch, if it is there."""
        ...

    def keep(self, path: str, text: str, message: str) -> None:
        """Make *text* the only file on the memory's branch, in one commit.

        Nothing is done where it is that already. Raises MovedError when the branch was
        moved meanwhile.
        """
        ...

    def standing(self, number: int | None) -> Standing | None:
        """Return our standing issue, known by marker and author.

        *number* is where it was last time; it is looked for elsewhere too.
        """
        ...

    def may_decide(self, login: str) -> bool:
        """Say whether a person may decide about the list: push to it, or more."""
        ...

    def publish(
        self, issue: Standing | None, title: str, body: str, state: State
    ) -> int:
        """Make the standing issue say *body*, open or closed; return its number.

        Raises EditedError where it is not as *issue* says any more.
        """
        ...

    def branch(self, name: str) -> Branch | None:
        """Return the branch of a repair as it stands, if there is one."""
        ...

    def merged_text(self, ours: str, old: str, theirs: str) -> str | None:
        """Merge two changes of one text line by line; None where they collide."""
        ...

    def propose(self, proposal: Proposal, ground: Ground) -> Pull:
        """Bring branch and pull request to what *proposal* says."""
        ...

    def fate(self, number: int, branch: str) -> Literal["open", "merged", "closed"]:
        """Say what has become of a pull request of ours."""
        ...

    def withdraw(self, branch: Branch) -> None:
        """Close the pull request of a branch, and delete the branch."""
        ...
