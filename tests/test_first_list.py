"""The list that listbot was made for: what taking it over says, word for word."""
# ruff: noqa: E501 - findings are compared whole, a line each

import json
import shutil
from pathlib import Path

import pytest
from inline_snapshot import snapshot

from command import files_in, listbot

pytestmark = pytest.mark.corpus


@pytest.fixture
def repo(corpus: Path, tmp_path: Path) -> Path:
    shutil.copy(corpus / "seed.md", tmp_path / "README.md")
    return tmp_path


def test_every_defect_is_named_with_its_line_and_the_next_step(repo: Path):
    before = files_in(repo)
    words = ("adopt", repo / "README.md", "--dry-run", "--json", "--repo", repo)

    done = listbot(*words)

    made = json.loads(done.out)
    told = [
        f"{found['line']} {found['severity']} {found['code']}: "
        f"{found['message']} {found['hint']}"
        for found in made["findings"]
    ]
    assert (done.code, done.err, files_in(repo)) == (0, "", before)
    assert "\n".join(told) == snapshot("""\
28 warning stale-count: The text says 81, but 77 entries are on the list. Put a marker there, and listbot keeps the number true.
35 warning dead-anchor: The link “Large-scale Pre-trained Models” leads to #Large-scale-Pre-trained-Models, which is nowhere. The heading’s anchor is #large-scale-pre-trained-models.
36 warning dead-anchor: The link “Vision Foundation Models” leads to #Vision-Foundation-Models, which is nowhere. The heading’s anchor is #vision-foundation-models.
37 warning dead-anchor: The link “Visual Representation Learning Models” leads to #Visual-Representation-Learning-Models, which is nowhere. The heading’s anchor is #visual-representation-learning-models.
38 warning dead-anchor: The link “Task-specific Pre-trained Vision Models” leads to #Task-specific-Pre-trained-Vision-Models, which is nowhere. The heading’s anchor is #task-specific-pre-trained-vision-models.
39 warning dead-anchor: The link “Multi-modal Foundation Models” leads to #Multi-modal-Foundation-Models, which is nowhere. The heading’s anchor is #multi-modal-foundation-models.
40 warning dead-anchor: The link “Multi-modal Representation Learning Models” leads to #Multi-modal-Representation-Learning-Models, which is nowhere. The heading’s anchor is #multi-modal-representation-learning-models.
41 warning dead-anchor: The link “Multi-modal Large Language Models” leads to #Multi-modal-Large-Language-Models, which is nowhere. The heading’s anchor is #multi-modal-large-language-models.
42 warning dead-anchor: The link “Task-specific Pre-trained Multi-modal Models” leads to #Task-specific-Pre-trained-Multi-modal-Models, which is nowhere. The heading’s anchor is #task-specific-pre-trained-multi-modal-models.
43 warning dead-anchor: The link “Adaptation of Foundation Models” leads to #Adaptation-of-Foundation-Models, which is nowhere. The heading’s anchor is #adaptation-of-foundation-models.
44 warning dead-anchor: The link “Pathological Classification” leads to #Pathological-Classification, which is nowhere. The heading’s anchor is #pathological-classification.
45 warning dead-anchor: The link “Pathological Component Segmentation” leads to #Pathological-Component-Segmentation, which is nowhere. The heading’s anchor is #pathological-component-segmentation.
46 warning dead-anchor: The link “Other applications” leads to #Other-applications, which is nowhere. The heading’s anchor is #other-applications.
57 warning mojibake: 293 lines have text that was decoded wrongly; the first is line 57, where “ðŸ“œ” should be “📜”. The repair mends each of them and changes nothing else.
59 warning tracking-parameter: The link “PDF” of “Scaling Vision Transformers to Gigapixel Images via Hierarc…” tracks its readers: “trk=public_post_comment-text”. Use https://openaccess.thecvf.com/content/CVPR2022/html/Chen_Scaling_Vision_Transformers_to_Gigapixel_Images_via_Hierarchical_Self-Supervised_Learning_CVPR_2022_paper.html instead.
69 warning tracking-parameter: The link “PDF” of “Benchmarking Self-Supervised Learning on Diverse Pathology …” tracks its readers: “ref=https://githubhelp.com”. Use https://openaccess.thecvf.com/content/CVPR2023/html/Kang_Benchmarking_Self-Supervised_Learning_on_Diverse_Pathology_Datasets_CVPR_2023_paper.html instead.
108 notice out-of-order: 1 of 18 entries under “Visual Representation Learning Models” stands out of date order (oldest first): line 108. They keep their places; new ones go where the fewest are wrong.
123 warning wrong-number: 63 of 77 numbers are wrong; the first is 14 in line 123, which should be 15. Numbers come from the places of the entries once listbot writes them.
128 warning repeated-entry: “Rotation-agnostic image representation learning for digital…” stands in its section already, in line 81. The repair takes it out if it adds nothing to the first; else put both into one.
133 warning missing-year: “Tissue Concepts: supervised foundation models in computatio…” has no year. Write the year into the entry, so that it gets its place by date.
138 warning missing-year: “A foundation model for generalizable cancer diagnosis and s…” has no year. Write the year into the entry, so that it gets its place by date.
149 warning missing-year: “SegAnyPath: A Foundation Model for Multi-resolution Stain-v…” has no year. Write the year into the entry, so that it gets its place by date.
163 warning tracking-parameter: The link “PDF” of “Visual Language Pretrained Multiple Instance Zero-Shot Tran…” tracks its readers: “ref=https://githubhelp.com”. Use https://openaccess.thecvf.com/content/CVPR2023/html/Lu_Visual_Language_Pretrained_Multiple_Instance_Zero-Shot_Transfer_for_Histopathology_Images_CVPR_2023_paper.html instead.
216 notice out-of-order: 1 of 15 entries under “Multi-modal Representation Learning Models” stands out of date order (oldest first): line 216. They keep their places; new ones go where the fewest are wrong.
250 notice cross-listing: “PathGen-1.6M: 1.6 Million Pathology Image-text Pairs Genera…” is also listed under “Multi-modal Representation Learning Models”, in line 206. It becomes one entry with both sections.
250 notice out-of-order: 1 of 7 entries under “Multi-modal Large Language Models” stands out of date order (oldest first): line 250. They keep their places; new ones go where the fewest are wrong.
265 notice cross-listing: “CPath-Omni: A Unified Multimodal Foundation Model for Patch…” is also listed under “Multi-modal Representation Learning Models”, in line 221. It becomes one entry with both sections.
303 warning repeated-entry: “Prompt-MIL: Boosting Multi-instance Learning Schemes via Ta…” stands in its section already, in line 294. The repair takes it out if it adds nothing to the first; else put both into one.
333 notice out-of-order: 1 of 15 entries under “Pathological Classification” stands out of date order (oldest first): line 333. They keep their places; new ones go where the fewest are wrong.
369 notice out-of-order: 1 of 11 entries under “Pathological Component Segmentation” stands out of date order (oldest first): line 369. They keep their places; new ones go where the fewest are wrong.
374 warning missing-year: “All-in-SAM: from Weak Annotation to Pixel-wise Nuclei Segme…” has no year. Write the year into the entry, so that it gets its place by date.
420 notice out-of-order: 1 of 8 entries under “Other Applications” stands out of date order (oldest first): line 420. They keep their places; new ones go where the fewest are wrong.
447 warning shared-link: “Distilled Prompt Learning for Incomplete Multimodal Surviva…” has the same link as “Interpretable Vision-Language Survival Analysis with Ordina…” in line 442: https://openreview.net/forum?id=trj2Jq8riA If one of the two is a wrong paste, mend it.\
""")


def test_people_are_told_the_same_with_file_and_line(repo: Path):
    words = ("adopt", repo / "README.md", "--repo", repo)
    found = json.loads(listbot(*words, "--dry-run", "--json").out)["findings"]

    lines = listbot(*words).out.splitlines()

    assert {
        f"README.md:{one['line']}: {one['severity']}: {one['message']} {one['hint']} "
        f"[{one['code']}]"
        for one in found
    } <= set(lines)
    assert lines[-1] == "82 files written."
