"""The API of pull requests, reviews and check runs."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from .errors import ApiError, not_found, unprocessable
from .routes_issues import BODY_LIMIT
from .routing import REPO, Answer, Call, Router
from .site import Site  # noqa: TC001 - names the type of every answer
from .world import CheckRun, Pull, Review

if TYPE_CHECKING:
    from .views import Json

router = Router()
_PULL = f"{REPO}/pulls/{{pull_number}}"
_REVIEWS = {"APPROVE": "APPROVED", "REQUEST_CHANGES": "CHANGES_REQUESTED"}
ANNOTATIONS_LIMIT = 50


@router.on("GET", f"{REPO}/pulls", right="pull_requests")
def list_pulls(site: Site, call: Call) -> Answer:
    state = call.query.get("state", "open")
    head, base = call.query.get("head"), call.query.get("base")
    found = [
        (issue, issue.pull)
        for issue in site.world.issues.values()
        if issue.pull is not None and state in {"all", issue.state}
        if head in {None, f"{site.world.owner}:{issue.pull.head}"}
        if base in {None, issue.pull.base}
    ]
    seen = [issue for issue, pull in found if not pull.unlisted]
    for _, pull in found:
        pull.unlisted = max(0, pull.unlisted - 1)
    newest_first = call.query.get("direction", "desc") == "desc"
    seen.sort(key=lambda issue: issue.number, reverse=newest_first)
    return Answer(200, items=[site.git_views.short_pull(issue) for issue in seen])


@router.on("POST", f"{REPO}/pulls", right="pull_requests")
def create_pull(site: Site, call: Call) -> Answer:
    site.refuse_pulls_of_actions(call)
    owner, _, head = f":{call.given('head')}".rpartition(":")
    base, body = call.given("base"), call.given("body")
    if owner.strip(":") not in {"", site.world.owner} or not site.git.head(head):
        raise unprocessable(resource="PullRequest", field="head", code="invalid")
    if not site.git.head(base):
        raise unprocessable(resource="PullRequest", field="base", code="invalid")
    _refuse_twins(site, head, base)
    _check_body(body)
    head_sha, base_sha = site.git.head(head) or "", site.git.head(base) or ""
    if not site.git.between(base_sha, head_sha):
        raise _custom(message=f"No commits between {base} and {head}")
    issue = site.new_issue(call.login, call.given("title"), body)
    issue.pull = Pull(site.world.new_id(), head, base, head_sha, base_sha)
    issue.pull.unlisted = site.world.list_lag
    return Answer(201, site.git_views.pull(issue))


@router.on("GET", _PULL, right="pull_requests")
def show_pull(site: Site, call: Call) -> Answer:
    issue, _ = site.pull(call.number("pull_number"))
    return Answer(200, site.git_views.pull(issue))


@router.on("PATCH", _PULL, right="pull_requests")
def edit_pull(site: Site, call: Call) -> Answer:
    issue, pull = site.pull(call.number("pull_number"))
    _check_body(call.given("body"))
    issue.title = call.given("title") or issue.title
    issue.body = issue.body if call.given("body") is None else call.given("body")
    if call.given("state") == "closed":
        site.close(issue, call.login)
    elif call.given("state") == "open" and issue.state == "closed":
        if pull.merged_at or not site.git.head(pull.head):
            raise _custom(
                message="state cannot be changed. The branch is gone or merged."
            )
        _refuse_twins(site, pull.head, pull.base)
        site.reopen(issue)
    site.touch(issue)
    return Answer(200, site.git_views.pull(issue))


@router.on("GET", f"{_PULL}/files", right="pull_requests")
def list_files(site: Site, call: Call) -> Answer:
    _, pull = site.pull(call.number("pull_number"))
    rows = site.git_views.changed_files(pull.base_sha, pull.head_sha)
    return Answer(200, items=rows)


@router.on("GET", f"{_PULL}/commits", right="pull_requests")
def list_commits(site: Site, call: Call) -> Answer:
    _, pull = site.pull(call.number("pull_number"))
    shas = site.git.between(pull.base_sha, pull.head_sha)
    return Answer(200, items=[site.git_views.long_commit(sha) for sha in shas])


@router.on("GET", f"{_PULL}/merge", right="pull_requests")
def is_merged(site: Site, call: Call) -> Answer:
    if site.pull(call.number("pull_number"))[1].merged_at is None:
        raise not_found()
    return Answer(204)


@router.on("PUT", f"{_PULL}/merge", right="contents", role="write")
def merge_pull(site: Site, call: Call) -> Answer:
    issue, pull = site.pull(call.number("pull_number"))
    if issue.state == "closed":
        raise ApiError(405, "Pull Request is not mergeable")
    if call.given("sha") not in {None, pull.head_sha}:
        raise ApiError(409, "Head branch was modified. Review and try the merge again.")
    method = call.given("merge_method") or "merge"
    sha = site.merge(issue, call.login, method)
    told = "Pull Request successfully merged"
    return Answer(200, {"sha": sha, "merged": True, "message": told})


@router.on("GET", f"{_PULL}/reviews", right="pull_requests")
def list_reviews(site: Site, call: Call) -> Answer:
    issue, pull = site.pull(call.number("pull_number"))
    return Answer(200, items=[site.views.review(issue, one) for one in pull.reviews])


@router.on("POST", f"{_PULL}/reviews", right="pull_requests")
def create_review(site: Site, call: Call) -> Answer:
    issue, pull = site.pull(call.number("pull_number"))
    site.refuse_pulls_of_actions(call)
    if call.login == issue.login:
        raise ApiError(422, "Unprocessable Entity")
    review = Review(
        site.world.new_id(),
        call.login,
        _REVIEWS.get(call.given("event"), "COMMENTED"),
        call.given("body") or "",
        pull.head_sha,
        site.now(),
    )
    pull.reviews.append(review)
    return Answer(200, site.views.review(issue, review))


# Check runs


@router.on("POST", f"{REPO}/check-runs", right="checks", role="write")
def create_check(site: Site, call: Call) -> Answer:
    _refuse_people(call)
    sha = call.given("head_sha")
    if site.git.commit(sha) is None:
        raise ApiError(422, f"No commit found for SHA: {sha}")
    check = CheckRun(
        site.world.new_id(),
        call.given("name"),
        sha,
        call.login,
        "queued",
        None,
        site.now(),
        None,
    )
    _fill_in(site, call, check)
    site.world.checks.append(check)
    return Answer(201, site.views.check_run(check))


@router.on("PATCH", f"{REPO}/check-runs/{{check_run_id}}", right="checks", role="write")
def edit_check(site: Site, call: Call) -> Answer:
    _refuse_people(call)
    check = _check(site, call)
    _fill_in(site, call, check)
    return Answer(200, site.views.check_run(check))


@router.on("GET", f"{REPO}/check-runs/{{check_run_id}}", right="checks")
def show_check(site: Site, call: Call) -> Answer:
    return Answer(200, site.views.check_run(_check(site, call)))


@router.on("GET", f"{REPO}/check-runs/{{check_run_id}}/annotations", right="checks")
def list_annotations(site: Site, call: Call) -> Answer:
    check = _check(site, call)
    blob = f"{site.views.page}/blob/{check.head_sha}"
    empty = dict.fromkeys(("start_column", "end_column", "title", "raw_details"))
    rows = [
        {**empty, **one, "blob_href": f"{blob}/{one['path']}"}
        for one in check.annotations
    ]
    return Answer(200, items=rows)


@router.on("GET", f"{REPO}/commits/{{ref}}/check-runs", right="checks")
def list_checks(site: Site, call: Call) -> Answer:
    sha = site.git.head(call.params["ref"]) or call.params["ref"]
    name = call.query.get("check_name")
    found = [
        site.views.check_run(check)
        for check in site.world.checks
        if check.head_sha == sha and name in {None, check.name}
    ]
    return Answer(200, items=found, key="check_runs")


# How it is done


def _refuse_twins(site: Site, head: str, base: str) -> None:
    for _, other in site.open_pulls():
        if (other.head, other.base) == (head, base):
            place = f"{site.world.owner}:{head}"
            raise _custom(message=f"A pull request already exists for {place}.")


def _custom(*, message: str) -> ApiError:
    return unprocessable(resource="PullRequest", code="custom", message=message)


def _check_body(body: str | None) -> None:
    if body is not None and len(body) > BODY_LIMIT:
        told = f"body is too long (maximum is {BODY_LIMIT} characters)"
        raise unprocessable(resource="Issue", code="custom", field="body", message=told)


def _refuse_people(call: Call) -> None:
    if call.token.kind != "app":
        raise ApiError(403, "You must authenticate via a GitHub App.")


def _check(site: Site, call: Call) -> CheckRun:
    for check in site.world.checks:
        if check.id == call.number("check_run_id"):
            return check
    raise not_found()


def _fill_in(site: Site, call: Call, check: CheckRun) -> None:
    output: Json = call.given("output") or {}
    annotations: list[Json] = output.get("annotations", [])
    if len(annotations) > ANNOTATIONS_LIMIT:
        raise ApiError(422, "Invalid request.\n\nNo more than 50 items are allowed.")
    check.annotations += annotations
    for name in ("title", "summary", "text"):
        setattr(check, name, output.get(name, getattr(check, name)))
    check.details_url = call.given("details_url") or check.details_url
    check.external_id = call.given("external_id") or check.external_id
    check.status = call.given("status") or check.status
    if call.given("conclusion"):
        check.status, check.conclusion = "completed", call.given("conclusion")
        done = call.given("completed_at")
        check.completed_at = datetime.fromisoformat(done) if done else site.now()
