"""What a command leaves on the page of a job: the outputs of its step, and a summary.

Outside of a job, where the runner's files are not named, nothing is written.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from listbot import terminal
from listbot.forge import actions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from listbot.catalog.model import Finding
    from listbot.catalog.plan import Plan
    from listbot.forge.github_api import Api


def set_outputs(environ: Mapping[str, str], **values: str) -> None:
    """Set outputs of the step; `pull_request` is called `pull-request` there."""
    if file := environ.get("GITHUB_OUTPUT"):
        for name, value in values.items():
            written = actions.output(name.replace("_", "-"), value)
            actions.append(Path(file), written)


def add_summary(environ: Mapping[str, str], markdown: str) -> None:
    """Add to the summary of the step, as much of it as GitHub shows."""
    if file := environ.get("GITHUB_STEP_SUMMARY"):
        actions.add_summary(Path(file), markdown)


def of_submission(environ: Mapping[str, str], plan: Plan, address: str | None) -> None:
    """Leave what became of a submission; *address* is that of its pull request."""
    from listbot.text import job_summary

    set_outputs(
        environ,
        outcome=plan.outcome,
        pull_request=address or "",
        findings=_data(plan.findings),
    )
    server = environ.get("GITHUB_SERVER_URL") or "https://github.com"
    page = f"{server}/{environ.get('GITHUB_REPOSITORY', '')}/issues/{plan.issue}"
    told = job_summary.of_submission(plan, issue_url=page, pull_url=address)
    add_summary(environ, told)


def of_findings(
    environ: Mapping[str, str], heading: str, findings: Sequence[Finding]
) -> None:
    """Leave what a check has found."""
    from listbot.text import job_summary

    outcome = "found" if findings else "done"
    set_outputs(environ, outcome=outcome, findings=_data(findings))
    add_summary(environ, job_summary.of_findings(heading, findings))


def of_lines(environ: Mapping[str, str], heading: str, lines: Iterable[str]) -> None:
    """Leave what was done, line by line."""
    from listbot.text import job_summary

    set_outputs(environ, outcome="done")
    add_summary(environ, job_summary.of_lines(heading, lines))


def of_costs(environ: Mapping[str, str], api: Api) -> None:
    """Leave what a run has used of the requests that GitHub allows in an hour."""
    from listbot.text import job_summary

    left = min(api.remaining.values(), default=None)
    add_summary(environ, job_summary.of_costs(api.calls, left))


def _data(findings: Iterable[Finding]) -> str:
    return json.dumps([terminal.finding_data(found) for found in findings])
