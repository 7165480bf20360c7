"""One report on links: what was seen becomes the issue, the memory and proposals."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from listbot import runner, terminal
from listbot.catalog.errors import ListbotError, MovedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from listbot.forge.audit_protocol import AuditForge
    from listbot.jobs.looking import Looked
    from listbot.world import World

# There are few dead links, and the archive is slow.
_SECONDS_FOR_COPIES = 60.0
# Nobody ticks boxes faster than that.
_TRIES = 3


def carry_out(world: World, parts: Iterable[Looked]) -> bool:
    """Report what *parts* saw; say whether a link is dead.

    Where a box was ticked, or a branch moved, meanwhile, it is done anew.
    """
    seen = tuple(parts)
    for _ in range(_TRIES - 1):
        with suppress(MovedError):
            return _once(world, seen)
    return _once(world, seen)


def _once(world: World, parts: Sequence[Looked]) -> bool:
    from listbot.jobs import audit, loading

    forge = world.audit_forge(world.forge())
    snapshot = forge.forge.base()
    files = loading.load(snapshot)
    loading.check_readable(files)
    today = world.now.date()
    audited = audit.plan_audit(
        files,
        snapshot,
        forge,
        sightings=audit.merged(parts, today),
        today=today,
        find_copies=_copies(world, files.config.contact),
        believed=_may_decide(world, forge),
    )
    done = audit.Done()
    if not world.dry_run:
        done = audit.carry_out(audited, forge, snapshot.commit)
    if world.json:
        terminal.document(audit.report_data(audited, done))
    else:
        terminal.lines(audit.in_words(audited, done, in_full=world.verbose))
    runner.add_summary(world.environ, audit.issue_text(audited, done))
    if done.troubles:
        raise ListbotError("\n".join(done.troubles))
    return bool(audited.report.dead)


def _may_decide(world: World, forge: AuditForge) -> bool:
    """Say whether the ticks in the issue count.

    Whoever edited it just now has to have a say in the repository.
    """
    if world.environ.get("GITHUB_EVENT_NAME") != "issues":
        return True
    from listbot.forge import folder
    from listbot.jobs import triggers

    file = Path(world.environ.get("GITHUB_EVENT_PATH", ""))
    text = folder.decoded(file.read_bytes(), str(file)) if file.is_file() else ""
    event = triggers.read_event(text, file=str(file))
    return forge.may_decide(triggers.sender(event))


def _copies(
    world: World, contact: str | None
) -> Callable[[Sequence[str]], Mapping[str, str]]:
    """Return the way to ask for archived copies; with `--offline` nobody is asked."""
    from listbot.catalog.link_verdict import LinkVerdict
    from listbot.web import archive

    def find(urls: Sequence[str]) -> Mapping[str, str]:
        if world.offline or not urls:
            return {}
        dead = [LinkVerdict(url=url, verdict="dead") for url in urls]
        doors = world.doors(contact)
        found = archive.with_copies(dead, doors, deadline=_SECONDS_FOR_COPIES)
        return {one.url: one.archived for one in found if one.archived}

    return find
