"""One issue on GitHub as it stands, where GraphQL is not spoken: three requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from listbot.forge.github_answers import Json, RefusedError
from listbot.forge.github_issue import IssueState, PullRequest, Reply, in_order, united
from listbot.forge.protocol import (
    PREFIX,
    Comment,
    Standing,
    Submission,
)
from listbot.text.replies import REPLY_MARKER

if TYPE_CHECKING:
    from listbot.forge.github_api import Api

_GONE = frozenset({301, 404, 410})


def read_by_rest(api: Api, issue: int, author: str = "") -> IssueState | None:
    """Read an issue where GraphQL is not spoken; other issues are not counted."""
    del author
    try:
        shown = api.rest("GET", f"/issues/{issue}")
    except RefusedError as refused:
        if refused.status in _GONE:
            return None
        raise
    owner = api.name.partition("/")[0]
    head = f"{owner}:{PREFIX}{issue}"
    pulls = api.rest("GET", f"/pulls?head={head}&state=all")
    us, comments = api.login(), api.pages(f"/issues/{issue}/comments")
    replies = united([reply_of(one) for one in comments if _is_ours(one, us)])
    newest = _newest_of_rest(pulls)
    return IssueState(
        submission=Submission(
            issue=issue,
            title=shown["title"],
            body=shown["body"] or "",
            author=shown["user"]["login"] if shown["user"] else "ghost",
            author_id=shown["user"]["id"] if shown["user"] else None,
            state=shown["state"],
            labels=tuple(label["name"] for label in shown["labels"]),
            comments=in_order(
                _comment_of_rest(one) for one in comments if not _is_ours(one, us)
            ),
            reply=replies[0].body if replies else None,
            pull=_standing_of_rest(newest) if newest else None,
        ),
        replies=replies,
        pull=_pull_of_rest(newest) if newest and newest["state"] == "open" else None,
    )


def read_replies(api: Api, issue: int) -> tuple[Reply, ...]:
    """Return our replies on an issue by REST, oldest first."""
    us = api.login()
    comments = api.pages(f"/issues/{issue}/comments")
    return united([reply_of(one) for one in comments if _is_ours(one, us)])


def reply_of(comment: Json) -> Reply:
    """Return a comment of ours as REST shows it."""
    return Reply(number=comment["id"], node=comment["node_id"], body=comment["body"])


def _is_ours(comment: Json, us: str) -> bool:
    author = comment["user"]["login"] if comment["user"] else ""
    return author == us and comment["body"].startswith(REPLY_MARKER)


def _comment_of_rest(comment: Json) -> Comment:
    user = comment["user"] or {"login": "ghost", "type": "User"}
    return Comment(
        number=comment["id"],
        author=user["login"],
        body=comment["body"],
        is_bot=user["type"] == "Bot",
        edited=comment["created_at"] != comment["updated_at"],
    )


def _pull_of_rest(pull: Json) -> PullRequest:
    return PullRequest(
        number=pull["number"],
        node=pull["node_id"],
        url=pull["html_url"],
        title=pull["title"],
        body=pull["body"] or "",
        head=pull["head"]["sha"],
    )


def _newest_of_rest(pulls: list[Json]) -> Json | None:
    return max(
        pulls, key=lambda one: (one["state"] == "open", one["number"]), default=None
    )


def _standing_of_rest(pull: Json) -> Standing:
    """Tell what REST tells of a pull request without a further request: no approval."""
    return Standing(
        address=pull["html_url"],
        state="merged" if pull["merged_at"] else pull["state"],
        settled=pull.get("auto_merge") is not None,
    )
