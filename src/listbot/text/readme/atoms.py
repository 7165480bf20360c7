"""What the inside of a block is made of: text, links, line ends. No I/O."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    from listbot.text.readme.link_targets import Fault, Target

AtomKind: TypeAlias = Literal[
    "text", "code", "link", "image", "newline", "break", "tag", "comment"
]


@dataclass(frozen=True, slots=True)
class Atom:
    """One piece of a block; *start* and *end* are offsets into the block's text.

    *text* is what a reader sees (of an image: its description), *url* the address of a
    link or image as written, blanks around it and inside it included. *image* is the
    address of the picture that stands in a link's place. *inner* are the offsets of a
    link's label. *bullet* is true for a line end that a nested list item follows, and
    *hard* for one that shows. *name* is that of a tag.
    """

    kind: AtomKind
    start: int
    end: int
    text: str = ""
    url: str = ""
    image: str = ""
    inner: tuple[int, int] = (0, 0)
    fault: Fault = ""
    strong: bool = False
    em: bool = False
    bullet: bool = False
    hard: bool = False
    name: str = ""


@dataclass(slots=True)
class Opener:
    """A bracket, mark or tag that waits for its other half."""

    sign: str
    start: int
    end: int
    index: int


def linked(opener: Opener, close: int, target: Target, inside: list[Atom]) -> Atom:
    """Make one atom of what stands *inside* a link or picture that ends at *close*."""
    if inside and inside[0].kind == "text" and inside[0].start == opener.start:
        inside[0] = replace(inside[0], text=inside[0].text[len(opener.sign) :])
    shown = "".join(atom.text for atom in inside if atom.kind != "comment")
    kind: AtomKind = "image" if opener.sign == "![" else "link"
    image = next((atom.url for atom in inside if atom.kind == "image"), "")
    return Atom(
        kind,
        opener.start,
        target.end,
        " ".join(shown.split()),
        target.url,
        image=image,
        inner=(opener.end, close),
        fault=target.fault,
        strong=any(atom.strong for atom in inside),
        em=any(atom.em for atom in inside),
    )


def shown(atoms: Sequence[Atom]) -> str:
    """Return what a reader sees of *atoms*, on one line, pictures left out."""
    parts = [
        " " if atom.kind in {"newline", "break"} else atom.text
        for atom in atoms
        if atom.kind not in {"image", "tag", "comment"} and not atom.image
    ]
    return " ".join("".join(parts).split())
