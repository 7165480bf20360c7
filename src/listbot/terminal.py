"""What a person sees on a terminal, and what a script reads. Nothing is decided here."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, is_dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from listbot.catalog.model import Finding, Plan

_COLOUR_BY_SEVERITY = {"error": "red", "warning": "yellow", "notice": "cyan"}


def say(text: str) -> None:
    """Write one line for people to standard output."""
    sys.stdout.write(f"{text}\n")


def tell(text: str) -> None:
    """Write one line for people to standard error."""
    sys.stderr.write(f"{text}\n")


def document(value: object) -> None:
    """Write one JSON document to standard output."""
    json.dump(
        value, sys.stdout, ensure_ascii=False, indent=2, default=_plain, sort_keys=False
    )
    sys.stdout.write("\n")


def finding_data(finding: Finding) -> dict[str, Any]:
    """Return a finding in the shape that scripts rely on."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "field": finding.field,
        "message": finding.message,
        "hint": finding.hint,
        "file": finding.file,
        "line": finding.line,
    }


def plan_data(plan: Plan) -> dict[str, Any]:
    """Return a plan in the shape that scripts rely on."""
    data = asdict(plan)
    data["findings"] = [finding_data(finding) for finding in plan.findings]
    return data


def findings(found: Sequence[Finding]) -> None:
    """Show findings as a table, the gravest first."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    if not found:
        return
    table = Table(box=None, pad_edge=False, show_header=False)
    rank = {"error": 0, "warning": 1, "notice": 2}
    for finding in sorted(found, key=lambda finding: rank[finding.severity]):
        table.add_row(
            Text(finding.severity, style=_COLOUR_BY_SEVERITY[finding.severity]),
            Text(_place(finding), style="dim"),
            Text(f"{finding.message} {finding.hint}".strip()),
            Text(finding.code, style="dim"),
        )
    Console(soft_wrap=False).print(table)


def lines(texts: Iterable[str]) -> None:
    """Write several lines for people to standard output."""
    for text in texts:
        say(text)


def _place(finding: Finding) -> str:
    if finding.file is None:
        return finding.field or ""
    return f"{finding.file}:{finding.line}" if finding.line else finding.file


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, (tuple, set, frozenset)):
        return list(value)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    return str(value)
