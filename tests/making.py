"""Short ways to make the values that tests speak of."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from listbot.catalog.config import Config
from listbot.catalog.model import Catalog, Entry

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def config(**changes: Any) -> Config:
    """Make the configuration of a list of papers with two sections."""
    values: dict[str, Any] = {
        "title": "Papers on seeing",
        "noun": "paper",
        "order": "date",
        "numbering": "continuous",
        "style": "card",
        "sections": [
            {"title": "Vision", "slug": "vision"},
            {"title": "Language", "slug": "language"},
        ],
        "fields": {"venue": {"type": "text", "label": "Venue"}},
        "links": {"PDF": {"required": True, "icon": "📄"}, "Code": {"icon": "💻"}},
    }
    return Config.model_validate(values | changes)


def entry(slug: str = "one", **changes: Any) -> Entry:
    """Make an entry of the section `vision`; its title is made from the slug."""
    values: dict[str, Any] = {
        "title": slug.replace("-", " ").capitalize(),
        "sections": ["vision"],
        "links": {"PDF": f"https://example.org/{slug}.pdf"},
    }
    values |= changes
    year = str(values.get("date") or "undated")[:4]
    return Entry.model_validate({"path": f"entries/{year}/{slug}.yml"} | values)


def catalog(*entries: Entry, configuration: Config | None = None) -> Catalog:
    """Make a catalog of the configuration's sections."""
    made = configuration or config()
    return Catalog(sections=made.flat_sections, entries=entries)


def body(answers: Mapping[str, str]) -> str:
    """Write an issue body the way GitHub does, from labels and answers."""
    parts = [f"### {label}\n\n{answer}" for label, answer in answers.items()]
    return "\n\n".join(parts) + "\n"
