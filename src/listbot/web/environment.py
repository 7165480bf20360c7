"""The doors to the world as environment variables name them. No I/O."""

from __future__ import annotations

import re
from ipaddress import ip_network
from typing import TYPE_CHECKING

from listbot.catalog import addresses
from listbot.catalog.errors import ListbotError
from listbot.web.doors import USER_AGENT, Doors

if TYPE_CHECKING:
    from collections.abc import Mapping

_BASE_BY_VARIABLE = {
    "LISTBOT_DOI_URL": "doi",
    "LISTBOT_CROSSREF_URL": "crossref",
    "LISTBOT_DATACITE_URL": "datacite",
    "LISTBOT_ARXIV_URL": "arxiv",
    "LISTBOT_HF_URL": "huggingface",
    "LISTBOT_BIORXIV_URL": "biorxiv",
    "LISTBOT_WAYBACK_URL": "wayback",
    "GITHUB_API_URL": "github_api",
    "GITHUB_GRAPHQL_URL": "github_graphql",
}
_ALLOW = "LISTBOT_ALLOW_ADDRESSES"
_MAIL_ADDRESS = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+")
_PUBLIC_GITHUB = "https://github.com"


def doors_named(environ: Mapping[str, str], *, contact: str | None = None) -> Doors:
    """Return the doors that *environ* names; what it does not name is the real one.

    *contact* is a mail address for those who are asked too much. Raises ListbotError
    for an address or a network that is none, and inside of Actions for a network that
    is not the machine's own.
    """
    bases = {
        name: _base(variable, environ[variable])
        for variable, name in _BASE_BY_VARIABLE.items()
        if environ.get(variable)
    }
    token = environ.get("GITHUB_TOKEN") or None
    if _is_of_another_github(environ):
        # It says nothing about repositories on github.com.
        bases.pop("github_graphql", None)
        bases.pop("github_api", None)
        token = None
    return Doors(
        **bases,
        github_token=token,
        name_server=environ.get("LISTBOT_DNS") or None,
        allowed=_networks(environ),
        authorities=environ.get("SSL_CERT_FILE") or None,
        user_agent=_user_agent(contact),
        contact=contact if contact and _MAIL_ADDRESS.fullmatch(contact) else "",
    )


def warning(environ: Mapping[str, str]) -> str | None:
    """Return what has to be said about the address guard, if it lets more pass."""
    allowed = _networks(environ)
    if not allowed:
        return None
    return (
        f"{_ALLOW} is set: links may lead to {', '.join(allowed)}, which is not "
        "public. This is for tests only."
    )


def _networks(environ: Mapping[str, str]) -> tuple[str, ...]:
    written = [part.strip() for part in environ.get(_ALLOW, "").split(",")]
    in_actions = environ.get("GITHUB_ACTIONS") == "true"
    for network in filter(None, written):
        try:
            is_loopback = ip_network(network).is_loopback
        except ValueError:
            message = f"{_ALLOW}: {network} is no network. Write 127.0.0.0/8 or ::1."
            raise ListbotError(message) from None
        if in_actions and not is_loopback:
            message = (
                f"{_ALLOW}: {network} is not the runner's own. Inside GitHub Actions "
                "only 127.0.0.0/8 and ::1 may be let pass; take the others out."
            )
            raise ListbotError(message)
    return tuple(filter(None, written))


def _base(variable: str, written: str) -> str:
    try:
        addresses.read_address(written)
    except ValueError as error:
        message = f"{variable}: {error} Write the base address, https://host/path."
        raise ListbotError(message) from None
    return written.strip().rstrip("/")


def _is_of_another_github(environ: Mapping[str, str]) -> bool:
    """Say whether the token at hand is that of a GitHub other than github.com."""
    server = addresses.parse(environ.get("GITHUB_SERVER_URL") or _PUBLIC_GITHUB)
    named = addresses.parse(environ.get("GITHUB_GRAPHQL_URL", ""))
    if server is None or server.host == "github.com":
        return False
    # A GraphQL address that is not the server's own is meant for links.
    return named is None or (named.host, named.port) == (server.host, server.port)


def _user_agent(contact: str | None) -> str:
    safe = (
        contact and contact.isascii() and contact.isprintable() and " " not in contact
    )
    return f"{USER_AGENT[:-1]}; mailto:{contact})" if safe else USER_AGENT
