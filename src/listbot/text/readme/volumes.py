"""Several files read as one list: their readings, bound together. No I/O.

Lines count on from file to file, so that one number names one place of the whole list;
what is found out about a single README is found out about several in the same way.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from listbot.text.readme.reading import ListReading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from listbot.text.readme.reading import ReadEntry, ReadSection, Run


@dataclass(frozen=True, kw_only=True)
class Volume:
    """One file of a list: what was read of it, and the same as a part of the whole.

    *before* says how many lines of the whole stand before its first one. *title* is
    what its sections stand below in the whole; empty where they stand at the top.
    """

    path: str
    text: str
    reading: ListReading
    bound: ListReading
    before: int = 0
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class Binding:
    """A list as one reading, and the files it was read from."""

    reading: ListReading
    volumes: tuple[Volume, ...]

    def volume_of(self, line: int) -> Volume:
        """Return the file that a line of the whole is in."""
        return max(
            (volume for volume in self.volumes if volume.before <= line),
            key=lambda volume: volume.before,
        )


def bind(
    pages: Sequence[tuple[str, str, ListReading]], *, title: str, main: str
) -> Binding:
    """Bind files, each a path, its text and what was read of it, in their order.

    One file alone stays as it is. Of several, the sections of each stand below the
    file's title, but for those of *main*, which stand at the top. *title* is that of
    the list.
    """
    if len(pages) == 1:
        path, text, reading = pages[0]
        alone = Volume(path=path, text=text, reading=reading, bound=reading)
        return Binding(reading=reading, volumes=(alone,))
    title_by_path = _titles(pages, main)
    volumes: list[Volume] = []
    before = 0
    for path, text, reading in pages:
        own = title_by_path[path]
        volumes.append(
            Volume(
                path=path,
                text=text,
                reading=reading,
                bound=_shifted(reading, before, own),
                before=before,
                title=own,
            )
        )
        # One more than there are: what stands above all headings has the line 0.
        before += text.count("\n") + text.count("\r") + 2
    return Binding(
        reading=_joined([volume.bound for volume in volumes], title),
        volumes=tuple(volumes),
    )


def _titles(pages: Sequence[tuple[str, str, ListReading]], main: str) -> dict[str, str]:
    """Name the section that each file becomes: all names differ.

    That is its title, or else the name of the file, or else its path.
    """
    others = [page for page in pages if page[0] != main]
    taken = {
        section.path[0]
        for path, _, reading in pages
        for section in (_shifted(reading, 0, "").sections if path == main else ())
        if section.path
    }
    candidates = (
        [_title_of(reading) or _named(path) for path, _, reading in others],
        [_named(path) for path, _, _ in others],
    )
    names = next(
        (each for each in candidates if len({*each} - taken) == len(others)),
        [posixpath.splitext(path)[0] for path, _, _ in others],
    )
    return dict(zip((page[0] for page in others), names, strict=True)) | {main: ""}


def _title_of(reading: ListReading) -> str:
    """Return the title of a file: its own, or that which all of it stands below."""
    if reading.title:
        return reading.title
    filled = [section.path for section in reading.sections if section.runs]
    first = {path[0] if path else "" for path in filled}
    return first.pop() if len(first) == 1 else ""


def _named(path: str) -> str:
    """Make words of the name of a file; a README is called after its folder."""
    folder, name = posixpath.split(posixpath.splitext(path)[0])
    if name.lower() in {"readme", "index"} and folder:
        name = posixpath.basename(folder)
    return " ".join(name.replace("_", " ").replace("-", " ").split()).capitalize()


def _shifted(reading: ListReading, before: int, title: str) -> ListReading:
    """Return entries and sections with the lines and the paths of the whole."""
    depth = _depth(reading, keep=0 if title else 1)
    above = (title,) if title else ()

    def section(read: ReadSection) -> ReadSection:
        return replace(
            read,
            path=(*above, *read.path[depth:]),
            line=read.line + before,
            runs=tuple(_shifted_run(run, before) for run in read.runs),
        )

    def entry(read: ReadEntry) -> ReadEntry:
        return replace(
            read,
            section=(*above, *read.section[depth:]),
            first=read.first + before,
            last=read.last + before,
        )

    return ListReading(
        title=title,
        entries=tuple(map(entry, reading.entries)),
        # One without entries may stand beside what all others stand below.
        sections=tuple(section(read) for read in reading.sections if read.runs),
        counting=reading.counting,
    )


def _shifted_run(run: Run, before: int) -> Run:
    return replace(run, first=run.first + before, last=run.last + before)


def _depth(reading: ListReading, *, keep: int) -> int:
    """Return how many titles all sections with entries stand below.

    As many as *keep* are left to each, and one to sections that nothing else tells
    apart.
    """
    paths = [section.path for section in reading.sections if section.runs]
    shared = len(posixpath.commonprefix(paths))  # of tuples as well as of texts
    shortest = min(map(len, paths), default=0)
    twins = sum(len(path) == shared for path in paths) > 1
    return max(0, min(shared - twins, shortest - keep))


def _joined(parts: Sequence[ListReading], title: str) -> ListReading:
    """Return one reading of all; what single files say of themselves is left out."""
    sections: list[ReadSection] = []
    entries: list[ReadEntry] = []
    for part in parts:
        for section in part.sections:
            runs = tuple(_moved(run, len(entries)) for run in section.runs)
            sections.append(replace(section, runs=runs))
        entries += part.entries
    largest = max(parts, key=lambda part: len(part.entries))
    return ListReading(
        title=title,
        entries=tuple(entries),
        sections=tuple(sections),
        counting=largest.counting,
        parts=tuple(parts),
    )


def _moved(run: Run, places: int) -> Run:
    first, end = run.entries.start + places, run.entries.stop + places
    return replace(run, entries=range(first, end))
