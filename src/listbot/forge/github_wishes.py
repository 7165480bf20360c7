"""How an issue and its pull request shall be, and what is still to be done for it.

No I/O: a `Wish` and the state as it stands give the acts that set them apart.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Literal

from listbot.forge.github_acts import Act
from listbot.text.replies import REPLY_MARKER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from listbot.catalog.model import Finding
    from listbot.catalog.plan import Reaction
    from listbot.forge.github_answers import Json
    from listbot.forge.github_issue import IssueState, Reply


_REACTIONS = {
    "+1": "THUMBS_UP",
    "-1": "THUMBS_DOWN",
    **{name: name.upper() for name in ("confused", "eyes", "heart", "hooray")},
    **{name: name.upper() for name in ("laugh", "rocket")},
}
_LEVELS = {"error": "failure", "warning": "warning", "notice": "notice"}
_ANNOTATIONS = 50


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """The check run on a commit: findings, at *path* where they name no file."""

    commit: str
    findings: tuple[Finding, ...] = ()
    path: str = ""

    @property
    def digest(self) -> str:
        """What tells two check runs with different findings apart."""
        said = json.dumps([self.path, [repr(found) for found in self.findings]])
        return sha256(said.encode()).hexdigest()[:16]


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """How an issue and its pull request shall be; None and empty leave them alone."""

    reply: str | None = None
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    reactions: tuple[Reaction, ...] = ()
    close: Literal["completed", "not_planned"] | None = None
    title: str | None = None
    body: str | None = None
    close_pull: bool = False
    check: Check | None = None


def acts(state: IssueState, wish: Wish) -> list[Act]:
    """Return what has to be done to *state* for *wish* to be so.

    The reply comes last: what it remembers as done has been done.
    """
    return [
        *_labels(state, wish),
        *_pull(state, wish),
        *_check(state, wish),
        *_reactions(state, wish),
        *_close(state, wish),
        *_reply(state, wish),
    ]


def without_twins(replies: Sequence[Reply], body: str) -> list[Act]:
    """Keep the oldest of several replies, with *body*, and delete the others."""
    if len(replies) < 2:  # noqa: PLR2004 - no twins
        return []
    first, *others = replies
    edit = [] if first.body == body else [_edit(first, body)]
    return [*(_delete(reply) for reply in others), *edit]


def _labels(state: IssueState, wish: Wish) -> list[Act]:
    carried = state.submission.labels
    add = [name for name in wish.add if name not in carried]
    remove = [name for name in wish.remove if name in carried]
    path = f"/issues/{state.submission.issue}/labels"
    todo: list[Act] = []
    if add:
        given = {"labelableId": state.node, "labelIds": _nodes(state, add)}
        rest: Json = (("POST", path, {"labels": add}),)
        todo.append(Act("addLabelsToLabelable", given, rest))
    if remove:
        given = {"labelableId": state.node, "labelIds": _nodes(state, remove)}
        rest = tuple(("DELETE", f"{path}/{name}", None) for name in remove)
        todo.append(Act("removeLabelsFromLabelable", given, rest))
    return todo


def _nodes(state: IssueState, names: Sequence[str]) -> list[str]:
    return [state.label_nodes.get(name, "") for name in names]


def _pull(state: IssueState, wish: Wish) -> list[Act]:
    pull = state.pull
    if pull is None:
        return []
    wanted = {"title": wish.title, "body": wish.body}
    standing = {"title": pull.title, "body": pull.body}
    body = {
        key: text
        for key, text in wanted.items()
        if text is not None and text != standing[key]
    }
    if wish.close_pull:
        body["state"] = "closed"
    if not body:
        return []
    told = {key: text.upper() if key == "state" else text for key, text in body.items()}
    given = {"pullRequestId": pull.node, **told}
    path = f"/pulls/{pull.number}"
    return [Act("updatePullRequest", given, (("PATCH", path, body),))]


def _check(state: IssueState, wish: Wish) -> list[Act]:
    check = wish.check
    checked = state.pull.checked if state.pull else None
    if check is None or checked == f"{check.commit} {check.digest}":
        return []
    return [check_act(check, state.repository_node)]


def check_act(check: Check, repository_node: str) -> Act:
    """Return the act that makes the check run "listbot" on a commit."""
    rows = [_annotation(found, check.path) for found in check.findings[:_ANNOTATIONS]]
    mild = all(found.severity == "notice" for found in check.findings)
    output = {
        "title": f"{len(check.findings)} to look at" if rows else "Nothing to mend",
        "summary": _summary(check),
        "annotations": rows,
    }
    body = {
        "name": "listbot",
        "head_sha": check.commit,
        "external_id": check.digest,
        "status": "completed",
        "conclusion": "success" if mild else "neutral",
        "output": output,
    }
    given = {
        "repositoryId": repository_node,
        "name": "listbot",
        "headSha": check.commit,
        "externalId": check.digest,
        "status": "COMPLETED",
        "conclusion": "SUCCESS" if mild else "NEUTRAL",
        "output": output | {"annotations": [_of_graphql(row) for row in rows]},
    }
    return Act("createCheckRun", given, (("POST", "/check-runs", body),))


def _summary(check: Check) -> str:
    if not check.findings:
        return "The entry was checked and nothing was found."
    return "What was found stands at the lines of the entry."


def _annotation(found: Finding, path: str) -> dict[str, Json]:
    line = found.line or 1
    return {
        "path": found.file or path,
        "start_line": line,
        "end_line": line,
        "annotation_level": _LEVELS[found.severity],
        "message": f"{found.message} {found.hint}".strip(),
        "title": found.code,
    }


def _of_graphql(row: Mapping[str, Json]) -> dict[str, Json]:
    location = {"startLine": row["start_line"], "endLine": row["end_line"]}
    return {
        "path": row["path"],
        "location": location,
        "annotationLevel": row["annotation_level"].upper(),
        "message": row["message"],
        "title": row["title"],
    }


def _reactions(state: IssueState, wish: Wish) -> list[Act]:
    return [
        Act(
            "addReaction",
            {
                "subjectId": state.comment_nodes.get(wanted.comment, ""),
                "content": _REACTIONS[wanted.content],
            },
            (
                (
                    "POST",
                    f"/issues/comments/{wanted.comment}/reactions",
                    {"content": wanted.content},
                ),
            ),
        )
        for wanted in wish.reactions
    ]


def _reply(state: IssueState, wish: Wish) -> list[Act]:
    if wish.reply is None:
        return []
    body = marked(wish.reply)
    if not state.replies:
        path = f"/issues/{state.submission.issue}/comments"
        given = {"subjectId": state.node, "body": body}
        return [Act("addComment", given, (("POST", path, {"body": body}),))]
    if len(state.replies) == 1:
        reply = state.replies[0]
        return [] if reply.body == body else [_edit(reply, body)]
    return without_twins(state.replies, body)


def marked(reply: str) -> str:
    """Return a reply with our marker in front, by which it is found again."""
    return reply if reply.startswith(REPLY_MARKER) else f"{REPLY_MARKER}\n{reply}"


def _edit(reply: Reply, body: str) -> Act:
    path = f"/issues/comments/{reply.number}"
    given = {"id": reply.node, "body": body}
    return Act("updateIssueComment", given, (("PATCH", path, {"body": body}),))


def _delete(reply: Reply) -> Act:
    path = f"/issues/comments/{reply.number}"
    return Act("deleteIssueComment", {"id": reply.node}, (("DELETE", path, None),))


def _close(state: IssueState, wish: Wish) -> list[Act]:
    if wish.close is None or state.submission.state == "closed":
        return []
    path = f"/issues/{state.submission.issue}"
    given = {"issueId": state.node, "stateReason": wish.close.upper()}
    body = {"state": "closed", "state_reason": wish.close}
    return [Act("closeIssue", given, (("PATCH", path, body),))]
