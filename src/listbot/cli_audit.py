"""The commands about links: look at them, report what was seen, both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from listbot import audit_look, audit_report, runner, terminal
from listbot.audit_look import Task
from listbot.catalog.errors import ListbotError
from listbot.exits import DONE, FOUND
from listbot.options import command
from listbot.world import World

if TYPE_CHECKING:
    from collections.abc import Sequence

    from listbot.catalog.manners import Manners
    from listbot.jobs.looking import Looked as LookedFile

app = typer.Typer(no_args_is_help=True, help="Look at every link, and report.")

Out = Annotated[
    Path | None, typer.Option("--out", help="Write JSON Lines to this file as well.")
]
Looked = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="PATH",
        help="What `audit look` wrote, or folders; default: what is here.",
    ),
]
Shard = Annotated[
    str | None, typer.Option("--shard", help="One part of several, such as 1/4.")
]
Links = Annotated[
    Path | None, typer.Option("--links", help="A file of addresses, one a line.")
]


def _gently(
    *,
    concurrency: Annotated[
        int | None,
        typer.Option(min=1, max=4096, help="Requests at once, to all hosts."),
    ] = None,
    per_host: Annotated[
        int | None, typer.Option(min=1, max=100, help="Requests at once to one host.")
    ] = None,
    interval: Annotated[
        float | None,
        typer.Option(min=0, max=60, help="Seconds between requests to one host."),
    ] = None,
    timeout: Annotated[
        float | None, typer.Option(min=0.1, max=300, help="Seconds for one link.")
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(min=0, max=64, help="Processes; 0 is one a processor."),
    ] = None,
) -> None:
    """Hold the options that take the place of `audit:` in listbot.yml for one run."""


@command(app.command("look"), shared=_gently)
def look(
    world: World,
    changes: Mapping[str, float | None],
    out: Out = None,
    shard: Shard = None,
    links: Links = None,
) -> int:
    """Look at every link; needs no token, and changes nothing."""
    task = _task(world, changes, out=out, shard=shard, links=links)
    if world.dry_run:
        _would_look_at(world, task)
        return DONE
    return _ended(world, audit_look.carry_out(world, task).by_verdict["dead"] > 0)


@command(app.command("report"))
def report(world: World, looked: Looked = None) -> int:
    """Remember what was looked at, and bring the issue and proposals up to date."""
    files = _files_in(looked) if looked else _kept_look(world)
    return _ended(world, audit_report.carry_out(world, map(_read, files)))


@command(app.command("run"), shared=_gently)
def run(world: World, changes: Mapping[str, float | None], out: Out = None) -> int:
    """Look at every link, and report."""
    task = _task(world, changes, out=out)
    if task.out is None:
        message = f"{world.repo} is no git repository; there is nothing to report to."
        raise ListbotError(message)
    if world.offline:
        return _ended(world, audit_report.carry_out(world, []))
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        # A dry run leaves nothing behind for the next one to go on with.
        kept = Path(folder) / "looked.jsonl" if world.dry_run else task.out
        audit_look.carry_out(world, replace(task, out=kept), quiet=True)
        return _ended(world, audit_report.carry_out(world, [_read(kept)]))


def _would_look_at(world: World, task: Task) -> None:
    links = len(task.entries_by_url)
    if world.json:
        terminal.document({"links": links})
    else:
        terminal.say(f"Would look at {links:,} {'link' if links == 1 else 'links'}.")


def _task(
    world: World,
    changes: Mapping[str, float | None],
    *,
    out: Path | None,
    shard: str | None = None,
    links: Path | None = None,
) -> Task:
    from listbot.catalog.manners import Manners
    from listbot.jobs import looking
    from listbot.web import shards

    manners, contact = Manners(), None
    if links is not None:
        entries_by_url = looking.links_in(_text(links))
    else:
        entries_by_url, manners, contact = _of_list(world)
        out = out or (world.kept_file("looked.jsonl") if shard is None else None)
    if shard is not None:
        part = shards.shard(entries_by_url, *looking.read_shard(shard))
        entries_by_url = {url: entries_by_url[url] for url in part}
    given = {key: value for key, value in changes.items() if value is not None}
    return Task(
        entries_by_url=entries_by_url,
        manners=replace(manners, **given),
        doors=world.doors(contact),
        out=out,
    )


def _of_list(world: World) -> tuple[dict[str, tuple[str, ...]], Manners, str | None]:
    from listbot.forge import folder
    from listbot.jobs import loading, looking

    files = loading.load(folder.Folder(world.repo))
    manners = files.config.audit.manners
    return looking.links_of(files.catalog), manners, files.config.contact


def _ended(world: World, found: bool) -> int:  # noqa: FBT001 - the one thing to say
    """Leave the outcome of the step, and return the exit code that says the same."""
    runner.set_outputs(world.environ, outcome="found" if found else "done")
    return FOUND if found else DONE


def _files_in(paths: Sequence[Path]) -> list[Path]:
    """Return files as they are named, and of a folder all JSON Lines in it."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(path.rglob("*.jsonl")) if path.is_dir() else [path]
        if not inside:
            message = f"{path} holds no .jsonl file. Name what `audit look` wrote."
            raise ListbotError(message)
        found += inside
    return found


def _kept_look(world: World) -> list[Path]:
    """Return what the last `audit look` left on this machine, if it did."""
    file = world.kept_file("looked.jsonl")
    return [file] if file is not None and file.is_file() else []


def _read(path: Path) -> LookedFile:
    from listbot.jobs import looking

    return looking.read_looked(_text(path), file=str(path))


def _text(path: Path) -> str:
    from listbot.forge import folder

    if not path.is_file():
        message = f"{path} is not a file. Name one that is there."
        raise ListbotError(message)
    return folder.decoded(path.read_bytes(), str(path))
