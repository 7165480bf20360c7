"""Twice the entries, at most twice the work: counted in calls, not in seconds."""

import cProfile
import pstats
import subprocess
from pathlib import Path
from typing import Any, cast

import pytest

from command import listbot
from making import body

_SIZES = (200, 400)
_NEW = body(
    {"Title": "A work that nobody has listed", "Date": "2024-06"}
    | {
        "Section": "Part 7",
        "PDF": "https://doi.org/10.5555/new",
        "Code": "_No response_",
    }
)


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    return {size: _list(tmp_path_factory.mktemp("list"), size) for size in _SIZES}


@pytest.mark.parametrize(
    "words", [["build", "--check"], ["check"], ["intake", "--dry-run", "--offline"]]
)
def test_work_grows_with_the_list_and_no_faster(
    lists: dict[int, Path], words: list[str]
):
    small, large = (_calls(words, lists[size]) for size in _SIZES)

    assert large < 2.2 * small


def test_a_submission_costs_little_more_than_a_build(lists: dict[int, Path]):
    costs = [
        _calls(["intake", "--dry-run", "--offline"], lists[size])
        - _calls(["build", "--check"], lists[size])
        for size in _SIZES
    ]

    # What looking for the same work takes for each entry, in calls.
    assert (costs[1] - costs[0]) / (_SIZES[1] - _SIZES[0]) < 20


def _calls(words: list[str], repo: Path) -> int:
    """Count the calls of our own functions, once everything is imported.

    Others depend on the machine too: how often git is waited for.
    """
    given = [*words, repo.parent / "new.md"] if words[0] == "intake" else words
    listbot(*given, "--repo", repo)
    profile = cProfile.Profile()
    done = profile.runcall(listbot, *given, "--repo", repo)
    assert done.code == 0, done.err
    stats: Any = pstats.Stats(profile)
    calls = cast("dict[tuple[str, int, str], tuple[int, int]]", stats.stats)
    return sum(row[1] for (file, _, _), row in calls.items() if "/listbot/" in file)


def _list(folder: Path, size: int) -> Path:
    repo = folder / "list"
    sections = ", ".join(f"Part {number}" for number in range(20))
    written = {
        "listbot.yml": f"title: Much\nstyle: card\nsections: [{sections}]\n"
        "links: {PDF: {required: true}, Code: {}}\n",
        "README.md": "# Much\n\n<!-- listbot:begin contents -->\n"
        "<!-- listbot:end contents -->\n\n<!-- listbot:begin entries -->\n"
        "<!-- listbot:end entries -->\n",
        "../new.md": _NEW,
    } | {
        f"entries/2024/work-{number}.yml": f"title: Work {number:b} of many\n"
        f"date: 2024-{number % 12 + 1:02}\nsections: [part-{number % 20}]\n"
        f"links: {{PDF: https://doi.org/10.5555/{number}}}\n"
        for number in range(size)
    }
    for path, text in written.items():
        (repo / path).parent.mkdir(parents=True, exist_ok=True)
        (repo / path).write_text(text, encoding="utf-8")
    assert listbot("build", "--repo", repo).code == 0
    for words in (
        ["init", "--quiet", "--initial-branch=main"],
        ["add", "--all"],
        ["-c", "user.name=x", "-c", "user.email=x@x", "commit", "--quiet", "-m", "."],
    ):
        subprocess.run(["git", "-C", str(repo), *words], check=True)
    return repo
