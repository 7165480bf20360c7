"""Words that are one, and words that only look it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listbot.catalog.spellings import are_one, folded

_LETTERS = st.text("abceiloru", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("organisations", "organization"),
        ("generalised", "generalized"),
        ("analysing", "analyzing"),
        ("behavioural", "behavioral"),
        ("tumours", "tumor"),
        ("leukaemia", "leukemia"),
        ("oesophagus", "esophagus"),
        ("foetal", "fetal"),
        ("modelling", "modeling"),
        ("programmes", "program"),
        ("fibres", "fiber"),
        ("centre", "center"),
    ],
)
def test_words_have_one_spelling(british: str, american: str):
    assert folded(british) == folded(american) == american


@pytest.mark.parametrize("word", ["four", "bias", "class", "this", "pose", "écoles"])
def test_short_and_foreign_words_stay(word: str):
    assert folded(word) == word


@pytest.mark.parametrize(
    ("word", "slip"),
    [
        pytest.param("adversarial", "adverserial", id="a letter"),
        pytest.param("histopathology", "histopatology", id="one left out"),
        pytest.param("hierarchical", "heirarchical", id="two exchanged"),
        pytest.param("instruction", "lnstruction", id="off a scan"),
        pytest.param("обучение", "обученее", id="Russian"),
    ],
)
def test_a_slip_of_the_pen_is_the_same_word(word: str, slip: str):
    assert are_one(word, slip)


@pytest.mark.parametrize(
    ("word", "other"),
    [
        pytest.param("supervised", "unsupervised", id="un"),
        pytest.param("online", "offline", id="off"),
        pytest.param("interoperative", "intraoperative", id="intra"),
        pytest.param("hypertension", "hypotension", id="hypo"),
        pytest.param("retinal", "renal", id="organs"),
        pytest.param("lung", "lunge", id="short words"),
        pytest.param("billion", "million", id="numbers"),
        pytest.param("肺癌图像分析研究", "胃癌图像分析研究", id="ideographs"),
    ],
)
def test_other_words_are_not(word: str, other: str):
    assert not are_one(word, other)
    assert not are_one(other, word)


@given(_LETTERS, _LETTERS)
def test_words_are_one_both_ways(word: str, other: str):
    assert are_one(word, other) == are_one(other, word)
