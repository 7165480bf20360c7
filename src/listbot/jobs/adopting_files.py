"""Which Markdown files a list is made of, from what somebody named."""

from __future__ import annotations

import posixpath
import re
import shlex
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from listbot.catalog.config_values import MARKDOWN
from listbot.catalog.errors import ListbotError
from listbot.catalog.wording import listed
from listbot.text import regions
from listbot.text.readme import reader, volumes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from listbot.forge.protocol import Snapshot
    from listbot.text.readme.reading import ListReading
    from listbot.text.readme.volumes import Binding

# So many files are named in a message; the others are counted.
_MOST = 10
_TITLES = 3
_LONGEST_README = 6_000_000
# Files that people put beside a list, and translations of it.
_BESIDE = re.compile(
    r"(authors|change_?log|code_?of_?conduct|codeowners|contribut(ing|ors?)|governance"
    r"|history|issue_template|licen[cs]e|maintainers|pull_request_template|security"
    r"|support|readme[._-].+)\Z"
)
_RST = (".rst", ".rest")
# Where GitHub looks for a README; the list itself most often stands at the top.
_SHOWN_FIRST = ("", ".github", "docs")
_NOT_OURS = frozenset({"node_modules", "vendor", "venv"})


@dataclass(frozen=True, kw_only=True)
class Page:
    """One file: its path, its text, and what was read of it."""

    path: str
    text: str
    reading: ListReading


@dataclass(frozen=True, kw_only=True)
class Found:
    """The files of a list, *readme* the first among them.

    *pages* are those that hold entries, in order; an index as *readme* is none of them.
    """

    readme: str
    title: str
    pages: tuple[Page, ...]

    def bound(self) -> Binding:
        """Return the files as one list."""
        is_readme = _is_readme(self.readme)
        return volumes.bind(
            [(page.path, page.text, page.reading) for page in self.pages],
            title=self.title,
            main=self.readme if is_readme else "",
        )


def find(snapshot: Snapshot, named: Sequence[str]) -> Found:
    """Return the files that somebody means who names files and folders.

    One file is that file, whatever is in it. Of several, and of a folder, it is those
    that hold entries; of a folder whose README is an index, those that the index leads
    to. Raises ListbotError for a name that stands for nothing, for a file that is no
    text, and where no file holds an entry.
    """

    @cache
    def read(path: str) -> Page:
        return _page(snapshot, path)

    for name in named:
        if name.lower().endswith(_RST):
            raise _no_markdown(name)
    if len(named) == 1 and snapshot.texts(named):
        page = read(named[0])
        return Found(readme=page.path, title=page.reading.title, pages=(page,))
    paths = [
        path
        for name in named
        for path in (
            [name] if snapshot.texts([name]) else _inside(snapshot, name, read)
        )
    ]
    pages = [read(path) for path in dict.fromkeys(paths)]
    filled = tuple(page for page in pages if page.reading.entries)
    if not filled:
        raise _nothing_in(named, len(pages))
    if len(filled) == 1:
        page = filled[0]
        return Found(readme=page.path, title=page.reading.title, pages=filled)
    readmes = [page for page in pages if _is_readme(page.path)]
    top = [page for page in readmes if page.reading.index_of or page in filled]
    first = min(top, key=lambda page: page.path.count("/"), default=filled[0])
    return Found(
        readme=first.path,
        title=first.reading.title if top else _joint_title(filled),
        pages=filled,
    )


def left_out(snapshot: Snapshot, named: Sequence[str], found: Found) -> tuple[str, ...]:
    """Return the Markdown files of the folders named that are no part of the list."""
    folders = [name for name in named if not snapshot.texts([name])]
    inside = {
        path
        for folder in folders
        for path in _files_in(snapshot, folder)
        if path.lower().endswith(MARKDOWN)
    }
    taken = {found.readme, *(page.path for page in found.pages)}
    return tuple(
        path for path in sorted(inside - taken) if not _is_hidden(path.split("/"))
    )


def empty(snapshot: Snapshot, page: Page) -> ListbotError:
    """Say that a file holds no entries, and which files it leads to, if it does."""
    others = page.reading.index_of
    message = f"{page.path}: no entries were found in it; nothing was changed. " + (
        f"It is an index of other files; {_told(snapshot, page)}"
        if others
        else "To begin a list all the same, move the file away, run `listbot init`, "
        "and put its text above the first marker."
    )
    return ListbotError(message, file=page.path)


def first_page(snapshot: Snapshot) -> Page | None:
    """Return the README that GitHub shows for a repository, whatever its case.

    None where there is none. Raises ListbotError for one that is no Markdown.
    """
    paths = _files_in(snapshot, ".")
    for folder in _SHOWN_FIRST:
        here = [path for path in paths if posixpath.dirname(path) == folder]
        if found := next(filter(_is_readme, sorted(here)), None):
            return _page(snapshot, found)
        if rst := next((path for path in here if _is_rst_readme(path)), None):
            raise _no_markdown(rst)
    return None


def is_without_a_list(page: Page) -> bool:
    """Say whether nothing is listed in a file yet."""
    reading = page.reading
    return not (reading.entries or reading.index_of or reading.unread)


def is_index(snapshot: Snapshot, page: Page) -> bool:
    """Say whether a file is nothing but an index of files that are there."""
    leads = page.reading.index_of and not page.reading.entries
    return bool(leads) and bool(_leaves(snapshot, page))


def _page(snapshot: Snapshot, path: str) -> Page:
    text = snapshot.texts([path])[path]
    _check_is_text(text, path)
    reading = reader.read_list(regions.without_markers(text, file=path))
    return Page(path=path, text=text, reading=reading)


def _files_in(snapshot: Snapshot, folder: str) -> list[str]:
    """Return the path of every file in a folder, as it is seen from the top."""
    return [path.removeprefix("./") for path in snapshot.paths(folder)]


def _inside(
    snapshot: Snapshot, folder: str, read: Callable[[str], Page]
) -> Iterable[str]:
    """Return the files that are meant by a folder."""
    paths = _files_in(snapshot, folder)
    pages = sorted(path for path in paths if _is_page(path, folder))
    if not pages:
        what = "has no Markdown file in it" if paths else "is not there"
        message = f"{folder} {what}. Name the README of the list, or its folder."
        raise ListbotError(message, file=folder)
    place = "" if folder == "." else f"{folder}/"
    readmes = (path for path in pages if posixpath.dirname(path) == place.rstrip("/"))
    readme = next(filter(_is_readme, readmes), None)
    if readme is None:
        return pages
    index = read(readme)
    leaves = _followed(snapshot, index, read) if index.reading.index_of else []
    return [readme, *(leaves or [path for path in pages if path != readme])]


def _followed(
    snapshot: Snapshot, index: Page, read: Callable[[str], Page]
) -> list[str]:
    """Return the files that an index leads to, through further ones too."""
    found: dict[str, None] = {}
    waiting = [*reversed(_leaves(snapshot, index))]
    while waiting:
        path = waiting.pop()
        if path in found or path == index.path:
            continue
        found[path] = None
        reading = read(path).reading
        if reading.index_of and not reading.entries:
            waiting += reversed(_leaves(snapshot, read(path)))
    return [*found]


def _leaves(snapshot: Snapshot, index: Page) -> list[str]:
    """Return the files that an index leads to and that are there.

    A link says a path from the index or, as an address on GitHub, from the top.
    """
    folder = posixpath.dirname(index.path)
    ways = [
        (posixpath.normpath(posixpath.join(folder, path)), posixpath.normpath(path))
        for path in index.reading.index_of
        if path.lower().endswith(MARKDOWN)
    ]
    there = snapshot.texts([path for pair in ways for path in pair])
    leaves = (next((path for path in pair if path in there), "") for pair in ways)
    return [path for path in dict.fromkeys(leaves) if path and path != index.path]


def _is_page(path: str, folder: str) -> bool:
    """Say whether a file in a folder may be a part of the list there."""
    inside = path.removeprefix("" if folder == "." else f"{folder}/")
    *above, name = inside.split("/")
    stem, _, _ = name.lower().rpartition(".")
    beside = _BESIDE.match(stem.replace("-", "_").replace(" ", "_"))
    return name.lower().endswith(MARKDOWN) and not _is_hidden(above) and not beside


def _is_hidden(parts: Sequence[str]) -> bool:
    """Say whether something on the way to a file keeps it from being a list's."""
    return any(part.startswith(".") or part in _NOT_OURS for part in parts)


def _is_readme(path: str) -> bool:
    return posixpath.basename(path).lower() in {"readme.md", "readme.markdown"}


def _is_rst_readme(path: str) -> bool:
    name = posixpath.basename(path).lower()
    return name.startswith("readme.") and name.endswith(_RST)


def _no_markdown(path: str) -> ListbotError:
    stem = posixpath.splitext(path)[0]
    way = shlex.join(["pandoc", "--to=gfm", path, f"--output={stem}.md"])
    message = (
        f"{path} is reStructuredText, and listbot keeps lists in Markdown; nothing was "
        f"changed. Turn it into Markdown, for example with `{way}`, and adopt that."
    )
    return ListbotError(message, file=path)


def _joint_title(pages: Sequence[Page]) -> str:
    titles = [page.reading.title for page in pages if page.reading.title]
    few = len(titles) == len(pages) <= _TITLES
    return listed(titles, last="and") if few else ""


def _nothing_in(named: Sequence[str], count: int) -> ListbotError:
    files = "1 Markdown file" if count == 1 else f"{count} Markdown files"
    message = (
        f"{', '.join(named)}: no entries were found in {files}; nothing was changed. "
        "Name the files that hold the list."
    )
    return ListbotError(message, file=named[0])


def _told(snapshot: Snapshot, index: Page) -> str:
    """Name the files of an index, those that are there with their entries, and how."""
    others = index.reading.index_of
    leaves = _leaves(snapshot, index)
    named = [
        f"{path} ({_entries(_page(snapshot, path))})" for path in leaves[:_MOST]
    ] or others[:_MOST]
    missing = [path for path in others if leaves and not _is_among(path, leaves)]
    named = [*named, *missing][:_MOST]
    more = len(others) - len(named)
    names = ", ".join([*named, *([f"{more} more"] if more > 0 else [])])
    if not leaves:
        return f"none of them is there: {names}. Run this where they are, too."
    way = posixpath.dirname(index.path) or "."
    if not _is_readme(index.path):
        way = shlex.join([index.path, *leaves])
    return f"adopt those: {names}. All at once: `listbot adopt {way}`."


def _is_among(path: str, leaves: Sequence[str]) -> bool:
    return any(leaf.endswith(posixpath.normpath(path)) for leaf in leaves)


def _entries(page: Page) -> str:
    found = len(page.reading.entries)
    return "1 entry" if found == 1 else f"{found} entries"


def _check_is_text(text: str, path: str) -> None:
    if len(text) > _LONGEST_README:
        message = (
            f"{path} has {len(text) / 1_000_000:.1f} million characters; listbot reads "
            f"up to {_LONGEST_README // 1_000_000} million, and GitHub shows the first "
            "500 KiB. Split it into several files, and adopt those."
        )
        raise ListbotError(message, file=path)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        message = (
            f"{path}, line {line}: there is a NUL character, so this is UTF-16 or no "
            "text at all. Save the file as UTF-8; nothing was changed."
        )
        raise ListbotError(message, file=path, line=line)
