"""Any bytes in any file: findings or a clear line, and nothing half-written."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command import Done, files_in, listbot
from listbot.text import form, form_reader

_FORM = ".github/ISSUE_TEMPLATE/add-entry.yml"
_EXAMPLE_FORM = Path(__file__).parents[1] / "examples" / "pathology" / _FORM
_ENTRY = "entries/2024/paper.yml"
_LIST = {
    "listbot.yml": (
        "title: Papers\nsections: [Vision, Language]\nlinks: {PDF: {required: true}}\n"
    ),
    "README.md": (
        "# Papers\n\n<!-- listbot:begin entries -->\n<!-- listbot:end entries -->\n"
    ),
    _ENTRY: (
        "title: A paper\ndate: 2024-03\nsections: [vision]\n"
        "links: {PDF: https://example.org/a}\n"
    ),
}
_BODY = (
    "### Title\n\nAnother paper\n\n### Date\n\n2024-05\n\n### Section\n\nVision\n\n"
    "### PDF\n\nhttps://example.org/b\n"
)

_B, _E = b"<!-- listbot:begin %s -->\n", b"<!-- listbot:end %s -->\n"
_BYTES = {
    "nothing": b"",
    "a zero": b"\0",
    "a byte order mark": b"\xef\xbb\xbf",
    "UTF-16": "title: x\n".encode("utf-16"),
    "Latin-1": b"title: caf\xe9\n",
    "every byte": bytes(range(256)),
    "half a mapping": b"{",
    "a list": b"- a\n- b\n",
    "a number": b"42\n",
    "null": b"null\n",
    "deep lists": b"[" * 5000,
    "deep mappings": b'{"a":' * 5000,
    "an alias": b"a: &a [1]\nb: *a\n",
    "a tag": b"!!python/object:os.system x\n",
    "a key twice": b"title: a\ntitle: b\n",
    "a tab": b"\ttitle: x\n",
    "megabytes": b"title: " + b"x" * 2_000_000,
    "old line ends": b"title: x\rdate: y\r",
    "strange line ends": "title: x\x85y\u2028z\n".encode(),
    "half a surrogate pair": b'title: "\\ud800"\n',
    "two documents": b"a: 1\n---\nb: 2\n",
    "a key of lists": b"? [a]\n: b\n",
    "another YAML": b"%YAML 9.9\n---\na: b\n",
    "a marker alone": _B % b"entries",
    "markers twice": (_B + _E) % (b"entries", b"entries") * 2,
    "markers crossed": (_B + _B + _E + _E)
    % (b"entries", b"recent", b"entries", b"recent"),
    "markers in code": b"```\n" + _B % b"entries" + _E % b"entries",
    "a marker cut off": b"<!-- listbot:begin",
}
_EVENTS = {
    "no issue": b"{}",
    "no number": b'{"action":"opened","issue":{"number":0}}',
    "a number without end": b'{"issue":{"number":1' + b"0" * 5000 + b"}}",
    "no finite number": b'{"action":"opened","issue":{"number":NaN}}',
    "surrogates": b'{"action":"opened","issue":{"number":1,"body":"### Title\\n\\n'
    b'\\ud800","user":{"login":"\\ud800"},"labels":[{"name":"listbot:submission"}]}}',
    "nobody": b'{"action":"opened","issue":{"number":1,"body":null,"user":null}}',
    "a list for a user": b'{"action":"opened","issue":{"number":1,"user":[]}}',
}
_COMMANDS = [
    *(["build"], ["build", "--check"], ["check", "--json"], ["form"]),
    ["add", "https://example.org/x", "--title=T", "--date=2024", "--offline"],
]

with_each = pytest.mark.parametrize("data", _BYTES.values(), ids=list(_BYTES))


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    folder = tmp_path / "list"
    for path, text in _LIST.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text.encode())
    return folder


@with_each
@pytest.mark.parametrize("path", [*_LIST, _FORM])
def test_any_file_of_a_list_may_hold_anything(repo: Path, path: str, data: bytes):
    for words in _COMMANDS:
        (repo / path).parent.mkdir(parents=True, exist_ok=True)
        (repo / path).write_bytes(data)
        before = files_in(repo)

        done = listbot(*words, "--repo", repo)

        _assert_told(done, path)
        if done.code:
            assert files_in(repo) == before
        assert not [name for name in files_in(repo) if "/." in name]


@with_each
def test_any_readme_may_be_adopted_or_is_told_why_not(repo: Path, data: bytes):
    (repo / "listbot.yml").unlink()
    (repo / "README.md").write_bytes(data)
    before = files_in(repo)

    done = listbot("adopt", repo / "README.md", "--dry-run", "--repo", repo)

    _assert_told(done, "README.md")
    assert files_in(repo) == before


@pytest.mark.parametrize(
    "data", (_BYTES | _EVENTS).values(), ids=list(_BYTES | _EVENTS)
)
def test_any_event_is_answered_or_told_what_is_wrong(repo: Path, data: bytes):
    _begin_history(repo)
    event = repo.parent / "event.json"
    event.write_bytes(data)

    done = listbot("intake", event, "--dry-run", "--offline", "--repo", repo)

    _assert_told(done, str(event))


@with_each
def test_any_form_and_any_body_are_read(tmp_path: Path, data: bytes):
    (tmp_path / "any").write_bytes(data)

    for words in (
        [_EXAMPLE_FORM, tmp_path / "any"],
        [tmp_path / "any", tmp_path / "any"],
    ):
        _assert_told(listbot("form", "read", *words, "--json"), str(tmp_path / "any"))


@given(data=st.binary(max_size=200), path=st.sampled_from([*_LIST, _FORM]))
def test_any_bytes_at_all(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, path: str
):
    repo = tmp_path_factory.mktemp("any") / "list"
    for name, text in (_LIST | {path: data.decode("latin-1")}).items():
        (repo / name).parent.mkdir(parents=True, exist_ok=True)
        (repo / name).write_bytes(text.encode("latin-1"))

    for words in _COMMANDS[:3]:
        _assert_told(listbot(*words, "--repo", repo), path)
    shutil.rmtree(repo.parent)


@pytest.mark.parametrize("path", [*_LIST, _FORM])
@pytest.mark.parametrize("words", _COMMANDS, ids=" ".join)
def test_a_folder_in_the_place_of_a_file_is_told(
    repo: Path, path: str, words: list[str]
):
    (repo / path).unlink(missing_ok=True)
    (repo / path).mkdir(parents=True)

    done = listbot(*words, "--repo", repo)

    _assert_told(done, path)


@pytest.mark.parametrize(
    ("markers", "complaint"),
    [
        pytest.param(
            b"",
            "README.md: section 'Vision' has entries but no place. Add these two lines "
            "where they belong: <!-- listbot:begin entries vision --> and "
            "<!-- listbot:end entries vision -->.\n",
            id="missing",
        ),
        pytest.param(
            (_B + _E) % (b"entries", b"entries") * 2,
            "README.md, line 5: the region 'entries' begins again; it began in line 3. "
            "Remove one of the two.\n",
            id="doubled",
        ),
        pytest.param(
            (_B + _B + _E + _E) % (b"entries", b"recent", b"entries", b"recent"),
            "README.md, line 4: the region 'recent' begins inside the region "
            "'entries' of line 3. End that one first.\n",
            id="crossed",
        ),
    ],
)
def test_markers_in_disorder_leave_readme_alone(
    repo: Path, markers: bytes, complaint: str
):
    (repo / "README.md").write_bytes(b"# Papers\r\n\n" + markers)
    before = files_in(repo)

    done = listbot("build", "--repo", repo)

    assert done == Done(2, "", complaint)
    assert files_in(repo) == before


# Of each kind that makes some expression or some parser slow, as much as GitHub takes.
_WORST = {
    **{
        f"{unit!r} again and again": unit
        for unit in ("[", "<!--", "### ", "![[", "```\n")
    },
    **{
        f"{unit!r}, too": unit
        for unit in ("~~~\n", "- [x] a\n", "\\", "a@", "*a ", "> ")
    },
    **{
        f"many {unit!r}": unit
        for unit in ("&#", "10.1000/", "http://", "2024-", "\n", ",")
    },
    "many labels": "### Title\n\n",
    "many accents": "a\u0301",
    "many blanks": " ",
    "many letters": "a",
}


@pytest.mark.parametrize("unit", _WORST.values(), ids=list(_WORST))
@pytest.mark.parametrize(
    "shape",
    ["{}", "{}x", "### x{}y", _BODY.replace("Another paper", "{}"), f"{_BODY}{{}}"],
    ids=["alone", "before a letter", "in a label", "as a title", "at the end"],
)
def test_the_worst_64_kib_are_read_in_well_under_100_ms(unit: str, shape: str):
    size = 65_536 - len(shape.encode())
    body = shape.format(unit * (size // len(unit.encode())))

    assert min(_seconds_to_read(body) for _ in range(3)) < 0.1


_READ_FORM = form.read_form(_EXAMPLE_FORM.read_text("utf-8"), file="form.yml")


def _seconds_to_read(body: str) -> float:
    started = time.process_time()
    form_reader.read_answers(body, _READ_FORM)
    return time.process_time() - started


def _assert_told(done: Done, path: str) -> None:
    """See that a command did its work, or said in clear lines why not."""
    assert done.code in {0, 1, 2}, done.err
    assert "Traceback" not in done.err + done.out
    if done.code == 2:
        for line in done.err.splitlines():
            assert re.match(rf".*{re.escape(path)}\b", line), line


def _begin_history(repo: Path) -> None:
    for words in (
        ["init", "--quiet", "--initial-branch=main"],
        ["add", "--all"],
        ["-c", "user.name=x", "-c", "user.email=x@x", "commit", "--quiet", "-m", "."],
    ):
        subprocess.run(["git", "-C", str(repo), *words], check=True)
