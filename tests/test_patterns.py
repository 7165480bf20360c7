"""A maintainer's expressions: Python's meaning, without Python's worst cases."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listbot.text.patterns import fits

_EXPRESSIONS = [
    *("a|b", "(a|b)+", "[ab]{2,3}", "a?b*", "[^a]+", r"\w+\.\w*", "(?i)AB", "", r"\S+"),
    *("(?=a)a.*", r"(a)\1", "(?<!a)b+", r"a\Z"),
]


@pytest.mark.parametrize("pattern", _EXPRESSIONS)
@given(text=st.text(alphabet="abAB .\n", max_size=6))
def test_expressions_mean_what_python_says(pattern: str, text: str):
    assert fits(pattern, text, key="venue") == bool(re.fullmatch(pattern, text))


@pytest.mark.parametrize("pattern", ["([a-z0-9]+)*@", "(a|a)*b", "(a*)*c", "(.*)(.*)x"])
def test_the_worst_answer_takes_no_time(pattern: str):
    started = time.process_time()

    assert not fits(pattern, "a" * 500, key="venue")

    assert time.process_time() - started < 1
