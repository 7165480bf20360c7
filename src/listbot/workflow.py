"""A job of a workflow: from its event to commands, from their ends to its colour.

A red run sends mail to whoever caused the event. So it is red for what a maintainer has
to mend and for bugs; not for an outage that a sweep makes up for, nor for links that an
audit found dead and reports on its issue.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from listbot import runner, terminal
from listbot.exits import BUG, DONE, FOUND, LATER, MEND, STOPPED
from listbot.forge import folder
from listbot.jobs import triggers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from listbot.jobs.triggers import Words
    from listbot.world import World

_GRAVEST_LAST = (DONE, FOUND, LATER, MEND, STOPPED, BUG)


def run(world: World, command: Callable[[Sequence[str]], int]) -> int:
    """Run what the event asks for, or LISTBOT_COMMAND; return the gravest exit code.

    *command* runs one command line.
    """
    asked = world.environ.get("LISTBOT_COMMAND", "").strip() or triggers.AUTO
    name = world.environ.get("GITHUB_EVENT_NAME", "")
    todo = triggers.commands(asked, name, _event(world))
    runner.set_outputs(world.environ, outcome="ignored", pull_request="", findings="[]")
    if not todo:
        terminal.say(f"Nothing to do for this event ({name}).")
    own = world.options if asked == triggers.AUTO else ()
    codes = [_colour(world, words, command((*words, *own))) for words in todo]
    return max(codes, key=_GRAVEST_LAST.index, default=DONE)


def _event(world: World) -> triggers.Json:
    file = Path(world.environ.get("GITHUB_EVENT_PATH", ""))
    text = folder.decoded(file.read_bytes(), str(file)) if file.is_file() else ""
    return triggers.read_event(text, file=str(file))


def _colour(world: World, words: Words, code: int) -> int:
    """Return the exit code that the job shall show for the end of one command."""
    if code == LATER:
        runner.set_outputs(world.environ, outcome="retry")
        if world.environ.get("GITHUB_EVENT_NAME") in triggers.OF_PEOPLE:
            terminal.note(
                "warning",
                f"`{words[0]}` could not finish: somebody who had to be asked did not "
                "answer. Nothing is lost, the next scheduled sweep takes it up.",
            )
            return DONE
    return DONE if code == FOUND and words[0] == "audit" else code
