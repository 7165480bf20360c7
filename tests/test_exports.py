"""The list in other programs' formats: whole, in order, and safe whatever it says."""

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from bibtexparser.entrypoint import parse_string
from hypothesis import example, given

from command import listbot
from listbot.catalog.model import Catalog
from listbot.text import characters, exports
from making import catalog, config, entry
from strangers import texts

_EXAMPLE = Path(__file__).parents[1] / "examples" / "pathology"

LIST = config(
    title="Papers & more",
    fields={
        "authors": {"type": "text"},
        "venue": {"type": "text"},
        "kind": {"type": "choice", "options": ["Journal", "Preprint"]},
        "description": {"type": "text"},
    },
)
SEEING = entry(
    "seeing",
    title="Seeing 100% of {it}",
    date="2024-03",
    fields={
        "authors": "Ada Lovelace and Grace Hopper",
        "venue": "Nature & Medicine",
        "kind": "Journal",
        "description": "How to see.",
    },
    ids={"doi": "10.5555/12_3", "github": "a/b"},
    added="2024-04-02",
)
READING = entry(
    "reading",
    title="=Reading, “aloud”",
    sections=["language", "vision"],
    fields={"venue": "arXiv"},
    links={
        "PDF": "https://example.org/a{b}",
        "Code": ["https://a.b/1", "https://a.b/2"],
    },
    ids={"arxiv": "2401.00001"},
    added="2024-05-01",
    position=1,
    as_written="- as it was\n",
)
BOTH = catalog(SEEING, READING, configuration=LIST)


def export(format_: str, shown: Catalog = BOTH) -> str:
    return exports.export(shown, LIST, format_)


def named(title: str) -> Catalog:
    one = entry("one", title=title, date="2024", fields={"authors": title})
    return catalog(one, configuration=LIST)


def test_bibtex():
    assert (
        export("bibtex")
        == r"""@misc{reading,
  title = {{=Reading, “aloud”}},
  howpublished = {arXiv},
  eprint = {2401.00001},
  archiveprefix = {arXiv},
  url = {https://example.org/a%7Bb%7D},
}

@article{seeing,
  title = {{Seeing 100\% of \textbraceleft{}it\textbraceright{}}},
  author = {Ada Lovelace and Grace Hopper},
  journal = {Nature \& Medicine},
  year = {2024},
  month = mar,
  doi = {10.5555/12_3},
  url = {https://example.org/seeing.pdf},
}
"""
    )


@given(texts.filter(characters.clean))
@example("}")
@example("{ and }, and @article{x,")
@example("\\")
def test_any_title_is_bibtex_that_others_read(title: str):
    read = parse_string(export("bibtex", named(title)))

    assert (read.failed_blocks, read.comments, read.strings) == ([], [], [])
    (one,) = read.entries
    assert (one.key, one["year"], one["url"]) == (
        "one",
        "2024",
        "https://example.org/one.pdf",
    )


def test_csl():
    reading, seeing = json.loads(export("csl"))

    assert seeing == {
        "id": "seeing",
        "type": "article-journal",
        "title": "Seeing 100% of {it}",
        "author": [{"literal": "Ada Lovelace"}, {"literal": "Grace Hopper"}],
        "issued": {"date-parts": [[2024, 3]]},
        "container-title": "Nature & Medicine",
        "abstract": "How to see.",
        "DOI": "10.5555/12_3",
        "URL": "https://example.org/seeing.pdf",
    }
    assert reading == {
        "id": "reading",
        "type": "article",
        "title": "=Reading, “aloud”",
        "container-title": "arXiv",
        "archive": "arXiv",
        "archive_location": "2401.00001",
        "URL": "https://example.org/a{b}",
    }


@pytest.mark.parametrize(
    ("written", "names"),
    [
        pytest.param("A. B. One", ["A. B. One"], id="one"),
        pytest.param("One, Two, Three", ["One", "Two", "Three"], id="commas"),
        pytest.param(
            "One, Two and Three", ["One", "Two", "Three"], id="and at the end"
        ),
        pytest.param("One, Two, and Three", ["One", "Two", "Three"], id="Oxford comma"),
        pytest.param("One; Two", ["One", "Two"], id="semicolons"),
        pytest.param(
            "One, A.; Two, B.", ["One, A.", "Two, B."], id="family name first"
        ),
        pytest.param("One, A. and Two, B.", ["One, A.", "Two, B."], id="BibTeX's way"),
        pytest.param("One and Two et al.", ["One", "Two"], id="et al."),
        pytest.param("Sandy Brandt", ["Sandy Brandt"], id="and inside a name"),
    ],
)
def test_authors_are_told_apart(written: str, names: list[str]):
    made = entry("one", fields={"authors": written})

    (item,) = json.loads(export("csl", catalog(made, configuration=LIST)))

    assert [author["literal"] for author in item["author"]] == names


def test_csv_holds_a_row_for_each_entry():
    head, *rows = csv.reader(io.StringIO(export("csv")))

    assert head == [
        *("slug", "title", "date", "sections"),
        *("field authors", "field venue", "field kind", "field description"),
        *("link PDF", "link Code", "id arxiv", "id doi", "id github", "added"),
    ]
    reading, seeing = (dict(zip(head, row, strict=True)) for row in rows)
    assert reading["title"] == "'=Reading, “aloud”"
    assert reading["sections"] == "Language\nVision"
    assert reading["link Code"] == "https://a.b/1\nhttps://a.b/2"
    assert (seeing["date"], seeing["id doi"]) == ("2024-03", "10.5555/12_3")


@given(texts.filter(characters.clean))
@example("=cmd|'/C calc'!A0")
@example("\t=1")
def test_no_cell_is_a_formula(title: str):
    _, row = csv.reader(io.StringIO(export("csv", named(title)), newline=""))

    assert not row[1].startswith(("=", "+", "-", "@", "\t", "\r"))
    assert row[1].removeprefix("'") == characters.clean(title).removeprefix("'")


def test_json_is_what_the_entry_files_say():
    data = json.loads(export("json"))

    assert data["title"] == "Papers & more"
    assert data["sections"][0] == {"slug": "vision", "path": ["Vision"]}
    assert data["entries"][0] == {
        "slug": "reading",
        "title": "=Reading, “aloud”",
        "sections": ["language", "vision"],
        "venue": "arXiv",
        "links": {
            "PDF": "https://example.org/a{b}",
            "Code": ["https://a.b/1", "https://a.b/2"],
        },
        "ids": {"arxiv": "2401.00001"},
        "added": "2024-05-01",
    }


def test_atom_shows_the_newest_first():
    feed = ET.fromstring(export("atom"))  # noqa: S314 - we wrote it
    atom = "{http://www.w3.org/2005/Atom}"

    assert feed.findtext(f"{atom}title") == "Papers & more"
    assert feed.findtext(f"{atom}updated") == "2024-05-01T00:00:00Z"
    newest, older = feed.findall(f"{atom}entry")
    assert newest.findtext(f"{atom}title") == "=Reading, “aloud”"
    assert newest.findtext(f"{atom}summary") == "arXiv"
    assert older.findtext(f"{atom}summary") == "How to see."
    link = older.find(f"{atom}link")
    assert link is not None
    assert link.get("href") == "https://example.org/seeing.pdf"
    assert [name.text for name in older.iter(f"{atom}name")] == [
        "Ada Lovelace",
        "Grace Hopper",
    ]


@given(texts.filter(characters.clean))
@example("a\x02b")
@example("]]>")
def test_any_title_makes_a_feed_that_others_read(title: str):
    text = export("atom", named(title))

    feed = ET.fromstring(text.encode("utf-8"))  # noqa: S314 - we wrote it
    titles = [each.text for each in feed.iter("{http://www.w3.org/2005/Atom}title")]
    assert titles == ["Papers & more", characters.clean(title)]


def test_a_feed_leaves_out_what_has_no_day_and_ends_somewhere():
    added = [entry(f"n{n}", added=f"2024-01-{n % 28 + 1:02d}") for n in range(60)]
    undated = entry("undated")

    text = export("atom", catalog(undated, *added, configuration=LIST))

    assert text.count("<entry>") == 50
    assert "Undated" not in text


@pytest.mark.parametrize("format_", exports.WRITE_BY_FORMAT)
def test_an_empty_list_is_exported_too(format_: str):
    written = export(format_, catalog(configuration=LIST))

    assert "None" not in written


def test_the_command_writes_to_standard_output():
    done = listbot("export", "json", "--repo", _EXAMPLE)

    assert done.code == 0
    assert len(json.loads(done.out)["entries"]) == 73


def test_a_format_there_is_not_is_told():
    done = listbot("export", "bibtext", "--repo", _EXAMPLE)

    assert done.code == 2
    assert done.err == (
        "“bibtext” is no format. There are bibtex, csl, csv, json and atom. "
        "Did you mean “bibtex”?\n"
    )
