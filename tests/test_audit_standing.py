"""What the standing issue says, and how its boxes are read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from github_view import view
from listbot.text import repair_texts, standing
from listbot.text.link_report import Report, Row
from strangers import texts

if TYPE_CHECKING:
    from listbot.catalog.link_memory import Choice

URL = "https://example.org/gone"
ROW = Row(
    title="A paper",
    path="entries/2024/a-paper.yml",
    kind="PDF",
    url=URL,
    why="Answers 404: there is no such page.",
    since=date(2026, 11, 2),
    days=3,
    archived="https://web.archive.org/web/2025/gone",
)
REPORT = Report(today=date(2026, 11, 23), links=10, dead=[ROW], full=date(2026, 11, 23))


def boxes(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.lstrip().startswith("- [")]


def told_everywhere(text: str) -> str:
    """Return an issue with the text of a stranger wherever one can stand."""
    url = f"https://x.org/{text}"
    row = replace(ROW, title=text, kind=text, why=text, url=url, moved_to=url)
    everywhere = {part: [row] for part in ("dead", "moved", "blocked", "unknown")}
    return standing.body(replace(REPORT, **everywhere))


@given(texts)
def test_strangers_cannot_write_markdown(text: str):
    harmless = view(told_everywhere("x"))

    shown = view(told_everywhere(f"x{text}"))

    keys = [name.startswith("comment ") for name in shown.elements]
    assert keys == [name.startswith("comment ") for name in harmless.elements]
    assert [name for name in shown.elements if "comment " not in name] == [
        name for name in harmless.elements if "comment " not in name
    ]
    assert shown.addresses == harmless.addresses
    assert "@" not in shown.text_outside_code.replace("@\N{ZERO WIDTH SPACE}", "")


@given(texts)
def test_strangers_cannot_tick_a_box(text: str):
    box = f"- [x] <!-- remove {standing.key(URL)} -->"
    row = replace(ROW, title=f"{text}\n{box}", kind=f"\n{box}\n", why=f"{box}\n{text}")

    told = standing.body(replace(REPORT, dead=[row]))

    assert standing.choices(told, {URL: None}) == {URL: None}


@pytest.mark.parametrize("choice", ["keep", "remove", "replace"])
def test_a_ticked_box_is_read_back(choice: Choice):
    told = standing.body(replace(REPORT, dead=[replace(ROW, choice=choice)]))

    assert standing.choices(told, {URL: None}) == {URL: choice}


def test_of_two_ticks_the_new_one_counts():
    told = standing.body(replace(REPORT, dead=[replace(ROW, choice="keep")]))
    ticked = told.replace("[ ] remove", "[X] remove")

    assert standing.choices(ticked, {URL: "keep"}) == {URL: "remove"}
    assert standing.choices(ticked, {URL: "remove"}) == {URL: "keep"}


def test_boxes_for_other_links_say_nothing():
    told = standing.body(replace(REPORT, dead=[replace(ROW, choice="keep")]))

    assert standing.choices(told, {"https://example.org/other": None}) == {}


@given(st.text())
def test_whatever_the_issue_was_made_into_is_read(text: str):
    assert standing.choices(text, {URL: None}).keys() <= {URL}


def test_a_link_without_a_copy_cannot_be_replaced():
    told = standing.body(
        replace(REPORT, dead=[replace(ROW, archived=None, alone=True)])
    )

    assert [line.partition(" <!--")[0].strip() for line in boxes(told)] == [
        "- [ ] keep it",
        "- [ ] remove the entry",
    ]


@pytest.mark.parametrize("part", ["dead", "moved", "blocked", "unknown", "kept"])
def test_an_issue_is_never_longer_than_github_takes(part: str):
    rows = [
        replace(ROW, url=f"https://example.org/{'x' * 2000}/{number}", title="T" * 300)
        for number in range(3000)
    ]

    told = standing.body(replace(REPORT, **{part: rows}))

    assert len(told) < 65_536
    assert "more links" in told


def test_of_3000_dead_links_as_many_are_told_as_there_is_room_for():
    rows = [
        replace(
            ROW,
            title=f"A paper with a title of the usual length, number {number}",
            path=f"entries/2024/a-paper-{number}.yml",
            url=f"https://www.example.edu/~lab/papers/2024/{number}.pdf",
            choice="remove" if number == 2_999 else None,
        )
        for number in range(3000)
    ]

    told = standing.body(replace(REPORT, links=9000, dead=rows))

    before: dict[str, Choice | None] = {row.url: row.choice for row in rows}
    shown = standing.choices(told, before)
    assert 45 < len(shown) < 200
    assert shown[rows[2_999].url] == "remove"
    assert told.splitlines()[1] == "### 3,000 links are dead"
    left = f"… and {3000 - len(shown):,} more links, shown here as these are settled."
    assert left in told.splitlines()


def test_a_pull_request_is_never_longer_than_github_takes():
    changes = [
        repair_texts.Change(
            title="T" * 300,
            path=ROW.path,
            kind="PDF",
            old=f"https://example.org/{'x' * 500}/{number}",
            new=None,
            why="Moved.",
        )
        for number in range(3000)
    ]

    assert len(repair_texts.body("moved", changes)) < 65_536


@pytest.mark.parametrize(
    ("days", "told"),
    [
        pytest.param([29, 1], "", id="none"),
        pytest.param([30, 29], " (1 for a month or longer)", id="one"),
        pytest.param([30, 90], " (2 for a month or longer)", id="all"),
    ],
)
def test_what_is_silent_for_long_is_worth_a_look(days: list[int], told: str):
    rows = [
        replace(ROW, url=f"{URL}/{n}", since=REPORT.today - timedelta(days=n))
        for n in days
    ]

    lines = standing.body(replace(REPORT, unknown=rows)).splitlines()

    summary = f"2 links not checked: no answer that says anything{told}"
    assert f"<summary>{summary}</summary>" in lines


@pytest.mark.parametrize(
    ("full", "told"),
    [
        pytest.param(
            None, "There was no run yet that looked at all of them.", id="none"
        ),
        pytest.param(date(2026, 11, 23), "All of them were looked at.", id="today"),
        pytest.param(
            date(2026, 11, 22),
            "All of them were last looked at on 2026-11-22, 1 day ago.",
            id="yesterday",
        ),
    ],
)
def test_the_age_of_the_last_full_audit_is_told(full: date | None, told: str):
    assert f"10 links on 2026-11-23. {told}\n" in standing.body(
        replace(REPORT, full=full)
    )
