"""Every request is a place to die: whatever happens, the end state is the clean one.

A flow is what runs do about events. It is run cleanly once. Then for each of its
requests, and each pair of them, every fault strikes; the run is made again until it
gets through, and once more: people must see the same as after the clean runs.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, TypeAlias

import pytest

from crash_bench import OTHER_TOKEN, Bench, bench_of
from fake_github import ACTIONS_TOKEN, FAULTS, FakeGitHub
from listbot.catalog.model import Labels, OutageError, Plan, Proposal
from listbot.forge.protocol import PULL_REQUEST, Ground
from listbot.jobs.carrying import carry_out
from taking_turns import by_turns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from fake_github import Fault, Moment
# Of faults that look the same to GitHub and to the run, one is enough in a pair.
IN_PAIRS: tuple[Fault, ...] = ("kill before", "kill after", "502 after", "secondary")
RUNS = 5


Run: TypeAlias = Callable[[Bench, str], None]
Tell: TypeAlias = Callable[[str], None]


@dataclass(frozen=True)
class Flow:
    """What came before, and the run that is struck."""

    name: str
    before: Callable[[Bench], None]
    run: Run


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with FakeGitHub(tmp_path) as github:
        github.open_issue("ada", "Add x", "x")
        yield bench_of(github, tmp_path)


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Tell:
    """Return what writes a line that is shown even when all goes well."""

    def told(line: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{line} ")

    return told


# The flows


def proposing(text: str, issue: int = 1) -> Run:
    """Return a run that proposes an entry, as intake does."""

    def run(bench: Bench, token: str) -> None:
        forge = bench.forge(token)
        assert forge.submission(issue) is not None
        branch = forge.branch(issue)
        ground = Ground(base=forge.base().commit, head=branch.head if branch else None)
        path = f"entries/2024/{issue}.yml"
        proposal = Proposal(
            branch=f"listbot/issue-{issue}",
            title=f"Add {text}",
            body=f"{text}\n\nCloses #{issue}",
            commit_message=f"Add {text}\n\nListbot-Proposal: {issue}\n",
            files={path: text, "README.md": f"# A list\n\n{text}\n"},
        )
        labels = Labels(add=("listbot:in-review",), remove=("listbot:needs-changes",))
        plan = Plan(
            issue=issue,
            outcome="in-review",
            reply=f"{text}: {PULL_REQUEST}",
            labels=labels,
            proposal=proposal,
        )
        carry_out(plan, forge, ground)

    return run


def answering(text: str, *, close: bool = False) -> Run:
    """Return a run that answers without a proposal."""

    def run(bench: Bench, token: str) -> None:
        forge = bench.forge(token)
        assert forge.submission(1) is not None
        if close:
            forge.withdraw(1)
        labels = Labels(add=("listbot:needs-changes",), remove=("listbot:in-review",))
        plan = Plan(
            issue=1,
            outcome="needs-changes",
            reply=text,
            labels=labels,
            close_issue=close,
            reactions=("+1",) if close else (),
        )
        carry_out(plan, forge, Ground(base=forge.base().commit, head=None))

    return run


def nothing(bench: Bench) -> None:
    del bench


def after(*runs: Run) -> Callable[[Bench], None]:
    def before(bench: Bench) -> None:
        for run in runs:
            run(bench, ACTIONS_TOKEN)

    return before


def with_a_maintainers_commit(bench: Bench) -> None:
    proposing("x")(bench, ACTIONS_TOKEN)
    note = {"entries/2024/note.txt": "by hand"}
    bench.github.commit(note, branch="listbot/issue-1")


FLOWS = [
    Flow("first intake", nothing, proposing("x")),
    Flow("needs changes", nothing, answering("What year?")),
    Flow("mended", after(answering("What year?")), proposing("x")),
    Flow("edit", after(proposing("x")), proposing("y")),
    Flow("edit after a maintainer's", with_a_maintainers_commit, proposing("y")),
    Flow("reject", after(proposing("x")), answering("No.", close=True)),
]
flows = pytest.mark.parametrize("flow", FLOWS, ids=[flow.name for flow in FLOWS])


# The sweep


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
    flow.run(bench, ACTIONS_TOKEN)
    return github.shown(), arrived


def swept(
    bench: Bench,
    flow: Flow,
    kinds: tuple[Fault, ...],
    *,
    pairs: bool = False,
    lag: int = 0,
) -> str:
    """Try every fault at every request, or every pair; say how it went."""
    flow.before(bench)
    start = bench.github.moment()
    clean, requests = end_state(bench, flow, start, {})
    tried = bad = 0
    for first, kind in product(range(1, requests + 1), kinds):
        seen, arrived = end_state(bench, flow, start, {first: kind}, lag)
        tried, bad = tried + 1, bad + (seen != clean)
        for second, other in product(range(first + 1, arrived + 1), kinds):
            if pairs:
                both: dict[int, Fault] = {first: kind, second: other}
                seen, _ = end_state(bench, flow, start, both, lag)
                tried, bad = tried + 1, bad + (seen != clean)
    return f"{requests} requests, {tried} tries, {bad} bad end states"


@flows
def test_a_fault_at_any_request_leaves_no_trace(bench: Bench, flow: Flow, tell: Tell):
    told = swept(bench, flow, FAULTS)

    tell(f"{flow.name}: {told}")
    assert told.endswith(" 0 bad end states")


@pytest.mark.slow
@flows
def test_two_faults_at_any_requests_leave_no_trace(
    bench: Bench, flow: Flow, tell: Tell
):
    told = swept(bench, flow, IN_PAIRS, pairs=True)

    tell(f"{flow.name}, pairs: {told}")
    assert told.endswith(" 0 bad end states")


@pytest.mark.slow
@pytest.mark.parametrize("lag", [1, 2])
@flows
def test_lists_that_lag_leave_no_trace(bench: Bench, flow: Flow, lag: int, tell: Tell):
    told = swept(bench, flow, IN_PAIRS, lag=lag)

    tell(f"{flow.name}, lists lag {lag}: {told}")
    assert told.endswith(" 0 bad end states")


# Two runs at once


def together(
    bench: Bench, start: Moment, runs: tuple[Run, Run], switches: list[int]
) -> list[BaseException]:
    """Make two runs at once by a schedule; return what they raised."""
    github = bench.github
    github.go_back(start)
    first, second = runs
    return by_turns(
        github,
        (ACTIONS_TOKEN, OTHER_TOKEN),
        (lambda: first(bench, ACTIONS_TOKEN), lambda: second(bench, OTHER_TOKEN)),
        switches,
    )


def requests_of(bench: Bench, start: Moment, run: Run) -> int:
    """Return how many requests a run makes."""
    bench.github.go_back(start)
    run(bench, ACTIONS_TOKEN)
    return bench.github.service.arrived


def scheduled(bench: Bench, runs: tuple[Run, Run]) -> str:
    """Try every schedule of at most two switches; say how it went.

    After the two a third run is made, as the next event would make it.
    """
    start = bench.github.moment()
    lengths = [requests_of(bench, start, run) for run in runs]
    clean = alone(bench, start, runs)
    tried = bad = 0
    for switches in product(*(range(length + 1) for length in lengths)):
        raised = together(bench, start, runs, list(switches))
        assert all(isinstance(error, OutageError) for error in raised), raised
        for run in runs:
            until_done(bench, run)
        tried, bad = tried + 1, bad + (bench.github.shown() != clean)
    return f"{tried} schedules, {bad} bad end states"


def alone(bench: Bench, start: Moment, runs: tuple[Run, Run]) -> object:
    """Return what people see when one run comes after the other."""
    bench.github.go_back(start)
    for run in (*runs, *runs):
        run(bench, ACTIONS_TOKEN)
    return bench.github.shown()


@pytest.mark.slow
@flows
def test_two_runs_for_one_issue_do_what_one_does(bench: Bench, flow: Flow, tell: Tell):
    flow.before(bench)

    told = scheduled(bench, (flow.run, flow.run))

    tell(f"{flow.name}, two runs: {told}")
    assert told.endswith(" 0 bad end states")


@pytest.mark.slow
def test_two_runs_for_two_issues_do_not_meet(bench: Bench, tell: Tell):
    bench.github.open_issue("bob", "Add y", "y")

    told = scheduled(bench, (proposing("x"), proposing("y", issue=2)))

    tell(f"two issues: {told}")
    assert told.endswith(" 0 bad end states")
