"""Models, data sets and spaces on Hugging Face: its own interface, one request each.

https://huggingface.co/docs/hub/api
"""

from __future__ import annotations

from functools import partial
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
    from listbot.web.registries.answers import Model
    from listbot.web.registries.asking import Says
    from listbot.web.requesting import Answer, Request
    from listbot.web.tasks import Wanted

_OK, _NOT_FOUND, _UNAUTHORIZED = 200, 404, 401
_REDIRECTS = frozenset({301, 302, 307, 308})
_KINDS = {"datasets": "data set", "spaces": "space", "models": "model"}


def registry(doors: Doors) -> Registry:
    """Return Hugging Face as a registry."""

    def request(questions: Sequence[Question]) -> Request:
        kind, name = _taken_apart(questions[0].id)
        return asks(f"{doors.huggingface}/api/{kind}/{quote(name)}")

    return Registry(
        name="Hugging Face",
        by="huggingface",
        doc="Models, data sets and spaces, one each. Says what was renamed and what "
        "is gated; 401 means missing, private or gated, and never dead.",
        queue=queue_of("Hugging Face", doors.huggingface),
        pace=Pace(per_host=4, interval=0.1, failures=3, longest_wait=60),
        most=1,
        claims=_claims,
        request=request,
        read=_read,
    )


def _claims(link: Wanted, ids: Sequence[Id]) -> Question | None:
    """Claim whole repositories; the page knows about single files."""
    if not ids or ids[0].scheme != "hf":
        return None
    whole = len(link.address.parts) == ids[0].value.count("/") + 1
    return Question(ids[0], (link,)) if whole else None


def _taken_apart(found: Id) -> tuple[str, str]:
    kind, _, rest = found.value.partition("/")
    return (kind, rest) if kind in _KINDS else ("models", found.value)


def _read(questions: Sequence[Question], answer: Answer) -> Says:
    return {question: _said(question, answer) for question in questions}


def _said(question: Question, answer: Answer) -> Said:
    from listbot.web.registries import answers

    kind, name = _taken_apart(question.id)
    what = f"{_KINDS[kind]} {name}"
    if answer.status == _UNAUTHORIZED:
        why = f"Hugging Face shows no {what}: missing, private or gated."
        return Said(verdict="blocked", why=why)
    if answer.status == _NOT_FOUND:
        # Whoever says so without it, is in the way, and not Hugging Face.
        answers.Complaint.model_validate_json(answer.body)
        return Said(verdict="dead", why=f"Hugging Face has no {what}.")
    if answer.status in _REDIRECTS:
        _, found, new = answer.location.partition(f"/api/{kind}/")
        return _renamed(kind, new) if found else NOTHING
    if answer.status != _OK:
        return NOTHING
    return _there(kind, name, answers.Model.model_validate_json(answer.body))


def _there(kind: str, name: str, found: Model) -> Said:
    if found.id.lower() != name.lower():
        return _renamed(kind, found.id)
    if found.disabled:
        why = f"Hugging Face has disabled this {_KINDS[kind]}."
        return Said(verdict="blocked", why=why)
    gated = ", with its files for those who ask (gated)" if found.gated else ""
    return Said(verdict="alive", why=f"Hugging Face has this {_KINDS[kind]}{gated}.")


def _renamed(kind: str, name: str) -> Said:
    return Said(
        verdict="moved",
        why=f"The {_KINDS[kind]} is called {name} now.",
        moved_to=partial(_new_address, kind, name),
    )


def _new_address(kind: str, name: str, _: Wanted) -> str:
    front = "" if kind == "models" else f"{kind}/"
    return f"https://huggingface.co/{front}{quote(name)}"
