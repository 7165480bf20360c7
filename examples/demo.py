"""The main job, shown on the example list in a git repository of its own.

No account, no network. With an argument: your own issue body goes in as well.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import loopback_web
import registries

if TYPE_CHECKING:
    from collections.abc import Mapping

_HERE = Path(__file__).parent
_SOURCE = _HERE.parent / "src"
_SHOWN = 60
_NUMBER = re.compile(r"^\d+\.")
_FOLD = re.compile(r"<details>\n<summary>(.*?)</summary>.*?</details>", re.DOTALL)
_COMMENT = re.compile(r"^<!--.*?-->\n| *<!--.*?-->$", re.MULTILINE)
_OPENING = """\
This is a list of 73 papers that listbot keeps, in a git repository of its own. People
send papers in, as they would with the issue form on GitHub; you see what listbot
answers on the issue. Nobody outside is asked: registries and web pages are played on
this machine.
"""
_ALL, _FIRST, _LAST, _NOTHING = slice(None), slice(1), slice(-1, None), slice(0)
_steps = count(1)


def main(arguments: list[str]) -> int:
    """Send submissions in, show the answers, merge one, refresh, merge the next."""
    repo = Path(tempfile.mkdtemp(prefix="listbot-demo-"))
    _begin(repo)
    _show(_OPENING)
    _say("Somebody fills the form in")
    _listbot(repo, "intake", _submission("good"))
    _say("That is proposed on a branch: one entry, and README made anew")
    diff = ("diff", "main", "listbot/issue-1", "--")
    _show(_git(repo, *diff, "entries"))
    _show("\n" + _apart_from_numbers(_git(repo, *diff, "README.md")))
    _say("Somebody makes four mistakes, and is told of all of them at once")
    _listbot(repo, "intake", _submission("four-mistakes"))
    _say("Somebody sends in a paper that is listed already")
    _listbot(repo, "intake", _submission("listed"))
    _say("A second good one comes while the first still waits")
    _listbot(repo, "intake", _submission("second"), shown=_FIRST)
    for body in arguments:
        _say(f"Yours: {body}")
        _listbot(repo, "intake", str(Path(body).resolve()))
    _say("The maintainer merges the first; the other one is brought up to date")
    _git(repo, "merge", "--no-edit", "--quiet", "listbot/issue-1")
    _listbot(repo, "refresh")
    _say("So the second merges without a conflict, and the list is in order")
    _git(repo, "merge", "--no-edit", "--quiet", "listbot/issue-4")
    _listbot(repo, "build", "--check")
    _listbot(repo, "check", shown=_LAST)
    with registries.serving() as environ:
        _show_facts(repo, environ)
    _show_links()
    _say("Look around")
    _show(f"the list     {repo}/README.md")
    _show(f"the replies  {repo}/.git/listbot/issues")
    return 0


def _show_facts(repo: Path, environ: Mapping[str, str]) -> None:
    """Show what registries add; they stand on this machine, with an invented paper."""
    _say("Somebody sends in nothing but an arXiv number: registries fill in the rest")
    _listbot(repo, "intake", _submission("link-alone"), environ=environ, whole=True)
    branch = _newest_branch(repo)
    _git(repo, "merge", "--no-edit", "--quiet", branch)
    _say("Merged; then the paper is published, and its DOI alone updates the entry")
    _listbot(repo, "intake", _submission("published"), environ=environ)
    diff = ("diff", "--unified=1", "main", _newest_branch(repo), "--", "entries")
    _show("\n" + _git(repo, *diff))


def _newest_branch(repo: Path) -> str:
    """Return the branch of the submission that came last."""
    names = _git(repo, "branch", "--list", "--format=%(refname:short)", "listbot/*")
    return max(names.split(), key=lambda name: int(name.rpartition("-")[2]))


def _show_links() -> None:
    """Look at the links of the list on three days, against a web on this machine."""
    repo = Path(tempfile.mkdtemp(prefix="listbot-demo-links-"))
    with loopback_web.serving() as web:
        _begin(repo, web)
        environ = {"LISTBOT_WAYBACK_URL": web, "LISTBOT_ALLOW_ADDRESSES": "127.0.0.1"}
        audit = ("audit", "run", "--interval", "0", "--now")
        _say("The weekly look at all links: one is gone, one moved, one refuses robots")
        _listbot(repo, *audit, "2026-11-02", environ=environ)
        _say("Gone is not dead: that takes three days over a week. Two weeks later")
        _listbot(repo, *audit, "2026-11-09", environ=environ, shown=_NOTHING)
        _listbot(repo, *audit, "2026-11-16", environ=environ)
        _say("The dead one now stands in the one issue about links")
        (issue,) = (repo / ".git/listbot/issues").glob("*.json")
        _show(_folded(json.loads(issue.read_text(encoding="utf-8"))["body"]))
        _say("The one that moved is proposed, on the branch listbot/links-moved")
        _show(_git(repo, "diff", "--unified=0", "main", "listbot/links-moved"))


def _apart_from_numbers(diff: str) -> str:
    """Leave out of a difference of README what only got another number."""
    changed = [
        line
        for line in diff.splitlines()
        if line.startswith(("+", "-")) and not line.startswith(("+++", "---"))
    ]
    taken = {_unnumbered(line) for line in changed if line.startswith("-")}
    added = {_unnumbered(line) for line in changed if line.startswith("+")}
    told = [line for line in changed if _unnumbered(line) not in taken & added]
    counted = sum(
        line.startswith("+") and _unnumbered(line) in taken for line in changed
    )
    head = "README.md:"
    return "\n".join([head, *told, f"… and {counted} numbers below it, counted anew"])


def _unnumbered(line: str) -> str:
    return _NUMBER.sub("", line[1:])


def _folded(text: str) -> str:
    """Show of what GitHub folds away its first line alone."""
    text = _FOLD.sub(r"▸ \1", text)
    return _COMMENT.sub("", text)


def _begin(repo: Path, web: str = "") -> None:
    """Make a repository of the example list, its links leading to *web* if given."""
    shutil.copytree(_HERE / "pathology", repo, dirs_exist_ok=True)
    if web:
        loopback_web.lead_there(repo, web)
        _listbot(repo, "build", shown=_NOTHING)
    _git(repo, "init", "--quiet", "--initial-branch=main")
    _git(repo, "config", "user.name", "A maintainer")
    _git(repo, "config", "user.email", "maintainer@example.org")
    _git(repo, "add", "--all")
    _git(repo, "commit", "--quiet", "--message", "The example list")


def _submission(name: str) -> str:
    return str(_HERE / "submissions" / f"{name}.md")


def _listbot(
    repo: Path,
    *words: str,
    shown: slice = _ALL,
    whole: bool = False,
    environ: Mapping[str, str] | None = None,
) -> None:
    """Run one command; without an *environ* that says whom to ask, nobody is asked.

    Of what it says the lines *shown* are; what GitHub folds away only if it is *whole*.
    """
    asking = () if environ else ("--offline",)
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "listbot", *words, "--repo", str(repo), *asking],
        env=os.environ | {"PYTHONPATH": str(_SOURCE)} | dict(environ or {}),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode > 1:
        sys.stderr.write(done.stderr)
        raise SystemExit(done.returncode)
    text = done.stdout if whole else _folded(done.stdout)
    _show("\n".join(text.splitlines()[shown]))


def _git(repo: Path, *words: str) -> str:
    done = subprocess.run(  # noqa: S603 - our own words
        ["git", "-C", str(repo), *words],  # noqa: S607 - git from PATH
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.stderr.write(done.stderr)
        raise SystemExit(done.returncode)
    return done.stdout


def _say(text: str) -> None:
    told = f"━━ {next(_steps)}. {text}"
    sys.stdout.write(f"\n\033[1m{told}\033[0m\n\n" if _in_colour() else f"\n{told}\n\n")


def _show(text: str) -> None:
    lines = text.rstrip().splitlines()
    for line in lines[:_SHOWN]:
        sys.stdout.write(f"  {line}\n")
    if len(lines) > _SHOWN:
        sys.stdout.write(f"  … {len(lines) - _SHOWN} more lines\n")
    sys.stdout.flush()


def _in_colour() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
