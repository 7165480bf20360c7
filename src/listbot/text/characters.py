"""Characters that nobody sees: which of them a text keeps. No I/O.

The tables are our own, from Unicode 16 (Default_Ignorable_Code_Point, White_Space,
noncharacters), and not those of the running Python: the same text is cleaned alike by
every version.
"""

from __future__ import annotations

import re

_BLANKS = re.compile(r"[^\S\xa0]+")
_LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Half-formed, steering, formatting or drawn as nothing at all.
_NEVER_SEEN = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5"
    "\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ud800-\udfff"
    "\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff"
    "\U000e01f0-\U000e0fff"
) + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}"
    for plane in range(0x10000, 0x110000, 0x10000)
)
# The flags of England, Scotland and Wales are spelt with letters that are never seen.
_FLAG = "\U0001f3f4\U000e0067\U000e0062(?:{})\U000e007f".format(
    "|".join(
        "".join(chr(0xE0000 + ord(letter)) for letter in region)
        for region in ("eng", "sct", "wls")
    )
)
_UNSEEN = re.compile(f"({_FLAG})|[{_NEVER_SEEN}]")
_JOINERS = "\u200c\u200d"
_VARIANTS = "\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
# Joiners shape emoji and many scripts, variants emoji and keycaps; elsewhere they only
# make two texts differ that look the same.
_LONE_VARIANT = re.compile(
    rf"(?<![^\x00-\x7f\s{_VARIANTS}{_JOINERS}])(?<![0-9#*])[{_VARIANTS}]"
)
_LONE_JOINER = re.compile(rf"(?<![^\x00-\x7f\s{_JOINERS}])[{_JOINERS}]")
# Marks that can be heaped on one letter without end, and how many a letter keeps.
_MARKS = (
    "\u0300-\u034e\u0350-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f"
    "\u06d6-\u06dc\u06df-\u06e4\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff"
    "\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
_HEAP = re.compile(f"([{_MARKS}]{{6}})[{_MARKS}]++")


def clean(text: str) -> str:
    """Return *text* on one line without characters that nobody sees.

    Every run of white space becomes one blank, none at the ends. Control characters,
    direction overrides, soft hyphens, zero-width blanks and the like go; joiners and
    variation selectors stay where emoji and scripts need them. Heaps of marks on one
    letter are cut to six. Cleaning twice changes nothing.
    """
    return " ".join(_seen(text.replace("\N{BRAILLE PATTERN BLANK}", " ")).split())


def clean_blanks(text: str) -> str:
    """Return *text* like `clean`, but with the no-break blanks inside it as they are.

    They are seen as blanks, and people put them between names and before colons.
    """
    if "\xa0" not in text:
        return clean(text)
    seen = _seen(text.replace("\N{BRAILLE PATTERN BLANK}", " "))
    return _BLANKS.sub(" ", seen).strip()


def clean_lines(text: str) -> str:
    r"""Return *text* without characters that nobody sees, its lines ended by `\n`."""
    return _seen(_LINE_END.sub("\n", text))


def _seen(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    text = _UNSEEN.sub(r"\1", text)
    text = _LONE_VARIANT.sub("", text)
    text = _LONE_JOINER.sub("", text)
    return _HEAP.sub(r"\1", text)
