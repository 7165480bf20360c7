"""What taking a list over comes to, for people: a table, a pull request. No I/O."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from listbot.catalog.wording import counted, listed, quoted
from listbot.text import markdown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from listbot.catalog.model import Finding
    from listbot.text.readme.reading import Unread

# A question for each of so many lines is read, more are not.
_MOST = 15
_MOST_NAMED = 8
_CROSS_LISTED = "cross-listing"
_FEW = 3
_OPENING = """\
This takes {readme} over: {taken}, and what listbot
will write from now on stands between markers.

- **The first commit adds marker lines and nothing else** to the {where}."""
_SECOND = "- The second one mends what nobody has to decide. Take it or leave it."
_NO_SECOND = "- There is nothing to mend, so there is no second commit."
_REPRODUCED = """\
- {share} of the entries are written back from their data alone, byte for byte{then};
  the others keep their text until somebody edits them."""
_TWICE = """
Each became one entry that names all of its sections. To list it in one of them alone,
take the others out of its file.
"""
_ORDER_IN_WORDS = {
    "date": "oldest first",
    "-date": "newest first",
    "title": "by title",
    "none": "—",
}


@dataclass(frozen=True, kw_only=True)
class SectionRow:
    """One section as it was understood; *as_written* entries its style cannot write."""

    path: tuple[str, ...]
    line: int
    entries: int
    shapes: tuple[str, ...]
    order: str
    style: str
    as_written: int


@dataclass(frozen=True, kw_only=True)
class Mending:
    """One kind of damage that `--repair` mends, and the lines that have it."""

    code: str
    what: str
    lines: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Question:
    """What only a maintainer can answer about one line."""

    code: str
    line: int
    text: str


@dataclass(frozen=True, kw_only=True)
class Report:
    """Everything there is to tell about a list that is taken over.

    *repeats* are entries of works that have an entry, and so a file, already.
    """

    readme: str
    entries: int
    as_written: int
    repeats: int = 0
    sections: Sequence[SectionRow]
    unread: Sequence[Unread]
    mendings: Sequence[Mending]
    questions: Sequence[Question]
    findings: Sequence[Finding] = ()


HEAD = ("entries", "section", "shape", "order", "style")


def rows(report: Report) -> list[tuple[str, ...]]:
    """Return the table of sections, a row each, under `HEAD`."""
    return [
        (
            str(row.entries),
            " / ".join(row.path) or "(above the first heading)",
            ", ".join(row.shapes),
            _ORDER_IN_WORDS[row.order],
            row.style,
        )
        for row in report.sections
    ]


def lines(report: Report) -> list[str]:
    """Say below the table what was not understood, what is mended, what is asked."""
    said = [_in_short([report])]
    if report.unread:
        said += ["", "Not understood, and left as it is:"]
        said += [
            f"  {report.readme}:{part.first}: {part.why}: {quoted(part.text)}"
            for part in report.unread
        ]
    if report.mendings:
        said += ["", f"`listbot adopt {report.readme} --repair` would mend:"]
        said += [
            f"  {mending.what}: {_lines(mending.lines)}" for mending in report.mendings
        ]
    return said


def left_out(paths: Sequence[str]) -> list[str]:
    """Name the files of a folder that are no part of the list."""
    if not paths:
        return []
    more = len(paths) - _MOST_NAMED
    named = [*paths[:_MOST_NAMED], *([f"{more} more"] if more > 0 else [])]
    said = f"Left out: {listed(named, last='and')}."
    return [f"{said} To take one over all the same, name it.", ""]


def summary(reports: Sequence[Report]) -> list[str]:
    """Say in a few lines what came of a list, and what is left to a person."""
    unread = sum(len(report.unread) for report in reports)
    asked = sum(len(report.questions) for report in reports)
    said = [_in_short(reports)]
    if unread:
        places = counted(unread, "place was", "places were")
        said.append(f"{places} not understood; nothing is changed there.")
    if asked:
        said.append(f"{counted(asked, 'question')} only you can answer.")
    return said


def _in_short(reports: Sequence[Report]) -> str:
    entries = sum(report.entries for report in reports)
    sections = sum(len(report.sections) for report in reports)
    kept = any(report.as_written for report in reports)
    others = ", the others keep their text" if kept else ""
    return (
        f"{counted(entries, 'entry', 'entries')} in {counted(sections, 'section')}; "
        f"{_share(reports)} of them are written back from their data alone{others}."
    )


def _share(reports: Sequence[Report]) -> str:
    """Return how many entries of a hundred are written from data, never rounded up."""
    entries = sum(report.entries for report in reports)
    as_written = sum(report.as_written for report in reports)
    return f"{100 * (entries - as_written) // entries if entries else 100}%"


def body(reports: Sequence[Report], *, kept_then: int | None = None) -> str:
    """Write the description of the pull request that takes a list over.

    *kept_then* is how many entries keep their text after the second commit.
    """
    entries = sum(report.entries for report in reports)
    repeats = sum(report.repeats for report in reports)
    files = [markdown.code(report.readme) for report in reports]
    named = files[:_FEW] + [f"{len(files) - _FEW} more files"] * (len(files) > _FEW)
    told = [
        _OPENING.format(
            readme=listed(named, last="and"),
            taken=_taken(entries, repeats),
            where="README" if len(reports) == 1 else "files",
        ),
        _SECOND if any(report.mendings for report in reports) else _NO_SECOND,
        _REPRODUCED.format(
            share=_share(reports), then=_then(entries - repeats, kept_then)
        ),
        *_understood(reports),
        *_unread(reports),
        *_mended(reports),
        *_twice(reports),
        *_asked(reports),
        "",
    ]
    return "\n".join(told)


def _taken(entries: int, repeats: int) -> str:
    """Say how many files the entries become: one each, but for works listed again."""
    if not repeats:
        return f"{counted(entries, 'entry', 'entries')} become a file each"
    return (
        f"{entries:,} entries become {counted(entries - repeats, 'file')}, since "
        f"{repeats:,} of them {'is' if repeats == 1 else 'are'} in another section too"
    )


def _then(works: int, kept: int | None) -> str:
    """Say how many are after the second commit, where that changes it."""
    if kept is None or not works:
        return ""
    return f", and {100 * (works - kept) // works}% after the second commit"


def _understood(reports: Sequence[Report]) -> Iterator[str]:
    yield from ("", "### What was understood", "")
    yield "| Entries | Section | Order |"
    yield "| ---: | --- | --- |"
    for row in (row for report in reports for row in report.sections):
        title = markdown.conversation(" / ".join(row.path) or "(above all headings)")
        yield f"| {row.entries} | {title} | {_ORDER_IN_WORDS[row.order]} |"


def _unread(reports: Sequence[Report]) -> Iterator[str]:
    unread = [(report, part) for report in reports for part in report.unread]
    if not unread:
        return
    yield from ("", "### What was not understood", "")
    yield "These lines stay as they are. An entry among them can come in by the form."
    yield ""
    for report, part in unread[:_MOST]:
        where = _where(report, f"line {part.first}", reports)
        yield f"- [ ] {where}, {part.why}: {markdown.code(part.text)}"
    yield from _more(len(unread), "lines")


def _mended(reports: Sequence[Report]) -> Iterator[str]:
    mendings = [(report, each) for report in reports for each in report.mendings]
    if not mendings:
        return
    yield from ("", "### What the second commit mends", "")
    for report, mending in mendings:
        where = _where(report, _lines(mending.lines), reports)
        yield f"- {mending.what}: {where}"


def _asked(reports: Sequence[Report]) -> Iterator[str]:
    codes = [code for code in _codes(reports) if code != _CROSS_LISTED]
    if not codes:
        return
    yield from ("", "### What only you can decide", "")
    yield from ("Nothing of this was touched. Tick what is settled.", "")
    for code in codes:
        yield from _boxes(code, reports)


def _twice(reports: Sequence[Report]) -> Iterator[str]:
    if _CROSS_LISTED in _codes(reports):
        yield from ("", "### What stands in several sections", *_TWICE.splitlines(), "")
        yield from _boxes(_CROSS_LISTED, reports)


def _codes(reports: Sequence[Report]) -> list[str]:
    """Return the kinds of questions there are, in the order of their first ones."""
    every = (question.code for report in reports for question in report.questions)
    return list(dict.fromkeys(every))


def _boxes(code: str, reports: Sequence[Report]) -> Iterator[str]:
    """Give each question of a kind a box to tick, of very many the first."""
    alike = [
        (report, question)
        for report in reports
        for question in report.questions
        if question.code == code
    ]
    for report, question in alike[:_MOST]:
        where = _where(report, f"line {question.line}", reports)
        text = markdown.conversation(question.text)
        yield f"- [ ] {where}: {text} {markdown.code(code)}"
    yield from _more(len(alike), "of this kind")


def _where(report: Report, lines: str, reports: Sequence[Report]) -> str:
    """Name lines, and their file where there are several."""
    if len(reports) == 1:
        return lines
    return f"{lines} of {markdown.code(report.readme)}"


def _more(total: int, what: str) -> Iterator[str]:
    if total > _MOST:
        yield f"- and {total - _MOST} more {what}: `listbot adopt` lists them all."


def _lines(numbers: Sequence[int]) -> str:
    """Name a few lines, and say how many there are of more."""
    shown = ", ".join(map(str, numbers[:6]))
    if len(numbers) == 1:
        return f"line {shown}"
    more = f" and {len(numbers) - 6} more" if len(numbers) > 6 else ""  # noqa: PLR2004 - as many as were shown
    return f"{len(numbers)} lines ({shown}{more})"
