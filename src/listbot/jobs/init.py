"""Init: what a repository needs to be kept by listbot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from listbot.catalog import config_reader
from listbot.catalog.errors import ListbotError
from listbot.forge.git import Git
from listbot.jobs import adopt, adopting_files, adoption_proposal, build, loading
from listbot.text import first_pages, workflows

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from listbot.forge.protocol import Snapshot
    from listbot.jobs.adopt import Adoption
    from listbot.jobs.adoption_proposal import Begun
    from listbot.text.workflows import Release

_README = "README.md"
_CONFIG = """\
# What this list is. Every setting: docs/configuration.md of listbot.
title: An awesome list
noun: entry
order: date          # date, -date (newest first), title, as-imported
numbering: none      # continuous, per-section, none
style: line          # card, line, table, link, or the path of a template
sections:
  - First section
  - Second section
fields:
  description: {type: text, label: Description, help: "One sentence, with a full stop."}
links:
  Link: {required: true}
"""


_TAKEN_OVER = """\
{page} got markers around what listbot will write from now on, and is otherwise as
it was: `git diff {page}` shows it. What could be mended in it is a step of its own,
for later: `listbot adopt {page} --repair --dry-run`.
"""
_SEVERAL_TAKEN_OVER = """\
{count} files got markers around what listbot will write from now on, and are otherwise
as they were: `git diff` shows it. What could be mended in them is a step of its own,
for later: `listbot adopt . --repair --dry-run`.
"""
_STEPS = """\
Three steps are left that no file can take:

1. Look through listbot.yml: title, sections, what the form asks. Then put it on GitHub:
   git add {folders}
   git commit -m "Keep this list with listbot"
   git push
2. On the page of your repository on github.com: Settings, then Actions, then General.
   Scroll to “Workflow permissions”, tick “Allow GitHub Actions to create and approve
   pull requests”, press Save. GitHub leaves this off; without it listbot can answer on
   issues, but not open a pull request. (Where the box cannot be ticked, an owner of
   the organization has to tick it first, in the organization's settings.)
3. Try it: Issues, New issue, the form for a new {noun}. An answer stands there within a
   minute or so.
"""


@dataclass(frozen=True, kw_only=True)
class Setup:
    """What is to be written by path, and the list that is taken over, if one is."""

    files: Mapping[str, str]
    adoption: Adoption | None


def files(snapshot: Snapshot, release: Release) -> dict[str, str]:
    """Return what is to be written by path; see `plan_setup`."""
    return dict(plan_setup(snapshot, release).files)


def plan_setup(snapshot: Snapshot, release: Release) -> Setup:
    """Decide what is to be written; files that are there already stay.

    A README with entries is taken over, or the files that it is an index of; without
    one a new one is begun. The workflows run *release* of listbot. Raises ListbotError
    when the repository is set up already.
    """
    if loading.CONFIG in snapshot.texts([loading.CONFIG]):
        message = (
            f"{loading.CONFIG} is there already; nothing was changed. "
            "Run `listbot check` to see how things stand."
        )
        raise ListbotError(message, file=loading.CONFIG)
    adoption = _adoption(snapshot)
    written = dict(adoption.files) if adoption else _first_list()
    config = config_reader.read_config(written[loading.CONFIG], file=loading.CONFIG)
    around = build.forms(config) | workflows.workflows(release)
    present = snapshot.texts(list(around))
    missing = {path: text for path, text in around.items() if path not in present}
    return Setup(files={**written, **missing}, adoption=adoption)


def begin_proposal(repo: Path, setup: Setup, now: datetime) -> Begun | None:
    """Put a setup on a branch, in two commits, where a list was taken over.

    None without a list, and in a folder that git knows nothing of.
    """
    if setup.adoption is None or not (repo / ".git").exists():
        return None
    around = {k: v for k, v in setup.files.items() if k.startswith(".github/")}
    return adoption_proposal.begin(Git(folder=repo), setup.adoption, around, now)


def next_steps(written: Mapping[str, str], release: Release) -> list[str]:
    """Say what was written, and what no file can set."""
    config = config_reader.read_config(written[loading.CONFIG], file=loading.CONFIG)
    entries = sum(path.startswith("entries/") for path in written)
    lines = [f"wrote {path}" for path in written if not path.startswith("entries/")]
    if entries:
        pages = [path for path in config.files if path in written]
        text = _TAKEN_OVER if len(pages) == 1 else _SEVERAL_TAKEN_OVER
        told = text.format(page=pages[0], count=len(pages)).splitlines()
        lines += [f"wrote {entries} entries", "", *told]
    told = _STEPS.format(noun=config.noun, folders=_folders(written)).splitlines()
    return [*lines, "", *told, *([] if release.commit else _pinning(release))]


def _adoption(snapshot: Snapshot) -> Adoption | None:
    """Take README over, or what it is an index of; None where there is none."""
    if _README not in snapshot.texts([_README]):
        return None
    leads_away = adopting_files.is_index(snapshot, _README)
    return adopt.plan_adoption(snapshot, "." if leads_away else _README)


def _first_list() -> dict[str, str]:
    config = config_reader.read_config(_CONFIG, file=loading.CONFIG)
    written = {loading.CONFIG: _CONFIG, _README: first_pages.empty_readme(config)}
    return written | {_README: _first_readme(written)}


def _folders(written: Mapping[str, str]) -> str:
    """Name what was written as briefly as `git add` takes it."""
    return " ".join(dict.fromkeys(path.partition("/")[0] for path in written))


def _pinning(release: Release) -> list[str]:
    tag = f"v{release.version}"
    return [
        "",
        f"The workflows name listbot by its tag {tag}. A commit is safer, because",
        "a tag can be moved. This shows it; put its 40 characters behind the @:",
        f"   git ls-remote https://github.com/{workflows.REPOSITORY} {tag}",
    ]


def _first_readme(written: Mapping[str, str]) -> str:
    config = config_reader.read_config(written[loading.CONFIG], file=loading.CONFIG)
    listing = loading.ListFiles(
        commit="",
        config=config,
        catalog=loading.empty(config),
        findings=(),
        entry_texts={},
        pages={config.readme: written[_README]},
        templates={},
        config_text=written[loading.CONFIG],
    )
    return listing.rendered()[config.readme]
