"""Who may give which command on an issue, and what those are told who may not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from listbot.catalog.wording import did_you_mean, listed, quoted
from listbot.forge.protocol import ROLES

if TYPE_CHECKING:
    from collections.abc import Mapping


# What somebody has to be here for a command; authors may `/recheck` their own.
_NEEDED: Mapping[str, str] = {
    "recheck": "triage",
    "accept": "maintain",
    "section": "triage",
    "reject": "triage",
    "help": "none",
}
_USAGE: Mapping[str, str] = {
    "recheck": "/recheck: have the submission looked at again",
    "accept": "/accept CODE reason: let a warning, a duplicate or a dead link pass",
    "section": "/section NAME: put it into another section",
    "reject": "/reject reason: close the submission",
    "help": "/help: see what you may do",
}


def is_command(name: str) -> bool:
    """Say whether there is a command of this name."""
    return name in _NEEDED


def may(name: str, role: str, *, own: bool) -> bool:
    """Say whether a role may give a command; *own* is the issue of who gives it."""
    return has(role, _NEEDED[name]) or (own and name == "recheck")


def has(role: str, needed: str) -> bool:
    """Say whether a role comes up to another; one that GitHub does not know is none."""
    known = role if role in ROLES else ROLES[0]
    return ROLES.index(known) >= ROLES.index(needed)


def unknown(name: str) -> str:
    """Tell somebody that there is no such command, and which was perhaps meant."""
    said = [f"There is no command {quoted(f'/{name}')}.", did_you_mean(name, _NEEDED)]
    said.append("With /help you see what you may do.")
    return " ".join(filter(None, said))


def forbidden(name: str, role: str) -> str:
    """Tell somebody with a role which ones the command takes."""
    able = ROLES[ROLES.index(_NEEDED[name]) :]
    return (
        f"That is for people with the role {listed(able)} in this repository, and "
        f"yours is {role}. Ask one of the maintainers."
    )


def usage(role: str, *, own: bool) -> str:
    """Tell somebody with a role which commands they may give."""
    able = [text for name, text in _USAGE.items() if may(name, role, own=own)]
    return f"You may write, at the start of a line: {'; '.join(able)}."
