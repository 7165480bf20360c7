"""What tests of the audit stand on: a forge in memory, and a list with links."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

from listbot.forge.audit_protocol import Pull
from listbot.jobs import audit, loading
from listbot.text.standing import MARKER, Standing

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from listbot.catalog.link_memory import Sighting
    from listbot.catalog.model import Proposal
    from listbot.forge.audit_protocol import AuditForge
    from listbot.forge.protocol import Branch, Ground, Snapshot
    from listbot.jobs.audit import Audited, Done
    from listbot.text.standing import State

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


@dataclass
class MemoryForge:
    """An audit's forge that remembers, and refuses what no forge would take."""

    memory: str | None = None
    issue: Standing | None = None
    proposals: dict[str, Proposal] = field(default_factory=dict[str, "Proposal"])
    fates: dict[int, Literal["open", "merged", "closed"]] = field(
        default_factory=dict[int, Literal["open", "merged", "closed"]]
    )
    commits: list[str] = field(default_factory=list[str])

    def kept(self, path: str) -> str | None:
        assert path == "links.jsonl"
        return self.memory

    def keep(self, path: str, text: str, message: str) -> None:
        assert path == "links.jsonl"
        if text != self.memory:
            self.commits.append(message)
        self.memory = text

    def standing(self, number: int | None) -> Standing | None:
        if self.issue is not None and number is not None:
            assert number == self.issue.number
        return self.issue

    def may_decide(self, login: str) -> bool:
        assert login
        return True

    def publish(
        self, issue: Standing | None, title: str, body: str, state: State
    ) -> int:
        assert issue == self.issue
        assert title
        assert body.startswith(MARKER)
        assert len(body) <= 65_536
        self.issue = Standing(number=7, body=body, state=state)
        return 7

    def branch(self, name: str) -> Branch | None:
        assert name.startswith("listbot/links-")

    def merged_text(self, ours: str, old: str, theirs: str) -> str | None:
        raise AssertionError((ours, old, theirs))

    def propose(self, proposal: Proposal, ground: Ground) -> Pull:
        assert ground.base == "c" * 40
        self.proposals[proposal.branch] = proposal
        number = 100 + sorted(self.proposals).index(proposal.branch)
        self.fates.setdefault(number, "open")
        return Pull(number=number, address=f"#{number}")

    def fate(self, number: int, branch: str) -> Literal["open", "merged", "closed"]:
        assert branch in self.proposals
        return self.fates[number]

    def withdraw(self, branch: Branch) -> None:
        del self.proposals[branch.name]


def run(
    forge: MemoryForge,
    files: Mapping[str, str],
    sightings: Mapping[str, Sighting],
    today: date = TODAY,
    copies: Mapping[str, str] | None = None,
) -> tuple[Audited, Done]:
    """Make one run of the report on files in memory."""
    return reported(forge, Files(files), sightings, today, copies)


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
