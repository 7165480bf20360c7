"""The styles of an adopted list: a template for each look, named by its section."""

from __future__ import annotations

from typing import TYPE_CHECKING

from listbot.text.readme.looks import write_template

if TYPE_CHECKING:
    from collections.abc import Mapping

    from listbot.jobs.adopting import Tree
    from listbot.text.readme.looks import Looks
    from listbot.text.readme.reading import ListReading

_FOLDER = ".listbot/styles"
_ONLY = "list"


def style_names(reading: ListReading, looks: Looks, tree: Tree) -> dict[int, str]:
    """Name the style file of every section with entries, by its line.

    A look is called after the first section that has it, or `list` when it is the only
    one.
    """
    name_by_look: dict[int, str] = {}
    by_line: dict[int, str] = {}
    for section in reading.sections:
        if not section.runs:
            continue
        look = looks.look_by_line[section.line]
        name = _ONLY if len(looks.looks) == 1 else tree.slug(section)
        name_by_look.setdefault(look, f"{_FOLDER}/{name}.md.j2")
        by_line[section.line] = name_by_look[look]
    return by_line


def style_files(
    reading: ListReading,
    looks: Looks,
    style_by_line: Mapping[int, str],
) -> dict[str, str]:
    """Write the templates, by path of their file."""
    return {
        style_by_line[section.line]: write_template(
            looks.looks[looks.look_by_line[section.line]], looks.key_by_field
        )
        for section in reading.sections
        if section.runs
    }
