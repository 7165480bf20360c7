"""arXiv papers: its own interface for many, DataCite for few, each behind the other.

https://info.arxiv.org/help/api/user-manual.html
https://support.datacite.org/docs/api-get-doi
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from listbot.catalog import addresses
from listbot.catalog.id_forms import arxiv as arxiv_ids
from listbot.web.politeness import Pace
from listbot.web.registries.asking import (
    NOTHING,
    Question,
    Registry,
    Said,
    asks,
    queue_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from listbot.catalog.ids import Id
    from listbot.web.doors import Doors
    from listbot.web.registries.asking import Says
    from listbot.web.requesting import Answer, Request
    from listbot.web.tasks import Wanted

_NOT_FOUND = 404
_OK = 200
_MOST = 100
_FEW = 5
_THERE = Said(verdict="alive", why="arXiv has this paper.")
_WITHDRAWN = Said(
    verdict="alive", why="arXiv has this paper, withdrawn by its authors."
)


def registry(doors: Doors, papers: int) -> Registry:
    """Return whom to ask about so many *papers*, with the other one behind.

    DataCite is asked first about a few papers, but knows new ones a day late; arXiv is
    asked first about many, a hundred at once, but turns machines away at times. Only
    what neither of them has is dead.
    """
    if papers <= _FEW:
        return _datacite(doors, behind=_arxiv(doors))
    return _arxiv(doors, behind=_datacite(doors))


def _datacite(doors: Doors, *, behind: Registry | None = None) -> Registry:
    def request(questions: Sequence[Question]) -> Request:
        return asks(f"{doors.datacite}/dois/10.48550/arxiv.{questions[0].id.value}")

    def read(questions: Sequence[Question], answer: Answer) -> Says:
        from listbot.web.registries import answers

        question = questions[0]
        if answer.status == _NOT_FOUND:
            return {question: NOTHING if behind else _absent(question)}
        answers.Registered.model_validate_json(answer.body)
        return {question: _THERE}

    return Registry(
        name="DataCite",
        by="arxiv",
        doc="arXiv papers by their DOIs at DataCite, one each: a few of them.",
        queue=queue_of("DataCite", doors.datacite),
        # 500 requests in five minutes for those who leave no address to write to.
        pace=Pace(per_host=2, interval=0.6, failures=3, longest_wait=60),
        most=1,
        claims=_claims,
        request=request,
        read=read,
        behind=behind,
    )


def _arxiv(doors: Doors, *, behind: Registry | None = None) -> Registry:
    def request(questions: Sequence[Question]) -> Request:
        names = ",".join(quote(question.id.value) for question in questions)
        return asks(
            f"{doors.arxiv}/api/query?id_list={names}&max_results={len(questions)}"
        )

    def read(questions: Sequence[Question], answer: Answer) -> Says:
        found = _papers(answer)
        return {
            question: found.get(question.id)
            or (NOTHING if behind else _absent(question))
            for question in questions
        }

    return Registry(
        name="arXiv",
        by="arxiv",
        doc="arXiv papers by `id_list`, a hundred at once: many of them.",
        queue=queue_of("arXiv", doors.arxiv),
        # One connection, one request in three seconds, as its terms of use want.
        pace=Pace(per_host=1, interval=3.0, failures=2, longest_wait=60),
        most=_MOST,
        claims=_claims,
        request=request,
        read=read,
        behind=behind,
    )


def _claims(link: Wanted, ids: Sequence[Id]) -> Question | None:
    found = ids[0] if ids and ids[0].scheme == "arxiv" and ids[0].exact else None
    host = addresses.site(link.address.host)
    # A mirror may be gone where the paper is not: it is asked itself.
    own = host == "doi.org" or addresses.is_at(host, ("arxiv.org",))
    return Question(found, (link,)) if found and own else None


def _absent(question: Question) -> Said:
    return Said(verdict="dead", why=f"arXiv has no paper {question.id.value}.")


def _papers(answer: Answer) -> dict[Id, Said]:
    """Read the entries of the Atom feed; ValueError where there is no feed.

    Plain cutting: the feed is flat, and no XML parser has to be trusted with it.
    """
    text = answer.body.decode("utf-8", "replace")
    if answer.status != _OK or "<feed" not in text:
        message = f"arXiv answered {answer.status} without a feed"
        raise ValueError(message)
    entries = (one.partition("</entry>")[0] for one in text.split("<entry>")[1:])
    return {
        found: _WITHDRAWN if _is_withdrawn(entry) else _THERE
        for entry in entries
        for found in arxiv_ids(_element(entry, "id").rpartition("/abs/")[2])
    }


def _is_withdrawn(entry: str) -> bool:
    comment = _element(entry, "arxiv:comment").lower()
    return "withdrawn" in comment and "not withdrawn" not in comment


def _element(entry: str, name: str) -> str:
    """Return the text of the first element *name*, or nothing."""
    start = entry.find(f"<{name}")
    if start < 0:
        return ""
    return entry[start:].partition(">")[2].partition("</")[0]
