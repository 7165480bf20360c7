"""GitHub as the forge: the list's files by git, everything else by the API.

A first intake costs 4 REST and 2 GraphQL requests, an edit 3 and 2, an answer without a
proposal 2 GraphQL requests; whatever the size of the list.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote

from listbot.catalog.errors import OutageError
from listbot.catalog.plan import Proposal
from listbot.forge import github_acts as doing
from listbot.forge import github_commits as commits
from listbot.forge import github_issue_graphql, github_issue_rest, history
from listbot.forge import github_listing as listing
from listbot.forge import github_pulls as pulls
from listbot.forge import github_repository as repository
from listbot.forge import github_wishes as wishing
from listbot.forge.github_answers import RefusedError
from listbot.forge.github_api import LostError
from listbot.forge.github_wishes import Check, Wish
from listbot.forge.history import CommitSnapshot
from listbot.forge.protocol import PREFIX, ROLES, Ground, Submission
from listbot.text import form_writer

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from listbot.catalog.model import Finding
    from listbot.catalog.plan import Labels, Reaction
    from listbot.forge.git import Git
    from listbot.forge.github_api import Api
    from listbot.forge.github_issue import IssueState, PullRequest, Reply
    from listbot.forge.protocol import Branch, Snapshot
    from listbot.forge.remote import Remote


_GONE, _UNPROCESSABLE = 404, 422
_ROUNDS = 3


@dataclass
class GithubForge:
    """One repository on GitHub: its files are *remote*, all else is behind *api*.

    *site* is its address for people.
    """

    remote: Remote
    api: Api
    site: str
    _states: dict[int, IssueState | None] = field(
        default_factory=dict[int, "IssueState | None"]
    )
    _wishes: dict[int, Wish] = field(default_factory=dict[int, Wish])
    _heads: dict[int, str] = field(default_factory=dict[int, str])
    _node: str = ""
    _merged: set[int] = field(default_factory=set[int])

    # Reading

    def base(self) -> Snapshot:
        """Return the tip of the base branch."""
        return CommitSnapshot(self._git, self.remote.base)

    def branch(self, issue: int) -> Branch | None:
        """Return the branch of one issue's proposal, if there is one."""
        name = f"{PREFIX}{issue}"
        head = self.remote.head_by_branch.get(name)
        if head is None:
            return None
        return history.read_branch(self._git, name, head, self.remote.base)

    def open_branches(self) -> tuple[Branch, ...]:
        """Return the branches that have an open pull request, oldest issue first."""
        head_by_branch = self.remote.head_by_branch
        names = self._open_heads() if head_by_branch else set[str]()
        found = [
            history.read_branch(self._git, name, head, self.remote.base)
            for name, head in head_by_branch.items()
            if name in names
        ]
        branches = [branch for branch in found if branch is not None]
        return tuple(sorted(branches, key=lambda branch: branch.issue))

    def submission(self, issue: int, author: str = "") -> Submission | None:
        """Return an issue as it stands now, if it is there; see `Forge.submission`."""
        state = self._state(issue, author)
        return None if state is None else state.submission

    def issues(self) -> tuple[Submission, ...]:
        """Return the issues where something may be to do; see `Forge.issues`."""
        ways = listing.listed_by_graphql, listing.listed_by_rest
        found = {one.issue: one for one in self.api.either(*ways)}
        return tuple(found[number] for number in sorted(found))

    def role(self, login: str) -> str:
        """Return what *login* is in the repository: `none`, `read` … `admin`.

        This is the true role; GitHub's older `permission` calls a triager a reader.
        """
        try:
            told = self.api.rest("GET", f"/collaborators/{login}/permission")
        except RefusedError as refused:
            if refused.status == _GONE:
                return "none"
            raise
        # A role that an organization made up is at least what GitHub calls it.
        known = told["role_name"] in ROLES
        return str(told["role_name"] if known else told["permission"])

    def page(self, path: str, anchor: str = "") -> str:
        """Return the address at which people see a file of the base branch."""
        branch = quote(self.remote.base_branch or "HEAD")
        page = f"{self.site}/blob/{branch}/{quote(self._git.stored(path))}"
        return page + (anchor and f"#{anchor}")

    def form_page(self, answers: Mapping[str, str]) -> str:
        """Return the address of the form for entries, *answers* by key filled in."""
        return form_writer.prefilled_link(self.site, form_writer.ENTRY_FORM, answers)

    def closed(self, issues: Sequence[int]) -> frozenset[int]:
        """Return those of some issues that are closed, as far as that can be told."""
        ways = repository.closed_by_graphql, repository.closed_by_rest
        return self.api.either(*ways, issues)

    def merged_text(self, ours: str, old: str, theirs: str) -> str | None:
        """Merge two changes of one text line by line; None where they collide."""
        return self._git.merged_text(ours, old, theirs)

    # Branches and pull requests

    def advance(self, proposal: Proposal, ground: Ground) -> bool:
        """Bring the branch to what *proposal* says; see `Forge.advance`."""
        commit = commits.make_commit(self.api, self._git, proposal, ground)
        if commit != ground.head:
            # Before the branch moves: killed in between, no head is without a check.
            self._show_check(Check(commit=commit))
        commits.move_branch(self.api, proposal.branch, commit, ground.head)
        return commit != ground.head

    def publish(self, files: Mapping[str, str], message: str, base: str) -> bool:
        """Commit files to the base branch, on top of the commit *base*."""
        name = self.remote.base_name
        written = Proposal(
            branch=name, title="", body="", commit_message=message, files=files
        )
        ground = Ground(base=base, head=base)
        commit = commits.make_commit(self.api, self._git, written, ground)
        commits.move_branch(self.api, name, commit, base)
        return True

    def propose(self, issue: int, proposal: Proposal, ground: Ground) -> str:
        """Bring branch and pull request to what *proposal* says; return its address."""
        state = self._state(issue)
        commit = commits.make_commit(self.api, self._git, proposal, ground)
        commits.move_branch(self.api, proposal.branch, commit, ground.head)
        self._heads[issue] = commit
        if state is not None and state.pull is not None:
            self._wish(issue, title=proposal.title, body=proposal.body)
            return state.pull.url
        body = {
            "title": proposal.title,
            "body": proposal.body,
            "head": proposal.branch,
            "base": self.remote.base_name,
        }
        try:
            return str(self.api.rest("POST", "/pulls", body)["html_url"])
        except RefusedError as refused:
            pull = pulls.standing(
                proposal.branch,
                refused,
                lambda: self._pull_anew(issue),
                self.api.pace.wait,
            )
        self._wish(issue, title=proposal.title, body=proposal.body)
        return pull.url

    def settle(self, issue: int, state: Literal["merged", "closed"]) -> None:
        """See that no pull request stays open; delete the branch if it is all ours.

        GitHub closes the pull request of a branch that is deleted.
        """
        branch = self.branch(issue)
        if state == "merged":
            self._merged.add(issue)
        if branch is None or not branch.ours:
            return
        if state == "closed" and branch.edited:
            self._wish(issue, close_pull=True)
            return
        try:
            self.api.rest("DELETE", f"/git/refs/heads/{branch.name}")
        except RefusedError as refused:
            if refused.status not in {_GONE, _UNPROCESSABLE}:
                raise

    # The issue: wishes, until `finish`

    def reply(self, issue: int, markdown: str) -> None:
        """Make *markdown* the one reply of listbot on the issue."""
        self._wish(issue, reply=markdown)

    def relabel(self, issue: int, labels: Labels) -> None:
        """Put labels on an issue and take others off."""
        self._wish(issue, add=labels.add, remove=labels.remove)

    def react(self, issue: int, reactions: Collection[Reaction]) -> None:
        """Answer comments on an issue with reactions."""
        self._wish(issue, reactions=tuple(reactions))

    def close_issue(self, issue: int) -> None:
        """Close the issue: as completed when its proposal was settled as merged."""
        reason = "completed" if issue in self._merged else "not_planned"
        self._wish(issue, close=reason)

    def check(self, issue: int, findings: Sequence[Finding], path: str) -> None:
        """Show findings on the commit that `propose` has just brought the branch to.

        Where it has not, on the one that the open pull request stands at.
        """
        state = self._states.get(issue)
        standing = state.pull.head if state and state.pull else None
        head = self._heads.get(issue, standing)
        if head is not None:
            stored = self._git.stored
            found = tuple(
                replace(one, file=one.file and stored(one.file)) for one in findings
            )
            check = Check(commit=head, findings=found, path=stored(path))
            self._wish(issue, check=check)

    def finish(self, issue: int) -> None:
        """Do, in one request, whatever was asked for and is not so yet."""
        wish = self._wishes.pop(issue, None)
        for _ in range(_ROUNDS if wish is not None else 0):
            state = self._state(issue)
            if state is None or wish is None:
                return
            try:
                self._fulfil(state, wish)
            except LostError:
                # Perhaps it was done: look, and do what is missing.
                del self._states[issue]
            except RefusedError as refused:
                if "locked" in refused.said:
                    return
                if refused.status != _GONE:
                    raise
                del self._states[issue]
            else:
                return
        if wish is not None:
            message = f"GitHub does not take the answer to issue {issue} now."
            raise OutageError(message)

    # How it is done

    @property
    def _git(self) -> Git:
        return self.remote.git

    def _wish(self, issue: int, **parts: Any) -> None:  # noqa: ANN401 - of a Wish
        self._wishes[issue] = replace(self._wishes.get(issue, Wish()), **parts)

    def _state(self, issue: int, author: str = "") -> IssueState | None:
        """Return the issue as it was when first looked at in this run."""
        if issue not in self._states:
            ways = (
                github_issue_graphql.read_by_graphql,
                github_issue_rest.read_by_rest,
            )
            self._states[issue] = self.api.either(*ways, issue, author)
        return self._states[issue]

    def _show_check(self, check: Check) -> None:
        if self.api.speaks_graphql and not self._node:
            self._node = self.api.either(
                repository.node_by_graphql, repository.node_by_rest
            )
        self._do(0, [wishing.check_act(check, self._node)])

    def _open_heads(self) -> set[str]:
        return self.api.either(repository.heads_by_graphql, repository.heads_by_rest)

    def _fulfil(self, state: IssueState, wish: Wish) -> None:
        issue = state.submission.issue
        if self.api.speaks_graphql:
            missing = [name for name in wish.add if name not in state.label_nodes]
            made = doing.make_labels(self.api, missing)
            state = replace(state, label_nodes={**state.label_nodes, **made})
        replies = self._do(issue, wishing.acts(state, wish))
        if replies and wish.reply is not None:
            self._do(issue, wishing.without_twins(replies, wishing.marked(wish.reply)))

    def _do(self, issue: int, todo: Sequence[doing.Act]) -> Sequence[Reply] | None:
        if self.api.speaks_graphql:
            return doing.do_by_graphql(self.api, todo)
        return doing.do_by_rest(self.api, issue, todo)

    def _pull_anew(self, issue: int) -> PullRequest | None:
        """Look again for the pull request of an issue."""
        self._states.pop(issue, None)
        state = self._state(issue)
        return state.pull if state is not None else None
