"""What people do on GitHub, and the event that each of it sends to a workflow.

Every event is held against GitHub's description of its webhooks before it is returned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .clock import stamp
from .contract import event_faults
from .git_store import FILE_MODE, NO_SHA
from .git_views import GitViews
from .site import MAIN, Site
from .views import Views
from .world import Comment, Review

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .views import Json
    from .world import Issue


class Events:
    """People at work on `site`."""

    site: Site

    @property
    def _views(self) -> Views:
        return Views(self.site.world, self.site.root, of_webhook=True)

    # Issues

    def open_issue(
        self, author: str, title: str, body: str | None, *, labels: tuple[str, ...] = ()
    ) -> Json:
        """Let *author* open an issue: an `issues` event."""
        issue = self.site.new_issue(author, title, body)
        issue.labels = [self.site.world.label_made(name).name for name in labels]
        return self._issue_event("opened", issue, author)

    def edit_issue(
        self, number: int, by: str, *, title: str | None = None, body: str | None = None
    ) -> Json:
        """Let *by* edit an issue: an `issues` event that holds what stood before."""
        issue = self.site.issue(number)
        changes: Json = {}
        if title is not None:
            changes["title"] = {"from": issue.title}
            issue.title = title
        if body is not None:
            changes["body"] = {"from": issue.body or ""}
            issue.body = body
        self.site.touch(issue)
        return self._issue_event("edited", issue, by, changes=changes)

    def close_issue(self, number: int, by: str) -> Json:
        """Let *by* close an issue: an `issues` event."""
        issue = self.site.issue(number)
        self.site.close(issue, by)
        return self._issue_event("closed", issue, by)

    def reopen_issue(self, number: int, by: str) -> Json:
        """Let *by* open an issue again: an `issues` event."""
        issue = self.site.issue(number)
        self.site.reopen(issue)
        return self._issue_event("reopened", issue, by)

    def comment(self, number: int, author: str, body: str) -> Json:
        """Let *author* comment on an issue: an `issue_comment` event."""
        issue, now = self.site.issue(number), self.site.now()
        comment = Comment(self.site.world.new_id(), author, body, now, now)
        issue.comments.append(comment)
        self.site.touch(issue)
        return self._comment_event("created", issue, comment, author)

    def edit_comment(self, number: int, comment_id: int, body: str) -> Json:
        """Let its author change a comment: an `issue_comment` event."""
        issue = self.site.issue(number)
        comment = next(one for one in issue.comments if one.id == comment_id)
        changes = {"body": {"from": comment.body}}
        comment.body, comment.updated_at = body, self.site.now()
        comment.edited = True
        return self._comment_event(
            "edited", issue, comment, comment.login, changes=changes
        )

    # Pull requests

    def merge_pull(
        self, number: int, by: str, method: Literal["merge", "squash"] = "merge"
    ) -> Json:
        """Let *by* merge a pull request: a `pull_request` event."""
        issue, _ = self.site.pull(number)
        self.site.merge(issue, by, method)
        return self._pull_event(issue, by)

    def close_pull(self, number: int, by: str) -> Json:
        """Let *by* close a pull request unmerged: a `pull_request` event."""
        issue, _ = self.site.pull(number)
        self.site.close(issue, by)
        return self._pull_event(issue, by)

    def approve(self, number: int, by: str) -> None:
        """Let *by* approve a pull request as it stands."""
        _, pull = self.site.pull(number)
        new_id, now = self.site.world.new_id(), self.site.now()
        pull.reviews.append(Review(new_id, by, "APPROVED", "", pull.head_sha, now))

    def merge_when_ready(self, number: int, by: str) -> None:
        """Let *by* switch auto-merge on."""
        self.site.pull(number)[1].auto_merge_by = by

    # Commits

    def commit(
        self,
        files: Mapping[str, str | None],
        *,
        branch: str = MAIN,
        message: str = "Edit",
        by: str = "octo",
    ) -> Json:
        """Let *by* push one commit (None deletes a file): a `push` event."""
        git, name = self.site.git, f"refs/heads/{branch}"
        old = git.ref(name)
        start = old or git.head(MAIN)
        entries = {
            path: None if text is None else self._stored(text)
            for path, text in files.items()
        }
        new = git.put_commit(
            tree=git.put_tree(start, entries),
            parents=[] if start is None else [start],
            message=message,
            author=self.site.person(by),
            committer=self.site.person(by),
        )
        self.site.move_ref(name, new, by)
        return self.push_event(branch, old, new, by)

    def push_event(self, branch: str, old: str | None, new: str, by: str) -> Json:
        """Return the event of *branch* having been pushed from *old* to *new*."""
        views, git = self._views, self.site.git
        commits = [new] if old is None else git.between(old, new)
        told = [self._pushed(sha) for sha in commits]
        event = {
            "ref": f"refs/heads/{branch}",
            "before": old or NO_SHA,
            "after": new,
            "created": old is None,
            "deleted": False,
            "forced": old is not None and not git.is_ancestor(old, new),
            "base_ref": None,
            "compare": f"{views.page}/compare/{(old or NO_SHA)[:12]}...{new[:12]}",
            "commits": told,
            "head_commit": told[-1] if told else None,
            "pusher": {"name": by, "email": self.site.person(by).email},
        }
        return self._sent("push$event", event, by)

    # The clock and the button

    def dispatch(self, by: str, inputs: Mapping[str, str] | None = None) -> Json:
        """Let *by* start the workflow by hand: a `workflow_dispatch` event."""
        event = {
            "inputs": dict(inputs or {}),
            "ref": f"refs/heads/{MAIN}",
            "workflow": ".github/workflows/listbot.yml",
        }
        return self._sent("workflow_dispatch$event", event, by)

    def schedule(self, cron: str = "17 5 * * *") -> Json:
        """Return what a scheduled run gets; it is no webhook and has no description."""
        workflow = ".github/workflows/listbot.yml"
        repository = self._views.repository()
        return {"schedule": cron, "workflow": workflow, "repository": repository}

    # How it is done

    def _stored(self, text: str) -> tuple[int, str]:
        return FILE_MODE, self.site.git.put_blob(text.encode())

    def _issue_event(self, action: str, issue: Issue, by: str, **more: object) -> Json:
        event = {"action": action, "issue": self._views.issue(issue), **more}
        return self._sent(f"issues${action}", event, by)

    def _comment_event(
        self, action: str, issue: Issue, comment: Comment, by: str, **more: object
    ) -> Json:
        views = self._views
        shown = {"issue": views.issue(issue), "comment": views.comment(issue, comment)}
        event = {"action": action, **shown, **more}
        return self._sent(f"issue_comment${action}", event, by)

    def _pull_event(self, issue: Issue, by: str) -> Json:
        pull = GitViews(self._views, self.site.git).pull(issue)
        event = {"action": "closed", "number": issue.number, "pull_request": pull}
        return self._sent("pull_request$closed", event, by)

    def _sent(self, name: str, event: Json, by: str) -> Json:
        views = self._views
        whole = {
            **event,
            "repository": views.repository(),
            "sender": views.account(by),
        }
        faults = event_faults(name, whole)
        assert not faults, "\n".join(faults)
        return whole

    def _pushed(self, sha: str) -> Json:
        git, commit = self.site.git, self.site.git.commit(sha)
        assert commit is not None, sha
        old = {} if not commit.parents else git.files(commit.parents[0].decode())
        new = git.files(sha)
        people = self.site.git_views.people(commit)
        return {
            "id": sha,
            "tree_id": commit.tree.decode(),
            "distinct": True,
            "message": commit.message.decode(),
            "timestamp": stamp(self.site.now()),
            "url": f"{self._views.page}/commit/{sha}",
            "author": people["author"],
            "committer": people["committer"],
            "added": sorted(new.keys() - old.keys()),
            "removed": sorted(old.keys() - new.keys()),
            "modified": sorted(p for p in new if p in old and new[p] != old[p]),
        }
