"""The repository on GitHub as a whole: its id, and what proposals are open in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from listbot.catalog.errors import ListbotError
from listbot.forge.github_answers import Json, RefusedError, field_errors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from listbot.forge.github_api import Api


_MOST_AT_ONCE = 100
_REPOSITORY = """query repository($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) { id } }"""
_OPEN = """query proposals($owner: String!, $name: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    pullRequests(states: [OPEN], first: 100, after: $after) {
      nodes { headRefName isCrossRepository }
      pageInfo { hasNextPage endCursor } } } }"""


def shown_repository(answer: Json, name: str) -> Json:
    """Return what a GraphQL answer shows of the repository *name*.

    Raises ListbotError where it shows none. A part that is not found is None in it.
    """
    for error in field_errors(answer):
        if error.get("type") != "NOT_FOUND":
            raise RefusedError(422, str(error.get("message")))
    repository = answer["data"]["repository"]
    if repository is None:
        message = (
            f"GitHub shows this token no repository {name}. Check GITHUB_REPOSITORY, "
            "and that the token belongs to it."
        )
        raise ListbotError(message)
    return repository


def node_by_graphql(api: Api) -> str:
    """Return the id that GraphQL knows the repository by."""
    owner, _, name = api.name.partition("/")
    answer = api.graphql(_REPOSITORY, {"owner": owner, "name": name})
    return str(shown_repository(answer, api.name)["id"])


def node_by_rest(api: Api) -> str:
    """Return nothing: where GraphQL is not spoken, no such id is needed."""
    del api
    return ""


def heads_by_graphql(api: Api) -> set[str]:
    """Return the branches of all open pull requests, a hundred a request."""
    owner, _, name = api.name.partition("/")
    heads: set[str] = set()
    after = None
    while True:
        asked = {"owner": owner, "name": name, "after": after}
        found = shown_repository(api.graphql(_OPEN, asked), api.name)["pullRequests"]
        heads |= {
            pull["headRefName"]
            for pull in found["nodes"]
            if not pull["isCrossRepository"]
        }
        if not found["pageInfo"]["hasNextPage"]:
            return heads
        after = found["pageInfo"]["endCursor"]


def heads_by_rest(api: Api) -> set[str]:
    """Return the branches of all open pull requests where GraphQL is not spoken."""
    return {
        pull["head"]["ref"]
        for pull in api.pages("/pulls?state=open")
        if pull["head"]["repo"] and pull["head"]["repo"]["full_name"] == api.name
    }


def closed_by_graphql(api: Api, issues: Sequence[int]) -> frozenset[int]:
    """Return those of some issues that are closed, a hundred a request."""
    owner, _, name = api.name.partition("/")
    closed: set[int] = set()
    for start in range(0, len(issues), _MOST_AT_ONCE):
        rows = "".join(
            f"    i{issue}: issue(number: {issue}) {{ state }}\n"
            for issue in issues[start : start + _MOST_AT_ONCE]
        )
        document = (
            "query states($owner: String!, $name: String!) {\n"
            f"  repository(owner: $owner, name: $name) {{\n{rows}  }} }}"
        )
        answer = api.graphql(document, {"owner": owner, "name": name})
        found = shown_repository(answer, api.name)
        closed |= {
            int(key[1:])
            for key, shown in found.items()
            if shown is not None and shown["state"] == "CLOSED"
        }
    return frozenset(closed)


def closed_by_rest(api: Api, issues: Sequence[int]) -> frozenset[int]:
    """Return nothing: to ask for each would cost too much; a sweep finds them."""
    del api, issues
    return frozenset()
