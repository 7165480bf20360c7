"""The reply to a submission of several links: a verdict for each. No I/O."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from listbot.text import markdown, replies, styles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from listbot.catalog.config import Config
    from listbot.catalog.model import Entry, Finding


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One link of several: what was written, the entry it makes if it is right.

    *where* says in plain words where the entry will stand, or what it changes.
    """

    written: str
    entry: Entry | None
    where: str
    findings: Sequence[Finding]


def reply(parts: Sequence[Part], config: Config, *, issue: int, pull: str) -> str:
    """Write the one reply: those that are right, and the others with their reasons."""
    return _render("several.md.j2", parts, config, issue, pull, replies.REPLY_MARKER)


def proposal_body(
    parts: Sequence[Part], config: Config, *, issue: int, kept: str = ""
) -> str:
    """Write the text of the pull request; it closes the issue when merged.

    *kept* says for maintainers what stays as people wrote it.
    """
    marker = replies.PROPOSAL_MARKER
    template = "several_proposal.md.j2"
    return _render(template, parts, config, issue, "", marker, kept)


def proposal_title(parts: Sequence[Part], config: Config) -> str:
    """Write the title of the pull request: plain text on one line."""
    right = [part.entry for part in parts if part.entry]
    if len(right) == 1:
        return markdown.plain(f"Add “{right[0].title}”")
    return markdown.plain(f"Add {len(right)} entries: {config.noun}s sent together")


def _render(  # noqa: PLR0913, PLR0917 - the parts of one text
    template: str,
    parts: Sequence[Part],
    config: Config,
    issue: int,
    pull: str,
    marker: str,
    kept: str = "",
) -> str:
    text = styles.template(template).render(
        marker=marker,
        issue=issue,
        noun=markdown.conversation(config.noun),
        right=[_right(part) for part in parts if part.entry],
        wrong=[_wrong(part) for part in parts if not part.entry],
        number=len(parts),
        pull_request=pull,
        kept=kept,
    )
    return text.strip() + "\n"


def _right(part: Part) -> dict[str, object]:
    assert part.entry is not None  # noqa: S101 - the caller has looked
    return {
        "title": markdown.conversation(part.entry.title),
        "where": part.where,
        "remarks": _said(part, "warning"),
    }


def _wrong(part: Part) -> dict[str, object]:
    return {"link": markdown.code(part.written), "problems": _said(part, "error")}


def _said(part: Part, severity: str) -> list[str]:
    return [
        f"{markdown.conversation(found.message)} {markdown.conversation(found.hint)} "
        f"{markdown.code(found.code)}"
        for found in part.findings
        if found.severity == severity
    ]
