"""The report of an adoption: what was understood, what is mended, what is asked."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from listbot.jobs import adopting
from listbot.text.adoption import Mending, Question, Report, SectionRow
from listbot.text.readme.defects import numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from listbot.jobs.adopt import Adoption
    from listbot.text.readme.reading import ListReading, ReadEntry
    from listbot.text.readme.volumes import Volume

# What `--repair` does about a finding of each code.
_MENDED = {
    "mojibake": "text that was decoded wrongly",
    "control-character": "control characters, taken out",
    "invisible-character": "characters that nobody sees, taken out",
    "ligature": "ligatures, taken apart",
    "wrong-number": "numbers, counted anew",
    "stale-count": "the count, kept true by a marker",
    "dead-anchor": "the contents, written anew with the anchors that headings have",
    "tracking-parameter": "tracking parameters, taken off the links",
    "repeated-entry": "entries that only repeat an earlier one of their section",
}
_CONTENTS = "the contents, kept true by a marker"
_BLANKS = "blanks that no reader sees, as in the other entries"
_ASKED = frozenset(
    {
        *("repeated-entry", "shared-link", "missing-year", "ambiguous-date"),
        *("empty-link", "placeholder-link", "malformed-link", "stale-years"),
        *("cross-listing", "dead-anchor"),
    }
)
_BY_LINE = frozenset(
    {"mojibake", "control-character", "invisible-character", "ligature"}
)


def reports(adoption: Adoption) -> tuple[Report, ...]:
    """Put together what there is to tell about each file of an adoption."""
    again = _works_again(adoption)
    return tuple(
        _report(adoption, volume, again) for volume in adoption.binding.volumes
    )


def report(adoption: Adoption, readme: str) -> Report:
    """Put together what there is to tell about an adoption of the file *readme*."""
    return next(each for each in reports(adoption) if each.readme == readme)


def _works_again(adoption: Adoption) -> frozenset[int]:
    """Return the lines of entries that went into the file of an earlier one."""
    seen: set[str] = set()
    again: set[int] = set()
    for line, slug in sorted(adoption.slug_by_line.items()):
        if slug in seen:
            again.add(line)
        seen.add(slug)
    return frozenset(again)


def _report(adoption: Adoption, volume: Volume, again: frozenset[int]) -> Report:
    reading = volume.reading
    lines_by_code = _mended_lines(reading)
    return Report(
        readme=volume.path,
        entries=len(reading.entries),
        as_written=sum(
            entry.first in adoption.lines_as_written for entry in volume.bound.entries
        ),
        repeats=sum(entry.first in again for entry in volume.bound.entries),
        sections=tuple(_sections(adoption, volume)),
        unread=reading.unread,
        mendings=tuple(_mendings(adoption, volume, lines_by_code)),
        questions=tuple(_questions(reading, lines_by_code)),
        findings=[each for each in adoption.findings if each.file == volume.path],
    )


def _mendings(
    adoption: Adoption, volume: Volume, lines_by_code: Mapping[str, Sequence[int]]
) -> Iterator[Mending]:
    for code, what in _MENDED.items():
        if lines := lines_by_code[code]:
            yield Mending(code=code, what=what, lines=tuple(sorted(set(lines))))
    contents = volume.reading.contents
    is_marked = volume.path in adoption.contents_marked
    if contents and is_marked and not lines_by_code["dead-anchor"]:
        lines = tuple(range(contents.first, contents.last + 1))
        yield Mending(code="contents", what=_CONTENTS, lines=lines)
    tidied = [
        entry.first - volume.before
        for entry in volume.bound.entries
        if adoption.slug_by_line.get(entry.first) in adoption.tidied
    ]
    if tidied:
        yield Mending(code="blanks", what=_BLANKS, lines=tuple(tidied))


def data(made: Sequence[Report]) -> dict[str, Any]:
    """Return the reports in the shape that scripts rely on."""
    entries = sum(each.entries for each in made)
    as_written = sum(each.as_written for each in made)
    return {
        "sections": [row for each in made for row in _section_data(each)],
        "unread": [
            {
                "file": each.readme,
                "line": part.first,
                "last": part.last,
                "why": part.why,
                "text": part.text,
            }
            for each in made
            for part in each.unread
        ],
        "repairs": [
            {
                "file": each.readme,
                "code": mending.code,
                "what": mending.what,
                "lines": list(mending.lines),
            }
            for each in made
            for mending in each.mendings
        ],
        "questions": [
            {
                "file": each.readme,
                "code": question.code,
                "line": question.line,
                "text": question.text,
            }
            for each in made
            for question in each.questions
        ],
        "reproduced": round(1 - as_written / entries, 4) if entries else 1.0,
    }


def _section_data(made: Report) -> list[dict[str, Any]]:
    return [
        {
            "file": made.readme,
            "path": list(row.path),
            "line": row.line,
            "entries": row.entries,
            "shapes": list(row.shapes),
            "order": row.order,
            "style": row.style,
            "as_written": row.as_written,
        }
        for row in made.sections
    ]


def _sections(adoption: Adoption, volume: Volume) -> Iterator[SectionRow]:
    reading = volume.bound
    tree = adopting.section_tree(adoption.reading)
    for section in reading.sections:
        entries = reading.entries_in(section)
        if entries:
            node = adoption.config.node_by_slug.get(tree.slug(section))
            style = (node and node.style) or adoption.config.style
            yield SectionRow(
                path=section.path,
                line=section.line - volume.before,
                entries=len(entries),
                shapes=_shapes(entries),
                order=section.order,
                style=style.rpartition("/")[2].removesuffix(".md.j2"),
                as_written=sum(
                    entry.first in adoption.lines_as_written for entry in entries
                ),
            )


def _shapes(entries: tuple[ReadEntry, ...]) -> tuple[str, ...]:
    """Name the shapes of a section, the most frequent first; ties as in the list."""
    seen = Counter(entry.shape for entry in entries)
    return tuple(shape for shape, _ in seen.most_common())


def _mended_lines(reading: ListReading) -> dict[str, list[int]]:
    """Return the lines that a repair changes, by the code of what is wrong there."""
    lines: dict[str, list[int]] = defaultdict(list)
    contents = reading.contents
    inside = range(contents.first, contents.last + 1) if contents else range(0)
    for finding in reading.findings:
        line = finding.line or 0
        is_mended = finding.code in _MENDED and finding.code not in _BY_LINE
        if is_mended and (finding.code != "dead-anchor" or line in inside):
            lines[finding.code].append(line)
    for repair in reading.repairs:
        lines[repair.why].append(repair.line)
    lines["repeated-entry"] = sorted(_said_again(reading))
    lines["wrong-number"] = [
        entry.first
        for entry, number in numbers.expected_numbers(reading)
        if entry.number not in {None, number}
    ]
    return lines


def _said_again(reading: ListReading) -> set[int]:
    """Return the lines of entries that say what an earlier one of the section says."""
    seen: set[object] = set()
    again: set[int] = set()
    for entry in reading.entries:
        said = (
            entry.title.casefold(),
            entry.section,
            str(entry.date),
            frozenset(link.url for link in entry.links),
            *(entry.venue, entry.kind, entry.authors, entry.description),
        )
        if said in seen:
            again.add(entry.first)
        seen.add(said)
    return again


def _questions(
    reading: ListReading, lines_by_code: dict[str, list[int]]
) -> Iterator[Question]:
    """Yield what is wrong and not mended, as something to decide."""
    gone = lines_by_code["repeated-entry"]
    for finding in reading.findings:
        line = finding.line or 0
        settled = line in lines_by_code[finding.code] or line in gone
        if finding.code in _ASKED and not settled:
            text = f"{finding.message} {finding.hint}".strip()
            yield Question(code=finding.code, line=line, text=text)
