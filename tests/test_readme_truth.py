"""Lists with known truth, read and scored: what a maintainer would count by hand."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from listbot.text.readme import ListReading, read_list

if TYPE_CHECKING:
    from collections.abc import Collection

pytestmark = pytest.mark.corpus

_SCORER = Path(__file__).parents[2] / "shared/corpus/truth/score.py"
_OWN = Path(__file__).parent / "data/readme_truth"
_AT_LEAST = {
    "recall": 0.99,
    "precision": 0.99,
    "title": 0.98,
    "section": 0.99,
    "urls_all": 0.98,
    "year": 0.97,
    "venue": 0.9,
}


def scored(
    reading: ListReading, truth: Path, folder: Path, only: Collection[str] = ()
) -> dict[str, float | None]:
    """Return the shares that the collection's own scorer finds right.

    *truth* lies beside the scorer, or in *folder*; *only* names the sections it is of.
    """
    got = [
        {
            "title": entry.title,
            "urls": [{"label": each.label, "url": each.url} for each in entry.links],
            "section_path": entry.headings_first,
            "year": entry.year,
            "date": entry.date and str(entry.date),
            "venue": entry.venue,
        }
        for entry in reading.entries
        if not only or entry.section[-1] in only
    ]
    (folder / "got.json").write_text(json.dumps(got))
    ran = subprocess.run(
        [sys.executable, _SCORER, truth, folder / "got.json"],
        capture_output=True,
        check=True,
        text=True,
    )
    return json.loads(ran.stdout)


def short(scores: dict[str, float | None]) -> dict[str, float | None]:
    """Return what falls short of the promise; a list without venues has no score."""
    return {
        name: score
        for name, score in scores.items()
        if name in _AT_LEAST
        if score is not None and score < _AT_LEAST[name]
    }


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("0PandaDEV__awesome-windows", id="items with a description"),
        pytest.param("akullpp__awesome-java", id="folds that hold headings"),
        pytest.param(
            "xmindflow__Awesome-Foundation-Models-in-Medical-Imaging",
            id="paragraphs with hard breaks",
        ),
    ],
)
def test_lists_are_read_as_they_are(name: str, corpus: Path, tmp_path: Path):
    text = (corpus / "readmes" / f"{name}.md").read_text("utf-8")

    scores = scored(read_list(text), corpus / "truth" / f"{name}.json", tmp_path)

    assert short(scores) == {}


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(
            "XuexiongLuoMQ__Awesome-Brain-Graph-Learning-with-GNNs", id="rows of tables"
        ),
        pytest.param(
            "benedekrozemberczki__awesome-graph-classification@deep_learning",
            id="items with fields below",
        ),
    ],
)
def test_lists_whose_truth_we_wrote_are_read_as_they_are(
    name: str, corpus: Path, tmp_path: Path
):
    with (_OWN / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    truth = tmp_path / "truth.json"
    truth.write_text(
        json.dumps(
            [
                {
                    "title": row["title"],
                    "urls": row["urls"].split(" "),
                    "section_path": [row["section"]],
                    "years_acceptable": [int(row["year"])],
                    "venue": row["venue"],
                    "line": 0,
                }
                for row in rows
            ]
        )
    )
    reading = read_list((corpus / "readmes" / f"{name}.md").read_text("utf-8"))

    scores = scored(reading, truth, tmp_path, {row["section"] for row in rows})

    assert short(scores) == {}
