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
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from jinja2 import TemplateSyntaxError

from listbot.catalog.errors import ListbotError
from listbot.text import cells, date_notation, left_over, markdown, markup, sandbox
from listbot.text.sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from jinja2 import Template

    from listbot.catalog.config import Config, Numbering
    from listbot.catalog.model import Entry, FieldValue, Link

Write: TypeAlias = "Callable[[str], str]"

BUILT_IN = ("card", "line", "table", "link")
_NUMBER = re.compile(r"([ \t]*)[0-9]{1,9}(?=[.)])")


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldView:
    """One of the list's own fields, as Markdown; *text* is empty without an answer.

    *items* are the answers one by one where a field takes several.
    """

    key: str
    label: str
    icon: str
    text: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkView:
    """One link: kind and icon as Markdown, the address as a link destination.

    *archived* is a link to the copy that is kept of it, with a blank before it, or
    empty.
    """

    kind: str
    icon: str
    url: str
    archived: str = ""


@dataclass(frozen=True, kw_only=True)
class EntryView:
    """What a template may show of an entry. Every text is Markdown-safe.

    *number* is None in lists without numbers; *date* and *year* are empty when unknown;
    icons end with a blank when there is one. *edit* is a link to the form for changes,
    with a blank before it, or empty.
    """

    slug: str
    number: int | None
    icon: str
    title: str
    date: str
    year: str
    own_fields: tuple[FieldView, ...]
    links: tuple[LinkView, ...]
    ids: Mapping[str, str]
    edit: str = ""

    @cached_property
    def fields(self) -> Mapping[str, str]:
        """The text of each of the list's own fields by key."""
        return {field.key: field.text for field in self.own_fields}

    @cached_property
    def lists(self) -> Mapping[str, tuple[str, ...]]:
        """The answers to each of the list's own fields, one by one, by key."""
        return {field.key: field.items for field in self.own_fields}

    @property
    def url(self) -> str:
        """Its first address, empty without one."""
        return self.links[0].url if self.links else ""

    def url_of(self, kind: str) -> str:
        """Return its first address of a kind, empty without one."""
        return next((link.url for link in self.links if link.kind == kind), "")

    @property
    def linked_title(self) -> str:
        """The title, as a link to the entry's first address if it has one.

        An archived copy of that address stands behind it.
        """
        if not self.links:
            return self.title
        return f"[{self.title}]({self.links[0].url}){self.links[0].archived}"

    @property
    def details(self) -> str:
        """Kind, venue and date in one line, such as `Journal: Nature, 2024`."""
        kind, venue = self.fields.get("kind", ""), self.fields.get("venue", "")
        where = f"{kind}: {venue}" if kind and venue else kind or venue
        return ", ".join(part for part in (where, self.date) if part)

    @property
    def details_icon(self) -> str:
        """The icon of the venue."""
        icons = {field.key: field.icon for field in self.own_fields}
        return icons.get("venue", "")


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
            _field_view(key, "", self.config, markdown.inline)
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


def view_of(
    entry: Entry, number: int | None, section: str, config: Config, write: Write
) -> EntryView:
    """Escape everything a template may show of *entry*.

    In README, a text is what its maintainers wrote in `markdown`; a link in there is
    not shown a second time.
    """
    marked = markup.of_entry(entry) if write is markdown.inline else {}
    shown_in_text = markup.targets(marked.values())
    return EntryView(
        slug=entry.slug,
        number=number,
        icon=_icon(config.icon),
        title=marked.get("title") or write(entry.title),
        date=str(entry.date or ""),
        year=f"{entry.date.year:04d}" if entry.date else "",
        own_fields=tuple(
            _field_view(key, entry.fields.get(key, ""), config, write, marked.get(key))
            for key in config.fields
        ),
        links=tuple(
            _link_view(link, entry, config)
            for link in _in_order(entry, config)
            if link.url not in shown_in_text
        ),
        ids={scheme: write(value) for scheme, value in entry.ids.items()},
        edit=_edit_link(entry, section, config),
    )


def copy_link(url: str) -> str:
    """Write a link to the archived copy of a page, with a blank before it."""
    return f" ({markdown.link('archived copy', url)})"


def _edit_link(entry: Entry, section: str, config: Config) -> str:
    """Link to the form for changes, this entry filled in; empty if the list wants none.

    The address is relative: GitHub shows a file at `blob/BRANCH/folder/README.md`.
    """
    if not config.change_link:
        return ""
    text = markdown.inline(config.change_link)
    folders = config.file_by_slug.get(section, config.readme).count("/")
    root = "../" * (2 + folders)
    return f" [{text}]({root}issues/new?template=change-entry.yml&entry={entry.slug})"


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


def _field_view(
    key: str,
    value: FieldValue,
    config: Config,
    write: Write,
    marked: str | None = None,
) -> FieldView:
    field = config.fields[key]
    items = tuple(filter(None, (value,) if isinstance(value, str) else value))
    written = (marked,) if marked else tuple(write(item) for item in items)
    return FieldView(
        key=key,
        label=_label(field.label or key.capitalize()),
        icon=_icon(field.icon),
        text=written[0] if len(written) == 1 else write(", ".join(items)),
        items=written,
    )


def _link_view(link: Link, entry: Entry, config: Config) -> LinkView:
    kind = config.links.get(link.kind)
    # A copy is noted for a kind; it stands beside the first link of that.
    is_first = next(one for one in entry.links if one.kind == link.kind) == link
    copy = entry.archived.get(link.kind) if is_first else None
    return LinkView(
        kind=_label(link.kind),
        icon=_icon(kind.icon if kind else None),
        url=markdown.destination(link.url),
        archived=copy_link(copy) if copy else "",
    )


@lru_cache(maxsize=256)
def _label(text: str) -> str:
    """Escape what comes again with every entry."""
    return markdown.inline(text)


def _in_order(entry: Entry, config: Config) -> list[Link]:
    """Put links in the order the configuration gives their kinds; unknown ones last."""
    rank = {kind: index for index, kind in enumerate(config.links)}
    return sorted(entry.links, key=lambda link: rank.get(link.kind, len(rank)))


def _in_order_of(links: Iterable[LinkView], *kinds: str) -> list[LinkView]:
    """Put links in the order of *kinds*; others stand behind, as they were."""
    rank = {kind: place for place, kind in enumerate(kinds)}
    return sorted(links, key=lambda link: rank.get(link.kind, len(rank)))


def _with_links(text: str, links: Iterable[LinkView], *, html: bool = False) -> str:
    """Add the links that a text does not show, behind it."""
    pairs = ((link.kind, link.url) for link in links)
    return left_over.with_links(text, pairs, in_html=html)


def _icon(icon: str | None) -> str:
    return f"{icon} " if icon else ""
