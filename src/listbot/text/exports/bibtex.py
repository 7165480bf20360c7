r"""BibTeX, in UTF-8. No I/O.

BibTeX counts braces even behind a backslash, so a brace of a title is written by name;
`%`, `&`, `#`, `_` and `$` mean something to TeX and get a backslash.
Source: BibTeXing (Patashnik, 1988), and "Special characters" of Tame the BeaST.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from listbot.text import characters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from listbot.text.exports.works import Shelf, Work

_TYPE_BY_KIND = {
    "journal": "article",
    "conference": "inproceedings",
    "workshop": "inproceedings",
    "book": "book",
}
_PLACE_BY_TYPE = {
    "article": "journal",
    "inproceedings": "booktitle",
    "book": "publisher",
}
_MONTHS = [
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
]
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
    }
)
# Addresses are written as they are, but for what would end the value.
_URL = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})


def write(shelf: Shelf) -> str:
    """Write one BibTeX entry for each work; its key is the entry's slug."""
    return "\n".join(_entry(work) for work in shelf.works)


def _entry(work: Work) -> str:
    type_ = _TYPE_BY_KIND.get(work.kind, "misc")
    rows = [f"  {name} = {value}," for name, value in _fields(work, type_)]
    return "\n".join([f"@{type_}{{{work.entry.slug},", *rows, "}", ""])


def _fields(work: Work, type_: str) -> Iterator[tuple[str, str]]:
    # The second pair of braces keeps the capitals of the title.
    yield "title", f"{{{{{tex(work.title)}}}}}"
    if work.authors:
        yield "author", f"{{{' and '.join(map(_name, work.authors))}}}"
    if work.venue:
        yield _PLACE_BY_TYPE.get(type_, "howpublished"), f"{{{tex(work.venue)}}}"
    if work.date is not None:
        yield "year", f"{{{work.date.year}}}"
        if work.date.month is not None:
            yield "month", _MONTHS[work.date.month - 1]
    ids = work.entry.ids
    if "doi" in ids:
        yield "doi", f"{{{ids['doi'].translate(_URL)}}}"
    if "arxiv" in ids:
        yield "eprint", f"{{{ids['arxiv'].translate(_URL)}}}"
        yield "archiveprefix", "{arXiv}"
    if work.url:
        yield "url", f"{{{work.url.translate(_URL)}}}"


def _name(name: str) -> str:
    """Write one author; a name with “and” in it would be two without its braces."""
    written = tex(name)
    return f"{{{written}}}" if " and " in f" {name.casefold()} " else written


def tex(text: str) -> str:
    """Write a text so that TeX shows it as it is."""
    return characters.clean(text).translate(_TEX)
