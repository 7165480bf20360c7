"""What a maintainer is told when a repository was set up, and what is left to do."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from listbot.catalog.wording import counted
from listbot.jobs import adoption_report
from listbot.text import adoption as texts
from listbot.text import workflows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from listbot.jobs.adopt import Adoption
    from listbot.jobs.adoption_proposal import Begun
    from listbot.jobs.init import Setup
    from listbot.text.workflows import Release

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
_KEPT = """\
{path} was there already and stays as it is. For listbot's own,
rename it and run `listbot init` again.
"""
_LOOK = (
    "1. Look through listbot.yml: title, sections, what the form asks. Then put it on"
)
_PUSH = """\
git add {folders}
git commit -m "Keep this list with listbot"
git push
"""
_TWO_WAYS = """\
   GitHub, in one of two ways. Either as it lies here:
{push}
   Or as a pull request of {commits},
   with the questions that only you can answer. What was written here would be in the
   way of it later, so put that aside first. (Without gh, the page of your repository
   offers the pull request after the push; the text is in the file named last.)
{pull}
"""
_PULL = """\
git stash --include-untracked
git push origin {branch}
gh pr create {words}
"""
_SETTINGS = """\
2. On the page of your repository on github.com: Settings, then Actions, then General.
   Scroll to “Workflow permissions”, tick “Allow GitHub Actions to create and approve
   pull requests”, press Save. GitHub leaves this off; without it listbot can answer on
   issues, but not open a pull request. (Where the box cannot be ticked, an owner of
   the organization has to tick it first, in the organization's settings.)
3. Try it: Issues, New issue, the form for a new {noun}. An answer stands there within a
   minute or so.
"""


def lines(
    setup: Setup, release: Release, begun: Begun | None = None, *, dry: bool = False
) -> list[str]:
    """Say what was written, what was understood, and what no file can set."""
    if dry:
        return [*_written(setup.files, "would write"), *_kept(setup)]
    return [
        *_written(setup.files, "wrote"),
        *_kept(setup),
        *(_understood(setup.adoption, begun) if setup.adoption else ()),
        "",
        "Three steps are left that no file can take:",
        "",
        *_first_step(setup.files, begun),
        *_SETTINGS.format(noun=setup.noun).splitlines(),
        *([] if release.commit else _pinning(release)),
    ]


def _written(files: Mapping[str, str], did: str) -> Iterator[str]:
    yield from (f"{did} {path}" for path in files if not _is_entry(path))
    if entries := sum(map(_is_entry, files)):
        yield f"{did} {counted(entries, 'file')} under entries/"


def _is_entry(path: str) -> bool:
    return path.startswith("entries/")


def _kept(setup: Setup) -> Iterator[str]:
    for path in setup.kept:
        yield from ("", *_KEPT.format(path=path).splitlines())


def _understood(adoption: Adoption, begun: Begun | None) -> Iterator[str]:
    reports = adoption_report.reports(adoption)
    yield from ("", *texts.summary(reports))
    if begun:
        yield f"All of it, section by section: {begun.text}"
    pages = adoption.pages
    text = _TAKEN_OVER if len(pages) == 1 else _SEVERAL_TAKEN_OVER
    yield from ("", *text.format(page=pages[0], count=len(pages)).splitlines())


def _first_step(files: Mapping[str, str], begun: Begun | None) -> list[str]:
    push = _indented(_PUSH.format(folders=_folders(files)), 2 if begun else 1)
    if begun is None:
        return [_LOOK + " GitHub:", *push]
    proposal = begun.proposal
    words = ("--head", proposal.branch, "--title", proposal.title, "--body-file")
    pull = _PULL.format(
        branch=proposal.branch, words=shlex.join([*words, str(begun.text)])
    )
    several = len(proposal.commits) > 1
    told = _TWO_WAYS.format(
        push="\n".join(push),
        commits="two commits (markers, then repairs)" if several else "one commit",
        pull="\n".join(_indented(pull, 2)),
    )
    return [_LOOK, *told.splitlines()]


def _indented(text: str, steps: int) -> list[str]:
    return [f"{'   ' * steps}{line}" for line in text.splitlines()]


def _folders(written: Mapping[str, str]) -> str:
    """Name what was written as briefly as `git add` takes it."""
    return shlex.join(dict.fromkeys(path.partition("/")[0] for path in written))


def _pinning(release: Release) -> list[str]:
    tag = f"v{release.version}"
    return [
        "",
        f"The workflows name listbot by its tag {tag}. A commit is safer, because",
        "a tag can be moved. This shows it; put its 40 characters behind the @:",
        f"   git ls-remote https://github.com/{workflows.REPOSITORY} {tag}",
    ]
