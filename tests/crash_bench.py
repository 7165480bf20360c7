"""What the sweeps of faults and of schedules stand on: a fake GitHub and its clone."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fake_github import ACTIONS_BOT, ACTIONS_TOKEN, ALL_RIGHTS, FakeGitHub
from listbot.forge.git import Git
from listbot.forge.github_connection import Place, connect
from listbot.forge.remote import Remote

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from listbot.forge.github import GithubForge

OTHER_TOKEN = "ghs_other"  # noqa: S105 - opens nothing but the fake
_UNCHANGING = frozenset({"merge-base", "diff", "log", "ls-tree", "cat-file"})
_LASTING = ("^{tree}", "--is-shallow-repository")
_answers: dict[object, bytes] = {}
_trees: dict[object, str] = {}


@dataclass(frozen=True, kw_only=True, slots=True)
class PatientGit(Git):
    """Git that is asked once for what cannot change: thousands of runs ask the same."""

    def run(
        self,
        *words: str,
        stdin: bytes = b"",
        extra: Mapping[str, str] | None = None,
        accept: Collection[int] = (0,),
    ) -> bytes:
        """Run one git command, or answer as it did before."""
        lasting = words[0] in _UNCHANGING or words[-1].endswith(_LASTING)
        if not lasting:
            return Git.run(self, *words, stdin=stdin, extra=extra, accept=accept)
        key = (self.folder, words, stdin)
        if key not in _answers:
            _answers[key] = Git.run(
                self, *words, stdin=stdin, extra=extra, accept=accept
            )
        return _answers[key]

    def write_tree(
        self, base: str, files: Mapping[str, str], deleted: Collection[str]
    ) -> str:
        """Write a tree, once for the same files."""
        key = (self.folder, base, tuple(files.items()), tuple(deleted))
        if key not in _trees:
            _trees[key] = Git.write_tree(self, base, files, deleted)
        return _trees[key]


@dataclass
class Bench:
    """A fake GitHub and a clone of its repository."""

    github: FakeGitHub
    clone: Path

    def forge(self, token: str = ACTIONS_TOKEN) -> GithubForge:
        """Return what a new run works with; git reads the files without HTTP."""
        github = self.github
        place = Place(
            name=github.full_name,
            token=token,
            api_url=github.root,
            server_url=github.root,
        )
        git = PatientGit(folder=self.clone)
        forge = connect(place, git, now=github.clock.now, wait=github.clock.sleep)
        return replace(forge, remote=Remote(git, str(github.git.path), "main"))


def bench_of(github: FakeGitHub, folder: Path) -> Bench:
    """Return a bench around *github*, with a second token of the same workflow."""
    clone = folder / "clone"
    words = ["git", "clone", "-q", str(github.git.path), str(clone)]
    subprocess.run(words, check=True)
    github.token(
        ACTIONS_BOT, secret=OTHER_TOKEN, rights=ALL_RIGHTS, kind="app", hourly=1000
    )
    return Bench(github, clone)
