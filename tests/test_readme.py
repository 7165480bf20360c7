"""What README shows of listbot at work is what listbot does."""

import re
import shutil
import subprocess
from pathlib import Path

from command import listbot

_ROOT = Path(__file__).parents[1]
_EXAMPLES = _ROOT / "examples"


def test_the_transcript_is_what_the_commands_write(tmp_path: Path):
    repo = tmp_path / "list"
    shutil.copytree(_EXAMPLES / "pathology", repo)
    for words in (
        ["init", "--quiet", "--initial-branch=main"],
        ["add", "--all"],
        ["-c", "user.name=x", "-c", "user.email=x@x", "commit", "--quiet", "-m", "."],
    ):
        subprocess.run(["git", "-C", str(repo), *words], check=True)

    for command, shown in _transcript():
        name, body = command.split()
        done = listbot(
            name, _EXAMPLES / "submissions" / body, "--offline", "--repo", repo
        )

        written = done.out.splitlines()
        for line in shown:
            expected = re.escape(line).replace("…", ".*")
            at = next(
                (i for i, row in enumerate(written) if re.fullmatch(expected, row)),
                None,
            )
            assert at is not None, line
            written = written[at + 1 :]


def _transcript() -> list[tuple[str, list[str]]]:
    """Return each command of README's first block of console, and what it shows."""
    readme = (_ROOT / "README.md").read_text(encoding="utf-8")
    block = readme.split("```console\n", 1)[1].split("```", 1)[0]
    parts = [part.splitlines() for part in block.split("$ listbot ")[1:]]
    return [(first, [row for row in rows if row]) for first, *rows in parts]
