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
_MOST_TRACES = 3


@dataclass(frozen=True)
class Known:
    """Listed entries and proposed ones, in a fixed order.

    *issues* are those of the proposals, which come last. *links* holds the lower-case
    addresses and ids of all, those of the entry at place n from *starts*[n] on.
    """

    entries: tuple[Entry, ...]
    issues: tuple[int, ...]
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
    proposed = tuple(proposals)
    every = (*entries, *(entry for _, entry in proposed))
    starts: list[int] = []
    texts: list[str] = []
    length = 0
    for entry in every:
        starts.append(length)
        text = "\n".join([*(link.url for link in entry.links), *entry.ids.values(), ""])
        texts.append(text.lower())
        length += len(texts[-1])
    return Known(
        entries=every,
        issues=tuple(issue for issue, _ in proposed),
        main_kinds=tuple(main_kinds),
        titles=title_index.index_of(entry.title for entry in every),
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
        places.update(_places_of(found, among))
    for place in sorted(places):
        proposal = place - (len(among.entries) - len(among.issues))
        issue = among.issues[proposal] if proposal >= 0 else None
        yield work_of(among.entries[place], among.main_kinds, issue=issue)


def _places_of(found: Id, among: Known) -> Iterator[int]:
    """Find the places that may have an id: those with its rarest trace."""
    trace = min(_traces(found), key=among.links.count)
    if not trace:
        yield from range(len(among.entries))
        return
    start = among.links.find(trace)
    while start >= 0:
        end = start + len(trace)
        # `bench-5` is not `bench-57`: a number that goes on is another one.
        if found.scheme == "pii" or not among.links[end - 1 : end + 1].isdecimal():
            yield bisect_right(among.starts, start) - 1
        start = among.links.find(trace, start + 1)


def _traces(found: Id) -> list[str]:
    """Return what every address with this id has in it, however it is spelt.

    Each of them is in all such addresses; the longest come first.
    """
    value = found.value.lower()
    if found.scheme == "pii":
        return [value[-6:-1]]  # the part that a DOI does not put a mark into
    if found.scheme == "doi":
        value = value.partition("/")[2]
    if found.scheme == PAGE:
        value = _without_punycode(value)
    split = _EXCHANGED if found.scheme == "pypi" else _ESCAPED
    pieces = sorted({*split.split(value)}, key=lambda piece: (-len(piece), piece))
    return pieces[:_MOST_TRACES]


def _without_punycode(key: str) -> str:
    host, slash, path = key.partition("/")
    written = [label for label in host.split(".") if not label.startswith("xn--")]
    return " ".join(written) + slash + path
