"""Waiting for print: ask what became of preprints, and send in what was published."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from listbot.forge import openings
from listbot.jobs import carrying, intake, journal_refs, publications
from listbot.jobs.publications import LABELS, Sent
from listbot.web.metadata import publishing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from listbot.catalog.config import Config
    from listbot.catalog.facts import Ask
    from listbot.catalog.link_verdict import LinkVerdict
    from listbot.forge.github import GithubForge
    from listbot.forge.local import LocalForge
    from listbot.jobs.loading import ListFiles
    from listbot.web.doors import Doors


def look(files: ListFiles, said: Iterable[str], doors: Doors) -> Sent:
    """Ask about every preprint on the list; nothing is sent in yet."""
    return publications.publications(
        files.catalog,
        files.config,
        lambda papers: publishing.arxiv_facts(papers, doors),
        lambda dois: publishing.doi_facts(dois, doors),
        said,
    )


def send(  # noqa: PLR0913 - what intake needs
    sent: Sent,
    config: Config,
    forge: LocalForge | GithubForge,
    *,
    today: date,
    look: Callable[[Sequence[str]], Sequence[LinkVerdict]],
    ask: Ask,
) -> Sent:
    """Open an issue for what was published, and answer it as any other.

    GitHub starts no workflow for issues that a workflow has opened.
    """
    issues: list[int] = []
    sure = [one for one in sent.named if one.venue]
    written = (
        *publications.submissions(sent.published, config),
        *(journal_refs.submission(one, config) for one in sure),
    )
    for title, body in written:
        submission = openings.open_issue(forge, title, body, LABELS)
        if submission is None:
            continue
        plan, ground = intake.plan_intake(
            submission, forge, today=today, look=look, ask=ask
        )
        carrying.carry_out(plan, forge, ground)
        issues.append(submission.issue)
    return replace(sent, issues=tuple(issues))
