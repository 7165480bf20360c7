"""Where this listbot comes from, so that the workflows it writes can name it."""

from __future__ import annotations

import json
from importlib import metadata
from pathlib import Path

from listbot import __version__
from listbot.catalog.errors import ListbotError
from listbot.forge.git import Git
from listbot.text.workflows import Release


def release() -> Release:
    """Return this listbot's version and, where its installation tells, its commit.

    `pip install git+…` notes the commit; a copy of our repository has it checked out.
    """
    return Release(version=__version__, commit=_noted_commit() or _checked_out())


def _noted_commit() -> str | None:
    """Return the commit that pip wrote down (PEP 610), if it did."""
    try:
        noted = metadata.distribution("listbot").read_text("direct_url.json")
    except metadata.PackageNotFoundError:
        return None
    commit = json.loads(noted or "{}").get("vcs_info", {}).get("commit_id")
    return str(commit) if commit else None


def _checked_out() -> str | None:
    """Return the commit of the repository that these very files lie in, if one."""
    top = Path(__file__).resolve().parents[2]
    if not (top / "action.yml").is_file():
        return None
    try:
        return Git(folder=top).commit_of("HEAD")
    except ListbotError:
        return None
