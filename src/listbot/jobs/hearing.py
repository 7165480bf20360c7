"""Hearing: what people with a right to it have decided about a submission.

Commands are found in the comments themselves, not in the event that tells of one: a
lost event loses no command, and one that comes twice does nothing twice.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from listbot.catalog import identity
from listbot.catalog.plan import Reaction
from listbot.catalog.wording import choice, listed, quoted
from listbot.forge.protocol import ROLES
from listbot.jobs import rights
from listbot.text import commands, memory
from listbot.text.memory import Accepted, Answer, Chosen, Memory, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from listbot.catalog.config import Config
    from listbot.catalog.model import Finding
    from listbot.forge.protocol import Comment, Submission
    from listbot.text.commands import Command

_MAY_MERGE = "write"
_MOST_PEOPLE = 10
_LONGEST_REASON = 300
_MOST_ACCEPTED = 30
_ALSO_ACCEPTED = frozenset({*identity.SEVERITY_BY_VERDICT, "dead-link"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """One command in one comment, and what its author is here."""

    comment: Comment
    command: Command
    role: str

    @property
    def asked(self) -> str:
        """The command as it was written."""
        return f"/{self.command.name} {self.command.words}".strip()[:80]


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """What is known of a submission after its comments were read.

    *accepting* waits for the findings; *rechecked* says that somebody asked for a new
    look, *released* that one did who may merge.
    """

    memory: Memory
    reactions: tuple[Reaction, ...] = ()
    accepting: tuple[Request, ...] = ()
    rechecked: bool = False
    released: bool = False


def hear(submission: Submission, config: Config, role: Callable[[str], str]) -> Heard:
    """Follow the commands that nobody has followed yet.

    *role* tells what somebody is here; it is asked once for each person, and only where
    something depends on it. An issue that was closed is past commands, but for the
    reason why.
    """
    known = memory.remembered(submission.reply)
    is_open = submission.state == "open"
    if is_open:
        # Opened again: what was refused is looked at anew.
        known = known.model_copy(update={"refused": None})
    requests, seen = _requests(submission, known.seen, role)
    heard = Heard(memory=known.model_copy(update={"seen": seen}))
    for request in requests:
        if is_open or request.command.name == "reject":
            heard = _followed(heard, request, submission, config)
    return heard


def accept(
    heard: Heard, findings: Sequence[Finding]
) -> tuple[Heard, tuple[Finding, ...]]:
    """Let findings pass that a maintainer has accepted: they remain as notices."""
    for request in heard.accepting:
        heard = _accepted(heard, request, findings)
    by_fingerprint = {one.about: one for one in heard.memory.accepted}
    passed = tuple(
        _passed(found, by_fingerprint[fingerprint(found)])
        if fingerprint(found) in by_fingerprint
        else found
        for found in findings
    )
    return replace(heard, accepting=()), passed


def fingerprint(finding: Finding) -> str:
    """Return what tells a finding from others: one that says something else is new.

    So an acceptance does not cover what an edit of the issue brings in later.
    """
    said = f"{finding.code}\n{finding.field}\n{finding.message}"
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _requests(
    submission: Submission, seen: int, role: Callable[[str], str]
) -> tuple[list[Request], int]:
    """Return the new commands, and the newest comment that was read for them.

    Programs are not listened to, nor comments that were edited. More people than a few
    are left for the next run.
    """
    roles: dict[str, str] = {}
    requests: list[Request] = []
    for comment in submission.comments:
        if comment.number <= seen:
            continue
        given = () if _is_passed_over(comment) else commands.read_commands(comment.body)
        if given and comment.author not in roles:
            if len(roles) == _MOST_PEOPLE:
                break
            needs = _needs_role(comment, given, submission)
            roles[comment.author] = role(comment.author) if needs else ROLES[0]
        requests += [
            Request(comment=comment, command=command, role=roles[comment.author])
            for command in given
        ]
        seen = comment.number
    return requests, seen


def _is_passed_over(comment: Comment) -> bool:
    return comment.is_bot or comment.edited


def _needs_role(
    comment: Comment, given: Sequence[Command], submission: Submission
) -> bool:
    """Say whether the rights of a comment's author have to be asked for."""
    own = comment.author == submission.author
    settled = submission.pull is not None and submission.pull.settled
    return not (
        own and not settled and all(command.name == "recheck" for command in given)
    )


def _followed(
    heard: Heard, request: Request, submission: Submission, config: Config
) -> Heard:
    name = request.command.name
    own = request.comment.author == submission.author
    if not rights.is_command(name):
        return _told(heard, request, rights.unknown(name))
    if not rights.may(name, request.role, own=own):
        return _told(heard, request, rights.forbidden(name, request.role))
    if name == "help":
        return _told(heard, request, rights.usage(request.role, own=own), done=True)
    return _obeyed(heard, request, config)


def _obeyed(heard: Heard, request: Request, config: Config) -> Heard:
    name = request.command.name
    if name == "section":
        return _sectioned(heard, request, config)
    if name == "accept":
        return replace(heard, accepting=(*heard.accepting, request))
    done = _done(heard, request)
    if name == "reject":
        why = request.command.words[:_LONGEST_REASON]
        refused = Refused(by=request.comment.author, why=why)
        return replace(done, memory=done.memory.model_copy(update={"refused": refused}))
    released = done.released or rights.has(request.role, _MAY_MERGE)
    return replace(done, rechecked=True, released=released)


def _sectioned(heard: Heard, request: Request, config: Config) -> Heard:
    wanted = request.command.words.casefold()
    slug_by_name = {
        name.casefold(): section.slug
        for section in reversed(config.flat_sections)
        for name in (section.full_title, section.title, section.slug)
    }
    if wanted not in slug_by_name:
        return _told(heard, request, _no_section(request.command.words, config))
    chosen = Chosen(slug=slug_by_name[wanted], by=request.comment.author)
    done = _done(heard, request)
    return replace(done, memory=done.memory.model_copy(update={"section": chosen}))


def _no_section(name: str, config: Config) -> str:
    titles = [section.title for section in config.flat_sections]
    if not name:
        return f"Write which: /section {titles[0]}."
    return f"There is no section {quoted(name)}. {choice(name, titles)}"


def _accepted(heard: Heard, request: Request, findings: Sequence[Finding]) -> Heard:
    code, _, why = request.command.words.partition(" ")
    acceptable = [found for found in findings if _is_acceptable(found)]
    about = [found for found in acceptable if found.code == code.strip("`").lower()]
    if not about:
        codes = list(dict.fromkeys(found.code for found in acceptable))
        return _told(heard, request, _nothing_to_accept(code, codes))
    known = {one.about for one in heard.memory.accepted}
    new = [
        Accepted(
            code=found.code,
            about=fingerprint(found),
            by=request.comment.author,
            why=why.strip()[:_LONGEST_REASON],
        )
        for found in about
        if fingerprint(found) not in known
    ]
    done = _done(heard, request)
    accepted = (*done.memory.accepted, *new)[-_MOST_ACCEPTED:]
    return replace(done, memory=done.memory.model_copy(update={"accepted": accepted}))


def _is_acceptable(found: Finding) -> bool:
    return found.severity == "warning" or (
        found.severity == "error" and found.code in _ALSO_ACCEPTED
    )


def _nothing_to_accept(code: str, codes: Sequence[str]) -> str:
    if not codes:
        return "There is nothing here that could be accepted."
    example = f"for example: /accept {codes[0]} and the reason."
    if not code:
        return f"Write what to accept, {example}"
    shown = listed(map(quoted, codes), last="and")
    can = f"What can be accepted here: {shown}"
    return f"Nothing here that could be accepted is called {quoted(code)}. {can}."


def _passed(found: Finding, accepted: Accepted) -> Finding:
    why = f": {accepted.why}" if accepted.why else "."
    hint = f"Accepted by {accepted.by}{why}"
    return replace(found, severity="notice", hint=hint)


def _done(heard: Heard, request: Request, content: str = "+1") -> Heard:
    reaction = Reaction(comment=request.comment.number, content=content)
    reactions = tuple(dict.fromkeys((*heard.reactions, reaction)))
    return replace(heard, reactions=reactions)


def _told(heard: Heard, request: Request, text: str, *, done: bool = False) -> Heard:
    answer = Answer(
        comment=request.comment.number,
        by=request.comment.author,
        asked=request.asked,
        text=text,
    )
    said = memory.with_answer(heard.memory, answer)
    heard = _done(heard, request, "+1" if done else "confused")
    return replace(heard, memory=said)
