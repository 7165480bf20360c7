"""The commands about the list itself and its files. They import late."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from listbot import named, runner, terminal
from listbot.exits import DONE, FOUND
from listbot.options import command
from listbot.world import World

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from listbot.jobs.adopt import Adoption
    from listbot.text.adoption import Report

app = typer.Typer()
form_app = typer.Typer(invoke_without_command=True)
app.add_typer(form_app, name="form")

Check = Annotated[
    bool, typer.Option("--check", help="Change nothing; exit 1 and a diff if stale.")
]


@command(app.command("init"))
def init(world: World) -> int:
    """Set a repository up: listbot.yml, the issue form, the workflow."""
    from listbot import origin
    from listbot.forge import folder
    from listbot.jobs import first_steps
    from listbot.jobs import init as job

    release, begun = origin.release(), None
    here = folder.Folder(world.repo)
    setup = job.plan_setup(here, release, folder=world.repo.resolve().name)
    folder.check_places(world.repo, setup.files)
    if not world.dry_run:
        begun = job.begin_proposal(world.repo, setup, world.now)
        folder.write_files(world.repo, setup.files)
    if world.json:
        branch = begun.proposal.branch if begun else None
        told = {"written": list(setup.files), "kept": setup.kept, "branch": branch}
        terminal.document(told)
    else:
        terminal.lines(first_steps.lines(setup, release, begun, dry=world.dry_run))
    return DONE


@command(app.command("adopt"))
def adopt(
    world: World,
    readme: Annotated[
        list[Path],
        typer.Argument(
            metavar="README",
            help="The README to take over; a folder, or several files.",
        ),
    ],
    repair: Annotated[
        bool, typer.Option("--repair", help="Also mend what can be mended.")
    ] = False,
    restyle: Annotated[
        bool, typer.Option("--restyle", help="Let styles write every entry anew.")
    ] = False,
    regions: Annotated[
        bool,
        typer.Option("--regions", help="Take up what was written between markers."),
    ] = False,
) -> int:
    """Take over an existing list: entries/, listbot.yml, markers in README."""
    from listbot.forge import folder
    from listbot.jobs import adopt as job
    from listbot.jobs import adoption_report

    if regions:
        return _taken_up(world)
    paths = [named.inside(world.repo, path) for path in readme]
    adoption = job.plan_adoption(
        folder.Folder(world.repo), *paths, repair=repair, restyle=restyle
    )
    reports = adoption_report.reports(adoption)
    if not world.dry_run:
        folder.write_files(world.repo, adoption.files, adoption.deleted)
    if world.json:
        told = {**job.adoption_data(adoption), **adoption_report.data(reports)}
        terminal.document(told)
    else:
        _show_adoption(adoption, reports)
        done = "would be written" if world.dry_run else "written"
        terminal.say(f"{len(adoption.files)} files {done}.")
    return DONE


def _show_adoption(adoption: Adoption, reports: Sequence[Report]) -> None:
    """Show what was understood of each README, and what was left out."""
    from listbot.text import adoption as texts

    for report in reports:
        terminal.lines([f"{report.readme}:", ""] if len(reports) > 1 else ())
        terminal.table(texts.HEAD, texts.rows(report))
        terminal.lines(["", *texts.lines(report), ""])
    terminal.lines(texts.left_out(adoption.left_out))
    terminal.findings(adoption.findings)


def _taken_up(world: World) -> int:
    """Make data of what people wrote into the regions of README."""
    from listbot.forge import folder
    from listbot.jobs import loading, taking_up

    files = loading.load(folder.Folder(world.repo))
    loading.check_readable(files)
    taken = taking_up.taken_up(files)
    return _written(world, taken.files, check=False, deleted=taken.deleted)


@command(form_app.callback())
def form(world: World, context: typer.Context, *, check: Check = False) -> int | None:
    """Write the issue form from listbot.yml, or read what it brought in."""
    from listbot.forge import folder
    from listbot.jobs import build as job
    from listbot.jobs import loading

    if context.invoked_subcommand is not None:
        return None
    config = loading.load_config(folder.Folder(world.repo))
    return _written(world, job.forms(config), check=check)


@command(form_app.command("read"))
def read(
    world: World,
    form_file: Annotated[
        Path, typer.Argument(metavar="FORM.yml", help="The file of the form.")
    ],
    body_file: Annotated[
        Path, typer.Argument(metavar="BODY.md", help="The body of the issue.")
    ],
) -> int:
    """Show what the body of an issue answers to a form; needs no repository."""
    from listbot.text import form as forms
    from listbot.text import form_reader

    form = forms.read_form(named.text(form_file), file=str(form_file))
    reading = form_reader.read_answers(named.text(body_file), form)
    if world.json:
        terminal.document(terminal.reading_data(reading))
    else:
        terminal.answers(reading.answers)
        terminal.findings(reading.findings)
    return (
        FOUND if any(found.severity == "error" for found in reading.findings) else DONE
    )


@command(app.command("build"))
def build(
    world: World,
    *,
    check: Check = False,
    force: Annotated[
        bool,
        typer.Option("--force", help="Also write over what was edited by hand."),
    ] = False,
) -> int:
    """Write README and exports from the entries."""
    from listbot.forge import folder
    from listbot.jobs import build as job
    from listbot.jobs import hand_edits, loading

    files = loading.load(folder.Folder(world.repo))
    generated = job.generated(files)
    if not (check or force or world.dry_run):
        hand_edits.check_nothing_is_lost(files)
    return _written(world, generated, check=check)


@command(app.command("check"))
def check(
    world: World,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PATH", help="Only what concerns these files."),
    ] = None,
    order: Annotated[
        bool, typer.Option("--order", help="Also list what stands out of order.")
    ] = False,
) -> int:
    """Check configuration, entries, README and repeated entries; offline."""
    from listbot.forge import folder
    from listbot.jobs import check as job

    wanted = [named.there(world.repo, path) for path in paths or []]
    report = job.check(
        folder.Folder(world.repo), wanted, today=world.now.date(), order=order
    )
    if world.json:
        terminal.document(job.report_data(report))
    else:
        terminal.findings(report.findings)
        terminal.annotate(report.findings)
        terminal.say(job.summary(report))
    runner.of_findings(world.environ, job.summary(report), report.findings)
    return FOUND if report.errors else DONE


@command(app.command("export"))
def export(
    world: World,
    format_: Annotated[
        str, typer.Argument(metavar="FORMAT", help="bibtex, csl, csv, json or atom.")
    ],
) -> int:
    """Write the list as BibTeX, CSL, CSV, JSON or Atom to standard output."""
    from listbot.forge import folder
    from listbot.jobs import export as job

    text = job.exported(folder.Folder(world.repo), format_)
    if world.json:
        terminal.document({"format": format_, "text": text})
    else:
        terminal.text(text)
    return DONE


def _written(
    world: World,
    expected: Mapping[str, str],
    *,
    check: bool,
    deleted: Sequence[str] = (),
) -> int:
    """Write those generated files that are stale; with *check* only show them.

    Those *deleted* go.
    """
    from listbot.forge import folder
    from listbot.jobs import build as job

    snapshot = folder.Folder(world.repo)
    stale = job.stale(snapshot, expected)
    if world.json:
        told = {"files": list(expected), "stale": list(stale)}
        terminal.document({**told, "deleted": list(deleted)} if deleted else told)
    elif check or world.dry_run:
        terminal.lines(f"would delete {path}" for path in deleted)
        sys.stdout.write(job.difference(snapshot, stale))
    if not check and not world.dry_run:
        folder.write_files(world.repo, stale, deleted)
        if not world.json:
            terminal.lines(f"deleted {path}" for path in deleted)
            terminal.lines(f"wrote {path}" for path in stale)
    return FOUND if check and stale else DONE
