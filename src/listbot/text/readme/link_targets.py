"""Where a link leads, as people write it in Markdown and in tags. No I/O."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

Fault: TypeAlias = Literal["", "empty-link", "placeholder-link", "malformed-link"]

HREF = re.compile(r"""\b(?:href|src)\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s>]+))""")
ALT = re.compile(r"""\balt\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s>]+))""")
_TITLED = re.compile(r"""(\S+)[ \t\n]+(?:"[^"]*"|'[^']*'|\([^()]*\))""")


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads, where the text for that ends, and what is wrong with it."""

    url: str
    end: int
    fault: Fault


def judged(written: str, end: int, fault: Fault) -> Target | None:
    """Say what the text between the parentheses of a link leads to."""
    url = written.strip()
    if url.startswith("<") and url.endswith(">"):
        return Target(url[1:-1], end, fault or ("" if url[1:-1] else "empty-link"))
    if not url:
        return Target("", end, "empty-link")
    if titled := _TITLED.fullmatch(url):
        return Target(titled[1], end, fault)
    parts = url.split()
    if len(parts) == 1 and not url.startswith(("[", "file:")):
        return Target(written if fault else url, end, fault)
    bare = url.strip("[]") if len(parts) == 1 else url
    if any(part.startswith(("http://", "https://")) for part in bare.split()):
        return Target(bare, end, "malformed-link")
    return Target(url, end, "placeholder-link")


def attribute(pattern: re.Pattern[str], attributes: str | None) -> str:
    """Return what an attribute of a tag says; empty where it is not there."""
    match = pattern.search(attributes or "")
    if match is None:
        return ""
    return html.unescape(next(group for group in match.groups() if group is not None))
