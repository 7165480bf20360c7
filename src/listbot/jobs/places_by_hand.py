"""Places that people gave entries in README by hand, taken up as data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from listbot.catalog import order
from listbot.jobs import displaced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from listbot.catalog.config import Config
    from listbot.catalog.model import Entry
    from listbot.jobs.displaced import Displaced
    from listbot.jobs.loading import ListFiles


def placed(files: ListFiles, entries: Mapping[str, Entry]) -> dict[str, Entry | None]:
    """Return the entries that change, by slug; None for one that goes.

    An entry that was taken out of the last of its sections goes. Where moved ones would
    not stay, all entries of their section carry a position.
    """
    now = {**entries}
    gone: set[str] = set()
    found = displaced.find(files)
    for each in found:
        if each.slug not in gone and each.now != each.section:
            moved = _moved(now[each.slug], each)
            now[each.slug] = moved
            gone |= {each.slug} if not moved.sections else set()
    for file, section in dict.fromkeys((each.file, each.now) for each in found):
        if section is not None:
            slugs = displaced.order_in(files, file)[section]
            own = [now[slug] for slug in dict.fromkeys(slugs) if slug not in gone]
            listed = [entry for entry in own if section in entry.sections]
            now |= _positioned(listed, section, files.config)
    return {
        slug: None if slug in gone else entry
        for slug, entry in now.items()
        if slug in gone or entry is not entries[slug]
    }


def _moved(entry: Entry, each: Displaced) -> Entry:
    """Return an entry that is listed where it stands, not where it stood."""
    wanted = [each.now if one == each.section else one for one in entry.sections]
    sections = tuple(dict.fromkeys(one for one in wanted if one is not None))
    told = {
        "position": entry.position,
        "as_written": entry.as_written,
        "followed_by": entry.followed_by,
    }
    update: dict[str, Any] = {
        name: _renamed(value, each)
        for name, value in told.items()
        if isinstance(value, Mapping)
    }
    if not isinstance(entry.position, Mapping):
        update["position"] = None
    return entry.model_copy(update={"sections": sections, **update})


def _renamed(value: Mapping[str, Any], each: Displaced) -> dict[str, Any] | None:
    """Return what is told for each section, for the sections there are now."""
    named = {
        each.now if key == each.section else key: one for key, one in value.items()
    }
    return {key: one for key, one in named.items() if key is not None} or None


def _positioned(
    entries: Sequence[Entry], section: str, config: Config
) -> dict[str, Entry]:
    """Give entries positions in the order they are in, unless they stand so anyway."""
    if order.arranged(entries, section, config.order_of(section)) == tuple(entries):
        return {}
    return {
        entry.slug: entry.model_copy(update={"position": _position(entry, section, n)})
        for n, entry in enumerate(entries, 1)
    }


def _position(entry: Entry, section: str, place: int) -> int | Mapping[str, int]:
    if len(entry.sections) == 1:
        return place
    kept = {one: entry.position_in(one) for one in entry.sections}
    known = {one: number for one, number in kept.items() if number is not None}
    return known | {section: place}
