"""The parts of `listbot.yml`: fields, links, sections, venues, the audit. No I/O.

Every key has a description (they become the JSON Schema and `docs/configuration.md`)
and a default wherever one makes sense.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Literal, Self, TypeAlias

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    model_validator,
)

from listbot.catalog.config_values import Page, Pattern, Style
from listbot.catalog.manners import Manners

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


class Part(BaseModel):
    """What every part of the configuration keeps: frozen, and no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class OwnField(Part):
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


class LinkKind(Part):
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


class SectionNode(Part):
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


class Venue(Part):
    """A journal or conference, as this list writes it."""

    name: str | None = Field(default=None, description="The name in full.")
    aliases: tuple[str, ...] = Field(
        default=(), description="Other ways people and registries write it."
    )
    kind: VenueKind | None = Field(default=None, description="What it is.")
    month: int | None = Field(
        default=None, ge=1, le=12, description="The month it is held in."
    )


class Limits(Part):
    """How much one person may have open at once."""

    open_per_author: int = Field(
        default=10,
        ge=1,
        description="Open submissions of one author that are worked on.",
    )


class Audit(Part):
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
        description="Share of unknown answers above which no link becomes dead; one or "
        "two of them never keep one from it, unless they are more than half.",
    )

    @property
    def manners(self) -> Manners:
        """The part of these settings that a look at links needs."""
        return Manners(**{one.name: getattr(self, one.name) for one in fields(Manners)})
