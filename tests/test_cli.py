"""The command line: names, exit codes and shapes that others script against."""

import ast
import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml

from command import listbot
from listbot.catalog import codes, schema

_ROOT = Path(__file__).parents[1]


def test_a_wrong_argument_is_two():
    assert listbot("build", "--no-such-option").code == 2


def test_a_folder_without_a_list_is_one_clear_line(tmp_path: Path):
    done = listbot("build", "--repo", str(tmp_path))

    assert done.code == 2
    assert done.err == (
        "listbot.yml is not there. Run `listbot init` to set this repository up, "
        "or name another one with --repo.\n"
    )


def test_a_new_list_is_set_up_builds_and_checks_clean(tmp_path: Path):
    repo = ("--repo", str(tmp_path))

    codes_of_runs = [
        listbot(*words, *repo).code
        for words in (("init",), ("build", "--check"), ("form", "--check"), ("check",))
    ]

    assert codes_of_runs == [0, 0, 0, 0]
    assert listbot("init", *repo).code == 2


def test_an_entry_is_added_from_the_terminal(tmp_path: Path):
    repo = ("--repo", str(tmp_path))
    listbot("init", *repo)

    done = listbot(
        *("add", "https://example.org/tool", "--title", "A tool"),
        *("--date", "2024", "--section", "first-section", *repo),
    )

    assert done.code == 0, done.out
    text = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert "- [A tool](https://example.org/tool) - 2024." in text


def test_what_an_addition_lacks_is_told_with_the_option_that_gives_it(tmp_path: Path):
    repo = ("--repo", str(tmp_path))
    listbot("init", *repo)

    done = listbot("add", *repo)

    assert done.code == 1
    assert done.out == (
        "title: error: “Title” has no answer. Give it with --title. [required-empty]\n"
        "date: error: “Date” has no answer. Give it with --date. [required-empty]\n"
        "sections: error: “Section” has no answer. Give it with --section, one of "
        "first-section or second-section. [required-empty]\n"
        "Link: error: “Link” has no answer. Give it with --link 'Link=https://…'. "
        "[required-empty]\n"
        "Nothing was written. Mend the above and run it again.\n"
    )


def test_the_help_lists_commands_in_the_order_of_work():
    words = re.findall(r"^│ ([a-z]+) ", listbot("--help").out, re.MULTILINE)

    order = ("init", "adopt", "form", "build", "check", "add", "intake", "refresh")
    assert tuple(words[: len(order)]) == order


def test_every_code_in_the_source_is_explained():
    written: set[str] = set()
    for path in (_ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Finding":
                written |= {
                    str(word.value.value)
                    for word in node.keywords
                    if word.arg == "code" and isinstance(word.value, ast.Constant)
                }

    assert written - set(codes.MEANING_BY_CODE) == set()


@pytest.mark.parametrize("name", ["config", "entry", "plan", "findings", "audit"])
def test_every_schema_is_one(name: str):
    jsonschema.Draft202012Validator.check_schema(schema.json_schema(name))


def test_the_example_fits_its_schema():
    text = (_ROOT / "examples/pathology/listbot.yml").read_text(encoding="utf-8")

    jsonschema.validate(yaml.safe_load(text), schema.json_schema("config"))


def test_the_example_is_up_to_date():
    repo = ("--repo", str(_ROOT / "examples" / "pathology"))

    assert listbot("build", "--check", *repo).code == 0
    assert listbot("form", "--check", *repo).code == 0


def test_files_are_named_from_here_or_from_the_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    listbot("init", "--repo", tmp_path / ".")
    monkeypatch.chdir(tmp_path.parent)

    codes_of_runs = [
        listbot("check", path, "--repo", tmp_path).code
        for path in (f"{tmp_path.name}/listbot.yml", "listbot.yml", _ROOT / "README.md")
    ]

    assert codes_of_runs == [0, 0, 2]


def test_a_file_of_the_same_name_outside_the_repository_is_not_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    repo = tmp_path / "list"
    repo.mkdir()
    listbot("init", "--repo", repo)
    outside = tmp_path / "listbot.yml"
    outside.write_text("title: [\n")
    monkeypatch.chdir(tmp_path)

    done = listbot("check", "listbot.yml", "--repo", repo)

    assert (done.code, done.err) == (0, "")


def test_form_read_has_the_shape_of_the_contract(tmp_path: Path):
    form = tmp_path / "form.yml"
    form.write_text(
        "name: n\ndescription: d\nbody:\n  - type: input\n    id: title\n"
        "    attributes: {label: Title}\n"
    )
    issue = tmp_path / "body.md"
    issue.write_text("### Title\n\nA paper\n")

    done = listbot("form", "read", str(form), str(issue), "--json")

    assert json.loads(done.out) == {
        "made_by_form": True,
        "answers": {"title": "A paper"},
        "findings": [],
    }
