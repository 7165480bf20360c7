"""Tracking parameters of addresses, put there by others than the site. No I/O."""

from __future__ import annotations

from urllib.parse import unquote

from listbot.catalog import addresses

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


def found_in(url: str) -> tuple[str, ...]:
    """Return the tracking parameters of an address, as they are written in it."""
    if "?" not in url:
        return ()
    address = addresses.parse(url)
    parts = _cut(url)[1].split("&") if address else ()
    return tuple(part for part in parts if address and is_tracker(part, address.host))


def taken_off(url: str) -> str:
    """Return *url* without its tracking parameters; every other character stays."""
    tracked = found_in(url)
    if not tracked:
        return url
    front, query, fragment = _cut(url)
    kept = "&".join(part for part in query.split("&") if part not in tracked)
    # Without a `?` behind it, a blank would be taken for one around the address.
    mark = "?" if kept or front[-1:].isspace() else ""
    return f"{front}{mark}{kept}{fragment}"


def _cut(url: str) -> tuple[str, str, str]:
    """Cut an address into what stands before `?`, the query, and `#` with the rest."""
    rest, hash_sign, fragment = url.partition("#")
    front, _, query = rest.partition("?")
    return front, query, hash_sign + fragment


def is_tracker(part: str, host: str) -> bool:
    """Say whether `name=value` in the query of an address at *host* is tracking."""
    # `amp;` is left where somebody copied an address out of HTML; `via%3Dihub` is real.
    written, _, value = part.partition("=")
    name = unquote(written).partition("=")[0].lower().removeprefix("amp;")
    if name in _TRACKERS or name.startswith(_TRACKER_PREFIXES):
        return True
    if name == "ref":
        # `ref=awesome-go` says who sent the reader; `ref=1204` is an article's number.
        return not (value.isdecimal() or _has_git_refs(host))
    return any(
        name in names and addresses.is_at(host, (domain,))
        for domain, names in _TRACKERS_BY_SITE.items()
    )


def _has_git_refs(host: str) -> bool:
    """Say whether `ref` names a branch there: on code hosts, and in interfaces."""
    labels = host.split(".")
    return labels[0] == "api" or any(
        label.startswith(("git", "codeberg", "bitbucket", "forge")) for label in labels
    )
