"""The entries a work is looked for among, ready to be asked. No I/O.

Nothing is read before it is asked for: a cheap look over all titles and all addresses
picks the few entries that are worth an exact comparison. So one submission costs the
same few milliseconds whether or not somebody made an index before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from listbot.catalog import title_index
from listbot.catalog.works import PAGE, Work, work_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from listbot.catalog.ids import Id
    from listbot.catalog.model import Entry
    from listbot.catalog.title_index import TitleIndex

# An address may spell these in two ways: escaped or not, or one for the other.
_ESCAPED = re.compile(r"%[0-9a-f]{2}|[^a-z0-9._~-]")
_EXCHANGED = re.compile(r"[^a-z0-9]")
_LONGEST_TRACE = 60


@dataclass(frozen=True)
class Known:
    """Listed entries and proposed ones (with their issue), in a fixed order.

    *links* holds the lower-case addresses and ids of all of them, those of the entry at
    place n from *starts*[n] on.
    """

    entries: tuple[tuple[Entry, int | None], ...]
    main_kinds: tuple[str, ...]
    titles: TitleIndex
    links: str
    starts: tuple[int, ...]


def known(
    entries: Iterable[Entry],
    *,
    main_kinds: Collection[str] = (),
    proposals: Iterable[tuple[int, Entry]] = (),
) -> Known:
    """Make entries ready, with those that are proposed in open issues.

    *main_kinds* are the kinds of link that are the work itself (`works.main_kinds`).
    """
    listed = [(entry, None) for entry in entries]
    every = (*listed, *((entry, issue) for issue, entry in proposals))
    starts: list[int] = []
    texts: list[str] = []
    length = 0
    for entry, _ in every:
        starts.append(length)
        text = "\n".join([*(link.url for link in entry.links), *entry.ids.values(), ""])
        texts.append(text.lower())
        length += len(texts[-1])
    return Known(
        entries=every,
        main_kinds=tuple(main_kinds),
        titles=title_index.index_of(entry.title for entry, _ in every),
        links="".join(texts),
        starts=tuple(starts),
    )


def worth_comparing(candidate: Work, among: Known) -> Iterator[Work]:
    """Yield every known work that may share an id or a title with *candidate*.

    In the order they are known in; some of them share neither.
    """
    near = title_index.nearest(candidate.title, among.titles, limit=len(among.entries))
    places = {one.place for one in near}
    for found in candidate.names | candidate.mentions:
        places.update(_places_with(_trace(found), among))
    for place in sorted(places):
        entry, issue = among.entries[place]
        yield work_of(entry, among.main_kinds, issue=issue)


def _places_with(trace: str, among: Known) -> Iterator[int]:
    """Find the places whose addresses or ids hold *trace*."""
    start = among.links.find(trace)
    while 0 <= start < len(among.links):
        place = bisect_right(among.starts, start) - 1
        yield place
        following = among.starts[place + 1 : place + 2] or (len(among.links),)
        start = among.links.find(trace, following[0])


def _trace(found: Id) -> str:
    """Return what every address with this id has in it, however it is spelt."""
    value = found.value.lower()
    if found.scheme == "pii":
        return value[1:5]  # in a DOI, a dash follows the first half of the ISSN
    if found.scheme == PAGE:
        value = _without_punycode(value)
    split = _EXCHANGED if found.scheme == "pypi" else _ESCAPED
    return max(split.split(value), key=len)[:_LONGEST_TRACE]


def _without_punycode(key: str) -> str:
    host, slash, path = key.partition("/")
    written = [label for label in host.split(".") if not label.startswith("xn--")]
    return " ".join(written) + slash + path
