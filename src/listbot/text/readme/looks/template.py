"""A look as a Jinja2 template: `styles` renders it, people may edit it. No I/O."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from listbot.text.readme.looks import badges, columns
from listbot.text.readme.looks.form import ROW, names_in
from listbot.text.readme.looks.pattern import PUBLISHED, Mark, as_text
from listbot.text.readme.looks.rows import is_quoted
from listbot.text.readme.looks.shown import PREPRINT_VENUES, html_until

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from listbot.text.readme.looks.badges import Badges
    from listbot.text.readme.looks.find import Look
    from listbot.text.readme.looks.form import Option

_COMMENT = "{# How this list writes its entries, found in README. Edit it freely. #}\n"
_SPECIAL = re.compile(r"\{[{%#]|[}%#]\}")
_ISO = ("{YYYY}", "{YYYY}-{MM}", "{YYYY}-{MM}-{DD}")


def write_template(look: Look, key_by_field: Mapping[str, str]) -> str:
    """Write a look as the text of a style file.

    *key_by_field* names the list's own fields as `Looks` does.
    """
    parts = [_COMMENT]
    if len(look.gap) > 1:
        between = _letters(look.gap[1:-1])
        parts.append(f"{{% block blank_between +%}}{between}{{%+ endblock %}}\n")
    if look.head:
        parts.append(f"{{% block head %}}{_letters(look.head)}{{% endblock %}}\n")
    writer = _Writer(look, key_by_field)
    body = writer.between(0, len(look.form.base), look.form.options)
    in_html = "html=true" if writer.html_until == len(look.form.base) else ""
    wanted = ", ".join(filter(None, ("entry.links", in_html)))
    begin, end = f"{{%+ filter with_links({wanted}) +%}}", "{%+ endfilter +%}"
    parts.append(f"{{% block entry %}}{begin}{body}{end}{{% endblock %}}\n")
    return "".join(parts)


class _Writer:
    """Writes the symbols of one form; *titled*: its title leads to the first link."""

    def __init__(self, look: Look, key_by_field: Mapping[str, str]) -> None:
        form = look.form
        self.html_until = html_until(as_text(form.base), html=look.html)
        self.filter = ""
        self.keys = key_by_field
        self.base = form.base
        self.links = "entry.links"
        if "title-url" in names_in(form.base):
            self.links = "entry.links[1:]"

    def between(self, start: int, end: int, options: Sequence[Option]) -> str:
        """Write symbols *start* to *end*, with the options among them."""
        inside = sorted(
            (each for each in options if start <= each.start and each.end <= end),
            key=lambda each: (each.start, -each.end),
        )
        parts: list[str] = []
        place = start
        for option in inside:
            if option.start < place:
                continue
            deeper = [each for each in inside if each is not option]
            parts.append(self.symbols(place, option.start))
            parts.append(self.option(option, deeper))
            place = option.end
        return "".join([*parts, self.symbols(place, end)])

    def option(self, option: Option, options: Sequence[Option]) -> str:
        """Write a part that stands only where its data does.

        Nothing for what no entry of the list has; the plain form has a description.
        """
        if option.name == "description" and option.name not in self.keys:
            return _letters(option.instead)
        body = self.between(option.start, option.end, options)
        other = f"{{%+ else +%}}{_letters(option.instead)}" if option.instead else ""
        conditions = [self.condition(name) for name in (option.name, *option.others)]
        condition = " or ".join(conditions)
        return f"{{%+ if {condition} +%}}{body}{other}{{%+ endif +%}}"

    def condition(self, name: str) -> str:
        """Return the expression that says whether an entry has data of a name."""
        if name in {"date", "year"}:
            return "entry.date"
        if name == "title-url":
            return "entry.url"
        if name == "links":
            return self.links
        if name.startswith("url "):
            return f"entry.url_of({_quoted(name.removeprefix('url '))})"
        return self.expression(Mark(name))

    def symbols(self, start: int, end: int) -> str:
        """Write the letters and marks from *start* to *end*."""
        symbols = self.base[start:end]
        parts: list[str] = []
        letters = ""
        for place, symbol in enumerate(symbols, start):
            if isinstance(symbol, str):
                letters += symbol
            else:
                self.filter = "|html" if place < self.html_until else ""
                parts += [_letters(letters), self.mark(symbol)]
                letters = ""
        return "".join([*parts, _letters(letters)])

    def mark(self, mark: Mark) -> str:
        """Write what stands in the place of a mark."""
        if mark.name == columns.PAD:
            width, align = mark.detail
            return f"{{%+ filter filled({width}, {_quoted(align)}) +%}}"
        if mark.name == columns.PADDED:
            return "{%+ endfilter +%}"
        if mark.name == "links":
            return self.row(
                mark, "link", self.links, f"{{{{ link.kind{self.filter} }}}}"
            )
        if mark.name == "tags" and mark.detail[0] == badges.BADGE:
            return _row_of_badges(badges.of_detail(mark.detail))
        if mark.name == "tags":
            return self.row(
                mark, "tag", "entry.lists.tags", f"{{{{ tag{self.filter} }}}}"
            )
        text = mark.name == "title" or mark.name in self.keys
        return f"{{{{ {self.expression(mark)}{self.filter if text else ''} }}}}"

    def expression(self, mark: Mark) -> str:
        """Return the expression that gives the text of a mark."""
        if mark.name == "date" and mark.detail:
            return _dated(mark)
        if mark.name in {"arxiv", PUBLISHED} and mark.detail:
            return self.preprint(mark)
        if mark.name.startswith("url "):
            address = f"entry.url_of({_quoted(mark.detail[0])})"
            return f'{address}|replace("\'", "%27")' if is_quoted(mark) else address
        if mark.name == "year" and "venue_year" in self.keys:
            return "entry.fields.venue_year or entry.year"
        if key := self.keys.get(mark.name):
            return f"entry.fields.{key}"
        return _EXPRESSIONS[mark.name]

    def preprint(self, mark: Mark) -> str:
        """Return the expression for a number of arXiv, or for where it appeared."""
        number = f"{_quoted(mark.detail[0])} ~ {_ARXIV}"
        if mark.name == "arxiv":
            return number
        year = self.expression(Mark("year"))
        is_preprint = f"{_ARXIV} and {_VENUE}|lower in {json.dumps(PREPRINT_VENUES)}"
        return f'{number} if {is_preprint} else ({_VENUE} ~ " " ~ ({year}))|trim'

    def row(self, mark: Mark, item: str, items: str, label: str) -> str:
        """Write a loop over links or tags."""
        opening, middle, closing, between, icon = map(_letters, mark.detail[:ROW])
        if order := mark.detail[ROW:]:
            items += f"|in_order({', '.join(map(_quoted, order))})"
        address = "{{ link.url }}" if item == "link" else ""
        sign = "{{ link.icon }}" if icon and item == "link" else ""
        body = f"{sign}{opening}{label}{middle}{address}{closing}"
        part = f"{{%+ if not loop.last +%}}{between}{{%+ endif +%}}"
        return f"{{%+ for {item} in {items} +%}}{body}{part}{{%+ endfor +%}}"


def _dated(mark: Mark) -> str:
    """Return the expression for a date in the notations of a mark."""
    given = [one or iso for one, iso in zip(mark.detail, _ISO, strict=True)]
    if given == list(_ISO):
        return "entry.date"
    return f"entry.date|dated({', '.join(map(_quoted, given))})"


def _row_of_badges(row: Badges) -> str:
    """Write a loop over tags that are badges, each in its colour."""
    pairs = (f"{_quoted(tag)}: {_quoted(colour)}" for tag, colour in row.colours)
    colour = f"{{{{ {{{', '.join(pairs)}}}.get(tag, {_quoted(row.colour)}) }}}}"
    address = f"{_letters(row.before)}{{{{ tag|badge }}}}-{colour}{_letters(row.after)}"
    part = f"{{%+ if not loop.last +%}}{_letters(row.between)}{{%+ endif +%}}"
    body = f"![{{{{ tag }}}}]({address}){part}"
    return f"{{%+ for tag in entry.lists.tags +%}}{body}{{%+ endfor +%}}"


_ARXIV = 'entry.ids.get("arxiv", "")'
_VENUE = "entry.fields.venue"
_EXPRESSIONS = {
    "title": "entry.title",
    "title-url": "entry.url",
    "number": "entry.number",
    "indent": '" " * (entry.number|string|length + 2)',
    "year": "entry.year",
    "arxiv": _ARXIV,
    PUBLISHED: f"{_ARXIV} or {_VENUE}",
    "date": "entry.date",
}


def _letters(text: str) -> str:
    """Write letters so that the template shows them as they are."""
    if _SPECIAL.search(text) or text.endswith("{"):
        return f"{{{{ {_quoted(text)} }}}}"
    return text


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
