"""The API of branches, refs, trees, commits, blobs and files."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime
from typing import TYPE_CHECKING, Any

from dulwich.objects import Blob

from .errors import ApiError, not_found, unprocessable
from .git_store import MergeConflictError, Person
from .routing import REPO, Answer, Call, Router
from .site import MAIN, Site

if TYPE_CHECKING:
    from .views import Json

router = Router()
_GIT = f"{REPO}/git"


@router.on("GET", f"{REPO}/branches", right="contents")
def list_branches(site: Site, call: Call) -> Answer:
    del call
    prefix = "refs/heads/"
    rows = [
        site.git_views.short_branch(name.removeprefix(prefix), sha)
        for name, sha in sorted(site.git.refs().items())
        if name.startswith(prefix)
    ]
    return Answer(200, items=rows)


@router.on("GET", f"{REPO}/branches/{{branch}}", right="contents")
def show_branch(site: Site, call: Call) -> Answer:
    sha = site.git.head(call.params["branch"])
    if sha is None:
        raise ApiError(404, "Branch not found")
    return Answer(200, site.git_views.branch(call.params["branch"], sha))


@router.on("GET", f"{_GIT}/matching-refs/{{ref}}", right="contents")
def matching_refs(site: Site, call: Call) -> Answer:
    rows = [
        site.git_views.ref(name, sha)
        for name, sha in sorted(site.git.refs().items())
        if name.startswith(f"refs/{call.params['ref']}")
    ]
    return Answer(200, rows)


@router.on("GET", f"{_GIT}/ref/{{ref}}", right="contents")
def show_ref(site: Site, call: Call) -> Answer:
    name = f"refs/{call.params['ref']}"
    sha = site.git.ref(name)
    if sha is None:
        raise not_found()
    return Answer(200, site.git_views.ref(name, sha))


@router.on("POST", f"{_GIT}/refs", right="contents", role="write")
def create_ref(site: Site, call: Call) -> Answer:
    name, sha = call.given("ref"), call.given("sha")
    if not name.startswith("refs/") or name.count("/") < 2:
        raise ApiError(422, "Reference name must start with 'refs/'")
    if site.git.ref(name) is not None:
        raise ApiError(422, "Reference already exists")
    if site.git.commit(sha) is None:
        raise ApiError(422, "Object does not exist")
    site.move_ref(name, sha, call.login)
    return Answer(201, site.git_views.ref(name, sha))


@router.on("PATCH", f"{_GIT}/refs/{{ref}}", right="contents", role="write")
def move_ref(site: Site, call: Call) -> Answer:
    name, sha = f"refs/{call.params['ref']}", call.given("sha")
    old = site.git.ref(name)
    if old is None:
        raise ApiError(422, "Reference does not exist")
    if site.git.commit(sha) is None:
        raise ApiError(422, "Object does not exist")
    if not call.given("force") and not site.git.is_ancestor(old, sha):
        raise ApiError(422, "Update is not a fast forward")
    site.move_ref(name, sha, call.login)
    return Answer(200, site.git_views.ref(name, sha))


@router.on("DELETE", f"{_GIT}/refs/{{ref}}", right="contents", role="write")
def delete_ref(site: Site, call: Call) -> Answer:
    name = f"refs/{call.params['ref']}"
    if site.git.ref(name) is None:
        raise ApiError(422, "Reference does not exist")
    site.move_ref(name, None, call.login)
    return Answer(204)


@router.on("POST", f"{_GIT}/blobs", right="contents", role="write")
def create_blob(site: Site, call: Call) -> Answer:
    sha = site.git.put_blob(_decoded(call))
    return Answer(201, {"sha": sha, "url": f"{site.views.api}/git/blobs/{sha}"})


@router.on("GET", f"{_GIT}/blobs/{{file_sha}}", right="contents")
def show_blob(site: Site, call: Call) -> Answer:
    sha = call.params["file_sha"]
    blob = site.git.object(sha)
    if not isinstance(blob, Blob):
        raise not_found()
    shown = {
        "sha": sha,
        "node_id": f"B_{sha}",
        "url": f"{site.views.api}/git/blobs/{sha}",
        "size": len(blob.data),
        "encoding": "base64",
        "content": base64.encodebytes(blob.data).decode(),
    }
    return Answer(200, shown)


@router.on("POST", f"{_GIT}/trees", right="contents", role="write")
def create_tree(site: Site, call: Call) -> Answer:
    base = call.given("base_tree")
    if base is not None and site.git.tree(base) is None:
        raise ApiError(422, "base_tree is not a valid tree oid")
    rows = {row["path"]: _row(site, row) for row in call.given("tree")}
    files = {} if base is None else site.git.files(base)
    if any(entry is None and path not in files for path, entry in rows.items()):
        raise ApiError(422, "GitRPC::BadObjectState")
    sha = site.git.put_tree(base, rows)
    return Answer(201, site.git_views.tree(sha, recursive=False))


@router.on("GET", f"{_GIT}/trees/{{tree_sha}}", right="contents")
def show_tree(site: Site, call: Call) -> Answer:
    name = call.params["tree_sha"]
    sha = site.git.head(name) or name
    if site.git.tree(sha) is None:
        raise not_found()
    recursive = "recursive" in call.query
    return Answer(200, site.git_views.tree(sha, recursive=recursive))


@router.on("POST", f"{_GIT}/commits", right="contents", role="write")
def create_commit(site: Site, call: Call) -> Answer:
    tree, parents = call.given("tree"), list[str](call.given("parents") or [])
    if site.git.tree(tree) is None:
        raise ApiError(422, "Tree SHA does not exist")
    if any(site.git.commit(parent) is None for parent in parents):
        raise ApiError(422, "Parent SHA does not exist or is not a commit object")
    author = _person(site, call, call.given("author"))
    committer = _person(site, call, call.given("committer")) or author
    sha = site.git.put_commit(
        tree=tree,
        parents=parents,
        message=call.given("message"),
        author=author or site.person(call.login),
        committer=committer or site.person(call.login),
    )
    own = author is None and call.token.kind == "app"
    return Answer(
        201, _signed(site.git_views.commit(sha)) if own else _plain(site, sha)
    )


@router.on("GET", f"{_GIT}/commits/{{commit_sha}}", right="contents")
def show_commit(site: Site, call: Call) -> Answer:
    sha = call.params["commit_sha"]
    if site.git.commit(sha) is None:
        raise not_found()
    return Answer(200, _plain(site, sha))


@router.on("GET", f"{REPO}/commits/{{ref}}", right="contents")
def show_long_commit(site: Site, call: Call) -> Answer:
    sha = site.git.head(call.params["ref"]) or call.params["ref"]
    if site.git.commit(sha) is None:
        raise ApiError(422, f"No commit found for SHA: {call.params['ref']}")
    return Answer(200, site.git_views.long_commit(sha))


@router.on("GET", f"{REPO}/contents/{{path}}", right="contents")
def show_contents(site: Site, call: Call) -> Answer:
    ref = call.query.get("ref", MAIN)
    sha = site.git.head(ref.removeprefix("refs/heads/")) or ref
    if site.git.commit(sha) is None:
        raise ApiError(404, f"No commit found for the ref {ref}")
    path = call.params["path"].strip("/")
    files = site.git.files(sha)
    if path in files:
        return Answer(200, site.git_views.content(path, files[path][1], ref))
    inside = [one for one in files if one.startswith(f"{path}/")]
    if not inside:
        raise not_found()
    return Answer(200, [_listed(site, one, files[one][1], ref) for one in inside])


@router.on("PUT", f"{REPO}/contents/{{path}}", right="contents", role="write")
def write_contents(site: Site, call: Call) -> Answer:
    branch = call.given("branch") or MAIN
    head, path = site.git.head(branch), call.params["path"]
    if head is None:
        raise ApiError(404, f"Branch {branch} not found")
    old = site.git.files(head).get(path)
    if old is not None and call.given("sha") is None:
        raise ApiError(422, 'Invalid request.\n\n"sha" wasn\'t supplied.')
    if old is not None and old[1] != call.given("sha"):
        raise ApiError(409, f"{path} does not match {call.given('sha')}")
    blob = site.git.put_blob(_from_base64(call.given("content")))
    commit = site.git.put_commit(
        tree=site.git.put_tree(head, {path: (0o100644, blob)}),
        parents=[head],
        message=call.given("message"),
        author=site.person(call.login),
        committer=site.person(call.login),
    )
    site.move_ref(f"refs/heads/{branch}", commit, call.login)
    content = site.git_views.content(path, blob, branch)
    shown = {key: content[key] for key in content if key not in {"content", "encoding"}}
    body = {"content": shown, "commit": site.git_views.commit(commit)}
    return Answer(201 if old is None else 200, body)


@router.on("POST", f"{REPO}/merges", right="contents", role="write")
def merge_branches(site: Site, call: Call) -> Answer:
    base = site.git.head(call.given("base"))
    head = site.git.head(call.given("head")) or call.given("head")
    if base is None or site.git.commit(head) is None:
        raise ApiError(404, "Base does not exist" if base is None else "Head not found")
    if site.git.is_ancestor(head, base):
        return Answer(204)
    try:
        tree = site.git.merged_tree(base, head)
    except MergeConflictError:
        raise ApiError(409, "Merge conflict") from None
    told = f"Merge {call.given('head')} into {call.given('base')}"
    commit = site.git.put_commit(
        tree=tree,
        parents=[base, head],
        message=call.given("commit_message") or told,
        author=site.person(call.login),
        committer=site.person(call.login),
    )
    site.move_ref(f"refs/heads/{call.given('base')}", commit, call.login)
    return Answer(201, site.git_views.long_commit(commit))


# How it is done


def _decoded(call: Call) -> bytes:
    content: str = call.given("content")
    if call.given("encoding") == "base64":
        return _from_base64(content)
    return content.encode()


def _from_base64(content: str) -> bytes:
    try:
        return base64.b64decode("".join(content.split()), validate=True)
    except binascii.Error:
        raise ApiError(422, "content is not valid Base64") from None


def _row(site: Site, row: dict[str, Any]) -> tuple[int, str] | None:
    """Read one row of a new tree; a sha of null deletes the path."""
    path = row["path"]
    if path.startswith("/") or {"", ".", "..", ".git"} & set(path.split("/")):
        raise ApiError(422, "tree.path contains a malformed path component")
    if "content" in row:
        return int(row["mode"], 8), site.git.put_blob(row["content"].encode())
    if row["sha"] is None:
        return None
    if not isinstance(site.git.object(row["sha"]), Blob):
        raise ApiError(422, f"tree.sha {row['sha']} is not a valid blob")
    return int(row["mode"], 8), row["sha"]


def _person(site: Site, call: Call, given: dict[str, str] | None) -> Person | None:
    if given is None:
        return None
    if not {"name", "email"} <= given.keys():
        raise unprocessable(resource="Commit", code="missing_field", field="author")
    date = given.get("date")
    when = site.now() if date is None else datetime.fromisoformat(date)
    del call
    return Person(name=given["name"], email=given["email"], when=when)


def _plain(site: Site, sha: str) -> Json:
    return site.git_views.commit(sha)


def _signed(commit: Json) -> Json:
    """Show a commit that GitHub signs: one of an app, without an author of its own."""
    signed = {"verified": True, "reason": "valid", "signature": "-----BEGIN PGP"}
    return {**commit, "verification": {**commit["verification"], **signed}}


def _listed(site: Site, path: str, sha: str, ref: str) -> Json:
    content = site.git_views.content(path, sha, ref)
    return {key: content[key] for key in content if key not in {"content", "encoding"}}
