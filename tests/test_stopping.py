"""Ctrl-C and SIGTERM end a command soon, whatever it is waiting for."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

_SIGNALS = [signal.SIGINT, signal.SIGTERM]


@pytest.mark.parametrize("number", _SIGNALS, ids=lambda number: number.name)
def test_a_command_that_waits_for_git_stops(tmp_path: Path, number: signal.Signals):
    git = tmp_path / "git"
    git.write_text(f"#!/bin/sh\ntouch {tmp_path}/begun\nexec sleep 60\n")
    git.chmod(0o755)

    told = _stopped(tmp_path, number, PATH=f"{tmp_path}:{os.environ['PATH']}")

    assert told == (130, "Stopped; nothing is half-written.\n")


@pytest.mark.parametrize("number", _SIGNALS, ids=lambda number: number.name)
def test_a_command_that_has_hardly_begun_stops(tmp_path: Path, number: signal.Signals):
    (tmp_path / "typer.py").write_text(
        "import pathlib, time\n"
        f"pathlib.Path({str(tmp_path / 'begun')!r}).touch()\n"
        "time.sleep(60)\n"
    )

    told = _stopped(tmp_path, number, PYTHONPATH=str(tmp_path))

    assert told == (130, "Stopped; nothing is half-written.\n")


def _stopped(folder: Path, number: signal.Signals, **environ: str) -> tuple[int, str]:
    """Stop a command once `begun` is there; return its exit code and what it said."""
    with subprocess.Popen(
        [sys.executable, "-m", "listbot", "build", "--repo", str(folder)],
        env=os.environ | environ,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        while not (folder / "begun").exists():
            time.sleep(0.01)
        process.send_signal(number)
        asked = time.monotonic()
        _, said = process.communicate(timeout=30)
    assert time.monotonic() - asked < 2
    return process.returncode, said
