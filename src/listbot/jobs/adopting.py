"""From what was read of a README to its sections, and where their markers go."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from listbot.catalog import slugs

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from listbot.text.readme.reading import ListReading, ReadSection


_NO_TITLE = "Entries"
# A line with a marker is no longer than checkers of Markdown like it: 80 letters.
_LONGEST_SLUG = 46


@dataclass(kw_only=True)
class Node:
    """A section that will be, and those inside it.

    *line* is that of its heading in README when entries stand right under it. *file*
    is where it stands when that is another than the section around it does.
    """

    title: str
    slug: str
    file: str = ""
    line: int | None = None
    inside: list[Node] = field(default_factory=list["Node"])
    _by_title: dict[str, list[Node]] = field(default_factory=dict[str, list["Node"]])

    def last(self, title: str) -> Node | None:
        """Return the last section that was given a title right inside this one."""
        return self._by_title[title][-1] if title in self._by_title else None

    def add(self, node: Node) -> Node:
        """Put a section inside this one, after the others.

        A form could not offer two of the same title: later ones get a number.
        """
        alike = self._by_title.setdefault(node.title, [])
        alike.append(node)
        if len(alike) > 1:
            node.title = f"{node.title} ({len(alike)})"
        self.inside.append(node)
        return node


@dataclass(frozen=True, kw_only=True)
class Tree:
    """The sections that will be, and the slug of each that has entries, by its line."""

    nodes: tuple[Node, ...]
    slug_by_line: Mapping[int, str]

    def slug(self, section: ReadSection) -> str:
        """Return the slug of a section that has entries."""
        return self.slug_by_line[section.line]


def section_tree(
    reading: ListReading, file_of: Callable[[int], str] | None = None
) -> Tree:
    """Name the sections with entries, and those above them.

    Titles that stand at the front of every path are no section of the list but the
    README's own title. Two headings with the same titles above them are two sections.
    *file_of* names the file that a section at the top stands in, by its line; empty for
    README.
    """
    filled = [section for section in reading.sections if section.runs]
    depth = _shared_depth(filled)
    top = Node(title="", slug="")
    taken: set[str] = set()

    def added(above: Node, title: str, line: int) -> Node:
        node = above.add(_node(title, above, taken))
        if file_of is not None and above is top:
            node.file = file_of(line)
        return node

    for section in filled:
        node = top
        for title in section.path[depth:-1]:
            found = node.last(title or _NO_TITLE)
            node = found or added(node, title, section.line)
        title = section.path[-1] if section.path else ""
        known = node.last(title or _NO_TITLE)
        if known is None or known.line is not None:
            known = added(node, title, section.line)
        known.line = section.line
    slug_by_line = {
        node.line: node.slug for node in _walk(top) if node.line is not None
    }
    return Tree(nodes=tuple(top.inside), slug_by_line=slug_by_line)


def places(reading: ListReading, tree: Tree) -> list[tuple[int, int, str]]:
    """Say where the markers go: one region a section, from first to last entry."""
    return [
        (
            section.runs[0].first,
            section.runs[-1].last,
            f"entries {tree.slug(section)}",
        )
        for section in reading.sections
        if section.runs
    ]


def _shared_depth(filled: list[ReadSection]) -> int:
    """Return how many titles at the front of every path are the same."""
    depth = 0
    while all(
        len(section.path) > depth + 1 and section.path[depth] == filled[0].path[depth]
        for section in filled
    ):
        depth += 1
    return depth


def _node(title: str, above: Node, taken: set[str]) -> Node:
    """Make a section; its slug tells whose it is where another has the same title."""
    slug = _short(slugs.section_slug(title or _NO_TITLE))
    if slug in taken:
        named = f"{above.title} {title or _NO_TITLE}".strip()
        slug = slugs.section_slug(_short(slugs.section_slug(named)), taken)
    taken.add(slug)
    return Node(title=title or _NO_TITLE, slug=slug)


def _short(slug: str) -> str:
    """Cut a slug between words, where a marker with it would be a long line."""
    if len(slug) <= _LONGEST_SLUG:
        return slug
    cut = slug[: _LONGEST_SLUG + 1].rpartition("-")[0]
    return cut or slug[:_LONGEST_SLUG]


def _walk(node: Node) -> list[Node]:
    """Return all sections inside one, deep ones too."""
    found: list[Node] = []
    waiting = [*node.inside]
    while waiting:
        found.append(waiting.pop())
        waiting += found[-1].inside
    return found
