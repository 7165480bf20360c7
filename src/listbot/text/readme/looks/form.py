"""What the patterns of a section have in common: one form, parts may lack. No I/O."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from listbot.text import cells, date_notation, left_over
from listbot.text.readme.looks import badges, columns, rows
from listbot.text.readme.looks.pattern import PUBLISHED, Mark, as_text
from listbot.text.readme.looks.shown import HTML_SHAPES, html_until

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Mapping, Sequence

    from listbot.text.cells import Align
    from listbot.text.readme.looks.pattern import Pattern, Symbol
    from listbot.text.readme.looks.shown import Shown

ROW = 5
"""How many details of the mark of a row say how it is written; its order follows."""

# Data that shows only together with other data, or in another way too.
_IMPLIED = frozenset(
    {"date", "year", "venue_year", "title-url", "indent", "number", "arxiv", PUBLISHED}
)


@dataclass(frozen=True, slots=True)
class Option:
    """Symbols *start* to *end* of a form stand only where *name* has data.

    Where there are *others*, data of one of them is enough. Otherwise the letters
    *instead* stand there, a dash in a table, mostly nothing.
    """

    start: int
    end: int
    name: str
    instead: str = ""
    others: tuple[str, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """The names one of which has to have data."""
        return frozenset((self.name, *self.others))

    def shifted(self, by: int) -> Option:
        """Return the same part of a form that begins *by* symbols later."""
        return replace(self, start=self.start + by, end=self.end + by)


def agree(one: Option, other: Option) -> bool:
    """Say whether two parts are apart, or one inside the other."""
    apart = one.end <= other.start or other.end <= one.start
    inside = (one.start >= other.start and one.end <= other.end) or (
        other.start >= one.start and other.end <= one.end
    )
    return apart or inside


@dataclass(frozen=True, slots=True)
class Form:
    """A pattern, and which parts of it are left out when an entry lacks their data."""

    base: Pattern
    options: tuple[Option, ...] = ()

    def pattern(self, present: frozenset[str]) -> Pattern:
        """Return the pattern of an entry that has data of these names."""
        symbols: list[Symbol] = []
        place = 0
        lacking = [each for each in self.options if present.isdisjoint(each.names)]
        for option in sorted(lacking, key=lambda each: (each.start, -each.end)):
            if option.start >= place:
                symbols += self.base[place : option.start]
                symbols += option.instead
                place = option.end
        return (*symbols, *self.base[place:])

    def text(self, shown: Shown, icon_by_kind: Mapping[str, str]) -> str:
        """Write an entry in this form, what it has no place for behind it."""
        letters = as_text(self.base)
        html = html_until(letters, html=shown.read.shape in HTML_SHAPES)
        return left_over.with_links(
            self._text(shown, icon_by_kind), shown.links, in_html=html == len(letters)
        )

    def _text(self, shown: Shown, icon_by_kind: Mapping[str, str]) -> str:
        names = names_in(self.base)
        titled = "title-url" in names
        parts: list[str] = []
        cells_open: list[tuple[int, Mark]] = []
        for symbol in self.pattern(present(shown, titled=titled)):
            if isinstance(symbol, str):
                parts.append(symbol)
            elif symbol.name == columns.PAD:
                cells_open.append((len(parts), symbol))
            elif symbol.name == columns.PADDED:
                place, pad = cells_open.pop()
                width, align = int(pad.detail[0]), cast("Align", pad.detail[1])
                text = "".join(parts[place:])
                parts[place:] = [cells.filled(text, width, align)]
            else:
                parts.append(write(symbol, shown, icon_by_kind, titled=titled))
        return "".join(parts)


def names_in(pattern: Pattern) -> frozenset[str]:
    """Return the names of the marks in a pattern."""
    return frozenset(
        each.name
        for each in pattern
        if isinstance(each, Mark) and each.name not in columns.FILLING
    )


def present(shown: Shown, *, titled: bool) -> frozenset[str]:
    """Return the names an entry has data for; *titled*: its title leads to a link."""
    found = {name for name, value in shown.fields.items() if value}
    found |= {"title"} | ({"date", "year"} if shown.date else set())
    found |= {"number", "indent"} if shown.read.number is not None else set()
    found |= {"tags"} if shown.tags else set()
    found |= {"arxiv"} if shown.arxiv else set()
    found |= {PUBLISHED} if shown.arxiv or shown.fields["venue"] else set()
    found |= {"title-url"} if shown.links else set()
    found |= {"links"} if len(shown.links) > titled else set()
    found |= {f"url {kind}" for kind, _ in shown.links[titled:]}
    return frozenset(found)


def write(
    mark: Mark, shown: Shown, icon_by_kind: Mapping[str, str], *, titled: bool
) -> str:
    """Write the data of one mark."""
    if mark.name == "links":
        order = {kind: place for place, kind in enumerate(mark.detail[ROW:])}
        links = sorted(
            shown.links[titled:], key=lambda link: order.get(link[0], len(order))
        )
        return _row(
            [
                (f"{icon_by_kind.get(kind, '')} ".lstrip(" "), kind, url)
                for kind, url in links
            ],
            mark.detail,
        )
    if mark.name.startswith("url "):
        urls = (url for kind, url in shown.links if kind == mark.detail[0])
        url = next(urls, "")
        return url.replace("'", "%27") if rows.is_quoted(mark) else url
    if mark.name == "tags" and mark.detail[0] == badges.BADGE:
        return badges.written_as(badges.of_detail(mark.detail), shown.tags)
    if mark.name == "tags":
        return _row([("", tag, "") for tag in shown.tags], mark.detail)
    if mark.name == "date" and shown.date:
        known = 1 + (shown.date.month is not None) + (shown.date.day is not None)
        return date_notation.write(shown.date, mark.detail[known - 1])
    preprint = f"{''.join(mark.detail[:1])}{shown.arxiv}"
    simple = {
        "arxiv": preprint,
        PUBLISHED: preprint if shown.is_preprint else shown.appeared,
        "title": shown.title,
        "title-url": shown.links[0][1] if shown.links else "",
        "year": shown.year,
        "number": str(shown.read.number),
        "indent": " " * (len(str(shown.read.number)) + 2),
    }
    return simple.get(mark.name) or shown.fields.get(mark.name, "")


def _row(items: Sequence[tuple[str, str, str]], detail: Sequence[str]) -> str:
    opening, middle, closing, between, icon = detail[:ROW]
    return between.join(
        f"{sign if icon else ''}{opening}{label}{middle}{url}{closing}"
        for sign, label, url in items
    )


@dataclass(frozen=True, slots=True)
class Case:
    """The pattern of an entry, and the names it has data for."""

    pattern: Pattern
    present: frozenset[str]
    is_dated: bool

    @property
    def is_regular(self) -> bool:
        """Whether all the data it has stands in its text as data."""
        names = names_in(self.pattern)
        in_columns = any(name.startswith("url ") for name in names)
        told = {
            name
            for name in self.present - _IMPLIED
            if (name != "links" if in_columns else not name.startswith("url "))
        }
        told -= {"venue"} if PUBLISHED in names else set()
        return told <= names and (not self.is_dated or bool(names & {"date", "year"}))


def case_of(pattern: Pattern, shown: Shown) -> Case:
    """Put an entry's pattern and data together."""
    titled = "title-url" in names_in(pattern)
    is_dated = shown.date is not None and shown.read.date_source == "text"
    return Case(pattern, present(shown, titled=titled), is_dated)


def covered(form: Form, cases: Counter[Case]) -> tuple[int, int]:
    """Count the entries a form writes; among equals fewer options are better."""
    count = sum(
        number
        for case, number in cases.items()
        if form.pattern(case.present) == case.pattern
    )
    return count, -len(form.options)
