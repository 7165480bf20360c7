"""Entries that people took out of README by hand, or put at another place in it.

Only git tells that from a list that was not built yet: such an entry stood there in an
earlier state, and its file is the same since.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from listbot.catalog.model import Finding
from listbot.catalog.wording import quoted
from listbot.forge import past
from listbot.jobs import loading, shown_entries
from listbot.text import hand_written

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from listbot.forge.protocol import Snapshot
    from listbot.jobs.loading import ListFiles


@dataclass(frozen=True, kw_only=True)
class Displaced:
    """An entry that does not stand where building puts it, by hand.

    *section* is the one it is listed in, *now* the one in which it stands; None where
    it was taken out. *line* is where it stands, or stood.
    """

    file: str
    section: str
    slug: str
    line: int
    now: str | None

    @property
    def is_out(self) -> bool:
        """Whether it stands nowhere any more."""
        return self.now is None


@dataclass(frozen=True, slots=True)
class _Shown:
    """An entry between markers: its line, and its first line as others compare it."""

    slug: str
    line: int
    key: str


@lru_cache(maxsize=8)
def find(files: ListFiles) -> tuple[Displaced, ...]:
    """Return the entries that people took out of README or moved in it."""
    if files.snapshot is None:
        return ()
    rendered = files.as_built
    return tuple(
        each
        for path, text in files.pages.items()
        if text != rendered[path]
        for each in _Page(files, files.snapshot, path, rendered[path]).displaced()
    )


def check_places(files: ListFiles) -> Iterator[Finding]:
    """Say which entries people took out of README, or moved in it."""
    for each in find(files):
        entry = files.catalog.entry_by_slug[each.slug]
        title = quoted(entry.title)
        if each.is_out:
            message = f"{title} was taken out of README; {entry.path} is still there."
            hint = "deletes that file; `listbot build --force` puts the entry back."
        else:
            message = f"{title} was moved by hand to another place than is its own."
            hint = "makes it its own; `listbot build --force` moves it back."
        yield Finding(
            code="edited-region",
            severity="warning",
            message=message,
            hint=f"`listbot adopt --regions` {hint}",
            file=each.file,
            line=each.line,
        )


def order_in(files: ListFiles, path: str) -> Mapping[str, Sequence[str]]:
    """Return the entries of each section as they stand in a file, by their slugs."""
    shown = _by_section(files.pages[path], path, files)
    return {section: [each.slug for each in own] for section, own in shown.items()}


def _by_section(text: str, path: str, files: ListFiles) -> dict[str, list[_Shown]]:
    known = shown_entries.Known(files.catalog.entries)
    found: dict[str, list[_Shown]] = defaultdict(list)
    for section, read in shown_entries.in_regions(text, path, files):
        if slug := known.slug_of(read):
            key = hand_written.key(read.source.partition("\n")[0])
            found[section].append(_Shown(slug, read.first, key))
    return found


class _Page:
    """One file of the list as it stands, as it would be built, and as it was."""

    def __init__(
        self, files: ListFiles, snapshot: Snapshot, path: str, rendered: str
    ) -> None:
        self.files, self.snapshot, self.path = files, snapshot, path
        self.rendered = rendered

    def displaced(self) -> Iterator[Displaced]:
        """Yield what stands at another place, or nowhere."""
        if not self._is_rearranged():
            return
        for section, missing in self._missing.items():
            for each in missing:
                if self._stood(each):
                    yield self._elsewhere(section, each)
            yield from self._moved(section)

    def _is_rearranged(self) -> bool:
        """Say whether lines are gone that stood here, or stand in another order.

        Where they do not, no entry has to be read: the list was only not built yet.
        """
        here, built = _keys(self.files.pages[self.path]), _keys(self.rendered)
        both, gone = {*here} & {*built}, {*built} - {*here}
        if [one for one in here if one in both] != [
            one for one in built if one in both
        ]:
            return True
        return any(not gone.isdisjoint(before.lines) for before in self._earlier)

    @cached_property
    def present(self) -> Mapping[str, Sequence[_Shown]]:
        """The entries of each section as they stand."""
        return _by_section(self.files.pages[self.path], self.path, self.files)

    @cached_property
    def expected(self) -> Mapping[str, Sequence[_Shown]]:
        """The entries of each section as they would be built."""
        return _by_section(self.rendered, self.path, self.files)

    @cached_property
    def _missing(self) -> Mapping[str, Sequence[_Shown]]:
        """What does not stand in the section it is to stand in."""
        missing: dict[str, list[_Shown]] = {}
        for section, own in self.expected.items():
            here = {each.slug for each in self.present[section]}
            missing[section] = [each for each in own if each.slug not in here]
        return missing

    def _elsewhere(self, section: str, shown: _Shown) -> Displaced:
        now = next(
            (
                (other, each.line)
                for other, own in self.present.items()
                for each in own
                if each.slug == shown.slug
                and all(one.slug != each.slug for one in self.expected[other])
            ),
            None,
        )
        return Displaced(
            file=self.path,
            section=section,
            slug=shown.slug,
            line=now[1] if now else self._line_before(section, shown),
            now=now[0] if now else None,
        )

    def _line_before(self, section: str, shown: _Shown) -> int:
        """Return the line of the next entry that is left above one that is gone."""
        lines = {each.slug: each.line for each in self.present[section]}
        above = [each.slug for each in self.expected[section]]
        left = (lines.get(slug) for slug in above[: above.index(shown.slug)][::-1])
        return next((line for line in left if line is not None), shown.line)

    def _moved(self, section: str) -> Iterator[Displaced]:
        """Yield the entries of a section that stand before others than they should."""
        left = {each.slug for each in self.present[section]}
        own = [each for each in self.expected[section] if each.slug in left]
        known = {each.slug for each in own}
        here = [each for each in self.present[section] if each.slug in known]
        expected = [each.slug for each in own]
        present = [each.slug for each in here]
        if present == expected or not self._stood_so([each.key for each in own]):
            return
        changes = SequenceMatcher(None, expected, present, autojunk=False).get_opcodes()
        for tag, _, _, start, end in changes:
            for each in here[start:end] if tag in {"insert", "replace"} else ():
                yield Displaced(
                    file=self.path,
                    section=section,
                    slug=each.slug,
                    line=each.line,
                    now=section,
                )

    def _stood(self, shown: _Shown) -> bool:
        """Say whether an entry stood in the file while its own file was as it is."""
        own = self.files.catalog.entry_by_slug[shown.slug].path
        if not self._fresh.isdisjoint((own, loading.CONFIG)):
            return False
        for before in self._earlier:
            texts = before.texts
            if (
                loading.CONFIG in texts
                and texts.get(own) != self.files.entry_texts[own]
            ):
                return False
            if shown.key in before.lines:
                return True
        return False

    def _stood_so(self, keys: Sequence[str]) -> bool:
        """Say whether lines stood in the file in this order before."""
        if self._fresh:
            return False
        wanted = {*keys}
        return any(
            [line for line in before.lines if line in wanted] == [*keys]
            for before in self._earlier
        )

    @cached_property
    def _fresh(self) -> frozenset[str]:
        """The entry files that were changed after this one; also the configuration."""
        paths = (loading.CONFIG, *self.files.entry_texts)
        return past.changed_after(self.snapshot, paths, self.path)

    @cached_property
    def _earlier(self) -> Sequence[_Before]:
        """The states in which the file was changed, the newest first."""
        states = past.earlier(self.snapshot, [self.path])
        return [_Before(self, state) for state in states]

    def unchanged(self) -> Collection[str]:
        """Return the entry files of what is missing that are not fresh."""
        slugs = {each.slug for out in self._missing.values() for each in out}
        entries = self.files.catalog.entry_by_slug
        return {entries[slug].path for slug in slugs} - self._fresh


class _Before:
    """A file of the list in an earlier state; what is asked of it is read once."""

    def __init__(self, page: _Page, state: Snapshot) -> None:
        self.page, self.state = page, state

    @cached_property
    def lines(self) -> Sequence[str]:
        """Its lines; see `_keys`."""
        path = self.page.path
        return _keys(self.state.texts([path]).get(path, ""))

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The configuration then, and the files of entries that are missing now."""
        return self.state.texts([loading.CONFIG, *self.page.unchanged()])


def _keys(text: str) -> list[str]:
    """Return the lines of a file as others compare them, but for blank ones."""
    return [hand_written.key(line) for line in text.splitlines() if line.strip()]
