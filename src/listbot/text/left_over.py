"""Links that a style has no place for: written behind an entry, never lost. No I/O."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from listbot.text import markdown

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONE_DASH = re.compile(r"\|[ \t]*[-–—]\Z")
_ROW_END = re.compile(r"\s*\|?\s*\Z")
_TAGS_END = re.compile(r"(?:\s|<br ?/?>|</[a-zA-Z]{1,10}>)*\Z")
_LINE_END = re.compile(r"(?:\s|\\|<br ?/?>)*\Z")
# What stands around an address; the empty text is the end of an entry.
_BEFORE = ("(", '"', "'", "<", ">", " ", "\n", "")
_AFTER = (")", '"', "'", "<", ">", " ", "\n", "")
_FENCES = ("```", "~~~")


def with_links(
    text: str, links: Iterable[tuple[str, str]], *, in_html: bool = False
) -> str:
    """Return an entry's *text* with those of its *links* that it does not show yet.

    Links are kind and address, both ready to be written. They stand at the end: in the
    last cell of a row, before tags that close, before a hard break.
    """
    lacking = [(kind, url) for kind, url in dict.fromkeys(links) if not _in(text, url)]
    if not lacking:
        return text
    written = " ".join(_link(kind, url, in_html=in_html) for kind, url in lacking)
    place = _place(text)
    before, after = text[:place], text[place:]
    if after.lstrip().startswith("|"):
        # A dash says that there is nothing.
        before = _LONE_DASH.sub("|", before)
        after = f" {after.lstrip()}"
    if before.rpartition("\n")[2].lstrip().startswith(_FENCES):
        return f"{before}\n\n{written}{after}"
    return f"{before} {written}{after}"


def _in(text: str, url: str) -> bool:
    """Say whether a text leads to an address, and not just to a longer one."""
    return any(_stands(text, form) for form in {url, url.replace("'", "%27")})


def _stands(text: str, url: str) -> bool:
    start = text.find(url)
    while start >= 0:
        end = start + len(url)
        if text[start - 1 : start] in _BEFORE and text[end : end + 1] in _AFTER:
            return True
        start = text.find(url, start + 1)
    return False


def _place(text: str) -> int:
    """Return where links may be added: before what only ends an entry."""
    first = text.lstrip()[:1]
    end = {"|": _ROW_END, "<": _TAGS_END}.get(first, _LINE_END).search(text)
    return end.start() if end else len(text)


def _link(kind: str, url: str, *, in_html: bool) -> str:
    if in_html:
        return f'<a href="{url}">{markdown.in_html(kind)}</a>'
    return f"[{kind}]({url})"
