"""A process that looks at a part of the links, and tells what it sees in lines.

One verdict a line, as JSON, and at the end how many connections were made. It is a copy
of the process that wants it, or starts anew as `python -m listbot.web.worker`; then it
is told on its standard input: a line of JSON with manners and doors, and one link a
line. Nothing secret is ever an argument or in the environment.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

from listbot.catalog.link_verdict import LinkVerdict
from listbot.catalog.manners import Manners
from listbot.web import routes
from listbot.web.doors import Doors
from listbot.web.engine import Engine
from listbot.web.interruption import Interruption

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from listbot.web.routes import Routes

_FIELDS = [field.name for field in fields(LinkVerdict)]


def brief(links: Sequence[str], manners: Manners, doors: Doors) -> bytes:
    """Return what a worker is told that starts anew."""
    first = {"manners": asdict(manners), "doors": asdict(doors)}
    return "".join(f"{json.dumps(one)}\n" for one in (first, *links)).encode()


def read_line(line: bytes) -> LinkVerdict | int:
    """Read a line of a worker: a verdict, or at the end the number of connections."""
    said: Any = json.loads(line)
    if isinstance(said, int):
        return said
    return LinkVerdict(**dict(zip(_FIELDS, said, strict=True)))


def work(
    routed: Routes,
    manners: Manners,
    doors: Doors,
    interruption: Interruption,
    *,
    out: int,
) -> None:
    """Look at all of *routed*, and write down at once what was seen to *out*."""
    engine = Engine(manners, doors, routes.paces(doors))
    for verdicts in engine.in_portions(routed.tasks(engine.page), interruption):
        _write(out, "".join(map(_line, verdicts)))
    _write(out, f"{engine.connections}\n")


def _line(verdict: LinkVerdict) -> str:
    # `asdict` copies all it finds, ten times as slowly.
    return json.dumps([getattr(verdict, name) for name in _FIELDS]) + "\n"


def _write(out: int, text: str) -> None:
    left = memoryview(text.encode())
    while left:
        left = left[os.write(out, left) :]


def main(told: Iterable[str]) -> None:
    """Do what a `brief` says; end quietly when nobody reads any longer."""
    first, *links = [json.loads(line) for line in told]
    allowed = tuple(first["doors"].pop("allowed"))
    doors = Doors(**first["doors"], allowed=allowed)
    manners = Manners(**first["manners"])
    with suppress(KeyboardInterrupt, BrokenPipeError), Interruption() as interruption:
        interruption.watch_parent(os.getppid())
        routed = routes.route(links, doors)
        work(routed, manners, doors, interruption, out=sys.stdout.fileno())


if __name__ == "__main__":
    main(sys.stdin)
