import json
from collections.abc import Sequence

import pytest

from listbot.catalog.addresses import parse
from listbot.catalog.errors import ListbotError
from listbot.catalog.link_verdict import LinkVerdict
from listbot.web import routes
from listbot.web.doors import Doors
from listbot.web.registries.asking import Inquiry
from listbot.web.requesting import Answer, Request
from listbot.web.tasks import Page, Task, Told, Wanted
from listbot.web.verdicts import unreadable

DOORS = Doors(github_token="secret", doi="http://127.0.0.1:81/doi")  # noqa: S106 - no secret
PAPERS = [f"https://arxiv.org/abs/2401.{number:05}" for number in range(1, 8)]
DOI = "https://doi.org/10.1000/x"
HF = "https://huggingface.co/owner/Name"
REPO = "https://github.com/Owner/name"


class AskThePage:
    """Stands for the page of a link."""

    pause = 0.0

    def __init__(self, link: Wanted) -> None:
        self.link = link

    @property
    def host(self) -> str:
        return self.link.address.host

    def request(self) -> Request:
        raise NotImplementedError

    def take(self, answer: Answer) -> Told:
        raise NotImplementedError

    def left_alone(self) -> Told:
        return Told((unreadable(self.link.url, "the page"),))


def tasks_for(*links: str, doors: Doors = DOORS) -> list[Task]:
    return routes.route(links, doors).tasks(AskThePage)


def asked(task: Task) -> str:
    request = task.request()
    return f"{request.method} {request.url} {request.body.decode()}".strip()


def answer(data: object = None, *, status: int = 200, text: str = "") -> Answer:
    body = text or json.dumps(data)
    return Answer(status=status, body=body.encode(), seconds=0.5)


def told(task: Task, *answers: Answer) -> list[str]:
    """Say in words what comes of the answers: verdicts, then who is asked next."""
    ends: list[Told | None] = [task.take(one) for one in answers]
    assert ends[:-1] == [None] * (len(ends) - 1)
    last = ends[-1]
    assert last
    return _words(last)


def _words(end: Told) -> list[str]:
    said = [_in_words(verdict) for verdict in end.verdicts]
    for task in end.tasks:
        page = isinstance(task, AskThePage)
        said.append(f"page {task.link.url}" if page else f"ask {task.host}")
    return said


def _in_words(verdict: LinkVerdict) -> str:
    moved = f" -> {verdict.moved_to}" if verdict.moved_to else ""
    return f"{verdict.verdict} by {verdict.by}: {verdict.why}{moved}"


HANDLE = {"responseCode": 1, "handle": "10.1000/x"}
DELETED = {
    "responseCode": 1,
    "values": [
        {"index": 1, "type": "URL", "data": {"format": "string", "value": target}}
        for target in ["https://www.crossref.org/deleted_DOI.html"]
    ],
}
UNKNOWN_HANDLE = answer({"responseCode": 100, "handle": "10.1000/x"}, status=404)
FEED = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">
<id>http://arxiv.org/api/x</id>
<entry><id>http://arxiv.org/abs/2401.00001v2</id><title>0</title></entry>
<entry>
<id>http://arxiv.org/abs/2401.00002v1</id><title>An &lt;entry&gt;</title>
<arxiv:comment xmlns:arxiv="x">This paper has been withdrawn</arxiv:comment>
</entry></feed>"""


@pytest.mark.parametrize(
    ("link", "request_line"),
    [
        pytest.param(
            "https://doi.org/10.1000/X(1)%222",
            "GET http://127.0.0.1:81/doi/api/handles/10.1000/x(1)%222",
            id="a DOI",
        ),
        pytest.param(
            "https://link.springer.com/article/10.1007/s11263-020-01316-z",
            "GET http://127.0.0.1:81/doi/api/handles/10.1007/s11263-020-01316-z",
            id="a publisher's page with a DOI",
        ),
        pytest.param(
            "https://arxiv.org/pdf/2401.00001v3.pdf",
            "GET https://api.datacite.org/dois/10.48550/arxiv.2401.00001",
            id="a paper of arXiv's",
        ),
        pytest.param(
            "https://huggingface.co/owner/Name",
            "GET https://huggingface.co/api/models/owner/Name",
            id="a model",
        ),
        pytest.param(
            "https://huggingface.co/datasets/owner/Name",
            "GET https://huggingface.co/api/datasets/owner/Name",
            id="a data set",
        ),
        pytest.param(
            "https://www.sciencedirect.com/science/article/pii/S1361841523001234",
            "GET https://api.crossref.org/works?"
            "filter=alternative-id:S1361841523001234&rows=0",
            id="a PII",
        ),
        pytest.param(
            "https://github.com/Owner/na.me.git?tab=readme",
            'POST https://api.github.com/graphql {"query": "query { r0: '
            'repository(owner: \\"owner\\", name: \\"na.me\\") '
            '{ nameWithOwner isArchived } }"}',
            id="a repository",
        ),
        pytest.param(
            'https://github.com/o/n/blob/main/A "b".md',
            'POST https://api.github.com/graphql {"query": "query { r0: '
            'repository(owner: \\"o\\", name: \\"n\\") { nameWithOwner isArchived '
            'object(expression: \\"main:A \\\\\\"b\\\\\\".md\\") { __typename } } }"}',
            id="a file in a repository",
        ),
    ],
)
def test_a_registry_is_asked_for_what_it_knows(link: str, request_line: str):
    (task,) = tasks_for(link)

    assert asked(task) == request_line
    assert task.request().trusted


@pytest.mark.parametrize(
    "link",
    [
        pytest.param("https://example.org/", id="any page"),
        pytest.param("https://github.com/owner", id="an owner"),
        pytest.param("https://github.com/o/n/issues/7", id="an issue"),
        pytest.param("https://github.com/o/n/tree/main?x=1", id="a folder, specially"),
        pytest.param("https://huggingface.co/o/n/blob/main/x", id="a file of a model"),
        pytest.param("https://zenodo.org/records/1234567", id="a derived DOI"),
        pytest.param("https://papers.cool/arxiv/2401.00001", id="a mirror of arXiv"),
        pytest.param("https://huggingface.co/papers/2401.00001", id="about a paper"),
    ],
)
def test_for_everything_else_the_page_is_asked(link: str):
    (task,) = tasks_for(link)

    assert isinstance(task, AskThePage)


def test_without_a_token_the_page_of_a_repository_is_asked():
    (task,) = tasks_for(REPO, doors=Doors())

    assert isinstance(task, AskThePage)


def test_the_token_is_in_no_text():
    assert "secret" not in repr(DOORS)


def test_a_hundred_repositories_make_one_request():
    links = [f"https://github.com/owner/name{number}" for number in range(250)]

    tasks = tasks_for(*links)

    assert [asked(task).count("repository(") for task in tasks] == [100, 100, 50]


def test_links_to_the_same_thing_make_one_question():
    tasks = tasks_for(
        *("https://arxiv.org/abs/2401.00001", "https://arxiv.org/pdf/2401.00001v2"),
        *("https://doi.org/10.48550/arXiv.2401.00001",),
    )

    assert len(tasks) == 1
    assert [words.split(":")[0] for words in told(tasks[0], answer(_record()))] == [
        *("alive by arxiv", "alive by arxiv", "alive by arxiv"),
    ]


def _record() -> dict[str, object]:
    return {"data": {"id": "10.48550/arxiv.2401.00001", "type": "dois"}}


@pytest.mark.parametrize(
    ("link", "answers", "words"),
    [
        pytest.param(
            DOI,
            [answer(HANDLE)],
            ["alive by doi: The DOI is registered."],
            id="DOI registered",
        ),
        pytest.param(
            DOI,
            [UNKNOWN_HANDLE],
            ["dead by doi: doi.org does not know the DOI 10.1000/x."],
            id="DOI unknown",
        ),
        pytest.param(
            DOI,
            [answer(DELETED)],
            ["dead by doi: The DOI 10.1000/x has been withdrawn."],
            id="DOI withdrawn",
        ),
        pytest.param(
            DOI,
            [answer({"responseCode": 200})],
            [f"page {DOI}"],
            id="DOI without values",
        ),
        pytest.param(
            DOI,
            [answer(text="<html>"), Answer(status=500)],
            ["unknown by doi: Not checked: doi.org did not answer."],
            id="handle server in trouble",
        ),
        pytest.param(
            DOI,
            [Answer(trouble="timeout"), answer(HANDLE)],
            ["alive by doi: The DOI is registered."],
            id="second try",
        ),
        pytest.param(
            "https://www.nature.com/articles/s41591-024-02857-3",
            [UNKNOWN_HANDLE],
            ["page https://www.nature.com/articles/s41591-024-02857-3"],
            id="DOI of a publisher's page unknown",
        ),
        pytest.param(
            PAPERS[0],
            [answer(_record())],
            ["alive by arxiv: arXiv has this paper."],
            id="paper",
        ),
        pytest.param(
            PAPERS[0],
            [answer({"errors": []}, status=404)],
            ["ask arXiv at export.arxiv.org:443"],
            id="paper too new for DataCite",
        ),
        pytest.param(
            PAPERS[0],
            [Answer(status=503), Answer(status=503)],
            ["ask arXiv at export.arxiv.org:443"],
            id="DataCite in trouble",
        ),
        pytest.param(
            HF,
            [answer({"id": "owner/Name", "gated": False})],
            ["alive by huggingface: Hugging Face has this model."],
            id="model",
        ),
        pytest.param(
            HF,
            [answer({"id": "owner/Name", "gated": "manual"})],
            [
                (
                    "alive by huggingface: Hugging Face has this model, with its "
                    "files for those who ask (gated)."
                )
            ],
            id="gated model",
        ),
        pytest.param(
            HF,
            [answer({"error": "x"}, status=401)],
            [
                (
                    "blocked by huggingface: Hugging Face shows no model owner/Name: "
                    "missing, private or gated."
                )
            ],
            id="missing, private or gated model",
        ),
        pytest.param(
            HF,
            [answer({"error": "Repository not found"}, status=404)],
            ["dead by huggingface: Hugging Face has no model owner/Name."],
            id="no such model",
        ),
        pytest.param(
            HF,
            [Answer(status=404, body=b"<h1>Back soon</h1>")] * 2,
            ["unknown by huggingface: Not checked: Hugging Face did not answer."],
            id="somebody else in the place of Hugging Face",
        ),
        pytest.param(
            HF,
            [answer({"id": "new/Name"})],
            [
                (
                    "moved by huggingface: The model is called new/Name now. -> "
                    "https://huggingface.co/new/Name"
                )
            ],
            id="renamed model",
        ),
        pytest.param(
            "https://huggingface.co/spaces/owner/Name",
            [Answer(status=307, location="https://huggingface.co/api/spaces/new/Name")],
            [
                (
                    "moved by huggingface: The space is called new/Name now. -> "
                    "https://huggingface.co/spaces/new/Name"
                )
            ],
            id="renamed space",
        ),
        pytest.param(
            HF,
            [answer({"id": "owner/Name", "disabled": True})],
            ["blocked by huggingface: Hugging Face has disabled this model."],
            id="disabled model",
        ),
        pytest.param(
            HF, [answer({}, status=400)], [f"page {HF}"], id="odd answer about a model"
        ),
        pytest.param(
            "https://www.cell.com/cell/fulltext/S0092-8674(23)00001-2",
            [answer({"message": {"total-results": 1}})],
            ["alive by crossref: Crossref knows this article."],
            id="article",
        ),
        pytest.param(
            "https://www.cell.com/cell/fulltext/S0092-8674(23)00001-2",
            [answer({"message": {"total-results": 0}})],
            ["page https://www.cell.com/cell/fulltext/S0092-8674(23)00001-2"],
            id="article unknown",
        ),
    ],
)
def test_what_a_registry_says(link: str, answers: Sequence[Answer], words: list[str]):
    (task,) = tasks_for(link)

    assert told(task, *answers) == words


def test_many_papers_are_asked_for_at_once_and_the_missing_ones_elsewhere():
    tasks = tasks_for(*PAPERS)

    words = told(tasks[0], answer(text=FEED))

    assert [asked(task) for task in tasks] == [
        "GET https://export.arxiv.org/api/query?id_list="
        + ",".join(f"2401.{number:05}" for number in range(1, 8))
        + "&max_results=7"
    ]
    assert words == [
        "alive by arxiv: arXiv has this paper.",
        "alive by arxiv: arXiv has this paper, withdrawn by its authors.",
        *(["ask DataCite at api.datacite.org:443"] * 5),
    ]


def test_a_paper_that_neither_knows_is_dead():
    (task,) = tasks_for(*PAPERS)
    first = task.take(answer(text=FEED))
    assert first

    words = told(first.tasks[0], answer({"errors": []}, status=404))

    assert words == ["dead by arxiv: arXiv has no paper 2401.00003."]


def test_a_batch_that_is_refused_is_asked_again_in_halves():
    (task,) = tasks_for(*PAPERS)

    words = told(task, answer(text="bad", status=400), answer(text="bad", status=400))

    assert words == ["ask arXiv at export.arxiv.org:443"] * 2


REPOSITORIES = (REPO, "https://github.com/o/gone", "https://github.com/o/new#top")


def test_github_says_what_is_there_renamed_archived_and_gone():
    (task,) = tasks_for(
        *REPOSITORIES,
        "https://github.com/o/old",
        "https://github.com/o/new/tree/main/docs#x",
        "https://github.com/o/new/tree/a/b/docs",
        "https://github.com/o/odd",
    )

    words = told(
        task,
        answer(
            {
                "data": {
                    "r0": {"nameWithOwner": "Owner/name", "isArchived": False},
                    "r1": None,
                    "r2": {"nameWithOwner": "p/newer", "isArchived": False},
                    "r3": {"nameWithOwner": "o/old", "isArchived": True},
                    "r4": {
                        "nameWithOwner": "p/newer",
                        "isArchived": False,
                        "object": {"__typename": "Tree"},
                    },
                    "r5": {"nameWithOwner": "p/newer", "object": None},
                    "r6": None,
                },
                "errors": [
                    {"type": "NOT_FOUND", "path": ["r1"], "message": "x"},
                    {"type": "FORBIDDEN", "path": ["r6"], "message": "x"},
                ],
            }
        ),
    )

    assert words == [
        "alive by github: The repository is there.",
        "dead by github: GitHub has no public repository o/gone.",
        (
            "moved by github: The repository is called p/newer now. -> "
            "https://github.com/p/newer#top"
        ),
        "alive by github: The repository is there, archived by its owner.",
        (
            "moved by github: The repository is called p/newer now. -> "
            "https://github.com/p/newer/tree/main/docs#x"
        ),
        "page https://github.com/o/new/tree/a/b/docs",
        "page https://github.com/o/odd",
    ]


def test_one_request_is_counted_once():
    (task,) = tasks_for(*REPOSITORIES)
    repository = {"nameWithOwner": "o/x"}

    end = task.take(answer({"data": {f"r{one}": repository for one in range(3)}}))

    assert end
    assert [verdict.requests for verdict in end.verdicts] == [1, 0, 0]


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        pytest.param(
            [Answer(status=401)],
            [f"page {link}" for link in REPOSITORIES],
            id="token expired",
        ),
        pytest.param(
            [answer({"data": {}, "errors": [{"type": "RATE_LIMITED"}]})] * 2,
            ["ask GitHub at api.github.com:443"] * 2,
            id="rate limit",
        ),
        pytest.param(
            [answer(text="<html>")] * 2,
            ["ask GitHub at api.github.com:443"] * 2,
            id="unicorn",
        ),
    ],
)
def test_github_in_trouble(answers: Sequence[Answer], words: list[str]):
    (task,) = tasks_for(*REPOSITORIES)

    assert told(task, *answers) == words


def test_a_registry_left_alone_makes_no_link_dead():
    first, second = tasks_for(DOI, PAPERS[0])

    assert _words(first.left_alone()) == [
        "unknown by doi: Not checked: doi.org did not answer."
    ]
    assert _words(second.left_alone()) == ["ask arXiv at export.arxiv.org:443"]


def test_what_is_no_address_is_told_at_once():
    routed = routes.route(["ftp://x.org/", "http://user:secret@x.org/"], DOORS)

    assert [verdict.verdict for verdict in routed.told] == ["unknown", "unknown"]
    assert all(verdict.why.startswith("Not asked. ") for verdict in routed.told)
    assert "secret" not in routed.told[1].why
    assert all(verdict.why.strip(".") + "." == verdict.why for verdict in routed.told)


def test_a_base_address_that_is_none_is_the_maintainers_to_mend():
    with pytest.raises(ListbotError, match=r"^doi is no base address of a registry"):
        tasks_for(DOI, doors=Doors(doi="doi"))


def test_every_registry_has_a_pace_of_its_own():
    queues = routes.paces(DOORS)

    assert set(queues) == {
        "doi.org at 127.0.0.1:81",
        "DataCite at api.datacite.org:443",
        "arXiv at export.arxiv.org:443",
        "GitHub at api.github.com:443",
        "Hugging Face at huggingface.co:443",
        "Crossref at api.crossref.org:443",
    }


def test_pages_and_inquiries_are_tasks():
    address = parse(DOI)
    assert address
    inquiry, page = tasks_for(DOI, "https://example.org/")

    assert isinstance(inquiry, Inquiry)
    assert (inquiry.host, page.host) == ("doi.org at 127.0.0.1:81", "example.org")
    assert not issubclass(Page, Inquiry)
