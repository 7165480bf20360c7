"""What a style may show of an entry: every text in it is escaped already. No I/O."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, TypeAlias

from listbot.text import markdown, markup

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from listbot.catalog.config import Config
    from listbot.catalog.model import Entry, FieldValue, Link

Write: TypeAlias = "Callable[[str], str]"


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
            field_view(key, entry.fields.get(key, ""), config, write, marked.get(key))
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


def field_view(
    key: str,
    value: FieldValue,
    config: Config,
    write: Write,
    marked: str | None = None,
) -> FieldView:
    """Escape an answer to one of the list's own fields, unless it is *marked* up."""
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


def _icon(icon: str | None) -> str:
    return f"{icon} " if icon else ""
