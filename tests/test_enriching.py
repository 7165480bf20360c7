"""What a submission leaves open is filled in, and what it says is compared."""

import json
import shutil
import subprocess
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from command import listbot
from listbot.catalog.config import Config
from listbot.catalog.dates import PartialDate
from listbot.catalog.facts import Facts, Query, Research, ask_nobody
from listbot.catalog.model import Finding, Link
from listbot.jobs import enriching
from listbot.text.form_submission import Submission
from making import body, config, entry
from web_lab.registries import CONFERENCE, serving_registries
from web_lab.web_server import WebServer

ARXIV = "https://arxiv.org/abs/2401.98765"
DOI = f"https://doi.org/{CONFERENCE}"
TITLE = "Seeing tissue in situ"
PREPRINT = Facts(
    source="DataCite",
    title=TITLE,
    authors=("Ada Lovelace", "Alan Turing"),
    date=PartialDate(2024, 1, 8),
    venues=("arXiv",),
    kind="preprint",
)
PUBLISHED = Facts(
    source="Crossref",
    title=TITLE,
    authors=("Ada Lovelace",),
    date=PartialDate(2024),
    venues=("2024 IEEE/CVF Conference on Computer Vision and Pattern Recognition",),
    kind="conference",
)
CODE = Facts(source="Hugging Face", code="https://github.com/lab/tissue?utm_source=x")


@dataclass
class Registries:
    """Registries that say what a test wants, and remember who asked."""

    facts: dict[str, Sequence[Facts]] = field(
        default_factory=dict[str, "Sequence[Facts]"]
    )
    silent: dict[str, Sequence[str]] = field(default_factory=dict[str, "Sequence[str]"])
    absent: dict[str, Sequence[str]] = field(default_factory=dict[str, "Sequence[str]"])
    targets: dict[str, str] = field(default_factory=dict[str, str])
    asked: list[Query] = field(default_factory=list[Query])

    def __call__(self, queries: Sequence[Query], contact: str | None) -> Research:
        assert queries
        assert len({query.url for query in queries}) == len(queries)
        assert contact in {None, "list@example.org"}
        self.asked += queries
        return Research(
            facts_by_url=self.facts,
            silent_by_url=self.silent,
            absent_by_url=self.absent,
            target_by_url=self.targets,
        )


def listed(**changes: Any) -> Config:
    values: dict[str, Any] = {
        "fields": {
            "venue": {"label": "Venue", "required": True},
            "kind": {"type": "choice", "options": ["Conference", "Preprint"]},
            "authors": {"type": "list"},
        },
        "venues": {
            "CVPR": {
                "name": "Conference on Computer Vision and Pattern Recognition",
                "kind": "conference",
                "month": 6,
            },
            "NeurIPS": {
                "aliases": ["Advances in Neural Information Processing Systems"]
            },
        },
    }
    return config(**(values | changes))


def sent(*urls: str, **parts: Any) -> Submission:
    kinds = ("PDF", "Code")
    links = tuple(Link(kind, url) for kind, url in zip(kinds, urls, strict=False))
    given: dict[str, Any] = {"sections": ("vision",), "links": links, "fields": {}}
    return Submission(answers={}, **(given | parts))


def found(made: enriching.Enriched) -> list[str]:
    return [f"{one.severity} {one.code}: {one.message}" for one in made.findings]


def test_a_link_alone_becomes_everything_the_list_asks_for():
    ask = Registries({ARXIV: [PREPRINT, CODE]})

    made = enriching.enriched(sent(ARXIV), listed(), ask)

    assert made.read == sent(
        title=TITLE,
        date=PartialDate(2024, 1, 8),
        fields={
            "venue": "arXiv",
            "kind": "Preprint",
            "authors": ("Ada Lovelace", "Alan Turing"),
        },
        links=(Link("PDF", ARXIV), Link("Code", "https://github.com/lab/tissue")),
    )
    assert made.source_by_field == {
        "title": "DataCite",
        "date": "DataCite",
        "venue": "DataCite",
        "kind": "DataCite",
        "authors": "DataCite",
        "Code": "Hugging Face",
    }
    assert enriching.left_open(made, listed()) == ()


def test_the_venue_is_written_as_the_list_writes_it_with_its_month():
    made = enriching.enriched(sent(DOI), listed(), Registries({DOI: [PUBLISHED]}))

    assert made.read.fields["venue"] == "CVPR"
    assert made.read.fields["kind"] == "Conference"
    assert str(made.read.date) == "2024-06"


def test_what_was_published_counts_more_than_its_preprint():
    ask = Registries({ARXIV: [PREPRINT, CODE], DOI: [PUBLISHED]})

    made = enriching.enriched(sent(ARXIV, DOI), listed(), ask)

    assert made.read.fields["venue"] == "CVPR"


def test_what_was_typed_wins():
    typed = sent(
        ARXIV,
        "https://github.com/fork/tissue",
        title="Seeing Tissue In Situ",
        date=PartialDate(2024),
        fields={"venue": "Nature", "kind": "Preprint", "authors": ("A. Lovelace",)},
    )

    made = enriching.enriched(typed, listed(), Registries({ARXIV: [PREPRINT, CODE]}))

    assert made.read == typed
    assert made.findings == ()
    assert made.source_by_field == {}


def test_what_was_typed_is_compared():
    typed = sent(DOI, title=TITLE, date=PartialDate(2021), fields={"venue": "NeurIPS"})

    made = enriching.enriched(typed, listed(), Registries({DOI: [PUBLISHED]}))

    assert found(made) == [
        f"warning differs-from-registry: Crossref dates {DOI} to 2024; you wrote 2021.",
        (
            f"warning differs-from-registry: Crossref knows {DOI} from CVPR; you wrote "
            "“NeurIPS”."
        ),
    ]


def test_a_link_to_another_work_is_told_and_nothing_is_taken_from_it():
    typed = sent(ARXIV, title="Counting stars from space")

    made = enriching.enriched(typed, listed(), Registries({ARXIV: [PREPRINT, CODE]}))

    assert found(made) == [
        (
            f"warning differs-from-registry: DataCite knows {ARXIV} as “Seeing tissue "
            "in situ”; you wrote “Counting stars from space”."
        )
    ]
    assert made.read.date is None
    assert "venue" not in made.read.fields


@pytest.mark.parametrize(
    ("year", "is_told"),
    [
        pytest.param(2020, True, id="two years before"),
        pytest.param(2021, False, id="the year before it was online"),
        pytest.param(2022, False, id="online"),
        pytest.param(2024, False, id="in print, 15 months later"),
        pytest.param(2025, False, id="the year after"),
        pytest.param(2026, True, id="two years after"),
    ],
)
def test_a_work_may_have_two_dates(year: int, *, is_told: bool):
    facts = Facts(
        source="Crossref", date=PartialDate(2022, 11), latest=PartialDate(2024, 2)
    )
    typed = sent(DOI, title=TITLE, date=PartialDate(year))

    made = enriching.enriched(typed, listed(), Registries({DOI: [facts]}))

    assert bool(made.findings) == is_told


def test_an_outage_is_nobodys_mistake():
    ask = Registries(silent={ARXIV: ("DataCite", "arXiv")})

    made = enriching.enriched(sent(ARXIV), listed(), ask)

    assert made.findings == ()
    assert enriching.left_open(made, listed())[0] == Finding(
        code="not-enriched",
        message="“Title” was left open, and DataCite and arXiv did not answer.",
        hint="It is tried again by itself; or edit the issue and fill it in.",
        field="title",
    )


def test_what_nobody_knows_is_asked_for():
    made = enriching.enriched(sent("https://example.org/x"), listed(), ask_nobody)

    assert [one.message for one in enriching.left_open(made, listed())] == [
        "“Title” has no answer, and no registry could give one.",
        "“Date” has no answer, and no registry could give one.",
        "“Venue” has no answer, and no registry could give one.",
    ]


def test_what_was_filled_in_before_stays_while_nobody_answers():
    standing = entry(
        title=TITLE,
        date="2024-01",
        links={"PDF": ARXIV, "Code": "https://github.com/lab/tissue"},
        fields={"venue": "arXiv"},
    )
    ask = Registries(silent={ARXIV: ("DataCite", "arXiv")})

    made = enriching.kept(enriching.enriched(sent(ARXIV), listed(), ask), standing)

    assert (made.read.title, made.read.links) == (TITLE, standing.links)
    assert enriching.left_open(made, listed()) == ()


_ABSENT = "https://arxiv.org/abs/2401.99999", "https://doi.org/10.5555/none"


@pytest.mark.parametrize("url", _ABSENT)
def test_an_id_that_is_wrong_by_one_digit_is_all_there_is_to_mend(url: str):
    ask = Registries(absent={url: ("Crossref", "DataCite")})

    made = enriching.enriched(sent(url), listed(), ask)

    (only,) = made.findings
    assert (only.code, only.severity) == ("unknown-id", "error")
    assert only.message.startswith("Crossref and DataCite know no ")
    assert enriching.left_open(made, listed()) == ()


@pytest.mark.parametrize(
    ("url", "severity"), [(_ABSENT[0], "error"), (_ABSENT[1], "warning")]
)
def test_a_doi_may_be_known_elsewhere(url: str, severity: str):
    ask = Registries(absent={url: ("Crossref", "DataCite")})
    typed = sent(url, title=TITLE, date=PartialDate(2024))

    made = enriching.enriched(typed, listed(), ask)

    assert [one.severity for one in made.findings] == [severity]


def test_what_to_do_about_a_doi_that_nobody_knows():
    ask = Registries(absent={_ABSENT[1]: ("Crossref", "DataCite")})

    made = enriching.enriched(sent(_ABSENT[1]), listed(), ask)

    (only,) = made.findings
    assert f"{only.message} {only.hint}" == (
        "Crossref and DataCite know no doi:10.5555/none. Check it for typing errors: "
        "one digit is enough. If it is right, edit the issue and fill in what was left "
        "open."
    )


def test_of_an_ieee_number_alone_the_title_is_asked_for():
    made = enriching.enriched(
        sent("https://ieeexplore.ieee.org/document/10650042"), listed(), ask_nobody
    )

    (only,) = enriching.left_open(made, listed())
    assert f"{only.message} {only.hint}" == (
        "“Title” has no answer, and papers on IEEE Xplore are found by their title. "
        "Edit the issue and type it: the rest is filled in."
    )


def test_a_short_address_gives_way_to_what_it_stands_for():
    short = "https://bit.ly/3abc"
    ask = Registries(
        {short: [PUBLISHED]}, targets={short: f"{DOI}?utm_source=newsletter"}
    )

    made = enriching.enriched(sent(short), listed(), ask)

    assert made.read.links == (Link("PDF", DOI),)
    assert found(made) == [
        f"notice short-link: {short} leads to {DOI}; the list keeps that address."
    ]


def test_a_short_address_that_leads_nowhere_known_is_told():
    made = enriching.enriched(sent("https://t.co/x", title=TITLE), listed(), ask_nobody)

    assert [one.severity for one in made.findings] == ["warning"]


def test_a_withdrawn_work_is_told():
    facts = Facts(source="arXiv", title=TITLE, withdrawn=True)

    made = enriching.enriched(sent(ARXIV), listed(), Registries({ARXIV: [facts]}))

    assert found(made) == [f"warning withdrawn: arXiv says that {ARXIV} was withdrawn."]


def test_what_does_not_fit_the_list_is_left_open():
    fields = {
        "venue": {"type": "choice", "options": ["Nature"]},
        "authors": {"pattern": "[A-Z]+"},
        "kind": {"type": "choices", "options": ["preprint", "Other"]},
    }

    made = enriching.enriched(
        sent(ARXIV), config(fields=fields), Registries({ARXIV: [PREPRINT]})
    )

    assert made.read.fields == {"kind": ("preprint",)}


def test_a_list_that_wants_nothing_filled_in_asks_nobody():
    ask = Registries()

    made = enriching.enriched(sent(ARXIV), config(enrich=False), ask)

    assert ask.asked == []
    assert made.read == sent(ARXIV)


def test_only_links_that_are_or_name_the_work_are_asked_about():
    ask = Registries()
    urls = ("https://example.org/page", "https://github.com/lab/tissue")

    enriching.enriched(sent(*urls), config(contact="list@example.org"), ask)

    assert [query.url for query in ask.asked] == [urls[0]]


# The whole way.

_EXAMPLE = Path(__file__).parents[1] / "examples" / "pathology"


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """The example list in a git repository."""
    folder = tmp_path / "list"
    shutil.copytree(_EXAMPLE, folder)
    git = ["git", "-C", str(folder), "-c", "user.name=M", "-c", "user.email=m@m.org"]
    subprocess.run([*git, "init", "-q", "-b", "main"], check=True)
    subprocess.run([*git, "add", "--all"], check=True)
    subprocess.run([*git, "commit", "-qm", "The list"], check=True)
    return folder


@pytest.fixture
def web() -> Generator[WebServer]:
    with serving_registries() as (server, _):
        yield server


def run(repo: Path, web: WebServer, *words: str, code: int = 0) -> str:
    names = ("crossref", "datacite", "arxiv", "biorxiv")
    bases = {f"LISTBOT_{name.upper()}_URL": web.url(f"/{name}") for name in names}
    bases["LISTBOT_HF_URL"] = web.url("/huggingface")
    done = listbot(*words, "--repo", repo, environ=bases)
    assert done.code == code, done.err
    return done.out


def link_alone(folder: Path, url: str = ARXIV) -> str:
    nothing = "_No response_"
    answers = {
        "Title": nothing,
        "Date": nothing,
        "Section": "Adaptation of foundation models / Other applications",
        "PDF": url,
        "Code": nothing,
        "Kind": "None",
        "Venue": nothing,
    }
    path = folder / "body.md"
    path.write_text(body(answers), encoding="utf-8")
    return str(path)


def test_a_submission_that_is_one_link_is_proposed(
    repo: Path, web: WebServer, tmp_path: Path
):
    words = ("intake", link_alone(tmp_path), "--dry-run")

    plan = json.loads(run(repo, web, *words, "--json"))
    shown = run(repo, web, *words, "-v")

    assert plan["outcome"] == "in-review"
    assert plan["entry"] | {"added": None} == {
        "title": "Seeing Tissue in situ: a & b with H2O",
        "date": "2024-01-08",
        "sections": ["other-applications"],
        "kind": "Preprint",
        "venue": "arXiv",
        "links": {"PDF": ARXIV, "Code": "https://github.com/lab/tissue"},
        "ids": {"arxiv": "2401.98765", "github": "lab/tissue"},
        "added": None,
        "submitted": {"by": "you", "issue": 1},
    }
    assert "| Venue | arXiv | DataCite |" in plan["reply"]
    assert "venue: from DataCite" in shown


def test_a_link_alone_waits_where_nobody_answers(repo: Path, tmp_path: Path):
    silent = "http://127.0.0.1:9"
    bases = {f"LISTBOT_{name}_URL": silent for name in ("DATACITE", "ARXIV", "HF")}
    words = ("intake", link_alone(tmp_path), "--dry-run", "--json")

    done = listbot(*words, "--repo", repo, environ=bases)

    plan = json.loads(done.out)
    assert (done.code, plan["outcome"]) == (75, "retry")
    assert plan["labels"]["add"] == ["listbot:retry"]
    assert "waits until a registry answers" in plan["reply"]


def test_add_fills_in_the_same(repo: Path, web: WebServer):
    words = ("--section", "other-applications", "--dry-run", "--json")

    added = json.loads(run(repo, web, "add", "arXiv:2401.98765v2", *words))

    assert added["entry"]["title"] == "Seeing Tissue in situ: a & b with H2O"
    assert added["entry"]["links"]["PDF"] == ARXIV
