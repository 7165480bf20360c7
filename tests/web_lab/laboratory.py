"""A little internet of our own, in a network namespace: run by `test_web_laboratory`.

Public and private addresses all lie on the loopback device of the namespace; whoever
connects to a private one, or to mail and chat on a public one, is counted.
`python -m web_lab.laboratory CLIENT` prints what came of every attack as JSON; nothing
can leave the machine.
"""

import ctypes
import fcntl
import json
import os
import socket
import struct
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from ipaddress import ip_address
from pathlib import Path

from listbot.catalog.manners import Manners
from listbot.web.doors import Doors
from listbot.web.look import look, verdicts_for
from web_lab.name_server import serving_names
from web_lab.web_server import Script, WebServer, says, serving

PUBLIC = "93.184.215.14"
PUBLIC_6 = "2606:2800:21f::1"
PRIVATE = (
    *("127.0.0.1", "169.254.169.254", "10.0.0.5", "100.64.0.1", "192.88.99.1"),
    *("::1", "fd00::1", "fec0::1", "64:ff9b::7f00:1", "2002:7f00:1::1"),
)
# Where no pages are: mail takes lines that begin with anything, chat listens to POST.
OTHER_SERVICES = (25, 6667)
NAME_SERVER = "127.0.0.53"
NAMES = {
    "public.test": PUBLIC,
    "public6.test": PUBLIC_6,
    "both.test": f"{PUBLIC} {PUBLIC_6}",
    "private.test": "10.0.0.5",
    "metadata.test": "169.254.169.254",
    "shared.test": "100.64.0.1",
    "relay.test": "192.88.99.1",
    "private6.test": "fd00::1",
    "nat64.test": "64:ff9b::7f00:1",
    "sixtofour.test": "2002:7f00:1::1",
    "mapped.test": "::ffff:10.0.0.5",
    "mixed.test": f"{PUBLIC} 10.0.0.5",
    "mixed6.test": f"{PUBLIC} ::1",
    "rebind.test": f"{PUBLIC} | 127.0.0.1",
    "rebind-back.test": f"{PUBLIC} | 10.0.0.5 | {PUBLIC} | 10.0.0.5",
    "rebind6.test": f"{PUBLIC_6} | ::1",
}
LEGITIMATE = (
    "http://public.test/",
    f"http://{PUBLIC}/",
    f"http://[{PUBLIC_6}]/",
    "http://public6.test/",
    "http://public.test/to?http://both.test/page",
)
LITERALS = (
    *("http://127.0.0.1/", "http://127.1/", "http://127.0.1/", "http://2130706433/"),
    *("http://0x7f.1/", "http://0x7f000001/", "http://0177.0.0.1/", "http://0/"),
    *("http://017700000001/", "http://127.0.0.1./", "http://①②⑦.0.0.1/"),
    *("http://127。0。0。1/", "http://127.0.0.1:80/", "http://0.0.0.0/"),
    *("http://[::1]/", "http://[0:0:0:0:0:0:0:1]/", "http://[::ffff:127.0.0.1]/"),
    *("http://[::ffff:7f00:1]/", "http://[::127.0.0.1]/", "http://[::]/"),
    *("http://[fd00::1]/", "http://[fe80::1]/", "http://[fe80::1%25lo]/"),
    *("http://[fec0::1]/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::1]/"),
    *("http://169.254.169.254/latest/meta-data/", "http://10.0.0.5/"),
    *("http://167772165/", "http://100.64.0.1/", "http://192.88.99.1/"),
    *("http://localhost/", "http://localhost./", "http://x.localhost/"),
    *("http://LOCALHOST:80/", "http://127.0.\t0.1/", "http://127.0.0.1%2f@public.test"),
)
CONFUSING = (
    "http://public.test@10.0.0.5/",
    f"http://{PUBLIC}@10.0.0.5/",
    "http://10.0.0.5@public.test/",
    "http://public.test\\@10.0.0.5/",
    "http://10.0.0.5\\@public.test/",
    "http://public.test#@10.0.0.5/",
    "http://public.test?@10.0.0.5/",
    "http://10.0.0.5#@public.test/",
    "http://10.0.0.5;public.test/",
    "http://public.test%00.10.0.0.5/",
    "http:10.0.0.5/",
    "http:///10.0.0.5/",
    "//10.0.0.5/",
    "http://public.test/%0d%0aHost:%2010.0.0.5/",
)
AT_PORTS = tuple(f"http://public.test:{port}/" for port in OTHER_SERVICES)
BY_NAME = tuple(f"http://{name}/" for name in NAMES if name != "both.test")
TARGETS = (
    *("http://127.0.0.1/", "http://[::1]/", "http://10.0.0.5/", "http://2130706433/"),
    *("http://private.test/", "http://mixed.test/", "http://rebind-back.test/"),
    *("//10.0.0.5/", "http://public.test@10.0.0.5/", "http:\\\\10.0.0.5/"),
    *("file:///etc/passwd", "gopher://10.0.0.5:80/_x", "ftp://10.0.0.5:80/"),
    *("http://public.test/to?http://10.0.0.5/", "http://[::ffff:10.0.0.5]/"),
    *AT_PORTS,
)
REDIRECTED = tuple(
    f"http://public.test/{how}?{target}"
    for how in ("to", "for-good")
    for target in TARGETS
)
HEADERS = ("http://public.test/alternative", "http://public.test/refresh")
ATTACKS = tuple(
    dict.fromkeys(
        (*LITERALS, *CONFUSING, *AT_PORTS, *BY_NAME, *REDIRECTED, *HEADERS),
    )
)
PROXIES = ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "ALL_PROXY")

Client = Callable[[tuple[str, ...]], Mapping[str, str]]


def guarded(urls: tuple[str, ...], workers: int = 1) -> dict[str, str]:
    """Look at the links as an audit does, twice, so that names can change between."""
    settings = Manners(interval=0, timeout=4, workers=workers, failures=100)
    doors = Doors(name_server=f"{NAME_SERVER}:53")
    return {
        verdict.url: f"{verdict.verdict}: {verdict.why}"
        for _ in range(2)
        for verdict in look(urls, settings, doors)
    }


def guarded_by_workers(urls: tuple[str, ...]) -> dict[str, str]:
    """Look at the links as an audit of many of them does, in three processes."""
    return guarded(urls, workers=3)


def guarded_in_a_hurry(urls: tuple[str, ...]) -> dict[str, str]:
    """Look at the links as a submission does, a few of them at a time."""
    doors = Doors(name_server=f"{NAME_SERVER}:53")
    return {
        verdict.url: f"{verdict.verdict}: {verdict.why}"
        for start in range(0, len(urls), 8)
        for verdict in verdicts_for(urls[start : start + 8], doors, deadline=3)
    }


def naive(urls: tuple[str, ...]) -> dict[str, str]:
    """Fetch the links as most programs do: the negative control."""
    import requests  # noqa: PLC0415 - it looks for IPv6 when it is imported

    said: dict[str, str] = {}
    for url in urls:
        with requests.Session() as direct:
            # Through the proxy of the environment all would reach one address.
            direct.trust_env = False
            try:
                said[url] = f"alive: {direct.get(url, timeout=2).status_code}"
            except (requests.RequestException, ValueError) as error:
                said[url] = f"unknown: {type(error).__name__}"
    return said


CLIENTS: dict[str, Client] = {
    "guarded": guarded,
    "guarded by workers": guarded_by_workers,
    "guarded in a hurry": guarded_in_a_hurry,
    "naive": naive,
}


def main(name: str) -> None:
    _build_the_network()
    with ExitStack() as stack:
        secret = {"*": says(200, b"secret")}
        out_of_bounds = {host: _serve(stack, host, secret) for host in PRIVATE} | {
            f"{PUBLIC}:{port}": _serve(stack, PUBLIC, secret, port=port)
            for port in OTHER_SERVICES
        }
        for host in (PUBLIC, PUBLIC_6):
            _serve(stack, host, PAGES)
        names = serving_names(NAMES, host=NAME_SERVER, port=53)
        stack.enter_context(names)
        os.environ.update(dict.fromkeys(PROXIES, "http://10.0.0.5:80"))
        started = time.monotonic()
        attacks = CLIENTS[name](ATTACKS)
        seconds = time.monotonic() - started
        reached = {where: server.connections for where, server in out_of_bounds.items()}
        for proxy in PROXIES:
            del os.environ[proxy]
        legitimate = CLIENTS[name](LEGITIMATE)
    report = {
        "attacks": attacks,
        "legitimate": legitimate,
        "reached": reached,
        "seconds": seconds,
    }
    sys.stdout.write(json.dumps(report))


def _redirect(status: int) -> Script:
    def script(connection: socket.socket, asked: object) -> bool:
        target = getattr(asked, "path", "").partition("?")[2]
        return says(status, location=target)(connection, asked)  # pyright: ignore[reportArgumentType] - what came in

    return script


PAGES: dict[str, Script] = {
    "/to": _redirect(302),
    "/for-good": _redirect(308),
    "/alternative": says(200, alt_svc='h2="10.0.0.5:80", http/1.1="10.0.0.5:80"'),
    "/refresh": says(200, refresh="0; url=http://10.0.0.5/"),
    "*": says(200),
}


def _serve(
    stack: ExitStack, host: str, pages: dict[str, Script], port: int = 80
) -> WebServer:
    return stack.enter_context(serving(pages, host=host, port=port))


def _build_the_network() -> None:
    """Give the loopback device of this namespace all addresses, and our name server."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        # SIOCSIFFLAGS, IFF_UP
        fcntl.ioctl(control, 0x8914, struct.pack("16sH14x", b"lo", 1))
        addresses = [ip_address(text) for text in (PUBLIC, *PRIVATE)]
        for number, address in enumerate(addresses):
            if address.version == 4 and not address.is_loopback:
                alias = f"lo:{number}".encode()
                packed = struct.pack(
                    "16sHH4s8x", alias, socket.AF_INET, 0, address.packed
                )
                fcntl.ioctl(control, 0x8916, packed)  # SIOCSIFADDR
    index = socket.if_nametoindex("lo")
    with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as control:
        for text in (PUBLIC_6, *PRIVATE):
            address = ip_address(text)
            if address.version == 6 and not address.is_loopback:
                packed = struct.pack("16sIi", address.packed, 128, index)
                fcntl.ioctl(control, 0x8916, packed)  # SIOCSIFADDR
                _wait_until_there(text)
    _use_our_name_server()


def _wait_until_there(address: str) -> None:
    """Wait for the system, which gives an IPv6 address out some time after."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        with (
            suppress(OSError),
            socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as one,
        ):
            one.bind((address, 0, 0, socket.if_nametoindex("lo")))
            return
        time.sleep(0.01)


def _use_our_name_server() -> None:
    """Lay our own resolv.conf over the machine's, in this namespace alone."""
    file = Path(tempfile.mkdtemp()) / "resolv.conf"
    file.write_text(f"nameserver {NAME_SERVER}\noptions timeout:1 attempts:1\n")
    libc = ctypes.CDLL(None, use_errno=True)
    private, bind = 1 << 18 | 1 << 14, 1 << 12
    if libc.mount(b"none", b"/", None, private, None) or libc.mount(
        str(file).encode(), b"/etc/resolv.conf", None, bind, None
    ):
        raise OSError(ctypes.get_errno(), "no private mounts")


if __name__ == "__main__":
    main(sys.argv[1])
