"""Several at once: a submission with a list of links, each an entry of its own.

Each gets its own verdict; those that are right go into one proposal. Registries are
asked about all of them together, so that their limits and ten seconds hold for all.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from listbot.catalog import identity, ids, trackers
from listbot.catalog.facts import Query, Research
from listbot.catalog.link_verdict import LinkVerdict
from listbot.catalog.model import Finding, Link
from listbot.catalog.wording import quoted
from listbot.jobs import drafting, proposals
from listbot.text import form_links, form_submission
from listbot.text.form_questions import SEVERAL

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from listbot.catalog.config import Config
    from listbot.catalog.facts import Ask
    from listbot.catalog.model import Entry
    from listbot.forge.protocol import Submission
    from listbot.jobs.drafting import Desk, Draft

MOST = 20
"""Links that one submission may hold."""


@dataclass(frozen=True, kw_only=True)
class Item:
    """One link of several: what was written, and what was made of it."""

    written: str
    draft: Draft

    @property
    def waits(self) -> bool:
        """Whether nothing but an outage is in the way."""
        codes = {
            found.code for found in self.draft.findings if found.severity == "error"
        }
        return codes == {"not-enriched"}

    @property
    def entry(self) -> Entry | None:
        """The entry that goes into the proposal; None where something is wrong."""
        wrong = any(found.severity == "error" for found in self.draft.findings)
        return None if wrong else self.draft.entry


def drafts(submission: Submission, desk: Desk) -> tuple[Item, ...] | None:
    """Make a draft of each link, in their order; None where there are not several.

    What the answers say besides is about the first one alone.
    """
    config = desk.files.config
    read = form_submission.read_body(submission.body, config)
    if not read.several or not read.made_by_form:
        return None
    parts = [] if _is_blank(read) else [(_written(read), read)]
    parts += _others(read, config)
    urls = _urls([part for _, part in parts[:MOST]])
    asked_once = replace(
        desk,
        branch=None,
        before=_proposed_before(desk, config),
        ask=_asking_once(urls, desk, config),
        look=_looking_once(urls, desk),
    )
    made: list[Item] = []
    for written, part in parts[:MOST]:
        earlier = tuple(item.entry for item in made if item.entry)
        if part is not read and not part.links:
            made.append(Item(written=written, draft=_unread(part.findings)))
            continue
        sent = drafting.drafted(part, submission, _knowing(asked_once, earlier))
        sent = sent if part is read else _alone(sent)
        again = _said_before(sent.entry, earlier, config)
        if again:
            sent = replace(sent, findings=(again, *sent.findings))
        made.append(Item(written=written, draft=_as_before(sent, desk, config)))
    left = [Item(written=one, draft=_unread([_TOO_MANY])) for one, _ in parts[MOST:]]
    return (*made, *left)


def _proposed_before(desk: Desk, config: Config) -> tuple[Entry, ...]:
    """Return what is proposed already: an outage takes nothing of it back."""
    return proposals.proposed(desk.branch, config).entries if desk.branch else ()


def _is_blank(read: form_submission.Submission) -> bool:
    """Say whether nothing but the further links was filled in."""
    wrong = {found.code for found in read.findings if found.severity == "error"}
    is_typed = read.title or read.date or read.links or read.fields
    return not is_typed and wrong <= {"required-empty"} and bool(read.sections)


def _written(read: form_submission.Submission) -> str:
    return read.links[0].url if read.links else read.title or "the answers above"


def _others(
    read: form_submission.Submission, config: Config
) -> list[tuple[str, form_submission.Submission]]:
    """Make a submission of each line, for the sections that all of them go to."""
    kind = next(iter(identity.main_kinds(config)), next(iter(config.links)))
    others: list[tuple[str, form_submission.Submission]] = []
    for written in read.several:
        link, title = _with_title(written)
        url, finding = form_links.read_link(link, kind)
        others.append(
            (
                written,
                form_submission.Submission(
                    title=title,
                    sections=read.sections,
                    links=(Link(kind, url),) if url else (),
                    fields={},
                    answers={},
                    findings=(finding,) if finding else (),
                ),
            )
        )
    return others


def _with_title(written: str) -> tuple[str, str | None]:
    """Part a link or an id from the title that stands behind it, or before it."""
    words = written.split(" ")
    is_whole = "://" not in written and ids.read_id(written) is not None
    if len(words) == 1 or is_whole:
        return written, None
    if _is_link(words[0]):
        return words[0], _title(words[1:])
    if _is_link(" ".join(words[:2])):
        return " ".join(words[:2]), _title(words[2:])
    if _is_link(words[-1]):
        return words[-1], _title(words[:-1])
    return written, None


def _is_link(text: str) -> bool:
    is_web = text.lower().startswith(("https://", "http://")) and " " not in text
    return is_web or ids.read_id(text) is not None


def _title(words: Sequence[str]) -> str | None:
    return " ".join(words).strip(" -–—:|,") or None


def _urls(parts: Sequence[form_submission.Submission]) -> list[str]:
    """Return the addresses of all links, each once."""
    links = (link for part in parts for link in part.links)
    return [*dict.fromkeys(trackers.taken_off(link.url) for link in links)]


def _asking_once(urls: Sequence[str], desk: Desk, config: Config) -> Ask:
    """Ask about all links at once; every draft then finds its own among the answers."""
    known = desk.ask([Query(url) for url in urls], config.contact) if urls else None

    def answer(queries: Sequence[Query], contact: str | None) -> Research:
        del queries, contact
        return known or Research()

    return answer


def _looking_once(
    urls: Sequence[str], desk: Desk
) -> Callable[[Sequence[str]], Sequence[LinkVerdict]]:
    """Look at all links at once; what a registry adds later is not looked at."""
    seen = {one.url: one for one in desk.look(urls)} if urls else {}

    def look(wanted: Sequence[str]) -> Sequence[LinkVerdict]:
        return [
            seen.get(url) or LinkVerdict(url=url, verdict="not-checked")
            for url in wanted
        ]

    return look


def _alone(sent: Draft) -> Draft:
    """Say of a further link, which has no questions of its own, how to answer them."""
    hint_by_code = {
        "required-empty": "Send this one in alone, with an answer.",
        "not-enriched": "It is tried again by itself; or send this one in alone, with "
        "an answer.",
    }
    findings = (
        replace(found, hint=hint_by_code.get(found.code, found.hint))
        for found in sent.findings
    )
    return replace(sent, findings=tuple(findings))


def _knowing(desk: Desk, earlier: Sequence[Entry]) -> Desk:
    """Let no two entries of one submission get the same name."""
    taken = frozenset(entry.slug for entry in earlier)
    return replace(desk, taken=desk.taken | taken)


def _as_before(sent: Draft, desk: Desk, config: Config) -> Draft:
    """Keep the day on which an entry of the branch was added."""
    if sent.entry is None or sent.updates is not None or desk.branch is None:
        return sent
    standing = proposals.added_entry(desk.branch, sent.entry.path, config)
    if standing is None or standing.added is None:
        return sent
    return replace(sent, entry=sent.entry.model_copy(update={"added": standing.added}))


def _said_before(
    entry: Entry | None, earlier: Sequence[Entry], config: Config
) -> Finding | None:
    """Tell of the same work twice in one submission."""
    if entry is None or not earlier:
        return None
    kinds = identity.main_kinds(config)
    ours = identity.work_of(entry, kinds)
    for other in earlier:
        match = identity.compare(ours, identity.work_of(other, kinds))
        if match and match.verdict in identity.REPEATED:
            return Finding(
                code="duplicate",
                message=f"{quoted(other.title)} is in this submission already.",
                hint="Take one of the two links out.",
                field=SEVERAL,
            )
    return None


_TOO_MANY = Finding(
    code="too-many-links",
    message=f"One submission holds at most {MOST} links.",
    hint="Send the rest in with another one.",
    field=SEVERAL,
)


def _unread(findings: Sequence[Finding]) -> Draft:
    """Say what is wrong with a line that nothing more can be said about."""
    return drafting.Draft(
        entry=None, findings=tuple(findings), verdicts=(), labels={}, made_by_form=True
    )
