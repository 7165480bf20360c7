"""Web addresses: the one parser. No I/O.

The parser of pydantic's `HttpUrl` (the WHATWG algorithm) decides what an address means,
here and where it is fetched: two parsers that disagree about a host are a way in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from sys import intern
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from pydantic_core import SchemaValidator, Url, core_schema

from listbot.catalog.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 2083
"""Characters an address may have; the bound of `HttpUrl`."""

SCHEMES = ("https://", "http://")
"""How the address of a web page begins."""

_WEB = re.compile(r"https?://[^/?#\\\s]++", re.IGNORECASE)
_LAST_PORT = 65_535
# Each of these ends or starts something in Markdown or HTML, and none belongs in an
# address unescaped (RFC 3986, appendix A).
_ESCAPED_IN_ADDRESSES = '<>"`\\'


@dataclass(frozen=True, slots=True)
class Address:
    """An address taken apart the way it will be fetched.

    *text* is what was written. *host* is lower-case and in punycode; *path*, *query*
    and *fragment* are percent-encoded ASCII, the latter two without `?` and `#`.
    """

    text: str
    scheme: str
    host: str
    port: int
    path: str
    query: str
    fragment: str

    @property
    def url(self) -> str:
        """The parser's own spelling, ASCII only: what is really asked for."""
        return str(_http_url().validate_python(self.text))

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of the path between its slashes, unescaped, without empty ones."""
        return tuple(unquote(part) for part in self.path.split("/") if part)

    def parameter(self, name: str) -> str:
        """Return the unescaped value of the first parameter *name*, or nothing."""
        for part in self.query.split("&"):
            written, _, value = part.partition("=")
            if written == name:
                return unquote(value)
        return ""


def read_address(text: str) -> Address:
    """Read the address of a web page, as somebody wrote it, without blanks around it.

    Raises ValueError with a sentence for people: what is wrong with which address.
    """
    written = text.strip()
    complaint = _complaint(written)
    address = parse(written)
    if complaint or address is None:
        raise ValueError(complaint or _no_host(written))
    return address


def parse(text: str) -> Address | None:
    """Take an address apart, or return nothing for what is no http(s) address.

    Forgiving, for lists as they are found: what `read_address` asks people to mend may
    pass here. An address with a user name or a password never does.
    """
    written = text.strip()
    is_web = written[:8].lower().startswith(SCHEMES) and len(written) <= LONGEST
    return _parsed(written) if is_web else None


def linked(text: str) -> str | None:
    """Return an address as a link leads there, a host in another script in ASCII.

    None for what is no address of the web. What cannot be asked for, as it is too long
    or holds a password, may stand on a list all the same.
    """
    text = text.strip()
    web = _WEB.match(text)
    if web is None or web[0].isascii():
        return text if web else None
    try:
        return str(Url(text))
    except ValueError:
        return None


def site(host: str) -> str:
    """Return a host without `www.` and the root's dot."""
    bare = host.rstrip(".")
    while bare.startswith("www.") and bare.count(".") > 1:
        bare = bare[4:]
    return bare or host


def is_at(host: str, domains: Iterable[str]) -> bool:
    """Say whether a host is one of some domains, or below one of them."""
    return any(host == name or host.endswith(f".{name}") for name in domains)


def archived(address: Address) -> str | None:
    """Return the address that a page of a web archive is a copy of, if it is one."""
    if not address.host.endswith("archive.org"):
        return None
    start = max(address.path.find(f"/{scheme[:-1]}") for scheme in SCHEMES)
    if start < 0:
        return None
    query = f"?{address.query}" if address.query else ""
    return (
        address.path[start + 1 :].replace(":/", "://", 1).replace("///", "//") + query
    )


@lru_cache(maxsize=4096)
def _parsed(written: str) -> Address | None:
    try:
        url = _http_url().validate_python(written)
    except ValueError:
        return None
    if url.username is not None or url.password is not None or not url.host:
        return None
    return Address(
        text=written,
        # A list has few hosts and many addresses: each is kept once.
        scheme=intern(url.scheme),
        host=intern(url.host),
        port=url.port or 0,
        path=url.path or "/",
        query=url.query or "",
        fragment=url.fragment or "",
    )


@cache
def _http_url() -> SchemaValidator:
    # What `HttpUrl` is made of; pydantic itself takes four times as long to import.
    schemes = [scheme.removesuffix("://") for scheme in SCHEMES]
    return SchemaValidator(
        core_schema.url_schema(max_length=LONGEST, allowed_schemes=schemes)
    )


def _complaint(written: str) -> str:
    """Say what is wrong with an address before anybody takes it apart, or nothing."""
    if not written:
        return "An address is missing, such as https://example.org/paper."
    if len(written) > LONGEST:
        return (
            f"{quoted(written)} has {len(written):,} characters; "
            f"an address has {LONGEST:,} at most."
        )
    if not written.lower().startswith(SCHEMES):
        return f"{quoted(written)} does not start with https:// or http://."
    return _credentials(written) or _unfit_character(written)


def _no_host(written: str) -> str:
    _, colon, port = _authority(written).rpartition(":")
    if colon and port.isdecimal() and int(port) > _LAST_PORT:
        return f"{quoted(written)} names a port beyond {_LAST_PORT}, the last one."
    return f"{quoted(written)} names no host on the web."


def _authority(written: str) -> str:
    return re.split(r"[/\\?#]", written.split("//", 1)[1], maxsplit=1)[0]


def _credentials(written: str) -> str:
    authority = _authority(written)
    if "@" not in authority:
        return ""
    # What is secret is not repeated.
    host = authority.rsplit("@", 1)[1]
    return (
        f"The address at {quoted(host)} holds a user name or a password; "
        "leave out what stands between “//” and “@”."
    )


def _unfit_character(written: str) -> str:
    for character in written:
        if character.isspace():
            return f"{quoted(written)} has a blank in it; an address has none."
        if not character.isprintable() or character in _ESCAPED_IN_ADDRESSES:
            escaped = quote(character, errors="replace")
            return (
                f"{quoted(written)} holds {quoted(character)}, "
                f"which is written as {escaped} in an address."
            )
    return ""
