import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from listbot.catalog import addresses, trackers
from listbot.catalog.addresses import read_address
from listbot.catalog.page_keys import key

_PARTS = st.text(st.sampled_from("aA1.-_~%2F/?&=#@:+;$é \\\t"), max_size=30)
_PARAMETERS = st.sampled_from(
    ["id=4", "v=x", "noteId=7", "utm_source=a", "UTM_b=c", "ref=d", "s=03", "", "a?b"]
)
_HOSTS = st.sampled_from(
    ["example.org", "www.x.org:443", "WWW.www.a.b", "é.de", "[::1]"]
)


@st.composite
def _addresses(draw: st.DrawFn) -> str:
    scheme = draw(st.sampled_from(["https://", "http://", "HTTPS://"]))
    query = "&".join(draw(st.lists(_PARAMETERS, max_size=5)))
    end = draw(st.sampled_from(["", "#", "#part", "#/route?utm_source=x", "#!a"]))
    return f"{scheme}{draw(_HOSTS)}/{draw(_PARTS)}?{query}{end}"


@given(st.one_of(st.text(), _addresses()))
@example("https://u:p@example.org")
@example("https://x.org//%2e%2e//a%2")
@example("https://www./")
@example("mailto:a@b.org")
@example("https://a.org/\ud800")
def test_the_key_of_a_key_is_the_key(text: str):
    once = key(text)

    assert key(once) == once


@given(st.one_of(st.text(), _addresses()))
@example("https://x.org/?utm_source=a&?utm_source=b")
def test_what_has_no_trackers_stays_as_it_is(text: str):
    once = trackers.taken_off(text)

    assert trackers.found_in(once) == ()
    assert trackers.taken_off(once) == once


@given(_addresses())
@example("https://example.org/ ?utm_source=a")
def test_trackers_do_not_count_in_a_key(url: str):
    assert key(trackers.taken_off(url)) == key(url)


@given(st.text())
def test_whatever_is_written_is_an_address_or_a_sentence(text: str):
    try:
        read = read_address(text).text
    except ValueError as error:
        read = str(error)

    assert read == text.strip() or read.endswith(".")


@pytest.mark.parametrize(
    "twin",
    [
        pytest.param("http://example.org/p?a=1&b=2", id="scheme"),
        pytest.param("https://www.example.org/p?a=1&b=2", id="www"),
        pytest.param("https://EXAMPLE.org:443/p?a=1&b=2", id="host in capitals, port"),
        pytest.param("https://example.org/p/?a=1&b=2", id="closing slash"),
        pytest.param("https://example.org//x/../p?a=1&b=2", id="dots and empty parts"),
        pytest.param("https://example.org/%70?a=1&b=2", id="needless escape"),
        pytest.param("https://example.org/p?b=2&a=1", id="order of parameters"),
        pytest.param("https://example.org/p?a=1&utm_source=x&b=2", id="tracking"),
        pytest.param(
            "https://example.org/p?a=1&amp;utm_id=x&b=2", id="tracking in HTML"
        ),
        pytest.param("https://example.org/p?a=1&b=2#part", id="fragment"),
        pytest.param("https://example.org./p?a=1&b=2", id="dot of the root"),
        pytest.param("  https://example.org/p?a=1&b=2\n", id="blanks around it"),
    ],
)
def test_the_same_page_has_the_same_key(twin: str):
    assert key(twin) == key("https://example.org/p?a=1&b=2") == "example.org/p?a=1&b=2"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            "https://openreview.net/forum?id=a",
            "https://openreview.net/forum?id=b",
            id="a parameter names the page",
        ),
        pytest.param("https://x.org/A", "https://x.org/a", id="upper case in a path"),
        pytest.param("https://x.org/#/a", "https://x.org/#/b", id="a route"),
        pytest.param("https://x.org:8080/", "https://x.org/", id="another port"),
        pytest.param("https://a.x.org/", "https://x.org/", id="another host"),
        pytest.param("https://x.org/?s=red", "https://x.org/?s=blue", id="a search"),
    ],
)
def test_other_pages_have_other_keys(one: str, other: str):
    assert key(one) != key(other)


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        pytest.param(
            "https://openaccess.thecvf.com/A_paper.html?trk=public_post_comment-text",
            "https://openaccess.thecvf.com/A_paper.html",
            id="trk",
        ),
        pytest.param(
            "https://openaccess.thecvf.com/A_paper.html?ref=https://githubhelp.com",
            "https://openaccess.thecvf.com/A_paper.html",
            id="an address as a referrer",
        ),
        pytest.param(
            "https://arxiv.org/abs/2304.03893?s=03#top",
            "https://arxiv.org/abs/2304.03893#top",
            id="a share code, with a fragment behind it",
        ),
        pytest.param(
            "https://ieeexplore.ieee.org/stamp/stamp.jsp?arnumber=1&casa_token=A:b&tag=1",
            "https://ieeexplore.ieee.org/stamp/stamp.jsp?arnumber=1&tag=1",
            id="in the middle",
        ),
        pytest.param(
            "https://www.sciencedirect.com/science/article/pii/S1?via%3Dihub",
            "https://www.sciencedirect.com/science/article/pii/S1",
            id="an escaped equals sign",
        ),
        pytest.param(
            "HTTP://Example.org:80/%7Ea//b?utm_x=1&&c=%2f",
            "HTTP://Example.org:80/%7Ea//b?&c=%2f",
            id="everything else byte for byte",
        ),
        pytest.param(
            "https://www.youtube.com/watch?v=abc&feature=youtu.be&t=4",
            "https://www.youtube.com/watch?v=abc&t=4",
            id="a video stays",
        ),
    ],
)
def test_tracking_parameters_are_taken_off(url: str, clean: str):
    assert trackers.taken_off(url) == clean


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("https://openreview.net/forum?id=a&noteId=b", id="OpenReview"),
        pytest.param("https://www.youtube.com/watch?v=a&list=b", id="YouTube"),
        pytest.param("https://example.org/?s=red", id="a search"),
        pytest.param("https://example.org/item?ref=1204", id="a number as reference"),
        pytest.param("https://gitlab.example.org/raw/a?ref=main", id="a branch"),
        pytest.param("https://api.github.com/repos/a/b/c?ref=v1", id="a tag"),
        pytest.param("https://example.org/#/a?utm_source=b", id="behind a fragment"),
        pytest.param("see https://example.org/?utm_source=b", id="no address"),
    ],
)
def test_parameters_that_mean_something_stay(url: str):
    assert trackers.taken_off(url) == url


def test_trackers_are_named_as_written():
    url = "https://example.org/?utm_source=a&id=1&fbclid=b#c"

    assert trackers.found_in(url) == ("utm_source=a", "fbclid=b")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param(
            " ",
            "An address is missing, such as https://example.org/paper.",
            id="nothing",
        ),
        pytest.param(
            "doi.org/10.1000/1",
            "“doi.org/10.1000/1” does not start with https:// or http://.",
            id="no scheme",
        ),
        pytest.param(
            "javascript:alert(1)",
            "“javascript:alert(1)” does not start with https:// or http://.",
            id="a script",
        ),
        pytest.param(
            "https://a.org https://b.org",
            "“https://a.org https://b.org” has a blank in it; an address has none.",
            id="two addresses",
        ),
        pytest.param(
            "https://a.org/\u200bb",
            "“https://a.org/\\u200bb” holds “\\u200b”, which is written as %E2%80%8B "
            "in an address.",
            id="an invisible character",
        ),
        pytest.param(
            "https://a.org/<b>",
            "“https://a.org/<b>” holds “<”, which is written as %3C in an address.",
            id="an angle bracket",
        ),
        pytest.param(
            "https://github.com\\@evil.org",
            "“https://github.com\\@evil.org” holds “\\”, which is written as %5C "
            "in an address.",
            id="a host hidden behind a backslash",
        ),
        pytest.param(
            "https://me:secret@example.org/a@b",
            "The address at “example.org” holds a user name or a password; "
            "leave out what stands between “//” and “@”.",
            id="a password",
        ),
        pytest.param(
            "https://xn--.org",
            "“https://xn--.org” names no host on the web.",
            id="no host",
        ),
        pytest.param(
            "https://a.org:65536/",
            "“https://a.org:65536/” names a port beyond 65535, the last one.",
            id="no port",
        ),
        pytest.param(
            "http://99999999999/",
            "“http://99999999999/” names no host on the web.",
            id="a number beyond all addresses",
        ),
        pytest.param(
            "https://a.org/" + "b" * 3000,
            "“https://a.org/" + "b" * 45 + "…” has 3,014 characters; "
            "an address has 2,083 at most.",
            id="too long",
        ),
    ],
)
def test_what_is_wrong_with_an_address_is_said(text: str, sentence: str):
    with pytest.raises(ValueError, match=r"\.$") as error:
        read_address(text)

    assert str(error.value) == sentence


def test_an_address_is_taken_apart_as_it_will_be_fetched():
    address = read_address(" https://MÜNCHEN.de/é/a%2Fb?x=%C3%BC&y#z ")

    assert address.text == "https://MÜNCHEN.de/é/a%2Fb?x=%C3%BC&y#z"
    assert address.url == "https://xn--mnchen-3ya.de/%C3%A9/a%2Fb?x=%C3%BC&y#z"
    assert (address.scheme, address.host, address.port) == (
        "https",
        "xn--mnchen-3ya.de",
        443,
    )
    assert address.parts == ("é", "a/b")
    assert address.parameter("x") == "ü"
    assert address.parameter("z") == ""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("https://a.org/?" + "&" * 65_000, id="many parameters"),
        pytest.param("https://a.org" + "/%" * 32_000, id="many escapes"),
        pytest.param("https://" + "a." * 32_000, id="many labels"),
        pytest.param("https://a.org" + "?" * 2_000, id="a long query"),
        pytest.param(" " * 65_000 + "x", id="many blanks"),
    ],
)
def test_hostile_text_takes_no_time(text: str):
    start = time.perf_counter()

    key(text)
    trackers.taken_off(text)
    addresses.parse(text)

    assert time.perf_counter() - start < 0.1


@pytest.mark.corpus
def test_every_address_of_the_real_lists_has_a_stable_key(corpus: Path):
    readmes = sorted((corpus / "readmes").glob("*.md"))

    urls = {
        "http" + rest.split(")", 1)[0].split('"', 1)[0].split(None, 1)[0]
        for readme in readmes
        for rest in readme.read_text("utf-8", "replace").split("(http")[1:]
    }

    assert len(urls) > 20_000
    assert all(key(key(url)) == key(url) for url in urls)
    assert all(trackers.found_in(trackers.taken_off(url)) == () for url in urls)
