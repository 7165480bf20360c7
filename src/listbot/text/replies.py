"""What listbot says on an issue and in a pull request. No I/O.

Everything strangers wrote passes through `markdown.conversation` here, before a
template sees it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from listbot.catalog.wording import quoted, scheme_in_words
from listbot.text import markdown, styles
from listbot.text.change_forms import ENTRY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from listbot.catalog.config import Config
    from listbot.catalog.link_verdict import LinkVerdict
    from listbot.catalog.model import Catalog, Entry, FieldValue, Finding, Link
    from listbot.catalog.plan import Place
    from listbot.text.changes import Change

# How our own reply, and our own pull request, are known again (with their author).
REPLY_MARKER = "<!-- listbot:reply -->"
_LONGEST = 32_000
PROPOSAL_MARKER = "<!-- listbot:proposal -->"


@dataclass(frozen=True, kw_only=True)
class Account:
    """What was made of one submission: the material of a reply.

    *labels* names the questions of the form by the field they fill, *source_by_field*
    says which of them a registry has answered; *entry* is None when the answers do not
    make one; *pull_request* is its address or a place for it; *changes* is what becomes
    of a listed entry that it updates, whose links are *listed*; one that it *removes*
    goes for a *reason*; *kept* says for maintainers what stays as people wrote it.
    """

    issue: int
    config: Config
    catalog: Catalog
    findings: Sequence[Finding]
    labels: Mapping[str, str]
    entry: Entry | None = None
    places: Sequence[Place] = ()
    preview: str = ""
    verdicts: Sequence[LinkVerdict] = ()
    pull_request: str = ""
    next_step: str = ""
    source_by_field: Mapping[str, str] = field(default_factory=dict[str, str])
    changes: Sequence[Change] = ()
    listed: Sequence[Link] = ()
    removes: bool = False
    reason: str = ""
    kept: str = ""


def reply(account: Account) -> str:
    """Write the one reply: what is wrong with the next step, or what will happen."""
    return _render("reply.md.j2", account, REPLY_MARKER)


def held(markdown_reply: str) -> str:
    """Say in front of a reply that the pull request stays as it was approved."""
    return markdown_reply.replace(
        f"{REPLY_MARKER}\n",
        f"{REPLY_MARKER}\n> **The issue was edited after its pull request was "
        "approved.** What was approved stays as it is. The maintainers take the edit "
        "up by writing `/recheck` in a comment; below is how it would be then.\n\n",
        1,
    )


def proposal_body(account: Account) -> str:
    """Write the text of the pull request; it closes the issue when merged."""
    text = _render("proposal.md.j2", account, PROPOSAL_MARKER)
    return bounded(text, end=f"\nCloses #{account.issue}\n")


def proposal_title(entry: Entry, *, verb: str = "Add") -> str:
    """Write the title of the pull request: plain text on one line."""
    return markdown.plain(f"{verb} “{entry.title}”")


def place_in_words(place: Place, account: Account) -> str:
    """Say where an entry will stand: `number 23 of *Vision*, between “X” and “Y”`."""
    where = place_on_list(place, account.catalog, account.config)
    before, after = (
        _quoted(account.catalog.entry_by_slug[slug].title) if slug else ""
        for slug in (place.before, place.after)
    )
    if before and after:
        return f"{where}, between {after} and {before}"
    if after:
        return f"{where}, at the end, after {after}"
    if before:
        return f"{where}, at the top, before {before}"
    return f"{where}, the first one there"


def bounded(text: str, *, end: str = "") -> str:
    """Cut a text that is longer than GitHub takes; *end* stays at its end.

    GitHub takes 65,536 characters of a comment or description; what is remembered needs
    some of them.
    """
    if len(text.encode()) <= _LONGEST:
        return text
    kept = text.encode()[:_LONGEST].rpartition(b"\n")[0].decode(errors="ignore")
    return f"{kept}\n\n*The rest was left out: GitHub takes no more.*\n{end}"


def place_on_list(place: Place, catalog: Catalog, config: Config) -> str:
    """Say where an entry stands: `number 23 of *Vision*`, and in which of the files."""
    section = catalog.section_by_slug[place.section]
    where = f"number {place.number} of *{markdown.conversation(section.title)}*"
    several = len(config.files) > 1
    return f"{where} in {markdown.code(place.file)}" if several else where


def _render(template: str, account: Account, marker: str) -> str:
    errors = [found for found in account.findings if found.severity == "error"]
    others = [found for found in account.findings if found.severity != "error"]
    noun = markdown.conversation(account.config.noun)
    name = _quoted(account.entry.title) if account.entry else f"this {noun}"
    text = styles.template(template).render(
        marker=marker,
        issue=account.issue,
        name=name,
        aim=_aim(name, account),
        accepts=" and ".join(
            markdown.code(f"/accept {code}")
            for code in dict.fromkeys(
                found.code for found in errors if "/accept" not in found.hint
            )
        ),
        name_first=name[0].upper() + name[1:],
        other_link=_OTHER_LINK,
        listed=_listed_in_words({found.code for found in errors}),
        noun=noun,
        problems=[_shown(finding, account) for finding in errors],
        remarks=[
            _shown(finding, account) for finding in others if finding.code != _SIMILAR
        ],
        similar=[
            _shown(finding, account) for finding in others if finding.code == _SIMILAR
        ],
        places=[place_in_words(place, account) for place in account.places],
        preview=account.preview,
        kept=account.kept,
        checks=_checks(account),
        looked_at=_looked_at(account),
        understood=_understood(account),
        filled=bool(account.source_by_field),
        changes=[change.in_markdown for change in account.changes],
        removes=account.removes,
        reason=markdown.conversation(account.reason),
        waits={found.code for found in errors} == {_NOT_ENRICHED},
        pull_request=account.pull_request,
        next_step=_next_step(account),
    )
    return text.strip() + "\n"


def _listed_in_words(codes: set[str]) -> str:
    """Say what is wrong where nothing is but the likeness to another entry."""
    if not codes or not codes <= _REPEATS:
        return ""
    if codes == {"link-conflict"}:
        return _OTHER_LINK
    if codes <= _MAY_BE:
        return "may be known here already"
    return "is known here already"


def _aim(name: str, account: Account) -> str:
    """Say what the submission is for: a new entry, or a change of a listed one."""
    is_wish = ENTRY in account.labels
    return "this can be done" if is_wish else f"{name} can go on the list"


def _next_step(account: Account) -> str:
    """Say what to do next, and where the list says what it takes."""
    rules = account.config.contributing
    if not rules:
        return account.next_step
    is_page = rules.startswith(("https://", "http://"))
    where = markdown.link("its rules", rules) if is_page else markdown.code(rules)
    return f"{account.next_step} What this list takes: {where}."


def _shown(finding: Finding, account: Account) -> dict[str, str]:
    label = account.labels.get(finding.field or "", "")
    is_named = finding.message.startswith(quoted(label))
    return {
        "label": "" if is_named else markdown.conversation(label),
        "message": markdown.conversation(finding.message) + _where(finding),
        "hint": markdown.conversation(finding.hint),
        "code": markdown.code(finding.code),
    }


def _where(finding: Finding) -> str:
    """Link to what a finding is about, where there is such a page."""
    page = finding.page or ""
    is_web = page.startswith(("https://", "http://"))
    what = "open the form" if finding.code == "not-made-by-form" else "look at it"
    return f" ({markdown.link(what, page)})" if is_web else ""


def _understood(account: Account) -> list[dict[str, str]]:
    entry = account.entry
    if entry is None:
        return []
    sections = [
        account.catalog.section_by_slug[slug].full_title for slug in entry.sections
    ]
    words = [
        ("title", "Title", entry.title),
        ("date", "Date", str(entry.date or "")),
        ("sections", "Section", "; ".join(sections)),
        *(_own_row(key, value, account) for key, value in entry.fields.items()),
    ]
    ids = [(scheme_in_words(scheme), value) for scheme, value in entry.ids.items()]
    return [
        _row(field, label, markdown.conversation(value), account)
        for field, label, value in words
        if value
    ] + [
        *(_link_row(link, account) for link in entry.links),
        *(
            _row("", name, markdown.code(value, cell=True), account)
            for name, value in ids
        ),
    ]


def _own_row(key: str, value: FieldValue, account: Account) -> tuple[str, str, str]:
    own = account.config.fields.get(key)
    shown = value if isinstance(value, str) else ", ".join(value)
    return key, (own and own.label) or key.capitalize(), shown


def _link_row(link: Link, account: Account) -> dict[str, str]:
    row = _row(link.kind, link.kind, markdown.code(link.url, cell=True), account)
    return {**row, "source": "the list"} if link in account.listed else row


def _row(field: str, label: str, value: str, account: Account) -> dict[str, str]:
    """Make a row of the table: *value* is Markdown; a field without name is an id."""
    typed = "you" if field else "the links"
    source = account.source_by_field.get(field, typed)
    return {
        "label": markdown.conversation(label),
        "value": value,
        "source": markdown.conversation(source),
    }


def _looked_at(account: Account) -> list[dict[str, str]]:
    """Return a row for every link: its kind, what it is, and why."""
    if account.entry is None:
        return []
    kinds: dict[str, list[str]] = {}
    for link in account.entry.links:
        kinds.setdefault(link.url, []).append(link.kind)
    verdict_by_url = {verdict.url: verdict for verdict in account.verdicts}
    return [
        {
            "kind": markdown.conversation(", ".join(kinds[url])),
            "verdict": _VERDICT_IN_WORDS[verdict.verdict],
            "why": markdown.conversation(verdict.why),
        }
        for url, verdict in verdict_by_url.items()
        if url in kinds
    ]


def _checks(account: Account) -> list[str]:
    """Return what was checked apart from links."""
    codes = {finding.code for finding in account.findings}
    is_wish = ENTRY in account.labels
    is_listed = account.changes or account.removes or is_wish or codes & _REPEATS
    return [] if account.entry is None or is_listed else ["not listed yet"]


_OTHER_LINK = "has a link of another work"
_SIMILAR = "possible-duplicate"
_NOT_ENRICHED = "not-enriched"
_REPEATS = {
    "duplicate",
    "link-conflict",
    "published-version",
    "title-twin",
    "likely-duplicate",
    "cross-listing",
}
_MAY_BE = {"link-conflict", "title-twin", "likely-duplicate"}
_VERDICT_IN_WORDS = {
    "alive": "works",
    "moved": "has moved",
    "dead": "is dead",
    "blocked": "refuses robots",
    "unknown": "could not be checked",
    "not-checked": "was not checked",
}


def _quoted(title: str) -> str:
    return f"“{markdown.conversation(title)}”"
