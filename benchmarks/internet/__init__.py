"""A little internet on loopback: web servers, names, registries, in a namespace.

Nothing here can reach beyond the machine, and nothing beyond it is needed.
"""

from __future__ import annotations

import ctypes
import fcntl
import json
import os
import socket
import struct
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

from internet.certificates import certify

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Sequence

NAME_SERVER = "127.0.0.53"
REGISTRIES = "http://127.0.0.99:8099"
_LOOK_UP_MILLISECONDS = "20"
_HERE = Path(__file__).parent
_PRIVATE, _BIND = 1 << 18 | 1 << 14, 1 << 12
_SYSTEM_AUTHORITIES = Path("/etc/ssl/certs/ca-certificates.crt")
_INSIDE = "--inside-of-a-namespace"


def enter() -> bool:
    """Start this script anew in a namespace of its own; false if none is allowed."""
    if _INSIDE in sys.argv:
        sys.argv.remove(_INSIDE)
        _raise_loopback()
        return True
    for options in (("-n", "-m"), ("-r", "-n", "-m")):
        unshare = ["unshare", *options]
        tried = subprocess.run([*unshare, "true"], check=False, capture_output=True)
        if tried.returncode == 0:
            command = [*unshare, sys.executable, *sys.argv, _INSIDE]
            os.execvp(command[0], command)
    return False


@contextmanager
def internet(folder: Path, hosts: Iterable[str]) -> Generator[None]:
    """Let everything run, with certificates for *hosts* that this namespace trusts."""
    program = folder / "web"
    compiler = ["cc", "-O2", "-o", str(program), str(_HERE / "web.c")]
    subprocess.run([*compiler, "-lssl", "-lcrypto"], check=True)
    authority = certify(folder, hosts)
    _lay_over(_SYSTEM_AUTHORITIES, authority.read_text())
    _lay_over(Path("/etc/resolv.conf"), f"nameserver {NAME_SERVER}\n")
    _lay_over(Path("/etc/nsswitch.conf"), "hosts: files dns\n")
    address, port = REGISTRIES.removeprefix("http://").split(":")
    with ExitStack() as stack:
        stack.enter_context(_running([str(program), str(folder)]))
        for script, *words in (
            ("names.py", NAME_SERVER, _LOOK_UP_MILLISECONDS),
            ("registries.py", address, port),
        ):
            command = [sys.executable, str(_HERE / script), *words]
            stack.enter_context(_running(command))
        yield


def counted() -> dict[str, int]:
    """Return what the web server has counted since the last `start_counting`."""
    with urlopen("http://127.0.0.1/==stats", timeout=10) as answer:
        counts: dict[str, int] = json.load(answer)
    return counts


def counted_by_registries() -> int:
    """Return how many requests the registries have had since they were started."""
    with urlopen(f"{REGISTRIES}/=stats", timeout=10) as answer:
        counts: dict[str, Any] = json.load(answer)
    return int(counts["requests"])


def start_counting() -> None:
    """Let the web server forget what it has counted, and its hosts their limits."""
    with urlopen("http://127.0.0.1/==reset", timeout=10) as answer:
        answer.read()


@contextmanager
def _running(command: Sequence[str]) -> Generator[None]:
    """Run a server on the first processor, until it is not needed any more."""
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        preexec_fn=lambda: os.sched_setaffinity(0, {min(os.sched_getaffinity(0))}),  # noqa: PLW1509 - no threads yet
    )
    try:
        if not process.stdout or process.stdout.readline() != b"ready\n":
            message = f"{command[0]} did not start."
            raise RuntimeError(message)
        yield
    finally:
        process.kill()
        process.wait()


def _raise_loopback() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        # SIOCSIFFLAGS, IFF_UP
        fcntl.ioctl(control, 0x8914, struct.pack("16sH14x", b"lo", 1))
    # Every run leaves some thousand connections behind that are waited for a minute.
    Path("/proc/sys/net/ipv4/ip_local_port_range").write_text("2000 65000")
    Path("/proc/sys/net/ipv4/tcp_max_tw_buckets").write_text("1000")


def _lay_over(file: Path, text: str) -> None:
    """Let *file* say something else, in this namespace alone."""
    if not file.exists():
        return
    ours = Path(f"/tmp/{os.getpid()}-{file.name}")  # noqa: S108 - a name of our own
    ours.write_text(text)
    libc = ctypes.CDLL(None, use_errno=True)
    libc.mount(b"none", b"/", None, _PRIVATE, None)
    if libc.mount(str(ours).encode(), str(file.resolve()).encode(), None, _BIND, None):
        raise OSError(ctypes.get_errno(), f"{file} stays as it is")
