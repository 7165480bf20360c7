"""The main job, shown on the example list in a git repository of its own.

No account, no network. With an argument: your own issue body goes in as well.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import loopback_web
import registries

if TYPE_CHECKING:
    from collections.abc import Mapping

_HERE = Path(__file__).parent
_SOURCE = _HERE.parent / "src"
_SHOWN = 60


def main(arguments: list[str]) -> int:
    """Send submissions in, show the answers, merge one, refresh, merge the next."""
    repo = Path(tempfile.mkdtemp(prefix="listbot-demo-"))
    _begin(repo)
    _say("A good submission")
    _listbot(repo, "intake", _submission("good"))
    _say("What it proposes: branch listbot/issue-1")
    _show(_git(repo, "diff", "--stat", "main", "listbot/issue-1"))
    _show(_git(repo, "diff", "--unified=2", "main", "listbot/issue-1"))
    _say("A submission with four mistakes: told all at once")
    _listbot(repo, "intake", _submission("four-mistakes"))
    _say("A paper that is listed already")
    _listbot(repo, "intake", _submission("listed"))
    _say("A second good one, while the first waits")
    _listbot(repo, "intake", _submission("second"), quiet=True)
    for body in arguments:
        _say(f"Yours: {body}")
        _listbot(repo, "intake", str(Path(body).resolve()))
    _say("The maintainer merges the first; the other one is brought up to date")
    _show(_git(repo, "merge", "--no-edit", "--quiet", "listbot/issue-1"))
    _listbot(repo, "refresh")
    _say("So the next one merges without a conflict, and README is what `build` gives")
    _show(_git(repo, "merge", "--no-edit", "--stat", "listbot/issue-4"))
    _listbot(repo, "build", "--check")
    _listbot(repo, "check")
    with registries.serving() as environ:
        _show_facts(repo, environ)
    _show_links()
    _say("Look around")
    _show(f"the list     {repo}/README.md")
    _show(f"the replies  {repo}/.git/listbot/issues")
    return 0


def _show_facts(repo: Path, environ: Mapping[str, str]) -> None:
    """Show what registries add; they stand on this machine, with an invented paper."""
    _say("A submission that is nothing but an arXiv id: registries fill in the rest")
    _listbot(repo, "intake", _submission("link-alone"), "-v", environ=environ)
    branch = _newest_branch(repo)
    _show(_git(repo, "merge", "--no-edit", "--stat", branch))
    _say("The paper gets published: its DOI alone becomes an update of that entry")
    _listbot(repo, "intake", _submission("published"), "-v", environ=environ)
    diff = ("diff", "--unified=1", "main", _newest_branch(repo), "--", "entries")
    _show(_git(repo, *diff))


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
        _say("All links, looked at: one is gone, one has moved, one refuses robots")
        _listbot(repo, *audit, "2026-11-02", environ=environ)
        _say("Gone is not dead: that takes three days over a week")
        for day in ("2026-11-09", "2026-11-16"):
            _listbot(repo, *audit, day, environ=environ, quiet=True)
        _say("Then it stands in the one issue about links")
        (issue,) = (repo / ".git/listbot/issues").glob("*.json")
        _show(json.loads(issue.read_text(encoding="utf-8"))["body"])
        _say("And the link that moved is proposed: branch listbot/links-moved")
        _show(_git(repo, "diff", "--unified=0", "main", "listbot/links-moved"))


def _begin(repo: Path, web: str = "") -> None:
    """Make a repository of the example list, its links leading to *web* if given."""
    shutil.copytree(_HERE / "pathology", repo, dirs_exist_ok=True)
    if web:
        loopback_web.lead_there(repo, web)
        _listbot(repo, "build", quiet=True)
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
    quiet: bool = False,
    environ: Mapping[str, str] | None = None,
) -> None:
    """Run one command; without an *environ* that says whom to ask, nobody is asked."""
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
    text = done.stdout + done.stderr
    _show("\n".join(text.splitlines()[:1]) if quiet else text)


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
    sys.stdout.write(
        f"\n\033[1m━━ {text}\033[0m\n\n" if _in_colour() else f"\n━━ {text}\n\n"
    )


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
