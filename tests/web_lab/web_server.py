"""A web server that says, byte for byte, what a test wants, and counts who comes."""

import contextlib
import socket
import ssl
import struct
import threading
import time
from collections import Counter
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from typing import TypeAlias


@dataclass(frozen=True)
class Asked:
    """One request as it came in."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes = b""


Script: TypeAlias = Callable[[socket.socket, Asked], bool]
"""Answers a request; says whether the connection stays open."""


@dataclass
class WebServer:
    pages: Mapping[str, Script]
    port: int
    scheme: str = "http"
    asked: list[Asked] = field(default_factory=list[Asked])
    connections: int = 0
    in_flight: int = 0
    most_in_flight: int = 0
    times: list[float] = field(default_factory=list[float])
    lock: threading.Lock = field(default_factory=threading.Lock)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    @property
    def methods(self) -> Counter[str]:
        return Counter(asked.method for asked in self.asked)

    def answer(self, connection: socket.socket, asked: Asked) -> bool:
        path = asked.path.partition("?")[0]
        script = self.pages.get(path) or self.pages.get("*") or says(404)
        with self.lock:
            self.asked.append(asked)
            self.times.append(time.monotonic())
            self.in_flight += 1
            self.most_in_flight = max(self.most_in_flight, self.in_flight)
        try:
            return script(connection, asked)
        finally:
            with self.lock:
                self.in_flight -= 1


def says(
    status: int, body: bytes = b"a page", *, after: float = 0.0, **headers: str
) -> Script:
    """Answer like a good server; `retry_after="1"` is the header `retry-after: 1`."""

    def script(connection: socket.socket, asked: Asked) -> bool:
        time.sleep(after)
        lines = [f"HTTP/1.1 {status} Said", f"content-length: {len(body)}"]
        lines += [f"{name.replace('_', '-')}: {text}" for name, text in headers.items()]
        head = "\r\n".join([*lines, "", ""]).encode()
        connection.sendall(head if asked.method == "HEAD" else head + body)
        return True

    return script


def in_turn(*scripts: Script) -> Script:
    """Answer the first request with the first script, and so on; the last one stays."""
    left = list(scripts)

    def script(connection: socket.socket, asked: Asked) -> bool:
        now = left.pop(0) if len(left) > 1 else left[0]
        return now(connection, asked)

    return script


def by_method(**scripts: Script) -> Script:
    """Answer with the script of the method: `head=…, get=…`."""

    def script(connection: socket.socket, asked: Asked) -> bool:
        return scripts[asked.method.lower()](connection, asked)

    return script


def raw(text: bytes, *, hold: float = 0.0) -> Script:
    """Send exactly *text*, and close after *hold* seconds."""

    def script(connection: socket.socket, _: Asked) -> bool:
        connection.sendall(text)
        time.sleep(hold)
        return False

    return script


def drips(start: bytes, drop: bytes, *, pause: float = 0.05) -> Script:
    """Send *start*, and then *drop* again and again until nobody listens."""

    def script(connection: socket.socket, _: Asked) -> bool:
        connection.sendall(start)
        for piece in cycle([drop]):
            connection.sendall(piece)
            time.sleep(pause)
        return False

    return script


def hangs(seconds: float = 30.0) -> Script:
    """Take the request and say nothing until the asker hangs up."""

    def script(connection: socket.socket, _: Asked) -> bool:
        connection.settimeout(seconds)
        with contextlib.suppress(TimeoutError):
            connection.recv(1)
        return False

    return script


def resets(connection: socket.socket, _: Asked) -> bool:
    """Break the connection off without an answer."""
    linger = struct.pack("ii", 1, 0)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    return False


@contextmanager
def serving(
    pages: Mapping[str, Script],
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    tls: ssl.SSLContext | None = None,
) -> Generator[WebServer]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, port), family=family, backlog=1024) as listening:
        server = WebServer(
            pages, listening.getsockname()[1], "https" if tls else "http"
        )
        stop = threading.Event()
        thread = threading.Thread(
            target=_accept, args=(listening, server, tls, stop), daemon=True
        )
        thread.start()
        try:
            yield server
        finally:
            stop.set()
            thread.join()


def _accept(
    listening: socket.socket,
    server: WebServer,
    tls: ssl.SSLContext | None,
    stop: threading.Event,
) -> None:
    listening.settimeout(0.05)
    while not stop.is_set():
        try:
            connection, _ = listening.accept()
        except TimeoutError:
            continue
        server.connections += 1
        threading.Thread(
            target=_talk, args=(connection, server, tls), daemon=True
        ).start()


def _talk(
    connection: socket.socket, server: WebServer, tls: ssl.SSLContext | None
) -> None:
    # Whatever goes wrong on a connection ends it; the other side is what is tested.
    with contextlib.suppress(OSError), connection:
        connection.settimeout(30)
        talking = tls.wrap_socket(connection, server_side=True) if tls else connection
        with talking:
            while (asked := _read(talking)) and server.answer(talking, asked):
                pass


def _read(connection: socket.socket) -> Asked | None:
    text = b""
    while b"\r\n\r\n" not in text:
        more = connection.recv(65536)
        if not more:
            return None
        text += more
    head, _, body = text.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    method, path, _ = first.split(" ", 2)
    pairs = (line.partition(":") for line in lines)
    headers = {name.lower(): value.strip() for name, _, value in pairs}
    length = int(headers.get("content-length", "0"))
    while len(body) < length:
        body += connection.recv(65536)
    return Asked(method, path, headers, body)
