"""Install what listbot needs for one job of a workflow, into a folder of its own.

From the lock with its hashes and from wheels alone: no code of a package runs. Nothing
of the runner's Python is changed. A second step of the same job finds it there.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

LOCK = Path(__file__).resolve().parents[1] / "requirements" / "run.txt"
OLDEST = (3, 11)
MEND = 2


def main() -> int:
    """Install into LISTBOT_PACKAGES, unless it is there; return the exit code."""
    if sys.version_info < OLDEST:
        found = ".".join(str(part) for part in sys.version_info[:3])
        return _trouble(
            f"listbot needs Python 3.11 or newer; python3 of this runner is {found}. "
            "Write `runs-on: ubuntu-24.04`, or put a step with actions/setup-python "
            "before this one."
        )
    place = Path(os.environ["LISTBOT_PACKAGES"])
    mark = place / hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if mark.is_file():
        return 0
    done = subprocess.run(_command(place), check=False)  # noqa: S603 - words of ours
    if done.returncode:
        return _trouble(
            "The packages listbot needs could not be installed; pip says why above. "
            "If it is a passing outage, run the job again."
        )
    mark.touch()
    return 0


def _command(place: Path) -> list[str]:
    """Return the command of pip.

    The lock is complete, so nothing is resolved; what a run does not import need not be
    compiled.
    """
    return [
        *(sys.executable, "-m", "pip", "install", "--quiet", "--no-input"),
        *("--disable-pip-version-check", "--require-hashes", "--only-binary", ":all:"),
        *("--no-deps", "--no-compile", "--target", str(place)),
        *("--requirement", str(LOCK)),
    ]


def _trouble(message: str) -> int:
    sys.stderr.write(f"::error::{message}\n")
    return MEND


if __name__ == "__main__":
    sys.exit(main())
