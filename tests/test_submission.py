"""The main job on a local git repository: submissions in, mergeable branches out."""

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from command import listbot
from making import body

_ROOT = Path(__file__).parents[1]
_EXAMPLE = _ROOT / "examples" / "pathology"
_VISION = (
    "Large-scale pre-trained models / Vision foundation models / "
    "Visual representation learning"
)
_ANSWERS = {
    "Title": "A model of tissue",
    "Date": "2024-06",
    "Section": _VISION,
    "PDF": "https://doi.org/10.5555/one",
    "Code": "_No response_",
    "Kind": "Journal",
    "Venue": "Nature",
}


class Bench:
    """The example list in a git repository, and the command line on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def git(self, *words: str) -> str:
        command = ["git", "-C", str(self.folder), *words]
        return subprocess.run(
            command, check=True, capture_output=True, text=True
        ).stdout.strip()

    def listbot(self, *words: str, code: int = 0) -> str:
        where = ("--repo", self.folder, "--now", "2026-11-23T12:00:00Z", "--offline")
        done = listbot(*words, *where)
        assert done.code == code, done.err
        return done.out

    def send(
        self, issue: int, changes: Mapping[str, str] | None = None, **event: Any
    ) -> dict[str, Any]:
        answers = _ANSWERS | dict(changes or {})
        path = self.folder.parent / f"event-{issue}.json"
        data = {
            "action": "opened",
            "issue": {
                "number": issue,
                "title": "Add a paper: ",
                "body": body(answers),
                "state": "open",
                "user": {"login": "octocat", "id": 583231, "type": "User"},
                "labels": [{"name": "listbot:submission"}],
            }
            | event,
        }
        path.write_text(json.dumps(data), encoding="utf-8")
        return json.loads(self.listbot("intake", str(path), "--json"))

    def state(self) -> dict[str, str]:
        """Everything there is: branches, and the files of the local forge."""
        refs = self.git("for-each-ref", "--format=%(refname) %(objectname)")
        files = sorted((self.folder / ".git" / "listbot").rglob("*.json"))
        return {"refs": refs} | {str(path): path.read_text("utf-8") for path in files}

    def readme(self, commit: str) -> str:
        return self.git("show", f"{commit}:README.md")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    folder = tmp_path / "list"
    shutil.copytree(_EXAMPLE, folder)
    made = Bench(folder)
    made.git("init", "--quiet", "--initial-branch=main")
    made.git("config", "user.name", "A maintainer")
    made.git("config", "user.email", "maintainer@example.org")
    made.git("add", "--all")
    made.git("commit", "--quiet", "--message", "The list")
    return made


def test_a_good_submission_becomes_a_branch_with_one_entry_and_the_readme(
    bench: Bench,
):
    plan = bench.send(7)

    changed = bench.git("diff", "--name-only", "main", "listbot/issue-7")
    assert plan["outcome"] == "in-review"
    assert changed.split() == ["README.md", "entries/2024/a-model-of-tissue.yml"]


def test_the_contributor_is_credited_and_nothing_else_of_theirs_is_in_the_message(
    bench: Bench,
):
    bench.send(7, {"Title": "Fixes #1 Co-authored-by: mallory"})

    assert bench.git("log", "-1", "--format=%B", "listbot/issue-7") == (
        "Add fixes-1-co-authored-by-mallory (issue 7)\n\n"
        "Co-authored-by: octocat <583231+octocat@users.noreply.github.com>\n"
        "Listbot-Proposal: 7"
    )


def test_the_second_run_changes_nothing(bench: Bench):
    bench.send(7)
    once = bench.state()

    bench.send(7)

    assert bench.state() == once


def test_all_mistakes_are_told_at_once(bench: Bench):
    plan = bench.send(
        7, {"Title": "https://example.org/x", "Date": "05/06/2024", "PDF": "x.org/p"}
    )

    assert plan["outcome"] == "needs-changes"
    assert sorted(found["code"] for found in plan["findings"]) == [
        "bad-date",
        "not-an-address",
        "title-is-address",
    ]


def test_a_paper_that_is_listed_is_named(bench: Bench):
    plan = bench.send(7, {"PDF": "https://doi.org/10.1038/s41591-024-02857-3"})

    assert plan["outcome"] == "needs-changes"
    assert [found["code"] for found in plan["findings"]] == ["link-conflict"]


def test_a_paper_that_waits_in_another_proposal_is_named(bench: Bench):
    bench.send(7)

    plan = bench.send(8)

    assert plan["outcome"] == "duplicate"
    assert "issue 7" in plan["findings"][0]["message"]


def test_an_edit_keeps_branch_and_reply(bench: Bench):
    bench.send(7)

    bench.send(7, {"Venue": "Science"})

    record = json.loads((bench.folder / ".git/listbot/issues/7.json").read_text())
    entry = bench.git("show", "listbot/issue-7:entries/2024/a-model-of-tissue.yml")
    assert "venue: Science" in entry
    assert len(record["replies"]) == 1
    assert "Science" in record["replies"][0]["body"]


def test_what_a_maintainer_changed_on_the_branch_stays(bench: Bench):
    bench.send(7)
    bench.git("switch", "--quiet", "listbot/issue-7")
    path = bench.folder / "entries/2024/a-model-of-tissue.yml"
    path.write_text(
        "# checked by hand\n" + path.read_text().replace("A model", "The model")
    )
    bench.git("commit", "--quiet", "--all", "--message", "Correct the title")
    bench.git("switch", "--quiet", "main")

    bench.send(7, {"Venue": "Science"})
    plan = bench.send(7, {"Venue": "Cell"})

    entry = bench.git("show", "listbot/issue-7:entries/2024/a-model-of-tissue.yml")
    assert entry.startswith("# checked by hand\ntitle: The model of tissue\n")
    assert "venue: Cell" in entry
    assert "edited-by-maintainer" in [found["code"] for found in plan["findings"]]


def test_after_a_merge_the_next_one_merges_without_conflict(bench: Bench):
    bench.send(7)
    bench.send(8, {"Title": "Another one", "PDF": "https://doi.org/10.5555/two"})
    bench.git("merge", "--quiet", "--no-edit", "listbot/issue-7")

    done = json.loads(bench.listbot("refresh", "--json"))
    bench.git("merge", "--quiet", "--no-edit", "listbot/issue-8")

    assert (done["refreshed"], done["merged"]) == ([8], [7])
    assert bench.listbot("build", "--check") == ""


def test_exports_are_made_anew_in_every_proposal(bench: Bench):
    config = bench.folder / "listbot.yml"
    config.write_text(config.read_text("utf-8") + "exports: {list.bib: bibtex}\n")
    bench.listbot("build")
    bench.git("add", "--all")
    bench.git("commit", "--quiet", "--message", "Export the list")
    bench.send(7)
    bench.send(8, {"Title": "Another model", "PDF": "https://doi.org/10.5555/two"})

    bench.git("merge", "--quiet", "listbot/issue-7")
    bench.listbot("refresh")
    bench.git("merge", "--quiet", "listbot/issue-8")

    text = (bench.folder / "list.bib").read_text("utf-8")
    assert ("{{A model of tissue}}" in text, "{{Another model}}" in text) == (
        True,
        True,
    )
    bench.listbot("build", "--check")


def test_refreshing_twice_changes_nothing(bench: Bench):
    bench.send(7)
    bench.send(8, {"Title": "Another one", "PDF": "https://doi.org/10.5555/two"})
    bench.git("merge", "--quiet", "--no-edit", "listbot/issue-7")
    bench.listbot("refresh")
    once = bench.state()

    done = json.loads(bench.listbot("refresh", "--json"))

    assert done["unchanged"] == [8]
    assert bench.state() == once


def test_order_of_merging_does_not_matter_for_the_readme(bench: Bench, tmp_path: Path):
    bench.send(7)
    bench.send(8, {"Title": "Another one", "PDF": "https://doi.org/10.5555/two"})
    readmes: list[str] = []

    for first, second in ((7, 8), (8, 7)):
        copy = Bench(shutil.copytree(bench.folder, tmp_path / f"{first} first"))
        copy.git("merge", "--quiet", "--no-edit", f"listbot/issue-{first}")
        copy.listbot("refresh")
        copy.git("merge", "--quiet", "--no-edit", f"listbot/issue-{second}")
        readmes.append(copy.readme("main"))

    assert readmes[0] == readmes[1]


def test_a_branch_that_somebody_else_made_is_left_alone(bench: Bench):
    bench.git("branch", "listbot/issue-9", "main")
    bench.git("switch", "--quiet", "listbot/issue-9")
    (bench.folder / "other.txt").write_text("mine")
    bench.git("add", "other.txt")
    bench.git("commit", "--quiet", "--message", "Mine")
    bench.git("switch", "--quiet", "main")

    done = json.loads(bench.listbot("refresh", "--json"))

    assert done["skipped"] == [
        {
            "issue": 9,
            "why": "listbot/issue-9 was made by somebody else; it is left alone.",
        }
    ]


def test_an_issue_that_is_no_submission_is_ignored(bench: Bench):
    plan = bench.send(7, body="The link in line 3 is dead.", labels=[])

    assert (plan["outcome"], plan["reply"]) == ("ignored", "")


def test_an_issue_with_the_label_but_without_the_form_is_told(bench: Bench):
    plan = bench.send(7, body="Please add https://example.org/paper.pdf, thanks!")

    assert plan["outcome"] == "needs-changes"
    assert [found["code"] for found in plan["findings"]] == ["not-made-by-form"]
    assert "Send it in with the form. Then this issue can be closed." in plan["reply"]
    assert "Edit the issue" not in plan["reply"]


def test_a_dry_run_changes_nothing(bench: Bench):
    before = bench.state()
    path = bench.folder.parent / "body.md"
    path.write_text(body(_ANSWERS))

    bench.listbot("intake", str(path), "--dry-run")

    assert bench.state() == before


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"{", id="cut JSON"),
        pytest.param(b"{}", id="no event"),
        pytest.param(b"\xff\xfe\x00", id="no UTF-8"),
        pytest.param(b"{" * 100_000, id="deep"),
    ],
)
def test_a_broken_event_is_one_clear_line(bench: Bench, data: bytes):
    path = bench.folder.parent / "event.json"
    path.write_bytes(data)

    bench.listbot("intake", str(path), code=2)


def test_commands_are_followed_without_github_too(bench: Bench):
    bench.send(7)
    event = json.loads((bench.folder.parent / "event-7.json").read_text("utf-8"))
    event |= {"action": "created", "comment": {"body": "/reject Not for this list."}}
    file = bench.folder.parent / "comment.json"
    file.write_text(json.dumps(event), encoding="utf-8")

    plan = json.loads(bench.listbot("intake", str(file), "--json"))

    assert (plan["outcome"], plan["settle"]) == ("closed", "closed")
    assert bench.git("branch", "--list", "listbot/*") == ""
    assert bench.listbot("sweep") == "No open submissions.\n"
