"""The audit's report on GitHub: one issue, a memory on a branch, pull requests."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from audit_bench import COPY, a_list, entry, reported
from crash_bench import Bench, bench_of
from fake_github import ACTIONS_BOT, FAULTS, FakeGitHub
from listbot.catalog.errors import OutageError
from listbot.catalog.link_memory import Sighting
from listbot.catalog.link_verdict import LinkVerdict
from listbot.forge.audit_protocol import EditedError
from listbot.forge.github_audit import GithubAudit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from fake_github import Fault
    from listbot.catalog.plan import Proposal
    from listbot.forge.audit_protocol import Pull
    from listbot.forge.protocol import Ground
    from listbot.jobs.audit import Done

GOOD, GONE, OLD = (f"https://{name}.org/" for name in ("good", "gone", "old"))
NEW = "https://new.org/"
LIST = a_list(entry("One", PDF=GOOD, Code=GONE), entry("Two", PDF=OLD))
FIRST = date(2026, 11, 2)
WELL: Mapping[str, LinkVerdict] = {
    url: LinkVerdict(url=url, verdict="alive", why="Answers 200.")
    for url in (GOOD, GONE, OLD, NEW)
}
ILL = {
    **WELL,
    GONE: LinkVerdict(
        url=GONE, verdict="dead", why="Answers 404: there is no such page."
    ),
    OLD: LinkVerdict(url=OLD, verdict="moved", why="Moved for good.", moved_to=NEW),
}


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with FakeGitHub(tmp_path, LIST) as github:
        yield bench_of(github, tmp_path)


def report(
    bench: Bench, seen: Mapping[str, LinkVerdict], week: int = 0, **more: str
) -> Done:
    """Make the run of a week."""
    forge = GithubAudit(bench.forge(**more))
    today = FIRST + timedelta(weeks=week)
    sightings = {url: Sighting(verdict, today) for url, verdict in seen.items()}
    return reported(forge, forge.forge.base(), sightings, today, {GONE: COPY})[1]


def dead(bench: Bench) -> int:
    """Make as many runs as it takes to call the link dead; return the issue."""
    done = [report(bench, ILL, week) for week in range(3)][-1]
    assert done.issue is not None
    return done.issue


def tick(bench: Bench, number: int, choice: str) -> None:
    issue = bench.github.world.issues[number]
    lines = (issue.body or "").split("\n")
    body = [
        line.replace("[ ]", "[x]") if f"<!-- {choice} " in line else line
        for line in lines
    ]
    # GitHub's editor sends other line ends.
    bench.github.edit_issue(number, "octo", body="\r\n".join(body))


def test_one_issue_is_opened_and_edited_in_place(bench: Bench):
    number = dead(bench)
    report(bench, ILL, 3)

    issues = [one for one in bench.github.world.issues.values() if one.pull is None]
    assert [(one.number, one.login, one.labels) for one in issues] == [
        (number, ACTIONS_BOT, ["listbot:audit"])
    ]
    assert "seen so on 4 days." in (issues[0].body or "")
    assert issues[0].comments == []


def test_it_is_closed_when_clean_and_opened_again_when_not(bench: Bench):
    number = dead(bench)
    issue = bench.github.world.issues[number]

    report(bench, WELL, 3)
    closed = (issue.state, issue.state_reason)
    for week in (4, 5, 6):
        report(bench, ILL, week)

    assert closed == ("closed", "completed")
    assert issue.state == "open"


def test_the_memory_is_one_commit_a_run(bench: Bench):
    report(bench, ILL, 0)
    report(bench, ILL, 1)

    log = ["git", "-C", str(bench.github.git.path), "log", "--format=%s"]
    done = subprocess.run([*log, "listbot/state"], check=True, capture_output=True)
    assert list(bench.github.files("listbot/state")) == ["links.jsonl"]
    assert done.stdout.decode().splitlines() == [
        "Remember what links said by 2026-11-09",
        "Remember what links said by 2026-11-02",
    ]


def test_the_same_run_again_changes_nothing(bench: Bench):
    dead(bench)
    before = bench.github.moment()

    report(bench, ILL, 2)

    assert bench.github.moment() == before


def test_moved_links_get_one_pull_request_that_is_kept_up_to_date(bench: Bench):
    report(bench, ILL, 0)
    report(bench, ILL, 1)

    pulls = [one for one in bench.github.world.issues.values() if one.pull]
    assert [(one.title, one.state) for one in pulls] == [
        ("Take over new addresses of links that moved", "open")
    ]
    assert f"PDF: `{OLD}` → `{NEW}`" in (pulls[0].body or "")
    files = bench.github.files("listbot/links-moved")
    assert f"PDF: {NEW}\n" in files["entries/2024/two.yml"]
    assert f"]({NEW})" in files["README.md"]


def test_one_that_was_closed_unmerged_is_not_opened_again(bench: Bench):
    report(bench, ILL, 0)
    (number,) = [one.number for one in bench.github.world.issues.values() if one.pull]
    bench.github.close_pull(number, "octo")

    done = report(bench, ILL, 1)
    again = report(bench, ILL, 2)

    assert (done.pulls, again.pulls) == ({}, {})
    assert "listbot/links-moved" not in bench.github.branches()


def test_a_merged_one_is_done(bench: Bench):
    report(bench, ILL, 0)
    (number,) = [one.number for one in bench.github.world.issues.values() if one.pull]
    bench.github.merge_pull(number, "octo")

    done = report(bench, {**ILL, NEW: WELL[NEW]}, 1)

    assert done.pulls == {}
    assert OLD not in bench.github.files("listbot/state")["links.jsonl"]


@pytest.mark.parametrize("choice", ["keep", "remove", "replace"])
def test_a_ticked_box_opens_a_pull_request(bench: Bench, choice: str):
    number = dead(bench)
    tick(bench, number, choice)

    done = report(bench, {}, 2)

    kind = {"keep": "kept", "remove": "removed", "replace": "replaced"}[choice]
    assert done.pulls.keys() == {"moved", kind}
    body = bench.github.world.issues[number].body or ""
    assert f"(proposed: {done.pulls[kind]}) <!-- {choice} " in body


def test_only_who_may_push_has_a_say(bench: Bench):
    forge = GithubAudit(bench.forge())
    for login, role in (("tess", "triage"), ("wendy", "write"), ("ada", "admin")):
        bench.github.collaborator(login, role)  # pyright: ignore[reportArgumentType]

    said = [forge.may_decide(login) for login in ("", "eve", "tess", "wendy", "ada")]

    assert said == [False, False, False, True, True]


def test_a_tick_of_somebody_without_a_say_is_taken_back(bench: Bench):
    number = dead(bench)
    tick(bench, number, "remove")
    forge = GithubAudit(bench.forge())

    base = forge.forge.base()
    _, done = reported(forge, base, {}, FIRST + timedelta(weeks=2), believed=False)

    assert "removed" not in done.pulls
    assert "[x]" not in (bench.github.world.issues[number].body or "")


@dataclass(frozen=True)
class WhileTicked(GithubAudit):
    """A forge whose people tick a box while the report is being written."""

    tick: Callable[[], None] = field(kw_only=True)

    def propose(self, proposal: Proposal, ground: Ground) -> Pull:
        self.tick()
        return super().propose(proposal, ground)


def test_a_tick_while_a_report_is_written_is_not_lost(bench: Bench):
    number = dead(bench)
    forge = WhileTicked(bench.forge(), tick=lambda: tick(bench, number, "remove"))
    base, today = forge.forge.base(), FIRST + timedelta(weeks=3)
    sightings = {url: Sighting(verdict, today) for url, verdict in ILL.items()}

    with pytest.raises(EditedError):
        reported(forge, base, sightings, today, {GONE: COPY})
    done = report(bench, ILL, 3)

    assert done.pulls.keys() == {"moved", "removed"}


def test_an_issue_that_somebody_else_wrote_is_not_ours(bench: Bench):
    bench.github.open_issue("mallory", "Links", "<!-- listbot:audit -->\n- [x] all")
    bench.github.world.issues[1].labels = ["listbot:audit"]

    number = dead(bench)

    assert number != 1
    assert bench.github.world.issues[1].body == "<!-- listbot:audit -->\n- [x] all"


def test_a_deleted_issue_is_made_anew(bench: Bench):
    number = dead(bench)
    bench.github.world.issues[number].gone = "deleted"

    done = report(bench, ILL, 3)

    assert done.issue not in {None, number}


def test_without_the_right_to_push_the_issue_is_written_all_the_same(bench: Bench):
    dead(bench)
    bench.github.actions_token(contents="read", issues="write")

    done = report(bench, ILL, 3)

    assert "seen so on 4 days." in (
        bench.github.world.issues[done.issue or 0].body or ""
    )
    assert any("`contents: write`" in trouble for trouble in done.troubles)


def test_the_rights_that_the_workflow_gives_are_enough(bench: Bench):
    bench.github.actions_token(contents="write", issues="write", pull_requests="write")

    done = [report(bench, ILL, week) for week in range(3)][-1]

    assert done.troubles == ()
    assert done.pulls.keys() == {"moved"}


def test_a_report_costs_few_requests(bench: Bench):
    dead(bench)
    bench.github.forget_calls()

    report(bench, ILL, 3)

    assert bench.github.made() == [
        "pulls/get",
        "users/get-authenticated",
        "issues/get",
        "pulls/list",
        "issues/get",
        "issues/update",
        "git/create-tree",
        "git/create-commit",
        "git/update-ref",
    ]


# Every request is a place to die


def until_done(bench: Bench, week: int) -> None:
    for _ in range(5):
        try:
            report(bench, ILL, week)
        except OutageError:
            bench.github.service.dead = False
            bench.github.clock.sleep(3600)
        else:
            return
    message = "5 runs were not enough"
    raise AssertionError(message)


def swept(bench: Bench, kinds: tuple[Fault, ...]) -> tuple[int, int]:
    """Strike every request of the run that opens the issue and a pull request."""
    for week in range(2):
        report(bench, {**WELL, GONE: ILL[GONE]}, week)
    start = bench.github.moment()
    until_done(bench, 2)
    clean, requests = bench.github.shown(), bench.github.service.arrived
    bad = tried = 0
    for number in range(1, requests + 1):
        for kind in kinds:
            bench.github.go_back(start)
            bench.github.service.faults = {number: kind}
            until_done(bench, 2)
            bench.github.service.faults = {}
            until_done(bench, 2)
            tried, bad = tried + 1, bad + (bench.github.shown() != clean)
    return tried, bad


def test_dying_anywhere_leaves_no_trace(bench: Bench):
    tried, bad = swept(bench, ("kill before", "kill after"))

    assert tried > 20
    assert bad == 0


@pytest.mark.slow
def test_any_fault_anywhere_leaves_no_trace(bench: Bench):
    _, bad = swept(bench, FAULTS)

    assert bad == 0
