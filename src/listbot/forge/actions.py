"""What a job says to GitHub's runner: log lines, annotations, outputs, the summary.

The runner takes some lines of a log for commands, wherever they come from; nothing
written here lets a stranger's text become one. The rules are those of the runner's own
`ActionCommand.cs` and of `docs.github.com/actions` (workflow commands).
"""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from listbot.catalog.model import Severity

SUMMARY_LIMIT = 1024 * 1024
# What the runner shows of a step's annotations, of each severity.
ANNOTATIONS_SHOWN = 10
_COMMAND = re.compile(r"^(?=[^\S\n]*::)|(?<=##)(?=\[)", re.MULTILINE)
_NOTHING = "\N{ZERO WIDTH SPACE}"
_CUT = "\n\n*The summary ends here: GitHub shows no more than 1 MiB.*\n"


def without_commands(text: str) -> str:
    """Write *text* for the log so that no line of it is a command to the runner.

    It looks the same: where a command would begin stands a character nobody sees.
    """
    # The runner's reader ends a line at a lone carriage return too.
    return _COMMAND.sub(_NOTHING, text.replace("\r\n", "\n").replace("\r", "\n"))


def annotation(
    severity: Severity,
    message: str,
    *,
    file: str | None = None,
    line: int | None = None,
    title: str | None = None,
) -> str:
    """Write the line that makes the runner show *message*, at a place if one is given.

    The runner shows ten errors and ten warnings of a step.
    """
    places = {"file": file, "line": line, "title": title}
    told = ",".join(
        f"{name}={_property(str(value))}"
        for name, value in places.items()
        if value is not None
    )
    return f"::{severity}{f' {told}' if told else ''}::{_data(message)}"


def output(name: str, value: str) -> str:
    """Write the lines that set a step's output, whatever *value* contains."""
    # A fence nobody can guess: a value that held it could set other outputs.
    fence = f"end-of-{name}-{secrets.token_hex(16)}"
    return f"{name}<<{fence}\n{value}\n{fence}\n"


def summary(markdown: str) -> str:
    """Return as much of a step summary as GitHub shows, cut between two lines."""
    encoded = markdown.encode()
    if len(encoded) <= SUMMARY_LIMIT:
        return markdown
    kept = encoded[: SUMMARY_LIMIT - len(_CUT.encode())]
    return kept.rpartition(b"\n")[0].decode(errors="ignore") + _CUT


def add_summary(file: Path, markdown: str) -> None:
    """Add to a step's summary, as long as GitHub shows the whole of it."""
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    text = summary(before + markdown)
    file.write_text(text, encoding="utf-8", newline="\n")


def append(file: Path, text: str) -> None:
    """Add *text* to a file of the runner (GITHUB_OUTPUT, GITHUB_STEP_SUMMARY)."""
    with file.open("a", encoding="utf-8", newline="\n") as stream:
        stream.write(text)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
