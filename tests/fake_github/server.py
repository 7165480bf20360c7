"""Real HTTP on loopback: the API, and git itself for clone, fetch and push."""

from __future__ import annotations

import base64
import os
import subprocess
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from .faults import LostError
from .service import Raw, Served

if TYPE_CHECKING:
    from .service import Service
    from .world import Token

_PAGES = ("info/refs", "git-upload-pack", "git-receive-pack")


class Server(ThreadingHTTPServer):
    """Serves one fake; the port is free to choose."""

    daemon_threads = True
    service: Service

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def root(self) -> str:
        """The address everything is served from."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    """Reads requests off the wire and writes answers."""

    protocol_version = "HTTP/1.1"
    # An answer goes out in one piece and at once, or every call waits 40 ms.
    wbufsize = -1
    disable_nagle_algorithm = True
    server: Server  # pyright: ignore[reportIncompatibleVariableOverride]

    def do_GET(self) -> None:
        """Answer whatever was asked."""
        try:
            body = self._body()
            served = self._git(body) or self.server.service.answer(
                Raw(self.command, self.path, self.headers, body)  # pyright: ignore[reportArgumentType] - a message is a mapping
            )
        except LostError:
            self.close_connection = True
            return
        self.send_response(served.status)
        for name, value in served.headers.items():
            self.send_header(name, value)
        if served.status != HTTPStatus.NO_CONTENT:
            self.send_header("Content-Length", str(len(served.body)))
        self.end_headers()
        self.wfile.write(served.body)
        self.wfile.flush()

    do_POST = do_PATCH = do_PUT = do_DELETE = do_GET  # noqa: N815 - the names it looks for

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has
        """Say nothing: the service remembers."""

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parts: list[bytes] = []
        while size := int(self.rfile.readline().split(b";")[0], 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(parts)

    def _git(self, body: bytes) -> Served | None:
        """Answer what git asks, at /owner/name and /owner/name.git."""
        site = self.server.service.site
        parts = urlsplit(self.path)
        names = [site.world.full_name, *site.world.former_names]
        for place in (f"/{name}{end}/" for name in names for end in (".git", "")):
            page = parts.path.removeprefix(place)
            if page in _PAGES and parts.path != page:
                return self._http_backend(page, parts.query, body)
        return None

    def _http_backend(self, page: str, query: str, body: bytes) -> Served:
        service = self.server.service
        pushes = "git-receive-pack" in (page, query.removeprefix("service="))
        with service.lock:
            login = self._pusher() if pushes else self._reader()
            if len(self.headers.get_all("Authorization") or []) > 1:
                return Served(400, {}, b"Duplicate header: Authorization")
            if login is None:
                asked = {"WWW-Authenticate": 'Basic realm="GitHub"'}
                return Served(401, asked, b"")
            before = service.site.git.refs()
            served = self._run_backend(page, query, body, login)
            service.site.git.reopen()
            service.site.refs_moved(before, login)
            return served

    def _run_backend(self, page: str, query: str, body: bytes, login: str) -> Served:
        git = self.server.service.site.git
        env = {
            **os.environ,
            "GIT_PROJECT_ROOT": str(git.path.parent),
            "GIT_HTTP_EXPORT_ALL": "1",
            "PATH_INFO": f"/{git.path.name}/{page}",
            "QUERY_STRING": query,
            "REQUEST_METHOD": self.command,
            "REMOTE_USER": login,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
        }
        command = ["git", "http-backend"]
        done = subprocess.run(command, input=body, env=env, capture_output=True)  # noqa: PLW1510 - its errors are in its answer
        head, _, content = done.stdout.partition(b"\r\n\r\n")
        lines = [line.partition(": ") for line in head.decode().split("\r\n")]
        told = {name: value for name, _, value in lines}
        status = int(told.pop("Status", "200").split()[0])
        return Served(status, told, content)

    def _reader(self) -> str | None:
        """Return who reads; a private repository opens only for those who may."""
        world = self.server.service.site.world
        token = self._token()
        if not world.private:
            return "anonymous"
        return token.login if token and token.may_read(world) else None

    def _pusher(self) -> str | None:
        """Return who pushes, if their token lets them."""
        token = self._token()
        world = self.server.service.site.world
        return token.login if token and token.may_push(world) else None

    def _token(self) -> Token | None:
        scheme, _, value = self.headers.get("Authorization", "").partition(" ")
        secret = value
        if scheme.lower() == "basic":
            secret = base64.b64decode(value).decode().partition(":")[2]
        return self.server.service.site.world.tokens.get(secret)
