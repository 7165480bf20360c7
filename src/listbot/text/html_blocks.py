"""Where HTML begins and ends among the blocks of a Markdown text. No I/O.

The seven start and end conditions of CommonMark 0.31, section 4.6. Every pattern takes
time linear in the line it reads.
"""

from __future__ import annotations

import re

# A block that only a blank line ends.
UNTIL_BLANK = re.compile(r"(?!)")

_RAW = re.compile(r"<(?:pre|script|style|textarea)(?=[\s>]|\Z)", re.IGNORECASE)
_RAW_END = re.compile(r"</(?:pre|script|style|textarea)>", re.IGNORECASE)
_END_BY_START = (
    ("<!--", re.compile("-->")),
    ("<?", re.compile(r"\?>")),
    ("<![CDATA[", re.compile("]]>")),
)
_DECLARATION = re.compile(r"<![A-Za-z]")
_DECLARATION_END = re.compile(">")
_BLOCK_TAG = re.compile(
    "</?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|"
    "colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|"
    "frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|"
    "nav|noframes|ol|optgroup|option|p|param|search|section|source|summary|table|tbody|"
    r"td|tfoot|th|thead|title|tr|track|ul)(?=[\s>]|/>|\Z)",
    re.IGNORECASE,
)
_ATTRIBUTE = (
    r"""\s++[A-Za-z_:][\w.:-]*+(?:\s*+=\s*+(?:[^\s"'=<>`]++|'[^']*+'|"[^"]*+"))?+"""
)
_LONE_TAG = re.compile(
    rf"<[A-Za-z][A-Za-z0-9-]*+(?:{_ATTRIBUTE})*+\s*+/?>\s*+\Z"
    r"|</[A-Za-z][A-Za-z0-9-]*+\s*+>\s*+\Z"
)


def html_end(content: str, *, in_paragraph: bool) -> re.Pattern[str] | None:
    """Return what ends the HTML block that *content* opens; None if it opens none."""
    if not content.startswith("<"):
        return None
    if _RAW.match(content):
        return _RAW_END
    for start, end in _END_BY_START:
        if content.startswith(start):
            return end
    if _DECLARATION.match(content):
        return _DECLARATION_END
    if _BLOCK_TAG.match(content):
        return UNTIL_BLANK
    return UNTIL_BLANK if not in_paragraph and _LONE_TAG.match(content) else None
