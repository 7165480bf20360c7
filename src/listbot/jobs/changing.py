"""Changing: a form that changes, moves or removes an entry becomes a draft.

It goes through the same rules as a new entry. What is wrong with the entry as it is
listed already is not the fault of whoever asks.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from listbot.catalog import entry_links, rules, trackers
from listbot.catalog.model import Finding, Link
from listbot.jobs import choosing, drafting, repeats, updating
from listbot.text import change_forms, form_submission
from listbot.text.change_forms import ENTRY

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from listbot.catalog.config import Config
    from listbot.catalog.link_verdict import LinkVerdict
    from listbot.catalog.model import Entry
    from listbot.forge.protocol import Submission
    from listbot.jobs.drafting import Desk, Draft
    from listbot.text.change_forms import Wish


def draft(submission: Submission, desk: Desk) -> Draft | None:
    """Read a submission as a wish about a listed entry; None if it is none."""
    config = desk.files.config
    kind = change_forms.kind_of(submission.body, config)
    if kind is None:
        return None
    wish = change_forms.read_wish(kind, submission.body, config)
    named: Entry | Finding | None = None
    if wish.named:
        named = choosing.entry_named(
            wish.named, desk.files.catalog, config, field=ENTRY
        )
    labels = change_forms.labels_by_field(kind, config)
    if named is None or isinstance(named, Finding):
        told = (named,) if named else ()
        return _draft(None, (*wish.findings, *told), labels)
    if kind == "remove":
        return replace(
            _draft(named, wish.findings, labels),
            updates=named,
            removes=True,
            reason=wish.reason,
        )
    return _changed(wish, named, desk, labels)


def _draft(
    entry: Entry | None,
    findings: Sequence[Finding],
    labels: Mapping[str, str],
    verdicts: Sequence[LinkVerdict] = (),
) -> Draft:
    return drafting.Draft(
        entry=entry,
        findings=tuple(dict.fromkeys(findings)),
        verdicts=tuple(verdicts),
        labels=labels,
        made_by_form=True,
    )


def _changed(wish: Wish, listed: Entry, desk: Desk, labels: Mapping[str, str]) -> Draft:
    config = desk.files.config
    read = form_submission.read_submission(wish.answers, config)
    if desk.section is not None:
        read = replace(read, sections=(desk.section,))
    entry = _without(_with_answers(listed, read, config), wish.taken_out)
    before = {link.url for link in listed.links}
    urls = [link.url for link in entry.links if link.url not in before]
    verdicts = tuple(desk.look(urls)) if urls else ()
    told = _judged(entry, listed, verdicts, desk)
    asked = (*wish.findings, *read.findings)
    if entry == listed and not any(found.severity == "error" for found in asked):
        told = (_NOTHING,)
    draft = _draft(entry, drafting.once(asked, told), labels, verdicts)
    sources = updating.sources(listed, entry, {})
    return replace(draft, updates=listed, source_by_field=sources)


_NOTHING = Finding(
    code="nothing-to-change",
    message="The entry is already as the answers say.",
    hint="Edit the issue and write what should be otherwise.",
    field=ENTRY,
)


def _judged(
    entry: Entry, listed: Entry, verdicts: Sequence[LinkVerdict], desk: Desk
) -> tuple[Finding, ...]:
    """Judge an entry by the rules; what was wrong with it before only warns.

    That it is like another one now, and was not before, is no old fault.
    """
    files = desk.files
    matches = repeats.matches(entry, files.catalog, files.config, desk.others)
    before = repeats.matches(listed, files.catalog, files.config, desk.others)
    said = {(match.slug, match.verdict) for match in before}
    old = [one for one in matches if (one.slug, one.verdict) in said]
    new = [one for one in matches if (one.slug, one.verdict) not in said]
    circumstances = rules.Circumstances(
        config=files.config,
        today=desk.today,
        repeats=repeats.findings(old, files.catalog),
        verdict_by_url={verdict.url: verdict for verdict in verdicts},
    )
    judged = rules.check_entry(entry, circumstances)
    return (
        *repeats.findings(new, files.catalog, links=entry.links),
        *updating.without_old_faults(judged, listed, entry),
    )


def _without(entry: Entry, taken_out: Collection[str]) -> Entry:
    """Return an entry without the kinds of link and the own fields that are named."""
    links = tuple(link for link in entry.links if link.kind not in taken_out)
    fields = {key: one for key, one in entry.fields.items() if key not in taken_out}
    update: dict[str, Any] = {}
    if links != entry.links:
        update |= {"links": links, "ids": _with_ids(entry, links)}
    if fields != entry.fields:
        update["fields"] = fields
    if "date" in taken_out and entry.date:
        update["date"] = None
    return entry.model_copy(update={**update, "as_written": None}) if update else entry


def _with_answers(
    listed: Entry, read: form_submission.Submission, config: Config
) -> Entry:
    """Return the entry with what was answered; what was left open stays.

    A link takes the place of all links of its kind.
    """
    update: dict[str, Any] = {}
    if read.title:
        update["title"] = read.title
    if read.date:
        update["date"] = read.date
    if read.fields:
        update["fields"] = {**listed.fields, **read.fields}
    if read.links:
        update["links"] = _with_links(listed.links, read.links, config)
        update["ids"] = _with_ids(listed, update["links"])
    if update:
        # What README shows of it is written anew.
        update["as_written"] = None
    if read.sections and read.sections != listed.sections:
        update |= {"sections": read.sections, "position": _position(listed, read)}
        update |= {"as_written": None} if not isinstance(listed.as_written, str) else {}
    return listed.model_copy(update=update)


def _position(
    listed: Entry, read: form_submission.Submission
) -> Mapping[str, int] | None:
    """Keep the place in the sections where it stays; elsewhere the date decides."""
    kept = {
        section: place
        for section in read.sections
        if section in listed.sections
        and (place := listed.position_in(section)) is not None
    }
    return kept or None


def _with_links(
    old: Sequence[Link], given: Sequence[Link], config: Config
) -> tuple[Link, ...]:
    new = [Link(link.kind, trackers.taken_off(link.url)) for link in given]
    kinds = {link.kind for link in new}
    kept = [link for link in old if link.kind not in kinds]
    places = {kind: place for place, kind in enumerate(config.links)}
    return tuple(
        sorted((*kept, *new), key=lambda link: places.get(link.kind, len(places)))
    )


def _with_ids(listed: Entry, links: Sequence[Link]) -> Mapping[str, str]:
    """Return the ids: those of links that are gone are gone."""
    gone = entry_links.identified(listed.links)
    noted = {
        scheme: value
        for scheme, value in listed.ids.items()
        if gone.get(scheme) != value
    }
    return noted | entry_links.identified(links)
