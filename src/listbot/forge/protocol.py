"""What every forge can do: the place where issues, branches and pull requests live.

Jobs decide with what is read here and act through `carry_out`; they never see which
forge it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from listbot.catalog.model import Finding
    from listbot.catalog.plan import Labels, Proposal, Reaction

PREFIX = "listbot/issue-"
# What people can be in a repository, from the least to the most.
ROLES = ("none", "read", "triage", "write", "maintain", "admin")
# Stands in a plan's reply where the pull request's address goes once it is known.
PULL_REQUEST = "{{pull request}}"


class Snapshot(Protocol):
    """The files of the list at one moment: a commit, or the folder as it stands."""

    @property
    def commit(self) -> str:
        """The commit's id; empty for a folder that is not one."""
        ...

    def paths(self, folder: str) -> Collection[str]:
        """Return the path of every regular file in a folder and below it, in order.

        Paths are relative to the repository, with `/` between; links are left out.
        """
        ...

    def texts(self, paths: Collection[str]) -> Mapping[str, str]:
        """Return the text of files by path, line ends as they are.

        Paths that are not there are left out. Raises ListbotError, with the file, for
        one that is not UTF-8.
        """
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One file on a branch: its text where the branch left base, and its text now.

    None stands for no such file. *edits* holds the text before and after each commit
    on the branch that changed the file and is not ours, oldest first.
    """

    before: str | None
    after: str | None
    edits: tuple[tuple[str | None, str | None], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Branch:
    """The branch of a proposal as it stands.

    *current* says whether it contains the base commit; *ours* whether any commit of it
    was made by listbot: a branch of that name which somebody else made is left alone.
    """

    issue: int
    name: str
    head: str
    current: bool
    ours: bool
    change_by_path: Mapping[str, Change]

    @property
    def edited(self) -> bool:
        """Whether commits of others have changed a file on it."""
        return any(change.edits for change in self.change_by_path.values())

    @property
    def is_merged(self) -> bool:
        """Whether base holds all of it."""
        return not self.change_by_path


@dataclass(frozen=True, kw_only=True, slots=True)
class Ground:
    """The commits a decision was made on: of base, and of the branch if it was there.

    Whoever acts on the decision makes sure that the branch still stands there.
    """

    base: str
    head: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Comment:
    """What somebody else said on an issue; later comments have higher numbers.

    *edited* says that it was changed since; *is_bot* that a program wrote it.
    """

    number: int
    author: str
    body: str
    is_bot: bool = False
    edited: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """The newest pull request of a proposal.

    *settled* says that a maintainer has approved it or set it to merge by itself.
    """

    address: str
    state: Literal["open", "closed", "merged"] = "open"
    settled: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Submission:
    """An issue, as far as listbot looks at it. Everything in it is strangers' text.

    *reply* is what listbot has answered so far; *comments* are those of others, the
    oldest first; *earlier* counts the author's other open submissions that came before,
    as far as they were counted.
    """

    issue: int
    title: str
    body: str
    author: str
    author_id: int | None = None
    state: Literal["open", "closed"] = "open"
    labels: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()
    reply: str | None = None
    pull: Standing | None = None
    earlier: int = 0


def is_submission(labels: Iterable[str]) -> bool:
    """Say whether the labels of an issue make it one of ours."""
    return any(label.startswith("listbot:") for label in labels)


class Forge(Protocol):
    """Where the list lives. Every act may be repeated: the end state is the same."""

    def base(self) -> Snapshot:
        """Return the tip of the base branch."""
        ...

    def branch(self, issue: int) -> Branch | None:
        """Return the branch of one issue's proposal, if there is one."""
        ...

    def open_branches(self) -> tuple[Branch, ...]:
        """Return the branches of all open proposals, oldest issue first."""
        ...

    def submission(self, issue: int, author: str = "") -> Submission | None:
        """Return an issue as it stands now, if it is there.

        Only where its *author* is known already, their earlier submissions are counted.
        """
        ...

    def issues(self) -> tuple[Submission, ...]:
        """Return the issues where something may be to do, the oldest first.

        They are all open ones, and the closed ones that carry a label of an open
        submission. Their pull requests are left out.
        """
        ...

    def closed(self, issues: Sequence[int]) -> frozenset[int]:
        """Return those of some issues that are closed, as far as that can be told."""
        ...

    def publish(self, files: Mapping[str, str], message: str, base: str) -> bool:
        """Commit files to the base branch, on top of the commit *base*.

        Returns False where a forge leaves that to people. Raises MovedError when base
        has moved meanwhile.
        """
        ...

    def role(self, login: str) -> str:
        """Return what somebody is here: none, read, triage, write, maintain, admin."""
        ...

    def page(self, path: str, anchor: str = "") -> str:
        """Return the address at which people see a file of the base branch."""
        ...

    def form_page(self, answers: Mapping[str, str]) -> str:
        """Return the address of the form for entries, with *answers* by key filled in.

        Empty where there is no such page.
        """
        ...

    def merged_text(self, ours: str, old: str, theirs: str) -> str | None:
        """Merge two changes of one text line by line; None where they collide."""
        ...

    def advance(self, proposal: Proposal, ground: Ground) -> bool:
        """Bring the branch to what *proposal* says; the pull request stays as it is.

        The branch's new tree is that of the base commit with the proposal's files. Its
        new commit has the branch head and, unless the branch contains it, the base as
        parents; the branch is moved without force. Returns False, and changes nothing,
        when the branch is that already. Raises MovedError when it was moved meanwhile.
        """
        ...

    def propose(self, issue: int, proposal: Proposal, ground: Ground) -> str:
        """Bring branch and pull request to what *proposal* says; return its address."""
        ...

    def settle(self, issue: int, state: Literal["merged", "closed"]) -> None:
        """Note that a proposal is done with: no pull request stays open.

        Its branch is deleted, unless it holds commits of others that base has not.
        """
        ...

    def reply(self, issue: int, markdown: str) -> None:
        """Make *markdown* the one reply of listbot on the issue."""
        ...

    def relabel(self, issue: int, labels: Labels) -> None:
        """Put labels on an issue and take others off."""
        ...

    def react(self, issue: int, reactions: Collection[Reaction]) -> None:
        """Answer comments on an issue with reactions."""
        ...

    def close_issue(self, issue: int) -> None:
        """Close the issue."""
        ...

    def check(self, issue: int, findings: Sequence[Finding], path: str) -> None:
        """Show findings at the newest commit of the proposal.

        They stand at the file and line they name, else at *path*.
        """
        ...

    def finish(self, issue: int) -> None:
        """Make sure that whatever was asked for about the issue has been done.

        Until then a forge may put off what concerns the issue, to do it all at once.
        """
        ...
