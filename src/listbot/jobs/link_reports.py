"""What there is to report on the links of a list, from what is remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from listbot.jobs import looking, repairs
from listbot.text.link_report import Report, Row

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from listbot.catalog.link_memory import Doubt, Memory, Remembered, Sighting
    from listbot.catalog.model import Entry, Link
    from listbot.jobs.loading import ListFiles


def report_on(
    files: ListFiles,
    memory: Memory,
    sightings: Mapping[str, Sighting],
    doubt: Doubt | None,
    today: date,
) -> Report:
    """Say of every entry which of its links are not well, in the order of files."""
    rows: dict[str, list[Row]] = {
        name: [] for name in ("dead", "kept", "moved", "blocked", "unknown")
    }
    watched: set[str] = set()
    for entry in sorted(files.catalog.entries, key=lambda entry: entry.path):
        for link in entry.links:
            known = memory.links.get(link.url)
            if known is None:
                continue
            place = _place(known)
            if place == "watched":
                watched.add(link.url)
            else:
                rows[place].append(_row(entry, link, known, files))
    slugs_by_url = looking.links_of(files.catalog)
    unseen = sum(url not in sightings for url in slugs_by_url) if sightings else 0
    return Report(
        today=today,
        links=len(slugs_by_url),
        dead=rows["dead"],
        kept=rows["kept"],
        moved=rows["moved"],
        blocked=rows["blocked"],
        unknown=rows["unknown"],
        watched=len(watched),
        unseen=unseen,
        doubt=doubt,
        full=memory.runs.full,
    )


def _place(known: Remembered) -> str:
    """Say in which part of the report a link is told of."""
    if known.dead is not None:
        return "kept" if known.choice == "keep" else "dead"
    return "watched" if known.verdict == "dead" else known.verdict


def _row(entry: Entry, link: Link, known: Remembered, files: ListFiles) -> Row:
    gone = known.gone if known.dead is not None else None
    return Row(
        title=entry.title,
        path=entry.path,
        kind=link.kind,
        url=link.url,
        why=gone.why if gone else known.why,
        since=gone.first if gone else known.since,
        days=gone.days if gone else 0,
        moved_to=known.moved_to,
        archived=known.archived,
        choice=known.choice,
        alone=repairs.is_alone(entry, link, files.config),
    )
