"""The world, the git repository and the clock together, and what follows from what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from .errors import ApiError, not_found
from .git_store import GitStore, MergeConflictError, Person
from .git_views import GitViews
from .views import Views
from .world import ACTIONS_BOT, Issue, Pull

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from .clock import VirtualClock
    from .routing import Call
    from .world import World

_CLOSING = re.compile(
    r"\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+#([0-9]+)\b", re.IGNORECASE
)
MAIN = "main"


@dataclass
class Site:
    """One GitHub with one repository."""

    world: World
    git: GitStore
    clock: VirtualClock
    root: str

    @property
    def views(self) -> Views:
        """The JSON of people, issues and comments."""
        return Views(self.world, self.root)

    @property
    def git_views(self) -> GitViews:
        """The JSON of commits and pull requests."""
        return GitViews(self.views, self.git)

    def now(self) -> datetime:
        """Return the present moment, in whole seconds."""
        return self.clock.now().replace(microsecond=0)

    def person(self, login: str) -> Person:
        """Return *login* as the author of a commit made now."""
        user = self.world.user(login)
        email = f"{user.id}+{login}@users.noreply.github.com"
        return Person(name=login, email=email, when=self.now())

    # Issues

    def issue(self, number: int) -> Issue:
        """Return the issue (or pull request) *number*, or the error instead."""
        issue = self.world.issues.get(number)
        if issue is None:
            raise not_found()
        if issue.gone == "deleted":
            raise ApiError(410, "This issue was deleted")
        if issue.gone == "transferred":
            place = f"{self.root}/repositories/77/issues/{number}"
            raise ApiError(301, "Moved Permanently", headers={"Location": place})
        return issue

    def pull(self, number: int) -> tuple[Issue, Pull]:
        """Return the pull request *number*, or the error instead."""
        issue = self.world.issues.get(number)
        if issue is None or issue.pull is None:
            raise not_found()
        return issue, issue.pull

    def new_issue(self, login: str, title: str, body: str | None) -> Issue:
        """Open an issue."""
        now = self.now()
        number = self.world.new_number()
        issue = Issue(self.world.new_id(), number, login, title, body, now, now)
        self.world.issues[number] = issue
        return issue

    def touch(self, issue: Issue) -> None:
        """Note that an issue was changed now."""
        issue.updated_at = self.now()

    def close(self, issue: Issue, login: str, reason: str = "completed") -> None:
        """Close an issue or pull request."""
        if issue.state == "open":
            issue.state, issue.closed_at, issue.closed_by = "closed", self.now(), login
            issue.state_reason = reason if issue.pull is None else None
            self.touch(issue)

    def reopen(self, issue: Issue) -> None:
        """Open an issue or pull request again."""
        if issue.state == "closed":
            issue.state, issue.closed_at, issue.closed_by = "open", None, None
            issue.state_reason = "reopened" if issue.pull is None else None
            self.touch(issue)

    def open_pulls(self) -> list[tuple[Issue, Pull]]:
        """Return every open pull request, oldest first."""
        return [
            (issue, issue.pull)
            for issue in self.world.issues.values()
            if issue.pull is not None and issue.state == "open"
        ]

    # Refs, and what follows when they move

    def move_ref(self, name: str, sha: str | None, login: str) -> None:
        """Point the full name *name* to *sha* (None: take it away)."""
        before = self.git.refs()
        if sha is None:
            self.git.delete_ref(name)
        else:
            self.git.set_ref(name, sha)
        self.refs_moved(before, login)

    def refs_moved(self, before: Mapping[str, str], login: str) -> None:
        """Do what GitHub does when refs have changed since *before*."""
        after = self.git.refs()
        names = before.keys() | after.keys()
        moved = {name for name in names if before.get(name) != after.get(name)}
        for issue, pull in self.open_pulls():
            head = after.get(f"refs/heads/{pull.head}")
            if head is None:
                self.close(issue, login)
            elif f"refs/heads/{pull.head}" in moved:
                pull.head_sha = head
                pull.base_sha = after[f"refs/heads/{pull.base}"]
                self.touch(issue)
        main = f"refs/heads/{MAIN}"
        if main in moved and main in before and main in after:
            self._main_moved(before[main], after[main], login)

    def _main_moved(self, old: str, new: str, login: str) -> None:
        contained = self.git.ancestors(new)
        for issue, pull in self.open_pulls():
            if pull.base == MAIN and pull.head_sha in contained:
                self._mark_merged(issue, pull, login, new)
        news = [self.git.commit(sha) for sha in self.git.between(old, new)]
        said = [commit.message.decode() for commit in news if commit is not None]
        self._close_named(said, login)

    def _mark_merged(self, issue: Issue, pull: Pull, login: str, commit: str) -> None:
        pull.merged_at, pull.merged_by = self.now(), login
        pull.merge_commit = commit
        self.close(issue, login)
        self._close_named([issue.body or ""], login)

    def _close_named(self, texts: Iterable[str], login: str) -> None:
        numbers = {int(one) for text in texts for one in _CLOSING.findall(text)}
        for number in sorted(numbers & self.world.issues.keys()):
            if self.world.issues[number].pull is None:
                self.close(self.world.issues[number], login)

    def merge(
        self, issue: Issue, login: str, method: Literal["merge", "squash"]
    ) -> str:
        """Merge a pull request into its base and return the new commit."""
        assert issue.pull is not None
        pull = issue.pull
        base = self.git.head(pull.base) or ""
        try:
            tree = self.git.merged_tree(base, pull.head_sha)
        except MergeConflictError:
            raise ApiError(405, "Pull Request is not mergeable") from None
        title = (
            f"Merge pull request #{issue.number} from {self.world.owner}/{pull.head}"
        )
        commit = self.git.put_commit(
            tree=tree,
            parents=[base, pull.head_sha] if method == "merge" else [base],
            message=f"{title}\n\n{issue.title}",
            author=self.person(login),
            committer=self.person(login),
        )
        self.git.set_ref(f"refs/heads/{pull.base}", commit)
        self._mark_merged(issue, pull, login, commit)
        self.refs_moved(
            {f"refs/heads/{pull.base}": base} | self._other_refs(pull), login
        )
        return commit

    def _other_refs(self, pull: Pull) -> dict[str, str]:
        moved = f"refs/heads/{pull.base}"
        return {name: sha for name, sha in self.git.refs().items() if name != moved}

    # Who may do what

    def may_write(self, call: Call) -> bool:
        """Return whether the one who asks may push."""
        return self.world.role_of(call.login) in {"write", "maintain", "admin"}

    def refuse_pulls_of_actions(self, call: Call) -> None:
        """Refuse pull requests of the Actions bot where the setting is off."""
        if call.login == ACTIONS_BOT and not self.world.actions_may_open_pulls:
            message = (
                "GitHub Actions is not permitted to create or approve pull requests."
            )
            raise ApiError(403, message)
