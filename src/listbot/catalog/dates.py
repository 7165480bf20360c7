"""Dates as precise as they are known: a year, a month or a day. No I/O."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from pydantic_core import core_schema

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue

# ASCII digits only: `\d` would also take digits of other scripts.
_WRITTEN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_FORM = "a date such as 2024, 2024-05 or 2024-05-01"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A calendar date of known precision: `2024`, `2024-05` or `2024-05-01`.

    The text form is level 0 of EDTF (ISO 8601-2:2019); `str` gives it back unchanged.
    There is no `<`: dates of different precision may overlap, see `is_before`.
    """

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the text form; blanks around it do not count.

        Raises ValueError with a sentence for people when *text* is no such date or
        the day is not in the calendar.
        """
        match = _WRITTEN.fullmatch(text.strip())
        if match is None:
            message = f"{text.strip()!r} is not {_FORM}"
            raise ValueError(message)
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None  # noqa: S101 - the pattern demands a year
        try:
            date(year, 1 if month is None else month, 1 if day is None else day)
        except ValueError as error:
            message = f"{text.strip()!r} is not in the calendar: {error}"
            raise ValueError(message) from None
        return cls(year, month, day)

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the one day."""
        return cls(day.year, day.month, day.day)

    @property
    def first(self) -> date:
        """The first day this date can mean; what entries are ordered by."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day this date can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def is_before(self, other: PartialDate) -> bool:
        """Say whether every day this can mean lies before every day *other* can mean.

        This is an interval order: when neither is before the other they overlap, and
        overlapping is not transitive (2024-03 and 2024-09 both overlap 2024).
        """
        return self.last < other.first

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Any], handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Let pydantic read the text form and write it back."""
        return core_schema.no_info_plain_validator_function(
            _validated,
            serialization=core_schema.to_string_ser_schema(),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe the text form in JSON Schema."""
        return {"type": "string", "pattern": f"^{_WRITTEN.pattern}$"}


def _validated(value: object) -> PartialDate:
    if isinstance(value, PartialDate):
        return value
    if isinstance(value, str):
        return PartialDate.parse(value)
    message = f"{value!r} is not {_FORM}"
    raise ValueError(message)
