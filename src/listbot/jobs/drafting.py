"""Drafting: the body of an issue becomes an entry, with everything there is to say."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from listbot.catalog import addresses, entry_links, identity, rules, slugs, store
from listbot.catalog.facts import ask_nobody
from listbot.catalog.model import Entry, Finding, Link, Submitted
from listbot.jobs import enriching, proposals, repeats, updating
from listbot.text import form_questions, form_submission

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from listbot.catalog.config import Config
    from listbot.catalog.facts import Ask
    from listbot.catalog.link_verdict import LinkVerdict
    from listbot.forge.protocol import Branch, Submission
    from listbot.jobs.loading import ListFiles

_MOST_WORDS = 15_000


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What a submission is judged on: the list, what else is proposed, the day.

    *branch* is the submission's own branch when it has one; *others* are the other
    open proposals; *look* asks the web about addresses, *ask* registries
    about the works behind them; *section* is the one a maintainer has chosen, whatever
    the submission says; *page* is where people see a file of the list, *form_page*
    the form with answers filled in. Of several entries that were sent in together
    *taken* are the names of the others, and *before* those that are proposed already.
    """

    files: ListFiles
    branch: Branch | None
    others: Sequence[proposals.Proposed]
    today: date
    look: Callable[[Sequence[str]], Sequence[LinkVerdict]]
    section: str | None = None
    ask: Ask = ask_nobody
    page: Callable[[str], str] = str
    form_page: Callable[[Mapping[str, str]], str] = lambda _: ""
    taken: frozenset[str] = frozenset()
    before: tuple[Entry, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What was made of a submission.

    *entry* is None when its answers do not make one; *labels* names the questions by
    the field they fill; *source_by_field* says which of them a registry has answered.
    *updates* is the listed entry that *entry* takes the place of, if there is one;
    where it *removes* that, *reason* says why.
    """

    entry: Entry | None
    findings: tuple[Finding, ...]
    verdicts: tuple[LinkVerdict, ...]
    labels: Mapping[str, str]
    made_by_form: bool
    source_by_field: Mapping[str, str] = field(default_factory=dict[str, str])
    updates: Entry | None = None
    removes: bool = False
    reason: str = ""


def draft(submission: Submission, desk: Desk) -> Draft:
    """Read a submission and judge it: everything at once, nothing done."""
    read = form_submission.read_body(submission.body, desk.files.config)
    return drafted(_shown_the_form(read, submission, desk), submission, desk)


def _shown_the_form(
    read: form_submission.Submission, submission: Submission, desk: Desk
) -> form_submission.Submission:
    """Lead whoever wrote an issue by hand to the form, with their link filled in."""
    if read.made_by_form:
        return read
    page = desk.form_page(_link_in(submission.body, desk.files.config)) or None
    findings = tuple(
        replace(found, page=page) if found.code == "not-made-by-form" else found
        for found in read.findings
    )
    return replace(read, findings=findings)


def _link_in(body: str, config: Config) -> dict[str, str]:
    """Return the first address in a text, by the key of the first question for one."""
    words = (word.strip("<>()[],;\"'") for word in body.split())
    links = (addresses.parse(word) for word in words)
    asked = (one for one in form_questions.questions(config) if one.part == "link")
    link, question = next(filter(None, links), None), next(asked, None)
    return {question.element.key: link.text} if link and question else {}


def drafted(
    sent: form_submission.Submission, submission: Submission, desk: Desk
) -> Draft:
    """Judge what was read of a submission, or of one part of it."""
    config = desk.files.config
    typed = _placed(_bounded(sent), desk.section)
    cleaned, notices = entry_links.without_trackers(typed.links)
    enriched = enriching.enriched(replace(typed, links=cleaned), config, desk.ask)
    kept = enriching.kept(enriched, _proposed_before(enriched.read, desk))
    read = kept.read
    entry = _entry(read, read.links, submission, desk)
    is_whole = read.title is not None and bool(read.sections)
    urls = [link.url for link in read.links]
    verdicts = tuple(desk.look(urls)) if urls else ()
    # Of a body that holds no answers nothing can be said but that.
    is_foreign = any(found.code == "not-made-by-form" for found in read.findings)
    judged: tuple[Finding, ...] = ()
    updated = _Updated(entry)
    if is_whole or not is_foreign:
        updated = _compared(entry, desk, titled=read.title is not None)
        judged = _judged(updated.entry, updated.findings, verdicts, desk)
        judged = updating.without_old_faults(judged, updated.updates, updated.entry)
    left_open = () if is_foreign else _left_open(kept, judged, config)
    judged = _worth_saying(judged, kept, left_open)
    labels = form_questions.labels_by_field(config)
    return Draft(
        entry=updated.entry if is_whole else None,
        findings=once(
            _as_asked((*read.findings, *left_open), labels),
            (
                *notices,
                *entry_links.check_repeated(read.links),
                *kept.findings,
                *judged,
            ),
        ),
        verdicts=verdicts,
        labels=labels,
        made_by_form=read.made_by_form,
        source_by_field=updating.sources(
            updated.updates, updated.entry, kept.source_by_field
        ),
        updates=updated.updates if is_whole else None,
    )


def _proposed_before(read: form_submission.Submission, desk: Desk) -> Entry | None:
    """Return the entry that the branch adds, or else the one that it changes.

    Of several, the one with a link of what was read.
    """
    branch, config = desk.branch, desk.files.config
    if desk.before:
        urls = {link.url for link in read.links}
        shared = (one for one in desk.before if urls & {link.url for link in one.links})
        return next(shared, None)
    added = proposals.own_entry(branch, config)
    if added is not None or branch is None or not branch.ours:
        return added
    return next(iter(proposals.proposed(branch, config).entries), None)


@dataclass(frozen=True)
class _Updated:
    """An entry, and the listed one that it takes the place of, if it does."""

    entry: Entry
    findings: tuple[Finding, ...] = ()
    updates: Entry | None = None


def _compared(entry: Entry, desk: Desk, *, titled: bool) -> _Updated:
    """Look for the same work; what is about a listed entry becomes its update."""
    catalog, config = desk.files.catalog, desk.files.config
    matches = repeats.matches(entry, catalog, config, desk.others, titled=titled)
    match = updating.listed_entry(matches, catalog) if titled else None
    listed = catalog.entry_by_slug[match.slug] if match else None
    if match and listed:
        updated = updating.updated(listed, entry, match, config)
        if updated is not None:
            return _Updated(updated, (updating.notice(listed, match),), listed)
    told = repeats.findings(matches, catalog, _line_in(desk), entry.links)
    return _Updated(entry, told)


def _line_in(desk: Desk) -> repeats.Line:
    several = len(desk.files.config.files) > 1

    def line(entry: Entry) -> tuple[str, str] | None:
        found = desk.files.line_of(entry)
        if found is None:
            return None
        file, number = found
        where = f"line {number} of {file}" if several else f"line {number}"
        return where, f"{desk.page(file)}?plain=1#L{number}"

    return line


def _bounded(read: form_submission.Submission) -> form_submission.Submission:
    """Leave long answers out where together they are more than a list can show."""
    lengths = [
        len(value if isinstance(value, str) else "".join(value))
        for value in read.fields.values()
    ]
    if sum(lengths) <= _MOST_WORDS:
        return read
    found = Finding(
        code="answer-too-long",
        message=f"The answers together have {sum(lengths):,} characters.",
        hint=f"Shorten them: at most {_MOST_WORDS:,} are kept.",
    )
    return replace(read, fields={}, findings=(*read.findings, found))


def _placed(
    read: form_submission.Submission, section: str | None
) -> form_submission.Submission:
    """Put a submission into the section that was chosen for it, if one was."""
    if section is None:
        return read
    findings = tuple(found for found in read.findings if found.field != "sections")
    return replace(read, sections=(section,), findings=findings)


def _worth_saying(
    judged: Sequence[Finding], kept: enriching.Enriched, left_open: Sequence[Finding]
) -> tuple[Finding, ...]:
    """Leave out what is said already, and what the right id or title brings along."""
    wrong = enriching.wrong_ids(kept)
    is_filled = bool(wrong) or any(found.field == "title" for found in left_open)
    return tuple(
        found
        for found in judged
        if not (found.code == "dead-link" and found.field in wrong)
        and not (found.code == "missing-date" and is_filled)
    )


def _left_open(
    enriched: enriching.Enriched, judged: Sequence[Finding], config: Config
) -> tuple[Finding, ...]:
    """Ask for what nobody has answered, unless the work is listed anyhow."""
    if any(found.code in identity.REPEATED for found in judged):
        return ()
    return enriching.left_open(enriched, config)


def _judged(
    entry: Entry,
    told: tuple[Finding, ...],
    verdicts: Sequence[LinkVerdict],
    desk: Desk,
) -> tuple[Finding, ...]:
    files = desk.files
    circumstances = rules.Circumstances(
        config=files.config,
        today=desk.today,
        repeats=told,
        verdict_by_url={verdict.url: verdict for verdict in verdicts},
    )
    return rules.check_entry(entry, circumstances)


def _entry(
    read: form_submission.Submission,
    links: tuple[Link, ...],
    submission: Submission,
    desk: Desk,
) -> Entry:
    """Make the entry, even where title or section could not be read.

    The rules have something to say about the rest of it all the same.
    """
    path = proposals.own_path(desk.branch)
    standing = proposals.own_entry(desk.branch, desk.files.config)
    return Entry(
        path=path or _path(read, desk),
        title=read.title or desk.files.config.noun,
        date=read.date,
        sections=read.sections or (desk.files.config.flat_sections[0].slug,),
        fields=read.fields,
        links=links,
        ids=entry_links.identified(links),
        # The day stays when the submission is edited or answered again.
        added=(standing and standing.added) or desk.today,
        submitted=Submitted(by=submission.author, issue=submission.issue),
    )


def _path(read: form_submission.Submission, desk: Desk) -> str:
    """Name the entry's file; no other entry, proposed ones too, has its slug."""
    taken = {entry.slug for entry in desk.files.catalog.entries} | desk.taken
    for other in desk.others:
        taken |= {store.slug_of(other.path)} if other.path else set()
    return store.entry_path(slugs.make_slug(read.title or "", taken), read.date)


def _as_asked(
    found: Sequence[Finding], labels: Mapping[str, str]
) -> tuple[Finding, ...]:
    """Put findings into the order in which the form asks."""
    rank = {field: place for place, field in enumerate(labels)}
    return tuple(sorted(found, key=lambda one: rank.get(one.field or "", len(rank))))


def once(read: Sequence[Finding], judged: Sequence[Finding]) -> tuple[Finding, ...]:
    """Put findings together; of a field that could not be read nothing more is said."""
    refused = {found.field for found in read if found.severity == "error"}
    rest = [found for found in judged if found.field not in refused | {None}]
    return tuple(dict.fromkeys((*read, *rest)))
