"""GitHub and Hugging Face: repositories, and the code of papers.

https://docs.github.com/en/rest/repos/repos#get-a-repository
https://huggingface.co/docs/hub/api (`/api/papers/{arxiv id}`)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from listbot.catalog import addresses
from listbot.catalog.facts import Facts
from listbot.web.metadata import reading
from listbot.web.metadata.sources import asks, is_there

if TYPE_CHECKING:
    from listbot.web.doors import Doors
    from listbot.web.requesting import Answer, Request

_MOVED = frozenset({301, 307, 308})
_MOST_MOVES = 2


@dataclass(frozen=True, slots=True)
class Github:
    """Asks for one repository, by `owner/name`; follows it where it was renamed."""

    repository: str
    doors: Doors
    moved_to: str = ""
    moves: int = 0
    name: str = "GitHub"

    @property
    def queue(self) -> str:
        """GitHub's queue."""
        return f"GitHub at {self.doors.github_api}"

    def request(self) -> Request:
        """Return the request for the repository."""
        headers = ["Accept: application/vnd.github+json"]
        if self.doors.github_token:
            headers.append(f"Authorization: Bearer {self.doors.github_token}")
        path = f"/repos/{quote(self.repository, safe='/')}"
        return asks(self.moved_to or f"{self.doors.github_api}{path}", *headers)

    def read(self, answer: Answer) -> Facts | Github | None:
        """Read the repository: its name is the title, its first day the date."""
        if answer.status in _MOVED and self.moves < _MOST_MOVES:
            return self._elsewhere(answer.location)
        if not is_there(answer):
            return None
        data = reading.document(answer.body)
        title = reading.text(reading.dig(data, "name"))
        if not title:
            message = "no repository in the answer"
            raise ValueError(message)
        date = reading.date(reading.dig(data, "created_at"))
        return Facts(
            source="GitHub",
            title=title,
            date=date,
            latest=date,
            description=reading.text(reading.dig(data, "description")),
        )

    def _elsewhere(self, location: str) -> Github | None:
        if not location.startswith(f"{self.doors.github_api}/"):
            return None
        return Github(self.repository, self.doors, location, self.moves + 1)


@dataclass(frozen=True, slots=True)
class HuggingFacePaper:
    """Asks for the code that people have named for an arXiv paper."""

    paper: str
    doors: Doors
    name: str = "Hugging Face"

    @property
    def queue(self) -> str:
        """The queue of Hugging Face's interface."""
        return f"Hugging Face at {self.doors.huggingface}"

    def request(self) -> Request:
        """Return the request for one paper."""
        return asks(f"{self.doors.huggingface}/api/papers/{quote(self.paper, safe='')}")

    def read(self, answer: Answer) -> Facts | None:
        """Read the address of the code, if there is one."""
        if not is_there(answer):
            return None
        code = reading.dig(reading.document(answer.body), "githubRepo")
        known = addresses.parse(code) if isinstance(code, str) else None
        return Facts(source=self.name, code=known.text if known else "")
