"""GitHub repositories and their files: one GraphQL request for a hundred of them.

https://docs.github.com/graphql/reference/queries#repository
"""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote

from listbot.catalog import addresses
from listbot.catalog.ids import Id
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

    from listbot.web.doors import Doors
    from listbot.web.registries.answers import Repository
    from listbot.web.registries.asking import Says
    from listbot.web.requesting import Answer, Request
    from listbot.web.tasks import Wanted

_MOST = 100
_FILES = frozenset({"tree", "blob"})
_UNAUTHORIZED = 401


def registry(doors: Doors) -> Registry | None:
    """Return GitHub as a registry, if there is a token to ask it with."""
    if not doors.github_token:
        return None
    headers = (
        f"authorization: bearer {doors.github_token}",
        "content-type: application/json",
    )

    def request(questions: Sequence[Question]) -> Request:
        body = json.dumps({"query": _query(questions)}).encode()
        return asks(doors.github_graphql, method="POST", headers=headers, body=body)

    return Registry(
        name="GitHub",
        by="github",
        doc="Repositories, folders and files on github.com: GraphQL, a hundred at "
        "once. Says what was renamed, archived, or is gone. Without a token, and for "
        "everything else on github.com, the page is asked.",
        queue=queue_of("GitHub", doors.github_graphql),
        pace=Pace(per_host=4, interval=0.1, failures=3, longest_wait=60),
        most=_MOST,
        claims=_claims,
        request=request,
        read=_read,
    )


def _claims(link: Wanted, ids: Sequence[Id]) -> Question | None:
    """Claim `/owner/name` and `/owner/name/tree|blob/branch/…`."""
    if not ids or ids[0].scheme != "github":
        return None
    if addresses.site(link.address.host) != "github.com":
        return None
    _, _, *rest = link.address.parts
    if not rest:
        return Question(Id("github", ids[0].value), (link,))
    if rest[0] not in _FILES or len(rest) == 1 or link.address.query:
        return None
    branch, *path = rest[1:]
    return Question(Id("github", f"{ids[0].value} {branch}:{'/'.join(path)}"), (link,))


def _query(questions: Sequence[Question]) -> str:
    return f"query {{ {' '.join(map(_field, range(len(questions)), questions))} }}"


def _field(number: int, question: Question) -> str:
    """Write the field that asks for one repository, or for a file in it."""
    repository, _, expression = question.id.value.partition(" ")
    owner, _, name = map(_string, repository.partition("/"))
    at = f"object(expression: {_string(expression)}) {{ __typename }} "
    return (
        f"r{number}: repository(owner: {owner}, name: {name}) "
        f"{{ nameWithOwner isArchived {at if expression else ''}}}"
    )


def _string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _read(questions: Sequence[Question], answer: Answer) -> Says:
    from listbot.web.registries import answers

    if answer.status == _UNAUTHORIZED:
        return {}  # the token is no good any more: the pages are there without one
    document = answers.Repositories.model_validate_json(answer.body)
    complaints = {str(one.path[0]): one.type for one in document.errors if one.path}
    if any(one.type == "RATE_LIMITED" for one in document.errors):
        message = "GitHub wants fewer requests"
        raise ValueError(message)
    return {
        question: _said(question, document.data.get(alias), complaints.get(alias, ""))
        for number, question in enumerate(questions)
        for alias in [f"r{number}"]
    }


def _said(question: Question, found: Repository | None, complaint: str) -> Said:
    asked, _, expression = question.id.value.partition(" ")
    if found is None:
        if complaint != "NOT_FOUND":
            return NOTHING
        return Said(verdict="dead", why=f"GitHub has no public repository {asked}.")
    if expression and found.object is None:
        return NOTHING  # gone, or a branch with a slash in its name: the page knows
    if found.name.lower() != asked:
        return Said(
            verdict="moved",
            why=f"The repository is called {found.name} now.",
            moved_to=partial(_renamed, found.name),
        )
    if found.archived:
        return Said(
            verdict="alive", why="The repository is there, archived by its owner."
        )
    return Said(verdict="alive", why="The repository is there.")


def _renamed(name: str, link: Wanted) -> str:
    rest = "/".join(link.address.parts[2:])
    fragment = f"#{link.address.fragment}" if link.address.fragment else ""
    return f"https://github.com/{name}{'/' if rest else ''}{quote(rest)}{fragment}"
