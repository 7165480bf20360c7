from collections import Counter, defaultdict
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count, pairwise

from hypothesis import given
from hypothesis import strategies as st

from listbot.web.politeness import Effect, Pace, Schedule

PACE = Pace(per_host=2, interval=1.0, failures=3, longest_wait=60)
FAST = Pace(per_host=10, interval=0, failures=3, longest_wait=60)


@dataclass
class Run:
    """What happened in virtual time."""

    started: list[tuple[float, str, int]] = field(
        default_factory=list[tuple[float, str, int]]
    )
    dropped: list[int] = field(default_factory=list[int])
    most_at_once: Counter[str] = field(default_factory=Counter[str])
    end: float = 0.0


class Web:
    """Hosts that take *seconds* for an answer and say how they feel."""

    def __init__(self, seconds: float = 0.1) -> None:
        self.seconds = seconds

    def answer(self, host: str, task: int, now: float) -> tuple[float, Effect, float]:
        del host, task, now
        return self.seconds, "fine", 0.0


class Limited(Web):
    """Refuses what comes before the pause it asked for is over, and above a rate."""

    def __init__(self, per_second: float, wait: float = 1.0) -> None:
        super().__init__()
        self.per_second = per_second
        self.wait = wait
        self.tokens = per_second
        self.last = 0.0
        self.refused = 0

    def answer(self, host: str, task: int, now: float) -> tuple[float, Effect, float]:
        del task
        if host == "open":
            return 0.1, "fine", 0.0
        passed = (now - self.last) * self.per_second
        self.tokens = min(self.per_second, self.tokens + passed)
        self.last = now
        if self.tokens < 1:
            self.refused += 1
            return 0.1, "refused", self.wait
        self.tokens -= 1
        return 0.1, "fine", 0.0


class Failing(Web):
    def answer(self, host: str, task: int, now: float) -> tuple[float, Effect, float]:
        del task, now
        return (10.0, "failed", 0.0) if host == "bad" else (0.1, "fine", 0.0)


def run(schedule: Schedule[int], web: Web, *, again: bool = False) -> Run:
    """Let time pass until nothing is left to do."""
    result = Run()
    now = 0.0
    at_once: Counter[str] = Counter()
    number = count()
    under_way: list[tuple[float, int, str, int, Effect, float]] = []
    while True:
        while taken := schedule.take(now):
            host, task = taken
            at_once[host] += 1
            result.most_at_once[host] = max(result.most_at_once[host], at_once[host])
            result.started.append((now, host, task))
            seconds, effect, wait = web.answer(host, task, now)
            heappush(under_way, (now + seconds, next(number), host, task, effect, wait))
        due = schedule.due(now)
        if under_way and (due is None or under_way[0][0] <= now + due):
            now, _, host, task, effect, wait = heappop(under_way)
            at_once[host] -= 1
            if again and effect == "refused":
                schedule.add(host, task, now)
            result.dropped += schedule.done(host, task, now, effect, wait)
        elif due is None:
            result.end = now
            return result
        else:
            now += due


def filled(links: dict[str, int], pace: Pace = PACE) -> Schedule[int]:
    schedule = Schedule[int](pace, {})
    number = count()
    schedule.fill(
        (host, next(number)) for host, amount in links.items() for _ in range(amount)
    )
    return schedule


links = st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 20))


@given(links, st.integers(1, 4), st.floats(0, 2), st.floats(0.01, 5))
def test_no_host_is_asked_faster_or_wider_than_its_pace(
    links: dict[str, int], per_host: int, interval: float, seconds: float
):
    pace = Pace(per_host=per_host, interval=interval, failures=3, longest_wait=60)

    result = run(filled(links, pace), Web(seconds))

    times: dict[str, list[float]] = defaultdict(list)
    for now, host, _ in result.started:
        times[host].append(now)
    assert {host: len(starts) for host, starts in times.items()} == links
    for starts in times.values():
        gaps = (later - earlier for earlier, later in pairwise(starts))
        assert all(gap >= interval - 1e-9 for gap in gaps)
    widest = per_host if seconds < 1.5 else 2 * per_host
    assert all(most <= widest for most in result.most_at_once.values())


@given(links)
def test_every_task_is_asked_once(links: dict[str, int]):
    result = run(filled(links), Web())

    assert sorted(task for _, _, task in result.started) == list(
        range(sum(links.values()))
    )


def test_the_busiest_host_starts_first_and_is_never_kept_waiting():
    result = run(filled({"small": 1, "big": 30, "middle": 10}), Web())

    assert [host for _, host, _ in result.started[:3]] == ["big", "middle", "small"]
    assert result.end == 29.1


def test_a_second_request_to_a_host_comes_after_the_first_ones_to_others():
    result = run(filled({"big": 9, "a": 2, "b": 2}, FAST), Web())

    hosts = [host for _, host, _ in result.started]
    assert hosts == [*["big"] * 3, *"ab", *["big"] * 3, *"ab", *["big"] * 3]


def test_a_host_that_refuses_is_asked_less_often_from_then_on():
    web = Limited(5)
    pace = Pace(per_host=4, interval=0.05, failures=5, longest_wait=60)

    result = run(filled({"busy": 100}, pace), web, again=True)

    assert web.refused == 3
    assert sorted({task for _, _, task in result.started}) == list(range(100))
    assert result.end < 60


def test_a_host_that_refuses_everything_is_left_alone():
    web = Limited(0, wait=7)

    result = run(filled({"shut": 50, "open": 1}), web, again=True)

    shut = [now for now, host, _ in result.started if host == "shut"]
    assert shut == [0.0, 7.1, 14.2]
    assert len(result.dropped) == 50


def test_a_host_that_wants_a_long_pause_is_left_alone_at_once():
    result = run(filled({"shut": 50}, FAST), Limited(1, wait=61))

    assert len(result.started) == 11
    assert len(result.dropped) == 39


def test_a_host_that_is_silent_again_and_again_is_left_alone():
    result = run(filled({"bad": 50, "good": 9}), Failing())

    assert [now for now, host, _ in result.started if host == "bad"] == [0, 1, 2]
    assert len(result.dropped) == 47
    assert result.end == 12


def test_a_silent_page_does_not_hold_up_the_others_of_its_host():
    result = run(filled({"slow": 6}, PACE), Web(seconds=10))

    assert [now for now, _, _ in result.started] == [0, 1, 2, 10, 11, 12]


@given(links, st.integers(1, 4), st.floats(0, 2), st.floats(0.01, 5))
def test_nothing_is_waited_for_once_all_is_answered(
    links: dict[str, int], per_host: int, interval: float, seconds: float
):
    pace = Pace(per_host=per_host, interval=interval, failures=3, longest_wait=60)

    result = run(filled(links, pace), Web(seconds))

    last = max((now for now, _, _ in result.started), default=-seconds)
    assert abs(result.end - (last + seconds)) < 1e-6


def test_more_tasks_may_come_and_may_come_later():
    schedule = filled({"a": 2}, FAST)

    assert schedule.add("a", 7, 0.0)
    assert schedule.add("a", 8, 0.0, pause=5)
    assert schedule.add("b", 9, 0.0)
    assert schedule.add("a", 10, 0.0, first=False)
    result = run(schedule, Web())

    assert result.started == [
        *((0, "a", 7), (0, "a", 0), (0, "b", 9), (0, "a", 1), (0, "a", 10)),
        (5, "a", 8),
    ]


def test_a_host_left_alone_takes_no_more_and_gives_back_what_was_to_come_later():
    schedule = filled({"shut": 1}, PACE)

    schedule.take(0.0)
    schedule.add("shut", 7, 0.0, pause=5)
    dropped = schedule.done("shut", 0, 0.0, "refused", 1000)

    assert dropped == (7,)
    assert not schedule.add("shut", 8, 0.0)
    assert schedule.due(10.0) is None


def test_what_is_unclear_changes_nothing():
    schedule = filled({"a": 9}, FAST)
    for _ in range(9):
        schedule.take(0.0)

    dropped = [schedule.done("a", task, 0.0, "unclear") for task in range(9)]

    assert dropped == [()] * 9
    assert schedule.add("a", 0, 0.0)


def test_a_host_may_have_a_pace_of_its_own():
    schedule = Schedule[int](FAST, {"api": PACE})
    schedule.fill(("api", task) for task in range(3))

    result = run(schedule, Web())

    assert [now for now, _, _ in result.started] == [0, 1, 2]
