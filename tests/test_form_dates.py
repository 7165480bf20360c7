"""Dates as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listbot.catalog.dates import PartialDate
from listbot.catalog.model import Finding
from listbot.text.form_dates import read_date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        pytest.param("2024", PartialDate(2024), id="year"),
        pytest.param("2024-05", PartialDate(2024, 5), id="month"),
        pytest.param(" 2024-05-01 ", PartialDate(2024, 5, 1), id="day"),
    ],
)
def test_the_three_forms_are_read(text: str, date: PartialDate):
    assert read_date(text, field="date") == date


@pytest.mark.parametrize(
    ("text", "question"),
    [
        pytest.param(
            "05/06/2024", "Did you mean 2024-05-06 or 2024-06-05? ", id="both"
        ),
        pytest.param("13/06/2024", "Did you mean 2024-06-13? ", id="day first"),
        pytest.param("06/13/2024", "Did you mean 2024-06-13? ", id="month first"),
        pytest.param("2024/5/1", "Did you mean 2024-05-01? ", id="slashes"),
        pytest.param("2024-5", "Did you mean 2024-05? ", id="no zero"),
        pytest.param("05/2024", "Did you mean 2024-05? ", id="month and year"),
        pytest.param("2020.1", "Did you mean 2020-01 or 2020-10? ", id="lost zero"),
        pytest.param("2020.2", "Did you mean 2020-02? ", id="point"),
        pytest.param("May 2024", "Did you mean 2024-05? ", id="month by name"),
        pytest.param("Sept. 1, 2024", "Did you mean 2024-09-01? ", id="American"),
        pytest.param("1 September 2024", "Did you mean 2024-09-01? ", id="British"),
        pytest.param("2024年5月", "Did you mean 2024-05? ", id="Chinese"),
        pytest.param("CVPR 2024", "Did you mean 2024? ", id="a venue"),
        pytest.param("2023/2024", "", id="two years"),
        pytest.param("24-05-01", "", id="short year"),
        pytest.param("2024-02-31", "", id="not in the calendar"),
        pytest.param("last spring", "", id="words"),
        pytest.param("２０２４", "", id="digits of another script"),
        pytest.param("May " * 20 + "2024", "", id="long"),
    ],
)
def test_everything_else_is_asked_about(text: str, question: str):
    found = read_date(text, field="date")

    assert isinstance(found, Finding)
    assert found.code == "bad-date"
    assert found.field == "date"
    assert found.hint == (
        f"{question}Write 2024, 2024-05 or 2024-05-01: as precise as you know it."
    )


def test_the_date_is_quoted():
    found = read_date("05/06/2024", field="date")

    assert isinstance(found, Finding)
    assert found.message == "“05/06/2024” is not a date that can be read."


@given(st.text() | st.text("0123456789-/. May", max_size=12))
def test_a_date_is_read_as_it_stands_or_asked_about(text: str):
    read = read_date(text, field="date")

    assert isinstance(read, Finding) or str(read) == text.strip()
