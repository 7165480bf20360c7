"""What strangers' links can reach: nothing but public addresses, in a real network."""

import json
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from web_lab.laboratory import ATTACKS, LEGITIMATE, PUBLIC

_TESTS = Path(__file__).parent


@cache
def unshared() -> tuple[str, ...] | None:
    """The command that makes a namespace of our own here, if one is allowed."""
    for options in (("-n", "-m"), ("-r", "-n", "-m")):
        command = ("unshare", *options)
        if (
            shutil.which("unshare")
            and not subprocess.run(
                [*command, "true"], check=False, capture_output=True
            ).returncode
        ):
            return command
    return None


def in_the_laboratory(client: str) -> Any:
    command = unshared()
    if command is None:
        pytest.skip("network namespaces are not allowed here")
    done = subprocess.run(
        [*command, sys.executable, "-m", "web_lab.laboratory", client],
        env={**os.environ, "PYTHONPATH": str(_TESTS)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    "client", ["guarded", "guarded by workers", "guarded in a hurry"]
)
def test_no_attack_reaches_a_private_address_and_pages_are_still_seen(client: str):
    report = in_the_laboratory(client)

    _tell(client, report)
    assert {host for host, times in report["reached"].items() if times} == set()
    assert set(report["attacks"]) == set(ATTACKS)
    assert all(said.endswith(".") for said in report["attacks"].values())
    assert not [said for said in report["attacks"].values() if said.startswith("dead")]
    pages = [report["legitimate"][url] for url in LEGITIMATE]
    assert [said.split(".")[0] for said in pages] == [
        *(["alive: Answers 200"] * 4),
        "alive: Answers 200 (after a redirect to “http://both",
    ]
    assert report["seconds"] < 40


def test_the_laboratory_catches_a_naive_client():
    report = in_the_laboratory("naive")

    _tell("naive", report)
    reached = {host for host, times in report["reached"].items() if times}
    assert {"127.0.0.1", "169.254.169.254", "10.0.0.5", "::1"} <= reached
    assert f"{PUBLIC}:25" in reached
    assert sum(report["reached"].values()) > 40


def _tell(client: str, report: Any) -> None:
    """Print the counts, for `pytest -rP` and for a test that fails."""
    pages = report["legitimate"].values()
    seen = sum(said.startswith("alive") for said in pages)
    sys.stdout.write(
        f"{client}: {len(report['attacks'])} attacks, "
        f"{sum(report['reached'].values())} connections to a private address, "
        f"{seen} of {len(pages)} pages seen\n"
    )
