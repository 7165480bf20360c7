"""arXiv's own interface: what its authors say about a paper, several at once.

https://info.arxiv.org/help/api/user-manual.html
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from listbot.catalog.facts import Facts
from listbot.catalog.id_forms import arxiv as arxiv_ids
from listbot.catalog.id_forms import doi as dois
from listbot.web.metadata import reading
from listbot.web.metadata.sources import asks, is_there

if TYPE_CHECKING:
    from collections.abc import Mapping

    from listbot.web.doors import Doors
    from listbot.web.requesting import Answer, Request

_BAD_REQUEST = 400


@dataclass(frozen=True, slots=True)
class Arxiv:
    """Asks for one paper, by its id without a version."""

    paper: str
    doors: Doors
    name: str = "arXiv"

    @property
    def queue(self) -> str:
        """ArXiv's queue."""
        return queue(self.doors)

    def request(self) -> Request:
        """Return the request for one paper."""
        return request_for([self.paper], self.doors)

    def read(self, answer: Answer) -> Facts | None:
        """Read the paper's entry of the feed."""
        if answer.status == _BAD_REQUEST:
            return None  # so it answers to an id that cannot be
        return facts_by_paper(answer).get(self.paper)


def queue(doors: Doors) -> str:
    """Return the name of arXiv's queue."""
    return f"arXiv at {doors.arxiv}"


def request_for(papers: list[str], doors: Doors) -> Request:
    """Return one request for several papers."""
    names = ",".join(quote(paper, safe="/") for paper in papers)
    return asks(f"{doors.arxiv}/api/query?id_list={names}&max_results={len(papers)}")


def facts_by_paper(answer: Answer) -> Mapping[str, Facts]:
    """Read the Atom feed: facts by arXiv id, of those papers that are there.

    Plain cutting: the feed is flat, and no XML parser has to be trusted with it.
    """
    feed = answer.body.decode("utf-8", "replace") if is_there(answer) else ""
    if "<feed" not in feed:
        message = "no feed in the answer"
        raise ValueError(message)
    found: dict[str, Facts] = {}
    for piece in feed.split("<entry>")[1:]:
        entry = piece.partition("</entry>")[0]
        for paper in arxiv_ids(_element(entry, "id").rpartition("/abs/")[2]):
            found[paper.value] = _facts(entry)
    return found


def _facts(entry: str) -> Facts:
    comment = reading.text(_element(entry, "arxiv:comment")).lower()
    date = reading.date(_element(entry, "published"))
    published = dois(reading.text(_element(entry, "arxiv:doi")))
    authors = (_element(one, "name") for one in entry.split("<author>")[1:])
    return Facts(
        source="arXiv",
        title=reading.text(_element(entry, "title")),
        authors=reading.names(map(reading.text, authors)),
        date=date,
        latest=date,
        venues=("arXiv",),
        kind="preprint",
        published=published[0].value if published else "",
        published_in=reading.text(_element(entry, "arxiv:journal_ref")),
        withdrawn="withdrawn" in comment and "not withdrawn" not in comment,
    )


def _element(entry: str, name: str) -> str:
    """Return the text of the first element *name*, or nothing."""
    start = entry.find(f"<{name}>")
    if start < 0:
        start = entry.find(f"<{name} ")
    if start < 0:
        return ""
    return entry[start:].partition(">")[2].partition(f"</{name}>")[0]
