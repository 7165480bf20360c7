"""What may be repeated is, what may not is not, and no limit of GitHub's is broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fake_github import ACTIONS_TOKEN, FakeGitHub
from listbot.catalog.errors import ListbotError, OutageError
from listbot.forge.git import Git
from listbot.forge.github_answers import Answer, RefusedError, pause
from listbot.forge.github_api import Api, LostError
from listbot.forge.github_connection import Place, connect
from listbot.forge.github_pace import CONTENT_AN_HOUR

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fake_github import Fault

COMMENTS = "/issues/1/comments"
NOW = 1_700_000_000.0


@pytest.fixture
def github(tmp_path: Path) -> Iterator[FakeGitHub]:
    with FakeGitHub(tmp_path) as fake:
        fake.open_issue("ada", "Add x", "x")
        yield fake


def api(github: FakeGitHub, token: str = ACTIONS_TOKEN) -> Api:
    place = Place(
        name=github.full_name, token=token, api_url=github.root, server_url=github.root
    )
    clock = github.clock
    git = Git(folder=github.git.path)
    return connect(place, git, now=clock.now, wait=clock.sleep).api


# Repeating


@pytest.mark.parametrize(
    ("fault", "waits"),
    [
        pytest.param("502 before", [1, 1], id="a server's trouble"),
        pytest.param("lost before", [1, 1], id="no answer"),
        pytest.param("secondary", [61, 61], id="a limit with a time"),
        pytest.param("secondary, blank", [60, 60], id="a limit with a blank time"),
        pytest.param("secondary, bare", [60, 60], id="a limit without a time"),
        pytest.param("429", [60, 60], id="too many requests"),
    ],
)
def test_trouble_that_passes_is_waited_for(
    github: FakeGitHub, fault: Fault, waits: list[float]
):
    github.service.faults = {1: fault, 3: fault}
    door = api(github)

    title = door.rest("GET", "/issues/1")["title"]
    made = door.rest("POST", "/labels", {"name": "new", "color": "ffffff"})

    assert (title, made["name"]) == ("Add x", "new")
    assert github.clock.slept == waits


def test_trouble_that_stays_is_an_outage(github: FakeGitHub):
    github.service.faults = dict.fromkeys(range(1, 9), "502 before")

    with pytest.raises(OutageError) as caught:
        api(github).rest("GET", "/issues/1")

    assert str(caught.value) == (
        "GitHub does not do GET /issues/1 now: it says 'Server Error'."
    )
    assert github.clock.slept == [1, 2, 4]
    assert github.service.arrived == 4


def test_silence_that_stays_is_an_outage(github: FakeGitHub):
    github.service.faults = {1: "kill before"}

    with pytest.raises(OutageError) as caught:
        api(github).rest("GET", "/issues/1")

    assert str(caught.value) == (
        "GitHub does not do GET /issues/1 now: there is no answer."
    )


@pytest.mark.parametrize("fault", ["502 before", "502 after", "lost after"])
def test_what_makes_two_of_something_is_not_repeated(github: FakeGitHub, fault: Fault):
    github.service.faults = {2: fault}

    with pytest.raises(LostError):
        api(github).rest("POST", COMMENTS, {"body": "Hello"}, once=True)

    # The first one asked what is left of the hour.
    assert github.service.arrived == 2


def test_a_limit_refuses_for_sure_so_even_that_is_repeated(github: FakeGitHub):
    github.service.faults = {2: "secondary"}

    api(github).rest("POST", COMMENTS, {"body": "Hello"}, once=True)

    assert len(github.world.issues[1].comments) == 1


def test_an_hour_is_not_waited_for(github: FakeGitHub):
    github.world.tokens[ACTIONS_TOKEN].hourly = 1
    door = api(github)
    door.rest("GET", "/issues/1")
    door.remaining.clear()

    with pytest.raises(OutageError) as caught:
        door.rest("GET", "/issues/1")

    assert str(caught.value) == (
        "GitHub does not do GET /issues/1 now: it says 'API rate limit exceeded for "
        "user ID github-actions[bot].'."
    )
    assert github.clock.slept == []


# When to ask again, as GitHub documents it


def answer(status: int, text: str = "{}", **headers: str) -> Answer:
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status=status, headers=told, text=text)


@pytest.mark.parametrize(
    ("given", "seconds"),
    [
        pytest.param(answer(404), None, id="not found is final"),
        pytest.param(answer(403), None, id="forbidden is final"),
        pytest.param(answer(422, '{"message": "no"}'), None, id="nonsense is final"),
        pytest.param(answer(500), 4, id="third try of a server's trouble"),
        pytest.param(answer(0, ""), 4, id="silence"),
        pytest.param(answer(200, "<html>"), 4, id="a page instead of data"),
        pytest.param(answer(403, retry_after="30"), 31, id="told to wait"),
        pytest.param(answer(403, retry_after=" "), 60, id="told a blank"),
        pytest.param(answer(403, retry_after="soon"), 60, id="told a word"),
        pytest.param(answer(429), 60, id="told nothing"),
        pytest.param(
            answer(403, x_ratelimit_remaining="0", x_ratelimit_reset="1700000100"),
            101,
            id="until the hour is over",
        ),
        pytest.param(
            answer(403, x_ratelimit_remaining="0", x_ratelimit_reset="1600000000"),
            1,
            id="the hour is over already",
        ),
        pytest.param(
            answer(200, '{"data": null, "errors": [{"type": "RATE_LIMITED"}]}'),
            60,
            id="GraphQL says it inside",
        ),
    ],
)
def test_when_to_ask_again(given: Answer, seconds: float | None):
    assert pause(given, 3, NOW) == seconds


def test_reasons_are_told_with_the_fields_they_belong_to():
    given = answer(
        422,
        '{"message": "Validation Failed", "errors": ["first",'
        ' {"message": "second"}, {"field": "title", "code": "missing"}]}',
    )

    assert given.said == "Validation Failed; first; second; title: missing"


# Errors


def test_what_github_will_not_do_is_said_in_its_words(github: FakeGitHub):
    with pytest.raises(RefusedError) as caught:
        api(github).rest("POST", COMMENTS, {"body": " "})

    assert (caught.value.status, caught.value.said) == (
        422,
        "Validation Failed; Body cannot be blank",
    )


def test_another_repository_is_not_found(github: FakeGitHub):
    door = api(github)
    door.name = "octo/other"

    with pytest.raises(RefusedError) as caught:
        door.rest("GET", "/issues/1")

    assert caught.value.status == 404


def test_the_workflow_is_known_by_not_being_told_its_name(github: FakeGitHub):
    assert api(github).login() == "github-actions[bot]"
    assert api(github, github.token("ada")).login() == "ada"


# Limits


def test_a_burst_breaks_no_limit(github: FakeGitHub):
    door = api(github)
    start = github.clock.now()

    for number in range(CONTENT_AN_HOUR):
        door.rest("POST", COMMENTS, {"body": f"{number}"}, once=True)
    with pytest.raises(OutageError) as caught:
        door.rest("POST", COMMENTS, {"body": "one too many"}, once=True)

    assert str(caught.value) == (
        "GitHub lets nobody write more than 450 comments and pull requests an hour; "
        "the rest is taken up by the next run."
    )
    assert len(github.world.issues[1].comments) == CONTENT_AN_HOUR
    assert github.service.limits.refused == []
    minutes = (github.clock.now() - start).total_seconds() / 60
    assert 6 < minutes < 7


def test_many_writes_are_spread_over_minutes(github: FakeGitHub):
    github.world.tokens[ACTIONS_TOKEN].hourly = 5000
    door = api(github)

    for number in range(400):
        door.rest("POST", "/issues/1/labels", {"labels": [f"{number % 9}"]})

    assert github.service.limits.refused == []


def test_a_token_never_shows(github: FakeGitHub):
    place = Place(name="octo/list", token="ghs_secret")  # noqa: S106 - opens nothing

    forge = connect(
        place,
        Git(folder=github.git.path),
        now=github.clock.now,
        wait=github.clock.sleep,
    )

    assert "ghs_secret" not in f"{place}{forge}{forge.remote}{forge.api}"


def test_an_unknown_repository_is_the_maintainers_to_mend(github: FakeGitHub):
    place = Place(
        name="octo/other",
        token=ACTIONS_TOKEN,
        api_url=github.root,
        server_url=github.root,
    )
    clock = github.clock
    forge = connect(place, Git(folder=github.git.path), now=clock.now, wait=clock.sleep)

    with pytest.raises(ListbotError) as caught:
        forge.submission(1)

    assert str(caught.value) == (
        "GitHub shows this token no repository octo/other. Check GITHUB_REPOSITORY, "
        "and that the token belongs to it."
    )
