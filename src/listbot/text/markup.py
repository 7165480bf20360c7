"""What a field looks like where a list writes more than its plain text. No I/O.

Descriptions hold code and links, names of authors a raised number. The plain text is
the data; beside it an entry may keep how its maintainers write it (`markdown:`), which
is shown as long as it says the same.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from listbot.text.readme import inline

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from listbot.catalog.model import Entry
    from listbot.text.readme.inline import Atom

_NEVER = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]|<!--")


def says(markup: str, text: str, urls: Collection[str]) -> bool:
    """Say whether a line of Markdown shows *text*, and leads only to some of *urls*.

    Comments and line ends never hold: they could end what it stands in.
    """
    if _NEVER.search(markup):
        return False
    shown, leads = _read(markup)
    return " ".join(text.split()) in shown and leads <= frozenset(urls)


def of_entry(entry: Entry) -> dict[str, str]:
    """Return the Markdown that an entry's texts are shown as, by the field's key.

    What no longer says what the field does, or leads where no link of the entry does,
    is left out: the plain text counts.
    """
    urls = {link.url for link in entry.links}
    return {
        key: markup
        for key, markup in entry.markdown.items()
        if says(markup, _text(entry, key), urls)
    }


def targets(markups: Iterable[str]) -> frozenset[str]:
    """Return the addresses that the links in lines of Markdown lead to."""
    return frozenset(url for markup in markups for url in _read(markup)[1])


def _text(entry: Entry, key: str) -> str:
    value = entry.title if key == "title" else entry.fields.get(key, "")
    return value if isinstance(value, str) else ""


@lru_cache(maxsize=4096)
def _read(markup: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return what is seen, and where the links lead.

    That is the text, the text without raised numbers, or what pictures alone say.
    """
    atoms = inline.scan(markup)
    leads = frozenset(atom.url for atom in atoms if atom.kind == "link")
    pictured = " ".join(atom.text for atom in atoms if atom.kind == "image")
    text = inline.shown(atoms) or " ".join(pictured.split())
    return (text, inline.shown(_without_notes(atoms))), leads


def _without_notes(atoms: Sequence[Atom]) -> list[Atom]:
    """Leave out what is raised: `Ada Lovelace<sup>1</sup>`."""
    kept: list[Atom] = []
    raised = False
    for atom in atoms:
        if atom.kind == "tag" and atom.name in {"sup", "/sup"}:
            raised = atom.name == "sup"
        elif not raised:
            kept.append(atom)
    return kept
