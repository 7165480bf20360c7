"""The API of issues, comments, labels on issues, and reactions."""

from __future__ import annotations

from typing import Any

from .errors import ApiError, not_found, unprocessable
from .routing import REPO, Answer, Call, Router
from .site import Site  # noqa: TC001 - names the type of every answer
from .world import Comment, Issue, Reaction

router = Router()
_ISSUE = f"{REPO}/issues/{{issue_number}}"
_COMMENT = f"{REPO}/issues/comments/{{comment_id}}"
BODY_LIMIT = 65_536
TITLE_LIMIT = 256
LABEL_LIMIT = 50


@router.on("GET", f"{REPO}/issues", right="issues")
def list_issues(site: Site, call: Call) -> Answer:
    state, creator = call.query.get("state", "open"), call.query.get("creator")
    labels = {name.casefold() for name in call.query.get("labels", "").split(",")}
    found = [
        issue
        for issue in site.world.issues.values()
        if state in {"all", issue.state} and issue.gone is None
        if creator in {None, issue.login}
        if labels - {""} <= {name.casefold() for name in issue.labels}
    ]
    found.sort(key=lambda issue: issue.number, reverse=_newest_first(call))
    return Answer(200, items=[site.views.issue(issue) for issue in found])


@router.on("POST", f"{REPO}/issues", right="issues")
def create_issue(site: Site, call: Call) -> Answer:
    title, body = call.given("title"), call.given("body")
    _check_text(title, body)
    issue = site.new_issue(call.login, title, body)
    if site.may_write(call) or call.token.rights is not None:
        _label(site, issue, call.given("labels") or [])
    return Answer(201, site.views.issue(issue))


@router.on("GET", _ISSUE, right="issues")
def show_issue(site: Site, call: Call) -> Answer:
    return Answer(200, _in_full(site, site.issue(call.number("issue_number"))))


@router.on("PATCH", _ISSUE, right="issues")
def edit_issue(site: Site, call: Call) -> Answer:
    issue = site.issue(call.number("issue_number"))
    title, body = call.given("title"), call.given("body")
    _check_text(issue.title if title is None else title, body)
    issue.title = issue.title if title is None else title
    issue.body = issue.body if body is None else body
    if call.given("labels") is not None:
        issue.labels = []
        _label(site, issue, call.given("labels"))
    if call.given("state") == "closed":
        site.close(issue, call.login, call.given("state_reason") or "completed")
    elif call.given("state") == "open":
        site.reopen(issue)
    site.touch(issue)
    return Answer(200, _in_full(site, issue))


@router.on("PUT", f"{_ISSUE}/lock", right="issues", role="write")
def lock_issue(site: Site, call: Call) -> Answer:
    site.issue(call.number("issue_number")).locked = True
    return Answer(204)


@router.on("DELETE", f"{_ISSUE}/lock", right="issues", role="write")
def unlock_issue(site: Site, call: Call) -> Answer:
    site.issue(call.number("issue_number")).locked = False
    return Answer(204)


# Comments


@router.on("GET", f"{_ISSUE}/comments", right="issues")
def list_comments(site: Site, call: Call) -> Answer:
    issue = site.issue(call.number("issue_number"))
    seen = [comment for comment in issue.comments if not comment.unlisted]
    for comment in issue.comments:
        comment.unlisted = max(0, comment.unlisted - 1)
    return Answer(200, items=[site.views.comment(issue, one) for one in seen])


@router.on("POST", f"{_ISSUE}/comments", right="issues")
def create_comment(site: Site, call: Call) -> Answer:
    issue = site.issue(call.number("issue_number"))
    _refuse_if_locked(site, call, issue)
    body = call.given("body")
    _check_comment(body)
    now = site.now()
    comment = Comment(site.world.new_id(), call.login, body, now, now)
    comment.unlisted = site.world.list_lag
    issue.comments.append(comment)
    site.touch(issue)
    return Answer(201, site.views.comment(issue, comment))


@router.on("GET", _COMMENT, right="issues")
def show_comment(site: Site, call: Call) -> Answer:
    return Answer(200, site.views.comment(*_comment(site, call)))


@router.on("PATCH", _COMMENT, right="issues")
def edit_comment(site: Site, call: Call) -> Answer:
    issue, comment = _comment(site, call)
    _refuse_if_locked(site, call, issue)
    _refuse_others(site, call, comment)
    _check_comment(call.given("body"))
    comment.body, comment.updated_at = call.given("body"), site.now()
    comment.edited = True
    return Answer(200, site.views.comment(issue, comment))


@router.on("DELETE", _COMMENT, right="issues")
def delete_comment(site: Site, call: Call) -> Answer:
    issue, comment = _comment(site, call)
    _refuse_others(site, call, comment)
    issue.comments.remove(comment)
    return Answer(204)


# Labels on issues


@router.on("GET", f"{_ISSUE}/labels", right="issues")
def labels_of_issue(site: Site, call: Call) -> Answer:
    issue = site.issue(call.number("issue_number"))
    return Answer(200, items=site.views.labels_of(issue))


@router.on("POST", f"{_ISSUE}/labels", right="issues", role="triage")
def add_labels(site: Site, call: Call) -> Answer:
    issue = site.issue(call.number("issue_number"))
    _label(site, issue, _names(call))
    return Answer(200, site.views.labels_of(issue))


@router.on("PUT", f"{_ISSUE}/labels", right="issues", role="triage")
def set_labels(site: Site, call: Call) -> Answer:
    issue = site.issue(call.number("issue_number"))
    issue.labels = []
    _label(site, issue, _names(call))
    return Answer(200, site.views.labels_of(issue))


@router.on("DELETE", f"{_ISSUE}/labels/{{name}}", right="issues", role="triage")
def remove_label(site: Site, call: Call) -> Answer:
    issue = site.issue(call.number("issue_number"))
    name = call.params["name"].casefold()
    if name not in {one.casefold() for one in issue.labels}:
        raise ApiError(404, "Label does not exist")
    issue.labels = [one for one in issue.labels if one.casefold() != name]
    site.touch(issue)
    return Answer(200, site.views.labels_of(issue))


# Reactions


@router.on("GET", f"{_ISSUE}/reactions", right="issues")
def reactions_of_issue(site: Site, call: Call) -> Answer:
    reactions = site.issue(call.number("issue_number")).reactions
    return Answer(200, items=[site.views.reaction(one) for one in reactions])


@router.on("POST", f"{_ISSUE}/reactions", right="issues")
def react_to_issue(site: Site, call: Call) -> Answer:
    return _react(site, call, site.issue(call.number("issue_number")).reactions)


@router.on("GET", f"{_COMMENT}/reactions", right="issues")
def reactions_of_comment(site: Site, call: Call) -> Answer:
    reactions = _comment(site, call)[1].reactions
    return Answer(200, items=[site.views.reaction(one) for one in reactions])


@router.on("POST", f"{_COMMENT}/reactions", right="issues")
def react_to_comment(site: Site, call: Call) -> Answer:
    return _react(site, call, _comment(site, call)[1].reactions)


# How it is done


def _in_full(site: Site, issue: Issue) -> dict[str, object]:
    by = None if issue.closed_by is None else site.views.account(issue.closed_by)
    return {**site.views.issue(issue), "closed_by": by}


def _newest_first(call: Call) -> bool:
    return call.query.get("direction", "desc") == "desc"


def _check_text(title: str, body: str | None) -> None:
    if not title.strip():
        raise unprocessable(resource="Issue", code="missing_field", field="title")
    if len(title) > TITLE_LIMIT:
        told = f"title is too long (maximum is {TITLE_LIMIT} characters)"
        raise unprocessable(
            resource="Issue", code="custom", field="title", message=told
        )
    if body is not None and len(body) > BODY_LIMIT:
        told = f"body is too long (maximum is {BODY_LIMIT} characters)"
        raise unprocessable(resource="Issue", code="custom", field="body", message=told)


def _check_comment(body: str) -> None:
    if not body.strip():
        told = "Body cannot be blank"
        raise unprocessable(
            resource="IssueComment", code="unprocessable", field="data", message=told
        )
    if len(body) > BODY_LIMIT:
        told = "Body is too long (maximum is 65536 characters)"
        raise unprocessable(
            resource="IssueComment", code="unprocessable", field="data", message=told
        )


def _refuse_if_locked(site: Site, call: Call, issue: Issue) -> None:
    if issue.locked and not site.may_write(call):
        raise ApiError(403, "Unable to create comment because issue is locked.")


def _refuse_others(site: Site, call: Call, comment: Comment) -> None:
    """Let people with write access and restricted tokens change any comment."""
    trusted = site.may_write(call) or call.token.rights is not None
    if comment.login != call.login and not trusted:
        raise ApiError(403, "Must have admin rights to Repository.")


def _comment(site: Site, call: Call) -> tuple[Issue, Comment]:
    for issue in site.world.issues.values():
        for comment in issue.comments:
            if comment.id == call.number("comment_id"):
                return issue, comment
    raise not_found()


def _names(call: Call) -> list[str]:
    bare = isinstance(call.body, list)
    given: list[Any] = (call.body if bare else call.given("labels")) or []
    return [one if isinstance(one, str) else one["name"] for one in given]


def _label(site: Site, issue: Issue, names: list[str]) -> None:
    for name in names:
        if not 0 < len(name) <= LABEL_LIMIT:
            raise unprocessable(resource="Label", code="invalid", field="name")
        label = site.world.label_made(name)
        if label.name not in issue.labels:
            issue.labels.append(label.name)
    site.touch(issue)


def _react(site: Site, call: Call, reactions: list[Reaction]) -> Answer:
    for one in reactions:
        if (one.login, one.content) == (call.login, call.given("content")):
            return Answer(200, site.views.reaction(one))
    made = Reaction(site.world.new_id(), call.login, call.given("content"), site.now())
    reactions.append(made)
    return Answer(201, site.views.reaction(made))
