"""The files of a list as they begin, before anybody has written a word. No I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from listbot.text import markdown

if TYPE_CHECKING:
    from listbot.catalog.config import Config


def empty_readme(config: Config) -> str:
    """Return the README of a list that has none yet."""
    counted = "<!-- listbot:begin count -->0<!-- listbot:end count -->"
    return "\n".join(
        [
            f"# {markdown.inline(config.title)}",
            "",
            f"Entries: {counted}",
            "",
            "## Contents",
            "",
            "<!-- listbot:begin contents -->",
            "<!-- listbot:end contents -->",
            "",
            "<!-- listbot:begin entries -->",
            "<!-- listbot:end entries -->",
            "",
        ]
    )


def empty_page(config: Config) -> str:
    """Return a file for sections that have none yet."""
    entries = "<!-- listbot:begin entries -->\n<!-- listbot:end entries -->\n"
    return f"# {markdown.inline(config.title)}\n\n{entries}"
