"""Checking a whole list, repeated works and all: `listbot check` from outside.

Run with `make bench`. The titles are those of a list on one topic, made of 32 words, so
that many have much in common.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
from functools import partial
from pathlib import Path

from catalogs import generate, run_listbot
from same_work import title_of

_RUNS = 3
_SIZES = (1_000, 10_000)


def main() -> None:
    """Print the table of docs/benchmarks.md."""
    _say("| entries | processor, s | clock, s | peak memory, MB |")
    _say("| ---: | ---: | ---: | ---: |")
    for size in _SIZES:
        with tempfile.TemporaryDirectory() as folder:
            repo = Path(folder) / "list"
            generate(repo, size, partial(title_of, chance=random.Random(1)))  # noqa: S311 - titles, not secrets
            run_listbot(repo, "build")
            runs = [run_listbot(repo, "check") for _ in range(_RUNS)]
        seconds = statistics.median(run.seconds for run in runs)
        clock = statistics.median(run.clock for run in runs)
        memory = max(run.megabytes for run in runs)
        _say(f"| {size:,} | {seconds:.2f} | {clock:.2f} | {memory:.0f} |")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
