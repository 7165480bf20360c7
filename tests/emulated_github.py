"""A GitHub that others wrote (npm `emulate`), and the git side it does not have.

Its commits, trees and files carry the ids that git gives them, so what its API tells
can be written into a real repository, object by object; every id is compared.
"""

from __future__ import annotations

import base64
import json
import socket
import subprocess
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from listbot.forge.git import Git

if TYPE_CHECKING:
    from collections.abc import Mapping

Json: TypeAlias = Any
TOOLS = Path(__file__).parent / "npm" / "node_modules"
NAME = "octo/list"
_SEED = """\
github:
  users:
    - {login: octo, name: Octo, email: octo@example.org}
    - {login: ada, name: Ada, email: ada@example.org}
    - {login: robot, name: Robot, email: robot@example.org}
  repos:
    - {owner: octo, name: list, auto_init: true}
tokens:
  token_of_octo: {login: octo, scopes: [repo]}
  token_of_ada: {login: ada, scopes: [repo]}
  token_of_robot: {login: robot, scopes: [repo]}
"""


@dataclass
class Emulated:
    """One repository on emulate, served on loopback, and its copy in a bare one."""

    root: str
    folder: Path

    def api(self, login: str, method: str, path: str, body: Json = None) -> Json:
        """Let somebody ask for *path* below the repository."""
        request = Request(  # noqa: S310 - loopback
            f"{self.root}/repos/{NAME}{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer token_of_{login}"},
        )
        with urlopen(request, timeout=10) as answer:  # noqa: S310 - loopback
            text = answer.read()
        return json.loads(text) if text else None

    @property
    def git(self) -> Git:
        """The copy of the repository."""
        return Git(folder=self.folder / f"{NAME}.git")

    def copy(self) -> None:
        """Bring the copy to what the API tells of every branch."""
        if not self.git.folder.exists():
            words = ["git", "init", "-q", "--bare", "-b", "main", str(self.git.folder)]
            subprocess.run(words, check=True)
        told = {
            row["name"]: row["commit"]["sha"]
            for row in self.api("octo", "GET", "/branches?per_page=100")
        }
        for name, commit in told.items():
            self._copy_commit(commit)
            self.git.run("update-ref", f"refs/heads/{name}", commit)
        for name in self.git.branches("") if told else ():
            if name not in told:
                self.git.run("update-ref", "-d", f"refs/heads/{name}")

    def commit(self, files: Mapping[str, str], message: str) -> str:
        """Let a maintainer commit files to the base branch."""
        base = self.api("octo", "GET", "/git/ref/heads/main")["object"]["sha"]
        rows = [
            {"path": path, "mode": "100644", "type": "blob", "content": text}
            for path, text in files.items()
        ]
        there = self.api("octo", "GET", f"/git/commits/{base}")["tree"]["sha"]
        tree = self.api(
            "octo", "POST", "/git/trees", {"base_tree": there, "tree": rows}
        )
        body = {"message": message, "tree": tree["sha"], "parents": [base]}
        made = self.api("octo", "POST", "/git/commits", body)["sha"]
        self.api("octo", "PATCH", "/git/refs/heads/main", {"sha": made})
        return made

    def files(self, branch: str) -> dict[str, str]:
        """Return every file of a branch by its path, as the copy has it."""
        blob_by_path = self.git.blob_by_path(f"refs/heads/{branch}")
        contents = self.git.contents(list(blob_by_path.values()))
        return {
            path: data.decode()
            for path, data in zip(blob_by_path, contents, strict=True)
        }

    def _copy_commit(self, sha: str) -> None:
        if self._has(sha):
            return
        commit = self.api("octo", "GET", f"/git/commits/{sha}")
        for parent in commit["parents"]:
            self._copy_commit(parent["sha"])
        self._copy_tree(commit["tree"]["sha"])
        lines = [f"tree {commit['tree']['sha']}"]
        lines += [f"parent {parent['sha']}" for parent in commit["parents"]]
        lines += [f"{role} {_person(commit[role])}" for role in _ROLES]
        message = commit["message"]
        text = "\n".join(lines) + f"\n\n{message}" + "\n" * (message[-1:] != "\n")
        self._write("commit", text.encode(), sha)

    def _copy_tree(self, sha: str) -> None:
        if self._has(sha):
            return
        rows = self.api("octo", "GET", f"/git/trees/{sha}")["tree"]
        for row in rows:
            if row["type"] == "tree":
                self._copy_tree(row["sha"])
            elif not self._has(row["sha"]):
                blob = self.api("octo", "GET", f"/git/blobs/{row['sha']}")
                self._write("blob", base64.b64decode(blob["content"]), row["sha"])
        listing = "".join(
            f"{row['mode']} {row['type']} {row['sha']}\t{row['path']}\0" for row in rows
        )
        made = self.git.run("mktree", "-z", stdin=listing.encode()).decode().strip()
        assert made == sha, "emulate's tree is not git's"

    def _write(self, kind: str, data: bytes, sha: str) -> None:
        words = ("hash-object", "-w", "-t", kind, "--stdin")
        made = self.git.run(*words, stdin=data).decode().strip()
        assert made == sha, f"emulate's {kind} is not git's"

    def _has(self, sha: str) -> bool:
        done = subprocess.run(
            ["git", "-C", str(self.git.folder), "cat-file", "-e", sha],
            capture_output=True,
            check=False,
        )
        return done.returncode == 0


_ROLES = ("author", "committer")


def _person(told: Json) -> str:
    when = int(datetime.fromisoformat(told["date"]).timestamp())
    return f"{told['name']} <{told['email']}> {when} +0000"


def started(folder: Path) -> tuple[Emulated, subprocess.Popen[bytes]]:
    """Start emulate on a free port of loopback, and wait until it answers."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "seed.yaml").write_text(_SEED)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    root = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [
            *(str(TOOLS / ".bin" / "node"), str(TOOLS / "emulate/dist/index.js")),
            *("start", "-s", "github", "-p", str(port)),
            *("--seed", str(folder / "seed.yaml"), "--base-url", root),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    emulated = Emulated(root, folder / "git")
    for _ in range(200):
        try:
            emulated.api("octo", "GET", "")
        except (HTTPError, URLError, ConnectionError):
            time.sleep(0.05)
        else:
            return emulated, process
    process.kill()
    message = "emulate does not answer"
    raise TimeoutError(message)
