"""`listbot audit run` on a git repository: the whole life of a dead link, by hand."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from audit_bench import CONFIG, a_list, entry
from listbot import cli
from web_lab.web_server import Asked, Script, WebServer, hangs, says, serving

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Generator
    from pathlib import Path

DAYS = ("2026-11-02", "2026-11-09", "2026-11-16", "2026-11-23")
_COPY = (
    b'{"archived_snapshots": {"closest": {"available": true, "status": "200",'
    b'"url": "http://web.archive.org/web/2025/gone"}}}'
)


@dataclass
class Bench:
    """A list in a git repository, the web it links to, and the command line."""

    folder: Path
    web: WebServer
    pages: dict[str, Script]
    capsys: pytest.CaptureFixture[str]

    def git(self, *words: str) -> str:
        command = ["git", "-C", str(self.folder), *words]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    def audit(self, what: str, day: str, *words: str) -> int:
        now = ["--now", f"{day}T06:00:00Z", "--repo", str(self.folder)]
        code = cli.run(["audit", what, *now, *words])
        self.told = self.capsys.readouterr()
        return code

    def data(self) -> dict[str, Any]:
        return json.loads(self.told.out)

    @property
    def issue(self) -> dict[str, Any]:
        files = list((self.folder / ".git/listbot/issues").glob("*.json"))
        return json.loads(files[0].read_text()) if files else {}

    def tick(self, choice: str) -> None:
        """Tick the first box of a choice, as a maintainer does."""
        (file,) = (self.folder / ".git/listbot/issues").glob("*.json")
        record = json.loads(file.read_text())
        lines = record["body"].split("\n")
        at = next(n for n, line in enumerate(lines) if f"<!-- {choice} " in line)
        lines[at] = lines[at].replace("[ ]", "[x]")
        file.write_text(json.dumps(record | {"body": "\n".join(lines)}))


@pytest.fixture
def bench(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Generator[Bench]:
    monkeypatch.setenv("LISTBOT_ALLOW_ADDRESSES", "127.0.0.0/8")
    for name in ("GITHUB_ACTIONS", "GITHUB_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    pages: dict[str, Script] = {
        "/there": says(200),
        "/gone": says(404),
        "/moved": says(301, location="/there"),
        "/shut": says(403),
        "/wayback/available": says(200, _COPY),
    }
    with serving(pages) as web:
        monkeypatch.setenv("LISTBOT_WAYBACK_URL", web.url(""))
        folder = tmp_path / "list"
        files = a_list(
            entry("One", PDF=web.url("/there"), Code=web.url("/gone")),
            entry("Two", PDF=web.url("/moved")),
            entry("Three", PDF=web.url("/shut")),
        )
        files["listbot.yml"] = CONFIG + "audit: {interval: 0}\n"
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text)
        made = Bench(folder, web, pages, capsys)
        made.git("init", "-q", "-b", "main")
        made.git("config", "user.name", "A maintainer")
        made.git("config", "user.email", "m@example.org")
        assert cli.run(["build", "--repo", str(folder)]) == 0
        made.git("add", "--all")
        made.git("commit", "-q", "-m", "The list")
        capsys.readouterr()
        yield made


def dead(bench: Bench) -> None:
    """Look on as many days as it takes to call the link dead."""
    for day in DAYS[:3]:
        bench.audit("run", day)


def test_nothing_is_dead_before_it_was_gone_for_long_enough(bench: Bench):
    codes = [bench.audit("run", day) for day in DAYS[:3]]

    assert codes == [0, 0, 1]
    assert (bench.issue["state"], bench.issue["author"]) == ("open", "listbot")
    url = bench.web.url("/gone")
    assert (
        f"- Code: `{url}`\n  Answers 404: there is no such page. "
        in (bench.issue["body"])
    )
    assert "Gone since 2026-11-02, seen so on 3 days." in bench.issue["body"]
    assert (
        "[Archived copy](https://web.archive.org/web/2025/gone)"
        in (bench.issue["body"])
    )


def test_a_run_is_one_commit_on_a_branch_of_its_own(bench: Bench):
    bench.audit("run", DAYS[0])
    bench.audit("run", DAYS[1])

    log = bench.git("log", "--format=%s", "listbot/state").splitlines()
    assert log == [
        "Remember what links said by 2026-11-09",
        "Remember what links said by 2026-11-02",
    ]
    assert bench.git("ls-tree", "--name-only", "listbot/state") == "links.jsonl"
    assert bench.git("status", "--porcelain") == ""


def test_the_same_report_again_changes_nothing(bench: Bench):
    dead(bench)
    issue, refs = bench.issue, bench.git("show-ref")

    bench.audit("report", DAYS[2])
    bench.audit("report", DAYS[3])

    assert bench.git("show-ref") == refs
    assert bench.issue | {"body": ""} == issue | {"body": ""}


def test_moved_links_are_proposed_with_old_new_and_why(bench: Bench):
    bench.audit("run", DAYS[0], "--json")

    old, new = bench.web.url("/moved"), bench.web.url("/there")
    assert bench.data()["proposals"] == {"moved": "`listbot/links-moved`"}
    assert bench.git("show", "listbot/links-moved:entries/2024/two.yml").endswith(
        f"links:\n  PDF: {new}"
    )
    assert f"]({new})" in bench.git("show", "listbot/links-moved:README.md")
    pull = json.loads(
        (bench.folder / ".git/listbot/pulls/links-moved.json").read_text()
    )
    assert f"- **Two**, PDF: `{old}` → `{new}`\n  Moved for good to" in pull["body"]


def test_once_merged_there_is_nothing_left_to_propose(bench: Bench):
    bench.audit("run", DAYS[0])
    bench.git("merge", "-q", "--no-edit", "listbot/links-moved")

    bench.audit("run", DAYS[1], "--json")

    assert (bench.data()["moved"], bench.data()["proposals"]) == ([], {})
    assert "listbot/links-moved" not in bench.git("branch", "--list")


def test_what_was_closed_without_a_merge_is_not_proposed_again(bench: Bench):
    bench.audit("run", DAYS[0])
    bench.git("branch", "-q", "-D", "listbot/links-moved")

    bench.audit("run", DAYS[1], "--json")
    bench.audit("run", DAYS[2], "--json")

    assert bench.data()["proposals"] == {}


def test_what_a_maintainer_changed_on_the_branch_stays(bench: Bench):
    bench.audit("run", DAYS[0])
    bench.git("switch", "-q", "listbot/links-moved")
    path = bench.folder / "entries/2024/two.yml"
    path.write_text("# by hand\n" + path.read_text())
    bench.git("commit", "-q", "-a", "-m", "A note")
    bench.git("switch", "-q", "main")
    bench.git("commit", "-q", "--allow-empty", "-m", "Base moves on")

    bench.audit("run", DAYS[1])

    text = bench.git("show", "listbot/links-moved:entries/2024/two.yml")
    assert text.startswith("# by hand\ntitle: Two\n")
    assert bench.git("merge-base", "main", "listbot/links-moved") == (
        bench.git("rev-parse", "main")
    )


def test_a_branch_with_commits_of_others_is_never_deleted(bench: Bench):
    bench.audit("run", DAYS[0])
    bench.git("switch", "-q", "listbot/links-moved")
    (bench.folder / "notes.txt").write_text("mine\n")
    bench.git("add", "notes.txt")
    bench.git("commit", "-q", "-m", "Mine")
    bench.git("switch", "-q", "main")
    bench.pages["/moved"] = says(200)

    bench.audit("run", DAYS[1])

    assert bench.git("show", "listbot/links-moved:notes.txt") == "mine"


@pytest.mark.parametrize(
    ("choice", "branch", "text"),
    [
        pytest.param("remove", "links-removed", "links:\n  PDF: {there}", id="remove"),
        pytest.param(
            "replace",
            "links-replaced",
            "  PDF: {there}\n  Code: https://web.archive.org/web/2025/gone",
            id="replace",
        ),
        pytest.param(
            "keep",
            "links-kept",
            "  Code: {gone}\narchived:\n  Code: https://web.archive.org/web/2025/gone",
            id="keep",
        ),
    ],
)
def test_a_ticked_box_opens_the_proposal(
    bench: Bench, choice: str, branch: str, text: str
):
    dead(bench)
    bench.tick(choice)

    bench.audit("report", DAYS[3])

    places = {"there": bench.web.url("/there"), "gone": bench.web.url("/gone")}
    shown = bench.git("show", f"listbot/{branch}:entries/2024/one.yml")
    assert shown.endswith(text.format(**places))
    assert f"(proposed: `listbot/{branch}`) <!-- {choice} " in bench.issue["body"]


def test_a_box_that_is_unticked_takes_the_proposal_back(bench: Bench):
    dead(bench)
    bench.tick("remove")
    bench.audit("report", DAYS[2])
    (file,) = (bench.folder / ".git/listbot/issues").glob("*.json")
    file.write_text(file.read_text().replace("[x]", "[ ]"))

    bench.audit("report", DAYS[2])

    assert "links-removed" not in bench.git("branch", "--list")
    assert "proposed" not in bench.issue["body"]


def test_a_box_that_is_ticked_while_a_report_is_written_counts(bench: Bench):
    no_copy = says(200, b'{"archived_snapshots": {}}')
    bench.pages["/wayback/available"] = no_copy
    dead(bench)

    def ticked_meanwhile(connection: socket.socket, asked: Asked) -> bool:
        if "[x]" not in bench.issue["body"]:
            bench.tick("remove")
        return no_copy(connection, asked)

    bench.pages["/wayback/available"] = ticked_meanwhile
    bench.audit("run", DAYS[3])

    assert "(proposed: `listbot/links-removed`)" in bench.issue["body"]
    assert "seen so on 4 days" in bench.issue["body"]


def test_a_link_that_comes_back_leaves_and_the_issue_is_closed(bench: Bench):
    dead(bench)
    bench.pages["/gone"] = says(200)

    code = bench.audit("run", DAYS[3])

    assert (code, bench.issue["state"]) == (0, "closed")
    assert "### No link is dead" in bench.issue["body"]
    assert "/gone" not in bench.git("show", "listbot/state:links.jsonl")


def test_what_is_kept_on_purpose_leaves_nothing_open(bench: Bench):
    dead(bench)
    bench.tick("keep")

    code = bench.audit("report", DAYS[3])

    assert (code, bench.issue["state"]) == (0, "closed")
    assert "1 dead link kept on purpose" in bench.issue["body"]


def test_a_closed_issue_still_says_when_all_links_were_looked_at_last(bench: Bench):
    dead(bench)
    bench.pages["/gone"] = says(200)
    bench.audit("run", DAYS[3])

    bench.audit("run", "2026-11-30")

    assert bench.issue["state"] == "closed"
    assert "4 links on 2026-11-30. All of them were looked at." in bench.issue["body"]


def test_a_run_that_saw_too_little_says_so_and_calls_nothing_dead(bench: Bench):
    bench.audit("run", DAYS[0])
    bench.audit("run", DAYS[1])
    bench.pages |= dict.fromkeys(["/there", "/shut"], says(500))

    code = bench.audit("run", DAYS[2])

    assert code == 0
    assert (
        "This run says little: 3 of 4 links could not be checked. No link became dead "
        "in it."
    ) in bench.told.out.splitlines()


def test_one_link_that_is_not_seen_keeps_no_other_from_being_dead(bench: Bench):
    bench.audit("run", DAYS[0])
    bench.audit("run", DAYS[1])
    bench.pages["/shut"] = says(500)

    code = bench.audit("run", DAYS[2])

    assert code == 1
    assert bench.issue["body"].startswith("<!-- listbot:audit -->\n### 1 link is dead")


def test_parts_of_several_jobs_are_put_together(bench: Bench, tmp_path: Path):
    files = [str(tmp_path / f"looked-{number}.jsonl") for number in (1, 2)]
    for number, file in enumerate(files, 1):
        bench.audit("look", DAYS[0], "--shard", f"{number}/2", "--out", file)

    bench.audit("report", DAYS[0], *files, "--json")

    data = bench.data()
    assert (data["links"], data["not_looked_at"], data["full"]) == (4, 0, DAYS[0])


def test_a_part_that_is_missing_is_told(bench: Bench, tmp_path: Path):
    out = str(tmp_path / "looked.jsonl")
    (tmp_path / "few.txt").write_text(bench.web.url("/there"))
    few = str(tmp_path / "few.txt")
    bench.audit("look", DAYS[0], "--links", few, "--out", out)

    bench.audit("report", DAYS[0], out, "--json")

    data = bench.data()
    assert (data["not_looked_at"], data["full"]) == (3, None)


def test_a_dry_run_tells_and_changes_nothing(bench: Bench):
    bench.audit("look", DAYS[0])
    refs = bench.git("show-ref")

    bench.audit("report", DAYS[0], "--dry-run")

    assert "moved   " in bench.told.out
    assert (bench.git("show-ref"), bench.issue) == (refs, {})


def everything(folder: Path) -> dict[str, bytes]:
    """Return every file of a repository, git's own too."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path): path.read_bytes() for path in files}


def test_a_dry_run_of_both_looks_tells_and_changes_nothing(bench: Bench):
    before = everything(bench.folder)

    code = bench.audit("run", DAYS[0], "--dry-run")

    assert (code, everything(bench.folder)) == (0, before)
    assert bench.told.out.splitlines() == [
        f"moved   {bench.web.url('/moved')}",
        f"        to {bench.web.url('/there')}",
        (
            "4 links: 1 moved, 1 blocked, 1 gone, but not for long enough to be called "
            "dead."
        ),
    ]


@pytest.mark.parametrize("what", ["look", "report", "run"])
@pytest.mark.parametrize("more", [[], ["--dry-run"], ["--offline"], ["-v"]], ids=str)
def test_with_json_there_is_nothing_but_json(bench: Bench, what: str, more: list[str]):
    bench.audit("look", DAYS[0])

    bench.audit(what, DAYS[0], "--json", *more)

    is_lines = what == "look" and more != ["--dry-run"]
    whole = bench.told.out.splitlines() if is_lines else [bench.told.out]
    assert len(whole) == (5 if is_lines else 1)
    assert all(isinstance(json.loads(one), dict) for one in whole)


def test_a_dry_look_says_how_many_links_there_are(bench: Bench):
    bench.audit("look", DAYS[0], "--dry-run", "--json")

    assert (bench.data(), bench.web.asked) == ({"links": 4}, [])


def test_offline_nobody_is_asked_and_nothing_is_learnt(bench: Bench):
    bench.audit("run", DAYS[0])
    asked = len(bench.web.asked)
    before = bench.git("show", "listbot/state:links.jsonl")

    bench.audit("run", DAYS[1], "--offline")

    assert len(bench.web.asked) == asked
    assert bench.git("show", "listbot/state:links.jsonl") == before
    assert bench.told.out.splitlines()[2].startswith("4 links: 1 moved, 1 blocked, ")


def test_with_more_words_every_link_that_is_ill_is_told(bench: Bench):
    bench.audit("run", DAYS[0], "-v")

    assert bench.told.out.splitlines()[2:4] == [
        f"blocked {bench.web.url('/shut')}",
        "        Answers 403 to robots; not counted as dead.",
    ]


def test_a_line_of_json_holds_no_command_for_the_runner(bench: Bench, tmp_path: Path):
    (tmp_path / "some.txt").write_text("https://[##[group]]/\n")

    some = str(tmp_path / "some.txt")
    bench.audit("look", DAYS[0], "--links", some, "--json")

    assert "##[" not in bench.told.out
    first = bench.told.out.partition("\n")[0]
    assert json.loads(first)["url"] == "https://[##[group]]/"


def test_the_page_of_a_job_shows_a_table_and_what_the_issue_says(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    dead(bench)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))

    bench.audit("run", DAYS[3])

    shown = (tmp_path / "summary.md").read_text()
    assert "| verdict | links |\n| --- | ---: |\n| alive | 1 |\n" in shown
    assert shown.endswith(bench.issue["body"])


def test_a_step_ends_with_an_outcome(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("GITHUB_OUTPUT", str(tmp_path / "output"))

    for day in DAYS[:3]:
        bench.audit("run", day)

    told = (tmp_path / "output").read_text().splitlines()
    assert [line for line in told if line in {"done", "found"}] == [
        *("done", "done", "found")
    ]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_run_that_was_stopped_is_gone_on_with_and_reported(
    bench: Bench, number: signal.Signals
):
    bench.pages["/shut"] = hangs()
    words = ["audit", "run", "--now", f"{DAYS[0]}T06:00:00Z", "--timeout", "60"]
    process = subprocess.Popen(
        [sys.executable, "-m", "listbot", *words, "--repo", str(bench.folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    kept = bench.folder / ".git/listbot/looked.jsonl"
    wait_until(lambda: kept.exists() and kept.read_text().count("\n") == 3)
    process.send_signal(number)
    process.wait(5)
    asked = Counter(one.path for one in bench.web.asked)
    left = (bench.issue, "listbot/" in bench.git("branch", "--list"))
    bench.pages["/shut"] = says(403)

    bench.audit("run", DAYS[0], "--json")

    again = Counter(one.path for one in bench.web.asked) - asked
    assert left == ({}, False)
    assert again.keys() == {"/shut"}
    data = bench.data()
    assert (data["full"], data["not_looked_at"]) == (DAYS[0], 0)
    assert [len(data[kind]) for kind in ("moved", "blocked", "unknown")] == [1, 1, 0]


def wait_until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_memory_that_is_not_ours_is_one_clear_line(bench: Bench):
    bench.git("branch", "listbot/state", "main")
    bench.git("switch", "-q", "listbot/state")
    (bench.folder / "links.jsonl").write_text("mine\n")
    bench.git("add", "links.jsonl")
    bench.git("commit", "-q", "-m", "Mine")
    bench.git("switch", "-q", "main")

    code = bench.audit("report", DAYS[0])

    assert code == 2
    assert bench.told.err == (
        "links.jsonl, line 1: this is no line of the audit's memory. Take it out, or "
        "delete the branch listbot/state to begin anew.\n"
    )


def test_refresh_brings_the_proposal_up_to_date_too(bench: Bench):
    bench.audit("run", DAYS[0])
    path = bench.folder / "entries/2024/three.yml"
    path.write_text(path.read_text().replace("title: Three", "title: Third"))
    assert cli.run(["build", "--repo", str(bench.folder)]) == 0
    bench.git("commit", "-q", "-a", "-m", "A title")

    cli.run(["refresh", "--repo", str(bench.folder)])

    base = bench.git("rev-parse", "main")
    assert bench.git("merge-base", "main", "listbot/links-moved") == base
    assert "Third" in bench.git("show", "listbot/links-moved:README.md")
    assert bench.git("diff", "--name-only", "main", "listbot/links-moved").split() == [
        "README.md",
        "entries/2024/two.yml",
    ]


def test_a_folder_of_parts_is_read_whole(bench: Bench, tmp_path: Path):
    for number in (1, 2):
        folder = tmp_path / "links" / f"links-{number}"
        folder.mkdir(parents=True)
        out = str(folder / "links.jsonl")
        bench.audit("look", DAYS[0], "--shard", f"{number}/2", "--out", out)

    bench.audit("report", DAYS[0], str(tmp_path / "links"), "--json")

    assert bench.data()["not_looked_at"] == 0


def test_a_folder_without_parts_is_told(bench: Bench, tmp_path: Path):
    (tmp_path / "empty").mkdir()

    assert bench.audit("report", DAYS[0], str(tmp_path / "empty")) == 2
    assert "holds no .jsonl file" in bench.told.err


def test_git_wants_nothing_of_a_repository_that_is_none(tmp_path: Path):
    for path, text in a_list(entry("One", PDF="https://example.org/")).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)

    assert cli.run(["audit", "run", "--offline", "--repo", str(tmp_path)]) == 2
