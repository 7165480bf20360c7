"""The first proposal on a list: markers in one commit, repairs in the next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from listbot.catalog.wording import listed
from listbot.forge import folder
from listbot.forge.git import Author
from listbot.forge.git_import import NewCommit, begin_branch
from listbot.forge.history import CommitSnapshot
from listbot.jobs import adopt, adoption_report
from listbot.text import adoption as texts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from listbot.forge.git import Git
    from listbot.jobs.adopt import Adoption

BRANCH = "listbot/adopt"
_FEW = 3
_TEXT = "listbot/adopt.md"
_FIRST = """\
Take {readme} over: markers around its entries

Every entry becomes a file. {readme} gets marker lines and is otherwise as it was.
"""
_SECOND = """\
Mend what nobody has to decide

{mended}
"""


@dataclass(frozen=True, kw_only=True)
class AdoptionProposal:
    """A branch of one or two commits, and the text of its pull request."""

    title: str
    body: str
    commits: tuple[NewCommit, ...]
    branch: str = BRANCH


def plan_proposal(first: Adoption, around: Mapping[str, str]) -> AdoptionProposal:
    """Decide the commits that take a list over; nothing is done yet.

    *around* are the files beside the list (forms, workflows); they come with the first
    commit. The second mends what is damaged; without damage there is none.
    """
    mended = adopt.mended(first)
    told = replace(first, tidied=mended.tidied, contents_marked=mended.contents_marked)
    reports = adoption_report.reports(told)
    names = listed(first.pages, last="and") if len(first.pages) <= _FEW else "the list"
    begun = {**first.files, **around}
    changed = {
        path: text for path, text in mended.files.items() if begun.get(path) != text
    }
    gone = tuple(sorted(set(first.files) - set(mended.files)))
    commits = [NewCommit(message=_FIRST.format(readme=names), files=begun)]
    if changed or gone:
        mendings = dict.fromkeys(
            each.what for report in reports for each in report.mendings
        )
        mended_in_words = "\n".join(f"- {what}" for what in mendings)
        commits.append(
            NewCommit(
                message=_SECOND.format(mended=mended_in_words),
                files=changed,
                deleted=gone,
            )
        )
    return AdoptionProposal(
        title=f"Keep {names} with listbot",
        body=texts.body(
            reports, kept_then=mended.kept_as_written if len(commits) > 1 else None
        ),
        commits=tuple(commits),
    )


@dataclass(frozen=True, kw_only=True)
class Begun:
    """A proposal that stands on its branch, and the file with its text."""

    proposal: AdoptionProposal
    text: Path


def begin(
    git: Git, adoption: Adoption, around: Mapping[str, str], now: datetime
) -> Begun | None:
    """Write the proposal on its branch; None where nothing is committed to build on.

    What was committed last is taken over, where it is not what *adoption* has read.
    The folder and the branch that is checked out stay as they are. Raises ListbotError
    when there is a branch of that name which says something else.
    """
    base = git.commit_of("HEAD")
    if base is None:
        return None
    snapshot = CommitSnapshot(git, base)
    committed = snapshot.texts(adoption.pages)
    if len(committed) < len(adoption.pages):
        return None
    if any(committed[each.path] != each.text for each in adoption.binding.volumes):
        named = dict.fromkeys((adoption.config.readme, *adoption.pages))
        adoption = adopt.plan_adoption(snapshot, *named)
    proposal = plan_proposal(adoption, around)
    author = Author(name="listbot", email="listbot@localhost", when=now)
    begin_branch(git, proposal.branch, base, proposal.commits, author)
    text = Path(git.line("rev-parse", "--absolute-git-dir")) / _TEXT
    folder.write_file(text, proposal.body)
    return Begun(proposal=proposal, text=text)
