"""Parting: a submission that is done with, because it was merged, refused or closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from listbot.catalog import order
from listbot.catalog.plan import Labels, Plan
from listbot.text import contents, markdown, partings
from listbot.text.replies import place_on_list

if TYPE_CHECKING:
    from collections.abc import Callable

    from listbot.catalog.model import Entry
    from listbot.forge.protocol import Submission
    from listbot.jobs.hearing import Heard
    from listbot.jobs.loading import ListFiles


ALL_LABELS = (
    "listbot:duplicate",
    "listbot:in-review",
    "listbot:needs-changes",
    "listbot:retry",
)


def plan_parting(
    submission: Submission, heard: Heard, files: ListFiles, page: Callable[..., str]
) -> Plan | None:
    """Say farewell where there is nothing left to propose; None where there is.

    An issue that listbot never answered is none of its business; one that was opened
    again after its merge is somebody else's to judge.
    """
    known, pull = heard.memory, submission.pull
    merged = entry_of(submission.issue, files)
    if merged is not None or (pull is not None and pull.state == "merged"):
        if known.outcome == "merged":
            return Plan(issue=submission.issue, outcome="ignored")
        return plan_merged(submission, merged, files, page)
    if submission.state == "closed" and submission.reply is None and pull is None:
        return Plan(issue=submission.issue, outcome="ignored")
    return _closed(submission, heard, files.config.noun)


def entry_of(issue: int, files: ListFiles) -> Entry | None:
    """Return the entry on the list that came of an issue, if there is one."""
    return next(
        (
            entry
            for entry in files.catalog.entries
            if entry.submitted is not None and entry.submitted.issue == issue
        ),
        None,
    )


def plan_merged(
    submission: Submission,
    entry: Entry | None,
    files: ListFiles,
    page: Callable[..., str],
) -> Plan:
    """Thank for what was merged: *entry*, if it can still be told which that is."""
    return Plan(
        issue=submission.issue,
        outcome="merged",
        reply=_thanks(submission, entry, files, page),
        labels=Labels(remove=ALL_LABELS),
        close_issue=submission.state == "open",
        settle="merged",
    )


def _thanks(
    submission: Submission,
    entry: Entry | None,
    files: ListFiles,
    page: Callable[..., str],
) -> str:
    if entry is None:
        # Merged, and taken off the list or renamed since.
        noun = markdown.conversation(files.config.noun)
        return partings.thanks_in_general(noun, submission.author)
    listed = order.listed(files.catalog, files.config)
    place = order.places(listed, entry.slug)[0]
    page_of_place = files.rendered()[place.file]
    anchor = contents.section_anchor(
        page_of_place, files.catalog.sections, place.section, files.config
    )
    return partings.thanks(
        entry.title,
        submission.author,
        place_on_list(place, files.catalog, files.config),
        page(place.file, anchor),
    )


def _closed(submission: Submission, heard: Heard, noun: str) -> Plan | None:
    known = heard.memory
    if known.refused is not None:
        reply = partings.refused(noun, known.refused)
    elif submission.state == "closed":
        reply = partings.closed(noun, known.pull)
    elif _was_declined(submission, heard):
        reply = partings.declined(noun, known.pull)
    else:
        return None
    is_open = submission.state == "open"
    return Plan(
        issue=submission.issue,
        outcome="closed",
        reply=reply,
        labels=Labels(remove=ALL_LABELS),
        close_issue=is_open and known.refused is not None,
        settle=None if is_open and known.refused is None else "closed",
    )


def _was_declined(submission: Submission, heard: Heard) -> bool:
    """Say whether somebody has closed our pull request, and nobody asked for another.

    An old one that was closed while a newer one cannot be seen yet is not meant.
    """
    pull, known = submission.pull, heard.memory
    if pull is None or pull.state != "closed" or heard.rechecked:
        return False
    return pull.address == known.pull and known.outcome in {"in-review", "declined"}
