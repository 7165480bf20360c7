"""What the links of an entry say by themselves, nobody asked. No I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from listbot.catalog import ids, page_keys, trackers
from listbot.catalog.model import Finding, Link
from listbot.catalog.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def identified(links: Sequence[Link]) -> dict[str, str]:
    """Return the identifiers that the links carry by scheme, the first of each.

    Only exact ones: an id that was derived waits for a registry.
    """
    value_by_scheme: dict[str, str] = {}
    for link in links:
        for found in ids.ids_of(link.url):
            if found.exact:
                value_by_scheme.setdefault(found.scheme, found.value)
    return value_by_scheme


def without_trackers(
    links: Sequence[Link],
) -> tuple[tuple[Link, ...], tuple[Finding, ...]]:
    """Return links without tracking parameters, and a notice for each that had some."""
    cleaned: list[Link] = []
    notices: list[Finding] = []
    for link in links:
        found = trackers.found_in(link.url)
        cleaned.append(Link(link.kind, trackers.taken_off(link.url)))
        if found:
            notices.append(
                Finding(
                    code="tracking-parameter",
                    severity="notice",
                    message=f"{quoted(', '.join(found))} was taken off the address.",
                    hint="It only told the site where the link was found.",
                    field=link.kind,
                )
            )
    return tuple(cleaned), tuple(notices)


def check_repeated(links: Sequence[Link]) -> Iterator[Finding]:
    """Ask about a link that was pasted twice."""
    first_kind: dict[str, str] = {}
    for link in links:
        kind = first_kind.setdefault(page_keys.key(link.url) or link.url, link.kind)
        if kind != link.kind:
            yield Finding(
                code="link-repeated",
                severity="warning",
                message=f"{quoted(kind)} and {quoted(link.kind)} are the same link.",
                hint="Check the second one: a link is easily pasted twice.",
                field=link.kind,
            )
