"""What listbot says when a submission is done with, or put off. No I/O.

Everything strangers wrote passes through `markdown.conversation` here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from listbot.text import markdown
from listbot.text.replies import REPLY_MARKER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from listbot.text.memory import Answer, Refused


def thanks(title: str, author: str, place: str, page: str) -> str:
    """Thank for an entry that is on the list now, at *page*; *place* is Markdown."""
    return _reply(
        f"{_quoted(title)} is on the list",
        f"Thank you, {markdown.conversation(author)}! It is {place}: "
        f"[see it in the list]({page}).",
    )


def thanks_in_general(noun: str, author: str) -> str:
    """Thank for an entry that was merged and does not stand on the list by itself."""
    return _reply(
        f"This {noun} was merged", f"Thank you, {markdown.conversation(author)}!"
    )


def refused(noun: str, refusal: Refused) -> str:
    """Say that a maintainer has decided not to take a submission."""
    why = markdown.conversation(refusal.why) or "No reason was given."
    return _reply(
        f"This {markdown.conversation(noun)} was not taken up",
        f"{markdown.conversation(refusal.by)} decided so: {why}",
        "If the reason goes away, reopen the issue: it is then looked at again.",
    )


def closed(noun: str, pull: str) -> str:
    """Say that the issue was closed, and its pull request (if any) with it."""
    told = "Its pull request was closed with it. " if pull else ""
    return _reply(
        f"This {markdown.conversation(noun)} was closed",
        f"{told}Reopen the issue, and it is looked at again.",
    )


def declined(noun: str, pull: str) -> str:
    """Say that somebody has closed the pull request without merging it."""
    return _reply(
        f"The pull request for this {markdown.conversation(noun)} was closed",
        f"{pull} was closed without being merged, so nothing is proposed any more. "
        "The maintainers can say here why.",
        "Write `/recheck` in a comment to have it proposed again.",
    )


def waiting(noun: str, message: str, hint: str) -> str:
    """Say that a submission is looked at later."""
    return _reply(
        f"This {markdown.conversation(noun)} has to wait a little", f"{message} {hint}"
    )


def with_answers(reply: str, answers: Sequence[Answer]) -> str:
    """Return *reply* with what was said to commands at its end."""
    if not answers:
        return reply
    rows = [
        f"- {markdown.conversation(one.by)}, {markdown.code(one.asked)}: "
        f"{markdown.conversation(one.text)}"
        for one in answers
    ]
    return "\n\n".join([reply.rstrip(), "**About commands:**", "\n".join(rows)]) + "\n"


def _reply(heading: str, *paragraphs: str) -> str:
    return "\n\n".join([f"{REPLY_MARKER}\n### {heading}", *paragraphs]) + "\n"


def _quoted(title: str) -> str:
    return f"“{markdown.conversation(title)}”"
