"""Works that are listed twice, and links that two works share. No I/O."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from listbot.catalog.model import Finding
from listbot.catalog.wording import quoted
from listbot.text.readme import sameness

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from listbot.text.readme.reading import ListReading, ReadEntry


def repeated_works(reading: ListReading) -> Iterator[Finding]:
    """Report each work that is listed again, and each link that two works share.

    Again in its section is a mistake, again in another a cross-listing; one link under
    two different titles is a question.
    """
    works = sameness.works_of(reading.entries)
    for work in works:
        yield from _listings(work)
    yield from _shared_links(works)


def _listings(work: Sequence[ReadEntry]) -> Iterator[Finding]:
    first_by_section: dict[tuple[str, ...], ReadEntry] = {}
    for entry in work:
        twin = first_by_section.get(entry.section)
        if twin:
            yield _repeated(entry, twin)
        elif first_by_section:
            yield _cross_listed(entry, next(iter(first_by_section.values())))
        first_by_section.setdefault(entry.section, entry)


def _repeated(entry: ReadEntry, twin: ReadEntry) -> Finding:
    return Finding(
        code="repeated-entry",
        severity="warning",
        message=(
            f"{quoted(entry.title)} stands in its section already, "
            f"in line {twin.first}."
        ),
        hint="The repair keeps the first and takes this one out.",
        line=entry.first,
    )


def _cross_listed(entry: ReadEntry, twin: ReadEntry) -> Finding:
    return Finding(
        code="cross-listing",
        severity="notice",
        message=(
            f"{quoted(entry.title)} is also listed under "
            f"{quoted(' / '.join(twin.section[-1:]))}, in line {twin.first}."
        ),
        hint="It becomes one entry with both sections.",
        line=entry.first,
    )


def _shared_links(works: Sequence[Sequence[ReadEntry]]) -> Iterator[Finding]:
    works_by_key: Mapping[str, list[Sequence[ReadEntry]]] = defaultdict(list)
    url_by_key: dict[str, str] = {}
    for work in works:
        for key, url in sameness.own_links(work).items():
            works_by_key[key].append(work)
            url_by_key.setdefault(key, url)
    for key, sharing in works_by_key.items():
        for one, other in combinations(sharing[:3], 2):
            if one is sharing[0]:
                yield _shared(one[0], other[0], url_by_key[key])


def _shared(one: ReadEntry, other: ReadEntry, url: str) -> Finding:
    first, second = sorted((one, other), key=lambda entry: entry.first)
    return Finding(
        code="shared-link",
        severity="warning",
        message=(
            f"{quoted(second.title)} has the same link as {quoted(first.title)} "
            f"in line {first.first}: {url}"
        ),
        hint="One of the two is a wrong paste: which?",
        line=second.first,
    )
