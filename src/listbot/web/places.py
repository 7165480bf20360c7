"""What kind of place an address leads to: home, a page to log in, a sale. No I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from listbot.catalog import addresses

if TYPE_CHECKING:
    from listbot.catalog.addresses import Address

# Names that the public name service does not know and never will (RFC 6761, 6762,
# 7686, 8375, 9476, and ICANN's `internal`).
_INNER_DOMAINS = (
    *("onion", "local", "localhost", "internal", "home.arpa", "alt", "i2p"),
)
_LOGIN_HOSTS = ("login", "signin", "auth", "sso", "idp", "accounts", "account", "cas")
_LOGIN_PARTS = frozenset(
    """
    auth authenticate authentication authorize cas log-in log_in login login.aspx
    login.html login.jsp login.php logon oauth oauth2 openid saml saml2 session
    sessions shibboleth sign-in sign_in signin sso wayf
    """.split()  # noqa: SIM905 - words are easier to read than a list of strings
)
_HOME_PARTS = frozenset(
    """
    404 404.html default default.asp default.aspx error error.html home home.html
    index index.asp index.aspx index.htm index.html index.jsp index.php main not-found
    not_found notfound pagenotfound start welcome
    """.split()  # noqa: SIM905 - words are easier to read than a list of strings
)
# Where a name leads that its owner gave up: marketplaces of names, and their parking.
_SELLERS = (
    *("hugedomains.com", "dan.com", "undeveloped.com", "afternic.com", "sedo.com"),
    *("sedoparking.com", "buydomains.com", "domainmarket.com", "bodis.com"),
    *("parkingcrew.net", "forsale.godaddy.com", "forsale.dynadot.com"),
)
_SALE_PARTS = frozenset({"forsale", "domain_profile.cfm"})
_LANGUAGES = frozenset(
    """
    ar bg cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv nb nl no pl pt ro
    ru sk sl sr sv th tr uk vi zh
    """.split()  # noqa: SIM905 - words are easier to read than a list of strings
)
_COUNTRY = 2


def is_inner(host: str) -> bool:
    """Say whether a name only means something inside of some network."""
    return addresses.is_at(host.rstrip("."), _INNER_DOMAINS)


def is_login(address: Address) -> bool:
    """Say whether an address looks like a page to log in."""
    if address.host.partition(".")[0] in _LOGIN_HOSTS:
        return True
    return any(part.lower() in _LOGIN_PARTS for part in address.parts)


def is_for_sale(address: Address) -> bool:
    """Say whether an address is where the names of hosts are offered for sale."""
    if addresses.is_at(address.host.rstrip("."), _SELLERS):
        return True
    return any(part.lower() in _SALE_PARTS for part in address.parts)


def is_home(address: Address) -> bool:
    """Say whether an address is that of a whole site, in some language, or no page.

    `/`, `/index.html`, `/en/`, `/en-us/home`, `/404`.
    """
    parts = [part.lower() for part in address.parts]
    if address.query:
        return False
    if parts and _is_language(parts[0]):
        parts = parts[1:]
    return not parts or (len(parts) == 1 and parts[0] in _HOME_PARTS)


def _is_language(part: str) -> bool:
    """Recognize `en`, `en-us`, `pt_br`."""
    language, _, country = part.replace("_", "-").partition("-")
    return language in _LANGUAGES and len(country) in {0, _COUNTRY}
