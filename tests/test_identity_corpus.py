"""Five real lists: what is listed is found by its link, what is not raises no alarm."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from listbot.catalog.identity import Known, Match, known, same_work, work_at
from listbot.catalog.model import Entry, Link
from listbot.text.readme.reader import read_list

LISTS = (
    "Hedlen__awesome-segment-anything.md",
    "liliu-avril__Awesome-Segment-Anything.md",
    "atfortes__Awesome-LLM-Reasoning.md",
    "HuangOwen__Awesome-LLM-Compression.md",
    "avelino__awesome-go.md",
)
FOUND = 0.99
ALARMS = 0.015


def entries_of(corpus: Path, name: str) -> list[Entry]:
    text = (corpus / "readmes" / name).read_text("utf-8", "replace")
    return [
        Entry(
            path=f"entries/2024/e{number}.yml",
            title=read.title,
            sections=(" / ".join(read.section) or "list",),
            links=tuple(Link(link.label or "Link", link.url) for link in read.links),
        )
        for number, read in enumerate(read_list(text).entries)
        if read.title and read.links
    ]


def first_of(entry: Entry) -> str:
    return entry.links[0].url


def is_found(entry: Entry, among: Known) -> bool:
    matches = same_work(work_at([first_of(entry)]), among)
    return any(match.slug == entry.slug for match in matches)


def is_alarm(entry: Entry, matches: Sequence[Match]) -> bool:
    return any(
        match.verdict == "likely-duplicate" and match.slug != entry.slug
        for match in matches
    )


@pytest.mark.corpus
@pytest.mark.slow
@pytest.mark.parametrize("name", LISTS)
def test_every_entry_is_found_by_its_link_alone_and_no_other_is_likely(
    corpus: Path, name: str
):
    entries = entries_of(corpus, name)
    among = known(entries)

    missed = [first_of(entry) for entry in entries if not is_found(entry, among)]
    alarms = [
        entry.title for entry in entries if is_alarm(entry, same_work(entry, among))
    ]

    assert len(entries) > 50
    assert len(missed) <= (1 - FOUND) * len(entries), missed
    assert len(alarms) <= ALARMS * len(entries), alarms
