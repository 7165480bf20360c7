"""Styles: what a maintainer's own template may do, and how it is told of trouble."""

import pytest

from listbot.catalog.errors import ListbotError
from listbot.text.styles import BUILT_IN, read_styles
from making import config, entry

_OWN = "styles/own.md.j2"
_ENTRY = entry(
    "a-paper", title="On *tissue*", date="2024-03", fields={"venue": "Nature"}
)


def _shown(template: str) -> str:
    made = config(style=_OWN)
    return read_styles(made, {_OWN: template})[_OWN].entry(_ENTRY, 7, "vision")


def test_a_style_of_ones_own_shows_what_it_likes():
    shown = _shown(
        "{{ entry.number }}) {{ entry.title }} ({{ entry.fields.venue }}, "
        "{{ entry.year }}){% for link in entry.links %} "
        "[{{ link.kind|lower }}]({{ link.url }}){% endfor %}"
    )

    assert shown == (
        r"7) On \*tissue\* (Nature, 2024) [pdf](https://example.org/a-paper.pdf)"
    )


@pytest.mark.parametrize("style", BUILT_IN)
def test_every_style_does_without_fields_and_links(style: str):
    made = config(style=style, fields={}, links={"PDF": {}})
    bare = entry("a-paper", date="2024", links={})

    assert "A paper" in read_styles(made, {})[style].entry(bare, 7, "vision")


def test_a_style_that_is_not_there_is_told_with_the_ones_that_are():
    with pytest.raises(ListbotError) as caught:
        read_styles(config(style="own.md.j2"), {})

    assert str(caught.value) == (
        "listbot.yml: style 'own.md.j2' is neither built in (card, line, table, link) "
        "nor a file of the repository. "
        "Write the path of a template, relative to the repository."
    )


def test_a_style_that_is_no_template_is_told_with_its_line():
    with pytest.raises(ListbotError) as caught:
        _shown("{{ entry.title }}\n{{ entry.year\n")

    assert str(caught.value) == (
        "styles/own.md.j2, line 2: not a Jinja2 template: "
        "unexpected end of template, expected 'end of print statement'."
    )
    assert (caught.value.file, caught.value.line) == (_OWN, 2)


@pytest.mark.parametrize(
    ("template", "complaint"),
    [
        pytest.param(
            "{{ entry.venu }}", "EntryView object' has no attribute 'venu'", id="typo"
        ),
        pytest.param("{{ 1 / 0 }}", "division by zero", id="arithmetic"),
        pytest.param("{{ entry.title + 1 }}", "can only concatenate str", id="types"),
        pytest.param("{% include 'x' %}", "x", id="a file"),
        pytest.param(
            "{{ entry.__class__.__mro__ }}",
            "access to attribute '__class__' of 'EntryView' object is unsafe",
            id="a way out",
        ),
        pytest.param(
            "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
            "maximum recursion depth exceeded",
            id="without an end",
        ),
        pytest.param(
            "{% for _ in range(99999) %}long{% endfor %}",
            "it writes more than 65536 characters for one entry",
            id="a loop",
        ),
        pytest.param(
            "{{ 'a' * 10 ** 9 }}",
            "it writes more than 65536 characters for one entry",
            id="a product",
        ),
        pytest.param(
            "{{ 10 ** 10000000 }}",
            "it writes more than 65536 characters for one entry",
            id="a power",
        ),
    ],
)
def test_a_style_in_trouble_is_one_line(template: str, complaint: str):
    with pytest.raises(ListbotError) as caught:
        _shown(template)

    text = str(caught.value)
    assert text.startswith("styles/own.md.j2: the style does not render: ")
    assert complaint in text
    assert text.endswith(". What a style may use is described in docs/styles.md.")
    assert "\n" not in text


def test_small_products_are_no_trouble():
    assert _shown("{{ '-' * 3 }}{{ 2 * 3 }}{{ 2 ** 3 }}{{ 0.5 * 4 }}") == "---682.0"


@pytest.mark.parametrize(
    ("style", "shown"),
    [
        pytest.param(
            "card",
            "   - 📄 [PDF](https://x.org/a) ([archived copy](https://web.archive.org/a))",
            id="card",
        ),
        pytest.param(
            "line",
            "7. [A paper](https://x.org/a) ([archived copy](https://web.archive.org/a))"
            " - Nature, 2024. 💻 [Code](https://x.org/code)",
            id="line",
        ),
        pytest.param(
            "link",
            "7. [A paper](https://x.org/a) ([archived copy](https://web.archive.org/a))",
            id="link",
        ),
        pytest.param(
            "table",
            "| 📄 [PDF](https://x.org/a) ([archived copy](https://web.archive.org/a)) ",
            id="table",
        ),
    ],
)
def test_an_archived_copy_is_shown_beside_its_link(style: str, shown: str):
    known = entry(
        "a-paper",
        title="A paper",
        date="2024",
        fields={"venue": "Nature"},
        links={"PDF": "https://x.org/a", "Code": "https://x.org/code"},
        archived={"PDF": "https://web.archive.org/a"},
    )

    made = read_styles(config(style=style), {})[style].entry(known, 7, "vision")

    assert shown in made
    assert made.count("archived copy") == 1
