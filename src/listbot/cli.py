"""The command line: arguments in, exit code out. Commands import late."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperGroup

from listbot import __version__, cli_audit, runner, terminal
from listbot.catalog.errors import ListbotError, OutageError
from listbot.exits import BUG, DONE, FOUND, LATER, MEND, STOPPED, STOPPED_TEXT
from listbot.options import command
from listbot.world import World

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_REPORT = "https://github.com/listbot/listbot/issues"

# The order of the help: from setting up to looking things up.
_ORDER = (
    *("init", "adopt", "form", "build", "check", "add", "intake", "refresh", "sweep"),
    *("publications", "audit", "export", "explain", "schema"),
)


class _InOrder(TyperGroup):
    """Commands in the order of `_ORDER`, whatever they are entered in."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        """Return the names of the commands, new ones last."""
        names = super().list_commands(ctx)
        known = [name for name in _ORDER if name in names]
        return [*known, *(name for name in names if name not in _ORDER)]


app = typer.Typer(
    name="listbot",
    cls=_InOrder,
    help="Keep a curated list in order: issue form in, reviewable proposal out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
form_app = typer.Typer(invoke_without_command=True)

Check = Annotated[
    bool, typer.Option("--check", help="Change nothing; exit 1 and a diff if stale.")
]


def run(arguments: Sequence[str]) -> int:
    """Run one command; return its exit code, and show trouble as what it is."""
    try:
        app(list(arguments), standalone_mode=True)
    except SystemExit as end:
        if end.code == STOPPED:  # typer has caught the interruption
            terminal.tell(STOPPED_TEXT)
        return end.code if isinstance(end.code, int) else BUG
    except ListbotError as error:
        terminal.trouble(error)
        return MEND
    except OutageError as error:
        terminal.tell(f"{error} Nothing is lost: the same command may work later.")
        return LATER
    except (KeyboardInterrupt, BrokenPipeError):
        terminal.tell(STOPPED_TEXT)
        return STOPPED
    except Exception as error:  # noqa: BLE001 - the last door
        return _unforeseen(error)
    return DONE


def _unforeseen(error: Exception) -> int:
    """Tell of a file or folder that is in the way; whatever else comes is a bug."""
    if isinstance(error, OSError) and error.filename is not None:
        reason = error.strerror or "it cannot be used"
        terminal.tell(
            f"{error.filename}: {reason}. Mend that and run the command again; "
            "no file is half-written."
        )
        return MEND
    terminal.tell(traceback.format_exc())
    terminal.tell(f"This is a bug in listbot. Please report it: {_REPORT}")
    return BUG


def _show_version(asked: bool) -> None:  # noqa: FBT001 - typer calls it so
    if asked:
        terminal.say(f"listbot {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_show_version, is_eager=True, help="Show the version."
        ),
    ] = False,
) -> None:
    del version


@command(app.command("init"))
def init(world: World) -> int:
    """Set a repository up: listbot.yml, the issue form, the workflow."""
    from listbot import origin
    from listbot.forge import folder
    from listbot.jobs import adoption_proposal
    from listbot.jobs import init as job

    release = origin.release()
    setup = job.plan_setup(folder.Folder(world.repo), release)
    written, begun = setup.files, None
    if not world.dry_run:
        begun = job.begin_proposal(world.repo, setup, world.now)
        folder.write_files(world.repo, written)
    if world.json:
        branch = begun.proposal.branch if begun else None
        terminal.document({"written": list(written), "branch": branch})
    else:
        terminal.lines(job.next_steps(written, release))
        terminal.lines(adoption_proposal.told(begun) if begun else ())
    return DONE


@command(app.command("adopt"))
def adopt(
    world: World,
    readme: Annotated[
        list[Path],
        typer.Argument(help="The README to take over; a folder, or several files."),
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
    from listbot.text import adoption as texts

    if regions:
        return _taken_up(world)
    paths = [_inside(world.repo, path) for path in readme]
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
        for report in reports:
            terminal.lines([f"{report.readme}:", ""] if len(reports) > 1 else ())
            terminal.table(texts.HEAD, texts.rows(report))
            terminal.lines(["", *texts.lines(report), ""])
        terminal.findings(adoption.findings)
        done = "would be written" if world.dry_run else "written"
        terminal.say(f"{len(adoption.files)} files {done}.")
    return DONE


def _taken_up(world: World) -> int:
    """Make data of what people wrote into the regions of README."""
    from listbot.forge import folder
    from listbot.jobs import loading, taking_up

    files = loading.load(folder.Folder(world.repo))
    loading.check_readable(files)
    return _written(world, taking_up.taken_up(files), check=False)


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
    form_file: Annotated[Path, typer.Argument(metavar="FORM.yml")],
    body_file: Annotated[Path, typer.Argument(metavar="BODY.md")],
) -> int:
    """Show what the body of an issue answers to a form; needs no repository."""
    from listbot.text import form as forms
    from listbot.text import form_reader

    form = forms.read_form(_text(form_file), file=str(form_file))
    reading = form_reader.read_answers(_text(body_file), form)
    if world.json:
        terminal.document(terminal.reading_data(reading))
    else:
        terminal.answers(reading.answers)
        terminal.findings(reading.findings)
    return (
        FOUND if any(found.severity == "error" for found in reading.findings) else DONE
    )


app.add_typer(form_app, name="form")


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
        list[Path] | None, typer.Argument(help="Only what concerns these files.")
    ] = None,
    order: Annotated[
        bool, typer.Option("--order", help="Also list what stands out of order.")
    ] = False,
) -> int:
    """Check configuration, entries, README and repeated entries; offline."""
    from listbot.forge import folder
    from listbot.jobs import check as job

    wanted = [_inside(world.repo, path) for path in paths or []]
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


@command(app.command("add"))
def add(
    world: World,
    url: Annotated[str | None, typer.Argument(help="The work's first link.")] = None,
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
    if isinstance(forge, local.LocalForge):
        submission = job.recorded(_text(file), str(file), forge, dry_run=world.dry_run)
    else:
        submission = job.named(_text(file), str(file), forge)
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


app.add_typer(cli_audit.app, name="audit")


@command(app.command("explain"))
def explain(
    world: World,
    code: Annotated[str | None, typer.Argument(help="The code of a finding.")] = None,
) -> int:
    """Say what a finding means and what to do about it."""
    from listbot.catalog import codes

    if code is not None and code not in codes.MEANING_BY_CODE:
        message = codes.unknown(code)
        raise ListbotError(message)
    if world.json:
        terminal.document(codes.as_data(code))
    else:
        terminal.lines(codes.explained(code))
    return DONE


@command(app.command("schema"))
def schema(
    world: World,
    name: Annotated[
        str, typer.Argument(help="config, entry, plan, findings or audit.")
    ],
) -> int:
    """Show the JSON Schema of config, entry, plan, findings or audit."""
    from listbot.catalog import schema as schemas

    del world
    terminal.document(schemas.json_schema(name))
    return DONE


@command(app.command("auto"))
def auto(world: World) -> int:
    """Do what is right for the event of the workflow this runs in."""
    from listbot import workflow

    return workflow.run(world, run)


def _calls(forge: object) -> int:
    """Return how many requests a forge has made; the local one makes none."""
    api = getattr(forge, "api", None)
    return api.calls if api is not None else 0


def _text(path: Path) -> str:
    """Read a file that a person named."""
    from listbot.forge import folder

    if not path.is_file():
        message = f"{path} is not a file. Name one that is there."
        raise ListbotError(message)
    return folder.decoded(path.read_bytes(), str(path))


def _inside(repo: Path, path: Path) -> str:
    """Return a path relative to the repository, `/` between.

    One that is not in it from where we stand is one of the repository.
    """
    root = repo.resolve()
    here, there = (Path.cwd() / path).resolve(), (root / path).resolve()
    meant_here = here.is_relative_to(root) or not there.exists()
    absolute = here if here.exists() and meant_here else there
    try:
        return absolute.relative_to(root).as_posix()
    except ValueError:
        message = f"{path} is not in {repo}. Name a file of the repository."
        raise ListbotError(message) from None


def _written(world: World, expected: Mapping[str, str], *, check: bool) -> int:
    """Write those generated files that are stale; with *check* only show them."""
    from listbot.forge import folder
    from listbot.jobs import build as job

    snapshot = folder.Folder(world.repo)
    stale = job.stale(snapshot, expected)
    if world.json:
        terminal.document({"files": list(expected), "stale": list(stale)})
    elif check or world.dry_run:
        sys.stdout.write(job.difference(snapshot, stale))
    if not check and not world.dry_run:
        folder.write_files(world.repo, stale)
        if not world.json:
            terminal.lines(f"wrote {path}" for path in stale)
    return FOUND if check and stale else DONE
