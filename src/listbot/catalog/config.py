"""The configuration: `listbot.yml` as a value, its keys described. No I/O."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator

from listbot.catalog.config_parts import (
    Audit,
    Bullet,
    ExportFormat,
    Limits,
    LinkKind,
    Numbering,
    Order,
    OwnField,
    Part,
    Requirement,
    SectionNode,
    Venue,
)
from listbot.catalog.config_values import File, Style
from listbot.catalog.model import Section


class Config(Part):
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
