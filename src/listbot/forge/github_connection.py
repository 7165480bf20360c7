"""From addresses and a token to the forge; the only module that imports PyGithub."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from github import Auth, Github

from listbot.forge.github import GithubForge
from listbot.forge.github_api import Api
from listbot.forge.github_pace import Pace
from listbot.forge.remote import Remote

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from listbot.forge.git import Git

API_VERSION = "2022-11-28"
API_URL = "https://api.github.com"
SERVER_URL = "https://github.com"
_TIMEOUT = 20


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a repository is, and the token that opens it.

    *name* is `owner/name`; *api_url* and *server_url* are what the runner calls
    GITHUB_API_URL and GITHUB_SERVER_URL; *base_branch* is the default one if empty.
    """

    name: str
    token: str = field(repr=False)
    api_url: str = API_URL
    server_url: str = SERVER_URL
    base_branch: str = ""


def connect(
    place: Place,
    git: Git,
    *,
    now: Callable[[], datetime],
    wait: Callable[[float], None],
) -> GithubForge:
    """Return the forge of the repository at *place*, *git* being a clone of it.

    *now* and *wait* are the clock.
    """
    client = Github(
        base_url=place.api_url,
        auth=Auth.Token(place.token),
        api_version=API_VERSION,
        user_agent="listbot",
        timeout=_TIMEOUT,
        # When to wait and to repeat is ours to say.
        retry=None,
        seconds_between_requests=None,
        seconds_between_writes=None,
        lazy=True,
    )
    api = Api(client.requester, place.name, Pace(now, wait))
    url = f"{place.server_url}/{place.name}.git"
    remote = Remote(git, url, place.base_branch, place.token)
    return GithubForge(remote, api, f"{place.server_url}/{place.name}")
