"""The commands that make entries and proposals, and keep these up. They import late."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from listbot import named, runner, terminal
from listbot.catalog.errors import ListbotError
from listbot.exits import DONE, FOUND, LATER
from listbot.options import command
from listbot.world import World

app = typer.Typer()


@command(app.command("add"))
def add(
    world: World,
    url: Annotated[
        str | None, typer.Argument(metavar="URL", help="The work's first link.")
    ] = None,
    title: Annotated[str | None, typer.Option(help="What it is called.")] = None,
    date: Annotated[
        str | None, typer.Option(help="2024, 2024-05 or 2024-05-01.")
    ] = None,
    section: Annotated[
        list[str] | None, typer.Option(help="Slug or full title; may be repeated.")
    ] = None,
    link: Annotated[
        list[str] | None, typer.Option(help="Kind=address; may be repeated.")
    ] = None,
    field: Annotated[
        list[str] | None, typer.Option(help="Field=answer; may be repeated.")
    ] = None,
) -> int:
    """Add an entry from the terminal, through the same pipeline as a submission."""
    from listbot.forge import folder
    from listbot.jobs import add as job

    wish = job.Wish(
        url=url,
        title=title,
        date=date,
        sections=tuple(section or ()),
        links=job.pairs(link or (), "--link"),
        fields=job.pairs(field or (), "--field"),
    )
    snapshot = folder.Folder(world.repo)
    addition = job.plan_addition(
        wish, snapshot, today=world.now.date(), look=world.look(), ask=world.ask()
    )
    if addition.files and not world.dry_run:
        folder.write_files(world.repo, addition.files)
    if world.json:
        terminal.document(job.addition_data(addition))
    else:
        terminal.findings(addition.findings)
        terminal.lines(job.summary(addition))
    return DONE if addition.files else FOUND


@command(app.command("intake"))
def intake(
    world: World,
    event: Annotated[
        Path | None,
        typer.Argument(metavar="EVENT.json", help="GitHub's event, or a bare body."),
    ] = None,
) -> int:
    """Answer one event: an issue, a comment with a command, a closed pull request."""
    from listbot.forge import local
    from listbot.jobs import carrying
    from listbot.jobs import intake as job

    file = event or Path(world.environ.get("GITHUB_EVENT_PATH", ""))
    forge = world.forge()
    said = named.text(file)
    if isinstance(forge, local.LocalForge):
        submission = job.recorded(said, str(file), forge, dry_run=world.dry_run)
    else:
        submission = job.named(said, str(file), forge)
    plan, address = job.NOTHING, None
    if submission:
        plan, ground = job.plan_intake(
            submission,
            forge,
            today=world.now.date(),
            look=world.look(),
            ask=world.ask(),
        )
        if not world.dry_run:
            address = carrying.carry_out(plan, forge, ground)
    if world.json:
        terminal.document(terminal.plan_data(plan))
    else:
        terminal.plan(plan, address, in_full=world.dry_run, verbose=world.verbose)
    runner.of_submission(world.environ, plan, address)
    if not isinstance(forge, local.LocalForge):
        runner.of_costs(world.environ, forge.api)
    return LATER if job.is_outage(plan) else DONE


@command(app.command("refresh"))
def refresh(world: World) -> int:
    """Rebuild the open proposals on the base branch."""
    from listbot.jobs import audit, loading
    from listbot.jobs import refresh as job

    forge = world.forge()
    done = job.refresh(
        forge,
        today=world.now.date(),
        look=world.look(),
        ask=world.ask(),
        dry_run=world.dry_run,
    )
    if not world.dry_run:
        snapshot = forge.base()
        audit.refresh(loading.load(snapshot), snapshot, world.audit_forge(forge))
    if world.json:
        terminal.document(job.refreshed_data(done, calls=_calls(forge)))
    else:
        terminal.lines(job.summary(done))
    runner.of_lines(world.environ, "Open proposals", job.summary(done))
    return DONE


@command(app.command("sweep"))
def sweep(world: World) -> int:
    """Take up every open submission that has no true answer yet."""
    from listbot.jobs import sweep as job

    forge = world.forge()
    done = job.sweep(
        forge,
        today=world.now.date(),
        look=world.look(),
        ask=world.ask(),
        dry_run=world.dry_run,
    )
    for _, why in done.refused:
        terminal.trouble(ListbotError(why))
    if world.json:
        terminal.document(job.swept_data(done, calls=_calls(forge)))
    else:
        terminal.lines(job.summary(done))
    runner.of_lines(world.environ, "What events had missed", job.summary(done))
    return LATER if done.left and not done.answered else DONE


@command(app.command("publications"))
def publications(world: World) -> int:
    """Look for listed preprints that were published since; send them in as updates."""
    from listbot.forge import openings
    from listbot.jobs import loading, waiting_for_print
    from listbot.jobs import publications as job

    if world.offline:
        message = "publications asks registries; run it without --offline."
        raise ListbotError(message)
    forge = world.forge()
    files = loading.load(forge.base())
    sent = waiting_for_print.look(
        files, openings.bodies(forge, job.LABEL), world.doors(files.config.contact)
    )
    if not world.dry_run:
        sent = waiting_for_print.send(
            sent,
            files.config,
            forge,
            today=world.now.date(),
            look=world.look(),
            ask=world.ask(),
        )
    if world.json:
        terminal.document(job.sent_data(sent))
    else:
        terminal.lines(job.summary(sent))
    return DONE


def _calls(forge: object) -> int:
    """Return how many requests a forge has made; the local one makes none."""
    api = getattr(forge, "api", None)
    return api.calls if api is not None else 0
