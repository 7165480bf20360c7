"""Registries on loopback for the demo: two that know one paper that does not exist."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TITLE = "Counting every cell: a foundation model that only exists in this demo"
_PREPRINT = {
    "doi": "10.48550/arxiv.2511.99001",
    "titles": [{"title": _TITLE}],
    "creators": [{"name": "Lovelace, Ada", "nameType": "Personal"}],
    "publisher": "arXiv",
    "publicationYear": 2025,
    "dates": [
        {"date": "2025-11-17T18:00:00Z", "dateType": "Submitted"},
        {"date": "2025", "dateType": "Issued"},
    ],
    "types": {"resourceTypeGeneral": "Preprint"},
    "schemaVersion": "http://datacite.org/schema/kernel-4",
}
_THAT_DAY = {
    "date-parts": [[2026, 6, 14]],
    "date-time": "2026-06-14T08:00:00Z",
    "timestamp": 1781424000000,
}
_ARTICLE = {
    "DOI": "10.5555/listbot.demo.cvpr",
    "type": "proceedings-article",
    "publisher": "IEEE",
    "source": "Crossref",
    "prefix": "10.5555",
    "member": "1",
    "reference-count": 0,
    "created": _THAT_DAY,
    "deposited": _THAT_DAY,
    "indexed": _THAT_DAY,
    "title": [f"{_TITLE.replace('demo', '<i>demo</i>')}"],
    "author": [{"given": "Ada", "family": "Lovelace", "sequence": "first"}],
    "issued": {"date-parts": [[2026, 6]]},
    "published": {"date-parts": [[2026, 6]]},
    "container-title": [
        "2026 IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)"
    ],
}
ANSWERS: Mapping[str, object] = {
    "/datacite/dois/10.48550/arxiv.2511.99001": {
        "data": {
            "id": "10.48550/arxiv.2511.99001",
            "type": "dois",
            "attributes": _PREPRINT,
        }
    },
    "/crossref/works/10.5555%2Flistbot.demo.cvpr": {
        "status": "ok",
        "message-type": "work",
        "message-version": "1.0.0",
        "message": _ARTICLE,
    },
    "/hf/api/papers/2511.99001": {
        "id": "2511.99001",
        "githubRepo": "https://github.com/listbot/demo-cells",
    },
    "/doi/api/handles/10.5555/listbot.demo.cvpr": {"responseCode": 1, "values": []},
}
_REPOSITORY = {"nameWithOwner": "listbot/demo-cells", "isArchived": False}
_NOBODY = "http://127.0.0.1:9"


@contextmanager
def serving() -> Iterator[Mapping[str, str]]:
    """Serve them; yield the environment that lets listbot ask them and nobody else."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Registry)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    names = ("DOI", "CROSSREF", "DATACITE", "HF")
    silent = ("ARXIV", "BIORXIV", "WAYBACK")
    try:
        yield {
            **{f"LISTBOT_{name}_URL": f"{base}/{name.lower()}" for name in names},
            **{f"LISTBOT_{name}_URL": _NOBODY for name in silent},
            "LISTBOT_DNS": "127.0.0.1:9",
            "GITHUB_API_URL": _NOBODY,
            "GITHUB_GRAPHQL_URL": f"{base}/graphql",
            "GITHUB_TOKEN": "a token that nobody else would take",
        }
    finally:
        server.shutdown()
        server.server_close()


class _Registry(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        """Answer from the table, in JSON."""
        self._answer(ANSWERS.get(self.path.partition("?")[0]))

    def do_POST(self) -> None:
        """Answer GitHub's one question, for the repository of the paper."""
        self.rfile.read(int(self.headers["Content-Length"]))
        self._answer({"data": {"r0": _REPOSITORY}})

    def _answer(self, found: object) -> None:
        body = json.dumps(found).encode()
        self.send_response(200 if found else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - theirs
        """Say nothing on the terminal."""
