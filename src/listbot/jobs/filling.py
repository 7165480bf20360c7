"""Filling in: the parts of a submission that were left open, from known facts."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from listbot.catalog import trackers, venues
from listbot.catalog.dates import PartialDate
from listbot.catalog.model import Link
from listbot.text.form_questions import FILLED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from listbot.catalog.config import Config
    from listbot.catalog.config_parts import OwnField
    from listbot.catalog.facts import Facts
    from listbot.catalog.model import FieldValue
    from listbot.text.form_submission import Submission

_CODE = frozenset({"code", "github", "repository", "repo", "source", "implementation"})
_LONGEST_MATCHED = 500


@dataclass(frozen=True, kw_only=True)
class Filled:
    """A submission with its blanks filled in, and where each of them came from."""

    read: Submission
    source_by_field: Mapping[str, str]


def filled(read: Submission, known: Sequence[Facts], config: Config) -> Filled:
    """Fill in what *read* leaves open; the first source that knows a thing counts."""
    source_by_field: dict[str, str] = {}
    title, date, fields = read.title, read.date, dict(read.fields)
    links = read.links
    for facts in known:
        if not title and facts.title:
            title = facts.title
            source_by_field["title"] = facts.source
        if date is None and facts.date and not _refused(read, "date"):
            date = date_of(facts, config)
            source_by_field["date"] = facts.source
        for key, own in config.fields.items():
            value = value_of(key, own, facts, config) if key in FILLED else ""
            if value and not fields.get(key) and not _refused(read, key):
                fields[key] = value
                source_by_field[key] = facts.source
        kind = _kind_for_code(links, config)
        if facts.code and kind and not _refused(read, kind):
            links = (*links, Link(kind, trackers.taken_off(facts.code)))
            source_by_field[kind] = facts.source
    return Filled(
        read=replace(read, title=title, date=date, fields=fields, links=links),
        source_by_field=source_by_field,
    )


def date_of(facts: Facts, config: Config) -> PartialDate | None:
    """Return the date of a work, with the month of its conference if that is known."""
    date = facts.date
    if date is None or date.month is not None:
        return date
    key = venues.listed_as(facts.venues, config.venues)
    month = config.venues[key].month if key else None
    return PartialDate(date.year, month) if month else date


def venue_of(facts: Facts, config: Config) -> str:
    """Return the venue as the list writes it, else as the source does."""
    return venues.listed_as(facts.venues, config.venues) or next(iter(facts.venues), "")


def value_of(key: str, own: OwnField, facts: Facts, config: Config) -> FieldValue:
    """Return the answer of a source to one of the list's own fields, or nothing.

    What would not fit the field's options or pattern is left open.
    """
    match key:
        case "venue":
            value: FieldValue = venue_of(facts, config)
        case "kind":
            value = _kind(facts, config)
        case "authors":
            is_list = own.type == "list"
            value = facts.authors if is_list else ", ".join(facts.authors)
        case _:
            value = facts.description
    if own.options:
        value = _option(own, value)
    texts = [value] if isinstance(value, str) else value
    fits = own.pattern is None or all(_fits(own.pattern, text) for text in texts)
    return value if fits else ""


def _kind(facts: Facts, config: Config) -> str:
    key = venues.listed_as(facts.venues, config.venues)
    kind = (config.venues[key].kind if key else None) or facts.kind
    return (kind or "").capitalize()


def _option(own: OwnField, value: FieldValue) -> FieldValue:
    """Return the option that a value is, whatever its upper case."""
    if not isinstance(value, str):
        return ""
    folded = value.casefold()
    option = next((one for one in own.options if one.casefold() == folded), "")
    return (option,) if option and own.type == "choices" else option


def _fits(pattern: str, text: str) -> bool:
    short = len(text) <= _LONGEST_MATCHED
    return short and re.fullmatch(pattern, text) is not None


def _kind_for_code(links: Sequence[Link], config: Config) -> str:
    """Return the kind of link for code, if the list has one that is still open."""
    given = {link.kind for link in links}
    kinds = (kind for kind in config.asked_links if kind.casefold() in _CODE)
    kind = next(kinds, "")
    return "" if kind in given else kind


def _refused(read: Submission, field: str) -> bool:
    """Say whether there was an answer that could not be read: it is asked about."""
    return any(found.field == field for found in read.findings)
