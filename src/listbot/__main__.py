"""The door: arguments in, exit code out."""

from __future__ import annotations

import atexit
import gc
import os
import signal
import sys
from contextlib import suppress
from typing import NoReturn

from listbot import __version__
from listbot.exits import STOPPED, STOPPED_TEXT


def program() -> NoReturn:
    """Run `main` as the whole of a process, and end with its exit code."""
    codes: list[int] = []
    # What is entered first is called last, when threads and files are done with.
    atexit.register(_leave, codes)
    codes.append(main())
    sys.exit(codes[0])


def main() -> int:
    """Run the command that the arguments name; return the exit code of CLI contract."""
    if sys.argv[1:] == ["--version"]:
        # Answered before anything heavy is imported: scripts ask this often.
        sys.stdout.write(f"listbot {__version__}\n")
        return 0
    signal.signal(signal.SIGTERM, _stop)
    # What imports leave behind is no garbage: nobody need look for some meanwhile.
    gc.disable()
    try:
        from listbot import cli  # noqa: PLC0415 - see above
    except KeyboardInterrupt:
        sys.stderr.write(f"{STOPPED_TEXT}\n")
        return STOPPED
    gc.enable()
    return cli.run(sys.argv[1:])


def _leave(codes: list[int]) -> None:
    """Leave at once: Python would take apart all it has, as long as a start takes."""
    if not codes:
        return
    # Whoever does not read to the end is told by Python itself, on its own way out.
    with suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(codes[0])


def _stop(signum: int, frame: object) -> NoReturn:
    del signum, frame
    raise KeyboardInterrupt


if __name__ == "__main__":
    program()
