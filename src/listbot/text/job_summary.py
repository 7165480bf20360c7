"""What the page of a workflow's job tells a maintainer about a run. No I/O.

Strangers' text passes through `markdown.conversation`, as in a reply.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from listbot.text import markdown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from listbot.catalog.model import Finding
    from listbot.catalog.plan import Outcome, Plan

_WORDS_BY_OUTCOME: Mapping[Outcome, tuple[str, str]] = {
    "in-review": ("in review", "Look at the pull request, and merge it."),
    "needs-changes": (
        "needs changes",
        "The contributor was told what to mend; you need not do anything.",
    ),
    "duplicate": (
        "listed already",
        "The contributor was told where. Is it another work? `/accept CODE reason`",
    ),
    "retry": (
        "to be tried again",
        "Somebody who had to be asked did not answer. The next sweep takes it up.",
    ),
    "ignored": ("left alone", "This is no open submission."),
    "closed": ("closed", "Its proposal was withdrawn."),
    "merged": ("merged", "It is on the list."),
}


def of_submission(plan: Plan, *, issue_url: str, pull_url: str | None) -> str:
    """Say what became of a submission, and what that leaves for the maintainer."""
    words, next_step = _WORDS_BY_OUTCOME[plan.outcome]
    parts = [f"### [Issue {plan.issue}]({issue_url}): {words}", next_step]
    if title := plan.entry.get("title"):
        parts.append(f"**Entry:** {markdown.conversation(str(title))}{_where(plan)}")
    if pull_url:
        parts.append(f"**Pull request:** {pull_url}")
    if plan.findings:
        parts.append("\n".join(_finding(found) for found in plan.findings))
    return _paragraphs(parts)


def of_findings(heading: str, findings: Iterable[Finding]) -> str:
    """List findings below a heading of ours."""
    rows = "\n".join(_finding(found) for found in findings)
    return _paragraphs([f"### {heading}", rows] if rows else [f"### {heading}"])


def of_lines(heading: str, lines: Iterable[str]) -> str:
    """List plain lines below a heading of ours."""
    rows = "\n".join(f"- {markdown.conversation(line)}" for line in lines)
    return _paragraphs([f"### {heading}", rows])


def of_costs(calls: int, left: int | None) -> str:
    """Say what a run has used of the requests GitHub allows in an hour."""
    rest = "" if left is None else f"; {left} are left in this hour"
    return f"Requests to GitHub: {calls}{rest}.\n\n"


def _where(plan: Plan) -> str:
    if plan.place is None:
        return ""
    return f", number {plan.place.number} of {markdown.code(plan.place.section)}"


def _finding(found: Finding) -> str:
    where = " ".join(part for part in (found.file, found.field) if part)
    place = f" **{markdown.conversation(where)}:**" if where else ""
    said = markdown.conversation(f"{found.message} {found.hint}".strip())
    return f"- {found.severity}:{place} {said} {markdown.code(found.code)}"


def _paragraphs(parts: Iterable[str]) -> str:
    return "".join(f"{part}\n\n" for part in parts)
