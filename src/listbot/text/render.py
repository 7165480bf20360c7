"""README from the entries: the regions between markers, and nothing else. No I/O.

`readme` is a pure function of the README's own prose, the catalog and the
configuration: same input, same bytes. Numbers, contents, counts and the year span are
derived here and stored nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from listbot.catalog import order
from listbot.catalog.model import Finding, ListbotError
from listbot.text import contents, markdown, regions, styles

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from listbot.catalog.config import Config
    from listbot.catalog.model import Catalog, Entry, Section
    from listbot.catalog.order import Listed
    from listbot.text.regions import Region
    from listbot.text.styles import Style

# GitHub cuts a README off after this many bytes.
_GITHUB_LIMIT = 500 * 1024
_NEAR = 0.8
_RECENT = 10
_LINE_ENDS = ("\n", "\r")


def readme(
    text: str, catalog: Catalog, config: Config, templates: Mapping[str, str]
) -> str:
    """Fill the regions of a README; everything outside them stays byte for byte.

    *templates* holds the maintainer's own styles by path. Raises ListbotError when
    markers are missing, doubled or crossed, when a section that has entries has no
    region, or when a style does not render; *text* is then to be left as it is.
    """
    found = regions.find_regions(text, file=config.readme)
    shelf = _Shelf(
        config=config,
        sections=order.listed(catalog, config),
        styles=styles.read_styles(config, templates),
        contents_anchor=contents.anchor(text, found),
    )
    _check_places(found, shelf)
    content_by_name = {
        region.name: _content(region, text, shelf)
        for region in found
        if region.name != "contents"
    }
    filled = regions.replace_regions(text, content_by_name, file=config.readme)
    if any(region.name == "contents" for region in found):
        tree = contents.tree(
            filled, catalog.sections, bullet=config.bullet, file=config.readme
        )
        filled = regions.replace_regions(filled, {"contents": tree}, file=config.readme)
    return filled


def preview(
    entry: Entry, number: int, config: Config, templates: Mapping[str, str]
) -> str:
    """Render one entry as its first section will show it, for a comment on GitHub."""
    name = config.style_of(entry.sections[0])
    style = styles.read_styles(config, templates)[name]
    section = entry.sections[0]
    block = style.entry(entry, number, section, write=markdown.conversation)
    head = style.head(section)
    return f"{head}\n{block}" if head else block


def line_of(
    entry: Entry,
    text: str,
    catalog: Catalog,
    config: Config,
    templates: Mapping[str, str],
) -> int | None:
    """Return the line of README that an entry begins on; None if it is not there."""
    lines = text.replace("\r\n", "\n")
    made = styles.read_styles(config, templates)
    for part in order.listed(catalog, config):
        slug = part.section.slug
        for number, listed in part.numbered:
            if listed.slug == entry.slug:
                style = made[config.style_of(slug)]
                block = _entry_block(listed, number, slug, style, config)
                place = lines.find(block.replace("\r\n", "\n").rstrip("\n"))
                if place >= 0:
                    return lines.count("\n", 0, place) + 1
    return None


def check_size(text: str, config: Config) -> tuple[Finding, ...]:
    """Warn when README comes near the length at which GitHub cuts it off."""
    size = len(text.encode())
    if size < _NEAR * _GITHUB_LIMIT:
        return ()
    finding = Finding(
        code="readme-near-limit",
        severity="warning",
        message=(
            f"{config.readme} is {size // 1024} KiB long; "
            f"GitHub shows only the first {_GITHUB_LIMIT // 1024} KiB of a README."
        ),
        hint="Use a shorter style, or spread the list over several files.",
        file=config.readme,
    )
    return (finding,)


def empty_readme(config: Config) -> str:
    """Return the README of a list that has none yet."""
    counted = "<!-- listbot:begin count -->0<!-- listbot:end count -->"
    return "\n".join(
        [
            f"# {markdown.inline(config.title)}",
            "",
            f"Entries: {counted}",
            "",
            "## Contents",
            "",
            "<!-- listbot:begin contents -->",
            "<!-- listbot:end contents -->",
            "",
            "<!-- listbot:begin entries -->",
            "<!-- listbot:end entries -->",
            "",
        ]
    )


@dataclass(frozen=True, kw_only=True)
class _Shelf:
    """What every region is filled from."""

    config: Config
    sections: tuple[Listed, ...]
    styles: Mapping[str, Style]
    contents_anchor: str

    @property
    def entries(self) -> list[Entry]:
        """Every listed entry, once for each section it is listed in."""
        return [entry for part in self.sections for entry in part.entries]


def _check_places(found: Iterable[Region], shelf: _Shelf) -> None:
    """See that every section with entries has exactly one region to stand in."""
    names = {region.name for region in found}
    file = shelf.config.readme
    known = {f"entries {part.section.slug}" for part in shelf.sections}
    for region in found:
        if region.name.startswith("entries ") and region.name not in known:
            message = (
                f"{file}, line {region.line}: there is no section "
                f"{region.name.removeprefix('entries ')!r} in listbot.yml. "
                "Correct the marker, or add the section."
            )
            raise ListbotError(message, file=file, line=region.line)
    if "entries" in names:
        return
    for part in shelf.sections:
        if part.entries and f"entries {part.section.slug}" not in names:
            message = (
                f"{file}: section {part.section.full_title!r} has entries but no "
                "place. Add these two lines where they belong: "
                f"<!-- listbot:begin entries {part.section.slug} --> and "
                f"<!-- listbot:end entries {part.section.slug} -->."
            )
            raise ListbotError(message, file=file)


def _content(region: Region, text: str, shelf: _Shelf) -> str:
    if region.name == "entries":
        return _all_sections(contents.level_above(text, region), shelf)
    if region.name == "count":
        return str(len(shelf.entries))
    if region.name == "years":
        return _years(shelf.entries)
    if region.name == "recent":
        return _recent(shelf.entries)
    part = next(
        part for part in shelf.sections if region.name == f"entries {part.section.slug}"
    )
    return _section_entries(part, shelf)


def _all_sections(level: int, shelf: _Shelf) -> str:
    blocks: list[str] = []
    for part in shelf.sections:
        blocks.append(_heading(part.section, level))
        if part.entries:
            blocks.append(_section_entries(part, shelf))
    return "\n\n".join(blocks)


def _heading(section: Section, level: int) -> str:
    hashes = "#" * min(level + section.depth, 6)
    return f"{hashes} {markdown.inline(section.title)}"


def _section_entries(part: Listed, shelf: _Shelf) -> str:
    """Render the entries of one section, one after the other.

    What stands between two of them is what the style says, or what followed the first
    one when the list was adopted.
    """
    style = shelf.styles[shelf.config.style_of(part.section.slug)]
    pieces: list[str] = []
    head = style.head(part.section.slug) if part.entries else ""
    if head:
        pieces += [head, "\n"]
    for number, listed in part.numbered:
        block = _entry_block(listed, number, part.section.slug, style, shelf.config)
        after = listed.followed_by_in(part.section.slug)
        pieces += [block, after if after.endswith(_LINE_ENDS) else after + style.gap]
    text = _without_blank_end("".join(pieces))
    if shelf.config.return_link and part.entries:
        back = markdown.inline(shelf.config.return_link)
        text += f"\n\n[<sub>{back}</sub>](#{shelf.contents_anchor})"
    return text


def _without_blank_end(text: str) -> str:
    """Take blank lines off the end; blanks at the end of the last line may matter."""
    lines = text.split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    return "\n".join(lines)


def _entry_block(
    entry: Entry, number: int, section: str, style: Style, config: Config
) -> str:
    as_written = entry.as_written_in(section)
    if as_written is None:
        return style.entry(entry, number, section)
    if config.numbering_of(section) in {"continuous", "per-section"}:
        return styles.renumbered(as_written, number)
    return as_written


def _years(entries: Sequence[Entry]) -> str:
    years = [entry.date.year for entry in entries if entry.date]
    if not years:
        return ""
    first, last = min(years), max(years)
    return str(first) if first == last else f"{first}–{last}"


def _recent(entries: Sequence[Entry]) -> str:
    """List the entries that came last, newest first, ties by slug."""
    dated = {entry.slug: entry for entry in entries if entry.added}
    newest = sorted(dated.values(), key=lambda entry: entry.slug)
    newest.sort(key=lambda entry: str(entry.added), reverse=True)
    return "\n".join(_recent_line(entry) for entry in newest[:_RECENT])


def _recent_line(entry: Entry) -> str:
    title = markdown.inline(entry.title)
    if entry.links:
        title = markdown.link(entry.title, entry.links[0].url)
    return f"- {entry.added}: {title}"
