"""What somebody wrote is quoted visibly, and guessed at kindly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listbot.catalog import wording


@given(st.text(st.characters(exclude_categories=()), max_size=100))
def test_a_quote_is_one_short_visible_line(text: str):
    shown = wording.quoted(text)

    assert shown.startswith("“")
    assert shown.endswith("”")
    assert shown[1:-1].isprintable()
    assert len(shown) <= 2 + 60 * len("\\U0010ffff")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("a b", "“a b”", id="a text"),
        pytest.param("", "“”", id="nothing"),
        pytest.param("a\nb\x02", "“a\\nb\\x02”", id="invisible characters"),
        pytest.param("a\xa0b", "“a\\xa0b”", id="a blank in disguise"),
        pytest.param("x" * 60, f"“{'x' * 60}”", id="just short enough"),
        pytest.param("x" * 61, f"“{'x' * 59}…”", id="too long"),
    ],
)
def test_a_quoted_text(text: str, shown: str):
    assert wording.quoted(text) == shown


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        pytest.param([], "", id="none"),
        pytest.param(["a"], "a", id="one"),
        pytest.param(["a", "b"], "a or b", id="two"),
        pytest.param(["a", "b", "c"], "a, b or c", id="three"),
    ],
)
def test_words_in_a_sentence(words: list[str], sentence: str):
    assert wording.listed(words) == sentence
    assert wording.listed(words, last="and") == sentence.replace(" or ", " and ")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        pytest.param("titel", "title", id="letters swapped"),
        pytest.param("TITLE", "title", id="other case"),
        pytest.param("pdf", "PDF", id="other case in the known word"),
        pytest.param("colour", None, id="nothing like it"),
        pytest.param("", None, id="nothing"),
        pytest.param("title" * 100_000, None, id="a very long word"),
    ],
)
def test_the_nearest_known_word(word: str, meant: str | None):
    known = ["title", "date", "PDF"]

    assert wording.nearest(word, known) == meant
    question = f"Did you mean “{meant}”?" if meant else ""
    assert wording.did_you_mean(word, known) == question


@pytest.mark.parametrize(
    "word",
    [
        pytest.param("vision models", id="its last step, and other case"),
        pytest.param("Models / Vision modles", id="the whole path, mistyped"),
    ],
)
def test_a_section_is_also_known_by_the_last_step_of_its_path(word: str):
    known = ["Models", "Models / Vision models", "Models / Language models"]

    assert wording.nearest(word, known) == "Models / Vision models"


def test_the_nearest_known_word_is_shown_whole():
    known = "A section with a title " + "of many words " * 10

    assert wording.did_you_mean(known + "!", [known]) == f"Did you mean “{known}”?"


_MANY = [
    "Models",
    *(f"Models / {kind} models" for kind in ("Vision", "Language", "Sound", "Video")),
    "Data",
    *(f"Data / {kind}" for kind in ("Pictures", "Books", "Films")),
    "Opinions",
]


@pytest.mark.parametrize(
    ("typed", "options", "said"),
    [
        pytest.param(
            "Modles",
            ["Models", "Data"],
            "Did you mean “Models”? Choose from “Models” or “Data”.",
            id="few",
        ),
        pytest.param(
            "Cooking", ["Models", "Data"], "Choose from “Models” or “Data”.", id="none"
        ),
        pytest.param(
            "Video modles",
            _MANY,
            "Did you mean “Models / Video models”? There are also “Models / Vision "
            "models”, “Models / Sound models”, “Models”, “Models / Language models”, "
            "“Data / Films” and 4 more.",
            id="the nearest of many",
        ),
        pytest.param(
            "Moving pictures of the sea and its shores",
            _MANY,
            "Choose from “Data / Pictures” and 9 more.",
            id="those with a word of it",
        ),
        pytest.param(
            "Qwxzq",
            [str(number) for number in range(28)],
            "Choose from "
            + ", ".join(f"“{number}”" for number in range(25))
            + " and 3 more.",
            id="more than anybody reads",
        ),
    ],
)
def test_a_choice_names_what_was_meant_and_what_there_is(
    typed: str, options: list[str], said: str
):
    assert wording.choice(typed, options) == said
