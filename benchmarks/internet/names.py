"""A name server: every name has an address in 127/8, told after some milliseconds.

`python names.py ADDRESS MILLISECONDS`, on port 53.
"""

import asyncio
import socket
import struct
import sys
from zlib import crc32

_A = 1
_LIFETIME = 300


class Names(asyncio.DatagramProtocol):
    """Answers each question by itself, however many are waiting."""

    def __init__(self, delay: float) -> None:
        self._delay = delay

    def connection_made(self, transport: asyncio.DatagramTransport) -> None:
        """Keep what to answer through."""
        self._transport = transport
        # A burst of a thousand questions must not be lost: it is not names we measure.
        listening = transport.get_extra_info("socket")
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 22)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """Answer in a while."""
        loop = asyncio.get_running_loop()
        loop.call_later(self._delay, self._transport.sendto, reply(data), addr)


def address_of(name: str) -> str:
    """Return the address that everybody gets for this name."""
    number = crc32(name.lower().encode())
    return f"127.{10 + number % 200}.{number >> 8 & 255}.{1 + (number >> 16) % 250}"


def reply(query: bytes) -> bytes:
    """Return the answer to one question; only A records exist."""
    labels: list[str] = []
    at = 12
    while length := query[at]:
        labels.append(query[at + 1 : at + 1 + length].decode("ascii", "replace"))
        at += 1 + length
    (kind,) = struct.unpack_from("!H", query, at + 1)
    question = query[12 : at + 5]
    head = query[:2] + struct.pack("!HHHHH", 0x8180, 1, int(kind == _A), 0, 0)
    if kind != _A:
        return head + question
    packed = bytes(map(int, address_of(".".join(labels)).split(".")))
    return head + question + struct.pack("!HHHIH", 0xC00C, _A, 1, _LIFETIME, 4) + packed


async def _serve(address: str, delay: float) -> None:
    loop = asyncio.get_running_loop()
    await loop.create_datagram_endpoint(lambda: Names(delay), (address, 53))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_serve(sys.argv[1], float(sys.argv[2]) / 1000))
