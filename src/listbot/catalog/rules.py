"""The rules of a list: what an entry has to fulfil. No I/O.

A rule is a function, the rules are one ordered list, and their docstrings are the
documentation that `listbot explain` prints. A rule says everything it finds; none of
them stops the others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from listbot.catalog import addresses
from listbot.catalog.dates import PartialDate
from listbot.catalog.model import Finding
from listbot.catalog.wording import choice, did_you_mean, listed, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from listbot.catalog.config import Config
    from listbot.catalog.config_parts import OwnField
    from listbot.catalog.link_verdict import LinkVerdict
    from listbot.catalog.model import Entry


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """What an entry is judged against.

    *repeats* says where the same work stands already (see `identity`);
    *verdict_by_url* what was learnt about links.
    """

    config: Config
    today: date
    repeats: Sequence[Finding] = ()
    verdict_by_url: Mapping[str, LinkVerdict] = field(
        default_factory=dict[str, "LinkVerdict"]
    )


Rule: TypeAlias = "Callable[[Entry, Circumstances], Iterator[Finding]]"


def check_entry(entry: Entry, circumstances: Circumstances) -> tuple[Finding, ...]:
    """Return everything the rules have to say, in the order of the rules."""
    return tuple(found for rule in RULES for found in rule(entry, circumstances))


def title_is_words(entry: Entry, circumstances: Circumstances) -> Iterator[Finding]:
    """The title is the work's name, not its address."""
    del circumstances
    if addresses.parse(entry.title) is not None:
        yield Finding(
            code="title-is-address",
            message=f"{quoted(entry.title)} is an address.",
            hint="Write what the work is called; the address goes with the links.",
            field="title",
        )


def title_is_readable(entry: Entry, circumstances: Circumstances) -> Iterator[Finding]:
    """The title holds no characters that were garbled on the way."""
    del circumstances
    if "\N{REPLACEMENT CHARACTER}" in entry.title or _GARBLED.search(entry.title):
        yield Finding(
            code="garbled-text",
            severity="warning",
            message=f"{quoted(entry.title)} holds garbled characters.",
            hint="Type the title anew, or copy it from another page.",
            field="title",
        )


def sections_exist(entry: Entry, circumstances: Circumstances) -> Iterator[Finding]:
    """Every section of the entry is a section of the list."""
    known = [section.slug for section in circumstances.config.flat_sections]
    for slug in entry.sections:
        if slug not in known:
            yield Finding(
                code="unknown-section",
                message=f"There is no section {quoted(slug)}.",
                hint=choice(slug, known),
                field="sections",
            )


def cross_listed_where_allowed(
    entry: Entry, circumstances: Circumstances
) -> Iterator[Finding]:
    """The entry stands in one section only, where the list wants it so."""
    if len(entry.sections) > 1 and not circumstances.config.cross_listing:
        yield Finding(
            code="one-section-only",
            message=f"This list puts a {circumstances.config.noun} into one section.",
            hint="Choose the section that fits best.",
            field="sections",
        )


def date_is_known(entry: Entry, circumstances: Circumstances) -> Iterator[Finding]:
    """The entry has a date, at least a year."""
    if entry.date is None and circumstances.config.order in {"date", "-date"}:
        yield Finding(
            code="missing-date",
            severity="warning",
            message="The date is not known.",
            hint="Write the year, or better the month: 2024, 2024-05, 2024-05-01.",
            field="date",
        )


def date_is_not_in_the_future(
    entry: Entry, circumstances: Circumstances
) -> Iterator[Finding]:
    """The date has come already, or is announced for next year at the latest."""
    today = PartialDate.of(circumstances.today)
    if entry.date is None or not today.is_before(entry.date):
        return
    far = entry.date.year > today.year + 1
    yield Finding(
        code="future-date",
        severity="error" if far else "warning",
        message=f"{entry.date} has not come yet.",
        hint="Check the year.",
        field="date",
    )


def required_links_are_there(
    entry: Entry, circumstances: Circumstances
) -> Iterator[Finding]:
    """Every kind of link that the list requires is there."""
    kinds = {link.kind for link in entry.links}
    for kind, wanted in circumstances.config.links.items():
        if wanted.required and kind not in kinds:
            yield Finding(
                code="missing-link",
                message=f"The link {quoted(kind)} is missing.",
                hint="Give its address, with https:// in front.",
                field=kind,
            )


def links_are_addresses(
    entry: Entry, circumstances: Circumstances
) -> Iterator[Finding]:
    """Every link is a web address, without a password in it."""
    del circumstances
    for link in entry.links:
        try:
            addresses.read_address(link.url)
        except ValueError as error:
            yield Finding(
                code="not-an-address",
                message=str(error),
                hint="Copy the address out of the browser's address bar.",
                field=link.kind,
            )


def links_are_of_known_kinds(
    entry: Entry, circumstances: Circumstances
) -> Iterator[Finding]:
    """Every kind of link is one that the list has."""
    kinds = circumstances.config.links
    for link in entry.links:
        if link.kind not in kinds:
            near = did_you_mean(link.kind, kinds)
            yield Finding(
                code="unknown-link-kind",
                severity="warning",
                message=f"This list has no links of the kind {quoted(link.kind)}.",
                hint=near or "Add the kind under `links:` in listbot.yml.",
                field=link.kind,
            )


def own_fields_fit(entry: Entry, circumstances: Circumstances) -> Iterator[Finding]:
    """The list's own fields are answered where they must be, and fit their pattern."""
    for key, wanted in circumstances.config.fields.items():
        value = entry.fields.get(key, "")
        if not value:
            if wanted.required:
                yield Finding(
                    code="missing-field",
                    message=f"{quoted(wanted.label or key)} is missing.",
                    hint=wanted.help or "This list asks for it.",
                    field=key,
                )
            continue
        for text in [value] if isinstance(value, str) else value:
            yield from _check_field(key, text, wanted)


def links_are_alive(entry: Entry, circumstances: Circumstances) -> Iterator[Finding]:
    """No link is dead. Links that refuse robots or time out are not called dead."""
    for link in entry.links:
        verdict = circumstances.verdict_by_url.get(link.url)
        if verdict is not None and verdict.verdict == "dead":
            hint = "Check it for typing errors, or give another address."
            if verdict.archived:
                hint += (
                    f" An archived copy of the page is at {_whole(verdict.archived)}."
                )
            yield Finding(
                code="dead-link",
                message=f"{quoted(link.url)} is dead. {verdict.why}",
                hint=hint,
                field=link.kind,
            )
        elif verdict is not None and verdict.moved_to:
            yield Finding(
                code="moved-link",
                severity="warning",
                message=f"{quoted(link.url)} has moved for good.",
                hint=f"Put the new address into the form: {_whole(verdict.moved_to)}.",
                field=link.kind,
            )


def not_listed_yet(entry: Entry, circumstances: Circumstances) -> Iterator[Finding]:
    """The same work is not on the list yet, nor proposed by somebody else."""
    del entry
    yield from circumstances.repeats


RULES: tuple[Rule, ...] = (
    title_is_words,
    title_is_readable,
    sections_exist,
    cross_listed_where_allowed,
    date_is_known,
    date_is_not_in_the_future,
    required_links_are_there,
    links_are_addresses,
    links_are_of_known_kinds,
    own_fields_fit,
    links_are_alive,
    not_listed_yet,
)

# UTF-8 that was once read as Windows-1252: “â€” before a quotation mark or dash.
_GARBLED = re.compile("\u00e2\u20ac|\u00c3[\u0080-\u00bf]|\u00f0\u0178")
_LONGEST_CHECKED = 500


def _whole(url: str) -> str:
    """Quote an address that is there to be copied."""
    return quoted(url, longest=addresses.LONGEST)


def _check_field(key: str, text: str, wanted: OwnField) -> Iterator[Finding]:
    label = wanted.label or key
    if wanted.options and text not in wanted.options:
        yield Finding(
            code="unknown-option",
            message=f"{quoted(text)} is none of the answers to {quoted(label)}.",
            hint=f"Choose {listed(map(quoted, wanted.options))}.",
            field=key,
        )
    # A maintainer's expression may be slow on long text; strangers write the text.
    fits = wanted.pattern is None or (
        len(text) <= _LONGEST_CHECKED and re.fullmatch(wanted.pattern, text)
    )
    if not fits:
        yield Finding(
            code="pattern-mismatch",
            message=f"{quoted(text)} does not fit {quoted(label)}.",
            hint=wanted.help or f"It has to match {wanted.pattern}.",
            field=key,
        )
