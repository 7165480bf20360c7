"""All registries on one server on loopback, with their limits and faults."""

import json
import socket
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from listbot.web.doors import Doors
from web_lab.web_server import Asked, Script, WebServer, says, serving

DATA = Path(__file__).parents[1] / "data" / "registries"
ARXIV = "2401.98765"
CONFERENCE, JOURNAL = "10.5555/cvpr.2024.0042", "10.5555/slow.journal.7"
PREPRINT = "10.1101/2023.05.01.539000"


def answers(name: str, **how: Any) -> Script:
    """Answer with a file of `tests/data/registries`."""
    return says(200, (DATA / name).read_bytes(), **how)


def document(name: str) -> dict[str, Any]:
    """Return what a JSON file of `tests/data/registries` holds, to be changed."""
    return json.loads((DATA / name).read_text("utf-8"))


def crossref_found(name: str) -> bytes:
    """Return the answer to a search that finds one work."""
    answer = document(name)
    answer["message-type"] = "work-list"
    answer["message"] = {"total-results": 1, "items": [answer["message"]]}
    return json.dumps(answer).encode()


def only_at(limit: float, script: Script) -> Script:
    """Answer 429 to whoever comes again within so many seconds."""
    last = [0.0]

    def limited(connection: socket.socket, asked: Asked) -> bool:
        now, before = time.monotonic(), last[0]
        last[0] = now
        if now - before < limit:
            return says(429, retry_after="1")(connection, asked)
        return script(connection, asked)

    return limited


def all_registries() -> dict[str, Script]:
    """Return the pages of every registry, those of the documented works."""
    return {
        "/crossref/works/10.5555%2Fcvpr.2024.0042": answers("crossref-conference.json"),
        "/crossref/works/10.5555%2Fslow.journal.7": answers("crossref-journal.json"),
        "/crossref/works/10.1101%2F2023.05.01.539000": answers(
            "crossref-preprint.json"
        ),
        "/crossref/works": says(200, crossref_found("crossref-journal.json")),
        "/datacite/dois/10.48550/arxiv.2401.98765": answers("datacite-arxiv.json"),
        "/arxiv/api/query": only_at(2.5, answers("arxiv.xml")),
        "/biorxiv/details/biorxiv/10.1101/2023.05.01.539000": answers("biorxiv.json"),
        "/biorxiv/details/medrxiv/10.1101/2023.05.01.539000": says(
            200, b'{"messages": [{"status": "no posts found"}], "collection": []}'
        ),
        "/github/repos/lab/tissue-tool": answers("github.json"),
        "/huggingface/api/papers/2401.98765": answers("huggingface-paper.json"),
    }


@contextmanager
def serving_registries(
    changed: Mapping[str, Script] | None = None,
) -> Generator[tuple[WebServer, Doors]]:
    """Serve all registries, some pages of them *changed*, and the doors to them."""
    pages = all_registries() | dict(changed or {})
    with serving(pages, host="0.0.0.0") as server:  # noqa: S104 - all of 127/8
        bases = {
            name: server.url(f"/{name}")
            for name in ("crossref", "datacite", "arxiv", "biorxiv", "huggingface")
        }
        yield (
            server,
            Doors(
                **bases,
                github_api=server.url("/github"),
                allowed=("127.0.0.0/8",),
            ),
        )
