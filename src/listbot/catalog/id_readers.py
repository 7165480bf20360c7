"""How a reader of addresses is written: what those of all sites have in common.

A reader takes an address and returns the identifiers in it, nothing where the page is
no work. No I/O; nothing here raises.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from listbot.catalog.addresses import Address
from listbot.catalog.id_forms import Id, doi

Reader: TypeAlias = Callable[[Address], tuple[Id, ...]]


def doi_in_path(address: Address) -> tuple[Id, ...]:
    """Read the DOI that publishers put into the paths of their pages."""
    return doi(address.path)


def as_candidates(found: tuple[Id, ...]) -> tuple[Id, ...]:
    """Mark ids that were derived by a rule, for a registry to confirm."""
    return tuple(replace(one, exact=False) for one in found)


def after(name: str, address: Address) -> tuple[str, ...]:
    """Return the parts of the path that come after the part *name*."""
    parts = address.parts
    return parts[parts.index(name) + 1 :] if name in parts else ()


def behind(name: str, address: Address) -> str:
    """Return the one part right behind the part *name*, empty where there is none."""
    return "".join(after(name, address)[:1])


def last(address: Address) -> str:
    """Return the last part of the path, empty where there is none."""
    return address.parts[-1] if address.parts else ""


def stem(name: str) -> str:
    """Take the ending off the name of a page or a file."""
    return name.removesuffix(".html").removesuffix(".pdf")


def is_number(text: str) -> bool:
    """Say whether a part is a number such as sites count with."""
    return text.isascii() and text.isdecimal() and len(text) <= 12  # noqa: PLR2004 - no site counts further
