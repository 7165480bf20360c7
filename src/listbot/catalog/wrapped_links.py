"""Addresses that hold another one: what mail programs and libraries make of it. No I/O.

Unlike a short address such a one says where it leads, so nobody has to be asked. A
library's proxy lets in its own members only: of no use to anybody else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from listbot.catalog import addresses

if TYPE_CHECKING:
    from collections.abc import Mapping

    from listbot.catalog.addresses import Address

_MOST: Final = 3
# Whose pages lead on to the address in one of these parameters.
_PARAMETERS_BY_SITE: Mapping[str, tuple[str, ...]] = {
    "google.com/url": ("q", "url"),
    "scholar.google.com/scholar_url": ("url",),
    "l.facebook.com/l.php": ("u",),
    "lm.facebook.com/l.php": ("u",),
    "l.instagram.com/": ("u",),
    "slack-redir.net/link": ("url",),
    "steamcommunity.com/linkfilter": ("u", "url"),
    "vk.com/away.php": ("to",),
    "link.zhihu.com/": ("target",),
    "youtube.com/redirect": ("q",),
    "out.reddit.com/": ("url",),
}
_SAFE_LINKS = ".safelinks.protection.outlook.com"
_URL_DEFENSE = re.compile(r"/v3/__(https?:/{1,2}.+?)__;")
# `www-nature-com.ezproxy.uni.example`, `www.nature.com.proxy.lib.example`.
_PROXY = re.compile(
    r"(?P<site>[a-z0-9-]+(?:\.[a-z0-9-]+)*)\."
    r"(?:[a-z0-9-]*(?:ezproxy|libproxy|webvpn)[a-z0-9-]*|proxy|idm)\.[a-z0-9.-]+"
)
_IN_ONE_LABEL = re.compile(r"[a-z0-9]+(?:--?[a-z0-9]+)+")


def unwrapped(url: str) -> str | None:
    """Return the address that an address holds, if it leads to that and nowhere else.

    What is wrapped more than once is taken out of all of it.
    """
    inner: str | None = None
    for _ in range(_MOST):
        address = addresses.parse(inner or url)
        found = _held(address) if address else None
        if found is None:
            break
        inner = found
    return inner


def _held(address: Address) -> str | None:
    found = next(filter(None, _candidates(address)), "")
    parsed = addresses.parse(found)
    return found if parsed and parsed.host != address.host else None


def _candidates(address: Address) -> tuple[str, ...]:
    return (
        *_in_parameters(address),
        _behind_url_defense(address),
        _behind_proxy(address),
    )


def _in_parameters(address: Address) -> tuple[str, ...]:
    place = f"{addresses.site(address.host)}{address.path}"
    names = _PARAMETERS_BY_SITE.get(place, ())
    is_login = address.path == "/login" and "proxy" in address.host
    if address.host.endswith(_SAFE_LINKS) or is_login:
        names = ("url", "qurl")
    return tuple(address.parameter(name) for name in names)


def _behind_url_defense(address: Address) -> str:
    found = _URL_DEFENSE.match(address.path) if "urldefense" in address.host else None
    return (
        unquote(found[1]).replace(":/", "://").replace(":///", "://") if found else ""
    )


def _behind_proxy(address: Address) -> str:
    """Undo what a library's proxy makes of a host, with dots or in one label."""
    found = _PROXY.fullmatch(address.host)
    if found is None:
        return ""
    host = found["site"]
    if _IN_ONE_LABEL.fullmatch(host):
        host = host.replace("--", "\0").replace("-", ".").replace("\0", "-")
    if "." not in host:
        return ""
    query = f"?{address.query}" if address.query else ""
    return f"https://{host}{address.path}{query}"
