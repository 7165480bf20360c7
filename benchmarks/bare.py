"""What libcurl takes by itself: `python benchmarks/bare.py LINKS PROCESSES AT_ONCE`.

The ceiling for listbot: the same links, connections, keys and ciphers, in the same
processes, without all that makes it safe and polite. No names are looked up, no address
is judged, nothing is written but one line for each answer.
"""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from pathlib import Path
from urllib.parse import urlsplit

import pycurl
from internet.names import address_of

_AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt"
_CIPHERS = "TLS_AES_128_GCM_SHA256:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_256_GCM_SHA384"


def main() -> None:
    """Share the hosts out among copies of this process, and ask them all."""
    file, processes, at_once = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    links_by_host: defaultdict[str, list[str]] = defaultdict(list)
    for link in Path(file).read_text().split():
        links_by_host[urlsplit(link).hostname or ""].append(link)
    hosts = list(links_by_host.items())
    # A copy asks its part and no more copies are made of it: the first is number 0.
    number = next((copy for copy in range(1, processes) if not os.fork()), 0)
    answers = _ask(hosts[number::processes], at_once // processes)
    sys.stdout.write("".join(f'"verdict": {status}\n' for status in answers))
    sys.stdout.flush()
    for _ in range(0 if number else processes - 1):
        os.wait()
    os._exit(0)


def _ask(hosts: list[tuple[str, list[str]]], at_once: int) -> list[int]:
    """Ask the hosts in turn, each about all of its links over one connection."""
    multi = pycurl.CurlMulti()
    multi.setopt(pycurl.M_MAXCONNECTS, 4096)
    waiting = iter(hosts)
    left: dict[pycurl.Curl, list[str]] = {}
    statuses: list[int] = []

    def go_on(curl: pycurl.Curl) -> None:
        if not left.get(curl):
            host, links = next(waiting, ("", []))
            if not links:
                left.pop(curl, None)
                return
            left[curl] = list(links)
            curl.setopt(pycurl.RESOLVE, [f"{host}:443:{address_of(host)}"])
        curl.setopt(pycurl.URL, left[curl].pop(0))
        curl.setopt(pycurl.FORBID_REUSE, not left[curl])
        multi.add_handle(curl)

    for _ in range(at_once):
        go_on(_handle())
    while left:
        multi.perform()
        _, done, failed = multi.info_read(4096)
        for curl in (*done, *(one for one, _, _ in failed)):
            statuses.append(curl.getinfo(pycurl.RESPONSE_CODE))
            multi.remove_handle(curl)
            go_on(curl)
        if not done:
            multi.select(0.1)
    return statuses


def _handle() -> pycurl.Curl:
    curl = pycurl.Curl()
    curl.setopt(pycurl.NOBODY, 1)
    curl.setopt(pycurl.CAINFO, _AUTHORITIES)
    curl.setopt(pycurl.SSL_EC_CURVES, "X25519:P-256:P-384:P-521")
    curl.setopt(pycurl.TLS13_CIPHERS, _CIPHERS)
    curl.setopt(pycurl.SSL_SESSIONID_CACHE, 0)
    curl.setopt(pycurl.HEADERFUNCTION, lambda _: None)
    return curl


if __name__ == "__main__":
    main()
