"""Changes to an issue, done all in one GraphQL request, or one by one in REST."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from listbot.forge.github_answers import Json, RefusedError, field_errors, forbidden
from listbot.forge.github_issue import united
from listbot.forge.github_issue_graphql import replies_in
from listbot.forge.github_issue_rest import read_replies, reply_of
from listbot.forge.github_labels import LABELS, OTHERS, PLAIN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from listbot.forge.github_api import Api, Method
    from listbot.forge.github_issue import Reply


_GONE, _UNPROCESSABLE = 404, 422

# The answer to a comment shows all replies, so that twins are seen at once.
_COMMENT = "{ id databaseId body viewerDidAuthor }"
_PAYLOADS = {
    "addComment": f"commentEdge {{ node {_COMMENT} }} subject {{ ... on Issue {{"
    f" comments(first: 100) {{ nodes {_COMMENT} }} }} }}"
}


@dataclass(frozen=True, slots=True)
class Act:
    """One change: a mutation with its input, and the same as REST requests."""

    mutation: str
    given: Mapping[str, Json]
    rest: tuple[tuple[Method, str, Json], ...]

    @property
    def input_type(self) -> str:
        """The name GitHub's schema gives the input."""
        return f"{self.mutation[0].upper()}{self.mutation[1:]}Input"

    @property
    def only_once(self) -> bool:
        """Whether doing it twice makes two of something."""
        return self.mutation in {"addComment", "createCheckRun"}


def make_labels(api: Api, names: Sequence[str]) -> dict[str, str]:
    """Make labels the repository has not, and return the node of each by its name."""
    nodes: dict[str, str] = {}
    for name in names:
        look = LABELS.get(name) or OTHERS.get(name, PLAIN)
        body = {"name": name, "color": look.color, "description": look.description}
        try:
            made = api.rest("POST", "/labels", body)
        except RefusedError as refused:
            if refused.status != _UNPROCESSABLE:
                raise
            # Somebody has made it meanwhile.
            made = api.rest("GET", f"/labels/{name}")
        nodes[name] = made["node_id"]
    return nodes


def do_by_graphql(api: Api, todo: Sequence[Act]) -> tuple[Reply, ...] | None:
    """Do everything in one request; return our replies as they are after a comment.

    What is gone already needs no taking away. Raises RefusedError or ListbotError for
    the first thing that GitHub does not do; the others are done all the same.
    """
    if not todo:
        return None
    heads = ", ".join(f"$a{n}: {act.input_type}!" for n, act in enumerate(todo))
    rows = "".join(
        f"  a{n}: {act.mutation}(input: $a{n}) "
        f"{{ {_PAYLOADS.get(act.mutation, 'clientMutationId')} }}\n"
        for n, act in enumerate(todo)
    )
    inputs = {f"a{number}": act.given for number, act in enumerate(todo)}
    once = any(act.only_once for act in todo)
    answer = api.graphql(f"mutation answer({heads}) {{\n{rows}}}", inputs, once=once)
    for error in field_errors(answer):
        _judge(error, todo)
    for number, act in enumerate(todo):
        if act.mutation == "addComment":
            done = answer["data"][f"a{number}"]
            # The list may not hold the newest comment yet.
            newest = done["commentEdge"]["node"]
            return replies_in([*done["subject"]["comments"]["nodes"], newest])
    return None


def do_by_rest(api: Api, issue: int, todo: Sequence[Act]) -> tuple[Reply, ...] | None:
    """Do everything, one request each; return our replies after a comment."""
    made: list[Reply] = []
    for act in todo:
        for method, path, body in act.rest:
            try:
                done = api.rest(method, path, body, once=act.only_once)
            except RefusedError as refused:
                is_gone = method == "DELETE" and refused.status == _GONE
                if not (is_gone or _is_for_apps(act, refused.said)):
                    raise
            else:
                made += [reply_of(done)] if act.mutation == "addComment" else []
    return united([*read_replies(api, issue), *made]) if made else None


def _is_for_apps(act: Act, said: str) -> bool:
    """Say whether GitHub takes this act from Apps alone, and not from people's tokens.

    Then what was found stands in the reply only.
    """
    by_people = "GitHub App" in said or "personal access token" in said
    return act.mutation == "createCheckRun" and by_people


def _judge(error: Mapping[str, Json], todo: Sequence[Act]) -> None:
    """Raise what the error of one act is, unless it does not matter."""
    alias = str((error.get("path") or ["a0"])[0])
    act = todo[int(alias.removeprefix("a"))]
    kind, said = error.get("type"), str(error.get("message"))
    taken_away = act.mutation in {"deleteIssueComment", "removeLabelsFromLabelable"}
    if _is_for_apps(act, said):
        return
    if kind == "FORBIDDEN":
        raise forbidden(said, act.mutation)
    if not (kind == "NOT_FOUND" and taken_away):
        raise RefusedError(404 if kind == "NOT_FOUND" else 422, said)
