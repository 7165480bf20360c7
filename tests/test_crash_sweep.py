"""Every request is a place to die: whatever happens, the end state is the clean one.

A flow is what runs do about events. It is run cleanly once. Then for each of its
requests, and each pair of them, every fault strikes; the run is made again until it
gets through, and once more: people must see the same as after the clean runs.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import product
from typing import TYPE_CHECKING, TypeAlias

import pytest

from crash_bench import OTHER_TOKEN, Bench, bench_of
from crash_flows import FLOWS, LIST, OTHER, Flow, Run, intake, refresh
from fake_github import ACTIONS_TOKEN, FAULTS, FakeGitHub
from listbot.catalog.errors import OutageError
from taking_turns import by_turns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from fake_github import Fault, Moment

# Of faults that look the same to GitHub and to the run, one is enough in pairs.
FEW: tuple[Fault, ...] = ("kill before", "kill after", "502 after")
RUNS = 5
# Long sweeps come in parts, so that no processor waits for the last one.
PARTS = range(4)
Tell: TypeAlias = Callable[[str], None]

# What is tried in pairs and by schedules, which takes minutes; all else singly.
OFTEN = {"first intake", "repeated", "edit", "section", "refresh", "sweep"}
KEY_FLOWS = [flow for flow in FLOWS if flow.name in OFTEN]

flows = pytest.mark.parametrize("flow", FLOWS, ids=[flow.name for flow in FLOWS])
key_flows = pytest.mark.parametrize(
    "flow", KEY_FLOWS, ids=[flow.name for flow in KEY_FLOWS]
)
parts = pytest.mark.parametrize("part", PARTS, ids=[f"part {part}" for part in PARTS])


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with FakeGitHub(tmp_path, LIST) as github:
        yield bench_of(github, tmp_path)


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Tell:
    """Return what writes a line that is shown even when all goes well."""

    def told(line: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{line} ")

    return told


def test_the_key_flows_are_all_there():
    assert {flow.name for flow in KEY_FLOWS} == OFTEN


# Faults


def until_done(bench: Bench, run: Run) -> None:
    """Make *run* again, an hour later each time, until it gets through."""
    for _ in range(RUNS):
        try:
            run(bench, ACTIONS_TOKEN)
        except OutageError:
            bench.github.service.dead = False
            bench.github.clock.sleep(3600)
        else:
            return
    message = f"{RUNS} runs were not enough"
    raise AssertionError(message)


def end_state(
    bench: Bench, flow: Flow, start: Moment, faults: Mapping[int, Fault], lag: int = 0
) -> tuple[object, int]:
    """Return what people see in the end, and how many requests there were."""
    github = bench.github
    github.go_back(start)
    github.world.list_lag = lag
    github.service.faults = dict(faults)
    until_done(bench, flow.run)
    arrived = github.service.arrived
    github.service.faults = {}
    until_done(bench, flow.run)
    assert still_there(bench, start)
    return github.shown(), arrived


def still_there(bench: Bench, start: Moment) -> bool:
    """Return whether no commit was lost that anybody had pushed before."""
    after = bench.github.git.refs()
    return all(
        bench.github.git.is_ancestor(sha, after[name])
        for name, sha in start.refs.items()
        if name in after
    )


def swept(
    bench: Bench,
    flow: Flow,
    kinds: tuple[Fault, ...],
    *,
    then: tuple[Fault, ...] = (),
    lag: int = 0,
) -> str:
    """Try every fault at every request, alone and before each of *then*; tell all."""
    flow.prepare(bench)
    start = bench.github.moment()
    clean, requests = end_state(bench, flow, start, {})
    tried = bad = 0
    for first, kind in product(range(1, requests + 1), kinds):
        seen, arrived = end_state(bench, flow, start, {first: kind}, lag)
        tried, bad = tried + 1, bad + (seen != clean)
        for second, other in product(range(first + 1, arrived + 1), then):
            both: dict[int, Fault] = {first: kind, second: other}
            seen, _ = end_state(bench, flow, start, both, lag)
            tried, bad = tried + 1, bad + (seen != clean)
    return f"{requests} requests, {tried} tries, {bad} bad end states"


def test_dying_in_a_first_intake_leaves_no_trace(bench: Bench):
    told = swept(bench, FLOWS[0], FEW)

    assert told == "8 requests, 24 tries, 0 bad end states"


@pytest.mark.slow
@flows
def test_a_fault_at_any_request_leaves_no_trace(bench: Bench, flow: Flow, tell: Tell):
    told = swept(bench, flow, FAULTS)

    tell(f"{flow.name}: {told}")
    assert told.endswith(" 0 bad end states")


@pytest.mark.slow
@pytest.mark.parametrize("kind", FEW)
@key_flows
def test_two_faults_at_any_requests_leave_no_trace(
    bench: Bench, flow: Flow, kind: Fault, tell: Tell
):
    told = swept(bench, flow, (kind,), then=FEW)

    tell(f"{flow.name}, {kind} first of two: {told}")
    assert told.endswith(" 0 bad end states")


@pytest.mark.slow
@pytest.mark.parametrize("lag", [1, 2])
@flows
def test_lists_that_lag_leave_no_trace(bench: Bench, flow: Flow, lag: int, tell: Tell):
    told = swept(bench, flow, FEW, lag=lag)

    tell(f"{flow.name}, lists lag {lag}: {told}")
    assert told.endswith(" 0 bad end states")


# Two runs at once


def scheduled(bench: Bench, runs: tuple[Run, Run], part: int) -> str:
    """Try a part of the schedules of at most two switches; say how it went.

    After the two, each is made once more, as the next event would make it.
    """
    start = bench.github.moment()
    lengths = [requests_of(bench, start, run) for run in runs]
    clean = one_by_one(bench, start, runs)
    tried = bad = 0
    schedules = list(product(*(range(length + 1) for length in lengths)))
    for switches in schedules[part :: len(PARTS)]:
        raised = together(bench, start, runs, list(switches))
        assert all(isinstance(error, OutageError) for error in raised), raised
        for run in runs:
            until_done(bench, run)
        tried, bad = tried + 1, bad + (bench.github.shown() != clean)
    return f"{tried} schedules, {bad} bad end states"


def requests_of(bench: Bench, start: Moment, run: Run) -> int:
    """Return how many requests a run makes."""
    bench.github.go_back(start)
    run(bench, ACTIONS_TOKEN)
    return bench.github.service.arrived


def one_by_one(bench: Bench, start: Moment, runs: tuple[Run, Run]) -> object:
    """Return what people see when one run comes after the other."""
    bench.github.go_back(start)
    for run in (*runs, *runs):
        run(bench, ACTIONS_TOKEN)
    return bench.github.shown()


def together(
    bench: Bench, start: Moment, runs: tuple[Run, Run], switches: list[int]
) -> list[BaseException]:
    """Make two runs at once by a schedule; return what they raised."""
    bench.github.go_back(start)
    first, second = runs
    return by_turns(
        bench.github,
        (ACTIONS_TOKEN, OTHER_TOKEN),
        (lambda: first(bench, ACTIONS_TOKEN), lambda: second(bench, OTHER_TOKEN)),
        switches,
    )


@pytest.mark.slow
@parts
@key_flows
def test_two_runs_for_one_issue_do_what_one_does(
    bench: Bench, flow: Flow, part: int, tell: Tell
):
    flow.prepare(bench)

    told = scheduled(bench, (flow.run, flow.run), part)

    tell(f"{flow.name}, two runs, part {part}: {told}")
    assert told.endswith(" 0 bad end states")


@pytest.mark.slow
@parts
@pytest.mark.parametrize(
    "other",
    [pytest.param(intake(2), id="intake"), pytest.param(refresh, id="refresh")],
)
def test_two_runs_for_two_issues_do_not_meet(
    bench: Bench, other: Run, part: int, tell: Tell
):
    FLOWS[0].prepare(bench)
    bench.github.open_issue("bob", "Add", OTHER)

    told = scheduled(bench, (intake(1), other), part)

    tell(f"two issues, part {part}: {told}")
    assert told.endswith(" 0 bad end states")
