"""Titles of works about another work: its correction, a reply to it, a part. No I/O."""

from __future__ import annotations

import re

_KINDS = (
    r"(?:(?:author|publisher|editor)s?['’]?s? )?"
    r"(correction|corrigend(?:um|a)|errat(?:um|a)|addendum|retract(?:ion|ed)"
    r"|withdrawn|reply|response|comment(?:ary|s)?|discussion|rebuttal|rejoinder"
    r"|supplement(?:ary)?|supporting|editorial|expression of concern|re)"
    r"(?: (?:note|article|material|materials|information))?"
)
_IN_FRONT = re.compile(
    rf"[^\w]{{0,3}}{_KINDS}(?=\s*[:\])]|\s+[-–—]\s| (?:to|on|of|for)\b)", re.IGNORECASE
)
_AT_END = re.compile(rf"(?:[:\[(]|\s[-–—])\s*{_KINDS}[^\w]{{0,3}}$", re.IGNORECASE)
_LONGEST = 60
_PART = re.compile(
    r"\b(?:part|vol|volume|chapter|book|lecture|episode|paper|no)\b|^\W*(?:[ivx]+|\d{1,2})\W*$",
    re.IGNORECASE,
)


def statement(title: str) -> str:
    """Return what a readable title is to another work; empty for a work of its own."""
    found = _IN_FRONT.match(title[:_LONGEST]) or _AT_END.search(title[-_LONGEST:])
    return found[1].casefold() if found else ""


def names_part(bracket: str) -> bool:
    """Say whether what stands in a bracket tells one part of a work from the others."""
    return _PART.search(bracket) is not None
