"""Every shape that entries have in real lists, read from a small list of our own."""
# ruff: noqa: E501 - lists are shown as people write them

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from inline_snapshot import snapshot

from listbot.catalog.dates import PartialDate
from listbot.text.readme import dates as written
from listbot.text.readme import read_list

if TYPE_CHECKING:
    from listbot.text.readme import ReadEntry


def told(text: str) -> str:
    """Return what was read, an entry a line: only what it has."""
    return "\n".join(map(_told, read_list(text).entries))


def _told(entry: ReadEntry) -> str:
    facts = {
        "name": entry.name,
        "number": entry.number,
        "date": entry.date and str(entry.date),
        "venue": entry.venue,
        "kind": entry.kind,
        "by": entry.authors,
        "text": entry.description,
        "tags": ", ".join(entry.tags),
        "links": ", ".join(f"{link.label}={link.url}" for link in entry.links),
    }
    said = "; ".join(f"{name}: {value}" for name, value in facts.items() if value)
    return f"{entry.shape} {' / '.join(entry.section)} | {entry.title} | {said}"


def test_l1_items_with_a_linked_name_and_a_description():
    text = """\
# Awesome things

## Editors

- [Ed](https://example.org/ed) - The standard editor. `MIT` `C`
- [Vi](https://example.org/vi): The visual one, see [its paper](https://example.org/p).
* [Emacs](https://example.org/emacs) – Not only an editor. [[Source](https://github.com/o/e)]
"""

    assert told(text) == snapshot("""\
L1 Awesome things / Editors | Ed | text: The standard editor.; tags: MIT, C; links: Ed=https://example.org/ed
L1 Awesome things / Editors | Vi | text: The visual one, see its paper.; links: Vi=https://example.org/vi, its paper=https://example.org/p
L1 Awesome things / Editors | Emacs | text: Not only an editor.; links: Emacs=https://example.org/emacs, Source=https://github.com/o/e\
""")


def test_l2_items_with_title_venue_and_links_on_one_line():
    text = """\
# Papers

- **Looking at tissue with transformers.** CVPR 2024. [[Paper](https://example.org/1)] [[Code](https://github.com/o/1)]
- [2023/05] [Looking at cells with graphs](https://arxiv.org/abs/2305.00001) `LLM`
- Tiles: "Reading slides one tile at a time", *arXiv, Feb 2022*. [[Paper](https://arxiv.org/abs/2202.00001)]
- (ICML 2019) Plain words for a title of a paper [pdf](https://example.org/4) | [code](https://github.com/o/4)
"""

    assert told(text) == snapshot("""\
L2 Papers | Looking at tissue with transformers | date: 2024; venue: CVPR; links: Paper=https://example.org/1, Code=https://github.com/o/1
L2 Papers | Looking at cells with graphs | date: 2023-05; tags: LLM; links: Looking at cells with graphs=https://arxiv.org/abs/2305.00001
L2 Papers | Reading slides one tile at a time | name: Tiles; date: 2022-02; venue: arXiv; links: Paper=https://arxiv.org/abs/2202.00001
L2 Papers | Plain words for a title of a paper | date: 2019; venue: ICML; links: pdf=https://example.org/4, code=https://github.com/o/4\
""")


def test_l3_items_that_go_on_in_further_lines():
    text = """\
# Papers

- **Looking at tissue with transformers** <br>
  Ada Lovelace, Alan Turing, Grace Hopper <br>
  [![arXiv](https://img.shields.io/badge/arXiv-2401.00001-red)](https://arxiv.org/abs/2401.00001)
  [![Code](https://img.shields.io/badge/GitHub-Code-blue)](https://github.com/o/1)
- **Looking at cells with graphs** <br>
  Alan Turing, Ada Lovelace <br>
  CVPR 2023. [[Paper](https://example.org/2)]
"""

    assert told(text) == snapshot("""\
L3 Papers | Looking at tissue with transformers | by: Ada Lovelace, Alan Turing, Grace Hopper; links: arXiv=https://arxiv.org/abs/2401.00001, Code=https://github.com/o/1
L3 Papers | Looking at cells with graphs | date: 2023; venue: CVPR; by: Alan Turing, Ada Lovelace; links: Paper=https://example.org/2\
""")


def test_l4_items_with_fields_below_them():
    text = """\
# Papers

- **Looking at tissue with transformers (CVPR 2024)**
  - Ada Lovelace, Alan Turing
  - [[Paper]](https://example.org/1)
  - [[Code]](https://github.com/o/1)

- **Looking at cells with graphs (ICML 2023)**
  - Grace Hopper, Alan Turing
  - [[Paper]](https://example.org/2)
"""

    assert told(text) == snapshot("""\
L4 Papers | Looking at tissue with transformers | date: 2024; venue: CVPR; by: Ada Lovelace, Alan Turing; links: Paper=https://example.org/1, Code=https://github.com/o/1
L4 Papers | Looking at cells with graphs | date: 2023; venue: ICML; by: Grace Hopper, Alan Turing; links: Paper=https://example.org/2\
""")


def test_n1_numbered_cards():
    text = """\
# Papers

1. 📜 **Looking at tissue with transformers**
   - 📖 Journal: Nature Medicine, 2024
   - 📄 [PDF](https://example.org/1)
   - 💻 [Code](https://github.com/o/1)
2. 📜 **Looking at cells with graphs**
   - 📖 Conference: CVPR, 2023
   - 📄 [PDF](https://example.org/2)
"""

    assert told(text) == snapshot("""\
N1 Papers | Looking at tissue with transformers | number: 1; date: 2024; venue: Nature Medicine; kind: Journal; links: PDF=https://example.org/1, Code=https://github.com/o/1
N1 Papers | Looking at cells with graphs | number: 2; date: 2023; venue: CVPR; kind: Conference; links: PDF=https://example.org/2\
""")


def test_n2_numbered_papers_with_authors_below():
    text = """\
# Papers

1. **[Looking at tissue with transformers.](https://arxiv.org/abs/2401.00001)** CVPR'24 [[code](https://github.com/o/1)]

    *Ada Lovelace, Alan Turing.*

1. **[Looking at cells with graphs.](https://arxiv.org/abs/2301.00001)** Preprint'23

    *Grace Hopper, Alan Turing.*
"""

    assert told(text) == snapshot("""\
N2 Papers | Looking at tissue with transformers | number: 1; date: 2024; venue: CVPR; by: Ada Lovelace, Alan Turing; links: Looking at tissue with transformers=https://arxiv.org/abs/2401.00001, code=https://github.com/o/1
N2 Papers | Looking at cells with graphs | number: 1; date: 2023; venue: Preprint; by: Grace Hopper, Alan Turing; links: Looking at cells with graphs=https://arxiv.org/abs/2301.00001\
""")


def test_p1_paragraphs_with_hard_breaks():
    text = """\
# Papers

**Looking at tissue with transformers** \\
*Ada Lovelace, Alan Turing* \\
[10th Aug., 2022] [MICCAI, 2023] \\
[[Paper](https://example.org/1)] [[GitHub](https://github.com/o/1)]

**Looking at cells with graphs**<br>
*Grace Hopper, Alan Turing*<br>
[08 September 2021] [CVPR, 2022]<br>
[[Paper](https://example.org/2)]

**Looking at slides one by one**\x20\x20
Alan Turing, Grace Hopper\x20\x20
arXiv 2020. [[Paper](https://arxiv.org/abs/2001.00001)]
"""

    assert told(text) == snapshot("""\
P1 Papers | Looking at tissue with transformers | date: 2022-08-10; venue: MICCAI; by: Ada Lovelace, Alan Turing; links: Paper=https://example.org/1, GitHub=https://github.com/o/1
P1 Papers | Looking at cells with graphs | date: 2021-09-08; venue: CVPR; by: Grace Hopper, Alan Turing; links: Paper=https://example.org/2
P1 Papers | Looking at slides one by one | date: 2020; venue: arXiv; by: Alan Turing, Grace Hopper; links: Paper=https://arxiv.org/abs/2001.00001\
""")


def test_p2_bare_paragraphs_on_one_line():
    text = """\
# Papers

**Looking at tissue with transformers.** CVPR 2024. [paper](https://example.org/1) [code](https://github.com/o/1)

**Looking at cells with graphs.** ICML 2023. [paper](https://example.org/2)
"""

    assert told(text) == snapshot("""\
P2 Papers | Looking at tissue with transformers | date: 2024; venue: CVPR; links: paper=https://example.org/1, code=https://github.com/o/1
P2 Papers | Looking at cells with graphs | date: 2023; venue: ICML; links: paper=https://example.org/2\
""")


def test_p3_a_title_and_a_list_of_links():
    text = """\
# Papers

**Looking at tissue with transformers**

- Paper: https://example.org/1
- Code: https://github.com/o/1

**Looking at cells with graphs**

- Paper: https://example.org/2
"""

    assert told(text) == snapshot("""\
P3 Papers | Looking at tissue with transformers | links: Paper=https://example.org/1, Code=https://github.com/o/1
P3 Papers | Looking at cells with graphs | links: Paper=https://example.org/2\
""")


def test_t1_rows_of_a_table():
    text = """\
# Papers

| Title | Venue | Date | Code | Stars |
| :--- | :---: | --- | --- | --- |
| [Looking at tissue \\| with transformers](https://example.org/1) | CVPR | 2024-06 | [Code](https://github.com/o/1) | 12 |
| [Looking at cells with graphs](https://example.org/2) | ICML | 2023-07 | - | 3 |
"""

    assert told(text) == snapshot("""\
T1 Papers | Looking at tissue | with transformers | date: 2024-06; venue: CVPR; links: Looking at tissue | with transformers=https://example.org/1, Code=https://github.com/o/1
T1 Papers | Looking at cells with graphs | date: 2023-07; venue: ICML; links: Looking at cells with graphs=https://example.org/2\
""")


def test_h2_lines_of_html():
    text = """\
# Tools

<p>
&nbsp;&nbsp;<a href="https://example.org/ed"><b>Ed</b></a> - the standard editor.<br>
&nbsp;&nbsp;<a href="https://example.org/vi"><b>Vi</b></a> - the visual one.<br>
</p>
"""

    assert told(text) == snapshot("""\
H2 Tools | Ed | text: the standard editor.; links: Ed=https://example.org/ed
H2 Tools | Vi | text: the visual one.; links: Vi=https://example.org/vi\
""")


def test_hd1_a_heading_for_each_entry():
    text = """\
# Models

## Segmentation

### Mask R-CNN

- Paper: https://example.org/1
- Code: [official](https://github.com/o/1)

### U-Net

- Paper: https://example.org/2
"""

    assert told(text) == snapshot("""\
HD1 Models / Segmentation | Mask R-CNN | links: Paper=https://example.org/1, official=https://github.com/o/1
HD1 Models / Segmentation | U-Net | links: Paper=https://example.org/2\
""")


_BLOGS = """\
<b>Awesome things</b>

- [Blogs](#blogs)
- [Tools](#tools)

# Blogs

- [One blog](https://one.example)
- [Another blog](https://two.example)

# Tools

- [Tool](https://tool.example)
- [Other tool](https://other.example)
- [Third tool](https://third.example)
"""


def test_the_first_heading_below_a_table_of_contents_is_a_section():
    reading = read_list(_BLOGS)

    assert [entry.section[0] for entry in reading.entries] == ["Blogs"] * 2 + [
        "Tools"
    ] * 3


def test_links_under_the_title_are_told_as_not_understood():
    reading = read_list(_BLOGS.replace("- [Blogs](#blogs)\n- [Tools](#tools)\n\n", ""))

    assert [entry.section for entry in reading.entries] == [("Tools",)] * 3
    assert [(each.first, each.last, each.why) for each in reading.unread] == [
        (5, 6, "links that are taken to be about the list, not on it")
    ]


def test_a_table_in_html_is_told_as_not_understood():
    row = '<tr><td><a href="https://one.example/{0}">Work {0}</a></td></tr>\n'
    table = "<table>\n" + "".join(map(row.format, range(3))) + "</table>\n"
    faces = table.replace("Work", '<img src="https://face.example"><br>')

    reading = read_list(f"# Works\n\n{table}\n# Faces\n\n{faces}")

    assert [(each.first, each.last, each.why) for each in reading.unread] == [
        (3, 7, "a table in HTML; entries are read from tables in Markdown")
    ]


def test_a_heading_inside_a_fold_is_the_section_and_named_before_the_fold():
    (entry,) = read_list(
        """\
# Tools

<details>
<summary>Terminal</summary>

### Arguments

- [Parser](https://parser.example) - Reads arguments.

</details>
"""
    ).entries

    assert entry.section == ("Tools", "Terminal", "Arguments")
    assert entry.headings_first == ("Tools", "Arguments", "Terminal")


def test_d1_a_fold_for_each_entry():
    text = """\
# Plugins

## Search

<details><summary><b><a href="https://github.com/o/1">finder</a></b> - Finds things.</summary>

- [PyPi](https://pypi.org/project/finder)

</details>
<details><summary><b><a href="https://github.com/o/2">keeper</a></b> - Keeps things.</summary>
</details>
"""

    assert told(text) == snapshot("""\
D1 Plugins / Search | finder | text: Finds things.; links: finder=https://github.com/o/1, PyPi=https://pypi.org/project/finder
D1 Plugins / Search | keeper | text: Keeps things.; links: keeper=https://github.com/o/2\
""")


def test_q1_entries_in_quotes():
    text = """\
# Java

## Parsers

> **[Reader](https://example.org/1)** <kbd>MIT</kbd><br>Reads things.

> **[Writer](https://example.org/2)**<br>Writes things.
"""

    assert told(text) == snapshot("""\
Q1 Java / Parsers | Reader | text: Reads things.; tags: MIT; links: Reader=https://example.org/1
Q1 Java / Parsers | Writer | text: Writes things.; links: Writer=https://example.org/2\
""")


def test_shapes_are_decided_for_each_section():
    text = """\
# Papers

## Surveys

| Title | Year |
| --- | --- |
| [A survey of everything](https://example.org/1) | 2024 |

## Methods

- **A method for everything.** CVPR 2024. [[Paper](https://example.org/2)]

## Tools

1. [Ed](https://example.org/ed) - The standard editor.
"""

    assert told(text) == snapshot("""\
T1 Papers / Surveys | A survey of everything | date: 2024; links: A survey of everything=https://example.org/1
L2 Papers / Methods | A method for everything | date: 2024; venue: CVPR; links: Paper=https://example.org/2
N2 Papers / Tools | Ed | number: 1; text: The standard editor.; links: Ed=https://example.org/ed\
""")


def test_what_is_about_the_list_is_no_entry():
    text = """\
# List [![Awesome](https://awesome.re/badge.svg)](https://awesome.re)

Read [our survey](https://example.org/survey) first.

## News

- [2024/05] We have released [a survey](https://example.org/survey).

## Contents

- [Editors](#editors)
- [Shells](https://github.com/o/list#shells)

## Editors

- [Ed](https://example.org/ed) - The standard editor.

<!--
- [Hidden](https://example.org/hidden) - A template.
-->

[⬆ back to top](#contents)

```bibtex
@misc{a, url={https://example.org/bib}}
```

## Shells

- [Sh](https://example.org/sh) - The standard shell.

## Contributors

- [Ada](https://github.com/ada)

<table><tr><td><a href="https://sponsor.example.org"><img src="s.png"></a></td></tr></table>

## Citation

- [Cite us](https://example.org/cite)
"""

    assert told(text) == snapshot("""\
L1 List / Editors | Ed | text: The standard editor.; links: Ed=https://example.org/ed
L1 List / Shells | Sh | text: The standard shell.; links: Sh=https://example.org/sh\
""")


def test_a_topic_called_news_is_one_where_its_entries_are_like_the_others():
    apps = "\n".join(
        f"- [Thing {n}](https://example.org/{n}) - A thing." for n in range(9)
    )
    text = f"# Apps\n\n## Music\n\n{apps}\n\n## News\n\n" + apps.replace(
        "org/", "org/n"
    )

    sections = [entry.section[-1] for entry in read_list(text).entries]

    assert sections == ["Music"] * 9 + ["News"] * 9


def test_groups_without_a_heading_and_items_in_items():
    text = """\
# Packages

- Promises
  - [bluebird](https://example.org/1) - Promises.
  - [pinkie](https://example.org/2) - Promises too.
- [Everything](https://example.org/3) - All of it.
  - [Plugin of it](https://example.org/4) - More of it.

<details>
<summary>Streams</summary>

- [through](https://example.org/5) - Streams.

</details>
"""

    reading = read_list(text)

    assert told(text) == snapshot("""\
L1 Packages | bluebird | text: Promises.; links: bluebird=https://example.org/1
L1 Packages | pinkie | text: Promises too.; links: pinkie=https://example.org/2
L1 Packages | Everything | text: All of it.; links: Everything=https://example.org/3
L1 Packages | Plugin of it | text: More of it.; links: Plugin of it=https://example.org/4
L1 Packages / Streams | through | text: Streams.; links: through=https://example.org/5\
""")
    assert [part.text for part in reading.unread] == ["- Promises"]


@pytest.mark.parametrize(
    ("text", "label", "url", "fault"),
    [
        pytest.param("[code]()", "code", "", "empty-link", id="no address"),
        pytest.param(
            "[PDF](Link to PDF)", "PDF", "Link to PDF", "placeholder-link", id="words"
        ),
        pytest.param(
            "[PDF]( https://x.org/a )", "PDF", "https://x.org/a", "", id="blanks"
        ),
        pytest.param(
            "[PDF] (https://x.org/a)",
            "PDF",
            "https://x.org/a",
            "malformed-link",
            id="a gap",
        ),
        pytest.param(
            "[PDF](https://x.org/a https://x.org/b)",
            "PDF",
            "https://x.org/a",
            "malformed-link",
            id="two addresses",
        ),
        pytest.param(
            "[[PDF](https://x.org/a]",
            "PDF",
            "https://x.org/a",
            "malformed-link",
            id="no end",
        ),
        pytest.param(
            "[PDF]([https://x.org/a)",
            "PDF",
            "https://x.org/a",
            "malformed-link",
            id="a bracket",
        ),
        pytest.param(
            "[PDF](file:///C:/a.pdf)",
            "PDF",
            "file:///C:/a.pdf",
            "placeholder-link",
            id="a file",
        ),
        pytest.param(
            "[![arXiv](https://img.shields.io/badge/arXiv-1-red)](https://x.org/a)",
            "arXiv",
            "https://x.org/a",
            "",
            id="a badge",
        ),
        pytest.param(
            "<https://x.org/a>", "https://x.org/a", "https://x.org/a", "", id="bare"
        ),
        pytest.param(
            '<a href="https://x.org/a">PDF</a>', "PDF", "https://x.org/a", "", id="HTML"
        ),
    ],
)
def test_links_are_read_in_every_style(text: str, label: str, url: str, fault: str):
    line = f"- **A title of a paper on things.** CVPR 2024. [paper](https://x.org/0) {text}\n"

    links = read_list(line).entries[0].links

    assert [(link.label, link.url, link.fault) for link in links[1:]] == [
        (label, url, fault)
    ]


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("2023-05-26", "2023-05-26"),
        ("CVPR 2024", "2024"),
        ("CVPR'24", "2024"),
        ("(ICML 2019)", "2019"),
        ("arXiv, Feb 2022", "2022-02"),
        ("[10th Aug., 2022]", "2022-08-10"),
        ("23th Apr. 2021", "2021-04-23"),
        ("[08 September 2022]", "2022-09-08"),
        ("(2015)", "2015"),
        ("2018.05", "2018-05"),
        ("2020.1", "2020"),
        ("2020.10", "2020-10"),
        ("Mar 2024", "2024-03"),
        ("2024", "2024"),
        ("2024/05", "2024-05"),
        ("25/12/2021", "2021-12-25"),
        ("03/04/2021", "2021"),
        ("32 Nov 2021", "2021-11"),
        ("2023-13", ""),
    ],
)
def test_dates_are_read_in_every_notation(text: str, means: str):
    found = written.find_dates(text)

    assert " ".join(str(date.meaning) for date in found) == means


def test_the_more_precise_of_two_dates_counts():
    text = "# P\n\n**A title of a paper**\\\n[2nd Jan., 2023] [ICCV, 2023]\\\n[[Paper](https://x.org/1)]\n"

    entry = read_list(text).entries[0]

    assert (str(entry.date), entry.date_written, entry.venue) == (
        "2023-01-02",
        "2nd Jan., 2023",
        "ICCV",
    )


def test_a_heading_dates_what_is_below_it():
    text = "# P\n\n## Top papers (May 13 - May 19) - 2024\n\n- **A title of a paper.** [PDF](https://x.org/1)\n"

    entry = read_list(text).entries[0]

    assert (entry.date, entry.date_source) == (PartialDate(2024), "heading")


def test_an_arxiv_number_only_suggests_a_date():
    text = "# P\n\n- **A title of a paper.** [PDF](https://arxiv.org/abs/2305.00001)\n"

    entry = read_list(text).entries[0]

    assert (entry.date, entry.suggested_date) == (None, PartialDate(2023, 5))


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("2020.1", ["2020-01", "2020-10"]),
        ("03/04/2021", ["2021-03-04", "2021-04-03"]),
        ("25/12/2021", []),
        ("2020.10", []),
        ("Mar 2024", []),
    ],
)
def test_dates_that_can_be_read_in_two_ways_are_told(text: str, readings: list[str]):
    assert [str(each) for each in written.readings(text)] == readings


def test_an_index_is_named_with_its_files():
    text = "# List\n\n- [One](one.md)\n- [Two](./two.md)\n- [Three](https://github.com/o/l/blob/main/three.md#a)\n"

    reading = read_list(text)

    assert (reading.entries, reading.index_of) == ((), ("one.md", "two.md", "three.md"))
