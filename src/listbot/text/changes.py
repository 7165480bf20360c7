"""What is different between two states of an entry, in words. No I/O."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from listbot.text import markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from listbot.catalog.config import Config
    from listbot.catalog.model import Entry


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One thing that becomes another: plain text, empty where there is nothing."""

    label: str
    before: str
    after: str

    @property
    def in_words(self) -> str:
        """The change on one line of plain text: `Venue: arXiv → CVPR`."""
        if not self.before:
            return f"{self.label}: + {self.after}"
        if not self.after:
            return f"{self.label}: − {self.before}"
        return f"{self.label}: {self.before} → {self.after}"

    @property
    def in_markdown(self) -> str:
        """The change as Markdown; nothing that strangers wrote has any effect."""
        before, after = map(_written, (self.before, self.after))
        label = f"**{markdown.conversation(self.label)}:**"
        if not before:
            return f"{label} {after} (new)"
        return f"{label} {before} → {after or '(taken out)'}"


def changes(before: Entry, after: Entry, config: Config) -> tuple[Change, ...]:
    """Return what becomes of an entry: its words, in the order of the form, its links.

    Of several links of one kind only those that come or go are named.
    """
    old, new = (dict(_words(one, config)) for one in (before, after))
    words = [
        Change(label=label, before=old.get(label, ""), after=new.get(label, ""))
        for label in dict.fromkeys((*old, *new))
        if old.get(label, "") != new.get(label, "")
    ]
    kinds = dict.fromkeys(link.kind for link in (*before.links, *after.links))
    links = (_links(kind, before, after, config) for kind in kinds)
    return (*words, *(change for change in links if change.before or change.after))


def _words(entry: Entry, config: Config) -> Iterator[tuple[str, str]]:
    yield "Title", entry.title
    yield "Date", str(entry.date or "")
    title_by_slug = {one.slug: one.full_title for one in config.flat_sections}
    yield "Section", "; ".join(title_by_slug.get(one, one) for one in entry.sections)
    for key in dict.fromkeys((*config.fields, *entry.fields)):
        own = config.fields.get(key)
        value = entry.fields.get(key, "")
        label = (own and own.label) or key.capitalize()
        yield label, value if isinstance(value, str) else ", ".join(value)


def _links(kind: str, before: Entry, after: Entry, config: Config) -> Change:
    old = [link.url for link in before.links if link.kind == kind]
    new = [link.url for link in after.links if link.kind == kind]
    label = (config.links[kind].label if kind in config.links else None) or kind
    return Change(
        label=label,
        before=", ".join(url for url in old if url not in new),
        after=", ".join(url for url in new if url not in old),
    )


def _written(value: str) -> str:
    is_address = value.startswith(("https://", "http://"))
    return markdown.code(value) if is_address else markdown.conversation(value)
