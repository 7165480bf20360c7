"""What a person sees on a terminal, and what a script reads."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, is_dataclass
from typing import TYPE_CHECKING, Any

from listbot.forge import actions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from listbot.catalog.errors import ListbotError
    from listbot.catalog.model import Finding, Severity
    from listbot.catalog.plan import Plan
    from listbot.text.form_reader import Reading

_COLOUR_BY_SEVERITY = {"error": "red", "warning": "yellow", "notice": "cyan"}


def say(text: str) -> None:
    """Write one line for people to standard output."""
    sys.stdout.write(f"{_shown(text)}\n")


def text(whole: str) -> None:
    """Write a text to standard output as it is, in UTF-8, its line ends untouched."""
    sys.stdout.flush()
    sys.stdout.buffer.write(whole.encode("utf-8"))
    sys.stdout.buffer.flush()


def tell(text: str) -> None:
    """Write one line for people to standard error."""
    sys.stderr.write(f"{_shown(text)}\n")


def document(value: object) -> None:
    """Write one JSON document to standard output."""
    text = json.dumps(
        value, ensure_ascii=False, indent=2, default=_plain, sort_keys=False
    )
    row(f"{text}\n")


def row(json_text: str) -> None:
    """Write a line of JSON to standard output, with its line end."""
    # The one command that such a line could hold, told another way.
    sys.stdout.write(json_text.replace("##[", "##\\u005b"))


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


def trouble(error: ListbotError) -> None:
    """Show what a maintainer has to mend: one line for each problem."""
    if _in_actions():
        _command(
            actions.annotation("error", str(error), file=error.file, line=error.line)
        )
    else:
        tell(str(error))


def note(severity: Severity, message: str) -> None:
    """Write one line to standard error that the page of a job shows as well."""
    if _in_actions():
        _command(actions.annotation(severity, message))
    else:
        tell(message)


def annotate(found: Iterable[Finding]) -> None:
    """Annotate files on the page of a job, where that is where we are.

    The runner shows ten of each severity; where there are more, the tenth counts them.
    """
    for severity, ones in _by_severity(found).items() if _in_actions() else ():
        room = actions.ANNOTATIONS_SHOWN - (len(ones) > actions.ANNOTATIONS_SHOWN)
        for one in ones[:room]:
            _command(
                actions.annotation(severity, one.message, file=one.file, line=one.line)
            )
        if left := len(ones[room:]):
            more = f"… and {left} more: all of them are in the log."
            _command(actions.annotation(severity, more))


def reading_data(reading: Reading) -> dict[str, Any]:
    """Return what a form brought in, in the shape that scripts rely on."""
    return {
        "made_by_form": reading.made_by_form,
        "answers": {key: _data(answer) for key, answer in reading.answers.items()},
        "findings": [finding_data(found) for found in reading.findings],
    }


def answers(answer_by_key: Mapping[str, object]) -> None:
    """Show the answers to a form, one below the other."""
    for key, answer in answer_by_key.items():
        say(f"{key}: {answer if answer is not None else '—'}")


def plan(
    made: Plan, address: str | None, *, in_full: bool, verbose: bool = False
) -> None:
    """Show what a plan says to the contributor; *in_full* also what it would write.

    *verbose* says where each field came from that nobody typed.
    *address* is that of the pull request, if there is one by now.
    """
    from listbot.forge.protocol import PULL_REQUEST
    from listbot.text import markdown

    if not made.issue:
        say("Nothing to do: this event is about no submission.")
        return
    say(f"issue {made.issue}: {made.outcome}")
    if made.reply:
        where = address or f"branch {made.proposal.branch}" if made.proposal else ""
        shown = made.reply.replace(PULL_REQUEST, where)
        # What is hidden on GitHub is hidden here.
        rows = [row for row in shown.splitlines() if not row.startswith("<!-- ")]
        say("")
        say(markdown.unescaped("\n".join(rows).strip()))
    if verbose and made.source_by_field:
        say("")
        sources = made.source_by_field.items()
        lines(f"{field}: from {source}" for field, source in sources)
    if in_full and made.proposal:
        say("")
        say(f"would write on {made.proposal.branch}:")
        lines(f"  {path}" for path in made.proposal.files)


def findings(found: Sequence[Finding]) -> None:
    """Show findings as a table, the gravest first."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    rank = {"error": 0, "warning": 1, "notice": 2}
    in_order = sorted(found, key=lambda finding: rank[finding.severity])
    if not sys.stdout.isatty():
        lines(_finding_line(finding) for finding in in_order)
        return
    table = Table(box=None, pad_edge=False, show_header=False)
    for finding in in_order:
        table.add_row(
            Text(finding.severity, style=_COLOUR_BY_SEVERITY[finding.severity]),
            Text(_place(finding), style="dim"),
            Text(f"{finding.message} {finding.hint}".strip()),
            Text(finding.code, style="dim"),
        )
    Console(soft_wrap=False).print(table)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Show rows under a head: a table on a terminal, aligned columns elsewhere."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    if not sys.stdout.isatty():
        widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
        for row in (head, *rows):
            cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
            say("  ".join(cells).rstrip())
        return
    shown = Table(box=None, pad_edge=False)
    for title in head:
        shown.add_column(title)
    for row in rows:
        shown.add_row(*map(Text, row))
    Console(soft_wrap=False).print(shown)


def lines(texts: Iterable[str]) -> None:
    """Write several lines for people to standard output."""
    for text in texts:
        say(text)


def _in_actions() -> bool:
    return os.environ.get("GITHUB_ACTIONS") == "true"


def _shown(text: str) -> str:
    """Keep strangers' text from speaking to GitHub's runner, where one reads along."""
    return actions.without_commands(text) if _in_actions() else text


def _command(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def _by_severity(found: Iterable[Finding]) -> dict[Severity, list[Finding]]:
    groups: dict[Severity, list[Finding]] = {"error": [], "warning": [], "notice": []}
    for one in found:
        groups[one.severity].append(one)
    return groups


def _finding_line(finding: Finding) -> str:
    place = _place(finding)
    where = f"{place}: " if place else ""
    said = f"{finding.message} {finding.hint}".strip()
    return f"{where}{finding.severity}: {said} [{finding.code}]"


def _place(finding: Finding) -> str:
    if finding.file is None:
        return finding.field or ""
    return f"{finding.file}:{finding.line}" if finding.line else finding.file


def _data(answer: object) -> object:
    return list(answer) if isinstance(answer, tuple) else answer  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, (tuple, set, frozenset)):
        return list(value)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    return str(value)
