"""The table of contents of a README: which heading belongs to which section. No I/O.

It lists the sections of its own file; in a file without any, those of all files.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import quote

from listbot.text import anchors, markdown, regions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from listbot.catalog.config import Config
    from listbot.catalog.model import Section
    from listbot.text.anchors import Heading
    from listbot.text.regions import Region


def with_contents(
    text_by_path: Mapping[str, str], sections: Sequence[Section], config: Config
) -> dict[str, str]:
    """Fill the contents of every file that has a region for them.

    Texts come with their entries in place, *sections* in document order, parents first.
    """
    filled = dict(text_by_path)
    for path, text in text_by_path.items():
        found = regions.find_regions(text, file=path)
        if any(region.name == "contents" for region in found):
            tree = _tree(path, text_by_path, sections, config)
            filled[path] = regions.replace_regions(text, {"contents": tree}, file=path)
    return filled


def _tree(
    path: str,
    text_by_path: Mapping[str, str],
    sections: Sequence[Section],
    config: Config,
) -> str:
    """List sections, linked by GitHub's anchors; those without a heading left out."""
    homes = set(config.file_by_slug.values())
    shown = {path} if path in homes else homes
    target_by_slug: dict[str, str] = {}
    for home in sorted(shown & text_by_path.keys()):
        page = "" if home == path else _relative(home, path)
        there = _anchor_by_slug(text_by_path[home], sections, home, config)
        target_by_slug |= {slug: f"{page}#{name}" for slug, name in there.items()}
        for node in config.node_by_slug.values() if page else ():
            # A file without a title is linked all the same.
            if node.file == home:
                target_by_slug.setdefault(node.slug, page)
    listed = [section for section in sections if section.slug in target_by_slug]
    # What all of them stand below may have no line of its own in a file of its own.
    depths = [section.depth for section in listed if path != config.readme]
    top = min(depths, default=1)
    lines = [
        f"{'  ' * (section.depth - top)}{config.bullet} "
        f"[{markdown.inline(section.title)}]({target_by_slug[section.slug]})"
        for section in listed
        if section.depth - top < config.contents_depth
    ]
    return "\n".join(lines)


def _relative(path: str, page: str) -> str:
    """Return how *page* leads to *path*, as an address."""
    way = posixpath.relpath(path, posixpath.dirname(page) or ".")
    return quote(way, safe="/")


def anchor(text: str, found: Iterable[Region]) -> str:
    """Return the anchor of the heading above the contents; empty (the top) without."""
    region = next((region for region in found if region.name == "contents"), None)
    above = _headings_above(text, region) if region else []
    names = anchors.anchors(heading.source for heading in above)
    return names[-1] if names else ""


def section_anchor(
    text: str, sections: Sequence[Section], slug: str, config: Config
) -> str:
    """Return the anchor of a section's heading in *text*; empty (the top) without.

    *text* is the file that the section stands in.
    """
    home = config.file_by_slug[slug]
    return _anchor_by_slug(text, sections, home, config).get(slug, "")


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
    text: str, sections: Sequence[Section], file: str, config: Config
) -> dict[str, str]:
    """Return the anchors of the sections that stand in a file, by their slugs."""
    own = [each for each in sections if config.file_by_slug[each.slug] == file]
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
            anchor_by_slug |= _generated(below, own)
        elif region.name.startswith("entries "):
            path = path_by_slug[region.name.removeprefix("entries ")]
            chain = [section_by_path[path[:depth]] for depth in range(1, len(path) + 1)]
            above = [(head, name) for head, name in named if head.line < region.line]
            for slug, name in _written(above, chain).items():
                anchor_by_slug.setdefault(slug, name)
    here = {section.slug for section in own}
    return {slug: name for slug, name in anchor_by_slug.items() if slug in here}


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
