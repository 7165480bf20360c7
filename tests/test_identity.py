"""Same work? Every row of the verdict table, and the list the bot was born from."""

import json
import random
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listbot.catalog.identity import (
    REPEATED,
    SEVERITY_BY_VERDICT,
    Match,
    Work,
    known,
    main_kinds,
    same_work,
    work_at,
    work_of,
)
from listbot.catalog.ids import Id
from listbot.catalog.model import Entry, Link
from listbot.catalog.repetition import Repeat, repeated
from listbot.catalog.titles import POSSIBLE
from making import config, entry

PAPER = ("PDF",)
TITLE = "Seeing whole slides of tissue with transformers"
ARXIV = "https://arxiv.org/abs/2401.04079"
DOI = "https://doi.org/10.1038/s41586-024-07618-3"
REPOSITORY = "https://github.com/lab/slides"


def paper(
    slug: str = "listed", title: str = TITLE, section: str = "vision", **links: str
) -> Entry:
    return entry(slug, title=title, sections=[section], links=links or {"PDF": ARXIV})


def verdicts(candidate: Entry | Work, *listed: Entry) -> list[str]:
    among = known(listed, main_kinds=PAPER)
    return [match.verdict for match in same_work(candidate, among)]


_LINKS = st.builds(
    str.format,
    st.sampled_from(
        [
            "https://arxiv.org/abs/24{:02d}.{:05d}",
            "https://doi.org/10.1000/J{:d}.{:d}(x)",
            "https://openreview.net/forum?id=a{:d}B{:d}",
            "https://www.sciencedirect.com/science/article/pii/S1361841{:02d}X{:05d}0",
            "https://GitHub.com/Owner{:d}/Repo{:d}.git",
            "https://pypi.org/project/Pack{:d}_age.{:d}",
            "https://www.Example{:d}.org//a/{:d}/?b=c&utm_source=d",
            "https://münchen{:d}.de/straße/{:d}",
            "https://github.com/o/monorepo{:d}/tree/main/part{:d}",
        ]
    ),
    st.integers(1, 12),
    st.integers(0, 99_999),
)


@given(st.lists(_LINKS, min_size=1, max_size=12, unique=True), st.data())
def test_every_entry_is_found_by_its_own_link(urls: list[str], data: st.DataObject):
    listed = [
        entry(f"e{number}", title=f"Title {number}", links={"PDF": url})
        for number, url in enumerate(urls)
    ]
    number = data.draw(st.integers(0, len(urls) - 1))

    matches = same_work(work_at([urls[number]]), known(listed, main_kinds=PAPER))

    assert (f"e{number}", "duplicate") in {(one.slug, one.verdict) for one in matches}


@given(st.text(), st.text(), st.text(min_size=1))
def test_any_text_can_be_compared(url: str, link: str, title: str):
    listed = entry("listed", title=title, links={"PDF": link})

    matches = same_work(work_at([url], title=title), known([listed]))

    assert [match.slug for match in matches] == ["listed"]


@given(st.lists(st.tuples(st.sampled_from("abc"), _LINKS), max_size=8))
def test_the_whole_list_says_what_each_entry_says(given_: list[tuple[str, str]]):
    listed = [
        entry(f"e{number}", title=f"Seeing tissue by {name}", links={"PDF": url})
        for number, (name, url) in enumerate(given_)
    ]

    found = repeated(listed, main_kinds=PAPER, at_least=POSSIBLE)

    pairs = {(repeat.slug, repeat.match.slug) for repeat in found}
    expected = {
        (later.slug, match.slug)
        for place, later in enumerate(listed)
        for earlier in listed[:place]
        for match in same_work(later, known([earlier], main_kinds=PAPER))
    }
    # Of several with one title, the first stands for all where only titles are alike.
    assert pairs <= expected
    assert {later for later, _ in pairs} == {later for later, _ in expected}


@pytest.mark.parametrize(
    ("candidate", "verdict"),
    [
        pytest.param(paper("new"), "duplicate", id="the same entry"),
        pytest.param(
            paper(
                "new", "Seeing Whole Slides", PDF="https://arxiv.org/pdf/2401.04079v2"
            ),
            "duplicate",
            id="a version of the preprint, its title shortened",
        ),
        pytest.param(
            paper("new", PDF="https://doi.org/10.48550/arXiv.2401.04079"),
            "duplicate",
            id="its DOI",
        ),
        pytest.param(
            paper("new", PDF=DOI, arXiv=ARXIV), "duplicate", id="one link of several"
        ),
        pytest.param(
            paper("new", section="language"), "cross-listing", id="another section"
        ),
        pytest.param(paper("new", PDF=DOI), "published-version", id="it was published"),
        pytest.param(
            paper("new", "Hearing the heart"), "link-conflict", id="a wrong link"
        ),
        pytest.param(
            paper("new", PDF="https://arxiv.org/abs/2402.00001"),
            "title-twin",
            id="another preprint of this title",
        ),
        pytest.param(
            paper("new", f"SlideX: {TITLE}", PDF=DOI),
            "likely-duplicate",
            id="a name in front",
        ),
        pytest.param(
            paper("new", TITLE.replace("tissue", "soft tissue"), PDF=DOI),
            "possible-duplicate",
            id="a word more",
        ),
    ],
)
def test_the_verdict_table(candidate: Entry, verdict: str):
    assert verdicts(candidate, paper()) == [verdict]


@pytest.mark.parametrize(
    "candidate",
    [
        pytest.param(
            paper("new", "Hearing the heart", PDF=DOI), id="nothing in common"
        ),
        pytest.param(
            paper("new", "Hearing the heart", PDF=DOI, Code=REPOSITORY),
            id="only the repository in common",
        ),
        pytest.param(paper("listed"), id="the entry itself"),
    ],
)
def test_what_is_not_listed_matches_nothing(candidate: Entry):
    assert verdicts(candidate, paper("listed", PDF=ARXIV, Code=REPOSITORY)) == []


def test_a_match_says_what_is_shared_and_where():
    candidate = paper("new", section="language", PDF=ARXIV, Code=REPOSITORY)
    among = known(
        [paper("listed", PDF=ARXIV, Code=REPOSITORY)],
        main_kinds=PAPER,
        proposals=[(7, paper("proposed", PDF=DOI, Preprint=ARXIV))],
    )

    listed, proposed = same_work(candidate, among)

    assert (listed.slug, listed.sections, listed.issue) == ("listed", ("vision",), None)
    assert (listed.verdict, listed.likeness) == ("cross-listing", 1.0)
    assert listed.shared == (Id("arxiv", "2401.04079"),)
    assert (proposed.slug, proposed.issue) == ("proposed", 7)


def test_where_cross_listing_is_forbidden_another_section_is_no_other():
    among = known([paper()], main_kinds=PAPER)

    (match,) = same_work(paper("new", section="language"), among, cross_listing=False)

    assert match.verdict == "duplicate"


@pytest.mark.parametrize(
    ("candidate", "listed", "expected"),
    [
        pytest.param(
            {"Code": REPOSITORY}, {"Code": REPOSITORY}, ["link-conflict"],
            id="two tools of one repository",
        ),
        pytest.param(
            {"Code": REPOSITORY}, {"PDF": ARXIV, "Code": REPOSITORY}, [],
            id="a tool, and a paper that mentions it",
        ),
        pytest.param(
            {"PDF": REPOSITORY}, {"PDF": REPOSITORY}, ["link-conflict"],
            id="a repository where the paper should be",
        ),
        pytest.param(
            {"Code": f"{REPOSITORY}/tree/a/b"}, {"Code": f"{REPOSITORY}/tree/a/c"},
            [], id="two folders of one repository",
        ),
        pytest.param(
            {"Website": "https://example.org/a"},
            {"Website": "https://www.example.org/a/?utm_source=b"},
            ["link-conflict"], id="a page",
        ),
        pytest.param(
            {"Website": "https://example.org/a#one"},
            {"Website": "https://example.org/a#two"},
            [], id="two places on a page",
        ),
        pytest.param(
            {"PDF": ARXIV, "Website": "https://example.org"},
            {"PDF": DOI, "Website": "https://example.org"},
            [], id="two papers of one project",
        ),
    ],
)  # fmt: skip
def test_what_an_entry_mentions_does_not_name_it(
    candidate: Mapping[str, str], listed: Mapping[str, str], expected: list[str]
):
    one = paper("new", "Hearing the beating heart", **candidate)
    other = paper("listed", "Seeing whole slides of tissue", **listed)

    assert verdicts(one, other) == expected


def test_what_is_mentioned_confirms_a_title():
    tool = paper("new", "SlideX", Code=REPOSITORY)
    listed = paper("listed", "SlideX: Seeing tissue", PDF=ARXIV, Code=REPOSITORY)

    assert verdicts(tool, listed) == ["duplicate"]


@pytest.mark.parametrize(
    ("candidate", "listed", "expected"),
    [
        pytest.param(
            {"Link": "https://github.com/a/config"},
            {"Link": "https://github.com/b/config"},
            ["possible-duplicate"],
            id="two tools of one name",
        ),
        pytest.param(
            {"Link": "https://github.com/a/config"},
            {"Link": ARXIV},
            ["published-version"],
            id="a tool and its paper",
        ),
    ],
)
def test_a_short_name_is_not_a_title(
    candidate: Mapping[str, str], listed: Mapping[str, str], expected: list[str]
):
    one, other = paper("new", "Config", **candidate), paper("old", "Config", **listed)

    assert verdicts(one, other) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param(f"{ARXIV}v3", ["duplicate"], id="the paper"),
        pytest.param(REPOSITORY, ["likely-duplicate"], id="its code"),
        pytest.param(DOI, [], id="something else"),
    ],
)
def test_a_bare_link_is_enough(url: str, expected: list[str]):
    listed = paper("listed", PDF=ARXIV, Code=REPOSITORY)

    assert verdicts(work_at([url]), listed) == expected


def test_a_preprint_with_a_doi_is_not_another_article():
    preprint = paper(
        "listed", PDF="https://www.biorxiv.org/content/10.1101/2024.01.02.574001v1"
    )
    article = paper("new", PDF=DOI)

    assert verdicts(article, preprint) == ["published-version"]


def test_at_most_three_possible_duplicates_are_named():
    listed = [
        paper(
            f"listed-{word}",
            f"Seeing {word} slides of tissue with transformers",
            PDF=url,
        )
        for word, url in (
            ("thin", "https://arxiv.org/abs/2401.00001"),
            ("thick", "https://arxiv.org/abs/2401.00002"),
            ("old", "https://arxiv.org/abs/2401.00003"),
            ("new", "https://arxiv.org/abs/2401.00004"),
        )
    ]
    candidate = paper("x", "Seeing slides of tissue with transformers", PDF=DOI)

    assert verdicts(candidate, *listed) == ["possible-duplicate"] * 3
    assert verdicts(candidate, *listed, paper("y", PDF=DOI)) == ["duplicate"]


def test_the_weightiest_match_comes_first():
    candidate = paper("new", PDF=DOI, arXiv=ARXIV)
    wrong = paper("a-wrong", "Hearing the heart", PDF=DOI)
    same = paper("b-same", PDF=ARXIV)

    assert verdicts(candidate, wrong, same) == ["duplicate", "link-conflict"]


def test_only_a_possible_duplicate_holds_nothing_up():
    blocking = {
        verdict
        for verdict, severity in SEVERITY_BY_VERDICT.items()
        if severity == "error"
    }

    assert blocking == {*SEVERITY_BY_VERDICT} - {"possible-duplicate"}
    assert blocking >= REPEATED


def test_a_stored_id_names_the_work_without_its_link():
    listed = entry("listed", title=TITLE, ids={"doi": "10.1038/s41586-024-07618-3"})

    assert verdicts(paper("new", PDF=DOI), listed) == ["duplicate"]


def test_required_links_are_the_work_itself():
    work = work_of(
        paper(
            "one",
            Code=REPOSITORY,
            PDF="https://example.org/a.pdf",
            Video="https://youtu.be/344w5h24-h8",
        ),
        main_kinds(config()),
    )

    assert {str(one) for one in work.names} == {"page:example.org/a.pdf"}
    assert {str(one) for one in work.mentions} == {
        "github:lab/slides",
        "youtube:344w5h24-h8",
    }


def test_repeats_are_told_apart_by_section():
    listed = [paper("a"), paper("b"), paper("c", section="language")]

    found = repeated(listed, main_kinds=PAPER)

    assert [(one.slug, one.match.slug, one.match.verdict) for one in found] == [
        ("b", "a", "duplicate"),
        ("c", "a", "cross-listing"),
        ("c", "b", "cross-listing"),
    ]


def test_a_thousand_copies_are_not_a_million_pairs():
    listed = [paper(f"copy-{number}") for number in range(1000)]

    found = repeated(listed, main_kinds=PAPER)

    assert len(found) == 999


def _titles(count: int) -> list[str]:
    chance = random.Random(7)  # noqa: S311 - titles, not secrets
    words = ["deep", "sparse", "guided", "latent", "causal", "robust", "graph", "token"]
    return [
        f"{' '.join(chance.sample(words, 5))} learning of {number:x}"
        for number in range(count)
    ]


def test_a_list_of_a_thousand_is_checked_in_time():
    listed = [
        paper(f"e{number}", title, PDF=f"https://arxiv.org/abs/2401.{number:05d}")
        for number, title in enumerate(_titles(1000))
    ]
    start = time.process_time()

    repeated(listed, main_kinds=PAPER)

    assert time.process_time() - start < 2


def test_one_submission_is_compared_with_ten_thousand_entries_in_time():
    listed = [
        paper(f"e{number}", title, PDF=f"https://arxiv.org/abs/2401.{number:05d}")
        for number, title in enumerate(_titles(10_000))
    ]
    among = known(listed, main_kinds=PAPER)
    candidate = paper("new", listed[77].title, PDF=listed[99].links[0].url)
    start = time.process_time()

    matches = same_work(candidate, among)

    assert time.process_time() - start < 0.05
    assert [(match.slug, match.verdict) for match in matches[:2]] == [
        ("e99", "link-conflict"),
        ("e77", "title-twin"),
    ]


def _read_seed(corpus: Path) -> list[Entry]:
    seed = json.loads((corpus / "truth" / "SEED.json").read_text("utf-8"))
    return [
        entry(
            f"line-{read['line']}",
            title=read["title"],
            sections=[read["section_path"][-1]],
            links={link["label"]: link["url"] for link in read["urls"]},
        )
        for read in seed
    ]


def _shown(repeats: Sequence[Repeat]) -> list[tuple[str, str, str]]:
    return [(one.match.verdict, one.match.slug, one.slug) for one in repeats]


@pytest.mark.corpus
def test_the_seed_has_four_repeated_titles_and_one_wrong_link(corpus: Path):
    found = repeated(_read_seed(corpus), main_kinds=PAPER, at_least=POSSIBLE)

    assert _shown(found) == [
        ("duplicate", "line-81", "line-128"),
        ("cross-listing", "line-206", "line-250"),
        ("cross-listing", "line-221", "line-265"),
        ("duplicate", "line-294", "line-303"),
        ("link-conflict", "line-442", "line-447"),
    ]


@pytest.mark.corpus
def test_every_entry_of_the_seed_is_found_by_each_of_its_papers(corpus: Path):
    listed = _read_seed(corpus)
    among = known(listed, main_kinds=PAPER)

    missed = [
        link.url
        for one in listed
        for link in one.links
        if not _finds(same_work(work_at([link.url]), among), one)
    ]

    assert missed == []


def _finds(matches: Sequence[Match], one: Entry) -> bool:
    return one.slug in {match.slug for match in matches}


def test_links_of_one_kind_all_count():
    listed = entry("listed", title=TITLE).model_copy(
        update={"links": (Link("PDF", "https://example.org/a"), Link("PDF", ARXIV))}
    )

    assert verdicts(paper("new"), listed) == ["duplicate"]
