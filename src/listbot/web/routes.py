"""Who is asked about each link: a registry if there is one, else its page. No I/O."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from listbot.catalog import addresses, ids
from listbot.web import shards, verdicts
from listbot.web.registries import arxiv, crossref, github, handles, hugging_face
from listbot.web.registries.asking import inquiries
from listbot.web.tasks import Wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from listbot.catalog.link_verdict import LinkVerdict
    from listbot.web.doors import Doors
    from listbot.web.politeness import Pace
    from listbot.web.registries.asking import Question, Registry
    from listbot.web.tasks import Task


@dataclass(frozen=True, kw_only=True)
class Routes:
    """Where each link goes: told at once, its page, or questions for a registry."""

    told: Sequence[LinkVerdict]
    pages: Sequence[Wanted]
    questions: Sequence[tuple[Registry, Sequence[Question]]]

    @property
    def size(self) -> int:
        """How many pages and questions there are."""
        return len(self.pages) + sum(len(asked) for _, asked in self.questions)

    def tasks(self, page: Callable[[Wanted], Task]) -> list[Task]:
        """Return everything there is to do, registries first."""
        asked = [
            inquiry
            for registry, questions in self.questions
            for inquiry in inquiries(registry, questions, page)
        ]
        return [*asked, *map(page, self.pages)]

    @property
    def links(self) -> list[str]:
        """All links that are not told yet."""
        asked = (question for _, several in self.questions for question in several)
        waiting = [link.url for question in asked for link in question.links]
        return [*waiting, *(link.url for link in self.pages)]

    def spread(self, parts: int) -> tuple[Routes, ...]:
        """Return at most so many parts with about as much to do, at least one.

        Links that share a pace stay together.
        """
        if parts == 1:
            return (replace(self, told=()),)
        piles = shards.spread(self._links_by_group(), parts) or [()]
        return tuple(self._only(frozenset(pile)) for pile in piles)

    def _only(self, ours: frozenset[str]) -> Routes:
        return Routes(
            told=(),
            pages=[link for link in self.pages if link.url in ours],
            questions=[
                (registry, [one for one in asked if one.links[0].url in ours])
                for registry, asked in self.questions
            ],
        )

    def _links_by_group(self) -> Mapping[str, Sequence[str]]:
        """Return the links that have to stay together, because they share a pace."""
        groups: defaultdict[str, list[str]] = defaultdict(list)
        for registry, questions in self.questions:
            for question in questions:
                groups[registry.queue] += [link.url for link in question.links]
        for link in self.pages:
            groups[link.address.host].append(link.url)
        return groups


def registries(doors: Doors, *, papers: int = 0) -> tuple[Registry, ...]:
    """Return all registries, for a list that has so many *papers* of arXiv's."""
    found = (
        handles.registry(doors),
        arxiv.registry(doors, papers),
        github.registry(doors),
        hugging_face.registry(doors),
        crossref.registry(doors),
    )
    return tuple(registry for registry in found if registry)


def paces(doors: Doors) -> Mapping[str, Pace]:
    """Return the pace of every registry's queue."""
    pace_by_queue: dict[str, Pace] = {}
    for registry in registries(doors):
        asked: Registry | None = registry
        while asked:
            pace_by_queue[asked.queue] = asked.pace
            asked = asked.behind
    return pace_by_queue


def route(links: Iterable[str], doors: Doors) -> Routes:
    """Decide whom to ask about each distinct link."""
    told: list[LinkVerdict] = []
    pages: list[Wanted] = []
    questions: defaultdict[str, list[Question]] = defaultdict(list)
    known = registries(doors)
    for url in dict.fromkeys(links):
        address = addresses.parse(url)
        if address is None:
            told.append(_unreadable(url))
            continue
        link = Wanted(url, address)
        claim = _claim(link, known)
        if claim:
            questions[claim[0]].append(claim[1])
        else:
            pages.append(link)
    papers = len(questions["arxiv"])
    return Routes(
        told=told,
        pages=pages,
        questions=[
            (registry, questions[registry.by])
            for registry in registries(doors, papers=papers)
        ],
    )


def _claim(link: Wanted, known: Sequence[Registry]) -> tuple[str, Question] | None:
    found = ids.ids_of(link.url)
    if found:
        for registry in known:
            if question := registry.claims(link, found):
                return registry.by, question
    return None


def _unreadable(url: str) -> LinkVerdict:
    try:
        addresses.read_address(url)
    except ValueError as complaint:
        return verdicts.unreadable(url, str(complaint))
    return verdicts.unreadable(url, "it is no address of a web page")
