"""Which links go together: always whole hosts, so that every host keeps its pace.

No I/O, and the same answer on every machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

from listbot.catalog import addresses

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


def shard(links: Iterable[str], number: int, of: int) -> tuple[str, ...]:
    """Return the part *number* (from 1) *of* so many, in the order of *links*.

    All links of a host, with and without `www.`, are in the same part, whatever else is
    in the list.
    """
    return tuple(url for url in links if crc32(_host(url).encode()) % of == number - 1)


def spread(
    links_by_group: Mapping[str, Sequence[str]], workers: int
) -> tuple[tuple[str, ...], ...]:
    """Deal groups of links out so that the *workers* have about as much to do each.

    The largest group goes first, to whoever has the least; nobody gets nothing.
    """
    piles: list[list[str]] = [[] for _ in range(workers)]
    for group in sorted(links_by_group.values(), key=len, reverse=True):
        min(piles, key=len).extend(group)
    return tuple(tuple(pile) for pile in piles if pile)


def _host(url: str) -> str:
    address = addresses.parse(url)
    return addresses.site(address.host) if address else url
