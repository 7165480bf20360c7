"""What intake, edit and refresh cost on GitHub: requests, and seconds without waiting.

`python benchmarks/on_github.py [PROPOSALS]` plays it on the fake GitHub of the tests,
on loopback; the clock of the limits is a virtual one, so nobody waits for them.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from crash_bench import Bench, bench_of
from crash_flows import LIST, all_alive, asked, intake
from fake_github import ACTIONS_TOKEN, FakeGitHub
from listbot.catalog.errors import OutageError
from listbot.jobs import refresh
from making import TODAY

if TYPE_CHECKING:
    from collections.abc import Callable

HOUR = 3601


def main(proposals: int) -> None:
    """Measure one intake, one edit, and the refresh of many proposals after a merge."""
    with tempfile.TemporaryDirectory() as folder:
        github = FakeGitHub(Path(folder), LIST)
        with github:
            measure(bench_of(github, Path(folder)), proposals)


def measure(bench: Bench, proposals: int) -> None:
    """Print a row for each of the three."""
    github = bench.github
    for number in range(proposals):
        arrive(bench, number)
        intake(github.world.last_number)(bench, ACTIONS_TOKEN)
    arrive(bench, proposals)
    issue = github.world.last_number
    show("intake", bench, lambda: intake(issue)(bench, ACTIONS_TOKEN))
    github.clock.sleep(HOUR)
    github.edit_issue(issue, "ada", body=text(proposals).replace("nets", "graphs"))
    show("edit", bench, lambda: intake(issue)(bench, ACTIONS_TOKEN))
    github.merge_pull(2, "octo")
    show(f"refresh of {proposals}", bench, lambda: refreshed(bench))


def arrive(bench: Bench, number: int) -> None:
    """Let a submission come in, a minute after the one before."""
    bench.github.clock.sleep(60)
    bench.github.open_issue("ada", "Add", text(number))


def text(number: int) -> str:
    """Return the body of one of many submissions."""
    return asked(f"{number:x} {number * 7919:x} nets of {number * 104729:x}", number)


def refreshed(bench: Bench) -> None:
    """Refresh until nothing is left, an hour later each time."""
    for _ in range(20):
        bench.github.clock.sleep(HOUR)
        try:
            done = refresh.refresh(bench.forge(), today=TODAY, look=all_alive)
        except OutageError:
            continue
        if not done.left:
            return


def show(name: str, bench: Bench, run: Callable[[], object]) -> None:
    """Run something and say what it took."""
    bench.github.forget_calls()
    before, start = bench.github.clock.now(), time.perf_counter()
    run()
    seconds = time.perf_counter() - start
    made = bench.github.made()
    graphql = sum(name.startswith("graphql") for name in made)
    hours = (bench.github.clock.now() - before).total_seconds() / 3600
    sys.stdout.write(
        f"{name}: {len(made) - graphql} REST, {graphql} GraphQL, {seconds:.1f} s, "
        f"{hours:.1f} h of limits\n"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
