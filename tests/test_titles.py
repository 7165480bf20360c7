"""Titles: one normal form, likeness as measured on labelled pairs, quick to find."""

import csv
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from listbot.catalog import title_index, titles
from listbot.catalog.abbreviations import abbreviated, written_out
from listbot.catalog.title_index import Near, alike_pairs, index_of, nearest
from listbot.catalog.titles import LIKELY, POSSIBLE, likeness, title_key

_WORDS = st.sampled_from(
    """
    a the for of Deep deep Learning Models model LLMs Qwen2.5 GPT-4 II iv + ++ (2023)
    [survey] 2024 2025 UNI: SGTR: SGTR+: α $\\alpha$ <i>x</i> &amp; & é ü Ω 日本語 模型
    العربية हिन्दी - — : ’ \u200b \u00ad ﬁ ① Large Language reinforcement learning
    """.split()  # noqa: SIM905 - words are easier to read than a list of strings
)
_TITLES = st.one_of(st.text(max_size=40), st.lists(_WORDS, max_size=9).map(" ".join))


@dataclass(frozen=True)
class Pair:
    label: str
    subtype: str
    one: str
    other: str

    @property
    def likeness(self) -> float:
        return likeness(self.one, self.other)


@given(_TITLES)
@example("")
@example("?!")
@example("\ud800")
def test_a_title_is_wholly_like_itself(title: str):
    assert likeness(title, title) == 1.0


@given(_TITLES, _TITLES)
@example("UNI: a model", "a model (2023)")
def test_likeness_does_not_ask_who_is_first(one: str, other: str):
    assert likeness(one, other) == likeness(other, one)
    assert 0.0 <= likeness(one, other) <= 1.0


@given(_TITLES)
def test_a_normal_form_is_its_own(title: str):
    once = title_key(title)

    assert title_key(once) == once


@given(st.lists(_TITLES, max_size=12, unique_by=title_key))
@example([""])
@example(["0&0&0::"])
def test_the_index_finds_every_alike_pair(many: list[str]):
    expected = {
        (one, other)
        for other in range(len(many))
        for one in range(other)
        if likeness(many[one], many[other]) >= POSSIBLE
    }

    found = alike_pairs(index_of(many), at_least=POSSIBLE)

    assert {(one, other) for one, other, _ in found} == expected


@given(st.lists(_WORDS, max_size=9))
def test_abbreviating_twice_changes_nothing(words: list[str]):
    once = abbreviated(title_key(" ".join(words)).split())

    assert abbreviated(once) == once
    assert abbreviated(written_out(once)) == once


@pytest.mark.parametrize(
    "spelling",
    [
        pytest.param("SELF-SUPERVISED LEARNING & THE LIONS SHARE", id="capitals"),
        pytest.param(
            "Self‐supervised  learning and the lion’s share.", id="typography"
        ),
        pytest.param(
            "**Self-supervised** learning & the `lion's` share", id="Markdown"
        ),
        pytest.param(
            "<i>Self-supervised</i> learning &amp; the lion's share", id="HTML"
        ),
        pytest.param("$Self$-supervised \\emph{learning} & the lion's share", id="TeX"),
        pytest.param(
            "Self-super\u00advised lear\u200bning & the lion's share", id="invisible"
        ),
        pytest.param("Ｓelf-supervised learning ＆ the lion's share", id="full width"),
        pytest.param("Sélf-supervised learning & thê lion's share", id="accents"),
        pytest.param(
            ":fire: Self-supervised learning & the lion's share 🔥", id="emoji"
        ),
    ],
)
def test_spellings_of_one_title_have_one_form(spelling: str):
    assert title_key(spelling) == "self supervised learning and the lions share"


@pytest.mark.parametrize(
    ("title", "key"),
    [
        pytest.param("SGTR+: C++ 20", "sgtr+ c++ 20", id="plus signs stay"),
        pytest.param("$\\alpha$-VAE and A$^2$RD", "α vae and a2rd", id="TeX"),
        pytest.param("α-VAE and A²RD", "α vae and a2rd", id="the same in Unicode"),
        pytest.param("Ⅳ: ٢٠٢٤年", "iv 2024年", id="numbers of other scripts"),
        pytest.param("がくしゅう", "がくしゅう", id="Japanese marks stay"),
        pytest.param("йога", "йога", id="Cyrillic letters stay"),
        pytest.param("हिन्दी", "हिन्दी", id="Indic vowels stay"),
        pytest.param("¿¡…!?", "¿¡...!?", id="nothing but punctuation"),
    ],
)
def test_normal_forms(title: str, key: str):
    assert title_key(title) == key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("UNI: Seeing tissue", "Seeing tissue", id="a name in front"),
        pytest.param("Seeing tissue (CVPR 2024)", "Seeing tissue", id="a bracket"),
        pytest.param("Seeing tissue, 2024", "Seeing tissue", id="a year"),
        pytest.param(
            "LLMs that see", "Large Language Models that see", id="an abbreviation"
        ),
        pytest.param(
            "Compressed binary attention networks for slides of tissue",
            "Compressed binary attention network for slides of tissue",
            id="a plural",
        ),
        pytest.param(
            "Tumour segmentation by colour normalisation of labelled fibres",
            "Tumor segmentation by color normalization of labeled fibers",
            id="British and American",
        ),
        pytest.param(
            "Towards personalised paediatric haematology programmes",
            "Toward personalized pediatric hematology programs",
            id="British with vowels",
        ),
        pytest.param(
            "Self-supervized learning for histopatology of slides",
            "Self-supervised learning for histopathology of slides",
            id="slips of the pen",
        ),
        pytest.param("[CVPR 2024] Seeing tissue", "Seeing tissue", id="a venue first"),
        pytest.param("[2401.04079v2] Seeing tissue", "Seeing tissue", id="a tab's id"),
        pytest.param("(PDF) Seeing tissue", "Seeing tissue", id="a search engine's"),
        pytest.param("Seeing tissue | Nature Medicine", "Seeing tissue", id="a tab's"),
        pytest.param(
            "Slides that predict treatment-response",
            "Slides that predicts treatment response",
            id="a word like a reply",
        ),
        pytest.param("SlideX – Seeing tissue", "Seeing tissue", id="a dash"),
        pytest.param(
            "Seeing whole slides of tissue with a survey :fire",
            "Seeing whole slides of tissue with a survey",
            id="half an emoji",
        ),
        pytest.param(
            "SlideX: Guided attention for slides",
            "SlideX: Aided attention for slides",
            id="the same coined name",
        ),
    ],
)
def test_likely_titles(one: str, other: str):
    assert likeness(one, other) >= LIKELY


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            "SlideX: Guided attention for whole slides of tissue",
            "SlideY: Guided attention for whole slides of tissue",
            id="different names",
        ),
        pytest.param(
            "Seeing whole slides of tissue with transformers",
            "Seeing whole slides of soft tissue with transformers",
            id="a word more",
        ),
        pytest.param(
            "Unsupervised domain adaptation for slides of tissue",
            "Supervised domain adaptation for slides of tissue",
            id="the contrary",
        ),
        pytest.param(
            "Preoperative prediction of survival in patients with glioma",
            "Postoperative prediction of survival in patients with glioma",
            id="before and after",
        ),
        pytest.param(
            "Micro-expression recognition in the wild by attention",
            "Macro-expression recognition in the wild by attention",
            id="small and large",
        ),
        pytest.param(
            "Male fertility prediction from slides of tissue",
            "Female fertility prediction from slides of tissue",
            id="other patients",
        ),
        pytest.param(
            "Scaling ViT-B for classification of whole slides",
            "Scaling ViT-L for classification of whole slides",
            id="another size",
        ),
        pytest.param(
            "A two-billion parameter model for slides of tissue",
            "A two-million parameter model for slides of tissue",
            id="another number",
        ),
        pytest.param(
            "Text-to-image generation with diffusion models",
            "Image-to-text generation with diffusion models",
            id="the other way round",
        ),
        pytest.param(
            "Advances in seeing slides of tissue I",
            "Advances in seeing slides of tissue V",
            id="parts of one letter",
        ),
        pytest.param(
            "Seeing whole slides of tissue",
            "Seeing whole slides of tissue: a study of attention",
            id="no subtitle",
        ),
        pytest.param(
            "基于深度学习的病理图像分割方法研究与应用综述以及肺癌筛查系统设计",
            "基于深度学习的病理图像分割方法研究与应用综述以及胃癌筛查系统设计",
            id="another organ in Chinese",
        ),
        pytest.param(
            "Challenge of seeing tissue 2023",
            "Challenge of seeing tissue 2024",
            id="another year",
        ),
    ],
)
def test_possible_titles_that_are_not_likely(one: str, other: str):
    assert POSSIBLE <= likeness(one, other) < LIKELY


@pytest.mark.parametrize(
    "about",
    [
        "Corrigendum to: {}",
        "Erratum: {}",
        "Author Correction: {}",
        "Publisher’s correction: {}",
        "Retraction Note: {}",
        "RETRACTED: {}",
        "Reply to: {}",
        "Comment on “{}”",
        "Response to {}",
        "Editorial: {}",
        "[Re] {}",
        "Supplementary material: {}",
        "{} [Re]",
        "{} (Supplementary Material)",
        "{} – Authors’ reply",
    ],
)
def test_what_is_about_a_work_is_not_likely_that_work(about: str):
    title = "Seeing whole slides of tissue with transformers"

    assert likeness(about.format(title), title) < LIKELY
    assert likeness(about.format(title), about.format(title)) == 1.0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            "Seeing slides (Part III)",
            "Seeing slides (Part IV)",
            id="parts in brackets",
        ),
        pytest.param("Seeing slides (Part II)", "Seeing slides", id="one part"),
        pytest.param(
            "Qwen2.5-VL technical report", "Qwen3-VL technical report", id="version"
        ),
        pytest.param("SGTR for scene graphs", "SGTR+ for scene graphs", id="plus"),
        pytest.param(
            "Learning to see, part II", "Learning to see, part III", id="roman"
        ),
        pytest.param(
            "Learning in 2D with ease", "Learning in 3D with ease", id="dimension"
        ),
        pytest.param("Seeing tissue", "Hearing hearts", id="another title"),
        pytest.param("", "Seeing tissue", id="no title"),
    ],
)
def test_titles_that_are_not_alike(one: str, other: str):
    assert likeness(one, other) < POSSIBLE


def test_the_nearest_titles_come_first():
    many = [
        "Hearing hearts",
        "Seeing tissue with transformation",
        "UNI: Seeing tissue with transformers",
        "Seeing tissue with the transformers",
        "Seeing tissue with transformers (CVPR 2024)",
    ]

    found = nearest("Seeing tissue with transformers", many, limit=3)

    assert [near.place for near in found] == [2, 4, 3]
    assert found[0] == Near(2, 1.0)
    assert [near.likeness for near in found] == sorted(
        (near.likeness for near in found), reverse=True
    )


def test_an_abbreviation_does_not_hide_a_title():
    index = index_of(["Watermarks for large language models"])

    assert [near.place for near in nearest("Watermarks for LLMs", index)] == [0]


@pytest.mark.parametrize(
    "title",
    [
        pytest.param("(" * 32_000 + ")" * 32_000, id="brackets"),
        pytest.param("<a" * 32_000, id="tags"),
        pytest.param("$\\alpha" * 9_000, id="TeX"),
        pytest.param(": " * 32_000, id="names"),
        pytest.param("\u0301" * 64_000, id="accents"),
        pytest.param("\ufdfa" * 64_000, id="what grows when folded"),
        pytest.param("ivx" * 21_000, id="roman numerals"),
        pytest.param(" " * 64_000 + "x", id="blanks"),
    ],
)
def test_hostile_titles_take_no_time(title: str):
    start = time.perf_counter()

    likeness(title, "Seeing tissue")
    nearest(title, ["Seeing tissue"])

    assert time.perf_counter() - start < 0.5


def _catalog_of(count: int) -> list[str]:
    what = "attention diffusion pretraining distillation prompting retrieval".split()  # noqa: SIM905 - words
    where = "slides tissue radiology genomics speech robots graphs proteins".split()  # noqa: SIM905 - words
    return [
        f"Project{n:x}: {what[n % 6]} number {n} for {where[n % 8]} with transformers"
        for n in range(count)
    ]


def test_one_title_is_looked_for_among_ten_thousand():
    index = index_of(_catalog_of(10_000))
    start = time.process_time()

    found = nearest("Retrieval number 77 for robots with transformers", index)

    assert time.process_time() - start < 0.05
    assert len(found) <= 3


@pytest.fixture(scope="module")
def pairs(corpus: Path) -> Sequence[Pair]:
    with (corpus / "title_pairs.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Pair(row["label"], row["subtype"], row["title_a"], row["title_b"])
            for row in rows
        ]


def _variants(pairs: Sequence[Pair]) -> list[Pair]:
    """Return works under two titles that say the same in other words."""
    kinds = {"same-id variant", "cross-id preprint/published variant"}
    return [
        pair
        for pair in pairs
        if pair.subtype in kinds and title_key(pair.one) != title_key(pair.other)
    ]


def _share(pairs: Sequence[Pair], at_least: float) -> float:
    return sum(pair.likeness >= at_least for pair in pairs) / len(pairs)


@pytest.mark.corpus
def test_likely_titles_are_hardly_ever_of_different_works(pairs: Sequence[Pair]):
    variants = _variants(pairs)
    different = [pair for pair in pairs if pair.label == "different"]

    right = sum(pair.likeness >= LIKELY for pair in variants)
    wrong = sum(pair.likeness >= LIKELY for pair in different)

    assert right / (right + wrong) >= 0.95
    assert right / len(variants) >= 0.66


@pytest.mark.corpus
def test_possible_titles_are_nine_of_ten(pairs: Sequence[Pair]):
    assert _share(_variants(pairs), POSSIBLE) >= 0.9


@pytest.mark.corpus
def test_no_two_works_that_are_hard_to_tell_apart_have_one_form(pairs: Sequence[Pair]):
    same_form = [
        pair
        for pair in pairs
        if pair.label == "different" and title_key(pair.one) == title_key(pair.other)
    ]

    assert same_form == []


@pytest.mark.corpus
def test_the_filter_lets_every_alike_pair_pass(pairs: Sequence[Pair]):
    missed = [
        pair
        for pair in pairs
        if pair.likeness >= POSSIBLE
        and not title_index.passing(pair.one, index_of([pair.other]))
    ]

    assert missed == []


def test_what_people_shorten_a_title_to_is_part_of_it():
    long = titles.read_title("Buffer of Thoughts: Reasoning of large models")

    assert titles.is_part(titles.read_title("Buffer of Thoughts"), long)
    assert titles.is_part(long, titles.read_title("Reasoning of Large Models"))
    assert not titles.is_part(titles.read_title("Reasoning"), long)
    assert not titles.is_part(titles.read_title(""), long)
