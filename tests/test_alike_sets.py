"""All pairs of alike sets are found, and quickly."""

import random
import time
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listbot.catalog import alike_sets as module
from listbot.catalog.alike_sets import alike_sets

_SETS = st.lists(
    st.frozensets(st.sampled_from("abcdefghijkl"), max_size=12), max_size=40
)


def _by_hand(sets: list[frozenset[str]], at_least: float) -> set[frozenset[int]]:
    return {
        frozenset((one, other))
        for one, other in combinations(range(len(sets)), 2)
        if sets[one]
        and len(sets[one] & sets[other])
        >= at_least * len(sets[one] | sets[other]) - 1e-9
    }


@given(_SETS, st.sampled_from([0.5, 0.65, 0.85, 1.0]))
def test_every_alike_pair_is_found_once(sets: list[frozenset[str]], at_least: float):
    found = [frozenset(pair) for pair in alike_sets(sets, at_least)]

    assert set(found) == _by_hand(sets, at_least)
    assert len(found) == len(set(found))


@pytest.mark.parametrize("few", [0, 3, 10_000])
@pytest.mark.parametrize("shared", [1, 4, 24])
def test_how_sets_are_kept_changes_nothing(
    few: int, shared: int, monkeypatch: pytest.MonkeyPatch
):
    chance = random.Random(few + shared)  # noqa: S311 - sets, not secrets
    letters = [f"{one}{other}" for one in "abcdef" for other in "uvwxyz"]
    sets = [
        frozenset(chance.sample(letters, chance.randint(20, 36))) for _ in range(120)
    ]
    monkeypatch.setattr(module, "_FEW", few)
    monkeypatch.setattr(module, "_SHARED", shared)

    found = {frozenset(pair) for pair in alike_sets(sets, 0.7)}

    assert found == _by_hand(sets, 0.7)
    assert found


def test_four_times_the_sets_take_not_much_more_than_four_times_as_long():
    def seconds(count: int) -> float:
        chance = random.Random(1)  # noqa: S311 - sets, not secrets
        words = [f"{one}{other}{one}" for one in "abcdef" for other in "uvwxyz"]
        sets = [
            frozenset(
                trigram
                for word in chance.sample(words, 9)
                for trigram in (f" {word}", f"{word} ", word, f"{word}s")
            )
            for _ in range(count)
        ]
        start = time.process_time()
        assert all(one != other for one, other in alike_sets(sets, 0.85))
        return time.process_time() - start

    assert seconds(4_000) < 8 * max(seconds(1_000), 0.02)
