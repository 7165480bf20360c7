"""What is so on our GitHub: people, tokens, one repository and all that is said in it.

Plain data that can be copied; `git_store` holds the files and commits.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

Role: TypeAlias = Literal["none", "read", "triage", "write", "maintain", "admin"]
Access: TypeAlias = Literal["none", "read", "write"]
Kind: TypeAlias = Literal["user", "fine-grained", "app"]

ROLES: tuple[Role, ...] = ("none", "read", "triage", "write", "maintain", "admin")
ACTIONS_BOT = "github-actions[bot]"


@dataclass
class User:
    """An account; *type* is `User`, `Bot` or `Organization`."""

    login: str
    id: int
    type: str = "User"


@dataclass
class Token:
    """What a request may do, and as whom.

    *rights* maps GitHub's permission names to access; a classic token of a user has
    none of its own (`None`): there the user's role alone decides.
    """

    secret: str
    login: str
    kind: Kind = "user"
    rights: Mapping[str, Access] | None = None
    hourly: int = 5000

    def may_read(self, world: World) -> bool:
        """Return whether it lets git read a private repository."""
        if self.rights is not None:
            return self.rights.get("contents", "none") != "none"
        return world.role_of(self.login) != "none"

    def may_push(self, world: World) -> bool:
        """Return whether it lets git push."""
        if self.rights is not None:
            return self.rights.get("contents") == "write"
        return world.role_of(self.login) in {"write", "maintain", "admin"}


@dataclass
class Label:
    """A label of the repository; names are one whatever their case."""

    id: int
    name: str
    color: str = "ededed"
    description: str | None = None


@dataclass
class Reaction:
    """Somebody's reaction to an issue or a comment."""

    id: int
    login: str
    content: str
    created_at: datetime


@dataclass
class Comment:
    """A comment on an issue or pull request; *unlisted* counts the lists it misses."""

    id: int
    login: str
    body: str
    created_at: datetime
    updated_at: datetime
    unlisted: int = 0
    edited: bool = False
    reactions: list[Reaction] = field(default_factory=list[Reaction])


@dataclass
class Review:
    """A review of a pull request, tied to the commit it was given for."""

    id: int
    login: str
    state: str
    body: str
    commit: str
    submitted_at: datetime


@dataclass
class Pull:
    """What a pull request has that an issue has not."""

    id: int
    head: str
    base: str
    head_sha: str
    base_sha: str
    merged_at: datetime | None = None
    merged_by: str | None = None
    merge_commit: str | None = None
    auto_merge_by: str | None = None
    unlisted: int = 0
    reviews: list[Review] = field(default_factory=list[Review])


@dataclass
class Issue:
    """An issue, or (with *pull*) a pull request: they share one row of numbers."""

    id: int
    number: int
    login: str
    title: str
    body: str | None
    created_at: datetime
    updated_at: datetime
    state: Literal["open", "closed"] = "open"
    state_reason: str | None = None
    closed_at: datetime | None = None
    closed_by: str | None = None
    locked: bool = False
    gone: Literal["deleted", "transferred"] | None = None
    labels: list[str] = field(default_factory=list[str])
    comments: list[Comment] = field(default_factory=list[Comment])
    reactions: list[Reaction] = field(default_factory=list[Reaction])
    pull: Pull | None = None


@dataclass
class CheckRun:
    """A check run on one commit, with its annotations as they were sent."""

    id: int
    name: str
    head_sha: str
    login: str
    status: str
    conclusion: str | None
    started_at: datetime
    completed_at: datetime | None
    title: str | None = None
    summary: str | None = None
    text: str | None = None
    details_url: str | None = None
    external_id: str | None = None
    annotations: list[dict[str, object]] = field(
        default_factory=list[dict[str, object]]
    )


@dataclass
class World:
    """Everything but the files."""

    owner: str
    name: str
    created_at: datetime
    id: int = 4242
    private: bool = False
    former_names: list[str] = field(default_factory=list[str])
    actions_may_open_pulls: bool = True
    list_lag: int = 0
    users: dict[str, User] = field(default_factory=dict[str, User])
    tokens: dict[str, Token] = field(default_factory=dict[str, Token])
    roles: dict[str, Role] = field(default_factory=dict[str, Role])
    labels: dict[str, Label] = field(default_factory=dict[str, Label])
    issues: dict[int, Issue] = field(default_factory=dict[int, Issue])
    checks: list[CheckRun] = field(default_factory=list[CheckRun])
    last_id: int = 1000
    last_number: int = 0

    @property
    def full_name(self) -> str:
        """The repository as `owner/name`."""
        return f"{self.owner}/{self.name}"

    def new_id(self) -> int:
        """Return an id that nothing had before."""
        self.last_id += 1
        return self.last_id

    def new_number(self) -> int:
        """Return the next number of an issue or pull request."""
        self.last_number += 1
        return self.last_number

    def user(self, login: str) -> User:
        """Return the account *login*, made on first mention."""
        if login not in self.users:
            kind = "Bot" if login.endswith("[bot]") else "User"
            self.users[login] = User(login, self.new_id(), kind)
        return self.users[login]

    def role_of(self, login: str) -> Role:
        """Return what *login* is here; on a public repository everybody may read."""
        if login == self.owner:
            return "admin"
        return self.roles.get(login, "none" if self.private else "read")

    def label(self, name: str) -> Label | None:
        """Return the label *name*, in whatever case it is asked for."""
        return self.labels.get(name.casefold())

    def label_made(self, name: str) -> Label:
        """Return the label *name*; GitHub makes a grey one of any name it is given."""
        if name.casefold() not in self.labels:
            self.labels[name.casefold()] = Label(self.new_id(), name)
        return self.labels[name.casefold()]
