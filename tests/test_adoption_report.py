"""What a maintainer is told about a list that is taken over."""
# ruff: noqa: E501 - what people are told is compared whole, a line each

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from inline_snapshot import snapshot

from listbot import cli
from listbot.forge.folder import Folder
from listbot.jobs import adopt, adoption_report
from listbot.text import adoption as texts

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

_LIST = """\
# Papers

A list of 9 papers.

## Contents

- [Seeing](#Seeing)
- [Hearing](#hearing)

## Seeing

- **A first paper on seeing.** CVPR 2023. [[PDF](https://example.org/a?utm_source=x)]
- **A second paper on seeing.** ICCV 2020.1. [[PDF](https://example.org/b)]
- **A third paper on seeing.** ICML 2024. [[PDF](https://example.org/a)] [[Code]()]
- **A fourth \u00e2\u20ac\u201c on seeing.** ICML 2024. [[PDF](https://example.org/d)]
- **A first paper on seeing.** CVPR 2023. [[PDF](https://example.org/a?utm_source=x)]
- Not a paper at all

## Hearing

- **A paper on hearing.** Nature, 2021. [[PDF](https://example.org/e)]
"""


def _report(folder: Path, text: str = _LIST) -> texts.Report:
    (folder / "README.md").write_text(text, encoding="utf-8")
    made = adopt.plan_adoption(Folder(folder), "README.md", repair=False, restyle=False)
    return adoption_report.report(made, "README.md")


def test_each_section_is_told_with_its_shape_and_order(tmp_path: Path):
    assert texts.rows(_report(tmp_path)) == snapshot(
        [
            ("5", "Papers / Seeing", "L2", "—", "list"),
            ("1", "Papers / Hearing", "L2", "—", "list"),
        ]
    )


def test_shapes_that_are_as_frequent_are_named_in_the_order_of_the_list(tmp_path: Path):
    text = """\
# Papers

## Seeing

| Paper | Code |
| --- | --- |
| [A first paper on seeing](https://example.org/a) | [Code](https://example.org/1) |

1. [A second paper on seeing](https://example.org/b)

- **A third paper on seeing** [PDF](https://example.org/c)

- **A fourth paper on seeing**
  [PDF](https://example.org/d)
"""

    (row,) = _report(tmp_path, text).sections

    assert row.shapes == ("T1", "N2", "L2", "L3")


def test_what_is_left_and_what_is_mended_is_told_by_line(tmp_path: Path):
    assert "\n".join(texts.lines(_report(tmp_path))) == snapshot("""\
6 entries in 2 sections; 33% of them are written back from their data alone, the others keep their text.

Not understood, and left as it is:
  README.md:17: a list item that names no work with a link to the web: “- Not a paper at all”

`listbot adopt README.md --repair` would mend:
  text that was decoded wrongly: line 15
  the count, kept true by a marker: line 3
  the contents, written anew with the anchors that headings have: line 7
  tracking parameters, taken off the links: 2 lines (12, 16)
  entries that only repeat an earlier one of their section: line 16\
""")


def test_the_pull_request_asks_what_only_a_maintainer_knows(tmp_path: Path):
    assert texts.body([_report(tmp_path)]) == snapshot("""\
This takes `README.md` over: 6 entries become a file each, and what listbot
will write from now on stands between markers.

- **The first commit adds marker lines and nothing else** to the README.
- The second one mends what nobody has to decide. Take it or leave it.
- 33% of the entries are written back from their data alone, byte for byte;
  the others keep their text until somebody edits them.

### What was understood

| Entries | Section | Order |
| ---: | --- | --- |
| 5 | Papers / Seeing | — |
| 1 | Papers / Hearing | — |

### What was not understood

These lines stay as they are. An entry among them can come in by the form.

- [ ] line 17, a list item that names no work with a link to the web: `- Not a paper at all`

### What the second commit mends

- text that was decoded wrongly: line 15
- the count, kept true by a marker: line 3
- the contents, written anew with the anchors that headings have: line 7
- tracking parameters, taken off the links: 2 lines (12, 16)
- entries that only repeat an earlier one of their section: line 16

### What only you can decide

Nothing of this was touched. Tick what is settled.

- [ ] line 13: “2020.1” of “A second paper on seeing” can be 2020-01 or 2020-10. It counts as the year alone; write the date so that it is clear. `ambiguous-date`
- [ ] line 14: The link “Code” of “A third paper on seeing” has no address. Add the address, or take it out. `empty-link`
- [ ] line 14: “A third paper on seeing” has the same link as “A first paper on seeing” in line 12: https\\://example.org/a If one of the two is a wrong paste, mend it. `shared-link`
""")


def test_a_list_without_damage_has_nothing_to_mend_and_no_questions(tmp_path: Path):
    report = _report(tmp_path, "# A\n\n- [B](https://example.org/b) - Text.\n")

    assert "###" not in texts.body([report]).partition("### What was understood")[2]
    assert "There is nothing to mend" in texts.body([report])


def test_scripts_get_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "README.md").write_text(_LIST, encoding="utf-8")

    file = str(tmp_path / "README.md")
    cli.run(["adopt", file, "--repo", str(tmp_path), "--dry-run", "--json"])

    told = json.loads(capsys.readouterr().out)
    assert [(row["entries"], row["order"]) for row in told["sections"]] == [
        (5, "none"),
        (1, "none"),
    ]
    assert [part["line"] for part in told["unread"]] == [17]
    assert {each["code"] for each in told["repairs"]} == {
        *("mojibake", "tracking-parameter", "repeated-entry", "dead-anchor"),
        "stale-count",
    }
    assert [file.name for file in tmp_path.iterdir()] == ["README.md"]
