"""Links that a style has no place for stand behind the entry: none is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import adopting_lists
from listbot.forge.folder import Folder
from listbot.jobs import add
from listbot.text import left_over
from making import TODAY

if TYPE_CHECKING:
    from pathlib import Path

_URL = "https://example.org/a"
_LINKS = [("PDF", _URL)]
_LINK = f"[PDF]({_URL})"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        pytest.param("- One", f"- One {_LINK}", id="an item"),
        pytest.param("- One  \n", f"- One {_LINK}  \n", id="before a hard break"),
        pytest.param(
            "| One | - |", f"| One | {_LINK} |", id="for a dash in the last cell"
        ),
        pytest.param("- One\n```\nx\n```", f"- One\n```\nx\n```\n\n{_LINK}", id="code"),
        pytest.param(
            f"- [One]({_URL}/b)", f"- [One]({_URL}/b) {_LINK}", id="a longer address"
        ),
        pytest.param(f"- [One]({_URL})", f"- [One]({_URL})", id="nothing lacks"),
        pytest.param(f"- <{_URL}>", f"- <{_URL}>", id="an address alone"),
    ],
)
def test_a_link_that_lacks_is_added(text: str, whole: str):
    assert left_over.with_links(text, _LINKS) == whole


def test_in_html_it_stands_before_what_closes():
    shown = left_over.with_links("<td>One</td>", [("A \\* B", _URL)], in_html=True)

    assert shown == f'<td>One <a href="{_URL}">A * B</a></td>'


@given(
    st.text("-|<>/` \nab(\"'", max_size=30),
    st.lists(st.tuples(st.just("PDF"), st.sampled_from([_URL, f"{_URL}/b", "x:'y"]))),
    st.booleans(),
)
def test_every_link_is_in_there_and_added_once(
    text: str, links: list[tuple[str, str]], in_html: bool
):
    shown = left_over.with_links(text, links, in_html=in_html)

    assert all(url in shown for _, url in links)
    assert left_over.with_links(shown, links, in_html=in_html) == shown


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param(
            "| Number | Topic | Resources |\n| --- | --- | --- |\n"
            + "".join(
                f"| {n} | About {name} | [slide](https://a.b/{n}), Tube([part1]"
                f"(https://a.b/{n}/p), [part2](https://a.b/{n}/q{n})){'!' * n} |\n"
                for n, name in enumerate(("trees", "waves", "rocks"))
            ),
            "https://example.org/new",
            id="cells that are all different",
        ),
        pytest.param(
            "".join(
                f"* **A work on {name}** [[Paper](https://a.b/{n})]\n"
                for n, name in enumerate(("trees", "waves", "rocks"))
            ),
            "* **New thing** [[Paper](https://example.org/new)]",
            id="a row of links",
        ),
    ],
)
def test_a_new_entry_keeps_its_link_in_every_look(text: str, line: str, tmp_path: Path):
    files = adopting_lists.adopted(tmp_path, f"# List\n\n## All\n\n{text}".encode())

    needed = [kind for kind, link in files.config.links.items() if link.required]
    for kind in files.config.links:
        made = add.plan_addition(
            add.Wish(
                title="New thing",
                sections=("all",),
                links={each: f"https://example.org/{each}" for each in needed}
                | {kind: "https://example.org/new"},
            ),
            Folder(tmp_path),
            today=TODAY,
            look=lambda _: (),
        )
        assert "https://example.org/new" in made.files["README.md"]
        if kind == "Paper":
            assert line in made.files["README.md"]
