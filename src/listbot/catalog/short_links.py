"""Addresses that stand for others: where they lead is not in them. No I/O."""

from __future__ import annotations

from listbot.catalog import addresses

_HOSTS = frozenset(
    """
    amzn.to bit.do bit.ly buff.ly cutt.ly dlvr.it dub.sh fb.me git.io go.nature.com
    goo.gl ift.tt is.gd j.mp lnkd.in ow.ly rb.gy rdcu.be rebrand.ly s.id shorturl.at
    t.co t.ly tiny.cc tiny.one tinyurl.com trib.al urlz.fr v.gd wp.me
    """.split()  # noqa: SIM905 - words are easier to read than a list of strings
)


def is_short(url: str) -> bool:
    """Say whether an address is one of a service that shortens addresses.

    Such an address says nothing about the work: anybody may let it lead anywhere, and
    its owner may change where.
    """
    address = addresses.parse(url)
    return bool(address) and addresses.site(address.host) in _HOSTS
