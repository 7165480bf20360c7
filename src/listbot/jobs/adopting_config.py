"""The configuration that an adopted README suggests."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from listbot.catalog import slugs, yaml_writer
from listbot.text.readme import order

if TYPE_CHECKING:
    from collections.abc import Mapping

    from listbot.jobs.adopting import Node, Tree
    from listbot.text.readme.looks import Looks
    from listbot.text.readme.reading import ListReading

_NEARLY_ALL = 0.9
_LABELS = {
    "name": "Short name",
    "kind": "Kind",
    "venue": "Venue",
    "venue_year": "Year of the venue",
    "authors": "Authors",
    "description": "Description",
    "tags": "Tags",
    "signs": "Signs",
}
_COLUMN = "column "
_HEAD = """\
# What this list is, as far as its README tells. Every setting: docs/configuration.md of
# listbot. After a change: `listbot form`, `listbot build`.
"""
_WIDTH = 20
_CHOICES = {
    "noun": "what the form and the replies call one: paper, tool, …",
    "order": "date, -date (newest first), title, as-imported (new ones last)",
    "date": "required or optional, in the form",
    "numbering": "continuous, per-section, ones, none, as-written (until a repair)",
}


def config_text(
    reading: ListReading,
    tree: Tree,
    looks: Looks,
    style_by_line: Mapping[int, str],
    readme: str,
) -> str:
    """Write listbot.yml as the README suggests it.

    *style_by_line* names the style of every section with entries. What most entries
    have is said once for the list, what a section does otherwise, with the section.
    """
    habits = _Habits(reading, style_by_line)
    values: dict[str, Any] = {
        "title": reading.title or "The list",
        "noun": "paper" if "venue" in looks.key_by_field else "entry",
        "readme": readme,
        "order": habits.order,
        **({} if _are_dated(reading) else {"date": "optional"}),
        "numbering": habits.numbering,
        "style": habits.style,
        "sections": [_section(node, habits) for node in tree.nodes],
    }
    if looks.key_by_field:
        values["fields"] = _fields(looks)
    values["links"] = _kinds(reading, looks)
    return _HEAD + _explained(yaml_writer.write_yaml(values))


def _explained(text: str) -> str:
    """Say behind the settings that were guessed what else they can be."""
    lines = text.splitlines(keepends=True)
    for at, line in enumerate(lines):
        if said := _CHOICES.get(line.partition(":")[0]):
            lines[at] = f"{line.rstrip():<{_WIDTH}} # {said}\n"
    return "".join(lines)


def _are_dated(reading: ListReading) -> bool:
    """Say whether nearly all entries have a date."""
    dated = sum(entry.date is not None for entry in reading.entries)
    return dated >= _NEARLY_ALL * len(reading.entries)


class _Habits:
    """What the list does, and what each of its sections does otherwise."""

    def __init__(self, reading: ListReading, style_by_line: Mapping[int, str]) -> None:
        filled = [section for section in reading.sections if section.runs]
        size = {each.line: len(reading.entries_in(each)) for each in filled}
        self._order_by_line = order.orders(reading)
        self._style_by_line = style_by_line
        self._numbering_by_line = _numberings(reading)
        self.order = _most(self._order_by_line, size) or "as-imported"
        self.style = _most(style_by_line, size)
        self.numbering = _list_numbering(reading, self._numbering_by_line, size)
        if self.numbering == "as-written":
            # Numbers that go through the file are all kept, or none.
            self._numbering_by_line = {
                line: "as-written" if kind == "continuous" else kind
                for line, kind in self._numbering_by_line.items()
            }

    def settings(self, line: int) -> dict[str, Any]:
        """Return what a section does otherwise than the list."""
        own = {
            "order": self._order_by_line.get(line, self.order),
            "numbering": self._numbering_by_line.get(line, self.numbering),
            "style": self._style_by_line.get(line, self.style),
        }
        whole = {
            "order": self.order,
            "numbering": self.numbering,
            "style": self.style,
        }
        return {key: value for key, value in own.items() if value != whole[key]}


def _most(value_by_line: Mapping[int, str], size: Mapping[int, int]) -> str:
    """Return what most entries have."""
    seen: Counter[str] = Counter()
    for line, value in value_by_line.items():
        seen[value] += size[line]
    return seen.most_common(1)[0][0] if seen else ""


def _numberings(reading: ListReading) -> dict[int, str]:
    """Say how each section is numbered; wrong numbers are kept until a repair."""
    counting = order.countings(reading)
    by_line: dict[int, str] = {}
    for part in reading.files:
        number = 0
        for section in part.sections:
            if not section.runs:
                continue
            entries = part.entries_in(section)
            kind = counting[section.line]
            first = number + 1 if kind == "continuous" else 1
            number += len(entries) if kind == "continuous" else 0
            wrong = kind in {"continuous", "per-section"} and any(
                entry.number not in {None, place}
                for place, entry in enumerate(entries, first)
            )
            by_line[section.line] = "as-written" if wrong else kind
    return by_line


def _list_numbering(
    reading: ListReading,
    numbering_by_line: Mapping[int, str],
    size: Mapping[int, int],
) -> str:
    """Return the list's numbering; one wrong number ends counting through the file."""
    if reading.counting == "continuous":
        wrong = "as-written" in numbering_by_line.values()
        return "as-written" if wrong else "continuous"
    settled = {
        line: kind for line, kind in numbering_by_line.items() if kind != "as-written"
    }
    return _most(settled, size) or "as-written"


def _section(node: Node, habits: _Habits) -> Any:  # noqa: ANN401 - a part of YAML
    """Write a section and those inside it, as short as it can be."""
    settings: dict[str, Any] = {}
    if slugs.section_slug(node.title) != node.slug:
        settings["slug"] = node.slug
    if node.file:
        settings["file"] = node.file
    if node.line is not None:
        settings |= habits.settings(node.line)
    inner = [_section(each, habits) for each in node.inside]
    if settings and inner:
        settings["sections"] = inner
    return {node.title: settings or inner} if settings or inner else node.title


def _fields(looks: Looks) -> dict[str, dict[str, str]]:
    """Describe the list's own fields; no two questions of a form are called alike."""
    taken = {"title", "date", "section", "sections"}
    taken |= {kind.casefold() for kind in looks.kinds.names}
    fields: dict[str, dict[str, str]] = {}
    for name, key in looks.key_by_field.items():
        label = _LABELS.get(name) or name.removeprefix(_COLUMN)
        while label.casefold() in taken:
            label += " (column)"
        taken.add(label.casefold())
        fields[key] = {"type": "list" if name == "tags" else "text", "label": label}
    return fields


def _kinds(reading: ListReading, looks: Looks) -> dict[str, Any]:
    """List the kinds of link in the order they are shown in."""
    seen: Counter[str] = Counter()
    for read in reading.entries:
        seen.update({kind for kind, _ in looks.kinds.in_order(read)})
    enough = _NEARLY_ALL * len(reading.entries)
    kinds: dict[str, Any] = {}
    for kind in looks.kinds.names:
        if not seen[kind]:
            continue
        settings: dict[str, Any] = {}
        if seen[kind] >= enough:
            settings["required"] = True
        elif kind not in looks.kinds.asked:
            settings["asked"] = False
        if icon := looks.icon_by_kind.get(kind):
            settings["icon"] = icon
        kinds[kind] = settings
    return kinds or {"Link": {}}
