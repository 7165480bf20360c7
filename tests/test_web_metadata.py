"""What registries and pages say about a work, whatever state they are in."""

import json
import time
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listbot.catalog.addresses import parse
from listbot.catalog.dates import PartialDate
from listbot.catalog.facts import Facts, Query, Research
from listbot.web.doors import Doors
from listbot.web.metadata import asking, choosing, reading
from listbot.web.metadata.page import Page
from listbot.web.requesting import Answer
from web_lab.registries import (
    ARXIV,
    CONFERENCE,
    DATA,
    JOURNAL,
    PREPRINT,
    answers,
    crossref_found,
    document,
    serving_registries,
)
from web_lab.shapes import crossref_fault
from web_lab.web_server import Script, hangs, says

TITLE = "Seeing Tissue in situ: a & b with H2O"


def ask(
    url: str, changed: Mapping[str, Script] | None = None, *, seconds: float = 10.0
) -> Research:
    with serving_registries(changed) as (_, doors):
        return asking.ask([Query(url)], doors, seconds=seconds)


def said(facts: Facts) -> dict[str, Any]:
    """Return what a source says, without what it does not say."""
    return {name: value for name, value in asdict(facts).items() if value}


def day(text: str) -> dict[str, int | None]:
    return asdict(PartialDate.parse(text))


def test_arxiv_papers_are_known_to_three():
    found = ask(f"https://arxiv.org/pdf/{ARXIV}v2").facts_by_url

    (facts,) = found.values()
    assert [said(one) for one in facts] == [
        {
            "source": "DataCite",
            "title": TITLE,
            "authors": ("Ada Lovelace", "Alan Turing", "Tissue, Inc."),
            "date": day("2024-01-08"),
            "latest": day("2024-01-08"),
            "venues": ("arXiv",),
            "kind": "preprint",
            "published": CONFERENCE,
        },
        {
            "source": "arXiv",
            "title": TITLE,
            "authors": ("Ada Lovelace", "Alan Turing"),
            "date": day("2024-01-08"),
            "latest": day("2024-01-08"),
            "venues": ("arXiv",),
            "kind": "preprint",
            "published": CONFERENCE,
            "published_in": "CVPR (2024) 42-51",
        },
        {"source": "Hugging Face", "code": "https://github.com/lab/tissue"},
    ]


def test_a_doi_is_known_to_crossref():
    found = ask(f"https://doi.org/{CONFERENCE}").facts_by_url

    ((facts,),) = found.values()
    assert said(facts) == {
        "source": "Crossref",
        "title": TITLE,
        "authors": ("Ada Lovelace", "Alan M. Turing", "The Tissue Consortium"),
        "date": day("2024-06-16"),
        "latest": day("2024-06-16"),
        "venues": (
            (
                "2024 IEEE/CVF Conference on Computer Vision and Pattern Recognition "
                "(CVPR)"
            ),
        ),
        "kind": "conference",
    }


def test_a_record_may_have_two_dates_and_be_taken_back():
    found = ask(f"https://doi.org/{JOURNAL}").facts_by_url

    ((facts,),) = found.values()
    assert (str(facts.date), str(facts.latest)) == ("2022-11", "2024-02")
    assert facts.venues == ("Journal of Slow & Steady Science", "J. Slow Steady Sci.")
    assert facts.withdrawn


def test_an_article_is_found_by_the_publishers_own_number():
    url = "https://www.sciencedirect.com/science/article/pii/S1361841523001234"

    found = ask(url).facts_by_url

    assert [facts.title for facts in found[url]] == ["A slow journal"]


@pytest.mark.parametrize(
    ("number", "titles"),
    [
        pytest.param("10650042", [TITLE], id="the page of this number"),
        pytest.param("10650043", [], id="another article of that title"),
    ],
)
def test_an_ieee_page_is_found_by_title_and_number(number: str, titles: list[str]):
    body = crossref_found("crossref-conference.json")
    url = f"https://ieeexplore.ieee.org/document/{number}"

    with serving_registries({"/crossref/works": says(200, body)}) as (_, doors):
        research = asking.ask([Query(url, TITLE)], doors, seconds=3)

    facts = research.facts_by_url.get(url, ())
    assert [one.title for one in facts] == titles


@pytest.mark.parametrize(
    ("changed", "source", "title"),
    [
        pytest.param({}, "Crossref", "Cells that count", id="Crossref knows it"),
        pytest.param(
            {"/crossref/works/10.1101%2F2023.05.01.539000": says(404)},
            "bioRxiv",
            "Cells that count",
            id="bioRxiv knows it",
        ),
    ],
)
def test_a_preprint_says_what_became_of_it(
    changed: Mapping[str, Script], source: str, title: str
):
    url = f"https://www.biorxiv.org/content/{PREPRINT}v2.full"

    found = ask(url, changed).facts_by_url[url]

    assert [(one.source, one.title, one.published) for one in found] == [
        (source, title, "10.5555/cells.2024.1")
    ]


def test_medrxiv_is_asked_where_biorxiv_has_none():
    biorxiv = f"/biorxiv/details/biorxiv/{PREPRINT}"
    medrxiv = f"/biorxiv/details/medrxiv/{PREPRINT}"
    url = f"https://doi.org/{PREPRINT}"

    found = ask(
        url,
        {
            "/crossref/works/10.1101%2F2023.05.01.539000": says(404),
            biorxiv: says(200, b'{"collection": []}'),
            medrxiv: answers("biorxiv.json"),
        },
    )

    assert [one.source for one in found.facts_by_url[url]] == ["medRxiv"]


def test_a_repository_says_its_name():
    with serving_registries() as (_, doors):
        found = asking.ask([Query("https://github.com/Lab/Tissue-Tool")], doors)

    ((facts,),) = found.facts_by_url.values()
    assert said(facts) == {
        "source": "GitHub",
        "title": "Tissue-Tool",
        "date": day("2023-04-05"),
        "latest": day("2023-04-05"),
        "description": "Counts cells :microscope: quickly",
    }


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param(
            "openreview",
            (
                "Learning to See & Tell",
                "2024-01-16",
                "The Twelfth International Conference on Learning Representations",
                "Grace Hopper",
            ),
            id="OpenReview",
        ),
        pytest.param(
            "cvf",
            (
                "Seeing Slides",
                "2024",
                (
                    "Proceedings of the IEEE/CVF Conference on Computer Vision and "
                    "Pattern Recognition"
                ),
                "Ada Lovelace",
            ),
            id="CVF",
        ),
        pytest.param(
            "pmlr",
            (
                "Bounds that Hold",
                "2023-07-03",
                "International Conference on Machine Learning",
                "Emmy Noether",
            ),
            id="PMLR",
        ),
        pytest.param(
            "neurips",
            (
                "Attention to Detail",
                "2023-12-15",
                "Advances in Neural Information Processing Systems",
                "Grace Hopper",
            ),
            id="NeurIPS",
        ),
        pytest.param(
            "acl",
            (
                "Words that Work",
                "2024-08",
                (
                    "Proceedings of the 62nd Annual Meeting of the Association for "
                    "Computational Linguistics (Volume 1: Long Papers)"
                ),
                "Ada Lovelace",
            ),
            id="ACL",
        ),
    ],
)
def test_a_page_says_what_it_says_to_search_engines(
    page: str, expected: tuple[str, str, str, str]
):
    with serving_registries({"/paper": answers(f"{page}.html")}) as (server, doors):
        url = server.url("/paper")
        research = asking.ask([Query(url)], doors)

    (facts,) = research.facts_by_url[url]
    assert (
        facts.title,
        str(facts.date),
        facts.venues[0],
        facts.authors[0],
    ) == expected


def test_a_page_is_followed_where_it_leads_but_not_into_private_networks():
    with serving_registries(
        {
            "/old": says(301, location="/new"),
            "/new": answers("cvf.html"),
            "/inside": says(302, location="http://10.0.0.1/"),
        }
    ) as (server, doors):
        urls = [server.url("/old"), server.url("/inside")]
        research = asking.ask([Query(url) for url in urls], doors)

    assert research.facts_by_url[urls[0]][0].title == "Seeing Slides"
    assert urls[1] not in research.facts_by_url
    assert research.absent_by_url[urls[1]] == ("10.0.0.1",)


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(says(200, b""), id="nothing"),
        pytest.param(says(200, b"null"), id="null"),
        pytest.param(says(200, b"[]"), id="a list"),
        pytest.param(says(200, b'{"message": "ok"}'), id="another shape"),
        pytest.param(says(200, b"<html>maintenance</html>"), id="a page"),
        pytest.param(says(200, b"[" * 200_000), id="nested without end"),
        pytest.param(says(200, b'{"message": {"title": ["\xff"]}}'), id="no UTF-8"),
        pytest.param(says(200, b" " * 4_000_000 + b"{}"), id="4 MB"),
        pytest.param(says(500), id="a server error"),
        pytest.param(says(403), id="a refusal"),
        pytest.param(says(429, retry_after="3600"), id="an hour to wait"),
    ],
)
def test_an_outage_is_silence(script: Script):
    url = f"https://doi.org/{CONFERENCE}"
    pages = {
        "/crossref/works/10.5555%2Fcvpr.2024.0042": script,
        f"/datacite/dois/{CONFERENCE}": says(503),
    }

    research = ask(url, pages, seconds=5)

    assert url not in research.facts_by_url
    assert research.silent_by_url[url] == ("Crossref", "DataCite")


def test_a_page_that_refuses_robots_is_not_waited_for():
    with serving_registries({"/paper": says(403)}) as (server, doors):
        url = server.url("/paper")
        research = asking.ask([Query(url)], doors, seconds=5)

    assert url not in research.silent_by_url
    assert len(research.absent_by_url[url]) == 1


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("http://10.0.0.5/paper", id="a private address"),
        pytest.param("http://127.0.0.1:25/paper", id="a port of mail"),
    ],
)
def test_a_page_that_may_not_be_asked_is_not_waited_for(url: str):
    research = asking.ask([Query(url)], Doors(allowed=("127.0.0.0/8",)), seconds=5)

    assert url not in research.silent_by_url
    assert len(research.absent_by_url[url]) == 1


def test_ieee_is_asked_only_through_crossref():
    url = "https://ieeexplore.ieee.org/document/10650042"

    assert choosing.chains(Query(url), Doors()) == ()
    assert [
        [source.name for source in chain.sources]
        for chain in choosing.chains(Query(url, TITLE), Doors())
    ] == [["Crossref"]]


_UNUSUAL = [
    pytest.param({"title": ["0"]}, ("0", "2024-06-16"), id="a paper titled 0"),
    pytest.param({"title": []}, ("", "2024-06-16"), id="no title"),
    pytest.param({"title": ["x" * 100_000]}, ("", "2024-06-16"), id="an endless title"),
    pytest.param(
        {"title": ["A<script>alert(1)</script> B &lt;b&gt;@octocat&lt;/b&gt;"]},
        ("A B @octocat", "2024-06-16"),
        id="a script and a mention",
    ),
    pytest.param(
        {"title": ["<mml:math><mml:mi>x</mml:mi></mml:math> &lt; y <z> &amp;amp;"]},
        ("x < y <z> &amp;", "2024-06-16"),
        id="formulas, and what is no tag",
    ),
    pytest.param(
        {"published": {"date-parts": [[None]]}, "issued": {"date-parts": [[None]]}},
        (TITLE, "2024-06-16"),
        id="a date of nothing, and one in print",
    ),
    pytest.param(
        {"published": {"date-parts": [[2024, 2, 30]]}},
        (TITLE, "2024-02"),
        id="a day that is none",
    ),
]
_MISSHAPEN = [
    pytest.param({"title": "Text"}, ("Text", "2024-06-16"), id="a title in no list"),
    pytest.param(
        {"title": [None, 3, {"a": 1}, "Real"]}, ("Real", "2024-06-16"), id="a mess"
    ),
    pytest.param(
        {
            "published": {"date-parts": [[None]]},
            "issued": {"date-parts": [["2024"]]},
            "published-print": {"date-parts": None},
        },
        (TITLE, "None"),
        id="no date at all",
    ),
    pytest.param(
        {"published": {"date-parts": [[2024, 13, 1]]}},
        (TITLE, "2024"),
        id="a month that is none",
    ),
    pytest.param({"author": "Ada"}, (TITLE, "2024-06-16"), id="authors in no list"),
    pytest.param({"relation": []}, (TITLE, "2024-06-16"), id="relations in a list"),
]


@pytest.mark.parametrize(("changes", "expected"), _UNUSUAL)
def test_a_record_may_say_anything(changes: dict[str, Any], expected: tuple[str, str]):
    record = document("crossref-conference.json")
    record["message"] |= changes

    assert crossref_fault(record) == ""
    assert _read(record) == expected


@pytest.mark.parametrize(("changes", "expected"), _MISSHAPEN)
def test_a_record_may_have_another_shape_than_was_agreed(
    changes: dict[str, Any], expected: tuple[str, str]
):
    record = document("crossref-conference.json")
    record["message"] |= changes

    assert crossref_fault(record)
    assert _read(record) == expected


def _read(record: dict[str, Any]) -> tuple[str, str]:
    """Return title and date, as they are read from a record of Crossref's."""
    page = says(200, json.dumps(record).encode())
    pages = {"/crossref/works/10.5555%2Fcvpr.2024.0042": page}
    found = ask(f"https://doi.org/{CONFERENCE}", pages).facts_by_url
    ((facts,),) = found.values()
    return facts.title, str(facts.date)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "message",
                    "data",
                    "attributes",
                    "title",
                    "titles",
                    "author",
                    "dates",
                    "published",
                    "date-parts",
                    "collection",
                    "items",
                    "relation",
                    "date",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(_JSON, st.sampled_from(["2401.98765", CONFERENCE, PREPRINT, "10.1000/x"]))
def test_reading_never_fails_but_for_an_outage(data: Any, work: str):
    answer = Answer(status=200, body=json.dumps(data).encode())
    host = "arxiv.org/abs" if work[0] == "2" else "doi.org"
    chains = choosing.chains(Query(f"https://{host}/{work}"), Doors())

    for source in (source for chain in chains for source in chain.sources):
        try:
            read = source.read(answer)
        except ValueError:
            continue
        assert read is None or isinstance(read, (Facts, type(source)))


@given(st.text())
def test_a_text_is_on_one_line_and_without_tags(text: str):
    read = reading.text(f"<b>{text}</b><script>x</script>")

    assert read == " ".join(read.split())
    assert "<b>" not in read
    assert "<script>" not in read


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        pytest.param("<jats:title>A</jats:title><jats:p>b</jats:p>", "A b", id="JATS"),
        pytest.param("<![CDATA[Seeing]]> tissue", "Seeing tissue", id="CDATA"),
        pytest.param("Seeing <!-- not --> tissue", "Seeing tissue", id="a comment"),
        pytest.param(
            "<inline-formula><tex-math>x_1</tex-math></inline-formula> seen",
            "x_1 seen",
            id="TeX",
        ),
        pytest.param(
            "<alternatives><tex-math>x_1</tex-math><mml:math><mml:msub><mml:mi>x</mml:mi>"
            "<mml:mn>1</mml:mn></mml:msub></mml:math></alternatives> seen",
            "x1 seen",
            id="TeX beside MathML",
        ),
        pytest.param(
            "<mml:math><mml:semantics><mml:mi>x</mml:mi><mml:annotation encoding='tex'>"
            "\\mathit{x}</mml:annotation></mml:semantics></mml:math> seen",
            "x seen",
            id="the source of a formula",
        ),
        pytest.param("病理学的<sub>2</sub>图像", "病理学的2图像", id="Chinese"),
    ],
)
def test_markup_of_publishers_is_taken_off(written: str, shown: str):
    assert reading.text(written) == shown


@given(st.binary(max_size=500))
def test_any_page_can_be_read(body: bytes):
    address = parse("https://example.org/x")
    assert address

    Page(address).read(Answer(status=200, body=b"<meta name=citation_title " + body))


def test_an_unknown_paper_is_absent_where_all_know_all():
    url = "https://arxiv.org/abs/2401.99999"
    feed = (DATA / "arxiv.xml").read_bytes()
    empty = feed.partition(b"<entry>")[0] + b"</feed>"

    research = ask(url, {"/arxiv/api/query": says(200, empty)})

    assert research.absent_by_url[url] == ("DataCite", "arXiv")
    assert research.facts_by_url == {}


def test_the_slowest_source_bounds_the_whole_and_nobody_waits_longer():
    url = f"https://arxiv.org/abs/{ARXIV}"
    slow = {
        "/datacite/dois/10.48550/arxiv.2401.98765": hangs(),
        "/huggingface/api/papers/2401.98765": hangs(),
    }
    started = time.monotonic()

    research = ask(url, slow, seconds=1.5)

    assert time.monotonic() - started < 3
    assert [facts.source for facts in research.facts_by_url[url]] == ["arXiv"]
    assert research.silent_by_url[url] == ("DataCite",)


def test_sources_are_asked_side_by_side():
    url = f"https://arxiv.org/abs/{ARXIV}"
    late = {
        "/datacite/dois/10.48550/arxiv.2401.98765": answers(
            "datacite-arxiv.json", after=0.8
        ),
        "/arxiv/api/query": answers("arxiv.xml", after=0.8),
        "/huggingface/api/papers/2401.98765": answers(
            "huggingface-paper.json", after=0.8
        ),
    }
    started = time.monotonic()

    research = ask(url, late)

    assert len(research.facts_by_url[url]) == 3
    assert time.monotonic() - started < 2.2


def test_a_contact_is_told_to_those_who_serve_it_better():
    with serving_registries() as (server, doors):
        known = Doors(
            crossref=doors.crossref, allowed=doors.allowed, contact="list@example.org"
        )
        asking.ask([Query(f"https://doi.org/{CONFERENCE}")], known)

    assert server.asked[0].path == (
        "/crossref/works/10.5555%2Fcvpr.2024.0042?mailto=list@example.org"
    )


def test_arxiv_is_asked_as_seldom_as_it_wants():
    with serving_registries() as (server, doors):
        urls = [f"https://arxiv.org/abs/2401.0407{n}" for n in range(2)]
        asking.ask([Query(url) for url in urls], doors, seconds=6)

    times = [
        at
        for at, asked in zip(server.times, server.asked, strict=True)
        if asked.path.startswith("/arxiv/")
    ]
    assert len(times) == 2
    assert times[1] - times[0] > 2.9


def test_a_short_address_is_followed_to_where_it_leads(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr("listbot.catalog.short_links._HOSTS", frozenset({"127.0.0.9"}))
    with serving_registries(
        {
            "/one": says(301, location="/two"),
            "/two": says(302, location=f"https://doi.org/{CONFERENCE}"),
            "/loop": says(301, location="/loop"),
        }
    ) as (server, doors):
        good, bad = server.url("/one", "127.0.0.9"), server.url("/loop", "127.0.0.9")
        research = asking.ask([Query(good), Query(bad)], doors)

    assert research.target_by_url == {good: f"https://doi.org/{CONFERENCE}"}
    assert [facts.title for facts in research.facts_by_url[good]] == [TITLE]
