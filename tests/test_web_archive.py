"""Archived copies of pages that are gone."""

import json
from urllib.parse import unquote

import pytest

from listbot.catalog.link_verdict import LinkVerdict
from listbot.web import archive
from listbot.web.doors import Doors
from web_lab.web_server import Script, in_turn, says, serving

PAGE = "https://www.example.org/a paper?id=1&x=ü"
COPY = "https://web.archive.org/web/20250101000000/https://www.example.org/"


def tells(**closest: object) -> Script:
    snapshots = {"closest": closest} if closest else {}
    return says(200, json.dumps({"archived_snapshots": snapshots}).encode())


def copy(script: Script) -> tuple[str | None, list[str]]:
    """Return the copy that is found, and the addresses that were asked for."""
    with serving({"/wayback/available": script}) as machine:
        dead = LinkVerdict(url=PAGE, verdict="dead")
        doors = Doors(wayback=machine.url(""))
        (found,) = archive.with_copies([dead], doors, deadline=5)
        asked = [unquote(one.path.partition("?url=")[2]) for one in machine.asked]
    return found.archived, asked


def test_the_newest_copy_is_asked_for_by_the_whole_address():
    found, asked = copy(tells(available=True, status="200", url=COPY))

    assert (found, asked) == (COPY, [PAGE])


def test_a_copy_that_is_not_found_by_its_scheme_is_found_without():
    there = tells(available=True, status="200", url=COPY)

    found, asked = copy(in_turn(tells(), there))

    assert (found, asked) == (COPY, [PAGE, PAGE.removeprefix("https://")])


def test_a_copy_is_never_led_to_over_plain_http():
    plain = COPY.replace("https://web", "http://web")

    assert copy(tells(available=True, url=plain))[0] == COPY


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(tells(), id="none"),
        pytest.param(tells(available=False, status="200", url=COPY), id="taken away"),
        pytest.param(tells(available=True, status="404", url=COPY), id="of no page"),
        pytest.param(tells(available=True, status="302", url=COPY), id="of a redirect"),
        pytest.param(tells(available=True, url="javascript:x"), id="no address"),
        pytest.param(says(200, b"[]"), id="another shape"),
        pytest.param(says(200, b"<html>"), id="a page"),
        pytest.param(says(503), id="an outage"),
        pytest.param(says(429, retry_after="3600"), id="an hour to wait"),
    ],
)
def test_what_is_no_copy_is_none(script: Script):
    assert copy(script)[0] is None
