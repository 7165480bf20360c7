"""The list that listbot was born from, read whole."""
# ruff: noqa: E501 - findings are compared whole, a line each

import json
import subprocess
import sys
from pathlib import Path

import pytest
from inline_snapshot import snapshot

from listbot.text.readme import ListReading, read_list

pytestmark = pytest.mark.corpus


@pytest.fixture(scope="module")
def seed(corpus: Path) -> ListReading:
    return read_list((corpus / "seed.md").read_text("utf-8"))


def score(reading: ListReading, truth: Path, folder: Path) -> dict[str, object]:
    got = [
        {
            "title": entry.title,
            "urls": [{"label": each.label, "url": each.url} for each in entry.links],
            "section_path": entry.section,
            "year": entry.year,
            "date": entry.date and str(entry.date),
            "venue": entry.venue,
        }
        for entry in reading.entries
    ]
    (folder / "got.json").write_text(json.dumps(got))
    scorer = truth.parent / "score.py"
    ran = subprocess.run(
        [sys.executable, scorer, truth, folder / "got.json"],
        capture_output=True,
        check=True,
        text=True,
    )
    return json.loads(ran.stdout)


def test_every_entry_is_read_as_it_is(seed: ListReading, corpus: Path, tmp_path: Path):
    scored = score(seed, corpus / "truth" / "SEED.json", tmp_path)

    assert scored == {
        "truth": 77,
        "got": 77,
        "recall": 1.0,
        "precision": 1.0,
        "title": 1.0,
        "section": 1.0,
        "urls_all": 1.0,
        "urls_recall": 1.0,
        "year": 1.0,
        "date": None,
        "venue": 1.0,
        "missed": [],
        "extra": [],
    }


def test_every_defect_is_found_and_named(seed: ListReading):
    found = "\n".join(
        f"{finding.line} {finding.code}: {finding.message}" for finding in seed.findings
    )

    assert found == snapshot("""\
28 stale-count: The text says 81, but 77 entries are on the list.
35 dead-anchor: The link “Large-scale Pre-trained Models” leads to #Large-scale-Pre-trained-Models, which is nowhere.
36 dead-anchor: The link “Vision Foundation Models” leads to #Vision-Foundation-Models, which is nowhere.
37 dead-anchor: The link “Visual Representation Learning Models” leads to #Visual-Representation-Learning-Models, which is nowhere.
38 dead-anchor: The link “Task-specific Pre-trained Vision Models” leads to #Task-specific-Pre-trained-Vision-Models, which is nowhere.
39 dead-anchor: The link “Multi-modal Foundation Models” leads to #Multi-modal-Foundation-Models, which is nowhere.
40 dead-anchor: The link “Multi-modal Representation Learning Models” leads to #Multi-modal-Representation-Learning-Models, which is nowhere.
41 dead-anchor: The link “Multi-modal Large Language Models” leads to #Multi-modal-Large-Language-Models, which is nowhere.
42 dead-anchor: The link “Task-specific Pre-trained Multi-modal Models” leads to #Task-specific-Pre-trained-Multi-modal-Models, which is nowhere.
43 dead-anchor: The link “Adaptation of Foundation Models” leads to #Adaptation-of-Foundation-Models, which is nowhere.
44 dead-anchor: The link “Pathological Classification” leads to #Pathological-Classification, which is nowhere.
45 dead-anchor: The link “Pathological Component Segmentation” leads to #Pathological-Component-Segmentation, which is nowhere.
46 dead-anchor: The link “Other applications” leads to #Other-applications, which is nowhere.
57 mojibake: 293 lines have text that was decoded wrongly; the first is line 57, where “ðŸ“œ” should be “📜”.
59 tracking-parameter: The link “PDF” of “Scaling Vision Transformers to Gigapixel Images via Hierarc…” tracks its readers: “trk=public_post_comment-text”.
69 tracking-parameter: The link “PDF” of “Benchmarking Self-Supervised Learning on Diverse Pathology …” tracks its readers: “ref=https://githubhelp.com”.
108 out-of-order: 1 of 18 entries under “Visual Representation Learning Models” stands out of date order (oldest first): line 108.
123 wrong-number: 63 of 77 numbers are wrong; the first is 14 in line 123, which should be 15.
128 repeated-entry: “Rotation-agnostic image representation learning for digital…” stands in its section already, in line 81.
133 missing-year: “Tissue Concepts: supervised foundation models in computatio…” has no year.
138 missing-year: “A foundation model for generalizable cancer diagnosis and s…” has no year.
149 missing-year: “SegAnyPath: A Foundation Model for Multi-resolution Stain-v…” has no year.
163 tracking-parameter: The link “PDF” of “Visual Language Pretrained Multiple Instance Zero-Shot Tran…” tracks its readers: “ref=https://githubhelp.com”.
216 out-of-order: 1 of 15 entries under “Multi-modal Representation Learning Models” stands out of date order (oldest first): line 216.
250 cross-listing: “PathGen-1.6M: 1.6 Million Pathology Image-text Pairs Genera…” is also listed under “Multi-modal Representation Learning Models”, in line 206.
250 out-of-order: 1 of 7 entries under “Multi-modal Large Language Models” stands out of date order (oldest first): line 250.
265 cross-listing: “CPath-Omni: A Unified Multimodal Foundation Model for Patch…” is also listed under “Multi-modal Representation Learning Models”, in line 221.
303 repeated-entry: “Prompt-MIL: Boosting Multi-instance Learning Schemes via Ta…” stands in its section already, in line 294.
333 out-of-order: 1 of 15 entries under “Pathological Classification” stands out of date order (oldest first): line 333.
369 out-of-order: 1 of 11 entries under “Pathological Component Segmentation” stands out of date order (oldest first): line 369.
374 missing-year: “All-in-SAM: from Weak Annotation to Pixel-wise Nuclei Segme…” has no year.
420 out-of-order: 1 of 8 entries under “Other Applications” stands out of date order (oldest first): line 420.
447 shared-link: “Distilled Prompt Learning for Incomplete Multimodal Surviva…” has the same link as “Interpretable Vision-Language Survival Analysis with Ordina…” in line 442: https://openreview.net/forum?id=trj2Jq8riA\
""")


def test_dead_anchors_are_told_where_they_should_lead(seed: ListReading):
    hints = [each.hint for each in seed.findings if each.code == "dead-anchor"]

    assert hints[0] == "The heading’s anchor is #large-scale-pre-trained-models."
    assert len(hints) == 12


def test_the_list_counts_through_and_is_kept_oldest_first(seed: ListReading):
    orders = {section.order for section in seed.sections if section.runs}

    assert seed.counting == "continuous"
    assert orders == {"date", "none"}


def test_markers_can_go_around_the_entries_of_each_section(seed: ListReading):
    runs = [(run.first, run.last) for each in seed.sections for run in each.runs]

    assert runs == [
        (57, 141),
        (144, 152),
        (161, 234),
        (241, 273),
        (277, 280),
        (289, 360),
        (365, 414),
        (420, 454),
    ]


def test_lines_back_to_the_contents_are_known(seed: ListReading):
    assert seed.return_lines == (154, 236, 283)
    assert seed.contents is not None
    assert (seed.contents.first, seed.contents.last) == (35, 46)
