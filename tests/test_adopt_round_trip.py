"""Data, written as a README in each style and adopted again, is the same data."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import adopting_lists
from listbot.catalog.model import Entry
from listbot.text import render
from making import catalog, config, entry

_WORDS = st.sampled_from(
    ["Robust", "Sparse", "Attention", "Vision", "Learning", "Graphs", "Deep", "Maps"]
)
_TITLES = st.lists(_WORDS, min_size=4, max_size=6, unique=True).map(" ".join)


@st.composite
def _entries(draw: st.DrawFn) -> list[Entry]:
    titles = draw(st.lists(_TITLES, min_size=4, max_size=8, unique=True))
    coded = draw(st.lists(st.booleans(), min_size=8, max_size=8))
    return [
        entry(
            f"{place}-{title.lower().replace(' ', '-')}",
            title=title,
            date=f"{2015 + place}",
            fields={"venue": "Nature"},
            links={"PDF": f"https://example.org/{place}.pdf"}
            | ({"Code": f"https://example.org/{place}/code"} if coded[place] else {}),
        )
        for place, title in enumerate(titles)
    ]


@pytest.mark.parametrize("style", ["card", "table", "link"])
@given(entries=_entries())
@settings(max_examples=8)
def test_a_list_written_in_a_style_is_read_back(style: str, entries: list[Entry]):
    made = config(style=style, numbering="none", sections=[_VISION])
    empty = "# Papers\n\n## Vision\n\n" + _MARKERS + "\nThe end.\n"
    readme = render.readme(empty, catalog(*entries, configuration=made), made, {})
    plain = "\n".join(
        line for line in readme.split("\n") if not line.startswith("<!-- listbot")
    )

    with TemporaryDirectory() as folder:
        files = adopting_lists.adopted(Path(folder), plain.encode())

    back = sorted(files.catalog.entries, key=lambda each: each.links[0].url)
    assert [each.title for each in back] == [each.title for each in entries]
    assert [[link.url for link in each.links] for each in back] == [
        [link.url for link in each.links] if style != "link" else [each.links[0].url]
        for each in entries
    ]
    if style != "link":
        assert [str(each.date) for each in back] == [str(each.date) for each in entries]


_VISION = {"title": "Vision", "slug": "vision"}
_MARKERS = (
    "<!-- listbot:begin entries vision -->\n<!-- listbot:end entries vision -->\n"
)
