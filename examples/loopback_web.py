"""A web of our own for the demo: every page of the example list, on this machine.

One page is gone, one has moved for good, one shows itself to no robot.
"""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

GONE = "/github.com/mahmoodlab/UNI"
MOVED = "/github.com/mahmoodlab/CONCH"
SHUT = "/www.nature.com/articles/s41591-024-02857-3"
_NEW = "/github.com/mahmoodlab/CONCH-2"
_ADDRESS = re.compile(r"https?://(?=[\w.-]+/)")


class _Pages(BaseHTTPRequestHandler):
    """Answers for every host of the list; the path begins with its name."""

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        if self.path.startswith("/wayback/available"):
            copy = "http://web.archive.org/web/2025/https:/" + GONE
            closest = {"available": True, "status": "200", "url": copy}
            self._say(200, json.dumps({"archived_snapshots": {"closest": closest}}))
        elif self.path == MOVED:
            self._say(301, location=_NEW)
        else:
            self._say({GONE: 404, SHUT: 403}.get(self.path, 200))

    def log_message(self, format: str, *words: object) -> None:  # noqa: A002
        """Say nothing: the demo shows what listbot says."""

    def _say(self, status: int, text: str = "a page", *, location: str = "") -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        if location:
            self.send_header("Location", location)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)


@contextmanager
def serving() -> Generator[str]:
    """Serve it, and give its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def lead_there(repo: Path, web: str) -> None:
    """Let the links of a list lead to the web at *web*."""
    for file in (repo / "entries").rglob("*.yml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(_ADDRESS.sub(f"{web}/", text), encoding="utf-8")
