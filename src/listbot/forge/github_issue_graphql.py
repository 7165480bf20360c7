"""One issue on GitHub as it stands, read in one request by GraphQL."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal, cast

from listbot.forge.github_issue import IssueState, PullRequest, Reply, in_order, united
from listbot.forge.github_labels import LABELS
from listbot.forge.github_repository import shown_repository
from listbot.forge.protocol import (
    PREFIX,
    Comment,
    Standing,
    Submission,
    is_submission,
)
from listbot.text.replies import REPLY_MARKER

if TYPE_CHECKING:
    from listbot.forge.github_answers import Json
    from listbot.forge.github_api import Api

_MOST_COMMENTS = 2000
COMMENT = """nodes { id databaseId body viewerDidAuthor lastEditedAt
        author { __typename login } }"""
_QUERY = (
    """query submission(
  $owner: String!, $name: String!, $issue: Int!, $branch: String!, $after: String,
  $author: String, $counted: Boolean!) {
  repository(owner: $owner, name: $name) {
    id
    issues(states: [OPEN], filterBy: {createdBy: $author}, first: 100)
      @include(if: $counted) { nodes { number labels(first: 100) { nodes { name } } } }
    issue(number: $issue) {
      id number title body state
      author { __typename login ... on User { databaseId } ... on Bot { databaseId } }
      labels(first: 100) { nodes { id name } }
      comments(first: 100, after: $after) { """
    + COMMENT
    + """
        pageInfo { hasNextPage endCursor } } }
    pullRequests(headRefName: $branch, last: 10) {
      nodes { id number url title body state isCrossRepository headRefOid
        autoMergeRequest { enabledAt }
        latestOpinionatedReviews(first: 50, writersOnly: true) { nodes { state } }
        commits(last: 1) { nodes { commit { oid
          checkSuites(first: 20) { nodes {
            checkRuns(first: 1, filterBy: {checkName: "listbot"}) {
              nodes { externalId } } } } } } } } }
"""
    + "".join(
        f'    label{number}: label(name: "{name}") {{ id name }}\n'
        for number, name in enumerate(LABELS)
    )
    + "  }\n}"
)


def read_by_graphql(api: Api, issue: int, author: str) -> IssueState | None:
    """Read an issue in one request (a further one for each hundred comments).

    *author* is who opened it, if that is known: their other issues are counted.
    """
    owner, _, name = api.name.partition("/")
    asked: dict[str, Json] = {
        "owner": owner,
        "name": name,
        "issue": issue,
        "branch": f"{PREFIX}{issue}",
        "author": author or None,
        "counted": bool(author),
    }
    answer = api.graphql(_QUERY, asked)
    repository = shown_repository(answer, api.name)
    shown = repository["issue"]
    if shown is None:
        return None
    comments = list(shown["comments"]["nodes"])
    page = shown["comments"]["pageInfo"]
    while page["hasNextPage"] and len(comments) < _MOST_COMMENTS:
        answer = api.graphql(_QUERY, asked | {"after": page["endCursor"]})
        more = shown_repository(answer, api.name)["issue"]["comments"]
        comments, page = comments + more["nodes"], more["pageInfo"]
    return _state(repository, comments)


def replies_in(comments: list[Json]) -> tuple[Reply, ...]:
    """Return our replies among the comments of a GraphQL answer, oldest first."""
    return united(
        [
            Reply(number=one["databaseId"], node=one["id"], body=one["body"])
            for one in comments
            if _is_reply(one)
        ]
    )


def submission_of_graphql(
    shown: Json, comments: list[Json], pull: Json | None
) -> Submission:
    """Return an issue of a GraphQL answer as a submission."""
    author = shown["author"]
    replies = replies_in(comments)
    return Submission(
        issue=shown["number"],
        title=shown["title"],
        body=shown["body"],
        author=_login(author),
        author_id=author.get("databaseId") if author else None,
        state=cast("Literal['open', 'closed']", shown["state"].lower()),
        labels=tuple(label["name"] for label in shown["labels"]["nodes"]),
        comments=in_order(
            _comment_of_graphql(one) for one in comments if not _is_reply(one)
        ),
        reply=replies[0].body if replies else None,
        pull=_standing_of_graphql(pull) if pull else None,
    )


def _state(repository: Json, comments: list[Json]) -> IssueState:
    shown = repository["issue"]
    carried = {label["name"]: label["id"] for label in shown["labels"]["nodes"]}
    known = [repository[f"label{number}"] for number in range(len(LABELS))]
    newest = _newest_of_graphql(repository["pullRequests"]["nodes"])
    submission = submission_of_graphql(shown, comments, newest)
    others: list[Json] = repository["issues"]["nodes"] if "issues" in repository else []
    return IssueState(
        submission=replace(submission, earlier=_earlier(shown["number"], others)),
        replies=replies_in(comments),
        pull=_pull_of_graphql(newest) if newest and newest["state"] == "OPEN" else None,
        node=shown["id"],
        repository_node=repository["id"],
        label_nodes={**{one["name"]: one["id"] for one in known if one}, **carried},
        comment_nodes={one["databaseId"]: one["id"] for one in comments},
    )


def _earlier(issue: int, others: list[Json]) -> int:
    """Count the submissions among issues that came before this one."""
    return sum(
        other["number"] < issue
        and is_submission(label["name"] for label in other["labels"]["nodes"])
        for other in others
    )


def _comment_of_graphql(comment: Json) -> Comment:
    author = comment["author"]
    return Comment(
        number=comment["databaseId"],
        author=_login(author),
        body=comment["body"],
        is_bot=bool(author) and author["__typename"] == "Bot",
        edited=comment["lastEditedAt"] is not None,
    )


def _is_reply(comment: Json) -> bool:
    """Know a reply of ours by marker *and* author: anybody can write a marker."""
    return comment["viewerDidAuthor"] and comment["body"].startswith(REPLY_MARKER)


def _login(author: Json) -> str:
    """Return a login as REST spells it: GraphQL leaves the `[bot]` out."""
    if author is None:
        return "ghost"
    bot = author["__typename"] == "Bot"
    return f"{author['login']}[bot]" if bot else author["login"]


def _newest_of_graphql(pulls: list[Json]) -> Json | None:
    """Return the open pull request of our branch, or else the newest closed one."""
    own = [pull for pull in pulls if not pull["isCrossRepository"]]
    return max(
        own, key=lambda one: (one["state"] == "OPEN", one["number"]), default=None
    )


def _standing_of_graphql(pull: Json) -> Standing:
    reviews = pull["latestOpinionatedReviews"]["nodes"]
    approved = any(review["state"] == "APPROVED" for review in reviews)
    return Standing(
        address=pull["url"],
        state=cast("Literal['open', 'closed', 'merged']", pull["state"].lower()),
        settled=approved or pull["autoMergeRequest"] is not None,
    )


def _pull_of_graphql(pull: Json) -> PullRequest:
    return PullRequest(
        number=pull["number"],
        node=pull["id"],
        url=pull["url"],
        title=pull["title"],
        body=pull["body"],
        head=pull["headRefOid"],
        checked=_checked(pull["commits"]["nodes"]),
    )


def _checked(commits: list[Json]) -> str | None:
    runs = [
        f"{node['commit']['oid']} {run['externalId']}"
        for node in commits
        for suite in node["commit"]["checkSuites"]["nodes"]
        for run in suite["checkRuns"]["nodes"]
    ]
    return runs[0] if runs else None
