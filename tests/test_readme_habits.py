"""Habits of real lists that are easily misread, each in a small list of our own."""
# ruff: noqa: E501 - lists are shown as people write them

from __future__ import annotations

import pytest

from listbot.text.readme import read_list


def titles(text: str) -> list[str]:
    """Return the titles that are read."""
    return [entry.title for entry in read_list(text).entries]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        pytest.param(
            "- **Looking at tissue with\n  many transformers** [[pdf](https://example.org/1)]",
            "Looking at tissue with many transformers",
            id="bold over two lines",
        ),
        pytest.param(
            "- **Looking at tissue.[[PDF](https://example.org/1)]** <br>\n  *Ada Lovelace, Alan Turing*",
            "Looking at tissue",
            id="a link in the bold title",
        ),
        pytest.param(
            "- **[LookNet]** Looking at tissue | Ada Lovelace, Alan Turing | **[CVPR' 14]** |[`[pdf]`](https://example.org/1)",
            "Looking at tissue",
            id="fields parted by bars",
        ),
        pytest.param(
            "- ⭐(arXiv preprint 2022) *Looking at tissue once*, Ada Lovelace et al. [[Paper](https://example.org/1)]",
            "Looking at tissue once",
            id="title in italics, author behind it",
        ),
        pytest.param(
            "- **(oral) LookNet: Looking at tissue.** [[PDF](https://example.org/1)]",
            "LookNet: Looking at tissue",
            id="how it was presented in front",
        ),
        pytest.param(
            "- Looking at tissue with graphs (Spotlight) [[PDF](https://example.org/1)]",
            "Looking at tissue with graphs",
            id="how it was presented behind",
        ),
        pytest.param(
            "- Seeing things [Spring 2016](https://example.org/1), [Fall 2016](https://example.org/2) - Ada Lovelace (Somewhere)",
            "Seeing things",
            id="terms of a course as links",
        ),
        pytest.param(
            "- **Looking at tissue** :fire: :star: [[PDF](https://example.org/1)]",
            "Looking at tissue",
            id="codes of emoji behind",
        ),
        pytest.param(
            "- ***LookNet:*** Looking at Tissue with Transformers [[Paper]](https://example.org/1) [[Code]](https://github.com/o/1)",
            "LookNet: Looking at Tissue with Transformers",
            id="first word in bold",
        ),
        pytest.param(
            "- **LookNet**: Shows what is in a tissue. [[Paper](https://example.org/1)]",
            "LookNet",
            id="a name and a sentence about it",
        ),
        pytest.param(
            "- [2023/05] Looking at tissue with agents *Ada Lovelace et al. arXiv.* [[paper](https://example.org/1)]",
            "Looking at tissue with agents",
            id="authors in italics right behind it",
        ),
        pytest.param(
            "- R-CNN, Somewhere [[Paper-CVPR14]](https://example.org/1) [[Paper-arXiv14]](https://example.org/2)",
            "R-CNN, Somewhere",
            id="a label with a venue",
        ),
        pytest.param(
            "- Lovelace, A., Turing, A. and Hopper, G., 2009, May. Looking at tissue: a survey. *Cell reviews*, 41(3), p.15. [[Download PDF]](https://example.org/1)",
            "Looking at tissue: a survey",
            id="as in a bibliography",
        ),
        pytest.param(
            "- Lovelace, A., Turing, A. (2009). Looking. In *Conference on Looking*, pp. 4-15. [[HTML]](https://example.org/1)",
            "Looking",
            id="as in another bibliography",
        ),
        pytest.param(
            "- [(Almost) everything about tissue](https://example.org/1)",
            "(Almost) everything about tissue",
            id="a bracket in front",
        ),
    ],
)
def test_the_title_is_what_a_person_reads(written: str, title: str):
    assert titles(f"# Papers\n\n{written}\n") == [title]


@pytest.mark.parametrize(
    ("written", "authors"),
    [
        pytest.param("(2015), A. Lovelace et al.", "A. Lovelace et al", id="et al"),
        pytest.param("(2015) A. Lovelace and B. Turing", "A. Lovelace and B. Turing", id="two"),
        pytest.param("- Ada M. L. Lovelace 2015", "Ada M. L. Lovelace", id="year last"),
        pytest.param("- Ada Lovelace and Alan Turing 2015", "Ada Lovelace and Alan Turing", id="whole names"),
    ],
)  # fmt: skip
def test_people_beside_a_year_are_authors_and_no_venue(written: str, authors: str):
    text = f"# Papers\n\n- **Looking at tissue** {written} [[pdf](https://example.org/1)]\n"

    (entry,) = read_list(text).entries

    assert (entry.authors, entry.year, entry.venue) == (authors, 2015, "")


def test_a_venue_with_and_in_it_is_no_pair_of_people():
    text = "# Papers\n\n- **Looking at tissue** Computer Vision and Pattern Recognition, 2015. [[pdf](https://example.org/1)]\n"

    (entry,) = read_list(text).entries

    assert (entry.authors, entry.venue) == (
        "",
        "Computer Vision and Pattern Recognition",
    )


def test_one_name_in_many_may_be_written_strangely():
    text = """\
# Papers

1. **Looking at tissue.** CVPR 2020. [paper](https://example.org/1)

   *Ada Lovelace, Alan Turing, Grace Hopper, Katherine johnson, Mary Jackson.*
"""

    (entry,) = read_list(text).entries

    assert (
        entry.authors
        == "Ada Lovelace, Alan Turing, Grace Hopper, Katherine johnson, Mary Jackson"
    )


def test_a_year_with_a_blank_after_its_apostrophe():
    text = "# Papers\n\n- Looking at tissue [CVPR' 14] [[pdf](https://example.org/1)]\n"

    (entry,) = read_list(text).entries

    assert (entry.venue, entry.year) == ("CVPR", 2014)


def test_titles_of_a_table_stand_after_short_names_and_before_places():
    text = """\
# Papers

|Date|Title|Paper|Code|
|:---:|:---:|:---:|:---:|
|2023.10|[LookNet] Looking at tissue: A survey(@example.org)| [[pdf]](https://example.org/1)|[[looks]](https://github.com/o/1)|
|2023.11|🔥[**Seer**] Seeing cells (@Somewhere) | [[pdf]](https://example.org/2)|⚠️|
"""

    read = read_list(text)

    assert [(entry.title, entry.name, entry.description) for entry in read.entries] == [
        ("Looking at tissue: A survey", "LookNet", "@example.org"),
        ("Seeing cells", "Seer", "@Somewhere"),
    ]


def test_a_column_that_is_called_by_its_subject_holds_the_titles():
    text = """\
# Course

|  | Topic | Conf | Resources |
|--|-------|------|-----------|
| Lecture1 | Looking at tissue | CVPR | [slides](https://example.org/1) |
| Lecture2 | Looking at cells | ICML | [slides](https://example.org/2) |
"""

    read = read_list(text)

    assert [(entry.title, entry.venue) for entry in read.entries] == [
        ("Looking at tissue", "CVPR"),
        ("Looking at cells", "ICML"),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        pytest.param("## Cells ([back 👆](#list))", id="in brackets"),
        pytest.param("## *Cells* **[   «🎯Back To Top»   ](#)**", id="bold"),
        pytest.param("## Cells [[TOC]](#contents)", id="the contents"),
    ],
)
def test_a_link_back_is_no_part_of_a_heading(heading: str):
    text = f"# Papers\n\n{heading}\n\n- [Looking at cells](https://example.org/1)\n"

    (entry,) = read_list(text).entries

    assert entry.section == ("Papers", "Cells")


def test_sections_below_the_contents_are_not_in_them():
    text = """\
# Papers

## Contents

- [Cells](#cells)
- [Tissue](#tissue)

### Cells

- [Looking at cells](https://example.org/1)

### Tissue

- [Looking at tissue](https://example.org/2)
"""

    assert [entry.section for entry in read_list(text).entries] == [
        ("Papers", "Cells"),
        ("Papers", "Tissue"),
    ]


def test_labelled_fields_with_more_below_them_are_no_entries():
    text = """\
# Datasets

* **Slides of cells**

  Many slides of many cells.
  * **Details (images):** ⇒ [[Paper](https://example.org/1)] [[Website](https://example.org/2)]
    * Number of cells: 91
  * **Details (texts):** ⇒ [[Paper](https://example.org/3)]
    * Words: 5

* **Slides of tissue**

  * **Details (images):** ⇒ [[Paper](https://example.org/4)]
    * Number of slides: 12
"""

    read = read_list(text)

    assert [(entry.title, len(entry.links)) for entry in read.entries] == [
        ("Slides of cells", 3),
        ("Slides of tissue", 1),
    ]


def test_what_is_quoted_below_an_item_tells_about_it():
    text = """\
# Projects

* **Looker**. [[Github](https://github.com/o/1)]
    * >This looks at cells, part of the [collection](https://example.org/c) of somebody.
* **Seer**. [[Github](https://github.com/o/2)]
    * >This sees [tissue](https://example.org/t).
"""

    assert titles(text) == ["Looker", "Seer"]


def test_a_link_that_belongs_to_a_heading_is_no_entry():
    text = """\
# Papers

## CVPR 2021

[[accepted papers](https://example.org/all)]

**Looking at tissue.** [[PDF](https://example.org/1)]<br>
*Ada Lovelace, Alan Turing.*<br>

**Looking at cells.** [[PDF](https://example.org/2)]<br>
*Ada Lovelace, Alan Turing.*<br>
"""

    assert titles(text) == ["Looking at tissue", "Looking at cells"]


def test_an_entry_whose_links_are_to_come_is_one():
    text = """\
# Papers

1. **Looking at tissue with graphs**. (CVPR 2022) [[paper](https://example.org/1)] [[code](https://github.com/o/1)]
2. **Looking at cells with graphs**. (CVPR 2022) [[paper]()] [[code]()]
"""

    assert titles(text) == [
        "Looking at tissue with graphs",
        "Looking at cells with graphs",
    ]


def test_numbers_in_news_say_nothing_about_the_list():
    entries = "\n".join(f"- [Paper {n}](https://example.org/{n})" for n in range(8))
    text = f"# Papers\n\n## News\n\nUpdated 6 papers.\n\n## All\n\n{entries}\n"

    assert read_list(text).claims == ()


def test_contents_are_not_listed_as_not_understood():
    text = """\
# Papers

<b>Contents</b>

- [Cells](#cells)
- [Tissue](#tissue)

**Looking at everything** <br>
Ada Lovelace, Alan Turing. [[paper](https://example.org/0)]

## Cells

**Looking at cells** <br>
Ada Lovelace, Alan Turing. [[paper](https://example.org/1)]

## Tissue

**Looking at tissue** <br>
Ada Lovelace, Alan Turing. [[paper](https://example.org/2)]
"""

    assert read_list(text).unread == ()


@pytest.mark.parametrize(
    ("written", "told"),
    [
        pytest.param(
            '**[1]** Lovelace, Ada, and Alan Turing. "**Deep looking**." Nature 521.7553 (2015): 436-444. [[pdf]](https://example.org/1) **(A milestone)** :star:',
            ("Deep looking", "Lovelace, Ada, and Alan Turing", "Nature", 2015),
            id="cited in full, two words",
        ),
        pytest.param(
            'Lovelace, Ada, et al. "Looking Morphism." arXiv preprint arXiv:1603.01670 (2016). [[pdf]](https://example.org/1)',
            ("Looking Morphism", "Lovelace, Ada, et al", "arXiv", 2016),
            id="quoted after its authors",
        ),
        pytest.param(
            '**[2]** Lovelace, Ada. "**Looking at very deep tissue**." Advances in neural looking. 2012. [[pdf]](https://example.org/1)',
            ("Looking at very deep tissue", "", "Advances in neural looking", 2012),
            id="a venue in small letters",
        ),
        pytest.param(
            "- [Looking at tissue](https://example.org/1), Lovelace et al., CVPR 2020 | [code](https://example.org/2)",
            ("Looking at tissue", "Lovelace et al", "CVPR", 2020),
            id="authors and venue behind the link",
        ),
        pytest.param(
            "- [Looking at tissue](https://example.org/1), Lovelace & Turing, Arxiv 2021 | [code](https://example.org/2)",
            ("Looking at tissue", "Lovelace & Turing", "Arxiv", 2021),
            id="a pair of surnames",
        ),
        pytest.param(
            '1. <u>LookNet</u>: **"Looking at tissue with networks"**. *Ada Lovelace* et al. NAACL 2021. [[Paper](https://example.org/1)]',
            ("Looking at tissue with networks", "Ada Lovelace", "NAACL", 2021),
            id="others behind the italics",
        ),
        pytest.param(
            '1. <u>BIG</u>: **"Looking at tissue with networks"**. *Looking Workshop*. arXiv 2022. [[Paper](https://example.org/1)]',
            ("Looking at tissue with networks", "Looking Workshop", "arXiv", 2022),
            id="a group as author",
        ),
        pytest.param(
            "- Ada Lovelace, Alan Turing and Grace Hopper, Looking at tissue with graphs, BMVC, 2014. [[Paper]](https://example.org/1)",
            (
                "Looking at tissue with graphs",
                "Ada Lovelace, Alan Turing and Grace Hopper",
                "BMVC",
                2014,
            ),
            id="authors first",
        ),
        pytest.param(
            "- [Looking at tissue](https://example.org/1) - [[CODE]](https://example.org/2) - Lovelace, A., Turing, A.M., & Hopper, G. (ICLR 2013)",
            (
                "Looking at tissue",
                "Lovelace, A., Turing, A.M., & Hopper, G",
                "ICLR",
                2013,
            ),
            id="a byline behind a dash",
        ),
        pytest.param(
            "- [Looking at tissue](https://example.org/1)- Ada Lovelace, Alan Turing(CVPR 2018)",
            ("Looking at tissue", "Ada Lovelace, Alan Turing", "CVPR", 2018),
            id="a byline without a blank",
        ),
        pytest.param(
            "- [2023/10] **LookNet: Looking at tissue.** *Ada Lovelace (Somewhere) et al. arXiv.* [[paper](https://example.org/1)]",
            (
                "LookNet: Looking at tissue",
                "Ada Lovelace (Somewhere) et al",
                "arXiv",
                2023,
            ),
            id="where an author is from",
        ),
        pytest.param(
            "[-] 2012-ICML - Looking at tissue from the air. [[Paper]](https://example.org/1)",
            ("Looking at tissue from the air", "", "ICML", 2012),
            id="year and venue in front",
        ),
        pytest.param(
            "- Looking at tissue with graphs | **[IJCAI 19]** | [`[pdf]`](https://example.org/1)",
            ("Looking at tissue with graphs", "", "IJCAI", 2019),
            id="two digits behind a venue",
        ),
        pytest.param(
            "* `[LOOK]` Lovelace et al. Looking at tissue. IJCV, 2017. [[paper]](https://example.org/1)",
            ("Looking at tissue", "Lovelace et al", "IJCV", 2017),
            id="one author in front",
        ),
        pytest.param(
            "* `[Lovelace et al. TMM20]` Looking at tissue. IEEE Transactions on Multimedia, 2020. [[paper]](https://example.org/1)",
            ("Looking at tissue", "", "IEEE Transactions on Multimedia", 2020),
            id="a key in code",
        ),
        pytest.param(
            "- 20181110 AAAI-19 [Looking at tissue](https://example.org/1)",
            ("Looking at tissue", "", "AAAI", 2018),
            id="a run of digits and a year behind a hyphen",
        ),
        pytest.param(
            "- 2018 一篇综述：[Looking at tissue](https://example.org/1)",
            ("Looking at tissue", "", "", 2018),
            id="a year in front of a remark",
        ),
    ],
)
def test_a_citation_is_understood(written: str, told: tuple[str, str, str, int]):
    (entry,) = read_list(f"# Papers\n\n## All\n\n{written}\n").entries

    assert (entry.title, entry.authors, entry.venue, entry.year) == told


def test_an_enumeration_in_a_title_is_no_list_of_people():
    text = "- Red Teaming, Blue Teaming, and Everything Between [[pdf](https://example.org/1)]\n"

    assert titles(f"# Papers\n\n{text}") == [
        "Red Teaming, Blue Teaming, and Everything Between"
    ]


def test_fields_below_a_title_may_be_called_anything_where_most_are_known():
    text = """\
# Papers

## LookNet

**Looking at tissue**

[![img](https://example.org/p.png)](https://example.org/p.png)

- intro: CVPR 2017
- arxiv: <https://arxiv.org/abs/1700.00001>
- slides: <https://example.org/1.pdf>
- github(official): https://github.com/o/1
- look-pr("an example of looking at tissue"): <https://github.com/o/1/pull/2>

**Looking at cells**

<https://github.com/o/2>
"""

    read = read_list(text)

    assert [
        (entry.title, entry.venue, entry.year, len(entry.links))
        for entry in read.entries
    ] == [("Looking at tissue", "CVPR", 2017, 5), ("Looking at cells", "", None, 1)]
    assert read.unread == ()


def test_fields_without_a_title_are_no_entries():
    text = """\
# Papers

## LookNet

- arxiv: <https://arxiv.org/abs/1700.00001>
- github: https://github.com/o/1

## SeeNet

**Seeing cells**

- arxiv: <https://arxiv.org/abs/1700.00002>
"""

    assert titles(text) == ["Seeing cells"]


def test_a_short_name_before_a_dash_is_a_name():
    (entry,) = read_list(
        "# Papers\n\n## All\n\n- SeeGAN - [Seeing with graphs](https://example.org/1)\n"
    ).entries

    assert (entry.title, entry.name, entry.description) == (
        "Seeing with graphs",
        "SeeGAN",
        "",
    )


def test_a_published_work_without_a_link_is_an_entry_among_others():
    text = """\
# Papers

1. **Looking at tissue with graphs.**
*Ada Lovelace, Alan Turing.* NIPS 2017. [paper](https://example.org/1)

1. **Looking at cells with graphs.**
*Ada Lovelace, Alan Turing.* NIPS 2017.
"""

    assert titles(text) == [
        "Looking at tissue with graphs",
        "Looking at cells with graphs",
    ]


def test_a_venue_with_its_year_makes_an_entry_without_a_link_one_too():
    text = """\
# Papers

- Looking at tissue with many graphs | **[CVPR' 20]** | [`[pdf]`](https://example.org/1)
- Looking at cells with many graphs | **[NeurIPS' 20]**
"""

    assert titles(text) == [
        "Looking at tissue with many graphs",
        "Looking at cells with many graphs",
    ]


def test_months_in_a_column_may_stand_before_the_year():
    text = """\
# Papers

| Title | Date | Venue |
| ----- | ---- | ----- |
| [Looking at tissue](https://example.org/1) | 06/2023 | arXiv |
| [Looking at cells](https://example.org/2) | 12/2023 | CVPR |
"""

    assert [str(entry.date) for entry in read_list(text).entries] == [
        "2023-06",
        "2023-12",
    ]


def test_a_venue_with_commas_and_a_year_is_no_byline():
    text = "# Papers\n\n- **Looking at tissue** Signal, Image and Looking Processing (2025) [[pdf](https://example.org/1)]\n"

    (entry,) = read_list(text).entries

    assert (entry.authors, entry.year) == ("", 2025)


def test_a_sentence_that_refers_elsewhere_is_no_entry():
    text = """\
# Papers

## Searching

* For papers on searching in the context of [LOOKVID](https://example.org/l), please refer to [here](https://example.org/h).

## Looking

* Looking at tissue with graphs. CVPR, 2020. [[paper]](https://example.org/1)
"""

    assert titles(text) == ["Looking at tissue with graphs"]


def test_an_address_without_its_scheme_leads_to_the_web():
    text = """\
# Tools

* [Looker](www.example.org) - Looks at tissue.
* [Seer](https://example.org/seer) - Sees cells.
"""

    assert titles(text) == ["Looker", "Seer"]


def test_links_to_share_a_page_are_no_entries():
    text = """\
# Papers

## Sharing

+ [Share here](https://example.org/a)
+ [Share there](https://example.org/b)

## Cells

- [Looking at cells](https://example.org/1)
- [Seeing cells](https://example.org/2)
"""

    assert titles(text) == ["Looking at cells", "Seeing cells"]


def test_works_named_as_in_a_bibliography():
    text = """\
# Papers

## Surveys

Lovelace, A., Turing, A. and Hopper, G., 2009. Looking at tissue: a survey. *Cell reviews*, 41(3), p.15. [[Download PDF]](https://example.org/1)

Turing, A., 2014. Seeing things. In *Conference on Looking*, pp. 4-15. [[HTML]](https://example.org/2)

## Methods

Hopper, G. and Lovelace, A., 2015. Hearing things and seeing them. *Ear*, 2(1), pp.2-22. [[Download PDF]](https://example.org/3)
"""

    read = [
        (entry.section[-1], entry.title, entry.authors, entry.year, entry.venue)
        for entry in read_list(text).entries
    ]

    assert read == [
        ("Surveys", "Looking at tissue: a survey", "Lovelace, A., Turing, A. and Hopper, G", 2009, "Cell reviews"),
        ("Surveys", "Seeing things", "Turing, A", 2014, "Conference on Looking"),
        ("Methods", "Hearing things and seeing them", "Hopper, G. and Lovelace, A", 2015, "Ear"),
    ]  # fmt: skip


def test_rows_whose_links_are_to_come_are_entries_too():
    text = """\
# Papers

| Title | Repo | Paper |
|---|---|---|
| Looking at tissue | - | [arXiv](https://example.org/1) |
| Seeing many things | - | - |
| Hearing many things | - | [arXiv](https://example.org/2) |
| Smelling many things | - | - |
| Touching many things | - | [arXiv](https://example.org/3) |
"""

    assert len(titles(text)) == 5
    assert titles(text.replace("https://example.org/", "#")) == []


def test_items_below_a_venue_are_entries_though_their_first_word_is_bold():
    text = """\
# Papers

## Images

- **Year 2024**
  - **CVPR**
    - ***LookNet:*** Looking at Tissue with Transformers [[Paper]](https://example.org/1)
    - ***SeeNet:*** Seeing Things that Nobody Sees [[Paper]](https://example.org/2)
    - Hearing Things in Many Noises [Paper]
"""

    read = read_list(text).entries

    assert [(entry.section[1:], entry.year, entry.title) for entry in read] == [
        (("Images", "Year 2024", "CVPR"), 2024, "LookNet: Looking at Tissue with Transformers"),
        (("Images", "Year 2024", "CVPR"), 2024, "SeeNet: Seeing Things that Nobody Sees"),
        (("Images", "Year 2024", "CVPR"), 2024, "Hearing Things in Many Noises"),
    ]  # fmt: skip


def test_titles_whose_address_is_to_come_are_entries():
    text = """\
# Papers

## Vision

* [Looking at tissue once more]()
* [Seeing things that are there](https://example.org/1)
* [Code]()
* Detection
  * [Detecting things in the dark]()
"""

    assert titles(text) == [
        "Looking at tissue once more",
        "Seeing things that are there",
        "Detecting things in the dark",
    ]


@pytest.mark.parametrize(
    ("written", "title", "venue", "year"),
    [
        pytest.param("**Looking at Cells**, *NeurIPS*, 2023", "Looking at Cells", "NeurIPS", 2023, id="venue in italics"),
        pytest.param("Looking at many Cells [' 24]", "Looking at many Cells", "", 2024, id="two digits alone"),
        pytest.param("2023/05, Looking at many Cells,", "Looking at many Cells", "", 2023, id="month and comma in front"),
        pytest.param("\\[2023-10\\] Looking at many Cells.", "Looking at many Cells", "", 2023, id="brackets behind backslashes"),
        pytest.param("[CVPR'24] **Looking at Cells**", "Looking at Cells", "CVPR", 2024, id="venue and two digits"),
    ],
)  # fmt: skip
def test_where_and_when_a_work_came_out(
    written: str, title: str, venue: str, year: int
):
    text = f"# Papers\n\n- {written} [[Paper](https://example.org/1)]\n"

    (entry,) = read_list(text).entries

    assert (entry.title, entry.venue, entry.year) == (title, venue, year)


def test_a_link_may_be_called_by_the_venue():
    text = """\
# Papers

- Looking at labels again [[IJCNN]](https://example.org/1) [[Project]](https://example.org/2)
- Looking at papers again [[arXiv]](https://example.org/3)
"""

    read = [(entry.title, entry.venue) for entry in read_list(text).entries]

    assert read == [
        ("Looking at labels again", "IJCNN"),
        ("Looking at papers again", ""),
    ]


def test_a_title_in_brackets_before_its_links():
    text = """\
# Papers

:white_check_mark: [Looking at tissue with nets] [[Paper]](https://example.org/1)[[Note]](https://example.org/2)

See [the notes] of the [paper](https://example.org/3), please.
"""

    assert titles(text) == ["Looking at tissue with nets"]


def test_a_column_without_a_head_may_hold_dates_or_venues():
    text = """\
# Papers

| | Paper | |
|---|---|---|
| 2023 | Looking at tissue | [pdf](https://example.org/1) |
| 2022 | Seeing things | [pdf](https://example.org/2) |

## Others

|  | Paper | Links |
|---|---|---|
| CVPR 2021 | Hearing things | [pdf](https://example.org/3) |
"""

    read = [(entry.title, entry.year, entry.venue) for entry in read_list(text).entries]

    assert read == [
        ("Looking at tissue", 2023, ""),
        ("Seeing things", 2022, ""),
        ("Hearing things", 2021, "CVPR"),
    ]


def test_items_of_an_html_list_need_no_description():
    text = """\
# Tools

## Text

<ul>
  <li><a href="https://example.org/1">Differ</a> - Tells texts apart.</li>
  <li><a href="https://example.org/2">Guess</a></li>
</ul>
"""

    assert titles(text) == ["Differ", "Guess"]


def test_a_way_back_to_the_top_is_no_part_of_the_entry_above_it():
    text = """\
# Hands

## Contents

- [Preprints](#preprints)

## Preprints

##### [\\[arXiv:2001.00001\\]](https://example.org/1) Looking at hands once more. [\\[PDF\\]](https://example.org/2)
_Ada Lovelace, Alan Turing_

##### [\\[arXiv:2001.00002\\]](https://example.org/3) Seeing hands in the dark. [\\[PDF\\]](https://example.org/4) *(Oral)*
_Grace Hopper, Alan Turing_

[\\[back to top\\]](#contents)
"""

    read = [
        (entry.title, entry.authors, entry.last) for entry in read_list(text).entries
    ]

    assert read == [
        ("Looking at hands once more", "Ada Lovelace, Alan Turing", 10),
        ("Seeing hands in the dark", "Grace Hopper, Alan Turing", 13),
    ]


def test_a_heading_alone_is_an_entry_where_most_of_its_level_are():
    entry = "#### {0} hands in the dark. [[PDF]](https://example.org/{0})\n_Ada Lovelace, Alan Turing_\n\n"
    text = f"# Hands\n\n## 2020\n\n{entry.format('Seeing')}{entry.format('Hearing')}## 2019\n\n{entry.format('Smelling')}"

    read = [(each.section[-1], each.title) for each in read_list(text).entries]

    assert read == [
        ("2020", "Seeing hands in the dark"),
        ("2020", "Hearing hands in the dark"),
        ("2019", "Smelling hands in the dark"),
    ]


def test_a_title_and_a_paragraph_for_each_link():
    text = """\
# 论文

**Looking at tissue once more**

论文：https://example.org/1

代码：https://github.com/o/1

**Seeing things in the dark**

- 论文：https://example.org/2
"""

    read = read_list(text).entries

    assert [(entry.title, [link.url for link in entry.links]) for entry in read] == [
        (
            "Looking at tissue once more",
            ["https://example.org/1", "https://github.com/o/1"],
        ),
        ("Seeing things in the dark", ["https://example.org/2"]),
    ]
