"""What repairs do to the entries they are about, and to nothing else."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from audit_bench import Files, a_list, entry
from listbot.catalog.link_memory import Memory, Remembered
from listbot.jobs import loading, repairs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from listbot.catalog.model import Entry

OLD, NEW = "https://old.example.org/a", "https://new.example.org/a"
COPY = "https://web.archive.org/web/2025/https://old.example.org/a"
DAY = date(2026, 11, 23)
MOVED = Remembered(url=OLD, verdict="moved", since=DAY, why="Moved.", moved_to=NEW)
DEAD = Remembered(
    url=OLD, verdict="dead", since=DAY, why="Gone.", dead=DAY, archived=COPY
)


def kind(name: str) -> repairs.Kind:
    return next(kind for kind in repairs.KINDS if kind.name == name)


def mended(
    name: str, known: Remembered, *entries: Mapping[str, str]
) -> Mapping[str, Entry | None]:
    """Return what a kind of repair makes of entries, by their paths."""
    files = loading.load(Files(a_list(*entries)))
    assert files.findings == ()
    due = repairs.due(kind(name), files, Memory(links={known.url: known}))
    return due.entry_by_path if due else {}


def only(name: str, known: Remembered, **links: str) -> dict[str, Any]:
    """Return what a repair makes of the links of one entry."""
    (after,) = mended(name, known, entry("One", **links)).values()
    return {link.kind: link.url for link in after.links} if after else {}


def test_a_new_address_takes_the_old_ones_place():
    links = only("moved", MOVED, PDF=OLD, Code="https://example.org/")

    assert links == {"PDF": NEW, "Code": "https://example.org/"}


def test_every_entry_with_the_link_is_mended():
    two = (entry("One", PDF=OLD), entry("Two", PDF="https://x.org/", Code=OLD))

    assert len(mended("moved", MOVED, *two)) == 2


@pytest.mark.parametrize(
    "known",
    [
        pytest.param(MOVED.model_copy(update={"declined": True}), id="declined"),
        pytest.param(MOVED.model_copy(update={"moved_to": "ftp://x"}), id="no page"),
        pytest.param(MOVED.model_copy(update={"url": f"{OLD}/b"}), id="another link"),
        pytest.param(DEAD, id="dead, and nobody has decided"),
    ],
)
def test_what_is_not_due_is_left_alone(known: Remembered):
    assert mended("moved", known, entry("One", PDF=OLD)) == {}


def test_an_address_that_stands_there_already_is_left_to_people():
    (path, text) = entry("One", PDF=NEW).popitem()
    both = {path: text.replace(f"PDF: {NEW}", f"PDF: [{OLD}, {NEW}]")}

    assert mended("moved", MOVED, both) == {}


@pytest.mark.parametrize(
    ("written", "after"),
    [
        pytest.param(f"- [One]({OLD})", f"- [One]({NEW})", id="a link"),
        pytest.param(f"- <{OLD}>, too", f"- <{NEW}>, too", id="pointed brackets"),
        pytest.param(f"- One: {OLD}.", f"- One: {NEW}.", id="before a full stop"),
        pytest.param(f"- [One]({OLD}b)", f"- [One]({OLD}b)", id="a longer address"),
        pytest.param(f"- [One]({OLD}?p=1)", f"- [One]({OLD}?p=1)", id="a parameter"),
        pytest.param(f"- [One]({OLD}.pdf)", f"- [One]({OLD}.pdf)", id="an ending"),
    ],
)
def test_the_text_that_people_wrote_gets_the_new_address(written: str, after: str):
    (path, text) = entry("One", PDF=OLD).popitem()
    adopted = {path: f"{text}as_written: |\n  {written}\n"}

    (made,) = mended("moved", MOVED, adopted).values()

    assert made is not None
    assert made.as_written == f"{after}\n"


def test_identifiers_of_the_old_address_follow():
    old, new = "https://github.com/me/old", "https://github.com/us/new"
    known = Remembered(url=old, verdict="moved", since=DAY, why="", moved_to=new)
    (path, text) = entry("One", PDF="https://x.org/", Code=old).popitem()

    (made,) = mended(
        "moved", known, {path: f"{text}ids: {{github: me/old}}\n"}
    ).values()

    assert made is not None
    assert made.ids == {"github": "us/new"}


@pytest.mark.parametrize(
    ("links", "after"),
    [
        pytest.param({"PDF": "https://x.org/", "Code": OLD}, 1, id="one of two"),
        pytest.param({"PDF": OLD, "Code": "https://x.org/"}, 0, id="a required one"),
        pytest.param({"PDF": OLD}, 0, id="the only one"),
    ],
)
def test_a_link_is_removed_and_the_entry_only_if_it_has_no_use(
    links: dict[str, str], after: int
):
    known = DEAD.model_copy(update={"choice": "remove"})

    assert len(only("removed", known, **links)) == after


def test_a_copy_takes_the_place_of_a_dead_link():
    known = DEAD.model_copy(update={"choice": "replace"})

    assert only("replaced", known, PDF=OLD) == {"PDF": COPY}


def test_a_copy_is_noted_beside_a_link_that_is_kept():
    known = DEAD.model_copy(update={"choice": "keep"})

    (made,) = mended("kept", known, entry("One", PDF=OLD)).values()

    assert made is not None
    assert (made.archived, made.links[0].url) == ({"PDF": COPY}, OLD)


def test_a_copy_that_is_noted_already_is_not_proposed_again():
    known = DEAD.model_copy(update={"choice": "keep"})
    (path, text) = entry("One", PDF=OLD).popitem()

    assert mended("kept", known, {path: f"{text}archived: {{PDF: '{COPY}'}}\n"}) == {}
