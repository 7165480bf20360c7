"""Dates as precise as they are known, and never more."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from listbot.catalog.dates import PartialDate

_days = st.dates(date(1, 1, 1))
_dates = st.one_of(
    st.builds(PartialDate, st.integers(1, 9999)),
    st.builds(PartialDate, st.integers(1, 9999), st.integers(1, 12)),
    _days.map(lambda day: PartialDate(day.year, day.month, day.day)),
)
_ADAPTER = TypeAdapter(PartialDate)


@given(_dates)
def test_a_written_date_is_read_back(known: PartialDate):
    assert PartialDate.parse(str(known)) == known
    assert PartialDate.parse(f" {known}\n") == known


@given(st.text(st.sampled_from("0129-/ٰ٣ ."), max_size=12))
def test_reading_any_text_gives_a_date_or_a_sentence(text: str):
    try:
        known = PartialDate.parse(text)
    except ValueError as error:
        assert repr(text.strip()) in str(error)  # noqa: PT017 - any text, both ways
    else:
        assert str(known) == text.strip()


@given(_dates)
def test_a_date_means_the_days_from_its_first_to_its_last(known: PartialDate):
    assert known.first <= known.last
    assert (known.last - known.first).days in {0, 27, 28, 29, 30, 364, 365}
    assert str(known.first).startswith(str(known))
    assert str(known.last).startswith(str(known))


@given(st.lists(_dates, min_size=4, max_size=4))
def test_before_is_an_interval_order(dates: list[PartialDate]):
    a, b, c, d = dates

    assert not a.is_before(a)
    if a.is_before(b) and c.is_before(d):
        assert a.is_before(d) or c.is_before(b)


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        pytest.param("2023", "2024", id="years"),
        pytest.param("2024-02", "2024-03", id="months"),
        pytest.param("2024-02-29", "2024-03", id="a leap day and a month"),
        pytest.param("2023-12-31", "2024", id="a day and a year"),
    ],
)
def test_dates_that_do_not_overlap_have_an_order(earlier: str, later: str):
    assert PartialDate.parse(earlier).is_before(PartialDate.parse(later))
    assert not PartialDate.parse(later).is_before(PartialDate.parse(earlier))


@pytest.mark.parametrize("precise", ["2024-03", "2024-12-31", "2024"])
def test_a_year_has_no_order_with_what_lies_in_it(precise: str):
    year, inner = PartialDate(2024), PartialDate.parse(precise)

    assert not year.is_before(inner)
    assert not inner.is_before(year)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param(
            "March 2024",
            "'March 2024' is not a date such as 2024, 2024-05 or 2024-05-01",
            id="a month in words",
        ),
        pytest.param(
            "05/01/2024",
            "'05/01/2024' is not a date such as 2024, 2024-05 or 2024-05-01",
            id="day or month first",
        ),
        pytest.param(
            "2024-5",
            "'2024-5' is not a date such as 2024, 2024-05 or 2024-05-01",
            id="one digit",
        ),
        pytest.param(
            "٢٠٢٤",
            "'٢٠٢٤' is not a date such as 2024, 2024-05 or 2024-05-01",
            id="digits of another script",
        ),
        pytest.param(
            "2023-02-29",
            "'2023-02-29' is not in the calendar: day is out of range for month",
            id="no leap year",
        ),
        pytest.param(
            "2024-00",
            "'2024-00' is not in the calendar: month must be in 1..12",
            id="no month",
        ),
        pytest.param(
            "2024-05-00",
            "'2024-05-00' is not in the calendar: day is out of range for month",
            id="no day",
        ),
        pytest.param(
            "2024-13",
            "'2024-13' is not in the calendar: month must be in 1..12",
            id="no such month",
        ),
    ],
)
def test_what_is_no_date_is_told(text: str, sentence: str):
    with pytest.raises(ValueError, match="is not") as caught:
        PartialDate.parse(text)

    assert str(caught.value) == sentence


def test_models_read_and_write_the_text_form():
    known = _ADAPTER.validate_python("2024-03")

    assert known == PartialDate(2024, 3)
    assert _ADAPTER.validate_python(known) is known
    assert _ADAPTER.dump_json(known) == b'"2024-03"'
    assert _ADAPTER.json_schema() == {
        "type": "string",
        "pattern": "^([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?$",
    }


def test_models_do_not_take_a_number_for_a_year():
    with pytest.raises(ValidationError, match="2024 is not a date such as 2024"):
        _ADAPTER.validate_python(2024)
