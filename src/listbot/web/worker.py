"""A process that looks at a part of the links: `python -m listbot.web.worker`.

In: one line of JSON with the settings and doors, then one link a line, as JSON. Out:
one verdict a line, and at the end how many connections were made. Nothing secret is
ever an argument or in the environment.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

from listbot.catalog.config import Audit
from listbot.catalog.model import LinkVerdict
from listbot.web import routes
from listbot.web.doors import Doors
from listbot.web.engine import Engine
from listbot.web.interruption import Interruption

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import TextIO

_FIELDS = fields(LinkVerdict)


def brief(links: Sequence[str], settings: Audit, doors: Doors) -> bytes:
    """Return what a worker is told at its start."""
    first = {"settings": settings.model_dump(mode="json"), "doors": asdict(doors)}
    return "".join(f"{json.dumps(one)}\n" for one in (first, *links)).encode()


def read_line(line: bytes) -> LinkVerdict | int:
    """Read a line of a worker: a verdict, or at the end the number of connections."""
    said: Any = json.loads(line)
    return said if isinstance(said, int) else LinkVerdict(**said)


def work(lines: Iterable[str], out: TextIO) -> None:
    """Look at the links of a `brief`, and write down what was seen at once."""
    first, *links = [json.loads(line) for line in lines]
    allowed = tuple(first["doors"].pop("allowed"))
    doors = Doors(**first["doors"], allowed=allowed)
    engine = Engine(Audit(**first["settings"]), doors, routes.paces(doors))
    routed = routes.route(links, doors)
    with Interruption() as interruption:
        for verdict in engine.carry_out(routed.tasks(engine.page), interruption):
            out.write(json.dumps(_as_data(verdict)) + "\n")
            out.flush()
        out.write(f"{engine.connections}\n")
        out.flush()


def _as_data(verdict: LinkVerdict) -> dict[str, Any]:
    # `asdict` copies all it finds, ten times as slowly.
    return {field.name: getattr(verdict, field.name) for field in _FIELDS}


def main() -> None:
    """Work from standard input to standard output; end quietly when told to."""
    with suppress(KeyboardInterrupt, BrokenPipeError):
        work(sys.stdin, sys.stdout)
        return
    # Python would try once more to write what nobody reads any longer.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
