"""Building and answering on large lists: seconds, memory, and how they grow.

Run with `make bench`. Lists are generated in a temporary folder; every command is
measured as a whole process, from outside, three times, and the median is shown.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import resource

_RUNS = 3
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


def main() -> None:
    """Measure and print the table of docs/benchmarks.md."""
    rows = [_measured(size) for size in _SIZES]
    _say("| entries | build, s | intake --dry-run, s | peak memory, MB |")
    _say("| ---: | ---: | ---: | ---: |")
    for size, (build, intake, memory) in zip(_SIZES, rows, strict=True):
        _say(f"| {size:,} | {build:.2f} | {intake:.2f} | {memory:.0f} |")
    growth = [after / before for before, after in zip(rows[0], rows[1], strict=True)]
    _say(f"| ratio | {growth[0]:.2f} | {growth[1]:.2f} | {growth[2]:.2f} |")


def _measured(size: int) -> tuple[float, float, float]:
    with tempfile.TemporaryDirectory() as folder:
        repo = Path(folder) / "list"
        _generate(repo, size)
        body = Path(folder) / "body.md"
        body.write_text(_body(), encoding="utf-8")
        _listbot(repo, "build")
        _git(repo, "init", "--quiet")
        _git(repo, "add", "--all")
        _git(
            *(repo, "-c", "user.name=x", "-c", "user.email=x@example.org"),
            *("commit", "--quiet", "--message", "The list"),
        )
        builds = [_listbot(repo, "build") for _ in range(_RUNS)]
        intakes = [
            _listbot(repo, "intake", str(body), "--dry-run") for _ in range(_RUNS)
        ]
    return (
        statistics.median(seconds for seconds, _ in builds),
        statistics.median(seconds for seconds, _ in intakes),
        max(memory for _, memory in (*builds, *intakes)),
    )


def _generate(repo: Path, size: int) -> None:
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
        path.write_text(_entry(number, year), encoding="utf-8")


def _entry(number: int, year: int) -> str:
    bases = (1, 20, 400, 8_000)
    words = [_WORDS[(number // base) % len(_WORDS)] for base in bases]
    return (
        f"title: {' '.join(words).capitalize()} {number}\n"
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


def _listbot(repo: Path, *words: str) -> tuple[float, float]:
    """Run one command; return its seconds and its peak memory in megabytes."""
    command = [sys.executable, "-m", "listbot", *words, "--repo", str(repo)]
    started = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - our own command
        command, stdout=subprocess.DEVNULL
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(process.returncode)
    return time.perf_counter() - started, _megabytes(usage)


def _megabytes(usage: resource.struct_rusage) -> float:
    return usage.ru_maxrss / 1024


def _git(repo: Path, *words: str) -> None:
    subprocess.run(["git", "-C", str(repo), *words], check=True)  # noqa: S603, S607 - ours


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
