"""Servers that mean harm: each gets a verdict and a sentence, in time."""

import gzip
import time
from collections import Counter
from collections.abc import Generator
from pathlib import Path

import pytest

from listbot.catalog.link_verdict import LinkVerdict
from listbot.catalog.manners import Manners
from listbot.web.doors import Doors
from listbot.web.look import look
from web_lab.authority import new_authority
from web_lab.name_server import FAILURE, SILENCE, serving_names
from web_lab.web_server import (
    Script,
    WebServer,
    by_method,
    drips,
    hangs,
    raw,
    resets,
    says,
    serving,
)

LOOPBACK = ("127.0.0.0/8",)
TIMEOUT = 2.0
HEAD_OF_PAGE = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n"
BOMB = gzip.compress(b"\0" * 20_000_000)
SLOW, BROKEN, THERE, ENDLESS = (
    ("unknown", "“127.0.5.1” did not answer within 2 seconds."),
    ("unknown", "“127.0.5.1” gave no whole answer."),
    ("alive", "Answers 200."),
    ("unknown", "“127.0.5.1” gave an answer without end."),
)
HOSTILE: dict[str, tuple[Script, tuple[str, str]]] = {
    "/header-drip": (drips(HEAD_OF_PAGE, b"x: y\r\n"), SLOW),
    "/status-drip": (drips(b"", b"H", pause=0.2), BROKEN),
    "/long-header": (
        drips(HEAD_OF_PAGE, b"x: " + b"y" * 90_000 + b"\r\n", pause=0),
        BROKEN,
    ),
    "/many-hints": (
        drips(b"", b"HTTP/1.1 103 Early Hints\r\nx: y\r\n\r\n" * 999, pause=0),
        ENDLESS,
    ),
    "/body-drip": (drips(HEAD_OF_PAGE + b"\r\n", b"."), THERE),
    "/endless-body": (
        by_method(
            head=says(405),
            get=drips(HEAD_OF_PAGE + b"\r\n", b"." * 65_536, pause=0),
        ),
        THERE,
    ),
    "/bomb": (
        by_method(head=says(405), get=says(200, BOMB, content_encoding="gzip")),
        THERE,
    ),
    "/lies-about-length": (
        by_method(
            head=says(405),
            get=raw(HEAD_OF_PAGE + b"content-length: 99999999999\r\n\r\nx", hold=5),
        ),
        THERE,
    ),
    "/hint-last": (raw(b"HTTP/1.1 103 Early Hints\r\n\r\n"), BROKEN),
    "/hint-and-silence": (
        raw(b"HTTP/1.1 103 Early Hints\r\n\r\n", hold=5),
        SLOW,
    ),
    "/continue": (raw(b"HTTP/1.1 100 Continue\r\n\r\n"), BROKEN),
    "/silence": (hangs(), SLOW),
    "/reset": (resets, BROKEN),
    "/no-http": (raw(b"220 mail.example.org ESMTP\r\n"), BROKEN),
    "/circle": (
        says(302, location="/circle"),
        ("unknown", "Redirects in a circle, to “{}/circle”."),
    ),
    "/inward": (
        says(302, location="http://10.0.0.5/"),
        (
            "unknown",
            (
                "Not asked: “10.0.0.5” is at 10.0.0.5 (a private network), which is "
                "not public."
            ),
        ),
    ),
    "/elsewhere": (
        says(302, location="gopher://127.0.0.1:70/x"),
        ("unknown", "Redirects to “gopher://127.0.0.1:70/x”, which is no page."),
    ),
    "/wait-for-ever": (
        says(429, retry_after="99999999"),
        ("blocked", "Answers 429 to robots; not counted as dead."),
    ),
}


@pytest.fixture
def hostile() -> Generator[WebServer]:
    pages = {path: script for path, (script, _) in HOSTILE.items()}
    with serving({**pages, "*": says(200)}, host="0.0.0.0") as server:  # noqa: S104 - all of 127/8
        yield server


def seen(link: str, doors: Doors) -> tuple[LinkVerdict, float]:
    settings = Manners(interval=0, timeout=TIMEOUT, workers=1)
    started = time.monotonic()
    (verdict,) = look([link], settings, doors)
    return verdict, time.monotonic() - started


@pytest.mark.parametrize("path", HOSTILE)
def test_a_hostile_server_gets_a_verdict_and_a_sentence_in_time(
    path: str, hostile: WebServer
):
    verdict, seconds = seen(hostile.url(path, "127.0.5.1"), Doors(allowed=LOOPBACK))

    expected, why = HOSTILE[path][1]
    origin = hostile.url("", "127.0.5.1")
    assert (verdict.verdict, verdict.why) == (expected, why.format(origin))
    assert seconds < TIMEOUT + 1


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        pytest.param(
            SILENCE, "The name service did not answer for “x.test”.", id="black hole"
        ),
        pytest.param(
            FAILURE, "The name service did not answer for “x.test”.", id="failure"
        ),
        pytest.param("", "“x.test” has no address that can be reached from here."),
        pytest.param(
            "127.0.0.1 10.0.0.5",
            "Not asked: “x.test” is at 10.0.0.5 (a private network), which is not "
            "public.",
            id="mixed",
        ),
    ],
)
def test_a_hostile_name_server_gets_its_domain_a_sentence_in_time(
    answer: str, why: str
):
    with serving_names({"x.test": answer}) as names:
        doors = Doors(allowed=LOOPBACK, name_server=names.address)
        verdict, seconds = seen("http://x.test/", doors)

    assert (verdict.verdict, verdict.why) == ("unknown", why)
    assert seconds < TIMEOUT + 1


def test_bad_certificates_get_a_sentence_in_time(tmp_path: Path):
    authority = new_authority(tmp_path)
    context = authority.context_for("other.test")
    with (
        serving_names({"x.test": "127.0.0.1"}) as names,
        serving({"*": says(200)}, tls=context) as server,
    ):
        doors = Doors(
            allowed=LOOPBACK, name_server=names.address, authorities=authority.file
        )
        verdict, seconds = seen(server.url("/", "x.test"), doors)

    assert verdict.verdict == "unknown"
    assert verdict.why == (
        "“x.test” cannot be trusted: its certificate is for another name."
    )
    assert seconds < TIMEOUT + 1


def test_one_in_ten_hostile_and_no_good_page_is_failed(hostile: WebServer):
    bad = sorted({*HOSTILE} - {"/body-drip", "/endless-body", "/bomb"})
    names = {f"dark{number}.test": SILENCE for number in range(15)}
    names |= {f"good{number}.test": "127.0.6.1" for number in range(100)}
    good = [hostile.url(f"/{n}", f"127.0.7.{n}") for n in range(1, 201)]
    good += [hostile.url("/", name) for name in names if name.startswith("good")]
    evil = [hostile.url(path, f"127.0.8.{n}") for n, path in enumerate(bad, 1)]
    evil += [hostile.url("/", name) for name in names if name.startswith("dark")]
    settings = Manners(interval=0, timeout=4, workers=1, concurrency=64)

    with serving_names(names) as server:
        doors = Doors(allowed=LOOPBACK, name_server=server.address)
        started = time.monotonic()
        verdict_by_url = {
            verdict.url: verdict for verdict in look([*evil, *good], settings, doors)
        }
        passed = time.monotonic() - started

    assert Counter(verdict_by_url[link].verdict for link in good) == {"alive": 300}
    assert len(verdict_by_url) == len(evil) + len(good)
    assert not [one for one in verdict_by_url.values() if one.verdict == "dead"]
    assert passed < settings.timeout + 2
