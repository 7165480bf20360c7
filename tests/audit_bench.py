"""What tests of the audit stand on: a list with links, and a run of the report."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from listbot.jobs import audit, loading

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from listbot.catalog.link_memory import Sighting
    from listbot.forge.audit_protocol import AuditForge
    from listbot.forge.protocol import Snapshot
    from listbot.jobs.audit import Audited, Done

CONFIG = """\
title: Papers on seeing
noun: paper
style: line
sections: [Vision]
links:
  PDF: {required: true}
  Code:
"""
README = """\
# Papers on seeing

<!-- listbot:begin entries -->
<!-- listbot:end entries -->
"""
COPY = "https://web.archive.org/web/2025/gone"
TODAY = date(2026, 11, 23)


@dataclass
class Files:
    """A snapshot in memory."""

    text_by_path: Mapping[str, str]
    commit: str = "c" * 40

    def paths(self, folder: str) -> Collection[str]:
        return [path for path in self.text_by_path if path.startswith(f"{folder}/")]

    def texts(self, paths: Collection[str]) -> Mapping[str, str]:
        known = self.text_by_path
        return {path: known[path] for path in paths if path in known}


def entry(title: str, **links: str) -> dict[str, str]:
    """Return the file of an entry of 2024, by its path."""
    rows = [f"  {kind}: {url}" for kind, url in links.items()]
    slug = re.sub("[^a-z0-9]+", "-", title.lower()).strip("-")
    lines = [f"title: {title}", "date: 2024-03", "sections: [vision]", "links:", *rows]
    return {f"entries/2024/{slug}.yml": "\n".join([*lines, ""])}


def a_list(*entries: Mapping[str, str]) -> dict[str, str]:
    """Return the files of a list."""
    files = {"listbot.yml": CONFIG, "README.md": README}
    for one in entries:
        files |= one
    return files


def reported(  # noqa: PLR0913 - everything a report depends on
    forge: AuditForge,
    snapshot: Snapshot,
    sightings: Mapping[str, Sighting],
    today: date = TODAY,
    copies: Mapping[str, str] | None = None,
    *,
    believed: bool = True,
) -> tuple[Audited, Done]:
    """Make one run of the report."""

    def find(urls: Sequence[str]) -> Mapping[str, str]:
        known = copies or {}
        return {url: known[url] for url in urls if url in known}

    loaded = loading.load(snapshot)
    assert loaded.findings == ()
    audited = audit.plan_audit(
        loaded,
        snapshot,
        forge,
        sightings=sightings,
        today=today,
        find_copies=find,
        believed=believed,
    )
    return audited, audit.carry_out(audited, forge, snapshot.commit)
