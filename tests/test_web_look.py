import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Generator, Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listbot.catalog.link_verdict import LinkVerdict
from listbot.catalog.manners import Manners
from listbot.web import shards
from listbot.web.doors import Doors
from listbot.web.look import Tally, look, verdicts_for
from web_lab.name_server import serving_names
from web_lab.web_server import (
    Script,
    WebServer,
    by_method,
    hangs,
    in_turn,
    resets,
    says,
    serving,
)

DOORS = Doors(allowed=("127.0.0.0/8",))
QUICK = Manners(interval=0, timeout=2, workers=1)
PAGES: dict[str, Script] = {
    "/there": says(200),
    "/gone": says(410),
    "/moved": says(301, location="/there"),
    "/shut": says(403),
    "/broken": resets,
    "/trouble": says(500),
    "/no-head": by_method(head=says(405), get=says(200)),
    "/later": in_turn(says(429, retry_after="1"), says(200)),
}


@pytest.fixture
def web() -> Generator[WebServer]:
    with serving(PAGES, host="0.0.0.0") as server:  # noqa: S104 - all of 127/8
        yield server


def verdict_by_url(verdicts: Iterable[LinkVerdict]) -> dict[str, LinkVerdict]:
    return {verdict.url: replace(verdict, seconds=0) for verdict in verdicts}


def hosts_and_paths(server: WebServer, hosts: int) -> list[str]:
    return [
        server.url(path, f"127.0.1.{host}")
        for host in range(1, hosts + 1)
        for path in PAGES
        if path != "/later"
    ]


def test_every_link_gets_one_verdict_and_is_counted(web: WebServer):
    links = [*hosts_and_paths(web, 3), "ftp://x.org/", web.url("/there", "127.0.1.1")]
    tally = Tally()

    verdicts = list(look(links, QUICK, DOORS, tally=tally))

    assert sorted(verdict.url for verdict in verdicts) == sorted(set(links))
    assert tally.by_verdict == Counter(
        {"alive": 6, "dead": 3, "moved": 3, "blocked": 3, "unknown": 7}
    )
    assert tally.links == len(verdicts)
    # libcurl asks by itself once more where a connection it used again breaks.
    broken = sum(asked.path == "/broken" for asked in web.asked)
    assert tally.requests - 2 * 3 == len(web.asked) - broken
    assert tally.connections == web.connections
    assert tally.seconds > 0


def test_a_host_that_wants_a_pause_gets_it_and_answers_then(web: WebServer):
    started = time.monotonic()

    (verdict,) = look([web.url("/later")], QUICK, DOORS)

    assert (verdict.verdict, verdict.requests) == ("alive", 2)
    assert time.monotonic() - started > 1


def test_a_host_that_refuses_head_is_asked_with_get(web: WebServer):
    links = [web.url(f"/no-head?{number}") for number in range(10)]
    settings = replace(QUICK, per_host=1)

    list(look(links, settings, DOORS))

    assert web.methods == Counter(GET=10, HEAD=1)


def test_no_host_is_asked_wider_or_faster_than_configured(web: WebServer):
    settings = Manners(interval=0.05, per_host=2, timeout=5, workers=1)

    list(look([web.url(f"/there?{number}") for number in range(10)], settings, DOORS))

    # A busy machine may bring two requests together, but not all of them.
    assert max(web.times) - min(web.times) > 9 * 0.05 - 0.04
    assert web.most_in_flight <= 2


def test_hosts_that_hang_end_with_the_slowest_link():
    pages = {"/there": says(200), "*": hangs()}
    with serving(pages, host="0.0.0.0") as server:  # noqa: S104 - all of 127/8
        hanging = [server.url(f"/{n}", f"127.0.1.{n % 5}") for n in range(1, 60)]
        answering = [server.url("/there", f"127.0.2.{n}") for n in range(1, 50)]
        started = time.monotonic()
        verdicts = list(look(hanging + answering, QUICK, DOORS))
        passed = time.monotonic() - started

    assert Counter(verdict.verdict for verdict in verdicts) == {
        "unknown": 59,
        "alive": 49,
    }
    assert passed < QUICK.timeout + 2


def test_worker_processes_see_what_one_process_sees(web: WebServer):
    links = hosts_and_paths(web, 3)
    many = replace(QUICK, workers=2)
    tally = Tally()

    one_by_one = verdict_by_url(look(links, QUICK, DOORS))
    together = verdict_by_url(look(links, many, DOORS, tally=tally))

    assert together == one_by_one
    assert tally.connections > 0


def test_shards_put_together_are_the_whole(web: WebServer):
    links = hosts_and_paths(web, 3)

    whole = verdict_by_url(look(links, QUICK, DOORS))
    merged: dict[str, LinkVerdict] = {}
    for number in range(1, 4):
        part = shards.shard(links, number, 3)
        merged |= verdict_by_url(look(part, QUICK, DOORS))

    assert merged == whole


@given(
    st.lists(st.tuples(st.sampled_from("abcdefg"), st.integers(0, 50))),
    st.integers(1, 5),
)
def test_shards_are_whole_hosts_and_miss_nothing(pairs: list[tuple[str, int]], of: int):
    links = [f"https://{host}.org/{page}" for host, page in pairs]

    parts = [shards.shard(links, number, of) for number in range(1, of + 1)]

    assert sorted(url for part in parts for url in part) == sorted(links)
    hosts = [{url.split("/")[2] for url in part} for part in parts]
    assert sum(map(len, hosts)) == len({host for host, _ in pairs})


@given(
    st.dictionaries(st.sampled_from("abcdefg"), st.integers(1, 50)), st.integers(1, 5)
)
def test_workers_get_whole_groups_and_nobody_is_idle(sizes: dict[str, int], of: int):
    groups = {name: [f"{name}{n}" for n in range(size)] for name, size in sizes.items()}

    piles = shards.spread(groups, of)

    assert len(piles) == min(of, len(groups))
    for links in groups.values():
        assert sum(set(links) <= set(pile) for pile in piles) == 1
    assert sum(map(len, piles)) == sum(sizes.values())


def test_a_few_links_are_told_in_their_order_within_the_deadline():
    with serving({"/slow": hangs(), "/there": says(200)}) as server:
        links = [server.url("/slow"), server.url("/there"), server.url("/none"), "x"]
        started = time.monotonic()
        verdicts = verdicts_for(links, DOORS, deadline=1.0)

    assert time.monotonic() - started < 1.5
    assert [verdict.url for verdict in verdicts] == links
    assert [verdict.verdict for verdict in verdicts] == [
        *("unknown", "alive", "dead", "unknown"),
    ]


def test_an_unknown_name_is_dead_and_a_silent_name_server_is_not():
    with serving_names({"silent.test": "silence"}) as names:
        doors = Doors(name_server=names.address)
        verdicts = verdicts_for(
            ["https://none.test/x", "https://silent.test/"], doors, deadline=1.5
        )

    assert [(one.verdict, one.why) for one in verdicts] == [
        ("dead", "There is no host named “none.test”."),
        ("unknown", "The name service did not answer for “silent.test”."),
    ]


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_soon_with_what_is_known(
    number: signal.Signals, workers: int, web: WebServer, tmp_path: Path
):
    with serving({"*": hangs()}, host="0.0.0.0") as slow:  # noqa: S104 - all of 127/8
        links = [web.url(f"/there?{n}", f"127.0.1.{n}") for n in range(1, 20)]
        links += [slow.url("/", f"127.0.2.{n}") for n in range(1, 20)]
        process = _audit(links, workers, tmp_path)
        _wait_for_lines(tmp_path / "out", 19)
        started = time.monotonic()
        process.send_signal(number)
        code = process.wait(5)
        passed = time.monotonic() - started

    assert passed < 2
    assert code == -signal.SIGTERM if number == signal.SIGTERM else code in {1, -2, 130}
    assert len((tmp_path / "out").read_text().splitlines()) == 19


def _audit(links: list[str], workers: int, folder: Path) -> subprocess.Popen[bytes]:
    script = f"""
from listbot.catalog.manners import Manners
from listbot.web.doors import Doors
from listbot.web.look import look
settings = Manners(interval=0, timeout=60, workers={workers})
for verdict in look({links!r}, settings, Doors(allowed=("127.0.0.0/8",))):
    print(verdict.url, flush=True)
"""
    with (folder / "out").open("wb") as out, (folder / "err").open("wb") as err:
        return subprocess.Popen([sys.executable, "-c", script], stdout=out, stderr=err)


def _wait_for_lines(file: Path, number: int) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end and file.read_text().count("\n") < number:
        time.sleep(0.05)


@pytest.mark.skipif(sys.platform != "linux", reason="workers start anew elsewhere")
def test_a_worker_goes_when_whoever_wanted_it_was_killed(tmp_path: Path):
    with serving({"*": hangs()}, host="0.0.0.0") as slow:  # noqa: S104 - all of 127/8
        links = [slow.url("/", f"127.0.2.{n}") for n in range(1, 20)]
        process = _audit(links, 2, tmp_path)
        worker = _child_of(process.pid)
        process.kill()
        process.wait()

        assert _is_gone(worker)


@pytest.mark.skipif(sys.platform != "linux", reason="workers start anew elsewhere")
def test_a_worker_that_was_killed_may_live_the_next_time(tmp_path: Path):
    with serving({"*": hangs()}, host="0.0.0.0") as slow:  # noqa: S104 - all of 127/8
        links = [slow.url("/", f"127.0.2.{n}") for n in range(1, 20)]
        process = _audit(links, 2, tmp_path)
        os.kill(_child_of(process.pid), signal.SIGKILL)
        process.wait(10)

    assert (tmp_path / "err").read_text().splitlines()[-1] == (
        "listbot.catalog.errors.OutageError: A worker process was killed, most often "
        "for want of memory; with --workers 1 a look needs less."
    )


def _child_of(process: int) -> int:
    """Wait for a process to have a child, and return which."""
    file = Path(f"/proc/{process}/task/{process}/children")
    end = time.monotonic() + 20
    while time.monotonic() < end and not file.read_text():
        time.sleep(0.05)
    return int(file.read_text())


def _is_gone(process: int) -> bool:
    """Say whether a process ends within some seconds."""
    stat = Path(f"/proc/{process}/stat")
    end = time.monotonic() + 10
    while time.monotonic() < end:
        # One that nobody waits for any more may stay as a name only.
        if not stat.exists() or stat.read_text().split()[2] == "Z":
            return True
        time.sleep(0.05)
    return False


def test_where_few_files_may_be_open_fewer_links_are_looked_at_at_once(web: WebServer):
    links = [web.url("/there", f"127.0.3.{host}") for host in range(1, 200)]
    script = f"""
import resource
resource.setrlimit(resource.RLIMIT_NOFILE, (96, 128))
from listbot.catalog.manners import Manners
from listbot.web.doors import Doors
from listbot.web.look import look
settings = Manners(interval=0, workers=1)
for verdict in look({links!r}, settings, Doors(allowed=("127.0.0.0/8",))):
    print(verdict.verdict)
"""

    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert Counter(done.stdout.split()) == {"alive": 199}


def test_a_worker_that_dies_is_no_secret(
    web: WebServer, monkeypatch: pytest.MonkeyPatch
):
    links = [web.url("/there", f"127.0.1.{host}") for host in range(1, 9)]
    settings = replace(QUICK, workers=2)
    monkeypatch.setattr(sys, "executable", "/bin/false")

    with pytest.raises(RuntimeError, match="ended with 1"):
        list(look(links, settings, DOORS))


def test_looking_works_outside_of_the_main_thread(web: WebServer):
    verdicts: list[LinkVerdict] = []
    thread = threading.Thread(
        target=lambda: verdicts.extend(verdicts_for([web.url("/there")], DOORS))
    )

    thread.start()
    thread.join()

    assert [verdict.verdict for verdict in verdicts] == ["alive"]


def test_stopping_early_leaves_no_socket_open(web: WebServer):
    before = open_files()

    with closing(look(hosts_and_paths(web, 3), QUICK, DOORS)) as verdicts:
        next(verdicts)

    # The name service and the server close their ends in threads of their own.
    end = time.monotonic() + 20
    while open_files() > before + 1 and time.monotonic() < end:
        time.sleep(0.05)
    assert open_files() <= before + 1


def test_connections_do_not_pile_up_behind_hosts_that_are_done(web: WebServer):
    links = [web.url("/there", f"127.0.4.{host}") for host in range(1, 101)]
    settings = Manners(interval=0, workers=1, concurrency=4)
    before = open_files()
    most = 0

    for _ in look(links, settings, DOORS):
        # The server's ends are among our own files: two for each connection.
        most = max(most, open_files() - before)

    assert most < 60


def open_files() -> int:
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.is_dir() else 0
