from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listbot.catalog.addresses import parse
from listbot.catalog.link_verdict import LinkVerdict
from listbot.web import verdicts
from listbot.web.journey import Journey, Sighting
from listbot.web.requesting import Answer, Request

Web = Mapping[str, Answer]
"""Answers by `METHOD url`, or by url alone for every method."""

PAGE = "https://site.org/page"
OK = Answer(status=200, seconds=0.1)


def to(status: int, url: str) -> Answer:
    return Answer(status=status, location=url, seconds=0.1)


def travel(url: str, web: Web, *, seconds: float = 15) -> Sighting:
    journey = new_journey(url, seconds=seconds)
    while True:
        seen = journey.take(_answer(journey.request(), web))
        if seen:
            return seen


def new_journey(url: str, *, seconds: float = 10) -> Journey:
    address = parse(url)
    assert address
    return Journey(address, seconds=seconds, most_hops=10, hosts_for_get=set())


def _answer(request: Request, web: Web) -> Answer:
    by_method = web.get(f"{request.method} {request.url}")
    return by_method or web.get(request.url) or Answer(status=404, seconds=0.1)


def verdict_on(web: Web, url: str = PAGE) -> LinkVerdict:
    return verdicts.judge(url, travel(url, web))


@pytest.mark.parametrize(
    ("web", "verdict", "why"),
    [
        pytest.param({PAGE: OK}, "alive", "Answers 200.", id="there"),
        pytest.param(
            {PAGE: Answer(status=204)}, "alive", "Answers 204.", id="there, empty"
        ),
        pytest.param(
            {f"HEAD {PAGE}": Answer(status=405), f"GET {PAGE}": OK},
            "alive",
            "Answers 200.",
            id="HEAD is not allowed",
        ),
        pytest.param(
            {f"HEAD {PAGE}": Answer(status=404), f"GET {PAGE}": OK},
            "alive",
            "Answers 200.",
            id="HEAD is not known",
        ),
        pytest.param(
            {f"HEAD {PAGE}": Answer(trouble="broken"), f"GET {PAGE}": OK},
            "alive",
            "Answers 200.",
            id="HEAD breaks the connection",
        ),
        pytest.param(
            {f"HEAD {PAGE}": Answer(trouble="timeout"), f"GET {PAGE}": OK},
            "alive",
            "Answers 200.",
            id="HEAD is never answered",
        ),
        pytest.param(
            {PAGE: Answer(status=404)},
            "dead",
            "Answers 404: there is no such page.",
            id="not found",
        ),
        pytest.param(
            {PAGE: Answer(status=410)},
            "dead",
            "Answers 410: there is no such page.",
            id="gone",
        ),
        pytest.param(
            {PAGE: to(302, "https://site.org/new")},
            "dead",
            "Answers 404: there is no such page (after a redirect to "
            "“https://site.org/new”).",
            id="redirected to nothing",
        ),
        pytest.param(
            {PAGE: Answer(trouble="no-such-name")},
            "dead",
            "There is no host named “site.org”.",
            id="no such name",
        ),
        *(
            pytest.param(
                {PAGE: Answer(status=status)},
                "blocked",
                f"Answers {status} to robots; not counted as dead.",
                id=f"refused with {status}",
            )
            for status in (401, 403, 405, 406, 412, 418, 429, 451, 999)
        ),
        pytest.param(
            {PAGE: Answer(status=403, challenged=True)},
            "blocked",
            "Shows its pages to browsers only (403); not counted as dead.",
            id="a challenge",
        ),
        pytest.param(
            {PAGE: Answer(status=503, challenged=True)},
            "blocked",
            "Shows its pages to browsers only (503); not counted as dead.",
            id="a challenge as trouble",
        ),
        *(
            pytest.param(
                {PAGE: Answer(status=status)},
                "unknown",
                f"Answers {status}: its server has trouble.",
                id=f"server error {status}",
            )
            for status in (500, 502, 503, 521)
        ),
        pytest.param(
            {PAGE: Answer(status=400)},
            "unknown",
            "Answers 400, which says nothing about the page.",
            id="bad request",
        ),
        pytest.param(
            {PAGE: Answer(status=300)},
            "unknown",
            "Answers 300, which says nothing about the page.",
            id="choices",
        ),
        pytest.param(
            {PAGE: Answer(status=301)},
            "unknown",
            "Answers 301, which says nothing about the page.",
            id="a redirect to nowhere",
        ),
        pytest.param(
            {PAGE: Answer(trouble="timeout", seconds=7)},
            "unknown",
            "“site.org” did not answer within 15 seconds.",
            id="silence",
        ),
        pytest.param(
            {PAGE: Answer(trouble="unreachable")},
            "unknown",
            "Nobody takes connections at “site.org”.",
            id="unreachable",
        ),
        pytest.param(
            {PAGE: Answer(trouble="broken")},
            "unknown",
            "“site.org” gave no whole answer.",
            id="broken",
        ),
        pytest.param(
            {PAGE: Answer(trouble="too-much")},
            "unknown",
            "“site.org” gave an answer without end.",
            id="endless",
        ),
        pytest.param(
            {PAGE: Answer(trouble="tls", detail="its certificate has expired")},
            "unknown",
            "“site.org” cannot be trusted: its certificate has expired.",
            id="expired certificate",
        ),
        pytest.param(
            {PAGE: Answer(trouble="no-name-answer")},
            "unknown",
            "The name service did not answer for “site.org”.",
            id="name service down",
        ),
        pytest.param(
            {PAGE: Answer(trouble="no-address")},
            "unknown",
            "“site.org” has no address that can be reached from here.",
            id="no address",
        ),
        pytest.param(
            {PAGE: Answer(trouble="refused", detail="10.0.0.5 (a private network)")},
            "unknown",
            "Not asked: “site.org” is at 10.0.0.5 (a private network), which is not "
            "public.",
            id="private address",
        ),
        pytest.param(
            {
                PAGE: to(302, "http://mail.site.org:25/"),
                "http://mail.site.org:25/": Answer(trouble="refused-port"),
            },
            "unknown",
            "Not asked: port 25 of “mail.site.org” is for another service than the "
            "web.",
            id="port of another service",
        ),
        pytest.param(
            {PAGE: to(302, PAGE)},
            "unknown",
            f"Redirects in a circle, to “{PAGE}”.",
            id="a circle",
        ),
        pytest.param(
            {PAGE: to(301, "mailto:me@site.org")},
            "unknown",
            "Redirects to “mailto:me@site.org”, which is no page.",
            id="redirected to no page",
        ),
        pytest.param(
            {PAGE: to(302, "https://site.org/login?next=page")}
            | {"https://site.org/login?next=page": OK},
            "unknown",
            "Leads to a page to log in, “https://site.org/login?next=page”; what is "
            "behind was not seen.",
            id="login wall",
        ),
        pytest.param(
            {
                PAGE: to(301, "https://accounts.site.org/x"),
                "https://accounts.site.org/x": OK,
            },
            "unknown",
            "Leads to a page to log in, “https://accounts.site.org/x”; what is behind "
            "was not seen.",
            id="login host",
        ),
        pytest.param(
            {PAGE: to(301, "https://site.org/en/"), "https://site.org/en/": OK},
            "unknown",
            "Leads to the home page “https://site.org/en/”; the page itself was not "
            "seen.",
            id="home page",
        ),
        pytest.param(
            {
                PAGE: to(301, "https://www.hugedomains.com/profile?d=site.org"),
                "https://www.hugedomains.com/profile?d=site.org": OK,
            },
            "unknown",
            "The name is for sale, at “https://www.hugedomains.com/profile?d=site.org”"
            "; look whether the page lives elsewhere.",
            id="a name that was given up",
        ),
        pytest.param(
            {
                PAGE: to(302, "https://www.godaddy.com/forsale/site.org"),
                "https://www.godaddy.com/forsale/site.org": OK,
            },
            "unknown",
            "The name is for sale, at “https://www.godaddy.com/forsale/site.org”; look "
            "whether the page lives elsewhere.",
            id="a name at a registrar",
        ),
        pytest.param(
            {
                PAGE: to(301, f"{PAGE}?utm_source=site"),
                f"{PAGE}?utm_source=site": OK,
            },
            "alive",
            f"Answers 200 (after a redirect to “{PAGE}?utm_source=site”).",
            id="moved to itself with a tracker",
        ),
        pytest.param(
            {PAGE: to(302, "https://site.org/x"), "https://site.org/x": OK},
            "alive",
            "Answers 200 (after a redirect to “https://site.org/x”).",
            id="temporary redirect",
        ),
        pytest.param(
            {PAGE: to(301, "http://site.org/page"), "http://site.org/page": OK},
            "alive",
            "Answers 200, but leads from https to plain http, “http://site.org/page”.",
            id="from https to http",
        ),
    ],
)
def test_every_sighting_has_a_verdict_and_a_sentence(web: Web, verdict: str, why: str):
    told = verdict_on(web)

    assert (told.verdict, told.why) == (verdict, why)
    assert told.moved_to is None


@pytest.mark.parametrize(
    ("web", "url", "target"),
    [
        pytest.param(
            {"http://site.org/page": to(301, PAGE), PAGE: OK},
            "http://site.org/page",
            PAGE,
            id="to https",
        ),
        pytest.param(
            {PAGE: to(308, "https://new.org/page"), "https://new.org/page": OK},
            f"{PAGE}#part",
            "https://new.org/page#part",
            id="keeps the part of the page",
        ),
        pytest.param(
            {
                PAGE: to(301, "https://site.org/2"),
                "https://site.org/2": to(308, "https://site.org/3"),
                "https://site.org/3": to(302, "https://site.org/4"),
                "https://site.org/4": OK,
            },
            PAGE,
            "https://site.org/3",
            id="as far as it is for good",
        ),
        pytest.param(
            {"http://old.org/": to(301, "https://new.org/"), "https://new.org/": OK},
            "http://old.org/",
            "https://new.org/",
            id="a home page that moves",
        ),
        pytest.param(
            {
                PAGE: to(301, "https://new.org/page?id=1&utm_source=site.org"),
                "https://new.org/page?id=1&utm_source=site.org": OK,
            },
            PAGE,
            "https://new.org/page?id=1",
            id="without what only tells where it came from",
        ),
    ],
)
def test_a_permanent_redirect_says_where_to(web: Web, url: str, target: str):
    told = verdict_on(web, url)

    assert (told.verdict, told.moved_to) == ("moved", target)
    assert told.why == f"Moved for good to “{target}”."


@pytest.mark.parametrize(
    "url",
    ["https://dan.com/buy", "https://sedo.com/x", "https://www.godaddy.com/forsale/x"],
)
def test_a_marketplace_of_names_may_be_on_a_list(url: str):
    assert verdict_on({url: to(302, f"{url}/en"), f"{url}/en": OK}, url).verdict == (
        "alive"
    )


def test_a_temporary_redirect_before_a_permanent_one_moves_nothing():
    told = verdict_on(
        {
            PAGE: to(302, "https://site.org/2"),
            "https://site.org/2": to(301, "https://site.org/3"),
            "https://site.org/3": OK,
        }
    )

    assert (told.verdict, told.moved_to) == ("alive", None)


def test_redirects_without_end_are_followed_ten_times():
    web = {
        f"https://site.org/{number}": to(302, f"https://site.org/{number + 1}")
        for number in range(30)
    }

    told = verdict_on(web, "https://site.org/0")

    assert told.verdict == "unknown"
    assert told.why == "Redirects more than 10 times, last to “https://site.org/11”."
    assert told.requests == 11


@pytest.mark.parametrize(
    "host", ["site.onion", "printer.local", "wiki.internal", "a.home.arpa"]
)
def test_a_name_that_lives_inside_of_a_network_is_not_dead(host: str):
    web = {f"https://{host}/": Answer(trouble="no-such-name")}

    told = verdict_on(web, f"https://{host}/")

    assert told.verdict == "unknown"
    assert told.why == f"“{host}” can only be reached from inside of its own network."


def test_a_head_and_a_get_share_the_time_of_the_link():
    journey = new_journey(PAGE)

    first = journey.request()
    journey.take(Answer(trouble="timeout", seconds=5))
    second = journey.request()
    seen = journey.take(Answer(trouble="timeout", seconds=4))

    assert [(one.method, one.seconds) for one in (first, second)] == [
        ("HEAD", 5),
        ("GET", 4),
    ]
    assert seen
    assert (seen.outcome, seen.seconds) == ("timeout", 10)


def test_after_a_refusal_for_now_the_same_is_asked_twice_more():
    told = verdict_on({PAGE: Answer(status=429)})

    assert told.requests == 3


def test_a_page_that_was_never_asked_and_one_that_was_refused_before():
    never, refused = new_journey(PAGE), new_journey(PAGE)
    refused.take(Answer(status=429))

    told = [verdicts.judge(PAGE, one.left_alone()) for one in (never, refused)]

    assert [one.verdict for one in told] == ["unknown", "blocked"]
    assert [one.why for one in told] == [
        "Not asked: “site.org” kept failing and was left alone.",
        "Answers 429 to robots; not counted as dead.",
    ]


def test_a_host_that_refuses_head_is_asked_with_get_from_then_on():
    hosts: set[str] = set()
    first, second = new_journey(PAGE), new_journey(PAGE)
    first.hosts_for_get = second.hosts_for_get = hosts

    first.request()
    first.take(Answer(status=405))
    first.request()
    first.take(OK)

    assert hosts == {"site.org"}
    assert second.request().method == "GET"


def test_what_is_no_address_is_told_without_asking():
    told = verdicts.unreadable("ftp://x", "“ftp://x” does not start with https://")

    assert told == LinkVerdict(
        url="ftp://x",
        verdict="unknown",
        why="Not asked. “ftp://x” does not start with https://.",
    )


@given(
    status=st.integers(0, 999),
    outcome=st.sampled_from(["", "timeout", "circle", "left-alone", "tls", "broken"]),
    challenged=st.booleans(),
)
def test_nothing_but_gone_pages_and_names_is_ever_dead(
    status: int, outcome: str, challenged: bool
):
    address = parse(PAGE)
    assert address
    seen = Sighting(
        address=address,
        status=status,
        outcome=outcome,  # pyright: ignore[reportArgumentType] - one of the above
        challenged=challenged,
    )

    told = verdicts.judge(PAGE, seen)

    assert told.verdict != "dead" or (status in {404, 410} and not outcome)
    assert told.why.endswith(".")


def test_the_rules_are_a_table_for_people():
    names = [rule.name for rule in verdicts.RULES]

    assert len(set(names)) == len(names)
    assert all(rule.doc.endswith(".") for rule in verdicts.RULES)
