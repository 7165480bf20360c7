"""The repository on a server, read with git alone: that costs no call of any API.

Base and all proposals come in one fetch into refs of our own (`refs/listbot/…`); the
branches of the clone are not touched.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from listbot.catalog.errors import ListbotError, OutageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from listbot.forge.git import Git

_BASE = "refs/listbot/base"
_HEADS = "refs/listbot/heads/"
_OURS = "listbot/"
# What git says when trying again is no use; anything else may pass.
_FINAL = ("Authentication failed", "not found", "error: 40", "could not read Username")


@dataclass(frozen=True)
class Remote:
    """What the server at *url* holds; fetched once, on first use.

    *base_branch* is the branch that proposals are made for; empty for the default one.
    """

    git: Git
    url: str
    base_branch: str = ""
    secret: str = field(default="", repr=False)

    @cached_property
    def base(self) -> str:
        """The newest commit of the base branch."""
        found = self._fetched.commit_of(_BASE)
        if found is None:
            message = (
                f"{self.url} has no commit yet. Push listbot.yml and README.md first: "
                "proposals start from there."
            )
            raise ListbotError(message)
        return found

    @cached_property
    def head_by_branch(self) -> Mapping[str, str]:
        """The newest commit of every branch of listbot's."""
        words = ("for-each-ref", "--format=%(objectname) %(refname)", _HEADS)
        rows = self._fetched.run(*words).decode().splitlines()
        pairs = (row.partition(" ") for row in rows)
        return {name.removeprefix(_HEADS): commit for commit, _, name in pairs}

    @cached_property
    def base_name(self) -> str:
        """The name of the base branch."""
        if self.base_branch:
            return self.base_branch
        rows = self._ask("ls-remote", "--symref", self.url, "HEAD").splitlines()
        for row in rows:
            if row.startswith("ref: refs/heads/"):
                return row.split("\t")[0].removeprefix("ref: refs/heads/")
        return "main"

    @cached_property
    def _fetched(self) -> Git:
        """The clone, once it knows what the server holds."""
        base = f"refs/heads/{self.base_branch}" if self.base_branch else "HEAD"
        shallow = self.git.line("rev-parse", "--is-shallow-repository") == "true"
        self._ask(
            "fetch",
            "--quiet",
            "--no-tags",
            "--prune",
            "--no-write-fetch-head",
            *(["--unshallow"] if shallow else []),
            self.url,
            f"+{base}:{_BASE}",
            f"+refs/heads/{_OURS}*:{_HEADS}{_OURS}*",
        )
        return self.git

    def _ask(self, *words: str) -> str:
        """Run git against the server.

        Raises OutageError where the same may work later, ListbotError elsewhere.
        """
        settings = {**self.git.settings, **authorization(self.url, self.secret)}
        try:
            return replace(self.git, settings=settings).run(*words).decode()
        except ListbotError as error:
            if not any(final in str(error) for final in _FINAL):
                raise OutageError(str(error)) from None
            message = (
                f"{self.url} does not open with this token. Check GITHUB_REPOSITORY, "
                "and that the job has the permission `contents: read` or more."
            )
            raise ListbotError(message) from None


def authorization(url: str, secret: str) -> dict[str, str]:
    """Return the environment that lets git show a token to *url*, and to nobody else.

    What a checkout may have left in the clone's settings is put out of force: GitHub
    refuses two authorizations at once.
    """
    if not secret:
        return {}
    shown = base64.b64encode(f"x-access-token:{secret}".encode()).decode()
    key = f"http.{url}.extraheader"
    host = "/".join(url.split("/")[:3]) + "/"
    pairs = [
        (f"http.{host}.extraheader", ""),
        (key, ""),
        (key, f"Authorization: Basic {shown}"),
    ]
    settings = {"GIT_CONFIG_COUNT": str(len(pairs))}
    for number, (name, value) in enumerate(pairs):
        settings[f"GIT_CONFIG_KEY_{number}"] = name
        settings[f"GIT_CONFIG_VALUE_{number}"] = value
    return settings
