"""A picture of the figures: `python benchmarks/picture.py FIGURES.json PICTURE.svg`."""

from __future__ import annotations

import json
import sys
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

_WIDTH, _LEFT, _RIGHT = 800, 190, 170
_BAR, _GAP, _HEAD = 18, 6, 34
_OURS, _OTHERS, _INK, _PAPER = "#1f6f54", "#9aa5b1", "#1b1f24", "#ffffff"


def main() -> None:
    """Draw seconds as bars, one group for each workload, each at its own scale."""
    figures: list[dict[str, Any]] = json.loads(Path(sys.argv[1]).read_text())
    Path(sys.argv[2]).write_text(_picture(figures))


def _picture(figures: list[dict[str, Any]]) -> str:
    lines: list[str] = []
    down = 10
    for workload, several in groupby(figures, key=lambda one: one["workload"]):
        group = list(several)
        lines.append(_text(10, down + 20, workload, bold=True))
        down += _HEAD
        longest = max(one["seconds"] for one in group)
        for one in group:
            lines += _bar(one, down, longest)
            down += _BAR + _GAP
        down += _GAP
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {down + 10}" '
        f'width="{_WIDTH}" font-family="system-ui, sans-serif" font-size="13">\n'
        f"<title>Seconds to look at the links: listbot beside lychee</title>\n"
        f'<rect width="100%" height="100%" fill="{_PAPER}"/>\n'
        + "\n".join(lines)
        + "\n</svg>\n"
    )


def _bar(figure: dict[str, Any], down: int, longest: float) -> list[str]:
    width = (_WIDTH - _LEFT - _RIGHT) * figure["seconds"] / longest
    colour = _OURS if figure["tool"].startswith("listbot") else _OTHERS
    side = f"{figure['seconds']:.1f} s, {figure['megabytes']:.0f} MB"
    if figure["refused"]:
        side += f", {figure['refused']} × 429"
    shape = f'x="{_LEFT}" y="{down}" width="{width:.0f}" height="{_BAR}"'
    return [
        _text(10, down + 14, figure["tool"]),
        f'<rect {shape} fill="{colour}"/>',
        _text(round(_LEFT + width + 8), down + 14, side),
    ]


def _text(x: int, y: int, words: str, *, bold: bool = False) -> str:
    weight = ' font-weight="600"' if bold else ""
    return f'<text x="{x}" y="{y}" fill="{_INK}"{weight}>{escape(words)}</text>'


if __name__ == "__main__":
    main()
