"""How commits, trees, branches and pull requests look in JSON."""

from __future__ import annotations

import base64
import stat
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import SequenceMatcher
from typing import TYPE_CHECKING
from urllib.parse import quote

from dulwich.objects import Blob

from .clock import stamp
from .git_store import MergeConflictError
from .views import Json, Views, moment

if TYPE_CHECKING:
    from dulwich.objects import Commit

    from .git_store import GitStore
    from .world import Issue, Pull

_STATES = {True: "clean", False: "dirty", None: "unknown"}
_STATUS = {(False, True): "added", (True, False): "removed", (True, True): "modified"}


@dataclass(frozen=True)
class GitViews:
    """The JSON of everything in *git* as served beside *views*."""

    views: Views
    git: GitStore

    # Refs, commits, trees

    def ref(self, name: str, sha: str) -> Json:
        """Return the ref *name* (in full) at *sha*."""
        url = f"{self.views.api}/git"
        kind = type(self.git.object(sha)).__name__.lower()
        pointed = {"sha": sha, "type": kind, "url": f"{url}/{kind}s/{sha}"}
        return {
            "ref": name,
            "node_id": f"REF_{name}",
            "url": f"{url}/{quote(name)}",
            "object": pointed,
        }

    def commit(self, sha: str) -> Json:
        """Return a commit as the git data API does."""
        commit = self._commit(sha)
        url = f"{self.views.api}/git"
        return {
            "sha": sha,
            "node_id": f"C_{sha}",
            "url": f"{url}/commits/{sha}",
            "html_url": f"{self.views.page}/commit/{sha}",
            **self.people(commit),
            "tree": self._tree_of(commit),
            "message": commit.message.decode(),
            "parents": [self._parent(parent.decode()) for parent in commit.parents],
            "verification": self._verification(),
        }

    def long_commit(self, sha: str) -> Json:
        """Return a commit as the commits API does, with the accounts of its people."""
        commit = self._commit(sha)
        url = f"{self.views.api}/commits/{sha}"
        inner = {
            **self.people(commit),
            "message": commit.message.decode(),
            "tree": self._tree_of(commit),
            "url": f"{self.views.api}/git/commits/{sha}",
            "comment_count": 0,
            "verification": self._verification(),
        }
        return {
            "sha": sha,
            "node_id": f"C_{sha}",
            "url": url,
            "html_url": f"{self.views.page}/commit/{sha}",
            "comments_url": f"{url}/comments",
            "commit": inner,
            "author": None,
            "committer": None,
            "parents": [self._parent(parent.decode()) for parent in commit.parents],
        }

    def people(self, commit: Commit) -> Json:
        """Return who wrote and who committed *commit*, and when."""
        return {
            "author": _person(commit.author, commit.author_time),
            "committer": _person(commit.committer, commit.commit_time),
        }

    def tree(self, sha: str, *, recursive: bool) -> Json:
        """Return a tree, with everything below it if *recursive*."""
        tree = self.git.tree(sha)
        rows = self._rows(sha, "", recursive=recursive)
        return {
            "sha": sha if tree is None else tree.id.decode(),
            "url": f"{self.views.api}/git/trees/{sha}",
            "tree": rows,
            "truncated": False,
        }

    def content(self, path: str, sha: str, ref: str) -> Json:
        """Return one file as the contents API does."""
        blob = self.git.object(sha)
        data = blob.data if isinstance(blob, Blob) else b""
        url = f"{self.views.api}/contents/{quote(path)}?ref={quote(ref)}"
        page = f"{self.views.page}/blob/{ref}/{path}"
        git_url = f"{self.views.api}/git/blobs/{sha}"
        return {
            "type": "file",
            "name": path.rsplit("/", 1)[-1],
            "path": path,
            "sha": sha,
            "size": len(data),
            "encoding": "base64",
            "content": base64.encodebytes(data).decode(),
            "url": url,
            "html_url": page,
            "git_url": git_url,
            "download_url": f"{self.views.page}/raw/{ref}/{path}",
            "_links": {"self": url, "git": git_url, "html": page},
        }

    def short_branch(self, name: str, sha: str) -> Json:
        """Return a branch as the list of branches does."""
        url = f"{self.views.api}/commits/{sha}"
        return {"name": name, "commit": {"sha": sha, "url": url}, "protected": False}

    def branch(self, name: str, sha: str) -> Json:
        """Return one branch in full."""
        url = f"{self.views.api}/branches/{quote(name)}"
        return {
            "name": name,
            "commit": self.long_commit(sha),
            "_links": {"self": url, "html": f"{self.views.page}/tree/{name}"},
            "protected": False,
            "protection": {"enabled": False},
            "protection_url": f"{url}/protection",
        }

    def changed_files(self, base: str, head: str) -> list[Json]:
        """Return what *head* changes since it left *base*."""
        old = self.git.files(self.git.merge_base(base, head))
        new = self.git.files(head)
        paths = sorted(path for path in old | new if old.get(path) != new.get(path))
        return [self._changed(path, old.get(path), new.get(path)) for path in paths]

    # Pull requests

    def pull(self, issue: Issue) -> Json:
        """Return a pull request in full, as the webhooks send it."""
        pull = _pull_of(issue)
        files = self.changed_files(pull.base_sha, pull.head_sha)
        mergeable = self.mergeable(issue)
        return {
            **self.short_pull(issue),
            "merged": pull.merged_at is not None,
            "mergeable": mergeable,
            "rebaseable": mergeable,
            "mergeable_state": _STATES[mergeable],
            "merged_by": self.views.account(pull.merged_by) if pull.merged_by else None,
            "comments": len(issue.comments),
            "review_comments": 0,
            "maintainer_can_modify": False,
            "commits": len(self.git.between(pull.base_sha, pull.head_sha)),
            "additions": sum(file["additions"] for file in files),
            "deletions": sum(file["deletions"] for file in files),
            "changed_files": len(files),
        }

    def short_pull(self, issue: Issue) -> Json:
        """Return a pull request as the list of pull requests does."""
        pull, views = _pull_of(issue), self.views
        url, page = f"{views.api}/pulls/{issue.number}", f"{views.page}/pull"
        as_issue = views.issue(issue)
        shared = (
            *("number", "state", "locked", "title", "user", "body", "created_at"),
            *("updated_at", "closed_at", "assignee", "assignees", "labels"),
            *("milestone", "author_association", "active_lock_reason", "html_url"),
            *("draft", "comments_url"),
        )
        links = {
            "issue": as_issue["url"],
            "comments": as_issue["comments_url"],
            "review_comments": f"{url}/comments",
            "review_comment": f"{views.api}/pulls/comments{{/number}}",
            "commits": f"{url}/commits",
            "statuses": f"{views.api}/statuses/{pull.head_sha}",
        }
        return {
            **{key: as_issue[key] for key in shared},
            "url": url,
            "id": pull.id,
            "node_id": f"PR_{pull.id}",
            "diff_url": f"{page}/{issue.number}.diff",
            "patch_url": f"{page}/{issue.number}.patch",
            "merged_at": moment(pull.merged_at),
            "merge_commit_sha": pull.merge_commit,
            "requested_reviewers": [],
            "requested_teams": [],
            **{f"{name}_url": href for name, href in links.items()},
            "head": self._end(pull.head, pull.head_sha),
            "base": self._end(pull.base, pull.base_sha),
            "auto_merge": self._auto_merge(pull),
            "_links": {
                name: {"href": href}
                for name, href in {
                    "self": url,
                    "html": as_issue["html_url"],
                    **links,
                }.items()
            },
        }

    def mergeable(self, issue: Issue) -> bool | None:
        """Return whether git can merge it; None when it is closed."""
        pull = _pull_of(issue)
        if issue.state == "closed":
            return None
        try:
            self.git.merged_tree(self.git.head(pull.base) or "", pull.head_sha)
        except MergeConflictError:
            return False
        return True

    def _auto_merge(self, pull: Pull) -> Json | None:
        if pull.auto_merge_by is None:
            return None
        return {
            "enabled_by": self.views.account(pull.auto_merge_by),
            "merge_method": "merge",
            "commit_title": "",
            "commit_message": "",
        }

    def _end(self, branch: str, sha: str) -> Json:
        owner = self.views.world.owner
        return {
            "label": f"{owner}:{branch}",
            "ref": branch,
            "sha": sha,
            "user": self.views.account(owner),
            "repo": self.views.repository(),
        }

    # How it is done

    def _commit(self, sha: str) -> Commit:
        commit = self.git.commit(sha)
        if commit is None:
            raise LookupError(sha)
        return commit

    def _parent(self, sha: str) -> Json:
        url = f"{self.views.api}/git/commits/{sha}"
        return {
            "sha": sha,
            "url": url,
            "html_url": f"{self.views.page}/commit/{sha}",
        }

    def _tree_of(self, commit: Commit) -> Json:
        sha = commit.tree.decode()
        return {"sha": sha, "url": f"{self.views.api}/git/trees/{sha}"}

    def _verification(self) -> Json:
        empty = dict.fromkeys(("signature", "payload", "verified_at"))
        return {"verified": False, "reason": "unsigned", **empty}

    def _rows(self, sha: str, folder: str, *, recursive: bool) -> list[Json]:
        tree = self.git.tree(sha)
        rows: list[Json] = []
        for entry in tree.items() if tree is not None else ():
            path, inner = folder + entry.path.decode(), entry.sha.decode()
            deep = stat.S_ISDIR(entry.mode)
            kind = "tree" if deep else "blob"
            row: Json = {"path": path, "mode": f"{entry.mode:06o}", "type": kind}
            row |= {"sha": inner, "url": f"{self.views.api}/git/{kind}s/{inner}"}
            found = self.git.object(inner)
            if isinstance(found, Blob):
                row["size"] = len(found.data)
            rows.append(row)
            if deep and recursive:
                rows += self._rows(inner, path + "/", recursive=True)
        return rows

    def _changed(
        self, path: str, old: tuple[int, str] | None, new: tuple[int, str] | None
    ) -> Json:
        added, removed = self._counts(old, new)
        sha = (new or old or (0, ""))[1]
        return {
            "sha": sha,
            "filename": path,
            "status": _STATUS[old is not None, new is not None],
            "additions": added,
            "deletions": removed,
            "changes": added + removed,
            "blob_url": f"{self.views.page}/blob/{sha}/{path}",
            "raw_url": f"{self.views.page}/raw/{sha}/{path}",
            "contents_url": f"{self.views.api}/contents/{quote(path)}",
        }

    def _counts(
        self, old: tuple[int, str] | None, new: tuple[int, str] | None
    ) -> tuple[int, int]:
        before, after = self._lines(old), self._lines(new)
        codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
        changed = [code for code in codes if code[0] != "equal"]
        return sum(c[4] - c[3] for c in changed), sum(c[2] - c[1] for c in changed)

    def _lines(self, entry: tuple[int, str] | None) -> list[bytes]:
        found = None if entry is None else self.git.object(entry[1])
        return found.data.splitlines() if isinstance(found, Blob) else []


def _pull_of(issue: Issue) -> Pull:
    if issue.pull is None:
        message = f"#{issue.number} is no pull request"
        raise TypeError(message)
    return issue.pull


def _person(who: bytes, when: int) -> Json:
    name, _, email = who.decode().rpartition(" <")
    date = stamp(datetime.fromtimestamp(when, UTC))
    return {"name": name, "email": email.removesuffix(">"), "date": date}
