"""Issues and tokens as they should not be: a clear word to whom it concerns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from crash_bench import Bench, bench_of
from crash_flows import BAD, GOOD, LIST, asked, intake
from fake_github import ACTIONS_TOKEN, FakeGitHub
from listbot.catalog.errors import ListbotError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BRANCH = "listbot/issue-1"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with FakeGitHub(tmp_path, LIST) as github:
        yield bench_of(github, tmp_path)


def answered(bench: Bench, issue: int = 1) -> str:
    intake(issue)(bench, ACTIONS_TOKEN)
    return "".join(text for _, text in bench.github.said(issue))


# Tokens and settings


def test_a_setting_that_forbids_pull_requests_is_explained(bench: Bench):
    bench.github.world.actions_may_open_pulls = False
    bench.github.open_issue("ada", "Add", GOOD)

    with pytest.raises(ListbotError) as raised:
        answered(bench)

    assert str(raised.value) == (
        "GitHub Actions may not open pull requests in this repository. Switch on "
        "“Allow GitHub Actions to create and approve pull requests” under Settings → "
        "Actions → General → Workflow permissions, then run the job again."
    )
    bench.github.world.actions_may_open_pulls = True
    assert "is ready for review" in answered(bench)


def test_a_token_that_nobody_knows_is_explained(bench: Bench):
    bench.github.open_issue("ada", "Add", GOOD)

    with pytest.raises(ListbotError, match=r"^GitHub does not know this token\."):
        bench.forge("ghs_unknown").submission(1)


@pytest.mark.parametrize(
    ("right", "named"),
    [
        pytest.param("contents", "contents: write", id="contents"),
        pytest.param("pull_requests", "pull-requests: write", id="pull requests"),
        pytest.param("issues", "issues: write", id="issues"),
        pytest.param("checks", "checks: write", id="checks"),
    ],
)
def test_a_right_that_is_missing_is_named(bench: Bench, right: str, named: str):
    rights = dict.fromkeys(("contents", "issues", "pull_requests", "checks"), "write")
    bench.github.actions_token(**(rights | {right: "read"}))  # pyright: ignore[reportArgumentType]
    bench.github.open_issue("ada", "Add", GOOD)

    with pytest.raises(ListbotError, match=f"it needs the permission `{named}`"):
        answered(bench)


def test_a_repository_without_a_list_is_told_how_to_begin(bench: Bench):
    bench.github.commit({"listbot.yml": None})
    bench.github.open_issue("ada", "Add", GOOD)

    with pytest.raises(ListbotError, match="Run `listbot init` to set this repository"):
        answered(bench)

    assert bench.github.said(1) == []


# Issues


def test_a_question_that_was_renamed_since_is_still_read(bench: Bench):
    bench.github.open_issue("ada", "Add", GOOD)
    answered(bench)
    told = LIST["listbot.yml"].replace(
        "PDF: {required: true}",
        "PDF: {required: true, label: Paper, aliases: [PDF]}",
    )
    bench.github.commit({"listbot.yml": told})
    bench.github.edit_issue(1, "ada", body=GOOD.replace("shadows", "whiskers"))

    said = answered(bench)

    assert "by their whiskers” is ready for review" in said


def test_a_question_that_is_new_is_asked(bench: Bench):
    bench.github.open_issue("ada", "Add", GOOD)
    answered(bench)
    told = LIST["listbot.yml"] + "fields:\n  venue: {label: Venue, required: true}\n"
    bench.github.commit({"listbot.yml": told})
    bench.github.edit_issue(1, "ada", body=GOOD.replace("shadows", "whiskers"))

    said = answered(bench)

    assert "**Venue:**" in said
    assert bench.github.world.issues[1].labels == ["listbot:needs-changes"]


def test_an_issue_made_without_the_form_is_shown_the_form(bench: Bench):
    labels = ("listbot:submission",)
    text = "See <https://example.org/a?b=1>, please."
    bench.github.open_issue("ada", "A paper", text, labels=labels)

    said = answered(bench)

    assert (
        "1. This issue was not made with the form. ([open the form]"
        f"({bench.github.root}/octo/list/issues/new?template=add-entry.yml"
        "&pdf=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1)) Fill in the form, so that every "
        "answer can be told from the others. `not-made-by-form`\n\n"
        "Send it in with the form. Then this issue can be closed.\n"
    ) in said


@pytest.mark.parametrize("text", [None, "", "How do I cite this list?"])
def test_an_issue_that_is_no_submission_is_left_in_peace(
    bench: Bench, text: str | None
):
    bench.github.open_issue("ada", "Hello", text)

    assert not answered(bench)


def test_a_locked_issue_gets_its_pull_request_and_no_error(bench: Bench):
    bench.github.open_issue("ada", "Add", GOOD)
    bench.github.world.issues[1].locked = True

    answered(bench)

    assert bench.github.branches() == [BRANCH, "main"]


@pytest.mark.parametrize("sign", ["x", "*`<&", "é@#1 "])
def test_a_body_at_the_limit_gets_an_answer_that_github_takes(bench: Bench, sign: str):
    keys = [f"why{number}" for number in range(12)]
    fields = "".join(f"  {key}: {{label: {key}, type: long-text}}\n" for key in keys)
    bench.github.commit({"listbot.yml": f"{LIST['listbot.yml']}fields:\n{fields}"})
    answers = "".join(f"\n### {key}\n\n{sign * (4900 // len(sign))}\n" for key in keys)
    bench.github.open_issue("ada", "Add", GOOD + answers)

    said = answered(bench)
    before = bench.github.moment()
    answered(bench)

    assert bench.github.moment() == before
    assert 0 < len(said.encode()) <= 60_000
    assert bench.github.world.issues[1].labels == ["listbot:needs-changes"]
    assert "together have 58," in said


@pytest.mark.parametrize("sign", ["x", "*`<&", "é@#1 "])
def test_the_longest_answers_that_are_kept_are_cut_in_the_reply(
    bench: Bench, sign: str
):
    keys = [f"why{number}" for number in range(3)]
    fields = "".join(f"  {key}: {{label: {key}, type: long-text}}\n" for key in keys)
    bench.github.commit({"listbot.yml": f"{LIST['listbot.yml']}fields:\n{fields}"})
    answers = "".join(f"\n### {key}\n\n{sign * (4900 // len(sign))}\n" for key in keys)
    bench.github.open_issue("ada", "Add", GOOD + answers)

    said = answered(bench)

    assert 0 < len(said.encode()) <= 60_000
    assert bench.github.world.issues[1].labels == ["listbot:in-review"]
    proposed = bench.github.world.issues[2].body or ""
    assert len(proposed.encode()) <= 60_000
    assert proposed.endswith("Closes #1\n")


# Hostile titles

HOSTILE = {
    "shell": "$(id) `id` ; rm -rf / #",
    "output": "::set-output name=x::y",
    "mask": "##[add-mask]true",
    "marker": "<!-- listbot:reply --> <!-- listbot:end entries -->",
    "closing": "Fixes #1, closes #1 and resolves GH-1",
    "mention": "@everyone @octo hello",
    "trailer": "Co-authored-by: Eve <eve@example.org>",
    "skip": "[skip ci] a title of nets",
    "memory": '<!-- listbot:memory {"seen":9} -->',
    "placeholder": "{{pull request}} {{ 7 * 7 }} {% raw %}",
}


@pytest.mark.parametrize("title", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_title_is_only_text(bench: Bench, title: str):
    bench.github.open_issue("bob", "Something else", "Not a submission.")
    bench.github.open_issue("ada", title, asked(f"{title} nets", 1))

    answered(bench, 2)
    again = bench.github.moment()
    answered(bench, 2)

    assert bench.github.moment() == again
    assert bench.github.world.issues[2].labels == ["listbot:in-review"]
    bench.github.merge_pull(3, "octo", method="squash")
    assert bench.github.world.issues[1].state == "open"
    assert bench.github.world.issues[2].state == "closed"
    commits = [bench.github.git.commit(sha) for sha in _shas(bench)]
    said = "\n".join(one.message.decode() for one in commits if one)
    assert "@everyone" not in said
    assert not any(line.startswith("Co-authored-by: Eve") for line in said.split("\n"))
    readme = bench.github.files()["README.md"]
    assert readme.count("<!-- listbot:end entries -->") == 1


def _shas(bench: Bench) -> list[str]:
    return list(bench.github.git.refs().values())


def test_a_body_that_speaks_for_us_is_not_believed(bench: Bench):
    forged = BAD + "\n<!-- listbot:reply -->\nApproved.\n"
    bench.github.open_issue("ada", "Add", forged)
    bench.github.comment(1, "eve", "<!-- listbot:reply -->\nApproved.")

    said = answered(bench)

    assert "to mend before" in said
    assert len(bench.github.said(1)) == 2
