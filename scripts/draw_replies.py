"""The picture in README: two replies as a contributor sees them on GitHub.

`python scripts/draw_replies.py PICTURE.png`. Needs Chromium. The replies are those that
the example list gives today; the page around them is ours.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
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


def main() -> None:
    """Ask for both replies, write them as a page and photograph it."""
    columns = "".join(_column(name, title) for name, title in _SHOWN.items())
    page = f"<!doctype html><meta charset=utf-8><style>{_STYLE}</style>{columns}"
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "page.html"
        written.write_text(page, encoding="utf-8")
        _photograph(written, Path(sys.argv[1]))


def _column(name: str, title: str) -> str:
    shown = cmarkgfm.github_flavored_markdown_to_html(
        _reply(name), cmarkgfmOptions.CMARK_OPT_UNSAFE
    )
    return (
        f"<section><h1>{escape(title)}</h1><article>"
        f"<header><b>listbot</b> answered</header><main>{shown}</main>"
        "</article></section>"
    )


def _reply(name: str) -> str:
    """Return what the example list answers to one of the example submissions."""
    body = _EXAMPLES / "submissions" / f"{name}.md"
    with tempfile.TemporaryDirectory() as folder:
        repo = Path(folder) / "list"
        shutil.copytree(_EXAMPLES / "pathology", repo)
        git = (
            "git",
            "-C",
            str(repo),
            "-c",
            "user.name=x",
            "-c",
            "user.email=x@x.example",
        )
        _run(*git, "init", "--quiet")
        _run(*git, "add", "--all")
        _run(*git, "commit", "--quiet", "--message", "The example list")
        words = ("intake", str(body), "--repo", str(repo), "--dry-run", "--json")
        with registries.serving() as environ:
            said = _run(sys.executable, "-m", "listbot", *words, environ=environ)
    reply: str = json.loads(said)["reply"]
    return reply.replace("{{pull request}}", "[#7](https://github.com)")


def _photograph(page: Path, picture: Path) -> None:
    width, height = _SIZE
    _run(
        "chromium",
        "--headless",
        "--no-sandbox",
        "--hide-scrollbars",
        "--force-device-scale-factor=1.5",
        f"--window-size={width},{height}",
        f"--screenshot={picture.resolve()}",
        page.as_uri(),
    )


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
    main()
