"""The sections of a README, of headings and folds, and what stands in each. No I/O."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from listbot.text.readme import appearance, inline, topics, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from listbot.text.readme.blocks import Block
    from listbot.text.readme.folds import Fold

_TAG = re.compile(r"<(/?)(h[1-6]|details|summary)\b[^<>]*>", re.IGNORECASE)
_CLOSING_MARKS = re.compile(r"[ \t]+#+[ \t]*$")
Level: TypeAlias = int
_WORD = re.compile(r"[^\W\d_]+|[↑⬆🔝🔙]")
_DEEPEST = 40
FOLD = 10
"""The level of a folded group: below every heading around it."""


@dataclass(kw_only=True, slots=True)
class Part:
    """One heading or fold, and the blocks under it up to the next one.

    *level* is that of the heading, 10 for a fold, more for a group without a heading;
    *line* is 0 for the part above the first heading, and *home* the line of the heading
    or fold that a group is in; *folds* are entries, which stand beside the blocks.
    *headings_first* is the path with the folds around it after the headings.
    """

    path: tuple[str, ...] = ()
    headings_first: tuple[str, ...] = ()
    written: str = ""
    level: Level = 0
    line: int = 0
    last: int = 0
    home: int = 0
    blocks: list[Block] = field(default_factory=list["Block"])
    folds: list[Fold] = field(default_factory=list["Fold"])


@dataclass(frozen=True, slots=True)
class _Mark:
    """A heading or a fold as it stands in the text."""

    kind: Literal["heading", "fold", "unfold"]
    title: str = ""
    written: str = ""
    level: Level = 0
    line: int = 0
    last: int = 0


def find_parts(
    blocks: Sequence[Block], folds: Sequence[Fold], lines: Sequence[str]
) -> tuple[Part, ...]:
    """Cut a document into the parts its headings and folds make of it.

    *folds* are those that are entries: they are put where they stand, with nothing of
    what is in them.
    """
    parts = [Part()]
    path: list[_Mark] = []
    inside = {line: fold for fold in folds for line in range(fold.first, fold.last + 1)}
    placed: set[int] = set()
    for block in blocks:
        marks = [mark for mark in _marks(block, lines) if mark.line not in inside]
        for mark in marks:
            _enter(mark, path)
            titled = _titles(path)
            if mark.kind != "unfold":
                parts.append(_part(mark, path))
            elif parts[-1].path != titled or parts[-1].level == FOLD:
                # Back in the section around a fold that has ended.
                parts.append(_part(path[-1] if path else _Mark("heading"), path))
        held = {
            fold.first: fold
            for line in range(block.first, block.last + 1)
            if (fold := inside.get(line))
        }
        parts[-1].folds += [each for first, each in held.items() if first not in placed]
        placed |= held.keys()
        if block.kind != "heading" and not held:
            parts[-1].blocks.append(block)
    return tuple(parts)


def _part(mark: _Mark, path: Sequence[_Mark]) -> Part:
    return Part(
        path=_titles(path),
        headings_first=_titles(sorted(path, key=lambda each: each.kind == "fold")),
        written=mark.written,
        level=mark.level,
        line=mark.line,
        last=mark.last,
        home=mark.line,
    )


def _titles(path: Iterable[_Mark]) -> tuple[str, ...]:
    """Return the titles on a path; what is below the contents is only misplaced."""
    named = [each.title for each in path if each.title]
    return tuple(
        title
        for place, title in enumerate(named, 1)
        if place == len(named) or not topics.is_contents(title)
    )


def _enter(mark: _Mark, path: list[_Mark]) -> None:
    above = path[-1].title.casefold() if path else None
    if mark.kind == "fold" and mark.title.casefold() == above:
        # A fold that only repeats its heading makes no section of its own.
        mark = replace(mark, title="")
    if mark.kind == "unfold":
        folds = [index for index, each in enumerate(path) if each.kind == "fold"]
        del path[folds[-1] if folds else len(path) :]
    elif mark.kind == "fold":
        if len(path) < _DEEPEST:
            path.append(mark)
    else:
        # A fold ends, closed or not, where a heading comes that is not below its own.
        above = [index for index, each in enumerate(path) if each.level < mark.level]
        keep = above[-1] + 1 if above else 0
        while (
            keep < len(path)
            and path[keep].kind == "fold"
            and not _ends(path, keep, mark)
        ):
            keep += 1
        del path[keep:]
        path.append(mark)


def _ends(path: Sequence[_Mark], fold: int, mark: _Mark) -> bool:
    """Say whether a heading ends a fold: it is not below the one around it."""
    around = [each.level for each in path[:fold] if each.kind == "heading"]
    return bool(around) and mark.level <= around[-1]


def _marks(block: Block, lines: Sequence[str]) -> Iterator[_Mark]:
    if block.kind == "heading":
        written = heading_text(block, lines)
        yield _Mark(
            "heading",
            heading_title(written),
            written,
            block.level,
            block.first,
            block.last,
        )
    elif block.kind == "html":
        yield from _marks_in_html(block, lines)


def heading_text(block: Block, lines: Sequence[str]) -> str:
    """Return what a heading says, as written, without its own signs."""
    first = lines[block.first - 1].strip()
    if not block.marker.startswith("#"):
        return " ".join(lines[block.first - 1 : block.last - 1]).strip()
    return _CLOSING_MARKS.sub("", first.lstrip("#")).strip(" \t#")


def heading_title(written: str) -> str:
    """Return what a heading is called: without a link back to the top in it."""
    found = [
        atom
        for atom in inline.scan(written)
        if atom.kind == "link" and atom.url.startswith("#")
    ]
    for atom in reversed(found):
        words = [word.casefold() for word in _WORD.findall(atom.text)]
        if words and all(word in vocabulary.RETURN_WORDS for word in words):
            before = written[: atom.start].rstrip(" *_([")
            written = before + written[atom.end :].lstrip(" *_)]")
    return appearance.plain(written)


def _marks_in_html(block: Block, lines: Sequence[str]) -> Iterator[_Mark]:
    text = "\n".join(lines[block.first - 1 : block.last])
    if "<" not in text:
        return
    opened: re.Match[str] | None = None
    first = line = block.first
    fold: int | None = None
    counted = 0
    for match in _TAG.finditer(text):
        name = match[2].lower()
        line += text.count("\n", counted, match.start())
        counted = match.start()
        if name == "details":
            if match[1]:
                yield _Mark("unfold", line=line)
            else:
                fold = line
        elif not match[1]:
            opened, first = match, line
        elif opened and opened[2].lower() == name:
            written = text[opened.end() : match.start()]
            yield _named(name, written, fold or first, line)
            opened = fold = None
    if fold:
        yield _Mark("fold", level=FOLD, line=fold, last=fold)


def _named(name: str, written: str, first: int, last: int) -> _Mark:
    title = heading_title(written)
    if name != "summary":
        return _Mark("heading", title, written, int(name[1]), first, last)
    words = title.casefold().split()
    if all(word.strip("!.:()<>▶►↓…") in vocabulary.FOLD_WORDS for word in words):
        title = ""
    return _Mark("fold", title, written, FOLD, first, last)
