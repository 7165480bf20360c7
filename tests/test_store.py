"""Entry files become a catalog, and changes go back into the files people wrote."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listbot.catalog import store
from listbot.catalog.config import Config
from listbot.catalog.config_parts import LinkKind, OwnField, SectionNode
from listbot.catalog.dates import PartialDate
from listbot.catalog.entry_reader import KEYS
from listbot.catalog.errors import ListbotError
from listbot.catalog.model import Entry, Finding, Link, Submitted
from listbot.catalog.yaml_writer import write_yaml

CONFIG = Config(
    title="Papers",
    sections=(
        SectionNode(title="Vision", slug="vision"),
        SectionNode(title="Language", slug="language"),
    ),
    fields={
        "venue": OwnField(),
        "authors": OwnField(type="list"),
        "kind": OwnField(type="choice", options=("Journal", "Preprint")),
    },
    links={"PDF": LinkKind(required=True), "Code": LinkKind()},
)
PATH = "entries/2024/virchow.yml"
VIRCHOW = """\
# Seen at a workshop.
title: Virchow
date: 2024-03   # accepted
sections: [vision]
venue: Nature Medicine
links:
  PDF: https://example.org/virchow.pdf
added: 2026-11-23
"""

_lines = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1
).filter(lambda text: text.strip())
_texts = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=30)
_by_section = st.fixed_dictionaries({"vision": _texts}, optional={"language": _texts})
_dates = st.one_of(
    st.builds(PartialDate, st.integers(1900, 2100)),
    st.builds(PartialDate, st.integers(1900, 2100), st.integers(1, 12)),
    st.builds(
        PartialDate, st.integers(1900, 2100), st.integers(1, 12), st.integers(1, 28)
    ),
)
_fields = st.fixed_dictionaries(
    {},
    optional={
        "venue": _texts,
        "authors": st.lists(_texts, min_size=1, max_size=3).map(tuple),
    },
)
_addresses = _texts.map("https://example.org/{}".format)
_links = st.dictionaries(
    st.sampled_from(["PDF", "Code"]), st.lists(_addresses, min_size=1, max_size=2)
).map(
    lambda urls: tuple(
        Link(kind, url) for kind in ("PDF", "Code") for url in urls.get(kind, ())
    )
)
_entries: st.SearchStrategy[Entry] = st.builds(
    Entry,
    path=st.just(PATH),
    title=_lines,
    date=st.none() | _dates,
    sections=st.sampled_from([("vision",), ("language", "vision")]),
    fields=_fields,
    links=_links,
    ids=st.dictionaries(st.sampled_from(["doi", "arxiv"]), _texts),
    archived=st.fixed_dictionaries({}, optional={"PDF": _addresses}),
    position=st.none() | st.integers(0, 99) | st.just({"vision": 1, "language": 22}),
    as_written=st.none() | _texts | _by_section,
    added=st.none() | st.dates(date(1900, 1, 1)),
    submitted=st.none() | st.builds(Submitted, by=_texts, issue=st.integers(1)),
)


@given(_entries)
def test_a_written_entry_is_read_back(entry: Entry):
    text = store.entry_text(entry)

    assert store.read_entry(text, path=PATH, config=CONFIG) == entry


@given(_entries, _entries)
def test_an_edited_file_says_what_the_entry_is_and_keeps_comments(
    before: Entry, after: Entry
):
    head, *rest = store.entry_text(before).splitlines(keepends=True)
    text = "".join(["# on top\n", head, "# below the title\n", *rest, "# at the end\n"])

    edited = store.edit_entry(text, after)

    assert store.read_entry(edited, path=PATH, config=CONFIG) == after
    for comment in ("# on top\n", "# below the title\n", "# at the end\n"):
        assert comment in edited


@given(_entries)
def test_an_entry_that_did_not_change_leaves_its_file_alone(entry: Entry):
    text = store.entry_text(entry)

    assert store.edit_entry(text, entry) == text


@given(st.text(st.sampled_from("titledasconk: \n-[]{}#|>'\"12é"), max_size=80))
def test_reading_any_text_gives_an_entry_or_findings(text: str):
    result = store.read_entry(f"title: a\n{text}", path=PATH, config=CONFIG)

    assert isinstance(result, Entry) or result
    if not isinstance(result, Entry):
        assert all(finding.file == PATH and finding.line for finding in result)


_odd: st.SearchStrategy[Any] = st.recursive(
    st.sampled_from(["", "a", "2024", "2024-03-01", "vision", "a\\nb", "1e9", "-1"]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2),
        st.dictionaries(st.sampled_from(["vision", "PDF", "by"]), inner, max_size=2),
    ),
    max_leaves=4,
)


@given(st.dictionaries(st.sampled_from([*KEYS, "venue", "kind", "x"]), _odd))
def test_reading_any_values_gives_an_entry_or_findings(data: dict[str, Any]):
    text = write_yaml(data) or "{}"

    result = store.read_entry(text, path=PATH, config=CONFIG)

    assert isinstance(result, Entry) or result


def test_an_entry_file_is_pleasant_to_read():
    entry = Entry(
        path=PATH,
        title="Virchow 2: a model",
        date=PartialDate(2024, 3),
        sections=("vision",),
        fields={"venue": "Nature Medicine", "authors": ("A. Vogt", "B. Low, Jr.")},
        links=(Link("PDF", "https://example.org/a.pdf"), Link("Code", "https://b")),
        ids={"doi": "10.1038/s41591-024-02857-3"},
        position=3,
        as_written="1. **Virchow 2**\n   - [PDF](https://b)\n",
        added=date(2026, 11, 23),
        submitted=Submitted(by="octocat", issue=123),
    )

    assert store.entry_text(entry) == (
        'title: "Virchow 2: a model"\n'
        'date: "2024-03"\n'
        "sections: [vision]\n"
        "venue: Nature Medicine\n"
        "authors:\n"
        "  - A. Vogt\n"
        "  - B. Low, Jr.\n"
        "links:\n"
        "  PDF: https://example.org/a.pdf\n"
        "  Code: https://b\n"
        "ids: {doi: 10.1038/s41591-024-02857-3}\n"
        "position: 3\n"
        "as_written: |\n"
        "  1. **Virchow 2**\n"
        "     - [PDF](https://b)\n"
        'added: "2026-11-23"\n'
        "submitted: {by: octocat, issue: 123}\n"
    )


def test_an_entry_as_people_write_it():
    text = (
        "title: Virchow\ndate: 2024\nsections: vision\nvenue:\nauthors: A. Vogt\n"
        "links: {PDF: [https://a, https://b], Slides: }\nposition: {vision: 7}\n"
    )

    entry = store.read_entry(text, path=PATH, config=CONFIG)

    assert entry == Entry(
        path=PATH,
        title="Virchow",
        date=PartialDate(2024),
        sections=("vision",),
        fields={"authors": ("A. Vogt",)},
        links=(Link("PDF", "https://a"), Link("PDF", "https://b")),
        position={"vision": 7},
    )


def test_without_a_configuration_every_key_is_a_field():
    text = "title: a\nsections: [nowhere]\nmood: [good, calm]\nplace: Rome\n"

    entry = store.read_entry(text, path=PATH)

    assert isinstance(entry, Entry)
    assert entry.fields == {"mood": ("good", "calm"), "place": "Rome"}


def test_only_the_changed_line_changes():
    entry = store.read_entry(VIRCHOW, path=PATH, config=CONFIG)
    assert isinstance(entry, Entry)
    links = (*entry.links, Link("Code", "https://example.org/code"))
    changed = entry.model_copy(
        update={
            "date": PartialDate(2024, 4, 2),
            "links": links,
            "ids": {"doi": "10.1/2"},
        }
    )

    edited = store.edit_entry(VIRCHOW, changed)

    assert edited == (
        "# Seen at a workshop.\n"
        "title: Virchow\n"
        'date: "2024-04-02"   # accepted\n'
        "sections: [vision]\n"
        "venue: Nature Medicine\n"
        "links:\n"
        "  PDF: https://example.org/virchow.pdf\n"
        "  Code: https://example.org/code\n"
        "ids: {doi: 10.1/2}\n"
        "added: 2026-11-23\n"
    )


def test_what_is_written_in_other_words_stays():
    text = (
        "title: a\nsections: vision\nvenue:\nlinks:\n  PDF: [https://a]\n  Code:\n"
        "position: 07\n"
    )
    entry = store.read_entry(text, path=PATH, config=CONFIG)
    assert isinstance(entry, Entry)

    links = (*entry.links, Link("Code", "https://b"))
    edited = store.edit_entry(text, entry.model_copy(update={"links": links}))

    assert edited == text.replace("  Code:\n", "  Code: https://b\n")


def test_a_file_that_is_no_yaml_is_not_edited():
    entry = Entry(path=PATH, title="a", sections=("vision",))

    with pytest.raises(ListbotError) as caught:
        store.edit_entry("title: a: b\n", entry)

    assert str(caught.value) == (
        f"{PATH}, line 1: A text that holds “: ” has to stand in quotes."
    )


def found(text: str) -> list[tuple[str, int | None, str, str]]:
    result = store.read_entry(text, path=PATH, config=CONFIG)
    assert not isinstance(result, Entry)
    return [(one.code, one.line, one.message, one.hint) for one in result]


def test_everything_wrong_is_said_at_once():
    text = (
        "title: |\n  two\n  lines\ndate: March 2024\nsections: [visoin, vision]\n"
        "venu: CVPR\nkind: [Journal]\nlinks:\n  pdf: https://a\n  Code: {b: c}\n"
        "position: first\nadded: 20261123\nsubmitted: octocat\nmood: good\n"
    )

    assert found(text) == [
        (
            "wrong-value",
            1,
            "“title” has to be one line of text, not “two\\nlines\\n”.",
            "Write it without line breaks.",
        ),
        (
            "wrong-value",
            4,
            "“date” has to be a date, not “March 2024”.",
            "Write 2024, 2024-05 or 2024-05-01.",
        ),
        (
            "unknown-section",
            5,
            "There is no section “visoin”.",
            (
                "Did you mean “vision”? `slug: visoin` in listbot.yml keeps the "
                "entries of one renamed."
            ),
        ),
        (
            "unknown-key",
            6,
            "“venu” is neither a key of entries nor a field of this list.",
            "Did you mean “venue”?",
        ),
        (
            "wrong-value",
            7,
            "“kind” has to be one text.",
            "Write “key: text”, in quotes if it holds “: ”.",
        ),
        (
            "wrong-value",
            8,
            "“links” has to be a mapping of kinds to addresses.",
            "Write “PDF: https://…”, indented.",
        ),
        (
            "unknown-link-kind",
            9,
            "This list has no links of the kind “pdf”.",
            "Did you mean “PDF”?",
        ),
        (
            "wrong-value",
            11,
            "“position” has to be a whole number, or one by section, not “first”.",
            "Write 3 or {vision: 3}.",
        ),
        (
            "wrong-value",
            12,
            "“added” has to be a day, not “20261123”.",
            "Write 2024-05-01.",
        ),
        (
            "wrong-value",
            13,
            "“submitted” has to be a login and an issue number, not “octocat”.",
            "Write {by: octocat, issue: 7}.",
        ),
        (
            "unknown-key",
            14,
            "“mood” is neither a key of entries nor a field of this list.",
            "Fields of the list's own are set up under “fields” in listbot.yml.",
        ),
    ]


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        pytest.param(
            "sections: [vision]\n",
            (
                "missing-key",
                1,
                "“title” is missing.",
                "Add a line “title: …”.",
            ),
            id="no title",
        ),
        pytest.param(
            "title: a\nsections: []\n",
            (
                "missing-key",
                1,
                "“sections” is missing.",
                "Add a line “sections: …”.",
            ),
            id="no section",
        ),
        pytest.param(
            "title: a\nsections: [vision, vision]\n",
            (
                "wrong-value",
                2,
                "“sections” has to be a list of different section names.",
                "Write [vision, language].",
            ),
            id="a section twice",
        ),
        pytest.param(
            "title: a\nsections: [vision]\nadded: 86400\n",
            (
                "wrong-value",
                3,
                "“added” has to be a day, not “86400”.",
                "Write 2024-05-01.",
            ),
            id="a number for a day",
        ),
        pytest.param(
            "title: '  '\nsections: [vision]\n",
            (
                "wrong-value",
                1,
                "“title” has to be one line of text, not “  ”.",
                "Write it without line breaks.",
            ),
            id="a blank title",
        ),
        pytest.param(
            "title: a\nsections: [elsewhere]\n",
            (
                "unknown-section",
                2,
                "There is no section “elsewhere”.",
                "Sections are set up under “sections” in listbot.yml.",
            ),
            id="a section like no other",
        ),
        pytest.param(
            "title: a\nsections: [vision]\nlinks: {Recording: https://a}\n",
            (
                "unknown-link-kind",
                3,
                "This list has no links of the kind “Recording”.",
                "Add the kind under “links” in listbot.yml.",
            ),
            id="a kind like no other",
        ),
        pytest.param(
            "title: a\nsections: [vision]\nauthors: {first: b}\n",
            (
                "wrong-value",
                3,
                "“authors” has to be a text or a list of texts.",
                "Write [one, another].",
            ),
            id="a mapping for a field",
        ),
        pytest.param(
            "title: a: b\n",
            (
                "broken-file",
                1,
                "A text that holds “: ” has to stand in quotes.",
                "What else may be wrong in this file is seen after that.",
            ),
            id="no YAML",
        ),
    ],
)
def test_what_is_wrong_with_an_entry(text: str, finding: tuple[str, int, str, str]):
    assert found(text) == [finding]


def test_of_many_findings_the_first_twenty_are_said():
    text = "title: a\nsections: [vision]\n" + "".join(
        f"k{n}: a\n" for n in range(5_000)
    )

    assert len(found(text)) == 20


def entry_file(title: str = "a") -> str:
    return f"title: {title}\ndate: 2024\nsections: [vision]\n"


def test_a_broken_file_keeps_no_other_from_being_read():
    files = {
        "entries/2024/b.yml": entry_file("b"),
        "entries/2024/a.yml": "title: [",
        "entries/undated/c.yml": "title: c\nsections: [language]\n",
    }

    catalog, findings = store.read_catalog(files, CONFIG)

    assert [entry.slug for entry in catalog.entries] == ["b", "c"]
    assert catalog.sections == CONFIG.flat_sections
    assert [(one.code, one.file) for one in findings] == [
        ("broken-file", "entries/2024/a.yml")
    ]


@pytest.mark.parametrize(
    ("path", "message", "hint", "code"),
    [
        pytest.param(
            "entries/a.yml",
            "entries/a.yml does not lie in the folder of a year.",
            "Move it to entries/<year>/.",
            "misplaced-file",
            id="outside a year",
        ),
        pytest.param(
            "entries/2024/My Paper.yml",
            "“My Paper.yml” cannot name an entry.",
            "Rename the file to my-paper.yml.",
            "bad-file-name",
            id="a name with a blank",
        ),
        pytest.param(
            "entries/2024/con.yaml",
            "“con.yaml” cannot name an entry.",
            "Rename the file to con-entry.yml.",
            "bad-file-name",
            id="a device of Windows",
        ),
        pytest.param(
            "entries/2025/one.yml",
            "entries/2024/one.yml has the same name.",
            "Rename one, to one-2.yml, or remove it if both are the same.",
            "repeated-name",
            id="a name used in another year",
        ),
    ],
)
def test_files_that_are_no_entries(path: str, message: str, hint: str, code: str):
    files = {"entries/2024/one.yml": entry_file(), path: entry_file()}

    catalog, findings = store.read_catalog(files, CONFIG)

    assert [entry.path for entry in catalog.entries] == ["entries/2024/one.yml"]
    assert findings == (
        Finding(code=code, message=message, hint=hint, file=path, line=1),
    )


def test_an_entry_in_the_folder_of_another_year_is_only_noticed():
    files = {
        "entries/2023/one.yml": entry_file(),
        "entries/2023/two.yml": "title: a\nsections: [vision]\n",
    }

    catalog, findings = store.read_catalog(files, CONFIG)

    assert len(catalog.entries) == 2
    assert [(one.severity, one.message, one.hint) for one in findings] == [
        (
            "notice",
            "entries/2023/one.yml is dated 2024.",
            "Nothing breaks; its place would be entries/2024/one.yml.",
        ),
        (
            "notice",
            "entries/2023/two.yml has no date.",
            "Nothing breaks; its place would be entries/undated/two.yml.",
        ),
    ]


def test_the_order_of_the_files_does_not_matter():
    files = {f"entries/2024/e-{n}.yml": entry_file() for n in range(5)}
    backwards = dict(reversed(files.items()))

    assert store.read_catalog(files, CONFIG) == store.read_catalog(backwards, CONFIG)


def test_the_path_of_a_new_entry():
    assert store.entry_path("a", PartialDate(2024, 3)) == "entries/2024/a.yml"
    assert store.entry_path("a", None) == "entries/undated/a.yml"
    assert store.slug_of("entries/2024/a.yml") == "a"


@pytest.mark.parametrize(
    ("row", "line"),
    [
        pytest.param("links: {PDF: notes.pdf}", 3, id="no address"),
        pytest.param("links:\n  PDF: javascript:alert(1)", 4, id="a script"),
        pytest.param("links:\n  PDF: ['https://x.org', ftp://x]", 4, id="one of two"),
        pytest.param("links: {PDF: 'https://'}", 3, id="no host"),
        pytest.param("archived: {PDF: yes}", 3, id="an archived copy"),
    ],
)
def test_what_is_no_address_of_the_web_is_told_with_its_line(row: str, line: int):
    text = f"title: a\nsections: [vision]\n{row}\n"

    ((code, at, message, hint),) = found(text)

    assert (code, at) == ("wrong-value", line)
    assert message.endswith("” is no address of a web page.")
    assert hint == "Write the whole address, from https:// on."
