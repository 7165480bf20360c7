"""A work's own page, where no registry knows it: what it says for search engines.

`citation_title` and its like are on the pages of OpenReview, CVF, PMLR, NeurIPS, the
ACL Anthology and most publishers: https://scholar.google.com/intl/en/scholar/inclusion.html
"""

from __future__ import annotations

from collections import defaultdict
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from listbot.catalog.facts import Facts
from listbot.web.metadata import reading
from listbot.web.metadata.sources import MOST_HOPS, REDIRECTS, SECONDS, Visit
from listbot.web.requesting import Request

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from listbot.catalog.config_parts import VenueKind
    from listbot.web.requesting import Answer, Trouble

_LONGEST_PAGE = 1024 * 1024
_LONGEST_HEAD = 256 * 1024
_OK = 200
_GONE = frozenset({404, 410})
# A robot is as unwelcome tomorrow, so there is nothing to wait for.
_REFUSED = frozenset({401, 402, 403, 405, 406, 418, 451, 999})
_FINAL: frozenset[Trouble] = frozenset({"too-much", "refused", "refused-port"})
_KIND_BY_TAG: Mapping[str, VenueKind] = {
    "citation_journal_title": "journal",
    "citation_conference_title": "conference",
    "citation_inproceedings_title": "conference",
    "citation_book_title": "conference",
}


class Page(Visit):
    """Asks for a page, through the address guard, and follows where it leads."""

    def request(self) -> Request:
        """Return the request for the page."""
        return Request(
            address=self.address,
            method="GET",
            seconds=SECONDS,
            headers=("Accept: text/html",),
            keep=_LONGEST_PAGE,
        )

    def read(self, answer: Answer) -> Facts | Page | None:
        """Read the head of the page; one that says or lets in nothing knows nothing."""
        if answer.status in REDIRECTS and self.hops < MOST_HOPS:
            return self.further(answer)
        if answer.trouble in _FINAL or answer.status in _GONE | _REFUSED:
            return None
        if answer.trouble or answer.status != _OK:
            message = answer.trouble or f"it answered {answer.status}"
            raise ValueError(message)
        return _facts(_said_in(answer.body), self.name)


def _facts(said: Mapping[str, Sequence[str]], source: str) -> Facts | None:
    def first(*tags: str) -> str:
        return next(
            (reading.text(one) for tag in tags for one in said.get(tag, ())), ""
        )

    title = first("citation_title")
    if not title:
        return None
    venue_tag = next((tag for tag in _KIND_BY_TAG if first(tag)), "")
    date = reading.date(
        first("citation_publication_date", "citation_date", "citation_online_date")
    )
    is_arxiv = not venue_tag and bool(first("citation_arxiv_id"))
    return Facts(
        source=source,
        title=title,
        authors=reading.names(
            reading.in_order(reading.text(one))
            for one in said.get("citation_author", ())
        ),
        date=date or reading.date(first("citation_year")),
        latest=date,
        venues=tuple(filter(None, (first(venue_tag), "arXiv" if is_arxiv else ""))),
        kind=_KIND_BY_TAG.get(venue_tag),
    )


def _said_in(body: bytes) -> Mapping[str, Sequence[str]]:
    """Return what the `meta` elements of a page say, by name, in their order."""
    reader = _Metas()
    reader.feed(body[:_LONGEST_HEAD].decode("utf-8", "replace"))
    return reader.said


class _Metas(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: defaultdict[str, list[str]] = defaultdict(list)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "meta":
            of = dict(attrs)
            name, content = of.get("name") or of.get("property"), of.get("content")
            if name and content:
                self.said[name.lower()].append(content)
