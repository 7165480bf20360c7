"""Open proposals on GitHub when base moves: every case has its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from crash_bench import Bench, bench_of
from crash_flows import GOOD, LIST, OTHER, THIRD, all_alive, asked, intake
from fake_github import ACTIONS_TOKEN, FakeGitHub
from listbot.catalog.errors import ListbotError, OutageError
from listbot.jobs import build, loading
from listbot.jobs import refresh as job
from making import TODAY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from listbot.jobs.refresh import Refreshed

FIRST = "listbot/issue-1"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with FakeGitHub(tmp_path, LIST) as github:
        yield bench_of(github, tmp_path)


def opened(bench: Bench, *texts: str) -> list[int]:
    """Let submissions come in and be answered; return their numbers."""
    numbers: list[int] = []
    for text in texts:
        bench.github.open_issue("ada", "Add", text)
        numbers.append(bench.github.world.last_number)
        intake(numbers[-1])(bench, ACTIONS_TOKEN)
    bench.github.forget_calls()
    return numbers


def refresh(bench: Bench) -> Refreshed:
    return job.refresh(bench.forge(), today=TODAY, look=all_alive)


def base_moves(bench: Bench) -> None:
    bench.github.commit({"notes.txt": "a push to base\n"})


def when(bench: Bench, request: str, act: Callable[[], object]) -> None:
    """Let something happen just before the first request that names *request*."""
    waiting = [act]

    def gate(_: str, target: str) -> None:
        if request in target and waiting:
            waiting.pop()()

    bench.github.service.gate = gate


def contains_base(bench: Bench, branch: str) -> bool:
    git = bench.github.git
    return git.is_ancestor(git.head("main") or "", git.head(branch) or "")


def is_as_built(bench: Bench, branch: str = "main") -> bool:
    """Say whether the generated files are what `listbot build` would write."""
    forge = bench.forge()
    heads = forge.remote.head_by_branch
    commit = heads.get(branch) or forge.remote.base
    snapshot = type(forge.base())(forge.remote.git, commit)  # pyright: ignore[reportCallIssue]
    return not build.stale(snapshot, build.generated(loading.load(snapshot)))


# What it costs


def test_a_proposal_costs_three_rest_calls(bench: Bench):
    opened(bench, GOOD, OTHER, THIRD)
    base_moves(bench)

    done = refresh(bench)

    assert done.refreshed == (1, 3, 5)
    first = [name for name in bench.github.made() if not name.startswith("graphql")]
    assert first.pop(0) == "rate-limit/get"
    assert first == ["git/create-tree", "git/create-commit", "git/update-ref"] * 3
    asked_in_graphql = len(bench.github.made()) - len(first) - 1
    assert asked_in_graphql == 3 + 3


def test_what_is_up_to_date_costs_none(bench: Bench):
    opened(bench, GOOD, OTHER)

    done = refresh(bench)

    assert done.unchanged == (1, 3)
    assert bench.github.made() == ["graphql query proposals", "graphql query states"]


def test_what_the_budget_leaves_is_said_and_done_next(bench: Bench):
    opened(bench, GOOD, OTHER, THIRD)
    base_moves(bench)
    bench.github.clock.sleep(3601)
    bench.github.world.tokens[ACTIONS_TOKEN].hourly = 104

    done = refresh(bench)

    assert (done.refreshed, done.left) == ((1,), (3, 5))
    assert job.summary(done) == [
        "issue 1: brought up to date",
        (
            "issues left for the next run: 3, 5. GitHub allows this token 100 more "
            "requests in this hour, and 100 are kept for others."
        ),
    ]
    bench.github.clock.sleep(3601)
    assert refresh(bench).refreshed == (3,)


# What else may have happened


def test_base_that_moves_meanwhile_is_taken_up_by_the_next_run(bench: Bench):
    opened(bench, GOOD)
    base_moves(bench)
    when(bench, "/git/trees", lambda: bench.github.commit({"more.txt": "once more\n"}))

    assert refresh(bench).refreshed == (1,)
    assert not contains_base(bench, FIRST)
    assert refresh(bench).refreshed == (1,)

    assert contains_base(bench, FIRST)


def test_a_commit_that_comes_meanwhile_is_not_lost(bench: Bench):
    opened(bench, GOOD, OTHER)
    base_moves(bench)
    by_hand = {"notes-of-mine.txt": "by hand\n"}
    when(bench, "/git/trees", lambda: bench.github.commit(by_hand, branch=FIRST))

    done = refresh(bench)

    assert (done.refreshed, done.left) == ((3,), (1,))
    assert done.why.startswith("listbot/issue-1 was moved meanwhile")
    assert refresh(bench).refreshed == (1,)
    assert bench.github.files(FIRST)["notes-of-mine.txt"] == "by hand\n"


def test_a_work_that_somebody_else_added_is_told_on_the_issue(bench: Bench):
    opened(bench, GOOD)
    bench.github.commit(
        {
            "entries/2024/cats.yml": "title: Telling cats from dogs by their shadows\n"
            "date: 2024-03\nsections: [vision]\n"
            "links:\n  PDF: https://doi.org/10.5555/paper.1\n"
        }
    )

    done = refresh(bench)

    assert [issue for issue, _ in done.skipped] == [1]
    assert bench.github.world.issues[1].labels == ["listbot:duplicate"]
    assert "is known here already" in bench.github.said(1)[0][1]
    check = bench.github.world.checks[-1]
    assert (check.title, check.head_sha) == (
        "1 to look at",
        bench.github.git.head(FIRST),
    )


def test_a_section_that_is_gone_is_told_on_the_issue(bench: Bench):
    opened(bench, GOOD)
    told = LIST["listbot.yml"].replace("  - Vision\n", "  - Seeing: {slug: seeing}\n")
    old = LIST["entries/2023/first.yml"].replace("vision", "seeing")
    bench.github.commit({"listbot.yml": told, "entries/2023/first.yml": old})

    refresh(bench)

    assert bench.github.world.issues[1].labels == ["listbot:needs-changes"]
    said = bench.github.said(1)[0][1]
    assert "“Vision”" in said
    assert "“Seeing”" in said


def test_a_section_with_a_new_title_is_the_same_section(bench: Bench):
    opened(bench, GOOD)
    told = LIST["listbot.yml"].replace("  - Vision\n", "  - Seeing: {slug: vision}\n")
    bench.github.commit({"listbot.yml": told})

    assert refresh(bench).refreshed == (1,)
    assert "## Seeing" in bench.github.files(FIRST)["README.md"]


def test_a_closed_issue_closes_its_pull_request(bench: Bench):
    opened(bench, GOOD)
    bench.github.close_issue(1, "ada")
    base_moves(bench)

    done = refresh(bench)

    assert done.skipped == ((1, "Its issue was closed."),)
    assert bench.github.branches() == ["main"]
    assert bench.github.world.issues[2].state == "closed"


def test_a_deleted_branch_is_nothing_to_refresh(bench: Bench):
    opened(bench, GOOD)
    bench.github.site.move_ref(f"refs/heads/{FIRST}", None, "octo")
    base_moves(bench)

    done = refresh(bench)

    assert job.summary(done) == ["No open proposals."]


@pytest.fixture
def strange(bench: Bench) -> Bench:
    """A branch of that name, with a pull request, that somebody else has made."""
    bench.github.open_issue("ada", "Add", GOOD)
    bench.github.commit({"mine.txt": "mine\n"}, branch=FIRST)
    token = bench.github.token("octo")
    body = {"title": "Mine", "head": FIRST, "base": "main", "body": ""}
    bench.forge(token).api.rest("POST", "/pulls", body)
    return bench


def test_a_branch_that_somebody_else_made_is_left_alone(strange: Bench):
    head = strange.github.git.head(FIRST)
    base_moves(strange)

    done = refresh(strange)

    assert done.skipped == (
        (1, "listbot/issue-1 was made by somebody else; it is left alone."),
    )
    assert strange.github.git.head(FIRST) == head


def test_nor_does_an_intake_touch_it(strange: Bench):
    head = strange.github.git.head(FIRST)

    with pytest.raises(ListbotError) as raised:
        intake(1)(strange, ACTIONS_TOKEN)

    assert str(raised.value) == (
        "The branch listbot/issue-1 was made by somebody else, and is left alone. "
        "Rename or delete it; then write /recheck on the issue."
    )
    assert strange.github.git.head(FIRST) == head
    assert strange.github.said(1) == []


# README on base


@pytest.fixture
def on_merge(bench: Bench) -> Bench:
    told = LIST["listbot.yml"] + "pull_request: on-merge\n"
    bench.github.commit({"listbot.yml": told})
    return bench


def test_a_proposal_may_hold_the_entry_alone(on_merge: Bench):
    opened(on_merge, GOOD)

    before = on_merge.github.files()
    changed = {
        path
        for path, text in on_merge.github.files(FIRST).items()
        if before.get(path) != text
    }
    assert changed == {"entries/2024/telling-cats-from-dogs-by-their-shadows.yml"}


def test_readme_is_then_written_on_base_after_the_merge(on_merge: Bench):
    opened(on_merge, GOOD, OTHER)
    on_merge.github.merge_pull(2, "octo")

    done = refresh(on_merge)

    assert (done.published, done.unchanged) == (True, (3,))
    assert is_as_built(on_merge)
    assert "Telling cats" in on_merge.github.files()["README.md"]
    assert not refresh(on_merge).published


def test_the_next_one_is_then_merged_without_a_refresh(on_merge: Bench):
    opened(on_merge, GOOD, OTHER)

    for pull in (2, 4):
        on_merge.github.merge_pull(pull, "octo")
        refresh(on_merge)

    assert is_as_built(on_merge)
    assert on_merge.github.files()["README.md"].count("10.5555") == 3


# One after the other


def refreshed_in_time(bench: Bench) -> None:
    """Refresh, an hour later again where the budget left something."""
    for _ in range(5):
        bench.github.clock.sleep(3601)
        try:
            done = refresh(bench)
        except OutageError:
            continue
        assert not done.skipped
        if not done.left:
            return
    raise AssertionError


@pytest.mark.slow
def test_fifty_proposals_are_merged_without_a_conflict(bench: Bench):
    topics = [f"{a} {b}" for a in "ABCDE" for b in "FGHIJKLMNO"]
    issues = [
        opened(bench, asked(f"Nets {topic} {n}", n))[0]
        for n, topic in enumerate(topics)
        if not bench.github.clock.sleep(60)
    ]

    for issue in issues:
        bench.github.merge_pull(issue + 1, "octo")
        assert is_as_built(bench)
        refreshed_in_time(bench)

    assert len(loading.load(bench.forge().base()).catalog.entries) == 51
