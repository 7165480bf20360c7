"""The table of contents of a README: which heading belongs to which section. No I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from listbot.text import anchors, markdown, regions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from listbot.catalog.model import Section
    from listbot.text.anchors import Heading
    from listbot.text.regions import Region


def tree(text: str, sections: Sequence[Section], *, bullet: str, file: str) -> str:
    """List the sections that have a heading in *text*, linked by GitHub's anchors.

    *text* is the README with its entries in place; *sections* come in document order,
    parents first. A section without a heading is left out.
    """
    anchor_by_slug = _anchor_by_slug(text, sections, file)
    lines = [
        f"{'  ' * (section.depth - 1)}{bullet} "
        f"[{markdown.inline(section.title)}](#{anchor_by_slug[section.slug]})"
        for section in sections
        if section.slug in anchor_by_slug
    ]
    return "\n".join(lines)


def anchor(text: str, found: Iterable[Region]) -> str:
    """Return the anchor of the heading above the contents; empty (the top) without."""
    region = next((region for region in found if region.name == "contents"), None)
    above = _headings_above(text, region) if region else []
    names = anchors.anchors(heading.source for heading in above)
    return names[-1] if names else ""


def section_anchor(
    text: str, sections: Sequence[Section], slug: str, *, file: str
) -> str:
    """Return the anchor of a section's heading in *text*; empty (the top) without."""
    return _anchor_by_slug(text, sections, file).get(slug, "")


def level_above(text: str, region: Region) -> int:
    """Return the level that the sections of an `entries` region go below.

    That is 1 under the title of a README, or the level of the nearest heading above
    that is no neighbour such as *Contents* (which stands on the sections' own level).
    """
    levels = [heading.level for heading in _headings_above(text, region)]
    return min(levels, default=1)


def _headings_above(text: str, region: Region) -> list[Heading]:
    return [
        heading
        for heading in anchors.headings(text[: region.start])
        if heading.line < region.line
    ]


def _anchor_by_slug(
    text: str, sections: Sequence[Section], file: str
) -> dict[str, str]:
    headings = anchors.headings(text)
    named = list(
        zip(
            headings,
            anchors.anchors(heading.source for heading in headings),
            strict=True,
        )
    )
    section_by_path = {section.path: section for section in sections}
    path_by_slug = {section.slug: section.path for section in sections}
    anchor_by_slug: dict[str, str] = {}
    for region in regions.find_regions(text, file=file):
        if region.name == "entries":
            below = [(head, name) for head, name in named if head.line > region.line]
            anchor_by_slug |= _generated(below, sections)
        elif region.name.startswith("entries "):
            path = path_by_slug[region.name.removeprefix("entries ")]
            chain = [section_by_path[path[:depth]] for depth in range(1, len(path) + 1)]
            above = [(head, name) for head, name in named if head.line < region.line]
            for slug, name in _written(above, chain).items():
                anchor_by_slug.setdefault(slug, name)
    return anchor_by_slug


def _generated(
    named: Iterable[tuple[Heading, str]], sections: Sequence[Section]
) -> dict[str, str]:
    """Match the headings that we wrote ourselves, which come in document order."""
    waiting = list(reversed(sections))
    anchor_by_slug: dict[str, str] = {}
    for heading, name in named:
        if waiting and heading.source == markdown.inline(waiting[-1].title):
            anchor_by_slug[waiting.pop().slug] = name
    return anchor_by_slug


def _written(
    named: Sequence[tuple[Heading, str]], chain: Sequence[Section]
) -> dict[str, str]:
    """Match the headings that people wrote above a section's entries.

    The nearest heading is the section's own; its parent's is the nearest above that
    with a lower level, and so on up the *chain* from the root down.
    """
    anchor_by_slug: dict[str, str] = {}
    level = 7
    waiting = list(chain)
    for heading, name in reversed(named):
        if not waiting:
            break
        if heading.level < level:
            anchor_by_slug[waiting.pop().slug] = name
            level = heading.level
    return anchor_by_slug
