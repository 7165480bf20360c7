"""The inside of a block: text, links, images, emphasis, in one linear pass. No I/O.

GitHub's Markdown and the HTML it allows, read as people mean it: a link with a gap or a
blank in its address is still found, with what is wrong about it. Every atom knows where
it stands, so that what is not understood can stay as it is.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from listbot.text.readme.atoms import Atom, Opener, linked, shown
from listbot.text.readme.link_targets import ALT, HREF, Target, attribute, judged

if TYPE_CHECKING:
    from collections.abc import Mapping

    from listbot.text.readme.link_targets import Fault

__all__ = ["Atom", "folded", "scan", "shown"]

_SPECIAL = re.compile(r"[\\`\[\]!<\n*_~&]|https?://")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z0-9]{1,31});")
_NEWLINE = re.compile(
    r"\n(?P<indent>[ \t>]*)(?P<bullet>(?:[-*+]|[0-9]{1,9}[.)])(?=[ \t]|$))?[ \t]*",
    re.MULTILINE,
)
_MARKS = re.compile(r"\*{1,3}|_{1,3}|~{1,2}")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]{0,31})([ \t\n/][^<>]*)?>")
_AUTOLINK = re.compile(r"<(https?://[^\s<>]{1,2000})>")
_BARE = re.compile(r"https?://[^\s<>\"`|\[\]]{1,2000}")
# `[Paper](https://example.org]`: the bracket closes what the parenthesis should.
_UNCLOSED = re.compile(r"\((https?://[^\s()\[\]<>]{1,2000})(?=\])")
_LONGEST_TARGET = 2000
_DEEPEST_PARENTHESES = 32


def scan(text: str, targets: Mapping[str, str] | None = None) -> tuple[Atom, ...]:
    """Split the text of a block into atoms, in order and without gaps but for marks.

    *targets* are the link definitions of the document, by folded label. Takes time in
    proportion to the length of *text*, whatever is in it, and never fails.
    """
    return _Scanner(text, targets or {}).atoms()


def folded(label: str) -> str:
    """Return the key two spellings of a link label share."""
    return " ".join(label.split()).casefold()


@dataclass
class _Scanner:
    """One pass over one text; positions that were looked for in vain are remembered."""

    text: str
    targets: Mapping[str, str]
    found: list[Atom] = field(default_factory=list[Atom])
    brackets: list[Opener] = field(default_factory=list["Opener"])
    anchors: list[Opener] = field(default_factory=list["Opener"])
    marks: dict[str, Opener] = field(default_factory=dict[str, "Opener"])
    next_by_needle: dict[str, int] = field(default_factory=dict[str, int])
    tick_starts: dict[int, list[int]] | None = None
    pending: int = 0

    def atoms(self) -> tuple[Atom, ...]:
        position = 0
        while match := _SPECIAL.search(self.text, position):
            start = match.start()
            position = self._special(start) or match.end()
        self._text_until(len(self.text))
        return tuple(self.found)

    def _special(self, start: int) -> int:
        """Read what starts at *start*; return where it ends, 0 if it is plain text."""
        return _READERS[self.text[start]](self, start)

    def _text_until(self, end: int) -> None:
        if end > self.pending:
            self._add(Atom("text", self.pending, end, self.text[self.pending : end]))

    def _add(self, atom: Atom) -> None:
        self.found.append(atom)
        self.pending = atom.end

    def _next(self, needle: str, start: int) -> int:
        """Find *needle* at or after *start*; -1 if there is none. Amortised linear."""
        known = self.next_by_needle.get(needle, -2)
        if known == -1 or known >= start:
            return known
        known = self.text.find(needle, start)
        self.next_by_needle[needle] = known
        return known

    # What each special character can start.

    def escape(self, start: int) -> int:
        following = self.text[start + 1 : start + 2]
        if following == "\n":
            self._text_until(start)
            self.pending = start
            return self._line_end(start, start + 1)
        if following and not following.isalnum() and not following.isspace():
            self._text_until(start)
            self._add(Atom("text", start, start + 2, following))
            return start + 2
        return 0

    def entity(self, start: int) -> int:
        match = _ENTITY.match(self.text, start)
        shown = html.unescape(match[0]) if match else ""
        if not match or shown == match[0]:
            return 0
        self._text_until(start)
        self._add(Atom("text", start, match.end(), shown))
        return match.end()

    def newline(self, start: int) -> int:
        before = self.text[max(start - 2, 0) : start]
        end = start
        while end > self.pending and self.text[end - 1] in " \t":
            end -= 1
        self._text_until(end)
        self.pending = end
        return self._line_end(end, start, hard=before == "  ")

    def _line_end(self, start: int, at: int, *, hard: bool | None = None) -> int:
        match = _NEWLINE.match(self.text, at)
        assert match  # noqa: S101 - there is a line feed at *at*
        hard = (at > start) if hard is None else hard
        bullet = match["bullet"] is not None
        shown = "\n" + match["indent"]
        self._add(Atom("newline", start, match.end(), shown, bullet=bullet, hard=hard))
        return match.end()

    def code(self, start: int) -> int:
        if self.tick_starts is None:
            self.tick_starts = _runs_of_ticks(self.text)
        end = start
        while end < len(self.text) and self.text[end] == "`":
            end += 1
        starts = self.tick_starts.get(end - start, [])
        following = bisect_right(starts, start)
        if following >= len(starts):
            return end
        close = starts[following]
        self._text_until(start)
        shown = " ".join(self.text[end:close].split())
        self._add(Atom("code", start, close + end - start, shown, inner=(end, close)))
        return self.pending

    def image_or_text(self, start: int) -> int:
        if self.text.startswith("![", start):
            self.brackets.append(Opener("![", start, start + 2, -1))
            self._text_until(start)
            self.pending = start
            self.brackets[-1].index = len(self.found)
            return start + 2
        return 0

    def open_bracket(self, start: int) -> int:
        self._text_until(start)
        self.pending = start
        self.brackets.append(Opener("[", start, start + 1, len(self.found)))
        return start + 1

    def close_bracket(self, start: int) -> int:
        if not self.brackets:
            return 0
        opener = self.brackets.pop()
        target = self._target(opener, start)
        if target is None:
            return 0
        self._text_until(start)
        inside = self.found[opener.index :]
        del self.found[opener.index :]
        if opener.sign == "[":
            # As in CommonMark: links do not stand in links.
            self.brackets = [each for each in self.brackets if each.sign == "!["]
        self._add(linked(opener, start, target, inside))
        return target.end

    def _target(self, opener: Opener, close: int) -> Target | None:
        following = self.text[close + 1 : close + 2]
        if following == "(":
            return self._inline_target(close + 1, "")
        if following == "[":
            end = self._next("]", close + 2)
            if end != -1 and end - close < _LONGEST_TARGET:
                label = self.text[close + 2 : end] or self.text[opener.end : close]
                return self._defined(label, end + 1)
        if self.text.startswith((" (http", "  (http"), close + 1):
            return self._inline_target(self.text.index("(", close), "malformed-link")
        label = self.text[opener.end : close] if close - opener.end < 1000 else ""  # noqa: PLR2004 - CommonMark's own limit of a label is 999
        return self._defined(label, close + 1)

    def _defined(self, label: str, end: int) -> Target | None:
        url = self.targets.get(folded(label)) if self.targets and label else None
        return None if url is None else Target(url, end, "")

    def _inline_target(self, start: int, fault: Fault) -> Target | None:
        if unclosed := _UNCLOSED.match(self.text, start):
            return Target(unclosed[1], unclosed.end(), "malformed-link")
        end = self._closing_parenthesis(start)
        if end is None:
            return None
        written = self.text[start + 1 : end]
        return judged(written, end + 1, fault)

    def _closing_parenthesis(self, start: int) -> int | None:
        """Find the `)` that closes the `(` at *start*, on this line or the next."""
        depth, position, limit = 0, start, start + _LONGEST_TARGET
        while True:
            close = self._next(")", position)
            if close == -1 or close > limit:
                return None
            depth += self.text.count("(", position, close) - 1
            if depth == 0:
                return close
            if depth > _DEEPEST_PARENTHESES:
                return None
            position = close + 1

    def tag(self, start: int) -> int:
        if self.text.startswith("<!--", start):
            end = self._next("-->", start)
            self._text_until(start)
            end = len(self.text) if end == -1 else end + 3
            self._add(Atom("comment", start, end))
            return end
        if match := _AUTOLINK.match(self.text, start):
            self._text_until(start)
            self._add(Atom("link", start, match.end(), match[1], match[1]))
            return match.end()
        if self._next(">", start) == -1:
            return 0
        match = _TAG.match(self.text, start)
        return self._tagged(match) if match else 0

    def _tagged(self, match: re.Match[str]) -> int:
        start, end, name = match.start(), match.end(), match[2].lower()
        self._text_until(start)
        self.pending = end
        if name == "br":
            self._add(Atom("break", start, end, "\n", hard=True))
        elif name in {"img", "image"}:
            alt, source = attribute(ALT, match[3]), attribute(HREF, match[3])
            self._add(Atom("image", start, end, alt, source))
        elif name == "a" and match[1]:
            self._close_anchor(start, end)
        elif name == "a" and "href" in (match[3] or "").lower():
            self.anchors.append(Opener(match[0], start, end, len(self.found)))
        elif name in _MARK_BY_TAG:
            self._mark(_MARK_BY_TAG[name], start, end, opens=not match[1])
        else:
            self._add(Atom("tag", start, end, name=match[1] + name))
        return end

    def _close_anchor(self, start: int, end: int) -> None:
        if not self.anchors:
            return
        opener = self.anchors.pop()
        inside = self.found[opener.index :]
        del self.found[opener.index :]
        url = attribute(HREF, opener.sign)
        fault: Fault = "" if url else "empty-link"
        self._add(linked(opener, start, Target(url, end, fault), inside))

    def mark(self, start: int) -> int:
        match = _MARKS.match(self.text, start)
        assert match  # noqa: S101 - there is a mark at *start*
        end, sign = match.end(), match[0]
        before, after = self.text[start - 1 : start], self.text[end : end + 1]
        if sign == "~" or (sign[0] == "_" and before.isalnum() and after.isalnum()):
            return end
        loose = not before.strip() and not after.strip()
        if loose or (sign == "*" and before.isalnum() and not after.strip()):
            known = sign in self.marks
            if loose and not known:
                return end
        self._text_until(start)
        self._mark(sign.replace("_", "*"), start, end, opens=bool(after.strip()))
        self.pending = end
        return end

    def _mark(self, sign: str, start: int, end: int, *, opens: bool) -> None:
        opener = self.marks.pop(sign, None)
        if opener is None:
            if opens:
                self.marks[sign] = Opener(sign, start, end, len(self.found))
            return
        strong, em = "**" in sign, sign in {"*", "***"}
        for index in range(opener.index, len(self.found)):
            atom = self.found[index]
            self.found[index] = replace(
                atom, strong=atom.strong or strong, em=atom.em or em
            )

    def bare_link(self, start: int) -> int:
        match = _BARE.match(self.text, start)
        before = self.text[start - 1 : start]
        if not match or before.isalnum():
            return 0
        url = match[0].rstrip(".,;:!?*_~'")
        while url.endswith(")") and url.count(")") > url.count("("):
            url = url[:-1].rstrip(".,;:!?*_~'")
        self._text_until(start)
        self._add(Atom("link", start, start + len(url), url, url))
        return start + len(url)


_READERS = {
    "\\": _Scanner.escape,
    "&": _Scanner.entity,
    "\n": _Scanner.newline,
    "`": _Scanner.code,
    "!": _Scanner.image_or_text,
    "[": _Scanner.open_bracket,
    "]": _Scanner.close_bracket,
    "<": _Scanner.tag,
    "*": _Scanner.mark,
    "_": _Scanner.mark,
    "~": _Scanner.mark,
    "h": _Scanner.bare_link,
}
_MARK_BY_TAG = {"b": "**", "strong": "**", "i": "*", "em": "*"}


def _runs_of_ticks(text: str) -> dict[int, list[int]]:
    starts: dict[int, list[int]] = {}
    for match in re.finditer("`+", text):
        starts.setdefault(len(match[0]), []).append(match.start())
    return starts
