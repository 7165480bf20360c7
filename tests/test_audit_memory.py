"""What the audit remembers, and when it calls a link dead."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listbot.catalog import link_memory as remembering
from listbot.catalog.config_parts import Audit
from listbot.catalog.errors import ListbotError
from listbot.catalog.link_memory import Memory, Sighting
from listbot.catalog.link_verdict import LinkVerdict
from listbot.jobs import audit
from listbot.jobs.looking import Looked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

URL = "https://example.org/"
FIRST = date(2026, 1, 5)
SETTINGS = Audit()
# Enough others that are well, so that one unknown answer is no sign of trouble.
OTHERS = [f"https://example.org/{number}" for number in range(40)]
_VERDICTS = {
    "alive": LinkVerdict(url=URL, verdict="alive", why="Answers 200."),
    "moved": LinkVerdict(url=URL, verdict="moved", why="Moved.", moved_to=f"{URL}new"),
    "gone": LinkVerdict(url=URL, verdict="dead", why="Answers 404."),
    "unregistered": LinkVerdict(url=URL, verdict="dead", by="doi", why="Not known."),
    "blocked": LinkVerdict(url=URL, verdict="blocked", why="Answers 403 to robots."),
    "unknown": LinkVerdict(url=URL, verdict="unknown", why="No answer."),
}
looks = st.lists(
    st.tuples(st.sampled_from(sorted(_VERDICTS)), st.integers(0, 9)), max_size=12
)


def run(
    memory: Memory, what: str, day: date, *, others: Sequence[str] = OTHERS
) -> Memory:
    """Make one run that sees the link as *what*, and all others well."""
    seen = {URL: Sighting(_VERDICTS[what], day)}
    for url in others:
        seen[url] = Sighting(replace(_VERDICTS["alive"], url=url), day)
    return remembering.after_run(memory, seen, seen, SETTINGS)


def runs(*what: str, apart: int = 7) -> Memory:
    """Make one run after the other, so many days apart."""
    memory = Memory()
    for number, one in enumerate(what):
        memory = run(memory, one, FIRST + timedelta(days=apart * number))
    return memory


def is_dead(memory: Memory) -> bool:
    return URL in memory.links and memory.links[URL].dead is not None


@pytest.mark.parametrize(
    ("what", "apart", "dead"),
    [
        pytest.param(["gone", "gone"], 7, False, id="on two days"),
        pytest.param(["gone", "gone", "gone"], 7, True, id="on three days"),
        pytest.param(["gone"] * 3, 3, False, id="on three days within six"),
        pytest.param(["gone"] * 4, 3, True, id="on four days within nine"),
        pytest.param(["gone"] * 8, 1, True, id="every day for a week"),
        pytest.param(["gone", "gone", "alive", "gone"], 7, False, id="and back"),
        pytest.param(["gone", "gone", "moved", "gone"], 7, False, id="and elsewhere"),
        pytest.param(["gone", "blocked", "gone", "gone"], 7, True, id="with a refusal"),
        pytest.param(["gone", "blocked", "gone"], 7, False, id="a refusal is no day"),
        pytest.param(["gone", "unknown", "gone"], 7, False, id="silence is no day"),
        pytest.param(["blocked"] * 9, 7, False, id="refusals alone"),
        pytest.param(["unknown"] * 9, 7, False, id="silence alone"),
        pytest.param(["unregistered"], 7, True, id="a registry at once"),
        pytest.param(["unregistered", "unknown"], 7, True, id="and its outage after"),
        pytest.param(["unregistered", "alive"], 7, False, id="and registered after"),
    ],
)
def test_a_link_is_dead_after_failures_over_days(
    what: list[str], apart: int, dead: bool
):
    assert is_dead(runs(*what, apart=apart)) == dead


def test_how_many_and_how_long_is_configurable():
    strict = Audit(dead_after_failures=2, dead_after_days=1)
    memory = Memory()

    for day in (FIRST, FIRST + timedelta(days=1)):
        seen = {URL: Sighting(_VERDICTS["gone"], day)}
        memory = remembering.after_run(memory, seen, seen, strict)

    assert is_dead(memory)


def test_a_link_that_comes_back_leaves_no_line():
    memory = runs("gone", "gone", "gone", "alive")

    assert memory.links == {}


def test_a_link_that_is_not_on_the_list_any_more_is_forgotten():
    memory = runs("gone")

    assert remembering.after_run(memory, {}, OTHERS, SETTINGS).links == {}


def test_what_was_not_looked_at_stays_as_it_was():
    memory = runs("gone", "gone")

    after = remembering.after_run(memory, {}, [URL, *OTHERS], SETTINGS)

    assert after == memory


def test_a_run_with_too_many_unknown_answers_calls_nothing_dead():
    memory = runs("gone", "gone")
    day = FIRST + timedelta(days=21)
    seen = {
        url: Sighting(replace(_VERDICTS["unknown"], url=url), day) for url in OTHERS[:3]
    }
    seen |= {
        url: Sighting(replace(_VERDICTS["alive"], url=url), day) for url in OTHERS[3:]
    }
    seen[URL] = Sighting(_VERDICTS["unregistered"], day)

    doubt = remembering.doubt_about(memory, seen, SETTINGS)
    after = remembering.after_run(memory, seen, seen, SETTINGS)

    assert doubt is not None
    assert (doubt.unknown, doubt.asked) == (3, 41)
    assert after.links[URL] == memory.links[URL]


@pytest.mark.parametrize(
    "later",
    [
        pytest.param(["unknown"] * 3, id="silence"),
        pytest.param(["blocked"] * 3, id="refusals"),
        pytest.param(["gone", "gone"], id="not there for a while"),
        pytest.param(["unknown", "gone", "moved"], id="and there again"),
    ],
)
def test_what_has_moved_stays_so_until_it_is_back_or_dead(later: list[str]):
    before = runs("moved").links[URL]

    after = runs("moved", *later).links[URL]

    told = {"gone": None, "silent": None}
    assert after.model_copy(update=told) == before


@pytest.mark.parametrize(
    ("later", "verdict"),
    [
        pytest.param(["alive"], None, id="back"),
        pytest.param(["gone"] * 3, "dead", id="dead"),
        pytest.param(["unregistered"], "dead", id="dead at once"),
    ],
)
def test_what_has_moved_is_so_no_longer(later: list[str], verdict: str | None):
    known = runs("moved", *later).links.get(URL)

    assert (known.verdict if known else None) == verdict


def test_a_move_that_was_declined_stays_declined_through_an_outage():
    memory = runs("moved")
    declined = memory.links[URL].model_copy(update={"declined": True})
    memory = replace(memory, links={URL: declined})

    for week, what in enumerate(["unknown", "moved"], 1):
        memory = run(memory, what, FIRST + timedelta(weeks=week))

    assert memory.links[URL].declined


@pytest.mark.parametrize(
    ("unknown", "asked", "doubtful"),
    [
        pytest.param(1, 1, True, id="the only one"),
        pytest.param(1, 2, False, id="one of two"),
        pytest.param(2, 3, True, id="two of three"),
        pytest.param(2, 4, False, id="two of four"),
        pytest.param(1, 10, False, id="one of ten"),
        pytest.param(2, 10, False, id="two of ten"),
        pytest.param(3, 10, True, id="three of ten"),
        pytest.param(3, 41, True, id="three of 41, more than a twentieth"),
        pytest.param(3, 60, False, id="three of 60, a twentieth"),
        pytest.param(4, 60, True, id="four of 60"),
    ],
)
def test_a_few_unknown_links_of_a_short_list_are_no_sign(
    unknown: int, asked: int, doubtful: bool
):
    seen = {
        url: Sighting(replace(_VERDICTS[what], url=url), FIRST)
        for number in range(asked)
        for url in [f"{URL}{number}"]
        for what in ["unknown" if number < unknown else "alive"]
    }

    doubt = remembering.doubt_about(Memory(), seen, SETTINGS)

    assert (doubt is not None) is doubtful


def test_one_slow_host_does_not_keep_a_short_list_from_its_dead_link():
    memory = Memory()
    for week in range(3):
        day = FIRST + timedelta(weeks=week)
        seen = {URL: Sighting(_VERDICTS["gone"], day)}
        for number, url in enumerate(OTHERS[:9]):
            what = "unknown" if number == week else "alive"
            seen[url] = Sighting(replace(_VERDICTS[what], url=url), day)
        memory = remembering.after_run(memory, seen, seen, SETTINGS)

    assert is_dead(memory)


def test_moved_links_that_are_silent_for_long_say_nothing_about_a_run():
    memory = run(Memory(), "moved", FIRST, others=())
    days = [FIRST + timedelta(weeks=week) for week in (1, 2)]
    seen = [{URL: Sighting(_VERDICTS["unknown"], day)} for day in days]

    first = remembering.doubt_about(memory, seen[0], SETTINGS)
    memory = remembering.after_run(memory, seen[0], [URL], SETTINGS)
    second = remembering.doubt_about(memory, seen[1], SETTINGS)

    assert (first is None, second is None) == (False, True)


def test_what_was_unknown_all_along_says_nothing_about_a_run():
    memory = Memory()
    few = {url: Sighting(_VERDICTS["unknown"], FIRST) for url in OTHERS[:3]}
    few = {
        url: Sighting(replace(one.verdict, url=url), FIRST) for url, one in few.items()
    }
    memory = remembering.after_run(memory, few, few, SETTINGS)
    later = {url: Sighting(one.verdict, date(2026, 1, 12)) for url, one in few.items()}

    assert remembering.doubt_about(memory, few, SETTINGS) is not None
    assert remembering.doubt_about(memory, later, SETTINGS) is None


@given(looks)
def test_a_day_counts_once_however_often_it_is_reported(pairs: list[tuple[str, int]]):
    once = twice = Memory()
    days = accumulate((gap for _, gap in pairs), initial=0)

    for (what, _), offset in zip(pairs, days, strict=False):
        day = FIRST + timedelta(days=offset)
        once = run(once, what, day)
        twice = run(run(twice, what, day), what, day)

    assert is_dead(once) == is_dead(twice)


@given(looks)
def test_days_without_knowledge_change_nothing_that_is_known(
    pairs: list[tuple[str, int]],
):
    whole = known = Memory()
    days = accumulate((gap for _, gap in pairs), initial=0)

    for (what, _), offset in zip(pairs, days, strict=False):
        day = FIRST + timedelta(days=offset)
        whole = run(whole, what, day)
        if what not in {"blocked", "unknown"}:
            known = run(known, what, day)

    assert is_dead(whole) == is_dead(known)
    assert moved_to(whole) == moved_to(known)


def moved_to(memory: Memory) -> str | None:
    link = memory.links.get(URL)
    return link.moved_to if link else None


@given(looks)
def test_what_is_written_is_read_back(pairs: list[tuple[str, int]]):
    memory = runs(*(what for what, _ in pairs))

    assert remembering.read_memory(remembering.written(memory)) == memory


@given(looks)
def test_nothing_is_dead_that_the_web_called_so_on_too_few_days(
    pairs: list[tuple[str, int]],
):
    seen = [what for what, _ in pairs if what != "unregistered"]

    memory = runs(*seen)

    since = max(
        (n for n, one in enumerate(seen) if one in {"alive", "moved"}), default=-1
    )
    assert is_dead(memory) == (seen[since + 1 :].count("gone") >= 3)


@given(st.permutations(range(4)))
def test_the_order_of_the_parts_does_not_matter(order: Iterable[int]):
    parts = [
        Looked(
            verdict_by_url={
                url: replace(_VERDICTS["gone"], url=url)
                for url in OTHERS[10 * number : 10 * number + 10]
            },
            whole=True,
            day=FIRST,
        )
        for number in range(4)
    ]

    merged = audit.merged([parts[number] for number in order], FIRST)

    assert merged == audit.merged(parts, FIRST)
    assert len(merged) == 40


def test_a_report_of_last_week_counts_for_last_week():
    part = Looked(verdict_by_url={URL: _VERDICTS["gone"]}, whole=True, day=FIRST)

    merged = audit.merged([part], FIRST + timedelta(days=7))

    assert merged[URL].day == FIRST


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("{}\n", id="no link"),
        pytest.param('{"url": "x", "verdict": "fine"}\n', id="no verdict of ours"),
        pytest.param("[]\n", id="no object"),
        pytest.param("notes\n", id="no JSON"),
    ],
)
def test_a_file_that_is_not_ours_is_told_with_its_line(text: str):
    with pytest.raises(ListbotError) as raised:
        remembering.read_memory(remembering.written(Memory()) + text)

    assert str(raised.value) == (
        "links.jsonl, line 2: this is no line of the audit's memory. Take it out, or "
        "delete the branch listbot/state to begin anew."
    )
