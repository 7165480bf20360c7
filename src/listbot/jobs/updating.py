"""Updating: a submission that is about a listed entry becomes a change of it.

The published version of a listed preprint brings the entry up to date; the same work
for another section lists it there as well. Everything else stays as it is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from listbot.catalog import identity
from listbot.catalog.model import Entry, Finding, Link
from listbot.catalog.wording import quoted
from listbot.catalog.works import PAPER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from listbot.catalog.config import Config
    from listbot.catalog.identity import Match
    from listbot.catalog.model import Catalog

_UPDATING = frozenset({"published-version", "cross-listing"})
_WHAT_BY_VERDICT = {
    "published-version": "as a preprint; this brings that entry up to date",
    "cross-listing": "elsewhere; this lists it here as well",
}


def listed_entry(matches: Sequence[Match], catalog: Catalog) -> Match | None:
    """Return the match whose entry a submission updates, if it does.

    Only where nothing else is in the way: a duplicate, or another proposal for it.
    """
    telling = [one for one in matches if one.verdict != "possible-duplicate"]
    if len(telling) != 1 or telling[0].verdict not in _UPDATING:
        return None
    match = telling[0]
    return None if match.issue or match.slug not in catalog.entry_by_slug else match


def updated(listed: Entry, sent: Entry, match: Match, config: Config) -> Entry | None:
    """Return *listed* as it is with what was sent; None where that changes nothing.

    A preprint changes nothing about the entry of its published version.
    """
    if match.verdict == "cross-listing":
        return cross_listed(listed, sent.sections)
    if identity.is_preprint(sent) or not identity.is_preprint(listed):
        return None
    return published(listed, sent, config)


def published(listed: Entry, sent: Entry, config: Config) -> Entry:
    """Return the entry of a preprint as that of its published version.

    The new links stand before the old ones of their kind; the date moves if the list
    wants that. What README shows is written anew.
    """
    named = {scheme: one for scheme, one in sent.ids.items() if scheme in PAPER}
    moves = config.on_publication == "move-date" and sent.date is not None
    return listed.model_copy(
        update={
            "date": sent.date if moves or listed.date is None else listed.date,
            "fields": {**listed.fields, **_about_publication(sent.fields)},
            "links": with_links(listed.links, sent.links),
            "ids": {**listed.ids, **named},
            "as_written": None,
        }
    )


def cross_listed(listed: Entry, sections: Sequence[str]) -> Entry:
    """Return an entry that stands in more sections; where it stood, nothing changes."""
    position, as_written = listed.position, listed.as_written
    if isinstance(position, int):
        position = dict.fromkeys(listed.sections, position)
    if isinstance(as_written, str):
        as_written = dict.fromkeys(listed.sections, as_written)
    return listed.model_copy(
        update={
            "sections": tuple(dict.fromkeys((*listed.sections, *sections))),
            "position": position,
            "as_written": as_written,
        }
    )


def with_links(old: Sequence[Link], new: Sequence[Link]) -> tuple[Link, ...]:
    """Put new links before the old ones of their kind, other kinds behind."""
    known = {link.url for link in old}
    added = [link for link in new if link.url not in known]
    kinds = dict.fromkeys(link.kind for link in (*old, *added))
    return tuple(link for kind in kinds for link in (*added, *old) if link.kind == kind)


def without_old_faults(
    judged: Sequence[Finding], listed: Entry | None, entry: Entry
) -> tuple[Finding, ...]:
    """Let pass what is wrong with an entry as it is listed: nobody sent that in."""
    if listed is None:
        return tuple(judged)
    changed = _changed(listed, entry)
    return tuple(
        replace(found, severity="warning")
        if found.severity == "error" and found.field not in changed
        else found
        for found in judged
    )


def sources(
    listed: Entry | None, entry: Entry, source_by_field: Mapping[str, str]
) -> Mapping[str, str]:
    """Return where each field comes from: what does not change, from the list."""
    if listed is None:
        return source_by_field
    fields = ("title", "date", "sections", *entry.fields)
    kinds = (link.kind for link in entry.links)
    changed = _changed(listed, entry)
    kept = {key: "the list" for key in (*fields, *kinds) if key not in changed}
    return {**source_by_field, **kept}


def _changed(listed: Entry, entry: Entry) -> set[str]:
    """Return the names of the fields and kinds of link that are not as they were."""
    parts = ("title", "date", "sections")
    changed = {part for part in parts if getattr(listed, part) != getattr(entry, part)}
    keys = {*listed.fields, *entry.fields}
    changed |= {key for key in keys if listed.fields.get(key) != entry.fields.get(key)}
    links = {*listed.links} ^ {*entry.links}
    return changed | {link.kind for link in links}


def notice(listed: Entry, match: Match) -> Finding:
    """Say that the submission changes an entry instead of adding one."""
    return Finding(
        code=match.verdict,
        severity="notice",
        message=f"{quoted(listed.title)} is listed {_WHAT_BY_VERDICT[match.verdict]}.",
        hint="If it is another work, say so here: a maintainer decides.",
        field="title",
    )


def _about_publication(fields: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in fields.items() if key in {"venue", "kind"}}
