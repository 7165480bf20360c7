"""The GraphQL API, executed by graphql-core on GitHub's own schema.

Reads look at the site; a mutation is done by the route of the REST API that does the
same, so rights, locks and limits are the same too.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import graphql

from .clock import stamp
from .errors import ApiError, not_found

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .site import Site
    from .views import Json
    from .world import Comment, Issue, Pull

_SCHEMA = Path(__file__).parents[1] / "data" / "github" / "schema.graphql"
_TYPES = {401: "UNAUTHENTICATED", 403: "FORBIDDEN", 404: "NOT_FOUND"}
_REACTIONS = {"THUMBS_UP": "+1", "THUMBS_DOWN": "-1"}

# Method, path below the repository, body → the JSON of the answer.
Rest: TypeAlias = "Callable[[str, str, Any], Any]"


@cache
def _schema() -> graphql.GraphQLSchema:
    return graphql.build_schema(_SCHEMA.read_text(encoding="utf-8"))


@cache
def _parsed(document: str) -> graphql.DocumentNode:
    return graphql.parse(document)


@cache
def _faults_of(document: str) -> tuple[graphql.GraphQLError, ...]:
    return tuple(graphql.validate(_schema(), _parsed(document)))


def operation_name(document: str) -> str:
    """Return `query name` or `mutation name` of a document with one operation."""
    for part in _parsed(document).definitions:
        if isinstance(part, graphql.OperationDefinitionNode):
            name = part.name.value if part.name else "?"
            return f"{part.operation.value} {name}"
    return "nothing"


def mutations(document: str) -> list[str]:
    """Return the names of the mutations a document asks for."""
    return [
        field.name.value
        for part in _parsed(document).definitions
        if isinstance(part, graphql.OperationDefinitionNode)
        and part.operation == graphql.OperationType.MUTATION
        for field in part.selection_set.selections
        if isinstance(field, graphql.FieldNode)
    ]


def execute(site: Site, login: str, rest: Rest, body: Json) -> tuple[Json, list[str]]:
    """Return the answer to *body*, and what of it GitHub's schema does not allow."""
    looking = Looking(site, login)
    acting = Acting(looking, rest)
    root: Json = {
        "viewer": looking.actor(login),
        "repository": looking.repository,
        **{name: acting.doing(name) for name in _schema().mutation_type.fields},  # pyright: ignore[reportOptionalMemberAccess]
    }
    document = body["query"]
    refused = _faults_of(document)
    if refused:
        errors = [_told(error) for error in refused]
        return {"errors": errors}, [f"graphql: {one.message}" for one in refused]
    done = graphql.execute_sync(  # pyright: ignore[reportUnknownMemberType] - half typed
        _schema(), _parsed(document), root, variable_values=body.get("variables")
    )
    errors = [_told(error) for error in done.errors or []]
    faults = [
        f"graphql: {error.message}"
        for error in done.errors or []
        if not isinstance(error.original_error, ApiError)
    ]
    answer = {"data": done.data, **({"errors": errors} if errors else {})}
    return answer, faults


def _told(error: graphql.GraphQLError) -> Json:
    cause = error.original_error
    status = cause.status if isinstance(cause, ApiError) else 422
    message = cause.message if isinstance(cause, ApiError) else error.message
    kind = _TYPES.get(status, "UNPROCESSABLE")
    return {"type": kind, "path": error.path, "message": message}


@dataclass(frozen=True)
class Looking:
    """What queries see."""

    site: Site
    login: str

    def actor(self, login: str) -> Json:
        """Return an account; a bot has no `[bot]` in its login here."""
        user = self.site.world.user(login)
        kind = "Bot" if user.type == "Bot" else "User"
        name = login.removesuffix("[bot]") if kind == "Bot" else login
        shown = {"__typename": kind, "id": f"U_{user.id}", "login": name}
        return {**shown, "databaseId": user.id}

    def repository(self, _: object, owner: str, name: str, **__: object) -> Json:
        """Return the repository, also by a former name."""
        world = self.site.world
        if f"{owner}/{name}" not in {world.full_name, *world.former_names}:
            raise not_found()
        return {
            "id": f"R_{world.id}",
            "defaultBranchRef": {"name": "main"},
            "issue": self._issue,
            "issues": self._issues,
            "pullRequests": self._pulls,
            "label": self._label,
        }

    def _label(self, _: object, name: str) -> Json | None:
        label = self.site.world.label(name)
        return label and {"id": f"LA_{label.id}", "name": label.name}

    def _issue(self, _: object, number: int) -> Json:
        issue = self.site.world.issues.get(number)
        if issue is None or issue.pull is not None or issue.gone is not None:
            raise ApiError(
                404, f"Could not resolve to an Issue with the number of {number}."
            )
        return self.issue(issue)

    def _issues(
        self,
        _: object,
        states: tuple[str, ...] = ("OPEN", "CLOSED"),
        labels: tuple[str, ...] = (),
        filterBy: Json | None = None,  # noqa: N803 - GitHub's name
        first: int | None = None,
        after: str | None = None,
    ) -> Json:
        creator = (filterBy or {}).get("createdBy")
        found = [
            self.issue(issue)
            for issue in self.site.world.issues.values()
            if issue.pull is None and issue.gone is None
            if issue.state.upper() in states
            if creator in {None, issue.login}
            if not labels or set(labels) & set(issue.labels)
        ]
        return _connection(found, first, after)

    def _pulls(  # noqa: PLR0913, PLR0917 - the arguments that GitHub takes
        self,
        _: object,
        states: tuple[str, ...] = ("OPEN", "CLOSED", "MERGED"),
        headRefName: str | None = None,  # noqa: N803 - GitHub's name
        baseRefName: str | None = None,  # noqa: N803 - GitHub's name
        first: int | None = None,
        last: int | None = None,
        after: str | None = None,
    ) -> Json:
        found = [
            (issue, issue.pull)
            for issue in self.site.world.issues.values()
            if issue.pull is not None and _state(issue, issue.pull) in states
            if headRefName in {None, issue.pull.head}
            if baseRefName in {None, issue.pull.base}
        ]
        seen = [self.pull(*one) for one in found if not one[1].unlisted]
        for _issue, pull in found:
            pull.unlisted = max(0, pull.unlisted - 1)
        if last is not None:
            return _connection(seen[-last:], last, after)
        return _connection(seen, first, after)

    def issue(self, issue: Issue) -> Json:
        """Return an issue."""
        labels = [self._label(None, name) for name in issue.labels]
        return {
            "__typename": "Issue",
            "id": f"I_{issue.id}",
            "number": issue.number,
            "title": issue.title,
            "body": issue.body or "",
            "state": issue.state.upper(),
            "locked": issue.locked,
            "author": self.actor(issue.login),
            "createdAt": stamp(issue.created_at),
            "updatedAt": stamp(issue.updated_at),
            "labels": _paged(lambda: labels),
            "comments": _paged(lambda: self._comments(issue)),
        }

    def _comments(self, issue: Issue) -> list[Json]:
        seen = [comment for comment in issue.comments if not comment.unlisted]
        for comment in issue.comments:
            comment.unlisted = max(0, comment.unlisted - 1)
        return [self.comment(comment) for comment in seen]

    def comment(self, comment: Comment) -> Json:
        """Return a comment."""
        return {
            "id": f"IC_{comment.id}",
            "databaseId": comment.id,
            "author": self.actor(comment.login),
            "body": comment.body,
            "createdAt": stamp(comment.created_at),
            "lastEditedAt": stamp(comment.updated_at) if comment.edited else None,
            "viewerDidAuthor": comment.login == self.login,
        }

    def pull(self, issue: Issue, pull: Pull) -> Json:
        """Return a pull request."""
        auto = pull.auto_merge_by and {"enabledAt": stamp(issue.updated_at)}
        return {
            "id": f"PR_{pull.id}",
            "number": issue.number,
            "title": issue.title,
            "body": issue.body or "",
            "state": _state(issue, pull),
            "url": f"{self.site.views.page}/pull/{issue.number}",
            "author": self.actor(issue.login),
            "isCrossRepository": False,
            "headRefOid": pull.head_sha,
            "headRefName": pull.head,
            "autoMergeRequest": auto,
            "latestOpinionatedReviews": self._reviews(pull),
            "commits": self._newest(pull),
        }

    def _reviews(self, pull: Pull) -> Callable[..., Json]:
        latest = {review.login: review.state for review in pull.reviews}
        writers = {"write", "maintain", "admin"}

        def resolved(_: object, first: int, writersOnly: bool = False) -> Json:  # noqa: N803, FBT002 - GitHub's
            found = [
                {"id": who, "state": state}
                for who, state in latest.items()
                if not writersOnly or self.site.world.role_of(who) in writers
            ]
            return _connection(found, first, None)

        return resolved

    def _newest(self, pull: Pull) -> Callable[..., Json]:
        def resolved(_: object, last: int) -> Json:
            return {"nodes": [{"commit": self._head(pull)}][:last]}

        return resolved

    def _head(self, pull: Pull) -> Json:
        def runs(_: object, filterBy: Json, first: int) -> Json:  # noqa: N803 - GitHub's name
            found = [
                {"id": f"CR_{check.id}", "externalId": check.external_id}
                for check in reversed(self.site.world.checks)
                if check.head_sha == pull.head_sha
                if check.name == filterBy["checkName"]
            ]
            return {"nodes": found[:first]}

        suite = {"id": "CS_1", "checkRuns": runs}
        return {"oid": pull.head_sha, "checkSuites": _paged(lambda: [suite])}


@dataclass(frozen=True)
class Acting:
    """What mutations do: each by its equal in the REST API."""

    looking: Looking
    rest: Rest

    def doing(self, name: str) -> Callable[..., Json]:
        """Return what resolves the mutation *name*."""
        act: Callable[[Json], Json | None] = getattr(self, f"_{name}")

        def resolved(_: object, input: Json) -> Json:  # noqa: A002 - GitHub's name
            more = act(input) or {}
            return {"clientMutationId": input.get("clientMutationId"), **more}

        return resolved

    def _addComment(self, given: Json) -> Json:  # noqa: N802 - GitHub's name
        issue = self._issue(given["subjectId"])
        path = f"/issues/{issue.number}/comments"
        self.rest("POST", path, {"body": given["body"]})
        made = {"node": self.looking.comment(issue.comments[-1])}
        return {"subject": self.looking.issue(issue), "commentEdge": made}

    def _updateIssueComment(self, given: Json) -> None:  # noqa: N802 - GitHub's name
        path = f"/issues/comments/{_id(given['id'])}"
        self.rest("PATCH", path, {"body": given["body"]})

    def _deleteIssueComment(self, given: Json) -> None:  # noqa: N802 - GitHub's name
        self.rest("DELETE", f"/issues/comments/{_id(given['id'])}", None)

    def _addLabelsToLabelable(self, given: Json) -> None:  # noqa: N802 - GitHub's name
        issue = self._issue(given["labelableId"])
        names = self._label_names(given["labelIds"])
        self.rest("POST", f"/issues/{issue.number}/labels", {"labels": names})

    def _removeLabelsFromLabelable(self, given: Json) -> None:  # noqa: N802 - GitHub's name
        issue = self._issue(given["labelableId"])
        for name in self._label_names(given["labelIds"]):
            if name in issue.labels:
                path = f"/issues/{issue.number}/labels/{name.replace(' ', '%20')}"
                self.rest("DELETE", path, None)

    def _addReaction(self, given: Json) -> None:  # noqa: N802 - GitHub's name
        kind, _, number = given["subjectId"].partition("_")
        name = _REACTIONS.get(given["content"], given["content"].lower())
        path = f"/issues/comments/{number}"
        if kind == "I":
            path = f"/issues/{self._issue(given['subjectId']).number}"
        self.rest("POST", f"{path}/reactions", {"content": name})

    def _closeIssue(self, given: Json) -> None:  # noqa: N802 - GitHub's name
        issue = self._issue(given["issueId"])
        reason = str(given.get("stateReason") or "COMPLETED").lower()
        body = {"state": "closed", "state_reason": reason}
        self.rest("PATCH", f"/issues/{issue.number}", body)

    def _updatePullRequest(self, given: Json) -> None:  # noqa: N802 - GitHub's name
        issue = self._pull(given["pullRequestId"])
        body = {key: given[key] for key in ("title", "body") if key in given}
        if "state" in given:
            body["state"] = given["state"].lower()
        self.rest("PATCH", f"/pulls/{issue.number}", body)

    def _createCheckRun(self, given: Json) -> Json:  # noqa: N802 - GitHub's name
        output = given.get("output")
        body = {
            "name": given["name"],
            "head_sha": given["headSha"],
            "external_id": given.get("externalId"),
            "status": given.get("status", "queued").lower(),
            "conclusion": (given.get("conclusion") or "").lower() or None,
            "output": None if output is None else _output(output),
        }
        kept = {key: value for key, value in body.items() if value is not None}
        made = self.rest("POST", "/check-runs", kept)
        return {"checkRun": {"id": made["node_id"], "databaseId": made["id"]}}

    def _issue(self, node: str) -> Issue:
        for issue in self.looking.site.world.issues.values():
            if node == f"I_{issue.id}":
                return issue
        raise _unresolved(node)

    def _pull(self, node: str) -> Issue:
        for issue in self.looking.site.world.issues.values():
            if issue.pull is not None and node == f"PR_{issue.pull.id}":
                return issue
        raise _unresolved(node)

    def _label_names(self, nodes: list[str]) -> list[str]:
        labels = self.looking.site.world.labels.values()
        name_by_node = {f"LA_{label.id}": label.name for label in labels}
        for node in nodes:
            if node not in name_by_node:
                raise _unresolved(node)
        return [name_by_node[node] for node in nodes]


def _unresolved(node: str) -> ApiError:
    return ApiError(404, f"Could not resolve to a node with the global id of '{node}'")


def _id(node: str) -> int:
    return int(node.rpartition("_")[2])


def _state(issue: Issue, pull: Pull) -> str:
    return "MERGED" if pull.merged_at else issue.state.upper()


def _output(given: Json) -> Json:
    told = {key: given[key] for key in ("title", "summary", "text") if key in given}
    rows: list[Mapping[str, Any]] = given.get("annotations", [])
    return {**told, "annotations": [_annotation(row) for row in rows]}


def _annotation(row: Mapping[str, Any]) -> Json:
    told = {key: row[key] for key in ("path", "message", "title") if key in row}
    return {
        **told,
        "start_line": row["location"]["startLine"],
        "end_line": row["location"]["endLine"],
        "annotation_level": row["annotationLevel"].lower(),
    }


def _paged(nodes: Callable[[], list[Any]]) -> Callable[..., Json]:
    def resolved(_: object, first: int | None = None, after: str | None = None) -> Json:
        return _connection(nodes(), first, after)

    return resolved


def _connection(nodes: list[Any], first: int | None, after: str | None) -> Json:
    """Return one page: GitHub wants *first*, and gives at most 100."""
    if first is None or not 1 <= first <= 100:
        raise ApiError(422, "You must provide a `first` value of 1 to 100.")
    start = int(after or 0)
    rest = len(nodes) - start - first
    return {
        "nodes": nodes[start : start + first],
        "totalCount": len(nodes),
        "pageInfo": {"hasNextPage": rest > 0, "endCursor": str(start + first)},
    }
