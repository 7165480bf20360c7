"""What README shows is what listbot says."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from command import listbot

_ROOT = Path(__file__).parents[1]
_EXAMPLES = _ROOT / "examples"
_SHOWN = re.findall(
    r"^\$ listbot intake (\S+)\n(.*?)(?=^\$|^```)",
    (_ROOT / "README.md").read_text("utf-8"),
    re.DOTALL | re.MULTILINE,
)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The list of the examples, in a repository of its own."""
    repo = tmp_path_factory.mktemp("example") / "list"
    shutil.copytree(_EXAMPLES / "pathology", repo)
    git = ("git", "-C", str(repo), "-c", "user.name=x", "-c", "user.email=x@x.example")
    for words in (("init", "-q"), ("add", "--all"), ("commit", "-qm", "The list")):
        subprocess.run([*git, *words], check=True)
    return repo


def test_the_transcript_is_what_the_commands_write(example: Path):
    assert len(_SHOWN) == 3
    for name, shown in _SHOWN:
        body = _EXAMPLES / "submissions" / name

        done = listbot("intake", body, "--offline", "--repo", example)

        written = done.out.split("\n")
        for line in filter(None, shown.split("\n")):
            places = (at for at, row in enumerate(written) if _is_shown_by(line, row))
            at = next(places, None)
            assert at is not None, line
            written = written[at + 1 :]


def test_the_picture_is_up_to_date():
    # If it is not: python scripts/draw_replies.py
    script = _ROOT / "scripts" / "draw_replies.py"

    checked = subprocess.run(
        [sys.executable, script, "--check"], capture_output=True, text=True, check=False
    )

    assert (checked.returncode, checked.stdout) == (0, "")


def _is_shown_by(line: str, whole: str) -> bool:
    """Say whether README shows a line; `…` stands for what it leaves out."""
    return re.fullmatch(".*".join(map(re.escape, line.split("…"))), whole) is not None
