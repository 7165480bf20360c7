"""What people wrote into the regions of README by hand: seen, taken up, never lost."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from listbot.catalog.errors import ListbotError
from listbot.catalog.model import Finding
from listbot.catalog.wording import listed, quoted
from listbot.forge import past
from listbot.jobs import displaced, loading
from listbot.jobs.shown_entries import Known, in_regions
from listbot.text import hand_written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from listbot.jobs.loading import ListFiles
    from listbot.text.hand_written import Written
    from listbot.text.readme.reading import ReadEntry

_SHOWN = 5


@dataclass(frozen=True, kw_only=True)
class Edit:
    """An entry in a region that is not as listbot writes it.

    *file* is where it stands; *slug* is the entry it is about; None for one that has
    no file.
    """

    file: str
    section: str
    read: ReadEntry
    slug: str | None


@lru_cache(maxsize=8)
def written_lines(files: ListFiles) -> Mapping[str, tuple[Written, ...]]:
    """Return the lines that people wrote between the markers of each file.

    A line is theirs that listbot would not write, and would not have written in any
    state of the list in which the files were last changed. One that shows an entry, a
    style or a configuration as it was before somebody changed that is none.
    """
    rendered = files.as_built
    left: dict[str, tuple[Written, ...]] = {}
    for path, text in files.pages.items():
        if text != rendered[path]:
            left[path] = tuple(hand_written.lines_in(text, file=path))
    left = without(left, rendered)
    for made in made_before(files) if left else ():
        left = without(left, made)
        if not left:
            break
    return _without_stale(left, files) if left else {}


def find_edits(files: ListFiles) -> tuple[Edit, ...]:
    """Return the entries between markers that people have changed or added."""
    by_hand = written_lines(files)
    return tuple(
        edit
        for edit in _differing(files, by_hand)
        if any(_is_in(line, edit) for line in by_hand[edit.file])
    )


def other_lines(files: ListFiles) -> tuple[tuple[str, Written], ...]:
    """Return what people wrote between markers that is no entry, with its file."""
    by_hand = written_lines(files)
    edits = _differing(files, by_hand)
    return tuple(
        (path, line)
        for path, lines in by_hand.items()
        for line in lines
        if not any(edit.file == path and _is_in(line, edit) for edit in edits)
    )


def check_nothing_is_lost(files: ListFiles) -> None:
    """Raise ListbotError when building would undo what people did to README by hand."""
    told = [*_told(files), *_told_of_places(files)]
    if told:
        file, line, what = told[0]
        numbers = sorted({number for path, number, _ in told[1:] if path == file})
        others = [*map(str, numbers)]
        more = ""
        if others:
            shown = listed(others[:_SHOWN], last="and")
            beyond = len(others) - _SHOWN
            more = f" The same goes for line{'s' * (len(others) > 1)} {shown}"
            more += f" and {beyond} more." if beyond > 0 else "."
        message = (
            f"{file}, line {line}: {what}.{more} Take it up with `listbot adopt {file} "
            "--regions`, or let it go with `listbot build --force`."
        )
        raise ListbotError(message, file=file, line=line)


def check_edits(files: ListFiles) -> Iterator[Finding]:
    """Say what people changed in the regions of README."""
    for edit in find_edits(files):
        title = quoted(edit.read.title)
        if edit.slug is None:
            message = f"{title} stands in README, but in no entry file."
        else:
            path = files.catalog.entry_by_slug[edit.slug].path
            message = f"README says something else of {title} than {path}."
        yield _edited(message, edit.file, edit.read.first)
    for file, line in other_lines(files):
        message = (
            f"{quoted(line.text.strip())} stands between markers, and is no entry."
        )
        yield _edited(message, file, line.number)
    yield from displaced.check_places(files)


def without(
    left: Mapping[str, tuple[Written, ...]], made: Mapping[str, str]
) -> dict[str, tuple[Written, ...]]:
    """Leave out the lines that stand in what listbot has made, wherever."""
    keys = {
        line.key
        for path, text in made.items()
        for line in hand_written.lines_in(text, file=path)
    }
    rest = {
        path: tuple(line for line in lines if line.key not in keys)
        for path, lines in left.items()
    }
    return {path: lines for path, lines in rest.items() if lines}


def made_before(files: ListFiles) -> Iterator[Mapping[str, str]]:
    """Yield what the files were to be like in earlier states of the list."""
    if files.snapshot is None:
        return
    for snapshot in past.earlier(files.snapshot, files.config.files):
        try:
            yield loading.load(snapshot).rendered()
        except ListbotError:
            continue  # no list yet, or one that could not be built


def _without_stale(
    left: Mapping[str, tuple[Written, ...]], files: ListFiles
) -> Mapping[str, tuple[Written, ...]]:
    """Leave out lines of what was changed after the file was written, by its time."""
    snapshot = files.snapshot
    if snapshot is None:
        return left
    fresh: dict[str, tuple[Written, ...]] = {}
    for path, lines in left.items():
        if past.changed_after(snapshot, (loading.CONFIG, *files.templates), path):
            continue
        about = [
            (edit, files.catalog.entry_by_slug[edit.slug].path)
            for edit in _differing(files, {path: lines})
            if edit.slug is not None
        ]
        changed = past.changed_after(snapshot, {entry for _, entry in about}, path)
        stale = [edit for edit, entry in about if entry in changed]
        rest = [one for one in lines if not any(_is_in(one, edit) for edit in stale)]
        if rest:
            fresh[path] = tuple(rest)
    return fresh


def _differing(files: ListFiles, paths: Iterable[str]) -> tuple[Edit, ...]:
    """Return the entries in the regions of files that listbot would not write so."""
    rendered = files.as_built
    known = Known(files.catalog.entries)
    edits: list[Edit] = []
    for path in paths:
        made = {read.source for _, read in in_regions(rendered[path], path, files)}
        edits += [
            Edit(file=path, section=section, read=read, slug=known.slug_of(read))
            for section, read in in_regions(files.pages[path], path, files)
            if read.source not in made
        ]
    return tuple(edits)


def _is_in(line: Written, edit: Edit) -> bool:
    return edit.read.first <= line.number <= edit.read.last


def _told(files: ListFiles) -> Iterator[tuple[str, int, str]]:
    """Yield what building writes over: file, line, and what is there."""
    edits = find_edits(files)
    # What no file holds is lost for good, so it comes first.
    for edit in sorted(edits, key=lambda edit: edit.slug is not None):
        title = quoted(edit.read.title)
        if edit.slug is None:
            what = (
                f"{title} stands in README, but in no entry file; building removes it"
            )
        else:
            path = files.catalog.entry_by_slug[edit.slug].path
            what = f"{title} was changed here by hand; building writes what {path} says"
        yield edit.file, edit.read.first, what
    for file, line in other_lines(files):
        text = quoted(line.text.strip())
        what = f"{text} was written between the markers; building removes it"
        yield file, line.number, what


def _told_of_places(files: ListFiles) -> Iterator[tuple[str, int, str]]:
    """Yield the entries that building puts back: file, line, and what was done."""
    for each in displaced.find(files):
        entry = files.catalog.entry_by_slug[each.slug]
        title = quoted(entry.title)
        if each.is_out:
            what = f"{title} was taken out by hand, but {entry.path} is still there"
            yield each.file, each.line, f"{what}; building puts it back"
        else:
            what = f"{title} was moved here by hand; building moves it back"
            yield each.file, each.line, what


def _edited(message: str, file: str, line: int) -> Finding:
    return Finding(
        code="edited-region",
        severity="warning",
        message=message,
        hint="`listbot adopt --regions` takes up what README says; "
        "`listbot build --force` writes what the entries say.",
        file=file,
        line=line,
    )
