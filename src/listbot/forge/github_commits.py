"""Commits and branches on GitHub: a tree, a commit, and the branch moved to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from listbot.catalog.errors import MovedError
from listbot.forge.github_answers import Json, RefusedError

if TYPE_CHECKING:
    from listbot.catalog.plan import Proposal
    from listbot.forge.git import Git
    from listbot.forge.github_api import Api
    from listbot.forge.protocol import Ground


_TAKEN, _UNPROCESSABLE = 409, 422


def make_commit(api: Api, git: Git, proposal: Proposal, ground: Ground) -> str:
    """Make the commit that holds what *proposal* says; no branch stands there yet.

    Two requests; none where the branch is that already: then it is the branch's head.
    *git* is a clone that holds the commits of *ground*.
    """
    contains = ground.head and git.is_ancestor(ground.base, ground.head)
    tree = git.write_tree(ground.base, proposal.files, proposal.deleted)
    if ground.head and contains and tree == git.tree_of(ground.head):
        return ground.head
    body = {
        "message": proposal.commit_message,
        "tree": _made_tree(api, git, proposal, ground.base),
        "parents": [
            *([ground.head] if ground.head else []),
            *([] if contains else [ground.base]),
        ],
    }
    # Without an author of its own, so that GitHub signs it.
    return str(api.rest("POST", "/git/commits", body)["sha"])


def move_branch(api: Api, branch: str, commit: str, old: str | None) -> None:
    """Set a branch to *commit*, which comes from *old*; never by force.

    Raises MovedError when somebody else moved the branch meanwhile.
    """
    if commit == old:
        return
    try:
        if old is None:
            body = {"ref": f"refs/heads/{branch}", "sha": commit}
            api.rest("POST", "/git/refs", body)
        else:
            path = f"/git/refs/heads/{branch}"
            api.rest("PATCH", path, {"sha": commit, "force": False})
    except RefusedError as refused:
        if refused.status not in {_TAKEN, _UNPROCESSABLE}:
            raise
        # A branch that is there already may be the one we made a moment ago.
        if old is not None or _standing(api, branch) != commit:
            message = f"{branch} was moved meanwhile ({refused.said}); run again."
            raise MovedError(message) from None


def _made_tree(api: Api, git: Git, proposal: Proposal, base: str) -> str:
    there = git.blob_by_path(base, *proposal.deleted) if proposal.deleted else {}
    content_by_path: dict[str, Json] = {
        **{path: {"content": text} for path, text in proposal.files.items()},
        **{path: {"sha": None} for path in proposal.deleted if path in there},
    }
    rows = [
        {"path": git.stored(path), "mode": "100644", "type": "blob", **content}
        for path, content in content_by_path.items()
    ]
    body = {"base_tree": git.tree_of(base), "tree": rows}
    return str(api.rest("POST", "/git/trees", body)["sha"])


def _standing(api: Api, branch: str) -> str:
    return str(api.rest("GET", f"/git/ref/heads/{branch}")["object"]["sha"])
