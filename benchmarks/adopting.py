"""Taking a list over: processor time and memory of `listbot adopt --dry-run`, whole.

`python benchmarks/adopting.py` prints the table of docs/benchmarks.md.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

_SIZES = (2_000, 4_000, 8_000)
_PER_SECTION = 50
_MOST = 2.2


def main() -> None:
    """Print a row for each shape and size."""
    sys.stdout.write("| shape | entries | KB | s | times the half | MB |\n")
    sys.stdout.write("| --- | ---: | ---: | ---: | ---: | ---: |\n")
    steepest = 0.0
    for shape, written in (("items", _items), ("cards", _cards), ("rows", _rows)):
        half = 0.0
        for size in _SIZES:
            text = written(size)
            seconds, memory = _adopted(text)
            times = seconds / half if half else 0.0
            half, steepest = seconds, max(steepest, times)
            row = f"| {shape} | {size:,} | {len(text) // 1000} | {seconds:.1f} |"
            ratio = f" {times:.2f} |" if times else "  |"
            sys.stdout.write(f"{row}{ratio} {memory} |\n")
            sys.stdout.flush()
    if steepest > _MOST:
        message = f"Twice the list took {steepest:.2f} times as long, over {_MOST}."
        raise SystemExit(message)


def _adopted(text: str) -> tuple[float, int]:
    """Return the processor time and the peak memory (MB) of one whole process."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "README.md").write_text(text, encoding="utf-8")
        command = ["-m", "listbot", "adopt", f"{folder}/README.md", "--repo", folder]
        words = [sys.executable, *command, "--dry-run", "--json"]
        child = os.fork()
        if not child:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os.execv(sys.executable, words)
        _, status, used = os.wait4(child, 0)
        if status:
            message = (
                f"{' '.join(words)} ended with {os.waitstatus_to_exitcode(status)}"
            )
            raise SystemExit(message)
    return used.ru_utime + used.ru_stime, used.ru_maxrss // 1024


def _sectioned(size: int, entry: str, head: str = "") -> str:
    parts = ["# A list\n"]
    for number in range(size):
        if number % _PER_SECTION == 0:
            parts.append(f"\n## Section {number // _PER_SECTION}\n\n{head}")
        year = 2005 + number % _PER_SECTION * 20 // _PER_SECTION
        parts.append(entry.format(number=number, year=year))
    return "".join(parts)


def _items(size: int) -> str:
    entry = (
        "- [Work {number} on things](https://example.org/{number}) - What is to say "
        "about it, in one sentence of some length. `MIT` "
        "[Code](https://github.com/o/r{number})\n"
    )
    return _sectioned(size, entry)


def _cards(size: int) -> str:
    entry = (
        "1. 📜 **Work {number} on things**\n   - 📖 Journal: Nature, {year}\n"
        "   - 📄 [PDF](https://example.org/{number}.pdf)\n"
    )
    return _sectioned(size, entry)


def _rows(size: int) -> str:
    entry = (
        "| [Work {number} on things](https://example.org/{number}) | CVPR {year} | "
        "[Code](https://github.com/o/r{number}) |\n"
    )
    return _sectioned(size, entry, "| Title | Venue | Code |\n| --- | --- | --- |\n")


if __name__ == "__main__":
    main()
