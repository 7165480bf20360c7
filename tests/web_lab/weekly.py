"""A web that changes from week to week: its pages, its names and its registries.

A script says what a host answers from which week on; a spell lies over all of it for
one week. Everything goes over HTTP and DNS on loopback.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias
from urllib.parse import unquote

from web_lab.name_server import FAILURE, serving_names
from web_lab.web_server import Asked, Script, says, serving

if TYPE_CHECKING:
    import socket

Timeline: TypeAlias = Mapping[int, Script]
"""What is answered, by the week from which on it is."""
Spell: TypeAlias = Literal["no-names", "denied-names", "strange-network"]

_THERE = "127.0.0.1"
# On loopback too, and nobody listens at it.
_NOBODY = "127.0.0.9"


def nameless(connection: socket.socket, asked: Asked) -> bool:
    """Stand for a host whose name does not exist."""
    raise AssertionError((connection, asked.path))


def refused(connection: socket.socket, asked: Asked) -> bool:
    """Stand for a host that takes no connection."""
    raise AssertionError((connection, asked.path))


def leads_to(host: str, path: str = "", *, status: int = 301) -> Script:
    """Redirect to another host; to the same path there, if none is named."""

    def script(connection: socket.socket, asked: Asked) -> bool:
        port = asked.headers["host"].partition(":")[2]
        place = f"http://{host}:{port}{path or asked.path}"
        return says(status, location=place)(connection, asked)

    return script


@dataclass
class WeeklyWeb:
    """The web as it is in *week*; *hosts* are the pages, the registries among them.

    What is asked of a host that nobody has scripted is kept in *strangers*.
    """

    hosts: Mapping[str, Timeline]
    spells: Mapping[int, Spell]
    week: int = 0
    port: int = 0
    names: dict[str, str] = field(default_factory=dict[str, str])
    strangers: list[str] = field(default_factory=list[str])

    def turn_to(self, week: int) -> None:
        """Let it be another week."""
        self.week = week
        spell = self.spells.get(week)
        self.names.clear()
        for host in self.hosts if spell != "denied-names" else ():
            script = self.script(host)
            if spell == "no-names":
                self.names[host] = FAILURE
            elif script is not nameless:
                self.names[host] = _NOBODY if script is refused else _THERE

    def script(self, host: str) -> Script:
        """Return what a host answers now."""
        timeline = self.hosts[host]
        return timeline[max(start for start in timeline if start <= self.week)]

    def url(self, host: str, path: str = "/") -> str:
        """Return the address of a page."""
        return f"http://{host}:{self.port}{path}"

    def answer(self, connection: socket.socket, asked: Asked) -> bool:
        """Answer one request as the script of its host has it."""
        host = asked.headers["host"].partition(":")[0]
        if host not in self.hosts:
            self.strangers.append(host)
            return says(500)(connection, asked)
        if self.spells.get(self.week) == "strange-network":
            return says(404, b"<h1>Pay for your room first</h1>")(connection, asked)
        return self.script(host)(connection, asked)


@contextmanager
def serving_weekly(
    hosts: Mapping[str, Timeline], spells: Mapping[int, Spell]
) -> Generator[tuple[WeeklyWeb, str]]:
    """Serve the web, and yield it with the address of its name server."""
    web = WeeklyWeb(hosts, spells)
    with serving({"*": web.answer}) as server, serving_names(web.names) as names:
        web.port = server.port
        yield web, names.address


# Registries, as far as links are asked about


def data(answer: object, status: int = 200) -> Script:
    """Answer with JSON."""
    body = json.dumps(answer).encode()
    return says(status, body, content_type="application/json")


def maintenance(status: int = 200) -> Script:
    """Answer with a page for people where a program has asked."""
    return says(status, b"<html><h1>We will be back soon</h1></html>")


def by_path(answers: Callable[[str], Script]) -> Script:
    """Answer with what is made of the path and query that were asked for."""

    def script(connection: socket.socket, asked: Asked) -> bool:
        return answers(unquote(asked.path))(connection, asked)

    return script


def handles(*gone: str, deleted: tuple[str, ...] = ()) -> Script:
    """Be doi.org, which knows every DOI but those that are *gone*."""

    def answers(path: str) -> Script:
        doi = path.removeprefix("/api/handles/")
        if doi in gone:
            return data({"responseCode": 100, "handle": doi}, 404)
        place = "crossref.org/deleted_DOI.html" if doi in deleted else "x.test/paper"
        value = {"type": "URL", "data": {"value": f"https://{place}"}}
        return data({"responseCode": 1, "handle": doi, "values": [value]})

    return by_path(answers)


def datacite(*gone: str) -> Script:
    """Be DataCite, which has every paper of arXiv's but those that are *gone*."""

    def answers(path: str) -> Script:
        number = path.rpartition("arxiv.")[2]
        if number in gone:
            return data({"errors": [{"status": "404"}]}, 404)
        return data({"data": {"id": f"10.48550/arxiv.{number}"}})

    return by_path(answers)


def arxiv(*gone: str) -> Script:
    """Be arXiv, which has every paper but those that are *gone*."""

    def answers(path: str) -> Script:
        (asked,) = re.findall(r"id_list=([^&]*)", path)
        entries = [
            f"<entry><id>http://arxiv.org/abs/{number}v1</id></entry>"
            for number in asked.split(",")
            if number not in gone
        ]
        return says(200, f"<feed>{''.join(entries)}</feed>".encode())

    return by_path(answers)


def github(names: Mapping[str, str | None], *archived: str) -> Script:
    """Be GitHub's GraphQL: repositories have other *names* now, or none."""

    def script(connection: socket.socket, asked: Asked) -> bool:
        query = json.loads(asked.body)["query"]
        wanted = re.findall(r'(r\d+): repository\(owner: "(.*?)", name: "(.*?)"', query)
        found: dict[str, object] = {}
        errors: list[object] = []
        for alias, owner, name in wanted:
            now = names.get(f"{owner}/{name}", f"{owner}/{name}")
            found[alias] = {"nameWithOwner": now, "isArchived": now in archived}
            if now is None:
                found[alias] = None
                errors.append({"type": "NOT_FOUND", "path": [alias]})
        return data({"data": found} | ({"errors": errors} if errors else {}))(
            connection, asked
        )

    return script


def too_many_questions(connection: socket.socket, asked: Asked) -> bool:
    """Be GitHub's GraphQL when it wants fewer questions."""
    error = {"type": "RATE_LIMITED", "message": "API rate limit exceeded"}
    return data({"data": {}, "errors": [error]})(connection, asked)


def hugging_face(*gone: str, gated: tuple[str, ...] = ()) -> Script:
    """Be Hugging Face, which has every model but those that are *gone*."""

    def answers(path: str) -> Script:
        name = path.removeprefix("/api/models/")
        if name in gone:
            return data({"error": "Repository not found"}, 404)
        return data({"id": name, "gated": "auto" if name in gated else False})

    return by_path(answers)


def crossref() -> Script:
    """Be Crossref, which knows every PII."""
    return data({"status": "ok", "message": {"total-results": 1}})


def wayback(copies: Mapping[str, str]) -> Script:
    """Be the archive: the host of a page by the host that has a copy of it."""

    def script(connection: socket.socket, asked: Asked) -> bool:
        page = unquote(asked.path).partition("url=")[2]
        port = asked.headers["host"].partition(":")[2]
        found = [
            {"available": True, "url": f"http://{place}:{port}/2025/{host}"}
            for host, place in copies.items()
            if f"//{host}" in page
        ]
        closest = {"closest": found[0]} if found else {}
        return data({"archived_snapshots": closest})(connection, asked)

    return script
