"""The options that every command takes, declared once."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, TypeAlias, get_type_hints

import typer

from listbot import world

Command: TypeAlias = Callable[..., int | None]


def _common(  # noqa: PLR0913 - one parameter for each option every command takes
    *,
    repo: Annotated[
        Path | None, typer.Option(help="The repository; default: the one we stand in.")
    ] = None,
    forge: Annotated[
        str | None,
        typer.Option(help="local or github; default: github inside Actions."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Decide everything, change nothing.")
    ] = False,
    json: Annotated[
        bool, typer.Option("--json", help="One JSON document on standard output.")
    ] = False,
    now: Annotated[
        str | None, typer.Option(help="The clock, such as 2026-11-23T12:00:00Z.")
    ] = None,
    offline: Annotated[
        bool, typer.Option("--offline", help="Ask nobody on the web.")
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Say more about how it came to be.")
    ] = False,
) -> None:
    """Hold the declarations; nobody calls this."""


def command(
    entered: Callable[[Any], Any], *, shared: Callable[..., None] | None = None
) -> Callable[[Command], Command]:
    """Enter a function with typer as a command that takes the common options too.

    *entered* is what typer enters it with, such as `app.command("build")`. The function
    gets a `World` as its first argument and returns the exit code, or None to go on
    (the callback of a group of commands). *shared* declares options that several
    commands have; the function gets their values by name as its second argument.
    """

    def register(body: Command) -> Command:
        given = 1 if shared is None else 2
        own = list(inspect.signature(body).parameters.values())[given:]
        groups = [_declared(shared), _declared(_common)]
        hints = get_type_hints(body, include_extras=True)

        @functools.wraps(body)
        def run(**values: Any) -> None:
            more, asked = (
                {option.name: values.pop(option.name) for option in group}
                for group in groups
            )
            first = [world.read_world(**asked), *([more] if shared else [])]
            code = body(*first, **values)
            if code is not None:
                raise typer.Exit(code)

        parameters = [
            *(option.replace(annotation=hints[option.name]) for option in own),
            *(option for group in groups for option in group),
        ]
        run.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
            [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in parameters]
        )
        run.__annotations__ = {one.name: one.annotation for one in parameters}
        entered(run)
        return body

    return register


def _declared(options: Callable[..., None] | None) -> list[inspect.Parameter]:
    """Return the options that a function declares."""
    if options is None:
        return []
    hints = get_type_hints(options, include_extras=True)
    return [
        option.replace(annotation=hints[option.name])
        for option in inspect.signature(options).parameters.values()
    ]
