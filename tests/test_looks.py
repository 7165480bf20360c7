"""Looks: what a list writes in its own way is data, and comes back byte for byte."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import adopting_lists
from listbot.forge.folder import Folder
from listbot.jobs import add, check
from listbot.text import markdown, markup, regions
from listbot.text.cells import filled
from listbot.text.readme.looks.defaults import completed
from listbot.text.readme.looks.form import Form
from listbot.text.readme.looks.pattern import Mark
from listbot.text.styles import read_styles
from making import TODAY, config, entry

if TYPE_CHECKING:
    from pathlib import Path

    from listbot.text.cells import Align

_TOOLS = """\
# Tools

## Shells

- [Ash](https://example.org/ash) - Small and fast.
- [Bash](https://example.org/bash) - Knows `arrays`, *and* [more](https://gnu.org/b).
- [Csh | Tcsh](https://example.org/csh) - Looks like C.
- [Dash](https://example.org/dash) - Runs scripts. [[Code](https://example.org/d)]
- [Elvish](https://example.org/el) - Has pipes. [[Code](https://example.org/e)]
- [Fish](https://example.org/fish) - Is friendly. [[code](https://example.org/f)]
"""


def _row(*texts: str) -> str:
    aligns: tuple[Align, ...] = ("left", "center", "left", "right")
    cells = (filled(text, 40, a) for text, a in zip(texts, aligns, strict=True))
    return f"|{'|'.join(cells)}|"


_MODELS = "\n".join(
    [
        "# Models\n\n## Vision\n",
        _row("Name", "Paper", "Picture", "Lab"),
        "| --- | :---: | --- | ---: |",
        _row("Alpha on trees", "[PDF](https://example.org/a)", "![a](a.png)", "One"),
        _row("Beta on waves", "[PDF](https://example.org/b)", "-", "Two"),
        _row("Gamma on rocks", "[PDF](https://example.org/c)", "-", "Three"),
        _row("Delta on birds", "[PDF](https://example.org/d)", "![d](d.png)", "-\n"),
    ]
)


def test_code_emphasis_and_links_in_a_text_are_data(tmp_path: Path):
    files = adopting_lists.adopted(tmp_path, _TOOLS.encode())

    bash = files.catalog.entry_by_slug["bash"]
    assert adopting_lists.from_data(files) == (6, 6)
    assert bash.fields == {"description": "Knows arrays, and more."}
    assert bash.markdown == {
        "description": "Knows `arrays`, *and* [more](https://gnu.org/b)."
    }
    assert files.catalog.entry_by_slug["csh-tcsh"].markdown == {"title": "Csh | Tcsh"}


def test_a_label_spelt_otherwise_is_a_kind_that_no_form_asks_for(tmp_path: Path):
    files = adopting_lists.adopted(tmp_path, _TOOLS.encode())

    fish = files.catalog.entry_by_slug["fish"]
    assert [link.kind for link in fish.links] == ["Link", "code"]
    assert list(files.config.asked_links) == ["Link", "Code", "See also"]
    assert not files.config.links["code"].asked


def test_a_table_is_written_column_by_column_and_stays_aligned(tmp_path: Path):
    files = adopting_lists.adopted(tmp_path, _MODELS.encode())

    assert adopting_lists.from_data(files) == (4, 4)
    assert regions.without_markers(files.readme or "") == _MODELS
    made = add.plan_addition(
        add.Wish(
            title="Epsilon on clouds",
            sections=("vision",),
            links={"PDF": "https://example.org/e"},
        ),
        Folder(tmp_path),
        today=TODAY,
        look=lambda _: (),
    )
    row = _row("Epsilon on clouds", "[PDF](https://example.org/e)", "-", "-")
    assert row in made.files["README.md"].split("\n")


def test_markdown_counts_only_as_long_as_it_says_what_the_text_says():
    shell = entry(
        "ash",
        fields={"venue": "Runs ls"},
        markdown={"venue": "Runs `ls`"},
    )
    other = shell.model_copy(update={"fields": {"venue": "Runs cat"}})

    assert markup.of_entry(shell) == {"venue": "Runs `ls`"}
    assert markup.of_entry(other) == {}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("One\ntwo", id="two lines"),
        pytest.param("One\x08 two", id="a control character"),
        pytest.param("One <!-- listbot:end entries -->two", id="a marker"),
        pytest.param("[One two](https://elsewhere.org)", id="another address"),
    ],
)
def test_markdown_that_could_do_more_does_not_count(text: str):
    assert not markup.says(text, "One two", {"https://example.org"})


def test_a_link_in_a_text_is_not_shown_again_and_comments_show_plain_text():
    one = entry(
        "ash",
        fields={"venue": "Of GNU"},
        markdown={"venue": "Of [GNU](https://gnu.org)"},
        links={"PDF": "https://example.org/a", "Code": "https://gnu.org"},
    )
    style = read_styles(config(style="line"), {})["line"]

    shown = style.entry(one, 1, "vision")
    told = style.entry(one, 1, "vision", write=markdown.conversation)

    assert shown.count("https://gnu.org") == 1
    assert "Of [GNU](https://gnu.org)" in shown
    assert "[Code](https://gnu.org)" not in shown
    assert "[GNU]" not in told


def test_markdown_that_is_not_shown_is_named(tmp_path: Path):
    adopting_lists.adopted(tmp_path, _TOOLS.encode())
    path = tmp_path / "entries" / "undated" / "bash.yml"
    path.write_text(path.read_text().replace("Knows arrays", "Has arrays"))

    report = check.check(Folder(tmp_path), (), today=TODAY)

    assert [
        (found.code, found.field)
        for found in report.findings
        if found.file == "entries/undated/bash.yml"
    ] == [("unused-markdown", "description")]


@pytest.mark.parametrize(
    ("align", "cell"),
    [
        pytest.param("left", " ab    ", id="left"),
        pytest.param("right", "    ab ", id="right"),
        pytest.param("center", "  ab   ", id="centre"),
        pytest.param("center-right", "   ab  ", id="centre, the odd blank in front"),
    ],
)
def test_a_cell_is_filled_up(align: Align, cell: str):
    assert filled("ab", 7, align) == cell
    assert filled("abcdefgh", 7, align) == " abcdefgh "


def test_tags_behind_a_sign_are_a_row_without_icons(tmp_path: Path):
    text = "# Tools\n\n## Shells\n\n" + "".join(
        f"- [Shell {name}](https://example.org/{name}) - Runs all. 🐚 `{name}` `c`\n"
        for name in ("ash", "bash", "csh")
    )

    files = adopting_lists.adopted(tmp_path, text.encode())

    assert regions.without_markers(files.rendered()["README.md"]) == text


def _papers(*endings: str) -> str:
    return "".join(
        f"- **Paper {place} on seeing things**. {ending}\n"
        for place, ending in enumerate(endings)
    )


def test_a_section_keeps_its_own_order_of_links(tmp_path: Path):
    link = "[[{}](https://example.org/{}/{})]"
    early, late = (
        _papers(
            *(" ".join(link.format(each, n, each) for each in kinds) for n in range(4))
        )
        for kinds in (("PDF", "Code", "Talk"), ("Talk", "PDF", "Code"))
    )
    text = f"# Papers\n\n## Early\n\n{early}\n## Late\n\n{late}"

    files = adopting_lists.adopted(tmp_path, text.encode())

    assert adopting_lists.from_data(files) == (8, 8)
    assert files.config.style_of("early") != files.config.style_of("late")
    assert 'in_order("Talk", "PDF", "Code")' in "".join(files.templates.values())


def test_the_number_of_arxiv_is_data(tmp_path: Path):
    numbers = ("2305.01278", "2306.00890", "2306.02858")
    text = "# Papers\n\n## Seeing\n\n" + _papers(
        *(f"arXiv:{each}. [[Paper](https://arxiv.org/abs/{each})]" for each in numbers)
    )

    files = adopting_lists.adopted(tmp_path, text.encode())

    assert adopting_lists.from_data(files) == (3, 3)
    assert 'entry.ids.get("arxiv", "")' in "".join(files.templates.values())


def _added(folder: Path, **wish: Any) -> str:
    made = add.plan_addition(
        add.Wish(sections=("seeing",), **wish),
        Folder(folder),
        today=TODAY,
        look=lambda _: (),
    )
    return made.files["README.md"]


@pytest.mark.parametrize(
    ("venue", "url", "shown"),
    [
        pytest.param("CVPR", "https://a.b/1", "CVPR 2024", id="elsewhere"),
        pytest.param(
            None, "https://arxiv.org/abs/2405.00001", "arXiv:2405.00001", id="arXiv"
        ),
    ],
)
def test_where_a_number_of_arxiv_stands_a_venue_may_stand(
    venue: str | None, url: str, shown: str, tmp_path: Path
):
    numbers = ("2305.01278", "2306.00890", "2306.02858")
    text = "# Papers\n\n## Seeing\n\n" + _papers(
        "*CVPR 2023*. [[Paper](https://example.org/1)]",
        *(f"*arXiv:{n}*. [[Paper](https://arxiv.org/abs/{n})]" for n in numbers),
    )
    files = adopting_lists.adopted(tmp_path, text.encode())

    readme = _added(
        tmp_path,
        title="New paper",
        date="2024",
        links={next(iter(files.config.links)): url, "Paper": url},
        fields={"venue": venue} if venue else {},
    )

    assert f"- **New paper**. *{shown}*. [[Paper]({url})]\n" in readme


def test_an_address_of_one_entry_is_no_part_of_a_look(tmp_path: Path):
    text = "# Papers\n\n## Seeing\n\n" + _papers(
        "A study. See [the survey](https://example.org/survey). [[Paper](https://a.b/1)]",
        "A study. See [the survey](https://example.org/survey). [[Paper](https://a.b/2)]",
        *(f"[[Paper](https://a.b/{n})]" for n in range(3, 9)),
    )
    files = adopting_lists.adopted(tmp_path, text.encode())

    assert "example.org/survey" not in "".join(files.templates.values())


def test_what_stands_in_brackets_in_few_entries_is_no_part_of_a_look(tmp_path: Path):
    places = ("Acme", "Acme", "Initech", "Hooli", "Umbrella", "Globex")
    text = "# Papers\n\n## Seeing\n\n" + "".join(
        f'* **N{n}**: "Paper {n} on seeing", CVPR, 2021 (*{place}*). '
        f"[[Paper](https://a.b/{n})]\n"
        for n, place in enumerate(places)
    )
    files = adopting_lists.adopted(tmp_path, text.encode())

    readme = _added(
        tmp_path,
        title="New paper",
        date="2024",
        links={"Paper": "https://a.b/new"},
        fields={"venue": "ICCV"},
    )

    assert files.catalog.entry_by_slug["paper-0-on-seeing"].fields["venue"] == "CVPR"
    assert '* "New paper", ICCV, 2024. [[Paper](https://a.b/new)]\n' in readme


def test_a_section_that_no_look_writes_has_the_one_that_is_most_like_it(tmp_path: Path):
    link = "[Work of Ada {0}](https://a.b/{0})"
    wide = "".join(f"| {link.format(n):60} | {'-':60} |\n" for n in range(8))
    narrow = f"|{link.format(8)} | see it|\n| {link.format(9)}| - read it |\n"
    head = "| Title | Note |\n| --- | --- |\n"
    text = f"# Papers\n\n## Hearing\n\n{head}{wide}\n## Seeing\n\n{head}{narrow}"
    adopting_lists.adopted(tmp_path, text.encode())

    readme = _added(tmp_path, title="New paper", links={"Link": "https://a.b/new"})

    assert "[New paper](https://a.b/new)" in readme
    assert "[New paper](https://a.b/new)  " not in readme


def test_a_few_blanks_at_the_end_of_lines_are_no_habit(tmp_path: Path):
    endings = [f"[[Paper](https://a.b/{n})]{' ' * (n < 2)}" for n in range(6)]
    text = f"# Papers\n\n## Seeing\n\n{_papers(*endings)}"

    files = adopting_lists.adopted(tmp_path, text.encode())

    first = files.catalog.entry_by_slug["paper-0-on-seeing-things"]
    assert adopting_lists.from_data(files) == (6, 6)
    assert first.followed_by == " \n"
    assert regions.without_markers(files.rendered()["README.md"]) == text


def test_addresses_in_single_quotes_cannot_end_there(tmp_path: Path):
    text = "# Apps\n\n## Games\n\n" + "".join(
        f"- [Game {name}](https://example.org/{name})\n"
        f"  - <a href='https://example.org/{name}.png'>Demo</a>\n"
        for name in ("one", "two", "three")
    )

    files = adopting_lists.adopted(tmp_path, text.encode())
    made = add.plan_addition(
        add.Wish(
            title="Game four",
            sections=("games",),
            links={
                "Link": "https://example.org/4",
                "Demo": "https://a.b/'onload=x'",
            },
        ),
        Folder(tmp_path),
        today=TODAY,
        look=lambda _: (),
    )

    assert adopting_lists.from_data(files) == (3, 3)
    assert "<a href='https://a.b/%27onload=x%27'>" in made.files["README.md"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("*. [[Code](", ")]", id="a link in brackets"),
        pytest.param("*. <a href='", "'>Code</a>", id="a tag"),
    ],
)
def test_a_link_that_an_entry_lacks_leaves_no_label_behind(before: str, after: str):
    title, code = Mark("title"), Mark("url Code", ("Code", "'"))
    form = completed(Form(("*", title, *before, code, *after, ".")))

    assert form.pattern(frozenset({"title"})) == ("*", title, "*", ".")
    assert form.pattern(frozenset({"title", "url Code"})) == form.base


def test_tags_that_are_badges_are_data_and_a_new_one_is_a_badge(tmp_path: Path):
    badge = "![{0}](https://img.shields.io/badge/{0}-{1})"
    llm, rag = badge.format("LLM", "589cf4"), badge.format("RAG", "87b800")
    text = "# Papers\n\n## Seeing\n\n" + "".join(
        f"- **[Paper {n} on seeing](https://example.org/{n})** {tags}\n"
        for n, tags in enumerate([llm, f"{llm} {rag}", rag, llm])
    )
    files = adopting_lists.adopted(tmp_path, text.encode())

    made = add.plan_addition(
        add.Wish(
            title="A new paper on seeing",
            sections=("seeing",),
            links={"Link": "https://example.org/new"},
            fields={"tags": "RAG, x)[y](//z.org"},
        ),
        Folder(tmp_path),
        today=TODAY,
        look=lambda _: (),
    )

    assert adopting_lists.from_data(files) == (4, 4)
    odd = "https://img.shields.io/badge/x%29%5By%5D%28%2F%2Fz.org-589cf4"
    row = rf"** {rag} ![x)\[y\](//z.org]({odd})"
    assert (
        f"- **[A new paper on seeing](https://example.org/new){row}"
        in (made.files["README.md"])
    )


@pytest.mark.parametrize(
    ("text", "look"),
    [
        pytest.param(
            '<details><summary><a href="https://a.b/{2}">Work of {2}</a> {1}</summary>'
            "\n\nSee {2}.\n</details>",
            '<details><summary><a href="https://example.org/new">New &lt;b&gt;</a>',
            id="folds",
        ),
        pytest.param("> {0} by {2}, see {1}", r"> [New \<b\>](", id="quotations"),
        pytest.param("| {0} x{2} | {1} |", r"| [New \<b\>](", id="rows"),
    ],
)
def test_a_new_entry_has_the_shape_of_its_section(text: str, look: str, tmp_path: Path):
    names = ("Ada", "Bob", "Cyd", "Dee")
    blocks = [
        text.format(f"[Work of {name}](https://example.org/{n})", "-" * n, name)
        for n, name in enumerate(names, 1)
    ]
    head = "| Title | Dashes |\n| --- | --- |\n" if text.startswith("|") else ""
    gap = "\n" if head else "\n\n"
    made_text = f"# Works\n\n## All\n\n{head}{gap.join(blocks)}\n"
    files = adopting_lists.adopted(tmp_path, made_text.encode())

    made = add.plan_addition(
        add.Wish(
            title="New <b>",
            sections=(files.config.flat_sections[0].slug,),
            links={next(iter(files.config.links)): "https://example.org/new"},
        ),
        Folder(tmp_path),
        today=TODAY,
        look=lambda _: (),
    )

    assert f"\n{look}" in made.files["README.md"]


def test_raised_numbers_behind_names_are_written_back(tmp_path: Path):
    text = "# Papers\n\n## Seeing\n\n" + _papers(
        "*Ada Lovelace<sup>1</sup>, Alan Turing*. [[Paper](https://a.b/1)]",
        "*Grace Hopper, Alan Turing*. [[Paper](https://a.b/2)]",
        "*Ada Lovelace, Grace Hopper*. [[Paper](https://a.b/3)]",
    )

    files = adopting_lists.adopted(tmp_path, text.encode())

    first = min(files.catalog.entries, key=lambda entry: entry.title)
    assert adopting_lists.from_data(files) == (3, 3)
    assert first.fields["authors"] == "Ada Lovelace, Alan Turing"
    assert first.markdown == {"authors": "Ada Lovelace<sup>1</sup>, Alan Turing"}
