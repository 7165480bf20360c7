"""Links that lead nowhere, or tell on the reader. No I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from listbot.catalog import trackers
from listbot.catalog.model import Finding
from listbot.catalog.wording import nearest, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from listbot.text.readme.links import ReadLink
    from listbot.text.readme.reading import ListReading, ReadEntry


# Comparisons of two anchors for each list.
_LOOKS = 20_000
_MOST_LOOKS = 100


def dead_anchors(reading: ListReading) -> Iterator[Finding]:
    """Report links into the page whose target no heading and no name has.

    GitHub's own comparison: upper and lower case count.
    """
    anchors = sorted(reading.anchors)
    meant = anchors_by_folded(reading)
    # Looking for a likely one takes as long as there are anchors.
    looks = min(_LOOKS // (len(anchors) or 1), _MOST_LOOKS)
    for lead in reading.leads:
        target = lead.target.rpartition("#")[2]
        if target in reading.anchors:
            continue
        close = meant.get(folded(target))
        if close is None and looks:
            close, looks = nearest(target, anchors), looks - 1
        yield Finding(
            code="dead-anchor",
            severity="warning",
            message=(
                f"The link {quoted(lead.label)} leads to #{target}, which is nowhere."
            ),
            hint=(
                f"The heading’s anchor is #{close}."
                if close
                else "No heading has that anchor; correct the link or take it out."
            ),
            line=lead.line,
        )


def anchors_by_folded(reading: ListReading) -> dict[str, str]:
    """Return the anchors there are by what is left of them when `folded`."""
    in_order = sorted(reading.anchors, reverse=True)
    return {folded(anchor): anchor for anchor in in_order}


def folded(anchor: str) -> str:
    """Return what is left of an anchor without case and signs, often wrong ones."""
    return "".join(filter(str.isalnum, anchor.casefold())) or anchor


def faulty_links(reading: ListReading) -> Iterator[Finding]:
    """Report links of entries without an address, or with a broken one."""
    for entry in reading.entries:
        for link in entry.links:
            if link.fault:
                yield _faulty(entry, link)


def _faulty(entry: ReadEntry, link: ReadLink) -> Finding:
    name = f"The link {quoted(link.label)} of {quoted(entry.title)}"
    if link.fault == "empty-link":
        message, hint = f"{name} has no address.", "Add the address, or take it out."
    elif link.fault == "placeholder-link":
        message = f"{name} leads to {quoted(link.written)}, which is no address."
        hint = "Put the address there, or take the link out."
    else:
        message = f"{name} is not written as a link: {quoted(link.written)}."
        hint = f"Write it as [{link.label}]({link.url})."
    return Finding(
        code=link.fault,
        severity="warning",
        message=message,
        hint=hint,
        field=link.label,
        line=entry.line_of(link.start),
    )


def tracking_parameters(reading: ListReading) -> Iterator[Finding]:
    """Report parameters that say where a reader came from."""
    for entry in reading.entries:
        for link in entry.links:
            tracked = trackers.found_in(link.url)
            if tracked:
                yield Finding(
                    code="tracking-parameter",
                    severity="warning",
                    message=(
                        f"The link {quoted(link.label)} of {quoted(entry.title)} "
                        f"tracks its readers: {quoted('&'.join(tracked))}."
                    ),
                    hint=f"Use {trackers.taken_off(link.url)} instead.",
                    field=link.label,
                    line=entry.line_of(link.start),
                )
