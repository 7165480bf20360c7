"""How an entry looks: from its data to Markdown through a Jinja2 template. No I/O.

A style is one of the built-in templates or a maintainer's own. It sees only what
`EntryView` holds, and every text in there is escaped already: a template cannot forget
to. The template renders one entry; it may instead hold a block `entry`, a block `head`
(shown once above the entries of a section) and an empty block `blank_between`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, Any, cast

from jinja2 import TemplateSyntaxError

from listbot.catalog.errors import ListbotError
from listbot.text import cells, date_notation, left_over, markdown, sandbox
from listbot.text.entry_views import (
    EntryView,
    FieldView,
    LinkView,
    Write,
    field_view,
    view_of,
)
from listbot.text.sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jinja2 import Template

    from listbot.catalog.config import Config
    from listbot.catalog.config_parts import Numbering
    from listbot.catalog.model import Entry

BUILT_IN = ("card", "line", "table", "link")
_NUMBER = re.compile(r"([ \t]*)[0-9]{1,9}(?=[.)])")


@dataclass(frozen=True, kw_only=True)
class Style:
    """A template ready to show entries."""

    name: str
    template: Template
    config: Config

    @cached_property
    def gap(self) -> str:
        """What stands between the end of an entry's last line and the next entry."""
        if "blank_between" not in self.template.blocks:
            return "\n"
        return f"\n{self._rendered('blank_between')}\n"

    def head(self, section: str) -> str:
        """Return what stands once above the entries of a section; often nothing."""
        if "head" not in self.template.blocks:
            return ""
        own_fields = [
            field_view(key, "", self.config, markdown.inline)
            for key in self.config.fields
        ]
        numbered = self.config.numbering_of(section) != "none"
        head = self._rendered("head", numbered=numbered, own_fields=own_fields)
        return head.strip("\n")

    def entry(
        self,
        entry: Entry,
        number: int,
        section: str,
        *,
        write: Write = markdown.inline,
    ) -> str:
        """Render one entry as a section shows it, without a line end after it.

        *write* escapes strangers' text: for README, or for a comment on GitHub.
        """
        shown = _shown_number(number, self.config.numbering_of(section))
        view = view_of(entry, shown, section, self.config, write)
        if "entry" in self.template.blocks:
            return self._rendered("entry", entry=view).strip("\n")
        return self._rendered(None, entry=view).strip("\n")

    def _rendered(self, block: str | None, **values: object) -> str:
        shape = self.template
        context = shape.new_context(cast("dict[str, Any]", values))
        root = shape.blocks[block] if block else shape.root_render_func
        try:
            return "".join(sandbox.bounded(root(context)))
        except Exception as error:
            # A maintainer's template may raise whatever it likes; ours may not.
            if self.name in BUILT_IN:
                raise
            said = str(error).split("\n", 1)[0].rstrip(".")
            message = (
                f"{self.name}: the style does not render: {said}. "
                "What a style may use is described in docs/styles.md."
            )
            raise ListbotError(message, file=self.name) from None


def read_styles(config: Config, templates: Mapping[str, str]) -> Mapping[str, Style]:
    """Return every style the configuration names, by that name.

    *templates* holds the text of the maintainer's own ones by their path. Raises
    ListbotError when one is missing or is not a Jinja2 template, with file and line.
    """
    names = {config.style_of(section.slug) for section in config.flat_sections}
    return {name: _read_style(name, config, templates) for name in sorted(names)}


def template(name: str) -> Template:
    """Return one of listbot's own templates."""
    return _environment().get_template(name)


def renumbered(as_written: str, number: int) -> str:
    """Give adopted text its number; text that starts with none stays as it is."""
    return (
        _NUMBER.sub(lambda match: f"{match[1]}{number}", as_written, count=1)
        if (_NUMBER.match(as_written))
        else as_written
    )


def _shown_number(number: int, numbering: Numbering) -> int | None:
    if numbering == "none":
        return None
    return 1 if numbering == "ones" else number


def _read_style(name: str, config: Config, templates: Mapping[str, str]) -> Style:
    try:
        if name in BUILT_IN:
            shape = template(f"{name}.md.j2")
        elif name in templates:
            shape = _compiled(templates[name])
        else:
            message = (
                f"listbot.yml: style {name!r} is neither built in "
                f"({', '.join(BUILT_IN)}) nor a file of the repository. "
                "Write the path of a template, relative to the repository."
            )
            raise ListbotError(message, file="listbot.yml")
    except TemplateSyntaxError as error:
        message = f"{name}, line {error.lineno}: not a Jinja2 template: {error.message}"
        raise ListbotError(message, file=name, line=error.lineno) from error
    return Style(name=name, template=shape, config=config)


@lru_cache(maxsize=64)
def _compiled(text: str) -> Template:
    """Compile a maintainer's template; the same text is compiled once."""
    return _environment().from_string(text)


@cache
def _environment() -> Sandbox:
    """Return the one environment; it keeps listbot's own templates compiled."""
    return Sandbox(
        views=(EntryView, FieldView, LinkView),
        filters={
            "badge": markdown.in_badge,
            "dated": date_notation.dated,
            "filled": cells.filled,
            "html": markdown.in_html,
            "in_order": _in_order_of,
            "with_links": _with_links,
        },
    )


def _in_order_of(links: Iterable[LinkView], *kinds: str) -> list[LinkView]:
    """Put links in the order of *kinds*; others stand behind, as they were."""
    rank = {kind: place for place, kind in enumerate(kinds)}
    return sorted(links, key=lambda link: rank.get(link.kind, len(rank)))


def _with_links(text: str, links: Iterable[LinkView], *, html: bool = False) -> str:
    """Add the links that a text does not show, behind it."""
    pairs = ((link.kind, link.url) for link in links)
    return left_over.with_links(text, pairs, in_html=html)
