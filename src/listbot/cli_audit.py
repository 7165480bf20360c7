"""The commands about links: look at them, report what was seen, both."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from listbot import runner, terminal
from listbot.catalog.model import ListbotError
from listbot.exits import DONE, FOUND
from listbot.options import command
from listbot.world import World

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from listbot.catalog.config import Audit
    from listbot.catalog.model import LinkVerdict
    from listbot.progress import Bar
    from listbot.web.doors import Doors
    from listbot.web.look import Tally

app = typer.Typer(no_args_is_help=True, help="Look at every link, and report.")

Out = Annotated[
    Path | None, typer.Option("--out", help="Write JSON Lines to this file as well.")
]
Shard = Annotated[
    str | None, typer.Option("--shard", help="One part of several, such as 1/4.")
]
Links = Annotated[
    Path | None, typer.Option("--links", help="A file of addresses, one a line.")
]
Concurrency = Annotated[
    int | None, typer.Option(min=1, max=4096, help="Requests at once, to all hosts.")
]
PerHost = Annotated[
    int | None, typer.Option(min=1, max=100, help="Requests at once to one host.")
]
Interval = Annotated[
    float | None,
    typer.Option(min=0, max=60, help="Seconds between requests to one host."),
]
Timeout = Annotated[
    float | None, typer.Option(min=0.1, max=300, help="Seconds for one link.")
]
Workers = Annotated[
    int | None, typer.Option(min=0, max=64, help="Processes; 0 is one a processor.")
]


@dataclass(frozen=True, kw_only=True)
class _Task:
    """What is to be looked at, how, and where it is written down."""

    entries_by_url: Mapping[str, tuple[str, ...]]
    settings: Audit
    doors: Doors
    out: Path | None


@command(app.command("look"))
def look(
    world: World,
    out: Out = None,
    shard: Shard = None,
    links: Links = None,
    concurrency: Concurrency = None,
    per_host: PerHost = None,
    interval: Interval = None,
    timeout: Timeout = None,
    workers: Workers = None,
) -> int:
    """Look at every link; needs no token, and changes nothing."""
    changes = {
        "concurrency": concurrency,
        "per_host": per_host,
        "interval": interval,
        "timeout": timeout,
        "workers": workers,
    }
    task = _task(world, out, shard, links, changes)
    if world.dry_run:
        terminal.say(f"Would look at {len(task.entries_by_url):,} links.")
        return DONE
    return FOUND if _look(world, task).by_verdict["dead"] else DONE


def _task(
    world: World,
    out: Path | None,
    shard: str | None,
    links: Path | None,
    changes: Mapping[str, float | None],
) -> _Task:
    from listbot.catalog.config import Audit
    from listbot.jobs import looking
    from listbot.web import shards

    settings, contact = Audit(), None
    if links is not None:
        entries_by_url = looking.links_in(_text(links))
    else:
        entries_by_url, settings, contact = _of_list(world)
        out = out or (world.kept_file("looked.jsonl") if shard is None else None)
    if shard is not None:
        part = shards.shard(entries_by_url, *looking.read_shard(shard))
        entries_by_url = {url: entries_by_url[url] for url in part}
    given = {key: value for key, value in changes.items() if value is not None}
    return _Task(
        entries_by_url=entries_by_url,
        settings=settings.model_copy(update=given),
        doors=world.doors(contact),
        out=out,
    )


def _of_list(world: World) -> tuple[dict[str, tuple[str, ...]], Audit, str | None]:
    from listbot.forge import folder
    from listbot.jobs import loading, looking

    files = loading.load(folder.Folder(world.repo))
    return looking.links_of(files.catalog), files.config.audit, files.config.contact


def _look(world: World, task: _Task) -> Tally:
    """Look at what is left of a task, and write down each link as it is seen."""
    from listbot.jobs import journal, looking
    from listbot.web.look import Tally

    tally = Tally()
    with journal.writing(task.out, task.entries_by_url, now=time.time()) as kept:
        shown = _Shown(world, task, tally)
        for verdict in kept.kept.values():
            tally.count(verdict)
            shown.show(verdict, looking.line(verdict, _entries(task, verdict)))
        try:
            for verdict in _verdicts(world, task, kept.kept, tally):
                row = looking.line(verdict, _entries(task, verdict))
                kept.note(row)
                shown.show(verdict, row)
        except KeyboardInterrupt:
            if task.out is not None:
                terminal.tell(f"What was seen is in {task.out}; run again to go on.")
            raise
        finally:
            shown.stop()
        last = looking.last_line(tally, world.now)
        kept.note(last)
        shown.end(last)
    return tally


def _entries(task: _Task, verdict: LinkVerdict) -> tuple[str, ...]:
    return task.entries_by_url[verdict.url]


def _verdicts(
    world: World, task: _Task, kept: Mapping[str, LinkVerdict], tally: Tally
) -> Iterable[LinkVerdict]:
    from listbot.jobs import looking
    from listbot.web.look import look

    left = [url for url in task.entries_by_url if url not in kept]
    if not world.offline:
        yield from look(left, task.settings, task.doors, tally=tally)
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

    def __init__(self, world: World, task: _Task, tally: Tally) -> None:
        self._world = world
        self._tally = tally
        self._worth_telling: list[str] = []
        self._bar = None if world.json else _bar(len(task.entries_by_url))

    def show(self, verdict: LinkVerdict, row: str) -> None:
        """Show one link."""
        if self._world.json:
            sys.stdout.write(row)
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

        if self._world.json:
            sys.stdout.write(last)
        else:
            terminal.lines(
                [*sorted(self._worth_telling), looking.in_words(self._tally)]
            )
        table = "### Links\n\n" + looking.table(self._tally)
        runner.add_summary(self._world.environ, table)


def _text(path: Path) -> str:
    from listbot.forge import folder

    if not path.is_file():
        message = f"{path} is not a file. Name one that is there."
        raise ListbotError(message)
    return folder.decoded(path.read_bytes(), str(path))
