"""The doors to the world: where registries are, who we say we are, who is let pass.

A value made by the roof, which alone reads the environment.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from listbot import __version__
from listbot.web.guard import Guard

USER_AGENT = f"listbot/{__version__} (+https://github.com/listbot/listbot)"

# Where systems keep the authorities that their users trust, the commonest first.
_SYSTEM_AUTHORITIES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/ssl/cert.pem",
)


@dataclass(frozen=True, kw_only=True)
class Doors:
    """Base addresses are trusted configuration, without a closing slash.

    *github_token* needs no rights at all: it is only ever sent to *github_graphql* and
    *github_api*. *contact* is the mail address that registries may write to.
    *allowed* are networks that the address guard lets pass; *name_server* takes the
    place of the machine's own; *authorities* is a file of certificates.
    """

    user_agent: str = USER_AGENT
    name_server: str | None = None
    allowed: tuple[str, ...] = ()
    authorities: str | None = None
    doi: str = "https://doi.org"
    datacite: str = "https://api.datacite.org"
    arxiv: str = "https://export.arxiv.org"
    crossref: str = "https://api.crossref.org"
    huggingface: str = "https://huggingface.co"
    wayback: str = "https://archive.org"
    biorxiv: str = "https://api.biorxiv.org"
    github_api: str = "https://api.github.com"
    github_graphql: str = "https://api.github.com/graphql"
    github_token: str | None = field(default=None, repr=False)
    contact: str = ""

    @property
    def guard(self) -> Guard:
        """The address guard, with the networks that are allowed by hand."""
        return Guard.letting(self.allowed)


def system_authorities() -> str:
    """Return the file of certificate authorities that this machine trusts.

    What comes with Python where the system has none in a usual place.
    """
    for path in _SYSTEM_AUTHORITIES:
        if Path(path).is_file():
            return path
    import ssl  # noqa: PLC0415 - seldom needed

    import certifi  # noqa: PLC0415 - always there with requests

    return ssl.get_default_verify_paths().cafile or certifi.where()
