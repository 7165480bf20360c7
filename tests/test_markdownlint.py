"""A list is no worse Markdown than it was, as markdownlint judges it."""

import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from listbot.forge.folder import Folder, write_files
from listbot.jobs import adopt

_CHECKER = Path(__file__).parent / "npm" / "node_modules" / ".bin" / "markdownlint-cli2"
_EXAMPLE = Path(__file__).parents[1] / "examples" / "pathology" / "README.md"

_TOOLS = """\
# Tools

A list of 4 tools.

## Contents

- [Shells and other ways to talk to a computer by words](#shells)
- [Editors](#editors)

## Shells and other ways to talk to a computer by words alone

- [Ash](https://example.org/ash?utm_source=x) - Small.
- [Bash](https://example.org/bash) - Knows `arrays`.

## Editors

- [Ed](https://example.org/ed) - Is the standard.
- [Vi](https://example.org/vi) - Has modes.
"""
_PAPERS = """\
# Papers

## Seeing

- **First look at things**. Nature, 2021.

  *Ada Lovelace.* [[Paper](https://example.org/a)]\x20
- **Second look at them**. Nature, 2022.

  *Alan Turing.* [[Paper](https://example.org/b)]\x20
- **Third \u00e2\u20ac\u201c look**. Nature, 2023.

  *Grace Hopper.*   [[Paper](https://example.org/c)]

## Hearing

| Title | Year | Links |
| ----- | ---- | ----- |
| On sound and noise | 2021 | [PDF](https://example.org/d) |
| On noise alone | 2022 | [PDF](https://example.org/e) |
"""
_NUMBERED = """\
# Papers

## Seeing

1. **First look at things**\x20\x20
   Nature, 2021. [[Paper](https://example.org/a)]

3. **Second look at them**\x20\x20
   Nature, 2022. [[Paper](https://example.org/b)]

4. **Third look at all**\x20\x20
   Nature, 2023. [[Paper](https://example.org/c)]
"""
_LISTS = [
    pytest.param(_TOOLS, id="tools"),
    pytest.param(_PAPERS, id="papers, with blanks at the ends of lines"),
    pytest.param(_NUMBERED, id="numbered papers"),
]


def _complaints(folder: Path) -> Counter[str]:
    """Count what is complained of, by rule."""
    done = subprocess.run(
        [str(_CHECKER), "README.md"],
        check=False,
        capture_output=True,
        text=True,
        cwd=folder,
    )
    assert done.returncode in {0, 1}, done.stderr
    return Counter(re.findall(r"\b(MD[0-9]{3})/", done.stderr))


def _adopted(folder: Path, *, repair: bool) -> None:
    plan = adopt.plan_adoption(
        Folder(folder), "README.md", repair=repair, restyle=False
    )
    write_files(folder, plan.files, plan.deleted)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    if not _CHECKER.exists():
        pytest.skip("markdownlint is not installed: `make tools` does it, with npm")
    return tmp_path


def test_the_checker_finds_what_is_wrong(folder: Path):
    (folder / "README.md").write_text("# A\n\nB \n\n\n- c\n* d\n")

    assert _complaints(folder).keys() >= {"MD004", "MD009", "MD012"}


@pytest.mark.parametrize("text", _LISTS)
def test_a_list_that_is_taken_over_and_repaired_is_no_worse(text: str, folder: Path):
    (folder / "README.md").write_text(text)
    before = _complaints(folder)

    _adopted(folder, repair=False)
    adopted = _complaints(folder)
    _adopted(folder, repair=True)
    repaired = _complaints(folder)

    assert "listbot:begin" in (folder / "README.md").read_text()
    assert adopted - before == Counter()
    assert repaired - before == Counter()


def test_what_we_write_ourselves_is_long_and_counts_through(folder: Path):
    (folder / "README.md").write_text(_EXAMPLE.read_text())

    # Titles and addresses are as long as they are; the numbers go through all sections.
    assert _complaints(folder).keys() <= {"MD013", "MD029"}
