"""The sweep: whatever an event missed is taken up, and nothing else is touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from crash_bench import Bench, bench_of
from crash_flows import BAD, EDITED, GOOD, LIST, OTHER, THIRD, all_alive, asked, intake
from fake_github import ACTIONS_TOKEN, FakeGitHub
from listbot.catalog.dates import PartialDate
from listbot.catalog.errors import ListbotError
from listbot.catalog.facts import Facts, Research, ask_nobody
from listbot.jobs import sweep as job
from making import TODAY, body

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from listbot.catalog.facts import Ask, Query
    from listbot.jobs.sweep import Swept

LOOKING = ["graphql query proposals", "graphql query issues", "graphql query leftovers"]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with FakeGitHub(tmp_path, LIST) as github:
        yield bench_of(github, tmp_path)


def sweep(bench: Bench, *, dry_run: bool = False, ask: Ask = ask_nobody) -> Swept:
    forge = bench.forge(ACTIONS_TOKEN)
    return job.sweep(forge, today=TODAY, look=all_alive, ask=ask, dry_run=dry_run)


def answered(bench: Bench, issue: int = 1) -> None:
    intake(issue)(bench, ACTIONS_TOKEN)


def labels(bench: Bench, issue: int = 1) -> list[str]:
    return bench.github.world.issues[issue].labels


def test_submissions_without_an_answer_get_one_in_order(bench: Bench):
    for text in (GOOD, BAD, OTHER):
        bench.github.open_issue("ada", "Add", text)

    done = sweep(bench)

    assert done.answered == ((1, "in-review"), (2, "needs-changes"), (3, "in-review"))
    assert bench.github.branches() == ["listbot/issue-1", "listbot/issue-3", "main"]


def test_what_is_true_costs_nothing(bench: Bench):
    for text in (GOOD, BAD, OTHER):
        bench.github.open_issue("ada", "Add", text)
    sweep(bench)
    before = bench.github.moment()
    bench.github.forget_calls()

    done = sweep(bench)

    assert (done.answered, done.true) == ((), (1, 2, 3))
    assert bench.github.made() == LOOKING
    assert bench.github.moment() == before


def test_other_issues_are_none_of_our_business(bench: Bench):
    bench.github.open_issue("ada", "A question", "What is seeing?")
    bench.github.open_issue("ada", "Empty", None)

    done = sweep(bench)

    assert (done.answered, done.true) == ((), ())
    assert bench.github.said(1) == bench.github.said(2) == []


def test_two_of_one_work_in_one_burst_are_told_apart(bench: Bench):
    bench.github.open_issue("ada", "Add", GOOD)
    bench.github.open_issue("bob", "Add", GOOD)

    done = sweep(bench)

    assert done.answered == ((1, "in-review"), (2, "duplicate"))


def test_an_edit_that_nobody_saw_is_taken_up(bench: Bench):
    bench.github.open_issue("ada", "Add", GOOD)
    answered(bench)
    bench.github.edit_issue(1, "ada", body=EDITED)

    sweep(bench)

    entries = bench.github.files("listbot/issue-1").values()
    assert any("the shadows they throw" in text for text in entries)


def test_a_command_that_nobody_saw_is_followed(bench: Bench):
    bench.github.collaborator("tia", "triage")
    bench.github.open_issue("ada", "Add", GOOD)
    answered(bench)
    bench.github.comment(1, "tia", "Hm.\n/reject Not about seeing.")

    done = sweep(bench)

    assert done.answered == ((1, "closed"),)
    assert bench.github.world.issues[1].state == "closed"


def test_a_label_somebody_took_off_is_put_back(bench: Bench):
    bench.github.open_issue("ada", "Add", GOOD)
    answered(bench)
    bench.github.world.issues[1].labels.clear()

    sweep(bench)

    assert labels(bench) == ["listbot:in-review"]


def test_a_reply_somebody_deleted_is_written_again(bench: Bench):
    bench.github.open_issue("ada", "Add", GOOD)
    answered(bench)
    said = bench.github.said(1)
    bench.github.world.issues[1].comments.clear()

    sweep(bench)

    assert bench.github.said(1) == said


def test_a_duplicate_is_none_any_more_when_the_other_is_closed(bench: Bench):
    bench.github.open_issue("ada", "Add", GOOD)
    bench.github.open_issue("bob", "Add", GOOD)
    sweep(bench)
    bench.github.close_issue(1, "ada")
    answered(bench)

    done = sweep(bench)

    assert done.answered == ((2, "in-review"),)


def test_a_merge_that_nobody_saw_is_thanked_for(bench: Bench):
    bench.github.open_issue("ada", "Add", GOOD)
    answered(bench)
    bench.github.merge_pull(2, "octo")
    bench.github.site.move_ref("refs/heads/listbot/issue-1", None, "octo")

    done = sweep(bench)

    assert done.answered == ((1, "merged"),)
    assert "see it in the list" in bench.github.said(1)[0][1]
    assert labels(bench) == []


def test_a_pull_request_that_is_gone_is_told(bench: Bench):
    bench.github.open_issue("ada", "Add", GOOD)
    answered(bench)
    bench.github.close_pull(2, "octo")

    done = sweep(bench)

    assert done.answered == ((1, "closed"),)
    assert sweep(bench).true == (1,)


def test_a_dry_run_says_what_would_be(bench: Bench):
    bench.github.open_issue("ada", "Add", GOOD)
    before = bench.github.moment()

    done = sweep(bench, dry_run=True)

    assert done.answered == ((1, "in-review"),)
    assert bench.github.moment() == before


# Too many at once


@pytest.fixture
def two_each(bench: Bench) -> Bench:
    limited = LIST["listbot.yml"] + "limits: {open_per_author: 2}\n"
    bench.github.commit({"listbot.yml": limited})
    return bench


def test_of_one_author_only_so_many_are_worked_on(two_each: Bench):
    for text in (GOOD, OTHER, THIRD):
        two_each.github.open_issue("ada", "Add", text)
    two_each.github.open_issue("bob", "Add", asked("Grids of gratings", 4))

    done = sweep(two_each)

    assert done.answered == (
        (1, "in-review"),
        (2, "in-review"),
        (3, "retry"),
        (4, "in-review"),
    )
    assert two_each.github.said(3)[0][1].startswith(
        "<!-- listbot:reply -->\n### This paper has to wait a little\n\n"
        "You have 2 open submissions already, and 2 of one person are worked on at "
        "once. This one is looked at by itself as soon as one of them is decided."
    )
    assert labels(two_each, 3) == ["listbot:retry"]


def test_the_one_that_waits_costs_nothing_and_is_taken_up_in_time(two_each: Bench):
    for text in (GOOD, OTHER, THIRD):
        two_each.github.open_issue("ada", "Add", text)
    sweep(two_each)
    two_each.github.forget_calls()

    assert sweep(two_each).waiting == (3,)
    assert two_each.github.made() == LOOKING
    two_each.github.close_issue(1, "ada")
    answered(two_each)

    assert sweep(two_each).answered == ((3, "in-review"),)


def test_an_event_of_one_too_many_is_answered_the_same(two_each: Bench):
    for text in (GOOD, OTHER, THIRD):
        two_each.github.open_issue("ada", "Add", text)
        intake(two_each.github.world.last_number, "ada")(two_each, ACTIONS_TOKEN)

    # The pull requests have numbers, too.
    assert labels(two_each, 5) == ["listbot:retry"]


# Several links, of which some wait for an outage to end

FIRST, SECOND, THIRD_LINK = (f"https://doi.org/10.5555/{name}" for name in "abc")
TOGETHER = body(
    {
        "Title": "_No response_",
        "Date": "_No response_",
        "Section": "Vision",
        "PDF": FIRST,
        "Further papers": f"{SECOND}\n{THIRD_LINK}",
    }
)
TITLE_BY_URL = {
    FIRST: "Seeing whole slides",
    SECOND: "Counting every cell",
    THIRD_LINK: "Hearing what nobody said",
}


def knowing(*known: str) -> Ask:
    """Return a registry that answers about some links, and not about the others."""

    def ask(queries: Sequence[Query], contact: str | None) -> Research:
        del contact
        urls = [query.url for query in queries]
        return Research(
            facts_by_url={
                url: [
                    Facts(
                        source="Crossref",
                        title=TITLE_BY_URL[url],
                        date=PartialDate(2024, 6),
                    )
                ]
                for url in urls
                if url in known
            },
            silent_by_url={url: ("Crossref",) for url in urls if url not in known},
        )

    return ask


@pytest.fixture
def together(bench: Bench) -> Bench:
    """A submission of three links, of which a registry has told of one so far."""
    several = LIST["listbot.yml"] + "several: true\n"
    bench.github.commit({"listbot.yml": several})
    bench.github.open_issue("ada", "Add", TOGETHER)
    assert sweep(bench, ask=knowing(FIRST)).answered == ((1, "in-review"),)
    return bench


def test_links_that_wait_are_taken_up_when_the_outage_is_over(together: Bench):
    done = sweep(together, ask=knowing(FIRST, SECOND, THIRD_LINK))

    assert done.answered == ((1, "in-review"),)
    assert "### 3 of 3 are ready for review" in together.github.said(1)[0][1]
    assert "entries/2024/counting-every-cell.yml" in together.github.files(
        "listbot/issue-1"
    )
    assert sweep(together, ask=knowing()).true == (1,)


def test_while_the_outage_lasts_the_links_that_wait_cost_nothing(together: Bench):
    before = together.github.moment()
    together.github.forget_calls()

    done = sweep(together, ask=knowing(FIRST))

    assert (done.answered, done.true) == ((), (1,))
    assert together.github.made() == LOOKING
    assert together.github.moment() == before


def test_a_wider_outage_takes_nothing_back(together: Bench):
    sweep(together, ask=knowing(FIRST, SECOND))

    done = sweep(together, ask=knowing(THIRD_LINK))

    assert done.answered == ((1, "in-review"),)
    assert "### 3 of 3 are ready for review" in together.github.said(1)[0][1]


def test_links_are_taken_up_within_the_budget_of_an_edit(together: Bench):
    together.github.forget_calls()

    sweep(together, ask=knowing(FIRST, SECOND))

    made = together.github.made()
    assert sum(not call.startswith("graphql") for call in made) <= 7, made


# What the budget leaves


def test_what_the_budget_leaves_is_said_and_done_by_the_next_run(bench: Bench):
    for number in range(6):
        bench.github.open_issue("ada", "Add", asked(f"{'ABCDEF'[number]} nets", number))
    bench.github.world.tokens[ACTIONS_TOKEN].hourly = 116

    done = sweep(bench)

    assert [issue for issue, _ in done.answered] == [1, 2, 3]
    assert done.left == (4, 5, 6)
    assert job.summary(done)[-1] == (
        "3 are left for the next run. GitHub allows this token 100 more requests in "
        "this hour, and 100 are kept for others."
    )
    bench.github.clock.sleep(3601)
    assert [issue for issue, _ in sweep(bench).answered] == [4, 5, 6]


def test_a_list_that_cannot_be_read_stops_the_sweep(bench: Bench):
    bench.github.commit({"listbot.yml": None})

    with pytest.raises(ListbotError, match=r"listbot\.yml is not there"):
        sweep(bench)


def test_one_that_cannot_be_answered_does_not_hold_up_the_others(bench: Bench):
    bench.github.open_issue("ada", "Add", GOOD)
    bench.github.open_issue("bob", "Add", OTHER)
    bench.github.commit({"mine.txt": "mine\n"}, branch="listbot/issue-1")

    done = sweep(bench)

    assert done.answered == ((2, "in-review"),)
    assert [issue for issue, _ in done.refused] == [1]
    assert "issue 1: not answered. The branch listbot/issue-1 was made" in "\n".join(
        job.summary(done)
    )


def test_what_stops_them_all_is_for_the_maintainer(bench: Bench):
    bench.github.open_issue("ada", "Add", GOOD)
    bench.github.actions_token(contents="read", issues="write", pull_requests="write")

    with pytest.raises(ListbotError, match="it needs the permission `contents: write`"):
        sweep(bench)
