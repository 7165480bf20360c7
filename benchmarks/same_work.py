"""The same work: how right likeness is on labelled pairs of titles, and how fast.

`python benchmarks/same_work.py PAIRS.tsv` prints both; without pairs only the speed.
Pairs are tab-separated: label (same, different), subtype, title_a, title_b, with a line
of names first.
"""

from __future__ import annotations

import csv
import random
import sys
import time
from collections import defaultdict
from pathlib import Path

from listbot.catalog import identity, repetition
from listbot.catalog.model import Entry, Link
from listbot.catalog.titles import LIKELY, POSSIBLE, likeness, title_key

_SIZES = (1_000, 10_000, 20_000)
_ASKED = 50
_WORDS = [
    *(
        "adaptive",
        "attention",
        "causal",
        "contrastive",
        "deep",
        "efficient",
        "federated",
    ),
    *("graph", "hidden", "image", "joint", "kernel", "latent", "language", "model"),
    *("neural", "optimal", "pathology", "quantum", "robust", "segmentation", "sparse"),
    *("survival", "tissue", "token", "transformer", "video", "vision", "whole", "zero"),
]


def main() -> None:
    """Print the tables of docs/benchmarks.md."""
    for path in sys.argv[1:]:
        _show_likeness(Path(path))
    _show_speed()


def _show_likeness(path: Path) -> None:
    scores: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            one, other = row["title_a"], row["title_b"]
            form = ", one form" if title_key(one) == title_key(other) else ""
            subtype = f"{row['subtype']}{form}"
            scores[row["label"], subtype].append(likeness(one, other))
    _say("| label | subtype | pairs | likely | possible or likely |")
    _say("| --- | --- | ---: | ---: | ---: |")
    for (label, subtype), several in sorted(scores.items()):
        likely, possible = _from(several, LIKELY), _from(several, POSSIBLE)
        _say(f"| {label} | {subtype} | {len(several)} | {likely} | {possible} |")
    variants = _of(scores, "same", "variant")
    different = _of(scores, "different", "near title")
    for name, tier in (("likely", LIKELY), ("possible or likely", POSSIBLE)):
        right, wrong = _from(variants, tier), _from(different, tier)
        precision, recall = right / (right + wrong), right / len(variants)
        _say(f"{name}: precision {precision:.3f}, recall {recall:.3f} on variants")


def _of(
    scores: defaultdict[tuple[str, str], list[float]], label: str, end: str
) -> list[float]:
    """Return the scores of the subtypes that end so, without titles of one form."""
    return [
        score
        for (of, subtype), several in scores.items()
        if of == label and subtype.endswith(end)
        for score in several
    ]


def _from(scores: list[float], tier: float) -> int:
    return sum(score >= tier for score in scores)


def _show_speed() -> None:
    _say("| entries | made ready | one submission | the whole list |")
    _say("| ---: | ---: | ---: | ---: |")
    chance = random.Random(1)  # noqa: S311 - titles, not secrets
    for size in _SIZES:
        entries = [_entry(number, chance) for number in range(size)]
        asked = [_entry(size + number, chance) for number in range(_ASKED)]
        start = time.process_time()
        among = identity.known(entries, main_kinds=("PDF",))
        ready = time.process_time()
        for entry in asked:
            identity.same_work(entry, among)
        answered = time.process_time()
        repetition.repeated(entries, main_kinds=("PDF",))
        done = time.process_time()
        _say(
            f"| {size:,} | {(ready - start) * 1e3:.0f} ms "
            f"| {(answered - ready) / _ASKED * 1e3:.1f} ms | {done - answered:.1f} s |"
        )


def _entry(number: int, chance: random.Random) -> Entry:
    links = (
        Link("PDF", f"https://doi.org/10.5555/bench.{number}"),
        Link("Code", f"https://github.com/example/bench-{number}"),
    )
    return Entry.model_validate(
        {
            "path": f"entries/2024/entry-{number}.yml",
            "title": title_of(number, chance),
            "sections": [f"section-{number % 200}"],
            "links": links,
        }
    )


def title_of(number: int, chance: random.Random) -> str:
    """Make a title of a list on one topic: eight of 32 words, some with a name."""
    name = f"Project{number:x}: " if number % 3 == 0 else ""
    return name + " ".join(chance.sample(_WORDS, 8)).capitalize()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
