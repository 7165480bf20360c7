"""The issues a sweep looks at, with what was said on them; fifty a request.

They are the open ones, and closed ones that still carry a label of an open submission:
there, too, something was missed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from listbot.forge import github_issue_graphql, github_issue_rest
from listbot.forge.github_labels import LABELS
from listbot.forge.github_repository import shown_repository

if TYPE_CHECKING:
    from collections.abc import Iterator

    from listbot.forge.github_answers import Json
    from listbot.forge.github_api import Api
    from listbot.forge.protocol import Submission


_SHOWN = (
    """nodes { number title body state
        author { __typename login ... on User { databaseId } ... on Bot { databaseId } }
        labels(first: 100) { nodes { id name } }
        comments(first: 100) { """
    + github_issue_graphql.COMMENT
    + """ } }"""
)
_OPEN = (
    """query issues($owner: String!, $name: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    issues(states: [OPEN], first: 50, after: $after) {
      """
    + _SHOWN
    + """
      pageInfo { hasNextPage endCursor } } } }"""
)
# One after the other: what several labels in one filter mean is not documented.
_LEFT = (
    "query leftovers($owner: String!, $name: String!) {\n"
    "  repository(owner: $owner, name: $name) {\n"
    + "".join(
        f'    left{number}: issues(states: [CLOSED], labels: ["{name}"], first: 25) '
        f"{{\n      {_SHOWN} }}\n"
        for number, name in enumerate(LABELS)
    )
    + "  } }"
)


def listed_by_graphql(api: Api) -> list[Submission]:
    """Return the issues a sweep looks at."""
    return [*_open_by_graphql(api), *_left_by_graphql(api)]


def listed_by_rest(api: Api) -> list[Submission]:
    """Return them where GraphQL is not spoken, each read by itself."""
    shown = api.pages("/issues?state=open")
    for name in LABELS:
        shown += api.rest("GET", f"/issues?state=closed&labels={name}&per_page=25")
    numbers = {one["number"] for one in shown if "pull_request" not in one}
    states = [github_issue_rest.read_by_rest(api, number) for number in numbers]
    return [state.submission for state in states if state is not None]


def _open_by_graphql(api: Api) -> Iterator[Submission]:
    owner, _, name = api.name.partition("/")
    after = None
    while True:
        asked = {"owner": owner, "name": name, "after": after}
        found = shown_repository(api.graphql(_OPEN, asked), api.name)["issues"]
        for shown in found["nodes"]:
            yield _submission(shown)
        if not found["pageInfo"]["hasNextPage"]:
            return
        after = found["pageInfo"]["endCursor"]


def _left_by_graphql(api: Api) -> list[Submission]:
    owner, _, name = api.name.partition("/")
    answer = api.graphql(_LEFT, {"owner": owner, "name": name})
    found = shown_repository(answer, api.name).values()
    return [_submission(shown) for left in found for shown in left["nodes"]]


def _submission(shown: Json) -> Submission:
    return github_issue_graphql.submission_of_graphql(
        shown, shown["comments"]["nodes"], None
    )
