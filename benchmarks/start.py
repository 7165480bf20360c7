"""From the start of a job to its first request to GitHub: installing, then starting.

What the two steps of the action do, with a server on loopback that notes the time.
Cold: packages fetched from the index, nothing compiled. Warm: pip has them in its
cache, as in the job with one; and all is compiled, as for a second step.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
_arrived = Event()


class _Note(BaseHTTPRequestHandler):
    """Notes that a request has come, and answers nothing of use."""

    def do_POST(self) -> None:
        _arrived.set()
        self.send_error(404)

    do_GET = do_POST  # noqa: N815 - the name it looks for

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has
        """Say nothing."""


class Spent(NamedTuple):
    """Seconds on the clock, and of the processor, which others do not spend."""

    clock: float
    processor: float

    @classmethod
    def now(cls) -> Spent:
        """Return the time as it is."""
        spent = os.times()
        children = spent.children_user + spent.children_system
        return cls(time.perf_counter(), children)

    @classmethod
    def since(cls, start: Spent) -> Spent:
        """Return what has been spent since *start*."""
        now = cls.now()
        return cls(now.clock - start.clock, now.processor - start.processor)


@dataclass(frozen=True)
class Job:
    """A job of a workflow: its checkout, its event, its packages."""

    folder: Path
    root: str

    def install(self, packages: str, *, cache: bool) -> Spent:
        """Run the first step of the action."""
        environ = {"LISTBOT_PACKAGES": str(self.folder / packages)}
        if not cache:
            environ["PIP_NO_CACHE_DIR"] = "1"
        start = Spent.now()
        script = ROOT / "scripts" / "install_for_action.py"
        subprocess.run(
            [sys.executable, str(script)],
            env=os.environ | environ,
            check=True,
            capture_output=True,
        )
        return Spent.since(start)

    def start(self, packages: str, *, compiled: bool = True) -> Spent:
        """Run the second step until its first request."""
        _arrived.clear()
        start = Spent.now()
        with subprocess.Popen(
            [sys.executable, "-P", "-m", "listbot", "auto"],
            cwd=self.folder / "list",
            env=os.environ | self._environ(packages, compiled=compiled),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            _arrived.wait(120)
            process.kill()
        return Spent.since(start)

    def _environ(self, packages: str, *, compiled: bool) -> dict[str, str]:
        return {
            "GITHUB_ACTIONS": "true",
            "GITHUB_API_URL": self.root,
            "GITHUB_EVENT_NAME": "issues",
            "GITHUB_EVENT_PATH": str(self.folder / "event.json"),
            "GITHUB_REPOSITORY": "octo/list",
            "GITHUB_SERVER_URL": self.folder.as_uri(),
            "GITHUB_TOKEN": "none",
            "PYTHONPATH": f"{self.folder / packages}:{ROOT / 'src'}",
            **({} if compiled else {"PYTHONDONTWRITEBYTECODE": "1"}),
        }


def main() -> None:
    """Measure each three times and print the middle one."""
    with tempfile.TemporaryDirectory() as name, _server() as root:
        job = _job(Path(name), root)
        numbers = range(3)
        cold = [job.install(f"cold{n}", cache=False) for n in numbers]
        first = [job.start(f"cold{n}", compiled=False) for n in numbers]
        job.install("fill", cache=True)
        cached = [job.install(f"warm{n}", cache=True) for n in numbers]
        job.start("warm0")
        again = [job.start("warm0") for _ in numbers]
        rows = {
            "install, cold": cold,
            "install, pip's cache filled": cached,
            "install, done by an earlier step": [
                job.install("warm0", cache=True) for _ in numbers
            ],
            "start to first request, nothing compiled": first,
            "start to first request, compiled": again,
        }
    for what, seconds in rows.items():
        clock, processor = sorted(seconds)[1]
        sys.stdout.write(f"| {what} | {clock:.1f} s | {processor:.1f} s |\n")


class _server:  # noqa: N801 - used as a block
    """Serves on a free port of loopback while it is open."""

    def __enter__(self) -> str:
        self._http = HTTPServer(("127.0.0.1", 0), _Note)
        Thread(target=self._http.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()


def _job(folder: Path, root: str) -> Job:
    (folder / "list").mkdir()
    (folder / "octo").mkdir()
    git = ["git", "-C", str(folder / "list")]
    author = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    for words in (
        [*git, "init", "-q", "-b", "main"],
        [*git, *author, "commit", "-q", "--allow-empty", "-m", "Begin"],
        [
            "git",
            "clone",
            "-q",
            "--bare",
            str(folder / "list"),
            f"{folder}/octo/list.git",
        ],
    ):
        subprocess.run(words, check=True)
    event = {"action": "opened", "issue": {"number": 1, "title": "", "body": ""}}
    (folder / "event.json").write_text(json.dumps(event))
    return Job(folder, root)


if __name__ == "__main__":
    main()
