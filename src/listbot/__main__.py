"""The door: arguments in, exit code out."""

from __future__ import annotations

import sys

from listbot import __version__


def main() -> int:
    """Run the command that the arguments name; return the exit code of CLI contract."""
    if sys.argv[1:] == ["--version"]:
        # Answered before anything heavy is imported: scripts ask this often.
        sys.stdout.write(f"listbot {__version__}\n")
        return 0
    from listbot import cli  # noqa: PLC0415 - see above

    return cli.run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
