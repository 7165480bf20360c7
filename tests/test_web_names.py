import time
from collections.abc import Generator
from contextlib import contextmanager

import pytest

from listbot.web.names import Found, Names
from listbot.web.sockets import Sockets
from web_lab.name_server import FAILURE, SILENCE, serving_names

ANSWERS = {
    "both.test": "93.184.215.14 2606:2800:21f::1",
    "new.test": "2606:2800:21f::1",
    "empty.test": "",
    "silent.test": SILENCE,
    "failing.test": FAILURE,
    "turning.test": "93.184.215.14 | 10.0.0.5",
}


@contextmanager
def asking(*, ipv6: bool = True) -> Generator[tuple[Names, Sockets, list[str]]]:
    with serving_names(ANSWERS) as server:
        sockets = Sockets()
        names = Names(sockets, server=server.address, ipv6=ipv6)
        yield names, sockets, server.asked
        names.close()
        sockets.close()


def wait(names: Names, sockets: Sockets, found: list[Found], number: int = 1):
    end = time.monotonic() + 8
    while len(found) < number and time.monotonic() < end:
        sockets.wait(min(names.due() or 0.1, 0.1))
        names.check_time()


def find(host: str, *, ipv6: bool = True) -> Found:
    found: list[Found] = []
    with asking(ipv6=ipv6) as (names, sockets, _):
        names.find(host, found.append)
        wait(names, sockets, found)
    return found[0]


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        pytest.param(
            "both.test", Found(("2606:2800:21f::1", "93.184.215.14")), id="both kinds"
        ),
        pytest.param("new.test", Found(("2606:2800:21f::1",)), id="IPv6 alone"),
        pytest.param("none.test", Found(missing="no-such-name"), id="unknown name"),
        pytest.param("empty.test", Found(missing="no-address"), id="name without any"),
        pytest.param("failing.test", Found(missing="no-answer"), id="server fails"),
        pytest.param("localhost", Found(("127.0.0.1", "::1")), id="the own machine"),
        pytest.param("a..b", Found(missing="no-address"), id="no name at all"),
    ],
)
def test_a_name_is_found_or_it_is_said_why_not(host: str, expected: Found):
    found = find(host)

    assert Found(tuple(sorted(found.addresses)), found.missing) == expected


def test_silence_is_not_a_missing_name_and_ends_in_time():
    first: list[Found] = []
    found: list[Found] = []
    with asking() as (names, sockets, _):
        # A server that is known to be quick is not waited for as long.
        for number in range(9):
            names.find(f"{number}.none.test", first.append)
        wait(names, sockets, first, 9)
        started = time.monotonic()
        names.find("silent.test", found.append)
        wait(names, sockets, found)

    assert found == [Found(missing="no-answer")]
    assert time.monotonic() - started < 7


def test_without_ipv6_a_host_that_has_nothing_else_has_no_address():
    assert find("new.test", ipv6=False) == Found(missing="no-address")
    assert find("both.test", ipv6=False) == Found(("93.184.215.14",))


def test_a_slow_domain_holds_up_nobody():
    found: list[Found] = []
    slow: list[Found] = []
    with asking() as (names, sockets, _):
        for number in range(300):
            names.find(f"{number}.none.test", found.append)
            names.find("silent.test", slow.append)
        started = time.monotonic()
        wait(names, sockets, found, 300)
        passed = time.monotonic() - started

    assert found == [Found(missing="no-such-name")] * 300
    assert slow == []
    assert passed < 1.5


def test_the_same_question_is_asked_once():
    found: list[Found] = []
    with asking(ipv6=False) as (names, sockets, asked):
        names.find("turning.test", found.append)
        names.find("turning.test", found.append)
        wait(names, sockets, found, 2)
        names.find("turning.test", found.append)

    assert found == [Found(("93.184.215.14",))] * 3
    assert asked == ["turning.test"]


def test_any_number_of_names_may_be_none():
    found: list[Found] = []
    with asking() as (names, sockets, _):
        for number in range(2000):
            names.find(f"{number}..test", found.append)
        wait(names, sockets, found, 2000)

    assert found == [Found(missing="no-address")] * 2000
