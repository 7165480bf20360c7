"""Journal references: where a preprint appeared, by what its authors told arXiv.

Without a DOI there is nothing to link to, so what is sent in is a change of venue and
date, and only where the list knows the venue by name. Anything less sure is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from listbot.catalog import venues
from listbot.catalog.dates import PartialDate
from listbot.catalog.facts import Facts
from listbot.catalog.wording import quoted
from listbot.jobs import filling
from listbot.text import change_forms, form_writer
from listbot.text.form_questions import questions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from listbot.catalog.config import Config
    from listbot.catalog.model import Entry
    from listbot.text.form_answers import Answer

_ABOUT_PLACE = ("venue", "kind")


@dataclass(frozen=True, kw_only=True)
class Reference:
    """An entry of a preprint, and where it is *said* to have appeared.

    *answers* are what the form for changes would be answered with, by the fields they
    fill; none where the list cannot tell the venue by what is said.
    """

    entry: Entry
    said: str
    answers: Mapping[str, str]

    @property
    def venue(self) -> str | None:
        """The venue as the list writes it, where it is sure."""
        return self.answers.get("venue")


def reference(
    entry: Entry, facts: Facts, config: Config, before: Sequence[str]
) -> Reference | None:
    """Return what is to be said or done about one preprint; None for nothing.

    Nothing is to be done about what the entry says already, and about what was sent in
    once: *before* are the bodies of those submissions.
    """
    place = venues.referred_to(facts.published_in, config.venues)
    if place is None or _is_too_early(place, entry):
        return Reference(entry=entry, said=facts.published_in, answers={})
    answers = _answers(entry, place, facts, config)
    if "venue" not in answers:
        return None
    found = Reference(entry=entry, said=facts.published_in, answers=answers)
    sent = any(_says(body, found, config) for body in before)
    return None if sent else found


def _is_too_early(place: venues.Place, entry: Entry) -> bool:
    return bool(place.year and entry.date and place.year < entry.date.year)


def _answers(
    entry: Entry, place: venues.Place, facts: Facts, config: Config
) -> dict[str, str]:
    """Return what would change, by the field that it fills."""
    year = PartialDate(place.year) if place.year else None
    there = Facts(source=facts.source, venues=(place.venue,), date=year)
    answers = {
        key: value
        for key, own in config.fields.items()
        if key in _ABOUT_PLACE
        and isinstance(value := filling.value_of(key, own, there, config), str)
        and value not in {"", entry.fields.get(key, "")}
    }
    date = filling.date_of(there, config)
    if date and config.on_publication == "move-date":
        answers["date"] = str(date)
    return answers


def submission(found: Reference, config: Config) -> tuple[str, str]:
    """Return title and body of the issue that asks for the change."""
    answers: dict[str, Answer] = {change_forms.ENTRY: found.entry.slug}
    for question in questions(config):
        answers[question.element.key] = found.answers.get(question.field)
    form = change_forms.change_form("change", config)
    title = f"Published: {found.entry.title}"[:200]
    return title, form_writer.write_body(form, answers) + "\n"


def summary(found: Reference) -> str:
    """Say what was found on one line."""
    title, said = quoted(found.entry.title), quoted(found.said)
    if found.venue:
        return f"{title} appeared at {found.venue}: arXiv has {said}, but no DOI."
    return (
        f"{title}: arXiv has {said}, but no DOI, and which venue of `venues:` that is, "
        "is not sure. Change the entry by hand if it is right."
    )


def _says(body: str, found: Reference, config: Config) -> bool:
    """Say whether an issue asked for the same venue for the same entry."""
    if change_forms.kind_of(body, config) != "change":
        return False
    wish = change_forms.read_wish("change", body, config)
    key = next(one.element.key for one in questions(config) if one.field == "venue")
    return (wish.named, wish.answers.get(key)) == (found.entry.slug, found.venue)
