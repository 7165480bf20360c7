"""Check: what is wrong with a list as it stands, offline."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from listbot.catalog import identity, repetition, rules, yaml_text
from listbot.catalog import order as listing
from listbot.catalog.errors import ListbotError
from listbot.catalog.model import Finding
from listbot.catalog.wording import counted, quoted
from listbot.jobs import build, hand_edits, loading
from listbot.text import blocks, markup, render

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from listbot.forge.protocol import Snapshot
    from listbot.jobs.loading import ListFiles


_WHAT_BY_VERDICT = {
    "duplicate": "the same work as",
    "cross-listing": "the same work, for another section, as",
    "published-version": "the same title, with other links, as",
    "link-conflict": "another title, but a link of",
    "title-twin": "the same title, with another link of the same kind, as",
    "likely-duplicate": "nearly the same title as",
    "possible-duplicate": "a title like that of",
}
_HINT_BY_VERDICT = {
    "cross-listing": "One entry may stand in both: `sections: [one, other]`.",
    "link-conflict": "One of the two has the wrong link.",
}


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a check found, and how much it looked at."""

    findings: tuple[Finding, ...]
    entries: int
    sections: int

    @property
    def errors(self) -> int:
        """How many findings have to be mended."""
        return sum(found.severity == "error" for found in self.findings)


def check(
    snapshot: Snapshot, paths: Collection[str], *, today: date, order: bool = False
) -> Report:
    """Check entries, README, form and repeated entries; only of *paths*, if given.

    Paths are files, or folders. With *order*, entries that stand out of order are told
    too. Raises ListbotError when listbot.yml itself is wrong.
    """
    files = loading.load(snapshot)
    findings = [
        *files.findings,
        *_of_entries(files, today),
        *_of_markdown(files),
        *_of_conflicts(files),
        *_of_repeats(files),
        *_of_generated(files, snapshot),
        *(_of_order(files) if order else ()),
    ]
    wanted = [found for found in findings if _is_among(found.file or "", paths)]
    sections = {slug for entry in files.catalog.entries for slug in entry.sections}
    return Report(
        findings=tuple(wanted),
        entries=len(files.catalog.entries),
        sections=len(sections),
    )


def _is_among(file: str, paths: Collection[str]) -> bool:
    """Say whether a file is one of *paths*, or in a folder that is."""
    if not paths or "." in paths or file in paths:
        return True
    return file.startswith(tuple(f"{path}/" for path in paths))


def report_data(report: Report) -> dict[str, Any]:
    """Return a report in the shape that scripts rely on."""
    return {
        "findings": list(report.findings),
        "entries": report.entries,
        "sections": report.sections,
    }


def summary(report: Report) -> str:
    """Say in one line how things stand."""
    found = len(report.findings)
    things = "nothing to mend" if not report.errors else f"{report.errors} to mend"
    others = found - report.errors
    more = f", {others} worth a look" if others else ""
    entries = counted(report.entries, "entry", "entries")
    return f"{entries} in {counted(report.sections, 'section')}: {things}{more}."


def _of_entries(files: ListFiles, today: date) -> Iterator[Finding]:
    circumstances = rules.Circumstances(config=files.config, today=today)
    for entry in files.catalog.entries:
        for found in rules.check_entry(entry, circumstances):
            # What was taken over with the list is worth a look, no reason to stop.
            mild = entry.as_written is not None and found.severity == "error"
            severity = "warning" if mild else found.severity
            yield replace(found, file=entry.path, line=1, severity=severity)


def _of_markdown(files: ListFiles) -> Iterator[Finding]:
    """Name the lines of `markdown` that README does not show."""
    for entry in files.catalog.entries:
        for key in entry.markdown.keys() - markup.of_entry(entry).keys():
            yield Finding(
                code="unused-markdown",
                severity="notice",
                message=f"What stands under “markdown” does not say what {quoted(key)} "
                "does, or leads elsewhere than the entry's links, so it is not shown.",
                hint="Make it say the same, or take it out.",
                field=key,
                file=entry.path,
                line=1,
            )


def _of_conflicts(files: ListFiles) -> Iterator[Finding]:
    """Name the lines that a merge has left in README."""
    for path, text in files.pages.items():
        if "<<<<<<< " not in text:
            continue
        for part in blocks.read_parts(text):
            if part.kind != "code" and part.line.text.startswith("<<<<<<< "):
                yield Finding(
                    code="merge-conflict",
                    message=yaml_text.conflict_in_words(part.line.text),
                    file=path,
                    line=part.line.number,
                )


def _of_repeats(files: ListFiles) -> Iterator[Finding]:
    entries = files.catalog.entry_by_slug
    found = repetition.repeated(
        sorted(files.catalog.entries, key=lambda entry: entry.slug),
        main_kinds=identity.main_kinds(files.config),
        cross_listing=files.config.cross_listing,
    )
    for repeat in found:
        later, earlier = entries[repeat.slug], entries[repeat.match.slug]
        mild = repeat.match.verdict in {"cross-listing", "possible-duplicate"}
        yield Finding(
            code=repeat.match.verdict,
            severity="notice" if mild else "warning",
            message=f"{quoted(later.title)}: {_WHAT_BY_VERDICT[repeat.match.verdict]} "
            f"{earlier.path}.",
            hint=_HINT_BY_VERDICT.get(repeat.match.verdict, "Keep one of the two."),
            file=later.path,
            line=1,
        )


_FIRST_BY_ORDER = {
    "date": "later than",
    "-date": "earlier than",
    "title": "by its title after",
}


def _of_order(files: ListFiles) -> Iterator[Finding]:
    """Name the entries that the next one of their section should stand before."""
    for part in listing.listed(files.catalog, files.config):
        order = files.config.order_of(part.section.slug)
        for first, second in listing.out_of_order(part.entries, order):
            yield Finding(
                code="out-of-order",
                severity="notice",
                message=f"{quoted(first.title)} is {_FIRST_BY_ORDER[order]} "
                f"{quoted(second.title)}, which follows it in "
                f"{quoted(part.section.full_title)}.",
                hint="Nothing is moved; `position` says where an adopted entry stands.",
                file=first.path,
                line=1,
            )


def _of_generated(files: ListFiles, snapshot: Snapshot) -> Iterator[Finding]:
    try:
        generated = build.generated(files)
        stale = build.stale(snapshot, generated)
    except ListbotError as error:
        if not any(found.severity == "error" for found in files.findings):
            yield Finding(
                code="not-buildable",
                message=_without_place(error),
                file=error.file,
                line=error.line,
            )
        return
    for path in stale:
        yield Finding(
            code="stale-file",
            message=f"{path} is not what the entries say.",
            hint="Run `listbot build`; `listbot build --check` shows the difference.",
            file=path,
        )
    if not stale.keys().isdisjoint(files.config.files):
        yield from hand_edits.check_edits(files)
    for path in files.config.files:
        yield from render.check_size(generated[path], path)


def _without_place(error: ListbotError) -> str:
    """Return the text of an error without the file and line in front, told anyway."""
    text = str(error)
    for place in (f"{error.file}, line {error.line}: ", f"{error.file}: "):
        text = text.removeprefix(place)
    return text[:1].upper() + text[1:]
