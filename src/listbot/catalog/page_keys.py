"""The canonical key of an address: equal keys, same page. Never displayed. No I/O."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote_to_bytes

from listbot.catalog import addresses
from listbot.catalog.trackers import is_tracker

if TYPE_CHECKING:
    from listbot.catalog.addresses import Address

_DEFAULT_PORTS = (80, 443)
# What a key holds as it is, beside letters, digits and `-._~`.
_PLAIN_IN_PATH = "/:@!$&'()*+,;="
_PLAIN_IN_QUERY = "/:@!$'()*+,;=?"
_NOTHING_TO_ESCAPE = re.compile(r"[A-Za-z0-9\-._~/:@!$'()*+,;=]*")


def key(url: str) -> str:
    """Return the canonical key of an address: equal keys, same page. Never displayed.

    Off are scheme, `www.`, a default port, closing slashes, tracking parameters, the
    order of parameters and a fragment, unless it is a route of the page's own (`#/…`,
    `#!…`). Works without a scheme too, so that the key of a key is the key; what is no
    address is its own key.
    """
    written = url.strip()
    has_scheme = written.lower().startswith(addresses.SCHEMES)
    address = addresses.parse(written if has_scheme else f"https://{written}")
    return key_of(address) if address else written


def key_of(address: Address) -> str:
    """Return the canonical key of a parsed address; see `key`."""
    port = "" if address.port in _DEFAULT_PORTS else f":{address.port}"
    query = "&".join(sorted(_same(part, _PLAIN_IN_QUERY) for part in _own(address)))
    route = address.fragment if address.fragment.startswith(("/", "!")) else ""
    return (
        addresses.site(address.host)
        + port
        + _same_path(address.path)
        + (f"?{query}" if query else "")
        + (f"#{route}" if route else "")
    )


def _own(address: Address) -> list[str]:
    """Return the parameters of an address that are not tracking."""
    if not address.query:
        return []
    parts = address.query.split("&")
    return [part for part in parts if part and not is_tracker(part, address.host)]


def _same_path(path: str) -> str:
    """Spell a path in one way: escapes only where needed, no empty or closing parts."""
    parts = [part for part in _same(path, _PLAIN_IN_PATH).split("/") if part]
    return "".join(f"/{part}" for part in parts)


def _same(text: str, plain: str) -> str:
    if _NOTHING_TO_ESCAPE.fullmatch(text):
        return text
    return quote(unquote_to_bytes(text), safe=plain)
