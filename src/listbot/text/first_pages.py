"""The files of a list as they begin, before anybody has written a word. No I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from listbot.text import markdown

if TYPE_CHECKING:
    from listbot.catalog.config import Config

_LIST = """\
Entries: <!-- listbot:begin count -->0<!-- listbot:end count -->

## Contents

<!-- listbot:begin contents -->
<!-- listbot:end contents -->

<!-- listbot:begin entries -->
<!-- listbot:end entries -->
"""


def empty_readme(config: Config) -> str:
    """Return the README of a list that has none yet."""
    return f"# {markdown.inline(config.title)}\n\n{_LIST}"


def with_a_list(text: str) -> str:
    """Put a place for entries behind *text*, which stays as it is."""
    newline = "\r\n" if "\r\n" in text else "\n"
    parted = text if text.endswith("\n") else text + newline
    return parted + newline + _LIST.replace("\n", newline)


def empty_page(config: Config) -> str:
    """Return a file for sections that have none yet."""
    entries = "<!-- listbot:begin entries -->\n<!-- listbot:end entries -->\n"
    return f"# {markdown.inline(config.title)}\n\n{entries}"
