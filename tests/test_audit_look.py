"""`listbot audit look`: every link gets one line, whatever ends the run."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from listbot import cli
from listbot.catalog import schema
from listbot.catalog.link_verdict import LinkVerdict
from listbot.jobs import looking
from web_lab.authority import Authority, new_authority
from web_lab.name_server import serving_names
from web_lab.web_server import (
    Script,
    WebServer,
    drips,
    hangs,
    raw,
    resets,
    says,
    serving,
)

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from datetime import date
    from pathlib import Path

_LIST = """\
title: Tools
sections: [Tools]
links: {Home: {}, Code: {}}
audit: {interval: 0, workers: 1}
"""
PAGES: dict[str, Script] = {
    "/there": says(200),
    "/gone": says(404),
    "/moved": says(301, location="/there"),
    "/shut": says(403),
}


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Generator[WebServer]:
    monkeypatch.setenv("LISTBOT_ALLOW_ADDRESSES", "127.0.0.0/8")
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    with serving(PAGES, host="0.0.0.0") as server:  # noqa: S104 - all of 127/8
        yield server


@pytest.fixture
def repo(tmp_path: Path, web: WebServer) -> Path:
    """Make a list with two entries that share a link, in a git repository."""
    folder = tmp_path / "repo"
    (folder / "entries" / "2024").mkdir(parents=True)
    (folder / "listbot.yml").write_text(_LIST)
    for slug, path in (("one", "/gone"), ("two", "/moved")):
        (folder / f"entries/2024/{slug}.yml").write_text(
            f"title: {slug}\ndate: 2024\nsections: [tools]\nlinks:\n"
            f"  Home: {web.url('/there')}\n  Code: {web.url(path)}\n"
        )
    subprocess.run(["git", "-C", str(folder), "init", "-q"], check=True)
    return folder


def list_of(folder: Path, urls: Iterable[str]) -> str:
    """Write a file of addresses and return its path."""
    file = folder / "links.txt"
    file.write_text("\n".join(urls) + "\n")
    return str(file)


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def without_times(text: str) -> list[dict[str, Any]]:
    rows = sorted(lines(text), key=lambda row: row.get("url", "~"))
    return [
        {key: value for key, value in row.items() if key != "seconds"}
        for row in rows
        if "summary" not in row
    ]


# What it says


@given(
    st.builds(
        LinkVerdict,
        url=st.text(),
        verdict=st.sampled_from(["alive", "dead"]),
        status=st.none() | st.integers(0, 999),
        why=st.text(),
        moved_to=st.none() | st.text(),
        seconds=st.floats(0, 1e6),
        requests=st.integers(0, 99),
    ),
    st.lists(st.text()),
)
def test_a_line_is_json_whatever_stands_in_it(verdict: LinkVerdict, slugs: list[str]):
    written = looking.line(verdict, slugs)

    told = asdict(verdict) | {"entries": slugs}
    del told["archived"]
    assert json.loads(written) == told
    assert written.count("\n") == 1
    read = looking.read_looked(written, file="x").verdict_by_url[verdict.url]
    assert read == verdict


def test_every_link_is_a_line_and_the_last_line_sums_up(
    web: WebServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    urls = [web.url(path) for path in PAGES]

    code = cli.run(["audit", "look", "--links", list_of(tmp_path, urls), "--json"])

    *rows, last = lines(capsys.readouterr().out)
    assert code == 1
    assert {row["url"].rpartition("/")[2]: row["verdict"] for row in rows} == {
        "there": "alive",
        "gone": "dead",
        "moved": "moved",
        "shut": "blocked",
    }
    gone = next(row for row in rows if row["verdict"] == "dead")
    assert gone | {"seconds": 0} == {
        "url": web.url("/gone"),
        "verdict": "dead",
        "by": "web",
        "status": 404,
        "why": "Answers 404: there is no such page.",
        "moved_to": None,
        "seconds": 0,
        "requests": 2,
        "entries": [],
    }
    counts = last["summary"]
    assert list(counts) == [
        *("links", "alive", "moved", "dead", "blocked", "unknown"),
        *("requests", "seconds", "connections", "at"),
    ]
    assert (counts["links"], counts["dead"], counts["unknown"]) == (4, 1, 0)


def test_every_line_fits_the_published_schema(
    web: WebServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    urls = [*(web.url(path) for path in PAGES), "no address"]
    known: Any = jsonschema.Draft202012Validator(schema.json_schema("audit"))

    cli.run(["audit", "look", "--links", list_of(tmp_path, urls), "--json"])

    for row in lines(capsys.readouterr().out):
        known.validate(row)


def test_links_of_the_list_are_told_with_their_entries(
    web: WebServer, repo: Path, capsys: pytest.CaptureFixture[str]
):
    cli.run(["audit", "look", "--repo", str(repo), "--json"])

    rows = without_times(capsys.readouterr().out)
    assert {row["url"]: row["entries"] for row in rows} == {
        web.url("/gone"): ["one"],
        web.url("/moved"): ["two"],
        web.url("/there"): ["one", "two"],
    }


def test_people_are_told_what_is_worth_telling(
    web: WebServer, repo: Path, capsys: pytest.CaptureFixture[str]
):
    code = cli.run(["audit", "look", "--repo", str(repo)])

    *told, last = capsys.readouterr().out.splitlines()
    assert code == 1
    assert told == [
        f"dead    {web.url('/gone')}",
        "        Answers 404: there is no such page.",
        f"moved   {web.url('/moved')}",
        f"        Moved for good to “{web.url('/there')}”.",
    ]
    assert last.startswith("3 links: 1 alive, 1 moved, 1 dead (")


def test_a_job_gets_a_table(
    web: WebServer,
    repo: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))

    cli.run(["audit", "look", "--repo", str(repo)])

    table, _, _ = (tmp_path / "summary.md").read_text().partition("\n\n3 links")
    assert web.connections
    assert table == (
        "### Links\n\n| verdict | links |\n| --- | ---: |\n| alive | 1 |\n| moved | 1 |"
        "\n| dead | 1 |\n| blocked | 0 |\n| unknown | 0 |"
    )


def test_a_terminal_shows_a_bar_while_it_lasts(web: WebServer, tmp_path: Path):
    some = list_of(tmp_path, [web.url("/there"), web.url("/gone")])
    ours, theirs = pty.openpty()

    done = subprocess.run(
        [sys.executable, "-m", "listbot", "audit", "look", "--links", some],
        stdout=subprocess.PIPE,
        stderr=theirs,
        env=os.environ | {"TERM": "xterm", "COLUMNS": "80"},
        check=False,
    )

    os.close(theirs)
    shown = b""
    with contextlib.suppress(OSError):
        while piece := os.read(ours, 4096):
            shown += piece
    os.close(ours)
    assert "━".encode() in shown
    assert b"/2" in shown
    assert "━" not in done.stdout.decode()


def test_offline_asks_nobody_and_knows_nothing(
    web: WebServer, repo: Path, capsys: pytest.CaptureFixture[str]
):
    code = cli.run(["audit", "look", "--repo", str(repo), "--offline"])

    assert (code, web.connections) == (0, 0)
    assert capsys.readouterr().out.startswith("3 links: 3 unknown (0 requests")


def test_a_dry_run_asks_nobody_and_writes_nothing(
    web: WebServer, repo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    out = tmp_path / "looked.jsonl"

    cli.run(["audit", "look", "--repo", str(repo), "--dry-run", "--out", str(out)])

    assert capsys.readouterr().out == "Would look at 3 links.\n"
    assert (web.connections, out.exists()) == (0, False)


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["--shard", "0/4"], id="no part"),
        pytest.param(["--shard", "5/4"], id="beyond the last part"),
        pytest.param(["--shard", "half"], id="no numbers"),
        pytest.param(["--timeout", "0"], id="no time"),
        pytest.param(["--workers", "many"], id="no number"),
        pytest.param(["--links", "nowhere.txt"], id="no such file"),
    ],
)
def test_what_cannot_be_asked_for_is_exit_code_2(words: list[str], tmp_path: Path):
    some = list_of(tmp_path, ["https://example.org/"])

    assert cli.run(["audit", "look", "--links", some, *words]) == 2


# Shards


def test_shards_put_together_are_the_whole(
    web: WebServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    hosts = [f"127.0.1.{number}" for number in range(1, 6)]
    some = list_of(tmp_path, (web.url(path, host) for host in hosts for path in PAGES))
    words = ["audit", "look", "--links", some, "--json", "--interval", "0"]

    cli.run(words)
    whole = without_times(capsys.readouterr().out)
    for number in range(1, 9):
        cli.run([*words, "--shard", f"{number}/8", "--workers", "1"])
    parts = without_times(capsys.readouterr().out)

    assert parts == whole


def test_pages_that_hang_do_not_hide_the_same_others_every_week(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("LISTBOT_ALLOW_ADDRESSES", "127.0.0.0/8")
    seen: set[str] = set()

    with serving({"/there": says(200), "/hangs": hangs()}) as web:
        there = [web.url(f"/there?{n}") for n in range(3)]
        links = [*(web.url(f"/hangs?{n}") for n in range(3)), *there]
        words = ["--links", list_of(tmp_path, links), "--json", "--interval", "0"]
        for day in ("02", "09", "16", "23", "30"):
            now = ["--now", f"2026-11-{day}T06:00:00Z", "--timeout", "0.2"]
            cli.run(["audit", "look", *words, *now, "--per-host", "1"])
            rows = lines(capsys.readouterr().out)
            seen |= {row["url"] for row in rows if row.get("verdict") == "alive"}

    assert seen == set(there)


@given(st.lists(st.text(), unique=True), st.dates())
def test_a_part_of_the_links_is_in_the_same_order_as_in_all(urls: list[str], day: date):
    part = urls[::2]

    ordered = looking.in_turn(urls, day)

    assert sorted(ordered) == sorted(urls)
    assert looking.in_turn(part, day) == [url for url in ordered if url in part]


# Interruption


@pytest.mark.parametrize(
    ("number", "code"),
    [
        pytest.param(signal.SIGINT, 130, id="Ctrl-C"),
        pytest.param(signal.SIGTERM, 130, id="SIGTERM"),
        pytest.param(signal.SIGKILL, -signal.SIGKILL, id="kill"),
    ],
)
def test_the_next_run_goes_on_where_one_was_stopped(
    web: WebServer,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    number: signal.Signals,
    code: int,
):
    out = tmp_path / "looked.jsonl"
    seen = [web.url(f"/there?{n}", f"127.0.1.{n}") for n in range(1, 20)]
    with serving({"*": hangs()}, host="0.0.0.0") as slow:  # noqa: S104 - all of 127/8
        some = list_of(tmp_path, [*seen, slow.url("/"), slow.url("/x", "127.0.0.2")])
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "listbot", "audit", "look"),
                *("--links", some, "--out", str(out), "--timeout", "60"),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=os.environ,
        )
        _wait_for_lines(out, 19)
        started = time.monotonic()
        process.send_signal(number)
        ended = process.wait(10)
        took = time.monotonic() - started
    asked = len(web.asked)
    with out.open("a") as file:
        file.write('{"url": "https://cut.off/')

    cli.run(["audit", "look", "--links", some, "--out", str(out), "--timeout", "1"])

    capsys.readouterr()
    assert (ended, took < 2) == (code, True)
    assert len(web.asked) == asked
    rows = lines(out.read_text())
    assert Counter(row["verdict"] for row in rows[:-1]) == {"alive": 19, "unknown": 2}
    assert rows[-1]["summary"]["links"] == 21


def _wait_for_lines(file: Path, number: int) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        if file.exists() and file.read_text().count("\n") >= number:
            return
        time.sleep(0.05)


def test_a_whole_file_is_written_anew(web: WebServer, repo: Path, tmp_path: Path):
    out = tmp_path / "looked.jsonl"
    words = ["audit", "look", "--repo", str(repo), "--out", str(out)]
    cli.run(words)
    asked = len(web.asked)

    cli.run(words)

    assert len(web.asked) == 2 * asked
    assert len(lines(out.read_text())) == 4


def test_an_unfinished_file_of_long_ago_is_not_gone_on_with(
    web: WebServer, repo: Path, tmp_path: Path
):
    out = tmp_path / "looked.jsonl"
    old = {"url": web.url("/there"), "verdict": "dead", "why": "long ago"}
    out.write_text(json.dumps(old) + "\n")
    os.utime(out, (0, 0))

    cli.run(["audit", "look", "--repo", str(repo), "--out", str(out)])

    assert "long ago" not in out.read_text()


def test_a_file_of_somebody_elses_is_not_overwritten(
    repo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    out = tmp_path / "notes.md"
    out.write_text("# Notes\n\nmine\n")

    code = cli.run(["audit", "look", "--repo", str(repo), "--out", str(out)])

    assert code == 2
    assert out.read_text() == "# Notes\n\nmine\n"
    assert f"{out}, line 1: this is no line of `listbot audit look`." in (
        capsys.readouterr().err
    )


# Whatever an entry can hold, and whatever a server can answer

_NAMES = {
    "twice.test": "127.0.0.1 | 10.0.0.1",
    "mixed.test": "127.0.0.1 10.0.0.1",
    "private.test": "10.0.0.1",
    "silent.test": "silence",
    "failing.test": "failure",
    "empty.test": "",
    "wrong.test": "127.0.0.1",
}
_ANSWERS: dict[str, Script] = {
    "/drip": drips(b"HTTP/1.1 200 OK\r\n", b"x-a: b\r\n"),
    "/endless": drips(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 65536, pause=0.0),
    "/bomb": says(200, b"\x1f\x8b\x08" + b"\0" * 999, content_encoding="gzip"),
    "/interim": raw(b"HTTP/1.1 103 Early Hints\r\n\r\n"),
    "/inside": says(302, location="http://10.0.0.1/secret"),
    "/circle": says(302, location="/circle"),
    "/silent": hangs(),
    "/reset": resets,
    "/nonsense": raw(b"220 mail.example.org ESMTP\r\n"),
}
_ADDRESSES = [
    ("ftp://example.org/x", "Not asked. “ftp://example.org/x” does not start with "),
    ("javascript:alert(1)", "Not asked. “javascript:alert(1)” does not start with "),
    ("https://me:secret@x.org/", "Not asked. The address at “x.org” holds a user "),
    ("http://nowhere.test:99999/", "Not asked. “http://nowhere.test:99999/” names a p"),
    ("http://bücher.test/", "There is no host named “xn--bcher-kva.test”."),
    ("http://2130706433:2/", "Nobody takes connections at “127.0.0.1”."),
    ("http://0x7f.1:2/", "Nobody takes connections at “127.0.0.1”."),
    ("http://0177.0.0.1:2/", "Nobody takes connections at “127.0.0.1”."),
    ("http://mail.example.org:25/", "Not asked: port 25 of “mail.example.org” is for"),
    ("http://10.0.0.1/", "Not asked: “10.0.0.1” is at 10.0.0.1 (a private network),"),
    ("http://[::1]/", "Not asked: “[::1]” is at ::1 ("),
    ("http://[::ffff:10.0.0.1]/", "Not asked: “[::ffff:a00:1]” is at ::ffff:a00:1 ("),
    ("http://169.254.169.254/", "Not asked: “169.254.169.254” is at 169.254.169.254"),
    (f"http://x.org/{'a' * 3000}", "Not asked. “http://x.org/aaa"),
    ("http://nowhere.test/a b", "There is no host named “nowhere.test”."),
    ("not an address", "Not asked. “not an address” does not start with "),
    ("http://private.test/", "Not asked: “private.test” is at 10.0.0.1 (a private "),
    ("http://mixed.test/", "Not asked: “mixed.test” is at 10.0.0.1 (a private "),
    ("http://silent.test/", "The name service did not answer for “silent.test”."),
    ("http://failing.test/", "The name service did not answer for “failing.test”."),
    ("http://empty.test/", "“empty.test” has no address that can be reached from "),
    ("http://{twice}/there", "Answers 200."),
    ("{web}/drip", "“127.0.0.1” did not answer within "),
    ("{web}/endless", "Answers 200."),
    ("{web}/bomb", "Answers 200."),
    ("{web}/interim", "“127.0.0.1” gave no whole answer."),
    ("{web}/inside", "Not asked: “10.0.0.1” is at 10.0.0.1 (a private network), "),
    ("{web}/circle", "Redirects in a circle, to “"),
    ("{web}/silent", "“127.0.0.1” did not answer within "),
    ("{web}/reset", "“127.0.0.1” gave no whole answer."),
    ("{web}/nonsense", "“127.0.0.1” gave no whole answer."),
    ("{tls}/", "“wrong.test” cannot be trusted: "),
]


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return new_authority(tmp_path_factory.mktemp("authority"))


def test_whatever_there_is_gets_a_verdict_and_a_sentence_in_time(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    authority: Authority,
):
    monkeypatch.setenv("LISTBOT_ALLOW_ADDRESSES", "127.0.0.0/8")
    pages = {**_ANSWERS, "/there": says(200)}
    tls = authority.context_for("other.test")
    with (
        serving(pages) as web,
        serving({"*": says(200)}, tls=tls) as secure,
        serving_names(_NAMES) as names,
    ):
        monkeypatch.setenv("LISTBOT_DNS", names.address)
        places = {
            "web": web.url(""),
            "twice": f"twice.test:{web.port}",
            "tls": secure.url("", "wrong.test"),
        }
        why_by_url = {url.format(**places): why for url, why in _ADDRESSES}
        some = list_of(tmp_path, why_by_url)
        words = ["--json", "--timeout", "3", "--interval", "0", "--per-host", "30"]
        started = time.monotonic()
        cli.run(["audit", "look", "--links", some, *words])
        took = time.monotonic() - started

    rows = lines(capsys.readouterr().out)[:-1]
    told = {row["url"]: row["why"] for row in rows}
    assert {url: why for url, why in told.items() if "\n" in why} == {}
    assert {url: told[url][: len(why)] for url, why in why_by_url.items()} == why_by_url
    assert all(row["verdict"] != "dead" or "no host" in row["why"] for row in rows)
    assert took < 3 + 2
