"""Write the tables of docs/adoption.md from real lists: `CORPUS` is their folder.

Every figure comes from a run: each list is adopted in an empty folder, read back, and
given a new entry.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import adopting_lists
from listbot.catalog import order
from listbot.catalog.errors import ListbotError
from listbot.text.readme import reader

_PAGE = Path(__file__).parents[1] / "docs" / "adoption.md"
_BEGIN, _END = "<!-- lists:begin -->\n", "<!-- lists:end -->\n"
_SHOWN = (
    "0PandaDEV",
    "GT-RIPL",
    "HuangOwen",
    "MrNeRF",
    "akullpp",
    "benedekrozemberczki__awesome-graph-classification@",
    "heejkoo",
    "liliu",
    "trimstray",
    "xmindflow",
)
_NEAR = 2
_WIDEST = 100


def main(corpus: Path) -> None:
    """Write the page anew."""
    rows: list[str] = []
    examples: list[str] = []
    total = Counter[str]()
    for path in adopting_lists.names(corpus):
        with tempfile.TemporaryDirectory() as folder:
            row, example = _list(path, Path(folder), total)
        rows.append(row)
        if path.name.startswith(_SHOWN):
            examples.append(example)
    share = total["data"] / total["entries"]
    text = [
        (
            f"{total['entries']:,} entries in {total['lists']} lists; "
            f"{share:.1%} of them are written from data.\n"
        ),
        "| list | entries | shapes | order | styles | from data |",
        "| --- | ---: | --- | --- | ---: | ---: |",
        *rows,
        "\n### New entries\n",
        (
            "What `listbot add` put into the largest section of ten lists, with the "
            "lines around it.\n"
        ),
        *examples,
    ]
    page = _PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    body = "\n".join(text).rstrip() + "\n"
    _PAGE.write_text(f"{before}{_BEGIN}\n{body}\n{_END}{after}", encoding="utf-8")


def _list(path: Path, folder: Path, total: Counter[str]) -> tuple[str, str]:
    try:
        files = adopting_lists.adopted(folder, path.read_bytes())
    except ListbotError as error:
        why = "an index" if "index" in str(error) else "no Markdown"
        return f"| {_name(path)} | 0 | {why} | | | |", ""
    written, entries = adopting_lists.from_data(files)
    total.update({"lists": 1, "entries": entries, "data": written})
    shapes = Counter(
        entry.shape for entry in reader.read_list(path.read_bytes().decode()).entries
    )
    orders = Counter(
        files.config.order_of(part.section.slug)
        for part in order.listed(files.catalog, files.config)
        for _ in part.entries
    )
    row = [
        _name(path),
        f"{entries:,}",
        " ".join(shape for shape, _ in shapes.most_common(3)),
        " ".join(name for name, _ in orders.most_common(2)),
        str(len(files.templates)),
        f"{written / entries:.0%}",
    ]
    return f"| {' | '.join(row)} |", _example(path, folder, files)


def _example(path: Path, folder: Path, files: adopting_lists.ListFiles) -> str:
    added = adopting_lists.added(folder, files)
    lines = [
        *(f"  {_cut(line)}" for line in added.before[-_NEAR:]),
        *(f"+ {_cut(line)}" for line in added.inserted),
        *(f"  {_cut(line)}" for line in added.after[:_NEAR]),
    ]
    where = f"{_name(path)}, “{added.section}” (`order: {added.order}`):"
    shown = "\n".join(line.rstrip() for line in lines)
    return f"{where}\n\n```diff\n{shown}\n```\n"


def _name(path: Path) -> str:
    return path.stem.replace("__", "/")


def _cut(line: str) -> str:
    return line if len(line) <= _WIDEST else f"{line[: _WIDEST - 1]}…"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
