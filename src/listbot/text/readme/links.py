"""The links of an entry: what they are called and where they lead. No I/O."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote

from listbot.text.readme import vocabulary
from listbot.text.readme.inline import folded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from listbot.text.readme.inline import Atom
    from listbot.text.readme.link_targets import Fault

_DEFINITION = re.compile(
    r"[ ]{0,3}\[([^\[\]]{1,999})\]:[ \t]*<?(\S+?)>?"
    r"(?:[ \t]+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?[ \t]*"
)
_LONGEST_DEFINITION = 3000
# What stands around a label: brackets, blanks, and the like.
_AROUND = " \t\n[](){}【】「」|:：,.·•"
_BADGE = re.compile(r"/badge/(?:[^/]*/)?([^/?#]+?)(?:\.svg|\.png)?(?:[?#]|$)")
# Signs that only one maker's fonts have, such as the apple of Apple's.
_OF_A_FONT = re.compile("[\ue000-\uf8ff]")
_SAYS_NOTHING = frozenset({"", "badge", "img", "image", "icon", "logo", "static badge"})


@dataclass(frozen=True, slots=True)
class ReadLink:
    """One link of an entry.

    *label* is what the reader clicks, without brackets (of a badge: what the badge
    says); *written* the target as it stands, *url* the same without the blanks that do
    not belong there, and only the first address where two were pasted. *fault* is the
    code of what is wrong with it. *start* and *end* are offsets into the entry's text;
    *part* says whether it is the title that leads there, a link of its own, or words in
    the description.
    """

    label: str
    url: str
    written: str
    fault: Fault = ""
    start: int = 0
    end: int = 0
    part: Literal["field", "title", "text"] = "field"


def find_targets(lines: Sequence[str]) -> Mapping[str, str]:
    """Return the addresses that lines like `[label]: address` define, by folded label.

    The first definition of a label counts, as in CommonMark.
    """
    targets: dict[str, str] = {}
    for line in lines:
        if "]:" in line and len(line) < _LONGEST_DEFINITION and is_target(line):
            match = _DEFINITION.fullmatch(line)
            assert match  # noqa: S101 - `is_target` has just found one
            targets.setdefault(folded(match[1]), match[2])
    return targets


def is_target(line: str) -> bool:
    """Say whether a line does nothing but define where a label leads."""
    if not line.lstrip(" ").startswith("[") or len(line) > _LONGEST_DEFINITION:
        return False
    return _DEFINITION.fullmatch(line) is not None


def read_link(atom: Atom) -> ReadLink:
    """Make a link of an atom that is one."""
    parts = atom.url.split()
    addresses = [part for part in parts if part.startswith(("http://", "https://"))]
    if atom.fault == "malformed-link" and addresses:
        url = addresses[0]
    elif atom.fault == "placeholder-link":
        url = atom.url
    else:
        url = "".join(parts)
    return ReadLink(label_of(atom), url, atom.url, atom.fault, atom.start, atom.end)


def label_of(atom: Atom) -> str:
    """Return what a link is called: its text, or what the badge in its place says."""
    label = _OF_A_FONT.sub("", atom.text).strip(_AROUND)
    if atom.image and label.casefold() in _SAYS_NOTHING:
        match = _BADGE.search(atom.image)
        said = unquote(match[1]).replace("__", "_") if match else ""
        label = said.rsplit("-", 1)[0].replace("-", " ").strip() or label
    return _closed(label)


def _closed(label: str) -> str:
    """Give back the bracket that was cut off a label: `(Deep) learning`."""
    for opening, closing in ("()", "[]"):
        missing = label.count(opening) - label.count(closing)
        if missing == 1:
            label = label + closing
        elif missing == -1:
            label = opening + label
    return label


def names_a_kind(label: str) -> bool:
    """Say whether a label names a kind of link (`Paper`, `code`), not a work.

    An address in the label's place names nothing either.
    """
    if label.lstrip().startswith(("http://", "https://", "www.")):
        return True
    words = _words(label)
    return len(words) <= _LONGEST_KIND and all(
        word in vocabulary.LINK_LABELS for word in words
    )


def begins_with_a_kind(text: str) -> bool:
    """Say whether the first word of a text names a kind of link: `Paper: …`."""
    return any(word in vocabulary.LINK_LABELS for word in _words(text)[:1])


def begins_with_a_field(text: str) -> bool:
    """Say whether the first word of a text names a field of an entry: `Notes: …`."""
    return any(word in vocabulary.FIELD_LABELS for word in _words(text)[:1])


def names_a_paper(label: str) -> bool:
    """Say whether a label stands for the paper itself: `PDF`, `arXiv`, `[Paper]`."""
    words = _words(label)
    return 0 < len(words) <= _LONGEST_KIND and words[0] in vocabulary.PAPER_LABELS


def names_the_work(label: str) -> bool:
    """Say whether a label can only be one of a work, never a title: `Paper`, `code`."""
    return all(word in vocabulary.PLAIN_LABELS for word in _words(label))


_LONGEST_KIND = 4
_WORD = re.compile(r"[^\W\d_]+")


def _words(label: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(label[:200])]
