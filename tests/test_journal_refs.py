"""What a reference to a publication says about where it appeared."""

import pytest

from listbot.catalog.config_parts import Venue
from listbot.catalog.venues import Place, referred_to

VENUES = {
    "CVPR": Venue(
        name="Conference on Computer Vision and Pattern Recognition", kind="conference"
    ),
    "Nature Medicine": Venue(),
    "Nature": Venue(),
    "TMI": Venue(aliases=("IEEE Transactions on Medical Imaging",)),
    "CVPRW": Venue(kind="workshop"),
    "arXiv": Venue(kind="preprint"),
}


@pytest.mark.parametrize(
    ("said", "place"),
    [
        pytest.param("CVPR (2024) 42-51", Place("CVPR", 2024), id="acronym"),
        pytest.param(
            "Nature Medicine 30, 850-862 (2024)",
            Place("Nature Medicine", 2024),
            id="journal and volume",
        ),
        pytest.param("Nature 616 (2023) 259", Place("Nature", 2023), id="one word"),
        pytest.param(
            "IEEE Transactions on Medical Imaging, vol. 43, pp. 1-12, Jan. 2024",
            Place("TMI", None),
            id="a year behind the pages",
        ),
        pytest.param(
            "Proceedings of the IEEE/CVF CVPR, 2023, pp. 2001-2010",
            Place("CVPR", 2023),
            id="pages that look like years",
        ),
        pytest.param("2019 CVPR 2020", Place("CVPR", None), id="two years"),
        pytest.param("CVPRW 2024 Workshop on X", Place("CVPRW", 2024), id="workshop"),
        pytest.param("CVPR 2024 Workshops", None, id="a workshop of a conference"),
        pytest.param("Nature Communications 2024", None, id="another journal"),
        pytest.param("CVPR 2024; TMI 2025", None, id="two venues"),
        pytest.param("submitted to CVPR 2025", None, id="not yet"),
        pytest.param("arXiv preprint 2024", None, id="a preprint"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_the_venue_and_year_of_a_reference(said: str, place: Place | None):
    assert referred_to(said, VENUES) == place
