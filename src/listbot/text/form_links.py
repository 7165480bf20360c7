"""Addresses as people paste them: read, or asked about with what was meant. No I/O."""

from __future__ import annotations

import re

from listbot.catalog import addresses, ids, wrapped_links
from listbot.catalog.model import Finding
from listbot.catalog.works import PAPER

_SSH = re.compile(
    r"(?:ssh://)?git@([a-z0-9.-]+)[:/]([\w./-]+?)(?:\.git)?", re.IGNORECASE
)
# `https:/`, `https//`, `htttps://`, `ttps://`, `http;//` …
_SCHEME = re.compile(r"h{0,2}t{1,3}ps?(?::|;|,)?/{1,3}", re.IGNORECASE)
_HOST = re.compile(
    r"(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,12}(?::[0-9]{1,5})?/\S+", re.IGNORECASE
)
_MOST_WORDS = 40
_COPY = "Copy the address out of the browser's address bar."


def read_link(text: str, field: str) -> tuple[str | None, Finding | None]:
    """Read the address of a web page, or the id of a paper that has one.

    It may have been pasted as a Markdown link, or out of a mail or a library's proxy:
    then it is the address inside, and a notice says so.
    """
    text = _unwrapped(text.strip())
    if page := _address_of_id(text):
        return page, None
    try:
        url = _without_full_stop(addresses.read_address(text).text)
    except ValueError as error:
        return None, _not_read(text, str(error), field)
    inner = wrapped_links.unwrapped(url)
    return (inner, _unpacked(url, inner, field)) if inner else (url, None)


def _not_read(text: str, why: str, field: str) -> Finding:
    meant = _meant(text)
    return Finding(
        code="not-an-address",
        message=why,
        hint=f"Did you mean {meant}?" if meant else _COPY,
        field=field,
    )


def _unpacked(url: str, inner: str, field: str) -> Finding:
    address = addresses.parse(url)
    return Finding(
        code="wrapped-link",
        severity="notice",
        message=f"An address at {address.host if address else url} only leads on to "
        f"{inner}; the list keeps that one.",
        hint="Check that it is the one you mean.",
        field=field,
    )


def _unwrapped(text: str) -> str:
    """Take an address out of `<…>`, `[name](…)` or `git@…`.

    Not out of a link whose name is another address.
    """
    if text.startswith("<") and text.endswith(">"):
        return text[1:-1]
    if repository := _SSH.fullmatch(text):
        return f"https://{repository[1]}/{repository[2]}"
    name, link, target = text.partition("](")
    if not (link and name.startswith("[") and target.endswith(")")):
        return text
    name, target = name[1:].strip(), target[:-1].strip()
    return text if "://" in name and name != target else target


def _without_full_stop(url: str) -> str:
    """Take off what ended a sentence, where the work is the same without it."""
    shorter = url.rstrip(".,;:")
    found = ids.ids_of(shorter) if shorter != url else ()
    return shorter if found and found == ids.ids_of(url) else url


def _address_of_id(text: str) -> str | None:
    """Return the page of a paper whose id was written instead of an address."""
    is_web = text[:8].lower().startswith(addresses.SCHEMES)
    if is_web and text.isascii():
        return None
    found = ids.read_id(text)
    is_paper = found is not None and found.exact and found.scheme in PAPER
    # A link keeps its own words, unless a program has changed signs in its id.
    is_same = is_web and found in ids.ids_of(text)
    return ids.address_of(found) if found and is_paper and not is_same else None


def _meant(text: str) -> str | None:
    """Name the one address that *text* probably means."""
    whole = _SCHEME.sub("https://", text, count=1) if _SCHEME.match(text) else text
    if meant := _page(whole):
        return meant
    pages = (_page(word.strip("()[]<>,;\"'")) for word in text.split()[:_MOST_WORDS])
    found = list(dict.fromkeys(filter(None, pages)))
    return found[0] if len(found) == 1 else None


def _page(text: str) -> str | None:
    found = ids.read_id(text)
    page = ids.address_of(found) if found else None
    if page:
        return page
    bare = text.removeprefix("https://").removeprefix("http://")
    if not _HOST.fullmatch(bare):
        return None
    try:
        return addresses.read_address(f"https://{bare}").text
    except ValueError:
        return None
