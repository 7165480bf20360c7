"""The door: arguments in, exit code out."""

from __future__ import annotations

import signal
import sys
from typing import NoReturn

from listbot import __version__
from listbot.exits import STOPPED, STOPPED_TEXT


def main() -> int:
    """Run the command that the arguments name; return the exit code of CLI contract."""
    if sys.argv[1:] == ["--version"]:
        # Answered before anything heavy is imported: scripts ask this often.
        sys.stdout.write(f"listbot {__version__}\n")
        return 0
    signal.signal(signal.SIGTERM, _stop)
    try:
        from listbot import cli  # noqa: PLC0415 - see above
    except KeyboardInterrupt:
        sys.stderr.write(f"{STOPPED_TEXT}\n")
        return STOPPED
    return cli.run(sys.argv[1:])


def _stop(signum: int, frame: object) -> NoReturn:
    del signum, frame
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
