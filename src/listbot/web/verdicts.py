"""What a sighting means for a link: one table of rules, which is the documentation too.

Dead means dead: only an answer that says the page is gone makes a link dead. Refusals,
trouble and silence say more about robots and networks than about pages. No I/O.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, TypeAlias

from listbot.catalog.link_verdict import LinkVerdict, Verdict
from listbot.catalog.wording import quoted
from listbot.web import evidence, places
from listbot.web.evidence import Applies, answered, ended, leads_to
from listbot.web.requesting import spelt

if TYPE_CHECKING:
    from listbot.web.journey import Sighting

Why: TypeAlias = Callable[["Sighting"], str]

_GONE = frozenset({404, 410})
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
        moved_to=evidence.new_address(sighting) if rule.verdict == "moved" else None,
        seconds=round(sighting.seconds, 3),
        requests=sighting.requests,
    )


def unreadable(url: str, complaint: str) -> LinkVerdict:
    """Return the verdict on what is no address of a web page; nobody was asked."""
    why = f"Not asked. {complaint.rstrip('.')}."
    return LinkVerdict(url=url, verdict="unknown", why=why)


def _host(sighting: Sighting) -> str:
    return quoted(sighting.final.host)


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


def _why_moved(sighting: Sighting) -> str:
    return f"Moved for good to {quoted(evidence.new_address(sighting) or '')}."


_ANSWERS = Rule(
    "answers",
    "The page answers with a status of success (2xx), at its own address or where a "
    "temporary redirect leads.",
    "alive",
    evidence.is_there,
    _says("Answers {status}{through}."),
)

RULES: tuple[Rule, ...] = (
    Rule(
        "left-alone",
        "The host failed or refused several times in a row, or wanted a longer pause "
        "than there is, so that its other links were not asked in this run.",
        "unknown",
        ended("left-alone"),
        _says("Not asked: {host} kept failing and was left alone."),
    ),
    Rule(
        "inner-name",
        "The name service does not know the name, but it is one that only exists "
        "inside of some network (.onion, .local, …).",
        "unknown",
        evidence.is_inner_name,
        _says("{host} can only be reached from inside of its own network."),
    ),
    Rule(
        "no-such-name",
        "The name service says that there is no host of this name (NXDOMAIN).",
        "dead",
        ended("no-such-name"),
        _says("There is no host named {host}."),
    ),
    Rule(
        "no-address",
        "The name exists, without an address that could be connected to.",
        "unknown",
        ended("no-address"),
        _says("{host} has no address that can be reached from here."),
    ),
    Rule(
        "no-name-answer",
        "The name service fails or is silent.",
        "unknown",
        ended("no-name-answer"),
        _says("The name service did not answer for {host}."),
    ),
    Rule(
        "refused-address",
        "The address, or the host's, or that of a redirect, is not a public one: it is "
        "never connected to.",
        "unknown",
        ended("refused"),
        _says("Not asked: {host} is at {detail}, which is not public."),
    ),
    Rule(
        "refused-port",
        "The address, or that of a redirect, names a port of another service (mail, "
        "chat, …), which browsers do not ask for pages either.",
        "unknown",
        ended("refused-port"),
        _says("Not asked: port {port} of {host} is for another service than the web."),
    ),
    Rule(
        "unreachable",
        "Nobody takes the connection.",
        "unknown",
        ended("unreachable"),
        _says("Nobody takes connections at {host}."),
    ),
    Rule(
        "timeout",
        "The host takes the connection and does not answer in time.",
        "unknown",
        ended("timeout"),
        _says("{host} did not answer within {seconds}."),
    ),
    Rule(
        "tls",
        "No secure connection could be made, or its certificate cannot be trusted.",
        "unknown",
        ended("tls"),
        _says("{host} cannot be trusted: {detail}."),
    ),
    Rule(
        "broken",
        "The answer breaks off, is no HTTP, or is an interim one (1xx) without a final "
        "one after it.",
        "unknown",
        ended("broken"),
        _says("{host} gave no whole answer."),
    ),
    Rule(
        "too-much",
        "The answer's headers go beyond all measure.",
        "unknown",
        ended("too-much"),
        _says("{host} gave an answer without end."),
    ),
    Rule(
        "circle",
        "The redirects lead back to where they were, often for want of a cookie.",
        "unknown",
        ended("circle"),
        _says("Redirects in a circle, to {final}."),
    ),
    Rule(
        "too-many-redirects",
        "More redirects in a row than are followed.",
        "unknown",
        ended("too-many-redirects"),
        _says("Redirects more than {hops} times, last to {final}."),
    ),
    Rule(
        "bad-redirect",
        "A redirect to what is no address of a web page.",
        "unknown",
        ended("bad-redirect"),
        lambda sighting: f"Redirects to {quoted(sighting.detail)}, which is no page.",
    ),
    Rule(
        "gone",
        "The page answers 404 or 410, to GET too.",
        "dead",
        answered(_GONE),
        _says("Answers {status}: there is no such page{through}."),
    ),
    Rule(
        "challenge",
        "The host wants to see a browser with a person before it (Cloudflare's "
        "`cf-mitigated: challenge`).",
        "blocked",
        evidence.is_challenged,
        _says("Shows its pages to browsers only ({status}); not counted as dead."),
    ),
    Rule(
        "refusal",
        "The host refuses to show the page to robots, to strangers or for now: 401, "
        "402, 403, 405, 406, 407, 409, 412, 418, 425, 429, 451, 999.",
        "blocked",
        answered(_REFUSALS),
        _says("Answers {status} to robots; not counted as dead."),
    ),
    Rule(
        "server-error",
        "The server has trouble of its own (5xx).",
        "unknown",
        answered(_SERVER_ERRORS),
        _says("Answers {status}: its server has trouble{through}."),
    ),
    Rule(
        "login",
        "Redirects end at a page to log in; what is behind it was not seen.",
        "unknown",
        leads_to(places.is_login),
        _says("Leads to a page to log in, {final}; what is behind was not seen."),
    ),
    Rule(
        "for-sale",
        "Redirects end where names of hosts are sold (HugeDomains, Afternic, Sedo, …): "
        "whoever had this one has given it up.",
        "unknown",
        leads_to(places.is_for_sale),
        _says(
            "The name is for sale, at {final}; look whether the page lives elsewhere."
        ),
    ),
    Rule(
        "home",
        "Redirects end at a home page, which often hides that a page is gone.",
        "unknown",
        leads_to(places.is_home),
        _says("Leads to the home page {final}; the page itself was not seen."),
    ),
    Rule(
        "in-the-open",
        "Redirects lead from https to plain http: nothing to recommend as an address.",
        "alive",
        evidence.is_led_into_the_open,
        _says("Answers {status}, but leads from https to plain http, {final}."),
    ),
    Rule(
        "moved",
        "The first redirects are permanent ones (301, 308) and a page is there at the "
        "end.",
        "moved",
        evidence.is_moved,
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
