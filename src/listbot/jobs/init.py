"""Init: what a repository needs to be kept by listbot."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING

from listbot.catalog import config_reader
from listbot.catalog.errors import ListbotError
from listbot.forge.git import Git
from listbot.jobs import (
    adopt,
    adopting_files,
    adoption_proposal,
    beginning,
    build,
    loading,
)
from listbot.text import first_pages, workflows

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from listbot.catalog.config import Config
    from listbot.forge.protocol import Snapshot
    from listbot.jobs.adopt import Adoption
    from listbot.jobs.adopting_files import Page
    from listbot.jobs.adoption_proposal import Begun
    from listbot.text.workflows import Release


@dataclass(frozen=True, kw_only=True)
class Setup:
    """What is to be written by path, what is not, and the list that is taken over.

    *kept* are files of people where one of ours belongs.
    """

    files: Mapping[str, str]
    kept: tuple[str, ...] = ()
    adoption: Adoption | None = None
    noun: str = "entry"


def files(snapshot: Snapshot, release: Release) -> dict[str, str]:
    """Return what is to be written by path; see `plan_setup`."""
    return dict(plan_setup(snapshot, release).files)


def plan_setup(snapshot: Snapshot, release: Release, *, folder: str = "") -> Setup:
    """Decide what is to be written; files that are there already stay.

    A README with entries is taken over, or the files that it is an index of; one
    without them gets a place for them, and where there is none a new one is begun,
    called after the *folder*. A list that is set up gets what it lacks. The workflows
    run *release* of listbot. Raises ListbotError when nothing is lacking.
    """
    present = snapshot.texts([loading.CONFIG])
    page = None if present else adopting_files.first_page(snapshot)
    adoption = _adoption(snapshot, page) if page else None
    if present:
        config = loading.load_config(snapshot)
        begun = _missing_readme(snapshot, config)
    else:
        begun = dict(adoption.files) if adoption else _first_list(page, folder)
        config = config_reader.read_config(begun[loading.CONFIG], file=loading.CONFIG)
    around = build.forms(config) | workflows.workflows(release)
    there = snapshot.texts(list(around))
    missing = {path: text for path, text in around.items() if path not in there}
    if present and not (missing or begun):
        message = (
            f"{loading.CONFIG} is there already; nothing was changed. "
            "Run `listbot check` to see how things stand."
        )
        raise ListbotError(message, file=loading.CONFIG)
    kept = tuple(path for path in there if there[path] != around[path])
    return Setup(
        files={**begun, **missing},
        kept=() if present else kept,
        adoption=adoption,
        noun=config.noun,
    )


def begin_proposal(repo: Path, setup: Setup, now: datetime) -> Begun | None:
    """Put a setup on a branch, in two commits, where a list was taken over.

    None without a list, and in a folder that git knows nothing of.
    """
    if setup.adoption is None or not (repo / ".git").exists():
        return None
    around = {k: v for k, v in setup.files.items() if k.startswith(".github/")}
    return adoption_proposal.begin(Git(folder=repo), setup.adoption, around, now)


def _adoption(snapshot: Snapshot, page: Page) -> Adoption | None:
    """Take README over, or what it is an index of; None where nothing is listed yet."""
    if adopting_files.is_without_a_list(page):
        return None
    leads_away = adopting_files.is_index(snapshot, page)
    whole = posixpath.dirname(page.path) or "."
    return adopt.plan_adoption(snapshot, whole if leads_away else page.path)


def _missing_readme(snapshot: Snapshot, config: Config) -> dict[str, str]:
    """Write the README of a list that is set up, where it is gone."""
    if snapshot.texts([config.readme]):
        return {}
    page = {config.readme: first_pages.empty_readme(config)}
    listing = loading.load(snapshot)
    made = listing.with_prose({**listing.pages, **page}).rendered()
    return {config.readme: made[config.readme]}


def _first_list(page: Page | None, folder: str) -> dict[str, str]:
    """Begin a list, behind what people wrote into README, if they did."""
    title = beginning.title_of(folder)
    if page is None:
        return beginning.first_list(title=title)
    title = page.reading.title or title
    return beginning.first_list(readme=page.path, text=page.text, title=title)
