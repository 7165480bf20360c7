"""Dates as people type them."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listbot.catalog.dates import PartialDate
from listbot.catalog.model import Finding
from listbot.text.form_dates import read_date
from listbot.text.month_names import month_of


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
    ("text", "date"),
    [
        pytest.param("2024/5/1", "2024-05-01", id="slashes"),
        pytest.param("2024.05.01", "2024-05-01", id="points"),
        pytest.param("20240501", "2024-05-01", id="nothing between"),
        pytest.param("2024-5", "2024-05", id="no zero"),
        pytest.param("2024.05", "2024-05", id="a point"),
        pytest.param("05/2024", "2024-05", id="month and year"),
        pytest.param("2024-05-01T10:30:00Z", "2024-05-01", id="with the time"),
        pytest.param("May 2024", "2024-05", id="month by name"),
        pytest.param("Sept. 1, 2024", "2024-09-01", id="American"),
        pytest.param("1st of September 2024", "2024-09-01", id="British"),
        pytest.param("2024 Mar 05", "2024-03-05", id="year first"),
        pytest.param("MÄRZ 2024", "2024-03", id="German"),
        pytest.param("1er août 2024", "2024-08-01", id="French"),
        pytest.param("5 de marzo de 2024", "2024-03-05", id="Spanish"),
        pytest.param("março 2024", "2024-03", id="Portuguese"),
        pytest.param("luglio 2024", "2024-07", id="Italian"),
        pytest.param("5 mei 2024", "2024-05-05", id="Dutch"),
        pytest.param("październik 2024", "2024-10", id="Polish"),
        pytest.param("5 марта 2024 г.", "2024-03-05", id="Russian"),
        pytest.param("mayıs 2024", "2024-05", id="Turkish"),
        pytest.param("2024年5月1日", "2024-05-01", id="Chinese"),
        pytest.param("2024년 5월", "2024-05", id="Korean"),
        pytest.param("２０２４", "2024", id="wide digits"),
        pytest.param("(2024).", "2024", id="signs around"),
    ],
)
def test_a_date_of_one_meaning_is_read(text: str, date: str):
    assert str(read_date(text, field="date")) == date


@pytest.mark.parametrize(
    ("text", "question"),
    [
        pytest.param(
            "05/06/2024", "Did you mean 2024-05-06 or 2024-06-05? ", id="both"
        ),
        pytest.param("13/06/2024", "Did you mean 2024-06-13? ", id="day first"),
        pytest.param("06/13/2024", "Did you mean 2024-06-13? ", id="month first"),
        pytest.param("2020.1", "Did you mean 2020-01 or 2020-10? ", id="lost zero"),
        pytest.param("2020.2", "Did you mean 2020-02? ", id="point"),
        pytest.param(
            "March–April 2024", "Did you mean 2024-03 or 2024-04? ", id="two months"
        ),
        pytest.param("CVPR 2024", "Did you mean 2024? ", id="a venue"),
        pytest.param("2024?", "Did you mean 2024? ", id="a doubt"),
        pytest.param(
            "Spring 2024",
            "Did you mean 2024? There is no season or quarter in a date. ",
            id="a season",
        ),
        pytest.param(
            "Q3 2024",
            "Did you mean 2024? There is no season or quarter in a date. ",
            id="a quarter",
        ),
        pytest.param(
            "to appear",
            "If it has not appeared yet, give the day its preprint was put online. ",
            id="not yet",
        ),
        pytest.param(
            "2023/24",
            "Two years are too many: give the one in which it appeared. ",
            id="two years",
        ),
        pytest.param("24-05-01", "A year has four digits. ", id="short year"),
        pytest.param("Mar '24", "A year has four digits. ", id="short year by name"),
        pytest.param("last spring", "", id="words"),
        pytest.param("May " * 20 + "2024", "", id="long"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_everything_else_is_asked_about(text: str, question: str):
    found = read_date(text, field="date")

    assert isinstance(found, Finding)
    assert found.code == "bad-date"
    assert found.field == "date"
    assert found.message.endswith(" is not a date that can be read.")
    assert found.hint == (
        f"{question}Write 2024, 2024-05 or 2024-05-01: as precise as you know it."
    )


@pytest.mark.parametrize(
    "text", ["2024-02-31", "31 Feb 2024", "2024-13", "2024-00", "2024-05-00"]
)
def test_what_is_in_no_calendar_is_said_to_be(text: str):
    found = read_date(text, field="date")

    assert isinstance(found, Finding)
    assert found.message == f"“{text}” is not in the calendar."


@pytest.mark.parametrize(
    ("word", "month"),
    [("jan", 1), ("Févr.", 2), ("Sept", 9), ("mar", 3), ("jui", None), ("ma", None)],
)
def test_a_month_is_known_by_its_first_letters(word: str, month: int | None):
    assert month_of(word) == month


def test_the_date_is_quoted():
    found = read_date("05/06/2024", field="date")

    assert isinstance(found, Finding)
    assert found.message == "“05/06/2024” is not a date that can be read."


@given(st.text() | st.text("0123456789-/. Mayäz年月", max_size=12))
def test_a_year_is_never_made_up(text: str):
    read = read_date(text, field="date")

    assert isinstance(read, Finding) or f"{read.year:04d}" in normalize("NFKC", text)
