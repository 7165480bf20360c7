"""What a sighting means for a link: one table of rules, which is the documentation too.

Dead means dead: only an answer that says the page is gone makes a link dead. Refusals,
trouble and silence say more about robots and networks than about pages. No I/O.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, TypeAlias

from listbot.catalog import trackers
from listbot.catalog.link_verdict import LinkVerdict, Verdict
from listbot.catalog.wording import quoted
from listbot.web import places
from listbot.web.requesting import spelt

if TYPE_CHECKING:
    from listbot.web.journey import Outcome, Sighting

Applies: TypeAlias = Callable[["Sighting"], bool]
Why: TypeAlias = Callable[["Sighting"], str]

_GONE = frozenset({404, 410})
_PERMANENT = frozenset({301, 308})
_GOOD = range(200, 300)
_SERVER_ERRORS = range(500, 600)
_REFUSALS = frozenset({401, 402, 403, 405, 406, 407, 409, 412, 418, 425, 429, 451, 999})


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of sighting: what it is called, what it means, and the sentence."""

    name: str
    doc: str
    verdict: Verdict
    applies: Applies
    why: Why


def judge(url: str, sighting: Sighting) -> LinkVerdict:
    """Return the verdict of the first rule that applies; *url* as the list has it."""
    if sighting.status == HTTPStatus.OK and not sighting.hops:
        rule, why = _ANSWERS, "Answers 200."  # by far the most links, told at once
    else:
        rule = next(rule for rule in RULES if rule.applies(sighting))
        why = rule.why(sighting)
    return LinkVerdict(
        url=url,
        verdict=rule.verdict,
        status=sighting.status or None,
        why=why,
        moved_to=_new_address(sighting) if rule.verdict == "moved" else None,
        seconds=round(sighting.seconds, 3),
        requests=sighting.requests,
    )


def unreadable(url: str, complaint: str) -> LinkVerdict:
    """Return the verdict on what is no address of a web page; nobody was asked."""
    why = f"Not asked. {complaint.rstrip('.')}."
    return LinkVerdict(url=url, verdict="unknown", why=why)


def _host(sighting: Sighting) -> str:
    return quoted(sighting.final.host)


def _ended(*outcomes: Outcome) -> Applies:
    return lambda sighting: sighting.outcome in outcomes


def _seconds(seconds: float) -> str:
    whole = max(1, round(seconds))
    return f"{whole} second" if whole == 1 else f"{whole} seconds"


def _says(text: str) -> Why:
    """Make the sentence from *text*, in which {host}, {status}, … are filled in."""

    def why(sighting: Sighting) -> str:
        return text.format(
            host=_host(sighting),
            port=sighting.final.port,
            status=sighting.status,
            detail=sighting.detail,
            final=quoted(spelt(sighting.final)),
            hops=len(sighting.hops) - 1,
            seconds=_seconds(sighting.seconds),
            through=f" (after a redirect to {quoted(spelt(sighting.final))})"
            if sighting.hops
            else "",
        )

    return why


def _inner_name(sighting: Sighting) -> bool:
    return sighting.outcome == "no-such-name" and places.is_inner(sighting.final.host)


def _gone(sighting: Sighting) -> bool:
    return not sighting.outcome and sighting.status in _GONE


def _challenged(sighting: Sighting) -> bool:
    return not sighting.outcome and sighting.challenged


def _refused(sighting: Sighting) -> bool:
    return not sighting.outcome and sighting.status in _REFUSALS


def _server_error(sighting: Sighting) -> bool:
    return not sighting.outcome and sighting.status in _SERVER_ERRORS


def _is_there(sighting: Sighting) -> bool:
    return not sighting.outcome and sighting.status in _GOOD


def _at_login(sighting: Sighting) -> bool:
    return (
        _is_there(sighting)
        and places.is_login(sighting.final)
        and not places.is_login(sighting.address)
    )


def _for_sale(sighting: Sighting) -> bool:
    return (
        _is_there(sighting)
        and places.is_for_sale(sighting.final)
        and not places.is_for_sale(sighting.address)
    )


def _at_home(sighting: Sighting) -> bool:
    return (
        _is_there(sighting)
        and bool(sighting.hops)
        and places.is_home(sighting.final)
        and not places.is_home(sighting.address)
    )


def _in_the_open(sighting: Sighting) -> bool:
    """Say whether the redirects lead from https to http."""
    schemes = [sighting.address.scheme, *(hop.target.scheme for hop in sighting.hops)]
    return _is_there(sighting) and schemes[0] == "https" and schemes[-1] == "http"


def _moved(sighting: Sighting) -> bool:
    return _is_there(sighting) and _new_address(sighting) is not None


def _new_address(sighting: Sighting) -> str | None:
    """Return where the permanent redirects lead that a link begins with, if any."""
    target = None
    for hop in sighting.hops:
        if hop.status not in _PERMANENT:
            break
        target = hop.target
    if target is None:
        return None
    # Who sent us there belongs into nobody's list.
    new = trackers.taken_off(spelt(target))
    if new == trackers.taken_off(spelt(sighting.address)):
        return None
    return new + (f"#{target.fragment}" if target.fragment else "")


def _why_moved(sighting: Sighting) -> str:
    return f"Moved for good to {quoted(_new_address(sighting) or '')}."


_ANSWERS = Rule(
    "answers",
    "The page answers with a status of success (2xx), at its own address or where a "
    "temporary redirect leads.",
    "alive",
    _is_there,
    _says("Answers {status}{through}."),
)

RULES: tuple[Rule, ...] = (
    Rule(
        "left-alone",
        "The host failed or refused several times in a row, or wanted a longer pause "
        "than there is, so that its other links were not asked in this run.",
        "unknown",
        _ended("left-alone"),
        _says("Not asked: {host} kept failing and was left alone."),
    ),
    Rule(
        "inner-name",
        "The name service does not know the name, but it is one that only exists "
        "inside of some network (.onion, .local, …).",
        "unknown",
        _inner_name,
        _says("{host} can only be reached from inside of its own network."),
    ),
    Rule(
        "no-such-name",
        "The name service says that there is no host of this name (NXDOMAIN).",
        "dead",
        _ended("no-such-name"),
        _says("There is no host named {host}."),
    ),
    Rule(
        "no-address",
        "The name exists, without an address that could be connected to.",
        "unknown",
        _ended("no-address"),
        _says("{host} has no address that can be reached from here."),
    ),
    Rule(
        "no-name-answer",
        "The name service fails or is silent.",
        "unknown",
        _ended("no-name-answer"),
        _says("The name service did not answer for {host}."),
    ),
    Rule(
        "refused-address",
        "The address, or the host's, or that of a redirect, is not a public one: it is "
        "never connected to.",
        "unknown",
        _ended("refused"),
        _says("Not asked: {host} is at {detail}, which is not public."),
    ),
    Rule(
        "refused-port",
        "The address, or that of a redirect, names a port of another service (mail, "
        "chat, …), which browsers do not ask for pages either.",
        "unknown",
        _ended("refused-port"),
        _says("Not asked: port {port} of {host} is for another service than the web."),
    ),
    Rule(
        "unreachable",
        "Nobody takes the connection.",
        "unknown",
        _ended("unreachable"),
        _says("Nobody takes connections at {host}."),
    ),
    Rule(
        "timeout",
        "The host takes the connection and does not answer in time.",
        "unknown",
        _ended("timeout"),
        _says("{host} did not answer within {seconds}."),
    ),
    Rule(
        "tls",
        "No secure connection could be made, or its certificate cannot be trusted.",
        "unknown",
        _ended("tls"),
        _says("{host} cannot be trusted: {detail}."),
    ),
    Rule(
        "broken",
        "The answer breaks off, is no HTTP, or is an interim one (1xx) without a final "
        "one after it.",
        "unknown",
        _ended("broken"),
        _says("{host} gave no whole answer."),
    ),
    Rule(
        "too-much",
        "The answer's headers go beyond all measure.",
        "unknown",
        _ended("too-much"),
        _says("{host} gave an answer without end."),
    ),
    Rule(
        "circle",
        "The redirects lead back to where they were, often for want of a cookie.",
        "unknown",
        _ended("circle"),
        _says("Redirects in a circle, to {final}."),
    ),
    Rule(
        "too-many-redirects",
        "More redirects in a row than are followed.",
        "unknown",
        _ended("too-many-redirects"),
        _says("Redirects more than {hops} times, last to {final}."),
    ),
    Rule(
        "bad-redirect",
        "A redirect to what is no address of a web page.",
        "unknown",
        _ended("bad-redirect"),
        lambda sighting: f"Redirects to {quoted(sighting.detail)}, which is no page.",
    ),
    Rule(
        "gone",
        "The page answers 404 or 410, to GET too.",
        "dead",
        _gone,
        _says("Answers {status}: there is no such page{through}."),
    ),
    Rule(
        "challenge",
        "The host wants to see a browser with a person before it (Cloudflare's "
        "`cf-mitigated: challenge`).",
        "blocked",
        _challenged,
        _says("Shows its pages to browsers only ({status}); not counted as dead."),
    ),
    Rule(
        "refusal",
        "The host refuses to show the page to robots, to strangers or for now: 401, "
        "402, 403, 405, 406, 407, 409, 412, 418, 425, 429, 451, 999.",
        "blocked",
        _refused,
        _says("Answers {status} to robots; not counted as dead."),
    ),
    Rule(
        "server-error",
        "The server has trouble of its own (5xx).",
        "unknown",
        _server_error,
        _says("Answers {status}: its server has trouble{through}."),
    ),
    Rule(
        "login",
        "Redirects end at a page to log in; what is behind it was not seen.",
        "unknown",
        _at_login,
        _says("Leads to a page to log in, {final}; what is behind was not seen."),
    ),
    Rule(
        "for-sale",
        "Redirects end where names of hosts are sold (HugeDomains, Afternic, Sedo, …): "
        "whoever had this one has given it up.",
        "unknown",
        _for_sale,
        _says(
            "The name is for sale, at {final}; look whether the page lives elsewhere."
        ),
    ),
    Rule(
        "home",
        "Redirects end at a home page, which often hides that a page is gone.",
        "unknown",
        _at_home,
        _says("Leads to the home page {final}; the page itself was not seen."),
    ),
    Rule(
        "in-the-open",
        "Redirects lead from https to plain http: nothing to recommend as an address.",
        "alive",
        _in_the_open,
        _says("Answers {status}, but leads from https to plain http, {final}."),
    ),
    Rule(
        "moved",
        "The first redirects are permanent ones (301, 308) and a page is there at the "
        "end.",
        "moved",
        _moved,
        _why_moved,
    ),
    _ANSWERS,
    Rule(
        "odd",
        "Any other status, such as 300, 304 or 400.",
        "unknown",
        lambda _: True,
        _says("Answers {status}{through}, which says nothing about the page."),
    ),
)
