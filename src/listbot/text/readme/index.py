"""READMEs that are only an index of the files with the entries. No I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from listbot.text.readme import inline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from listbot.text.readme.blocks import Block
    from listbot.text.readme.shapes.found import Found

_FEWEST = 3
# Topics and years are short; titles of works are not.
_LONGEST_TOPIC = 5.0
_BLOB = "/blob/"


def find_files(blocks: Iterable[Block], lines: Sequence[str]) -> tuple[str, ...]:
    """Return the Markdown files that the lists of a README lead to.

    Empty unless most links of its lists do, and are called what topics are called.
    Paths are as written; of an address on GitHub, what comes after the branch.
    """
    links = [link for block in blocks for link in _links(block, lines)]
    files = [(label, path) for label, path in links if path]
    if len(files) < _FEWEST or len(files) * 2 <= len(links):
        return ()
    words = sum(len(label.split()) for label, _ in files) / len(files)
    return tuple(dict.fromkeys(path for _, path in files)) * (words < _LONGEST_TOPIC)


def file_of(url: str) -> str:
    """Return the path of the Markdown file an address leads to, empty for another."""
    path = url.partition("#")[0].partition("?")[0]
    if not path.lower().endswith((".md", ".markdown", ".rst")):
        return ""
    if "://" not in path:
        return unquote(path).removeprefix("./")
    _, blob, rest = path.partition(_BLOB)
    return unquote(rest.partition("/")[2]) if blob and "github.com/" in path else ""


def without_topics(
    files: Sequence[str], found: Sequence[Sequence[Found]]
) -> list[list[Found]]:
    """Leave out what only leads to files; all, where a README is nothing but an index.

    It is when few entries are left beside many files.
    """
    kept = [[each for each in own if not _is_topic(each)] for own in found]
    if sum(map(len, kept)) * _FEWEST < len(files):
        return [[] for _ in kept]
    return kept


def _is_topic(found: Found) -> bool:
    """Say whether something that looks like an entry only leads to files."""
    addresses = [link for link in found.facts.links if not link.url.startswith("#")]
    return sum(bool(file_of(link.url)) for link in addresses) * 2 > len(addresses)


def _links(block: Block, lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    if block.kind != "list":
        return
    for line in range(block.first, block.last + 1):
        text = lines[line - 1]
        for atom in inline.scan(text) if "](" in text else ():
            if atom.kind == "link" and not atom.url.startswith("#"):
                yield atom.text, file_of(atom.url)
