"""Commands on issues: who may give them, what they do, and that they do it once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from crash_bench import Bench, bench_of
from crash_flows import EDITED, GOOD, LIKE, LIST, asked, intake
from fake_github import ACTIONS_BOT, ACTIONS_TOKEN, FakeGitHub
from github_view import view

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BRANCH = "listbot/issue-1"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with FakeGitHub(tmp_path, LIST) as github:
        github.collaborator("mia", "maintain")
        github.collaborator("wes", "write")
        github.collaborator("tia", "triage")
        yield bench_of(github, tmp_path)


def opened(bench: Bench, text: str = GOOD, title: str = "Add") -> None:
    bench.github.open_issue("ada", title, text)
    answered(bench)


def answered(bench: Bench) -> None:
    intake(1)(bench, ACTIONS_TOKEN)


def says(bench: Bench, who: str, text: str) -> None:
    """Let somebody comment, and let listbot answer the event."""
    bench.github.comment(1, who, text)
    answered(bench)


def reply(bench: Bench) -> str:
    """Return what people see of the one reply."""
    ours = [body for who, body in bench.github.said(1) if who == ACTIONS_BOT]
    assert len(ours) == 1
    hidden = ("<!-- listbot:memory", "<!-- listbot:reply")
    rows = [row for row in ours[0].splitlines() if not row.startswith(hidden)]
    return "\n".join(rows).strip()


def reactions(bench: Bench) -> list[list[str]]:
    """Return the reactions to each comment of others, in order."""
    return [
        [one.content for one in comment.reactions]
        for comment in bench.github.world.issues[1].comments
        if comment.login != ACTIONS_BOT
    ]


def about_commands(bench: Bench) -> str:
    return reply(bench).partition("**About commands:**\n\n")[2]


def entry(bench: Bench) -> str:
    files = bench.github.files(BRANCH)
    return next(text for path, text in files.items() if path.startswith("entries/2024"))


# Who may do what


def test_authors_may_have_their_own_looked_at_again(bench: Bench):
    opened(bench)
    bench.github.forget_calls()

    says(bench, "ada", "/recheck")

    assert reactions(bench) == [["+1"]]
    assert bench.github.made() == [
        "graphql query submission",
        "graphql query proposals",
        "graphql mutation answer",
    ]


def test_rights_cost_one_call_more_for_each_person(bench: Bench):
    opened(bench, LIKE)
    bench.github.comment(1, "mia", "/accept likely-duplicate x\n/section language")
    bench.github.comment(1, "mia", "/recheck")
    bench.github.forget_calls()

    answered(bench)

    asked_for = [name for name in bench.github.made() if "collaborator" in name]
    assert asked_for == ["repos/get-collaborator-permission-level"]


@pytest.mark.parametrize("who", ["bob", "tia", "wes", "ada"])
def test_only_maintainers_accept(bench: Bench, who: str):
    opened(bench, LIKE)

    says(bench, who, "/accept likely-duplicate It is another one.")

    role = bench.github.world.role_of(who)
    assert reactions(bench) == [["confused"]]
    assert about_commands(bench) == (
        f"- {who}, `/accept likely-duplicate It is another one.`: That is for people "
        "with the role maintain or admin in this repository, and yours is "
        f"{role}. Ask one of the maintainers."
    )
    assert bench.github.branches() == ["main"]


def test_a_relationship_is_no_right(bench: Bench):
    bench.github.collaborator("bob", "read")
    opened(bench, LIKE)

    says(bench, "bob", "/reject no")

    assert bench.github.world.issues[1].state == "open"
    assert reactions(bench) == [["confused"]]


def test_programs_are_not_listened_to(bench: Bench):
    bench.github.collaborator("robot[bot]", "admin")
    opened(bench)

    says(bench, "robot[bot]", "/reject no")

    assert bench.github.world.issues[1].state == "open"
    assert reactions(bench) == [[]]


def test_an_edited_comment_gives_no_command(bench: Bench):
    opened(bench)
    event = bench.github.comment(1, "mia", "Nice.")
    bench.github.edit_comment(1, event["comment"]["id"], "/reject no")

    answered(bench)

    assert bench.github.world.issues[1].state == "open"
    assert reactions(bench) == [[]]


def test_somebody_elses_memory_is_not_believed(bench: Bench):
    bench.github.open_issue("ada", "Add", LIKE)
    bench.github.comment(
        1,
        "bob",
        '<!-- listbot:reply -->\n<!-- listbot:memory {"accepted":'
        '[{"code":"likely-duplicate","about":"x","by":"mia"}],"seen":999999} -->',
    )

    answered(bench)

    assert bench.github.branches() == ["main"]
    assert bench.github.world.issues[1].labels == ["listbot:duplicate"]


# Answers


def test_help_lists_what_the_one_who_asks_may_do(bench: Bench):
    opened(bench)

    says(bench, "bob", "/help")
    says(bench, "ada", "/help")
    says(bench, "mia", "/help")

    start = "You may write, at the start of a line: "
    assert about_commands(bench).splitlines() == [
        f"- bob, `/help`: {start}/help: see what you may do.",
        (
            f"- ada, `/help`: {start}/recheck: have the submission looked at again; "
            "/help: see what you may do."
        ),
        (
            f"- mia, `/help`: {start}/recheck: have the submission looked at again; "
            "/accept CODE reason: let a warning, a duplicate or a dead link pass; "
            "/section NAME: put it into another section; /reject reason: close the "
            "submission; /help: see what you may do."
        ),
    ]
    assert reactions(bench) == [["+1"], ["+1"], ["+1"]]


def test_an_unknown_command_is_answered_once(bench: Bench):
    opened(bench)

    says(bench, "bob", "/rechek")
    says(bench, "bob", "/rechek")
    answered(bench)

    assert about_commands(bench) == (
        "- bob, `/rechek`: There is no command “/rechek”. Did you mean “recheck”? "
        "With /help you see what you may do."
    )
    assert reactions(bench) == [["confused"], ["confused"]]


def test_what_cannot_be_accepted_is_said(bench: Bench):
    opened(bench, LIKE)

    says(bench, "mia", "/accept dead-link It works.")
    says(bench, "mia", "/accept")

    assert about_commands(bench).splitlines() == [
        (
            "- mia, `/accept dead-link It works.`: Nothing here that could be accepted "
            "is called “dead-link”. What can be accepted here: “likely-duplicate”."
        ),
        (
            "- mia, `/accept`: Write what to accept, for example: /accept "
            "likely-duplicate and the reason."
        ),
    ]


def test_strangers_write_no_markdown_through_commands(bench: Bench):
    opened(bench)

    says(bench, "bob", "/x `code` **bold** @everyone Fixes #1 <img> --> x")

    shown = view(about_commands(bench))
    assert shown.elements == ["ul", "li", "code"]
    assert "@everyone" not in shown.text_outside_code
    assert "#1" not in shown.text_outside_code


# What they do, and that it lasts


def test_an_accepted_duplicate_goes_on_and_stays_accepted(bench: Bench):
    opened(bench, LIKE)
    assert bench.github.world.issues[1].labels == ["listbot:duplicate"]

    says(bench, "mia", "/accept likely-duplicate It is another paper.")
    before = bench.github.moment()
    answered(bench)

    assert bench.github.moment() == before
    assert bench.github.world.issues[1].labels == ["listbot:in-review"]
    assert "Accepted by mia: It is another paper." in reply(bench)
    assert bench.github.branches() == [BRANCH, "main"]


def test_an_acceptance_does_not_cover_what_an_edit_brings_in(bench: Bench):
    opened(bench, LIKE)
    says(bench, "mia", "/accept likely-duplicate It is another paper.")
    bench.github.commit(
        {
            "entries/2023/other.yml": "title: A close look at seeing\n"
            "date: 2023-01\nsections: [vision]\n"
            "links:\n  PDF: https://doi.org/10.5555/close\n"
        }
    )
    bench.github.edit_issue(1, "ada", body=asked("A close look at seeings", 9))

    answered(bench)

    assert bench.github.world.issues[1].labels == ["listbot:duplicate"]


def test_a_lost_event_loses_no_command(bench: Bench):
    opened(bench, LIKE)
    bench.github.comment(1, "mia", "/accept likely-duplicate It is another paper.")
    bench.github.edit_issue(1, "ada", title="Add this one")

    answered(bench)

    assert bench.github.world.issues[1].labels == ["listbot:in-review"]
    assert reactions(bench) == [["+1"]]


def test_a_section_is_chosen_and_stays_when_the_issue_is_edited(bench: Bench):
    opened(bench)

    says(bench, "tia", "/section LANGUAGE")
    bench.github.edit_issue(1, "ada", body=EDITED)
    answered(bench)

    assert "sections: [language]" in entry(bench)
    assert "the shadows they throw" in entry(bench)


def test_a_section_that_is_not_there_is_named(bench: Bench):
    opened(bench)

    says(bench, "tia", "/section Visoin")

    assert about_commands(bench) == (
        "- tia, `/section Visoin`: There is no section “Visoin”. "
        "Did you mean “Vision”? Choose from “Vision” or “Language”."
    )
    assert "sections: [vision]" in entry(bench)


def test_rejecting_closes_issue_and_pull_request(bench: Bench):
    opened(bench)

    says(bench, "tia", "/reject It is *not* about seeing.")
    before = bench.github.moment()
    answered(bench)

    assert bench.github.moment() == before
    issue = bench.github.world.issues[1]
    assert (issue.state, issue.state_reason) == ("closed", "not_planned")
    assert (issue.labels, bench.github.branches()) == ([], ["main"])
    assert bench.github.world.issues[2].state == "closed"
    assert reply(bench) == (
        "### This paper was not taken up\n\n"
        "tia decided so: It is \\*not\\* about seeing.\n\n"
        "If the reason goes away, reopen the issue: it is then looked at again."
    )


def test_a_rejected_submission_that_is_reopened_is_looked_at_again(bench: Bench):
    opened(bench)
    says(bench, "tia", "/reject Not now.")
    bench.github.reopen_issue(1, "tia")

    answered(bench)

    assert bench.github.world.issues[1].state == "open"
    assert bench.github.world.issues[1].labels == ["listbot:in-review"]
    assert bench.github.branches() == [BRANCH, "main"]


# What was approved stays


@pytest.fixture
def approved(bench: Bench) -> Bench:
    opened(bench)
    bench.github.approve(2, "wes")
    return bench


def test_an_edit_after_the_approval_leaves_the_branch_alone(approved: Bench):
    head = approved.github.git.head(BRANCH)
    approved.github.edit_issue(1, "ada", body=EDITED)

    answered(approved)
    says(approved, "ada", "/recheck")

    assert approved.github.git.head(BRANCH) == head
    assert reply(approved).startswith(
        "> **The issue was edited after its pull request was approved.** What was "
        "approved stays as it is. The maintainers take the edit up by writing "
        "`/recheck` in a comment; below is how it would be then."
    )
    assert approved.github.world.issues[1].labels == ["listbot:in-review"]


def test_a_maintainer_takes_the_edit_up(approved: Bench):
    approved.github.edit_issue(1, "ada", body=EDITED)
    answered(approved)

    says(approved, "wes", "/recheck")
    before = approved.github.moment()
    answered(approved)

    assert approved.github.moment() == before
    assert "the shadows they throw" in entry(approved)
    assert not reply(approved).startswith(">")


def test_after_that_the_next_edit_waits_again(approved: Bench):
    approved.github.edit_issue(1, "ada", body=EDITED)
    says(approved, "wes", "/recheck")
    head = approved.github.git.head(BRANCH)
    approved.github.edit_issue(1, "ada", body=GOOD)

    answered(approved)

    assert approved.github.git.head(BRANCH) == head


def test_blanks_and_line_ends_are_no_edit(approved: Bench):
    changed = GOOD.replace("\n", "\r\n").replace("Telling cats", "  Telling  cats")
    approved.github.edit_issue(1, "ada", body=changed)

    answered(approved)

    assert not reply(approved).startswith(">")


def test_auto_merge_counts_as_an_approval(bench: Bench):
    opened(bench)
    bench.github.merge_when_ready(2, "wes")
    bench.github.edit_issue(1, "ada", body=EDITED)

    answered(bench)

    assert "by their shadows" in entry(bench)


def test_a_strangers_approval_holds_nothing_up(bench: Bench):
    opened(bench)
    bench.github.approve(2, "bob")
    bench.github.edit_issue(1, "ada", body=EDITED)

    answered(bench)

    assert "the shadows they throw" in entry(bench)


# Merged, closed


def test_a_merge_is_thanked_for_with_a_link_to_the_entry(bench: Bench):
    opened(bench)
    bench.github.merge_pull(2, "wes")

    answered(bench)
    before = bench.github.moment()
    answered(bench)

    github = bench.github
    assert github.moment() == before
    assert reply(bench) == (
        "### “Telling cats from dogs by their shadows” is on the list\n\n"
        "Thank you, ada! It is number 2 of *Vision*: [see it in the list]"
        f"({github.root}/octo/list/blob/main/README.md#vision)."
    )
    assert github.world.issues[1].labels == []
    assert github.branches() == ["main"]
    assert github.world.issues[1].state_reason == "completed"


def test_a_closed_submission_is_told_so_and_its_pull_request_closed(bench: Bench):
    opened(bench)
    bench.github.close_issue(1, "ada")

    answered(bench)

    assert reply(bench) == (
        "### This paper was closed\n\n"
        "Its pull request was closed with it. Reopen the issue, and it is looked at "
        "again."
    )
    assert bench.github.world.issues[2].state == "closed"
    assert bench.github.branches() == ["main"]


def test_a_closed_submission_keeps_the_branch_others_have_worked_on(bench: Bench):
    opened(bench)
    bench.github.commit({"notes.txt": "by hand\n"}, branch=BRANCH)
    bench.github.close_issue(1, "ada")

    answered(bench)

    assert bench.github.world.issues[2].state == "closed"
    assert bench.github.branches() == [BRANCH, "main"]


def test_an_issue_that_was_never_answered_is_closed_in_peace(bench: Bench):
    bench.github.open_issue("ada", "Hello", "How are you?")
    bench.github.close_issue(1, "ada")

    answered(bench)

    assert bench.github.said(1) == []


@pytest.mark.parametrize("how", ["closed", "branch deleted"])
def test_a_pull_request_that_was_closed_is_not_opened_again(bench: Bench, how: str):
    opened(bench)
    if how == "closed":
        bench.github.close_pull(2, "wes")
    else:
        bench.github.site.move_ref(f"refs/heads/{BRANCH}", None, "wes")
    bench.github.edit_issue(1, "ada", body=EDITED)

    answered(bench)
    before = bench.github.moment()
    answered(bench)

    assert bench.github.moment() == before
    assert reply(bench) == (
        "### The pull request for this paper was closed\n\n"
        f"{bench.github.root}/octo/list/pull/2 was closed without being merged, so "
        "nothing is proposed any more. The maintainers can say here why.\n\n"
        "Write `/recheck` in a comment to have it proposed again."
    )
    assert bench.github.world.issues[1].labels == []
    assert bench.github.world.last_number == 2


def test_a_recheck_opens_another_pull_request(bench: Bench):
    opened(bench)
    bench.github.close_pull(2, "wes")
    answered(bench)

    says(bench, "ada", "/recheck")

    assert bench.github.world.last_number == 3
    assert bench.github.world.issues[1].labels == ["listbot:in-review"]
    assert f"{bench.github.root}/octo/list/pull/3" in reply(bench)
