"""Registries asked on loopback, with answers in the shape of each one's own."""

import json
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from listbot.catalog.manners import Manners
from listbot.web.doors import Doors
from listbot.web.look import Tally, look
from web_lab.web_server import Asked, Script, WebServer, hangs, in_turn, says, serving

SETTINGS = Manners(interval=0, timeout=2, workers=1)
# In the shapes of api.github.com, doi.org, api.datacite.org, export.arxiv.org,
# huggingface.co and api.crossref.org; the values are made up.
RENAMED = {"nameWithOwner": "new-owner/new-name", "isArchived": False}
ARCHIVED = {"nameWithOwner": "owner/archived", "isArchived": True}
GONE = {
    "type": "NOT_FOUND",
    "path": ["r2"],
    "locations": [{"line": 1, "column": 9}],
    "message": "Could not resolve to a Repository with the name 'owner/gone'.",
}
HANDLE = {
    "responseCode": 1,
    "handle": "10.1000/there",
    "values": [
        {
            "index": 1,
            "type": "URL",
            "data": {"format": "string", "value": "https://publisher.example/x"},
            "ttl": 86400,
            "timestamp": "2024-03-19T15:21:44Z",
        }
    ],
}
WITHDRAWN = json.loads(json.dumps(HANDLE).replace("publisher", "www.crossref"))
WITHDRAWN["values"][0]["data"]["value"] = "https://www.crossref.org/deleted_DOI.html"
ABSENT = {"responseCode": 100, "handle": "10.1000/absent"}
FEED = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"
      xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/api/x</id>
  <opensearch:totalResults>{total}</opensearch:totalResults>
  {entries}
</feed>"""
ENTRY = """<entry>
    <id>http://arxiv.org/abs/{id}v2</id>
    <title>A title with &lt;entry&gt; in it</title>
    <arxiv:comment>{comment}</arxiv:comment>
  </entry>"""
MODEL: dict[str, Any] = {
    "_id": "65",
    "id": "owner/model",
    "private": False,
    "gated": False,
    "tags": [],
}
GATED: dict[str, Any] = {**MODEL, "id": "owner/gated", "gated": "manual"}
WORK: dict[str, Any] = {"status": "ok", "message": {"total-results": 1, "items": []}}


def data(document: object, status: int = 200) -> Script:
    return says(status, json.dumps(document).encode(), content_type="application/json")


@dataclass
class Github:
    """Answers like GraphQL: one field for each alias, and complaints beside them."""

    repositories: Sequence[dict[str, Any] | None]
    errors: Sequence[dict[str, Any]] = ()
    bodies: list[Any] = field(default_factory=list[Any])

    def __call__(self, connection: Any, asked: Asked) -> bool:
        self.bodies.append(json.loads(asked.body))
        found = {f"r{n}": one for n, one in enumerate(self.repositories)}
        return data({"data": found, "errors": list(self.errors)})(connection, asked)


GITHUB = Github([RENAMED, ARCHIVED, None], [GONE])
PAGES: dict[str, Script] = {
    "/graphql": GITHUB,
    "/api/handles/10.1000/there": data(HANDLE),
    "/api/handles/10.1000/withdrawn": data(WITHDRAWN),
    "/api/handles/10.1000/absent": data(ABSENT, 404),
    "/dois/10.48550/arxiv.2401.00001": data({"data": {"id": "x", "type": "dois"}}),
    "/dois/10.48550/arxiv.2401.00002": data({"errors": [{"status": "404"}]}, 404),
    "/api/query": says(200, FEED.format(total=0, entries="").encode()),
    "/api/models/owner/model": data(MODEL),
    "/api/models/owner/gated": data(GATED),
    "/api/models/owner/hidden": data({"error": "Invalid username or password."}, 401),
    "/api/datasets/owner/old": says(307, location="/api/datasets/new/set"),
    "/api/spaces/owner/none": data({"error": "Sorry, we can't find it"}, 404),
    "/works": data(WORK),
}


@pytest.fixture
def registries() -> Generator[WebServer]:
    with serving(PAGES) as server:
        yield server


def doors(server: WebServer) -> Doors:
    base = server.url("")
    return Doors(
        doi=base,
        datacite=base,
        arxiv=base,
        crossref=base,
        huggingface=base,
        github_graphql=server.url("/graphql"),
        github_token="of-no-use",  # noqa: S106 - no secret
    )


def said(server: WebServer, *links: str) -> list[str]:
    """Look at *links*; say verdict, registry and sentence of each, in their order."""
    verdict_by_url = {one.url: one for one in look(links, SETTINGS, doors(server))}
    return [
        f"{one.verdict} by {one.by}: {one.why}"
        + (f" -> {one.moved_to}" if one.moved_to else "")
        for one in map(verdict_by_url.__getitem__, links)
    ]


def test_github_says_what_was_renamed_archived_and_is_gone(registries: WebServer):
    assert said(
        registries,
        "https://github.com/owner/old",
        "https://github.com/owner/archived",
        "https://github.com/owner/gone",
    ) == [
        (
            "moved by github: The repository is called new-owner/new-name now. -> "
            "https://github.com/new-owner/new-name"
        ),
        "alive by github: The repository is there, archived by its owner.",
        "dead by github: GitHub has no public repository owner/gone.",
    ]


def test_dois_are_registered_withdrawn_or_unknown(registries: WebServer):
    assert said(
        registries,
        "https://doi.org/10.1000/there",
        "https://doi.org/10.1000/withdrawn",
        "https://doi.org/10.1000/absent",
    ) == [
        "alive by doi: The DOI is registered.",
        "dead by doi: The DOI 10.1000/withdrawn has been withdrawn.",
        "dead by doi: doi.org does not know the DOI 10.1000/absent.",
    ]


def test_a_paper_is_dead_only_if_datacite_and_arxiv_say_so(registries: WebServer):
    assert said(
        registries,
        "https://arxiv.org/abs/2401.00001",
        "https://arxiv.org/pdf/2401.00002",
    ) == [
        "alive by arxiv: arXiv has this paper.",
        "dead by arxiv: arXiv has no paper 2401.00002.",
    ]


def test_hugging_face_says_what_is_gated_hidden_renamed_and_gone(
    registries: WebServer,
):
    assert said(
        registries,
        "https://huggingface.co/owner/model",
        "https://huggingface.co/owner/gated",
        "https://huggingface.co/owner/hidden",
        "https://huggingface.co/datasets/owner/old",
        "https://huggingface.co/spaces/owner/none",
    ) == [
        "alive by huggingface: Hugging Face has this model.",
        (
            "alive by huggingface: Hugging Face has this model, with its files for "
            "those who ask (gated)."
        ),
        (
            "blocked by huggingface: Hugging Face shows no model owner/hidden: "
            "missing, private or gated."
        ),
        (
            "moved by huggingface: The data set is called new/set now. -> "
            "https://huggingface.co/datasets/new/set"
        ),
        "dead by huggingface: Hugging Face has no space owner/none.",
    ]


def test_crossref_knows_an_article_by_its_pii(registries: WebServer):
    link = "https://www.sciencedirect.com/science/article/pii/S1361841523001234"

    assert said(registries, link) == ["alive by crossref: Crossref knows this article."]


def test_a_hundred_repositories_make_one_request():
    links = [f"https://github.com/owner/name{number}" for number in range(250)]
    answers = Github([{"nameWithOwner": "owner/other", "isArchived": False}] * 100)
    tally = Tally()

    with serving({"/graphql": answers}) as server:
        list(look(links, SETTINGS, doors(server), tally=tally))

    assert (tally.links, tally.requests) == (250, 3)
    sizes = [body["query"].count("repository(") for body in answers.bodies]
    assert sorted(sizes) == [50, 100, 100]


def test_the_token_goes_to_github_alone(registries: WebServer):
    said(
        registries,
        "https://github.com/owner/old",
        "https://doi.org/10.1000/there",
        "https://huggingface.co/owner/model",
    )

    with_token = {
        asked.path for asked in registries.asked if "authorization" in asked.headers
    }
    assert with_token == {"/graphql"}


@pytest.mark.parametrize(
    ("link", "path", "name"),
    [
        pytest.param("https://github.com/o/n", "/graphql", "GitHub", id="GitHub"),
        pytest.param(
            "https://doi.org/10.1000/there",
            "/api/handles/10.1000/there",
            "doi.org",
            id="DOIs",
        ),
        pytest.param(
            "https://huggingface.co/owner/model",
            "/api/models/owner/model",
            "Hugging Face",
            id="Hugging Face",
        ),
    ],
)
@pytest.mark.parametrize(
    "trouble",
    [
        pytest.param(says(502), id="server in trouble"),
        pytest.param(says(200, b"<html>Down for maintenance</html>"), id="no data"),
        pytest.param(says(429, retry_after="3600"), id="too many requests"),
    ],
)
def test_an_outage_of_a_registry_says_nothing_about_the_link(
    link: str, path: str, name: str, trouble: Script
):
    with serving({path: trouble}) as server:
        words = said(server, link)

    (one,) = words
    assert one.startswith("unknown by ")
    assert one.endswith(f"Not checked: {name} did not answer.")


def test_a_registry_that_fails_once_is_asked_again():
    page = in_turn(says(503, retry_after="1"), data(HANDLE))

    with serving({"/api/handles/10.1000/there": page}) as server:
        words = said(server, "https://doi.org/10.1000/there")

    assert words == ["alive by doi: The DOI is registered."]


def test_where_datacite_is_silent_arxiv_is_asked():
    entry = ENTRY.format(id="2401.00009", comment="12 pages")
    feed = FEED.format(total=1, entries=entry)
    pages = {"/dois/10.48550/arxiv.2401.00009": says(500), "/api/query": says(200)}
    pages["/api/query"] = says(200, feed.encode())

    with serving(pages) as server:
        words = said(server, "https://arxiv.org/abs/2401.00009")

    assert words == ["alive by arxiv: arXiv has this paper."]


def test_many_papers_make_one_request_and_withdrawn_ones_are_told():
    papers = [f"2401.{number:05}" for number in range(1, 31)]
    comments = {"2401.00002": "This paper has been withdrawn by the authors"}
    entries = "".join(
        ENTRY.format(id=paper, comment=comments.get(paper, "12 pages"))
        for paper in papers
    )
    feed = FEED.format(total=30, entries=entries)

    with serving({"/api/query": says(200, feed.encode())}) as server:
        words = said(server, *(f"https://arxiv.org/abs/{paper}" for paper in papers))
        asked = [one.path.partition("?")[0] for one in server.asked]

    assert asked == ["/api/query"]
    assert words[1] == "alive by arxiv: arXiv has this paper, withdrawn by its authors."
    assert set(words[:1] + words[2:]) == {"alive by arxiv: arXiv has this paper."}


def test_a_registry_that_hangs_is_not_waited_for_by_the_others(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr("listbot.web.registries.asking._PATIENCE", 0.5)
    pages = {
        "/api/handles/10.1000/there": hangs(),
        "/api/models/owner/model": data(MODEL),
    }

    with serving(pages) as server:
        words = said(
            server,
            "https://doi.org/10.1000/there",
            "https://huggingface.co/owner/model",
        )

    assert words == [
        "unknown by doi: Not checked: doi.org did not answer.",
        "alive by huggingface: Hugging Face has this model.",
    ]
