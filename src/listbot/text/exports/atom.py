"""A feed of what was added last: Atom (RFC 4287). No I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from listbot.text import characters

if TYPE_CHECKING:
    from datetime import date

    from listbot.text.exports.works import Shelf, Work

_NAMESPACE = "http://www.w3.org/2005/Atom"
_LONGEST_FEED = 50


def write(shelf: Shelf) -> str:
    """Write the newest entries first, at most 50: by the day they were added.

    Where that is unknown (adopted lists), by their date; without one they are left
    out, since every entry of a feed says when it changed. Ids follow from the title of
    the list and the slug: a reader shows no entry twice.
    """
    dated = [(day, work) for work in shelf.works if (day := _day(work))]
    newest = sorted(dated, key=lambda pair: (-pair[0].toordinal(), pair[1].entry.slug))
    title = characters.clean(shelf.config.title)
    feed = ET.Element("feed", xmlns=_NAMESPACE)
    _add(feed, "title", title)
    _add(feed, "id", _id(title))
    _add(feed, "updated", _instant(newest[0][0]) if newest else "1970-01-01T00:00:00Z")
    _add(ET.SubElement(feed, "author"), "name", title)
    for day, work in newest[:_LONGEST_FEED]:
        _add_entry(feed, work, day, title)
    ET.indent(feed)
    text = ET.tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'


def _add_entry(feed: ET.Element, work: Work, day: date, title: str) -> None:
    entry = ET.SubElement(feed, "entry")
    _add(entry, "title", work.title)
    _add(entry, "id", _id(title, work.entry.slug))
    _add(entry, "updated", _instant(day))
    if work.url:
        ET.SubElement(entry, "link", rel="alternate", href=work.url)
    for section in work.sections:
        ET.SubElement(entry, "category", term=section)
    for name in work.authors:
        _add(ET.SubElement(entry, "author"), "name", name)
    summary = work.summary or ", ".join(
        filter(None, (work.venue, str(work.date or "")))
    )
    if summary:
        _add(entry, "summary", summary)


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _day(work: Work) -> date | None:
    return work.entry.added or (work.date.first if work.date else None)


def _instant(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _id(*parts: str) -> str:
    return uuid5(NAMESPACE_URL, "listbot:" + "/".join(parts)).urn
