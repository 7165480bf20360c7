"""Building and answering on large lists: seconds, memory, and how they grow.

Run with `make bench`. Lists are generated in a temporary folder; every command is
measured as a whole process with its children, from outside. The commands take turns,
so that other work on the machine meets all of them; medians are shown. Seconds are
processor time, which other work changes least; the clock's are shown beside them.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_RUNS = 5
_SIZES = (10_000, 20_000)
_SECTIONS = 200
_WORDS = [
    "adaptive",
    "attention",
    "contrastive",
    "deep",
    "efficient",
    "federated",
    "graph",
    "hidden",
    "image",
    "joint",
    "kernel",
    "latent",
    "model",
    "neural",
    "optimal",
    "pathology",
    "quantum",
    "robust",
    "sparse",
    "tissue",
]


@dataclass(frozen=True, kw_only=True)
class Run:
    """What one command cost: processor time, time on the clock, megabytes at most."""

    seconds: float
    clock: float
    megabytes: float


def main() -> None:
    """Measure and print the tables of docs/benchmarks.md."""
    rows = {size: _measured(size) for size in _SIZES}
    _say("| entries | command | processor, s | clock, s | peak memory, MB |")
    _say("| ---: | --- | ---: | ---: | ---: |")
    for size, runs_by_command in rows.items():
        for command, runs in runs_by_command.items():
            _say(f"| {size:,} | `{command}` | {_cells(runs)} |")
    small, large = (rows[size] for size in _SIZES)
    for command in small:
        growth = _seconds(large[command]) / _seconds(small[command])
        _say(f"{command}: twice the entries take {growth:.2f} times as long")
    for size, runs_by_command in rows.items():
        build, intake = map(_seconds, runs_by_command.values())
        _say(f"intake of one into {size:,}: {1000 * (intake - build):+.0f} ms to build")
    _say(f"listbot --version: {1000 * _version():.0f} ms")


def _measured(size: int) -> dict[str, list[Run]]:
    with tempfile.TemporaryDirectory() as folder:
        repo = Path(folder) / "list"
        generate(repo, size, _title)
        body = Path(folder) / "body.md"
        body.write_text(_body(), encoding="utf-8")
        run_listbot(repo, "build")
        _git(repo, "init", "--quiet")
        _git(repo, "add", "--all")
        _git(
            *(repo, "-c", "user.name=x", "-c", "user.email=x@example.org"),
            *("commit", "--quiet", "--message", "The list"),
        )
        words_by_command = {
            "build": ["build"],
            "intake --dry-run": ["intake", str(body), "--dry-run", "--offline"],
        }
        runs = {command: list[Run]() for command in words_by_command}
        for _ in range(_RUNS):
            for command, words in words_by_command.items():
                runs[command].append(run_listbot(repo, *words))
    return runs


def _cells(runs: list[Run]) -> str:
    clock = statistics.median(run.clock for run in runs)
    memory = max(run.megabytes for run in runs)
    return f"{_seconds(runs):.2f} | {clock:.2f} | {memory:.0f}"


def _seconds(runs: list[Run]) -> float:
    return statistics.median(run.seconds for run in runs)


def _version() -> float:
    """Return the processor time of the quickest command, in the middle of twenty."""
    command = [str(Path(sys.executable).with_name("listbot")), "--version"]
    return statistics.median(_ran(command).seconds for _ in range(20))


def generate(repo: Path, size: int, title_of: Callable[[int], str]) -> None:
    """Write a list of *size* entries in 200 sections, different in every part."""
    config = {
        "title": "A large list",
        "numbering": "continuous",
        "style": "card",
        "sections": [f"Section {number}" for number in range(_SECTIONS)],
        "fields": {"venue": {"type": "text", "label": "Venue"}},
        "links": {"PDF": {"required": "true"}, "Code": {}},
    }
    repo.mkdir()
    # JSON is YAML.
    (repo / "listbot.yml").write_text(json.dumps(config), encoding="utf-8")
    (repo / "README.md").write_text(
        "# A large list\n\n<!-- listbot:begin contents -->\n"
        "<!-- listbot:end contents -->\n\n<!-- listbot:begin entries -->\n"
        "<!-- listbot:end entries -->\n",
        encoding="utf-8",
    )
    for number in range(size):
        year = 2000 + number % 26
        path = repo / "entries" / str(year) / f"entry-{number}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_entry(title_of(number), number, year), encoding="utf-8")


def _title(number: int) -> str:
    bases = (1, 20, 400, 8_000)
    words = [_WORDS[(number // base) % len(_WORDS)] for base in bases]
    return f"{' '.join(words).capitalize()} {number}"


def _entry(title: str, number: int, year: int) -> str:
    return (
        f'title: "{title}"\n'
        f'date: "{year}-{number % 12 + 1:02d}"\n'
        f"sections: [section-{number % _SECTIONS}]\n"
        "venue: A journal\n"
        f"links:\n  PDF: https://doi.org/10.5555/bench.{number}\n"
        f"  Code: https://github.com/example/bench-{number}\n"
        f"ids: {{doi: 10.5555/bench.{number}}}\n"
    )


def _body() -> str:
    answers = {
        "Title": "A work that nobody has listed",
        "Date": "2024-06",
        "Section": "Section 7",
        "PDF": "https://doi.org/10.5555/new",
        "Code": "_No response_",
        "Venue": "A journal",
    }
    return "\n\n".join(f"### {label}\n\n{text}" for label, text in answers.items())


def run_listbot(repo: Path, *words: str) -> Run:
    """Run listbot on a list, and say what that cost."""
    command = [sys.executable, "-m", "listbot", *words, "--repo", str(repo)]
    return _ran(command)


def _ran(command: list[str]) -> Run:
    """Run a command and say what it and its children cost."""
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(process.returncode)
    return Run(
        seconds=usage.ru_utime + usage.ru_stime,
        clock=time.perf_counter() - started,
        megabytes=usage.ru_maxrss / 1024,
    )


def _git(repo: Path, *words: str) -> None:
    subprocess.run(["git", "-C", str(repo), *words], check=True)  # noqa: S607 - ours


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
