"""How people, the repository, issues and comments look in JSON.

The shapes serve the REST API and the webhooks alike; both descriptions are checked.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import quote

from .clock import stamp

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from .world import CheckRun, Comment, Issue, Label, Reaction, Review, User, World

Json: TypeAlias = dict[str, Any]

_USER_URLS = {
    "followers_url": "/followers",
    "following_url": "/following{/other_user}",
    "gists_url": "/gists{/gist_id}",
    "starred_url": "/starred{/owner}{/repo}",
    "subscriptions_url": "/subscriptions",
    "organizations_url": "/orgs",
    "repos_url": "/repos",
    "events_url": "/events{/privacy}",
    "received_events_url": "/received_events",
}
_REPOSITORY_URLS = {
    "archive_url": "/{archive_format}{/ref}",
    "assignees_url": "/assignees{/user}",
    "blobs_url": "/git/blobs{/sha}",
    "branches_url": "/branches{/branch}",
    "collaborators_url": "/collaborators{/collaborator}",
    "comments_url": "/comments{/number}",
    "commits_url": "/commits{/sha}",
    "compare_url": "/compare/{base}...{head}",
    "contents_url": "/contents/{+path}",
    "contributors_url": "/contributors",
    "deployments_url": "/deployments",
    "downloads_url": "/downloads",
    "events_url": "/events",
    "forks_url": "/forks",
    "git_commits_url": "/git/commits{/sha}",
    "git_refs_url": "/git/refs{/sha}",
    "git_tags_url": "/git/tags{/sha}",
    "hooks_url": "/hooks",
    "issue_comment_url": "/issues/comments{/number}",
    "issue_events_url": "/issues/events{/number}",
    "issues_url": "/issues{/number}",
    "keys_url": "/keys{/key_id}",
    "labels_url": "/labels{/name}",
    "languages_url": "/languages",
    "merges_url": "/merges",
    "milestones_url": "/milestones{/number}",
    "notifications_url": "/notifications{?since,all,participating}",
    "pulls_url": "/pulls{/number}",
    "releases_url": "/releases{/id}",
    "stargazers_url": "/stargazers",
    "statuses_url": "/statuses/{sha}",
    "subscribers_url": "/subscribers",
    "subscription_url": "/subscription",
    "tags_url": "/tags",
    "teams_url": "/teams",
    "trees_url": "/git/trees{/sha}",
}
_REACTIONS = ("+1", "-1", "laugh", "confused", "heart", "hooray", "eyes", "rocket")


def moment(when: datetime | None) -> str | None:
    """Write a moment that may not have come."""
    return None if when is None else stamp(when)


@dataclass(frozen=True)
class Views:
    """The JSON of everything in *world* as served from *root*.

    The repository of a webhook holds a little more than the one of the REST API.
    """

    world: World
    root: str
    of_webhook: bool = False

    @property
    def api(self) -> str:
        """The address of the repository in the API."""
        return f"{self.root}/repos/{self.world.full_name}"

    @property
    def page(self) -> str:
        """The address of the repository for people."""
        return f"{self.root}/{self.world.full_name}"

    def user(self, user: User) -> Json:
        """Return the short form of an account."""
        # Brackets of bots are written %5B…%5D in addresses.
        url = f"{self.root}/users/{quote(user.login)}"
        return {
            "login": user.login,
            "id": user.id,
            "node_id": f"U_{user.id}",
            "avatar_url": f"{self.root}/avatars/u/{user.id}?v=4",
            "gravatar_id": "",
            "url": url,
            "html_url": f"{self.root}/{quote(user.login)}",
            "type": user.type,
            "site_admin": False,
            **{name: url + path for name, path in _USER_URLS.items()},
        }

    def account(self, login: str) -> Json:
        """Return the short form of the account *login*."""
        return self.user(self.world.user(login))

    def public_user(self, user: User) -> Json:
        """Return the long form of an account."""
        empty = ("bio", "blog", "company", "email", "hireable", "location", "name")
        counts = ("followers", "following", "public_gists", "public_repos")
        return {
            **self.user(user),
            **dict.fromkeys(empty),
            **dict.fromkeys(counts, 0),
            "created_at": stamp(self.world.created_at),
            "updated_at": stamp(self.world.created_at),
        }

    def repository(self) -> Json:
        """Return the repository as the webhooks send it."""
        world = self.world
        open_count = sum(issue.state == "open" for issue in world.issues.values())
        return {
            "id": world.id,
            "node_id": f"R_{world.id}",
            "name": world.name,
            "full_name": world.full_name,
            "private": world.private,
            "owner": self.account(world.owner),
            "html_url": self.page,
            "url": self.api,
            "git_url": f"git://{self.page.partition('://')[2]}.git",
            "ssh_url": f"git@localhost:{world.full_name}.git",
            "clone_url": f"{self.page}.git",
            "svn_url": self.page,
            "default_branch": "main",
            "visibility": "private" if world.private else "public",
            "open_issues": open_count,
            "open_issues_count": open_count,
            **dict.fromkeys(("created_at", "updated_at"), stamp(world.created_at)),
            "pushed_at": stamp(world.created_at),
            **dict.fromkeys(("description", "homepage", "language", "license")),
            "mirror_url": None,
            **dict.fromkeys(("fork", "archived", "disabled", "is_template"), False),
            **dict.fromkeys(("has_pages", "web_commit_signoff_required"), False),
            **dict.fromkeys(("has_issues", "has_projects", "has_wiki"), True),
            "has_downloads": True,
            **dict.fromkeys(("size", "forks", "forks_count", "watchers"), 0),
            **dict.fromkeys(("stargazers_count", "watchers_count"), 0),
            "topics": [],
            **({"custom_properties": {}} if self.of_webhook else {}),
            **{name: self.api + path for name, path in _REPOSITORY_URLS.items()},
        }

    def full_repository(self) -> Json:
        """Return the repository as `GET /repos/{owner}/{repo}` does."""
        counts = {"network_count": 0, "subscribers_count": 0}
        return {**self.repository(), "has_discussions": False, **counts}

    def label(self, label: Label) -> Json:
        """Return a label."""
        return {
            "id": label.id,
            "node_id": f"LA_{label.id}",
            "url": f"{self.api}/labels/{quote(label.name, safe='')}",
            "name": label.name,
            "color": label.color,
            "default": False,
            "description": label.description,
        }

    def labels_of(self, issue: Issue) -> list[Json]:
        """Return the labels an issue carries."""
        found = [self.world.label(name) for name in issue.labels]
        return [self.label(label) for label in found if label is not None]

    def association(self, login: str) -> str:
        """Return the relationship of *login* to the repository: not what it may do."""
        if login == self.world.owner:
            return "OWNER"
        return "COLLABORATOR" if login in self.world.roles else "NONE"

    def issue(self, issue: Issue) -> Json:
        """Return an issue, or a pull request in the shape of an issue."""
        url = f"{self.api}/issues/{issue.number}"
        shown = {
            "url": url,
            "repository_url": self.api,
            "labels_url": f"{url}/labels{{/name}}",
            "comments_url": f"{url}/comments",
            "events_url": f"{url}/events",
            "timeline_url": f"{url}/timeline",
            "html_url": f"{self.page}/issues/{issue.number}",
            "id": issue.id,
            "node_id": f"I_{issue.id}",
            "number": issue.number,
            "title": issue.title,
            "body": issue.body,
            "user": self.account(issue.login),
            "labels": self.labels_of(issue),
            "state": issue.state,
            "state_reason": issue.state_reason,
            "locked": issue.locked,
            "active_lock_reason": None,
            "assignee": None,
            "assignees": [],
            "milestone": None,
            "comments": len(issue.comments),
            "created_at": stamp(issue.created_at),
            "updated_at": stamp(issue.updated_at),
            "closed_at": moment(issue.closed_at),
            "author_association": self.association(issue.login),
            "performed_via_github_app": None,
            "reactions": self.rollup(url, issue.reactions),
        }
        return shown if issue.pull is None else {**shown, **self._pull_link(issue)}

    def _pull_link(self, issue: Issue) -> Json:
        page = f"{self.page}/pull/{issue.number}"
        link = {
            "url": f"{self.api}/pulls/{issue.number}",
            "html_url": page,
            "diff_url": f"{page}.diff",
            "patch_url": f"{page}.patch",
            "merged_at": moment(issue.pull.merged_at if issue.pull else None),
        }
        return {"html_url": page, "draft": False, "pull_request": link}

    def rollup(self, url: str, reactions: Sequence[Reaction]) -> Json:
        """Return how many reactions of each kind there are."""
        counted = Counter(reaction.content for reaction in reactions)
        return {
            "url": f"{url}/reactions",
            "total_count": len(reactions),
            **{content: counted[content] for content in _REACTIONS},
        }

    def reaction(self, reaction: Reaction) -> Json:
        """Return one reaction."""
        return {
            "id": reaction.id,
            "node_id": f"REA_{reaction.id}",
            "user": self.account(reaction.login),
            "content": reaction.content,
            "created_at": stamp(reaction.created_at),
        }

    def comment(self, issue: Issue, comment: Comment) -> Json:
        """Return one comment."""
        url = f"{self.api}/issues/comments/{comment.id}"
        kind = "issues" if issue.pull is None else "pull"
        anchor = f"#issuecomment-{comment.id}"
        return {
            "url": url,
            "html_url": f"{self.page}/{kind}/{issue.number}{anchor}",
            "issue_url": f"{self.api}/issues/{issue.number}",
            "id": comment.id,
            "node_id": f"IC_{comment.id}",
            "user": self.account(comment.login),
            "created_at": stamp(comment.created_at),
            "updated_at": stamp(comment.updated_at),
            "author_association": self.association(comment.login),
            "performed_via_github_app": None,
            "body": comment.body,
            "reactions": self.rollup(url, comment.reactions),
        }

    def review(self, issue: Issue, review: Review) -> Json:
        """Return one review of a pull request."""
        page = f"{self.page}/pull/{issue.number}#pullrequestreview-{review.id}"
        url = f"{self.api}/pulls/{issue.number}"
        return {
            "id": review.id,
            "node_id": f"PRR_{review.id}",
            "user": self.account(review.login),
            "body": review.body,
            "state": review.state,
            "commit_id": review.commit,
            "html_url": page,
            "pull_request_url": url,
            "author_association": self.association(review.login),
            "_links": {"html": {"href": page}, "pull_request": {"href": url}},
            "submitted_at": stamp(review.submitted_at),
        }

    def check_run(self, check: CheckRun) -> Json:
        """Return one check run."""
        url = f"{self.api}/check-runs/{check.id}"
        return {
            "id": check.id,
            "node_id": f"CR_{check.id}",
            "name": check.name,
            "head_sha": check.head_sha,
            "url": url,
            "html_url": f"{self.page}/runs/{check.id}",
            "details_url": check.details_url,
            "status": check.status,
            "conclusion": check.conclusion,
            "started_at": stamp(check.started_at),
            "completed_at": moment(check.completed_at),
            "external_id": check.external_id,
            "check_suite": {"id": check.id + 1_000_000},
            "output": {
                "title": check.title,
                "summary": check.summary,
                "text": check.text,
                "annotations_count": len(check.annotations),
                "annotations_url": f"{url}/annotations",
            },
            "app": None,
            "pull_requests": [],
        }
