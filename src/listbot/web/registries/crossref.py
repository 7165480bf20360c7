"""Elsevier's articles by PII: Crossref keeps it as an alternative id of the DOI.

https://api.crossref.org/swagger-ui/index.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

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


def registry(doors: Doors) -> Registry:
    """Return Crossref as the registry of PIIs."""

    def request(questions: Sequence[Question]) -> Request:
        pii = quote(questions[0].id.value)
        return asks(f"{doors.crossref}/works?filter=alternative-id:{pii}&rows=0")

    return Registry(
        name="Crossref",
        by="crossref",
        doc="Elsevier's pages by their PII, one each. Where Crossref knows none, the "
        "page is asked.",
        queue=queue_of("Crossref", doors.crossref),
        # The public pool: five requests a second, one at a time.
        pace=Pace(per_host=1, interval=0.2, failures=3, longest_wait=60),
        most=1,
        claims=_claims,
        request=request,
        read=_read,
    )


def _claims(link: Wanted, ids: Sequence[Id]) -> Question | None:
    found = ids[0] if ids and ids[0].scheme == "pii" else None
    return Question(found, (link,), own=False) if found else None


def _read(questions: Sequence[Question], answer: Answer) -> Says:
    from listbot.web.registries import answers

    known = answers.Works.model_validate_json(answer.body).message.total > 0
    said = Said(verdict="alive", why="Crossref knows this article.")
    return dict.fromkeys(questions, said if known else NOTHING)
