"""Texts in the configuration that have to be more than text. No I/O."""

from __future__ import annotations

import re
import warnings
from typing import Annotated, TypeAlias

from pydantic import AfterValidator

from listbot.catalog.wording import did_you_mean, listed, quoted

# What no file system minds, and nothing that could end a path or hide in it.
_FILE = re.compile(r"[^\x00-\x1f\x7f-\x9f\\:*?\"<>|]{1,200}")

MARKDOWN = (".md", ".markdown")
"""How the names of Markdown files end."""

STYLES = ("card", "line", "table", "link")
"""The styles that need no template of the maintainer's own."""


def _style(name: str) -> str:
    if name not in STYLES and "/" not in name and "." not in name:
        meant = did_you_mean(name, STYLES)
        message = (
            f"{quoted(name)} is no style. There are {listed(STYLES, last='and')}, or "
            f"write the path of a template. {meant}"
        )
        raise ValueError(message.strip())
    return name if name in STYLES else _file(name)


def _file(path: str) -> str:
    parts = path.split("/")
    if {"", ".", "..", ".git"} & set(map(str.lower, parts)) or not _FILE.fullmatch(
        path
    ):
        message = (
            f"{quoted(path)} is no path inside the repository. Write it from the top, "
            "such as docs/README.md."
        )
        raise ValueError(message)
    return path


def _pattern(pattern: str) -> str:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what later versions may read otherwise
            re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        message = f"{quoted(pattern)} is no regular expression: {error}."
        raise ValueError(message) from None
    return pattern


def _page(path: str) -> str:
    if not _file(path).lower().endswith(MARKDOWN):
        message = (
            f"{quoted(path)} is no Markdown file. Name one that ends in .md, such as "
            "papers/vision.md."
        )
        raise ValueError(message)
    return path


Style: TypeAlias = Annotated[str, AfterValidator(_style)]
"""The name of a built-in style, or the path of a template in the repository."""

File: TypeAlias = Annotated[str, AfterValidator(_file)]
"""A path inside the repository, from its top."""

Page: TypeAlias = Annotated[str, AfterValidator(_page)]
"""The path of a Markdown file inside the repository, from its top."""

Pattern: TypeAlias = Annotated[str, AfterValidator(_pattern)]
"""A regular expression of Python's."""
