"""The world around one command: the only reader of the environment and the clock.

Everything below the roof gets what it needs from here as parameters.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, cast

from listbot.catalog.errors import ListbotError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from listbot.catalog.facts import Ask
    from listbot.catalog.link_verdict import LinkVerdict
    from listbot.forge.github import GithubForge
    from listbot.forge.github_audit import GithubAudit
    from listbot.forge.local import LocalForge
    from listbot.forge.local_audit import LocalAudit
    from listbot.web.doors import Doors

# Together they are what a contributor waits for.
_SECONDS_FOR_LINKS, _SECONDS_FOR_COPIES = 6.0, 3.0

_CONFIG = "listbot.yml"


@dataclass(frozen=True, kw_only=True)
class World:
    """What the options and the environment say, for one run of one command.

    *repo* is the folder of the list, most often the top of the repository; *now* is in
    UTC.
    """

    repo: Path
    forge_name: str
    dry_run: bool
    json: bool
    offline: bool
    verbose: bool
    now: datetime
    environ: Mapping[str, str] = field(repr=False)

    @property
    def options(self) -> tuple[str, ...]:
        """The options that hand this world on to another command."""
        flags = {
            "--dry-run": self.dry_run,
            "--offline": self.offline,
            "--verbose": self.verbose,
        }
        return (
            *(name for name, on in flags.items() if on),
            *("--repo", str(self.repo), "--forge", self.forge_name),
        )

    def look(self) -> Callable[[Sequence[str]], Sequence[LinkVerdict]]:
        """Return the way to ask the web about a few links, within some seconds.

        Nobody is asked yet; with `--offline` nobody ever is.
        """
        from listbot.catalog.link_verdict import LinkVerdict

        if self.offline:
            return lambda urls: [
                LinkVerdict(
                    url=url, verdict="not-checked", why="Nobody was asked (--offline)."
                )
                for url in urls
            ]
        from listbot.web import archive, look

        doors = self.doors()

        def looked(urls: Sequence[str]) -> Sequence[LinkVerdict]:
            seen = look.verdicts_for(urls, doors, deadline=_SECONDS_FOR_LINKS)
            return archive.with_copies(seen, doors, deadline=_SECONDS_FOR_COPIES)

        return looked

    def doors(self, contact: str | None = None, *, tell: bool = True) -> Doors:
        """Return the doors to the web; a guard that lets more pass is told of."""
        from listbot.web import environment

        if tell and (told := environment.warning(self.environ)):
            sys.stderr.write(f"{told}\n")
        return environment.doors_named(self.environ, contact=contact)

    def ask(self) -> Ask:
        """Return the way to ask registries about works; offline it asks nobody."""
        from listbot.catalog.facts import ask_nobody

        if self.offline:
            return ask_nobody
        from listbot.web.metadata import asking

        return lambda queries, contact: asking.ask(
            queries, self.doors(contact, tell=False)
        )

    def kept_file(self, name: str) -> Path | None:
        """Return where this machine keeps a file for the next run; none without git."""
        from listbot.forge.git import Git

        try:
            words = ("rev-parse", "--path-format=absolute", "--git-common-dir")
            folder = Git(folder=self.repo).line(*words)
        except ListbotError:
            return None
        return Path(folder) / "listbot" / name

    def forge(self) -> LocalForge | GithubForge:
        """Return the forge that the options name."""
        if self.forge_name == "github":
            return self._github()
        from listbot.forge.git import Git
        from listbot.forge.local import LocalForge

        return LocalForge(git=Git(folder=self.repo).of_folder(), now=self.now)

    def audit_forge(self, forge: LocalForge | GithubForge) -> LocalAudit | GithubAudit:
        """Return a forge as audits need it."""
        if self.forge_name == "github":
            from listbot.forge.github_audit import GithubAudit

            return GithubAudit(cast("GithubForge", forge))
        from listbot.forge.local_audit import LocalAudit

        return LocalAudit(cast("LocalForge", forge))

    def _github(self) -> GithubForge:
        from listbot.forge.git import Git
        from listbot.forge.github_connection import API_URL, SERVER_URL, Place, connect

        token = self.environ.get("GITHUB_TOKEN", "")
        name = self.environ.get("GITHUB_REPOSITORY", "")
        if not token or name.count("/") != 1:
            message = (
                "--forge github needs GITHUB_TOKEN and GITHUB_REPOSITORY (owner/name) "
                "in the environment. In a workflow, pass the first under `env:`."
            )
            raise ListbotError(message)
        place = Place(
            name=name,
            token=token,
            api_url=self.environ.get("GITHUB_API_URL") or API_URL,
            server_url=self.environ.get("GITHUB_SERVER_URL") or SERVER_URL,
        )
        git = Git(folder=self.repo).of_folder()
        return connect(place, git, now=lambda: datetime.now(UTC), wait=time.sleep)


def read_world(  # noqa: PLR0913 - one parameter for each option every command takes
    *,
    repo: Path | None,
    forge: str | None,
    dry_run: bool,
    json: bool,
    now: str | None,
    offline: bool,
    verbose: bool,
) -> World:
    """Put options and environment together; an option wins over the environment.

    Raises ListbotError for an instant, a folder or a forge that cannot be.
    """
    environ = dict(os.environ)
    in_actions = environ.get("GITHUB_ACTIONS") == "true" and environ.get("GITHUB_TOKEN")
    name = forge or ("github" if in_actions else "local")
    if name not in {"local", "github"}:
        message = f"--forge {name}: there are two forges, local and github."
        raise ListbotError(message)
    return World(
        repo=_top(None) / _place(environ) if repo is None else _top(repo),
        forge_name=name,
        dry_run=dry_run,
        json=json,
        offline=offline,
        verbose=verbose,
        now=_instant(now),
        environ=environ,
    )


def _top(repo: Path | None) -> Path:
    """Return the top of the work tree that *repo* (default: here) lies in.

    A folder outside of any repository stands for itself.
    """
    folder = repo or Path.cwd()
    if not folder.is_dir():
        message = f"--repo {folder}: there is no such folder."
        raise ListbotError(message)
    asked = subprocess.run(  # noqa: S603 - our own words
        ["git", "-C", str(folder), "rev-parse", "--show-toplevel"],  # noqa: S607 - PATH
        capture_output=True,
        text=True,
        check=False,
    )
    inside = asked.returncode == 0 and repo is None
    return Path(asked.stdout.rstrip("\n")) if inside else folder.resolve()


def _place(environ: Mapping[str, str]) -> str:
    """Return the folder LISTBOT_CONFIG says the list lies in, seen from the top."""
    config = PurePosixPath(environ.get("LISTBOT_CONFIG") or _CONFIG)
    place = str(config.parent)
    inside = not config.is_absolute() and ".." not in config.parts
    if config.name != _CONFIG or not inside or not (_top(None) / place).is_dir():
        message = (
            f"LISTBOT_CONFIG: {config} is no configuration of a list here. Name the "
            f"{_CONFIG} of the list, such as lists/tools/{_CONFIG}."
        )
        raise ListbotError(message)
    return "" if place == "." else place


def _instant(now: str | None) -> datetime:
    if now is None:
        return datetime.now(UTC)
    try:
        instant = datetime.fromisoformat(now)
    except ValueError:
        message = f"--now {now}: write the instant as 2026-11-23T12:00:00Z."
        raise ListbotError(message) from None
    return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant
