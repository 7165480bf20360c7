"""`listbot.yml`: what maintainers write, and what they are told is wrong with it."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listbot.catalog.config import Config
from listbot.catalog.config_parts import LinkKind, OwnField
from listbot.catalog.config_reader import read_config
from listbot.catalog.errors import ListbotError
from listbot.catalog.model import Finding

SMALLEST = "title: Papers\nsections: [Vision]\nlinks: [PDF]\n"


def outcome(text: str) -> Config | ListbotError:
    """What reading gives; any other exception is a failure of the test."""
    try:
        return read_config(text)
    except ListbotError as error:
        return error


_titles = st.sampled_from(
    ["Vision", "Data sets", "data sets!", "A", "模型", "Con", "b"]
)
_trees: st.SearchStrategy[list[Any]] = st.recursive(
    st.lists(_titles, min_size=1, max_size=5),
    lambda inner: st.lists(
        st.one_of(_titles, st.dictionaries(_titles, inner, min_size=1, max_size=1)),
        min_size=1,
        max_size=4,
    ),
    max_leaves=12,
)


def titles(tree: list[Any]) -> list[str]:
    """All titles in document order."""
    found: list[str] = []
    for item in tree:
        for title, inside in item.items() if isinstance(item, dict) else [(item, [])]:  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType]
            found += [title, *titles(inside)]  # pyright: ignore[reportUnknownArgumentType]
    return found


@given(_trees)
def test_every_section_has_a_slug_of_its_own(tree: list[Any]):
    text = f"title: a\nlinks: [PDF]\nsections: {json.dumps(tree)}\n"

    config = read_config(text)

    assert [section.title for section in config.flat_sections] == titles(tree)
    assert len(config.node_by_slug) == len(config.flat_sections)


_odd: st.SearchStrategy[Any] = st.recursive(
    st.sampled_from(
        ["", "a", "date", "true", "3", "-1", "1e99", "(", "../x", "con", "\n"]
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(
                ["a", "PDF", "slug", "sections", "order", "type", "options", "pattern"]
            ),
            inner,
            max_size=3,
        ),
    ),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([*Config.model_fields, "titel"]), _odd))
def test_reading_any_values_gives_a_configuration_or_clear_lines(data: dict[str, Any]):
    result = outcome(json.dumps(data) + "\n")

    if isinstance(result, ListbotError):
        lines = str(result).split("\n")
        assert all(line.startswith("listbot.yml, line ") for line in lines)


@given(st.text(st.sampled_from("titlesconk: \n-[]{}#|>'\"12é"), max_size=60))
def test_reading_any_text_gives_a_configuration_or_clear_lines(text: str):
    result = outcome(SMALLEST + text)

    assert isinstance(result, Config) or result.line


def test_the_smallest_configuration():
    config = read_config(SMALLEST)

    assert config.title == "Papers"
    assert [section.slug for section in config.flat_sections] == ["vision"]
    assert config.links == {"PDF": LinkKind()}
    assert (config.order, config.numbering, config.style) == ("date", "none", "line")
    assert config.readme == "README.md"


def test_a_configuration_as_people_write_it():
    text = """\
title: Foundation models for pathology
noun: paper
order: -date
style: docs/entry.md.j2
sections:
  - Surveys
  - Models:
      - Vision:
          - Data sets
  - Other:
      slug: rest
      order: title
      style: table
      sections: [Data sets, 模型]
fields:
  venue: {type: text, label: Venue, icon: "🏛"}
  kind:
    type: choice
    options: [Journal, Preprint]
  note:
links:
  PDF: {required: yes, icon: "📄"}
  Code:
venues:
  CVPR: {aliases: [Computer Vision and Pattern Recognition], month: 6}
"""

    config = read_config(text)

    assert [(section.slug, section.path) for section in config.flat_sections] == [
        ("surveys", ("Surveys",)),
        ("models", ("Models",)),
        ("vision", ("Models", "Vision")),
        ("vision-data-sets", ("Models", "Vision", "Data sets")),
        ("rest", ("Other",)),
        ("other-data-sets", ("Other", "Data sets")),
        ("section-c98e11", ("Other", "模型")),
    ]
    assert (config.order_of("rest"), config.style_of("rest")) == ("title", "table")
    assert config.order_of("vision") == "-date"
    assert config.style_of("vision") == "docs/entry.md.j2"
    assert config.fields["note"] == OwnField()
    assert config.links == {
        "PDF": LinkKind(required=True, icon="📄"),
        "Code": LinkKind(),
    }
    assert config.venues["CVPR"].month == 6


def test_a_set_slug_is_never_given_to_another_section():
    text = SMALLEST.replace("[Vision]", "[Vision, {Images: {slug: vision}}]")

    config = read_config(text)

    assert [section.slug for section in config.flat_sections] == ["vision-2", "vision"]


def test_everything_wrong_is_said_at_once():
    text = """\
titel: Papers
order: dat
style: cards
readme: ../README.md
sections:
  - Models:
      - Vision
  - Other:
      slug: My Other
      ordr: title
  - title: Third
    slug: third
  - Fourth:
      order: up
      slug: same
  - Fifth: {slug: same}
fields:
  venue: {type: txt}
  date: {}
  My Field:
  kind: {type: choice}
  area: {options: [a]}
  code: {pattern: "(a"}
  tags: text
links:
  PDF: {required: maybe, requird: true}
  Code:
venues:
  CVPR: {month: 13, aliases: a}
limits: {open_per_author: 0}
audit:
  interval: fast
"""

    error = outcome(text)

    assert isinstance(error, ListbotError)
    assert (
        str(error)
        == """\
listbot.yml, line 1: “titel” is no key. Did you mean “title”?
listbot.yml, line 1: “title” is missing. Add it.
listbot.yml, line 2: “order” has to be date, -date, title or as-imported, not “dat”. \
Did you mean “date”?
listbot.yml, line 3: “cards” is no style. There are card, line, table and link, or \
write the path of a template. Did you mean “card”?
listbot.yml, line 4: “../README.md” is no path inside the repository. Write it from \
the top, such as docs/README.md.
listbot.yml, line 9: “My Other” is no slug. Write small letters, digits and -: my-other.
listbot.yml, line 10: “ordr” is no key of “Other”. Did you mean “order”?
listbot.yml, line 11: This is no title of a section. Write “- Title”, or “- Title:” \
with what belongs to it indented below.
listbot.yml, line 14: “Fourth.order” has to be date, -date, title or as-imported, not \
“up”.
listbot.yml, line 16: The section “Fourth” has the slug “same” already. Choose another.
listbot.yml, line 18: “fields.venue.type” has to be text, long-text, list, choice, \
choices or url, not “txt”. Did you mean “text”?
listbot.yml, line 19: “date” is asked of every entry. Call the field otherwise.
listbot.yml, line 20: “My Field” cannot name a field. Write letters, digits, - and _, \
such as my-field.
listbot.yml, line 21: A field of the type choice needs “options” to choose from.
listbot.yml, line 22: “options” are for fields of the type choice or choices.
listbot.yml, line 23: “(a” is no regular expression: missing ), unterminated \
subpattern at position 0.
listbot.yml, line 24: “fields.tags” has to be a mapping: “key: value” lines, indented, \
not “text”.
listbot.yml, line 26: “links.PDF.required” has to be true or false, not “maybe”.
listbot.yml, line 26: “requird” is no key of “links.PDF”. Did you mean “required”?
listbot.yml, line 27: “Code” cannot be told from “fields.code”. Call one of them \
otherwise.
listbot.yml, line 29: “venues.CVPR.aliases” has to be a list, such as [one, another], \
not “a”.
listbot.yml, line 29: “venues.CVPR.month” has to be at most 12, not “13”.
listbot.yml, line 30: “limits.open_per_author” has to be at least 1, not “0”.
listbot.yml, line 32: “audit.interval” has to be a number, not “fast”."""
    )
    assert (error.file, error.line) == ("listbot.yml", 1)
    assert error.problems[0] == Finding(
        code="broken-config",
        message="“titel” is no key. Did you mean “title”?",
        file="listbot.yml",
        line=1,
    )
    assert len(error.problems) == 24


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        pytest.param(
            "title: a: b\n",
            "line 1: A text that holds “: ” has to stand in quotes.",
            id="no YAML",
        ),
        pytest.param(
            SMALLEST.replace("[Vision]", "{Vision: [Data]}"),
            "line 2: “sections” has to be a list of titles. Write “- Title”, or "
            "“- Title:” with what belongs to it indented below.",
            id="sections as a mapping",
        ),
        pytest.param(
            SMALLEST.replace("[Vision]", "[{Vision: Data}]"),
            "line 2: “Vision” has to be a list of titles. Write “- Title”, or "
            "“- Title:” with what belongs to it indented below.",
            id="a text below a section",
        ),
        pytest.param(
            SMALLEST.replace("[Vision]", "[]"),
            "line 2: “sections” is missing. Add it.",
            id="no section",
        ),
        pytest.param(
            SMALLEST.replace("[Vision]", "['  ']"),
            "line 2: This is no title of a section. Write “- Title”, or "
            "“- Title:” with what belongs to it indented below.",
            id="a blank title",
        ),
        pytest.param(
            "title: a\nsections: [b]\nlinks:\n",
            "line 3: “links” is missing. Add it.",
            id="no kind of link",
        ),
        pytest.param(
            SMALLEST + "fields: {colour: {shade: dark}}\n",
            "line 4: “shade” is no key of “fields.colour”. There are type, label, "
            "help, placeholder, icon, required, pattern, options and aliases.",
            id="a key like no other",
        ),
        pytest.param(
            SMALLEST.replace("[PDF]", "[PDF, pdf]"),
            "line 3: “pdf” cannot be told from “links.PDF”. Call one of them "
            "otherwise.",
            id="two kinds that differ by case",
        ),
        pytest.param(
            SMALLEST.replace("[PDF]", '{"a\\nb": {}}'),
            "line 3: “a\\nb” cannot name a kind of link. Write one short line.",
            id="a kind over two lines",
        ),
        pytest.param(
            SMALLEST + "style: .git/hooks/x\n",
            "line 4: “.git/hooks/x” is no path inside the repository. Write it from "
            "the top, such as docs/README.md.",
            id="a template that git hides",
        ),
        pytest.param(
            SMALLEST + "exports: {README.md: csv}\n",
            "line 4: An export would write over README.md. Choose another file, such "
            "as exports/list.bib.",
            id="an export in place of README",
        ),
        pytest.param(
            SMALLEST + "exports: {list.bib: bibtext}\n",
            "line 4: “exports.list.bib” has to be bibtex, csl, csv, json or atom, not "
            "“bibtext”. Did you mean “bibtex”?",
            id="a format there is not",
        ),
        pytest.param(
            SMALLEST + "title: b\n",
            "line 4: “title” stands here again. Keep one.",
            id="a repeated key",
        ),
    ],
)
def test_what_is_wrong_with_a_configuration(text: str, complaint: str):
    with pytest.raises(ListbotError) as caught:
        read_config(text)

    assert str(caught.value) == f"listbot.yml, {complaint}"


def test_of_many_problems_the_first_fifty_are_said():
    error = outcome("".join(f"k{n}: a\n" for n in range(200)))

    lines = str(error).split("\n")
    assert len(lines) == 51
    assert lines[-1] == "listbot.yml: There may be more. Mend these first."


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("".join(f"k{n}: a\n" for n in range(20_000)), id="unknown keys"),
        pytest.param(SMALLEST.replace("Vision", "a, " * 20_000), id="equal titles"),
        pytest.param(
            SMALLEST.replace("[PDF]", str([f"k{n}" for n in range(20_000)])),
            id="kinds of link",
        ),
    ],
)
def test_a_long_configuration_is_read_quickly(text: str):
    start = time.process_time()

    outcome(text)

    assert time.process_time() - start < 3
