"""The links of a submission, looked at while its author waits."""

from __future__ import annotations

import json
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from command import listbot
from listbot.catalog.errors import ListbotError
from listbot.web import environment
from making import body
from web_lab.web_server import Script, WebServer, hangs, says, serving

if TYPE_CHECKING:
    from collections.abc import Generator

_EXAMPLE = Path(__file__).parents[1] / "examples" / "pathology"
_KNOWN = b'{"responseCode": 1, "handle": "10.5555/known", "values": []}'
_UNKNOWN = b'{"responseCode": 100, "handle": "10.5555/none"}'
_COPY = b"""{"archived_snapshots": {"closest": {"available": true, "status": "200",
"url": "http://web.archive.org/web/20240101000000/http://127.0.0.1/gone"}}}"""
_WITH_COPY = (
    "Check it for typing errors, or give another address. An archived copy of the "
    "page is at “https://web.archive.org/web/20240101000000/http://127.0.0.1/gone”."
)


@dataclass
class Bench:
    """The command line on the example list, and the web it may ask."""

    folder: Path
    web: WebServer
    environ: dict[str, str] = field(default_factory=dict[str, str])
    said: str = ""

    def send(self, *words: str, **answers: str) -> dict[str, Any]:
        path = self.folder / "body.md"
        given = {
            "Title": "A model of tissue",
            "Date": "2024-06",
            "Section": "Large-scale pre-trained models / Vision foundation models / "
            "Visual representation learning",
            "PDF": self.web.url("/there"),
            "Code": "_No response_",
            "Kind": "Journal",
            "Venue": "Nature",
        }
        path.write_text(body(given | answers))
        base = self.web.url("")
        environ = {
            "LISTBOT_DOI_URL": base,
            "LISTBOT_WAYBACK_URL": base,
            "LISTBOT_ALLOW_ADDRESSES": "127.0.0.0/8",
        }
        done = listbot(
            *("intake", path, "--repo", self.folder / "list", "--json", "--dry-run"),
            *words,
            environ=environ | self.environ,
        )
        assert done.code == 0, done.err
        self.said = done.err
        return json.loads(done.out)


PAGES: dict[str, Script] = {
    "/there": says(200),
    "/gone": says(404),
    "/moved": says(301, location="/there"),
    "/shut": says(403),
    "/trouble": says(500),
    "/slow": hangs(),
    "/api/handles/10.5555/known": says(200, _KNOWN),
    "/api/handles/10.5555/none": says(404, _UNKNOWN),
    "/wayback/available": says(200, _COPY),
}


@pytest.fixture
def bench(tmp_path: Path) -> Generator[Bench]:
    repo = tmp_path / "list"
    git = ["git", "-C", str(repo), "-c", "user.name=A", "-c", "user.email=a@b.org"]
    subprocess.run(["cp", "-r", str(_EXAMPLE), str(repo)], check=True)
    subprocess.run([*git, "init", "-q", "-b", "main"], check=True)
    subprocess.run([*git, "add", "--all"], check=True)
    subprocess.run([*git, "commit", "-q", "-m", "The list"], check=True)
    with serving(PAGES) as web:
        yield Bench(tmp_path, web)


def checked(plan: dict[str, Any]) -> list[str]:
    """Return the rows of the reply that say what was seen of the links."""
    shown = plan["reply"].partition("**Checked:**")[2].partition("<details>")[0]
    return [row for row in shown.splitlines() if row.startswith(("| PDF", "| Code"))]


def test_links_that_work_are_told(bench: Bench):
    plan = bench.send(Code="https://doi.org/10.5555/known")

    assert plan["outcome"] == "in-review"
    assert checked(plan) == [
        "| PDF | works | Answers 200. |",
        "| Code | works | The DOI is registered. |",
    ]


def test_a_page_that_is_gone_is_an_error_with_the_archived_copy(bench: Bench):
    plan = bench.send(PDF=bench.web.url("/gone"))

    assert plan["outcome"] == "needs-changes"
    assert [
        (found["code"], found["severity"], found["message"], found["hint"])
        for found in plan["findings"]
    ] == [
        (
            "dead-link",
            "error",
            f"“{bench.web.url('/gone')}” is dead. Answers 404: there is no such page.",
            _WITH_COPY,
        )
    ]


def test_a_doi_that_nobody_registered_is_an_error(bench: Bench):
    plan = bench.send(PDF="https://doi.org/10.5555/none")

    (found,) = plan["findings"]
    assert found["message"] == (
        "“https://doi.org/10.5555/none” is dead. doi.org does not know the DOI "
        "10.5555/none."
    )


@pytest.mark.parametrize(
    ("path", "row"),
    [
        pytest.param(
            "/shut",
            "| PDF | refuses robots | Answers 403 to robots; not counted as dead. |",
            id="a refusal",
        ),
        pytest.param(
            "/trouble",
            "| PDF | could not be checked | Answers 500: its server has trouble. |",
            id="a server's trouble",
        ),
    ],
)
def test_what_says_nothing_about_the_page_never_blocks(
    bench: Bench, path: str, row: str
):
    plan = bench.send(PDF=bench.web.url(path))

    assert plan["outcome"] == "in-review"
    assert checked(plan) == [row]


def test_silence_is_waited_for_no_longer_than_a_few_seconds(bench: Bench):
    started = time.monotonic()

    plan = bench.send(PDF=bench.web.url("/slow"))

    # Starting and stopping are in it, on a machine that is busy elsewhere.
    assert time.monotonic() - started < 30
    assert plan["outcome"] == "in-review"
    # The link's own time ends with that of all links: either may be told.
    (row,) = checked(plan)
    assert row in {
        "| PDF | could not be checked | Not answered in the time there was. |",
        "| PDF | could not be checked | “127.0.0.1” did not answer within 6 seconds. |",
    }


def test_a_new_address_is_proposed(bench: Bench):
    plan = bench.send(PDF=bench.web.url("/moved"))

    assert plan["outcome"] == "in-review"
    assert [(found["code"], found["hint"]) for found in plan["findings"]] == [
        (
            "moved-link",
            f"Put the new address into the form: “{bench.web.url('/there')}”.",
        )
    ]


def test_tracking_is_taken_off_before_anybody_is_asked(bench: Bench):
    plan = bench.send(PDF=bench.web.url("/there?utm_source=x&page=2"))

    assert plan["entry"]["links"] == {"PDF": bench.web.url("/there?page=2")}
    assert [found["code"] for found in plan["findings"]] == ["tracking-parameter"]
    assert {asked.path for asked in bench.web.asked} == {"/there?page=2"}


def test_a_dead_link_is_told_together_with_all_else(bench: Bench):
    plan = bench.send(PDF=bench.web.url("/gone"), Title="", Date="2024/13/45")

    assert {found["code"] for found in plan["findings"]} >= {"dead-link", "bad-date"}


def test_offline_asks_nobody(bench: Bench):
    plan = bench.send("--offline")

    assert bench.web.connections == 0
    assert checked(plan) == [
        "| PDF | was not checked | Nobody was asked (--offline). |"
    ]


def test_a_guard_that_lets_more_pass_is_told_of(bench: Bench):
    bench.send()

    assert bench.said == (
        "LISTBOT_ALLOW_ADDRESSES is set: links may lead to 127.0.0.0/8, which is not "
        "public. This is for tests only.\n"
    )


def test_without_it_nothing_on_this_machine_is_asked(bench: Bench):
    bench.environ["LISTBOT_ALLOW_ADDRESSES"] = ""

    plan = bench.send()

    assert bench.web.connections == 0
    (row,) = checked(plan)
    assert row == (
        "| PDF | could not be checked | Not asked: “127.0.0.1” is at 127.0.0.1 (the "
        "own machine), which is not public. |"
    )


# What the environment may say


@pytest.mark.parametrize(
    ("environ", "told"),
    [
        pytest.param(
            {"LISTBOT_ALLOW_ADDRESSES": "loopback"},
            "LISTBOT_ALLOW_ADDRESSES: loopback is no network. "
            "Write 127.0.0.0/8 or ::1.",
            id="no network",
        ),
        pytest.param(
            {"LISTBOT_ALLOW_ADDRESSES": "10.0.0.0/8", "GITHUB_ACTIONS": "true"},
            "LISTBOT_ALLOW_ADDRESSES: 10.0.0.0/8 is not the runner's own. Inside "
            "GitHub Actions only 127.0.0.0/8 and ::1 may be let pass; take the others "
            "out.",
            id="a private network inside Actions",
        ),
        pytest.param(
            {"LISTBOT_DOI_URL": "doi.org"},
            "LISTBOT_DOI_URL: “doi.org” does not start with https:// or http://. "
            "Write the base address, https://host/path.",
            id="no base address",
        ),
    ],
)
def test_an_environment_that_cannot_be_is_told(environ: dict[str, str], told: str):
    with pytest.raises(ListbotError) as raised:
        environment.doors_named(environ)

    assert str(raised.value) == told


def test_every_door_can_be_named():
    doors = environment.doors_named(
        {
            "LISTBOT_DOI_URL": "http://one.test/",
            "LISTBOT_DNS": "127.0.0.1:53",
            "GITHUB_GRAPHQL_URL": "http://two.test/graphql",
            "GITHUB_TOKEN": "secret",
        },
        contact="me@example.org",
    )

    assert (doors.doi, doors.name_server) == ("http://one.test", "127.0.0.1:53")
    assert (doors.github_graphql, doors.github_token) == (
        "http://two.test/graphql",
        "secret",
    )
    assert doors.user_agent.endswith("; mailto:me@example.org)")
    assert "secret" not in repr(doors)


def test_the_token_of_another_github_is_not_shown_to_the_public_one():
    doors = environment.doors_named(
        {
            "GITHUB_SERVER_URL": "https://git.example.org",
            "GITHUB_GRAPHQL_URL": "https://git.example.org/api/graphql",
            "GITHUB_TOKEN": "secret",
        }
    )

    assert doors.github_token is None
    assert doors.github_graphql == "https://api.github.com/graphql"
