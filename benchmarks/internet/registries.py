"""The registries of the benchmarks: everything asked for is there, after a while.

GitHub's GraphQL takes a second for a hundred repositories, the others 100 ms each.
`python registries.py ADDRESS PORT`; GET /=stats says how many requests there were.
"""

from __future__ import annotations

import json
import re
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

_REPOSITORY = re.compile(r'(r\d+): repository\(owner: "([^"]+)", name: "([^"]+)"\)')
_SECONDS_A_REPOSITORY = 0.01
_SECONDS = 0.1


class Registries(BaseHTTPRequestHandler):
    """One handler for all of them; their paths do not overlap."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    requests = 0

    def do_GET(self) -> None:
        """Answer for doi.org, DataCite, arXiv, Hugging Face and Crossref."""
        if self.path == "/=stats":
            self._say(json.dumps({"requests": Registries.requests}))
            return
        time.sleep(_SECONDS)
        self._count()
        self._say(_record(unquote(self.path)))

    def do_POST(self) -> None:
        """Answer for GitHub."""
        body = self.rfile.read(int(self.headers["content-length"]))
        asked = _REPOSITORY.findall(json.loads(body)["query"])
        time.sleep(_SECONDS_A_REPOSITORY * len(asked))
        self._count()
        repositories = {
            alias: {
                "nameWithOwner": f"{owner}/{name}",
                "isArchived": False,
                "object": {"__typename": "Blob"},
            }
            for alias, owner, name in asked
        }
        self._say(json.dumps({"data": repositories}))

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _count(self) -> None:
        Registries.requests += 1

    def _say(self, text: str) -> None:
        body = text.encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _record(path: str) -> str:
    if path.startswith("/api/query"):
        ids = path.partition("id_list=")[2].partition("&")[0].split(",")
        entries = "".join(
            f"<entry><id>http://arxiv.org/abs/{one}v1</id></entry>" for one in ids
        )
        return f"<feed>{entries}</feed>"
    if path.startswith("/dois/"):
        return json.dumps({"data": {"id": path.removeprefix("/dois/")}})
    if path.startswith("/works"):
        return json.dumps({"message": {"total-results": 1}})
    if path.startswith("/api/handles/"):
        return json.dumps({"responseCode": 1, "values": []})
    return json.dumps({"id": path.split("/", 3)[-1]})


if __name__ == "__main__":
    server = ThreadingHTTPServer((sys.argv[1], int(sys.argv[2])), Registries)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    server.serve_forever()
