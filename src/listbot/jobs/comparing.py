"""Comparing: where what somebody typed is not what registries say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from listbot.catalog import titles, venues
from listbot.catalog.model import Finding
from listbot.catalog.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from listbot.catalog.config import Config
    from listbot.catalog.facts import Facts, Research
    from listbot.catalog.model import Link
    from listbot.text.form_submission import Submission

_YEARS_APART = 1


def are_alike(one: str, other: str) -> bool:
    """Say whether two titles may be those of one work."""
    ours, theirs = titles.read_title(one), titles.read_title(other)
    is_part = titles.is_part(ours, theirs)
    return is_part or titles.alike(ours, theirs) >= titles.POSSIBLE


def disagreements(
    read: Submission, research: Research, config: Config
) -> Iterator[Finding]:
    """Yield a warning for each thing that was typed and is known otherwise."""
    told: set[str] = set()
    for link in read.links:
        for facts in research.facts_by_url.get(link.url, ()):
            for found in _of_one(read, link, facts, config):
                if (key := f"{found.field} {link.url}") not in told:
                    told.add(key)
                    yield found


def _of_one(
    read: Submission, link: Link, facts: Facts, config: Config
) -> Iterator[Finding]:
    if read.title and facts.title and not are_alike(read.title, facts.title):
        yield _other(
            "title",
            f"{facts.source} knows {link.url} as {quoted(facts.title)}; "
            f"you wrote {quoted(read.title)}.",
            "Check the link: it is easily pasted from another work.",
        )
        return
    if read.date and facts.date and _far_apart(read.date.year, facts):
        yield _other(
            "date",
            f"{facts.source} dates {link.url} to {facts.date}; you wrote {read.date}.",
            "Check the year. Yours is kept.",
        )
    typed = read.fields.get("venue")
    if isinstance(typed, str) and facts.kind != "preprint":
        ours = venues.listed_as([typed], config.venues)
        theirs = venues.listed_as(facts.venues, config.venues)
        if ours and theirs and ours != theirs:
            yield _other(
                "venue",
                f"{facts.source} knows {link.url} from {theirs}; you wrote "
                f"{quoted(typed)}.",
                "Check the venue. Yours is kept.",
            )


def _far_apart(year: int, facts: Facts) -> bool:
    """Say whether a year is none of those that a work may be dated to.

    A work may appear online one year and in print the next.
    """
    assert facts.date is not None  # noqa: S101 - the caller has looked
    latest = facts.latest or facts.date
    last = latest.year + _YEARS_APART
    # A preprint may wait for years until it is published.
    is_early = year < facts.date.year - _YEARS_APART
    return is_early or (year > last and facts.kind != "preprint")


def _other(field: str, message: str, hint: str) -> Finding:
    return Finding(
        code="differs-from-registry",
        severity="warning",
        message=message,
        hint=hint,
        field=field,
    )
