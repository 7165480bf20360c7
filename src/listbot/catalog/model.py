"""The values that all of listbot speaks of: entries, sections, findings, plans. No I/O.

Everything here is frozen: a change is a new value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as calendar_date
from functools import cached_property
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer
from pydantic.json_schema import WithJsonSchema

from listbot.catalog.dates import PartialDate

Severity: TypeAlias = Literal["error", "warning", "notice"]
FieldValue: TypeAlias = str | tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One thing wrong (or worth saying), and what the reader can do about it.

    *code* is stable kebab-case; *message* and *hint* are whole sentences in plain text
    (never Markdown: `text` escapes them); *field* names the entry field or form field;
    *file* is relative to the repository and *line* counts from 1; *page* is an address
    where people see what it is about.
    """

    code: str
    severity: Severity = "error"
    message: str
    hint: str = ""
    field: str | None = None
    file: str | None = None
    line: int | None = None
    page: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """One section of the list.

    *path* holds the titles from the root down, the section's own title last.
    """

    slug: str
    path: tuple[str, ...]

    @property
    def title(self) -> str:
        """The section's own title."""
        return self.path[-1]

    @property
    def depth(self) -> int:
        """1 for a section at the root."""
        return len(self.path)

    @property
    def full_title(self) -> str:
        """The titles from the root down in one line, as the form offers them."""
        return " / ".join(self.path)


@dataclass(frozen=True, slots=True)
class Link:
    """One link of an entry: its kind (a key of `links` in listbot.yml) and address."""

    kind: str
    url: str


class Submitted(BaseModel):
    """Who sent an entry in, and with which issue."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    by: str = Field(description="GitHub login of the contributor.")
    issue: int = Field(description="Number of the issue the entry came with.")


def _links_of(value: object) -> object:
    """Read `{kind: url}` or `{kind: [url, url]}` into links, in the order written."""
    if not isinstance(value, Mapping):
        return value
    pairs: list[Link] = []
    for kind, urls in value.items():  # pyright: ignore[reportUnknownVariableType]
        several = urls if isinstance(urls, (list, tuple)) else [urls]  # pyright: ignore[reportUnknownVariableType]
        for url in several:  # pyright: ignore[reportUnknownVariableType]
            if not isinstance(kind, str) or not isinstance(url, str):
                message = "each link is written as `Kind: address`"
                raise ValueError(message)  # noqa: TRY004 - pydantic collects these
            pairs.append(Link(kind, url))
    return tuple(pairs)


def links_as_mapping(links: tuple[Link, ...]) -> dict[str, str | list[str]]:
    """Write links the way entry files hold them: one address, or a list, per kind."""
    urls_by_kind: dict[str, list[str]] = {}
    for link in links:
        urls_by_kind.setdefault(link.kind, []).append(link.url)
    return {
        kind: urls[0] if len(urls) == 1 else urls for kind, urls in urls_by_kind.items()
    }


Links: TypeAlias = Annotated[
    tuple[Link, ...],
    BeforeValidator(_links_of),
    PlainSerializer(links_as_mapping),
    WithJsonSchema(
        {
            "type": "object",
            "additionalProperties": {
                "anyOf": [
                    {"type": "string"},
                    {"type": "array", "items": {"type": "string"}},
                ]
            },
        }
    ),
]


class Entry(BaseModel):
    """One work on the list: one file under `entries/`.

    *path* is that file, relative to the repository, and is not written into it;
    *fields* are the list's own fields (`fields` in listbot.yml), which stand at the
    top level of the file.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: str = Field(exclude=True)
    title: str = Field(min_length=1, description="The work's title, one line of text.")
    date: PartialDate | None = Field(
        default=None, description="YYYY, YYYY-MM or YYYY-MM-DD: as precise as known."
    )
    sections: tuple[str, ...] = Field(
        min_length=1,
        description="Slugs of the sections the entry is listed in; usually one.",
    )
    fields: Mapping[str, FieldValue] = Field(default_factory=dict)
    links: Links = Field(default=(), description="Addresses by kind, in display order.")
    ids: Mapping[str, str] = Field(
        default_factory=dict,
        description="Identifiers by scheme (doi, arxiv, …); they decide identity.",
    )
    archived: Mapping[str, str] = Field(
        default_factory=dict, description="Archived copies, by kind of link."
    )
    position: int | Mapping[str, int] | None = Field(
        default=None,
        description="Imported place in its section; by section if in several.",
    )
    as_written: str | Mapping[str, str] | None = Field(
        default=None,
        description=(
            "Its README text as people wrote it, where the style writes another; "
            "by section if in several."
        ),
    )
    markdown: Mapping[str, str] = Field(
        default_factory=dict,
        description=(
            "How README writes a text that holds code, emphasis or links, by key; it "
            "counts as long as it says the same as the text."
        ),
    )
    followed_by: str | Mapping[str, str] | None = Field(
        default=None,
        description=(
            "What README has between it and the next entry, where that is not what "
            "the style puts there; by section if in several."
        ),
    )
    added: calendar_date | None = Field(
        default=None, description="The day it was added."
    )
    submitted: Submitted | None = Field(
        default=None, description="Who sent it in, and how."
    )

    @cached_property
    def slug(self) -> str:
        """The entry's name: the stem of its file, unique in the list."""
        return self.path.rsplit("/", 1)[-1].removesuffix(".yml")

    def position_in(self, section: str) -> int | None:
        """Return the imported place in *section*, if the entry has one there."""
        if isinstance(self.position, Mapping):
            return self.position.get(section)
        return self.position

    def as_written_in(self, section: str) -> str | None:
        """Return the README text the entry keeps in *section*, if it keeps one.

        The line end that a block of YAML has at its end is no part of it.
        """
        kept = self.as_written
        text = kept.get(section) if isinstance(kept, Mapping) else kept
        return text if text is None else text.rstrip("\n")

    def followed_by_in(self, section: str) -> str:
        """Return what is to stand after the entry in *section*; mostly nothing."""
        if isinstance(self.followed_by, Mapping):
            return self.followed_by.get(section, "")
        return self.followed_by or ""


@dataclass(frozen=True, kw_only=True)
class Catalog:
    """The list: its sections in document order (parents first) and its entries.

    Entries come in no meaningful order; `order.listed` gives the order of a section.
    """

    sections: tuple[Section, ...]
    entries: tuple[Entry, ...] = ()

    @cached_property
    def entry_by_slug(self) -> Mapping[str, Entry]:
        """Every entry by its slug."""
        return {entry.slug: entry for entry in self.entries}

    @cached_property
    def section_by_slug(self) -> Mapping[str, Section]:
        """Every section by its slug."""
        return {section.slug: section for section in self.sections}
