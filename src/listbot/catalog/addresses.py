"""Web addresses: the one parser, the canonical key, and tracking parameters. No I/O.

The parser of pydantic's `HttpUrl` (the WHATWG algorithm) decides what an address means,
here and where it is fetched: two parsers that disagree about a host are a way in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from sys import intern
from urllib.parse import quote, unquote, unquote_to_bytes

from pydantic_core import SchemaValidator, Url, core_schema

from listbot.catalog.wording import quoted

LONGEST = 2083
"""Characters an address may have; the bound of `HttpUrl`."""

_SCHEMES = ("https://", "http://")
_WEB = re.compile(r"https?://[^/?#\\\s]++", re.IGNORECASE)
_DEFAULT_PORTS = (80, 443)
_LAST_PORT = 65_535
# Each of these ends or starts something in Markdown or HTML, and none belongs in an
# address unescaped (RFC 3986, appendix A).
_ESCAPED_IN_ADDRESSES = '<>"`\\'
# What a key holds as it is, beside letters, digits and `-._~`.
_PLAIN_IN_PATH = "/:@!$&'()*+,;="
_PLAIN_IN_QUERY = "/:@!$'()*+,;=?"
_NOTHING_TO_ESCAPE = re.compile(r"[A-Za-z0-9\-._~/:@!$'()*+,;=]*")

# Put there by newsletters, social networks and proxies, never by the site itself.
_TRACKERS = frozenset(
    """
    _ga _gl _hsenc _hsmi _openstat casa_token dclid epik fbclid gbraid gclid gclsrc
    hsctatracking igsh igshid li_fat_id mc_cid mc_eid mibextid mkt_tok ml_subscriber
    ml_subscriber_hash msclkid oly_anon_id oly_enc_id pk_campaign pk_cid pk_content
    pk_keyword pk_kwd pk_medium pk_source poc_token rb_clickid ref_src ref_url
    s_cid s_kwcid saml_referrer spm srsltid ttclid twclid vero_conv vero_id wbraid
    wickedid wt_mc yclid ysclid
    """.split()  # noqa: SIM905 - words are easier to read and to sort than a list
)
_TRACKER_PREFIXES = ("utm_", "trk", "__hs", "__cf_chl_", "hsa_", "matomo_", "mtm_")
# Names that mean something on one site and are noise on another: only where known.
_TRACKERS_BY_SITE = {
    "amazon.com": ("ref", "ref_", "pd_rd_", "pf_rd_", "_encoding"),
    "arxiv.org": ("s",),
    "bilibili.com": ("spm_id_from", "vd_source", "share_source", "share_medium"),
    "imdb.com": ("ref_",),
    "medium.com": ("gi",),
    "nature.com": ("error", "code"),
    "oup.com": ("login",),
    "researchgate.net": ("_sg", "_tp"),
    "sciencedirect.com": ("via",),
    "sites.google.com": ("usp",),
    "docs.google.com": ("usp",),
    "drive.google.com": ("usp",),
    "spotify.com": ("si",),
    "springer.com": ("error", "code"),
    "twitter.com": ("s", "t"),
    "x.com": ("s", "t"),
    "youtu.be": ("si", "feature", "ab_channel", "pp"),
    "youtube.com": ("si", "feature", "ab_channel", "pp"),
}


@dataclass(frozen=True, slots=True)
class Address:
    """An address taken apart the way it will be fetched.

    *text* is what was written. *host* is lower-case and in punycode; *path*, *query*
    and *fragment* are percent-encoded ASCII, the latter two without `?` and `#`.
    """

    text: str
    scheme: str
    host: str
    port: int
    path: str
    query: str
    fragment: str

    @property
    def url(self) -> str:
        """The parser's own spelling, ASCII only: what is really asked for."""
        return str(_http_url().validate_python(self.text))

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of the path between its slashes, unescaped, without empty ones."""
        return tuple(unquote(part) for part in self.path.split("/") if part)

    def parameter(self, name: str) -> str:
        """Return the unescaped value of the first parameter *name*, or nothing."""
        for part in self.query.split("&"):
            written, _, value = part.partition("=")
            if written == name:
                return unquote(value)
        return ""


def read_address(text: str) -> Address:
    """Read the address of a web page, as somebody wrote it, without blanks around it.

    Raises ValueError with a sentence for people: what is wrong with which address.
    """
    written = text.strip()
    complaint = _complaint(written)
    address = parse(written)
    if complaint or address is None:
        raise ValueError(complaint or _no_host(written))
    return address


def parse(text: str) -> Address | None:
    """Take an address apart, or return nothing for what is no http(s) address.

    Forgiving, for lists as they are found: what `read_address` asks people to mend may
    pass here. An address with a user name or a password never does.
    """
    written = text.strip()
    is_web = written[:8].lower().startswith(_SCHEMES) and len(written) <= LONGEST
    return _parsed(written) if is_web else None


def linked(text: str) -> str | None:
    """Return an address as a link leads there, a host in another script in ASCII.

    None for what is no address of the web. What cannot be asked for, as it is too long
    or holds a password, may stand on a list all the same.
    """
    text = text.strip()
    web = _WEB.match(text)
    if web is None or web[0].isascii():
        return text if web else None
    try:
        return str(Url(text))
    except ValueError:
        return None


def key(url: str) -> str:
    """Return the canonical key of an address: equal keys, same page. Never displayed.

    Off are scheme, `www.`, a default port, closing slashes, tracking parameters, the
    order of parameters and a fragment, unless it is a route of the page's own (`#/…`,
    `#!…`). Works without a scheme too, so that the key of a key is the key; what is no
    address is its own key.
    """
    written = url.strip()
    has_scheme = written.lower().startswith(_SCHEMES)
    address = parse(written if has_scheme else f"https://{written}")
    return key_of(address) if address else written


def key_of(address: Address) -> str:
    """Return the canonical key of a parsed address; see `key`."""
    port = "" if address.port in _DEFAULT_PORTS else f":{address.port}"
    query = "&".join(sorted(_same(part, _PLAIN_IN_QUERY) for part in _own(address)))
    route = address.fragment if address.fragment.startswith(("/", "!")) else ""
    return (
        site(address.host)
        + port
        + _same_path(address.path)
        + (f"?{query}" if query else "")
        + (f"#{route}" if route else "")
    )


def site(host: str) -> str:
    """Return a host without `www.` and the root's dot."""
    bare = host.rstrip(".")
    while bare.startswith("www.") and bare.count(".") > 1:
        bare = bare[4:]
    return bare or host


def archived(address: Address) -> str | None:
    """Return the address that a page of a web archive is a copy of, if it is one."""
    if not address.host.endswith("archive.org"):
        return None
    start = max(address.path.find(f"/{scheme[:-1]}") for scheme in _SCHEMES)
    if start < 0:
        return None
    query = f"?{address.query}" if address.query else ""
    return (
        address.path[start + 1 :].replace(":/", "://", 1).replace("///", "//") + query
    )


def trackers(url: str) -> tuple[str, ...]:
    """Return the tracking parameters of an address, as they are written in it."""
    if "?" not in url:
        return ()
    address = parse(url)
    parts = _cut(url)[1].split("&") if address else ()
    return tuple(part for part in parts if address and _is_tracker(part, address.host))


def without_trackers(url: str) -> str:
    """Return *url* without its tracking parameters; every other character stays."""
    tracked = trackers(url)
    if not tracked:
        return url
    front, query, fragment = _cut(url)
    kept = "&".join(part for part in query.split("&") if part not in tracked)
    return front + (f"?{kept}" if kept else "") + fragment


@lru_cache(maxsize=4096)
def _parsed(written: str) -> Address | None:
    try:
        url = _http_url().validate_python(written)
    except ValueError:
        return None
    if url.username is not None or url.password is not None or not url.host:
        return None
    return Address(
        text=written,
        # A list has few hosts and many addresses: each is kept once.
        scheme=intern(url.scheme),
        host=intern(url.host),
        port=url.port or 0,
        path=url.path or "/",
        query=url.query or "",
        fragment=url.fragment or "",
    )


@cache
def _http_url() -> SchemaValidator:
    # What `HttpUrl` is made of; pydantic itself takes four times as long to import.
    schemes = [scheme.removesuffix("://") for scheme in _SCHEMES]
    return SchemaValidator(
        core_schema.url_schema(max_length=LONGEST, allowed_schemes=schemes)
    )


def _complaint(written: str) -> str:
    """Say what is wrong with an address before anybody takes it apart, or nothing."""
    if not written:
        return "An address is missing, such as https://example.org/paper."
    if len(written) > LONGEST:
        return (
            f"{quoted(written)} has {len(written):,} characters; "
            f"an address has {LONGEST:,} at most."
        )
    if not written.lower().startswith(_SCHEMES):
        return f"{quoted(written)} does not start with https:// or http://."
    return _credentials(written) or _unfit_character(written)


def _no_host(written: str) -> str:
    port = _authority(written).rpartition(":")[2]
    if port.isdecimal() and int(port) > _LAST_PORT:
        return f"{quoted(written)} names a port beyond {_LAST_PORT}, the last one."
    return f"{quoted(written)} names no host on the web."


def _authority(written: str) -> str:
    return re.split(r"[/\\?#]", written.split("//", 1)[1], maxsplit=1)[0]


def _credentials(written: str) -> str:
    authority = _authority(written)
    if "@" not in authority:
        return ""
    # What is secret is not repeated.
    host = authority.rsplit("@", 1)[1]
    return (
        f"The address at {quoted(host)} holds a user name or a password; "
        "leave out what stands between “//” and “@”."
    )


def _unfit_character(written: str) -> str:
    for character in written:
        if character.isspace():
            return f"{quoted(written)} has a blank in it; an address has none."
        if not character.isprintable() or character in _ESCAPED_IN_ADDRESSES:
            escaped = quote(character, errors="replace")
            return (
                f"{quoted(written)} holds {quoted(character)}, "
                f"which is written as {escaped} in an address."
            )
    return ""


def _cut(url: str) -> tuple[str, str, str]:
    """Cut an address into what stands before `?`, the query, and `#` with the rest."""
    rest, hash_sign, fragment = url.partition("#")
    front, _, query = rest.partition("?")
    return front, query, hash_sign + fragment


def _own(address: Address) -> list[str]:
    """Return the parameters of an address that are not tracking."""
    if not address.query:
        return []
    parts = address.query.split("&")
    return [part for part in parts if part and not _is_tracker(part, address.host)]


def _is_tracker(part: str, host: str) -> bool:
    # `amp;` is left where somebody copied an address out of HTML; `via%3Dihub` is real.
    written, _, value = part.partition("=")
    name = unquote(written).partition("=")[0].lower().removeprefix("amp;")
    if name in _TRACKERS or name.startswith(_TRACKER_PREFIXES):
        return True
    if name == "ref":
        # `ref=awesome-go` says who sent the reader; `ref=1204` is an article's number.
        return not (value.isdecimal() or _has_git_refs(host))
    return any(
        name in names and (host == domain or host.endswith(f".{domain}"))
        for domain, names in _TRACKERS_BY_SITE.items()
    )


def _has_git_refs(host: str) -> bool:
    """Say whether `ref` names a branch there: on code hosts, and in interfaces."""
    labels = host.split(".")
    return labels[0] == "api" or any(
        label.startswith(("git", "codeberg", "bitbucket", "forge")) for label in labels
    )


def _same_path(path: str) -> str:
    """Spell a path in one way: escapes only where needed, no empty or closing parts."""
    parts = [part for part in _same(path, _PLAIN_IN_PATH).split("/") if part]
    return "".join(f"/{part}" for part in parts)


def _same(text: str, plain: str) -> str:
    if _NOTHING_TO_ESCAPE.fullmatch(text):
        return text
    return quote(unquote_to_bytes(text), safe=plain)
