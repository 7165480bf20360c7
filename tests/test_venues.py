"""Venues as lists write them: the name without what stands around it."""

import pytest

from listbot.text.readme import venues


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        pytest.param("CVPR'24", "CVPR", "", id="a short year"),
        pytest.param(
            "Journal: Nature Medicine, 2024", "Nature Medicine", "Journal", id="kind"
        ),
        pytest.param("📖 ECCV, 2024", "ECCV", "", id="a sign in front"),
        pytest.param("🏛️ ICML Workshop, 2024", "ICML Workshop", "", id="a sign of two"),
    ],
)
def test_a_venue_is_its_name(text: str, name: str, kind: str):
    venue = venues.read_venue(text)

    assert venue is not None
    assert (venue.name, venue.kind) == (name, kind)
    assert len(venue.dates) == 1
