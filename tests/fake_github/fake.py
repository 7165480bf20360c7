"""A GitHub of our own: what tests set up, what they do as people, what they look at."""

from __future__ import annotations

import copy
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from typing import TYPE_CHECKING, Self

from .clock import VirtualClock
from .events import Events
from .git_store import GitStore
from .server import Server
from .service import Service
from .site import MAIN, Site
from .world import ACTIONS_BOT, Token, User, World

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping
    from datetime import datetime
    from pathlib import Path

    from .limits import Limits
    from .world import Access, Issue, Role

ALL_RIGHTS: Mapping[str, Access] = {
    "contents": "write",
    "issues": "write",
    "pull_requests": "write",
    "checks": "write",
}
ACTIONS_TOKEN = "ghs_actions"  # noqa: S105 - opens nothing but the fake
ACTIONS_BOT_ID = 41898282


@dataclass(frozen=True)
class Moment:
    """Everything on the fake at one time, and the time, to come back to.

    Two are equal when the same is so; when that was, and what it cost, does not count.
    """

    world: World
    refs: Mapping[str, str]
    time: datetime = field(compare=False)
    limits: Limits = field(compare=False)


class FakeGitHub(Events):
    """One GitHub with one repository, served on loopback while it is open.

    `with FakeGitHub(folder) as github:` fails at the end if anything passed that GitHub
    would not send or take. Repository `octo/list`; `octo` owns it.
    """

    def __init__(
        self, folder: Path, files: Mapping[str, str] | None = None, name: str = "list"
    ) -> None:
        self.clock = VirtualClock()
        self._server = Server()
        self.root = self._server.root
        world = World("octo", name, self.clock.now())
        git = GitStore(folder / f"{name}.git")
        self.site = Site(world, git, self.clock, self.root)
        self.service = self._server.service = Service(self.site)
        world.users[ACTIONS_BOT] = User(ACTIONS_BOT, ACTIONS_BOT_ID, "Bot")
        self.actions_token()
        self.commit(files or {"README.md": "# A list\n"}, message="Begin")
        self._thread = Thread(target=self._server.serve_forever, args=(0.01,))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        self.site.git.close()
        if kind is None:
            self.assert_honest()

    def assert_honest(self) -> None:
        """Fail if anything passed that GitHub would not send or take."""
        assert not self.service.violations, "\n".join(self.service.violations)

    @contextmanager
    def nonsense_expected(self) -> Generator[list[str]]:
        """Collect what is against GitHub's description inside, without failing."""
        kept = list(self.service.violations)
        yield self.service.violations
        self.service.violations[:] = kept

    # Addresses

    @property
    def world(self) -> World:
        """What is so, except for the files."""
        return self.site.world

    @property
    def git(self) -> GitStore:
        """The repository itself."""
        return self.site.git

    @property
    def full_name(self) -> str:
        """`owner/name`, as GITHUB_REPOSITORY says it."""
        return self.world.full_name

    @property
    def clone_url(self) -> str:
        """Where git clones from."""
        return f"{self.root}/{self.full_name}.git"

    # Setting it up

    def token(
        self,
        login: str,
        *,
        secret: str | None = None,
        rights: Mapping[str, Access] | None = None,
        kind: str = "user",
        hourly: int = 5000,
    ) -> str:
        """Give *login* a token and return it."""
        secret = secret or f"ghp_{login}_{len(self.world.tokens)}"
        self.world.user(login)
        token = Token(secret, login, kind, rights, hourly)  # pyright: ignore[reportArgumentType]
        self.world.tokens[secret] = token
        return secret

    def actions_token(self, **rights: Access) -> str:
        """Give the workflow its GITHUB_TOKEN, with *rights* instead of all, if any."""
        return self.token(
            ACTIONS_BOT,
            secret=ACTIONS_TOKEN,
            rights=rights or ALL_RIGHTS,
            kind="app",
            hourly=1000,
        )

    def collaborator(self, login: str, role: Role) -> None:
        """Give *login* a role in the repository."""
        self.world.user(login)
        self.world.roles[login] = role

    def rename(self, name: str) -> None:
        """Rename the repository; the old name leads to the new one."""
        self.world.former_names.append(self.full_name)
        self.world.name = name

    # Looking at it

    def files(self, branch: str = MAIN) -> dict[str, str]:
        """Return every file of *branch* by its path."""
        return self.git.texts(self.git.head(branch) or "")

    def branches(self) -> list[str]:
        """Return the names of all branches."""
        names = sorted(self.git.refs())
        return [name.removeprefix("refs/heads/") for name in names]

    def shown(self) -> dict[str, object]:
        """Return what people can see, without ids, times and commits.

        Of several check runs of a name on a commit the newest counts, as on GitHub.
        """
        issues = self.world.issues.values()
        return {
            "issues": [
                (
                    issue.title,
                    issue.state,
                    sorted(issue.labels),
                    self._heard(issue),
                    self._reactions(issue),
                )
                for issue in issues
                if issue.pull is None
            ],
            "pulls": sorted(
                (issue.pull.head, issue.title, issue.body or "", issue.state)
                for issue in issues
                if issue.pull is not None
            ),
            "files": {branch: self.files(branch) for branch in self.branches()},
            "checks": {
                (branch, check.name): (check.conclusion, check.title)
                for check in self.world.checks
                for branch in self.branches()
                if self.git.head(branch) == check.head_sha
            },
        }

    def _heard(self, issue: Issue) -> list[tuple[str, str]]:
        """Return what was said, pull requests named by their branches."""
        name_by_page = {
            f"/pull/{other.number}": f"/pull/{other.pull.head}"
            for other in self.world.issues.values()
            if other.pull is not None
        }
        heard = self.said(issue.number)
        for page, name in name_by_page.items():
            heard = [(login, body.replace(page, name)) for login, body in heard]
        return heard

    def _reactions(self, issue: Issue) -> list[list[tuple[str, str]]]:
        return [
            [(one.login, one.content) for one in comment.reactions]
            for comment in issue.comments
        ]

    def said(self, number: int) -> list[tuple[str, str]]:
        """Return who said what on an issue."""
        comments = self.world.issues[number].comments
        return [(comment.login, comment.body) for comment in comments]

    def forget_calls(self) -> None:
        """Start counting calls (and the places of faults) from here."""
        self.service.calls.clear()
        self.service.faults.clear()
        self.service.arrived = 0
        self.service.dead = False

    def made(self) -> list[str]:
        """Return the operations that were asked for, in order."""
        return [call.operation for call in self.service.calls]

    def moment(self) -> Moment:
        """Remember everything as it is now."""
        limits = copy.deepcopy(self.service.limits)
        return Moment(
            copy.deepcopy(self.world), self.git.refs(), self.clock.now(), limits
        )

    def go_back(self, moment: Moment) -> None:
        """Make everything as it was at *moment*.

        The clock goes back too, so that the same requests make the same commits.
        """
        self.site.world = copy.deepcopy(moment.world)
        self.clock.time = moment.time
        self.service.limits = copy.deepcopy(moment.limits)
        self.git.set_refs(moment.refs)
        self.forget_calls()
