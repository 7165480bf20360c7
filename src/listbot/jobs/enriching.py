"""Enriching: what a submission leaves open is filled in from what registries say.

What a person typed wins; where a registry says otherwise, a warning shows both. A
registry that does not answer is no mistake of anybody's.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from listbot.catalog import ids, trackers
from listbot.catalog.facts import Facts, Query
from listbot.catalog.model import Finding, Link
from listbot.catalog.short_links import is_short
from listbot.catalog.wording import listed, quoted
from listbot.catalog.works import PAPER, main_kinds
from listbot.jobs import comparing, filling
from listbot.text import form_questions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from listbot.catalog.config import Config
    from listbot.catalog.facts import Ask, Research
    from listbot.catalog.model import Entry
    from listbot.text.form_submission import Submission

_MOST_WORKS = 4


@dataclass(frozen=True, kw_only=True)
class Enriched:
    """A submission with what could be filled in.

    *source_by_field* says where each field that was filled in came from. *silent* are
    the sources that did not answer, and might have known what is still open.
    """

    read: Submission
    findings: tuple[Finding, ...] = ()
    source_by_field: Mapping[str, str]
    silent: tuple[str, ...] = ()


def enriched(read: Submission, config: Config, ask: Ask) -> Enriched:
    """Ask around about the links of a submission, and fill in what it leaves open."""
    if not config.enrich or not read.links:
        return Enriched(read=read, source_by_field={})
    queries = _queries(read, config)
    research = ask(queries, config.contact)
    led, notices = _led(read.links, research)
    known = tuple(_facts(read, research))
    filled = filling.filled(replace(read, links=led), known, config)
    findings = (
        *notices,
        *_unknown(read, research, alone=not known),
        *_withdrawn(read.links, research),
        *comparing.disagreements(read, research, config),
    )
    silent = [name for names in research.silent_by_url.values() for name in names]
    return Enriched(
        read=filled.read,
        findings=findings,
        source_by_field=filled.source_by_field,
        silent=tuple(dict.fromkeys(silent)) if not known else (),
    )


def kept(enriched: Enriched, standing: Entry | None) -> Enriched:
    """Keep what was filled in before, where nobody answers now.

    *standing* is the entry as it was proposed; it counts while it has a link in common.
    """
    read = enriched.read
    if standing is None or not enriched.silent:
        return enriched
    urls = {link.url for link in read.links}
    if not any(link.url in urls for link in standing.links):
        return enriched
    given = {link.kind for link in read.links}
    added = [link for link in standing.links if link.kind not in given]
    before = replace(
        read,
        title=read.title or standing.title,
        date=read.date or standing.date,
        fields={**standing.fields, **read.fields},
        links=(*read.links, *added),
    )
    return replace(enriched, read=before)


def left_open(enriched: Enriched, config: Config) -> tuple[Finding, ...]:
    """Ask for what the list needs, nobody has typed and no registry has filled in."""
    if wrong_ids(enriched):
        return ()
    read = enriched.read
    asked = {found.field for found in read.findings}
    answered = {"title": read.title, "date": read.date, **read.fields}
    left = [
        question
        for question in form_questions.questions(config)
        if form_questions.may_be_filled(question, config)
        and not answered.get(question.field)
        and question.field not in asked
    ]
    if left and left[0].field == "title" and _is_found_by_title(read):
        return (_title_wanted(left[0].element.label),)
    return tuple(_open(one.field, one.element.label, enriched) for one in left)


def wrong_ids(enriched: Enriched) -> frozenset[str]:
    """Name the links whose ids are wrong: the right one fills in what is open."""
    return frozenset(
        found.field or ""
        for found in enriched.findings
        if found.code == "unknown-id" and found.severity == "error"
    )


def _is_found_by_title(read: Submission) -> bool:
    named = (one for link in read.links for one in ids.ids_of(link.url))
    return any(one.scheme == "ieee" for one in named)


def _title_wanted(label: str) -> Finding:
    return Finding(
        code="required-empty",
        message=f"{quoted(label)} has no answer, and papers on IEEE Xplore are found "
        "by their title.",
        hint="Edit the issue and type it: the rest is filled in.",
        field="title",
    )


def _open(field: str, label: str, enriched: Enriched) -> Finding:
    if enriched.silent:
        names = listed(enriched.silent, last="and")
        return Finding(
            code="not-enriched",
            message=f"{quoted(label)} was left open, and {names} did not answer.",
            hint="It is tried again by itself; or edit the issue and fill it in.",
            field=field,
        )
    asked = ", and no registry could give one" if enriched.read.links else ""
    return Finding(
        code="required-empty",
        message=f"{quoted(label)} has no answer{asked}.",
        hint="This question needs one: edit the issue and fill it in.",
        field=field,
    )


def _queries(read: Submission, config: Config) -> list[Query]:
    """Ask about short links, and about those that are, or name, the work itself."""
    kinds = main_kinds(config)
    main = [link for link in read.links if link.kind in kinds] or read.links[:1]
    others = [link for link in read.links if _names_a_paper(link.url)]
    short = [link for link in read.links if is_short(link.url)]
    urls = dict.fromkeys(link.url for link in (*main[:_MOST_WORKS], *others, *short))
    described = bool(read.title and read.date)
    return [Query(url, read.title or "", described=described) for url in urls]


def _names_a_paper(url: str) -> bool:
    return any(one.scheme in PAPER for one in ids.ids_of(url))


def _facts(read: Submission, research: Research) -> Iterator[Facts]:
    """Yield what is known, of what was published first, then of preprints.

    Only facts about one work: what has another title than was typed, or than the first
    has, is left out.
    """
    found = [
        facts
        for link in read.links
        for facts in research.facts_by_url.get(link.url, ())
    ]
    first = read.title or next((facts.title for facts in found if facts.title), "")
    of_one_work = [
        facts
        for facts in found
        if not facts.title or comparing.are_alike(facts.title, first)
    ]
    yield from sorted(of_one_work, key=lambda facts: facts.kind == "preprint")


def _led(
    links: Sequence[Link], research: Research
) -> tuple[tuple[Link, ...], tuple[Finding, ...]]:
    """Put where short addresses lead into their place, and say so."""
    led: list[Link] = []
    findings: list[Finding] = []
    for link in links:
        target = research.target_by_url.get(link.url)
        if target:
            url = trackers.taken_off(target)
            led.append(Link(link.kind, url))
            findings.append(_leads_to(link, url))
            continue
        led.append(link)
        if is_short(link.url):
            findings.append(_leads_nowhere_known(link))
    return tuple(led), tuple(findings)


def _leads_to(link: Link, url: str) -> Finding:
    return Finding(
        code="short-link",
        severity="notice",
        message=f"{link.url} leads to {url}; the list keeps that address.",
        hint="Check that it is the one you mean.",
        field=link.kind,
    )


def _leads_nowhere_known(link: Link) -> Finding:
    return Finding(
        code="short-link",
        severity="warning",
        message=f"{link.url} is a short address, and it is not known where it leads.",
        hint="Edit the issue and give the address that it leads to.",
        field=link.kind,
    )


def _unknown(read: Submission, research: Research, *, alone: bool) -> Iterator[Finding]:
    """Say which ids nobody knows. arXiv's are wrong then; others may be elsewhere.

    *alone*: nothing is known of the other links either.
    """
    is_bare = alone and not (read.title and read.date)
    for link in read.links:
        absent = research.absent_by_url.get(link.url, ())
        found = next((one for one in ids.ids_of(link.url) if one.exact), None)
        is_open = research.silent_by_url.get(link.url) or link.url in (
            research.facts_by_url
        )
        if not absent or is_open or found is None or found.scheme not in _KNOWN_TO_ALL:
            continue
        knows = "knows" if len(absent) == 1 else "know"
        yield Finding(
            code="unknown-id",
            severity="error" if found.scheme == "arxiv" or is_bare else "warning",
            message=f"{listed(absent, last='and')} {knows} no {found}.",
            hint="Check it for typing errors: one digit is enough."
            + (_ELSEWHERE if found.scheme != "arxiv" and is_bare else ""),
            field=link.kind,
        )


_ELSEWHERE = " If it is right, edit the issue and fill in what was left open."
_KNOWN_TO_ALL = frozenset({"arxiv", "doi"})


def _withdrawn(links: Sequence[Link], research: Research) -> Iterator[Finding]:
    for link in links:
        for facts in research.facts_by_url.get(link.url, ()):
            if facts.withdrawn:
                yield Finding(
                    code="withdrawn",
                    severity="warning",
                    message=f"{facts.source} says that {link.url} was withdrawn.",
                    hint="A maintainer decides whether it is listed all the same.",
                    field=link.kind,
                )
                break
