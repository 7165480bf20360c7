"""Data, written as a README in each style and adopted again, is the same data."""

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import adopting_lists
from listbot.catalog.model import Entry
from listbot.text import regions, render
from listbot.text.styles import BUILT_IN
from making import catalog, config, entry

_PLAIN = [
    "Robust",
    "Sparse",
    "Attention",
    "Vision",
    "Learning",
    "Graphs",
    "Deep",
    "Maps",
]
_ODD = ["A*", "Half_Open", "[SEP]", "<unk>", "C#", "R²D", "|V|", "AT&T", "50$", "`ls`"]
_WORDS = st.sampled_from([*_PLAIN, *_ODD])
_TITLES = st.lists(_WORDS, min_size=4, max_size=6, unique=True).map(" ".join)
_NUMBERINGS = ("none", "continuous", "per-section", "ones")


@st.composite
def _entries(draw: st.DrawFn) -> list[Entry]:
    titles = draw(st.lists(_TITLES, min_size=4, max_size=8, unique=True))
    coded = draw(st.lists(st.booleans(), min_size=8, max_size=8))
    ends = draw(st.lists(st.sampled_from(["", "-03", "-11-23"]), min_size=8))
    return [
        entry(
            f"{place}-{title.lower().replace(' ', '-')}",
            title=title,
            date=f"{2015 + place}{ends[place]}",
            fields={"venue": "Nature"},
            links={"PDF": f"https://example.org/{place}.pdf"}
            | ({"Code": f"https://example.org/{place}/code"} if coded[place] else {}),
        )
        for place, title in enumerate(titles)
    ]


@pytest.mark.parametrize("style", BUILT_IN)
@given(entries=_entries(), numbering=st.sampled_from(_NUMBERINGS))
@settings(max_examples=12)
def test_a_list_written_in_a_style_is_read_back(
    style: str, numbering: str, entries: list[Entry]
):
    made = config(style=style, numbering=numbering, sections=[_VISION])
    empty = "# Papers\n\n## Vision\n\n" + _MARKERS + "\nThe end.\n"
    readme = render.readme(empty, catalog(*entries, configuration=made), made, {})
    plain = regions.without_markers(readme)

    with TemporaryDirectory() as folder:
        files = adopting_lists.adopted(Path(folder), plain.encode())

    # Nothing but the linked title says less than the data.
    whole = style != "link"
    assert adopting_lists.from_data(files) == (len(entries), len(entries))
    assert _data(files.catalog.entries, whole) == _data(entries, whole)


def _data(entries: Iterable[Entry], whole: bool) -> list[tuple[object, ...]]:
    """Return what a style shows of entries, in one order."""
    shown = sorted(entries, key=lambda each: each.links[0].url)
    return [
        (each.title, each.links[0].url)
        if not whole
        else (
            *(each.title, [link.url for link in each.links]),
            *(str(each.date), each.fields["venue"]),
        )
        for each in shown
    ]


_VISION = {"title": "Vision", "slug": "vision"}
_MARKERS = (
    "<!-- listbot:begin entries vision -->\n<!-- listbot:end entries vision -->\n"
)
