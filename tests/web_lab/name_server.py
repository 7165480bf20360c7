"""A name server that answers from a table, over UDP, and remembers its questions."""

import socket
import struct
import threading
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address

NO_SUCH_NAME = 3
BROKEN = 2
_A, _AAAA = 1, 28
SILENCE = "silence"
FAILURE = "failure"

Answers = Mapping[str, str]
"""Host to addresses with blanks between; `a | b` answers `a` first and `b` afterwards.

`SILENCE` never answers, `FAILURE` says SERVFAIL, the empty text is a name without
addresses; other hosts do not exist.
"""


@dataclass
class NameServer:
    answers: Answers
    port: int
    asked: list[str] = field(default_factory=list[str])
    times: dict[tuple[str, int], int] = field(
        default_factory=dict[tuple[str, int], int]
    )

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def reply(self, query: bytes) -> bytes | None:
        name, kind, end = _question(query)
        self.asked.append(name)
        answer = self.answers.get(name)
        if answer is None:
            return _packet(query, end, NO_SUCH_NAME, ())
        turns = [turn.strip() for turn in answer.split("|")]
        turn = self.times.get((name, kind), 0)
        self.times[name, kind] = turn + 1
        said = turns[min(turn, len(turns) - 1)]
        if said == SILENCE:
            return None
        if said == FAILURE:
            return _packet(query, end, BROKEN, ())
        version = 4 if kind == _A else 6
        packed = tuple(
            ip_address(one).packed
            for one in said.split()
            if ip_address(one).version == version and kind in {_A, _AAAA}
        )
        return _packet(query, end, 0, packed)


@contextmanager
def serving_names(
    answers: Answers, *, host: str = "127.0.0.1", port: int = 0
) -> Generator[NameServer]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listening:
        listening.bind((host, port))
        server = NameServer(answers, listening.getsockname()[1])
        thread = threading.Thread(target=_serve, args=(listening, server), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            # An empty packet ends the thread.
            listening.sendto(b"", listening.getsockname())
            thread.join()


def _serve(listening: socket.socket, server: NameServer) -> None:
    while True:
        query, sender = listening.recvfrom(4096)
        if not query:
            return
        if reply := server.reply(query):
            listening.sendto(reply, sender)


def _question(query: bytes) -> tuple[str, int, int]:
    labels: list[str] = []
    at = 12
    while length := query[at]:
        labels.append(query[at + 1 : at + 1 + length].decode("ascii"))
        at += 1 + length
    (kind,) = struct.unpack_from("!H", query, at + 1)
    return ".".join(labels).lower(), kind, at + 5


def _packet(query: bytes, end: int, code: int, packed: tuple[bytes, ...]) -> bytes:
    head = query[:2] + struct.pack("!HHHHH", 0x8180 | code, 1, len(packed), 0, 0)
    records = (
        struct.pack("!HHHIH", 0xC00C, _A if len(one) == 4 else _AAAA, 1, 0, len(one))
        + one
        for one in packed
    )
    return head + query[12:end] + b"".join(records)
