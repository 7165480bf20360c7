"""A year of weekly audits in virtual time, over HTTP and DNS, on the command line.

What the issue and the pull requests say after each week is compared whole with
`data/audit_year.md`, which WRITE_GOLDEN=1 writes anew. Nothing that is there is ever
called dead, and everything that is not is found. On GitHub all of it is the same.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from audit_bench import CONFIG, a_list, entry
from audit_homes import Local, OnGitHub
from command import files_in, listbot
from fake_github import FakeGitHub
from listbot.text import standing
from web_lab import audit_year, weekly

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping, Sequence

    from audit_homes import Home
    from web_lab.weekly import WeeklyWeb

GOLDEN = Path(__file__).parent / "data" / "audit_year.md"
FIRST = date(2026, 1, 5)
WEEKS = 52
# Nobody waits for more in virtual time; the rules about time and share are the usual.
AUDIT = "audit: {interval: 0, workers: 1, timeout: 1, failures: 1}\n"


@dataclass
class Year:
    """A list at its home, the web it links to, and what was told week by week."""

    web: WeeklyWeb
    home: Home
    out: Path
    told: list[str] = field(default_factory=list[str])
    dead_by_week: dict[int, set[str]] = field(default_factory=dict[int, set[str]])
    pulls: dict[str, str] = field(default_factory=dict[str, str])

    def live(self, week: int) -> None:
        """Let a week come: people act, the audit runs, and what it says is noted."""
        self.web.turn_to(week)
        for act in PEOPLE.get(week, ()):
            act(self)
        self.home.begin_week()
        code, report = self._audit(week)
        dead = {self.portless(row["url"]) for row in report["dead"]}
        assert code == (1 if dead else 0)
        self.dead_by_week[week] = dead | {
            self.portless(row["url"]) for row in report["kept"]
        }
        self.told.append(self._told(week))

    @property
    def whole(self) -> str:
        """Everything that was told until now."""
        return "\n".join(self.told)

    def _audit(self, week: int) -> tuple[int, dict[str, list[dict[str, str]]]]:
        """Audit at once, or every fourth week in two jobs and a third."""
        day = FIRST + timedelta(weeks=week - 1)
        every = ["--repo", str(self.home.folder), "--now", f"{day}T06:00:00Z"]
        every += [*self.home.words, "--json"]
        if week % 4:
            done = listbot("audit", "run", *every)
        else:
            parts = [str(self.out / f"{week}-{part}.jsonl") for part in (1, 2)]
            for number, part in enumerate(parts, 1):
                words = ["--shard", f"{number}/2", "--out", part]
                listbot("audit", "look", *words, *every)
            done = listbot("audit", "report", *parts, *every)
        assert done.code in {0, 1}, done.err
        return done.code, json.loads(done.out)

    def _told(self, week: int) -> str:
        """Write down the issue, and of the pull requests what is new."""
        day = (FIRST + timedelta(weeks=week - 1)).isoformat()
        issue = self.home.issue()
        head = f"<!-- ===== week {week}, {day}: "
        lines = [f"{head}{issue.state if issue else 'no issue'} ===== -->\n"]
        lines += [issue.body] if issue else []
        pulls = {name: pull.body for name, pull in self.home.pulls().items()}
        for name in sorted(self.pulls.keys() | pulls):
            if name not in pulls:
                lines.append(f"<!-- {name} is gone -->\n")
            elif self.pulls.get(name) != pulls[name]:
                lines.append(f"<!-- {name} -->\n{pulls[name]}")
        self.pulls = pulls
        return self.portless("\n".join(lines))

    def portless(self, text: str) -> str:
        """Return what is told without what is another one each time: the port."""
        for links in audit_year.links():
            for url in links.values():
                ours = standing.key(with_port(url, self.web.port))
                text = text.replace(ours, standing.key(url))
        return text.replace(f":{self.web.port}", "")


def ticks(
    choice: str, url_of: Callable[[WeeklyWeb], str] | None = None
) -> Callable[[Year], None]:
    """Tick the box of a link, or those of all links."""

    def act(year: Year) -> None:
        issue = year.home.issue()
        assert issue is not None
        end = f" {standing.key(url_of(year.web))} -->" if url_of else " -->"
        lines = [
            line.replace("[ ]", "[x]")
            if f"<!-- {choice} " in line and line.endswith(end)
            else line
            for line in issue.body.split("\n")
        ]
        year.home.edit_issue("\n".join(lines))

    return act


def merges(branch: str) -> Callable[[Year], None]:
    """Merge a pull request."""
    return lambda year: year.home.merge(branch)


PEOPLE: Mapping[int, Sequence[Callable[[Year], None]]] = {
    9: [merges("listbot/links-moved")],
    20: [ticks("keep", lambda web: web.url("dies.example.org", "/paper"))],
    21: [merges("listbot/links-kept")],
    27: [ticks("replace", lambda web: web.url("ended.example.org", "/paper"))],
    28: [merges("listbot/links-replaced")],
    34: [merges("listbot/links-moved")],
    42: [ticks("remove")],
    43: [merges("listbot/links-removed")],
}


def files(web: WeeklyWeb) -> dict[str, str]:
    """Return the list as it is in the beginning."""
    entries = [
        entry(
            f"On {links['PDF'].partition('//')[2].removesuffix('/paper')}",
            **{kind: with_port(url, web.port) for kind, url in links.items()},
        )
        for links in audit_year.links()
    ]
    return a_list(*entries) | {"listbot.yml": CONFIG + AUDIT}


def with_port(url: str, port: int) -> str:
    """Return an address of ours as it is in this run; others stay as they are."""
    return re.sub(r"(example\.org)(?=/)", rf"\1:{port}", url)


def false_deaths(year: Year) -> list[tuple[int, str]]:
    """Return everything that was called dead while it was there."""
    nothing = (WEEKS + 1, 0)
    return [
        (week, url)
        for week, urls in year.dead_by_week.items()
        for url in urls
        for start, end in [audit_year.TRUTH.get(url, nothing)]
        if not start <= week < end
    ]


def first_told(year: Year) -> dict[str, int]:
    """Return when each death was told first."""
    found: dict[str, int] = {}
    for week, urls in year.dead_by_week.items():
        found |= dict.fromkeys(urls - found.keys(), week)
    return found


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Generator[WeeklyWeb]:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    with weekly.serving_weekly(audit_year.HOSTS, audit_year.SPELLS) as (web, names):
        for name, text in audit_year.environment(web, names).items():
            monkeypatch.setenv(name, text)
        yield web
        assert web.strangers == []


@pytest.fixture
def local(web: WeeklyWeb, tmp_path: Path) -> Year:
    return Year(web, Local(tmp_path / "list", files(web)), tmp_path)


@pytest.fixture
def on_github(
    web: WeeklyWeb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Generator[Year]:
    first = Local(tmp_path / "list", files(web))
    listed = {path: text.decode() for path, text in files_in(first.folder).items()}
    with FakeGitHub(tmp_path, listed) as github:
        home = OnGitHub(github, tmp_path / "checkout")
        for name, text in home.environ.items():
            monkeypatch.setenv(name, text)
        yield Year(web, home, tmp_path)


def test_half_a_year_of_audits_is_true_and_quiet(local: Year):
    for week in range(1, 26):
        local.live(week)

    assert false_deaths(local) == []
    assert local.whole == GOLDEN.read_text(encoding="utf-8")[: len(local.whole)]


@pytest.mark.slow
def test_a_year_of_audits_is_true_and_quiet(local: Year):
    for week in range(1, WEEKS + 1):
        local.live(week)

    assert false_deaths(local) == []
    assert first_told(local) == audit_year.FOUND
    if os.environ.get("WRITE_GOLDEN"):
        GOLDEN.write_text(local.whole, encoding="utf-8")
    assert local.whole == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_year_on_github_is_the_same(on_github: Year):
    for week in range(1, WEEKS + 1):
        on_github.live(week)

    assert on_github.whole == GOLDEN.read_text(encoding="utf-8")
