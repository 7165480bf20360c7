"""The API of accounts, the repository, its collaborators and its labels."""

from __future__ import annotations

import re

from .errors import ApiError, not_found, unprocessable
from .routing import REPO, Answer, Call, Router
from .site import Site  # noqa: TC001 - names the type of every answer
from .world import Label

router = Router()
_COLOR = re.compile(r"[0-9a-fA-F]{6}")
_LEGACY = {"maintain": "write", "triage": "read"}


@router.on("GET", "/user", right="metadata")
def who_am_i(site: Site, call: Call) -> Answer:
    if call.token.kind == "app":
        raise ApiError(403, "Resource not accessible by integration")
    return Answer(200, site.views.public_user(site.world.user(call.login)))


@router.on("GET", REPO, right="metadata")
def repository(site: Site, call: Call) -> Answer:
    del call
    return Answer(200, site.views.full_repository())


@router.on("GET", f"{REPO}/collaborators/{{username}}", right="metadata")
def is_collaborator(site: Site, call: Call) -> Answer:
    if site.world.role_of(call.params["username"]) in {"none", "read"}:
        raise not_found()
    return Answer(204)


@router.on("GET", f"{REPO}/collaborators/{{username}}/permission", right="metadata")
def permission(site: Site, call: Call) -> Answer:
    login = call.params["username"]
    if login not in site.world.users:
        raise ApiError(404, f"{login} is not a user")
    role = site.world.role_of(login)
    user = {
        **site.views.account(login),
        "permissions": {
            "pull": role != "none",
            "triage": role not in {"none", "read"},
            "push": role in {"write", "maintain", "admin"},
            "maintain": role in {"maintain", "admin"},
            "admin": role == "admin",
        },
        "role_name": role,
    }
    legacy = _LEGACY.get(role, role)
    return Answer(200, {"permission": legacy, "role_name": role, "user": user})


@router.on("GET", f"{REPO}/labels", right="issues")
def list_labels(site: Site, call: Call) -> Answer:
    del call
    labels = site.world.labels.values()
    return Answer(200, items=[site.views.label(label) for label in labels])


@router.on("POST", f"{REPO}/labels", right="issues", role="write")
def create_label(site: Site, call: Call) -> Answer:
    name = call.given("name")
    if site.world.label(name):
        raise unprocessable(resource="Label", code="already_exists", field="name")
    label = Label(site.world.new_id(), name)
    _describe(label, call)
    site.world.labels[name.casefold()] = label
    return Answer(201, site.views.label(label))


@router.on("GET", f"{REPO}/labels/{{name}}", right="issues")
def show_label(site: Site, call: Call) -> Answer:
    return Answer(200, site.views.label(_label(site, call)))


@router.on("PATCH", f"{REPO}/labels/{{name}}", right="issues", role="write")
def edit_label(site: Site, call: Call) -> Answer:
    label = _label(site, call)
    _describe(label, call)
    return Answer(200, site.views.label(label))


@router.on("DELETE", f"{REPO}/labels/{{name}}", right="issues", role="write")
def delete_label(site: Site, call: Call) -> Answer:
    label = _label(site, call)
    del site.world.labels[label.name.casefold()]
    for issue in site.world.issues.values():
        issue.labels = [one for one in issue.labels if one != label.name]
    return Answer(204)


def _label(site: Site, call: Call) -> Label:
    label = site.world.label(call.params["name"])
    if label is None:
        raise not_found()
    return label


def _describe(label: Label, call: Call) -> None:
    color, description = call.given("color"), call.given("description")
    if color is not None and not _COLOR.fullmatch(color):
        raise unprocessable(resource="Label", code="invalid", field="color")
    if description is not None and len(description) > 100:
        raise unprocessable(resource="Label", code="invalid", field="description")
    label.color = color or label.color
    label.description = label.description if description is None else description
