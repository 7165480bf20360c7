"""What became of preprints: arXiv asked about a hundred at once, the others one by one.

For a job that nobody waits for. Who does not answer is left out: the next run asks
again.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from listbot.catalog.facts import Facts, Query
from listbot.web.door import Door
from listbot.web.metadata import arxiv, asking

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from listbot.web.doors import Doors
    from listbot.web.requesting import Answer

_MOST = 100
# One request in three seconds, as arXiv's terms of use want.
_PAUSE = 3.0
_TRIES = 3
_SECONDS_EACH = 2.0
_LEAST_SECONDS = 30.0


def arxiv_facts(
    papers: Sequence[str], doors: Doors, *, wait: Callable[[float], None] = time.sleep
) -> dict[str, Facts]:
    """Return what arXiv says about papers, by their ids."""
    found: dict[str, Facts] = {}
    for start in range(0, len(papers), _MOST):
        if start:
            wait(_PAUSE)
        found |= _batch(list(papers[start : start + _MOST]), doors, wait)
    return found


def doi_facts(dois: Sequence[str], doors: Doors) -> dict[str, Facts]:
    """Return what registries say about preprints with DOIs, by these."""
    doi_by_url = {f"https://doi.org/{doi}": doi for doi in dois}
    seconds = max(_LEAST_SECONDS, _SECONDS_EACH * len(dois))
    queries = [Query(url, described=True) for url in doi_by_url]
    research = asking.ask(queries, doors, seconds=seconds)
    return {doi_by_url[url]: facts[0] for url, facts in research.facts_by_url.items()}


def _batch(
    papers: list[str], doors: Doors, wait: Callable[[float], None]
) -> dict[str, Facts]:
    for tried in range(_TRIES):
        if tried:
            wait(_PAUSE * 2**tried)
        try:
            return dict(arxiv.facts_by_paper(_asked(papers, doors)))
        except ValueError:
            continue
    return {}


def _asked(papers: list[str], doors: Doors) -> Answer:
    door = Door(doors)
    request = arxiv.request_for(papers, doors)
    request.seconds = _LEAST_SECONDS
    door.start(request)
    try:
        answers: list[Answer] = []
        while not answers:
            answers = [answer for _, answer in door.wait(_LEAST_SECONDS)]
        return answers[0]
    finally:
        door.close()
