"""The address guard: which addresses and ports are ever connected to. No I/O.

One explicit table (IANA's special-purpose registries, RFC 6890), because the answers of
`ipaddress` change from one Python to the next and let 6to4 relays and multicast pass.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

Network: TypeAlias = IPv4Network | IPv6Network

_SPECIAL_IPV4 = {
    IPv4Network("0.0.0.0/8"): "this network",
    IPv4Network("10.0.0.0/8"): "a private network",
    IPv4Network("100.64.0.0/10"): "a provider's inner network",
    IPv4Network("127.0.0.0/8"): "the own machine",
    IPv4Network("169.254.0.0/16"): "the local link",
    IPv4Network("172.16.0.0/12"): "a private network",
    IPv4Network("192.0.0.0/24"): "protocol assignments",
    IPv4Network("192.0.2.0/24"): "documentation",
    IPv4Network("192.31.196.0/24"): "a sink of name servers",
    IPv4Network("192.52.193.0/24"): "multicast relays",
    IPv4Network("192.88.99.0/24"): "6to4 relays",
    IPv4Network("192.168.0.0/16"): "a private network",
    IPv4Network("192.175.48.0/24"): "a sink of name servers",
    IPv4Network("198.18.0.0/15"): "benchmarks",
    IPv4Network("198.51.100.0/24"): "documentation",
    IPv4Network("203.0.113.0/24"): "documentation",
    IPv4Network("224.0.0.0/4"): "multicast",
    IPv4Network("240.0.0.0/4"): "future use",
}
# Everything outside of it is local, multicast, translated or not given out at all.
_GLOBAL_IPV6 = IPv6Network("2000::/3")
_SPECIAL_IPV6 = {
    IPv6Network("2001::/23"): "protocol assignments",
    IPv6Network("2001:db8::/32"): "documentation",
    IPv6Network("2002::/16"): "6to4 relays",
    IPv6Network("2620:4f:8000::/48"): "a sink of name servers",
    IPv6Network("3fff::/20"): "documentation",
}


# Where other services than the web listen: browsers open none of these, because what
# is sent there could be taken for mail, a command or a print (Fetch standard, 2.9).
_NOT_THE_WEBS = frozenset(
    (
        *(0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77),
        *(79, 87, 95, 101, 102, 103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135),
        *(137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531),
        *(532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720),
        *(1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667),
        *(6668, 6669, 6679, 6697, 10080),
    )
)


@dataclass(frozen=True, slots=True)
class Guard:
    """Lets public addresses pass, and those of the networks *allowed* by hand."""

    allowed: tuple[Network, ...] = ()

    @classmethod
    def letting(cls, networks: Iterable[str]) -> Guard:
        """Return a guard that lets *networks* (`127.0.0.0/8`, `::1`) pass as well.

        Raises ValueError for what is no network.
        """
        return cls(tuple(ip_network(written.strip()) for written in networks))

    @property
    def allows_ipv6(self) -> bool:
        """Say whether IPv6 addresses pass that lead nowhere but here."""
        return any(isinstance(network, IPv6Network) for network in self.allowed)

    def refusal(self, address: str) -> str | None:
        """Say what a numeric address is reserved for, or nothing if it may be asked.

        An IPv4 address inside an IPv6 one (`::ffff:10.0.0.1`) is judged as IPv4; one
        with a scope (`fe80::1%eth0`) and what is no address at all never pass.
        """
        return _refusal(address, self.allowed)


def is_for_the_web(port: int) -> bool:
    """Say whether web pages may be asked for at a port, as browsers see it."""
    return port not in _NOT_THE_WEBS


@lru_cache(maxsize=4096)
def _refusal(written: str, allowed: tuple[Network, ...]) -> str | None:
    address = _unwrapped(written)
    if address is None:
        return "nothing on the public internet"
    if any(address in network for network in allowed):
        return None
    if isinstance(address, IPv4Address):
        return _reserved_for(address, _SPECIAL_IPV4)
    if address not in _GLOBAL_IPV6:
        return "nothing on the public internet"
    return _reserved_for(address, _SPECIAL_IPV6)


def _unwrapped(written: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(written)
    except ValueError:
        return None
    if isinstance(address, IPv4Address):
        return address
    return None if address.scope_id else address.ipv4_mapped or address


def _reserved_for(
    address: IPv4Address | IPv6Address,
    special: dict[IPv4Network, str] | dict[IPv6Network, str],
) -> str | None:
    uses = (use for network, use in special.items() if address in network)
    return next(uses, None)
