import gzip
import resource
import time
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from listbot.catalog.addresses import Address, parse
from listbot.web.door import Door
from listbot.web.doors import Doors
from listbot.web.requesting import Answer, Method, Request
from web_lab.authority import Authority, new_authority
from web_lab.name_server import SILENCE, serving_names
from web_lab.web_server import (
    Script,
    by_method,
    drips,
    hangs,
    raw,
    resets,
    says,
    serving,
)

LOOPBACK = ("127.0.0.0/8", "::1")
INSIDE = Doors(allowed=LOOPBACK)
HEAD_OF_PAGE = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n"


def address(url: str) -> Address:
    parsed = parse(url)
    assert parsed
    return parsed


def request(
    url: str, method: Method = "HEAD", *, seconds: float = 2.0, keep: int = 0
) -> Request:
    return Request(address=address(url), method=method, seconds=seconds, keep=keep)


@contextmanager
def opened(doors: Doors) -> Generator[Door]:
    door = Door(doors)
    try:
        yield door
    finally:
        door.close()


def answers(door: Door, *requests: Request) -> list[Answer]:
    answer_by_request: dict[Request, Answer] = {}
    for one in requests:
        door.start(one)
    while door.open:
        answer_by_request |= dict(door.wait(1))
    return [answer_by_request[one]._replace(seconds=0) for one in requests]


def ask(
    script: Script, method: Method = "GET", *, seconds: float = 1.0, keep: int = 0
) -> Answer:
    with (
        serving({"/": script}) as server,
        opened(Doors(allowed=LOOPBACK)) as door,
    ):
        asked = request(server.url("/"), method, seconds=seconds, keep=keep)
        return answers(door, asked)[0]


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        pytest.param(says(200), Answer(status=200), id="a page"),
        pytest.param(says(404), Answer(status=404), id="not found"),
        pytest.param(
            says(302, location="/login"),
            Answer(status=302, location="http://127.0.0.1/login"),
            id="a redirect, made absolute",
        ),
        pytest.param(
            says(429, retry_after="17"),
            Answer(status=429, retry_after=17),
            id="too many, with seconds",
        ),
        pytest.param(
            says(429, retry_after="Fri, 31 Dec 1999 23:59:59 GMT"),
            Answer(status=429),
            id="too many, with a day long past",
        ),
        pytest.param(
            says(503, retry_after="soon"), Answer(status=503), id="a wait in words"
        ),
        pytest.param(
            says(429, retry_after="-7"), Answer(status=429), id="a wait below zero"
        ),
        pytest.param(
            says(403, cf_mitigated="challenge"),
            Answer(status=403, challenged=True),
            id="a challenge for browsers",
        ),
        pytest.param(
            raw(b"HTTP/1.1 103 Early Hints\r\n\r\n" + HEAD_OF_PAGE + b"\r\n"),
            Answer(status=200),
            id="early hints, then a page",
        ),
        pytest.param(
            raw(b"HTTP/1.1 103 Early Hints\r\n\r\n"),
            Answer(trouble="broken"),
            id="early hints as the last word",
        ),
        pytest.param(
            raw(b"HTTP/1.1 103 Early Hints\r\n\r\n", hold=1.5),
            Answer(trouble="timeout"),
            id="early hints, then silence",
        ),
        pytest.param(
            raw(b"HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\n\r\n"),
            Answer(trouble="broken"),
            id="another protocol",
        ),
        pytest.param(hangs(), Answer(trouble="timeout"), id="silence"),
        pytest.param(resets, Answer(trouble="broken"), id="connection broken off"),
        pytest.param(raw(b""), Answer(trouble="broken"), id="nothing at all"),
        pytest.param(
            raw(b"SSH-2.0-OpenSSH_9.6\r\n"), Answer(trouble="broken"), id="not HTTP"
        ),
        pytest.param(
            drips(HEAD_OF_PAGE, b"x: y\r\n"),
            Answer(trouble="timeout"),
            id="headers without end, drop by drop",
        ),
        pytest.param(
            drips(HEAD_OF_PAGE, b"x: " + b"y" * 90_000 + b"\r\n", pause=0),
            Answer(trouble="broken"),
            id="headers without end, fast",
        ),
        pytest.param(
            drips(b"", b"HTTP/1.1 103 Early Hints\r\nx: y\r\n\r\n" * 999, pause=0),
            Answer(trouble="too-much"),
            id="early hints without end",
        ),
        pytest.param(
            drips(HEAD_OF_PAGE + b"\r\n", b"."), Answer(status=200), id="body drips"
        ),
        pytest.param(
            drips(HEAD_OF_PAGE + b"\r\n", b"." * 65536, pause=0),
            Answer(status=200),
            id="body without end",
        ),
    ],
)
def test_every_answer_of_a_server_is_one_of_ours(script: Script, expected: Answer):
    started = time.monotonic()

    answer = ask(script)

    port_off = answer.location.replace(answer.location[16:22], "", 1)
    assert answer._replace(location=port_off, seconds=0) == expected
    assert time.monotonic() - started < 1.6


@pytest.mark.parametrize("status", [429, 503])
def test_a_date_to_come_back_at_is_as_good_as_seconds(status: int):
    later = datetime.now(UTC) + timedelta(seconds=30)

    answer = ask(says(status, retry_after=format_datetime(later, usegmt=True)))

    assert 27 <= answer.retry_after <= 30


def test_no_host_makes_us_wait_for_days():
    assert ask(says(429, retry_after="99999999999")).retry_after <= 6 * 3600


def test_a_compressed_bomb_is_never_unpacked():
    bomb = gzip.compress(b"\0" * 50_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    answer = ask(says(200, bomb, content_encoding="gzip"))

    assert answer.status == 200
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000


def test_a_body_is_kept_where_it_is_wanted_and_no_longer_than_that():
    body = b"x" * 20_000

    assert ask(says(200, body), keep=20_000).body == body
    assert ask(says(200, body), keep=19_999).trouble == "too-much"
    assert ask(says(200, body)).body == b""
    assert ask(drips(HEAD_OF_PAGE + b"\r\n", b"."), keep=9).trouble == "too-much"


def test_a_small_body_leaves_the_connection_open_for_the_next():
    with serving({"/": says(200)}) as server, opened(Doors(allowed=LOOPBACK)) as door:
        for _ in range(5):
            answers(door, request(server.url("/"), "GET"))

    assert server.connections == 1
    assert door.connections == 1


def test_the_last_request_to_a_host_leaves_no_connection():
    with serving({"/": says(200)}) as server, opened(Doors(allowed=LOOPBACK)) as door:
        for last in (False, True, False):
            asked = request(server.url("/"))
            asked.last = last
            answers(door, asked)

    assert server.connections == 2


def test_a_head_that_is_answered_with_a_body_does_no_harm():
    page = HEAD_OF_PAGE + b"content-length: 5\r\n\r\nHELLO"

    with (
        serving({"/": by_method(head=raw(page), get=raw(page))}) as server,
        opened(Doors(allowed=LOOPBACK)) as door,
    ):
        told = answers(door, request(server.url("/")), request(server.url("/"), "GET"))

    assert told == [Answer(status=200), Answer(status=200)]


def test_nothing_of_the_environment_or_of_a_server_is_sent_anywhere(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.9:9")
    with (
        serving({"/": says(200, set_cookie="a=b")}) as server,
        opened(Doors(allowed=LOOPBACK)) as door,
    ):
        answers(door, request(server.url("/")))
        answers(door, request(server.url("/#part"), "GET"))

    for asked in server.asked:
        assert asked.path == "/"
        assert set(asked.headers) == {"host", "user-agent", "accept"}
        assert asked.headers["user-agent"].startswith("listbot/")


def test_a_request_may_carry_a_body_and_headers_and_the_next_has_none_of_it():
    with serving({"*": says(200)}) as server, opened(Doors(allowed=LOOPBACK)) as door:
        post = Request(
            address=address(server.url("/graphql")),
            method="POST",
            seconds=1,
            headers=("authorization: bearer t",),
            body=b'{"query": "x"}',
            keep=100,
        )
        told = answers(door, post)
        answers(door, request(server.url("/"), "GET"))
        answers(door, request(server.url("/")))

    first, *others = server.asked
    assert told == [Answer(status=200, body=b"a page")]
    assert (first.method, first.body) == ("POST", b'{"query": "x"}')
    assert first.headers["authorization"] == "bearer t"
    assert [(one.method, one.body) for one in others] == [("GET", b""), ("HEAD", b"")]
    assert all("authorization" not in one.headers for one in others)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param("127.0.0.1", Answer(status=200), id="an address"),
        pytest.param("::1 127.0.0.1", Answer(status=200), id="one of two listens"),
        pytest.param(
            "127.0.0.1 10.0.0.5",
            Answer(trouble="refused", detail="10.0.0.5 (a private network)"),
            id="one of two is private",
        ),
        pytest.param("", Answer(trouble="no-address"), id="no address"),
        pytest.param(SILENCE, Answer(trouble="no-name-answer"), id="silent server"),
    ],
)
def test_names_are_asked_of_our_own_name_server(answer: str, expected: Answer):
    with (
        serving_names({"page.test": answer}) as names,
        serving({"/": says(200)}) as server,
        opened(Doors(allowed=LOOPBACK, name_server=names.address)) as door,
    ):
        told = answers(door, request(server.url("/", "page.test"), seconds=1))

    assert told == [expected]
    assert server.connections == (1 if expected.status else 0)


def test_an_unknown_name_is_told_from_silence():
    with (
        serving_names({}) as names,
        opened(Doors(allowed=LOOPBACK, name_server=names.address)) as door,
    ):
        told = answers(door, request("https://none.test/"))

    assert told == [Answer(trouble="no-such-name")]


def test_private_addresses_are_not_connected_to():
    with serving({"/": says(200)}) as server, opened(Doors()) as door:
        told = answers(door, request(server.url("/")))

    assert told == [Answer(trouble="refused", detail="127.0.0.1 (the own machine)")]
    assert server.connections == 0


def test_ports_of_other_services_are_not_connected_to():
    with serving({"/": says(200)}, port=10080) as server, opened(INSIDE) as door:
        told = answers(door, request(server.url("/")), request("http://x.test:25/"))

    assert told == [Answer(trouble="refused-port")] * 2
    assert server.connections == 0


def test_a_registry_of_the_configuration_may_stand_anywhere():
    with serving({"/": says(200)}) as server, opened(Doors()) as door:
        trusted = request(server.url("/"))
        trusted.trusted = True
        told = answers(door, trusted, request(server.url("/")))

    assert [answer.status for answer in told] == [200, 0]
    assert server.connections == 1


def test_nobody_listening_is_unreachable():
    with serving({}) as server:
        pass

    with opened(Doors(allowed=LOOPBACK)) as door:
        told = answers(door, request(server.url("/")))

    assert told == [Answer(trouble="unreachable")]


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return new_authority(tmp_path_factory.mktemp("authority"))


@pytest.mark.parametrize(
    ("hosts", "days", "expected"),
    [
        pytest.param(("page.test",), 30, Answer(status=200), id="good"),
        pytest.param(
            ("other.test",),
            30,
            Answer(trouble="tls", detail="its certificate is for another name"),
            id="for another host",
        ),
        pytest.param(
            ("page.test",),
            -1,
            Answer(trouble="tls", detail="its certificate has expired"),
            id="expired",
        ),
    ],
)
def test_certificates_are_verified_against_the_name(
    authority: Authority, hosts: tuple[str, ...], days: int, expected: Answer
):
    context = authority.context_for(*hosts, days=days)
    with (
        serving_names({"page.test": "127.0.0.1"}) as names,
        serving({"/": says(200)}, tls=context) as server,
    ):
        doors = Doors(
            allowed=LOOPBACK, name_server=names.address, authorities=authority.file
        )
        with opened(doors) as door:
            told = answers(door, request(server.url("/", "page.test")))

    assert told == [expected]


def test_an_unknown_authority_is_not_trusted(authority: Authority):
    context = authority.context_for("page.test")
    with (
        serving_names({"page.test": "127.0.0.1"}) as names,
        serving({"/": says(200)}, tls=context) as server,
        opened(Doors(allowed=LOOPBACK, name_server=names.address)) as door,
    ):
        told = answers(door, request(server.url("/", "page.test")))

    detail = "its certificate is signed by nobody we trust"
    assert told == [Answer(trouble="tls", detail=detail)]


def test_hundreds_at_once_wait_side_by_side():
    with (
        serving({"*": says(200, after=0.3)}) as server,
        opened(Doors(allowed=LOOPBACK)) as door,
    ):
        requests = [request(server.url(f"/{number}")) for number in range(200)]
        started = time.monotonic()
        told = answers(door, *requests)

    assert told == [Answer(status=200)] * 200
    # One after the other they would take a minute.
    assert time.monotonic() - started < 60 / 2


def test_a_door_can_be_closed_with_requests_under_way():
    with serving({"/": hangs()}) as server, opened(Doors(allowed=LOOPBACK)) as door:
        door.start(request(server.url("/")))
        door.wait(0.05)

    assert door.open == 0
