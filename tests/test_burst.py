"""A thousand submissions at once, in GitHub's limits, on a clock that only we move."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from crash_bench import Bench, bench_of
from crash_flows import LIST, all_alive, asked
from fake_github import ACTIONS_BOT, ACTIONS_TOKEN, FakeGitHub
from listbot.catalog.errors import OutageError
from listbot.jobs import sweep as job
from listbot.jobs.sweep import Swept
from making import TODAY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HOUR = 3600
WORDS = [
    *("abacus", "banjo", "candle", "dynamo", "ember", "falcon", "garnet", "harbor"),
    *("indigo", "jasper", "kettle", "lantern", "magnet", "nectar", "orchid"),
    *("pepper", "quartz", "ribbon", "saddle", "timber", "umbra", "velvet"),
]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with FakeGitHub(tmp_path, LIST) as github:
        yield bench_of(github, tmp_path)


def title(number: int) -> str:
    """Return one of many titles that are not alike."""
    base = len(WORDS)
    places = (number % base, number // base % base, number // base**2 % base)
    first, second, third = (WORDS[place] for place in places)
    return f"{first} {second} {third} {number * 7919:x}"


def hourly_sweeps(bench: Bench) -> list[Swept]:
    """Sweep on the hour, as a schedule does, until nothing is left."""
    start, done = bench.github.clock.now(), list[Swept]()
    while not done or done[-1].left:
        done.append(_swept(bench))
        passed = (bench.github.clock.now() - start).total_seconds()
        bench.github.clock.sleep(HOUR - passed % HOUR)
    return done


def _swept(bench: Bench) -> Swept:
    try:
        return job.sweep(bench.forge(ACTIONS_TOKEN), today=TODAY, look=all_alive)
    except OutageError as outage:
        return job.Swept(left=(0,), why=str(outage))


def burst(bench: Bench, size: int) -> list[int]:
    """Let many people send submissions at once, ten each at most."""
    numbers: list[int] = []
    for number in range(size):
        author = f"author-{number % (size // 10)}"
        bench.github.open_issue(author, "Add", asked(title(number), number))
        numbers.append(bench.github.world.last_number)
    return numbers


@pytest.mark.parametrize(
    "size",
    [
        pytest.param(20, id="twenty"),
        pytest.param(1000, id="a thousand", marks=pytest.mark.slow),
    ],
)
def test_a_burst_is_answered_in_order_within_the_limits(
    bench: Bench, size: int, capsys: pytest.CaptureFixture[str]
):
    issues = burst(bench, size)
    start = bench.github.clock.now()

    sweeps = hourly_sweeps(bench)

    github = bench.github
    answered = [issue for sweep in sweeps for issue, _ in sweep.answered]
    assert answered == issues
    assert not github.service.limits.refused
    for issue in issues:
        assert github.world.issues[issue].labels == ["listbot:in-review"]
        assert [who for who, _ in github.said(issue)] == [ACTIONS_BOT]
    heads = Counter(one.pull.head for one in github.world.issues.values() if one.pull)
    assert set(heads.values()) == {1}
    assert len(heads) == size
    hours = (github.clock.now() - start).total_seconds() / HOUR
    assert hours <= max(1, size / 200)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{size} submissions: {len(sweeps)} sweeps, {hours:.0f} hours, "
            f"{len(github.service.calls):,} requests, none refused "
        )
