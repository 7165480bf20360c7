"""What a learnt look writes around data that an entry lacks: nothing that dangles."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from listbot.text.readme.looks.defaults import completed
from listbot.text.readme.looks.form import Form, names_in
from listbot.text.readme.looks.pattern import Mark, Pattern

_MARK = re.compile(r"\{([a-z -]+)\}")
_EMPTY = re.compile(
    r"\(\s*\)|\[[\s']*\]|<(\w+)>\W*</\1>|(?<!\S)\*[ .,:]*\*(?!\S)|\*{4}"
)
_DANGLING = re.compile(
    r"[([] |[,:–|-] *[.,:]|[,:-] *\Z|<(?!br)\w+>[ ,.:]|\.\."
    r"|(?:<br ?/?>|[\\ ])\Z|\n\s*(?:\n\s*\n|\Z)|(?<=[^\s|])  (?=[^\s|])"
)


def _form(look: str) -> Form:
    symbols: list[str | Mark] = []
    for place, part in enumerate(_MARK.split(look)):
        detail = (part.removeprefix("url "),) if part.startswith("url ") else ()
        symbols += [Mark(part, detail)] if place % 2 else part
    return completed(Form(tuple(symbols)))


def _text(pattern: Pattern) -> str:
    return "".join(each if isinstance(each, str) else "x" for each in pattern)


_LOOKS = [
    "- {title}, <ins>{venue}, {year}</ins> {links}",
    "{number}. <u>{name}</u>: **{title}**. *{authors}.* {venue} {year}. {links}",
    "* {authors}, {title}, {venue}, {year}. [[Paper]]({url paper})",
    "- [{title}]({title-url}) - {authors}. ({venue} {year})",
    "* {name} - [{title}]({title-url})",
    "- **{title}** ({year}) <br>\n  *{authors}.* <br>\n  {venue}, {kind}. {links}",
    "| [{name}] {title}({description}) | {links} |",
    "- {title} | **[{venue}]** | [`[pdf]`]({url pdf})",
    "* **{title}** [{links}]",
    '* **{name}**: "{title}", *{venue}, {date}*. {links}',
    "- **{title} ({venue} {date})**\n  - {authors}\n  - {links}",
    "- {authors}.<br />\n'{title}.' {venue} ({year}).\n{links}\n[{date}]",
    "**{title}** \\\n*{authors}* \\\n[{date}] [{venue}, {year}] \\\n[[P]({url paper})]",
    "{number}. 📜 **{title}**\n{indent}- 📖 {kind}: {venue}, {date}\n{indent}- {links}",
    "- **{title}**. {published}.\n\n  *{authors}.* {links}\n\n  {tags}: {description}",
    "- {title} <br> {venue} {date} [[Paper]]({url paper}) [[Page]]({url page})",
]


@pytest.mark.parametrize("look", _LOOKS)
def test_whatever_an_entry_lacks_no_sign_is_left_alone(look: str):
    form = _form(look)
    fixed = {"title", "title-url", "number"}
    names = sorted(names_in(form.base) - fixed)

    for size in range(len(names) + 1):
        for some in combinations(names, size):
            shown = _text(form.pattern(frozenset({*fixed, *some})))
            assert not _EMPTY.search(shown), (some, shown)
            assert not _DANGLING.search(shown), (some, shown)
            for one, other in ("()", "[]", "<>"):
                assert shown.count(one) == shown.count(other), (some, shown)
            assert shown.count("*") % 2 == look.count("*") % 2, (some, shown)


@pytest.mark.parametrize("look", _LOOKS)
def test_no_part_is_told_twice_to_go(look: str):
    options = _form(look).options

    assert len(set(options)) == len(options)


@pytest.mark.parametrize(
    ("look", "present", "text"),
    [
        pytest.param(_LOOKS[0], {"year"}, "- x, <ins>x</ins>", id="in a tag"),
        pytest.param(_LOOKS[1], set[str](), "x. **x**.", id="nothing but a title"),
        pytest.param(_LOOKS[3], {"year"}, "- [x](x) (x)", id="one of a pair"),
        pytest.param(
            "* **{title}** [[Blog]({url blog}) ({date})]",
            set[str](),
            "* **x**",
            id="a pair around a link and a pair",
        ),
        pytest.param(_LOOKS[4], set[str](), "* [x](x)", id="a name in front"),
        pytest.param(_LOOKS[9], {"date"}, '* "x", *x*.', id="first of the emphasis"),
        pytest.param(_LOOKS[10], {"links"}, "- **x**\n  - x", id="a bullet below"),
        pytest.param(
            _LOOKS[11], {"date", "year"}, "- 'x.'\n[x]", id="the year of a venue"
        ),
        pytest.param(
            "- **{title}**. {venue}'{year}", {"year"}, "- **x**.", id="a short year"
        ),
        pytest.param(
            "{title} \\\n{venue} {year}. {links} \\\n{date}",
            {"date", "year", "links"},
            "x \\\nx \\\nx",
            id="a sentence in front",
        ),
        pytest.param(_LOOKS[12], {"date"}, "**x** \\\n[x]", id="a hard break"),
        pytest.param(_LOOKS[15], set[str](), "- x", id="a break inside a line"),
        pytest.param(
            "| {title} | [PDF]({url pdf}) | - |",
            set[str](),
            "| x | - | - |",
            id="a cell",
        ),
    ],
)
def test_signs_go_with_their_data(look: str, present: set[str], text: str):
    names = frozenset({"title", "title-url", "number", *present})

    assert _text(_form(look).pattern(names)) == text
