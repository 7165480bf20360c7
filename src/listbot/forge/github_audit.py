"""GitHub for audits: a branch to remember on, the standing issue, pull requests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from listbot.forge import github_acts as doing
from listbot.forge import github_commits as commits
from listbot.forge import github_pulls as pulls
from listbot.forge import history
from listbot.forge.audit_protocol import MEMORY_BRANCH, EditedError, Pull
from listbot.forge.github_answers import Json, RefusedError
from listbot.forge.history import CommitSnapshot
from listbot.text.standing import LABEL, MARKER, Standing

if TYPE_CHECKING:
    from listbot.catalog.plan import Proposal
    from listbot.forge.github import GithubForge
    from listbot.forge.github_api import Api
    from listbot.forge.protocol import Branch, Ground
    from listbot.text.standing import State


_GONE = frozenset({301, 404, 410})
_UNPROCESSABLE = 422
_DECIDING = frozenset({"write", "maintain", "admin"})


@dataclass(frozen=True)
class GithubAudit:
    """What an audit needs, on a repository on GitHub."""

    forge: GithubForge

    def kept(self, path: str) -> str | None:
        """Return a file on the memory's branch; see `AuditForge.kept`."""
        head = self.forge.remote.head_by_branch.get(MEMORY_BRANCH)
        if head is None:
            return None
        return CommitSnapshot(self.forge.remote.git, head).texts([path]).get(path)

    def keep(self, path: str, text: str, message: str) -> None:
        """Make *text* the only file on the memory's branch; see `AuditForge.keep`."""
        if self.kept(path) == text:
            return
        head = self.forge.remote.head_by_branch.get(MEMORY_BRANCH)
        row = {
            "path": self.forge.remote.git.stored(path),
            "mode": "100644",
            "type": "blob",
            "content": text,
        }
        tree = self._api.rest("POST", "/git/trees", {"tree": [row]})["sha"]
        parents = [head] if head else []
        body = {"message": message, "tree": tree, "parents": parents}
        commit = str(self._api.rest("POST", "/git/commits", body)["sha"])
        commits.move_branch(self._api, MEMORY_BRANCH, commit, head)

    def standing(self, number: int | None) -> Standing | None:
        """Return our standing issue; see `AuditForge.standing`.

        Of several, as a run may leave that was killed, it is the oldest.
        """
        us = self._api.login()
        if number is not None:
            found = self._issue(number)
            if found is not None and _is_ours(found, us):
                return _standing(found)
        path = f"/issues?labels={LABEL}&state=all&direction=asc"
        ours = [found for found in self._api.pages(path) if _is_ours(found, us)]
        return _standing(min(ours, key=lambda one: one["number"])) if ours else None

    def may_decide(self, login: str) -> bool:
        """Say whether a person may push, by the true role; see `GithubForge.role`."""
        return bool(login) and self.forge.role(login) in _DECIDING

    def publish(
        self, issue: Standing | None, title: str, body: str, state: State
    ) -> int:
        """Make the standing issue say *body*; see `AuditForge.publish`."""
        if issue is None:
            doing.make_labels(self._api, [LABEL])
            given = {"title": title, "body": body, "labels": [LABEL]}
            made = self._api.rest("POST", "/issues", given, once=True)
            return int(made["number"])
        given = {} if issue.body == body else {"body": body}
        if given and self.standing(issue.number) != issue:
            raise EditedError
        if issue.state != state:
            reason = "completed" if state == "closed" else "reopened"
            given |= {"state": state, "state_reason": reason}
        if given:
            self._api.rest("PATCH", f"/issues/{issue.number}", given)
        return issue.number

    def branch(self, name: str) -> Branch | None:
        """Return the branch of a repair as it stands, if there is one."""
        remote = self.forge.remote
        head = remote.head_by_branch.get(name)
        if head is None:
            return None
        return history.read_repair(remote.git, name, head, remote.base)

    def merged_text(self, ours: str, old: str, theirs: str) -> str | None:
        """Merge two changes of one text line by line; None where they collide."""
        return self.forge.merged_text(ours, old, theirs)

    def propose(self, proposal: Proposal, ground: Ground) -> Pull:
        """Bring branch and pull request to what *proposal* says."""
        git = self.forge.remote.git
        commit = commits.make_commit(self._api, git, proposal, ground)
        commits.move_branch(self._api, proposal.branch, commit, ground.head)
        standing = self._open_pull(proposal.branch)
        wanted = {"title": proposal.title, "body": proposal.body}
        if standing is None:
            return self._opened(proposal, wanted)
        if any(standing[name] != text for name, text in wanted.items()):
            self._api.rest("PATCH", f"/pulls/{standing['number']}", wanted)
        return _pull(standing)

    def fate(self, number: int, branch: str) -> Literal["open", "merged", "closed"]:
        """Say what has become of a pull request of ours."""
        del branch
        try:
            pull = self._api.rest("GET", f"/pulls/{number}")
        except RefusedError as refused:
            if refused.status in _GONE:
                return "merged"
            raise
        if pull["merged_at"] is not None:
            return "merged"
        return "open" if pull["state"] == "open" else "closed"

    def withdraw(self, branch: Branch) -> None:
        """Delete the branch; GitHub closes the pull request with it."""
        try:
            self._api.rest("DELETE", f"/git/refs/heads/{branch.name}")
        except RefusedError as refused:
            if refused.status not in {*_GONE, _UNPROCESSABLE}:
                raise

    @property
    def _api(self) -> Api:
        return self.forge.api

    def _issue(self, number: int) -> Json | None:
        try:
            return self._api.rest("GET", f"/issues/{number}")
        except RefusedError as refused:
            if refused.status in _GONE:
                return None
            raise

    def _open_pull(self, branch: str) -> Json | None:
        owner = self._api.name.partition("/")[0]
        path = f"/pulls?head={owner}:{branch}&state=open"
        return next(iter(self._api.rest("GET", path)), None)

    def _opened(self, proposal: Proposal, wanted: dict[str, str]) -> Pull:
        base = self.forge.remote.base_name
        given = {**wanted, "head": proposal.branch, "base": base}
        try:
            return _pull(self._api.rest("POST", "/pulls", given))
        except RefusedError as refused:
            found = pulls.standing(
                proposal.branch,
                refused,
                lambda: self._open_pull(proposal.branch),
                self._api.pace.wait,
            )
        return _pull(found)


def _is_ours(issue: Json, us: str) -> bool:
    """Know the issue by marker *and* author: anybody can write a marker."""
    author = issue["user"]["login"] if issue["user"] else ""
    body = issue["body"] or ""
    return author == us and "pull_request" not in issue and body.startswith(MARKER)


def _standing(issue: Json) -> Standing:
    body = (issue["body"] or "").replace("\r\n", "\n")
    return Standing(number=issue["number"], body=body, state=issue["state"])


def _pull(shown: Json) -> Pull:
    return Pull(number=shown["number"], address=shown["html_url"])
