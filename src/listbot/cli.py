"""The command line: arguments in, exit code out; every command is entered here."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperGroup

from listbot import __version__, cli_audit, cli_list, cli_proposals, terminal
from listbot.catalog.errors import ListbotError, OutageError
from listbot.exits import BUG, DONE, LATER, MEND, STOPPED, STOPPED_TEXT
from listbot.options import command
from listbot.world import World

if TYPE_CHECKING:
    from collections.abc import Sequence

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
app.add_typer(cli_list.app)
app.add_typer(cli_proposals.app)
app.add_typer(cli_audit.app, name="audit")


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


@command(app.command("explain"))
def explain(
    world: World,
    code: Annotated[
        str | None, typer.Argument(metavar="CODE", help="The code of a finding.")
    ] = None,
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
        str,
        typer.Argument(metavar="NAME", help="config, entry, plan, findings or audit."),
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
