"""What goes through the door and what comes back: requests and answers. No I/O."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from listbot.catalog.addresses import Address
    from listbot.web.names import Missing

Method: TypeAlias = Literal["HEAD", "GET", "POST"]
Trouble: TypeAlias = Literal[
    "",
    "no-such-name",  # the name service says so
    "no-address",  # the name is there, without an address
    "no-name-answer",  # the name service fails, or is silent
    "refused",  # by the address guard
    "refused-port",  # by the guard too: another service than the web listens there
    "unreachable",  # nobody takes the connection
    "timeout",  # connected, and then silence
    "tls",  # no certificate that can be trusted
    "broken",  # the connection ends, or what comes is not HTTP
    "too-much",  # headers or a body beyond all measure
]


@dataclass(slots=True, eq=False, kw_only=True)
class Request:
    """One request; *seconds* cover all of it, from the name to the last byte.

    *keep* is how many bytes of the body are wanted (more than that is trouble); with 0
    the answer is complete with its headers. *trusted* lets registries stand at any
    address, and is for base addresses of the configuration alone. The connection is
    kept for another request unless this is the *last* one. *queue* and *owner* are
    whatever the asker wants to find again with the answer.
    """

    address: Address
    method: Method
    seconds: float
    queue: str = ""
    owner: object = None
    headers: tuple[str, ...] = ()
    body: bytes = b""
    keep: int = 0
    trusted: bool = False
    last: bool = False

    @property
    def url(self) -> str:
        """The address as its one parser spells it, without the fragment."""
        return spelt(self.address)


class Answer(NamedTuple):
    """What came back: a final status (never 1xx), or trouble and its detail.

    *location* is absolute; *retry_after* is in seconds, as the host wants it;
    *challenged* says that the host wants to see a browser.
    """

    status: int = 0
    trouble: Trouble = ""
    detail: str = ""
    location: str = ""
    retry_after: int = 0
    challenged: bool = False
    body: bytes = b""
    seconds: float = 0.0


_UNRESOLVED: dict[Missing, Trouble] = {
    "no-such-name": "no-such-name",
    "no-address": "no-address",
    "no-answer": "no-name-answer",
}


def unresolved(missing: Missing) -> Answer:
    """Return the answer of a host that has no address to ask."""
    return Answer(trouble=_UNRESOLVED[missing])


def spelt(address: Address) -> str:
    """Return the address put together from its parts: what is really asked for."""
    default = 443 if address.scheme == "https" else 80
    port = "" if address.port == default else f":{address.port}"
    query = f"?{address.query}" if address.query else ""
    return f"{address.scheme}://{address.host}{port}{address.path}{query}"


def literal(host: str) -> str:
    """Return the numeric address that a host is, without brackets, or nothing.

    The parser of addresses has already brought every notation into the usual one.
    """
    if host.startswith("["):
        return host.strip("[]")
    return host if host[-1:].isdigit() and host.replace(".", "").isdigit() else ""
