"""README from the entries: the regions between markers, and nothing else. No I/O.

`pages` is a pure function of the prose that people wrote, the catalog and the
configuration: same input, same bytes. Numbers, contents, counts and the year span are
derived here and stored nowhere. They are those of the file they stand in; where no
section does, those of the whole list.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from listbot.catalog import order
from listbot.catalog.model import Finding
from listbot.text import contents, markdown, region_homes, regions, styles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
    """Fill the regions of the README of a list that has one file; see `pages`."""
    return pages({config.readme: text}, catalog, config, templates)[config.readme]


def pages(
    text_by_path: Mapping[str, str],
    catalog: Catalog,
    config: Config,
    templates: Mapping[str, str],
) -> dict[str, str]:
    """Fill the regions of a list's files; all outside of them stays byte for byte.

    *templates* holds the maintainer's own styles by path. Raises ListbotError when
    markers are missing, doubled or crossed, when a section that has entries has no
    region in its file, or when a style does not render; all texts are then to be left
    as they are.
    """
    listed = order.listed(catalog, config)
    made = styles.read_styles(config, templates)
    filled = {
        path: _filled(path, text, listed, config, made)
        for path, text in text_by_path.items()
    }
    return contents.with_contents(filled, catalog.sections, config)


def _filled(
    path: str,
    text: str,
    listed: Sequence[Listed],
    config: Config,
    style_by_name: Mapping[str, Style],
) -> str:
    """Fill the regions of one file, but for its contents."""
    found = regions.find_regions(text, file=path)
    own = tuple(part for part in listed if part.file == path)
    shelf = _Shelf(
        file=path,
        config=config,
        sections=own or tuple(listed),
        styles=style_by_name,
        contents_anchor=contents.anchor(text, found),
    )
    region_homes.check(found, own, path, config)
    content_by_name = {
        region.name: _content(region, text, shelf)
        for region in found
        if region.name != "contents"
    }
    return regions.replace_regions(text, content_by_name, file=path)


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
    text_by_path: Mapping[str, str],
    catalog: Catalog,
    config: Config,
    templates: Mapping[str, str],
) -> tuple[str, int] | None:
    """Return the file and line that an entry begins on; None if it is not there."""
    made = styles.read_styles(config, templates)
    for part in order.listed(catalog, config):
        slug = part.section.slug
        lines = text_by_path.get(part.file, "").replace("\r\n", "\n")
        for number, listed in part.numbered:
            if listed.slug == entry.slug:
                style = made[config.style_of(slug)]
                block = _entry_block(listed, number, slug, style, config)
                place = lines.find(block.replace("\r\n", "\n").rstrip("\n"))
                if place >= 0:
                    return part.file, lines.count("\n", 0, place) + 1
    return None


def check_size(text: str, file: str) -> tuple[Finding, ...]:
    """Warn when a file comes near the length at which GitHub cuts it off."""
    size = len(text.encode())
    if size < _NEAR * _GITHUB_LIMIT:
        return ()
    finding = Finding(
        code="readme-near-limit",
        severity="warning",
        message=(
            f"{file} is {size // 1024} KiB long; "
            f"GitHub shows only the first {_GITHUB_LIMIT // 1024} KiB of a README."
        ),
        hint="Use a shorter style, or give sections a `file` of their own.",
        file=file,
    )
    return (finding,)


@dataclass(frozen=True, kw_only=True)
class _Shelf:
    """What every region of a file is filled from."""

    file: str
    config: Config
    sections: tuple[Listed, ...]
    styles: Mapping[str, Style]
    contents_anchor: str

    @property
    def entries(self) -> list[Entry]:
        """Every listed entry, once for each section it is listed in."""
        return [entry for part in self.sections for entry in part.entries]


def _content(region: Region, text: str, shelf: _Shelf) -> str:
    if region.name == "entries":
        return _own_sections(contents.level_above(text, region), shelf)
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


def _own_sections(level: int, shelf: _Shelf) -> str:
    blocks: list[str] = []
    for part in shelf.sections:
        if part.file != shelf.file:
            continue
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
