"""The configuration: `listbot.yml` as a value. No I/O.

Every key has a description (they become the JSON Schema and `docs/configuration.md`)
and a default wherever one makes sense.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import cached_property
from typing import Literal, Self, TypeAlias

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from listbot.catalog.config_values import File, Page, Pattern, Style
from listbot.catalog.manners import Manners
from listbot.catalog.model import Section

Requirement: TypeAlias = Literal["required", "optional"]
Order: TypeAlias = Literal["date", "-date", "title", "as-imported"]
Numbering: TypeAlias = Literal[
    "continuous", "per-section", "ones", "none", "as-written"
]
FieldType: TypeAlias = Literal["text", "long-text", "list", "choice", "choices", "url"]
Bullet: TypeAlias = Literal["-", "*", "+"]
ExportFormat: TypeAlias = Literal["bibtex", "csl", "csv", "json", "atom"]
VenueKind: TypeAlias = Literal["journal", "conference", "workshop", "preprint", "book"]

_MANNERS = Manners()


class _Part(BaseModel):
    """What every part of the configuration keeps: frozen, and no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class OwnField(_Part):
    """One question of the list's own, asked by the form and kept in the entry."""

    type: FieldType = Field(default="text", description="What kind of answer it takes.")
    label: str | None = Field(
        default=None, description="The question; default: the key."
    )
    help: str | None = Field(default=None, description="A sentence under the question.")
    placeholder: str | None = Field(
        default=None, description="Shown in the empty field."
    )
    icon: str | None = Field(default=None, description="Shown in front of the answer.")
    required: bool = Field(
        default=False, description="Whether an answer must be given."
    )
    pattern: Pattern | None = Field(
        default=None, description="A regular expression the whole answer has to match."
    )
    options: tuple[str, ...] = Field(
        default=(), description="The answers to choose from (choice, choices)."
    )
    aliases: tuple[str, ...] = Field(
        default=(),
        description="Earlier wordings of the question: old issues stay readable.",
    )

    @model_validator(mode="after")
    def _has_options_where_it_offers_some(self) -> Self:
        offers = self.type in {"choice", "choices"}
        if offers and not self.options:
            message = f"A field of the type {self.type} needs “options” to choose from."
            raise ValueError(message)
        if self.options and not offers:
            message = "“options” are for fields of the type choice or choices."
            raise ValueError(message)
        return self


class LinkKind(_Part):
    """One kind of link an entry may carry."""

    required: bool = Field(
        default=False, description="Whether every entry must have one."
    )
    asked: bool = Field(
        default=True,
        description="Whether the form asks for one; entry files may hold it anyway.",
    )
    icon: str | None = Field(default=None, description="Shown in front of the link.")
    label: str | None = Field(
        default=None, description="The question; default: the kind."
    )
    help: str | None = Field(default=None, description="A sentence under the question.")
    aliases: tuple[str, ...] = Field(
        default=(), description="Earlier wordings of the question."
    )


class SectionNode(_Part):
    """One section of the tree, with what it does differently from the whole list."""

    title: str = Field(min_length=1, description="The heading in README.")
    slug: str = Field(description="The name entries refer to; made from the title.")
    order: Order | None = Field(default=None, description="Default: the list's order.")
    numbering: Numbering | None = Field(
        default=None, description="Default: the list's numbering."
    )
    style: Style | None = Field(default=None, description="Default: the list's style.")
    file: Page | None = Field(
        default=None,
        description=(
            "The Markdown file it stands in; default: that of the section around it, "
            "or `readme`."
        ),
    )
    sections: tuple[SectionNode, ...] = Field(
        default=(), description="Sections inside it."
    )


class Venue(_Part):
    """A journal or conference, as this list writes it."""

    name: str | None = Field(default=None, description="The name in full.")
    aliases: tuple[str, ...] = Field(
        default=(), description="Other ways people and registries write it."
    )
    kind: VenueKind | None = Field(default=None, description="What it is.")
    month: int | None = Field(
        default=None, ge=1, le=12, description="The month it is held in."
    )


class Limits(_Part):
    """How much one person may have open at once."""

    open_per_author: int = Field(
        default=10,
        ge=1,
        description="Open submissions of one author that are worked on.",
    )


class Audit(_Part):
    """How links are looked at: how gently, for how long, and what makes one dead."""

    concurrency: int = Field(
        default=_MANNERS.concurrency,
        ge=1,
        le=4096,
        description="Requests under way at once, to all hosts.",
    )
    per_host: int = Field(
        default=_MANNERS.per_host,
        ge=1,
        le=100,
        description="Requests under way at once to one host.",
    )
    interval: float = Field(
        default=_MANNERS.interval,
        ge=0,
        le=60,
        description="Seconds between two requests to one host.",
    )
    timeout: float = Field(
        default=_MANNERS.timeout,
        gt=0,
        le=300,
        description="Seconds for one link, with its redirects and second tries.",
    )
    longest_wait: float = Field(
        default=_MANNERS.longest_wait,
        ge=0,
        le=3600,
        description="Seconds a host may ask us to wait; after more it is left alone.",
    )
    failures: int = Field(
        default=_MANNERS.failures,
        ge=1,
        description="Failures in a row after which a host is left alone in this run.",
    )
    redirects: int = Field(
        default=_MANNERS.redirects,
        ge=0,
        le=50,
        description="Redirects followed from one link.",
    )
    workers: int = Field(
        default=_MANNERS.workers,
        ge=0,
        le=64,
        description="Processes; 0 is one for each processor, as far as there is work.",
    )
    dead_after_failures: int = Field(
        default=3,
        ge=1,
        description="Days on which a page was gone before its link is dead.",
    )
    dead_after_days: int = Field(
        default=7, ge=0, description="Days between the first and the last of them."
    )
    most_unknown: float = Field(
        default=0.05,
        ge=0,
        le=1,
        description="Share of unknown answers above which no link becomes dead.",
    )

    @property
    def manners(self) -> Manners:
        """The part of these settings that a look at links needs."""
        return Manners(**{one.name: getattr(self, one.name) for one in fields(Manners)})


class Config(_Part):
    """`listbot.yml`: everything a maintainer decides about the list."""

    title: str = Field(min_length=1, description="What the list is called.")
    icon: str | None = Field(
        default=None, description="Shown in front of every title (card)."
    )
    noun: str = Field(
        default="entry", description="What one entry is called: paper, tool, …"
    )
    readme: File = Field(
        default="README.md",
        description=(
            "The file the list is written into, but for sections with a `file`."
        ),
    )
    order: Order = Field(
        default="date", description="How new entries are placed in a section."
    )
    date: Requirement = Field(
        default="required", description="Whether a submission must say a date."
    )
    numbering: Numbering = Field(
        default="none", description="How entries are numbered."
    )
    style: Style = Field(
        default="line",
        description="card, line, table, link, or the path of a Jinja2 template.",
    )
    bullet: Bullet = Field(
        default="-", description="What a line of the table of contents begins with."
    )
    contents_depth: int = Field(
        default=10, ge=1, description="How many levels the table of contents shows."
    )
    return_link: str | None = Field(
        default=None,
        description="Text of the link back to the contents after each section.",
    )
    cross_listing: bool = Field(
        default=True, description="Whether an entry may stand in several sections."
    )
    sections: tuple[SectionNode, ...] = Field(
        min_length=1, description="The tree of sections."
    )
    fields: Mapping[str, OwnField] = Field(
        default_factory=dict,
        description="What the form asks beyond title, date, section and links.",
    )
    links: Mapping[str, LinkKind] = Field(
        min_length=1, description="The kinds of link, in display order."
    )
    venues: Mapping[str, Venue] = Field(
        default_factory=dict,
        description="Journals and conferences, by the name the list writes.",
    )
    pull_request: Literal["on-open", "on-merge"] = Field(
        default="on-open",
        description=(
            "When README is made anew: in the pull request of the entry, or after "
            "its merge."
        ),
    )
    exports: Mapping[File, ExportFormat] = Field(
        default_factory=dict,
        description=(
            "Files to write beside README, and their format: bibtex, csl, csv, json "
            "or atom."
        ),
    )
    contributing: str | None = Field(
        default=None,
        description="Path or address of the rules for contributors, for replies.",
    )
    enrich: bool = Field(
        default=True,
        description=(
            "Whether registries are asked for what a submission leaves open: title, "
            "date, venue, authors, code."
        ),
    )
    several: bool = Field(
        default=False,
        description="Whether the form takes a list of links, each an entry of its own.",
    )
    changes_by_form: bool = Field(
        default=True,
        description="Whether there are forms to change, move and remove entries.",
    )
    change_link: str | None = Field(
        default=None,
        description=(
            "Text of a link behind each entry that opens the form for changes."
        ),
    )
    on_publication: Literal["keep-date", "move-date"] = Field(
        default="keep-date",
        description="What becomes of an entry's date when a preprint is published.",
    )
    publications: Literal["one-each", "together"] = Field(
        default="one-each",
        description="Whether published preprints are proposed one by one, or at once.",
    )
    contact: str | None = Field(
        default=None,
        description="A mail address for registries to write to if we ask too much.",
    )
    limits: Limits = Field(default=Limits(), description="How much is taken at once.")
    audit: Audit = Field(default=Audit(), description="How links are looked at.")

    @field_validator("exports")
    @classmethod
    def _spare_other_files(
        cls, exports: Mapping[str, ExportFormat], info: ValidationInfo
    ) -> Mapping[str, ExportFormat]:
        pages = _file_by_slug(info.data.get("sections", ()), "").values()
        taken = ("listbot.yml", info.data.get("readme"), *pages)
        for path in exports:
            if path in taken or path.startswith(("entries/", ".github/")):
                message = (
                    f"An export would write over {path}. Choose another file, such as "
                    "exports/list.bib."
                )
                raise ValueError(message)
        return exports

    @model_validator(mode="after")
    def _takes_several_where_it_gets_several(self) -> Self:
        if self.publications == "together" and not self.several:
            message = "“publications: together” needs “several: true”, for the form."
            raise ValueError(message)
        return self

    @cached_property
    def asked_links(self) -> Mapping[str, LinkKind]:
        """The kinds of link that the form asks for; a required one is always asked."""
        return {
            kind: wanted
            for kind, wanted in self.links.items()
            if wanted.asked or wanted.required
        }

    @cached_property
    def flat_sections(self) -> tuple[Section, ...]:
        """Every section in document order, parents before their children."""
        return tuple(_flattened(self.sections, ()))

    @cached_property
    def node_by_slug(self) -> Mapping[str, SectionNode]:
        """The configuration of every section by its slug."""
        return {node.slug: node for node in _walk(self.sections)}

    @cached_property
    def file_by_slug(self) -> Mapping[str, str]:
        """The Markdown file that each section stands in, by the section's slug."""
        return _file_by_slug(self.sections, self.readme)

    @cached_property
    def files(self) -> tuple[str, ...]:
        """The Markdown files of the list: `readme`, then others as sections come."""
        return tuple(dict.fromkeys((self.readme, *self.file_by_slug.values())))

    def order_of(self, section: str) -> Order:
        """Return how entries are placed in the section with this slug."""
        return self.node_by_slug[section].order or self.order

    def numbering_of(self, section: str) -> Numbering:
        """Return how entries are numbered in the section with this slug."""
        return self.node_by_slug[section].numbering or self.numbering

    def counts_through(self, section: str) -> bool:
        """Say whether a section goes on with the numbers of the one before."""
        numbering = self.numbering_of(section)
        kept = numbering == "as-written" and self.numbering != "per-section"
        return numbering == "continuous" or kept

    def style_of(self, section: str) -> str:
        """Return the style of the section with this slug."""
        return self.node_by_slug[section].style or self.style


def _flattened(nodes: tuple[SectionNode, ...], above: tuple[str, ...]) -> list[Section]:
    sections: list[Section] = []
    for node in nodes:
        path = (*above, node.title)
        sections.append(Section(slug=node.slug, path=path))
        sections += _flattened(node.sections, path)
    return sections


def _file_by_slug(nodes: tuple[SectionNode, ...], around: str) -> dict[str, str]:
    """Return the file of each section: its own, or that of the section around it."""
    files: dict[str, str] = {}
    for node in nodes:
        files[node.slug] = own = node.file or around
        files |= _file_by_slug(node.sections, own)
    return files


def _walk(nodes: tuple[SectionNode, ...]) -> list[SectionNode]:
    return [inner for node in nodes for inner in (node, *_walk(node.sections))]
