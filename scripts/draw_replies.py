"""The picture in README: two replies as a contributor sees them on GitHub.

`python scripts/draw_replies.py` draws docs/replies.png, for which it needs Chromium;
`--check` says whether it is out of date, for which it does not. The replies are those
that the example list gives today; the page around them is ours. The picture carries the
page that it was drawn from, in a text chunk of PNG.
"""

from __future__ import annotations

import difflib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zlib
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import cmarkgfm
from cmarkgfm.cmark import Options as cmarkgfmOptions

if TYPE_CHECKING:
    from collections.abc import Mapping

sys.path.insert(0, str(Path(__file__).parents[1] / "examples"))
import registries

_EXAMPLES = Path(__file__).parents[1] / "examples"
_PICTURE = Path(__file__).parents[1] / "docs" / "replies.png"
_KEYWORD = b"Source\0\0"  # with the one way of compression that there is
_LAST_CHUNK = 12
_THAT_DAY = ("--now", "2026-11-23T12:00:00Z")
_SHOWN = {
    "link-alone": "Nothing but an arXiv number",
    "four-mistakes": "Four mistakes",
}
_SIZE = (1360, 590)
_STYLE = """
* { box-sizing: border-box }
body { margin: 0; padding: 28px; background: #eef1f4; display: flex; gap: 28px;
  align-items: flex-start; font: 14px/1.5 "DejaVu Sans", sans-serif; color: #1b1f24 }
section { flex: 1; min-width: 0 }
h1 { font-size: 17px; font-weight: 600; margin: 0 0 12px }
article { background: #fff; border: 1px solid #cfd6dd; border-radius: 8px;
  overflow: hidden }
header { background: #f4f6f8; border-bottom: 1px solid #cfd6dd; padding: 8px 16px;
  color: #57606a }
header b { color: #1b1f24 }
main { padding: 4px 16px 12px; overflow-wrap: anywhere; font-size: 13px }
h3 { font-size: 16px; border-bottom: 1px solid #dde2e7; padding-bottom: 5px }
code { background: #eceff2; border-radius: 4px; padding: 1px 5px; font-size: 12px }
a { color: #0a5fb4; text-decoration: none }
li { margin: 3px 0 } ul, ol { padding-left: 24px }
table { border-collapse: collapse }
td, th { border: 1px solid #cfd6dd; padding: 3px 8px }
"""


def main(arguments: list[str]) -> int:
    """Draw the picture, or check it; return the exit code."""
    page = _page()
    if "--check" not in arguments:
        with tempfile.TemporaryDirectory() as folder:
            drawn = _photograph(page, Path(folder))
        _PICTURE.write_bytes(_carrying(page, drawn))
        return 0
    carried = _carried(_PICTURE.read_bytes())
    told = difflib.unified_diff(carried.split("\n"), page.split("\n"), lineterm="", n=0)
    sys.stdout.write("".join(f"{line}\n" for line in told))
    return int(carried != page)


def _page() -> str:
    """Ask for both replies and write them as one page."""
    with tempfile.TemporaryDirectory() as folder, registries.serving() as environ:
        repo = _example_list(Path(folder) / "list")
        columns = [
            _column(title, _reply(name, repo, environ))
            for name, title in _SHOWN.items()
        ]
    head = f"<!doctype html><meta charset=utf-8><style>{_STYLE}</style>"
    return "\n".join([head, *columns])


def _column(title: str, reply: str) -> str:
    shown = cmarkgfm.github_flavored_markdown_to_html(
        reply, cmarkgfmOptions.CMARK_OPT_UNSAFE
    )
    return (
        f"<section><h1>{escape(title)}</h1><article>"
        f"<header><b>listbot</b> answered</header><main>{shown}</main>"
        "</article></section>"
    )


def _example_list(repo: Path) -> Path:
    shutil.copytree(_EXAMPLES / "pathology", repo)
    git = ("git", "-C", str(repo), "-c", "user.name=x", "-c", "user.email=x@x.example")
    _run(*git, "init", "--quiet")
    _run(*git, "add", "--all")
    _run(*git, "commit", "--quiet", "--message", "The example list")
    return repo


def _reply(name: str, repo: Path, environ: Mapping[str, str]) -> str:
    """Return what the list answers to one of the example submissions."""
    body = str(_EXAMPLES / "submissions" / f"{name}.md")
    words = ("intake", body, "--repo", str(repo), "--dry-run", "--json", *_THAT_DAY)
    said = _run(sys.executable, "-m", "listbot", *words, environ=environ)
    reply: str = json.loads(said)["reply"]
    return reply.replace("{{pull request}}", "[#7](https://github.com)")


def _photograph(page: str, folder: Path) -> bytes:
    written, picture = folder / "page.html", folder / "page.png"
    written.write_text(page, encoding="utf-8")
    width, height = _SIZE
    _run(
        "chromium",
        "--headless",
        "--no-sandbox",
        "--hide-scrollbars",
        "--force-device-scale-factor=1.5",
        f"--window-size={width},{height}",
        f"--screenshot={picture}",
        written.as_uri(),
    )
    return picture.read_bytes()


# A chunk of PNG: length, type, content, checksum (PNG, 3rd edition, 5.3 and 11.3.3.3).


def _carrying(page: str, picture: bytes) -> bytes:
    """Put the page into the picture, in front of its last chunk."""
    content = _KEYWORD + zlib.compress(page.encode(), 9)
    checked = b"zTXt" + content
    length, checksum = len(content), zlib.crc32(checked)
    chunk = length.to_bytes(4, "big") + checked + checksum.to_bytes(4, "big")
    return picture[:-_LAST_CHUNK] + chunk + picture[-_LAST_CHUNK:]


def _carried(picture: bytes) -> str:
    """Return the page that a picture carries; empty where it carries none."""
    _, found, rest = picture.partition(b"zTXt" + _KEYWORD)
    return zlib.decompressobj().decompress(rest).decode() if found else ""


def _run(*words: str, environ: Mapping[str, str] | None = None) -> str:
    done = subprocess.run(  # noqa: S603 - our own words
        words,
        env=os.environ | dict(environ or {}),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode > 1:
        raise SystemExit(done.stderr)
    return done.stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
