"""One look at links: what is shown and what is written down while it lasts."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from listbot import runner, terminal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from listbot.catalog.link_verdict import LinkVerdict
    from listbot.catalog.manners import Manners
    from listbot.progress import Bar
    from listbot.web.doors import Doors
    from listbot.web.look import Tally
    from listbot.world import World


@dataclass(frozen=True, kw_only=True)
class Task:
    """What is to be looked at, how, and where it is written down."""

    entries_by_url: Mapping[str, tuple[str, ...]]
    manners: Manners
    doors: Doors
    out: Path | None


def carry_out(world: World, task: Task, *, quiet: bool = False) -> Tally:
    """Look at what is left of a task, and write down each link as it is seen."""
    from listbot.jobs import journal, looking
    from listbot.web.look import Tally

    tally = Tally()
    with journal.writing(task.out, task.entries_by_url, now=time.time()) as kept:
        shown = _Shown(world, task, tally, quiet=quiet)
        for verdict in kept.kept.values():
            tally.count(verdict)
            shown.show(verdict, looking.line(verdict, _entries(task, verdict)))
        try:
            for verdict in _verdicts(world, task, kept.kept, tally):
                row = looking.line(verdict, _entries(task, verdict))
                kept.note(row)
                shown.show(verdict, row)
        except KeyboardInterrupt:
            if task.out is not None and not world.dry_run:
                terminal.tell(f"What was seen is in {task.out}; run again to go on.")
            raise
        finally:
            shown.stop()
        last = looking.last_line(tally, world.now)
        kept.note(last)
        shown.end(last)
    return tally


def _entries(task: Task, verdict: LinkVerdict) -> tuple[str, ...]:
    return task.entries_by_url[verdict.url]


def _verdicts(
    world: World, task: Task, kept: Mapping[str, LinkVerdict], tally: Tally
) -> Iterable[LinkVerdict]:
    from listbot.jobs import looking
    from listbot.web.look import look

    left = [url for url in task.entries_by_url if url not in kept]
    left = looking.in_turn(left, world.now.date())
    if not world.offline:
        yield from look(left, task.manners, task.doors, tally=tally)
        return
    for verdict in looking.offline(left):
        tally.count(verdict)
        yield verdict


def _bar(total: int) -> Bar | None:
    """Return a bar where there is a terminal; nothing heavy is imported elsewhere."""
    if not sys.stderr.isatty():
        return None
    from listbot.progress import Bar

    return Bar(total)


class _Shown:
    """What is seen while it is being looked: lines for scripts, a bar for people."""

    def __init__(self, world: World, task: Task, tally: Tally, *, quiet: bool) -> None:
        self._world = world
        self._tally = tally
        self._quiet = quiet
        self._worth_telling: list[str] = []
        self._bar = None if world.json else _bar(len(task.entries_by_url))

    def show(self, verdict: LinkVerdict, row: str) -> None:
        """Show one link."""
        if self._world.json:
            if not self._quiet:
                terminal.row(row)
            return
        if self._bar is not None:
            self._bar.move(self._tally.links)
        loud = verdict.verdict in {"dead", "moved"} or self._world.verbose
        if loud and verdict.verdict != "alive":
            self._worth_telling.append(
                f"{verdict.verdict:8}{verdict.url}\n        {verdict.why}"
            )

    def stop(self) -> None:
        """Take the bar away; after this, lines may be written."""
        if self._bar is not None:
            self._bar.stop()

    def end(self, last: str) -> None:
        """Show what it came to."""
        from listbot.jobs import looking

        if self._world.json and not self._quiet:
            terminal.row(last)
        elif not self._quiet:
            terminal.lines(
                [*sorted(self._worth_telling), looking.in_words(self._tally)]
            )
        table = "### Links\n\n" + looking.table(self._tally)
        runner.add_summary(self._world.environ, table)
