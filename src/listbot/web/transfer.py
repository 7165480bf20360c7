"""One reusable libcurl handle: how a request is loaded into it and an answer read."""

from __future__ import annotations

import socket
from functools import cache
from time import monotonic
from typing import TYPE_CHECKING

import pycurl

from listbot.web.doors import system_authorities
from listbot.web.requesting import Answer, Request, Trouble

if TYPE_CHECKING:
    from collections.abc import Callable

    from listbot.web.doors import Doors
    from listbot.web.guard import Guard

# A body up to this is read to its end, so that the connection can be used again.
_SWALLOWED = 16 * 1024
_FINAL = 200
_CHALLENGE = b"cf-mitigated: challenge"
_CHALLENGED = {403, 429, 503}
_PLAIN_SUCCESS = range(200, 300)
_CIPHERS = "TLS_AES_128_GCM_SHA256:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_256_GCM_SHA384"
_CURVES: int = pycurl.SSL_EC_CURVES  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType] - newer than the stubs
_RETRY_AFTER: int = pycurl.RETRY_AFTER  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType] - newer than the stubs

_TROUBLE_BY_ERROR: dict[int, Trouble] = {
    pycurl.E_COULDNT_CONNECT: "unreachable",
    pycurl.E_COULDNT_RESOLVE_HOST: "no-name-answer",
    pycurl.E_OPERATION_TIMEDOUT: "timeout",
    pycurl.E_PEER_FAILED_VERIFICATION: "tls",
    pycurl.E_SSL_CONNECT_ERROR: "tls",
    pycurl.E_SSL_CIPHER: "tls",
    pycurl.E_FILESIZE_EXCEEDED: "too-much",
    100: "too-much",  # E_TOO_LARGE, which pycurl has no name for
    pycurl.E_WRITE_ERROR: "too-much",
}
# libcurl's and OpenSSL's words change from version to version.
_CERTIFICATE_TROUBLE = {
    "expired": "its certificate has expired",
    "subject name": "its certificate is for another name",
    "self": "its certificate is signed by nobody we trust",
    "issuer": "its certificate is signed by nobody we trust",
}


class Transfer:
    """One handle of libcurl, set up once and loaded with one request after another."""

    def __init__(
        self, doors: Doors, guard: Guard, connecting: Callable[[], None]
    ) -> None:
        self.curl = pycurl.Curl()
        self.request: Request
        self._guard = guard
        self._connecting = connecting
        self._refused = ""
        self._started = 0.0
        self._headers: list[bytes] = []
        self._body: list[bytes] = []
        self._room = 0
        self._pin = ""
        self._is_plain = True
        self._is_last = False
        self._set_up(doors)

    def load(
        self,
        request: Request,
        addresses: tuple[str, ...],
        started: float,
        seconds: float,
    ) -> None:
        """Make the handle ready to send *request* to one of the vetted *addresses*."""
        self.request = request
        self._started = started
        self._refused = ""
        self._headers.clear()
        self._body.clear()
        self._room = request.keep or _SWALLOWED
        curl = self.curl
        curl.setopt(pycurl.URL, request.url)
        curl.setopt(pycurl.TIMEOUT_MS, max(1, round(seconds * 1000)))
        if request.last != self._is_last:
            self._is_last = request.last
            curl.setopt(pycurl.FORBID_REUSE, request.last)
        self._set_method(request)
        self._pin_to(request, addresses)

    def answer(self, error: int) -> Answer:
        """Read what came of the request; *error* is libcurl's number, 0 for none."""
        seconds = monotonic() - self._started
        status = self.curl.getinfo(pycurl.RESPONSE_CODE)
        complete = self._headers[-1:] == [b"\r\n"] or self._headers[-1:] == [b"\n"]
        answered = complete and status >= _FINAL
        if error == 0 and answered and status in _PLAIN_SUCCESS:
            return Answer(status=status, body=b"".join(self._body), seconds=seconds)
        if error and (self.request.keep or not answered):
            trouble, detail = self._trouble(error)
            return Answer(trouble=trouble, detail=detail, seconds=seconds)
        if not answered:
            return Answer(trouble="broken", seconds=seconds)
        return self._refusal_or_redirect(status, seconds)

    def _refusal_or_redirect(self, status: int, seconds: float) -> Answer:
        target = self.curl.getinfo_raw(pycurl.REDIRECT_URL) or b""
        wait = self.curl.getinfo(_RETRY_AFTER) if status in _CHALLENGED else 0
        return Answer(
            status=status,
            location=target.decode("utf-8", "replace"),
            retry_after=wait,
            challenged=status in _CHALLENGED
            and any(line.lower().startswith(_CHALLENGE) for line in self._headers),
            body=b"".join(self._body),
            seconds=seconds,
        )

    def _trouble(self, error: int) -> tuple[Trouble, str]:
        if self._refused:
            return "refused", self._refused
        trouble = _TROUBLE_BY_ERROR.get(error, "broken")
        if trouble == "timeout" and not self.curl.getinfo(pycurl.CONNECT_TIME):
            return "unreachable", ""
        return trouble, self._certificate_trouble() if trouble == "tls" else ""

    def _certificate_trouble(self) -> str:
        said = self.curl.errstr().lower()
        words = (words for mark, words in _CERTIFICATE_TROUBLE.items() if mark in said)
        return next(words, "no secure connection could be made")

    def _set_up(self, doors: Doors) -> None:
        curl = self.curl
        curl.setopt(pycurl.NOSIGNAL, 1)
        # No environment may send requests anywhere else.
        curl.setopt(pycurl.PROXY, "")
        curl.setopt(pycurl.NOPROXY, "*")
        curl.setopt(pycurl.NETRC, pycurl.NETRC_IGNORED)
        curl.setopt(pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS)
        curl.setopt(pycurl.FOLLOWLOCATION, 0)
        curl.setopt(pycurl.PATH_AS_IS, 1)
        curl.setopt(pycurl.USERAGENT, doors.user_agent)
        curl.setopt(pycurl.CAINFO, doors.authorities or _authorities())
        # The keys of the newest kind cost as much as the rest of a handshake.
        curl.setopt(_CURVES, "X25519:P-256:P-384:P-521")
        # What browsers prefer: as safe for a look, and a tenth of a handshake less.
        curl.setopt(pycurl.TLS13_CIPHERS, _CIPHERS)
        # Hardly any host is connected to twice; its sessions are not worth keeping.
        curl.setopt(pycurl.SSL_SESSIONID_CACHE, 0)
        # Pins are put in and taken out by hand: nothing ever grows old in there.
        curl.setopt(pycurl.DNS_CACHE_TIMEOUT, -1)
        curl.setopt(pycurl.NOBODY, 1)
        curl.setopt(pycurl.HEADERFUNCTION, self._headers.append)
        curl.setopt(pycurl.WRITEFUNCTION, self._take)
        curl.setopt(pycurl.OPENSOCKETFUNCTION, self._open_socket)

    def _set_method(self, request: Request) -> None:
        curl = self.curl
        if request.method == "HEAD" and self._is_plain:
            return
        self._is_plain = request.method == "HEAD"
        curl.unsetopt(pycurl.HTTPHEADER)  # an empty list would leave the last one
        if request.headers:
            curl.setopt(pycurl.HTTPHEADER, list(request.headers))
        if request.method == "POST":
            curl.setopt(pycurl.POST, 1)
            curl.setopt(pycurl.POSTFIELDSIZE, len(request.body))
            curl.setopt(pycurl.COPYPOSTFIELDS, request.body)
        elif request.method == "GET":
            curl.setopt(pycurl.HTTPGET, 1)
        else:
            curl.setopt(pycurl.HTTPGET, 1)
            curl.setopt(pycurl.NOBODY, 1)

    def _pin_to(self, request: Request, addresses: tuple[str, ...]) -> None:
        """Tell libcurl the addresses of the host, and to forget those before."""
        host, port = request.address.host, request.address.port
        is_literal = addresses == (host.strip("[]"),)
        pin = "" if is_literal else f"{host}:{port}"
        pins = [f"-{self._pin}"] if self._pin not in {"", pin} else []
        if pin:
            pins.append(f"{pin}:{','.join(addresses)}")
        if pins or self._pin:
            self.curl.setopt(pycurl.RESOLVE, pins)
        self._pin = pin

    def _open_socket(
        self, _purpose: int, target: tuple[int, int, int, tuple[object, ...]]
    ) -> _Lent | int:
        """Look at the address really connected to, whatever was said before."""
        family, kind, protocol, address = target
        host, *_, scope = (*address, 0) if family == socket.AF_INET else address
        if scope or not self.request.trusted:
            use = self._guard.refusal(str(host))
            if scope or use:
                self._refused = f"{host} ({use})"
                return pycurl.SOCKET_BAD
        self._connecting()
        return _Lent(family, kind, protocol)

    def _take(self, chunk: bytes) -> int:
        """Keep what is wanted of a body, and end the transfer where it is too long."""
        self._room -= len(chunk)
        if self._room < 0:
            return 0
        if self.request.keep:
            self._body.append(chunk)
        return len(chunk)


class _Lent:
    """A socket for libcurl, which makes its own duplicate at once: ours is closed."""

    def __init__(self, family: int, kind: int, protocol: int) -> None:
        self._socket = socket.socket(family, kind, protocol)

    def fileno(self) -> int:
        """Return the descriptor, for the one who duplicates it."""
        return self._socket.fileno()

    def __del__(self) -> None:
        self._socket.close()


@cache
def _authorities() -> str:
    return system_authorities()
