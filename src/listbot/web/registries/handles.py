"""DOIs: the Handle system behind doi.org says whether one is registered.

https://www.doi.org/the-identifier/resources/factsheets/doi-resolution-documentation
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from listbot.catalog import addresses
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
    from listbot.web.registries.answers import Handle
    from listbot.web.registries.asking import Says
    from listbot.web.requesting import Answer, Request
    from listbot.web.tasks import Wanted

_FOUND, _NOT_FOUND = 1, 100
_OWN_HOSTS = frozenset({"doi.org", "dx.doi.org"})
# Where Crossref lets DOIs lead that were registered by mistake.
_DELETED = "crossref.org/deleted_doi"
_IN_PATH = "/:;()-._~"


def registry(doors: Doors) -> Registry:
    """Return the registry of DOIs."""

    def request(questions: Sequence[Question]) -> Request:
        name = quote(questions[0].id.value, safe=_IN_PATH)
        return asks(f"{doors.doi}/api/handles/{name}")

    return Registry(
        name="doi.org",
        by="doi",
        doc="DOIs, in links to doi.org and in those of publishers that carry one: "
        "`doi.org/api/handles`, one each. No such handle is a dead link; a publisher's "
        "page is asked itself then.",
        queue=queue_of("doi.org", doors.doi),
        pace=Pace(per_host=5, interval=0.1, failures=3, longest_wait=60),
        most=1,
        claims=_claims,
        request=request,
        read=_read,
    )


def _claims(link: Wanted, ids: Sequence[Id]) -> Question | None:
    found = ids[0] if ids and ids[0].scheme == "doi" and ids[0].exact else None
    own = addresses.site(link.address.host) in _OWN_HOSTS
    return Question(found, (link,), own) if found else None


def _read(questions: Sequence[Question], answer: Answer) -> Says:
    from listbot.web.registries import answers

    handle = answers.Handle.model_validate_json(answer.body)
    return {question: _said(question, handle) for question in questions}


def _said(question: Question, handle: Handle) -> Said:
    if handle.code == _NOT_FOUND:
        why = f"doi.org does not know the DOI {question.id.value}."
        return Said(verdict="dead", why=why)
    if handle.code != _FOUND:
        return NOTHING
    if _DELETED in handle.target.lower():
        why = f"The DOI {question.id.value} has been withdrawn."
        return Said(verdict="dead", why=why)
    return Said(verdict="alive", why="The DOI is registered.")
