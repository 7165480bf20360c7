"""Which characters a text keeps when nobody would see them."""

import pytest
from hypothesis import given

from listbot.text.characters import clean, clean_lines
from strangers import texts


@given(texts)
def test_cleaning_twice_changes_nothing(text: str):
    assert clean(clean(text)) == clean(text)
    assert clean_lines(clean_lines(text)) == clean_lines(text)


@given(texts)
def test_a_clean_text_is_one_line_that_can_be_written(text: str):
    cleaned = clean(text)

    assert cleaned.split() == cleaned.split(" ") or not cleaned
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("👩‍🔬 ❤️‍🔥 🏳️‍🌈", id="joined emoji"),
        pytest.param("1️⃣ #️⃣ ©️", id="keycaps"),
        pytest.param("👍🏽", id="skin"),
        pytest.param(
            "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", id="flag"
        ),
        pytest.param("می‌خواهم", id="Persian"),
        pytest.param("ക്‍ഷ", id="Malayalam"),
        pytest.param("葛\U000e0100", id="variant of a character"),
        pytest.param("Việt Nam, zażółć, Ελλάς", id="accents"),
        pytest.param("e\u0301\u0302", id="two marks"),
        pytest.param("\ue000", id="private use"),
    ],
)
def test_what_scripts_and_emoji_need_stays(text: str):
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        pytest.param("a\u200db \u200cc", "ab c", id="joiners between letters"),
        pytest.param("a\ufe0fb\ufe0f", "ab", id="variants of letters"),
        pytest.param("a\x00b\x1bc\x7fd\x9fe", "abcde", id="controls"),
        pytest.param("a\u00adb\u200bc\u2060d\ufeffe", "abcde", id="of no width"),
        pytest.param("a\u202eb\u2066c\u200fd\u061ce", "abcde", id="directions"),
        pytest.param("a\U000e0041\U000e0042b", "ab", id="tags that hide a message"),
        pytest.param("a\u115fb\u3164c\uffa0d\u034fe", "abcde", id="fillers"),
        pytest.param("a\u2800b\u3000c\xa0d", "a b c d", id="wide blanks"),
        pytest.param("a\r\nb\u2028c\x85d\x0be\tf", "a b c d e f", id="line ends"),
        pytest.param("a\ud800b", "ab", id="half a character"),
        pytest.param("a\ufffeb\U0010ffffc", "abc", id="no characters"),
        pytest.param("a" + "\u0301" * 50, "a" + "\u0301" * 6, id="heap of marks"),
        pytest.param(" \u200b ", "", id="nothing at all"),
    ],
)
def test_what_nobody_sees_goes(text: str, cleaned: str):
    assert clean(text) == cleaned


def test_lines_stay_lines():
    text = "a\r\n  b\rc\u2028d\x0b\te\u200b\x00\n"

    assert clean_lines(text) == "a\n  b\nc\nd\n\te\n"
