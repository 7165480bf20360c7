"""Strangers' text as Markdown that shows it as it is; the only module that escapes.

`inline` is for README and other files, `conversation` for comments and descriptions of
pull requests, where GitHub also looks for mentions and references; `plain` is for what
is no Markdown at all: commit messages and titles. No I/O.
"""

from __future__ import annotations

import html
import re
from itertools import groupby
from urllib.parse import quote

from listbot.catalog import addresses
from listbot.text.characters import clean, clean_blanks, clean_lines

_NOTHING = "\N{ZERO WIDTH SPACE}"
_LONGEST_TITLE = 200
_NO_LAST = f" {_NOTHING}\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"

# As few as GitHub's renderer needs: a title in a diff should look like a title.
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_ENTITY = re.compile(r"&(?=#?[0-9A-Za-z]{1,40};)")
_SPECIAL = re.compile(
    r"(?="
    r"[\\`*\[\]<>|~$]"
    r"|(?<![^\W_])_|_(?![^\W_])"  # an underscore inside a word is only itself
    rf"|{_ENTITY.pattern}"
    r"|(?<=<)!"
    r"|:(?=//)|(?<=www)\."
    r")",
    re.IGNORECASE,
)
_BACKSLASH = re.compile(r"\\([!-/:-@\[-`{-~])")
_AT_START = re.compile(r"[#+=^-]|:(?=-)")
_NUMBER = re.compile(r"\A[0-9]{1,9}(?=[.)](?: |\Z))")
_CLOSING_HASHES = re.compile(r"(?<= )(?=#++\Z)")
# GitHub finds e-mail addresses after backslashes and entities are gone.
_ADDRESS_AT = re.compile(r"(?<=@)(?=[^ .@]*+\.)")
_SAFE_IN_URL = "%!#$&'()*+,-./:;=?@_~"
# As deep as cmark follows round brackets in an address.
_DEEPEST = 30

# What GitHub looks for in the rendered text of a conversation, up to the place where a
# zero-width space breaks it.
_REFERENCE = re.compile(
    r"@"
    r"|#(?=[0-9])"
    r"|\bGH-(?=[0-9])"
    r"|\b(?=[0-9a-f]{7,40}\b)(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{7}"
    r"|\bhttps?\\?:(?=//(?:www\\?\.)?github\.com/[^\s/]++/[^\s/]++/"
    r"(?:issues|pull|commit|discussions)/)",
    re.IGNORECASE,
)
# `[skip ci]` and its kin keep workflows from running, `Signed-off-by: …` gives credit.
_EFFECT = re.compile(
    r"\[(?=(?:skip|ci|no|actions)\b)|\A[a-z-]++(?<=-by)(?=:)", re.IGNORECASE
)


def inline(text: str) -> str:
    """Write *text* so that Markdown shows it as it is, on one line.

    Safe at the start of a block and in a paragraph, bold text, link text, table cell,
    heading or list item; blanks are collapsed and invisible characters go, see
    `characters.clean_blanks`. An ordinary title comes back unchanged.
    """
    text = clean_blanks(text)
    escaped = _SPECIAL.sub(r"\\", text)
    escaped = _ADDRESS_AT.sub(_NOTHING, escaped)
    if _AT_START.match(text):
        escaped = f"\\{escaped}"
    escaped = _NUMBER.sub(r"\g<0>\\", escaped, count=1)
    return _CLOSING_HASHES.sub(r"\\", escaped)


def conversation(text: str) -> str:
    """Write *text* like `inline`, and without effect in comments and descriptions.

    Nobody is mentioned, nothing is referred to and no closing keyword works, because a
    zero-width space stands in every name GitHub would look for; a backslash or an
    entity would not do: GitHub searches the rendered text.
    """
    return _without_references(inline(text).replace(_NOTHING, ""))


def link(text: str, url: str) -> str:
    """Write a link with *text*, or with the address where *text* is empty."""
    return f"[{inline(text) or inline(url)}]({destination(url)})"


def destination(url: str) -> str:
    """Write *url* as the destination of a link, between round brackets.

    What could end or bend the link is percent-encoded, a host in another script is
    written in ASCII. Raises ValueError when *url* is no http or https address.
    """
    address = addresses.linked(url)
    if address is None:
        message = f"{url.strip()!r} is not an http or https address"
        raise ValueError(message)
    encoded = quote(address, safe=_SAFE_IN_URL, errors="surrogatepass")
    return _balanced(_ENTITY.sub("&amp;", encoded))


def in_html(text: str) -> str:
    """Turn text that `inline` wrote into what shows the same inside a block of HTML.

    Backslashes escape nothing there. The text may stand between tags, not inside one.
    """
    return html.escape(_BACKSLASH.sub(r"\1", text), quote=False)


def in_badge(text: str) -> str:
    """Write text that `inline` wrote as the label in the address of a badge.

    A hyphen parts label and colour there, so it is doubled.
    """
    label = unescaped(text).replace("-", "--")
    return quote(label, safe="!'*_.,~:+", errors="surrogatepass")


def code(text: str, *, cell: bool = False) -> str:
    """Write *text* as code inside a line; with *cell*, inside a table.

    Code is never searched for mentions and references.
    """
    text = clean(text)
    ticks = "`" * (_longest_run(text) + 1)
    if not text or text[0] == "`" or text[-1] == "`":
        text = f" {text} "
    return f"{ticks}{text}{ticks}".replace("|", r"\|" if cell else "|")


def fenced(text: str, language: str = "") -> str:
    """Write the lines of *text* as a block of code, without a line end after it."""
    fence = "`" * max(3, _longest_run(text) + 1)
    info = re.sub(r"[^A-Za-z0-9+#.-]", "", language)
    lines = clean_lines(text).strip("\n")
    return f"{fence}{info}\n{lines}\n{fence}"


def plain(text: str, limit: int = _LONGEST_TITLE) -> str:
    """Write *text* as a title or one line of a commit message, which are no Markdown.

    It is at most *limit* characters long, with `…` where it was cut. It refers to
    nothing, closes nothing, mentions and credits nobody and skips no workflow.
    """
    text = _without_references(_EFFECT.sub(_with_nothing, clean(text)))
    if len(text) <= limit:
        return text
    return f"{text[: limit - 1].rstrip(_NO_LAST)}…"


def unescaped(text: str) -> str:
    """Undo the escapes of `inline` and `conversation`, for people at a terminal.

    What comes back is to be looked at only; it is never Markdown again.
    """
    return _ESCAPED.sub(r"\1", text).replace(_NOTHING, "")


def _without_references(text: str) -> str:
    return _REFERENCE.sub(_with_nothing, text)


def _with_nothing(match: re.Match[str]) -> str:
    return f"{match[0]}{_NOTHING}"


def _longest_run(text: str) -> int:
    runs = (len(list(run)) for tick, run in groupby(text, "`".__eq__) if tick)
    return max(runs, default=0)


def _balanced(url: str) -> str:
    """Encode round brackets unless each has its partner, as in `Foo_(bar)`."""
    depth = 0
    for character in url:
        depth += (character == "(") - (character == ")")
        if not 0 <= depth <= _DEEPEST:
            break
    return url.replace("(", "%28").replace(")", "%29") if depth else url
