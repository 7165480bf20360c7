"""Placing: few inversions, nobody moves, order of arrival does not matter."""

import json
import math
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listbot.catalog import order
from listbot.catalog.config_parts import Order
from listbot.catalog.model import Entry
from making import catalog, config, entry

dates = st.one_of(
    st.none(),
    st.builds("{:04d}".format, st.integers(2019, 2026)),
    st.builds("{:04d}-{:02d}".format, st.integers(2019, 2026), st.integers(1, 12)),
)
orders = st.sampled_from(["date", "-date", "title", "as-imported"])


def _backbone(written: Sequence[str | None]) -> list[Entry]:
    return [
        entry(f"old-{place}", date=text, position=place)
        for place, text in enumerate(written, 1)
    ]


def _slugs(entries: Sequence[Entry]) -> list[str]:
    return [found.slug for found in entries]


def _inversions(entries: Sequence[Entry]) -> int:
    days = [found.date.first for found in entries if found.date]
    return sum(
        first > second
        for place, first in enumerate(days)
        for second in days[place + 1 :]
    )


@given(st.lists(dates, max_size=8), dates, orders)
def test_inserting_moves_nobody(
    written: list[str | None], new: str | None, kind: Order
):
    old = _backbone(written)

    arranged = order.arranged([*old, entry("new", date=new)], "vision", kind)

    assert [found for found in arranged if found.slug != "new"] == old


@given(st.lists(dates, max_size=8), dates.filter(bool))
def test_inserting_makes_no_avoidable_inversion(
    written: list[str | None], new: str | None
):
    old = _backbone(written)
    newcomer = entry("new", date=new)

    arranged = order.arranged([*old, newcomer], "vision", "date")

    best = min(
        (
            _inversions([*old[:place], newcomer, *old[place:]])
            for place in range(len(old) + 1)
        ),
        default=math.inf,
    )
    assert _inversions(arranged) == best


@given(
    st.lists(dates, max_size=6),
    st.lists(dates, max_size=6),
    orders,
    st.randoms(use_true_random=False),
)
def test_order_of_arrival_does_not_matter(
    written: list[str | None], new: list[str | None], kind: Order, chance: Random
):
    entries = _backbone(written)
    entries += [entry(f"new-{place}", date=text) for place, text in enumerate(new)]
    shuffled = list(entries)
    chance.shuffle(shuffled)

    assert order.arranged(shuffled, "vision", kind) == order.arranged(
        entries, "vision", kind
    )


@given(st.lists(dates, max_size=6), st.lists(dates, min_size=1, max_size=6), orders)
def test_those_who_came_before_keep_their_order(
    written: list[str | None], new: list[str | None], kind: Order
):
    entries = _backbone(written)
    entries += [entry(f"new-{place}", date=text) for place, text in enumerate(new)]
    before = order.arranged(entries[:-1], "vision", kind)

    after = order.arranged(entries, "vision", kind)

    assert [found for found in after if found is not entries[-1]] == list(before)


@pytest.mark.parametrize(
    ("written", "new", "place"),
    [
        pytest.param(["2024-03", "2024", "2024-09"], "2024-06", 2, id="between months"),
        pytest.param(["2022", "2024", "2024", "2025"], "2024", 3, id="after equals"),
        pytest.param(["2023", "2024", None, "2023", "2024"], "2023-09", 4, id="stray"),
        pytest.param([], "2024", 0, id="first of all"),
        pytest.param([None, None], "2024", 2, id="among undated ones"),
    ],
)
def test_place_in_an_imperfect_list(written: list[str | None], new: str, place: int):
    entries = [*_backbone(written), entry("new", date=new)]

    arranged = order.arranged(entries, "vision", "date")

    assert _slugs(arranged).index("new") == place


def test_newest_first_goes_before_its_equals():
    entries = [*_backbone(["2025", "2024", "2024", "2023"]), entry("new", date="2024")]

    arranged = order.arranged(entries, "vision", "-date")

    assert _slugs(arranged) == ["old-1", "new", "old-2", "old-3", "old-4"]


def test_alphabetical_does_not_look_at_case():
    titles = {"b": "beta", "a": "Alpha", "c": "C"}
    entries = [entry(slug, title=title) for slug, title in titles.items()]

    arranged = order.arranged(entries, "vision", "title")

    assert _slugs(arranged) == ["a", "b", "c"]


def test_equal_dates_come_as_they_were_added_then_by_slug():
    entries = [
        entry("b", date="2024", added="2026-01-02"),
        entry("c", date="2024", added="2026-01-01"),
        entry("a", date="2024", added="2026-01-02"),
    ]

    arranged = order.arranged(entries, "vision", "date")

    assert _slugs(arranged) == ["c", "a", "b"]


def test_numbers_run_through_sections_or_start_anew():
    entries = [entry("a"), entry("b"), entry("c", sections=["language"])]

    numbers = {
        kind: [
            number
            for part in order.listed(catalog(*entries), config(numbering=kind))
            for number, _ in part.numbered
        ]
        for kind in ("continuous", "per-section", "none")
    }

    assert numbers == {
        "continuous": [1, 2, 3],
        "per-section": [1, 2, 1],
        "none": [1, 2, 1],
    }


def test_a_cross_listed_entry_has_a_place_in_each_section():
    entries = [entry("a"), entry("both", sections=["vision", "language"], date="2024")]
    listed = order.listed(catalog(*entries), config())

    places = order.places(listed, "both")

    assert [(found.section, found.number, found.after) for found in places] == [
        ("vision", 1, None),
        ("language", 3, None),
    ]


def test_neighbours_the_wrong_way_round_are_found():
    entries = _backbone(["2022", "2024", "2023", None, "2025"])

    pairs = order.out_of_order(entries, "date")

    assert [(first.slug, second.slug) for first, second in pairs] == [
        ("old-2", "old-3")
    ]


@pytest.mark.corpus
def test_leaving_one_out_of_the_first_list_adds_no_inversion(corpus: Path):
    truth = json.loads((corpus / "truth" / "SEED.json").read_text(encoding="utf-8"))
    years_by_section: dict[tuple[str, ...], list[str | None]] = {}
    for item in truth:
        year = str(item["year"]) if item.get("year") else None
        years_by_section.setdefault(tuple(item["section_path"]), []).append(year)

    tried = added = 0
    for years in years_by_section.values():
        for place, year in enumerate(years):
            if year is None:
                continue
            rest = _backbone([*years[:place], *years[place + 1 :]])
            newcomer = entry("new", date=year)
            arranged = order.arranged([*rest, newcomer], "vision", "date")
            tried += 1
            added += max(0, _inversions(arranged) - _inversions(_backbone(years)))

    assert (tried, added) == (73, 0)
